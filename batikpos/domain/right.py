"""Which acts need a second person, by the fair's rules."""

from collections.abc import Iterable
from dataclasses import field
from enum import StrEnum
from typing import ClassVar

from batikpos.domain.agreement import Agreed, AgreedTo, Asked, Reason, is_agreed
from batikpos.domain.catalogue import Item, Technique
from batikpos.domain.errors import Name, PosError
from batikpos.domain.money import WHOLE, Rupiah
from batikpos.domain.quantity import Quantity, Unit
from batikpos.i18n import N_, translator
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
    Act.REFUND: N_("A return or cancelled order"),
    Act.DISCOUNT: N_("A discount this high"),
    Act.DRAWER: N_("Opening the drawer without a sale"),
    Act.CLOSE: N_("Closing the till"),
}


class ApprovalNeeded(Asked):
    """An act that a second person must agree to, and nobody did."""

    code: ClassVar[str] = "needs_approver"
    text: ClassVar[str] = N_("{why} needs a second person. Ask a supervisor to type a PIN.")
    what: ClassVar[str] = "{why}"
    why: str


class ApprovalOf(ApprovalNeeded):
    """The same of one act: `about` names its number, its amount, its reason."""

    text: ClassVar[str] = N_("{why} needs a second person: {about}. Ask a supervisor to type a PIN.")
    what: ClassVar[str] = "{why}: {about}"
    about: str


class ChangeNeeded(ApprovalNeeded):
    """The same of what becomes otherwise, a rule or a price: each is `told` in words; `content` is all."""

    told: tuple[Name, ...]
    content: tuple[object, ...]

    def message(self, language: str) -> str:
        """Say what is to be agreed to, and below it what changes, each on a line of its own."""
        return "\n".join((super().message(language), *self._told(language)))

    def agreed_to(self, language: str) -> AgreedTo:
        """Say that it was agreed to, and what changed by it."""
        return AgreedTo(self.code, f"{translator(language)(self.why)}: {'; '.join(self._told(language))}")

    def _told(self, language: str) -> list[str]:
        return [one.say(language) for one in self.told]


class AllNeeded(Asked):
    """What needs a second person for more than one reason; each of them is said.

    Where it `is_changed`, somebody agreed already, but not to all of this.
    """

    code: ClassVar[str] = "needs_approver"
    reasons: tuple[Asked, ...]
    is_changed: bool = False

    def message(self, language: str) -> str:
        """Say every reason on a line of its own, in `language`."""
        changed = translator(language)(N_("It is not what was agreed to any more. Now it is:"))
        said = [reason.message(language) for reason in self.reasons]
        return "\n".join([changed, *said] if self.is_changed else said)

    @property
    def asks(self) -> tuple[Reason, ...]:
        """Say what is to be agreed to: all of it, also what was agreed to before."""
        return tuple(one for reason in self.reasons for one in reason.asks)


def check_all(reasons: Iterable[Asked], approver: str, agreed: Agreed = None) -> tuple[Asked, ...]:
    """Refuse what needs a second person and has none, or one who `agreed` to something else; say for what.

    Raises: the reason where it is one, AllNeeded where they are several, or it is not what was agreed to.
    """
    found = tuple(reasons)
    if found and not approver:
        raise found[0] if len(found) == 1 else AllNeeded(found)
    if not is_agreed(found, agreed):
        raise AllNeeded(found, is_changed=True)
    return found


@frozen
class Rules:
    """The fair's rules: acts for two, the highest discount one may give alone (basis points), what is sold.

    A fair that is not for `printing` sells no printed textile, which is no batik (SNI 8184:2015). Where the
    acts name a discount and no limit is set, every discount is one for two.
    """

    acts: frozenset[Act] = field(default_factory=frozenset)
    discount_limit: int = WHOLE
    printing: bool = True

    @property
    def most_alone(self) -> int:
        """Say which discount one may give alone, in basis points of the list price."""
        return 0 if self.discount_limit == WHOLE and Act.DISCOUNT in self.acts else self.discount_limit


NO_PRINTING = N_("Printed textile is not sold.")


class PrintingRefused(PosError):
    """Printed textile at a fair whose rules refuse it."""

    code: ClassVar[str] = "printing_refused"
    text: ClassVar[str] = N_(
        "“{item}” is printed textile, which this fair does not sell. Take it away, or ask the organizer."
    )
    item: str


def check_printing(rules: Rules, items: Iterable[Item]) -> None:
    """Refuse printed textile where the rules do. Raises: PrintingRefused."""
    refused = () if rules.printing else (i for i in items if i.technique is Technique.PRINTING)
    if (item := next(iter(refused), None)) is not None:
        raise PrintingRefused(item.name)


ROUNDING = Rupiah(1)
"""So much a line may be over the limit: its part of a basket's discount is a whole rupiah."""


@frozen
class Cut:
    """What a cashier gives off the list price of a line."""

    sku: str
    names: Name
    quantity: Quantity
    listed: Rupiah
    given: Rupiah

    @property
    def told(self) -> Name:
        """Say of which goods, and from which price to which."""
        names, now = much_of(self.names, self.quantity), self.listed - self.given
        change = f"{self.listed} \N{RIGHTWARDS ARROW} {now}"
        return Name(f"{names.id}: {change}", f"{names.en}: {change}" if names.en else "")


def discount_reasons(rules: Rules, cuts: Iterable[Cut]) -> tuple[ApprovalNeeded, ...]:
    """Say which lines' discounts are over the limit; () where none is."""
    limit = rules.most_alone
    if limit == WHOLE:
        return ()
    over = tuple(cut for cut in cuts if cut.given > cut.listed.share(limit) + ROUNDING)
    return (ChangeNeeded(ACTS[Act.DISCOUNT], tuple(cut.told for cut in over), over),) if over else ()


def much_of(names: Name, quantity: Quantity) -> Name:
    """Say how much of something, where it is not one piece."""
    if quantity == Quantity(1):
        return names
    much = f"{quantity} \N{MULTIPLICATION SIGN}" if quantity.unit is Unit.PIECE else str(quantity)
    return Name(f"{much} {names.id}", f"{much} {names.en}" if names.en else "")


def act_reasons(rules: Rules, act: Act, *about: object) -> tuple[ApprovalNeeded, ...]:
    """Say whether an act needs a second person by the rules; () where it needs none.

    What it is `about` is said: its number, its amount, why.
    """
    return (ApprovalOf(ACTS[act], ", ".join(map(str, about))),) if act in rules.acts else ()


def void_reasons(rules: Rules, number: str, amount: Rupiah) -> tuple[ApprovalNeeded, ...]:
    """Say whether voiding a sale that came to so much needs a second person; () where it needs none."""
    return act_reasons(rules, Act.VOID, number, amount)
