"""A fair day in figures: one value that every form of the report is written from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from batikpos.domain.money import Rupiah, total
from batikpos.domain.order import paid_down
from batikpos.domain.sale import Sale, SaleLine, by_tender
from batikpos.domain.till import count_sales
from batikpos.services.reconcile import FairDay

TOP = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One group: its key and name, how many sales or pieces, and what they brought."""

    key: str
    name: str
    count: int
    total: Rupiah
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What a day of the fair came to; `down_payments` for orders are in no total of the sales."""

    day: date
    fair: str
    total: Rupiah
    gross: Rupiah
    discount: Rupiah
    rounding: Rupiah
    sales: int
    by_booth: tuple[Row, ...]
    by_producer: tuple[Row, ...]
    by_tender: tuple[Row, ...]
    by_hour: tuple[Row, ...]
    by_technique: tuple[Row, ...]
    by_dye: tuple[Row, ...]
    top: tuple[Row, ...]
    open_price: tuple[Row, ...] = ()
    down_payments: tuple[Row, ...] = ()


def figures_of(of: FairDay) -> DayFigures:
    """Add a fair day up every way the report shows it."""
    sales, lines = of.sales, [line for sale in of.sales for line in sale.lines]
    items = _by_line(lines, lambda line: line.sku, lambda line: line.name)
    english = {line.sku: line.name_en for line in lines}
    top = sorted(items, key=lambda r: (-r.total.amount, r.key))[:TOP]
    return DayFigures(
        day=of.reconciliation.day,
        fair=of.fair.name,
        total=total(s.total for s in sales),
        gross=total(s.gross for s in sales),
        discount=total(s.discount for s in sales),
        rounding=total(s.rounding for s in sales),
        sales=count_sales(sales),
        by_booth=tuple(
            Row(d.booth.prefix, d.booth.prefix, d.figures.sales, d.figures.total)
            for d in of.reconciliation.devices
            if d.figures
        ),
        by_producer=_by_line(lines, lambda line: line.producer, lambda line: line.producer_name),
        by_tender=tuple(
            Row(kind, kind, _paid_with(sales, kind), amount) for kind, amount in by_tender(sales).items()
        ),
        by_hour=_by_hour(sales),
        by_technique=_by_line(lines, lambda line: line.technique.value, lambda line: line.technique.value),
        by_dye=_by_line(lines, lambda line: line.dye.value, lambda line: line.dye.value),
        top=tuple(replace(row, name_en=english[row.key]) for row in top),
        open_price=_by_line((line for line in lines if line.is_open), lambda n: n.sku, lambda n: n.name),
        down_payments=_by_deposit(of),
    )


def _by_line(
    lines: Iterable[SaleLine], key: Callable[[SaleLine], str], name: Callable[[SaleLine], str]
) -> tuple[Row, ...]:
    groups: dict[str, list[SaleLine]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return tuple(
        Row(k, name(group[0]), sum(line.counted for line in group), total(line.net for line in group))
        for k, group in sorted(groups.items())
    )


def _by_hour(sales: Iterable[Sale]) -> tuple[Row, ...]:
    groups: dict[int, list[Sale]] = {}
    for sale in sales:
        groups.setdefault(sale.at.hour, []).append(sale)
    return tuple(
        Row(f"{hour:02}", f"{hour:02}.00", count_sales(group), total(s.total for s in group))
        for hour, group in sorted(groups.items())
    )


def _by_deposit(of: FairDay) -> tuple[Row, ...]:
    """Add up what was paid down by each way of paying, less what was given back, and count its orders."""
    orders = [order for till in of.tills for order in till.orders]
    sums = paid_down(orders, (back for till in of.tills for back in till.cancelled))
    return tuple(
        Row(kind, kind, sum(any(t.kind == kind for t in order.tenders) for order in orders), amount)
        for kind, amount in sums.items()
    )


def _paid_with(sales: Iterable[Sale], kind: str) -> int:
    return count_sales(s for s in sales if any(t.kind == kind for t in s.tenders))
