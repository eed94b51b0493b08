"""The nota: what a sale, a void or a refund says on paper, one block for each producer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.fair import Books, Booth, Fair
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.sale import Sale, SaleKind, SaleLine
from batikpos.domain.tender import TenderKind
from batikpos.domain.wording import DYES, TECHNIQUES, TENDERS, slip_words
from batikpos.i18n import N_, Translate, translator
from batikpos.paper.document import Align, Blank, Block, Document, Pair, Qr, Rule, Text

_ZONES = {420: "WIB", 480: "WITA", 540: "WIT"}

_TITLES = {
    SaleKind.SALE: "",
    SaleKind.VOID: N_("VOID"),
    SaleKind.REFUND: N_("RETURN"),
}


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a paper comes from: the fair, the booth, and the producers it may name."""

    fair: Fair
    booth: Booth
    catalogue: Catalogue
    books: Books = Books.REAL


def nota(sale: Sale, stand: Stand, *, fact_hash: bytes) -> Document:
    """Write the nota of a sale in the sale's language; `fact_hash` is its place in the chain."""
    tr = translator(sale.language)
    blocks = (
        *_head(sale, stand, tr),
        *_lines(sale, tr),
        *_totals(sale, tr),
        *_foot(sale, tr, fact_hash),
    )
    return marked(Document(sale.number, blocks), stand, tr)


def marked(document: Document, stand: Stand, tr: Translate) -> Document:
    """Mark a paper that was made for practice, at its head and foot; any other stays as it is."""
    if stand.books is Books.REAL:
        return document
    mark = Text(tr(N_("PRACTICE - NOT A NOTA")), Align.CENTRE, bold=True)
    return replace(document, blocks=(mark, Rule(), *document.blocks, Rule(), mark))


def copy_of(original: Document, copy_number: int, at: datetime, language: str) -> Document:
    """Mark a stored document as a copy: SALINAN ke-n with the time, and not a word else changed."""
    said = translator(language)(N_("COPY no. {n} - {time}")).format(n=copy_number, time=write_time(at))
    mark = Text(said, Align.CENTRE, bold=True)
    return replace(original, blocks=(mark, *original.blocks, mark))


def write_time(at: datetime) -> str:
    """Write a time as on Indonesian papers, with its zone: 11/12/2026 14.05 WIB."""
    offset = at.utcoffset()
    zone = _ZONES.get(int(offset.total_seconds()) // 60, "") if offset is not None else ""
    return f"{at:%d/%m/%Y %H.%M} {zone}".strip()


def head_blocks(stand: Stand, tr: Translate, names: tuple[str, ...] = ()) -> Iterator[Block]:
    """Say whose stand it is and at which fair."""
    for name in names:
        yield Text(name, Align.CENTRE, bold=True)
    yield Text(tr(N_("Booth {booth}")).format(booth=stand.booth.code), Align.CENTRE, bold=not names)
    yield Text(stand.fair.name, Align.CENTRE)


def _head(sale: Sale, stand: Stand, tr: Translate) -> Iterator[Block]:
    producers = tuple(dict.fromkeys(line.producer for line in sale.lines))
    only = stand.catalogue.producer(producers[0]) if len(producers) == 1 else None
    yield from head_blocks(stand, tr, (sale.lines[0].producer_name,) if only else ())
    if only and (only.village or only.district):
        yield Text(", ".join(filter(None, (only.village, only.district))), Align.CENTRE)
    yield Rule()
    if title := _TITLES[sale.kind]:
        yield Text(tr(title), Align.CENTRE, bold=True)
    yield Pair(tr(N_("No.")), sale.number)
    yield Pair(tr(N_("Time")), write_time(sale.at))
    yield Pair(tr(N_("Cashier")), sale.cashier)
    if sale.approver:
        yield Pair(tr(N_("Approved by")), sale.approver)
    if sale.reverses:
        yield Pair(tr(N_("For nota")), sale.reverses)
    if sale.slip is not None:
        yield Text(slip_words(sale.slip, tr), hang=2)
    if reason := sale.slip.reason if sale.slip is not None else sale.reason:
        yield Text(tr(N_("Reason: {reason}")).format(reason=reason), hang=2)
    yield Rule()


def _lines(sale: Sale, tr: Translate) -> Iterator[Block]:
    producers = dict.fromkeys(line.producer for line in sale.lines)
    for producer in producers:
        theirs = [line for line in sale.lines if line.producer == producer]
        if len(producers) > 1:
            yield Text(theirs[0].producer_name, bold=True)
        for line in theirs:
            yield from _line(line, sale.language, tr)
        if len(producers) > 1:
            subtotal = Rupiah(sum(line.net.amount for line in theirs))
            yield Pair(tr(N_("Subtotal")), subtotal.bare())
            yield Rule()
    if len(producers) == 1:
        yield Rule()


def _line(line: SaleLine, language: str, tr: Translate) -> Iterator[Block]:
    yield Text(line.name_en if language == "en" and line.name_en else line.name, hang=2)
    said = ", ".join(
        filter(None, (tr(TECHNIQUES[line.technique]), tr(DYES[line.dye]) if DYES[line.dye] else ""))
    )
    yield Text(f"({said})", hang=2)
    yield Pair(f"  {line.quantity} x {line.unit_price.bare()}", line.gross.bare())
    if line.discount:
        agreed = line.agreed is not None and line.agreed < line.unit_price
        word = N_("Agreed price, you save") if agreed else N_("Discount")
        yield Pair(f"  {tr(word)}", (-line.discount).bare())


def _totals(sale: Sale, tr: Translate) -> Iterator[Block]:
    if sale.discount:
        yield Pair(tr(N_("List price")), sale.gross.bare())
        yield Pair(tr(N_("You save")), sale.discount.bare())
    if sale.rounding:
        yield Pair(tr(N_("Rounding")), sale.rounding.bare())
    yield Pair(tr(N_("Total")), str(sale.total), bold=True, tall=True)
    for tender in sale.tenders:
        word = tr(TENDERS[tender.kind])
        if tender.kind is TenderKind.QRIS and tender.amount > ZERO:
            word = tr(N_("QRIS (not checked yet)"))
        yield Pair(word, tender.amount.bare())
        if tender.reference:
            yield Text(f"  ref. {tender.reference}", hang=2)
    if sale.change:
        yield Pair(tr(N_("Change")), sale.change.bare(), bold=True)


def _foot(sale: Sale, tr: Translate, fact_hash: bytes) -> Iterator[Block]:
    yield Rule()
    if sale.kind is SaleKind.SALE:
        yield Text(tr(N_("Goods can be exchanged during the fair with this nota.")), Align.CENTRE)
        yield Text(tr(N_("Thank you")), Align.CENTRE)
    yield Blank()
    yield Qr(f"{sale.number} {fact_hash.hex()[:8]}")
    yield Text(f"{sale.number} {fact_hash.hex()[:8]}", Align.CENTRE)
