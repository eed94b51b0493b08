"""Takings that more is added to come to what all together does."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from batikpos.domain.money import Rupiah
from batikpos.domain.sale import Sale
from batikpos.domain.takings import takings_of, with_more
from tests.domain.baskets import AT, sales
from tests.domain.test_till import moves, till, void_of


@settings(max_examples=30)
@given(
    st.lists(sales(), max_size=4),
    moves,
    st.integers(0, 4),
    st.integers(0, 10**7),
    st.none() | st.just(12_345),
)
def test_a_till_in_two_parts_comes_to_what_it_comes_to_whole(
    taken: list[Sale], moved: list[int], cut: int, float_: int, counted: int | None
) -> None:
    taken += [replace(void_of(sale), at=AT.replace(hour=17)) for sale in taken[:1]]
    whole = till(*taken, moved=tuple(moved), float_=float_)
    if counted is not None:
        whole = replace(whole, closed_at=AT, counted=Rupiah(counted), number="A03-20261211-Z1")
    early = replace(till(*taken[:cut], moved=tuple(moved[:cut]), float_=float_))
    late = replace(whole, sales=tuple(taken[cut:]), moves=whole.moves[cut:])
    assert with_more(takings_of(early), late) == takings_of(whole)


@settings(max_examples=10)
@given(st.lists(sales(), min_size=1, max_size=3))
def test_nothing_more_changes_nothing(taken: list[Sale]) -> None:
    whole = till(*taken)
    assert with_more(takings_of(whole), replace(whole, sales=(), moves=())) == takings_of(whole)
