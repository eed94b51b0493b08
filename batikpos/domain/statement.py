"""The acquirer's statement of QRIS payments, set against the payments the booths took: one to one, or not.

Nothing here guesses. A payment and a line of the statement are a match only where each is the only one the
other may be: by reference, or else by amount and time. What may be several is listed as it is, ambiguous.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from batikpos.domain.money import ZERO, Rupiah
from batikpos.i18n import N_
from batikpos.values import frozen

USUAL_WINDOW = timedelta(minutes=10)
"""So far may the clocks of the acquirer and of a booth, and the cashier's tap, lie apart."""

LEAST = 4
"""A reference with fewer letters tells nothing; the last four are what a cashier notes down."""

WHOLE = 8
"""From so many letters on a reference is one, and not its end: the same one is the same payment all day."""

SEVERAL = 3
"""From so many payments on what stands beside each of them is no reference of one."""

_DAY = timedelta(days=1)

T = TypeVar("T")


@frozen
class StatementLine:
    """One payment as the acquirer has it; `at` is by the fair's clock, `row` where it stands in the file.

    One that `is_timed` has an hour; else only its day counts. `net` is `gross` less `fee`. `booth` is named
    where the statement names one.
    """

    row: int
    at: datetime
    gross: Rupiah
    fee: Rupiah = ZERO
    net: Rupiah = ZERO
    reference: str = ""
    settled: date | None = None
    booth: str = ""
    is_timed: bool = True
    sheet: str = ""


@frozen
class Payment:
    """One payment by QRIS as a booth took it: nota, place (from 1) there, time by the fair's clock.

    One that was keyed later than it was paid, from a paper slip or in the place of what was keyed wrong, may
    have been paid at any time `since` then; its day is that of `at`. One that `is_voided` was taken back with
    its sale, and nobody expects it in a statement. What of it was taken `off` later, for nobody had seen it
    come, has to go back to the buyer where it did come. One that is `less_of` another, by its nota and
    place, stands for it with less since a sale was put right: nobody had seen that one either.
    """

    number: str
    n: int
    at: datetime
    booth: str
    amount: Rupiah
    reference: str = ""
    is_voided: bool = False
    off: Rupiah = ZERO
    since: datetime | None = None
    less_of: tuple[str, int] | None = None

    @property
    def key(self) -> tuple[str, int]:
        """Name it."""
        return self.number, self.n

    @property
    def begun(self) -> datetime:
        """Say from when on it may have been paid."""
        return self.at if self.since is None else self.since

    @property
    def has_gone(self) -> bool:
        """Say whether it, or some of it, is in the books no more."""
        return self.is_voided or self.off > ZERO


class By(StrEnum):
    """What makes a payment and a line one."""

    REFERENCE = "reference"
    TIME = "time"


class Unlike(StrEnum):
    """In what a payment and a line that are no match differ, alike as they are in all else."""

    AMOUNT = "amount"
    REFERENCE = "reference"
    TIME = "time"


UNLIKE = {
    Unlike.AMOUNT: N_("the same reference, another amount"),
    Unlike.REFERENCE: N_("the same amount that day, another reference"),
    Unlike.TIME: N_("the same amount that day, at another time"),
}
"""What is said of each."""


@frozen
class Match:
    """A payment and the line that it is."""

    payment: Payment
    line: StatementLine
    by: By


@frozen
class Ambiguity:
    """Payments and lines of one amount, each of which may be several of the others.

    As many of both are as much money; of more payments than lines so many are missing, nobody knows which.
    """

    payments: tuple[Payment, ...]
    lines: tuple[StatementLine, ...]

    @property
    def missing(self) -> int:
        """Say how many payments have no line at least, whichever they are; none is asked of a voided one."""
        return max(0, sum(not payment.is_voided for payment in self.payments) - len(self.lines))

    @property
    def strangers(self) -> int:
        """Say how many lines have no payment at least, whichever they are."""
        return max(0, len(self.lines) - len(self.payments))


