"""What a fair took, in parts small enough to be added up every way: by device and day, item, hour, tender."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.order import CancelledOrder, Order, paid_down
from batikpos.domain.sale import Sale, SaleLine, by_tender
from batikpos.domain.till import Till, count_sales
from batikpos.values import frozen

DeviceAndDay = tuple[Booth, date]
"""One device's business day: what is proven, or not, as a whole."""


@frozen
class Goods:
    """What one item brought at a device on a day, less what was given back of it."""

    of: DeviceAndDay
    sku: str
    producer: str
    technique: str
    dye: str
    is_open: bool
    name: str
    name_en: str
    producer_name: str
    pieces: int
    net: Rupiah


@frozen
class Hour:
    """What a device took in an hour of the day; `sales` counts those that stand."""

    of: DeviceAndDay
    hour: int
    sales: int
    gross: Rupiah
    discount: Rupiah
    rounding: Rupiah
    total: Rupiah


@frozen
class Paid:
    """What a device was paid one way, cash less the change; for sales, or paid down for orders."""

    of: DeviceAndDay
    kind: str
    count: int
    amount: Rupiah


@frozen
class FairTakings:
    """All of it. Down payments are in none of the rest: at pick-up they are a tender of the sale."""

    goods: tuple[Goods, ...] = ()
    hours: tuple[Hour, ...] = ()
    paid: tuple[Paid, ...] = ()
    paid_down: tuple[Paid, ...] = ()

    def on(self, day: date) -> "FairTakings":
        """Take one day's part."""
        return FairTakings(
            tuple(g for g in self.goods if g.of[1] == day),
            tuple(h for h in self.hours if h.of[1] == day),
            tuple(p for p in self.paid if p.of[1] == day),
            tuple(p for p in self.paid_down if p.of[1] == day),
        )


def takings_of(tills: Iterable[tuple[Booth, Till]]) -> FairTakings:
    """Add tills up, each with its device."""
    sales: dict[DeviceAndDay, list[Sale]] = {}
    orders: dict[DeviceAndDay, tuple[list[Order], list[CancelledOrder]]] = {}
    for booth, till in tills:
        of = (booth, till.business_day)
        sales.setdefault(of, []).extend(till.sales)
        taken, back = orders.setdefault(of, ([], []))
        taken.extend(till.orders)
        back.extend(till.cancelled)
    return FairTakings(
        goods=tuple(goods for of, some in sales.items() for goods in _goods(of, some)),
        hours=tuple(hour for of, some in sales.items() for hour in _hours(of, some)),
        paid=tuple(paid for of, some in sales.items() for paid in _paid(of, some)),
        paid_down=tuple(paid for of, some in orders.items() for paid in paid_down_of(of, *some)),
    )


def _goods(of: DeviceAndDay, sales: Iterable[Sale]) -> Iterable[Goods]:
    found: dict[tuple[object, ...], Goods] = {}
    for line in (line for sale in sales for line in sale.lines):
        key = (line.sku, line.producer, line.technique, line.dye, line.is_open)
        found[key] = _with(found.get(key), of, line)
    return found.values()


def _with(before: Goods | None, of: DeviceAndDay, line: SaleLine) -> Goods:
    """Add a line; of several names the first by the alphabet stays, as a database would choose it."""
    if before is None:
        said = (line.sku, line.producer, line.technique.value, line.dye.value, line.is_open)
        return Goods(of, *said, line.name, line.name_en, line.producer_name, line.counted, line.net)
    return replace(
        before,
        name=min(before.name, line.name),
        name_en=min(before.name_en, line.name_en),
        producer_name=min(before.producer_name, line.producer_name),
        pieces=before.pieces + line.counted,
        net=before.net + line.net,
    )


def _hours(of: DeviceAndDay, sales: Iterable[Sale]) -> Iterable[Hour]:
    by_hour: dict[int, list[Sale]] = {}
    for sale in sales:
        by_hour.setdefault(sale.at.hour, []).append(sale)
    for hour, some in by_hour.items():
        sums = [(s.gross.amount, s.discount.amount, s.rounding.amount, s.total.amount) for s in some]
        gross, discount, rounding, total = (Rupiah(sum(column)) for column in zip(*sums, strict=True))
        yield Hour(of, hour, count_sales(some), gross, discount, rounding, total)


def _paid(of: DeviceAndDay, sales: list[Sale]) -> Iterable[Paid]:
    for kind, amount in by_tender(sales).items():
        count = count_sales(s for s in sales if any(t.kind == kind for t in s.tenders))
        if count or amount:
            yield Paid(of, str(kind), count, amount)


def paid_down_of(
    of: DeviceAndDay, orders: Iterable[Order], cancelled: Iterable[CancelledOrder]
) -> Iterable[Paid]:
    """Add up what was paid down by each way of paying, less what was given back, and count its orders."""
    taken = list(orders)
    for kind, amount in paid_down(taken, cancelled).items():
        count = sum(any(t.kind == kind for t in order.tenders) for order in taken)
        if count or amount != ZERO:
            yield Paid(of, kind, count, amount)
