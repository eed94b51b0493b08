"""Commands of the organizer's desk: make a fair, show and change it, hand each booth its fair file."""

import argparse
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from batikpos.commands.context import APPROVER_PIN, PIN, Context, read_day, read_pin
from batikpos.commands.deciding import NOT_SENT
from batikpos.commands.deskcopy import add_acts
from batikpos.commands.faircheck import add_act, choices_of
from batikpos.commands.fairshape import fair_shape, say_fair
from batikpos.commands.paper import write_file
from batikpos.commands.progress import progress_bar
from batikpos.domain.errors import BadValue, PosError, Unavailable
from batikpos.domain.fair import USUAL_ZONE, Fair, Person, Role
from batikpos.domain.fairplan import FairPlan
from batikpos.domain.handed import ENDING
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.services.deskpeople import let_in, take_off
from batikpos.services.fair_file import (
    NobodySells,
    check_sellers,
    load_fair,
    own_fingerprint,
    write_fair_file,
)
from batikpos.services.fair_sheets import FairSheets, read_fair_sheets, sheets_of_fair
from batikpos.services.login_file import NoLoginInFile, is_server, login_of_booth, login_of_desk, way_of_booth
from batikpos.services.logins import renew_login
from batikpos.services.organizer import (
    FEES_OF_SIGNED,
    Changed,
    change_fair,
    check_desk,
    make_fair,
)
from batikpos.services.people import enrol
from batikpos.services.plan_pins import NoPinFile, give_pins, list_without_pin, pins_told
from batikpos.settings import Settings, load_settings, save_settings
from batikpos.sheets.writing import to_xlsx
from batikpos.store.engine import whole_address
from batikpos.sync.centre import NoCentre
from batikpos.sync.push import DeskReplaced, push_decisions
from batikpos.sync.sent import note_sent
from batikpos.targets import check_target

NEW_PIN = "BATIKPOS_NEW_PIN"
_LOGINS_NAME = "login.part"

TELL = N_("The desk's fingerprint, which every booth compares with its fair file: {fingerprint}")


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    parser = commands.add_parser("fair", help=N_("the organizer's desk: make a fair, hand out fair files"))
    acts = parser.add_subparsers(
        dest="act", required=True, metavar="check|make|show|change|person|file|backup|restore"
    )
    make = acts.add_parser("make", help=N_("makes the desk's home, with plan and goods from sheets"))
    make.add_argument("--name", required=True, metavar="NAME", help=N_("the fair's name"))
    first, last = N_("its first day, like 2026-12-11"), N_("its last day")
    make.add_argument("--from", dest="first_day", required=True, metavar="DATE", help=first)
    make.add_argument("--to", dest="last_day", required=True, metavar="DATE", help=last)
    zone = N_("its time zone: Asia/Jakarta, Asia/Makassar or Asia/Jayapura")
    make.add_argument("--zone", default=USUAL_ZONE, metavar="ZONE", help=zone)
    make.add_argument("--approver", metavar="NAME", help=N_("a second supervisor of the desk"))
    _add_what(make, is_needed=True)
    make.set_defaults(run=_make)
    add_act(acts)
    show = acts.add_parser("show", help=N_("shows the fair, or writes it as the workbook it is read from"))
    show.add_argument("--out", type=Path, metavar="FILE.xlsx")
    show.set_defaults(run=_show)
    change = acts.add_parser("change", help=N_("takes sheets in again; what is in none stays as it is"))
    _add_what(change)
    since = N_("from which day on others hold the money by it; today, where it is not named")
    change.add_argument("--since", metavar="DATE", help=since)
    change.set_defaults(run=_change)
    person = acts.add_parser("person", help=N_("gives one person a PIN that was typed"))
    person.add_argument("name", metavar="NAME", help=N_("whose PIN BATIKPOS_NEW_PIN holds"))
    person.add_argument("--by", required=True, metavar="NAME", help=N_("a supervisor of the desk"))
    person.add_argument("--desk", action="store_true", help=N_("somebody of the desk, not of a booth"))
    another = N_("another supervisor of the desk, who agrees: with --desk, where it has two")
    person.add_argument("--off", action="store_true", help=N_("signs in at the desk no more; two agree"))
    person.add_argument("--approver", metavar="NAME", help=another)
    person.add_argument("--central", metavar="URL")
    person.set_defaults(run=_person, parser=person)
    file = acts.add_parser("file", help=N_("writes the signed fair file of a booth, or of all"))
    which = file.add_mutually_exclusive_group(required=True)
    which.add_argument("--booth", metavar="CODE")
    all_ = N_("a file for each booth, into this folder")
    which.add_argument("--all", dest="folder", type=Path, metavar="FOLDER", help=all_)
    file.add_argument("--out", type=Path, metavar="FILE")
    way = file.add_mutually_exclusive_group()
    way.add_argument("--logins", type=Path, metavar="FILE", help=N_("what “centre init” wrote"))
    way.add_argument("--new-login", action="store_true", help=N_("make each booth a new password"))
    file.add_argument("--host", default="", metavar="HOST", help=N_("the server, as booths reach it"))
    file.set_defaults(run=_file, parser=file)
    add_acts(acts)


