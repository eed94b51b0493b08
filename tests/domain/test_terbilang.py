"""Amounts in words: the traps of Indonesian, and every number read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.money import Rupiah
from batikpos.domain.terbilang import write_in_words

WORDS = {
    0: "Nol rupiah",
    1: "Satu rupiah",
    10: "Sepuluh rupiah",
    11: "Sebelas rupiah",
    12: "Dua belas rupiah",
    100: "Seratus rupiah",
    111: "Seratus sebelas rupiah",
    1_000: "Seribu rupiah",
    1_100: "Seribu seratus rupiah",
    2_000: "Dua ribu rupiah",
    11_000: "Sebelas ribu rupiah",
    21_012: "Dua puluh satu ribu dua belas rupiah",
    100_000: "Seratus ribu rupiah",
    111_111: "Seratus sebelas ribu seratus sebelas rupiah",
    1_000_001: "Satu juta satu rupiah",
    12_500_000: "Dua belas juta lima ratus ribu rupiah",
    1_001_000_000: "Satu miliar satu juta rupiah",
    99_999_999_999: (
        "Sembilan puluh sembilan miliar sembilan ratus sembilan puluh sembilan juta sembilan ratus sembilan"
        " puluh sembilan ribu sembilan ratus sembilan puluh sembilan rupiah"
    ),
}

UNITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


@pytest.mark.parametrize(("amount", "words"), WORDS.items())
def test_an_amount_in_words(amount: int, words: str) -> None:
    assert write_in_words(Rupiah(amount)) == words


@given(st.integers(0, 10**14))
def test_every_amount_is_read_back_and_has_no_double_space(amount: int) -> None:
    words = write_in_words(Rupiah(amount))
    assert "  " not in words
    assert "satu ribu" not in words.lower() or amount >= 21_000
    assert read(words.lower().removesuffix(" rupiah")) == amount


def test_less_than_nothing_has_no_words() -> None:
    with pytest.raises(ValueError, match="negative"):
        write_in_words(Rupiah(-1))


def read(words: str) -> int:
    """Read words back, by a reader that knows nothing of how they are written."""
    whole = group = part = 0
    for word in words.split():
        if word in SCALES:
            whole += (group + part) * SCALES[word]
            group = part = 0
        elif word == "seribu":
            whole += 1_000
        elif word == "seratus":
            group += 100
        elif word == "ratus":
            group, part = group + part * 100, 0
        elif word == "puluh":
            group, part = group + part * 10, 0
        elif word == "belas":
            group, part = group + part + 10, 0
        elif word in {"sepuluh", "sebelas"}:
            group += 10 if word == "sepuluh" else 11
        else:
            part = UNITS.index(word)
    return whole + group + part
