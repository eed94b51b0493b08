"""Reconciling a day at the centre: what came is proved here, and only then called proven."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from batikpos.domain.causes.papers import Papers
from batikpos.domain.change import Change, change_from_body
from batikpos.domain.errors import PosError
from batikpos.domain.fact import Body, Fact, FactKind
from batikpos.domain.fair import DESK, Booth, Fair
from batikpos.domain.journalday import Aside, JournalDay, Origin
from batikpos.domain.money import HELD, Rupiah
from batikpos.domain.reconcile import Reconciliation, reconcile, with_names, with_notes
from batikpos.domain.sale import Sale
from batikpos.domain.signing import NOT_SIGNED, DaySigning
from batikpos.domain.till import Till
from batikpos.domain.typed import LONGEST
from batikpos.i18n import N_
from batikpos.services.beside import load_beside
from batikpos.services.decisions import desk_producers, expected_devices, load_fairs
from batikpos.services.journalproof import JournalProof
from batikpos.services.references import wrong_references
from batikpos.services.signing import signing_of
from batikpos.services.statements import with_statements
from batikpos.services.tills_of import tills_of
from batikpos.store.engine import Store, Transaction
from batikpos.store.journal import JournalHead, find_hash, find_head, list_aside, list_facts, list_heads
from batikpos.store.reading import NONSENSE, is_readable, list_unread
from batikpos.store.tills import list_tills
from batikpos.values import frozen


class WhichFair(PosError):
    """A booth or a day of several fairs, or a fair there is none of."""

    code: ClassVar[str] = "which_fair"
    text: ClassVar[str] = N_("Name the fair with --fair, by its name or id. There are: {known}.")
    known: str


class NoFair(PosError):
    """A centre that no booth has sent anything to."""

    code: ClassVar[str] = "no_fair"
    text: ClassVar[str] = N_(
        "No fair in {centre} has sent anything for {day}. Let the booths send their day."
    )
    centre: str
    day: date


@frozen
class FairDay:
    """A business day at the centre: its reconciliation, what each journal brought, who signed it off."""

    fair: Fair
    reconciliation: Reconciliation
    journals: tuple[JournalDay, ...]
    signing: DaySigning = NOT_SIGNED

    @property
    def tills(self) -> tuple[Till, ...]:
        """List the tills of all journals."""
        return tuple(till for journal in self.journals for till in journal.tills)

    @property
    def sales(self) -> tuple[Sale, ...]:
        """List every sale, void and refund of the day."""
        return tuple(sale for till in self.tills for sale in till.sales)


@frozen
class Days:
    """A stretch of days, both ends in it."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def reconcile_day(
    centre: Store, day: date, papers: Mapping[Booth, Papers] | None = None, *, fair: Fair | None = None
) -> FairDay:
    """Reconcile a day of a fair, or of the one that has it, with what the organizer knows beside the facts.

    Raises: NoFair, StoreUnavailable.
    """
    with centre.reading() as tx:
        found = load_fair(tx, centre.name, day, only=fair)
        journals = tuple(list_journal_days(tx, found, day))
        papers = with_statements(tx, found, day, {journal.booth for journal in journals}, papers)
        of = reconcile(day, expected_devices(tx, found.fair_id), journals, papers)
        of = with_names(of, {p.code: p.name for p in desk_producers(tx, found.fair_id)})
        of = with_notes(of, load_beside(tx, found.fair_id).notes(day))
        return FairDay(found, of, journals, signing_of(tx, found.fair_id, of, journals))


def load_fair(tx: Transaction, centre: str, day: date, *, only: Fair | None = None) -> Fair:
    """Load the fair that has a day, or `only` that one where it is here and has it. Raises: NoFair."""
    fair = fair_of((of for of in load_fairs(tx) if only in (None, of)), day)
    if fair is None:
        raise NoFair(centre, day)
    return fair


def list_journal_days(tx: Transaction, fair: Fair, day: date) -> list[JournalDay]:
    """Prove what each journal of a fair brought of a day."""
    wrong = {journal_id for journal_id, _, _ in wrong_references(tx)}
    return [
        _journal_day(tx, head, day, is_wrong=head.journal_id in wrong)
        for head in list_heads(tx)
        if head.fair_id == fair.fair_id and head.booth.code != DESK
    ]


