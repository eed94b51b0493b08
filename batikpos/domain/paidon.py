"""On which paper and day goods were paid for: exchanged since, ordered before, or sold by a paper slip."""

from collections.abc import Iterable, Mapping
from datetime import date

from batikpos.domain.sale import Sale
from batikpos.domain.tender import TenderKind
from batikpos.values import frozen


@frozen
class Paid:
    """How a sale was paid: which one it `follows`, and each way with its reference."""

    number: str
    follows: str
    by: Mapping[TenderKind, str]


def paid_of(sale: Sale) -> Paid:
    """Say how a sale was paid."""
    return Paid(sale.number, sale.follows, {tender.kind: tender.reference for tender in sale.tenders})


def slip_days(sales: Iterable[Sale]) -> Mapping[str, date]:
    """Say on which day what paper slips tell was sold, by the numbers of their sales.

    What reverses such a sale or stands in its place is of that day too.
    """
    found: dict[str, date] = {}
    for sale in sales:  # in their order: what follows another comes behind it
        day = sale.slip.day if sale.slip else found.get(sale.follows) or found.get(sale.reverses)
        if day is not None:
            found[sale.number] = day
    return found


class PaidOn:
    """Finds the nota or order on which the money came that nobody saw: its own, or what went before it."""

    def __init__(self, papers: Iterable[Paid]) -> None:
        self._before: dict[str, str] = {}
        for one in papers:
            if TenderKind.EXCHANGE in one.by and one.follows:
                self._before[one.number] = one.follows
            elif TenderKind.DEPOSIT in one.by and TenderKind.QRIS not in one.by:
                self._before[one.number] = one.by[TenderKind.DEPOSIT]

    def paper(self, number: str) -> str:
        """Name the first paper: that itself, where nothing went before."""
        gone: set[str] = set()
        while number in self._before and number not in gone:
            gone.add(number)
            number = self._before[number]
        return number
