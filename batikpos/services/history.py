"""Looking back: a sale found again by whatever is remembered of it, and one sale with all that followed."""

import re
from collections.abc import Sequence

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.errors import PosError
from batikpos.domain.giveback import Back, Kept, kept_of, whole_back
from batikpos.domain.money import NotRupiah, Rupiah, parse_rupiah, total
from batikpos.domain.sale import Sale, SaleKind, returned_lines
from batikpos.domain.tender import TenderKind
from batikpos.domain.wording import TENDERS
from batikpos.i18n import LANGUAGES, translator
from batikpos.paper.document import Document, document_from_json
from batikpos.paper.nota import nota
from batikpos.services.desk import Desk
from batikpos.services.papers import UnknownNumber
from batikpos.services.returns import kept_for, load_voidable, seen_of
from batikpos.store.engine import Transaction
from batikpos.store.history import History, SoughtWord, Which, find_history, list_ways
from batikpos.store.printjobs import find_original
from batikpos.store.sales import KeptSale, find_sale, list_reversals
from batikpos.values import frozen

SHOWN = 200
"""So many sales are shown until more are asked for."""

_THOUSANDS = 1_000
"""What a person leaves away: 395 is Rp395.000."""

_NOTA_CODE = re.compile(r"(\S+-\d{8}-\d+) [0-9a-f]{8}")
"""What the QR code of a nota says: its number, and the beginning of its place in the chain."""


@frozen
class PastSale:
    """A sale as it is looked at again: its paper as it was printed, and what gave goods of it back.

    `fault` says why it cannot be voided, where it cannot; `seen` are its payments that somebody saw in the
    app, by their places, and `paid` is what is left of what was paid for it. Cash goes back in multiples of
    `rounding` rupiah (0 = any).
    """

    kept: KeptSale
    document: Document
    reversals: tuple[Sale, ...]
    fault: PosError | None
    seen: frozenset[int]
    paid: Kept
    rounding: int = 0

    @property
    def is_voidable(self) -> bool:
        """Say whether it may be voided."""
        return _is_sale(self) and self.fault is None

    @property
    def is_correctable(self) -> bool:
        """Say whether it may be put right: the pick-up of an order is voided and done again."""
        return self.is_voidable and not self.kept.sale.is_pick_up

    @property
    def is_returnable(self) -> bool:
        """Say whether something of it is left to give back."""
        return self.kept.sale.kind is SaleKind.SALE and any(self.left)

    @property
    def voided_back(self) -> Back:
        """Say what goes back where it is voided."""
        return whole_back(self.kept.sale.tenders, self.kept.sale.change, self.seen, self.rounding)

    def returned_back(self, wanted: Sequence[tuple[int, int | None]], way: TenderKind) -> Back:
        """Say what a return of some lines gives back. Raises: NoSuchLine, BadReturn, NoWayBack."""
        gone = [line for sale in self.reversals for line in sale.lines]
        lines = returned_lines(self.kept.sale.lines, gone, wanted)
        return self.paid.back(-total(line.net for line in lines), way, self.rounding)

    @property
    def left(self) -> tuple[int, ...]:
        """Say of each line what is left to give back: pieces or millimetres."""
        gone = [line for sale in self.reversals for line in sale.lines]
        return tuple(
            line.quantity.size + sum(back.quantity.size for back in gone if back.given_back == n)
            for n, line in enumerate(self.kept.sale.lines, 1)
        )


def search_history(
    desk: Desk, typed: str = "", which: Which = Which.ALL, *, limit: int | None = SHOWN
) -> History:
    """Find sales by number, amount, piece, producer, hour, way of paying or cashier: each word must fit.

    A code that was scanned is one word: of a nota its number, of a piece what it is in the price list.
    """
    words = _read_words(typed, desk.catalogue)
    with desk.store.reading() as tx:
        return find_history(tx, words, which, limit=limit)


def list_ways_paid(desk: Desk) -> tuple[Which, ...]:
    """List in which ways the sales of this booth were paid."""
    with desk.store.reading() as tx:
        return list_ways(tx)


def load_past_sale(desk: Desk, number: str) -> PastSale:
    """Load one sale, void or refund with its paper. Raises: UnknownNumber."""
    with desk.store.reading() as tx:
        kept = find_sale(tx, number)
        if kept is None:
            raise UnknownNumber(number)
        reversals = tuple(k.sale for k in list_reversals(tx, number))
        paid = kept_for(tx, kept.sale) if kept.sale.kind is SaleKind.SALE else kept_of(())
        seen = seen_of(tx, number)
        document, fault = _paper_of(tx, desk, kept), _fault_of(tx, number)
        return PastSale(kept, document, reversals, fault, seen, paid, desk.settings.rounding)


def _fault_of(tx: Transaction, number: str) -> PosError | None:
    try:
        load_voidable(tx, number)
    except PosError as fault:
        return fault
    return None


def _is_sale(past: PastSale) -> bool:
    return past.kept.sale.kind is SaleKind.SALE


def _paper_of(tx: Transaction, desk: Desk, kept: KeptSale) -> Document:
    """Return the paper as it was printed; of a store that came back from its facts, written anew."""
    original = find_original(tx, kept.sale.number)
    if original is None:
        return nota(kept.sale, desk.stand, fact_hash=kept.hash)
    return document_from_json(original.document)


def _read_words(typed: str, catalogue: Catalogue) -> tuple[SoughtWord, ...]:
    """Read what was typed or scanned, each word by all that it may mean."""
    text = typed.strip()
    if code := _NOTA_CODE.fullmatch(text):
        return (SoughtWord(code[1]),)
    if (item := catalogue.find(text)) is not None:
        return (SoughtWord(text, skus=(item.sku,)),)
    return tuple(_read_word(word, catalogue) for word in text.split())


def _read_word(word: str, catalogue: Catalogue) -> SoughtWord:
    item = catalogue.find(word)
    return SoughtWord(
        word,
        amount=_read_amount(word),
        hour=_read_hour(word),
        skus=(item.sku,) if item else (),
        tenders=_read_tenders(word),
    )


def _read_amount(word: str) -> Rupiah | None:
    """Read an amount; a small number is of thousands, as people say it."""
    try:
        amount = parse_rupiah(word)
    except NotRupiah:
        return None
    if word.isdigit() and amount < Rupiah(_THOUSANDS):
        return amount.times(_THOUSANDS)
    return amount


def _read_hour(word: str) -> str:
    """Read "14", "14.05" or "14:05" as the beginning of a time of the day."""
    time = re.fullmatch(r"([01]?\d|2[0-3])(?:[.:]([0-5]\d))?", word, re.ASCII)
    if time is None:
        return ""
    return f"{int(time[1]):02}" + (f":{time[2]}" if time[2] else "")


def _read_tenders(word: str) -> tuple[TenderKind, ...]:
    """Read a way of paying in any language of ours, from its beginning: "tun", "cash", "transf"."""
    return tuple(
        kind
        for kind, name in TENDERS.items()
        if len(word) > 2  # noqa: PLR2004 - two letters begin too much
        and any(translator(of)(name).casefold().startswith(word.casefold()) for of in LANGUAGES)
    )
