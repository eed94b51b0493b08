"""Finding goods by what is typed, at once, however many there are."""

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress, repeat
from operator import contains

from batikpos.domain.catalogue import Dye, Item, Technique
from batikpos.domain.choices import Choices, choices_of
from batikpos.domain.garment import Garment, garments_of
from batikpos.once import Once
from batikpos.values import frozen

MOST_SHOWN = 300
"""A list longer than this costs more time than anybody has to look at it; the rest is a tap away."""

_DIGITS_OF_A_BARCODE = 4
"""So many digits may be the beginning of a barcode; fewer are a size or part of a code."""


@frozen
class Filter:
    """What must hold beside the typed words; each part that says nothing lets all through."""

    kind: str = ""
    technique: Technique | None = None
    producer: str = ""

    def fits(self, item: Item) -> bool:
        """Say whether an item may be shown."""
        return (
            (not self.kind or item.kind == self.kind)
            and (self.technique is None or item.technique is self.technique)
            and (not self.producer or item.producer == self.producer)
        )


ALL = Filter()


@frozen
class FirstPage:
    """What of very many goods is shown first, and by what all of them can be chosen."""

    garments: Sequence[Garment]
    choices: Choices


@frozen
class Found:
    """What was found, the likeliest first: as many as were asked for, and how many there are."""

    garments: Sequence[Garment]
    total: int


def fold(text: str) -> str:
    """Make a text comparable: no case, no accents, no hyphens."""
    text = text.casefold().replace("-", "")
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


class Search:
    """Finds garments by words of their name, motif, kind, technique, dye, producer or code, likeliest first.

    All goods can be shown at once; of those that are loaded by what is given as `items`, the `first`. What
    words are looked for in is made by `make_ready`, in any thread and behind the first page, or else with the
    first words: whoever looks for some meanwhile waits for it.
    """

    def __init__(
        self,
        items: Sequence[Item] | Callable[[], Sequence[Item]],
        producer_names: Mapping[str, str],
        first: FirstPage | None = None,
    ) -> None:
        self._items = Once(items if callable(items) else lambda: items)
        self._garments = Once(lambda: garments_of(self._items.get()))
        self._first = first
        self._choices = Once(lambda: choices_of(self._items.get()))
        self._index = Once(lambda: _Index(self.garments, producer_names))
        self._fitting: dict[Filter, frozenset[int]] = {}
        self._held: tuple[tuple[str, ...], list[int]] = (), []  # what the words before were found in

    @property
    def garments(self) -> list[Garment]:
        """All goods."""
        return self._garments.get()

    @property
    def choices(self) -> Choices:
        """By what they can be chosen."""
        return self._first.choices if self._first is not None else self._choices.get()

    @property
    def is_ready(self) -> bool:
        """Say whether words are found without anything that must be made first."""
        return self._index.is_made

    def make_ready(self) -> "Search":
        """Make all that words are looked for in, once; return the same search."""
        self._index.get()
        return self

    def find(
        self, typed: str, only: Filter = ALL, sold: Mapping[str, int] | None = None, most: int | None = None
    ) -> Found:
        """Find the garments that hold every typed word, and return at most so many of them.

        A code that begins so comes first, then a name, then a word that does; of equals what was `sold`
        most often (by SKU), then as they stand in the catalogue.
        """
        words = fold(typed).split()
        if not words:
            if only == ALL and self._first is not None and not self.is_ready:
                return Found(self._first.garments[:most], len(self._first.garments))
            garments = (
                self.garments if only == ALL else [self.garments[n] for n in sorted(self._that_fit(only))]
            )
            return Found(garments[:most], len(garments))
        index = self._index.get()
        places = self._hold_all(index, words)
        code = "".join(words)
        is_barcode = code.isdecimal() and len(code) >= _DIGITS_OF_A_BARCODE
        if is_barcode:
            places |= index.barcodes.of(code)
        if only != ALL:
            places &= self._that_fit(only)
        hot = index.hot(sold or {})
        first = words[0]
        ranks: tuple[Callable[[], Iterable[int]], ...] = (
            lambda: index.barcodes.of(code) if is_barcode else (),
            lambda: index.codes.of(code),
            lambda: index.names.of(first),
            lambda: index.holding(f" {first}"),
            lambda: index.every,
        )
        return Found([self.garments[n] for n in _in_order(places, ranks, hot, most)], len(places))

    def _hold_all(self, index: "_Index", words: Sequence[str]) -> set[int]:
        """Look for the longest word first: it leaves the fewest to look through for the others.

        Where words go on from those before, as with each letter that is typed, only what held those is
        looked through.
        """
        before, held = self._held
        goes_on = bool(before) and all(any(word in longer for longer in words) for word in before)
        longest, *others = sorted(words, key=len, reverse=True)
        texts = index.texts
        places = [n for n in held if longest in texts[n]] if goes_on else [*index.holding(longest)]
        for word in others:
            places = [n for n in places if word in texts[n]]
        self._held = tuple(words), places
        return set(places)

    def _that_fit(self, only: Filter) -> frozenset[int]:
        if only not in self._fitting:
            fitting = (n for n, garment in enumerate(self.garments) if only.fits(garment.first))
            self._fitting[only] = frozenset(fitting)
        return self._fitting[only]


