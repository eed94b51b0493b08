"""Commands of promotions: take them in, list them, switch them, take one off."""

import argparse
from pathlib import Path
from typing import Any

from batikpos.commands.context import Context
from batikpos.commands.shapes import agreed_shape
from batikpos.domain.promotion import Promotion, promotion_to_body
from batikpos.domain.promotion_wording import say_deal, say_season
from batikpos.i18n import N_
from batikpos.services.changing import promotion_reasons
from batikpos.services.desk import Desk
from batikpos.services.promotion_list import read_promotions
from batikpos.services.promotions import (
    add_promotions,
    load_promotions,
    remove_promotion,
    switch_promotion,
)


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    parser = commands.add_parser("promotion", help=N_("promotions of the sale: what, for which goods, when"))
    acts = parser.add_subparsers(dest="act", required=True, metavar="list|add|on|off|remove")
    acts.add_parser("list", help=N_("lists them in the order in which the first of equals is given"))
    add = acts.add_parser("add", help=N_("takes a sheet in; one of the same name takes the other's place"))
    add.add_argument("file", type=Path, metavar="FILE")
    changes = [add]
    for act, said in (
        ("on", N_("lets one hold on its days")),
        ("off", N_("lets one not hold for now")),
        ("remove", N_("takes one off the list")),
    ):
        one = acts.add_parser(act, help=said)
        one.add_argument("name", metavar="NAME")
        changes.append(one)
    for change in changes:
        change.add_argument("--approver", metavar="NAME")
        change.add_argument(
            "--cashier", metavar="NAME", help=N_("who asks for it; without, the supervisor did it alone")
        )
    parser.set_defaults(run=_promotion)


def _promotion(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        before = load_promotions(desk)
        promotions = before if args.act == "list" else _change(context, desk, args)
        reasons = promotion_reasons(desk, before, promotions)
        agreed = [reason.agreed_to(context.language) for reason in reasons]
        at = desk.fair.local(context.now())
        shown = [_shape(p) | {"holds_now": p.holds_at(at)} for p in promotions]
        context.give({"promotions": shown} | agreed_shape(agreed))
        if agreed:
            context.say_agreed(args.approver, agreed)
        for p in promotions:
            held = context.tr(N_("now")) if p.holds_at(at) else context.tr(N_("not now"))
            off = "" if p.is_on else f" ({context.tr(N_('off'))})"
            words = (say_deal(p.deal, context.tr), say_season(p.season, context.tr), held + off)
            context.say(f"{p.name}: {', '.join(filter(None, words))}")
        if not promotions:
            context.say(
                context.tr(N_("There are no promotions. Take them in with “batikpos promotion add”."))
            )
    return 0


def _change(context: Context, desk: Desk, args: argparse.Namespace) -> tuple[Promotion, ...]:
    """Change the list, with the PIN of a supervisor where one is enrolled."""
    new = read_promotions(args.file, desk.catalogue) if args.act == "add" else ()
    cashier, now = context.asker(desk, args.cashier), context.now()
    approver = context.approver(desk, args.approver, cashier="")
    match args.act:
        case "add":
            return add_promotions(desk, new, now=now, cashier=cashier, approver=approver)
        case "remove":
            return remove_promotion(desk, args.name, now=now, cashier=cashier, approver=approver)
        case _:
            is_on = args.act == "on"
            return switch_promotion(desk, args.name, is_on=is_on, now=now, cashier=cashier, approver=approver)


def _shape(promotion: Promotion) -> dict[str, Any]:
    body = promotion_to_body(promotion)
    kind, value, pieces = body["deal"]
    shape = {"name": promotion.name, "deal": kind, "value": value, "pieces": pieces, "is_on": promotion.is_on}
    return shape | {"scope": body["scope"], "season": body["season"]}
