"""What was scanned or typed for goods, and is none of them."""

from typing import ClassVar

from batikpos.domain.barcode import ean13_holds, looks_like_ean13
from batikpos.domain.catalogue import UnknownItem
from batikpos.domain.errors import PosError
from batikpos.i18n import N_

_EMV = "000201"
"""How every code to be paid by begins."""

_SHOWN = 32
"""So much of a code says which one it was."""


class PaymentCodeScanned(PosError):
    """A QRIS code, where a label was to be scanned."""

    code: ClassVar[str] = "payment_code_scanned"
    text: ClassVar[str] = N_(
        "That is a QRIS code, and no label. The buyer pays by it: put the goods in, then press QRIS. The"
        " stand's own sticker is checked under Menu, QRIS sticker."
    )


_SHORTEST = 6
"""Figures from which on what was typed is a barcode, and no word of a name."""


def is_barcode(typed: str) -> bool:
    """Say whether what nobody knows can be the barcode of new goods; else it is what they are called."""
    is_code = typed.isascii() and typed.isdigit() and _SHORTEST <= len(typed) <= _SHOWN
    return is_code and (not looks_like_ean13(typed) or ean13_holds(typed))


def is_name(typed: str) -> bool:
    """Say whether what nobody knows can be what new goods are called, and is no code of any kind."""
    return " " in typed.strip() or not any(letter.isdigit() for letter in typed)


def unknown(code: str) -> PosError:
    """Say of a code that no goods have what it is, in a few words however long it is."""
    if code.strip().startswith(_EMV):
        return PaymentCodeScanned()
    return UnknownItem(code if len(code) <= _SHOWN else f"{code[:_SHOWN]}…")
