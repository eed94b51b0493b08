"""Paper slips beside their own day: entered on two laptops of a booth, or only on a later day.

Each store knows its own, only the centre both; and a drawer was counted before its slips were entered.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from batikpos.domain.causes.cause import Cause, Grade
from batikpos.domain.causes.slips import TWO_SLIPS
from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.i18n import N_
from batikpos.values import frozen

ENTERED_LATER = N_(
    "Paper slips of this day were entered on {entered} only: {cash} of their cash lay in this drawer."
)
SOLD_BEFORE = N_(
    "Paper slips of {sold} were entered on this day: {cash} of their cash lay in the drawer of {sold}."
)


@frozen
class SlipSale:
    """A sale that stands, and the slip (its number and day) it was entered from; `cash` is what it put in."""

    booth: Booth
    number: str
    day: date
    slip: str
    slip_day: date
    cash: Rupiah


def slip_notes(sales: Iterable[SlipSale], day: date) -> dict[Booth, tuple[Cause, ...]]:
    """Note at each laptop what its slips say of a day."""
    known = tuple(sales)
    notes: dict[Booth, tuple[Cause, ...]] = {}
    for booth, cause in (*_entered_twice(known, day), *_entered_late(known, day)):
        notes[booth] = (*notes.get(booth, ()), cause)
    return notes


def _entered_twice(sales: Iterable[SlipSale], day: date) -> Iterator[tuple[Booth, Cause]]:
    """Note where a laptop entered on a day what another entered too.

    The money came once: what the one put into its drawer by it is what is missing there, where so much is.
    """
    same: dict[tuple[str, str, date], list[SlipSale]] = {}
    for sale in sales:
        same.setdefault((sale.booth.code, sale.slip, sale.slip_day), []).append(sale)
    for group in same.values():
        for sale in group:
            other = next((one for one in group if one.booth != sale.booth), None)
            if other is not None and sale.day == day:
                yield sale.booth, _twice(sale, other)


def _entered_late(sales: Iterable[SlipSale], day: date) -> Iterator[tuple[Booth, Cause]]:
    """Note on both days what was sold by slips on one and entered on another.

    Their cash lay in the drawer of the day that they are of, and was expected on the day they were entered.
    """
    late: dict[tuple[Booth, date, date], list[SlipSale]] = {}
    for sale in sales:
        if sale.slip_day < sale.day and day in {sale.slip_day, sale.day}:
            late.setdefault((sale.booth, sale.slip_day, sale.day), []).append(sale)
    for (booth, sold_on, entered_on), slips in late.items():
        cash = total(slip.cash for slip in slips)
        numbers = tuple(slip.number for slip in slips)
        values = {"sold": f"{sold_on:%d/%m}", "entered": f"{entered_on:%d/%m}", "cash": cash}
        could, text = (cash, ENTERED_LATER) if day == sold_on else (ZERO - cash, SOLD_BEFORE)
        about = frozenset(f"sale {number}" for number in numbers)
        yield (
            booth,
            Cause("late_slip", ZERO, text, numbers, values, Grade.CERTAIN, could=could, about=about),
        )


def _twice(sale: SlipSale, other: SlipSale) -> Cause:
    values = {
        "number": sale.number,
        "slip": sale.slip,
        "other": other.number,
        "other_slip": other.slip,
    }
    numbers = (sale.number, other.number)
    about = frozenset(f"sale {number}" for number in numbers)
    could = ZERO - sale.cash
    return Cause("slip_twice", ZERO, TWO_SLIPS, numbers, values, Grade.CERTAIN, could=could, about=about)
