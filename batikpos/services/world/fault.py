"""What goes wrong at a fair: kinds of fault, and one of them as it was planted."""

from datetime import date
from enum import StrEnum

from batikpos.domain.money import ZERO, Rupiah
from batikpos.values import frozen


class Fault(StrEnum):
    """A kind of fault, by the code of the cause that it is."""

    NOT_SENT = "not_sent"
    SENT_IN_PART = "sent_in_part"
    FLOAT = "float"
    PAY_OUT = "pay_out"
    PAY_IN = "pay_in"
    CHANGE = "change"
    NOTE_MISCOUNTED = "note_miscounted"
    COUNTS = "counts"
    TENDER = "tender"
    QRIS_MISSING = "qris_missing"
    LATE_REFUND = "late_refund"
    VOID_PIECE = "void_piece"
    SLIP_TWICE = "slip_twice"
    DRAWER_OPENED = "drawer_opened"
    UNKEYED = "unkeyed"


UNSENT = frozenset({Fault.NOT_SENT, Fault.SENT_IN_PART})
"""What shows by what is not at the centre; the next day's sending mends it."""


@frozen
class Planted:
    """What was done wrong, and what it makes of the drawer and of the statement against the books."""

    fault: Fault
    day: date
    amount: Rupiah = ZERO
    qris: Rupiah = ZERO
    told: str = ""