def _add_what(parser: argparse.ArgumentParser, *, is_needed: bool = False) -> None:
    parser.add_argument("--by", required=True, metavar="NAME", help=N_("a supervisor of the desk"))
    parser.add_argument(
        "--sheets",
        type=Path,
        nargs="+",
        default=[],
        required=is_needed,
        metavar="FILE|FOLDER",
        help=N_("workbooks, CSV files, or the folder they are in"),
    )
    parser.add_argument("--venue", metavar="TEXT", help=N_("where the fair is"))
    parser.add_argument("--pins", type=Path, metavar="FILE", help=N_("where the PINs go that are made"))
    parser.add_argument("--central", metavar="URL")
    parser.add_argument("--logins", type=Path, metavar="FILE", help=N_("what “centre init” wrote"))


def _make(context: Context, args: argparse.Namespace) -> int:
    fair = Fair(args.name.strip(), read_day(args.first_day), read_day(args.last_day), _zone(args.zone))
    people = (_enrolled(args.by, PIN), *((_enrolled(args.approver, APPROVER_PIN),) if args.approver else ()))
    sheets = read_fair_sheets(args.sheets, choices=choices_of(context))
    told, plan = _told(context, args, _with_venue(sheets.plan, args))
    settings = Settings(language=context.language, central=_address(args))
    with told:
        make_fair(
            context.home,
            fair,
            plan,
            sheets.goods,
            people,
            settings,
            promotions=sheets.promotions,
            now=context.now(),
        )
    with context.desk() as desk:
        of = FairSheets(plan, sheets.goods, sheets.promotions)
        said = context.tr(N_("{fair} is made in {home}: {booths} booths, {people} people, {items} items."))
        context.say(
            said.format(
                fair=fair.name,
                home=context.home,
                booths=len(plan.booths),
                people=len(plan.people),
                items=len(sheets.goods.items),
            )
        )
        _say_pins(context, args, sheets.plan)
        context.say(context.tr(TELL).format(fingerprint=own_fingerprint(desk)))
        status, is_sent = _send(context, desk, args)
        context.give(fair_shape(desk, of) | {"home": str(context.home), "sent": is_sent})
    return status


