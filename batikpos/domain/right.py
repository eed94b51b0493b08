"""Which acts need a second person, by the fair's rules."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.money import WHOLE, Rupiah
from batikpos.i18n import N_
from batikpos.values import frozen


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


@frozen
class Rules:
    """The fair's rules: acts for two, and the highest discount one may give alone (basis points).

    Where the acts name a discount and no limit is set, every discount is one for two.
    """

    acts: frozenset[Act] = field(default_factory=frozenset)
    discount_limit: int = WHOLE

    @property
    def most_alone(self) -> int:
        """Say which discount one may give alone, in basis points of the list price."""
        return 0 if self.discount_limit == WHOLE and Act.DISCOUNT in self.acts else self.discount_limit


ROUNDING = Rupiah(1)
"""So much a line may be over the limit: its part of a basket's discount is a whole rupiah."""


def check_discounts(rules: Rules, lines: Iterable[tuple[Rupiah, Rupiah]], approver: str) -> None:
    """Refuse lines (list price, what the cashier gave off it) over the limit. Raises: ApprovalNeeded."""
    if approver or rules.most_alone >= WHOLE:
        return
    for listed, given in lines:
        if given > listed.share(rules.most_alone) + ROUNDING:
            raise ApprovalNeeded(ACTS[Act.DISCOUNT])


def check_second(rules: Rules, act: Act, approver: str) -> None:
    """Refuse an act that needs a second person and has none. Raises: ApprovalNeeded."""
    if act in rules.acts and not approver:
        raise ApprovalNeeded(ACTS[act])
