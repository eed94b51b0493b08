"""What a fair asks of its producers: per cent of what was sold, rupiah a piece, rent, tiers."""

from collections.abc import Iterable
from dataclasses import field
from enum import StrEnum
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.money import WHOLE, ZERO, Rupiah, total
from batikpos.i18n import N_
from batikpos.values import frozen


class FeeKind(StrEnum):
    """By what a fee is reckoned."""

    PERCENT = "percent"
    PIECE = "piece"
    RENT = "rent"


class BadFee(PosError):
    """A fee that says nothing, or more than all."""

    code: ClassVar[str] = "bad_fee"
    text: ClassVar[str] = N_(
        "The fee “{name}” cannot be. Give a per cent of 0 to 100, an amount of 0 or more, tiers that rise."
    )
    name: str


@frozen
class Tier:
    """From this turnover on, so many basis points of the part that lies above it."""

    above: Rupiah
    basis_points: int


@frozen
class Fee:
    """One fee; `producers` are those it is asked of, all where it names none.

    Per cent is of the net turnover, in basis points, by `tiers` that each hold for the part of the turnover
    above their beginning; `amount` is rupiah a piece (cloth by length counts one a line) or the whole rent.
    """

    name: str
    kind: FeeKind
    amount: Rupiah = ZERO
    tiers: tuple[Tier, ...] = ()
    producers: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        is_per_cent = self.kind is FeeKind.PERCENT
        starts = [tier.above for tier in self.tiers]
        is_rising = starts == sorted(set(starts)) and all(start >= ZERO for start in starts)
        are_parts = all(0 <= tier.basis_points <= WHOLE for tier in self.tiers)
        if is_per_cent != bool(self.tiers) or not is_rising or not are_parts or self.amount < ZERO:
            raise BadFee(self.name)

    def asks(self, producer: str) -> bool:
        """Say whether it is asked of a producer."""
        return not self.producers or producer in self.producers

    def reckon(self, turnover: Rupiah, pieces: int) -> Rupiah:
        """Say what it comes to for so much net turnover and so many pieces; never below nothing.

        The turnover of a fair may be below nothing where goods came back that were sold before it.
        """
        match self.kind:
            case FeeKind.PERCENT:
                return _by_tiers(self.tiers, max(turnover, ZERO))
            case FeeKind.PIECE:
                return self.amount.times(max(pieces, 0))
            case FeeKind.RENT:
                return self.amount


def per_cent(name: str, basis_points: int, producers: Iterable[str] = ()) -> Fee:
    """Make a fee of the same per cent of everything."""
    return Fee(name, FeeKind.PERCENT, tiers=(Tier(ZERO, basis_points),), producers=frozenset(producers))


def _by_tiers(tiers: tuple[Tier, ...], turnover: Rupiah) -> Rupiah:
    ends = [tier.above for tier in tiers[1:]] + [max(turnover, tiers[-1].above)]
    return total(
        max(ZERO, min(turnover, end) - tier.above).share(tier.basis_points)
        for tier, end in zip(tiers, ends, strict=True)
    )
