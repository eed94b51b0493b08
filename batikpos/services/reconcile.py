"""Reconciling a day at the centre: what came is proved here, and only then called proven."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.fact import GENESIS, FactKind, next_hash
from batikpos.domain.fair import Fair
from batikpos.domain.money import Rupiah
from batikpos.domain.reconcile import Aside, JournalDay, Origin, Reconciliation, reconcile
from batikpos.domain.sale import Sale
from batikpos.domain.till import Till
from batikpos.i18n import N_
from batikpos.services.closes import close_faults
from batikpos.store.catalogue import list_booths, list_fairs
from batikpos.store.engine import Store, Transaction
from batikpos.store.journal import JournalHead, find_hash, find_head, list_aside, list_facts, list_heads
from batikpos.store.origins import find_origin, list_origins
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


def reconcile_day(centre: Store, day: date) -> FairDay:
    """Reconcile a day of the fair that has it. Raises: NoFair, StoreUnavailable."""
    with centre.reading() as tx:
        fair = _fair_of(list_fairs(tx), day)
        if fair is None:
            raise NoFair(centre.name, day)
        tills = list_tills(tx, fair.fair_id, day)
        origins = {
            journal_id: Origin(before, seq, why, _missing(tx, fair, journal_id, before, seq, day))
            for journal_id, before, seq, why in list_origins(tx, fair.fair_id)
        }
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
                origins.get(head.journal_id),
            )
            for head in list_heads(tx)
            if head.fair_id == fair.fair_id
        ]
        sales = tuple(sale for journal in journals for till in journal.tills for sale in till.sales)
        return FairDay(fair, reconcile(day, list_booths(tx, fair.fair_id), journals), sales)


def _missing(tx: Transaction, fair: Fair, journal_id: str, before: str, seq: int, day: date) -> int:
    """Count the facts of a day that a replaced store is known to have had beyond, and that never came."""
    try:
        (opening,) = list_facts(tx, fair.fair_id, journal_id, limit=1)
        missing = opening.body["origin"].get("missing", 0)
        days = [
            fact.at.date()
            for fact in (opening, *list_facts(tx, fair.fair_id, before, after=seq - 1, limit=1))
        ]
        if type(missing) is not int or not min(days) <= day <= max(days):
            return 0
    except (ValueError, KeyError, TypeError, AttributeError):
        return 0  # named as unread, and the day is not held
    head = find_head(tx, fair.fair_id, before)
    return max(0, seq + missing - (head.mark if head else 0))


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
    origin = find_origin(tx, head.fair_id, head.journal_id)
    if origin is None:
        return True
    journal_id, seq, hash_ = origin
    return find_hash(tx, head.fair_id, journal_id, seq) == bytes.fromhex(hash_)


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
    if not any(True for _ in tills):
        return False
    before, expected = GENESIS, 1
    facts = tuple(list_facts(tx, head.fair_id, head.journal_id))
    for fact in facts:
        if fact.seq != expected or fact.envelope_faults() or next_hash(before, fact.payload) != fact.hash:
            return False
        before, expected = fact.hash, expected + 1
    is_whole = (expected - 1, before) == (head.mark, head.head)
    is_signed = not any(close_faults(facts))
    return is_whole and is_signed and not list_unread(tx, head.fair_id, head.journal_id)
