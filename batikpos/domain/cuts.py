"""Cuts of cloth that come back in parts: a length is one piece, and stays sold until all of it is back."""

from collections.abc import Collection, Iterable

from batikpos.domain.quantity import Unit
from batikpos.domain.sale import Sale, SaleKind, SaleLine

Place = tuple[str, int]
"""The number of a nota, and of its line from 1."""


def parts_back(sales: Collection[Sale]) -> frozenset[Place]:
    """List the lines that give back a part of a cut of which some is still sold after them.

    Of a cut whose sale is not among them nothing is known: what is given back of it counts as all.
    """
    returned = [
        (place, (sale.reverses, line.given_back), line.quantity.size)
        for sale in sorted(_reversing(sales), key=lambda sale: (sale.at, sale.number))
        for place, line in _placed(sale)
        if line.quantity.unit is Unit.METRE
    ]
    numbers = {of[0] for _, of, _ in returned}
    left = {
        place: line.quantity.size for sale in sales if sale.number in numbers for place, line in _placed(sale)
    }
    found = set()
    for place, of, size in returned:
        if of in left:
            left[of] += size
            if left[of] > 0:
                found.add(place)
    return frozenset(found)


def _reversing(sales: Iterable[Sale]) -> Iterable[Sale]:
    return (sale for sale in sales if sale.kind is not SaleKind.SALE)


def _placed(sale: Sale) -> Iterable[tuple[Place, SaleLine]]:
    return (((sale.number, n), line) for n, line in enumerate(sale.lines, 1))
