"""Tills as they stand in the tables, with their sales and cash moves."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, exists, func, select, union

from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.order import CancelledOrder, Order
from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import UNCONFIRMED, TenderKind
from batikpos.domain.till import CashMove, ClockStep, DrawerCount, DrawerOpening, Till
from batikpos.store.orders import list_till_cancels, list_till_orders
from batikpos.store.sales import list_till_sales
from batikpos.store.schema import (
    carried_till,
    cash_count,
    cash_move,
    checked_tender,
    clock_step,
    drawer_opening,
    fact,
    own_journal,
    sale,
    same_fact,
    same_journal,
    taken_order,
    tender,
    till_close,
    till_open,
)
from batikpos.store.statement import Statement
from batikpos.values import frozen

CLOSES_OF_A_LINEAGE = 10
"""More closes than a device has in a day."""


@frozen
class OpenDay:
    """An open till: the fact that opened it, and its business day."""

    opened_seq: int
    business_day: date
    carries: tuple[str, int] | None


def find_open_till(tx: Connection) -> Till | None:
    """Find this device's open till, without its sales."""
    row = tx.execute(_OPEN).one_or_none()
    return None if row is None else _till(row)


def find_open_day(tx: Connection) -> OpenDay | None:
    """Find this device's open till, and only what a sale needs of it."""
    rows = _OPEN_DAY.rows(tx)
    if not rows:
        return None
    ((seq, day, journal_id, from_seq),) = rows
    return OpenDay(seq, date.fromisoformat(day), (journal_id, from_seq) if journal_id else None)


def find_last_till(tx: Connection) -> Till | None:
    """Find the till opened last, open or closed, with all that happened in it."""
    row = tx.execute(_OWN_TILLS.order_by(None).order_by(till_open.c.seq.desc()).limit(1)).one_or_none()
    return None if row is None else _filled(tx, row)


def find_last_day(tx: Connection) -> date | None:
    """Find the business day of this device's till opened last, open or closed."""
    row = tx.execute(_OWN_TILLS.order_by(None).order_by(till_open.c.seq.desc()).limit(1)).one_or_none()
    return None if row is None else _till(row).business_day


def load_till(tx: Connection, seq: int) -> Till:
    """Load this device's till that fact `seq` opened, with all that happened in it."""
    return _filled(tx, tx.execute(_OWN_TILLS.where(till_open.c.seq == seq)).one())


def found_since(tx: Connection, till: Till) -> Rupiah:
    """Say how much more cash the tills that one carries on should have held than was known when it began.

    What was sold beyond may have come back since, from a copy or the centre.
    """
    more = ZERO
    while till.carries is not None:
        journal_id, seq = till.carries
        row = tx.execute(_TILLS.where(till_open.c.journal_id == journal_id, till_open.c.seq == seq)).first()
        if row is None:
            return more
        before = _filled(tx, row)
        more += before.figures.expected_cash - till.float_
        till = before
    return more


def last_drawer_move(tx: Connection, till_seq: int) -> int:
    """Say which fact moved the drawer of this device's till last: cash, a void, a return; 0 for none."""
    in_cash = select(tender.c.seq).where(same_fact(tender, sale), tender.c.kind == TenderKind.CASH.value)
    which = {
        cash_move: None,
        drawer_opening: None,
        sale: (sale.c.kind != SaleKind.SALE.value) | in_cash.exists(),
    }
    found = 0
    for table, condition in which.items():
        query = select(func.max(table.c.seq)).join(own_journal, same_journal(own_journal, table))
        query = query.where(table.c.till_seq == till_seq)
        found = max(found, tx.execute(query if condition is None else query.where(condition)).scalar() or 0)
    return found


def find_close_hash(tx: Connection, till_seq: int) -> bytes | None:
    """Find the hash of the fact that closed this device's till."""
    query = (
        select(fact.c.hash)
        .join(till_close, same_fact(till_close, fact))
        .join(own_journal, same_journal(own_journal, till_close))
        .where(till_close.c.till_seq == till_seq)
    )
    found = tx.execute(query).scalar()
    return None if found is None else bytes(found)


def find_last_step(tx: Connection) -> ClockStep | None:
    """Find the last time the clock was seen to be set in the open till, or just before it was opened."""
    rows = _OPEN_DAY.rows(tx)
    if not rows:
        return None
    query = (
        select(clock_step)
        .join(own_journal, same_journal(own_journal, clock_step))
        .where(clock_step.c.seq >= rows[0][0] - 1)
        .order_by(clock_step.c.seq.desc())
    )
    found = tx.execute(query).first()
    return None if found is None else ClockStep(found.at, found.was)


def list_tills(tx: Connection, fair_id: str, day: date, journal_id: str = "") -> dict[str, list[Till]]:
    """List the tills of a business day, of one journal or of all, with all that happened in them."""
    tills: dict[str, list[Till]] = {}
    query = _TILLS.where(till_open.c.fair_id == fair_id, till_open.c.business_day == day)
    if journal_id:
        query = query.where(till_open.c.journal_id == journal_id)
    for row in tx.execute(query).all():
        tills.setdefault(row.journal_id, []).append(_filled(tx, row))
    return tills


