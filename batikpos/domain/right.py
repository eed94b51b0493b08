"""Which acts need a second person, by the fair's rules."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.money import WHOLE
from batikpos.i18n import N_


class Act(StrEnum):
    """What a fair may let two people do only."""

    VOID = "void"
    REFUND = "refund"
    DISCOUNT = "discount"
    DRAWER = "drawer"
    CLOSE = "close"


ACTS = {
    Act.VOID: N_("Voiding a sale"),
    Act.REFUND: N_("Giving money back"),
    Act.DISCOUNT: N_("A discount this high"),
    Act.DRAWER: N_("Opening the drawer without a sale"),
    Act.CLOSE: N_("Closing the till"),
}


@dataclass(eq=False)
class ApprovalNeeded(PosError):
    """An act that a second person must agree to, and nobody did."""

    code: ClassVar[str] = "needs_approver"
    text: ClassVar[str] = N_("{why} needs a second person. Ask a supervisor to type a PIN.")
    why: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The fair's rules: acts for two, and the highest discount one may give alone (basis points)."""

    acts: frozenset[Act] = field(default_factory=frozenset)
    discount_limit: int = WHOLE


def check_second(rules: Rules, act: Act, approver: str) -> None:
    """Refuse an act that needs a second person and has none. Raises: ApprovalNeeded."""
    if act in rules.acts and not approver:
        raise ApprovalNeeded(ACTS[act])
