"""Reading what booths sent into the tables: the organizer's login does, for a booth's may write into none."""

from collections.abc import Callable

from batikpos.i18n import N_
from batikpos.store import guard
from batikpos.store.engine import Store
from batikpos.store.journal import list_facts
from batikpos.store.reading import insert_foreign_readings

CHUNK = 500
"""Facts in one transaction."""

OLD_GUARD = N_(
    "{centre} keeps its booths apart as an earlier BatikPOS did. Nothing is lost by that; let whoever set it"
    " up run “batikpos centre init” again, with this version."
)


def read_up(centre: Store, progress: Callable[[int, int], None] = lambda _done, _all: None) -> int:
    """Read the facts that wait into the tables, where this login is the one who does; return how many.

    Only a centre that keeps people apart has such; at another, whoever sends reads at once. Raises:
    StoreUnavailable.
    """
    if not centre.is_guarded:
        return 0
    with centre.reading() as tx:
        waiting = guard.list_waiting(tx) if guard.is_desk(tx) else ()
    whole, done = sum(facts for _, _, facts in waiting), 0
    for fair_id, journal_id, _ in waiting:
        while count := _read_some(centre, fair_id, journal_id):
            done += count
            progress(min(done, whole), whole)
    return done


def has_old_guard(centre: Store) -> bool:
    """Say whether a centre keeps people apart as an earlier version did, to the organizer's login.

    A booth's login can do nothing about it, and nobody has to at a centre that keeps nobody apart. Raises:
    StoreUnavailable.
    """
    if not centre.is_guarded:
        return False
    with centre.reading() as tx:
        return guard.is_desk(tx) and guard.is_old(tx)


def _read_some(centre: Store, fair_id: str, journal_id: str) -> int:
    with centre.writing() as tx:
        after = guard.lock_reading(tx, fair_id, journal_id)
        facts = tuple(list_facts(tx, fair_id, journal_id, after=after, limit=CHUNK))
        if facts:
            insert_foreign_readings(tx, facts)
            guard.move_reading(tx, facts[-1])
    return len(facts)
