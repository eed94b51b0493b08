"""Payments by QRIS as the tables have them, those of orders too, and which sales were voided."""

from sqlalchemy import Connection, select

from batikpos.domain.fact import Fact
from batikpos.domain.fair import DESK, Booth, device_in_number
from batikpos.domain.order import order_from_body
from batikpos.domain.qrispayment import TakenPayment
from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import TenderKind
from batikpos.store.schema import fact, journal, sale, same_fact, same_journal, taken_order, tender


def list_qris(tx: Connection, fair_id: str) -> tuple[TakenPayment, ...]:
    """List what was taken by QRIS at a fair, of sales and as down payments of orders, the oldest first."""
    query = (
        select(sale.c.number, tender.c.n, sale.c.at, journal.c.booth, tender.c.amount, tender.c.reference)
        .add_columns(sale.c.follows)
        .join(tender, same_fact(tender, sale))
        .join(journal, same_journal(journal, sale))
        .where(
            sale.c.fair_id == fair_id,
            journal.c.booth != DESK,
            sale.c.kind == SaleKind.SALE.value,
            tender.c.kind == TenderKind.QRIS.value,
        )
    )
    found = [TakenPayment(*row) for row in tx.execute(query)]
    return tuple(sorted((*found, *_paid_down(tx, fair_id)), key=lambda p: (p.at, p.number, p.n)))


def list_voided(tx: Connection, fair_id: str) -> frozenset[str]:
    """List the numbers of the sales that were voided, each by its own device."""
    query = select(sale.c.reverses, journal.c.booth, journal.c.device)
    query = query.join(journal, same_journal(journal, sale))
    query = query.where(sale.c.fair_id == fair_id, sale.c.kind == SaleKind.VOID.value)
    return frozenset(
        row.reverses
        for row in tx.execute(query)
        if device_in_number(row.reverses) == Booth(row.booth, row.device).prefix
    )


def _paid_down(tx: Connection, fair_id: str) -> list[TakenPayment]:
    query = (
        select(fact, journal.c.booth)
        .join(taken_order, same_fact(taken_order, fact))
        .join(journal, same_journal(journal, fact))
        .where(fact.c.fair_id == fair_id, journal.c.booth != DESK)
    )
    found = []
    for row in tx.execute(query):
        order = order_from_body(
            Fact(row.fair_id, row.journal_id, row.seq, row.kind, row.payload, bytes(row.hash)).body
        )
        found += [
            TakenPayment(order.number, n, order.at, row.booth, paid.amount, paid.reference)
            for n, paid in enumerate(order.tenders, 1)
            if paid.kind is TenderKind.QRIS
        ]
    return found
