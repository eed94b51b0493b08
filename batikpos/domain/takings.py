"""What a till took, added up so that more can be added to it: a till's figures without its sales."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from batikpos.domain.catalogue import Dye
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.openprice import OpenPrice, open_price_of
from batikpos.domain.sale import Sale
from batikpos.domain.till import Till, TillFigures, count_sales
from batikpos.values import frozen


@frozen
class HourTakings:
    """What was taken in an hour of the fair's clock: sales that stand, and rupiah net of what went back."""

    hour: int
    sales: int
    total: Rupiah


@frozen
class Takings:
    """What a till took. `till` is how it was opened, closed and counted, without what happened in it.

    `pieces` counts a length of cloth as one; `natural` is what naturally dyed goods brought, `dyed` what all
    did whose dye is named.
    """

    till: Till
    figures: TillFigures
    open_price: OpenPrice
    pieces: int
    natural: Rupiah
    dyed: Rupiah
    hours: tuple[HourTakings, ...]


def takings_of(till: Till) -> Takings:
    """Add a till up."""
    lines = [line for sale in till.sales for line in sale.lines]
    return Takings(
        replace(
            till,
            moves=(),
            sales=(),
            clock_steps=(),
            openings=(),
            counts=(),
            orders=(),
            cancelled=(),
            notes={},
        ),
        till.figures,
        open_price_of(till.sales),
        sum(line.counted for line in lines),
        total(line.net for line in lines if line.dye is Dye.NATURAL),
        total(line.net for line in lines if line.dye is not Dye.NONE),
        _hours(till.sales),
    )


def with_more(so_far: Takings, more: Till) -> Takings:
    """Add what happened since to a till's takings: `more` is the till as it is now, with only that in it."""
    new = takings_of(replace(more, float_=ZERO))
    one, other = so_far.figures, new.figures
    return Takings(
        replace(new.till, float_=more.float_),
        TillFigures(
            sales=one.sales + other.sales,
            gross=one.gross + other.gross,
            discount=one.discount + other.discount,
            rounding=one.rounding + other.rounding,
            total=one.total + other.total,
            by_tender=summed((one.by_tender, other.by_tender)),
            refunds=one.refunds + other.refunds,
            paid_in=one.paid_in + other.paid_in,
            paid_out=one.paid_out + other.paid_out,
            expected_cash=(expected := one.expected_cash + other.expected_cash),
            difference=None if more.counted is None else more.counted - expected,
            paid_down=summed((one.paid_down, other.paid_down)),
        ),
        OpenPrice(
            so_far.open_price.pieces + new.open_price.pieces, so_far.open_price.total + new.open_price.total
        ),
        so_far.pieces + new.pieces,
        so_far.natural + new.natural,
        so_far.dyed + new.dyed,
        add_hours((*so_far.hours, *new.hours)),
    )


def summed(each: Iterable[Mapping[str, Rupiah]]) -> dict[str, Rupiah]:
    """Add up what several took, by way of paying."""
    sums: dict[str, Rupiah] = {}
    for one in each:
        for kind, amount in one.items():
            sums[kind] = sums.get(kind, ZERO) + amount
    return sums


def add_hours(hours: Iterable[HourTakings]) -> tuple[HourTakings, ...]:
    """Add up what was taken in the same hours."""
    by_hour: dict[int, HourTakings] = {}
    for one in hours:
        if (before := by_hour.get(one.hour)) is not None:
            one = HourTakings(one.hour, before.sales + one.sales, before.total + one.total)  # noqa: PLW2901
        by_hour[one.hour] = one
    return tuple(by_hour[hour] for hour in sorted(by_hour))


def _hours(sales: Iterable[Sale]) -> tuple[HourTakings, ...]:
    by_hour: dict[int, list[Sale]] = {}
    for sale in sales:
        by_hour.setdefault(sale.at.hour, []).append(sale)
    return tuple(
        HourTakings(hour, count_sales(some), total(s.total for s in some))
        for hour, some in sorted(by_hour.items())
    )
