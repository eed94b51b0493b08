"""Reading what is whole of stores that may be damaged: facts up to the first that does not hold.

Everything is read from copies, by plain SQL, row by row: a page that cannot be read costs what lies on
it. Where several sources are given (a store and its backups), each fact may come from any of them: the
chain says which are true.
"""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from batikpos.domain.catalogue import Item
from batikpos.domain.fact import GENESIS, Fact, FactKind, next_hash
from batikpos.domain.fair import Books, Booth, Person
from batikpos.store.catalogue import item_rows, person_rows
from batikpos.store.journal import JournalHead
from batikpos.store.schema import item, open_basket, person, print_job
from batikpos.store.snapshot import copy_whole

KEPT = (item, person, open_basket, print_job)
"""What a booth keeps for itself, beside its journals."""

_PAYLOAD = "SELECT rowid, fair_id, journal_id, seq, kind, CAST(payload AS BLOB), hash FROM fact NOT INDEXED"

Rows = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class SavedJournal:
    """A journal as far as it is whole: `head` ends at its last good fact, `claimed` is where it should."""

    head: JournalHead
    facts: tuple[Fact, ...]
    lineage: int
    claimed: int

    @property
    def lost(self) -> int:
        """Count the facts that were promised and are not there."""
        return max(0, self.claimed - self.head.mark)


@dataclass(frozen=True, slots=True)
class Saved:
    """What is whole of a booth's store; `journals` by lineage, its own last."""

    journals: tuple[SavedJournal, ...]
    tables: Rows

    @property
    def own(self) -> SavedJournal:
        """Return the journal that was being written."""
        return self.journals[-1]


def salvage(sources: Iterable[Path]) -> Saved | None:
    """Read what is whole of stores of one device, the first being the one that matters most.

    Journals are those the first source has; where it has none, those of the next. None where nothing is.
    """
    read = [found for path in sources if path.is_file() and (found := _read(path)).facts]
    if not read:
        return None
    journals = [_whole(key, [source for source in read if key in source.facts]) for key in read[0].facts]
    whole = sorted((j for j in journals if j is not None), key=lambda j: j.lineage)
    return Saved(tuple(whole), _tables(read)) if whole else None


def kept_rows(items: Iterable[Item], people: Iterable[Person]) -> Rows:
    """Write a price list and people down as the rows that a store keeps of them."""
    return {
        item.name: [{k: getattr(v, "amount", v) for k, v in row.items()} for row in item_rows(items)],
        person.name: person_rows(people),
    }


def insert_kept(tx: Connection, tables: Rows) -> None:
    """Put rows of tables that a booth keeps for itself into a new store, as they were."""
    for table in KEPT:
        for row in tables.get(table.name, []):
            names = [c.name for c in table.columns if c.name in row]
            marks = ", ".join("?" * len(names))
            statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - ours
            tx.exec_driver_sql(statement, tuple(row[name] for name in names))


Key = tuple[str, str]


@dataclass(slots=True)
class _Read:
    """What one file gave: facts by journal and number, where its journals say they end, other tables."""

    facts: dict[Key, dict[int, Fact]] = field(default_factory=dict)
    marks: dict[Key, int] = field(default_factory=dict)
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def _read(path: Path) -> _Read:
    found = _Read()
    with tempfile.TemporaryDirectory(prefix="batikpos-") as folder:
        copy = Path(folder) / path.name
        copy_whole(path, copy)
        with closing(sqlite3.connect(copy)) as connection:
            for fair_id, journal_id, seq, kind, payload, hash_ in _fact_rows(connection):
                fact = Fact(fair_id, journal_id, seq, kind, payload.decode(errors="replace"), bytes(hash_))
                found.facts.setdefault((fair_id, journal_id), {}).setdefault(seq, fact)
            for fair_id, journal_id, mark in _rows(
                connection, "SELECT fair_id, journal_id, mark FROM journal"
            ):
                found.marks[fair_id, journal_id] = mark
            for table in KEPT:
                if (rows := _whole_table(connection, table.name)) is not None:
                    found.tables[table.name] = rows
    return found


def _fact_rows(connection: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """Walk the facts as they lie on the disk; jump, ever further, over what cannot be read."""
    at, jump, end = 0, 1, _last_row(connection)
    while at <= end:
        try:
            for rowid, *fact in connection.execute(f"{_PAYLOAD} WHERE rowid > ? ORDER BY rowid", [at]):
                at, jump = rowid, 1
                yield tuple(fact)
        except sqlite3.DatabaseError:
            at, jump = at + jump, jump * 2
        else:
            return


def _last_row(connection: sqlite3.Connection) -> int:
    """Say how far rows may go; where even that cannot be read, further than any booth ever came."""
    rows = list(_rows(connection, "SELECT max(rowid) FROM fact"))
    return int(rows[0][0] or 0) if rows else 10**7


def _rows(connection: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """Give the rows that can be read."""
    try:
        yield from connection.execute(query)
    except sqlite3.DatabaseError:
        return


def _whole_table(connection: sqlite3.Connection, name: str) -> list[dict[str, Any]] | None:
    """Read a table whole, or not at all: half a price list is none."""
    try:
        found = connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - a name of the schema
        columns = [column[0] for column in found.description]
        return [dict(zip(columns, row, strict=True)) for row in found]
    except sqlite3.DatabaseError:
        return None


def _whole(key: Key, sources: list[_Read]) -> SavedJournal | None:
    """Chain a journal from its first fact on, each from whichever source has the one that fits."""
    facts: list[Fact] = []
    before = GENESIS
    while fitting := [
        fact
        for source in sources
        if (fact := source.facts[key].get(len(facts) + 1)) is not None
        and next_hash(before, fact.payload) == fact.hash
        and not fact.envelope_faults()
    ]:
        facts.append(fitting[0])
        before = fitting[0].hash
    if not facts or facts[0].kind != FactKind.OPENING:
        return None
    body = facts[0].body
    booth, books = Booth(body["booth"], body["device"]), Books(body.get("books", Books.REAL))
    head = JournalHead(*key, booth, len(facts), before, books)
    lineage = body.get("origin", {}).get("lineage", 0)
    return SavedJournal(head, tuple(facts), lineage, max(s.marks.get(key, 0) for s in sources))


def _tables(sources: list[_Read]) -> Rows:
    """Take each table from the first source that has it whole."""
    found: dict[str, list[dict[str, Any]]] = {}
    for source in reversed(sources):
        found |= source.tables
    return found
