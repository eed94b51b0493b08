"""Which promotion each line of a basket gets: at most one, and together what saves the buyer most.

Of ways that save the same, dearer lines get what stands earlier in the list.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from batikpos.domain.money import ZERO, Rupiah, apportion, total
from batikpos.domain.promotion import Bundle, CheapestOff, Promotion
from batikpos.domain.sharing import Choice, Goods, Search, Way, counts
from batikpos.values import frozen

MOST_TRIES = 8
"""So often the best is looked for without some promotions, where there are too many ways with all."""


@frozen
class Saving:
    """What a line gets: the promotion's name, and what it takes off in rupiah; nothing without one."""

    promotion: str = ""
    amount: Rupiah = ZERO


def save(lines: Sequence[Goods | None], promotions: Sequence[Promotion]) -> tuple[Saving, ...]:
    """Share promotions out; a line that is None (agreed upon, or discounted already) gets none."""
    found = [Saving()] * len(lines)
    if not promotions:
        return tuple(found)
    goods = {n: line for n, line in enumerate(lines) if line is not None}
    places = sorted(goods, key=lambda n: (-goods[n][0].price.amount, goods[n][0].sku, -goods[n][1].size, n))
    ordered = [goods[n] for n in places]
    way = _Sharing(ordered, promotions).best()
    for n, saving in zip(places, _shared(ordered, way, promotions), strict=True):
        found[n] = saving
    return tuple(found)


@dataclass(slots=True)
class _Sharing:
    """Shares promotions out over lines, the dearest first."""

    lines: Sequence[Goods]
    promotions: Sequence[Promotion]
    found: dict[tuple[tuple[int, ...], frozenset[int]], tuple[Way, bool]] = field(default_factory=dict)

    def best(self) -> Way:
        """Find the best way for all lines."""
        counted = frozenset(rank for rank, promotion in enumerate(self.promotions) if counts(promotion))
        places = tuple(range(len(self.lines)))
        return self._joined((g, self._best_together(g, theirs)) for g, theirs in self._apart(places, counted))

    def _best_together(self, group: tuple[int, ...], counted: frozenset[int]) -> Way:
        """Find the best way for lines that belong together.

        Where that takes too many steps, it is looked for without each of the promotions too, and so on: so
        that one promotion more does not make a basket dearer.
        """
        waiting, ways = [counted], []
        for theirs in waiting:  # which grows meanwhile
            way, is_exact = self._look(group, theirs)
            ways.append(way)
            if not is_exact:
                fewer = (theirs - {rank} for rank in sorted(theirs, reverse=True))
                waiting += [some for some in fewer if some not in waiting]
            if len(ways) == MOST_TRIES:
                break
        return min(ways)

    def _look(self, group: tuple[int, ...], counted: frozenset[int]) -> tuple[Way, bool]:
        """Look for the best way with some of the promotions that count pieces, and say whether it is."""
        parts: list[tuple[tuple[int, ...], Way]] = []
        is_exact = True
        for key in self._apart(group, counted):
            if key not in self.found:
                search = Search([self.lines[n] for n in key[0]], self.promotions, sorted(key[1]))
                self.found[key] = (search.run(), search.is_exact)
            parts.append((key[0], self.found[key][0]))
            is_exact = is_exact and self.found[key][1]
        return self._joined(parts), is_exact

    def _joined(self, parts: Iterable[tuple[tuple[int, ...], Way]]) -> Way:
        """Put the ways of groups together, in the order of the lines."""
        lost = 0
        chosen: dict[int, Choice] = {}
        for group, way in parts:
            lost += way[0]
            chosen.update(zip(group, way[1], strict=True))
        return lost, tuple(chosen[n] for n in sorted(chosen))

    def _apart(
        self, places: tuple[int, ...], counted: frozenset[int]
    ) -> list[tuple[tuple[int, ...], frozenset[int]]]:
        """Part lines into groups that no promotion counts together, each with its promotions."""
        groups: list[tuple[tuple[int, ...], frozenset[int]]] = []
        useful = [rank for rank in sorted(counted) if self._has_enough(places, rank)]
        for n in places:
            ranks = frozenset(r for r in useful if self.promotions[r].is_for(self.lines[n][0]))
            joined = [group for group in groups if group[1] & ranks]
            groups = [group for group in groups if not group[1] & ranks]
            lines = tuple(sorted([n, *(m for theirs, _ in joined for m in theirs)]))
            groups.append((lines, ranks.union(*(theirs for _, theirs in joined))))
        return groups

    def _has_enough(self, places: tuple[int, ...], rank: int) -> bool:
        promotion = self.promotions[rank]
        there = (self.lines[n] for n in places)
        return sum(q.size for item, q in there if promotion.is_for(item)) >= promotion.deal.pieces


def _shared(lines: Sequence[Goods], way: Way, promotions: Sequence[Promotion]) -> Iterator[Saving]:
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