def are_kept(tx: Transaction, head: JournalHead, day: date, tills: tuple[Till, ...]) -> bool:
    """Say whether the tables have a journal's tills of a day as its facts do; nonsense is none of theirs."""
    try:
        kept = list_tills(tx, head.fair_id, day, head.journal_id)
    except NONSENSE:
        return False
    return tills == tuple(kept.get(head.journal_id, ()))


def _journal_day(tx: Transaction, head: JournalHead, day: date, *, is_wrong: bool) -> JournalDay:
    """Read a journal's day from its facts; it is held only where the tables have the same."""
    facts = tuple(list_facts(tx, head.fair_id, head.journal_id))
    of = journal_day(tx, head, day, facts, is_held=False)
    is_same = bool(of.tills) and are_kept(tx, head, day, of.tills) and not is_wrong
    return replace(of, is_held=is_same and is_held(tx, head, facts) and begins_where_it_says(tx, head))


def journal_day(
    tx: Transaction, head: JournalHead, day: date, facts: Sequence[Fact], *, is_held: bool
) -> JournalDay:
    """Read what a journal brought of a day from its facts, once it is known whether it is held."""
    tills = tills_of(facts, day)
    return JournalDay(
        head.booth,
        tills,
        is_held,
        aside_of(tx, head, day),
        head.journal_id,
        origin_of(tx, head, day),
        tuple(changes_in(facts, {till.opened_seq for till in tills})),
        head.mark,
        head.head.hex(),
    )


def changes_in(facts: Iterable[Fact], opened: Collection[int]) -> Iterator[Change]:
    """Walk what was changed of rules, promotions and the price list while one of these tills was open."""
    is_open = False
    for fact in facts:
        match fact.kind:
            case FactKind.TILL_OPEN:
                is_open = fact.seq in opened
            case FactKind.TILL_CLOSE:
                is_open = False
            # What makes no sense is named as unread, and its day is not held.
            case FactKind.RULES | FactKind.PROMOTIONS | FactKind.RENEWAL if is_open and is_readable(fact):
                yield change_from_body(FactKind(fact.kind), fact.body)


def origin_of(tx: Transaction, head: JournalHead, day: date) -> Origin | None:
    """Say where a journal goes on from, and how many facts of the day are known and never came.

    Its first fact is asked and no table. None where it begins by itself, or says nothing that can be read:
    then it is not held either.
    """
    told = _told_origin(tx, head)
    if told is None:
        return None
    missing = sum(_never_came(tx, head, *known, day) for known in told.known.items())
    return Origin(told.journal_id, told.seq, told.why, missing)


def _never_came(tx: Transaction, head: JournalHead, journal_id: str, mark: int, day: date) -> int:
    """Count the facts of a journal that may be of a day and came neither in nor aside.

    It is known by the first fact of `head` to have had so many. As far as any clock tells, they were written
    from its last fact that is here to the first thing that was done afterwards.
    """
    known = find_head(tx, head.fair_id, journal_id)
    came = known.mark if known else 0
    last = list_facts(tx, head.fair_id, journal_id, after=max(0, came - 1), limit=1)
    after = list_facts(tx, head.fair_id, head.journal_id, limit=3)
    days = [found for fact in (*last, *after) if (found := _day_of(fact)) is not None]
    within = Days(min(days), max(days)) if days else None
    if within is None or day not in within:
        return 0
    aside = {
        fact.seq
        for fact in list_aside(tx, head.fair_id, journal_id)
        if came < fact.seq <= mark and (_day_of(fact) or day) in within
    }
    return max(0, mark - came - len(aside))


@frozen
class _Told:
    """What a first fact tells of its origin."""

    journal_id: str
    seq: int
    hash: str
    why: str
    known: Mapping[str, int]


MOST = 2**53
"""What is more is no number of facts."""


