"""The slips of the drawer's day: X and Z, and the test page."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.seal import Seal
from batikpos.domain.tender import TenderKind
from batikpos.domain.till import CashMove, Till, TillFigures
from batikpos.domain.wording import PAID_DOWN, TENDERS
from batikpos.i18n import N_, Translate, translator
from batikpos.paper.document import Align, Blank, Block, Document, Pair, Qr, Rule, Text
from batikpos.paper.nota import Stand, finished, head_blocks, write_time
from batikpos.paper.picture import kawung


def z_slip(
    till: Till, stand: Stand, counts: Mapping[int, int], *, cashier: str, seal: Seal, code: str, language: str
) -> Document:
    """Write the Z slip of a closed till: takings, count by denomination, expected, difference.

    `code` is what its QR code holds, for the organizer to scan.
    """
    tr, figures = translator(language), till.figures
    blocks = (
        *_head(till, stand, tr, N_("END OF DAY (Z)"), till.closed_at or till.opened_at, cashier),
        *_takings(figures, tr, with_cash=True),
        *_count(counts, tr),
        *_drawer(till, figures, tr),
        *_opened(till, tr),
        Rule(),
        Pair(tr(N_("Sold in all days")), Rupiah(seal.sold).bare()),
        Pair(tr(N_("Returned in all days")), Rupiah(seal.returned).bare()),
        Rule(),
        Text(tr(N_("Signature")), Align.LEFT),
        Blank(),
        Blank(),
        Qr(code),
        Text(f"{till.number} {seal.hash[:16]}", Align.CENTRE),
    )
    return finished(Document(till.number, blocks), stand, tr)


def x_slip(till: Till, stand: Stand, *, now: datetime, cashier: str, language: str) -> Document:
    """Write the X slip of an open till. It says nothing that tells what cash is expected."""
    tr = translator(language)
    blocks = (
        *_head(till, stand, tr, N_("SO FAR TODAY (X)"), now, cashier),
        *_takings(till.figures, tr, with_cash=False),
        *_opened(till, tr),
    )
    return finished(Document("X", blocks), stand, tr)


RULERS = (32, 42, 48)
"""Characters on the lines of the papers there are."""


def trial_page(
    stand: Stand, *, now: datetime, columns: int, language: str, shows_all: bool = False
) -> Document:
    """Write a test page: rulers, figures, letters, a picture and a QR code.

    Where it `shows_all` rulers, those wider than the paper go over the line's end: the longest that
    does not says how wide it is.
    """
    tr = translator(language)
    widest = RULERS[-1] if shows_all else columns
    blocks: tuple[Block, ...] = (
        *([] if shows_all else head_blocks(stand, tr)),
        Text(tr(N_("Test page")), bold=True),
        *(part for width in RULERS if width <= widest for part in _ruler(width, tr)),
        *([] if shows_all else [Pair(tr(N_("Total")), str(Rupiah(12_500_000)), bold=True, tall=True)]),
        Text(_LETTERS),
        Text(write_time(now)),
        stand.dress.logo or kawung(),
        Qr("BatikPOS"),
        Text(tr(N_("Which ruler is whole, on one line?"))),
    )
    return finished(Document("test", blocks, widest if shows_all else 0), stand, tr)


_LETTERS = "caf\N{LATIN SMALL LETTER E WITH ACUTE} \N{EN DASH} 2 \N{MULTIPLICATION SIGN} 1"
"""Letters that cheap printers lack, and are printed otherwise."""


def _ruler(width: int, tr: Translate) -> Iterator[Block]:
    yield Text(tr(N_("{width} characters:")).format(width=width))
    yield Text("".join(str(i % 10) for i in range(1, width)) + "|")


def float_slip(till: Till, stand: Stand, *, language: str) -> Document:
    """Write the slip of a float: what was put into the drawer at the day's beginning, to be signed."""
    tr = translator(language)
    blocks = (
        *_head(till, stand, tr, N_("FLOAT"), till.opened_at, till.cashier),
        Pair(tr(N_("Float")), str(till.float_), bold=True, tall=True),
        *signatures(tr),
    )
    return finished(Document("float", blocks), stand, tr)


