"""Going on from a store that was lost, damaged or put back: a new journal that names where it comes from.

What was written is never written again under the same number: the old journals stay as far as they are
whole, and a new one begins with its origin. It counts its notas from a range of its own, so that
whatever the lost store may have used is not used twice.
"""

import secrets
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from batikpos import __version__
from batikpos.domain.errors import Unavailable
from batikpos.domain.fact import GENESIS, Body, Fact, FactKind
from batikpos.domain.money import Rupiah
from batikpos.domain.till import Till
from batikpos.files import make_private_file
from batikpos.i18n import N_
from batikpos.services.begun import keep_begun
from batikpos.services.swap import (
    NEW_NAME,
    NEXT_KEY_NAME,
    begin_swap,
    commit_swap,
    count_kept,
    forget_swap,
)
from batikpos.settings import Settings, save_settings
from batikpos.signing import make_key
from batikpos.store.catalogue import list_fairs, list_people, load_catalogue
from batikpos.store.engine import StoreDamaged, Transaction, open_store, store_url
from batikpos.store.journal import append, insert_facts, insert_journal, insert_own, keep_books, move_own
from batikpos.store.reading import insert_foreign_readings
from batikpos.store.sales import next_running
from batikpos.store.salvage import Saved, SavedJournal, insert_kept
from batikpos.store.seals import grand_totals
from batikpos.store.tills import find_open_till, load_till


class Why(StrEnum):
    """Why a store goes on from another."""

    DAMAGED = "damaged"
    RESTORED = "restored"
    TAKEN_OVER = "taken_over"


@dataclass(eq=False)
class NothingWhole(Unavailable):
    """A store of which nothing can be read any more, and no copy of it is at hand."""

    code: ClassVar[str] = "nothing_whole"
    text: ClassVar[str] = N_(
        "Nothing can be read of {what}. Put the USB stick with the copies in, or restore a copy from it."
    )


@dataclass(frozen=True, slots=True)
class GoneOn:
    """A store that goes on: where the one before is kept, how many facts came along, how many did not.

    `number` is what its next nota is called; `carried` the till that goes on, where one was open; `behind`
    counts the newer facts of the store before that a copy put in its place does not have; `left_out` the
    waiting papers and the open basket that could not be read.
    """

    kept: Path | None
    number: str
    facts: int
    lost: int
    journal_id: str
    origin: SavedJournal
    carried: Till | None
    behind: int = 0
    left_out: int = 0


def go_on(
    home: Path,
    saved: Saved,
    why: Why,
    *,
    now: datetime,
    settings: Settings | None = None,
    replaced: Saved | None = None,
) -> GoneOn:
    """Make a home's new store of what was saved, and put it in place of the old one, which is kept.

    `replaced` is what can be read of the store it replaces: the new one's lineage is beyond both, and its
    origin says how many facts of it are missing here.
    The caller is `alone_in` the home. An open till goes on with what its drawer should hold. `settings` are
    for a home that has none; where anything is refused, nothing of it stays.

    Raises: NothingWhole, StoreDamaged, StoreUnavailable.
    """
    if not (saved.tables.get("item") and saved.tables.get("person")):
        raise NothingWhole(str(home))
    journal_id = str(uuid4())
    try:
        before = replaced.own.lineage if replaced else 0
        lineage = 1 + max(saved.own.lineage, before, count_kept(home))
        behind = _beyond(replaced, saved)
        newer = _newer(replaced, saved)
        new = _New(journal_id, lineage, why, max(saved.own.lost, len(newer)), newer, now)
        carried, number, left_out = _make(home, saved, new)
        keep_begun(home, home / NEW_NAME)
    except BaseException:
        forget_swap(home)
        raise
    kept = commit_swap(home)
    if settings is not None:
        save_settings(home, settings)
    return GoneOn(
        kept=kept,
        number=number,
        facts=sum(len(j.facts) for j in saved.journals),
        lost=saved.own.lost,
        journal_id=journal_id,
        origin=saved.own,
        carried=carried,
        behind=behind,
        left_out=left_out,
    )


@dataclass(frozen=True, slots=True)
class _New:
    """The journal that goes on.

    `missing` counts what the store before is known to have had beyond, `newer` is what of it can be read.
    """

    journal_id: str
    lineage: int
    why: Why
    missing: int
    newer: tuple[Fact, ...]
    now: datetime


