"""The search behind promotions: which each line of a group gets, so that all together save most.

The lines go, the dearest first, through an automaton whose state says how many pieces each promotion that
counts pieces has gathered. Of all ways to one state only the best is kept; and a state is left where even
all that the lines behind it could save would not make it the best. So the best of all is found without
trying every one.
"""

from collections.abc import Iterator, Sequence

from batikpos.domain.catalogue import Item
from batikpos.domain.money import WHOLE
from batikpos.domain.promotion import AmountEach, Bundle, CheapestOff, PercentEach, Promotion
from batikpos.domain.quantity import Quantity
from batikpos.values import frozen

MOST_STEPS = 20_000
"""So many steps are taken for goods that belong together: some hundredths of a second."""

_PROBE = 8
"""So many states are followed to find a good way first."""

Goods = tuple[Item, Quantity]

Choice = tuple[int, int, int]
"""A line's promotion by its place in the list, how many of its pieces take no part in it, what it saves."""

Way = tuple[int, tuple[Choice, ...]]
"""What was saved, less than nothing, and what each line chose: the smallest way is the best."""


def counts(promotion: Promotion) -> bool:
    """Say whether it looks at more than the line itself."""
    match promotion.deal:
        case PercentEach(_, pieces) | AmountEach(_, pieces):
            return pieces > 1
        case _:
            return True


_LOST = float("-inf")

_Reached = tuple[int, object]
"""What was saved up to a state, less than nothing, and how: the way before, and the last line's choice."""

_Moves = list[list[tuple[int, Choice]]]
"""Of how many pieces are gathered: how a line changes a state's number, and what it chooses for it."""


@frozen
class _Counted:
    """A promotion that counts pieces: a state's number holds how many it has, `weight` for each.

    `left` says before each line how many pieces are still to come, `dearest` what the dearest of them costs.
    """

    rank: int
    promotion: Promotion
    weight: int
    base: int
    left: Sequence[int]
    dearest: Sequence[int]

    def ahead(self, gathered: int, at: int) -> float:
        """Say how much more gathered pieces may bring than the lines to come; _LOST where they bring none."""
        if not gathered:
            return 0
        pieces = self.promotion.deal.pieces
        match self.promotion.deal:
            case CheapestOff(_, basis_points):
                return gathered * _cheapest(self.dearest[at], basis_points) / pieces
            case Bundle(_, price):
                return -gathered * price.amount / pieces if self.left[at] >= pieces - gathered else _LOST
            case _:
                return 0 if self.left[at] >= pieces - gathered else _LOST

    def is_end(self, gathered: int) -> bool:
        """Say whether a basket may end so: with no bundle begun, and of what needs pieces enough or none."""
        match self.promotion.deal:
            case CheapestOff():
                return True
            case Bundle():
                return not gathered
            case _:
                return gathered in {0, self.promotion.deal.pieces}

    def moves(self, line: Goods) -> _Moves:
        """Name what a line may do with it."""
        item, quantity = line
        price, size, pieces = item.price.amount, quantity.size, self.promotion.deal.pieces
        each = _off_each(line, self.promotion)
        moves: _Moves = [[] for _ in range(self.base)]
        for gathered, found in enumerate(moves):
            match self.promotion.deal:
                case PercentEach() | AmountEach():
                    ways = [(min(pieces, gathered + size), size, each)]
                case CheapestOff(_, basis_points):
                    full, now = divmod(gathered + size, pieces)
                    ways = [(now, size, full * item.price.share(basis_points).amount)]
                case Bundle(_, bundle_price):
                    # A whole bundle of one line is worth it, or is not: as many of them as go in, or none.
                    ways = []
                    for taken in _taken(size, pieces, is_worth=price * pieces > bundle_price.amount):
                        full, now = divmod(gathered + taken, pieces)
                        ways.append((now, taken, taken * price - full * bundle_price.amount))
            found += [
                ((now - gathered) * self.weight, (self.rank, size - taken, saved))
                for now, taken, saved in ways
            ]
        return moves

    def most(self, line: Goods) -> float:
        """Say what a line may save with it at most, where several earn together its share of it."""
        (price, size), pieces = (line[0].price.amount, line[1].size), self.promotion.deal.pieces
        match self.promotion.deal:
            case CheapestOff(_, basis_points):
                return size * _cheapest(price, basis_points) / pieces
            case Bundle(_, bundle_price):
                return size * (price - bundle_price.amount / pieces)
            case _:
                return _off_each(line, self.promotion)


