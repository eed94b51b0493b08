"""Pieces and metres: whole numbers inside, in the item's step, priced half up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.money import Rupiah, half_up
from batikpos.domain.quantity import (
    LARGEST,
    BadQuantity,
    DotTyped,
    NotInStep,
    Quantity,
    TooMany,
    Unit,
    parse_metres,
    parse_pieces,
)
from tests.shop import CLOTH, SHIRT, an_item, item


@given(st.integers(1, LARGEST))
def test_metres_are_read_back_as_they_were_written(size: int) -> None:
    length = Quantity(size, Unit.METRE)
    assert parse_metres(length.plain()) == length
    assert parse_metres(str(length).removesuffix(" m")) == length


@given(st.integers(1, LARGEST))
def test_pieces_are_read_back_as_they_were_written(size: int) -> None:
    assert parse_pieces(Quantity(size).plain()) == Quantity(size)
    assert parse_pieces(str(Quantity(size))) == Quantity(size)


@pytest.mark.parametrize(
    "typed", ["", "0", "-1", "0.0", "1.2345", "1e3", ".5", "5.", "2,5,0", "²", "٢", "1 000", "10001", "NaN"]
)
def test_what_is_no_length_is_refused(typed: str) -> None:
    with pytest.raises(BadQuantity):
        parse_metres(typed)


@pytest.mark.parametrize("typed", ["", "0", "-1", "1.0", "1e3", "1,5", "²", "٢", "100000000", "0x1"])
def test_what_is_no_number_of_pieces_is_refused(typed: str) -> None:
    with pytest.raises(BadQuantity):
        parse_pieces(typed)


@pytest.mark.parametrize("typed", ["10000001", "99999999", "999999999999"])
def test_more_pieces_than_a_line_holds_are_said_to_be_too_many(typed: str) -> None:
    with pytest.raises(TooMany):
        parse_pieces(typed)


@pytest.mark.parametrize("typed", ["10000,001", "99999999"])
def test_a_length_that_no_line_holds_is_said_to_be_too_much(typed: str) -> None:
    with pytest.raises(TooMany):
        parse_metres(typed)


@pytest.mark.parametrize("typed", ["1.000", "1.0", "1.000.000"])
def test_pieces_with_a_dot_are_said_to_have_one(typed: str) -> None:
    with pytest.raises(DotTyped):
        parse_pieces(typed)


def test_two_and_a_half_metres_cost_two_and_a_half_times_the_price() -> None:
    assert item(CLOTH).quantity(2_500).of(Rupiah(125_000)) == Rupiah(312_500)


def test_half_a_rupiah_is_rounded_up() -> None:
    assert Quantity(500, Unit.METRE).of(Rupiah(3)) == Rupiah(2)
    assert Quantity(-500, Unit.METRE).of(Rupiah(3)) == Rupiah(-2)


@given(st.integers(1, LARGEST), st.integers(0, 10**9))
def test_a_length_costs_its_share_of_the_price_per_metre(size: int, price: int) -> None:
    assert Quantity(size, Unit.METRE).of(Rupiah(price)) == Rupiah(half_up(size * price, 1000))


def test_cloth_is_sold_in_its_step_only() -> None:
    cloth = item(CLOTH)
    for size in (0, -500, 250, 750, 1_001, LARGEST + 500):
        with pytest.raises(NotInStep):
            cloth.quantity(size)
    assert str(cloth.quantity(1_500)) == "1,5 m"


def test_one_scan_is_one_piece_or_one_metre_in_the_step() -> None:
    assert item(SHIRT).first_quantity() == Quantity(1)
    assert item(CLOTH).first_quantity() == Quantity(1_000, Unit.METRE)
    assert an_item(unit=Unit.METRE, step=2_250).first_quantity() == Quantity(2_250, Unit.METRE)
    assert an_item(unit=Unit.METRE, step=300).first_quantity() == Quantity(900, Unit.METRE)
    assert an_item(step=6).first_quantity() == Quantity(6)


def test_a_length_of_cloth_counts_as_one_piece() -> None:
    assert Quantity(2_500, Unit.METRE).pieces == 1
    assert Quantity(3).pieces == 3


@pytest.mark.parametrize(
    ("size", "plain", "shown"),
    [
        (-500, "-0.5", "-0,5 m"),
        (-1_500, "-1.5", "-1,5 m"),
        (-2_000, "-2", "-2 m"),
        (-1, "-0.001", "-0,001 m"),
    ],
)
def test_a_length_that_is_given_back_is_written_with_its_sign_before_it(
    size: int, plain: str, shown: str
) -> None:
    assert Quantity(size, Unit.METRE).plain() == plain
    assert str(Quantity(size, Unit.METRE)) == shown
