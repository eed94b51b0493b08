"""Going on from a store that was lost, damaged or put back: a new journal that names where it comes from.

What was written is never written again under the same number: the old journals stay as far as they are
whole, and a new one begins with its origin. It counts its notas from a range of its own, so that
whatever the lost store may have used is not used twice.
"""

import secrets
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from batikpos import __version__
from batikpos.domain.errors import Unavailable
from batikpos.domain.fact import GENESIS, Body, FactKind
from batikpos.domain.fair import DESK
from batikpos.domain.handed import told_now
from batikpos.domain.money import Rupiah
from batikpos.domain.till import Till
from batikpos.files import make_private_file
from batikpos.i18n import N_
from batikpos.services.stamping import stamp_journal
from batikpos.services.swap import NEXT_KEY_NAME, begin_swap, commit_swap, count_kept, forget_swap
from batikpos.services.tail import Tail, TailKeeper
from batikpos.settings import Settings, save_settings
from batikpos.signing import copy_key, make_key, public_half
from batikpos.store.catalogue import list_fairs, list_people, load_catalogue
from batikpos.store.driverwords import BAD_ROW
from batikpos.store.engine import StoreDamaged, Transaction, open_store, store_url
from batikpos.store.joining import Saved, SavedJournal, insert_kept
from batikpos.store.journal import append, insert_facts, insert_journal, insert_own, keep_books, move_own
from batikpos.store.reading import insert_foreign_readings
from batikpos.store.sales import next_running
from batikpos.store.seals import grand_totals
from batikpos.store.tills import find_open_till, found_since, load_till
from batikpos.values import frozen


class Why(StrEnum):
    """Why a store goes on from another."""

    DAMAGED = "damaged"
    RESTORED = "restored"
    TAKEN_OVER = "taken_over"


class NothingWhole(Unavailable):
    """A store of which nothing can be read any more, and no copy of it is at hand."""

    code: ClassVar[str] = "nothing_whole"
    text: ClassVar[str] = N_(
        "Nothing can be read of {what}. Put the USB stick with the copies in, or restore a copy from it."
    )


@frozen
class GoneOn:
    """A store that goes on: where the one before is kept, how many facts came along, how many did not.

    `number` is what its next nota is called; `carried` the till that goes on, where one was open;
    `left_out` counts the waiting papers and the open basket that could not be read, `behind` those of the
    facts that are not here that can be read in the store before, and do not follow.
    """

    kept: Path | None
    number: str
    facts: int
    lost: int
    journal_id: str
    origin: SavedJournal
    carried: Till | None
    left_out: int = 0
    behind: int = 0


def go_on(
    home: Path,
    saved: Saved,
    why: Why,
    *,
    now: datetime,
    settings: Settings | None = None,
) -> GoneOn:
    """Make a home's new store of what was saved, and put it in place of the old one, which is kept.

    Its origin says how many facts are known to have been written and are missing here. The caller is
    `alone_in` the home. An open till goes on with what its drawer should hold. `settings` are for a home
    that has none; where anything is refused, nothing of it stays.

    Raises: NothingWhole, StoreDamaged, StoreUnavailable.
    """
    sells_nothing = saved.own.head.booth.code == DESK
    if not (saved.tables.get("person") and (sells_nothing or saved.tables.get("item"))):
        raise NothingWhole(str(home))
    journal_id = str(uuid4())
    try:
        lineage = 1 + max(saved.lineage, count_kept(home))
        new = _New(journal_id, lineage, why, now)
        carried, number, left_out = _make(home, saved, new)
    except BaseException:
        forget_swap(home)
        raise
    kept = commit_swap(home)
    TailKeeper(home).keep(Tail(journal_id, 2 if sells_nothing or carried is not None else 1))
    if settings is not None:
        save_settings(home, settings)
    return GoneOn(
        kept=kept,
        number=number,
        facts=sum(len(j.facts) for j in saved.journals),
        lost=_lost(saved),
        journal_id=journal_id,
        origin=saved.own,
        carried=carried,
        left_out=left_out,
        behind=sum(j.behind for j in saved.journals if j.head.journal_id in _news(saved)),
    )


@frozen
class _New:
    """The journal that goes on."""

    journal_id: str
    lineage: int
    why: Why
    now: datetime


def _make(home: Path, saved: Saved, new: _New) -> tuple[Till | None, str, int]:
    """Make the new store beside the old.

    Return the till that goes on, what its next nota is called, and how much waiting was left out.
    """
    part = begin_swap(home)
    public_key = _next_key(home, saved.own)
    make_private_file(part)
    with closing(open_store(store_url(str(part)), create=True)) as store, store.writing() as tx:
        left_out = insert_kept(tx, saved.tables)
        carried = _fill(tx, saved, new, public_key)
        (fair,) = list_fairs(tx)
        if saved.own.head.booth.code == DESK:
            stamp_journal(tx, home, fair.local(new.now))
        day = carried.business_day if carried else fair.local(new.now).date()
        try:  # a booth opens with these: what cannot be read must be said now, not then
            load_catalogue(tx)
            list_people(tx)
        except ValueError as error:
            raise StoreDamaged(str(part), BAD_ROW) from error
        number = saved.own.head.booth.number(day, next_running(tx, fair.fair_id, day))
        return carried, number, left_out


def _next_key(home: Path, own: SavedJournal) -> str:
    """Make the new store's key. The desk keeps the one it has: by it the booths know its fair files."""
    path = home / NEXT_KEY_NAME
    is_desks = own.head.booth.code == DESK and own.facts[0].body.get("public_key") == public_half(home)
    return (copy_key(home, path) if is_desks else "") or make_key(path)


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
    sold, returned = grand_totals(tx)
    origin = {
        "journal": own.head.journal_id,
        "seq": own.head.mark,
        "hash": own.head.head.hex(),
        "lineage": new.lineage,
        "why": new.why.value,
        "known": _news(saved),
        "sold": sold.amount,
        "returned": returned.amount,
    }
    (fair,) = list_fairs(tx)
    at = fair.local(new.now)
    insert_journal(tx, replace(own.head, journal_id=new.journal_id, mark=0, head=GENESIS))
    move_own(tx, own.head.fair_id, new.journal_id, new.lineage)
    began = own.facts[0].body | told_now(own.facts) | {"nonce": secrets.token_hex(16), "program": __version__}
    append(tx, FactKind.OPENING, at, began | {"public_key": public_key, "origin": origin})
    if carried is not None:
        should = carried.figures.expected_cash + found_since(tx, carried)
        append(tx, FactKind.TILL_OPEN, at, _carried(carried, own.head.journal_id, should, at))
    return carried


def _news(saved: Saved) -> dict[str, int]:
    """Name the journals that are known to go further, but for what an earlier origin says already."""
    told: dict[str, int] = {}
    for journal in saved.journals:
        known = (journal.facts[0].body.get("origin") or {}).get("known")
        told |= known if isinstance(known, dict) else {}
    return {name: mark for name, mark in saved.known.items() if told.get(name) != mark}


def _lost(saved: Saved) -> int:
    """Count the facts that are newly known to be missing."""
    held = {journal.head.journal_id: journal.head.mark for journal in saved.journals}
    return sum(mark - held.get(name, 0) for name, mark in _news(saved).items())


def _carried(till: Till, journal_id: str, should: Rupiah, at: datetime) -> Body:
    """Open a till with what the drawer of another should hold: the same drawer, in another journal."""
    return {
        "business_day": till.business_day.isoformat(),
        "at": at.isoformat(),
        "cashier": till.cashier,
        "float": should.amount,
        "carries": {"journal": journal_id, "till": till.opened_seq},
    }
