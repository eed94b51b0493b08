"""Commands that put one sale in another's place: correct, exchange."""

import argparse
import sys
from uuid import UUID, uuid4

from batikpos.commands.basket import BadBasket, read_basket
from batikpos.commands.context import Context
from batikpos.commands.selling import NotPrinted, is_waiting
from batikpos.commands.shapes import followed_shape
from batikpos.domain.errors import BadValue
from batikpos.domain.wording import tenders_words
from batikpos.i18n import N_
from batikpos.services.correcting import correct_sale
from batikpos.services.desk import Desk
from batikpos.services.disk import check_room
from batikpos.services.exchanging import exchange_size
from batikpos.services.following import Followed
from batikpos.services.promotions import under_promotions


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    correct = commands.add_parser(
        "correct", help=N_("void a sale and sell the basket from stdin in its place")
    )
    correct.add_argument("--sale", required=True, metavar="NUMBER")
    correct.add_argument("--reason", required=True, metavar="T")
    correct.add_argument("--cashier", required=True, metavar="NAME")
    correct.set_defaults(run=_correct)
    exchange = commands.add_parser("exchange", help=N_("exchange a line for another size, without money"))
    exchange.add_argument("--sale", required=True, metavar="NUMBER")
    exchange.add_argument("--line", required=True, type=int, metavar="N")
    exchange.add_argument("--pieces", type=int, metavar="N")
    exchange.add_argument("--to", required=True, metavar="CODE")
    exchange.add_argument("--id", metavar="UUID")
    exchange.add_argument("--oversell", action="store_true")
    exchange.add_argument("--cashier", required=True, metavar="NAME")
    exchange.add_argument("--approver", metavar="NAME")
    exchange.set_defaults(run=_exchange)


def _correct(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        cashier = context.cashier(desk, args.cashier).name
        typed = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
        basket = read_basket(
            typed.replace("\N{REPLACEMENT CHARACTER}", "\0"), desk.catalogue, language=desk.settings.language
        )
        if basket.slip is not None:
            raise BadBasket(N_("a correction has no “slip”"))
        check_room(desk.home)
        approver = context.approver(desk, basket.approver, cashier=cashier)
        done = correct_sale(
            desk,
            args.sale,
            under_promotions(desk, basket.cart, context.now(), instead_of=args.sale),
            basket.tenders,
            args.reason,
            cashier=cashier,
            now=context.now(),
            approver=approver,
            oversell=basket.oversell,
            language=basket.language,
            told_in=context.language,
        )
        return _show(context, desk, done, IN_PLACE)


def _exchange(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        cashier = context.cashier(desk, args.cashier).name
        approver = context.approver(desk, args.approver, cashier=cashier)
        check_room(desk.home)
        done = exchange_size(
            desk,
            args.sale,
            args.line,
            desk.catalogue.load(args.to),
            exchange_id=_read_id(args.id),
            cashier=cashier,
            now=context.now(),
            size=args.pieces,
            approver=approver,
            oversell=args.oversell,
            told_in=context.language,
        )
        return _show(context, desk, done, EXCHANGED)


def _read_id(typed: str | None) -> UUID:
    try:
        return UUID(typed) if typed else uuid4()
    except ValueError as error:
        raise BadValue("--id", typed or "") from error


IN_PLACE = N_("{number} stands in the place of {old}, which {void} gives back.")
EXCHANGED = N_("Exchanged for goods of {old}: {void} takes them back, {number} is the nota of the new ones.")


def _show(context: Context, desk: Desk, done: Followed, text: str) -> int:
    context.give(followed_shape(done))
    old, new = done.given_back.kept.sale, done.sale.kept.sale
    said = context.tr(text)
    context.say(said.format(number=new.number, old=old.reverses, void=old.number))
    context.say_agreed(new.approver or old.approver, (*done.given_back.agreed, *done.sale.agreed))
    if what := tenders_words(done.handed, context.tr):
        context.say(context.tr(N_("Give back {what}")).format(what=what))
    for warning in (*done.given_back.warnings, *done.sale.warnings):
        context.warn(warning.text)
    context.print_out(desk)
    for part in (done.given_back, done.sale):
        if is_waiting(desk, part.print_job):
            context.warn(NotPrinted(part.kept.sale.number).message(context.language))
    return 0
