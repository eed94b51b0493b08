"""Whether the machine's clock can be right: set while selling, far from the fair, behind what was done."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.fair import Books, Fair
from batikpos.domain.till import ClockStep
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.store.journal import CLOCK_STEP, load_head
from batikpos.store.tills import find_last_day, find_last_step, find_open_day
from batikpos.values import frozen

SAME = timedelta(minutes=1)
"""A clock that was set by so much more or less was set once, and looked at twice."""

FAR = timedelta(days=45)
"""Booths are set up weeks before their fair, and looked at weeks after it; not in another year."""


class ClockBehind(PosError):
    """A till is to be opened at a time before the last thing that was done."""

    code: ClassVar[str] = "clock_behind"
    text: ClassVar[str] = N_(
        "The laptop says {says}, but the last thing was done here on {last}. Set the laptop's clock right"
        " before you open. If it is right now, open, and tell the organizer."
    )
    says: str
    last: str


class NoFairDay(PosError):
    """A till is to be opened on a day that is none of the fair's."""

    code: ClassVar[str] = "no_fair_day"
    text: ClassVar[str] = N_(
        "The fair is from {first} to {last}, and {day} is none of its days. Set the laptop's clock right"
        " before you open."
    )
    day: str
    first: str
    last: str


class DaysLeftOut(PosError):
    """A till is to be opened more than a day after the one before."""

    code: ClassVar[str] = "days_left_out"
    text: ClassVar[str] = N_(
        "The till before was of {before}. If today is not {day}, set the laptop's clock right before"
        " you open."
    )
    day: str
    before: str


@frozen
class ClockDoubt:
    """Why the clock may be wrong: what it was set from, or nothing where it is in another season.

    Where it was set over an open till of another day, `till` is that day.
    """

    says: datetime
    was: datetime | None = None
    till: date | None = None

    def is_as(self, other: "ClockDoubt") -> bool:
        """Say whether another look found the same: until it is written down, what it says goes on."""
        if self.was is None or other.was is None:
            return self.was is other.was
        by, others = self.says - self.was, other.says - other.was
        return self.till == other.till and abs(by - others) < SAME


def doubt_clock(desk: Desk, *, now: datetime) -> ClockDoubt | None:
    """Say why the clock may be wrong; None where nothing speaks against it."""
    look, says = desk.watch.look(), desk.fair.local(now)
    with desk.store.reading() as tx:
        step, till = find_last_step(tx), find_open_day(tx)
    if look.is_step:  # seen, and written down with the next fact
        step = ClockStep(desk.fair.local(look.wall), desk.fair.local(look.should))
    if step is not None:
        is_other = till is not None and till.business_day != says.date()
        return ClockDoubt(step.at, step.was, till.business_day if till is not None and is_other else None)
    return ClockDoubt(says) if _is_far(desk, says.date()) else None


def doubt_day(desk: Desk, *, now: datetime) -> PosError | None:
    """Say why a till opened now may get a wrong business day; None where nothing speaks against it.

    In practice, and at the sample fair, any day will do.
    """
    if desk.books is Books.TRAINING:
        return None
    fair, says = desk.fair, desk.fair.local(now)
    with desk.store.reading() as tx:
        last, before = load_head(tx).at, find_last_day(tx)
    if last is not None and says < last - CLOCK_STEP:
        return ClockBehind(f"{says:%d/%m/%Y %H.%M}", f"{fair.local(last):%d/%m/%Y %H.%M}")
    if is_sample(fair):
        return None
    day = says.date()
    if not fair.has(day):
        first, to = f"{fair.first_day:%d/%m/%Y}", f"{fair.last_day:%d/%m/%Y}"
        return NoFairDay(f"{day:%d/%m/%Y}", first, to)
    if before is not None and fair.has(before) and day - before > timedelta(days=1):
        return DaysLeftOut(f"{day:%d/%m/%Y}", f"{before:%d/%m/%Y}")
    return None


def _is_far(desk: Desk, day: date) -> bool:
    fair = desk.fair
    return not is_sample(fair) and not fair.first_day - FAR <= day <= fair.last_day + FAR


def is_sample(fair: Fair) -> bool:
    """Say whether it is the fair that ships with the program, which is looked at in any season."""
    return fair.fair_id == SAMPLE_FAIR.fair_id
