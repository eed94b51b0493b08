"""Queueing the papers that go with a piece: a sale's gift note, a one-off's story card, a label."""

from datetime import datetime
from typing import ClassVar

from batikpos.domain.catalogue import Item, Technique
from batikpos.domain.errors import Name, PosError
from batikpos.domain.sale import SaleKind
from batikpos.i18n import N_
from batikpos.paper.document import Document
from batikpos.paper.gift import gift_note, story_card
from batikpos.paper.label import price_label
from batikpos.services.desk import Desk
from batikpos.services.papers import UnknownNumber, queue_paper
from batikpos.store.engine import Transaction
from batikpos.store.printjobs import JobKind
from batikpos.store.sales import find_sale


class NotOneOff(PosError):
    """A piece that has no story of its own: it is not drawn by hand, or there are more of it."""

    code: ClassVar[str] = "not_one_off"
    text: ClassVar[str] = N_(
        "{item} is no single piece of hand-drawn batik: only of such is there a story card."
    )
    item: Name


def has_story(item: Item) -> bool:
    """Say whether a piece is hand-drawn batik of which there is one."""
    return item.technique is Technique.TULIS and item.is_single


def write_gift(tx: Transaction, desk: Desk, number: str) -> Document:
    """Write the gift note of a sale. Raises: UnknownNumber, also for what is no sale."""
    kept = find_sale(tx, number)
    if kept is None or kept.sale.kind is not SaleKind.SALE:
        raise UnknownNumber(number)
    return gift_note(kept.sale, desk.stand, fact_hash=kept.hash)


def write_story(desk: Desk, code: str, *, language: str) -> Document:
    """Write the story card of a piece. Raises: UnknownItem, NotOneOff."""
    item = desk.catalogue.load(code)
    if not has_story(item):
        raise NotOneOff(item.names)
    return story_card(item, desk.stand, language=language)


def queue_gift(desk: Desk, number: str, *, now: datetime, to: str = "") -> str:
    """Queue the gift note of a sale; return the job's id. Raises: UnknownNumber."""
    with desk.writing() as tx:
        note = write_gift(tx, desk, number)
        return queue_paper(tx, desk, note, kind=JobKind.GIFT, sale=number, now=desk.fair.local(now), to=to)


def queue_story(desk: Desk, code: str, *, now: datetime, language: str = "", to: str = "") -> str:
    """Queue the story card of a piece; return the job's id. Raises: UnknownItem, NotOneOff."""
    card = write_story(desk, code, language=language or desk.settings.language)
    with desk.writing() as tx:
        return queue_paper(tx, desk, card, kind=JobKind.STORY, now=desk.fair.local(now), to=to)


def write_label(desk: Desk, code: str, *, language: str) -> Document:
    """Write the price label of a piece. Raises: UnknownItem."""
    return price_label(desk.catalogue.load(code), desk.stand, language=language)


def queue_label(desk: Desk, code: str, *, now: datetime, language: str = "", to: str = "") -> str:
    """Queue the price label of a piece; return the job's id. Raises: UnknownItem."""
    slip = write_label(desk, code, language=language or desk.settings.language)
    with desk.writing() as tx:
        return queue_paper(tx, desk, slip, kind=JobKind.LABEL, now=desk.fair.local(now), to=to)
