"""Paper slips that were entered on two laptops of a booth: each store knows its own, only the centre both."""

from collections.abc import Iterable
from datetime import date

from batikpos.domain.causes.cause import Cause, Grade
from batikpos.domain.causes.slips import TWO_SLIPS
from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah
from batikpos.values import frozen


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
    """Note at each laptop that entered such a slip on a day that another entered it too.

    The money came once: what the one put into its drawer by it is what is missing there, where so much is.
    """
    same: dict[tuple[str, str, date], list[SlipSale]] = {}
    for sale in sales:
        same.setdefault((sale.booth.code, sale.slip, sale.slip_day), []).append(sale)
    notes: dict[Booth, tuple[Cause, ...]] = {}
    for group in same.values():
        for sale in group:
            other = next((one for one in group if one.booth != sale.booth), None)
            if other is not None and sale.day == day:
                notes[sale.booth] = (*notes.get(sale.booth, ()), _twice(sale, other))
    return notes


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
