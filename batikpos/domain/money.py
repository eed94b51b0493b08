"""Whole rupiah: arithmetic that is exact, reading what people type, writing it the Indonesian way."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.i18n import N_

LARGEST = 99_999_999_999
"""The largest amount, in rupiah, that is typed, or that a nota or a drawer comes to: far over any fair's."""

HELD = 1_000 * LARGEST
"""What is ever read or added up: so many of the largest notas; far under 2**53."""

WHOLE = 10_000
"""One hundred per cent in basis points."""

SCALES = {"": 1, "rb": 1_000, "ribu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000}
"""What people write behind an amount instead of its zeros."""

_TYPED = re.compile(
    r"(?:rp\.?\s*)?(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<part>\d+))?\s*(?P<scale>rb|ribu|k|jt|juta)?",
    re.IGNORECASE | re.ASCII,
)


class NotRupiah(PosError):
    """A typed amount that cannot be read as rupiah without guessing."""

    code: ClassVar[str] = "bad_amount"
    text: ClassVar[str] = N_("“{typed}” is not an amount in rupiah. Type it like 185.000 or 185rb.")
    typed: str


@dataclass(frozen=True, slots=True, order=True)
class Rupiah:
    """An amount in whole rupiah. It adds to nothing but rupiah, and is never an int."""

    amount: int

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            message = f"rupiah are whole numbers, not {self.amount!r}"
            raise TypeError(message)

    def __add__(self, other: "Rupiah") -> "Rupiah":
        return Rupiah(self.amount + other.amount)

    def __sub__(self, other: "Rupiah") -> "Rupiah":
        return Rupiah(self.amount - other.amount)

    def __neg__(self) -> "Rupiah":
        return Rupiah(-self.amount)

    def __bool__(self) -> bool:
        return self.amount != 0

    def __str__(self) -> str:
        sign = "-" if self.amount < 0 else ""
        return f"{sign}Rp{Rupiah(abs(self.amount)).bare()}"

    def bare(self) -> str:
        """Write it without "Rp", as in rows: 1.250.000."""
        return f"{self.amount:,}".replace(",", ".")

    def times(self, count: int, per: int = 1) -> "Rupiah":
        """Multiply by count/per, half up to Rp1 (a price per 1000 mm times millimetres, say)."""
        return Rupiah(half_up(self.amount * count, per))

    def share(self, basis_points: int) -> "Rupiah":
        """Take so many basis points (1000 = 10 %), half up to Rp1."""
        return self.times(basis_points, WHOLE)


ZERO = Rupiah(0)


def half_up(numerator: int, denominator: int) -> int:
    """Divide and round to the nearest whole, halves away from zero; `denominator` > 0."""
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def total(amounts: Iterable[Rupiah]) -> Rupiah:
    """Add amounts up."""
    return Rupiah(sum(a.amount for a in amounts))


def apportion(amount: Rupiah, weights: Sequence[Rupiah]) -> tuple[Rupiah, ...]:
    """Split `amount` by `weights` (none negative), by largest remainder, ties to the earlier part.

    The parts add up to `amount` exactly, and each is within Rp1 of its exact share. Where all
    weights are zero the first part takes everything.
    """
    whole = sum(w.amount for w in weights)
    if whole == 0:
        return tuple(amount if i == 0 else ZERO for i in range(len(weights)))
    floors = [amount.amount * w.amount // whole for w in weights]
    rests = [amount.amount * w.amount % whole for w in weights]
    missing = amount.amount - sum(floors)
    for i in sorted(range(len(weights)), key=lambda i: (-rests[i], i))[:missing]:
        floors[i] += 1
    return tuple(map(Rupiah, floors))


def parse_rupiah(typed: str) -> Rupiah:
    """Read what a person types: "185000", "185.000", "Rp185.000", "185rb", "1,5jt".

    A dot only groups thousands, so "185.000" is never 185. Raises: NotRupiah, also for a negative
    amount, for parts of a rupiah, and above `LARGEST`.
    """
    match = _TYPED.fullmatch(typed.strip().replace("\N{NO-BREAK SPACE}", " "))
    if match is None:
        raise NotRupiah(typed)
    digits, part = match["whole"].replace(".", ""), (match["part"] or "").rstrip("0")
    scale = SCALES[(match["scale"] or "").lower()]
    if len(digits) > len(str(LARGEST)) or len(part) > len(str(scale)) - 1:
        raise NotRupiah(typed)
    value = int(digits + part) * scale // 10 ** len(part)
    if value > LARGEST:
        raise NotRupiah(typed)
    return Rupiah(value)