@frozen
class Near:
    """A missing payment and a stranger that differ in one thing: worth a look, and no match."""

    payment: Payment
    line: StatementLine
    unlike: Unlike


@frozen
class Repeated:
    """A line that says again what another says: it counts once."""

    line: StatementLine
    first: StatementLine


@frozen
class StatementMatch:
    """Every payment and every line, in exactly one of these; but `near` points at some of them again."""

    matches: tuple[Match, ...]
    ambiguous: tuple[Ambiguity, ...]
    missing: tuple[Payment, ...]
    strangers: tuple[StatementLine, ...]
    repeated: tuple[Repeated, ...]
    voided: tuple[Payment, ...]
    near: tuple[Near, ...]


def match_statement(
    payments: Iterable[Payment],
    lines: Iterable[StatementLine],
    window: timedelta = USUAL_WINDOW,
    shared: frozenset[str] | None = None,
) -> StatementMatch:
    """Set payments against a statement, in whatever order both come.

    Where `lines` are only a part of it, `shared` are the references that all of it shares.
    """
    taken = sorted(payments, key=_payment_order)
    told = sorted(lines, key=_line_order)
    shared = shared_references(told) if shared is None else shared
    kept, repeated = _without_repeats(told, shared)
    bare = [replace(line, reference="") if folded(line.reference) in shared else line for line in kept]
    named = _by_reference(taken, bare, window)
    sure = {(ps[0], ls[0]): By.REFERENCE for ps, ls in _groups(named) if len(ps) == len(ls) == 1}
    done = {p for p, _ in sure}, {line for _, line in sure}
    near = [*named, *_by_time(taken, bare, window)]
    groups = _groups([(p, line) for p, line in near if p not in done[0] and line not in done[1]])
    sure |= {(ps[0], ls[0]): By.TIME for ps, ls in groups if len(ps) == len(ls) == 1}
    unclear = [(ps, ls) for ps, ls in groups if not len(ps) == len(ls) == 1]
    found = {p for p, _ in sure} | {p for ps, _ in unclear for p in ps}
    sorted_out = {line for _, line in sure} | {line for _, ls in unclear for line in ls}
    alone = [payment for p, payment in enumerate(taken) if p not in found]
    strangers = tuple(line for at, line in enumerate(kept) if at not in sorted_out)
    matches, missing = _with_less(
        [Match(taken[p], kept[line], by) for (p, line), by in sorted(sure.items())],
        {payment.key: payment for payment in taken},
        [payment for payment in alone if not payment.is_voided],
    )
    return StatementMatch(
        matches,
        tuple(
            Ambiguity(tuple(taken[p] for p in ps), tuple(kept[line] for line in ls))
            for ps, ls in sorted(unclear)
        ),
        missing,
        strangers,
        repeated,
        tuple(payment for payment in alone if payment.is_voided),
        _near(missing, {bare[at]: line for at, line in enumerate(kept) if at not in sorted_out}),
    )


@lru_cache(maxsize=2**15)
def folded(reference: str) -> str:
    """Write a reference so that blanks, dashes and small letters make no other one.

    What has no figure in it is none: "QRIS" or "Sukses" stands beside every payment.
    """
    letters = "".join(letter for letter in reference if letter.isalnum()).upper()
    return letters if any(letter.isdigit() for letter in letters) else ""


