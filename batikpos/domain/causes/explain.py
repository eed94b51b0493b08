"""Explaining a difference: what fits to the rupiah explains it, what only may be explains nothing of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain, combinations

from batikpos.domain.causes.cause import Cause, Grade, merged, only_possible, unexplained
from batikpos.domain.causes.change import wrong_change
from batikpos.domain.causes.counting import counts_disagree, one_note, recounted
from batikpos.domain.causes.drawer import DrawerDay
from batikpos.domain.causes.floats import wrong_float
from batikpos.domain.causes.goods import goods_off, sold_without_till, sold_without_till_by_qris
from batikpos.domain.causes.moves import pay_out_without_paper, unkeyed_moves
from batikpos.domain.causes.openings import opened_drawer
from batikpos.domain.causes.returns import late_refund, late_refund_unkeyed, void_without_piece
from batikpos.domain.causes.slips import entered_twice
from batikpos.domain.causes.tenders import (
    keyed_wrong,
    may_be_keyed_wrong,
    not_in_statement,
    paid_and_voided,
    qris_notes,
)
from batikpos.domain.money import Rupiah, total

Rule = Callable[[DrawerDay], tuple[Cause, ...]]
"""Causes of an amount of their own: papers and facts say how much."""

RestRule = Callable[[DrawerDay, Rupiah], tuple[Cause, ...]]
"""Causes that may be of any amount: they are asked about the rest, in the order of how much shows them."""

RULES: tuple[Rule, ...] = (
    wrong_float,
    unkeyed_moves,
    recounted,
    counts_disagree,
    late_refund,
    late_refund_unkeyed,
    entered_twice,
    void_without_piece,
    keyed_wrong,
)
REST_RULES: tuple[RestRule, ...] = (
    sold_without_till,
    opened_drawer,
    wrong_change,
    may_be_keyed_wrong,
    one_note,
    pay_out_without_paper,
)
BESIDE: tuple[Rule, ...] = (sold_without_till_by_qris, not_in_statement)
"""Causes of nothing in the drawer: goods and payments by QRIS."""

MOST_TOGETHER = 3
"""More causes together than this are no explanation: some sum always fits."""

MANY = 20
"""Of so many that may be taken, only one that fits alone is an explanation."""


def explain(day: DrawerDay) -> tuple[Cause, ...]:
    """Name the causes of a day, the largest first; their amounts add up to the difference.

    What nothing explains is the last cause.
    """
    found = tuple(cause for rule in RULES for cause in rule(day))
    taken, rivals = _choose(found, day.difference)
    rest = day.difference - total(cause.amount for cause in taken)
    more = _of_the_rest(day, rest, _about(taken))
    taken += tuple(cause for cause in more if cause.amount)
    possible = rivals + tuple(cause for cause in more if not cause.amount)
    for cause in (cause for rule in BESIDE for cause in rule(day)):
        taken += () if cause.about & _about(taken) else (cause,)
    named = sorted(merged((*taken, *possible)), key=_place)
    noted = (*_voided_beside(day, taken), *qris_notes(day), *goods_off(day, _about((*taken, *possible))))
    left = day.difference - total(cause.amount for cause in named)
    return (*named, *noted, *((unexplained(left, day.closes),) if left else ()))


def _place(cause: Cause) -> tuple[int, int, int]:
    """Put the largest first, of those the ones that are in the drawer, of those the surest."""
    return -cause.weight, -abs(cause.amount.amount), list(Grade).index(cause.grade)


def _voided_beside(day: DrawerDay, taken: Iterable[Cause]) -> tuple[Cause, ...]:
    """Note what was paid and voided, as far as it is not part of a cause."""
    voided = {cause.values.get("reverses") for cause in taken}
    return tuple(c for c in paid_and_voided(day) if c.values["number"] not in voided)


def _choose(found: Sequence[Cause], difference: Rupiah) -> tuple[tuple[Cause, ...], tuple[Cause, ...]]:
    """Choose the causes that come to the difference: those taken, and those that only may be.

    As few as possible that are not certain, then as few as possible; two that exclude each other are never
    taken together. Where several choices are as good, none is taken: each may be. Where none comes to it,
    what is certain is taken as far as it lessens the difference. What moved no cash of the day is taken too.
    """
    certain = [cause for cause in found if cause.grade is Grade.CERTAIN]
    moving = [cause for cause in certain if cause.amount]
    still = [cause for cause in found if not cause.amount]
    likely = [cause for cause in found if cause.grade is Grade.LIKELY and cause.amount]
    fitting = [c for c in _choices(moving, likely) if total(cause.amount for cause in c) == difference]
    best = [choice for choice in fitting if _ease(choice) == _ease(fitting[0])]
    rivals: tuple[Cause, ...] = ()
    if not best:
        taken = _lessening(moving, difference)
    elif (one := _as_one(best)) is not None:
        taken = one
    else:
        taken, rivals = (), tuple(dict.fromkeys(chain.from_iterable(best)))
    for cause in still:
        taken += () if cause.about & _about(taken) else (cause,)
    unfit = (c for c in moving if c not in taken and c not in rivals and not c.about & _about(taken))
    beside = tuple(cause for cause in unfit if cause.code != "tender")  # the statement's own causes name it
    return taken, tuple(map(only_possible, (*rivals, *beside)))


def _as_one(best: Sequence[tuple[Cause, ...]]) -> tuple[Cause, ...] | None:
    """Say which of several choices is taken: the only one, or the first of the same kind, with all papers."""
    first = best[0]
    if len(best) == 1:
        return first
    if any(len(choice) != 1 or choice[0].code != first[0].code for choice in best):
        return None
    papers = dict.fromkeys(paper for (cause,) in best for paper in cause.evidence)
    return (replace(first[0], evidence=tuple(papers), grade=Grade.LIKELY),)


def _choices(certain: Sequence[Cause], likely: Sequence[Cause]) -> list[tuple[Cause, ...]]:
    """List what may be taken together, the best first: at most one cause that is not certain."""
    sure = [
        choice
        for size in range((MOST_TOGETHER if len(certain) <= MANY else 1) + 1)
        for choice in combinations(certain, size)
        if _is_compatible(choice)
    ]
    with_one = [
        (*choice, one)
        for choice in sure
        for one in likely
        if len(choice) < MOST_TOGETHER and _is_compatible((*choice, one))
    ]
    return sorted((*sure, *with_one), key=_ease)


def _ease(choice: Sequence[Cause]) -> tuple[int, int]:
    return sum(cause.grade is not Grade.CERTAIN for cause in choice), len(choice)


def _is_compatible(choice: Sequence[Cause]) -> bool:
    keys = [key for cause in choice for key in cause.about]
    return len(keys) == len(set(keys))


def _lessening(certain: Sequence[Cause], difference: Rupiah) -> tuple[Cause, ...]:
    """Take what is certain as long as it makes the rest smaller and never turns it, the largest first."""
    taken: tuple[Cause, ...] = ()
    rest = difference.amount
    for cause in sorted(certain, key=lambda c: -c.weight):
        is_within = cause.amount.amount * rest > 0 and abs(cause.amount.amount) <= abs(rest)
        if is_within and not cause.about & _about(taken):
            taken += (cause,)
            rest -= cause.amount.amount
    return taken


def _of_the_rest(day: DrawerDay, rest: Rupiah, about: frozenset[str]) -> tuple[Cause, ...]:
    """Ask what may be of any amount about the rest.

    The first that is likely explains it, but only where all papers are here and say nothing else; all
    others only may be.
    """
    if not rest:
        return ()
    asked = [cause for rule in REST_RULES for cause in rule(day, rest) if not cause.about & about]
    first = next(iter(asked), None)
    is_told = first is not None and first.grade is Grade.LIKELY and day.papers.is_whole
    is_alone = is_told and sum(cause.code == asked[0].code for cause in asked) == 1
    return tuple(cause if is_alone and cause is first else only_possible(cause) for cause in asked)


def _about(causes: Iterable[Cause]) -> frozenset[str]:
    return frozenset(key for cause in causes for key in cause.about)
