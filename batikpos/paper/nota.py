"""The nota: what a sale, a void or a refund says on paper, one block for each producer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from batikpos.domain.catalogue import Catalogue, Dye, Producer, Technique
from batikpos.domain.fair import Books, Booth, Fair
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.sale import Sale, SaleKind, SaleLine
from batikpos.domain.tax import RATE, ppn_inside
from batikpos.domain.tender import Tender, TenderKind
from batikpos.domain.wording import DYES, TECHNIQUES, TENDERS, slip_words, taken_off_words
from batikpos.i18n import N_, Translate, language_of, translator
from batikpos.paper.document import Align, Blank, Block, Document, Pair, Picture, Qr, Rule, Text
from batikpos.values import frozen

_ZONES = {420: "WIB", 480: "WITA", 540: "WIT"}

_TITLES = {
    SaleKind.SALE: "",
    SaleKind.VOID: N_("VOID"),
    SaleKind.REFUND: N_("RETURN"),
}


@frozen
class Dress:
    """What a booth has of its own on its notas: a logo, lines at the head, lines at the foot."""

    logo: Picture | None = None
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()


@frozen
class Stand:
    """Where a paper comes from: the fair, the booth, the producers it may name, and what it always says."""

    fair: Fair
    booth: Booth
    catalogue: Catalogue
    books: Books = Books.REAL
    dress: Dress = Dress()


def nota(sale: Sale, stand: Stand, *, fact_hash: bytes, taken_off: Sequence[Tender] = ()) -> Document:
    """Write the nota of a sale in the sale's language; `fact_hash` is its place in the chain.

    Of a void that another sale follows, `taken_off` is what nobody saw and pays for that one no more.
    """
    tr = translator(sale.language)
    blocks = (
        *_head(sale, stand, tr),
        *goods_blocks(sale.lines, sale.language, stand, tr),
        *_totals(sale, tr, taken_off),
        *_foot(sale, stand, tr, fact_hash),
    )
    return finished(Document(sale.number, blocks), stand, tr)


def finished(document: Document, stand: Stand, tr: Translate) -> Document:
    """Note the language a paper is in, and mark one that was made for practice, at its head and foot."""
    document = replace(document, language=language_of(tr))
    if stand.books is Books.REAL:
        return document
    mark = Text(tr(N_("PRACTICE - NOT A NOTA")), Align.CENTRE, bold=True)
    return replace(document, blocks=(mark, Rule(), *document.blocks, Rule(), mark))


def copy_of(original: Document, copy_number: int, at: datetime, *, language: str = "id") -> Document:
    """Mark a stored document as a copy: SALINAN ke-n with the time, and not a word else changed.

    The mark is in the paper's own language, or in `language` where it does not say which that is.
    """
    tr = translator(original.language or language)
    said = tr(N_("COPY no. {n} - {time}")).format(n=copy_number, time=write_time(at))
    mark = Text(said, Align.CENTRE, bold=True)
    return replace(original, blocks=(mark, *original.blocks, mark))


def write_time(at: datetime) -> str:
    """Write a time as on Indonesian papers, with its zone: 11/12/2026 14.05 WIB."""
    offset = at.utcoffset()
    zone = _ZONES.get(int(offset.total_seconds()) // 60, "") if offset is not None else ""
    return f"{at:%d/%m/%Y %H.%M} {zone}".strip()


def head_blocks(stand: Stand, tr: Translate) -> Iterator[Block]:
    """Say whose stand it is and at which fair."""
    yield from _place(stand, tr, is_bold=True)


def dressed_head(stand: Stand, tr: Translate, producers: Mapping[str, str]) -> Iterator[Block]:
    """Head a paper for buyers: the booth's logo and lines, and the producer where there is one only.

    `producers` are those whose goods it is about: names by code.
    """
    if stand.dress.logo is not None:
        yield stand.dress.logo
    is_one = len(producers) == 1
    for name in producers.values() if is_one else ():
        yield Text(name, Align.CENTRE, bold=True)
    for line in stand.dress.header:
        yield Text(line, Align.CENTRE)
    yield from _place(stand, tr, is_bold=not is_one)
    for code in producers if is_one else ():
        yield from _seat(stand.catalogue.producer(code), Align.CENTRE)


def dressed_foot(stand: Stand, tr: Translate) -> Iterator[Block]:
    """End a paper for buyers with the booth's own lines, or with what can always be said."""
    usual = (tr(N_("Goods can be exchanged during the fair with this nota.")), tr(N_("Thank you")))
    for line in stand.dress.footer or usual:
        yield Text(line, Align.CENTRE)


