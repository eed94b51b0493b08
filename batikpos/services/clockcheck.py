"""Whether the machine's clock can be right: it was set while selling, or is far from the fair's days."""

from datetime import date, datetime, timedelta

from batikpos.domain.fair import Fair
from batikpos.domain.till import ClockStep
from batikpos.services.desk import Desk
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.store.tills import find_last_step
from batikpos.values import frozen

FAR = timedelta(days=45)
"""Booths are set up weeks before their fair, and looked at weeks after it; not in another year."""


@frozen
class ClockDoubt:
    """Why the clock may be wrong: what it was set from, or nothing where it is in another season."""

    says: datetime
    was: datetime | None = None


def doubt_clock(desk: Desk, *, now: datetime) -> ClockDoubt | None:
    """Say why the clock may be wrong; None where nothing speaks against it."""
    look = desk.watch.look()
    if look.is_step:  # seen, and written down with the next fact
        return ClockDoubt(desk.fair.local(look.wall), desk.fair.local(look.should))
    with desk.store.reading() as tx:
        step: ClockStep | None = find_last_step(tx)
    if step is not None:
        return ClockDoubt(step.at, step.was)
    says = desk.fair.local(now)
    return ClockDoubt(says) if _is_far(desk, says.date()) else None


def _is_far(desk: Desk, day: date) -> bool:
    fair = desk.fair
    return not is_sample(fair) and not fair.first_day - FAR <= day <= fair.last_day + FAR


def is_sample(fair: Fair) -> bool:
    """Say whether it is the fair that ships with the program, which is looked at in any season."""
    return fair.fair_id == SAMPLE_FAIR.fair_id
