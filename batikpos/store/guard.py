"""The guard of a centre that keeps people apart: booths add facts only through functions of the owner's.

A booth's login may write into no table. It asks `begin_journal` for the mark of a journal of its own booth,
and hands facts to `take_facts`, which proves that they follow; the organizer's login reads them into the
tables. `guard.sql` holds the functions; here are the tables beside them, and the calls. PostgreSQL only.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    and_,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError

from batikpos.domain.errors import PosError
from batikpos.domain.fact import Fact
from batikpos.i18n import N_
from batikpos.store.engine import is_guarded
from batikpos.store.journal import JournalHead
from batikpos.store.schema import journal
from batikpos.values import frozen

metadata = MetaData()

centre = Table(
    "centre",
    metadata,
    Column("one", Integer, nullable=False, autoincrement=False),
    Column("centre_id", Text, nullable=False),
    PrimaryKeyConstraint("one"),
    CheckConstraint("one = 1"),
)
"""One row: which centre this is. Roles are the whole server's, so their names end in it."""

login = Table(
    "login",
    metadata,
    Column("role", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("fair_id", Text, nullable=False),
    Column("fair", Text, nullable=False),
    Column("booth", Text, nullable=False),
    Column("is_withdrawn", Boolean, nullable=False, server_default=text("false")),
    PrimaryKeyConstraint("role"),
    UniqueConstraint("kind", "fair_id", "booth"),
    CheckConstraint("kind IN ('organizer', 'reader', 'booth')"),
)
"""Who signs in as what; the functions believe nothing else."""

reading_mark = Table(
    "reading_mark",
    metadata,
    Column("fair_id", Text, nullable=False),
    Column("journal_id", Text, nullable=False),
    Column("mark", Integer, nullable=False),
    PrimaryKeyConstraint("fair_id", "journal_id"),
)
"""How far each journal's facts were read into the tables: as far as its own mark, or they wait."""

ADDING = (
    "begin_journal(text, text, text, integer, text, boolean)",
    "take_facts(text, text, text[], text[], bytea[])",
    "put_aside(text, text, integer[], text[], text[], bytea[])",
)
"""What those call who send."""

ASKING = ("is_desk()", "own_fair()", "own_booth()")
"""What everybody may ask."""

MANAGING = ("withdraw_login(text)", "renew_login(text, text)", "end_sessions(text)")
"""What the organizer calls."""

INNER = (
    "acts_for(text, text)",
    "planned_laptops(text, text)",
    "check_new_journal(text, text, text, integer, text)",
    "names_itself(text, text, text, bigint, text)",
    "forget_settings(text)",
)
"""What only the others call."""


GUARD = 2
"""The version of `guard.sql`: it rises with each change, and a centre keeps the one that it was set up by."""

REFUSED = "42501"
"""What PostgreSQL, and our functions, call a login that may not do this."""

UNPLANNED = "BP001"
"""What our functions call a laptop more than the fair's plan gives a booth."""


class AnothersLogin(PosError):
    """A login that may not send for a booth."""

    code: ClassVar[str] = "anothers_login"
    text: ClassVar[str] = N_(
        "This login may not send for booth {booth}: it is another's, it was withdrawn, or the fair is over."
        " Ask the organizer for the fair file of this booth."
    )
    booth: str


class UnplannedLaptop(PosError):
    """A laptop that begins to send, and is none of those that the plan gives its booth."""

    code: ClassVar[str] = "unplanned_laptop"
    text: ClassVar[str] = N_(
        "The centre does not know laptop {laptop} yet: the fair's plan gives booth {booth} fewer. All that"
        " was sold is kept here. Let the organizer plan this laptop and send the plan, then send again."
    )
    booth: str
    laptop: str


@frozen
class Begun:
    """A journal whose mark is locked: how far it goes, and whether this login reads what it adds."""

    mark: int
    head: bytes
    reads: bool


def make_guard(tx: Connection) -> None:
    """Make the guard's tables and functions where they are not there yet, the functions anew.

    What a centre took in before it was guarded, whoever sent it has read into the tables.
    """
    is_new = not is_guarded(tx)
    metadata.create_all(tx)
    run_script(tx, Path(__file__).with_name("guard.sql").read_text(encoding="utf-8"))
    run_script(tx, f"COMMENT ON FUNCTION public.is_desk() IS '{GUARD}'")
    if is_new:
        of = select(journal.c.fair_id, journal.c.journal_id, journal.c.mark)
        tx.execute(reading_mark.insert().from_select(["fair_id", "journal_id", "mark"], of))


def run_script(tx: Connection, script: str) -> None:
    """Run statements as they stand, in the caller's transaction."""
    driver: Any = tx.connection.driver_connection
    driver.execute(script)


def begin_journal(tx: Connection, of: JournalHead, *, is_new: bool) -> Begun | None:
    """Lock a journal's mark; with `is_new` one that is unknown begins. None where there is none.

    Raises: AnothersLogin, UnplannedLaptop.
    """
    try:
        mark, head, reads = tx.exec_driver_sql(
            "SELECT mark, head, reads FROM public.begin_journal(%s, %s, %s, %s, %s, %s)",
            (of.fair_id, of.journal_id, of.booth.code, of.booth.device, of.books.value, is_new),
        ).one()
    except DBAPIError as error:
        said = getattr(error.orig, "sqlstate", None)
        if said == REFUSED:
            raise AnothersLogin(of.booth.code) from error
        if said == UNPLANNED:
            raise UnplannedLaptop(of.booth.code, of.booth.prefix) from error
        raise
    return None if mark is None else Begun(mark, bytes(head), reads)


def take_facts(tx: Connection, facts: Sequence[Fact]) -> None:
    """Add facts behind their journal's mark, which moves to the last of them."""
    of = facts[0]
    tx.exec_driver_sql(
        "SELECT public.take_facts(%s, %s, %b::text[], %b::text[], %b::bytea[])",
        (
            of.fair_id,
            of.journal_id,
            [f.kind for f in facts],
            [f.payload for f in facts],
            [f.hash for f in facts],
        ),
    )


def put_aside(tx: Connection, facts: Sequence[Fact]) -> None:
    """Keep facts of another history of their journal aside, each once."""
    of = facts[0]
    tx.exec_driver_sql(
        "SELECT public.put_aside(%s, %s, %b::integer[], %b::text[], %b::text[], %b::bytea[])",
        (
            of.fair_id,
            of.journal_id,
            [f.seq for f in facts],
            [f.kind for f in facts],
            [f.payload for f in facts],
            [f.hash for f in facts],
        ),
    )


def is_desk(tx: Connection) -> bool:
    """Say whether this login is the organizer's, who reads facts into the tables."""
    return bool(tx.exec_driver_sql("SELECT public.is_desk()").scalar())


def is_old(tx: Connection) -> bool:
    """Say whether a centre's guard is of an earlier version than ours; one of a later version is none.

    What says no version is none of ours, or was set up before there were versions.
    """
    found = tx.exec_driver_sql("SELECT obj_description('public.is_desk()'::regprocedure, 'pg_proc')").scalar()
    try:
        return int(found or 0) < GUARD
    except ValueError:
        return True


def list_waiting(tx: Connection) -> tuple[tuple[str, str, int], ...]:
    """List the journals with facts that were not read yet, and how many: (fair, journal, facts)."""
    same = and_(
        reading_mark.c.fair_id == journal.c.fair_id, reading_mark.c.journal_id == journal.c.journal_id
    )
    waiting = journal.c.mark - reading_mark.c.mark
    query = select(journal.c.fair_id, journal.c.journal_id, waiting).join(reading_mark, same)
    rows = tx.execute(query.where(waiting > 0).order_by(journal.c.fair_id, journal.c.journal_id))
    return tuple((row[0], row[1], row[2]) for row in rows)


def reading_marks(tx: Connection) -> dict[tuple[str, str], int]:
    """Say how far each journal, by fair and id, was read into the tables."""
    rows = tx.execute(select(reading_mark.c.fair_id, reading_mark.c.journal_id, reading_mark.c.mark))
    return {(row[0], row[1]): row[2] for row in rows}


def lock_reading(tx: Connection, fair_id: str, journal_id: str) -> int:
    """Say how far a journal was read, and keep another desk from reading it; no booth can do so."""
    query = select(reading_mark.c.mark).where(
        reading_mark.c.fair_id == fair_id, reading_mark.c.journal_id == journal_id
    )
    return int(tx.execute(query.with_for_update()).scalar_one())


def move_reading(tx: Connection, last: Fact) -> None:
    """Say that a journal was read as far as this fact."""
    tx.execute(
        update(reading_mark)
        .where(reading_mark.c.fair_id == last.fair_id, reading_mark.c.journal_id == last.journal_id)
        .values(mark=last.seq)
    )
