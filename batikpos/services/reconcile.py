"""Reconciling a day at the centre: what came is proved here, and only then called proven."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.fact import GENESIS, Fact, FactKind, next_hash
from batikpos.domain.fair import Fair
from batikpos.domain.money import Rupiah
from batikpos.domain.reconcile import Aside, JournalDay, Origin, Reconciliation, reconcile
from batikpos.domain.record import sale_from_body
from batikpos.domain.sale import Sale
from batikpos.domain.till import Till
from batikpos.i18n import N_
from batikpos.services.closes import close_faults
from batikpos.store.catalogue import list_booths, list_fairs
from batikpos.store.engine import Store, Transaction
from batikpos.store.journal import JournalHead, find_hash, find_head, list_aside, list_facts, list_heads
from batikpos.store.reading import list_unread
from batikpos.store.sales import list_doubled
from batikpos.store.tills import list_tills


@dataclass(eq=False)
class NoFair(PosError):
    """A centre that no booth has sent anything to."""

    code: ClassVar[str] = "no_fair"
    text: ClassVar[str] = N_(
        "No fair in {centre} has sent anything for {day}. Let the booths send their day."
    )
    centre: str
    day: date


@dataclass(frozen=True, slots=True)
class FairDay:
    """A business day at the centre: the fair, its reconciliation, and every sale of the day."""

    fair: Fair
    reconciliation: Reconciliation
    sales: tuple[Sale, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends in it."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def reconcile_day(centre: Store, day: date) -> FairDay:
    """Reconcile a day of the fair that has it. Raises: NoFair, StoreUnavailable."""
    with centre.reading() as tx:
        fair = _fair_of(list_fairs(tx), day)
        if fair is None:
            raise NoFair(centre.name, day)
        tills = list_tills(tx, fair.fair_id, day)
        heads = [head for head in list_heads(tx) if head.fair_id == fair.fair_id]
        doubled = {journal_id for journal_id, _ in list_doubled(tx)}
        journals = [
            JournalDay(
                head.booth,
                _tills(tills, head),
                head.journal_id not in doubled
                and _is_held(tx, head, _tills(tills, head))
                and _begins_where_it_says(tx, head),
                _aside(tx, head, day),
                head.journal_id,
                _origin(tx, head, day),
            )
            for head in heads
        ]
        sales = tuple(sale for journal in journals for till in journal.tills for sale in till.sales)
        return FairDay(fair, reconcile(day, list_booths(tx, fair.fair_id), journals), sales)


def _origin(tx: Transaction, head: JournalHead, day: date) -> Origin | None:
    """Say where a journal goes on from, and how many facts of the day are known and never came.

    Its first fact is asked and no table. None where it begins by itself, or says nothing that can be read:
    then it is not held either.
    """
    told = _told_origin(tx, head)
    if told is None:
        return None
    missing = told.missing if day in _days_of_gap(tx, head, told) else 0
    before = find_head(tx, head.fair_id, told.journal_id)
    came = max(0, before.mark - told.seq) if before else 0
    aside = {fact.seq for fact in list_aside(tx, head.fair_id, told.journal_id) if fact.seq > told.seq}
    return Origin(told.journal_id, told.seq, told.why, max(0, missing - came - len(aside)))


@dataclass(frozen=True, slots=True)
class _Told:
    """What a first fact tells of its origin."""

    journal_id: str
    seq: int
    hash: str
    why: str
    missing: int
    at: date


MOST = 2**53
"""What is more is no number of facts."""


def _told_origin(tx: Transaction, head: JournalHead) -> _Told | None:
    try:
        (opening,) = list_facts(tx, head.fair_id, head.journal_id, limit=1)
        told = opening.body["origin"]
        missing = told.get("missing", 0)
        at = opening.at.date()
        of = _Told(told["journal"], told["seq"], told["hash"], str(told["why"]), missing, at)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    numbers = (of.seq, of.missing)
    is_sound = isinstance(of.journal_id, str) and all(type(n) is int and 0 <= n < MOST for n in numbers)
    return of if is_sound else None


def _days_of_gap(tx: Transaction, head: JournalHead, told: _Told) -> Days:
    """Say on which days what is missing may have happened, as far as any clock tells.

    That is from the last fact before it to the first thing that was done after it.
    """
    last = list_facts(tx, head.fair_id, told.journal_id, after=told.seq - 1, limit=1)
    after = (day for fact in list_facts(tx, head.fair_id, head.journal_id, limit=3) if (day := _day_of(fact)))
    days = [told.at, *filter(None, map(_day_of, last)), *after]
    return Days(min(days), max(days))


def _day_of(fact: Fact) -> date | None:
    """Say on which day something was done: the business day where it names one."""
    try:
        named = fact.body.get("business_day")
        return date.fromisoformat(named) if isinstance(named, str) else fact.at.date()
    except ValueError:
        return None


def _tills(tills: dict[str, list[Till]], head: JournalHead) -> tuple[Till, ...]:
    return tuple(tills.get(head.journal_id, ()))


def _aside(tx: Transaction, head: JournalHead, day: date) -> Aside:
    """Say what was put aside of a day, or of nobody knows which: papers' numbers, else facts', and sales."""
    papers: list[str] = []
    sales, amount = 0, 0
    for fact in list_aside(tx, head.fair_id, head.journal_id):
        try:
            body = fact.body
        except ValueError:  # of a newer program, or nonsense: nobody knows its day
            body = {}
        told = str(body.get("business_day") or body.get("at") or "")[:10]
        if told in {"", day.isoformat()}:
            papers.append(str(body.get("number") or f"#{fact.seq}"))
            if fact.kind in {FactKind.SALE, FactKind.VOID, FactKind.REFUND}:
                sales += {FactKind.SALE: 1, FactKind.VOID: -1}.get(FactKind(fact.kind), 0)
                amount += body["total"] if type(body.get("total")) is int else 0
    return Aside(tuple(papers), sales, Rupiah(amount))


def _begins_where_it_says(tx: Transaction, head: JournalHead) -> bool:
    """Say whether a journal goes on from facts that are held here; one that begins by itself does."""
    (opening,) = list_facts(tx, head.fair_id, head.journal_id, limit=1)
    try:
        if "origin" not in opening.body:
            return True
    except ValueError:
        return False
    told = _told_origin(tx, head)
    known = find_hash(tx, head.fair_id, told.journal_id, told.seq) if told else None
    return told is not None and known is not None and known.hex() == told.hash


def _fair_of(fairs: Iterable[Fair], day: date) -> Fair | None:
    """Choose the fair that has the day; where none has, the one nearest to it (a day may run over)."""
    return min(
        fairs,
        key=lambda f: max((f.first_day - day).days, (day - f.last_day).days, 0),
        default=None,
    )


def _is_held(tx: Transaction, head: JournalHead, tills: Iterable[Till]) -> bool:
    """Recompute the chain from its first fact to the mark, and prove its closes and their signatures.

    A fact that cannot be read proves nothing.
    """
    tills = tuple(tills)
    if not tills:
        return False
    before, expected = GENESIS, 1
    facts = tuple(list_facts(tx, head.fair_id, head.journal_id))
    for fact in facts:
        if fact.seq != expected or fact.envelope_faults() or next_hash(before, fact.payload) != fact.hash:
            return False
        before, expected = fact.hash, expected + 1
    is_whole = (expected - 1, before) == (head.mark, head.head)
    is_signed = bool(facts and _key_of(facts[0])) and not any(close_faults(facts))
    if not (is_whole and is_signed) or list_unread(tx, head.fair_id, head.journal_id):
        return False
    return _tables_fit(facts, {till.opened_seq: till for till in tills})


def _key_of(opening: Fact) -> str:
    try:
        return str(opening.body.get("public_key", ""))
    except ValueError:
        return ""


def _tables_fit(facts: Iterable[Fact], tills: Mapping[int, Till]) -> bool:
    """Say whether the tables hold of a day's tills what the facts say, to the last line of a nota."""
    sales: dict[int, list[Sale]] = {seq: [] for seq in tills}
    for fact in facts:
        body = fact.body
        till = tills.get(fact.seq if fact.kind == FactKind.TILL_OPEN else body.get("till", 0))
        if till is None:
            continue
        match fact.kind:
            case FactKind.TILL_OPEN if body["float"] != till.float_.amount:
                return False
            case FactKind.TILL_CLOSE if till.counted is None or body["counted"] != till.counted.amount:
                return False
            case FactKind.SALE | FactKind.VOID | FactKind.REFUND:
                sales[till.opened_seq].append(sale_from_body(body))
    return all(list(till.sales) == sales[seq] for seq, till in tills.items())
