"""Many days of a fair at once, as the settlement needs them: what is proven, each journal read once.

Why something differs is not asked here, nor who signed: that is `reconcile`'s, of one day.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from batikpos.domain.fair import DESK, Booth, Fair
from batikpos.domain.journalday import JournalDay
from batikpos.domain.reconcile import reconcile
from batikpos.domain.till import Till
from batikpos.services.decisions import expected_devices
from batikpos.services.reconcile import (
    FairDay,
    are_kept,
    aside_of,
    begins_where_it_says,
    is_held,
    origin_of,
)
from batikpos.services.references import wrong_references
from batikpos.services.tills_of import tills_by_day
from batikpos.store.engine import Transaction
from batikpos.store.journal import JournalHead, list_facts, list_heads
from batikpos.values import frozen


@frozen
class _Journal:
    """A journal that was read: its tills of each day, and whether all that it says is proven."""

    head: JournalHead
    tills: Mapping[date, tuple[Till, ...]]
    is_sound: bool


def read_days(tx: Transaction, fair: Fair, days: Iterable[date]) -> tuple[FairDay, ...]:
    """Say of each day what is proven of it.

    Of a day that is none of the fair's only the devices that had a till on it are looked at: nothing of it is
    missing of the others, and whoever sends thousands of such days makes work for their own facts only.
    """
    wrong = {journal_id for journal_id, _, _ in wrong_references(tx)}
    journals = [
        _read(tx, head, wrong)
        for head in list_heads(tx)
        if head.fair_id == fair.fair_id and head.booth.code != DESK
    ]
    expected = expected_devices(tx, fair.fair_id)
    traded: dict[date, set[Booth]] = {}
    for of in journals:
        for day in of.tills:
            traded.setdefault(day, set()).add(of.head.booth)
    found = []
    for day in days:
        asked = [of for of in journals if fair.has(day) or of.head.booth in traded.get(day, ())]
        found.append(_day(tx, fair, day, asked, expected if fair.has(day) else ()))
    return tuple(found)


def _read(tx: Transaction, head: JournalHead, wrong: Collection[str]) -> _Journal:
    facts = tuple(list_facts(tx, head.fair_id, head.journal_id))
    is_sound = head.journal_id not in wrong and is_held(tx, head, facts) and begins_where_it_says(tx, head)
    return _Journal(head, tills_by_day(facts), is_sound)


def _day(
    tx: Transaction, fair: Fair, day: date, journals: Sequence[_Journal], expected: Collection[Booth]
) -> FairDay:
    found = tuple(_journal_day(tx, of, day) for of in journals)
    return FairDay(fair, reconcile(day, expected, found), found)


def _journal_day(tx: Transaction, of: _Journal, day: date) -> JournalDay:
    """Say what a journal brought of a day; it is held only where the tables have the same."""
    head, tills = of.head, of.tills.get(day, ())
    return JournalDay(
        head.booth,
        tills,
        bool(tills) and of.is_sound and are_kept(tx, head, day, tills),
        aside_of(tx, head, day),
        head.journal_id,
        origin_of(tx, head, day),
        mark=head.mark,
        head=head.head.hex(),
    )