def _show(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        of = load_fair(desk)
        if args.out is not None:
            check_target(args.out, lambda _: False)
            write_file(args.out, to_xlsx(sheets_of_fair(of)))
        context.give(fair_shape(desk, of) | {"file": str(args.out) if args.out else None})
        if args.out is not None:
            said = context.tr(N_("The fair is in {file}, without PINs. Change it and take it in again."))
            context.say(said.format(file=args.out))
        else:
            say_fair(context, desk, of)
            context.say(context.tr(TELL).format(fingerprint=own_fingerprint(desk)))
    return 0


def _change(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        check_desk(desk)
        by = context.cashier(desk, args.by)
        since = _read_since(args.since, desk.fair) if args.since else None
        was = load_fair(desk)
        of = read_fair_sheets(args.sheets, was, choices_of(context)) if args.sheets else was
        told, plan = _told(context, args, _with_venue(of.plan, args))
        with told:
            done = change_fair(
                desk,
                by,
                plan=plan,
                goods=of.goods,
                promotions=of.promotions,
                since=since,
                now=context.now(),
            )
        _keep_centre(desk, args)
        _say_pins(context, args, of.plan)
        said = N_("The fair is changed. Booths know it by their next fair file.")
        if done.held_by_others:
            context.warn(_held_by_others(context, done))
        if done.fees_of:
            days = ", ".join(f"{day:%d/%m/%Y}" for day in done.fees_of)
            context.warn(context.tr(FEES_OF_SIGNED).format(days=days))
        is_other = done.plan or done.goods or done.promotions or done.pins
        context.say(context.tr(said if is_other else N_("The fair is as the sheets say already.")))
        status, is_sent = _send(context, desk, args)
        changed = [name for name in ("plan", "goods", "promotions", "pins") if getattr(done, name)]
        shown = fair_shape(desk, replace(of, plan=plan))
        since_said = done.since.isoformat() if done.since else None
        others = {"booths": list(done.held_by_others), "since": since_said}
        held = {"held_by_others": others if done.held_by_others else None}
        context.give(shown | {"changed": changed, "sent": is_sent} | held)
    return status


def _read_since(typed: str, fair: Fair) -> date:
    """Read from which day on others hold the money. Raises: BadValue."""
    day = read_day(typed)
    if not fair.has(day):
        raise BadValue(f"{fair.first_day} - {fair.last_day}", typed)
    return day


def _held_by_others(context: Context, done: Changed) -> str:
    said = N_(
        "By this change others hold what is paid at {booths} from {day} on; what was paid on days before"
        " stays with whom it is. Another day is named with --since."
    )
    day = f"{done.since:%d/%m/%Y}" if done.since else ""
    return context.tr(said).format(booths=", ".join(done.held_by_others), day=day)


def _person(context: Context, args: argparse.Namespace) -> int:
    if args.off and not args.desk:
        args.parser.error(context.tr(N_("--off is for people of the desk: type --desk with it")))
    with context.desk() as desk:
        check_desk(desk)
        if args.off:
            return _take_off(context, desk, args)
        by, pin = context.cashier(desk, args.by), read_pin(args.name, NEW_PIN)
        if args.desk:
            new = enrol(args.name.strip(), Role.SUPERVISOR, pin)
            agreed = context.approver(desk, args.approver, cashier=by.name)
            let_in(desk, by, new, now=context.now(), approver=agreed)
            context.say(context.tr(N_("{name} signs in at the desk.")).format(name=new.name))
            status, is_sent = _send(context, desk, args)
            context.give({"name": new.name, "desk": True, "sent": is_sent})
            return status
        plan = load_fair(desk).plan
        found = next((p for p in plan.people if p.name.casefold() == args.name.strip().casefold()), None)
        if found is None:
            raise BadValue("NAME", args.name)
        new = enrol(found.name, found.role, pin)
        people = tuple(new if p is found else p for p in plan.people)
        change_fair(desk, by, plan=replace(plan, people=people), now=context.now())
        said = context.tr(N_("{name} has the PIN that was typed. Booths know it by their next fair file."))
        context.say(said.format(name=found.name))
        status, is_sent = _send(context, desk, args)
        context.give({"name": found.name, "desk": False, "sent": is_sent})
    return status


def _take_off(context: Context, desk: Desk, args: argparse.Namespace) -> int:
    by = context.cashier(desk, args.by)
    agreed = context.approver(desk, args.approver, cashier=by.name)
    take_off(desk, by, args.name, now=context.now(), approver=agreed)
    context.say(context.tr(N_("{name} signs in at the desk no more.")).format(name=args.name.strip()))
    status, is_sent = _send(context, desk, args)
    context.give({"name": args.name.strip(), "desk": True, "off": True, "sent": is_sent})
    return status


def _file(context: Context, args: argparse.Namespace) -> int:
    if (args.booth is None) is not (args.out is None):
        args.parser.error("--booth CODE --out FILE | --all FOLDER")
    with context.desk() as desk:
        of = load_fair(desk)
        booths = {args.booth.upper(): args.out} if args.booth else {}
        if args.folder:
            args.folder.mkdir(parents=True, exist_ok=True)
            booths = {b.code: args.folder / f"{b.code}{ENDING}" for b in of.plan.booths}
        written, left_out = [], []
        for code, file in booths.items():
            try:
                written.append(_hand_out(context, desk, of, args, code, file))
            except (NobodySells, NoLoginInFile) as error:
                if not args.folder:
                    raise
                context.warn(error.message(context.language))
                left_out.append(code)
        if is_server(desk.settings.central) and not (args.logins or args.new_login):
            context.warn(context.tr(N_("No login is in them: give one with --logins or --new-login.")))
        context.give({"files": written, "left_out": left_out, "fingerprint": own_fingerprint(desk)})
        context.say(context.tr(TELL).format(fingerprint=own_fingerprint(desk)))
        if left_out:
            said = context.tr(N_("{count} fair files are written. Left out: {booths}."))
            context.warn(said.format(count=len(written), booths=", ".join(left_out)))
    return 1 if left_out else 0


def _hand_out(
    context: Context, desk: Desk, of: FairSheets, args: argparse.Namespace, booth: str, file: Path
) -> dict[str, object]:
    """Write one fair file, and say so. Raises: NobodySells, NoLoginInFile, what writing raises."""
    check_sellers(desk, of, booth, now=context.now())
    central = _way_in(context, desk, args, booth)
    done = write_fair_file(desk, of, booth, file, now=context.now(), central=central)
    items, people = len(done.says.goods.items), len(done.says.people)
    said = context.tr(N_("{booth}: {file}, {items} items, {people} people"))
    context.say(said.format(booth=booth, file=file, items=items, people=people))
    return {"booth": booth, "file": str(file), "items": items}


def _way_in(context: Context, desk: Desk, args: argparse.Namespace, booth: str) -> str:
    """Say how a booth reaches the centre: by its own login, or, where the centre is a file, by its path."""
    fair_id = desk.fair.fair_id
    if args.new_login:
        kept = desk.home / _LOGINS_NAME
        kept.unlink(missing_ok=True)
        try:
            with context.centre(None, desk.settings.central) as centre:
                renew_login(centre, booth, fair_id, kept, host=args.host)
            return login_of_booth(kept, fair_id, booth)
        finally:
            kept.unlink(missing_ok=True)
    return way_of_booth(desk.settings.central, args.logins, fair_id, booth)


def _told(
    context: Context, args: argparse.Namespace, plan: FairPlan
) -> tuple[AbstractContextManager[None], FairPlan]:
    """Make the PINs that are missing, and say how they are told. Raises: NoPinFile."""
    wanting = list_without_pin(plan)
    if not wanting:
        return nullcontext(), plan
    if args.pins is None:
        raise NoPinFile(", ".join(wanting[:5]) + (" …" if len(wanting) > 5 else ""))  # noqa: PLR2004
    with progress_bar(context.tr(N_("Making PINs"))) as progress:
        plan, pins = give_pins(plan, progress=progress)
    return pins_told(args.pins, plan, pins), plan


def _say_pins(context: Context, args: argparse.Namespace, before: FairPlan) -> None:
    if wanting := list_without_pin(before):
        said = context.tr(N_("{count} new PINs are in {file}, readable by you only, and nowhere else."))
        context.say(said.format(count=len(wanting), file=args.pins))


def _send(context: Context, desk: Desk, args: argparse.Namespace) -> tuple[int, bool]:
    """Let the centre know; what it does not know yet is not lost."""
    try:
        address = args.central or load_settings(desk.home).central
        with context.centre(address, create=True) as centre:
            note_sent(desk.home, address, push_decisions(desk.store, centre))
    except NoCentre:
        return 0, False
    except DeskReplaced as error:
        context.warn(error.message(context.language))
        return 3, False
    except PosError as error:
        context.warn(f"{context.tr(NOT_SENT)} {error.message(context.language)}")
        return (3 if isinstance(error, Unavailable) else 1), False
    return 0, True


def _enrolled(name: str, variable: str) -> Person:
    return enrol(name.strip(), Role.SUPERVISOR, read_pin(name, variable))


def _with_venue(plan: FairPlan, args: argparse.Namespace) -> FairPlan:
    return plan if args.venue is None else replace(plan, venue=args.venue.strip())


def _address(args: argparse.Namespace) -> str:
    """Say where the centre is: by the organizer's login in a private file, or as it was typed."""
    if args.logins:
        return login_of_desk(args.logins)
    return whole_address(args.central) if args.central else ""


def _keep_centre(desk: Desk, args: argparse.Namespace) -> None:
    """Keep the organizer's way in where it was named."""
    if address := _address(args):
        save_settings(desk.home, replace(load_settings(desk.home), central=address))


def _zone(typed: str) -> str:
    try:
        ZoneInfo(typed)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadValue("--zone", typed) from error
    return typed
