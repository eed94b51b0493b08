"""The board's own arithmetic: what is proven and what is reported stay apart, and problems come first."""

from dataclasses import replace
from datetime import timedelta

from batikpos.commands.board import board_lines
from batikpos.domain.board import Board, BoothRow
from batikpos.domain.decision import SignOff
from batikpos.domain.differences import Differences
from batikpos.domain.fair import Booth
from batikpos.domain.journalday import JournalDay
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.reconcile import DayState, reconcile
from batikpos.domain.takings import HourTakings
from batikpos.i18n import translator
from batikpos.services.sample import SAMPLE_FAIR
from tests.domain.baskets import AT
from tests.domain.test_reconcile import closed
from tests.domain.test_till import till
from tests.shop import DAY


def row(code: str, state: DayState, difference: int | None = None, *hours: tuple[int, int]) -> BoothRow:
    """Make a row of a booth that was sent and counted, or not; of a float and nothing sold."""
    of_day = till() if difference is None else closed(till(), difference)
    day = JournalDay(Booth(code), (of_day,), is_held=True)
    (of,) = reconcile(DAY, [], [day]).devices
    takings = tuple(HourTakings(hour, 1, Rupiah(amount)) for hour, amount in hours)
    figures = of.figures and replace(of.figures, total=Rupiah(sum(amount for _, amount in hours)))
    return BoothRow(Booth(code), state, None if state is DayState.MISSING else figures, AT, hours=takings)


ROWS = (
    row("A01", DayState.PROVEN, 0, (9, 100_000), (12, 50_000)),
    row("A02", DayState.PROVEN, -20_000, (12, 30_000)),
    row("A03", DayState.REPORTED, None, (10, 7_000)),
    row("A04", DayState.MISSING),
    row("A05", DayState.PROVEN, 50_000),
)
BOARD = Board(SAMPLE_FAIR, DAY, AT, ROWS)


def test_what_is_proven_and_what_is_reported_are_added_up_apart() -> None:
    assert (BOARD.proven.booths, BOARD.proven.total) == (3, Rupiah(180_000))
    assert (BOARD.reported.booths, BOARD.reported.total) == (1, Rupiah(7_000))
    assert BOARD.proven.difference == BOARD.proven.counted_cash - BOARD.proven.expected_cash == Rupiah(30_000)
    assert (BOARD.reported.expected_cash, BOARD.reported.counted_cash) == (ZERO, ZERO)  # nobody counted it


def test_what_is_over_in_one_drawer_does_not_hide_what_is_short_in_another() -> None:
    rows = (row("A01", DayState.PROVEN, 50_000), row("A02", DayState.PROVEN, -50_000))
    found = replace(BOARD, rows=rows).proven
    assert (found.difference, found.differences) == (ZERO, Differences(Rupiah(50_000), Rupiah(-50_000), 2))
    said = list(board_lines(replace(BOARD, rows=rows), translator("en")))[1]
    assert said.endswith("cash difference Rp50.000 short, Rp50.000 over")


def test_hours_stand_in_a_row_without_a_hole() -> None:
    assert [(h.hour, h.proven.amount, h.reported.amount) for h in BOARD.hours] == [
        (9, 100_000, 0),
        (10, 0, 7_000),
        (11, 0, 0),
        (12, 80_000, 0),
    ]
    assert replace(BOARD, rows=ROWS[3:4]).hours == ()


def test_who_wants_somebody_comes_first() -> None:
    assert [of.booth.code for of in BOARD.by_urgency] == ["A04", "A03", "A05", "A02", "A01"]


def test_a_clock_that_is_ahead_makes_nothing_younger_than_now() -> None:
    assert ROWS[0].age(AT + timedelta(minutes=5)) == timedelta(minutes=5)
    assert ROWS[0].age(AT - timedelta(minutes=5)) == timedelta()
    assert replace(ROWS[0], last=None).age(AT) is None


def test_what_moved_since_a_day_was_signed_off_is_said() -> None:
    assert BOARD.moved_since_signed is None
    assert BOARD.reported.total > Rupiah(0)  # and is no part of it
    signed = SignOff(DAY, AT, "Sari", "Budi", BOARD.proven.total - Rupiah(7_000), ())
    assert replace(BOARD, signed=signed).moved_since_signed == Rupiah(7_000)
