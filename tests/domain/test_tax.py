"""PPN inside a price: the figures of the regulation's example, and parts that add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.money import Rupiah
from batikpos.domain.tax import Ppn, ppn_inside


@pytest.mark.parametrize(
    ("paid", "price", "base", "tax"),
    [
        (555_000, 500_000, 458_333, 55_000),
        (1_250_000, 1_126_126, 1_032_282, 123_874),
        (111, 100, 92, 11),
        (0, 0, 0, 0),
        (-555_000, -500_000, -458_333, -55_000),
    ],
)
def test_a_price_is_taken_apart(paid: int, price: int, base: int, tax: int) -> None:
    assert ppn_inside(Rupiah(paid)) == Ppn(Rupiah(price), Rupiah(base), Rupiah(tax))


@given(st.integers(-99_999_999_999, 99_999_999_999).map(Rupiah))
def test_price_and_tax_are_what_was_paid(paid: Rupiah) -> None:
    parts = ppn_inside(paid)
    assert parts.price + parts.tax == paid
    assert ppn_inside(-paid) == Ppn(-parts.price, -parts.base, -parts.tax)
    # Tax is 12 % of the base, but for the rounding of both.
    assert abs(parts.base.amount * 12 - parts.tax.amount * 100) <= 12 // 2 + 100 // 2
