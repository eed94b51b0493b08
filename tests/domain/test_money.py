"""Rupiah: whole, exact, never an int; read as typed and written the Indonesian way."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.money import (
    LARGEST,
    ZERO,
    NotRupiah,
    Rupiah,
    apportion,
    half_up,
    parse_rupiah,
    total,
)

amounts = st.integers(0, LARGEST).map(Rupiah)
signed = st.integers(-LARGEST, LARGEST).map(Rupiah)
weights = st.lists(st.integers(0, 10**10).map(Rupiah), min_size=1, max_size=12)


@given(amounts, weights)
def test_what_is_apportioned_adds_up_exactly(amount: Rupiah, by: list[Rupiah]) -> None:
    assert total(apportion(amount, by)) == amount


@given(amounts, weights)
def test_each_part_is_within_one_rupiah_of_its_fair_share(amount: Rupiah, by: list[Rupiah]) -> None:
    whole = total(by).amount
    if whole == 0:
        return
    for part, weight in zip(apportion(amount, by), by, strict=True):
        assert abs(part.amount - Fraction(amount.amount * weight.amount, whole)) < 1


@given(amounts, weights)
def test_a_part_of_no_weight_gets_nothing(amount: Rupiah, by: list[Rupiah]) -> None:
    if total(by) == ZERO:
        return
    for part, weight in zip(apportion(amount, by), by, strict=True):
        assert weight or part == ZERO


def test_the_odd_rupiah_goes_to_the_largest_remainder_and_ties_to_the_earlier() -> None:
    assert apportion(Rupiah(100), [Rupiah(1), Rupiah(1), Rupiah(1)]) == (Rupiah(34), Rupiah(33), Rupiah(33))
    assert apportion(Rupiah(10), [Rupiah(1), Rupiah(2)]) == (Rupiah(3), Rupiah(7))


def test_where_nothing_weighs_anything_the_first_part_takes_all() -> None:
    assert apportion(Rupiah(7), [ZERO, ZERO]) == (Rupiah(7), ZERO)
    assert apportion(ZERO, []) == ()


@given(st.integers(-(10**18), 10**18), st.integers(1, 10**6))
def test_halves_are_rounded_away_from_zero(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    found = half_up(numerator, denominator)
    assert abs(found - exact) <= Fraction(1, 2)
    if abs(found - exact) == Fraction(1, 2):
        assert abs(found) > abs(exact)


@given(amounts)
def test_an_amount_is_read_back_as_it_was_written(amount: Rupiah) -> None:
    assert parse_rupiah(str(amount)) == amount
    assert parse_rupiah(amount.bare()) == amount
    assert parse_rupiah(str(amount.amount)) == amount


@given(st.integers(1, 999), st.integers(0, 999))
def test_a_dot_only_groups_thousands(whole: int, rest: int) -> None:
    assert parse_rupiah(f"{whole}.{rest:03}") == Rupiah(whole * 1000 + rest)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("185000", 185_000),
        ("185.000", 185_000),
        ("Rp185.000", 185_000),
        ("rp. 185.000", 185_000),
        ("Rp\N{NO-BREAK SPACE}185.000", 185_000),
        ("185rb", 185_000),
        ("185 ribu", 185_000),
        ("185k", 185_000),
        ("1,5jt", 1_500_000),
        ("1,25 juta", 1_250_000),
        ("185.000,00", 185_000),
        (" 0 ", 0),
        ("0007", 7),
        ("99.999.999.999", LARGEST),
    ],
)
def test_people_may_type_it_their_way(typed: str, amount: int) -> None:
    assert parse_rupiah(typed) == Rupiah(amount)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Rp",
        "-1",
        "-Rp5",
        "+1",
        "1,5",
        "185,5",
        "185.00",
        "1.85",
        "18.5000",
        "1.5jt",
        "1e3",
        "0x10",
        "1_000",
        "١٨٥",
        "1\N{SUPERSCRIPT TWO}",
        "185rbb",
        "185 000",
        "100.000.000.000.000",
        "100000000jt",
        "9" * 5000,
        "1\x00",
        "185,0000000000000000000000000000000001",
    ],
)
def test_what_would_have_to_be_guessed_is_refused(typed: str) -> None:
    with pytest.raises(NotRupiah):
        parse_rupiah(typed)


@given(st.text(max_size=20))
def test_whatever_is_typed_is_an_amount_or_refused(typed: str) -> None:
    try:
        found = parse_rupiah(typed)
    except NotRupiah:
        return
    assert ZERO <= found <= Rupiah(LARGEST)


@pytest.mark.parametrize("wrong", [1.0, True, "1", None, 1.5])
def test_rupiah_are_made_of_whole_numbers_only(wrong: Any) -> None:
    with pytest.raises(TypeError):
        Rupiah(wrong)


def test_rupiah_is_never_an_int() -> None:
    one: Any = Rupiah(1)
    assert one != 1
    assert not isinstance(one, int)
    for act in (
        lambda: one + 1,
        lambda: 1 + one,
        lambda: one - 1,
        lambda: one * 2,
        lambda: one / 2,
        lambda: one < 2,
        lambda: sum([one]),
        lambda: range(one),
        lambda: f"{one:,}",
        lambda: int(one),
    ):
        with pytest.raises((TypeError, AttributeError)):
            act()


@pytest.mark.parametrize(
    ("amount", "written"),
    [(0, "Rp0"), (999, "Rp999"), (1_000, "Rp1.000"), (12_500_000, "Rp12.500.000"), (-50_000, "-Rp50.000")],
)
def test_an_amount_is_written_the_indonesian_way(amount: int, written: str) -> None:
    assert str(Rupiah(amount)) == written


@given(signed, signed)
def test_taking_away_what_was_added_changes_nothing(a: Rupiah, b: Rupiah) -> None:
    assert a + b - b == a
    assert (-a) + a == ZERO


@given(amounts, st.integers(0, 10_000))
def test_a_share_and_its_rest_are_the_whole(amount: Rupiah, basis_points: int) -> None:
    part = amount.share(basis_points)
    assert ZERO <= part <= amount
    assert abs(Fraction(amount.amount * basis_points, 10_000) - part.amount) <= Fraction(1, 2)
