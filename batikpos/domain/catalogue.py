"""What is for sale: items, the producers they belong to, and finding one by code."""

import json
from collections.abc import Callable, Iterable
from enum import StrEnum
from hashlib import sha256
from typing import ClassVar

from batikpos.domain.errors import Name, PosError
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.quantity import LARGEST, METRE, NotInStep, Quantity, Unit
from batikpos.i18n import N_
from batikpos.once import Once
from batikpos.values import frozen

UNCOUNTED = 2**31 - 1
"""The stock of goods that nobody counted: they never run out by the books."""


class Technique(StrEnum):
    """How the motif came onto the cloth (SNI 0239:2019; printing is SNI 8184 and not batik)."""

    TULIS = "tulis"
    CAP = "cap"
    KOMBINASI = "kombinasi"
    PRINTING = "printing"
    NOT_BATIK = "bukan_batik"


BATIK = frozenset({Technique.TULIS, Technique.CAP, Technique.KOMBINASI})
"""What may be called batik."""


class Dye(StrEnum):
    """The class of dye."""

    NATURAL = "alam"
    SYNTHETIC = "sintetis"
    MIXED = "campuran"
    NONE = "tidak_ada"


@frozen
class Producer:
    """A small producer (IKM) whose goods are sold; `code` is unique in the fair.

    One that is taxable (PKP) names address and NPWP on its notas.
    """

    code: str
    name: str
    district: str = ""
    village: str = ""
    booth: str = ""
    is_taxable: bool = False
    address: str = ""
    npwp: str = ""


UNLISTED = "X-"
"""What the codes of goods begin with that stand in no catalogue (`open_item`); nobody counts them."""

_SHORT = 4
"""Letters of the longest size that is said with a name: S to XXXL, not centimetres."""


@frozen
class Item:
    """A thing for sale. `price` and `floor` (the lowest price) are for one piece or one metre.

    `step` is the smallest quantity, `stock` what the booth was given: pieces or millimetres, or
    UNCOUNTED where nobody counted it. One that `is_open` stands in no catalogue: its price was typed. So
    was that of one that `is_added`, but it stands in the catalogue of the booth that took it in.
    """

    sku: str
    barcode: str
    producer: str
    name: str
    name_en: str
    technique: Technique
    dye: Dye
    kind: str
    unit: Unit
    step: int
    price: Rupiah
    floor: Rupiah = ZERO
    stock: int = UNCOUNTED
    size: str = ""
    motif: str = ""
    fabric: str = ""
    group: str = ""
    dye_detail: str = ""
    is_open: bool = False
    is_added: bool = False

    @property
    def is_single(self) -> bool:
        """Say whether it is a piece of which there is one."""
        return self.unit is Unit.PIECE and self.stock == 1

    def left(self, gone: int) -> int | None:
        """Say how many pieces or millimetres are left when so many are gone; None where nobody counted."""
        return None if self.stock == UNCOUNTED else self.stock - gone

    @property
    def names(self) -> Name:
        """Name it in both languages, a garment with its size."""
        return Name(_sized(self.name, self.size), _sized(self.name_en, self.size))

    def title(self, language: str) -> str:
        """Say its name in a language; where there is no English name, the Indonesian one."""
        return self.names.say(language)

    def quantity(self, size: int) -> Quantity:
        """Make a quantity of this item, in its step. Raises: NotInStep."""
        quantity = Quantity(size, self.unit)
        if not 0 < size <= LARGEST or size % self.step:
            raise NotInStep(self.names, Quantity(self.step, self.unit), quantity)
        return quantity

    def first_quantity(self) -> Quantity:
        """Say how much one scan or tap adds: one piece, or one metre in the item's step."""
        if self.unit is Unit.PIECE:
            return Quantity(self.step)
        return Quantity(max(self.step, METRE // self.step * self.step), Unit.METRE)


class UnknownItem(PosError):
    """A code that is in no catalogue of this booth."""

    code: ClassVar[str] = "unknown_item"
    text: ClassVar[str] = N_("Code {item} is not in the catalogue. Check the label, or search by name.")
    item: str


class Catalogue:
    """All items and producers a booth sells, in their order.

    Of many thousands `items` are given as what loads them: whoever asks for the first waits for all.
    """

    def __init__(
        self,
        items: tuple[Item, ...] | Callable[[], tuple[Item, ...]] = (),
        producers: tuple[Producer, ...] = (),
    ) -> None:
        self.producers = producers
        self._by_producer = {p.code: p for p in producers}
        self._items = Once(items if callable(items) else lambda: items)
        self._by_code = Once(self._codes)

    @property
    def items(self) -> tuple[Item, ...]:
        """All that is sold."""
        return self._items.get()

    def __eq__(self, other: object) -> bool:
        """Say whether two sell the same."""
        if not isinstance(other, Catalogue):
            return NotImplemented
        return (self.items, self.producers) == (other.items, other.producers)

    __hash__ = None  # type: ignore[assignment]  # many thousands of items: nobody is to look one up by them

    def find(self, code: str) -> Item | None:
        """Look an item up by barcode or SKU, as scanned or typed."""
        codes = self._by_code.get()
        return codes.get(code.strip()) or codes.get(code.strip().upper())

    def load(self, code: str) -> Item:
        """Look an item up that must be there. Raises: UnknownItem."""
        item = self.find(code)
        if item is None:
            raise UnknownItem(code)
        return item

    def with_items(self, items: Iterable[Item]) -> "Catalogue":
        """Return the same producers with other goods."""
        return Catalogue(tuple(items), self.producers)

    def producer(self, code: str) -> Producer:
        """Return the producer with this code; an unknown one is named by its code."""
        return self._by_producer.get(code) or Producer(code, code)

    def _codes(self) -> dict[str, Item]:
        codes = {item.barcode: item for item in self.items if item.barcode}
        return codes | {item.sku: item for item in self.items}


def _sized(name: str, size: str) -> str:
    is_short = 0 < len(size) <= _SHORT and any(letter.isalnum() for letter in size)
    return f"{name} {size}" if name and is_short and not name.endswith(f" {size}") else name


def digest_of(items: Iterable[Item]) -> str:
    """Digest a price list, so that a changed price, floor or name is noticed."""
    return digest_of_values(
        [i.sku, i.barcode, i.producer, i.name, i.unit.value, i.step, i.price.amount, i.floor.amount, i.stock]
        for i in items
    )


def digest_of_values(written: Iterable[list[object]]) -> str:
    """Digest a price list of which each item was written down as plain values."""
    return sha256(json.dumps(list(written), ensure_ascii=False).encode()).hexdigest()