def cash_slip(move: CashMove, till: Till, stand: Stand, *, language: str) -> Document:
    """Write the slip of cash that was put into the drawer or taken out, to be signed."""
    tr = translator(language)
    is_in = move.amount > ZERO
    amount = move.amount if is_in else -move.amount
    blocks = (
        *_head(till, stand, tr, N_("CASH PAID IN") if is_in else N_("CASH PAID OUT"), move.at, move.cashier),
        Pair(tr(N_("Pay-in")) if is_in else tr(N_("Pay-out")), str(amount), bold=True, tall=True),
        Text(tr(N_("Reason: {reason}")).format(reason=move.reason), hang=2),
        *signatures(tr),
    )
    return finished(Document("cash", blocks), stand, tr)


def signatures(tr: Translate) -> Iterator[Block]:
    """Leave room for two to sign: who gave, and who took."""
    yield Rule()
    for who in (N_("Given by"), N_("Received by")):
        yield Text(tr(who))
        yield Blank()
        yield Blank()
        yield Text("." * 24)


def _head(till: Till, stand: Stand, tr: Translate, title: str, at: datetime, cashier: str) -> Iterator[Block]:
    yield from head_blocks(stand, tr)
    yield Rule()
    yield Text(tr(title), Align.CENTRE, bold=True)
    if till.number:
        yield Pair(tr(N_("No.")), till.number)
    yield Pair(tr(N_("Business day")), f"{till.business_day:%d/%m/%Y}")
    if at != till.opened_at:
        yield Pair(tr(N_("Opened")), write_time(till.opened_at))
    yield Pair(tr(N_("Closed")) if till.number else tr(N_("Time")), write_time(at))
    yield Pair(tr(N_("Cashier")), cashier)
    if till.approver:
        yield Pair(tr(N_("Approved by")), till.approver)
    for step in till.clock_steps:
        yield Pair(tr(N_("Clock was set")), "")
        yield Text(f"  {write_time(step.was)} > {write_time(step.at)}", hang=2)
    yield Rule()


def _takings(figures: TillFigures, tr: Translate, *, with_cash: bool) -> Iterator[Block]:
    yield Pair(tr(N_("Sales")), str(figures.sales))
    yield Pair(tr(N_("List price")), figures.gross.bare())
    yield Pair(tr(N_("Discount")), (-figures.discount).bare())
    if figures.rounding:
        yield Pair(tr(N_("Rounding")), figures.rounding.bare())
    yield Pair(tr(N_("Total")), str(figures.total), bold=True, tall=True)
    if figures.refunds:
        yield Pair(tr(N_("of which returns")), (-figures.refunds).bare())
    for kind, word in TENDERS.items():
        amount = figures.by_tender.get(kind, ZERO)
        if (with_cash or kind is not TenderKind.CASH) and amount:
            yield Pair(tr(word), amount.bare())
    yield Rule()
    paid_down = [
        Pair(f"  {tr(TENDERS[TenderKind(kind)])}", amount.bare())
        for kind, amount in figures.paid_down.items()
        if (with_cash or kind != TenderKind.CASH) and amount
    ]
    if paid_down:
        yield Text(tr(PAID_DOWN))
        yield from paid_down
        yield Rule()


def _opened(till: Till, tr: Translate) -> Iterator[Block]:
    """Say how often the drawer was opened without a sale, where it was."""
    if till.openings:
        yield Pair(tr(N_("Drawer opened")), f"{len(till.openings)} x")


def _count(counts: Mapping[int, int], tr: Translate) -> Iterator[Block]:
    yield Text(tr(N_("Counted")), bold=True)
    for note, pieces in sorted(counts.items(), reverse=True):
        if pieces:
            yield Pair(f"  {pieces} x {Rupiah(note).bare()}", Rupiah(note * pieces).bare())


def _drawer(till: Till, figures: TillFigures, tr: Translate) -> Iterator[Block]:
    yield Rule()
    yield Pair(tr(N_("Float")), till.float_.bare())
    for move in till.moves:
        yield Pair(tr(N_("Pay-in")) if move.amount > ZERO else tr(N_("Pay-out")), move.amount.bare())
        yield Text(f"  {move.reason}", hang=2)
    yield Pair(tr(N_("Expected cash")), figures.expected_cash.bare())
    yield Pair(tr(N_("Counted cash")), (till.counted or ZERO).bare(), bold=True)
    yield Pair(tr(N_("Difference")), str(figures.difference or ZERO), bold=True, tall=True)
