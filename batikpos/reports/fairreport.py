"""All that the report of a fair says, as one value: its figures, and what stands beside them."""

from collections.abc import Mapping
from datetime import date

from batikpos.domain.causes.cause import Cause
from batikpos.domain.dyeshare import DyeShares, dye_shares, share_of
from batikpos.domain.incident import IncidentSum, summed
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.reconcile import DayState
from batikpos.reports.figures import NOTHING, Figures, figures_of_fair
from batikpos.services.wholefair import DeviceResult, WholeFair
from batikpos.values import frozen


@frozen
class Visit:
    """A day's visitors and target as the organizer typed them, beside what is proven of it.

    `visitors` is None where nobody typed any; a `target` of zero is none.
    """

    day: date
    visitors: int | None
    target: Rupiah
    sales: int
    total: Rupiah

    @property
    def conversion(self) -> int | None:
        """Say how many sales there were for visitors, in basis points."""
        return share_of(self.sales, self.visitors or 0)

    @property
    def reached(self) -> int | None:
        """Say which share of the target was reached, in basis points."""
        return share_of(self.total.amount, self.target.amount)


@frozen
class Found:
    """A cause of a difference with the day and device it is of."""

    of: DeviceResult
    cause: Cause


@frozen
class FairReport:
    """The report of a fair. Of the natural dyes only what is proven counts."""

    of: WholeFair
    figures: Figures
    visits: tuple[Visit, ...]
    visited: Visit
    states: Mapping[DayState, int]
    unproven: tuple[DeviceResult, ...]
    causes: tuple[Found, ...]
    incidents: tuple[IncidentSum, ...]
    dyes: DyeShares


def report_of(of: WholeFair) -> FairReport:
    """Put the report of a fair together."""
    figures = figures_of_fair(of)
    visits = _visits(of, figures)
    proven, districts = of.proven, {p.code: p.district for p in of.producers}
    return FairReport(
        of=of,
        figures=figures,
        visits=visits,
        visited=_visited(of, visits),
        states={state: sum(d.state is state for d in of.devices) for state in DayState},
        unproven=tuple(d for d in of.devices if d.state is not DayState.PROVEN),
        causes=_causes(of),
        incidents=summed(of.incidents, proven),
        dyes=dye_shares(
            (g for g in of.takings.goods if g.of in proven), lambda code: districts.get(code, "")
        ),
    )


def _visits(of: WholeFair, figures: Figures) -> tuple[Visit, ...]:
    rows = {row.key: row.proven for row in figures.by_day}
    found = []
    for day in sorted({*of.days, *of.decisions.tallies}):
        tally, part = of.decisions.tallies.get(day), rows.get(day.isoformat(), NOTHING)
        visitors, target = (tally.visitors or None, tally.target) if tally else (None, ZERO)
        found.append(Visit(day, visitors, target, part.count, part.total))
    return tuple(found)


def _visited(of: WholeFair, visits: tuple[Visit, ...]) -> Visit:
    """Add the days up that have visitors; where the fair has a target of its own it holds for all days."""
    counted = [visit for visit in visits if visit.visitors is not None]
    planned = of.decisions.plan.target
    aimed = visits if planned else [visit for visit in visits if visit.target]
    return Visit(
        of.fair.last_day,
        sum(visit.visitors or 0 for visit in counted) if counted else None,
        planned or total(visit.target for visit in visits),
        sum(visit.sales for visit in counted),
        total(visit.total for visit in aimed),
    )


def _causes(of: WholeFair) -> tuple[Found, ...]:
    """List the causes of what came, the largest first; a booth from which nothing came stands elsewhere."""
    found = [Found(d, cause) for d in of.devices if d.state is not DayState.MISSING for cause in d.causes]
    return tuple(sorted(found, key=_largest))


def _largest(found: Found) -> tuple[int, int, date, str]:
    cause, of = found.cause, found.of
    return -cause.weight, -abs(cause.could.amount), of.day, of.booth.prefix
