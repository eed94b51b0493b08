"""What was scanned or typed for goods, and is none of them."""

from typing import ClassVar

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


def unknown(code: str) -> PosError:
    """Say of a code that no goods have what it is, in a few words however long it is."""
    if code.strip().startswith(_EMV):
        return PaymentCodeScanned()
    return UnknownItem(code if len(code) <= _SHOWN else f"{code[:_SHOWN]}…")
