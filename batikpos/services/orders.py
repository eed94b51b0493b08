"""Orders with a down payment: taken, picked up, cancelled. Each is a fact; a pick-up is a sale.

What is paid down in cash lies in the drawer from that day on, as a pay-in that names the order; the sale
at pick-up counts it as a tender of its own, so that no rupiah is taken twice.
"""

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import ClassVar

from batikpos.domain.agreement import Agreed, AgreedTo, Asked, agreed_to_body
from batikpos.domain.cart import Cart
from batikpos.domain.draft import cart_to_draft, told_to_draft
from batikpos.domain.errors import PosError
from batikpos.domain.fact import FactKind
from batikpos.domain.giveback import Back, check_way_back, unseen_of
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.order import (
    BadDeposit,
    BadDueDay,
    CancelledOrder,
    Order,
    cancel_to_body,
    check_deposit,
    order_to_body,
    ordered_cart,
    read_customer,
)
from batikpos.domain.right import Act, act_reasons, check_all, check_printing
from batikpos.domain.sale import SaleLine, sold_lines
from batikpos.domain.slip import write_day
from batikpos.domain.tender import Tender, TenderKind, change_due, less_change
from batikpos.domain.typed import read_reason
from batikpos.i18n import N_
from batikpos.paper.message import read_phone
from batikpos.paper.order import cancel_note, order_note
from batikpos.services.baskets import check_nothing_taken
from batikpos.services.checkout import CompletedSale, EmptyCart, IdReused, price_reasons, sell_in
from batikpos.services.desk import Desk
from batikpos.services.disk import check_room
from batikpos.services.papers import open_for_cash, queue_paper
from batikpos.services.pickups import PickUpBegun, begun_pick_ups
from batikpos.services.returns import check_shown, seen_of
from batikpos.services.till import TillClosed, load_open_till, record_move
from batikpos.store.baskets import forget_basket
from batikpos.store.engine import Transaction
from batikpos.store.journal import append
from batikpos.store.orders import KeptOrder, OrderState, find_order, find_order_by_id, next_order
from batikpos.store.printjobs import JobKind, find_original
from batikpos.store.sales import find_sale_by_id
from batikpos.store.tills import find_open_day
from batikpos.values import frozen


class UnknownOrder(PosError):
    """An order number that is not in this store."""

    code: ClassVar[str] = "unknown_order"
    text: ClassVar[str] = N_(
        "There is no order {number} on this laptop. Check the number on its paper, or look on the laptop that"
        " took it."
    )
    number: str


class OrderDone(PosError):
    """An order that was picked up or cancelled already."""

    code: ClassVar[str] = "order_done"
    text: ClassVar[str] = N_("Order {number} was picked up or cancelled already. Look at the list of orders.")
    number: str


class PaidDownUnseen(PosError):
    """A warning: an order is handed over, and nobody saw what was paid down for it come."""

    code: ClassVar[str] = "paid_down_unseen"
    text: ClassVar[str] = N_("Nobody saw {amount} of the down payment in the app yet. Look there.")
    amount: Rupiah


class DepositUnseen(PosError):
    """An order that was paid down in several ways, and nobody saw one of them come."""

    code: ClassVar[str] = "deposit_unseen"
    text: ClassVar[str] = N_(
        "Nobody saw {amount} of what was paid down for {number} in the app. Look there and mark it as"
        " checked, then cancel the order."
    )
    number: str
    amount: Rupiah


@frozen
class TakenOrder:
    """An order that is safe on disk; `agreed` is what a second person agreed to, where one had to."""

    order: Order
    hash: bytes
    print_job: str
    change: Rupiah = ZERO
    agreed: tuple[AgreedTo, ...] = ()


def check_order(
    desk: Desk,
    cart: Cart,
    *,
    due: date,
    deposit: Rupiah,
    now: datetime,
    approver: str = "",
    taken: Sequence[Tender] = (),
    agreed: Agreed = None,
) -> None:
    """See that a basket can become an order, before its down payment is asked for, or the rest of that.

    Raises: EmptyCart, BadDueDay, BadDeposit, MoneyTaken, TillClosed, BelowFloor, ApprovalNeeded, DiskFull.
    """
    lines, _ = _orderable(desk, cart, due, desk.fair.local(now), approver, agreed)
    whole = total(line.net for line in lines)
    if not ZERO < deposit <= whole:
        raise BadDeposit(deposit, whole)
    with desk.store.reading() as tx:
        check_nothing_taken(tx, cart.sale_id, taken)
        if find_open_day(tx) is None:
            raise TillClosed
    check_room(desk.home)


