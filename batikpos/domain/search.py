"""Finding goods by what is typed, at once, however many there are."""

import unicodedata
from collections.abc import Mapping, Sequence

from batikpos.domain.catalogue import Item

MOST_FOUND = 300
"""A list longer than this costs more time than anybody has to look at it."""


def fold(text: str) -> str:
    """Make a text comparable: no case, no accents, codes without hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c) and c != "-")


class Search:
    """Finds items by any words of their name, motif, kind, producer or code, the likeliest first."""

    def __init__(self, items: Sequence[Item], producer_names: Mapping[str, str]) -> None:
        self._items = items
        self._texts = [fold(_words(item, producer_names)) for item in items]

    def find(self, typed: str, kind: str = "") -> list[Item]:
        """Find the items that hold every typed word, of one kind where one is chosen."""
        words = sorted(fold(typed).split(), key=len, reverse=True)
        places = range(len(self._items))
        found = [n for n in places if not kind or self._items[n].kind == kind]
        for word in words:
            found = [n for n in found if word in self._texts[n]]
        if words:
            first = words[-1] if len(words) == 1 else fold(typed).split()[0]
            found.sort(key=lambda n: (self._rank(n, first), n))
        return [self._items[n] for n in found[:MOST_FOUND]]

    def _rank(self, place: int, word: str) -> int:
        item, text = self._items[place], self._texts[place]
        if fold(item.sku).startswith(word) or item.barcode.startswith(word):
            return 0
        if text.startswith(word):
            return 1
        return 2 if f" {word}" in text else 3


def _words(item: Item, producer_names: Mapping[str, str]) -> str:
    """Say all by which an item may be looked for, the name first."""
    producer = producer_names.get(item.producer, "")
    return f"{item.name} {item.name_en} {item.motif} {item.kind} {item.size} {item.sku} {producer}"
