"""By what goods can be chosen: their kinds, techniques and producers."""

from collections import Counter
from collections.abc import Iterable

from batikpos.domain.catalogue import Dye, Item, Technique
from batikpos.domain.quantity import Unit
from batikpos.values import frozen


@frozen
class Alike:
    """What goods have in common that are counted together; the producer by its code."""

    producer: str
    kind: str
    technique: Technique
    dye: Dye
    unit: Unit


Counted = tuple[Alike, int]
"""So many things that are alike; the sizes of a garment are one."""


@frozen
class Choices:
    """What goods can be chosen by: kinds, the most frequent first, and producers (codes) as they come."""

    kinds: tuple[str, ...] = ()
    techniques: frozenset[Technique] = frozenset()
    producers: tuple[str, ...] = ()


def choices_of(items: Iterable[Item]) -> Choices:
    """Say by what these goods can be chosen."""
    things = dict.fromkeys(
        (Alike(i.producer, i.kind, i.technique, i.dye, i.unit), i.group if i.group and i.size else i.sku)
        for i in items
    )
    return choices_among((alike, 1) for alike, _thing in things)


def choices_among(counted: Iterable[Counted]) -> Choices:
    """Say by what goods can be chosen of which there are so many; goods of no kind make none."""
    kinds: Counter[str] = Counter()
    techniques, producers = set(), {}
    for alike, count in counted:
        kinds[alike.kind] += count
        techniques.add(alike.technique)
        producers[alike.producer] = True
    del kinds[""]
    in_order = sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    return Choices(tuple(in_order), frozenset(techniques), tuple(producers))
