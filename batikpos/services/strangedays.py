"""Days that are none of a fair's, by a wrong clock or worse: listed together, and not reported one by one."""

from collections.abc import Iterable

from batikpos.domain.fair import Fair
from batikpos.domain.money import ZERO
from batikpos.domain.reconcile import DayState, DeviceDay
from batikpos.domain.sheet import Sheet, SheetRow, Value
from batikpos.domain.tender import TenderKind
from batikpos.services.readdays import read_days
from batikpos.services.reconcile import FairDay
from batikpos.store.engine import Transaction
from batikpos.store.tills import list_days

_HEADS = (
    "fair",
    "day",
    "booth",
    "device",
    "state",
    "sales",
    "total",
    "cash",
    "expected_cash",
    "counted_cash",
    "difference",
)


def list_strange_days(tx: Transaction, fair: Fair) -> tuple[FairDay, ...]:
    """Say what stands of each day on which a device of a fair had a till and the fair is not."""
    days = [day for day in list_days(tx, fair.fair_id) if not fair.has(day)]
    return read_days(tx, fair, days) if days else ()


def has_proven_sales(of: FairDay) -> bool:
    """Say whether something is proven to be sold, given back or paid down on a day."""
    told = [row.figures for row in of.reconciliation.devices if row.state is DayState.PROVEN]
    return any(figures and (figures.sales or figures.total or figures.paid_down) for figures in told)


def sheet_of_strange_days(days: Iterable[FairDay]) -> Sheet:
    """Write such days as one list: a row for each device that had a till, amounts in rupiah.

    `cash` is what its sales brought so, change taken off. A drawer that nobody counted has no `counted_cash`.
    """
    rows: list[tuple[Value, ...]] = [_HEADS]
    for of in days:
        day = (of.fair.name, of.reconciliation.day.isoformat())
        rows += [(*day, *_told(row)) for row in of.reconciliation.devices] or [day]
    return Sheet("other-days", tuple(SheetRow(n, cells) for n, cells in enumerate(rows, 1)))


def _told(row: DeviceDay) -> tuple[Value, ...]:
    device = (row.booth.code, float(row.booth.device), row.state.value)
    if row.figures is None:
        return device
    figures = row.figures
    cash = figures.by_tender.get(TenderKind.CASH, ZERO)
    amounts = (figures.total, cash, figures.expected_cash, figures.counted_cash, figures.difference)
    told = ("" if amount is None else float(amount.amount) for amount in amounts)
    return (*device, float(figures.sales), *told)