def list_tills_to_check(tx: Connection) -> tuple[Till, ...]:
    """List the tills here, the oldest first, in which something came by QRIS or transfer that nobody saw.

    Those with orders are among them whatever was paid down for those.
    """
    is_checked = exists().where(
        checked_tender.c.fair_id == sale.c.fair_id,
        checked_tender.c.number == sale.c.number,
        checked_tender.c.n == tender.c.n,
    )
    unseen = (
        select(sale.c.journal_id, sale.c.till_seq)
        .join(tender, same_fact(tender, sale))
        .where(
            sale.c.kind == SaleKind.SALE.value,
            tender.c.kind.in_([kind.value for kind in UNCONFIRMED]),
            ~is_checked,
        )
    )
    ordered = select(taken_order.c.journal_id, taken_order.c.till_seq)
    which = {(row.journal_id, row.till_seq) for row in tx.execute(union(unseen, ordered))}
    return tuple(_filled(tx, row) for row in tx.execute(_TILLS).all() if (row.journal_id, row.seq) in which)


def list_days(tx: Connection, fair_id: str | None = None) -> tuple[date, ...]:
    """List the business days that have tills, of one fair or of all."""
    query = select(till_open.c.business_day).distinct().order_by(till_open.c.business_day)
    if fair_id is not None:
        query = query.where(till_open.c.fair_id == fair_id)
    return tuple(tx.execute(query).scalars())


def next_close(tx: Connection, day: date) -> int:
    """Say which number the open till's Z slip gets, from 1: never one that was used.

    A journal that goes on from a replaced store begins at 11, the next at 21.
    """
    lineage: int = tx.execute(select(own_journal.c.lineage)).scalar_one()
    return lineage * CLOSES_OF_A_LINEAGE + len(
        tx.execute(_OWN_TILLS.where(till_open.c.business_day == day)).all()
    )


_TILLS: Select[Any] = (
    select(
        till_open,
        till_close.c.seq.label("close_seq"),
        till_close.c.at.label("closed_at"),
        till_close.c.counted,
        till_close.c.number,
        till_close.c.approver,
        carried_till.c.from_journal_id,
        carried_till.c.from_seq,
    )
    .outerjoin(carried_till, same_fact(carried_till, till_open))
    .outerjoin(till_close, same_fact(till_close, till_open, by="till_seq"))
    .order_by(till_open.c.journal_id, till_open.c.seq)
)

_OWN_TILLS = _TILLS.join(own_journal, same_journal(own_journal, till_open))
_OPEN = _OWN_TILLS.where(till_close.c.seq.is_(None)).limit(1)
_OPEN_DAY = Statement(
    select(till_open.c.seq, till_open.c.business_day, carried_till.c.from_journal_id, carried_till.c.from_seq)
    .join(own_journal, same_journal(own_journal, till_open))
    .outerjoin(carried_till, same_fact(carried_till, till_open))
    .outerjoin(till_close, same_fact(till_close, till_open, by="till_seq"))
    .where(till_close.c.seq.is_(None))
)


def _filled(tx: Connection, row: Row[Any]) -> Till:
    steps = select(clock_step).where(
        clock_step.c.fair_id == row.fair_id,
        clock_step.c.journal_id == row.journal_id,
        clock_step.c.seq >= row.seq - 1,  # a clock that was set before the till was opened comes first
    )
    if row.close_seq is not None:
        steps = steps.where(clock_step.c.seq < row.close_seq)
    which = (row.fair_id, row.journal_id, row.seq)
    return _till(
        row,
        tuple(CashMove(m.amount, m.reason, m.at, m.cashier) for m in _within(tx, row, cash_move)),
        tuple(k.sale for k in list_till_sales(tx, *which)),
        tuple(ClockStep(s.at, s.was) for s in tx.execute(steps.order_by(clock_step.c.seq))),
        tuple(DrawerOpening(o.reason, o.at, o.cashier, o.approver) for o in _within(tx, row, drawer_opening)),
        tuple(
            DrawerCount(c.seq, c.till_seq, c.counted, c.at, c.cashier) for c in _within(tx, row, cash_count)
        ),
        list_till_orders(tx, *which),
        list_till_cancels(tx, *which),
    )


def _within(tx: Connection, row: Row[Any], table: Table) -> tuple[Row[Any], ...]:
    """List what happened in a till, of one kind, in order."""
    query = select(table).where(
        table.c.fair_id == row.fair_id, table.c.journal_id == row.journal_id, table.c.till_seq == row.seq
    )
    return tuple(tx.execute(query.order_by(table.c.seq)).all())


def _till(
    row: Row[Any],
    moves: tuple[CashMove, ...] = (),
    sales: tuple[Any, ...] = (),
    steps: tuple[ClockStep, ...] = (),
    openings: tuple[DrawerOpening, ...] = (),
    counts: tuple[DrawerCount, ...] = (),
    orders: tuple[Order, ...] = (),
    cancelled: tuple[CancelledOrder, ...] = (),
) -> Till:
    return Till(
        opened_seq=row.seq,
        business_day=row.business_day,
        opened_at=row.at,
        cashier=row.cashier,
        float_=row.float,
        moves=moves,
        sales=sales,
        closed_at=row.closed_at,
        counted=row.counted,
        number=row.number or "",
        clock_steps=steps,
        openings=openings,
        counts=counts,
        approver=row.approver or "",
        orders=orders,
        cancelled=cancelled,
        carries=(row.from_journal_id, row.from_seq) if row.from_journal_id else None,
    )
