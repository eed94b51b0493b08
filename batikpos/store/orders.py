"""Orders as they stand in the tables: taken, and what became of them."""

import json
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, Connection, Table, func, select

from batikpos.domain.agreement import AgreedTo, agreed_from_body
from batikpos.domain.fair import Booth
from batikpos.domain.money import Rupiah
from batikpos.domain.order import CancelledOrder, Order, order_from_body
from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import TenderKind
from batikpos.store.journal import list_heads
from batikpos.store.reversals import is_voided
from batikpos.store.sales import NUMBERS_OF_A_LINEAGE
from batikpos.store.schema import (
    cancelled_order,
    fact,
    journal,
    own_journal,
    sale,
    same_fact,
    same_journal,
    taken_order,
    tender,
)
from batikpos.values import frozen

End = tuple[str, str, Rupiah, str, int]
"""What ended an order: fair, order, its down payment as it says; journal and fact."""


class OrderState(StrEnum):
    """What became of an order."""

    OPEN = "open"
    PICKED_UP = "picked_up"
    CANCELLED = "cancelled"


@frozen
class KeptOrder:
    """An order with what became of it; `pickups` counts sales of it, voided ones too.

    `agreed` is what a second person agreed to when it was taken.
    """

    order: Order
    hash: bytes
    state: OrderState
    pickups: int = 0
    agreed: tuple[AgreedTo, ...] = ()

    @property
    def pick_up_id(self) -> UUID:
        """Say under which id it is to be sold: another one after a pick-up was voided."""
        return uuid5(UUID(self.order.order_id), str(self.pickups))


def list_orders(tx: Connection) -> tuple[KeptOrder, ...]:
    """List the orders taken here, the oldest first."""
    return _load(tx)


def find_order(tx: Connection, number: str) -> KeptOrder | None:
    """Find an order by its number."""
    return next(iter(_load(tx, taken_order.c.number == number)), None)


def find_order_by_id(tx: Connection, order_id: str) -> KeptOrder | None:
    """Find what was ordered under an id."""
    return next(iter(_load(tx, taken_order.c.order_id == order_id)), None)


def list_till_orders(
    tx: Connection, fair_id: str, journal_id: str, till_seq: int, *, after: int = 0
) -> tuple[Order, ...]:
    """List the orders that one till took, or those of them that came after a fact."""
    query = (
        select(fact.c.payload)
        .join(taken_order, same_fact(taken_order, fact))
        .where(*_of_till(taken_order, fair_id, journal_id, till_seq), taken_order.c.seq > after)
        .order_by(taken_order.c.seq)
    )
    return tuple(order_from_body(json.loads(payload)["body"]) for payload in tx.execute(query).scalars())


def list_till_cancels(
    tx: Connection, fair_id: str, journal_id: str, till_seq: int
) -> tuple[CancelledOrder, ...]:
    """List the orders that were cancelled while one till was open, whichever took them."""
    of = cancelled_order.c
    query = select(cancelled_order).where(*_of_till(cancelled_order, fair_id, journal_id, till_seq))
    return tuple(
        CancelledOrder(row.number, row.at, row.cashier, row.reason, TenderKind(row.tender), row.given_back)
        for row in tx.execute(query.order_by(of.seq))
    )


def _of_till(table: Table, fair_id: str, journal_id: str, till_seq: int) -> tuple[ColumnElement[bool], ...]:
    of = table.c
    return of.fair_id == fair_id, of.journal_id == journal_id, of.till_seq == till_seq


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
    found = []
    for payload, hash_ in tx.execute(query):
        body = json.loads(payload)["body"]
        found.append((order_from_body(body), hash_, agreed_from_body(body)))
    if not found:
        return ()
    cancelled = set(tx.execute(select(cancelled_order.c.number)).scalars())
    pickups = _pickups(tx, found[0][0].number if len(found) == 1 else "")
    kept = []
    for order, hash_, agreed in found:
        sold, voided = pickups.get(order.number, (0, 0))
        state = OrderState.PICKED_UP if sold > voided else OrderState.OPEN
        if order.number in cancelled:
            state = OrderState.CANCELLED
        kept.append(KeptOrder(order, hash_, state, sold, agreed))
    return tuple(kept)


def _pickups(tx: Connection, number: str = "") -> dict[str, tuple[int, int]]:
    """Count by order the sales that its deposit paid for, and those of them that were voided."""
    query = (
        select(tender.c.reference, sale.c.kind, func.count())
        .join(tender, same_fact(tender, sale))
        .where(tender.c.kind == TenderKind.DEPOSIT.value)
        .group_by(tender.c.reference, sale.c.kind)
    )
    if number:
        query = query.where(tender.c.reference == number)
    counts: dict[str, dict[str, int]] = {}
    for reference, kind, count in tx.execute(query):
        counts.setdefault(reference, {})[kind] = count
    return {
        reference: (of.get(SaleKind.SALE.value, 0), of.get(SaleKind.VOID.value, 0))
        for reference, of in counts.items()
    }


def list_wrong_orders(tx: Connection) -> list[tuple[str, int]]:
    """List what says of an order what does not fit, as journal and fact.

    That is a pick-up or a cancellation of an order that its device did not take or whose down payment is
    another, and each of two by which a device ended the same order.
    """
    devices = {(head.fair_id, head.journal_id): head.booth for head in list_heads(tx)}
    of = taken_order.c
    deposits = {
        (devices[row.fair_id, row.journal_id], row.fair_id, row.number): row.deposit
        for row in tx.execute(select(of.fair_id, of.journal_id, of.number, of.deposit))
    }
    ends: dict[tuple[Booth, str, str], list[tuple[str, int]]] = {}
    wrong: set[tuple[str, int]] = set()
    for fair_id, number, amount, journal_id, seq in (*_cancels(tx), *_standing_pickups(tx)):
        order = devices[fair_id, journal_id], fair_id, number
        ends.setdefault(order, []).append((journal_id, seq))
        if deposits.get(order) != amount:
            wrong.add((journal_id, seq))
    return sorted(wrong.union(*(facts for facts in ends.values() if len(facts) > 1)))


def _cancels(tx: Connection) -> list[End]:
    of = cancelled_order.c
    query = select(of.fair_id, of.number, of.given_back, of.journal_id, of.seq)
    return [(row[0], row[1], row[2], row[3], row[4]) for row in tx.execute(query)]


def _standing_pickups(tx: Connection) -> list[End]:
    """Give the sales that a deposit paid for, and that no void took back."""
    query = (
        select(sale.c.fair_id, tender.c.reference, tender.c.amount, sale.c.journal_id, sale.c.seq)
        .join(tender, same_fact(tender, sale))
        .join(journal, same_journal(journal, sale))
        .where(
            tender.c.kind == TenderKind.DEPOSIT.value,
            sale.c.kind == SaleKind.SALE.value,
            ~is_voided(),
        )
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in tx.execute(query)]