def _newer(before: Saved | None, saved: Saved) -> tuple[Fact, ...]:
    """Give the facts of the journal that is gone on from which only the replaced store has."""
    own = saved.own.head
    theirs = [j for j in (before.journals if before else ()) if j.head.journal_id == own.journal_id]
    return tuple(fact for journal in theirs for fact in journal.facts[own.mark :])


def _beyond(before: Saved | None, saved: Saved) -> int:
    """Count the facts of a store that a copy does not have."""
    here = {j.head.journal_id: j.head.mark for j in saved.journals}
    there = before.journals if before else ()
    return sum(max(0, j.head.mark - here.get(j.head.journal_id, 0)) for j in there)


def _make(home: Path, saved: Saved, new: _New) -> tuple[Till | None, str, int]:
    """Make the new store beside the old.

    Return the till that goes on, what its next nota is called, and how much waiting was left out.
    """
    part = begin_swap(home)
    public_key = make_key(home / NEXT_KEY_NAME)
    make_private_file(part)
    with closing(open_store(store_url(str(part)), create=True)) as store, store.writing() as tx:
        left_out = insert_kept(tx, saved.tables)
        carried = _fill(tx, saved, new, public_key)
        (fair,) = list_fairs(tx)
        day = carried.business_day if carried else fair.local(new.now).date()
        try:  # a booth opens with these: what cannot be read must be said now, not then
            load_catalogue(tx)
            list_people(tx)
        except ValueError as error:
            raise StoreDamaged(str(part), str(error)) from error
        number = saved.own.head.booth.number(day, next_running(tx, fair.fair_id, day))
        return carried, number, left_out


def _fill(tx: Transaction, saved: Saved, new: _New, public_key: str) -> Till | None:
    """Put into a new store what was saved, and begin its own journal; return the till that goes on."""
    keep_books(tx, saved.own.head.books)
    for journal in saved.journals:
        insert_journal(tx, journal.head)
        insert_facts(tx, journal.facts)
        insert_foreign_readings(tx, journal.facts)
    own = saved.own
    insert_own(tx, own.head.fair_id, own.head.journal_id, own.lineage)
    carried = find_open_till(tx)
    if carried is not None:
        carried = load_till(tx, carried.opened_seq)
    sold, returned = _ever(grand_totals(tx), new.newer)
    origin = {
        "journal": own.head.journal_id,
        "seq": own.head.mark,
        "hash": own.head.head.hex(),
        "lineage": new.lineage,
        "why": new.why.value,
        "missing": new.missing,
        "sold": sold.amount,
        "returned": returned.amount,
    }
    (fair,) = list_fairs(tx)
    at = fair.local(new.now)
    insert_journal(tx, replace(own.head, journal_id=new.journal_id, mark=0, head=GENESIS))
    move_own(tx, own.head.fair_id, new.journal_id, new.lineage)
    began = own.facts[0].body | {"nonce": secrets.token_hex(16), "program": __version__}
    append(tx, FactKind.OPENING, at, began | {"public_key": public_key, "origin": origin})
    if carried is not None:
        append(tx, FactKind.TILL_OPEN, at, _carried(carried, own.head.journal_id, at))
    return carried


def _ever(totals: tuple[Rupiah, Rupiah], newer: Iterable[Fact]) -> tuple[Rupiah, Rupiah]:
    """Add to what a device ever sold and gave back what only its replaced store knows: it never goes back."""
    sold, returned = totals
    for fact in newer:
        amount = fact.body.get("total")
        if type(amount) is int and fact.kind == FactKind.SALE:
            sold += Rupiah(amount)
        elif type(amount) is int and fact.kind in {FactKind.VOID, FactKind.REFUND}:
            returned -= Rupiah(amount)
    return sold, returned


def _carried(till: Till, journal_id: str, at: datetime) -> Body:
    """Open a till with what the drawer of another should hold: the same drawer, in another journal."""
    return {
        "business_day": till.business_day.isoformat(),
        "at": at.isoformat(),
        "cashier": till.cashier,
        "float": till.figures.expected_cash.amount,
        "carries": {"journal": journal_id, "till": till.opened_seq},
    }