def _orderable(
    desk: Desk, cart: Cart, due: date, at: datetime, approver: str, agreed: Agreed
) -> tuple[tuple[SaleLine, ...], tuple[Asked, ...]]:
    """Say the lines of what can be ordered, and for which reasons a second person agreed to their prices."""
    if not cart.lines:
        raise EmptyCart
    if due < at.date():
        raise BadDueDay(write_day(due))
    check_printing(desk.settings.rules, (line.item for line in cart.lines))
    lines = sold_lines(cart, desk.catalogue)
    return lines, check_all(price_reasons(desk, cart, lines), approver, agreed)


def take_order(
    desk: Desk,
    cart: Cart,
    tenders: Sequence[Tender],
    *,
    customer: str,
    due: date,
    cashier: str,
    now: datetime,
    phone: str = "",
    approver: str = "",
    agreed: Agreed = None,
    language: str = "id",
    deposit: Rupiah | None = None,
) -> TakenOrder:
    """Take an order: its fact, the cash that was paid down, its paper, in one transaction; twice is once.

    Where more was handed over than the `deposit` that was agreed, the rest is change.

    Raises: IdReused, EmptyCart, NoCustomer, BadPhone, BadDueDay, BadDeposit, MoneyTaken, TillClosed,
    BelowFloor, ApprovalNeeded; with a deposit also Underpaid, ChangeWithoutCash, BadTender.
    """
    name, number_of_phone = read_customer(customer), read_phone(phone) if phone.strip() else ""
    at = desk.fair.local(now)
    lines, reasons = _orderable(desk, cart, due, at, approver, agreed)
    change = change_due(deposit, tenders) if deposit is not None else ZERO
    paid = less_change(tenders, change) if change else tuple(tenders)
    asked = (name, due, paid, cart_to_draft(cart))
    with desk.writing() as tx:
        if done := find_order_by_id(tx, str(cart.sale_id)):
            return replace(_repeated(tx, done, asked), change=change)
        if sold := find_sale_by_id(tx, desk.fair.fair_id, str(cart.sale_id)):
            raise IdReused(sold.sale.number)
        check_nothing_taken(tx, cart.sale_id, tenders)
        till = load_open_till(tx)
        running = next_order(tx, desk.fair.fair_id, till.business_day)
        order = Order(
            order_id=str(cart.sale_id),
            number=desk.booth.order_number(till.business_day, running),
            running=running,
            business_day=till.business_day,
            at=at,
            cashier=cashier,
            approver=approver,
            customer=name,
            phone=number_of_phone,
            due=due,
            lines=lines,
            tenders=paid,
            draft=told_to_draft(cart),
            language=language,
        )
        check_deposit(order)
        forget_basket(tx, cart.sale_id)
        agreed_to = tuple(reason.agreed_to(desk.settings.language) for reason in reasons)
        body = order_to_body(order) | {"till": till.opened_seq} | agreed_to_body(agreed_to)
        fact = append(tx, FactKind.ORDER, at, body)
        if order.cash:
            record_move(tx, till, order.cash, f"DP {order.number}", cashier=cashier, at=at)
            open_for_cash(tx, desk, order.cash, sale=order.number, now=at)
        paper = order_note(order, desk.stand, fact_hash=fact.hash)
        job = queue_paper(tx, desk, paper, kind=JobKind.ORDER, sale=order.number, now=at)
        return TakenOrder(order, fact.hash, job, change, agreed_to)


def _repeated(tx: Transaction, done: KeptOrder, asked: tuple[object, ...]) -> TakenOrder:
    """Answer as the first time, where the same was asked for. Raises: IdReused."""
    order = done.order
    content = {name: value for name, value in order.draft.items() if name != "promotions"}
    if asked != (order.customer, order.due, order.tenders, content):
        raise IdReused(order.number)
    paper = find_original(tx, order.number)
    return TakenOrder(order, done.hash, paper.job_id if paper else "", agreed=done.agreed)


def load_open_order(tx: Transaction, number: str) -> KeptOrder:
    """Load an order that is still to be picked up. Raises: UnknownOrder, OrderDone."""
    kept = find_order(tx, number)
    if kept is None:
        raise UnknownOrder(number)
    if kept.state is not OrderState.OPEN:
        raise OrderDone(number)
    return kept


@frozen
class BegunPickUp:
    """What was taken of an order's rest already, and what was paid down and nobody saw come yet."""

    taken: tuple[Tender, ...]
    unseen: tuple[Tender, ...]


def begin_pick_up(desk: Desk, number: str) -> BegunPickUp:
    """See that an order can be handed over, before the rest is asked for.

    Raises: UnknownOrder, OrderDone, TillClosed, DiskFull.
    """
    with desk.store.reading() as tx:
        order = load_open_order(tx, number).order
        if find_open_day(tx) is None:
            raise TillClosed
        taken = begun_pick_ups(tx, desk).get(number, ())
        unseen = unseen_of(order.tenders, seen_of(tx, number))
    if not taken:
        check_room(desk.home)
    return BegunPickUp(taken, unseen)


