"""Payments by QRIS as the tables have them, those of orders too, and what of them went back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, and_, or_, select

from batikpos.domain.fact import Fact
from batikpos.domain.fair import DESK, Booth, device_in_number
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.order import order_from_body
from batikpos.domain.paidon import Paid, PaidOn
from batikpos.domain.qrispayment import TakenPayment, WentBack
from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import TenderKind
from batikpos.store.schema import (
    cancelled_order,
    fact,
    journal,
    paper_slip,
    sale,
    same_fact,
    same_journal,
    taken_order,
    tender,
)


def list_qris(tx: Connection, fair_id: str) -> tuple[TakenPayment, ...]:
    """List what was taken by QRIS at a fair, of sales and as down payments of orders, the oldest first.

    Of what stands in the place of another sale it is said when that one, the first of them, was made.
    """
    begun = _begun(tx, fair_id)
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
    found = []
    for row in tx.execute(query):
        since, slip_day = begun.get(row.number, (None, None))
        found.append(replace(TakenPayment(*row), since=since, slip_day=slip_day))
    return tuple(sorted((*found, *_paid_down(tx, fair_id)), key=lambda p: (p.at, p.number, p.n)))


def _begun(tx: Connection, fair_id: str) -> dict[str, tuple[datetime | None, date | None]]:
    """Say of sales that stand for others, or for paper slips, since when they may have been paid.

    That is when the first of them was made, and the day on the slip, by the sale's number.
    """
    other = sale.alias("other")
    followed = select(other.c.follows).where(other.c.fair_id == fair_id, other.c.follows != "")
    query = (
        select(sale.c.number, sale.c.at, sale.c.follows, paper_slip.c.day)
        .outerjoin(paper_slip, same_fact(paper_slip, sale))
        .where(sale.c.fair_id == fair_id, sale.c.kind == SaleKind.SALE.value)
        .where(
            or_(
                sale.c.follows != "",
                paper_slip.c.day.is_not(None),
                sale.c.number.in_(followed),
            )
        )
        .order_by(sale.c.at, sale.c.number)
    )
    begun: dict[str, tuple[datetime | None, date | None]] = {}
    for row in tx.execute(query):
        first, slip_day = begun.get(row.follows, (row.at, row.day))
        begun[row.number] = first, slip_day
    return begun


def list_went_back(tx: Connection, fair_id: str) -> WentBack:
    """Say what went back by QRIS by the devices that took it: by voids, returns and cancelled orders."""
    voided: dict[str, list[Rupiah]] = {}
    off: dict[str, Rupiah] = {}
    paper = PaidOn(_paid_elsewhere(tx, fair_id)).paper
    is_qris = and_(same_fact(tender, sale), tender.c.kind == TenderKind.QRIS.value)
    query = (
        select(sale.c.reverses, sale.c.kind, journal.c.booth, journal.c.device, tender.c.amount)
        .join(journal, same_journal(journal, sale))
        .outerjoin(tender, is_qris)
        .where(sale.c.fair_id == fair_id, sale.c.kind != SaleKind.SALE.value)
    )
    for row in tx.execute(query):
        if device_in_number(row.reverses) != Booth(row.booth, row.device).prefix:
            continue
        if row.kind == SaleKind.VOID.value:
            voided.setdefault(row.reverses, []).extend([-row.amount] if row.amount is not None else ())
        elif row.amount is not None:
            of = paper(row.reverses)
            off[of] = off.get(of, ZERO) - row.amount
    cancelled = (
        select(cancelled_order.c.number, cancelled_order.c.given_back, journal.c.booth, journal.c.device)
        .join(journal, same_journal(journal, cancelled_order))
        .where(cancelled_order.c.fair_id == fair_id, cancelled_order.c.tender == TenderKind.QRIS.value)
    )
    for order in tx.execute(cancelled):
        if device_in_number(order.number) == Booth(order.booth, order.device).prefix:
            off[order.number] = off.get(order.number, ZERO) + order.given_back
    return WentBack(voided, off)


def _paid_elsewhere(tx: Connection, fair_id: str) -> Iterator[Paid]:
    """List the sales that something else paid for than money, each with all that did."""
    other = tender.alias("other")
    ways = (TenderKind.EXCHANGE.value, TenderKind.DEPOSIT.value)
    query = (
        select(sale.c.number, sale.c.follows, tender.c.kind, tender.c.reference)
        .join(tender, same_fact(tender, sale))
        .join(other, same_fact(other, sale))  # type: ignore[arg-type]  # an alias of a table has its columns
        .where(sale.c.fair_id == fair_id, sale.c.kind == SaleKind.SALE.value, other.c.kind.in_(ways))
    )
    ways_of: dict[tuple[str, str], dict[TenderKind, str]] = {}
    for row in tx.execute(query):
        ways_of.setdefault((row.number, row.follows), {})[TenderKind(row.kind)] = row.reference
    for (number, follows), by in ways_of.items():
        yield Paid(number, follows, by)


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
