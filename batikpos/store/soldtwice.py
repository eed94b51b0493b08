"""Sales of single pieces, as the centre holds them: each is single by the word of its own fact."""

import json
from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, LargeBinary, cast, func, select, type_coerce

from batikpos.domain.fair import DESK, Booth, device_in_number
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.quantity import Unit
from batikpos.domain.soldtwice import PieceSale
from batikpos.store.columns import BIG
from batikpos.store.schema import (
    clock_step,
    fact,
    is_listed,
    journal,
    paper_slip,
    sale,
    sale_line,
    same_fact,
    same_journal,
)

SOME = 500
"""Facts in one question."""

_IS_SINGLE = fact.c.payload.contains('"singles":["')
"""What the fact of a sale of single pieces has; in a text its quotes would be escaped."""


def list_piece_sales(tx: Connection, fair_id: str) -> tuple[PieceSale, ...]:
    """List the sales that stand of single pieces of which more than one is out."""
    skus = _sold_more_than_once(tx, fair_id)
    back = _given_back(tx, fair_id, skus)
    clocks = _clocks_set(tx, fair_id)
    of = sale_line.c
    query = (
        select(of.journal_id, of.seq, of.n, of.sku, of.name, of.producer, of.size, of.net)
        .add_columns(sale.c.number, sale.c.business_day, sale.c.at, sale.c.cashier)
        .add_columns(journal.c.booth, journal.c.device, paper_slip.c.slip, _payload(tx).label("payload"))
        .join(fact, same_fact(fact, sale_line))
        .join(sale, same_fact(sale, sale_line))
        .join(journal, same_journal(journal, sale_line))
        .outerjoin(paper_slip, same_fact(paper_slip, sale_line))
        .where(of.fair_id == fair_id, of.sku.in_(skus), of.size > 0, _IS_SINGLE, journal.c.booth != DESK)
        .order_by(of.journal_id, of.seq, of.n)
    )
    found: list[PieceSale] = []
    for row in tx.execute(query):
        pieces, net = back.get((row.number, row.n), (0, ZERO))
        if row.sku in _singles_of(row.payload) and row.size + pieces > 0:
            found.append(
                PieceSale(
                    row.sku,
                    row.name,
                    row.producer,
                    row.number,
                    Booth(row.booth, row.device),
                    row.business_day,
                    row.at,
                    row.journal_id,
                    row.seq,
                    row.cashier,
                    row.size + pieces,
                    row.net + net,
                    is_from_slip=row.slip is not None,
                    clock_was_set=(row.journal_id, row.at.date()) in clocks,
                )
            )
    return tuple(found)


def _sold_more_than_once(tx: Connection, fair_id: str) -> frozenset[str]:
    """List the goods of which more than one piece was sold, and which some sale's fact calls single.

    Of each journal only the last sale of each of them is asked: its catalogue is the same all along.
    """
    of = sale_line.c
    query = select(of.sku, func.sum(of.size).label("out"), func.max(of.seq).label("last")).group_by(of.sku)
    query = query.where(of.fair_id == fair_id, of.unit == Unit.PIECE.value, is_listed(sale_line), of.size > 0)
    sold: dict[str, list[tuple[str, int]]] = {}
    out: Counter[str] = Counter()
    # Journal by journal: its lines lie together, and what is grouped stays small.
    for journal_id in tx.execute(select(journal.c.journal_id).where(journal.c.fair_id == fair_id)).scalars():
        for row in tx.execute(query.where(of.journal_id == journal_id)):
            out[row.sku] += int(row.out)
            sold.setdefault(row.sku, []).append((journal_id, row.last))
    asked: dict[str, set[int]] = {}
    for sku, places in sold.items():
        if out[sku] > 1:
            for journal_id, seq in places:
                asked.setdefault(journal_id, set()).add(seq)
    named: set[str] = set()
    for journal_id, seqs in asked.items():
        each = sorted(seqs)
        for some in (each[n : n + SOME] for n in range(0, len(each), SOME)):
            payloads = select(_payload(tx)).where(
                fact.c.fair_id == fair_id, fact.c.journal_id == journal_id, fact.c.seq.in_(some), _IS_SINGLE
            )
            for payload in tx.execute(payloads).scalars():
                named |= _singles_of(payload)
    return frozenset(sku for sku in named if out[sku] > 1)


def _given_back(
    tx: Connection, fair_id: str, skus: Collection[str]
) -> dict[tuple[str, int], tuple[int, Rupiah]]:
    """Add up what was given back, below zero, by the number of the sale and its line.

    A device gives back only what it sold itself.
    """
    of = sale_line.c
    query = (
        select(sale.c.reverses, of.given_back, journal.c.booth, journal.c.device)
        .add_columns(func.sum(of.size).label("size"))
        .add_columns(func.sum(type_coerce(of.net, BIG)).label("net"))  # PostgreSQL's sum is no whole number
        .join(sale, same_fact(sale, sale_line))
        .join(journal, same_journal(journal, sale_line))
        .where(of.fair_id == fair_id, of.sku.in_(skus), of.size < 0)
        .group_by(sale.c.reverses, of.given_back, journal.c.booth, journal.c.device)
    )
    return {
        (row.reverses, row.given_back): (int(row.size), Rupiah(int(row.net)))
        for row in tx.execute(query)
        if device_in_number(row.reverses) == Booth(row.booth, row.device).prefix
    }


def _clocks_set(tx: Connection, fair_id: str) -> frozenset[tuple[str, date]]:
    """List the days on which a device's clock was set, before and after."""
    query = select(clock_step).where(clock_step.c.fair_id == fair_id)
    return frozenset((row.journal_id, at.date()) for row in tx.execute(query) for at in (row.at, row.was))


def _payload(tx: Connection) -> ColumnElement[Any]:
    """Fetch payloads as bytes where the engine would refuse to read a damaged text."""
    return cast(fact.c.payload, LargeBinary) if tx.dialect.name == "sqlite" else fact.c.payload


def _singles_of(payload: str | bytes) -> frozenset[str]:
    """Read which goods a sale's fact calls single; what is damaged is named elsewhere."""
    try:
        return frozenset(map(str, json.loads(payload)["body"]["singles"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return frozenset()
