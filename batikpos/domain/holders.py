"""Who holds what is paid in a booth on a day: by the plan of that day, whatever it says afterwards."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from batikpos.domain.fairplan import FairPlan, HeldBefore
from batikpos.domain.settlement import ORGANIZER, Holding, Party, PartyKind
from batikpos.domain.tender import TenderKind
from batikpos.values import frozen


@frozen
class Planned:
    """A plan, and its producers' codes with their booths."""

    plan: FairPlan
    homes: Mapping[str, str]


def holding_of(booth: str, of: Planned) -> Holding:
    """Say who holds what is paid in a booth now: its one producer keeps its drawer, else the booth."""
    own = [code for code, their_booth in of.homes.items() if their_booth == booth]
    keeper = Party(PartyKind.PRODUCER, own[0]) if len(own) == 1 else Party(PartyKind.BOOTH, booth)
    planned = of.plan.booth(booth)
    if planned is None or not planned.qris:
        return Holding(keeper)
    payee = ORGANIZER if planned.qris == "organizer" else Party(PartyKind.PRODUCER, planned.qris)
    return Holding(keeper, {TenderKind.QRIS: payee})


def holding_on(day: date, booth: str, of: Planned) -> Holding:
    """Say who held what was paid in a booth on a day."""
    later = [held for held in of.plan.held if held.booth == booth and held.until > day]
    return min(later, key=lambda held: held.until).holding if later else holding_of(booth, of)


def payees_of(booth: str, of: Planned) -> tuple[Party, ...]:
    """List who got what was paid by a booth's QRIS code on any day, whoever gets it now first."""
    held = [one.holding for one in of.plan.held if one.booth == booth]
    return tuple(dict.fromkeys(one.of(TenderKind.QRIS) for one in (holding_of(booth, of), *held)))


def held_by_others(before: Planned, after: Planned) -> tuple[str, ...]:
    """List the booths whose money others hold by a changed plan or list.

    One that was in no plan before may have sold all the same, and held its money itself.
    """
    each = (before, after)
    booths = {booth.code for of in each for booth in of.plan.booths}
    booths |= {booth for of in each for booth in of.homes.values() if booth}
    booths |= {held.booth for held in before.plan.held}
    return tuple(sorted(b for b in booths if holding_of(b, before) != holding_of(b, after)))


def held_since(since: date | None, before: Planned, after: Planned) -> FairPlan:
    """Let others hold the money by a plan or list from a day on, None from the beginning.

    Who held it before that day stays; what an earlier change said of that day and later ones counts no more
    at the booths it concerns.
    """
    moved = held_by_others(before, after)
    kept = [
        held
        for held in before.plan.held
        if held.booth not in moved or (since is not None and held.until < since)
    ]
    if since is not None:
        eve = since - timedelta(days=1)
        kept += [HeldBefore(booth, since, holding_on(eve, booth, before)) for booth in moved]
    return replace(after.plan, held=tuple(sorted(kept, key=lambda held: (held.booth, held.until))))


def dated_anew(since: date, of: Planned) -> tuple[FairPlan, tuple[str, ...]]:
    """Let the last change of who holds the money be from another day on; say at which booths it was."""
    held = of.plan.held
    last = max(one.until for one in held)
    booths = tuple(sorted(one.booth for one in held if one.until == last != since))
    eve = min(since, last) - timedelta(days=1)
    kept = [one for one in held if one.booth not in booths or one.until < min(since, last)]
    kept += [HeldBefore(booth, since, holding_on(eve, booth, of)) for booth in booths]
    return replace(of.plan, held=tuple(sorted(kept, key=lambda one: (one.booth, one.until)))), booths
