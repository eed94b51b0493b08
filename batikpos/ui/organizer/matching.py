"""An acquirer's statement taken from a file and set against the payments, as rows of the window."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from batikpos.domain.fair import Fair
from batikpos.domain.statement import UNLIKE, Payment, StatementLine, StatementMatch
from batikpos.i18n import N_, Translate
from batikpos.services.statement import MatchedStatement, match_file
from batikpos.services.statement_file import STATEMENT
from batikpos.sheets.choices import load_choice, remember_choice
from batikpos.sheets.faults import BadList, NotAList
from batikpos.sheets.preview import Preview, preview_by_hand, preview_of
from batikpos.sheets.reader import read_sheets
from batikpos.store.engine import Store
from batikpos.ui.organizer.rows import Cell, Column, Row, Sign, Tone
from batikpos.values import frozen

MISSING, STRANGER, UNCLEAR, TWICE, REFUNDED, VOIDED, MATCHED = range(7)

SIGNS = (
    (N_("Not in the statement"), Tone.DANGER),
    (N_("No payment of ours"), Tone.DANGER),
    (N_("May be several"), Tone.ATTENTION),
    (N_("Listed twice"), Tone.ATTENTION),
    (N_("Refunded"), Tone.PLAIN),
    (N_("Voided here"), Tone.PLAIN),
    (N_("Matched"), Tone.GOOD),
)
"""What is said of a payment or a line, what wants somebody first."""


_Found = tuple[int, Payment | None, StatementLine | None, str]
"""What is said, of which payment, of which line, and a hint."""


@frozen
class Taken:
    """A statement of some booths as it was taken: what its columns are, and the match, or why there is none.

    Where no booth is named it is of all.
    """

    path: Path
    booths: tuple[str, ...]
    preview: Preview
    match: MatchedStatement | None = None
    refusal: NotAList | BadList | None = None

    @property
    def names_booths(self) -> bool:
        """Say whether each payment in it is said to be of a booth."""
        return self.match is not None and all(line.booth for line in self.match.statement.lines)


def match_statement_file(
    path: Path, booths: tuple[str, ...], fair: Fair | None, home: Path, given: dict[str, str], centre: Store
) -> Taken:
    """Match a file with what some booths took, or all where none is named.

    Columns that were chosen are remembered once it could be taken. Raises: NoList, NoFair, NoSuchBooth,
    ChoicesUnreadable, StoreUnavailable.
    """
    choice = load_choice(home, STATEMENT.code, given)
    file = path.name, read_sheets(path)
    preview = preview_of(*file, STATEMENT, choice)
    if not preview.sheets:
        preview = preview_by_hand(*file, STATEMENT, choice) or preview
    try:
        match = match_file(centre, path, choice, booths=booths, fair=fair)
    except (NotAList, BadList) as refusal:
        return Taken(path, booths, preview, refusal=refusal)
    remember_choice(home, match.statement.tables, given)
    return Taken(path, booths, preview, match)


def columns(tr: Translate) -> tuple[Column, ...]:
    """Head the rows of a match."""
    return (
        Column(tr(N_("State"))),
        Column(tr(N_("Booth"))),
        Column(tr(N_("Nota"))),
        Column(tr(N_("Paid at"))),
        Column(tr(N_("Amount")), is_number=True),
        Column(tr(N_("Fee")), is_number=True, gives_way=2),
        Column(tr(N_("Row")), is_number=True, gives_way=3),
        Column(tr(N_("Reference")), is_wide=True, gives_way=1),
        Column(tr(N_("Look at")), is_wide=True),
    )


def rows_of(match: StatementMatch, refunds: Sequence[StatementLine], tr: Translate) -> list[Row]:
    """Write every payment and every line once, what wants somebody first; nothing is guessed."""
    found = (
        *_unmatched(match, tr),
        *_unclear(match, tr),
        *((TWICE, None, r.line, tr(N_("as row {row}")).format(row=r.first.row)) for r in match.repeated),
        *((REFUNDED, None, line, "") for line in refunds),
        *((VOIDED, payment, None, "") for payment in match.voided),
        *((MATCHED, one.payment, one.line, "") for one in match.matches),
    )
    return [
        Row(str(n), _cells(Sign(tr(SIGNS[kind][0]), SIGNS[kind][1], kind), payment, line, hint))
        for n, (kind, payment, line, hint) in enumerate(found)
    ]


def _unmatched(match: StatementMatch, tr: Translate) -> Iterator[_Found]:
    """Yield what has no other side, with what it is nearly like."""
    of_payment = {(n.payment.number, n.payment.n): n for n in match.near}
    of_line = {(n.line.sheet, n.line.row): n for n in match.near}
    for payment in match.missing:
        near = of_payment.get((payment.number, payment.n))
        row = tr(N_("row {row}")).format(row=near.line.row) if near else ""
        yield MISSING, payment, None, f"{row}: {tr(UNLIKE[near.unlike])}" if near else ""
    for line in match.strangers:
        near = of_line.get((line.sheet, line.row))
        yield STRANGER, None, line, f"{near.payment.number}: {tr(UNLIKE[near.unlike])}" if near else ""


def _unclear(match: StatementMatch, tr: Translate) -> Iterator[_Found]:
    """Yield what may be several of the others."""
    for group in match.ambiguous:
        said = tr(N_("{payments} payments and {lines} rows of {amount}")).format(
            payments=len(group.payments), lines=len(group.lines), amount=group.payments[0].amount
        )
        yield from ((UNCLEAR, payment, None, said) for payment in group.payments)
        yield from ((UNCLEAR, None, line, said) for line in group.lines)


def _cells(sign: Sign, payment: Payment | None, line: StatementLine | None, hint: str) -> tuple[Cell, ...]:
    at = payment.at if payment else line.at if line else None
    is_timed = payment is not None or (line is not None and line.is_timed)
    reference = (payment.reference if payment else "") or (line.reference if line else "")
    return (
        sign,
        (payment.booth if payment else line.booth if line else "") or None,
        payment.number if payment else None,
        at if at is None or is_timed else at.date(),
        payment.amount if payment else line.gross if line else None,
        line.fee if line else None,
        line.row if line else None,
        reference or None,
        hint or None,
    )
