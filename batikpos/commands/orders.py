"""Commands of orders: take one with a down payment, pick it up, cancel it, list them."""

import argparse
import sys

from batikpos.commands.basket import BadBasket, read_basket, read_tenders
from batikpos.commands.context import Context, read_day
from batikpos.commands.selling import NotPrinted, is_waiting
from batikpos.commands.shapes import agreed_shape, order_shape, sale_shape
from batikpos.domain.money import ZERO
from batikpos.domain.tender import Tender, TenderKind
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.services.disk import check_room
from batikpos.services.orders import cancel_order, cancel_reasons, pick_up, take_order
from batikpos.services.promotions import under_promotions
from batikpos.services.returns import warnings_of
from batikpos.store.orders import KeptOrder, OrderState, list_orders

STATES = {
    OrderState.OPEN: N_("open"),
    OrderState.PICKED_UP: N_("picked up"),
    OrderState.CANCELLED: N_("cancelled"),
}


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    order = commands.add_parser("order", help=N_("orders with a down payment (DP), and their pick-up"))
    acts = order.add_subparsers(dest="act", required=True, metavar="take|pick-up|cancel|list")
    take = acts.add_parser("take", help=N_("reads the basket and what is paid down from stdin"))
    take.add_argument("--customer", required=True, metavar="NAME")
    take.add_argument("--phone", default="", metavar="N")
    take.add_argument("--due", required=True, metavar="DATE")
    take.add_argument("--cashier", required=True, metavar="NAME")
    take.set_defaults(run=_take)
    fetch = acts.add_parser("pick-up", help=N_("reads the rest that is paid from stdin"))
    fetch.add_argument("--order", required=True, metavar="NUMBER")
    fetch.add_argument("--cashier", required=True, metavar="NAME")
    fetch.set_defaults(run=_pick_up)
    cancel = acts.add_parser("cancel", help=N_("gives the down payment back"))
    cancel.add_argument("--order", required=True, metavar="NUMBER")
    cancel.add_argument("--reason", required=True, metavar="T")
    cancel.add_argument("--tender", choices=["cash", "transfer"], default="cash")
    cancel.add_argument("--cashier", required=True, metavar="NAME")
    cancel.add_argument("--approver", metavar="NAME")
    cancel.set_defaults(run=_cancel)
    listed = acts.add_parser("list", help=N_("lists the orders, and what became of them"))
    listed.set_defaults(run=_list)


def _take(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        cashier = context.cashier(desk, args.cashier).name
        asked = read_basket(_typed(), desk.catalogue, language=context.language)
        if asked.slip is not None or asked.oversell:
            raise BadBasket(N_("an order has no “slip” and no “oversell”"))
        check_room(desk.home)
        approver = context.approver(desk, asked.approver, cashier=cashier)
        taken = take_order(
            desk,
            under_promotions(desk, asked.cart, context.now()),
            asked.tenders,
            customer=args.customer,
            phone=args.phone,
            due=read_day(args.due),
            cashier=cashier,
            approver=approver,
            now=context.now(),
            language=asked.language,
        )
        order = taken.order
        context.give(
            order_shape(KeptOrder(order, taken.hash, OrderState.OPEN))
            | {"print_job": taken.print_job}
            | agreed_shape(taken.agreed)
        )
        said = context.tr(N_("{number}: {deposit} paid down, {rest} to pay at pick-up"))
        context.say(said.format(number=order.number, deposit=order.deposit, rest=order.rest))
        context.say_agreed(order.approver, taken.agreed)
        _print(context, desk, taken.print_job, order.number)
    return 0


def _pick_up(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        cashier = context.cashier(desk, args.cashier).name
        tenders = read_tenders(_typed())
        check_room(desk.home)
        done = pick_up(
            desk,
            args.order,
            tenders,
            cashier=cashier,
            now=context.now(),
            told_in=context.language,
        )
        context.give(sale_shape(done))
        sale = done.kept.sale
        said = context.tr(N_("{number}: {total} paid, change {change}"))
        context.say(said.format(number=sale.number, total=sale.total, change=sale.change))
        for warning in done.warnings:
            context.warn(warning.text)
        _print(context, desk, done.print_job, sale.number)
    return 0


def _cancel(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        cashier = context.cashier(desk, args.cashier).name
        tender = TenderKind(args.tender)
        approver = context.approver(desk, args.approver, cashier=cashier)
        done = cancel_order(
            desk,
            args.order,
            args.reason,
            cashier=cashier,
            now=context.now(),
            tender=tender,
            approver=approver,
        )
        context.print_out(desk)
    amount = done.given_back
    reasons = cancel_reasons(desk, done.number, amount)
    agreed = [reason.agreed_to(context.language) for reason in reasons]
    given, off = (ZERO, amount) if done.is_taken_off else (amount, ZERO)
    back = {"order": done.number, "given_back": given.amount, "taken_off": off.amount}
    context.give(back | {"tender": done.tender.value} | agreed_shape(agreed))
    context.say_agreed(done.approver, agreed)
    if done.is_taken_off:
        context.say(
            context.tr(N_("{number} is cancelled; nothing is given back.")).format(number=done.number)
        )
        for mishap in warnings_of([Tender(done.tender, amount)]):
            context.warn(mishap.message(context.language))
        return 0
    said = context.tr(N_("{number} is cancelled; {amount} is given back."))
    context.say(said.format(number=done.number, amount=amount))
    return 0


def _list(context: Context, _args: argparse.Namespace) -> int:
    with context.desk() as desk, desk.store.reading() as tx:
        orders = list_orders(tx)
    context.give({"orders": [order_shape(kept) for kept in orders]})
    for kept in orders:
        order = kept.order
        context.say(
            f"{order.number:<20} {order.due:%d/%m/%Y}  {context.tr(STATES[kept.state]):<12} "
            f"{order.total!s:>16} {order.rest!s:>16}  {order.customer}"
        )
    return 0


def _typed() -> str:
    """Read what stands on stdin as UTF-8, whatever the console's code page."""
    return (
        sys.stdin.buffer.read()
        .decode("utf-8-sig", errors="replace")
        .replace("\N{REPLACEMENT CHARACTER}", "\0")
    )


def _print(context: Context, desk: Desk, job: str, number: str) -> None:
    context.print_out(desk)
    if is_waiting(desk, job):
        context.warn(NotPrinted(number).message(context.language))
