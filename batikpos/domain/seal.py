"""The seal of a close: the day's totals in one line that can be signed, printed as a QR code and scanned."""

from dataclasses import fields
from typing import Any, ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.money import Rupiah
from batikpos.domain.tender import TenderKind
from batikpos.domain.till import Till
from batikpos.i18n import N_
from batikpos.values import frozen

_MARK = "BATIKPOS-Z1"


class NotASlip(PosError):
    """A text that is not what the QR code of a Z slip holds."""

    code: ClassVar[str] = "not_a_slip"
    text: ClassVar[str] = N_("This is not the QR code of a Z slip. Scan the code at the foot of the slip.")


@frozen
class Seal:
    """What the seal of a close says. Amounts are whole rupiah.

    `hash` begins the hash of the fact that closed the till, number `seq` of its journal: with it the
    seal vouches for every fact before. `sold` and `returned` are all that this device ever took and
    gave back: they never become less.
    """

    number: str
    journal_id: str
    seq: int
    hash: str
    sales: int
    total: int
    cash: int
    qris: int
    card: int
    transfer: int
    expected: int
    counted: int
    sold: int
    returned: int

    def write(self) -> str:
        """Write it in one line."""
        return "|".join((_MARK, *(str(getattr(self, f.name)) for f in fields(self))))


HASH_LETTERS = 32


def seal_of(till: Till, journal_id: str, seq: int, hash_: bytes, *, sold: Rupiah, returned: Rupiah) -> Seal:
    """Say what a closed till came to."""
    figures, counted = till.figures, till.counted or Rupiah(0)
    return Seal(
        number=till.number,
        journal_id=journal_id,
        seq=seq,
        hash=hash_.hex()[:HASH_LETTERS],
        sales=figures.sales,
        total=figures.total.amount,
        cash=figures.by_tender[TenderKind.CASH].amount,
        qris=figures.by_tender[TenderKind.QRIS].amount,
        card=figures.by_tender[TenderKind.CARD].amount,
        transfer=figures.by_tender[TenderKind.TRANSFER].amount,
        expected=figures.expected_cash.amount,
        counted=counted.amount,
        sold=sold.amount,
        returned=returned.amount,
    )


def read_seal(text: str) -> Seal:
    """Read one line back. Raises: NotASlip."""
    mark, *parts = text.strip().split("|")
    if mark != _MARK or len(parts) != len(fields(Seal)):
        raise NotASlip
    try:
        values: list[Any] = [
            part if f.type is str else int(part) for f, part in zip(fields(Seal), parts, strict=True)
        ]
    except ValueError as error:
        raise NotASlip from error
    return Seal(*values)


def write_code(statement: str, signature: str) -> str:
    """Write what the QR code of a Z slip holds: the seal and its signature."""
    return f"{statement}|{signature}"


def split_code(text: str) -> tuple[str, str]:
    """Part a scanned code into the seal's line and its signature. Raises: NotASlip."""
    statement, bar, signature = text.strip().rpartition("|")
    if not bar:
        raise NotASlip
    read_seal(statement)
    return statement, signature
