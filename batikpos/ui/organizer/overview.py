"""What every page of the organizer's window needs to know of the fair, read at once."""

from dataclasses import field, replace
from datetime import date, timedelta
from pathlib import Path

from batikpos.domain.catalogue import Producer
from batikpos.domain.decisions import Decisions, read_decisions
from batikpos.domain.fact import Fact
from batikpos.domain.fair import Fair
from batikpos.domain.fairplan import FairPlan
from batikpos.services.decisions import SHORT, each_once, known_booths, known_producers, load_fairs
from batikpos.services.plan_pins import with_pins
from batikpos.services.reading_up import has_old_guard
from batikpos.services.reconcile import NoFair, fair_of
from batikpos.store.decisions import list_desk_facts
from batikpos.store.engine import Store
from batikpos.values import frozen


@frozen
class Overview:
    """A fair as the centre knows it, and what its organizer decided; `fairs` are all that the centre has.

    `at_desk` is the plan as the desk of this window has it, with its hashes, before all else was read.
    `old_guard` names a centre that keeps its booths apart as an earlier version did.
    """

    fair: Fair
    booths: tuple[str, ...]
    producers: tuple[Producer, ...]
    decisions: Decisions
    fairs: tuple[Fair, ...] = ()
    at_desk: FairPlan = field(default_factory=FairPlan)
    old_guard: str = ""

    @property
    def days(self) -> tuple[date, ...]:
        """List the days of the fair."""
        count = (self.fair.last_day - self.fair.first_day).days + 1
        return tuple(self.fair.first_day + timedelta(days=n) for n in range(count))

    def day_near(self, today: date) -> date:
        """Choose the day to look at first: today, or the fair's nearest."""
        return min(max(today, self.fair.first_day), self.fair.last_day)


def read_overview(centre: Store, own: Store | None, fair: Fair | None, today: date) -> Overview:
    """Read one fair, or else the one nearest to today; what the desk has not sent yet counts too.

    Raises: NoFair, StoreUnavailable.
    """
    with centre.reading() as tx:
        fairs = load_fairs(tx)
        found = fair or fair_of(fairs, today)
        if found is None:
            raise NoFair(centre.name, today)
        facts = list_desk_facts(tx, found.fair_id, SHORT)
        booths, producers = known_booths(tx, found.fair_id), known_producers(tx, found.fair_id)
    decisions = read_decisions(each_once(facts, _own_facts(own, found)))
    old_guard = centre.name if has_old_guard(centre) else ""
    return Overview(found, booths, producers, decisions, fairs, old_guard=old_guard)


def read_own(own: Store, fair: Fair) -> Overview:
    """Read the same from the desk's own store, where no centre can be asked. Raises: StoreUnavailable."""
    with own.reading() as tx:
        booths, producers = known_booths(tx, fair.fair_id), known_producers(tx, fair.fair_id)
    return Overview(fair, booths, producers, read_decisions(_own_facts(own, fair)))


def with_hashes(of: Overview, home: Path) -> Overview:
    """Put the hashes of PINs in that a desk keeps: a plan that is changed without them would lose them.

    Raises: PinsUnreadable.
    """
    plan = with_pins(of.decisions.plan, home)
    return replace(of, decisions=replace(of.decisions, plan=plan))


def _own_facts(own: Store | None, fair: Fair) -> tuple[Fact, ...]:
    if own is None:
        return ()
    with own.reading() as tx:
        return list_desk_facts(tx, fair.fair_id, SHORT)
