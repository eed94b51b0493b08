"""Which promotion each line of a basket gets: at most one, and together what saves the buyer most.

The lines go, the dearest first, through an automaton whose state says how many pieces each promotion that
counts pieces has gathered. Of all ways to one state only the best is kept: so the best of all is found
without trying every one. Of ways that save the same, dearer lines get what stands earlier in the list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from batikpos.domain.catalogue import Item
from batikpos.domain.money import ZERO, Rupiah, apportion, total
from batikpos.domain.promotion import AmountEach, Bundle, CheapestOff, PercentEach, Promotion
from batikpos.domain.quantity import Quantity

MOST_STATES = 256
"""So many states are followed at once: five promotions for three pieces each, all for the same goods."""

Goods = tuple[Item, Quantity]


@dataclass(frozen=True, slots=True)
class Saving:
    """What a line gets: the promotion's name, and what it takes off in rupiah; nothing without one."""

    promotion: str = ""
    amount: Rupiah = ZERO


_Choice = tuple[int, int, int]
"""A line's promotion by its place in the list, how many of its pieces take no part in it, what it saves."""

_Way = tuple[int, tuple[_Choice, ...]]
"""What was saved so far, less than nothing, and what each line chose: the smallest way is the best."""


def save(lines: Sequence[Goods | None], promotions: Sequence[Promotion]) -> tuple[Saving, ...]:
    """Share promotions out; a line that is None (agreed upon, or discounted already) gets none."""
    found = [Saving()] * len(lines)
    if not promotions:
        return tuple(found)
    places = [n for n, goods in enumerate(lines) if goods is not None]
    goods = {n: line for n, line in enumerate(lines) if line is not None}
    places.sort(key=lambda n: (-goods[n][0].price.amount, goods[n][0].sku, -goods[n][1].size, n))
    for group in _apart(places, goods, promotions):
        counted = _counted([goods[n] for n in group], promotions)
        way = _best([goods[n] for n in group], promotions, counted)
        for n, saving in zip(group, _shared([goods[n] for n in group], way, promotions), strict=True):
            found[n] = saving
    return tuple(found)


def _apart(
    places: Sequence[int], goods: dict[int, Goods], promotions: Sequence[Promotion]
) -> list[list[int]]:
    """Part the lines into groups that no promotion counts together, each in the order of all."""
    groups: list[tuple[set[int], list[int]]] = []
    for n in places:
        ranks = {rank for rank, p in enumerate(promotions) if _counts(p) and p.is_for(goods[n][0])}
        joined = [group for group in groups if group[0] & ranks]
        groups = [group for group in groups if not group[0] & ranks]
        both = {rank for their, _ in joined for rank in their} | ranks
        groups.append((both, sorted([m for _, theirs in joined for m in theirs] + [n], key=places.index)))
    return [theirs for _, theirs in groups]


def _counts(promotion: Promotion) -> bool:
    """Say whether it looks at more than the line itself."""
    match promotion.deal:
        case PercentEach(_, pieces) | AmountEach(_, pieces):
            return pieces > 1
        case _:
            return True


def _counted(lines: Sequence[Goods], promotions: Sequence[Promotion]) -> list[int]:
    """Name the promotions that count pieces and have enough of them, as many as states are followed of."""
    found, states = [], 1
    for rank, promotion in enumerate(promotions):
        pieces = promotion.deal.pieces
        gathered = sum(quantity.size for item, quantity in lines if promotion.is_for(item))
        if _counts(promotion) and gathered >= pieces and states * (pieces + 1) <= MOST_STATES:
            found.append(rank)
            states *= pieces + 1
    return found


def _best(lines: Sequence[Goods], promotions: Sequence[Promotion], counted: Sequence[int]) -> _Way:
    nothing = (0,) * len(counted)
    ways: dict[tuple[int, ...], _Way] = {nothing: (0, ())}
    for line in lines:
        after: dict[tuple[int, ...], _Way] = {}
        alone = _alone(line, promotions)
        for state, (lost, choices) in ways.items():
            for new, choice in ((state, alone), *_together(line, state, promotions, counted)):
                tried = (lost - choice[2], (*choices, choice))
                if new not in after or tried < after[new]:
                    after[new] = tried
        ways = after
    return min(way for state, way in ways.items() if _is_end(state, promotions, counted))


