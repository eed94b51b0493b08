"""Voids, returns, agreed prices, paper slips, the opened drawer, unseen payments: a fair's, by its tables."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Connection, Select, cast, exists, func, select, type_coerce

from batikpos.domain.fair import DESK, Booth
from batikpos.domain.incident import Incident, IncidentKind
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import UNCONFIRMED
from batikpos.store.fairtakings import list_taken_orders
from batikpos.store.reversals import is_voided
from batikpos.store.schema import (
    checked_tender,
    drawer_opening,
    journal,
    paper_slip,
    sale,
    sale_line,
    same_fact,
    same_journal,
    tender,
    till_open,
)


def list_incidents(tx: Connection, fair_id: str) -> tuple[Incident, ...]:
    """List a fair's incidents by kind, booth, day and number."""
    found = [
        *_reversed(tx, fair_id),
        *_prices(tx, fair_id),
        *_slips(tx, fair_id),
        *_openings(tx, fair_id),
        *_unseen(tx, fair_id),
    ]
    order = list(IncidentKind)
    return tuple(sorted(found, key=lambda i: (order.index(i.kind), i.booth.prefix, i.day, i.number)))


def _of(query: Select[Any], fair_id: str) -> Select[Any]:
    """Let a query over sales say whose they are, of one fair."""
    query = query.add_columns(journal.c.booth, journal.c.device)
    query = query.join(journal, same_journal(journal, sale))
    return query.where(sale.c.fair_id == fair_id, journal.c.booth != DESK)


def _reversed(tx: Connection, fair_id: str) -> Iterator[Incident]:
    kinds = (SaleKind.VOID.value, SaleKind.REFUND.value)
    query = _of(select(sale), fair_id).where(sale.c.kind.in_(kinds))
    for r in tx.execute(query):
        told = f"{r.reverses}: {r.reason}" if r.reason else r.reverses
        yield Incident(
            IncidentKind(r.kind),
            Booth(r.booth, r.device),
            r.business_day,
            r.number,
            -r.total,
            r.cashier,
            r.approver,
            told,
        )


def _prices(tx: Connection, fair_id: str) -> Iterator[Incident]:
    """Read what two agreed to: nobody gives such a price alone."""
    columns = (sale.c.number, sale.c.business_day, sale.c.cashier, sale.c.approver)
    lines = sale_line.c
    query = _of(select(*columns, lines.name, lines.is_under, lines.discount), fair_id)
    query = query.join(sale_line, same_fact(sale_line, sale)).where(
        sale.c.kind == SaleKind.SALE.value, sale.c.approver != "", lines.discount > lines.promoted
    )
    for r in tx.execute(query.order_by(sale.c.journal_id, sale.c.seq, lines.n)):
        yield Incident(
            IncidentKind.FLOOR if r.is_under else IncidentKind.PRICE,
            Booth(r.booth, r.device),
            r.business_day,
            r.number,
            r.discount,
            r.cashier,
            r.approver,
            r.name,
        )


def _slips(tx: Connection, fair_id: str) -> Iterator[Incident]:
    columns = (sale.c.number, sale.c.business_day, sale.c.total, sale.c.cashier, sale.c.approver)
    query = _of(select(*columns, paper_slip.c.slip, paper_slip.c.reason), fair_id)
    for r in tx.execute(query.join(paper_slip, same_fact(paper_slip, sale))):
        yield Incident(
            IncidentKind.SLIP,
            Booth(r.booth, r.device),
            r.business_day,
            r.number,
            r.total,
            r.cashier,
            r.approver,
            f"{r.slip}: {r.reason}",
        )


def _openings(tx: Connection, fair_id: str) -> Iterator[Incident]:
    query = (
        select(drawer_opening, till_open.c.business_day, journal.c.booth, journal.c.device)
        .join(till_open, same_fact(drawer_opening, till_open, by="till_seq"))
        .join(journal, same_journal(journal, drawer_opening))
        .where(drawer_opening.c.fair_id == fair_id)
    )
    for r in tx.execute(query):
        yield Incident(
            IncidentKind.DRAWER,
            Booth(r.booth, r.device),
            r.business_day,
            f"{r.at:%H.%M}",
            cashier=r.cashier,
            approver=r.approver,
            told=r.reason,
        )


def _unseen(tx: Connection, fair_id: str) -> Iterator[Incident]:
    """Add up by device, day and person what nobody saw in the app, of sales that no void took back."""
    whose = journal.alias("checker")
    is_seen = exists().where(
        checked_tender.c.fair_id == sale.c.fair_id,
        checked_tender.c.number == sale.c.number,
        checked_tender.c.n == tender.c.n,
        same_journal(whose, checked_tender),  # type: ignore[arg-type]  # an alias of a table has its columns
        whose.c.booth == journal.c.booth,
        whose.c.device == journal.c.device,
    )
    by = (sale.c.business_day, sale.c.cashier)
    summed = cast(func.sum(type_coerce(tender.c.amount, BigInteger)), BigInteger)
    query = (
        _of(select(*by, func.min(sale.c.number).label("first"), func.count().label("payments")), fair_id)
        .add_columns(summed.label("amount"))
        .join(tender, same_fact(tender, sale))
        .where(
            sale.c.kind == SaleKind.SALE.value,
            tender.c.kind.in_([kind.value for kind in UNCONFIRMED]),
            ~is_seen,
            ~is_voided(),
        )
        .group_by(*by, journal.c.booth, journal.c.device)
    )
    unseen = {
        (Booth(r.booth, r.device), r.business_day, r.cashier): (r.first, Rupiah(int(r.amount)), r.payments)
        for r in tx.execute(query)
    }
    for of, number, amount in _unseen_down(tx, fair_id):
        first, so_far, payments = unseen.get(of, (number, ZERO, 0))
        unseen[of] = first, so_far + amount, payments + 1
    for (booth, day, cashier), (first, amount, payments) in unseen.items():
        yield Incident(IncidentKind.UNSEEN, booth, day, first, amount, cashier, count=payments)


def _unseen_down(tx: Connection, fair_id: str) -> Iterator[tuple[tuple[Booth, date, str], str, Rupiah]]:
    """List what was paid down so for orders, whose payments no table has."""
    checks = select(checked_tender.c.number, checked_tender.c.n, journal.c.booth, journal.c.device)
    checks = checks.join(journal, same_journal(journal, checked_tender))
    seen = {
        (Booth(r.booth, r.device), r.number, r.n)
        for r in tx.execute(checks.where(checked_tender.c.fair_id == fair_id))
    }
    for taken in list_taken_orders(tx, fair_id):
        booth, day = taken.of
        for n, paid in enumerate(taken.order.tenders, 1):
            if paid.kind in UNCONFIRMED and (booth, taken.order.number, n) not in seen:
                yield (booth, day, taken.order.cashier), taken.order.number, paid.amount