class _Index:
    """What the words of each garment are looked for in; a garment is its place."""

    def __init__(self, garments: Sequence[Garment], producer_names: Mapping[str, str]) -> None:
        self.texts = [_words(garment, producer_names) for garment in garments]
        self.every = range(len(garments))
        each = tuple(enumerate(garments))
        self.codes = _Beginnings((_code(item.sku), n) for n, g in each for item in g.items)
        self.barcodes = _Beginnings((i.barcode, n) for n, g in each for i in g.items if i.barcode)
        self.names = _Beginnings((fold(garment.first.name), n) for n, garment in each)
        self._places = {item.sku: n for n, garment in each for item in garment.items}

    def holding(self, text: str) -> Iterable[int]:
        """Look for a text anywhere in what is said of each."""
        return compress(self.every, map(contains, self.texts, repeat(text)))

    def hot(self, sold: Mapping[str, int]) -> dict[int, int]:
        """Say how often each garment was sold, in whatever size."""
        hot: dict[int, int] = {}
        for sku, times in sold.items():
            if times > 0 and sku in self._places:
                place = self._places[sku]
                hot[place] = hot.get(place, 0) + times
        return hot


class _Beginnings:
    """Words in their order, so that all which begin alike lie side by side."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        pairs = sorted(words)
        self._words = [word for word, _place in pairs]
        self._places = [place for _word, place in pairs]

    def of(self, beginning: str) -> set[int]:
        """Return the places of all that begin so."""
        start, end = (bisect_left(self._words, key) for key in (beginning, beginning + "\U0010ffff"))
        return set(self._places[start:end])


def _in_order(
    places: set[int], ranks: Iterable[Callable[[], Iterable[int]]], hot: Mapping[int, int], most: int | None
) -> list[int]:
    """Put places in the order of the ranks they are in, no more than are asked for.

    A rank is looked up only where those before it were not enough.
    """
    found: list[int] = []
    left = set(places)
    for rank in ranks:
        here = sorted(left.intersection(rank()))
        found += sorted((n for n in here if n in hot), key=lambda n: -hot[n]) if hot else ()
        found += [n for n in here if n not in hot] if hot else here
        if most is not None and len(found) >= most:
            return found[:most]
        left.difference_update(here)
    return found


def _code(sku: str) -> str:
    return fold(sku).replace(" ", "")


def _words(garment: Garment, producer_names: Mapping[str, str]) -> str:
    """Say all by which a garment may be looked for."""
    item = garment.first
    own = " ".join(f"{_code(i.sku)} {i.size}" for i in garment.items)
    producer = producer_names.get(item.producer, "")
    made = f"{_MADE_BY[item.technique]} {_DYED_WITH[item.dye]}".replace(" ", "/")
    return fold(f"{item.name} {item.name_en} {item.motif} {item.kind} {own} {producer}/{made}")


_MADE_BY = {
    Technique.TULIS: "batik tulis hand-drawn",
    Technique.CAP: "batik cap stamped",
    Technique.KOMBINASI: "batik kombinasi combined",
    Technique.PRINTING: "printing printed",
    Technique.NOT_BATIK: "",
}
_DYED_WITH = {
    Dye.NATURAL: "alam natural",
    Dye.SYNTHETIC: "sintetis synthetic",
    Dye.MIXED: "campuran mixed",
    Dye.NONE: "",
}
"""What people type, in both languages; behind no blank, so that it counts less than a word of the name."""