def _place(stand: Stand, tr: Translate, *, is_bold: bool) -> Iterator[Block]:
    yield Text(tr(N_("Booth {booth}")).format(booth=stand.booth.code), Align.CENTRE, bold=is_bold)
    yield Text(stand.fair.name, Align.CENTRE)


def _seat(producer: Producer, align: Align) -> Iterator[Block]:
    """Say where a producer is at home; one that is taxable names its address and NPWP."""
    village = ", ".join(filter(None, (producer.village, producer.district)))
    if where := (producer.address if producer.is_taxable else "") or village:
        yield Text(where, align)
    if producer.is_taxable and producer.npwp:
        yield Text(f"NPWP {producer.npwp}", align)


def _head(sale: Sale, stand: Stand, tr: Translate) -> Iterator[Block]:
    yield from dressed_head(stand, tr, {line.producer: line.producer_name for line in sale.lines})
    yield Rule()
    if title := _title(sale):
        yield Text(tr(title), Align.CENTRE, bold=True)
    yield Pair(tr(N_("No.")), sale.number)
    yield Pair(tr(N_("Time")), write_time(sale.at))
    yield Pair(tr(N_("Cashier")), sale.cashier)
    if sale.approver:
        yield Pair(tr(N_("Approved by")), sale.approver)
    if sale.reverses:
        yield Pair(tr(N_("For nota")), sale.reverses)
    if sale.followed_by:
        yield Pair(tr(N_("Replaced by")), sale.followed_by)
    if sale.follows:
        yield Pair(tr(N_("Replaces")), sale.follows)
    if sale.slip is not None:
        yield Text(slip_words(sale.slip, tr), hang=2)
    if reason := sale.slip.reason if sale.slip is not None else sale.reason:
        yield Text(tr(N_("Reason: {reason}")).format(reason=reason), hang=2)
    yield Rule()


def _title(sale: Sale) -> str:
    is_exchange = sale.kind is SaleKind.REFUND and any(t.kind is TenderKind.EXCHANGE for t in sale.tenders)
    return N_("EXCHANGE") if is_exchange else _TITLES[sale.kind]


def goods_blocks(lines: Sequence[SaleLine], language: str, stand: Stand, tr: Translate) -> Iterator[Block]:
    """Say what was sold, one block for each producer, for each is a seller of its own."""
    codes = dict.fromkeys(line.producer for line in lines)
    for code in codes:
        theirs, producer = [line for line in lines if line.producer == code], stand.catalogue.producer(code)
        if len(codes) > 1:
            yield Text(theirs[0].producer_name, bold=True)
            if producer.is_taxable:
                yield from _seat(producer, Align.LEFT)
        for line in theirs:
            yield from _line(line, language, tr)
        subtotal = total(line.net for line in theirs)
        if len(codes) > 1:
            yield Pair(tr(N_("Subtotal")), subtotal.bare())
        if producer.is_taxable:
            yield from _ppn(subtotal, tr)
        yield Rule()


def _ppn(paid: Rupiah, tr: Translate) -> Iterator[Block]:
    """Take the tax out of what is paid to a producer who is registered for it; of no other is a word said."""
    parts = ppn_inside(paid)
    yield Pair(tr(N_("Price before PPN")), parts.price.bare())
    yield Pair(tr(N_("Tax base (DPP 11/12)")), parts.base.bare())
    yield Pair(tr(N_("PPN {rate}%, included")).format(rate=RATE), parts.tax.bare())


