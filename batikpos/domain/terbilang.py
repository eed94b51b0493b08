"""An amount in Indonesian words, as a kuitansi has it: "Dua puluh satu ribu dua belas rupiah"."""

from batikpos.domain.money import Rupiah

_ONES = (
    *("", "satu", "dua", "tiga", "empat", "lima", "enam"),
    *("tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
)
_SCALES = (
    *((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta")),
    *((1_000, "ribu"), (100, "ratus"), (10, "puluh")),
)
_WITH_SE = {"ribu", "ratus"}
"""One of these is "seribu", "seratus"; one million is "satu juta"."""
_TEENS, _TENS = 12, 20


def write_in_words(amount: Rupiah) -> str:
    """Write a whole amount out, its first letter a capital. Raises: ValueError for less than nothing."""
    if amount.amount < 0:
        message = "an amount in words is not negative"
        raise ValueError(message)
    words = _words(amount.amount) or "nol"
    return f"{words[0].upper()}{words[1:]} rupiah"


def _words(number: int) -> str:
    if number < _TEENS:
        return _ONES[number]
    if number < _TENS:
        return f"{_ONES[number - 10]} belas"
    size, name = next((size, name) for size, name in _SCALES if number >= size)
    count, rest = divmod(number, size)
    first = f"se{name}" if count == 1 and name in _WITH_SE else f"{_words(count)} {name}"
    return f"{first} {_words(rest)}".strip()
