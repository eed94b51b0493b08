"""Commands of the centre: init, login, withdraw, detach, attach."""

import argparse
from pathlib import Path
from typing import ClassVar

from batikpos.commands.context import Context, read_day
from batikpos.domain.errors import PosError
from batikpos.domain.fair import DESK, Fair
from batikpos.i18n import N_
from batikpos.services.decisions import load_decisions
from batikpos.services.desk import NoHome
from batikpos.services.desks import own_fair_id
from batikpos.services.logins import (
    CentreSetUp,
    attach_fair,
    detach_fair,
    renew_login,
    set_up_centre,
    withdraw_login,
)
from batikpos.services.price_list import read_producers
from batikpos.services.setup import check_booth_code
from batikpos.settings import load_settings
from batikpos.store.engine import Store

OPEN_FILE = N_(
    "{centre} is ready. It is a file: everybody who can open it can read and change everything in it. To keep"
    " booths apart, use PostgreSQL."
)
FEW_CONNECTIONS = N_(
    "The server lets in {most} connections at once; all booths closing together may want {wanted}. Set"
    " max_connections in postgresql.conf."
)


class Incomplete(PosError):
    """A command that lacks what it needs on PostgreSQL."""

    code: ClassVar[str] = "incomplete"
    text: ClassVar[str] = N_(
        "{option} is missing: a centre on PostgreSQL is set up for a fair and its booths."
    )
    option: str


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    centre = commands.add_parser("centre", help=N_("the fair's centre: who may do what in it"))
    acts = centre.add_subparsers(dest="act", required=True, metavar="init|login|withdraw|detach|attach")
    init = acts.add_parser("init", help=N_("set a centre up, with a login for each booth"))
    init.add_argument("--central", metavar="URL")
    elsewhere = N_("of a fair that was not made in this home: all four")
    init.add_argument("--fair", metavar="NAME", help=elsewhere)
    init.add_argument("--from", dest="first_day", metavar="DATE", help=elsewhere)
    init.add_argument("--to", dest="last_day", metavar="DATE", help=elsewhere)
    init.add_argument("--producers", type=Path, metavar="CSV", help=elsewhere)
    _add_file(init)
    init.set_defaults(run=_init)
    login = acts.add_parser("login", help=N_("give a booth, the organizer or a reader a new password"))
    _add_name(login)
    _add_file(login, is_needed=True)
    login.set_defaults(run=_login)
    withdraw = acts.add_parser("withdraw", help=N_("let a lost laptop in no more; what it sent stays"))
    _add_name(withdraw)
    withdraw.set_defaults(run=_withdraw)
    for name, run, said in (
        ("detach", _detach, N_("take an old fair off the tables, whole")),
        ("attach", _attach, N_("put a fair back among the tables")),
    ):
        act = acts.add_parser(name, help=said)
        act.add_argument("fair", metavar="FAIR")
        act.add_argument("--central", metavar="URL")
        act.set_defaults(run=run)


def _add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="BOOTH")
    parser.add_argument("--fair", default="", metavar="FAIR")
    parser.add_argument("--central", metavar="URL")


def _add_file(parser: argparse.ArgumentParser, *, is_needed: bool = False) -> None:
    parser.add_argument(
        "--out", type=Path, required=is_needed, metavar="FILE", help=N_("where the passwords go")
    )
    parser.add_argument("--host", default="", metavar="HOST", help=N_("the server, as booths reach it"))


def _init(context: Context, args: argparse.Namespace) -> int:
    with context.centre(args.central, _central(context), create=True) as centre:
        if centre.is_sqlite:
            context.give({"centre": centre.name, "guarded": False, "logins": 0, "file": None})
            context.say(context.tr(OPEN_FILE).format(centre=centre.name))
            return 0
        done = _set_up(context, centre, args)
    _show_set_up(context, centre.name, done, _file(args))
    return 0


