"""What a fair took, added up by the database: no sale is held, however many there are."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    type_coerce,
)

from batikpos.domain.fair import DESK, Booth
from batikpos.domain.fairtakings import DeviceAndDay, FairTakings, Goods, Hour, Paid, paid_down_of
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.order import CancelledOrder, Order, order_from_body
from batikpos.domain.quantity import Unit
from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import TenderKind
from batikpos.store.schema import (
    cancelled_order,
    carried_till,
    fact,
    journal,
    sale,
    sale_line,
    same_fact,
    same_journal,
    seal,
    taken_order,
    tender,
    till_close,
    till_open,
)
from batikpos.values import frozen


@frozen
class TillEnd:
    """A till by the tables: how it began and was closed; `statement` is its seal's line, "" for none."""

    journal_id: str
    day: date
    float_: Rupiah
    is_closed: bool
    is_carried: bool
    expected: Rupiah
    counted: Rupiah
    statement: str


@frozen
class TakenOrder:
    """An order with the device and day that took it, and what became of it: open, picked_up or cancelled."""

    of: DeviceAndDay
    order: Order
    state: str


def load_takings(tx: Connection, fair_id: str) -> FairTakings:
    """Add a fair up by device and day: by item, hour and way of paying."""
    booths = _booths(tx, fair_id)
    orders, cancelled = _orders_by_day(tx, fair_id, booths)
    return FairTakings(
        goods=tuple(
            Goods(
                (booths[r.journal_id], r.business_day),
                r.sku,
                r.producer,
                r.technique,
                r.dye,
                bool(r.is_open),
                r.name,
                r.name_en,
                r.producer_name,
                int(r.pieces),
                Rupiah(int(r.net)),
            )
            for r in tx.execute(_GOODS.where(_of(fair_id)))
            if r.journal_id in booths
        ),
        hours=tuple(
            Hour(
                (booths[r.journal_id], r.business_day),
                int(r.hour),
                int(r.sales),
                *(Rupiah(int(amount)) for amount in (r.gross, r.discount, r.rounding, r.total)),
            )
            for r in tx.execute(_HOURS.where(_of(fair_id)))
            if r.journal_id in booths
        ),
        paid=_paid(tx, fair_id, booths),
        paid_down=tuple(
            paid
            for of in sorted({*orders, *cancelled}, key=lambda of: (of[0].prefix, of[1]))
            for paid in paid_down_of(of, orders.get(of, ()), cancelled.get(of, ()))
        ),
    )


def list_till_ends(tx: Connection, fair_id: str) -> tuple[TillEnd, ...]:
    """List a fair's tills, by journals and in order."""
    return tuple(
        TillEnd(
            r.journal_id,
            r.business_day,
            r.float,
            r.expected is not None,
            r.from_seq is not None,
            r.expected or ZERO,
            r.counted or ZERO,
            r.statement or "",
        )
        for r in tx.execute(_TILLS.where(till_open.c.fair_id == fair_id))
    )


def list_taken_orders(tx: Connection, fair_id: str) -> tuple[TakenOrder, ...]:
    """List a fair's orders by their numbers, each with what its own device made of it."""
    booths = _booths(tx, fair_id)
    ended = select(cancelled_order.c.journal_id, cancelled_order.c.number)
    cancelled = {
        (booths.get(row.journal_id), row.number)
        for row in tx.execute(ended.where(cancelled_order.c.fair_id == fair_id))
    }
    way = func.sum(_STANDING)
    picked = (
        select(sale.c.journal_id, tender.c.reference, way.label("pickups"))
        .join(sale, same_fact(sale, tender))
        .where(_of(fair_id), tender.c.kind == TenderKind.DEPOSIT.value)
        .group_by(sale.c.journal_id, tender.c.reference)
    )
    pickups = Counter[tuple[Booth | None, str]]()
    for row in tx.execute(picked):
        pickups[booths.get(row.journal_id), row.reference] += row.pickups
    found = []
    for journal_id, order in _orders(tx, fair_id):
        of = booths[journal_id], order.number
        state = "picked_up" if pickups[of] > 0 else "open"
        state = "cancelled" if of in cancelled else state
        found.append(TakenOrder((booths[journal_id], order.business_day), order, state))
    return tuple(sorted(found, key=lambda taken: taken.order.number))


def _booths(tx: Connection, fair_id: str) -> dict[str, Booth]:
    """Say whose each journal of a fair is; the organizer's desk sells nothing."""
    query = select(journal.c.journal_id, journal.c.booth, journal.c.device)
    rows = tx.execute(query.where(journal.c.fair_id == fair_id, journal.c.booth != DESK))
    return {row.journal_id: Booth(row.booth, row.device) for row in rows}


def _paid(tx: Connection, fair_id: str, booths: Mapping[str, Booth]) -> tuple[Paid, ...]:
    """Add up what was paid each way: of cash less the change, which sales without cash do not give."""
    change: dict[DeviceAndDay, int] = {}
    for r in tx.execute(_CHANGE.where(_of(fair_id))):
        if r.journal_id in booths:
            of = (booths[r.journal_id], r.business_day)
            change[of] = change.get(of, 0) + int(r.change)
    sums: dict[tuple[DeviceAndDay, str], tuple[int, int]] = {}
    for r in tx.execute(_TENDERS.where(_of(fair_id))):
        if r.journal_id in booths:
            of = (booths[r.journal_id], r.business_day)
            count, amount = sums.get((of, r.kind), (0, 0))
            sums[of, r.kind] = count + int(r.sales), amount + int(r.amount)
    for of, given in change.items():
        count, amount = sums.get((of, TenderKind.CASH.value), (0, 0))
        sums[of, TenderKind.CASH.value] = count, amount - given
    return tuple(
        Paid(of, kind, count, Rupiah(amount))
        for (of, kind), (count, amount) in sums.items()
        if count or amount
    )


