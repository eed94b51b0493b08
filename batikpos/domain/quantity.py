"""How much of a thing is sold: whole pieces, or cloth by length in whole millimetres."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from batikpos.domain.errors import Name, PosError
from batikpos.domain.money import Rupiah
from batikpos.i18n import N_
from batikpos.values import frozen

METRE = 1_000
"""Millimetres in a metre."""

HALF_METRE = METRE // 2
"""Cloth of no catalogue is sold by the half metre, as cloth at fairs is."""

LARGEST = 10_000_000
"""The most that one line may hold, in pieces or millimetres."""


class Unit(StrEnum):
    """How a thing is sold: by the piece, or by the metre."""

    PIECE = "pcs"
    METRE = "m"


class BadQuantity(PosError):
    """A quantity that the item cannot be sold in."""

    code: ClassVar[str] = "bad_quantity"
    text: ClassVar[str] = N_("“{typed}” is not a quantity. Type pieces like 2, or metres like 2,5.")
    typed: str


class TooMany(BadQuantity):
    """More than one line may hold."""

    text: ClassVar[str] = N_("“{typed}” is too many at once. Type less.")


class DotTyped(BadQuantity):
    """Pieces typed with a dot, which may be of thousands or of a part."""

    text: ClassVar[str] = N_("“{typed}” has a dot in it. Type pieces without dots, like 1000.")


class NotInStep(PosError):
    """A quantity that is no multiple of the step the item is sold in."""

    code: ClassVar[str] = "bad_quantity"
    text: ClassVar[str] = N_("{item} is sold in steps of {step}, not {quantity}. Change the quantity.")
    item: Name
    step: "Quantity"
    quantity: "Quantity"


@frozen
class Quantity:
    """An amount of something: `size` counts pieces, or millimetres where `unit` is METRE."""

    size: int
    unit: Unit = Unit.PIECE

    def of(self, price: Rupiah) -> Rupiah:
        """Price this quantity at `price` for one piece or one metre, half up to Rp1."""
        return price.times(self.size, METRE if self.unit is Unit.METRE else 1)

    @property
    def pieces(self) -> int:
        """Count pieces; a length of cloth counts as one."""
        return self.size if self.unit is Unit.PIECE else 1

    def plain(self) -> str:
        """Write the number for programs: "2" pieces, "2.5" metres."""
        if self.unit is Unit.PIECE:
            return str(self.size)
        whole, rest = divmod(abs(self.size), METRE)
        return f"{'-' if self.size < 0 else ''}{whole}.{rest:03}".rstrip("0").rstrip(".")

    def __str__(self) -> str:
        return f"{self.plain().replace('.', ',')} m" if self.unit is Unit.METRE else str(self.size)


def parse_metres(typed: str) -> Quantity:
    """Read metres ("2.5" or "2,5", to the millimetre). Raises: BadQuantity, TooMany."""
    text = typed.strip().replace(",", ".")
    if not re.fullmatch(r"\d{1,40}(\.\d{1,3})?", text, re.ASCII):
        raise BadQuantity(typed)
    return _checked(Quantity(int(Decimal(text) * METRE), Unit.METRE), typed)


def parse_pieces(typed: str) -> Quantity:
    """Read a number of pieces. Raises: BadQuantity, DotTyped, TooMany."""
    text = typed.strip()
    if re.fullmatch(r"\d+(\.\d+)+", text, re.ASCII):
        raise DotTyped(typed)
    if not re.fullmatch(r"\d{1,40}", text, re.ASCII):
        raise BadQuantity(typed)
    return _checked(Quantity(int(typed)), typed)


def _checked(quantity: Quantity, typed: str) -> Quantity:
    if quantity.size > LARGEST:
        raise TooMany(typed)
    if not quantity.size:
        raise BadQuantity(typed)
    return quantity
