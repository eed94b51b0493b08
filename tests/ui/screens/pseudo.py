"""A language of brackets: whatever stands outside them was never translated."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

from batikpos import i18n
from batikpos.commands.demo import CASHIER, SUPERVISOR
from batikpos.services.sample import SAMPLE_FAIR
from tests.shop import MANY, catalogue

OPEN, SHUT = "⟦", "⟧"

SAME_EVERYWHERE = frozenset(
    (
        "batikpos",
        "nota",
        "nmid",
        "qris",
        "pin",
        "id",
        "en",
        "rp",
        "mm",
        "cm",
        "xl",
        "xxl",
        "xxxl",
        "esc",
        "ctrl",
        "shift",
        "del",
        "tab",
        "ref",
        "rrn",
        "mdr",
        "sqlite",
        "sha",
    )
)
"""Names, keys and measures that are the same in every language."""

GIVEN = (
    *("Bahasa Indonesia", "English"),
    *("BATIK CONTOH MASARAN", "BATIK TETANGGA", "SRAGEN"),
    *("Tambah uang kecil", "Makan siang tiga orang di kantin sebelah", "Tukar uang"),
    *(
        "Bros kayu ukir",
        "Great Sale 20 %",
        "3 untuk 25.000",
        "pusat.db",
        "mutasi.csv",
        "Wati",
        "Biaya MDR",
        "Kapan",
        "stik",
    ),
    *(f"Lajur {n}" for n in range(1, 20)),
    *MANY,
)
"""What languages call themselves, who codes are for, and what hands type on the screens or files say."""

_INSIDE = re.compile(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}")
_WORD = re.compile(r"[^\W\d_]{2,}")


@contextmanager
def pseudo_language() -> Iterator[None]:
    """Put every translation between brackets."""

    def translation(*_: object, **__: object) -> object:
        return _Brackets()

    i18n.translator.cache_clear()
    with patch("gettext.translation", translation):
        yield
    i18n.translator.cache_clear()


class _Brackets:
    def gettext(self, text: str) -> str:
        return f"{OPEN}{text}{SHUT}"


def untranslated(texts: Iterable[str]) -> list[str]:
    """List the texts that say words which are neither translated nor a name of the fair."""
    return sorted({text for text in texts if _left_over(text)})


def _left_over(text: str) -> set[str]:
    outside = re.sub(r"\w*\d\w*", " ", text)
    while (shorter := _INSIDE.sub(" ", outside)) != outside:
        outside = shorter
    return {word.casefold() for word in _WORD.findall(outside)} - _names() - SAME_EVERYWHERE


@cache
def _names() -> set[str]:
    """Collect the words of the fair: goods, producers, people and the fair's own name."""
    said = [SAMPLE_FAIR.name, CASHIER, SUPERVISOR, *GIVEN]
    for item in catalogue().items:
        said += [item.name, item.name_en, item.motif, item.sku, item.size]
    said += [producer.name for producer in catalogue().producers]
    return {word.casefold() for text in said for word in _WORD.findall(text)}