def _told_origin(tx: Transaction, head: JournalHead) -> _Told | None:
    try:
        (opening,) = list_facts(tx, head.fair_id, head.journal_id, limit=1)
        told = opening.body["origin"]
        of = _Told(told["journal"], told["seq"], told["hash"], str(told["why"]), told.get("known", {}))
        marks = [*of.known.values()]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    numbers = (of.seq, *marks)
    is_sound = isinstance(of.journal_id, str) and all(type(n) is int and 0 <= n < MOST for n in numbers)
    return of if is_sound else None


def _day_of(fact: Fact) -> date | None:
    """Say on which day something was done: the business day where it names one."""
    try:
        named = fact.body.get("business_day")
        return date.fromisoformat(named) if isinstance(named, str) else fact.at.date()
    except ValueError:
        return None


def aside_of(tx: Transaction, head: JournalHead, day: date) -> Aside:
    """Say what was put aside of a day, or of nobody knows which: papers' numbers, else facts', and sales."""
    papers: list[str] = []
    sales, amount = 0, 0
    aside = [(fact, _body(fact)) for fact in list_aside(tx, head.fair_id, head.journal_id)]
    days = [_day_told(fact, body) for fact, body in aside]
    for place, (fact, body) in enumerate(aside):
        told = days[place]
        if fact.kind in {FactKind.SEAL, FactKind.CLOCK}:  # they are of the day of what they stand beside
            beside = [days[n] for n in (place - 1, place + 1) if 0 <= n < len(aside)]
            told = next((found for found in beside if found), told)
        if told in {"", day.isoformat()}:
            said = body.get("number")
            papers.append(said[:LONGEST] if said and isinstance(said, str) else f"#{fact.seq}")
            if fact.kind in {FactKind.SALE, FactKind.VOID, FactKind.REFUND}:
                sales += {FactKind.SALE: 1, FactKind.VOID: -1}.get(FactKind(fact.kind), 0)
                worth = body.get("total")
                amount += worth if type(worth) is int and abs(worth) <= HELD else 0  # it may say anything
    return Aside(tuple(papers), sales, Rupiah(max(-HELD, min(amount, HELD))))


def _body(fact: Fact) -> Body:
    try:
        return fact.body
    except ValueError:  # of a newer program, or nonsense: nobody knows its day
        return {}


def _day_told(fact: Fact, body: Body) -> str:
    """Say which day a fact is of (YYYY-MM-DD), "" where it says none; a close's number names its till's."""
    if fact.kind == FactKind.TILL_CLOSE:
        named = re.search(r"-(\d{4})(\d\d)(\d\d)-Z", str(body.get("number")))
        return "-".join(named.groups()) if named else ""
    return str(body.get("business_day") or body.get("at") or "")[:10]


def begins_where_it_says(tx: Transaction, head: JournalHead) -> bool:
    """Say whether a journal goes on from facts that are held here; one that begins by itself does."""
    (opening,) = list_facts(tx, head.fair_id, head.journal_id, limit=1)
    try:
        if "origin" not in opening.body:
            return True
    except ValueError:
        return False
    told = _told_origin(tx, head)
    if told is None:
        return False
    aside = {(f.seq, f.hash.hex()) for f in list_aside(tx, head.fair_id, told.journal_id)}
    known = find_hash(tx, head.fair_id, told.journal_id, told.seq)
    return (known is not None and known.hex() == told.hash) or (told.seq, told.hash) in aside


def fair_of(fairs: Iterable[Fair], day: date) -> Fair | None:
    """Choose the fair that has the day; where none has, the one nearest to it (a day may run over)."""
    return min(
        fairs,
        key=lambda f: max((f.first_day - day).days, (day - f.last_day).days, 0),
        default=None,
    )


def is_held(tx: Transaction, head: JournalHead, facts: Iterable[Fact]) -> bool:
    """Prove a journal by its facts."""
    proof = JournalProof()
    for fact in facts:
        proof.take(fact)
    return is_proven(tx, head, proof)


def is_proven(tx: Transaction, head: JournalHead, proof: JournalProof) -> bool:
    """Say whether a journal was proven from its first fact to its mark, its closes and their signatures too.

    A fact that cannot be read proves nothing.
    """
    is_whole = (proof.mark, proof.head) == (head.mark, head.head)
    return is_whole and proof.is_held and not list_unread(tx, head.fair_id, head.journal_id)
