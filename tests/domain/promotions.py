"""Promotions by chance, over the goods of the chance baskets, and a slow judge of what is best."""

from collections.abc import Iterator, Sequence
from datetime import date, time
from itertools import product

from hypothesis import strategies as st

from batikpos.domain.catalogue import Item
from batikpos.domain.money import Rupiah
from batikpos.domain.promotion import (
    AmountEach,
    Bundle,
    CheapestOff,
    Deal,
    PercentEach,
    Promotion,
    Scope,
    Season,
)
from batikpos.domain.quantity import Quantity, Unit
from tests.domain.baskets import GOODS

NAMES = ("Great Sale", "Beli 2", "Paket", "Obral", "Hari Minggu")

deals: st.SearchStrategy[Deal] = st.one_of(
    st.builds(PercentEach, st.integers(1, 10_000), st.integers(1, 4)),
    st.builds(AmountEach, st.integers(1, 200_000).map(Rupiah), st.integers(1, 4)),
    st.builds(CheapestOff, st.integers(2, 4), st.integers(1, 10_000)),
    st.builds(Bundle, st.integers(2, 4), st.integers(0, 400_000).map(Rupiah)),
)
scopes = st.builds(
    Scope,
    skus=st.lists(st.sampled_from([i.sku for i in GOODS]), max_size=3, unique=True).map(tuple),
    producers=st.lists(st.sampled_from("ABC"), max_size=2, unique=True).map(tuple),
)
seasons = st.builds(
    Season,
    st.none() | st.dates(date(2026, 12, 1), date(2026, 12, 31)),
    st.none() | st.dates(date(2026, 12, 1), date(2026, 12, 31)),
    st.none() | st.sampled_from([time(9), time(12, 30)]),
    st.none() | st.sampled_from([time(15), time(20)]),
)


@st.composite
def lists(draw: st.DrawFn, *, most: int = 4) -> tuple[Promotion, ...]:
    """Draw a list of promotions, each with its own name."""
    names = NAMES[: draw(st.integers(0, most))]
    return tuple(Promotion(name, draw(deals), draw(scopes), draw(seasons)) for name in names)


def best_saving(lines: Sequence[tuple[Item, Quantity]], promotions: Sequence[Promotion]) -> int:
    """Try every way to give each line at most one promotion, and say what the best saves."""
    options = [[None, *(p for p in promotions if p.is_for(item))] for item, _ in lines]
    return max(
        sum(_saves(p, [line for line, q in zip(lines, way, strict=True) if q is p]) for p in promotions)
        for way in product(*options)
    )


def _saves(promotion: Promotion, lines: Sequence[tuple[Item, Quantity]]) -> int:
    """Say what one promotion takes off the lines that were given to it."""
    pieces = sorted(_pieces(lines), reverse=True)
    match promotion.deal:
        case PercentEach(basis_points, least) if least == 1 or len(pieces) >= least:
            return sum(q.of(i.price).share(basis_points).amount for i, q in lines)
        case AmountEach(amount, least) if least == 1 or len(pieces) >= least:
            return sum(min(q.of(i.price), q.of(amount)).amount for i, q in lines)
        case CheapestOff(of, basis_points):
            return sum(Rupiah(price).share(basis_points).amount for price in pieces[of - 1 :: of])
        case Bundle(of, price):
            return max(sum(pieces[: n * of]) - n * price.amount for n in range(len(pieces) // of + 1))
        case _:
            return 0


def _pieces(lines: Sequence[tuple[Item, Quantity]]) -> Iterator[int]:
    for item, quantity in lines:
        if item.unit is Unit.PIECE:
            yield from [item.price.amount] * quantity.size
