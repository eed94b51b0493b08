"""How much of what was sold is of natural dye: what the ministry asks a batik fair for.

A share is of the goods whose dye is named; what is dyed with both counts as mixed, not as natural.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from batikpos.domain.catalogue import BATIK, Dye
from batikpos.domain.fairtakings import Goods
from batikpos.domain.money import WHOLE, ZERO, Rupiah, half_up, total
from batikpos.values import frozen


@frozen
class DyeShare:
    """The goods of one group: all, of a named dye, and of natural dye; and how many producers' they were."""

    key: str
    pieces: int = 0
    total: Rupiah = ZERO
    dyed_pieces: int = 0
    dyed_total: Rupiah = ZERO
    natural_pieces: int = 0
    natural_total: Rupiah = ZERO
    producers: int = 0
    natural_producers: int = 0

    @property
    def of_pieces(self) -> int | None:
        """Say the share by pieces in basis points; None where nothing of a named dye was sold."""
        return share_of(self.natural_pieces, self.dyed_pieces)

    @property
    def of_total(self) -> int | None:
        """Say the share by rupiah in basis points; None where nothing of a named dye was sold."""
        return share_of(self.natural_total.amount, self.dyed_total.amount)


@frozen
class DyeShares:
    """All of it, of batik alone, and by technique and district."""

    whole: DyeShare
    batik: DyeShare
    by_technique: tuple[DyeShare, ...]
    by_district: tuple[DyeShare, ...]


def share_of(part: int, whole: int) -> int | None:
    """Say a share in basis points, half up; None of nothing, or where it is none.

    Where more came back than was sold, for the day of the sale is not proven, nothing can be said.
    """
    return half_up(part * WHOLE, whole) if 0 <= part <= whole != 0 else None


def dye_shares(goods: Iterable[Goods], district_of: Callable[[str], str]) -> DyeShares:
    """Add goods up by dye; `district_of` says where a producer is from."""
    each = list(goods)
    return DyeShares(
        whole=_share("", each),
        batik=_share("", [of for of in each if of.technique in BATIK]),
        by_technique=_shares(each, lambda of: of.technique),
        by_district=_shares(each, lambda of: district_of(of.producer)),
    )


def _shares(goods: Iterable[Goods], key: Callable[[Goods], str]) -> tuple[DyeShare, ...]:
    groups: dict[str, list[Goods]] = {}
    for of in goods:
        groups.setdefault(key(of), []).append(of)
    return tuple(_share(which, some) for which, some in sorted(groups.items()))


def _share(key: str, goods: list[Goods]) -> DyeShare:
    dyed = [of for of in goods if of.dye != Dye.NONE]
    natural = [of for of in dyed if of.dye == Dye.NATURAL]
    parts = [(sum(of.pieces for of in some), total(of.net for of in some)) for some in (goods, dyed, natural)]
    (pieces, amount), (dyed_pieces, dyed_total), (natural_pieces, natural_total) = parts
    return DyeShare(
        *(key, pieces, amount, dyed_pieces, dyed_total, natural_pieces, natural_total),
        producers=_producers(goods),
        natural_producers=_producers(natural),
    )


def _producers(goods: Iterable[Goods]) -> int:
    """Count whose goods were sold, and not all given back."""
    sold: Counter[str] = Counter()
    for of in goods:
        sold[of.producer] += of.pieces
    return sum(pieces > 0 for pieces in sold.values())
