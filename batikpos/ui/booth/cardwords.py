"""What is said of goods on cards, in rows and to a screen reader."""

from collections.abc import Callable, Mapping, Sequence

from batikpos.domain.catalogue import BATIK, Item
from batikpos.domain.garment import Garment
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Quantity, Unit
from batikpos.domain.wording import DYES_SHORT, TECHNIQUES_SHORT
from batikpos.i18n import N_, Translate

FEW = 3
"""So few pieces are worth a word on the card."""

_WIDE = "lebar "


class CardWords:
    """Says names, prices and what is left in one language."""

    def __init__(self, tr: Translate, language: str, producers: Mapping[str, str]) -> None:
        self._tr, self._language, self._producers = tr, language, producers
        self.price_of: Callable[[Item], Rupiah | None] = _nothing_cheaper

    def say(self, text: str, **facts: object) -> str:
        """Say a text in the language."""
        return self._tr(text).format(**facts)

    @staticmethod
    def number(count: int) -> str:
        """Write a large number."""
        return f"{count:,}".replace(",", ".")

    def title(self, garment: Garment) -> str:
        """Say its name."""
        return garment.title(self._language)

    def producer(self, garment: Garment) -> str:
        """Say who made it."""
        return self._producers.get(garment.first.producer, garment.first.producer)

    def made(self, item: Item) -> tuple[str, ...]:
        """Say technique and dye, as far as they are to be said."""
        dye = self._tr(DYES_SHORT[item.dye]) if item.technique in BATIK else ""
        return tuple(filter(None, (self._tr(TECHNIQUES_SHORT[item.technique]), dye)))

    def sizes(self, garment: Garment) -> str:
        """Say in which sizes there is one, or how large it is."""
        return " ".join(self._size(item.size) for item in garment.items)

    def _size(self, size: str) -> str:
        """Say a size; how wide a cloth is stands in the catalogue in Indonesian."""
        width = size.removeprefix(_WIDE)
        return self.say(N_("{width} wide"), width=width) if width != size else size

    def smalls(self, garment: Garment) -> tuple[str, ...]:
        """Say how it is made and its sizes in one line, the longest way first."""
        made = self.made(garment.first)
        if not garment.has_sizes:
            return (" · ".join(made),)
        sizes, ends = self.sizes(garment), f"{garment.first.size}\N{EN DASH}{garment.items[-1].size}"
        ways = ((*made, sizes), (*made[:1], sizes), (sizes,), (*made[:1], ends), (ends,))
        return tuple(" · ".join(way) for way in ways)

    def detail(self, garment: Garment) -> str:
        """Say how it is made, in which sizes, and by whom."""
        return " · ".join(
            filter(None, (*self.made(garment.first), self.sizes(garment), self.producer(garment)))
        )

    def price(self, garment: Garment) -> str:
        """Say what it costs now, from the cheapest size to the dearest."""
        return _range([self.cost(item) for item in garment.items]) + self.per(garment)

    def cost(self, item: Item) -> Rupiah:
        """Say what one costs now: by a promotion where one holds, else by the list."""
        price = self.price_of(item)
        return item.price if price is None else price

    def was(self, garment: Garment) -> str:
        """Say what it costs by the list, where it costs less now."""
        is_less = any(self.cost(item) < item.price for item in garment.items)
        return _range([item.price for item in garment.items]) if is_less else ""

    def price_from(self, garment: Garment) -> str:
        """Say from what on there is one."""
        return self.say(N_("from {price}"), price=min(map(self.cost, garment.items)).bare())

    def per(self, garment: Garment) -> str:
        """Say what the price is for, where it is not for a piece."""
        return " /m" if garment.first.unit is Unit.METRE else ""

    def left(self, left: int | None, unit: Unit) -> str:
        """Say how much is left; nothing where nobody counted."""
        if left is None:
            return ""
        if left <= 0:
            return self._tr(N_("sold out"))
        return self.say(N_("{count} left"), count=Quantity(left, unit))

    def is_few(self, left: int | None, unit: Unit) -> bool:
        """Say whether so little is left that it matters."""
        return left is not None and (left <= 0 or (unit is Unit.PIECE and left <= FEW))


def _nothing_cheaper(_item: Item) -> None:
    """Let everything cost what the list says."""


def _range(prices: Sequence[Rupiah]) -> str:
    low, high = min(prices), max(prices)
    return low.bare() if low == high else f"{low.bare()}\N{EN DASH}{high.bare()}"
