"""Commands of a booth: setup and till."""

import argparse
import os
from datetime import date
from pathlib import Path

from batikpos.commands.care import show_gone_on
from batikpos.commands.context import APPROVER_PIN, PIN, Context, NoPin, read_day
from batikpos.commands.shapes import till_shape
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.fair import Booth, Fair, Person, Role
from batikpos.domain.money import parse_rupiah
from batikpos.domain.tender import TenderKind
from batikpos.domain.till import Till, parse_count
from batikpos.domain.wording import payment_words
from batikpos.i18n import N_
from batikpos.printing.address import check_address
from batikpos.printing.queue import work_off
from batikpos.services.backup import CopiesGivenUp, NotBackedUp, back_up_to_folder
from batikpos.services.clock import since_boot
from batikpos.services.desk import Desk, KeyLost
from batikpos.services.drawer import open_drawer
from batikpos.services.lineage import GoneOn
from batikpos.services.papers import queue_x
from batikpos.services.people import enrol, is_pin_of_supervisor
from batikpos.services.price_list import read_items, read_producers
from batikpos.services.promotion_list import read_promotions
from batikpos.services.recovery import take_over
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.setup import BadFair, Plan, set_up
from batikpos.services.till import TillClosed, close_till, hash_of_close, move_cash, open_till, show_till
from batikpos.settings import Settings
from batikpos.store.engine import is_store, whole_address
from batikpos.sync.bundle import open_bundle


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    setup = commands.add_parser("setup", help=N_("make a home for a booth"))
    setup.add_argument("--booth", required=True, metavar="CODE")
    setup.add_argument("--catalogue", required=True, metavar="FILE", type=Path)
    setup.add_argument("--producers", required=True, metavar="FILE", type=Path)
    setup.add_argument("--promotions", metavar="FILE", type=Path)
    setup.add_argument("--fair", metavar="NAME")
    setup.add_argument("--from", dest="first_day", metavar="DATE")
    setup.add_argument("--to", dest="last_day", metavar="DATE")
    setup.add_argument("--cashier", action="append", default=[], metavar="NAME")
    setup.add_argument("--supervisor", action="append", default=[], metavar="NAME")
    setup.add_argument("--device", type=int, default=1, metavar="N")
    setup.add_argument("--printer", default="none:", metavar="ADDR")
    setup.add_argument("--paper", type=int, choices=[58, 80], default=58)
    setup.add_argument("--central", default="", metavar="URL")
    setup.add_argument(
        "--continue",
        dest="source",
        metavar="URL|FILE",
        help=N_("go on where a lost laptop of this booth stopped, from the centre or a bundle"),
    )
    setup.set_defaults(run=_setup)

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
        if act in {"drawer", "close"}:
            parser.add_argument("--approver", metavar="NAME")
        if act in {"open", "pay-in", "pay-out"}:
            parser.add_argument("--slip", action="store_true", help=N_("print a slip to be signed"))
        if act == "close":
            parser.add_argument("--count", required=True, metavar="100000x3,50000x2,…")


def _setup(context: Context, args: argparse.Namespace) -> int:
    if (args.first_day is None) != (args.last_day is None):
        raise BadFair
    producers = read_producers(args.producers)
    items = read_items(args.catalogue, producers)
    settings = Settings(
        language=context.language,
        printer=check_address(args.printer),
        paper=args.paper,
        cutter=args.paper == 80,  # noqa: PLR2004 - 80 mm printers cut, 58 mm ones tear
        central=whole_address(args.central) if args.central else "",
    )
    plan = Plan(
        fair=Fair(
            args.fair or SAMPLE_FAIR.name,
            _day(args.first_day, SAMPLE_FAIR.first_day),
            _day(args.last_day, SAMPLE_FAIR.last_day),
        ),
        booth=Booth(args.booth.upper(), args.device),
        catalogue=Catalogue(items, producers),
        people=_people(args.cashier, args.supervisor),
        settings=settings,
        promotions=read_promotions(args.promotions, Catalogue(items, producers)) if args.promotions else (),
    )
    if args.source:
        return show_gone_on(context, _continue(context, plan, args.source))
    set_up(context.home, plan, now=context.now())
    context.give(
        {
            "home": str(context.home),
            "booth": plan.booth.code,
            "device": plan.booth.device,
            "fair_id": plan.fair.fair_id,
            "items": len(items),
            "producers": len(producers),
        }
    )
    said = context.tr(N_("Booth {booth} is ready in {home}: {items} items, {producers} producers."))
    context.say(
        said.format(booth=plan.booth.prefix, home=context.home, items=len(items), producers=len(producers))
    )
    return 0


def _continue(context: Context, plan: Plan, source: str) -> GoneOn:
    """Take a lost laptop's place, from a bundle or from the centre."""
    path = Path(source)
    if "://" not in source and path.is_file() and not is_store(path):
        with open_bundle(path) as bundle:
            return take_over(context.home, plan, bundle.store, now=context.now())
    with context.centre(source) as centre:
        return take_over(context.home, plan, centre, now=context.now())


def _day(typed: str | None, default: date) -> date:
    return read_day(typed) if typed else default


def _people(cashiers: list[str], supervisors: list[str]) -> tuple[Person, ...]:
    people: list[Person] = []
    for names, role, variable in (
        (cashiers, Role.CASHIER, PIN),
        (supervisors, Role.SUPERVISOR, APPROVER_PIN),
    ):
        for name in names:
            pin = os.environ.get(variable, "")
            if not pin:
                raise NoPin(name, variable)
            people.append(enrol(name.strip(), role, pin))
    return tuple(people)


def _till(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        cashier = context.cashier(desk, args.cashier).name if args.cashier else ""
        now, hash_ = context.now(), None
        match args.act:
            case "open":
                till = open_till(
                    desk, parse_rupiah(args.amount), cashier=cashier, now=now, with_slip=args.slip
                )
            case "pay-in" | "pay-out":
                typed = parse_rupiah(args.amount)
                amount = typed if args.act == "pay-in" else -typed
                till = move_cash(desk, amount, args.reason, cashier=cashier, now=now, with_slip=args.slip)
            case "drawer":
                approver = context.approver(desk, args.approver, cashier=cashier)
                till = open_drawer(desk, args.reason, cashier=cashier, now=now, approver=approver).till
            case "close":
                counts = parse_count(args.count)
                approver = context.approver(desk, args.approver, cashier=cashier)
                done = close_till(desk, counts, cashier=cashier, now=now, approver=approver)
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
            work_off(desk, now=now)
        _show_till(context, desk, till, hash_, shows_expected=_may_see_expected(desk, cashier))
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
    context: Context, desk: Desk, till: Till, hash_: bytes | None, *, shows_expected: bool
) -> None:
    shape = till_shape(till, hash_=hash_, shows_expected=shows_expected)
    context.give(shape)
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
