"""Barcodes: the bars of an EAN-13, against another encoder's."""

from barcode.ean import EAN13
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.barcode import ean13_bars, ean13_holds, ean13_of


@given(st.integers(0, 10**12 - 1))
def test_the_bars_are_those_another_encoder_draws(number: int) -> None:
    code = ean13_of(f"{number:012}")
    assert ean13_holds(code)
    assert [ean13_bars(code)] == EAN13(code).build()
