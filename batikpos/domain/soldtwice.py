"""A single piece that was sold more than once: every sale stands in the books, and people settle it.

What is said here is a proposal only: which sale keeps the piece, and what the other buyers are offered.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from batikpos.domain.causes.cause import Cause
from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah
from batikpos.i18n import N_
from batikpos.values import frozen


@frozen
class PieceSale:
    """A sale of a single piece that stands: `pieces` and `net` are what was not given back of it.

    One `is_from_slip` was entered later than it was sold; where the `clock_was_set` that day, its time proves
    nothing beside another device's.
    """

    sku: str
    name: str
    producer: str
    number: str
    booth: Booth
    business_day: date
    at: datetime
    journal_id: str
    seq: int
    cashier: str
    pieces: int
    net: Rupiah
    is_from_slip: bool = False
    clock_was_set: bool = False


class Why(StrEnum):
    """What speaks for a sale keeping the piece; nothing does where people have to look."""

    TAKEN = "taken"
    OWN = "own"
    EARLIER = "earlier"
    NOTHING = "nothing"


WHYS = {
    Why.TAKEN: N_("by the stock list the piece was at this booth and at no other"),
    Why.OWN: N_("it was sold at its producer's own booth"),
    Why.EARLIER: N_("it was sold first"),
    Why.NOTHING: N_("nothing says which booth had the piece: look at both notas"),
}


@frozen
class Offer:
    """What the buyer of a nota is offered who does not keep the piece: the money back, or one made to order.

    An order takes the same amount as its down payment.
    """

    number: str
    pieces: int
    amount: Rupiah


@frozen
class SoldTwice:
    """A single piece with all its sales, the earliest first, and what is proposed.

    `stands` is the nota that keeps the piece, "" where nothing speaks for one of them: then no offer is made.
    """

    sku: str
    name: str
    producer: str
    sales: tuple[PieceSale, ...]
    stands: str
    why: Why
    offers: tuple[Offer, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """List its notas."""
        return tuple(sale.number for sale in self.sales)

    @property
    def pieces(self) -> int:
        """Count how often it was sold."""
        return sum(sale.pieces for sale in self.sales)


def find_sold_twice(
    sales: Iterable[PieceSale], taken: Mapping[str, frozenset[str]], own_booths: Mapping[str, str]
) -> tuple[SoldTwice, ...]:
    """Find single pieces of which more than one was sold.

    Where no desk gives the codes, two producers may use the same one for goods of their own. `taken` names,
    for each piece, the booths it was taken to by their stock lists; `own_booths` the booth of
    each producer.
    """
    ordered = sorted(sales, key=lambda sale: (sale.sku, sale.producer, sale.at, sale.number))
    found = []
    for (sku, _), group in groupby(ordered, key=lambda sale: (sale.sku, sale.producer)):
        of = tuple(group)
        if sum(sale.pieces for sale in of) > 1:
            found.append(_settled(of, taken.get(sku, frozenset()), own_booths.get(of[0].producer, "")))
    return tuple(found)


SOLD_TWICE = N_("{item}, a single piece, was sold {count} times. Proposed: {stands} keeps it.")
SOLD_TWICE_UNSURE = N_("{item}, a single piece, was sold {count} times. Look who has it.")


def notes_of(found: Iterable[SoldTwice], day: date) -> dict[Booth, tuple[Cause, ...]]:
    """Note, at each device that sold such a piece on a day, that it was sold more than once."""
    notes: dict[Booth, tuple[Cause, ...]] = {}
    for one in found:
        values = {"item": one.name, "count": one.pieces, "stands": one.stands}
        text = SOLD_TWICE if one.stands else SOLD_TWICE_UNSURE
        cause = Cause("sold_twice", ZERO, text, one.numbers, values)
        for booth in dict.fromkeys(sale.booth for sale in one.sales if sale.business_day == day):
            notes[booth] = (*notes.get(booth, ()), cause)
    return notes


def _settled(sales: tuple[PieceSale, ...], taken: frozenset[str], own_booth: str) -> SoldTwice:
    first = sales[0]
    keeps, why = _keeper(sales, taken, own_booth)
    offers = () if keeps is None else tuple(_offers(sales, keeps))
    return SoldTwice(first.sku, first.name, first.producer, sales, keeps.number if keeps else "", why, offers)


def _keeper(
    sales: tuple[PieceSale, ...], taken: frozenset[str], own_booth: str
) -> tuple[PieceSale | None, Why]:
    """Choose who keeps it by what shows most: where the piece was, whose it is, and who was first."""
    had = [sale for sale in sales if sale.booth.code in taken]
    at_home = [sale for sale in sales if sale.booth.code == own_booth]
    if had and len(taken) == 1 and (keeps := _first(had)):
        return keeps, Why.TAKEN if len(had) < len(sales) else Why.EARLIER
    if not taken and at_home and (keeps := _first(at_home)):
        return keeps, Why.OWN if len(at_home) < len(sales) else Why.EARLIER
    if keeps := _first(had or sales):
        return keeps, Why.EARLIER
    return None, Why.NOTHING


def _first(sales: Iterable[PieceSale]) -> PieceSale | None:
    """Find the first of several sales: by their numbers in one journal, else by clocks that were not set.

    None where that cannot be said, or two are of the same moment.
    """
    of = sorted(sales, key=lambda sale: (sale.at, sale.seq))
    if len(of) == 1:
        return of[0]
    if any(sale.is_from_slip for sale in of):
        return None
    if len({sale.journal_id for sale in of}) == 1:
        return min(of, key=lambda sale: sale.seq)
    is_told = not any(sale.clock_was_set for sale in of) and of[0].at < of[1].at
    return of[0] if is_told else None


def _offers(sales: Iterable[PieceSale], keeps: PieceSale) -> Iterable[Offer]:
    for sale in sales:
        extra = sale.pieces - (sale == keeps)
        if extra:
            yield Offer(sale.number, extra, sale.net.times(extra, sale.pieces))