def _with_less(
    matches: Sequence[Match], payments: Mapping[tuple[str, int], Payment], missing: Sequence[Payment]
) -> tuple[tuple[Match, ...], tuple[Payment, ...]]:
    """Let what came for a payment of which a sale that was put right has less be that sale's, in one piece.

    What it is too much has to go back; else all of it would, and as much again would be missing.
    """
    came = {match.payment.key: match for match in matches if match.payment.is_voided}
    instead: dict[tuple[str, int], Match] = {}
    still: list[Payment] = []
    for payment in missing:
        before, gone = payment.less_of, {payment.key}
        while before is not None and before not in came and before not in gone:
            gone.add(before)
            before = payments[before].less_of if before in payments else None
        match = came.pop(before, None) if before is not None else None
        if match is None:
            still.append(payment)
        else:
            whole = match.payment.amount
            off = payment.off + whole - payment.amount  # what returns took off since, too
            known = replace(payment, amount=whole, off=off, since=match.payment.begun)
            instead[match.payment.key] = replace(match, payment=known)
    return tuple(instead.get(match.payment.key, match) for match in matches), tuple(still)


Edge = tuple[int, int]
"""A payment and a line that may be one, by their places in their order."""

Group = tuple[tuple[int, ...], tuple[int, ...]]


def _payment_order(payment: Payment) -> tuple[datetime, str, int]:
    return payment.at, payment.number, payment.n


def _line_order(line: StatementLine) -> tuple[datetime, int, str, str, int]:
    return line.at, line.gross.amount, line.reference, line.sheet, line.row


def shared_references(lines: Collection[StatementLine]) -> frozenset[str]:
    """Name, folded, what stands beside several payments of one statement: the merchant's, and no payment's.

    Short ones are alike by chance, unless one stands beside most of all.
    """
    of: dict[str, set[tuple[datetime, Rupiah]]] = {}
    for line in lines:
        of.setdefault(folded(line.reference), set()).add((line.at, line.gross))
    return frozenset(
        reference
        for reference, payments in of.items()
        if len(payments) >= SEVERAL and (len(reference) >= WHOLE or 2 * len(payments) > len(lines))
    )


def _without_repeats(
    lines: Sequence[StatementLine], shared: Collection[str]
) -> tuple[list[StatementLine], tuple[Repeated, ...]]:
    """Take off what stands twice: the same reference, time and amount."""
    first: dict[tuple[str, datetime, Rupiah], StatementLine] = {}
    kept: list[StatementLine] = []
    repeated: list[Repeated] = []
    for line in lines:
        known = first.setdefault((folded(line.reference), line.at, line.gross), line)
        if known is line or folded(line.reference) in {"", *shared}:
            kept.append(line)
        else:
            repeated.append(Repeated(line, known))
    return kept, tuple(repeated)


def _by_reference(
    payments: Sequence[Payment], lines: Sequence[StatementLine], window: timedelta
) -> list[Edge]:
    """Join what has the same amount and the same reference, or its end where the time is right too."""
    noted = {len(folded(p.reference)) for p in payments} - set(range(LEAST))
    ends: dict[tuple[Rupiah, str], list[int]] = {}
    for at, line in enumerate(lines):
        reference = folded(line.reference)
        for length in noted:
            if length <= len(reference):
                ends.setdefault((line.gross, reference[-length:]), []).append(at)
    return [
        (n, at)
        for n, payment in enumerate(payments)
        for at in ends.get((payment.amount, folded(payment.reference)), ())
        if _is_whole_reference(payment, lines[at])
        or (_is_in_time(payment, lines[at], window) and not _speaks_against(payment, lines[at]))
    ]


def _is_whole_reference(payment: Payment, line: StatementLine) -> bool:
    """Say whether the whole reference was noted down, on the same day."""
    reference = folded(payment.reference)
    is_same = len(reference) >= WHOLE and reference == folded(line.reference)
    return is_same and _is_on_day(payment, line)


