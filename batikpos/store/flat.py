"""A fair row by row, for who keeps its accounts: read as a stream, by devices and their facts in order."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Text, select, type_coerce

from batikpos.domain.fair import DESK, Booth
from batikpos.store.schema import (
    cash_move,
    drawer_opening,
    journal,
    paper_slip,
    sale,
    sale_line,
    same_fact,
    same_journal,
    tender,
    till_close,
    till_open,
)

AT_ONCE = 2_000
"""Rows that are held at a time."""


def each_till(tx: Connection, fair_id: str) -> Iterator[Row[Any]]:
    """Walk the tills, each with its close where it has one."""
    close = till_close.c
    query = select(
        *_whose(till_open),
        *_times(till_open),
        till_open.c.business_day,
        till_open.c.cashier,
        till_open.c.float,
        type_coerce(close.at, Text).label("closed_at"),
        close.cashier.label("closed_by"),
        close.approver,
        close.number,
        close.expected,
        close.counted,
    ).outerjoin(till_close, same_fact(till_close, till_open, by="till_seq"))
    return _walk(tx, _of_fair(query, till_open, fair_id))


def each_sale(tx: Connection, fair_id: str) -> Iterator[Row[Any]]:
    """Walk the sales, voids and refunds."""
    of = sale.c
    query = select(
        *_whose(sale),
        *_times(sale),
        of.till_seq,
        of.kind,
        of.number,
        of.business_day,
        of.cashier,
        of.approver,
        of.reverses,
        of.reason,
        of.follows,
        paper_slip.c.slip,
        of.gross,
        of.discount,
        of.rounding,
        of.total,
        of.paid,
        of.change,
    ).outerjoin(paper_slip, same_fact(paper_slip, sale))
    return _walk(tx, _of_fair(query, sale, fair_id))


def each_line(tx: Connection, fair_id: str) -> Iterator[Row[Any]]:
    """Walk the lines of sales."""
    of = sale_line.c
    query = select(
        *_whose(sale_line),
        of.n,
        sale.c.number,
        sale.c.business_day,
        of.sku,
        of.name,
        of.producer,
        of.producer_name,
        of.technique,
        of.dye,
        of.kind,
        of.unit,
        of.size,
        of.unit_price,
        of.agreed,
        of.gross,
        of.discount,
        of.promoted,
        of.promotion,
        of.net,
        of.given_back,
        of.is_open,
        of.is_part,
        of.is_under,
    ).join(sale, same_fact(sale, sale_line))
    return _walk(tx, _of_fair(query, sale_line, fair_id), sale_line.c.n)


def each_tender(tx: Connection, fair_id: str) -> Iterator[Row[Any]]:
    """Walk what sales were paid with."""
    of = tender.c
    query = select(
        *_whose(tender), of.n, sale.c.number, sale.c.business_day, of.kind, of.amount, of.reference, of.worth
    ).join(sale, same_fact(sale, tender))
    return _walk(tx, _of_fair(query, tender, fair_id), tender.c.n)


def each_move(tx: Connection, fair_id: str) -> Iterator[Row[Any]]:
    """Walk what was put into drawers and taken out beside the sales."""
    of = cash_move.c
    query = select(
        *_whose(cash_move),
        *_times(cash_move),
        of.till_seq,
        till_open.c.business_day,
        of.cashier,
        of.amount,
        of.reason,
    ).join(till_open, same_fact(cash_move, till_open, by="till_seq"))
    return _walk(tx, _of_fair(query, cash_move, fair_id))


def each_opening(tx: Connection, fair_id: str) -> Iterator[Row[Any]]:
    """Walk when drawers were opened without a sale."""
    of = drawer_opening.c
    query = select(
        *_whose(drawer_opening),
        *_times(drawer_opening),
        of.till_seq,
        till_open.c.business_day,
        of.cashier,
        of.approver,
        of.reason,
    ).join(till_open, same_fact(drawer_opening, till_open, by="till_seq"))
    return _walk(tx, _of_fair(query, drawer_opening, fair_id))


def device_of(row: Row[Any]) -> tuple[Booth, date]:
    """Say which device a row is of, and which of its days."""
    return Booth(row.booth, row.device), row.business_day


def _whose(table: Any) -> tuple[ColumnElement[Any], ...]:  # noqa: ANN401 - a table, by its columns
    return journal.c.booth, journal.c.device, table.c.journal_id, table.c.seq


def _times(table: Any) -> tuple[ColumnElement[Any], ...]:  # noqa: ANN401 - a table, by its columns
    """Give a time as it was written: ISO 8601 with its offset."""
    return (type_coerce(table.c.at, Text).label("at"),)


def _of_fair(query: Select[Any], table: Any, fair_id: str) -> Select[Any]:  # noqa: ANN401
    query = query.join(journal, same_journal(journal, table))
    return query.where(table.c.fair_id == fair_id, journal.c.booth != DESK).order_by(
        table.c.journal_id, table.c.seq
    )


def _walk(tx: Connection, query: Select[Any], *more: ColumnElement[Any]) -> Iterator[Row[Any]]:
    yield from tx.execute(query.order_by(*more).execution_options(yield_per=AT_ONCE))
