"""The organizer's board: each device's day as it stands; what is proven and what is not, never in one sum."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from batikpos.domain.decision import SignOff
from batikpos.domain.differences import Differences, add_differences
from batikpos.domain.fair import Booth, Fair
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.reconcile import DayFigures, DayState
from batikpos.domain.takings import HourTakings, add_hours
from batikpos.domain.tender import MONEY
from batikpos.values import frozen


@frozen
class BoothRow:
    """A device's day on the board; `figures` is None where nothing of the day came, or is read yet.

    `last` is when the last thing that came from it was done, on whichever day. `causes` counts what is named
    for its difference; None where nobody has looked yet, or there is no difference to look at. `pieces`
    counts a length of cloth as one; `natural` is what its naturally dyed goods brought, `dyed` what all did
    whose dye is named. `signed` is the state it had when the day was signed off, "" where it was not.
    `awaits_count` says that goods were taken to its booth by the day, and some neither counted there on it
    nor brought home.
    """

    booth: Booth
    state: DayState
    figures: DayFigures | None = None
    last: datetime | None = None
    causes: int | None = None
    hours: tuple[HourTakings, ...] = ()
    pieces: int = 0
    natural: Rupiah = ZERO
    dyed: Rupiah = ZERO
    signed: str = ""
    awaits_count: bool = False

    @property
    def is_short_or_over(self) -> bool:
        """Say whether its drawer was counted and did not fit."""
        return self.figures is not None and bool(self.figures.difference)

    def age(self, now: datetime) -> timedelta | None:
        """Say how long ago the last thing that came was done; never less than nothing, for clocks differ."""
        return None if self.last is None else max(now - self.last, timedelta())


@frozen
class BoardTotal:
    """What the rows of one state come to. Cash is of the drawers that were counted, `expected` too.

    `difference` sets what is over against what is short, `differences` adds up each by itself.
    """

    booths: int
    sales: int
    pieces: int
    total: Rupiah
    natural: Rupiah
    dyed: Rupiah
    by_tender: Mapping[str, Rupiah]
    expected_cash: Rupiah
    counted_cash: Rupiah
    difference: Rupiah
    differences: Differences


@frozen
class HourRow:
    """An hour of the whole fair: what of its takings is proven, and beside it what only was reported."""

    hour: int
    proven: Rupiah
    reported: Rupiah
    proven_sales: int
    reported_sales: int


@frozen
class Board:
    """A business day of the fair as the centre holds it at a moment.

    `unread` counts the facts that are still to be proven: until there are none, a booth that will turn out
    to be proven or missing may stand as reported, without figures. Nothing is called proven before it is.
    """

    fair: Fair
    day: date
    at: datetime
    rows: tuple[BoothRow, ...]
    signed: SignOff | None = None
    unread: int = 0

    @property
    def proven(self) -> BoardTotal:
        """Add up what is proven."""
        return _add_up(self.of_state(DayState.PROVEN))

    @property
    def reported(self) -> BoardTotal:
        """Add up what came and is not proven."""
        return _add_up(self.of_state(DayState.REPORTED))

    def of_state(self, state: DayState) -> tuple[BoothRow, ...]:
        """List the rows of a state."""
        return tuple(row for row in self.rows if row.state is state)

    @property
    def hours(self) -> tuple[HourRow, ...]:
        """Set the day out by the hour, without a hole between the first that has sales and the last."""
        proven = _by_hour(self.of_state(DayState.PROVEN))
        reported = _by_hour(self.of_state(DayState.REPORTED))
        found = proven.keys() | reported.keys()
        rows = []
        for hour in range(min(found, default=0), max(found, default=-1) + 1):
            nothing = HourTakings(hour, 0, ZERO)
            one, other = proven.get(hour, nothing), reported.get(hour, nothing)
            rows.append(HourRow(hour, one.total, other.total, one.sales, other.sales))
        return tuple(rows)

    @property
    def moved_since_signed(self) -> Rupiah | None:
        """Say by how much what is proven differs from what was signed off; None where nothing was."""
        if self.signed is None:
            return None
        return self.proven.total - self.signed.total

    @property
    def goods_not_counted(self) -> tuple[str, ...]:
        """List the booths whose day is over, as far as they sent, without their goods counted."""
        over = {row.booth.code for row in self.rows if row.figures and row.figures.counted_cash is not None}
        still_open = {row.booth.code for row in self.rows if row.figures and row.figures.counted_cash is None}
        waiting = {row.booth.code for row in self.rows if row.awaits_count}
        return tuple(sorted((waiting & over) - still_open))

    @property
    def by_urgency(self) -> tuple[BoothRow, ...]:
        """List the rows that want somebody first: missing, reported, then the largest difference."""
        return tuple(sorted(self.rows, key=_urgency))


_URGENT = {DayState.MISSING: 0, DayState.REPORTED: 1, DayState.PROVEN: 2}


def _urgency(row: BoothRow) -> tuple[int, int, str, int]:
    difference = row.figures.difference if row.figures and row.figures.difference else ZERO
    return _URGENT[row.state], -abs(difference.amount), row.booth.code, row.booth.device


def _add_up(rows: Iterable[BoothRow]) -> BoardTotal:
    of = tuple(rows)
    told = [row.figures for row in of if row.figures]
    counted = [figures for figures in told if figures.counted_cash is not None]
    kinds = dict.fromkeys([*MONEY, *(kind for figures in told for kind in figures.by_tender)])
    return BoardTotal(
        booths=len(of),
        sales=sum(figures.sales for figures in told),
        pieces=sum(row.pieces for row in of),
        total=total(figures.total for figures in told),
        natural=total(row.natural for row in of),
        dyed=total(row.dyed for row in of),
        by_tender={str(k): total(figures.by_tender.get(k, ZERO) for figures in told) for k in kinds},
        expected_cash=total(figures.expected_cash for figures in counted),
        counted_cash=total(figures.counted_cash or ZERO for figures in counted),
        difference=total(figures.difference or ZERO for figures in counted),
        differences=add_differences(figures.difference for figures in counted),
    )


def _by_hour(rows: Iterable[BoothRow]) -> dict[int, HourTakings]:
    return {of.hour: of for of in add_hours(of for row in rows for of in row.hours)}
