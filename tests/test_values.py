"""A value is a frozen, slotted dataclass: held beside one that the standard library made."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest

from batikpos.values import frozen


@frozen
class Cloth:
    """A value of ours."""

    sku: str
    tags: list[str] = field(default_factory=list)
    metres: int = 2

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        if self.metres < 0:
            raise ValueError(self.metres)


@frozen
class Wide(Cloth):
    """One that has another's fields before its own."""

    width: int = 110


@frozen
class Nothing:
    """One without fields."""


@frozen
class Loose:
    """One that says itself what is equal."""

    name: str

    def __eq__(self, other: object) -> bool:
        """Compare without case."""
        return isinstance(other, Loose) and self.name.lower() == other.name.lower()

    def __hash__(self) -> int:
        """Agree with that."""
        return hash(self.name.lower())


def test_it_is_made_compared_hashed_and_shown_as_the_standard_library_would() -> None:
    @dataclass(frozen=True, slots=True)
    class Twin:
        a: int
        b: str = "x"

    @frozen
    class Ours:
        a: int
        b: str = "x"

    Twin.__qualname__ = Ours.__qualname__ = "Same"
    for given in ((1,), (1, "y")):
        twin: Any = Twin(*given)
        ours = Ours(*given)
        assert repr(ours) == repr(twin)
        assert hash(ours) == hash(twin)
        assert ours == Ours(*given)
        assert ours != Ours(2)
        assert ours != twin
    assert [f.name for f in fields(Ours)] == ["a", "b"]
    assert Ours.__match_args__ == Twin.__match_args__
    assert vars(Ours)["__slots__"] == vars(Twin)["__slots__"]
    wrong: Any = Ours
    for words in ({}, {"c": 1}, {"a": 1, "c": 1}):
        with pytest.raises(TypeError):
            wrong(**words)


def test_nothing_of_it_can_be_changed() -> None:
    cloth: Any = Cloth("K1")
    with pytest.raises(FrozenInstanceError):
        cloth.sku = "K2"
    with pytest.raises(FrozenInstanceError):
        cloth.another = 1
    with pytest.raises(FrozenInstanceError):
        del cloth.sku
    assert cloth == Cloth("K1")


def test_what_is_made_anew_is_each_ones_own_and_checked() -> None:
    first, second = Cloth("K1"), Cloth("K1")
    assert first.tags is not second.tags
    assert replace(first, metres=3) == Cloth("K1", [], 3)
    with pytest.raises(ValueError, match="-1"):
        replace(first, metres=-1)


def test_a_copy_is_the_same() -> None:
    cloth = Wide("K1", ["red"], 3, 120)
    assert repr(cloth) == "Wide(sku='K1', tags=['red'], metres=3, width=120)"
    for other in (copy.copy(cloth), copy.deepcopy(cloth), pickle.loads(pickle.dumps(cloth))):
        assert other == cloth
        assert other is not cloth


def test_one_without_fields_and_one_that_compares_itself() -> None:
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(())
    assert Loose("A") == Loose("a")
    assert hash(Loose("A")) == hash(Loose("a"))


def test_what_is_not_compared_is_not_hashed_either() -> None:
    @frozen
    class Told:
        number: str
        why: str = field(default="", compare=False)

    assert Told("1", "a") == Told("1", "b")
    assert hash(Told("1", "a")) == hash(Told("1", "b"))
    assert Told("1", "a") != Told("2", "a")


def test_what_is_not_to_be_hashed_is_compared_all_the_same() -> None:
    @frozen
    class Noted:
        number: str
        notes: dict[int, int] = field(default_factory=dict, hash=False)

    assert Noted("1", {1: 2}) == Noted("1", {1: 2})
    assert Noted("1", {1: 2}) != Noted("1")
    assert hash(Noted("1", {1: 2})) == hash(Noted("1"))


def test_a_field_that_is_not_given_or_not_shown_is_refused() -> None:
    class Odd:
        a: int = field(default=1, repr=False)

    with pytest.raises(TypeError, match="given all its fields"):
        frozen(Odd)
