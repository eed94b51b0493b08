"""Commands that make a booth, and make it anew: setup and renew."""

import argparse
import os
from datetime import date
from pathlib import Path
from typing import ClassVar

from batikpos.commands.care import show_gone_on
from batikpos.commands.context import APPROVER_PIN, PIN, Context, NoPin, read_day
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.errors import PosError
from batikpos.domain.fair import Booth, Fair, Person, Role
from batikpos.i18n import N_
from batikpos.printing.address import check_address
from batikpos.services.lineage import GoneOn
from batikpos.services.people import enrol
from batikpos.services.price_list import read_items, read_producers
from batikpos.services.promotion_list import read_promotions
from batikpos.services.recovery import take_over
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.setup import BadFair, Plan, check_booth_code, set_up
from batikpos.settings import Settings
from batikpos.store.engine import is_store, whole_address
from batikpos.sync.bundle import open_bundle

COMPARE = N_(
    "Ask the organizer whether the desk's fingerprint is {fingerprint}. If it is another, this file is not"
    " theirs."
)
RENEWED = {
    "rules": N_("rules"),
    "rounding": N_("rounding of cash"),
    "centre": N_("the way in to the centre"),
    "people": N_("people and PINs"),
    "promotions": N_("promotions"),
    "goods": N_("goods"),
}
_SAID_BY_FILE = (
    *("booth", "catalogue", "producers", "promotions", "fair", "first_day", "last_day"),
    *("cashier", "supervisor"),
)
_OPTIONS = {"first_day": "from", "last_day": "to"}


class TwiceSaid(PosError):
    """Something that the fair file says, and was typed too."""

    code: ClassVar[str] = "twice_said"
    text: ClassVar[str] = N_("The fair file says what {option} says too. Leave it out.")
    option: str


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    setup = commands.add_parser("setup", help=N_("make a home for a booth"))
    setup.add_argument(
        "--fair-file", type=Path, metavar="FILE", help=N_("what the organizer handed this booth, signed")
    )
    add_fingerprint(setup)
    setup.add_argument("--booth", metavar="CODE")
    setup.add_argument("--catalogue", metavar="FILE", type=Path)
    setup.add_argument("--producers", metavar="FILE", type=Path)
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
    setup.set_defaults(run=_setup, parser=setup)
    again = commands.add_parser("renew", help=N_("take a later fair file of the same organizer"))
    again.add_argument("file", type=Path, metavar="FILE")
    add_fingerprint(again)
    again.set_defaults(run=_renew)


def add_fingerprint(parser: argparse.ArgumentParser) -> None:
    """Let somebody type what the organizer said the key is."""
    parser.add_argument(
        "--fingerprint", default="", metavar="F", help=N_("the desk's key, as the organizer said it")
    )


def _setup(context: Context, args: argparse.Namespace) -> int:
    if args.fair_file:
        return _setup_by_file(context, args)
    plan = _typed_plan(context, args)
    if args.source:
        return show_gone_on(context, _continue(context, plan, args.source))
    set_up(context.home, plan, now=context.now())
    _show_set_up(context, plan, {})
    return 0


def _setup_by_file(context: Context, args: argparse.Namespace) -> int:
    """Set a booth up by its fair file, which says everything but what this machine is."""
    from batikpos.services.fair_file import read_fair_file  # noqa: PLC0415 - most set-ups have none
    from batikpos.services.renewal import plan_of, renew  # noqa: PLC0415 - as above

    for option in _SAID_BY_FILE:
        if getattr(args, option):
            raise TwiceSaid(f"--{_OPTIONS.get(option, option)}")
    opened = read_fair_file(args.fair_file, said=args.fingerprint)
    plan = plan_of(opened, args.device, _machine(context, args), now=context.now())
    shown = {"fingerprint": opened.fingerprint, "fair": plan.fair.name}
    if args.source:
        done = _continue(context, plan, args.source)
        with context.desk() as desk:
            renew(desk, opened, now=context.now(), is_compared=True)
        return show_gone_on(context, done)
    set_up(context.home, plan, now=context.now())
    _show_set_up(context, plan, shown)
    context.say(context.tr(COMPARE).format(fingerprint=opened.fingerprint))
    return 0


def _renew(context: Context, args: argparse.Namespace) -> int:
    from batikpos.services.fair_file import read_fair_file  # noqa: PLC0415 - as above
    from batikpos.services.renewal import renew  # noqa: PLC0415 - as above

    opened = read_fair_file(args.file, said=args.fingerprint)
    with context.desk() as desk:
        done = renew(desk, opened, now=context.now(), is_compared=bool(args.fingerprint))
    context.give({"changed": sorted(done.changed), "fingerprint": opened.fingerprint})
    if done.changed:
        names = ", ".join(context.tr(RENEWED[name]) for name in done.changed)
        context.say(context.tr(N_("Taken from the fair file: {names}.")).format(names=names))
        context.say(context.tr(N_("Where the window is open, start it again.")))
    else:
        context.say(context.tr(N_("This booth is as its fair file says already.")))
    return 0


def _typed_plan(context: Context, args: argparse.Namespace) -> Plan:
    """Put a booth together as it was typed. Raises: BadBooth, BadFair, and what reads the sheets."""
    missing = [f"--{name}" for name in ("booth", "catalogue", "producers") if getattr(args, name) is None]
    if missing:
        said = context.tr(N_("the following arguments are required: %s"))
        args.parser.error(said % ", ".join(missing))
    check_booth_code(args.booth.upper())
    if (args.first_day is None) != (args.last_day is None):
        raise BadFair
    producers = read_producers(args.producers)
    items = read_items(args.catalogue, producers)
    return Plan(
        fair=Fair(
            args.fair or SAMPLE_FAIR.name,
            _day(args.first_day, SAMPLE_FAIR.first_day),
            _day(args.last_day, SAMPLE_FAIR.last_day),
        ),
        booth=Booth(args.booth.upper(), args.device),
        catalogue=Catalogue(items, producers),
        people=_people(args.cashier, args.supervisor),
        settings=_machine(context, args),
        promotions=read_promotions(args.promotions, Catalogue(items, producers)) if args.promotions else (),
    )


def _machine(context: Context, args: argparse.Namespace) -> Settings:
    """Say what this machine is, as it was typed."""
    return Settings(
        language=context.language,
        printer=check_address(args.printer),
        paper=args.paper,
        cutter=args.paper == 80,  # noqa: PLR2004 - 80 mm printers cut, 58 mm ones tear
        central=whole_address(args.central) if args.central else "",
    )


def _show_set_up(context: Context, plan: Plan, also: dict[str, str]) -> None:
    items, producers = len(plan.catalogue.items), len(plan.catalogue.producers)
    shown = {
        "home": str(context.home),
        "booth": plan.booth.code,
        "device": plan.booth.device,
        "fair_id": plan.fair.fair_id,
        "items": items,
        "producers": producers,
    }
    context.give(shown | also)
    said = context.tr(N_("Booth {booth} is ready in {home}: {items} items, {producers} producers."))
    context.say(said.format(booth=plan.booth.prefix, home=context.home, items=items, producers=producers))


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
