"""The organizer's decisions read in their order: what holds of a fair, by its desk's facts alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import UTC, date, datetime
from typing import Any

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.decision import (
    Correction,
    LetIn,
    Payout,
    SignOff,
    Slip,
    Tally,
    correction_from_body,
    let_in_from_body,
    payout_from_body,
    sign_off_from_body,
    slip_from_body,
    tally_from_body,
)
from batikpos.domain.fact import Body, Fact, FactKind
from batikpos.domain.fairplan import FairPlan, plan_from_body
from batikpos.domain.goods import GoodsPart, goods_part_from_body, join_goods
from batikpos.domain.takenstatement import (
    DroppedStatement,
    StatementPart,
    TakenStatement,
    join_statements,
    statement_from_body,
)
from batikpos.values import frozen

DECISIONS: Mapping[FactKind, Callable[[Body], Any]] = {
    FactKind.FAIR: plan_from_body,
    FactKind.GOODS: goods_part_from_body,
    FactKind.SIGNED: sign_off_from_body,
    FactKind.CORRECTION: correction_from_body,
    FactKind.PAYOUT: payout_from_body,
    FactKind.TALLY: tally_from_body,
    FactKind.STATEMENT: statement_from_body,
    FactKind.SLIP: slip_from_body,
    FactKind.LET_IN: let_in_from_body,
}
"""What reads which fact of the desk; each raises ValueError, KeyError or TypeError for nonsense."""


@frozen
class Decisions:
    """What the organizer decided so far. The latest plan and tally hold; nothing else is taken back.

    A day is signed off by the first who signed it: what was found later is a correction.
    """

    plan: FairPlan = field(default_factory=FairPlan)
    signed: Mapping[date, SignOff] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    payouts: tuple[Payout, ...] = ()
    slips: tuple[Slip, ...] = ()
    tallies: Mapping[date, Tally] = field(default_factory=dict)
    let_in: tuple[LetIn, ...] = ()

    def corrections_on(self, day: date) -> tuple[Correction, ...]:
        """List the corrections that show on a day: those of it, and those made on it."""
        return tuple(c for c in self.corrections if day in (c.of_day, c.at.date()))


def read_decisions(facts: Iterable[Fact]) -> Decisions:
    """Fold the desk's facts, of one or of several machines; what cannot be read is passed over.

    Whoever reads them from a store finds those in its list of facts that could not be read.
    """
    so_far = Decisions()
    for value in _read(facts):
        so_far = _with(so_far, value)
    return so_far


def read_goods(facts: Iterable[Fact]) -> Catalogue:
    """Say which goods a fair has by its desk's facts: the last list that is whole, or none."""
    return join_goods(value for value in _read(facts) if isinstance(value, GoodsPart)) or Catalogue()


def read_statements(facts: Iterable[Fact]) -> tuple[TakenStatement, ...]:
    """Say which acquirers' statements hold by the desk's facts: those that are whole."""
    return join_statements(
        value for value in _read(facts) if isinstance(value, StatementPart | DroppedStatement)
    )


def _read(facts: Iterable[Fact]) -> Iterator[object]:
    for fact in _in_order(facts):
        try:
            yield DECISIONS[FactKind(fact.kind)](fact.body)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue


def _in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Put facts in the order they were decided in: of one machine by number, of several by the clock.

    A clock that was set back puts nothing before what the same machine decided earlier.
    """
    latest: dict[str, datetime] = {}
    timed: list[tuple[datetime, str, int, Fact]] = []
    for fact in sorted(facts, key=lambda of: (of.journal_id, of.seq)):
        before = latest.get(fact.journal_id, _BEGINNING)
        try:
            at = max(fact.at, before)
        except ValueError:
            at = before
        latest[fact.journal_id] = at
        timed.append((at, fact.journal_id, fact.seq, fact))
    return [fact for *_, fact in sorted(timed, key=lambda of: of[:3])]


_BEGINNING = datetime.min.replace(tzinfo=UTC)


def _with(so_far: Decisions, value: object) -> Decisions:
    match value:
        case FairPlan():
            return replace(so_far, plan=value)
        case SignOff():
            return replace(so_far, signed={value.day: value, **so_far.signed})
        case Tally():
            return replace(so_far, tallies={**so_far.tallies, value.day: value})
        case _:
            return _beside(so_far, value)


def _beside(so_far: Decisions, value: object) -> Decisions:
    """Keep what stands beside all that were before it."""
    match value:
        case Correction():
            return replace(so_far, corrections=(*so_far.corrections, value))
        case Payout():
            return replace(so_far, payouts=(*so_far.payouts, value))
        case Slip():
            return replace(so_far, slips=(*so_far.slips, value))
        case LetIn():
            return replace(so_far, let_in=(*so_far.let_in, value))
        case _:
            return so_far
