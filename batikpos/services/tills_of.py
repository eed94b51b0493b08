"""What a journal's facts say of its tills: what the tables say too, or they are not to be trusted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from batikpos.domain.fact import Body, Fact, FactKind, moment_of
from batikpos.domain.money import Rupiah
from batikpos.domain.order import CancelledOrder, Order, cancel_from_body, order_from_body
from batikpos.domain.record import sale_from_body
from batikpos.domain.sale import Sale
from batikpos.domain.till import CashMove, ClockStep, DrawerCount, DrawerOpening, Till
from batikpos.store.reading import NONSENSE, is_readable


@dataclass(slots=True)
class _Drawer:
    """A till as far as it was read."""

    seq: int
    opened: Body
    moves: list[CashMove] = field(default_factory=list)
    sales: list[Sale] = field(default_factory=list)
    steps: list[ClockStep] = field(default_factory=list)
    openings: list[DrawerOpening] = field(default_factory=list)
    counts: list[DrawerCount] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    cancelled: list[CancelledOrder] = field(default_factory=list)
    closed: Body | None = None

    def till(self) -> Till:
        """Say what it came to. Raises: ValueError, KeyError, TypeError."""
        carries, closed = self.opened.get("carries"), self.closed
        return Till(
            opened_seq=self.seq,
            business_day=date.fromisoformat(self.opened["business_day"]),
            opened_at=moment_of(self.opened["at"]),
            cashier=self.opened["cashier"],
            float_=Rupiah(self.opened["float"]),
            moves=tuple(self.moves),
            sales=tuple(self.sales),
            closed_at=moment_of(closed["at"]) if closed else None,
            counted=Rupiah(closed["counted"]) if closed else None,
            number=closed["number"] if closed else "",
            carries=(carries["journal"], carries["till"]) if carries else None,
            clock_steps=tuple(self.steps),
            openings=tuple(self.openings),
            counts=tuple(self.counts),
            orders=tuple(self.orders),
            cancelled=tuple(self.cancelled),
            approver=closed.get("approver", "") if closed else "",
            notes={int(note): int(pieces) for note, pieces in (closed or {}).get("counts", {}).items()},
        )

    def empty(self) -> None:
        """Let go of what happened in it, and keep how it was opened and closed."""
        for happened in (self.moves, self.sales, self.steps, self.openings, self.counts, self.orders):
            happened.clear()
        self.cancelled.clear()


@dataclass(slots=True)
class Drawers:
    """The tills of a business day, or of all of them, as far as a journal's facts were read."""

    day: date | None
    _drawers: dict[int, _Drawer] = field(default_factory=dict)
    _before: list[ClockStep] = field(default_factory=list)

    def take(self, fact: Fact, body: Body | None) -> None:
        """Take the next fact in, with what it says; None where that cannot be read: it is passed over."""
        try:
            # What cannot be read is named as unread, and its day is not held.
            self._before = [] if body is None else self._read(fact, body)
        except NONSENSE:
            self._before = []

    def tills(self) -> tuple[Till, ...]:
        """Say what the tills came to, in order."""
        found: list[Till] = []
        for drawer in self._drawers.values():
            try:
                found.append(drawer.till())
            except NONSENSE:
                continue
        return tuple(found)

    def take_out(self) -> tuple[Till, ...]:
        """Say what the tills came to since they were taken out last, and let go of it."""
        found = self.tills()
        for till in found:
            self._drawers[till.opened_seq].empty()
        return found

    def _is_asked(self, told: str) -> bool:
        day = self.day or date.fromisoformat(told)
        return told == day.isoformat()

    def _read(self, fact: Fact, body: Body) -> list[ClockStep]:
        """Take a fact in; return the clock steps right before what comes next.

        What the tables do not take enters no till either.
        """
        match fact.kind:
            case FactKind.TILL_OPEN if self._is_asked(body["business_day"]) and is_readable(fact):
                self._drawers[fact.seq] = _Drawer(fact.seq, body, steps=self._before)
            case FactKind.CLOCK if is_readable(fact):
                step = ClockStep(moment_of(body["at"]), moment_of(body["was"]))
                for still_open in (drawer for drawer in self._drawers.values() if drawer.closed is None):
                    still_open.steps.append(step)
                return [step]
            case _ if (drawer := self._drawers.get(body.get("till", 0))) and is_readable(fact):
                _enter(drawer, fact, body)
        return []


def tills_of(facts: Iterable[Fact], day: date) -> tuple[Till, ...]:
    """Read a business day's tills from a journal's facts, in order. What cannot be read is passed over."""
    return drawers_of(facts, day).tills()


def tills_by_day(facts: Iterable[Fact]) -> Mapping[date, tuple[Till, ...]]:
    """Read the tills of each business day, as `tills_of` does of one, in one go."""
    found: dict[date, tuple[Till, ...]] = {}
    for till in drawers_of(facts, None).tills():
        found[till.business_day] = (*found.get(till.business_day, ()), till)
    return found


def drawers_of(facts: Iterable[Fact], day: date | None) -> Drawers:
    """Read the same, so that more can be read to it."""
    drawers = Drawers(day)
    for fact in facts:
        try:
            body = fact.body
        except ValueError:
            drawers.take(fact, None)
        else:
            drawers.take(fact, body)
    return drawers


def _enter(drawer: _Drawer, fact: Fact, body: Body) -> None:
    """Take in what happened in a till."""
    match fact.kind:
        case FactKind.CASH_MOVE:
            at = moment_of(body["at"])
            drawer.moves.append(CashMove(Rupiah(body["amount"]), body["reason"], at, body["cashier"]))
        case FactKind.SALE | FactKind.VOID | FactKind.REFUND:
            drawer.sales.append(sale_from_body(body))
        case FactKind.ORDER:
            drawer.orders.append(order_from_body(body))
        case FactKind.ORDER_CANCEL:
            drawer.cancelled.append(cancel_from_body(body))
        case FactKind.DRAWER:
            at = moment_of(body["at"])
            drawer.openings.append(DrawerOpening(body["reason"], at, body["cashier"], body["approver"]))
        case FactKind.COUNT:
            at, counted = moment_of(body["at"]), Rupiah(body["counted"])
            drawer.counts.append(DrawerCount(fact.seq, body["till"], counted, at, body["cashier"]))
        case FactKind.TILL_CLOSE:
            drawer.closed = body
