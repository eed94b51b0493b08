"""Opening the drawer without a sale: a fact with its reason, and the pulse that opens it."""

from datetime import datetime

from batikpos.domain.agreement import Agreed, Asked
from batikpos.domain.fact import FactKind
from batikpos.domain.right import Act, act_reasons, check_all
from batikpos.domain.till import Till
from batikpos.domain.typed import read_reason
from batikpos.services.desk import Desk
from batikpos.services.papers import queue_pulse
from batikpos.services.till import load_open_till
from batikpos.store.journal import append
from batikpos.store.tills import load_till
from batikpos.values import frozen


@frozen
class OpenedDrawer:
    """The till after its drawer was opened; without a pulse it has to be opened by its key."""

    till: Till
    has_pulse: bool


def open_drawer(
    desk: Desk, reason: str, *, cashier: str, now: datetime, approver: str = "", agreed: Agreed = None
) -> OpenedDrawer:
    """Open the drawer of the open till without a sale.

    Raises: TillClosed, NoReason, BadReason, ApprovalNeeded.
    """
    why, at = read_reason(reason), desk.fair.local(now)
    with desk.writing() as tx:
        till = load_open_till(tx)
        check_all(opening_reasons(desk, why), approver, agreed)
        body = {
            "till": till.opened_seq,
            "at": at.isoformat(),
            "cashier": cashier,
            "approver": approver,
            "reason": why,
        }
        append(tx, FactKind.DRAWER, at, body)
        has_pulse = desk.settings.drawer and queue_pulse(tx, desk, sale="", now=at)
        return OpenedDrawer(load_till(tx, till.opened_seq), has_pulse)


def opening_reasons(desk: Desk, reason: str) -> tuple[Asked, ...]:
    """Say whether opening the drawer needs a second person; () where it needs none."""
    return act_reasons(desk.settings.rules, Act.DRAWER, reason)
