"""Orders as they stand in the tables: taken, and what became of them."""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, func, select

from batikpos.domain.order import Order, order_from_body
from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import TenderKind
from batikpos.store.sales import NUMBERS_OF_A_LINEAGE
from batikpos.store.schema import (
    cancelled_order,
    fact,
    own_journal,
    sale,
    same_fact,
    same_journal,
    taken_order,
    tender,
)


class OrderState(StrEnum):
    """What became of an order."""

    OPEN = "open"
    PICKED_UP = "picked_up"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class KeptOrder:
    """An order with what became of it; `pickups` counts sales of it, voided ones too."""

    order: Order
    hash: bytes
    state: OrderState
    pickups: int = 0


def list_orders(tx: Connection) -> tuple[KeptOrder, ...]:
    """List the orders taken here, the oldest first."""
    return _load(tx)


def find_order(tx: Connection, number: str) -> KeptOrder | None:
    """Find an order by its number."""
    return next(iter(_load(tx, taken_order.c.number == number)), None)


def next_order(tx: Connection, fair_id: str, day: date) -> int:
    """Say which number this device's next order of the day gets: never one that was used, as for notas."""
    last = tx.execute(
        select(func.max(taken_order.c.running))
        .join(own_journal, same_journal(taken_order, own_journal))
        .where(taken_order.c.fair_id == fair_id, taken_order.c.business_day == day)
    ).scalar()
    if last is None:
        last = tx.execute(select(own_journal.c.lineage)).scalar_one() * NUMBERS_OF_A_LINEAGE
    return int(last) + 1


def _load(tx: Connection, *which: ColumnElement[bool]) -> tuple[KeptOrder, ...]:
    query = (
        select(fact.c.payload, fact.c.hash)
        .join(taken_order, same_fact(taken_order, fact))
        .where(*which)
        .order_by(taken_order.c.business_day, taken_order.c.running)
    )
    cancelled = set(tx.execute(select(cancelled_order.c.number)).scalars())
    kept = []
    for payload, hash_ in tx.execute(query):
        order = order_from_body(json.loads(payload)["body"])
        sold, voided = _pickups(tx, order.number)
        state = OrderState.PICKED_UP if sold > voided else OrderState.OPEN
        if order.number in cancelled:
            state = OrderState.CANCELLED
        kept.append(KeptOrder(order, hash_, state, sold))
    return tuple(kept)


def _pickups(tx: Connection, number: str) -> tuple[int, int]:
    """Count the sales that an order's deposit paid for, and those of them that were voided."""
    query = (
        select(sale.c.kind, func.count())
        .join(tender, same_fact(tender, sale))
        .where(tender.c.kind == TenderKind.DEPOSIT.value, tender.c.reference == number)
        .group_by(sale.c.kind)
    )
    counts = {str(row[0]): int(row[1]) for row in tx.execute(query)}
    return counts.get(SaleKind.SALE.value, 0), counts.get(SaleKind.VOID.value, 0)
