"""Paper slips of an outage: each is entered once."""

from datetime import date, datetime
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.sale import PaperSlip, SaleKind
from batikpos.domain.slip import check_slip_day, is_same_number, read_slip, write_day
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.store.engine import Transaction
from batikpos.store.sales import list_reversals, list_slips


class SlipUsed(PosError):
    """A paper slip that was entered before."""

    code: ClassVar[str] = "slip_used"
    text: ClassVar[str] = N_(
        "Paper slip no. {slip} of {day} was already entered as {number}. Look at that nota."
    )
    slip: str
    day: str
    number: str


class SlipVoided(SlipUsed):
    """A paper slip whose sale was voided: its number stays used, for the fact of it stays."""

    text: ClassVar[str] = N_(
        "Paper slip no. {slip} of {day} was entered as {number} and voided. To enter it again, put a letter"
        " behind its number: {slip}B."
    )


def check_slip(desk: Desk, slip: PaperSlip, *, now: datetime) -> PaperSlip:
    """Say how a slip is to be entered, before anything is sold by it.

    Raises: NoSlipNumber, BadSlipNumber, NoReason, BadReason, BadSlipDay, SlipUsed.
    """
    read = read_slip(slip)
    with desk.store.reading() as tx:
        check_new_slip(tx, desk, read, today=desk.fair.local(now).date())
    return read


def check_new_slip(tx: Transaction, desk: Desk, slip: PaperSlip, *, today: date) -> None:
    """Refuse a slip of an impossible day, or one that a journal of this store holds.

    Raises: BadSlipDay, SlipUsed.
    """
    check_slip_day(slip.day, desk.fair, today)
    for there, number in list_slips(tx, desk.fair.fair_id, slip.day):
        if is_same_number(there, slip.number):
            void = next((k.sale for k in list_reversals(tx, number) if k.sale.kind is SaleKind.VOID), None)
            if void is None or void.followed_by:  # put right, it stands in the sale that followed
                stands = void.followed_by if void is not None else number
                raise SlipUsed(slip.number, write_day(slip.day), stands)
            raise SlipVoided(slip.number, write_day(slip.day), number)
