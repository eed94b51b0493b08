"""A sale that was entered twice: its paper slip under two numbers, or once as a slip and once without."""

from collections import Counter
from itertools import combinations

from batikpos.domain.causes.cause import Cause, Grade
from batikpos.domain.causes.drawer import DrawerDay, cash_of
from batikpos.domain.causes.payments import match
from batikpos.domain.money import total
from batikpos.domain.sale import Sale
from batikpos.i18n import N_

TWO_SLIPS = N_("{number} (slip {slip}) and {other} (slip {other_slip}) are one sale, entered twice.")
SLIP_AND_SALE = N_("{number} (slip {slip}) was sold as {other} too: one sale, entered twice.")


def entered_twice(day: DrawerDay) -> tuple[Cause, ...]:
    """Find a slip and another sale of the same goods for the same sum.

    Where the goods were counted, one of them must still be there; where they were not, the same cash
    must be missing, to the rupiah.
    """
    pairs = [
        (one, two)
        for one, two in combinations(day.standing, 2)
        if (one.slip or two.slip) and _goods(one) == _goods(two) and one.total == two.total
    ]
    missing = match(day).missing
    causes: list[Cause] = []
    for one, two in pairs:
        second = two if two.slip or cash_of(one) == cash_of(two) else one
        booked = [lost for lost in missing if second.number in lost.numbers]
        about = frozenset({f"sale {one.number}", f"sale {two.number}", *(b.key for b in booked)})
        is_there = all(day.extra_gone.get(sku, 0) <= -size for sku, size in _goods(second).items())
        moved = bool(cash_of(second) or booked)
        if not (moved if day.papers.gone is None else is_there):
            continue
        grade = Grade.CERTAIN if day.papers.gone is not None else Grade.LIKELY
        slipped, other = (one, two) if one.slip else (two, one)
        values = {
            "number": slipped.number,
            "slip": slipped.slip.number if slipped.slip else "",
            "other": other.number,
            "other_slip": other.slip.number if other.slip else "",
        }
        causes.append(
            Cause(
                "slip_twice",
                -cash_of(second),
                TWO_SLIPS if other.slip else SLIP_AND_SALE,
                (one.number, two.number),
                values,
                grade=grade,
                qris=-total(b.amount for b in booked),
                about=about,
            )
        )
    return tuple(causes)


def _goods(sale: Sale) -> Counter[str]:
    goods: Counter[str] = Counter()
    for line in sale.lines:
        goods[line.sku] += line.quantity.size
    return goods
