"""What happened at a fair that somebody may ask about: who did it, who agreed, how much it was about."""

from collections.abc import Container, Iterable
from datetime import date
from enum import StrEnum

from batikpos.domain.fair import Booth
from batikpos.domain.fairtakings import DeviceAndDay
from batikpos.domain.money import ZERO, Rupiah
from batikpos.i18n import N_
from batikpos.values import frozen


class IncidentKind(StrEnum):
    """What is listed; all of it may be right."""

    VOID = "void"
    REFUND = "refund"
    FLOOR = "floor"
    PRICE = "price"
    SLIP = "slip"
    DRAWER = "drawer"
    UNSEEN = "unseen"


INCIDENTS = {
    IncidentKind.VOID: N_("Voided"),
    IncidentKind.REFUND: N_("Given back"),
    IncidentKind.FLOOR: N_("Under the lowest price"),
    IncidentKind.PRICE: N_("Discount that two agreed to"),
    IncidentKind.SLIP: N_("Entered from a paper slip"),
    IncidentKind.DRAWER: N_("Drawer opened without a sale"),
    IncidentKind.UNSEEN: N_("QRIS or transfer that nobody saw in the app"),
}


@frozen
class Incident:
    """One of them; of what nobody saw, all that one person took on a day, `number` being the first."""

    kind: IncidentKind
    booth: Booth
    day: date
    number: str
    amount: Rupiah = ZERO
    cashier: str = ""
    approver: str = ""
    told: str = ""
    count: int = 1


@frozen
class IncidentSum:
    """What one person did of a kind at a device, and who agreed; on days that are proven, or on others."""

    kind: IncidentKind
    booth: Booth
    cashier: str
    approver: str
    is_proven: bool
    count: int
    amount: Rupiah


def summed(incidents: Iterable[Incident], proven: Container[DeviceAndDay]) -> tuple[IncidentSum, ...]:
    """Add incidents up by kind, device and people, of each kind the largest amount first."""
    sums: dict[tuple[IncidentKind, Booth, str, str, bool], tuple[int, int]] = {}
    for one in incidents:
        key = (one.kind, one.booth, one.cashier, one.approver, (one.booth, one.day) in proven)
        count, amount = sums.get(key, (0, 0))
        sums[key] = count + one.count, amount + one.amount.amount
    order = list(IncidentKind)
    rows = [IncidentSum(*key, count, Rupiah(amount)) for key, (count, amount) in sums.items()]
    return tuple(sorted(rows, key=lambda r: (order.index(r.kind), -r.amount.amount, -r.count, *_whose(r))))


def _whose(of: IncidentSum) -> tuple[str, str, str, bool]:
    return of.booth.prefix, of.cashier, of.approver, of.is_proven
