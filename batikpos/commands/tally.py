"""The command tally: what the organizer counted of a day, its visitors, and the turnover aimed at."""

import argparse

from batikpos.commands.context import Context, read_day
from batikpos.commands.deciding import is_sent
from batikpos.domain.decision import Tally, tally_to_body
from batikpos.domain.errors import BadValue
from batikpos.domain.fact import FactKind
from batikpos.domain.money import ZERO, parse_rupiah
from batikpos.i18n import N_
from batikpos.services.decisions import decide, load_decisions
from batikpos.services.desk import Desk
from batikpos.services.organizer import check_desk

MOST_VISITORS = 10_000_000
"""Far over any fair's."""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command of this module."""
    tally = commands.add_parser(
        "tally", help=N_("write a day's visitors and target down, at the organizer's desk")
    )
    tally.add_argument("day", metavar="DAY")
    tally.add_argument("--visitors", metavar="N", help=N_("how many came; else as it was"))
    tally.add_argument("--target", metavar="RP", help=N_("the turnover aimed at; else as it was"))
    tally.add_argument("--cashier", required=True, metavar="NAME", help=N_("who counted"))
    tally.add_argument("--central", metavar="URL")
    tally.set_defaults(run=_tally)


def _tally(context: Context, args: argparse.Namespace) -> int:
    day = read_day(args.day)
    with context.desk() as desk:
        check_desk(desk)
        by = context.cashier(desk, args.cashier).name
        tally = _read(desk, Tally(day, desk.fair.local(context.now()), by, 0), args)
        decide(desk, FactKind.TALLY, tally_to_body(tally), now=context.now())
        context.give(
            {
                "day": day.isoformat(),
                "visitors": tally.visitors,
                "target": tally.target.amount or None,
                "by": by,
            }
        )
        said = context.tr(N_("{day}: {visitors} visitors, target {target}, by {name}"))
        target = tally.target or "-"
        context.say(said.format(day=f"{day:%d/%m/%Y}", visitors=tally.visitors, target=target, name=by))
        with context.centre(args.central, desk.settings.central) as centre:
            return 0 if is_sent(context, desk, centre) else 3


def _read(desk: Desk, tally: Tally, args: argparse.Namespace) -> Tally:
    """Read what was typed; what was not stays as it was told last. Raises: BadValue, NotRupiah."""
    with desk.store.reading() as tx:
        before = load_decisions(tx, desk.fair.fair_id).tallies.get(tally.day)
    if not desk.fair.first_day <= tally.day <= desk.fair.last_day:
        first, last, day = (f"{one:%d/%m/%Y}" for one in (desk.fair.first_day, desk.fair.last_day, tally.day))
        raise BadValue(f"{first} - {last}", day)
    if args.visitors is None and args.target is None:
        raise BadValue("--visitors N, --target RP", "")
    visitors = before.visitors if before else 0
    target = before.target if before else ZERO
    if args.visitors is not None:
        visitors = _visitors(args.visitors)
    if args.target is not None:
        target = parse_rupiah(args.target)
    return Tally(tally.day, tally.at, tally.by, visitors, target)


def _visitors(typed: str) -> int:
    """Read how many came: "4200", "4.200". Raises: BadValue."""
    digits = typed.replace(".", "")
    if not (digits.isascii() and digits.isdigit() and int(digits) <= MOST_VISITORS):
        raise BadValue("--visitors", typed)
    return int(digits)
