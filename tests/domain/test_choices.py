"""Choices: by what goods can be chosen, and how many things each kind counts."""

from dataclasses import replace

from batikpos.domain.catalogue import Technique
from batikpos.domain.choices import choices_of
from tests.shop import an_item


def test_sizes_of_a_garment_count_as_one_thing() -> None:
    shirts = [
        replace(an_item(f"KM-{size}"), kind="kemeja", group="KM", size=size) for size in ("S", "M", "L")
    ]
    others = [replace(an_item("SL-1"), kind="selendang"), replace(an_item("SL-2"), kind="selendang")]
    assert choices_of((*shirts, *others)).kinds == ("selendang", "kemeja")


def test_kinds_of_as_many_things_stand_by_their_name_and_no_kind_is_none() -> None:
    goods = [replace(an_item(f"X-{kind}"), kind=kind) for kind in ("syal", "", "blus")]
    assert choices_of(goods).kinds == ("blus", "syal")


def test_producers_stand_as_they_come_and_techniques_are_those_there_are() -> None:
    goods = [an_item(f"X-{code}", producer=code) for code in ("TOM", "ANI", "TOM")]
    chosen = choices_of(goods)
    assert (chosen.producers, chosen.techniques) == (("TOM", "ANI"), frozenset({Technique.CAP}))
