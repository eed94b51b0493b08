"""What was done with goods, and what was sold of them, as a store has it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, literal, select

from batikpos.domain.fact import Fact, FactKind, canonical
from batikpos.domain.fair import DESK
from batikpos.domain.quantity import Unit
from batikpos.domain.sale import SaleKind
from batikpos.domain.stock import KeptMove, Sold, SoldGoods, StockMove, stock_from_body
from batikpos.store.schema import (
    fact,
    is_listed,
    journal,
    sale,
    sale_line,
    same_fact,
    same_journal,
    till_close,
    till_open,
)


def list_moves(tx: Connection, fair_id: str) -> dict[str, list[KeptMove]]:
    """List what was done with goods at a fair, by booth; what cannot be read is in `unread`."""
    of = fact.c
    query = (
        select(journal.c.booth, of.fair_id, of.journal_id, of.seq, of.kind, of.payload, of.hash)
        .join(journal, same_journal(journal, fact))
        .where(of.fair_id == fair_id, of.kind == FactKind.STOCK.value, journal.c.booth != DESK)
        .order_by(of.journal_id, of.seq)
    )
    found: dict[str, list[KeptMove]] = {}
    for booth, *row in tx.execute(query):
        kept = Fact(*row)
        try:
            move = stock_from_body(kept.body)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
        found.setdefault(booth, []).append(KeptMove(move, kept.journal_id, kept.seq))
    return found


def list_till_spans(tx: Connection, fair_id: str) -> dict[str, list[tuple[int, int | None, date]]]:
    """List by journal the facts that opened and closed (None: not yet) its tills, and their business days."""
    query = (
        select(till_open.c.journal_id, till_open.c.seq, till_close.c.seq, till_open.c.business_day)
        .outerjoin(till_close, same_fact(till_close, till_open, by="till_seq"))
        .where(till_open.c.fair_id == fair_id)
        .order_by(till_open.c.journal_id, till_open.c.seq)
    )
    found: dict[str, list[tuple[int, int | None, date]]] = {}
    for journal_id, *span in tx.execute(query):
        found.setdefault(journal_id, []).append((span[0], span[1], span[2]))
    return found


def find_move(tx: Connection, move_id: str) -> StockMove | None:
    """Find what a booth wrote down under an id; it does so some times a day."""
    of = fact.c
    query = select(of.fair_id, of.journal_id, of.seq, of.kind, of.payload, of.hash).where(
        of.kind == FactKind.STOCK.value, of.payload.contains(canonical(move_id))
    )
    moves = (stock_from_body(Fact(*row).body) for row in tx.execute(query))
    return next((move for move in moves if move.move_id == move_id), None)


def list_sold(
    tx: Connection, fair_id: str, counts: Mapping[str, Sequence[KeptMove]]
) -> dict[str, dict[str, SoldGoods]]:
    """Add up what was sold at a fair from its catalogue, by booth and goods, between the booth's `counts`."""
    journals = tx.execute(
        select(journal.c.booth, journal.c.journal_id)
        .where(journal.c.fair_id == fair_id, journal.c.booth != DESK)
        .order_by(journal.c.booth, journal.c.journal_id)
    ).all()
    found: dict[str, dict[str, SoldGoods]] = {}
    for booth, journal_id in journals:
        goods = found.setdefault(booth, {})
        for row in tx.execute(_sold_of(fair_id, journal_id, counts.get(booth, ()))):
            known = goods.setdefault(row.sku, SoldGoods(row.name, row.producer, Unit(row.unit), {}))
            before = known.since.get(row.since, Sold())
            both = Sold(before.sold + int(row.sold), before.returned + int(row.returned))
            goods[row.sku] = replace(known, since={**known.since, row.since: both})
    return found


def list_cuts(tx: Connection, fair_id: str) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """List what was cut of cloth and given back, as (nota, millimetres), by booth and goods."""
    of = sale_line.c
    query = (
        select(journal.c.booth, of.sku, sale.c.number, of.size)
        .join(sale, same_fact(sale, sale_line))
        .join(journal, same_journal(journal, sale_line))
        .where(of.fair_id == fair_id, of.unit == Unit.METRE.value, is_listed(sale_line))
        .order_by(journal.c.booth, of.sku, sale.c.business_day, of.journal_id, of.seq, of.n)
    )
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for booth, sku, number, size in tx.execute(query):
        found.setdefault((booth, sku), []).append((number, size))
    return found


def list_selling_days(tx: Connection, fair_id: str) -> dict[str, int]:
    """Count the days on which each booth sold anything."""
    query = (
        select(journal.c.booth, func.count(sale.c.business_day.distinct()))
        .join(journal, same_journal(journal, sale))
        .where(sale.c.fair_id == fair_id, sale.c.kind == SaleKind.SALE.value)
        .group_by(journal.c.booth)
    )
    return dict(map(tuple, tx.execute(query)))


def _sold_of(fair_id: str, journal_id: str, counts: Sequence[KeptMove]) -> Select[Any]:
    of = sale_line.c
    is_return = sale.c.kind == SaleKind.REFUND.value
    return (
        select(
            of.sku,
            func.max(of.name).label("name"),
            func.max(of.producer).label("producer"),
            func.max(of.unit).label("unit"),
            _counts_before(journal_id, counts).label("since"),
            func.sum(case((is_return, 0), else_=of.size)).label("sold"),
            func.sum(case((is_return, -of.size), else_=0)).label("returned"),
        )
        .join(sale, same_fact(sale, sale_line))
        .where(of.fair_id == fair_id, of.journal_id == journal_id, is_listed(sale_line))
        .group_by(of.sku, "since")
    )


def _counts_before(journal_id: str, counts: Sequence[KeptMove]) -> ColumnElement[int]:
    """Say how many of a booth's counts a sale came after: by number in its own journal, else by the clock."""
    if not counts:
        return literal(0)
    is_after = [
        sale.c.seq > one.seq if one.journal_id == journal_id else sale.c.at > one.move.at for one in counts
    ]
    return case(*((after, n) for n, after in reversed([*enumerate(is_after, 1)])), else_=0)