def made_by(technique: Technique, dye: Dye, tr: Translate) -> str:
    """Say in a few words how a cloth was made and dyed."""
    return ", ".join(tr(word) for word in (TECHNIQUES[technique], DYES[dye]) if word)


def _line(line: SaleLine, language: str, tr: Translate) -> Iterator[Block]:
    yield Text(line.name_en if language == "en" and line.name_en else line.name, hang=2)
    yield Text(f"({made_by(line.technique, line.dye, tr)})", hang=2)
    yield Pair(f"  {line.quantity} x {line.unit_price.bare()}", line.gross.bare())
    if line.note:
        yield Text(f"  {line.note}", hang=2)
    rest = line.discount
    if line.agreed is not None and line.agreed < line.unit_price:
        # Of what is given back, a part of the line's own saving, the rounding of which stays with it.
        saved = rest if line.given_back else line.gross - line.quantity.of(line.agreed)
        yield Pair("  " + tr(N_("Agreed price {price}")).format(price=line.agreed.bare()), (-saved).bare())
        rest -= saved
    if line.promotion:
        yield Pair(f"  {line.promotion}", (-line.promoted).bare())
        rest -= line.promoted
    if rest:
        yield Pair("  " + tr(N_("Discount")), (-rest).bare())


def _totals(sale: Sale, tr: Translate, taken_off: Sequence[Tender]) -> Iterator[Block]:
    if sale.discount:
        yield Pair(tr(N_("List price")), sale.gross.bare())
        yield Pair(tr(N_("You save")), sale.discount.bare())
    if sale.rounding:
        yield Pair(tr(N_("Rounding")), sale.rounding.bare())
    yield Pair(tr(N_("Total")), str(sale.total), bold=True, tall=True)
    for tender in sale.tenders:
        word = tr(TENDERS[tender.kind])
        if tender.kind is TenderKind.QRIS:
            word = _qris_word(sale, tender, tr)
        yield Pair(word, tender.amount.bare())
        if tender.reference:
            yield Text(f"  ref. {tender.reference}", hang=2)
        if tender.kind is TenderKind.VOUCHER:
            yield from (Text(f"  {said}", hang=2) for said in _of_voucher(tender, tr))
    if sale.followed_by and taken_off:
        yield Text(taken_off_words(taken_off, tr), hang=2)
    if sale.change:
        yield Pair(tr(N_("Change")), sale.change.bare(), bold=True)


def _of_voucher(tender: Tender, tr: Translate) -> Iterator[str]:
    """Say what a voucher is: it is worth what stands on it, and what of that does not count lapses."""
    if tender.worth > tender.amount:
        lapsed = tr(N_("Worth {worth}, of which {over} lapses."))
        yield lapsed.format(worth=tender.worth, over=tender.worth - tender.amount)
    elif tender.worth < tender.amount and tender.worth:
        yield tr(N_("It is worth {worth} again.")).format(worth=-tender.worth)
    yield tr(N_("A voucher is not paid out in money."))


def _qris_word(sale: Sale, tender: Tender, tr: Translate) -> str:
    """Say what becomes of a payment by QRIS: that of a sale that was put right may stand in the next."""
    if tender.amount > ZERO:
        return tr(N_("QRIS (not checked yet)"))
    return tr(TENDERS[TenderKind.QRIS]) if sale.followed_by else tr(N_("QRIS (taken off)"))


def _foot(sale: Sale, stand: Stand, tr: Translate, fact_hash: bytes) -> Iterator[Block]:
    yield Rule()
    if sale.kind is SaleKind.SALE:
        yield from dressed_foot(stand, tr)
    yield Blank()
    yield Qr(f"{sale.number} {fact_hash.hex()[:8]}")
    yield Text(f"{sale.number} {fact_hash.hex()[:8]}", Align.CENTRE)
