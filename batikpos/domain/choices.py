"""By what goods can be chosen: their kinds, techniques and producers."""

from collections import Counter
from collections.abc import Iterable, Mapping

from batikpos.domain.catalogue import Item, Technique
from batikpos.values import frozen


@frozen
class Choices:
    """What goods can be chosen by: kinds, the most frequent first, and producers (codes) as they come."""

    kinds: tuple[str, ...] = ()
    techniques: frozenset[Technique] = frozenset()
    producers: tuple[str, ...] = ()


def choices_of(items: Iterable[Item]) -> Choices:
    """Say by what these goods can be chosen; the sizes of a garment are one."""
    things = dict.fromkeys(
        (i.kind, i.producer, i.technique, i.dye, i.unit, i.group if i.group and i.size else i.sku)
        for i in items
    )
    kinds = Counter(kind for kind, *_ in things)
    producers = dict.fromkeys(producer for _, producer, *_ in things)
    return Choices(kinds_of(kinds), frozenset(technique for _, _, technique, *_ in things), tuple(producers))


def kinds_of(counted: Mapping[str, int]) -> tuple[str, ...]:
    """List the kinds of so many things each, the most frequent first; goods of no kind make none."""
    return tuple(sorted(filter(None, counted), key=lambda kind: (-counted[kind], kind)))
