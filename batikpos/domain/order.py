"""An order: goods made or kept for somebody, with a down payment (DP) now and the rest at pick-up."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import ClassVar
from uuid import UUID

from batikpos.domain.cart import AmountOff, Cart, CartLine, DiscountTooLarge
from batikpos.domain.catalogue import Catalogue, Item
from batikpos.domain.draft import cart_of_goods
from batikpos.domain.errors import PosError
from batikpos.domain.fact import Body, moment_of, text_of
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.record import line_from_body, line_to_body, tenders_from_body, tenders_to_body
from batikpos.domain.sale import SaleLine, item_of
from batikpos.domain.tender import MONEY, Tender, TenderKind, cash_in
from batikpos.domain.typed import LONGEST, holds_control
from batikpos.i18n import N_
from batikpos.values import frozen


@dataclass(frozen=True)
class Order:
    """What was ordered, by whom, for when, and what was paid down. `draft` is its basket, written down."""

    order_id: str
    number: str
    running: int
    business_day: date
    at: datetime
    cashier: str
    customer: str
    phone: str
    due: date
    lines: tuple[SaleLine, ...]
    tenders: tuple[Tender, ...]
    draft: Body
    approver: str = ""
    language: str = "id"

    @cached_property
    def gross(self) -> Rupiah:
        """Add up the lines before any discount."""
        return total(line.gross for line in self.lines)

    @cached_property
    def total(self) -> Rupiah:
        """Say what it comes to."""
        return total(line.net for line in self.lines)

    @cached_property
    def deposit(self) -> Rupiah:
        """Add up what was paid down."""
        return total(t.amount for t in self.tenders)

    @cached_property
    def cash(self) -> Rupiah:
        """Say what of it lies in the drawer."""
        return cash_in(self.tenders)

    @property
    def rest(self) -> Rupiah:
        """Say what is to pay at pick-up."""
        return self.total - self.deposit


@frozen
class CancelledOrder:
    """An order that will not be picked up: what was given back, how, and why; `approver` agreed to it.

    What nobody saw come is not given back: it `is_taken_off`, by the way in which it was to come.
    """

    number: str
    at: datetime
    cashier: str
    reason: str
    tender: TenderKind
    given_back: Rupiah
    approver: str = field(default="", compare=False)  # the fact says it, no table does
    is_taken_off: bool = field(default=False, compare=False)  # nor this


class NoCustomer(PosError):
    """An order of nobody."""

    code: ClassVar[str] = "no_customer"
    text: ClassVar[str] = N_("An order needs the customer's name, of {longest} letters at most. Type it.")
    longest: int = LONGEST


class VoucherPaidDown(PosError):
    """A voucher for a down payment, which may have to be given back as money."""

    code: ClassVar[str] = "bad_deposit"
    text: ClassVar[str] = N_(
        "A voucher is not taken for a down payment. Take money now, the voucher at pick-up."
    )


class BadDeposit(PosError):
    """A down payment of nothing, or of more than there is to pay."""

    code: ClassVar[str] = "bad_deposit"
    text: ClassVar[str] = N_("A down payment of {deposit} does not fit an order of {total}. Change it.")
    deposit: Rupiah
    total: Rupiah


class BadDueDay(PosError):
    """An order that was to be ready before it was made."""

    code: ClassVar[str] = "bad_due_day"
    text: ClassVar[str] = N_("{day} has passed. Type the day when the order will be ready.")
    day: str


@frozen
class Wish:
    """What a customer said: who, by which phone, for when, and how much is paid down."""

    customer: str
    phone: str
    due: date
    deposit: Rupiah


def wish_to_body(wish: Wish) -> Body:
    """Write down what a customer wished, while the down payment is taken."""
    return {
        "customer": wish.customer,
        "phone": wish.phone,
        "due": wish.due.isoformat(),
        "deposit": wish.deposit.amount,
    }


def wish_from_body(body: Body) -> Wish:
    """Read what a customer wished."""
    due = date.fromisoformat(body["due"])
    return Wish(body["customer"], body["phone"], due, Rupiah(body["deposit"]))


def read_customer(typed: str) -> str:
    """Read a customer's name. Raises: NoCustomer."""
    name = typed.strip()
    if not name or len(name) > LONGEST or holds_control(name):
        raise NoCustomer
    return name


def check_deposit(order: Order) -> None:
    """Check that something is paid down in money, and not too much. Raises: BadDeposit, VoucherPaidDown."""
    if any(t.kind is TenderKind.VOUCHER for t in order.tenders):
        raise VoucherPaidDown
    is_wrong = any(t.amount <= ZERO or t.kind not in MONEY for t in order.tenders)
    if is_wrong or not ZERO < order.deposit <= order.total:
        raise BadDeposit(order.deposit, order.total)


