"""Goods taken into the catalogue at the booth: a fact, so that every copy of the books knows them."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import ClassVar
from uuid import uuid4

from batikpos.domain.barcode import ean13_of
from batikpos.domain.catalogue import UNCOUNTED, Catalogue, Item, Producer
from batikpos.domain.errors import BadValue, PosError
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.record import item_to_body
from batikpos.domain.right import check_printing
from batikpos.domain.typed import LONGEST, holds_control
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.store.catalogue import load_catalogue
from batikpos.store.journal import append, load_head
from batikpos.values import frozen

IN_STORE = "29"
"""What the barcodes made here begin with: GS1 leaves 20 to 29 to each shop, and price lists use 20."""


class FloorOverPrice(PosError):
    """A lowest price that is higher than the price."""

    code: ClassVar[str] = "bad_price"
    text: ClassVar[str] = N_("The lowest price, {floor}, is over the price, {price}. Change one of them.")
    floor: Rupiah
    price: Rupiah


@frozen
class Added:
    """An item that is in the catalogue now, and the desk that knows it."""

    desk: Desk
    item: Item


def add_item(
    desk: Desk, of: Item, *, cashier: str, now: datetime, stock: int = UNCOUNTED, floor: Rupiah = ZERO
) -> Added:
    """Take goods of no catalogue (`open_item`) into this booth's, under a code of their own.

    Their price stays one that was typed at the stand, and what is sold of them says so to the organizer.
    A barcode they have already is theirs, where no other goods have it; else they get one.
    The same goods at the same price are there once, however often they are asked for.
    Raises: FloorOverPrice, PrintingRefused.
    """
    if floor > of.price:
        raise FloorOverPrice(floor, of.price)
    check_printing(desk.settings.rules, (of,))
    wanted = replace(of, is_open=False, is_added=True, stock=stock, floor=floor)
    with desk.writing() as tx:
        known = load_catalogue(tx)
        item = next((i for i in known.items if _is_same(i, wanted)), None)
        if item is None:
            item = _coded(wanted, known, desk.booth, load_head(tx).journal_id)
            at = desk.fair.local(now)
            said = {"at": at.isoformat(), "cashier": cashier, "item": item_to_body(item)}
            append(tx, FactKind.ITEM, at, said)
            known = load_catalogue(tx)
    return Added(replace(desk, catalogue=known), item)


def begin_catalogue(booth: Booth, producer: str, of: Item) -> Catalogue:
    """Begin the catalogue of a booth that has no list, with its own producer and a first item (`open_item`).

    It grows by `add_item`. Raises: BadValue.
    """
    name = producer.strip()
    if not name or len(name) > LONGEST or holds_control(name):
        raise BadValue(N_("a producer's name"), producer)
    own = Catalogue((), (Producer(booth.code, name, booth=booth.code),))
    first = replace(of, producer=booth.code, is_open=False)
    return own.with_items((_coded(first, own, booth, str(uuid4())),))


def _is_same(one: Item, other: Item) -> bool:
    """Say whether two items differ in nothing but what they are known by here, and how many there are."""
    is_one = not other.barcode or other.barcode == one.barcode
    return is_one and replace(one, sku=other.sku, barcode=other.barcode, stock=other.stock) == other


def _coded(item: Item, known: Catalogue, booth: Booth, seed: str) -> Item:
    """Give an item the first code that is free here, and a barcode that nobody with another seed makes."""
    n = 1
    while True:
        sku = f"{booth.prefix}-T{n:03}"
        drawn = int(sha256(f"{seed} {sku}".encode()).hexdigest(), 16) % 10**10
        barcode = item.barcode or ean13_of(f"{IN_STORE}{drawn:010}")
        if item.barcode and known.find(item.barcode) is not None:
            item = replace(item, barcode="")
            continue
        if known.find(sku) is None and known.find(barcode) is None:
            return replace(item, sku=sku, barcode=barcode)
        n += 1