def pick_up(
    desk: Desk,
    number: str,
    tenders: Sequence[Tender],
    *,
    cashier: str,
    now: datetime,
    told_in: str = "",
) -> CompletedSale:
    """Sell what was ordered, once: the down payment counts, the rest is paid by `tenders`.

    What was agreed with the customer holds, by whatever price list and rules there are now, and nobody is
    asked again. Whoever agreed to it then stands on it, but as second to oneself.
    Raises: UnknownOrder, OrderDone, TillClosed, Underpaid, ChangeWithoutCash, BadTender.
    """
    with desk.writing() as tx:
        kept = load_open_order(tx, number)
        order = kept.order
        cart = ordered_cart(order, kept.pick_up_id, desk.catalogue)
        deposit = Tender(TenderKind.DEPOSIT, order.deposit, number)
        unseen = total(tender.amount for tender in unseen_of(order.tenders, seen_of(tx, number)))
        return sell_in(
            tx,
            desk,
            cart,
            (deposit, *tenders),
            cashier=cashier,
            now=now,
            approver=order.approver if order.approver != cashier else "",
            prices_stand=True,
            before=order.lines,
            warned=[PaidDownUnseen(unseen)] if unseen else (),
            oversell=True,  # it was kept or made for the customer: the books cannot say that it is gone
            language=order.language,
            told_in=told_in,
        )


def deposit_back(order: Order, seen: Container[int], tender: TenderKind) -> tuple[TenderKind, bool]:
    """Say by which way a down payment goes back, and if it is only taken off the books: nobody saw it come.

    Those `seen` are known by their places (from 1). Raises: NoWayBack, DepositUnseen.
    """
    check_way_back(tender)
    unseen = unseen_of(order.tenders, seen)
    if not unseen:
        return tender, False
    if unseen != order.tenders or len({t.kind for t in unseen}) > 1:
        raise DepositUnseen(order.number, total(t.amount for t in unseen))
    return unseen[0].kind, True


def deposit_whole(order: Order, way: TenderKind, *, is_taken_off: bool) -> Back:
    """Say what goes back of a down payment, in words that a void has too."""
    tenders = (Tender(way, order.deposit),)
    return Back((), tenders) if is_taken_off else Back(tenders)


def deposit_seen(desk: Desk, number: str) -> frozenset[int]:
    """Say which payments of a down payment (places from 1) somebody saw in the app."""
    with desk.store.reading() as tx:
        return seen_of(tx, number)


def cancel_order(
    desk: Desk,
    number: str,
    reason: str,
    *,
    cashier: str,
    now: datetime,
    tender: TenderKind = TenderKind.CASH,
    approver: str = "",
    agreed: Agreed = None,
    shown: Back | None = None,
) -> CancelledOrder:
    """Cancel an order, and give its down payment back; by the fair's rules that is money given back.

    What was paid down by QRIS or transfer and nobody saw in the app is taken off the books, and not given.
    What was `shown` to go back goes back, or nothing.

    Raises: UnknownOrder, OrderDone, NoReason, BadReason, NoWayBack, TillClosed, ApprovalNeeded,
    DepositUnseen, PickUpBegun, OtherBack.
    """
    why, at = read_reason(reason), desk.fair.local(now)
    check_way_back(tender)
    with desk.writing() as tx:
        till = load_open_till(tx)
        order = load_open_order(tx, number).order
        check_all(cancel_reasons(desk, number, order.deposit), approver, agreed)
        if begun := begun_pick_ups(tx, desk).get(number):
            raise PickUpBegun(number, total(t.amount for t in begun))
        way, is_taken_off = deposit_back(order, seen_of(tx, number), tender)
        check_shown(number, deposit_whole(order, way, is_taken_off=is_taken_off), shown)
        in_cash = way is TenderKind.CASH
        done = CancelledOrder(number, at, cashier, why, way, order.deposit, approver, is_taken_off)
        append(tx, FactKind.ORDER_CANCEL, at, cancel_to_body(done) | {"till": till.opened_seq})
        if in_cash:
            record_move(tx, till, ZERO - order.deposit, f"DP {number}", cashier=cashier, at=at)
            open_for_cash(tx, desk, order.deposit, sale=number, now=at)
        queue_paper(tx, desk, cancel_note(order, done, desk.stand), kind=JobKind.CASH, now=at)
        return done


def cancel_reasons(desk: Desk, number: str, deposit: Rupiah) -> tuple[Asked, ...]:
    """Say whether giving a down payment back needs a second person; () where it needs none."""
    return act_reasons(desk.settings.rules, Act.REFUND, number, deposit)