def _orders(tx: Connection, fair_id: str) -> list[tuple[str, Order]]:
    """Read a fair's orders from their facts, for no table has their payments; the desk takes none."""
    query = (
        select(fact.c.journal_id, fact.c.payload)
        .join(taken_order, same_fact(taken_order, fact))
        .join(journal, same_journal(journal, fact))
        .where(taken_order.c.fair_id == fair_id, journal.c.booth != DESK)
        .order_by(fact.c.journal_id, fact.c.seq)
    )
    return [(row.journal_id, order_from_body(json.loads(row.payload)["body"])) for row in tx.execute(query)]


def _orders_by_day(
    tx: Connection, fair_id: str, booths: Mapping[str, Booth]
) -> tuple[dict[DeviceAndDay, list[Order]], dict[DeviceAndDay, list[CancelledOrder]]]:
    orders: dict[DeviceAndDay, list[Order]] = {}
    for journal_id, order in _orders(tx, fair_id):
        orders.setdefault((booths[journal_id], order.business_day), []).append(order)
    cancelled: dict[DeviceAndDay, list[CancelledOrder]] = {}
    query = (
        select(cancelled_order, till_open.c.business_day)
        .join(till_open, same_fact(cancelled_order, till_open, by="till_seq"))
        .join(journal, same_journal(journal, cancelled_order))
        .where(cancelled_order.c.fair_id == fair_id, journal.c.booth != DESK)
    )
    for r in tx.execute(query):
        back = CancelledOrder(r.number, r.at, r.cashier, r.reason, TenderKind(r.tender), r.given_back)
        cancelled.setdefault((booths[r.journal_id], r.business_day), []).append(back)
    return orders, cancelled


def _of(fair_id: str) -> ColumnElement[bool]:
    return sale.c.fair_id == fair_id


def _sum(column: ColumnElement[Any], name: str) -> ColumnElement[int]:
    """Add up as whole numbers, which PostgreSQL's sum of whole numbers is not."""
    return cast(func.sum(type_coerce(column, BigInteger)), BigInteger).label(name)


_STANDING = case((sale.c.kind == SaleKind.SALE.value, 1), (sale.c.kind == SaleKind.VOID.value, -1), else_=0)
_SIGN = case((sale_line.c.is_part == 1, 0), (sale_line.c.size < 0, -1), else_=1)
_COUNTED = case((sale_line.c.unit == Unit.METRE.value, _SIGN), else_=sale_line.c.size)
_HOUR = cast(func.substr(type_coerce(sale.c.at, Text), 12, 2), Integer)
_DAY = (sale.c.journal_id, sale.c.business_day)
_ITEM = (
    *(sale_line.c.sku, sale_line.c.producer, sale_line.c.technique, sale_line.c.dye),
    sale_line.c.is_open,
)

_GOODS = (
    select(
        *_DAY,
        *_ITEM,
        *(func.min(sale_line.c[name]).label(name) for name in ("name", "name_en", "producer_name")),
        _sum(_COUNTED, "pieces"),
        _sum(sale_line.c.net, "net"),
    )
    .join(sale, same_fact(sale, sale_line))
    .group_by(*_DAY, *_ITEM)
)
_HOURS = select(
    *_DAY,
    _HOUR.label("hour"),
    _sum(_STANDING, "sales"),
    *(_sum(sale.c[name], name) for name in ("gross", "discount", "rounding", "total")),
).group_by(*_DAY, _HOUR)
_CHANGE = select(*_DAY, _sum(sale.c.change, "change")).group_by(*_DAY)

_EARLIER = tender.alias()
_IS_FIRST = or_(
    tender.c.n == 1,
    ~exists().where(
        and_(
            _EARLIER.c.fair_id == tender.c.fair_id,
            _EARLIER.c.journal_id == tender.c.journal_id,
            _EARLIER.c.seq == tender.c.seq,
            _EARLIER.c.kind == tender.c.kind,
            _EARLIER.c.n < tender.c.n,
        )
    ),
)
"""A sale that was paid one way in two parts is one sale paid so."""
_TENDERS = (
    select(
        *_DAY,
        tender.c.kind,
        _sum(case((_IS_FIRST, _STANDING), else_=0), "sales"),
        _sum(tender.c.amount, "amount"),
    )
    .join(tender, same_fact(tender, sale))
    .group_by(*_DAY, tender.c.kind)
)

_TILLS = (
    select(
        till_open.c.journal_id,
        till_open.c.business_day,
        till_open.c.float,
        till_close.c.expected,
        till_close.c.counted,
        carried_till.c.from_seq,
        seal.c.statement,
    )
    .outerjoin(carried_till, same_fact(carried_till, till_open))
    .outerjoin(till_close, same_fact(till_close, till_open, by="till_seq"))
    .outerjoin(seal, and_(same_journal(seal, till_close), seal.c.close_seq == till_close.c.seq))
    .order_by(till_open.c.journal_id, till_open.c.seq)
)
