"""What one card stands for: a thing, or a garment in all its sizes."""

from collections.abc import Iterable

from batikpos.domain.catalogue import Item
from batikpos.domain.money import Rupiah
from batikpos.values import frozen

_LETTERS = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL", "XXXXL")
_SAME = {"2XL": "XXL", "3XL": "XXXL", "4XL": "XXXXL"}


@frozen
class Garment:
    """One thing, or one garment in its sizes, the smallest first; it has at least one item."""

    items: tuple[Item, ...]

    @property
    def first(self) -> Item:
        """Return the item that stands for all: they differ by size and price only."""
        return self.items[0]

    @property
    def has_sizes(self) -> bool:
        """Say whether a size must be chosen."""
        return len(self.items) > 1

    @property
    def lowest(self) -> Rupiah:
        """Say what the cheapest size costs."""
        return min(item.price for item in self.items)

    @property
    def highest(self) -> Rupiah:
        """Say what the dearest size costs."""
        return max(item.price for item in self.items)

    def title(self, language: str) -> str:
        """Say its name in a language: without a size where there are several, else with it."""
        name = self.first.title(language)
        return _without_size(name, self.first.size) if self.has_sizes else name


def garments_of(items: Iterable[Item]) -> list[Garment]:
    """Put the sizes of one garment together, each where its first size stands in the catalogue.

    They have one group, one producer and one name; where a size comes twice (two colours, say), the
    second begins another garment: a card never hides a thing behind another's picture.
    """
    every: list[list[Item]] = []
    groups: dict[tuple[str, ...], list[list[Item]]] = {}
    for item in items:
        group, size = item.group, item.size
        if not (group and size):
            every.append([item])
            continue
        alike = groups.setdefault((item.producer, group, _without_size(item.name, size)), [])
        for garment in alike:
            if all(size != other.size for other in garment):
                garment.append(item)
                break
        else:
            alike.append(one := [item])
            every.append(one)
    return [Garment((*sorted(same, key=_by_size),) if len(same) > 1 else (*same,)) for same in every]


def _without_size(name: str, size: str) -> str:
    return name.removesuffix(size).rstrip() if size and name.endswith(f" {size}") else name


def _by_size(item: Item) -> tuple[int, float]:
    """Order letters as they grow, then numbers; others stay as the catalogue has them."""
    size = item.size.strip().upper()
    size = _SAME.get(size, size)
    if size in _LETTERS:
        return 0, _LETTERS.index(size)
    number = size.replace(",", ".", 1)
    if number.replace(".", "", 1).isdecimal():
        return 1, float(number)
    return 2, 0
