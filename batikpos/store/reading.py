"""Reading facts into the tables: the same at the booth, at the centre and when rebuilding."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Integer, Table, Text, insert, select, type_coerce
from sqlalchemy.exc import IntegrityError

from batikpos.domain.fact import Fact, FactKind
from batikpos.domain.money import HELD, Rupiah
from batikpos.domain.sale import Sale
from batikpos.store.columns import Day, Moment, Money
from batikpos.store.factrows import READERS
from batikpos.store.rows import Rows, key_of
from batikpos.store.salerows import rows_of_sale
from batikpos.store.schema import READINGS, booth, fair, producer, unread
from batikpos.store.statement import insert_into, insert_unless_there

NONSENSE = (ValueError, KeyError, TypeError, AttributeError)
"""What is raised where a fact is read that makes no sense."""

Readings = dict[tuple[str, tuple[Any, ...]], list[dict[str, Any]]]
"""Rows by table and key: what the tables hold, or the versions of each that facts told."""

_SHARED = {fair, booth, producer}
"""What several booths say alike: the first word stays."""


def read_fact(of: Fact) -> Rows:
    """Say which rows a fact stands for. Raises ValueError, KeyError or TypeError for nonsense.

    Every value must fit its column as it is, on either engine: what one database would refuse, or
    turn into something else, is nonsense here already.
    """
    rows = READERS[FactKind(of.kind)](key_of(of), of.body)
    for table, some in rows:
        for row in some:
            for column in table.columns:
                if not _fits(column, row[column.name]):
                    message = f"{table.name}.{column.name} cannot hold {row[column.name]!r:.40}"
                    raise ValueError(message)
    return rows


def is_readable(of: Fact) -> bool:
    """Say whether a fact makes sense; what does not is in no till, board, report or settlement."""
    try:
        read_fact(of)
    except NONSENSE:
        return False
    return True


def insert_readings(tx: Connection, facts: Sequence[Fact]) -> None:
    """Insert the rows of facts made here. What cannot be read is our own bug, and flies."""
    for table, rows in _gathered(map(read_fact, facts)):
        _insert(tx, table, rows)


def insert_sale(tx: Connection, of: Fact, what: Sale, till_seq: int) -> None:
    """Insert the rows of a sale made here: those its fact reads as, without reading it again."""
    for table, rows in rows_of_sale(key_of(of), what, till_seq):
        _insert(tx, table, rows)


def insert_foreign_readings(tx: Connection, facts: Sequence[Fact]) -> tuple[int, ...]:
    """Insert the rows of facts from elsewhere; return the numbers of those that make no sense.

    A fact that cannot be read is kept raw and noted in `unread`: it never blocks the ones after it.
    """
    readable: list[Fact] = []
    refused: list[dict[str, Any]] = []
    for of in facts:
        try:
            read_fact(of)
            readable.append(of)
        except NONSENSE as error:
            refused.append(_unread(of, error))
    try:
        with tx.begin_nested():
            insert_readings(tx, readable)
    except (IntegrityError, sqlite3.IntegrityError):
        for of in readable:
            try:
                with tx.begin_nested():
                    insert_readings(tx, [of])
            except (IntegrityError, sqlite3.IntegrityError) as error:
                refused.append(_unread(of, getattr(error, "orig", error)))
    if refused:
        tx.execute(insert(unread), refused)
    return tuple(sorted(row["seq"] for row in refused))


def list_unread(tx: Connection, fair_id: str, journal_id: str) -> tuple[int, ...]:
    """List the numbers of a journal's facts that are kept but could not be read."""
    query = select(unread.c.seq).where(unread.c.fair_id == fair_id, unread.c.journal_id == journal_id)
    return tuple(tx.execute(query.order_by(unread.c.seq)).scalars())


def list_unread_journals(tx: Connection, fair_id: str) -> frozenset[str]:
    """List the journals of a fair that have such facts."""
    return frozenset(tx.execute(select(unread.c.journal_id).where(unread.c.fair_id == fair_id)).scalars())


def load_readings(tx: Connection) -> Readings:
    """Load every row that is a reading of the journal, days and times as they are written there."""
    found: Readings = {}
    for table in READINGS:
        columns = [type_coerce(c, Text).label(c.name) if _is_time(c) else c for c in table.columns]
        rows = [dict(row) for row in tx.execute(select(*columns)).mappings()]
        collect(found, [(table, rows)])
    return found


def collect(into: Readings, rows: Rows) -> None:
    """Put rows by table and key, days and times as they are written: each is one of the told versions.

    Only of what several booths say alike may there be more than one: whose word came first stays.
    """
    for table, some in rows:
        for row in some:
            written = {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()}
            key = (table.name, tuple(written[c.name] for c in table.primary_key.columns))
            versions = into.setdefault(key, [])
            if written not in versions and (not versions or table in _SHARED):
                versions.append(written)


def _is_time(column: Column[Any]) -> bool:
    return isinstance(column.type, Day | Moment)


def _gathered(readings: Iterable[Rows]) -> Rows:
    """Put the rows of one table together, tables in the order of their first row's dependence."""
    by_table: dict[Table, list[dict[str, Any]]] = {}
    for rows in readings:
        for table, some in rows:
            by_table.setdefault(table, []).extend(some)
    return list(by_table.items())


def _insert(tx: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if table in _SHARED:
        insert_unless_there(table).run_many(tx, rows)
    else:
        insert_into(table).copy_many(tx, table, rows)


def _fits(column: Column[Any], value: Any) -> bool:  # noqa: ANN401 - whatever a fact says
    """Say whether a column holds a value exactly. A text that is no Unicode raises ValueError."""
    match column.type:
        case Text():
            return type(value) is str and "\0" not in value and value.encode() is not None
        case Integer():
            return type(value) is int and -(2**31) <= value < 2**31
        case Money():
            is_null = value is None and bool(column.nullable)
            return is_null or (type(value) is Rupiah and -HELD <= value.amount <= HELD)
        case _:
            return isinstance(value, date)


def _unread(of: Fact, error: object) -> dict[str, Any]:
    why = f"{type(error).__name__}: {error}"[:300]
    return {"fair_id": of.fair_id, "journal_id": of.journal_id, "seq": of.seq, "why": why}
