"""A fair's fees in words."""

import pytest

from batikpos.domain.fee import Fee, FeeKind, Tier, per_cent
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.planwording import say_how_much
from batikpos.i18n import translator

TWO = (Tier(ZERO, 250), Tier(Rupiah(10_000_000), 100))
THREE = (*TWO, Tier(Rupiah(50_000_000), 0))
LATER = (Tier(Rupiah(1_000_000), 500),)


@pytest.mark.parametrize(
    ("fee", "english", "indonesian"),
    [
        (per_cent("Iuran", 550), "5,5 %", "5,5 %"),
        (
            Fee("Iuran", FeeKind.PERCENT, tiers=TWO),
            "2,5 % up to Rp10.000.000, 1 % above that",
            "2,5 % sampai Rp10.000.000, 1 % di atasnya",
        ),
        (
            Fee("Iuran", FeeKind.PERCENT, tiers=THREE),
            "2,5 % up to Rp10.000.000, 1 % up to Rp50.000.000, 0 % above that",
            "2,5 % sampai Rp10.000.000, 1 % sampai Rp50.000.000, 0 % di atasnya",
        ),
        (
            Fee("Iuran", FeeKind.PERCENT, tiers=LATER),
            "0 % up to Rp1.000.000, 5 % above that",
            "0 % sampai Rp1.000.000, 5 % di atasnya",
        ),
        (Fee("Sewa", FeeKind.RENT, Rupiah(250_000)), "Rp250.000", "Rp250.000"),
    ],
)
def test_a_fee_by_tiers_says_up_to_what_each_holds(fee: Fee, english: str, indonesian: str) -> None:
    assert (say_how_much(fee, translator("en")), say_how_much(fee, translator("id"))) == (english, indonesian)