def _set_up(context: Context, centre: Store, args: argparse.Namespace) -> CentreSetUp:
    if args.fair is None and (own := _own_fair(context)) is not None:
        return set_up_centre(centre, *own, _file(args), host=args.host)
    given = {
        "--fair": args.fair,
        "--from": args.first_day,
        "--to": args.last_day,
        "--producers": args.producers,
    }
    for option, value in given.items():
        if value is None:
            raise Incomplete(option)
    first, last = read_day(args.first_day), read_day(args.last_day)
    booths = sorted({p.booth for p in read_producers(args.producers) if p.booth})
    for code in booths:
        check_booth_code(code)
    return set_up_centre(centre, Fair(args.fair, first, last), booths, _file(args), host=args.host)


def _own_fair(context: Context) -> tuple[Fair, tuple[str, ...]] | None:
    """Say which fair, with which booths, was made at the desk in this home; None where there is no desk."""
    try:
        with context.desk() as desk, desk.store.reading() as tx:
            if desk.booth.code != DESK:
                return None
            plan = load_decisions(tx, desk.fair.fair_id).plan
            return desk.fair, tuple(booth.code for booth in plan.booths)
    except NoHome:
        return None


def _show_set_up(context: Context, centre: str, done: CentreSetUp, file: Path) -> None:
    context.give({"centre": centre, "guarded": True, "logins": len(done.made), "file": str(file)})
    said = N_("{centre} keeps its booths apart. {made} new logins are in {file}, readable by you only;")
    context.say(context.tr(said).format(centre=centre, made=len(done.made), file=file))
    context.say(context.tr(N_("{kept} were there before, and keep their password.")).format(kept=done.kept))
    if done.connections < done.wanted_connections:
        few = context.tr(FEW_CONNECTIONS)
        context.warn(few.format(most=done.connections, wanted=done.wanted_connections))


def _login(context: Context, args: argparse.Namespace) -> int:
    with context.centre(args.central, _central(context)) as centre:
        own = own_fair_id(context.home)
        of = renew_login(centre, args.name, args.fair, _file(args), host=args.host, own=own)
    context.give({"name": of.name, "file": str(_file(args))})
    said = N_("{name} signs in by a new password, which is in {file}, readable by you only.")
    context.say(context.tr(said).format(name=of.name, file=_file(args)))
    return 0


def _withdraw(context: Context, args: argparse.Namespace) -> int:
    with context.centre(args.central, _central(context)) as centre:
        of, ended = withdraw_login(centre, args.name, args.fair, own=own_fair_id(context.home))
    context.give({"name": of.name, "sessions_ended": ended})
    said = N_("{name} signs in no more ({ended} connections ended). What it sent stays.")
    context.say(context.tr(said).format(name=of.name, ended=ended))
    return 0


def _detach(context: Context, args: argparse.Namespace) -> int:
    with context.centre(args.central, _central(context)) as centre:
        fair, facts = detach_fair(centre, args.fair)
    context.give({"fair": fair, "facts": facts})
    said = N_(
        "{fair} is taken off with {facts} facts; its booths sign in no more. “centre attach” puts it back."
    )
    context.say(context.tr(said).format(fair=fair, facts=facts))
    return 0


def _attach(context: Context, args: argparse.Namespace) -> int:
    with context.centre(args.central, _central(context)) as centre:
        fair, facts = attach_fair(centre, args.fair)
    context.give({"fair": fair, "facts": facts})
    said = N_("{fair} is back with {facts} facts. Its booths sign in by new logins: “centre login”.")
    context.say(context.tr(said).format(fair=fair, facts=facts))
    return 0


def _central(context: Context) -> str:
    return load_settings(context.home).central


def _file(args: argparse.Namespace) -> Path:
    """Name the file of passwords; there is no other place for them. Raises: Incomplete."""
    if args.out is None:
        raise Incomplete("--out")
    out: Path = args.out
    return out