class Search:
    """Looks for the best way of lines that belong together; `is_exact` says whether all ways counted."""

    def __init__(self, lines: Sequence[Goods], promotions: Sequence[Promotion], ranks: Sequence[int]) -> None:
        self._counted: list[_Counted] = []
        weight = 1
        for rank in ranks:
            promotion = promotions[rank]
            there = [(q.size, item.price.amount) if promotion.is_for(item) else (0, 0) for item, q in lines]
            left = [sum(size for size, _ in there[at:]) for at in range(len(lines) + 1)]
            dearest = [max((price for _, price in there[at:]), default=0) for at in range(len(lines) + 1)]
            base = promotion.deal.pieces + 1
            self._counted.append(_Counted(rank, promotion, weight, base, left, dearest))
            weight *= base
        self._alone = [_alone(line, promotions) for line in lines]
        theirs = [[c for c in self._counted if c.promotion.is_for(item)] for item, _ in lines]
        self._moves = [
            [(c.weight, c.base, c.moves(line)) for c in mine]
            for line, mine in zip(lines, theirs, strict=True)
        ]
        most = [
            max([alone[2], *(c.most(line) for c in mine)])
            for line, alone, mine in zip(lines, self._alone, theirs, strict=True)
        ]
        self._rest = [sum(most[at:]) for at in range(len(lines) + 1)]
        self.is_exact = True

    def run(self) -> Way:
        """Find the best way, or a good one where there are too many."""
        probe = self._walk(_PROBE, at_least=_LOST)
        self.is_exact = True
        a_state = sum(1 + sum(len(found[0]) for _, _, found in moves) for moves in self._moves)
        return min(probe, self._walk(max(_PROBE, MOST_STEPS // a_state), at_least=-probe[0]))

    def _walk(self, width: int, *, at_least: float) -> Way:
        """Go through all lines, with so many states at most; leave what cannot save so much."""
        ways: dict[int, _Reached] = {0: (0, ())}
        for at, (alone, moves) in enumerate(zip(self._alone, self._moves, strict=True), 1):
            after: dict[int, _Reached] = {}
            for state, (lost, before) in ways.items():
                _put(after, state, lost, before, alone)
                for weight, base, found in moves:
                    for step, choice in found[state // weight % base]:
                        _put(after, state + step, lost, before, choice)
            ways = self._kept(after, at, width, at_least)
        ends = [
            way
            for state, way in ways.items()
            if all(c.is_end(state // c.weight % c.base) for c in self._counted)
        ]
        lost, chosen = min(ends)
        return lost, _told(chosen)

    def _kept(self, ways: dict[int, _Reached], at: int, width: int, at_least: float) -> dict[int, _Reached]:
        ahead = [(c.weight, c.base, [c.ahead(n, at) for n in range(c.base)]) for c in self._counted]
        rest, least = self._rest[at], max(at_least - 1, -(2**63))
        hoped: dict[int, float] = {}
        for state, (lost, _) in ways.items():
            hope = rest - lost + sum(brings[state // weight % base] for weight, base, brings in ahead)
            if not state or hope >= least:
                hoped[state] = hope
        if len(hoped) <= width:
            return {state: ways[state] for state in hoped}
        self.is_exact = False
        best = sorted(hoped, key=lambda state: (-hoped[state], state))[:width]
        return {state: ways[state] for state in {0: None} | dict.fromkeys(best)}


def _put(after: dict[int, _Reached], state: int, lost: int, before: object, choice: Choice) -> None:
    """Keep a way to a state where it is better than the one that is known."""
    known, now = after.get(state), lost - choice[2]
    if known is None or now < known[0] or (now == known[0] and (now, (before, choice)) < known):
        after[state] = (now, (before, choice))


def _told(chosen: object) -> tuple[Choice, ...]:
    """List the choices of a way in their order."""
    choices: list[Choice] = []
    while isinstance(chosen, tuple) and chosen:
        chosen, choice = chosen
        choices.append(choice)
    return tuple(reversed(choices))


def _taken(size: int, pieces: int, *, is_worth: bool) -> Iterator[int]:
    """Name how many pieces of a line go into bundles: of each rest over whole bundles the best count."""
    for rest in range(min(size, pieces - 1) + 1):
        taken = rest + (size - rest) // pieces * pieces if is_worth else rest
        if taken:
            yield taken


def _cheapest(price: int, basis_points: int) -> float:
    """Say what the cheapest of several gets off at most, where it costs so much."""
    return price * basis_points / WHOLE + 0.5


def _alone(line: Goods, promotions: Sequence[Promotion]) -> Choice:
    """Choose the promotion that takes most off a line by itself, the first of several; none ranks last."""
    best = (len(promotions), 0, 0)
    for rank, promotion in enumerate(promotions):
        if not counts(promotion) and promotion.is_for(line[0]):
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
