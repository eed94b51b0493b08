"""What the organizer knows of a device's day beside its facts: papers, counts, the acquirer's statement."""

from collections.abc import Mapping
from datetime import datetime

from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Quantity
from batikpos.domain.statement import StatementMatch
from batikpos.values import frozen


@frozen
class CashSlip:
    """A paper of cash beside the sales: a receipt of what was paid (less than zero), or money brought."""

    amount: Rupiah
    text: str


@frozen
class Payment:
    """A payment of the acquirer's statement; `reference` is "" where it names none."""

    at: datetime
    amount: Rupiah
    reference: str = ""


@frozen
class Goods:
    """What left the table by the evening's count, and its list price for one piece or metre."""

    quantity: Quantity
    price: Rupiah


@frozen
class Papers:
    """What is known of a day; what nobody wrote down or counted is None, and proves nothing.

    `float_given` was handed out in the morning, `handed_in` is the evening's money counted again by the
    organizer (pieces by note), `slips` the papers of cash that lay in it, `payments` the acquirer's of this
    device alone, `statement` the fair's statements matched with all payments they speak of, `gone` what left
    the table, by SKU: taken along less brought home.
    """

    float_given: Rupiah | None = None
    handed_in: Mapping[int, int] | None = None
    slips: tuple[CashSlip, ...] | None = None
    payments: tuple[Payment, ...] | None = None
    gone: Mapping[str, Goods] | None = None
    statement: StatementMatch | None = None

    @property
    def is_whole(self) -> bool:
        """Say whether all of it is known: only then is anything ruled out by what it does not show."""
        return self.tells_payments and None not in (self.float_given, self.handed_in, self.slips, self.gone)

    @property
    def tells_payments(self) -> bool:
        """Say whether the acquirer told what it has."""
        return self.payments is not None or self.statement is not None
