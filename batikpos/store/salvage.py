"""Reading what can be read of a store's file that may be damaged: facts, marks, what it keeps for itself.

Everything is read from a copy, by plain SQL, row by row: a page that cannot be read costs what lies on
it. What of it is true is not decided here (`store/joining.py`).
"""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from batikpos.domain.fact import Body, Fact, FactKind
from batikpos.domain.fair import Booth
from batikpos.store.carving import carve
from batikpos.store.engine import StoreNewer
from batikpos.store.header import mend_header
from batikpos.store.reading import read_fact
from batikpos.store.schema import (
    is_newer,
    item,
    open_basket,
    parked_basket,
    person,
    print_job,
    promotion,
)
from batikpos.store.snapshot import copy_whole

KEPT = (item, person, promotion, open_basket, parked_basket, print_job)
"""What a booth keeps for itself, beside its journals."""

_PAYLOAD = "SELECT rowid, fair_id, journal_id, seq, kind, CAST(payload AS BLOB), hash FROM fact NOT INDEXED"

FACT_COLUMNS = 6

BROKEN = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What SQLite, or Python reading its words, raises over damaged bytes."""

Rows = Mapping[str, list[dict[str, Any]]]

Key = tuple[str, str]


@dataclass(slots=True)
class Source:
    """What one file gave: facts by journal and number, where its journals say they end, other tables.

    `lineage` counts how often it says its store was replaced; `is_live` says that it is the store itself
    and no copy, which may be hours old; `is_kept` that it was replaced in the same home before.
    """

    is_live: bool = False
    facts: dict[Key, dict[int, Fact]] = field(default_factory=dict)
    marks: dict[Key, int] = field(default_factory=dict)
    lineage: int = 0
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    is_kept: bool = False

    @property
    def whose(self) -> set[tuple[str, Booth, str]]:
        """Say whose journals are in it: fair, booth with device, and kind of books."""
        return {
            (fair_id, booth_of(body), str(body.get("books", "")))
            for (fair_id, _), facts in self.facts.items()
            if (body := read_opening(facts.get(1))) is not None
        }

    @property
    def prefixes(self) -> set[str]:
        """Name the devices whose journals are in it."""
        return {booth_of(body).prefix for body in self._openings()}

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
            if (body := read_opening(facts.get(1))) is not None:
                yield body


def read_source(path: Path, *, is_live: bool = False, carves: bool = False) -> Source:
    """Read what can be read of one file; nothing where there is none. Raises: StoreNewer.

    Of a store that is live, or where it `carves`, every page is looked at by itself too.
    """
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
                if is_newer(str(version)):
                    raise StoreNewer(str(path))
            _read(connection, found)
        if is_live or carves:
            # The connection has taken its log in: what lies in the pages now was committed.
            found.add(_facts(carve(copy, FACT_COLUMNS)))
    return found


def read_beside(path: Path) -> Source:
    """Read what can be read of a file beside the one that matters: one of a newer version gives nothing."""
    try:
        return read_source(path, carves=True)
    except StoreNewer:
        return Source()


def _read(connection: sqlite3.Connection, found: Source) -> None:
    found.add(_facts(_fact_rows(connection)))
    for *key, mark in _rows(connection, "SELECT fair_id, journal_id, mark FROM journal"):
        if type(mark) is int:
            found.marks[key[0], key[1]] = mark
    for (lineage,) in _rows(connection, "SELECT lineage FROM own_journal"):
        found.lineage = lineage if type(lineage) is int else 0
    connection.text_factory = str  # of these nothing is taken that is not as it was written
    connection.text_factory = str  # of these nothing is taken that is not as it was written
    for table in KEPT:
        if (rows := _whole_table(connection, table.name)) is not None:
            found.tables[table.name] = rows


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


def read_opening(first: Fact | None) -> Body | None:
    """Read a journal's first fact; None where it is none that a booth could go on from."""
    if first is None or first.kind != FactKind.OPENING:
        return None
    try:
        read_fact(first)
        body = first.body
        return body if type(body["device"]) is int and type(body["booth"]) is str else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def booth_of(body: Body) -> Booth:
    """Say whose journal it is."""
    return Booth(body["booth"], body["device"])
