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


@dataclass(eq=False)
class AllNeeded(PosError):
    """What needs a second person for more than one reason; each of them is said."""

    code: ClassVar[str] = "needs_approver"
    reasons: tuple[PosError, ...]

    def message(self, language: str) -> str:
        """Say every reason on a line of its own, in `language`."""
        return "\n".join(reason.message(language) for reason in self.reasons)


def check_all(reasons: Iterable[PosError], approver: str) -> None:
    """Refuse what needs a second person and has none, for all its reasons at once.

    Raises: the reason where it is one, AllNeeded where they are several.
    """
    found = tuple(reasons)
    if found and not approver:
        raise found[0] if len(found) == 1 else AllNeeded(found)


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


def discount_reasons(rules: Rules, lines: Iterable[tuple[Rupiah, Rupiah]]) -> tuple[ApprovalNeeded, ...]:
    """Say whether lines (list price, what the cashier gave off it) are over the limit; () where none is."""
    limit = rules.most_alone
    is_over = limit < WHOLE and any(given > listed.share(limit) + ROUNDING for listed, given in lines)
    return (ApprovalNeeded(ACTS[Act.DISCOUNT]),) if is_over else ()


def act_reasons(rules: Rules, act: Act) -> tuple[ApprovalNeeded, ...]:
    """Say whether an act needs a second person by the rules; () where it needs none."""
    return (ApprovalNeeded(ACTS[act]),) if act in rules.acts else ()


def check_second(rules: Rules, act: Act, approver: str) -> None:
    """Refuse an act that needs a second person and has none. Raises: ApprovalNeeded."""
    check_all(act_reasons(rules, act), approver)