def _alone(line: Goods, promotions: Sequence[Promotion]) -> _Choice:
    """Choose the promotion that takes most off a line by itself, the first of several; none ranks last."""
    best = (len(promotions), 0, 0)
    for rank, promotion in enumerate(promotions):
        if not _counts(promotion) and promotion.is_for(line[0]):
            saved = _off_each(line, promotion)
            if saved > best[2]:
                best = (rank, 0, saved)
    return best


def _off_each(line: Goods, promotion: Promotion) -> int:
    item, quantity = line
    gross = quantity.of(item.price)
    match promotion.deal:
        case PercentEach(basis_points, _):
            return gross.share(basis_points).amount
        case AmountEach(amount, _):
            return min(gross, quantity.of(amount)).amount
        case _:
            return 0


def _together(
    line: Goods, state: tuple[int, ...], promotions: Sequence[Promotion], counted: Sequence[int]
) -> Iterator[tuple[tuple[int, ...], _Choice]]:
    """Name what a line may choose with others, and the state that it leads to."""
    item, quantity = line
    price, size = item.price.amount, quantity.size
    for at, rank in enumerate(counted):
        promotion, gathered = promotions[rank], state[at]
        if not promotion.is_for(item):
            continue
        match promotion.deal:
            case PercentEach(_, pieces) | AmountEach(_, pieces):
                now = min(pieces, gathered + size)
                yield _with(state, at, now), (rank, 0, _off_each(line, promotion))
            case CheapestOff(pieces, basis_points):
                full, now = divmod(gathered + size, pieces)
                saved = full * item.price.share(basis_points).amount
                yield _with(state, at, now), (rank, 0, saved)
            case Bundle(pieces, bundle_price):
                # Whole bundles of one line are worth it all or not at all: the others need not be tried.
                for taken in {*range(1, min(size, pieces) + 1), *range(max(1, size - pieces + 1), size + 1)}:
                    full, now = divmod(gathered + taken, pieces)
                    saved = taken * price - full * bundle_price.amount
                    yield _with(state, at, now), (rank, size - taken, saved)


def _with(state: tuple[int, ...], at: int, now: int) -> tuple[int, ...]:
    return (*state[:at], now, *state[at + 1 :])


def _is_end(state: tuple[int, ...], promotions: Sequence[Promotion], counted: Sequence[int]) -> bool:
    """Say whether a basket may end so: with no bundle begun, and of what needs pieces enough or none."""
    for gathered, rank in zip(state, counted, strict=True):
        match promotions[rank].deal:
            case PercentEach(_, pieces) | AmountEach(_, pieces) if gathered not in {0, pieces}:
                return False
            case Bundle() if gathered:
                return False
    return True


def _shared(lines: Sequence[Goods], way: _Way, promotions: Sequence[Promotion]) -> Iterator[Saving]:
    """Say what each line gets; what several earn together is shared by what they cost.

    So each piece that is given back gives back what was paid for it, whichever was the free one.
    """
    _, choices = way
    amounts = [Rupiah(saved) for _, _, saved in choices]
    for rank, promotion in enumerate(promotions):
        mine = [n for n, choice in enumerate(choices) if choice[0] == rank]
        if isinstance(promotion.deal, CheapestOff | Bundle) and mine:
            taken = _whole([lines[n][1].size - choices[n][1] for n in mine], promotion.deal.pieces)
            weights = [lines[n][0].price.times(count) for n, count in zip(mine, taken, strict=True)]
            parts = apportion(total(amounts[n] for n in mine), weights)
            for n, part in zip(mine, parts, strict=True):
                amounts[n] = part
    for (rank, _, _), amount in zip(choices, amounts, strict=True):
        yield Saving(promotions[rank].name, amount) if amount else Saving()


def _whole(taken: Sequence[int], pieces: int) -> list[int]:
    """Leave the last pieces out that make no whole group."""
    left = sum(taken) // pieces * pieces
    counts = []
    for count in taken:
        counts.append(min(count, left))
        left -= counts[-1]
    return counts