def ordered_cart(order: Order, sale_id: UUID, catalogue: Catalogue) -> Cart:
    """Open the basket of an order as it was agreed with the customer, whatever the price list says by now.

    Where the promotions that it was taken under would save something else today, each line is opened at what
    it came to then.
    """
    try:
        cart = cart_of_goods(sale_id, order.draft, [_as_ordered(line, catalogue) for line in order.lines])
    except DiscountTooLarge:
        cart = Cart(sale_id)
    if [p.net for p in cart.priced] == [line.net for line in order.lines]:
        return cart
    lines = (CartLine(_as_ordered(x, catalogue), x.quantity, x.agreed, note=x.note) for x in order.lines)
    at_list = Cart(sale_id, tuple(lines))
    off = [p.net - line.net for p, line in zip(at_list.priced, order.lines, strict=True)]
    return replace(
        at_list,
        lines=tuple(
            replace(x, discount=AmountOff(o)) if o else x for x, o in zip(at_list.lines, off, strict=True)
        ),
    )


def _as_ordered(line: SaleLine, catalogue: Catalogue) -> Item:
    """Make the goods of a line as they were ordered, with the stock and the floor of today."""
    ordered, now = item_of(line), catalogue.find(line.sku)
    if now is None or now.unit is not ordered.unit:
        return ordered
    return replace(ordered, stock=now.stock, floor=now.floor)


def paid_down(orders: Iterable[Order], cancelled: Iterable[CancelledOrder]) -> dict[str, Rupiah]:
    """Add up what was paid down by each way of paying, less what was given back that way."""
    sums: dict[str, Rupiah] = {}
    for order in orders:
        for tender in order.tenders:
            sums[tender.kind] = sums.get(tender.kind, ZERO) + tender.amount
    for back in cancelled:
        sums[back.tender] = sums.get(back.tender, ZERO) - back.given_back
    return {kind.value: sums[kind] for kind in MONEY if kind in sums}


def order_to_body(order: Order) -> Body:
    """Write an order down, with its totals."""
    return {
        "order_id": order.order_id,
        "number": order.number,
        "running": order.running,
        "business_day": order.business_day.isoformat(),
        "at": order.at.isoformat(),
        "cashier": order.cashier,
        "approver": order.approver,
        "customer": order.customer,
        "phone": order.phone,
        "due": order.due.isoformat(),
        "language": order.language,
        "draft": order.draft,
        "total": order.total.amount,
        "deposit": order.deposit.amount,
        "lines": [line_to_body(line) for line in order.lines],
        "tenders": tenders_to_body(order.tenders),
    }


def order_from_body(body: Body) -> Order:
    """Read an order. Raises ValueError or KeyError where it is none, or its sums are not its parts'."""
    order = Order(
        order_id=body["order_id"],
        number=body["number"],
        running=body["running"],
        business_day=date.fromisoformat(body["business_day"]),
        at=moment_of(body["at"]),
        cashier=body["cashier"],
        approver=text_of(body["approver"]),
        customer=body["customer"],
        phone=body["phone"],
        due=date.fromisoformat(body["due"]),
        language=text_of(body["language"]),
        draft=body["draft"],
        lines=tuple(map(line_from_body, body["lines"])),
        tenders=tenders_from_body(body["tenders"]),
    )
    if (order.total.amount, order.deposit.amount) != (body["total"], body["deposit"]):
        message = f"the sums of {order.number} are not those of its parts"
        raise ValueError(message)
    try:
        check_deposit(order)
    except (BadDeposit, VoucherPaidDown) as error:
        raise ValueError(str(error)) from error
    return order


def cancel_to_body(cancelled: CancelledOrder) -> Body:
    """Write a cancelled order down."""
    seldom = {"approver": cancelled.approver} if cancelled.approver else {}
    return {
        "number": cancelled.number,
        "at": cancelled.at.isoformat(),
        "cashier": cancelled.cashier,
        "reason": cancelled.reason,
        "tender": cancelled.tender.value,
        "given_back": cancelled.given_back.amount,
    } | (seldom | {"taken_off": True} if cancelled.is_taken_off else seldom)


def cancel_from_body(body: Body) -> CancelledOrder:
    """Read a cancelled order. Raises ValueError or KeyError where it is none, or gives nothing back."""
    if body["given_back"] <= 0:
        message = f"{body['number']} gives {body['given_back']} back"
        raise ValueError(message)
    return CancelledOrder(
        number=body["number"],
        at=moment_of(body["at"]),
        cashier=body["cashier"],
        reason=body["reason"],
        tender=TenderKind(body["tender"]),
        given_back=Rupiah(body["given_back"]),
        approver=text_of(body.get("approver", "")),
        is_taken_off=bool(body.get("taken_off")),
    )
