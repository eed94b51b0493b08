"""Reading what is whole of stores that may be damaged: facts up to the first that does not hold.

Everything is read from copies, by plain SQL, row by row: a page that cannot be read costs what lies on
it. Where several sources are given (a store and its backups), each fact may come from any of them: the
chain says which are true.
"""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, OperationalError

from batikpos.domain.catalogue import Item
from batikpos.domain.fact import GENESIS, Body, Fact, FactKind, next_hash
from batikpos.domain.fair import Books, Booth, Person
from batikpos.store.carving import carve
from batikpos.store.catalogue import item_rows, person_rows
from batikpos.store.engine import StoreDamaged, StoreNewer
from batikpos.store.header import mend_header
from batikpos.store.journal import JournalHead
from batikpos.store.printjobs import JobState
from batikpos.store.reading import read_fact
from batikpos.store.schema import REVISIONS, item, open_basket, person, print_job
from batikpos.store.snapshot import copy_whole

KEPT = (item, person, open_basket, print_job)
"""What a booth keeps for itself, beside its journals."""

_PAYLOAD = "SELECT rowid, fair_id, journal_id, seq, kind, CAST(payload AS BLOB), hash FROM fact NOT INDEXED"

FACT_COLUMNS = 6

BROKEN = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What SQLite, or Python reading its words, raises over damaged bytes."""

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


Key = tuple[str, str]


@dataclass(slots=True)
class Source:
    """What one file gave: facts by journal and number, where its journals say they end, other tables.

    `is_live` says that it is the store itself and no copy, which may be hours old.
    """

    is_live: bool = False
    facts: dict[Key, dict[int, Fact]] = field(default_factory=dict)
    marks: dict[Key, int] = field(default_factory=dict)
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def prefixes(self) -> set[str]:
        """Name the devices whose journals are in it."""
        return {_booth(body).prefix for body in self._openings()}

    @property
    def public_keys(self) -> set[str]:
        """List the public halves of the keys that its journals were opened with."""
        return {str(body.get("public_key", "")) for body in self._openings()} - {""}

    def add(self, facts: Iterable[Fact]) -> None:
        """Take facts in; of one that is here already, the first stays."""
        for of in facts:
            self.facts.setdefault((of.fair_id, of.journal_id), {}).setdefault(of.seq, of)

    def _openings(self) -> Iterator[Body]:
        for facts in self.facts.values():
            if (body := _opening(facts.get(1))) is not None:
                yield body


def salvage(path: Path) -> Saved | None:
    """Read what is whole of one file; None where nothing is. Raises: StoreNewer."""
    return join([read_source(path)])


def join(sources: Sequence[Source]) -> Saved | None:
    """Put together what is whole of stores of one device, the first being the one that matters most.

    Journals are those that the first source with any has; of the others only those count that share one
    with it. None where nothing is whole.
    """
    base = next((source for source in sources if source.facts), None)
    if base is None:
        return None
    related = [source for source in sources if source.facts.keys() & base.facts.keys()]
    journals = [_whole(key, [source for source in related if key in source.facts]) for key in base.facts]
    whole = sorted((j for j in journals if j is not None), key=lambda j: j.lineage)
    return Saved(tuple(whole), _tables(related)) if whole else None


def kept_rows(items: Iterable[Item], people: Iterable[Person]) -> Rows:
    """Write a price list and people down as the rows that a store keeps of them."""
    return {
        item.name: [{k: getattr(v, "amount", v) for k, v in row.items()} for row in item_rows(items)],
        person.name: person_rows(people),
    }


def insert_kept(tx: Connection, tables: Rows) -> int:
    """Put rows of tables that a booth keeps for itself into a new store, as they were.

    A paper or basket that is none any more is left out, and counted: a nota can be printed again. Raises:
    StoreDamaged where the price list or the people are no such rows, for nobody can sell without.
    """
    left_out = 0
    for table in KEPT:
        for row in tables.get(table.name, []):
            names = [c.name for c in table.columns if c.name in row]
            marks = ", ".join("?" * len(names))
            statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - ours
            try:
                tx.exec_driver_sql(statement, tuple(row[name] for name in names))
            except (IntegrityError, OperationalError) as error:
                if table not in {open_basket, print_job}:
                    raise StoreDamaged(table.name, str(error.orig)) from error
                left_out += 1
    return left_out


def read_source(path: Path, *, is_live: bool = False) -> Source:
    """Read what can be read of one file; nothing where there is none. Raises: StoreNewer."""
    found = Source(is_live)
    if not path.is_file():
        return found
    with tempfile.TemporaryDirectory(prefix="batikpos-") as folder:
        copy = Path(folder) / path.name
        copy_whole(path, copy)
        if not _is_readable(copy):
            mend_header(copy)
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("PRAGMA writable_schema = ON")  # of a damaged schema, take what is whole
            connection.text_factory = _text
            for (version,) in _rows(connection, "SELECT version_num FROM alembic_version"):
                if version not in REVISIONS:
                    raise StoreNewer(str(path))
            found.add(_facts(_fact_rows(connection)))
            for *key, mark in _rows(connection, "SELECT fair_id, journal_id, mark FROM journal"):
                if type(mark) is int:
                    found.marks[key[0], key[1]] = mark
            for table in KEPT:
                if (rows := _whole_table(connection, table.name)) is not None:
                    found.tables[table.name] = rows
        if is_live:
            # The connection has taken its log in: what lies in the pages now was committed.
            found.add(_facts(carve(copy, FACT_COLUMNS)))
    return found


def _is_readable(copy: Path) -> bool:
    """Say whether SQLite takes a file for a database of as many pages as it has."""
    try:
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("SELECT count(*) FROM fact").fetchone()
    except BROKEN:
        return False
    return True


def _text(data: bytes) -> str:
    return data.decode(errors="replace")


def _facts(rows: Iterable[tuple[Any, ...]]) -> Iterator[Fact]:
    """Give the facts among rows, known by their types: a file from outside may hold anything."""
    for fair_id, journal_id, seq, kind, payload, hash_ in rows:
        row = (fair_id, journal_id, seq, kind, hash_)
        if tuple(map(type, row)) == (str, str, int, str, bytes) and isinstance(payload, str | bytes):
            text = payload if isinstance(payload, str) else _text(payload)
            yield Fact(fair_id, journal_id, seq, kind, text, hash_)


def _fact_rows(connection: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """Walk the facts as they lie on the disk; jump, ever further, over what cannot be read."""
    at, jump, end = 0, 1, _last_row(connection)
    while at <= end:
        try:
            for rowid, *fact in connection.execute(f"{_PAYLOAD} WHERE rowid > ? ORDER BY rowid", [at]):
                if rowid > at:  # a page that was cut may give any number: never walk back
                    at, jump = rowid, 1
                yield tuple(fact)
        except BROKEN:
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
    except BROKEN:
        return


def _whole_table(connection: sqlite3.Connection, name: str) -> list[dict[str, Any]] | None:
    """Read a table whole, or not at all: half a price list is none."""
    try:
        found = connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - a name of the schema
        columns = [column[0] for column in found.description]
        return [dict(zip(columns, row, strict=True)) for row in found]
    except BROKEN:
        return None


def _whole(key: Key, sources: list[Source]) -> SavedJournal | None:
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
    body = _opening(facts[0] if facts else None)
    if body is None:
        return None
    head = JournalHead(*key, _booth(body), len(facts), before, Books(body.get("books", Books.REAL)))
    lineage = body.get("origin", {}).get("lineage", 0)
    return SavedJournal(head, tuple(facts), lineage, max(s.marks.get(key, 0) for s in sources))


def _opening(first: Fact | None) -> Body | None:
    """Read a journal's first fact; None where it is none that a booth could go on from."""
    if first is None or first.kind != FactKind.OPENING:
        return None
    try:
        read_fact(first)
        body = first.body
        return body if type(body["device"]) is int and type(body["booth"]) is str else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _booth(body: Body) -> Booth:
    return Booth(body["booth"], body["device"])


def _tables(sources: Sequence[Source]) -> Rows:
    """Take each table from the first source that has it whole, what is old in a copy left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    for source in reversed(sources):
        found |= source.tables if source.is_live else _aged(source.tables)
    return found


def _aged(tables: Rows) -> dict[str, list[dict[str, Any]]]:
    """Leave out what a copy cannot know: whether its basket was sold since, and its papers printed.

    What waited for a printer when the copy was made becomes uncertain: a person decides.
    """
    kept = {name: rows for name, rows in tables.items() if name != open_basket.name}
    waiting = {JobState.QUEUED, JobState.SENDING}
    unsure = {"state": JobState.UNCERTAIN.value, "reason": "copy"}
    if print_job.name in kept:
        kept[print_job.name] = [
            row | unsure if row.get("state") in waiting else row for row in kept[print_job.name]
        ]
    return kept
