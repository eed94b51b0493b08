"""Commands of the cash drawer's day: till."""

import argparse
import os
from collections.abc import Sequence

from batikpos.commands.context import APPROVER_PIN, Context
from batikpos.commands.shapes import agreed_shape, till_shape
from batikpos.domain.agreement import AgreedTo, Asked
from batikpos.domain.fair import Role
from batikpos.domain.money import parse_rupiah
from batikpos.domain.tender import TenderKind
from batikpos.domain.till import Till, counted_cash, parse_count
from batikpos.domain.wording import payment_words
from batikpos.i18n import N_
from batikpos.services.backup import CopiesGivenUp, NotBackedUp, back_up_to_folder
from batikpos.services.clock import since_boot
from batikpos.services.desk import Desk, KeyLost
from batikpos.services.drawer import open_drawer, opening_reasons
from batikpos.services.papers import queue_x
from batikpos.services.people import is_pin_of_supervisor
from batikpos.services.till import (
    TillClosed,
    close_reasons,
    close_till,
    hash_of_close,
    move_cash,
    move_reasons,
    open_till,
    show_till,
)


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    till = commands.add_parser("till", help=N_("the cash drawer's day"))
    acts = till.add_subparsers(dest="act", required=True, metavar="open|pay-in|pay-out|drawer|x|close")
    for act in ("open", "pay-in", "pay-out", "drawer", "x", "close"):
        parser = acts.add_parser(act)
        parser.add_argument("--cashier", required=act != "x", metavar="NAME")
        parser.set_defaults(run=_till, act=act)
        if act == "open":
            parser.add_argument("--float", dest="amount", required=True, metavar="N")
        elif act in {"pay-in", "pay-out"}:
            parser.add_argument("--amount", required=True, metavar="N")
        if act in {"pay-in", "pay-out", "drawer"}:
            parser.add_argument("--reason", required=True, metavar="T")
        if act in {"pay-in", "pay-out", "drawer", "close"}:
            parser.add_argument("--approver", metavar="NAME")
        if act in {"open", "pay-in", "pay-out"}:
            parser.add_argument("--slip", action="store_true", help=N_("print a slip to be signed"))
        if act == "close":
            parser.add_argument("--count", required=True, metavar="100000x3,50000x2,…")


def _till(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        cashier = context.cashier(desk, args.cashier).name if args.cashier else ""
        now, hash_ = context.now(), None
        approver, reasons = "", tuple[Asked, ...]()
        match args.act:
            case "open":
                till = open_till(
                    desk, parse_rupiah(args.amount), cashier=cashier, now=now, with_slip=args.slip
                )
            case "pay-in" | "pay-out":
                typed = parse_rupiah(args.amount)
                amount = typed if args.act == "pay-in" else -typed
                approver = context.approver(desk, args.approver, cashier=cashier)
                till = move_cash(
                    desk,
                    amount,
                    args.reason,
                    cashier=cashier,
                    now=now,
                    with_slip=args.slip,
                    approver=approver,
                )
                reasons = move_reasons(desk, amount, till.moves[-1].reason)
            case "drawer":
                approver = context.approver(desk, args.approver, cashier=cashier)
                till = open_drawer(desk, args.reason, cashier=cashier, now=now, approver=approver).till
                reasons = opening_reasons(desk, till.openings[-1].reason)
            case "close":
                counts = parse_count(args.count)
                approver = context.approver(desk, args.approver, cashier=cashier)
                done = close_till(desk, counts, cashier=cashier, now=now, approver=approver)
                reasons = close_reasons(desk, counted_cash(counts))
                till, hash_ = done.till, done.hash
                if not done.is_signed:
                    context.warn(KeyLost(str(desk.home)).message(context.language))
            case _:
                shown = show_till(desk)
                if shown is None:
                    raise TillClosed
                till = shown
                if till.is_open:
                    queue_x(desk, cashier=cashier, now=now)
                else:
                    hash_ = hash_of_close(desk, till)
        if args.act in {"close", "drawer", "x"} or args.slip:
            context.print_out(desk)
        agreed = [reason.agreed_to(context.language) for reason in reasons]
        _show_till(context, desk, till, hash_, agreed, shows_expected=_may_see_expected(desk, cashier))
        context.say_agreed(approver, agreed)
        if args.act == "close":
            _back_up(context, desk)  # last: a stick may be slow
    return 0


def _back_up(context: Context, desk: Desk) -> None:
    """Copy the store to its second place; a copy that cannot be made undoes no close."""
    try:
        made = back_up_to_folder(desk, now=context.now())
    except NotBackedUp as error:
        context.warn(error.message(context.language))
        return
    if made is not None and made.given_up:
        context.warn(CopiesGivenUp(str(made.file.parent), made.given_up).message(context.language))


def _may_see_expected(desk: Desk, cashier: str) -> bool:
    """Hide what is expected until the count is confirmed, but from a supervisor's PIN.

    Where nobody was named supervisor, nobody is there to ask for a blind close.
    """
    supervisors = [p for p in desk.people if p.role is Role.SUPERVISOR]
    if not supervisors or any(p.name == cashier for p in supervisors):
        return True
    pin = os.environ.get(APPROVER_PIN, "")
    return bool(pin) and is_pin_of_supervisor(desk, pin, beat=since_boot())


def _show_till(
    context: Context,
    desk: Desk,
    till: Till,
    hash_: bytes | None,
    agreed: Sequence[AgreedTo],
    *,
    shows_expected: bool,
) -> None:
    context.give(till_shape(till, hash_=hash_, shows_expected=shows_expected) | agreed_shape(agreed))
    tr, figures = context.tr, till.figures
    state = tr(N_("Till closed")) if not till.is_open else tr(N_("Till open"))
    context.say(f"{desk.booth.prefix} {till.business_day:%d/%m/%Y}: {state}")
    context.say(tr(N_("{count} sales, {total}")).format(count=figures.sales, total=figures.total))
    for kind, amount in figures.paid_down.items():
        context.say(f"{payment_words(TenderKind(kind), tr, is_deposit=True)}: {amount}")
    if till.counted is not None:
        said = tr(N_("Counted {counted}, expected {expected}, difference {difference}"))
        context.say(
            said.format(counted=till.counted, expected=figures.expected_cash, difference=figures.difference)
        )