def _by_time(payments: Sequence[Payment], lines: Sequence[StatementLine], window: timedelta) -> list[Edge]:
    """Join what has the same amount, at a time that is near, and nothing that speaks against it."""
    by_amount: dict[Rupiah, list[int]] = {}
    for at, line in enumerate(lines):
        by_amount.setdefault(line.gross, []).append(at)
    begun: dict[Rupiah, int] = {}
    edges: list[Edge] = []
    longest = max((payment.at - payment.begun for payment in payments), default=timedelta())
    early = max(window, _DAY) + longest
    for n, payment in enumerate(payments):
        same = by_amount.get(payment.amount, [])
        first = begun.get(payment.amount, 0)
        # Both are in the order of time: a line that is too early for one is so for all after it.
        while first < len(same) and payment.at - lines[same[first]].at > early:
            first += 1
        begun[payment.amount] = first
        for at in same[first:]:
            if lines[at].at - payment.at > window:
                break
            if _is_in_time(payment, lines[at], window) and not _speaks_against(payment, lines[at]):
                edges.append((n, at))
    return edges


def _is_in_time(payment: Payment, line: StatementLine, window: timedelta) -> bool:
    if not line.is_timed:
        return _is_on_day(payment, line)
    return payment.begun - window <= line.at <= payment.at + window


def _is_on_day(payment: Payment, line: StatementLine) -> bool:
    return payment.begun.date() <= line.at.date() <= payment.at.date()


def _speaks_against(payment: Payment, line: StatementLine) -> bool:
    """Say whether both have a reference and not the same, or both a booth and not the same."""
    noted, told = folded(payment.reference), folded(line.reference)
    is_other = len(noted) >= LEAST and bool(told) and not told.endswith(noted)
    return is_other or (bool(line.booth) and line.booth != payment.booth)


def _groups(edges: Iterable[Edge]) -> list[Group]:
    """Put together what hangs together, each group in its order."""
    parent: dict[int, int] = {}

    def top(one: int) -> int:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for n, at in edges:
        parent[top(n)] = top(~at)  # a line is told from a payment by being below zero
    together: dict[int, list[int]] = {}
    for one in sorted(parent):
        together.setdefault(top(one), []).append(one)
    return [
        (tuple(n for n in group if n >= 0), tuple(sorted(~at for at in group if at < 0)))
        for group in together.values()
    ]


def _near(missing: Sequence[Payment], strangers: Mapping[StatementLine, StatementLine]) -> tuple[Near, ...]:
    """Point at pairs that agree in two things of three, where no other pair does.

    The strangers are those without what is no reference of theirs, each with what it is in the statement.
    """
    by_reference = _joined(
        missing,
        strangers,
        lambda p: (p.at.date(), end) if len(end := folded(p.reference)[-LEAST:]) == LEAST else None,
        lambda s: (s.at.date(), end) if len(end := folded(s.reference)[-LEAST:]) == LEAST else None,
    )
    found = [Near(p, strangers[s], Unlike.AMOUNT) for p, s in by_reference if p.amount != s.gross]
    by_amount = _joined(
        missing, strangers, lambda p: (p.at.date(), p.amount), lambda s: (s.at.date(), s.gross)
    )
    found += [
        Near(p, strangers[s], Unlike.REFERENCE if _speaks_against(p, s) else Unlike.TIME)
        for p, s in by_amount
    ]
    return tuple(sorted(found, key=lambda near: (_payment_order(near.payment), near.unlike)))


def _joined(
    payments: Iterable[Payment],
    lines: Iterable[StatementLine],
    of_payment: Callable[[Payment], Hashable],
    of_line: Callable[[StatementLine], Hashable],
) -> list[tuple[Payment, StatementLine]]:
    """Join those of which one payment and one line have the same key; None is no key."""
    ours, theirs = _alone(payments, of_payment), _alone(lines, of_line)
    return [(ours[key], theirs[key]) for key in ours if key in theirs]


def _alone(ones: Iterable[T], key_of: Callable[[T], Hashable]) -> Mapping[Hashable, T]:
    found: dict[Hashable, list[T]] = {}
    for one in ones:
        if (key := key_of(one)) is not None:
            found.setdefault(key, []).append(one)
    return {key: those[0] for key, those in found.items() if len(those) == 1}
