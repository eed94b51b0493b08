"""Commands of a machine: what it is (settings), and whether all is well with it (doctor)."""

import argparse
import platform
import shutil
import sqlite3
import sys
from pathlib import Path

from batikpos import __version__
from batikpos.commands.context import Context
from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.paper.picture import read_code, read_logo, rows_of, write_code
from batikpos.printing.address import check_address
from batikpos.services.changing import rules_reasons
from batikpos.services.desk import KeyLost
from batikpos.services.disk import Room, look_at_room
from batikpos.services.papers import change_printer
from batikpos.services.rules import MONEY, RULES, change_rules
from batikpos.settings import Settings, save_settings, with_setting
from batikpos.signing import public_half
from batikpos.store.engine import shown_address, store_url, whole_address
from batikpos.store.journal import load_head
from batikpos.store.printjobs import JobState, list_jobs
from batikpos.store.seals import find_public_key
from batikpos.targets import BadTarget

YES_NO = {True: N_("yes"), False: N_("no")}
"""How a setting that is on or off is shown, and typed."""

SAFE_SQLITE = (3, 51, 3)
"""From here on (and in 3.50.7 and 3.44.6) a rare race of two checkpoints no longer harms a WAL file."""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    settings = commands.add_parser("settings", help=N_("show or change what this machine is"))
    settings.add_argument("key", nargs="?")
    settings.add_argument("value", nargs="?")
    settings.add_argument(
        "--approver",
        metavar="NAME",
        help=N_("the supervisor who agrees to other rules, another QRIS code or rounding"),
    )
    settings.add_argument(
        "--cashier", metavar="NAME", help=N_("who asks for it; without, the supervisor did it alone")
    )
    settings.set_defaults(run=_settings)

    doctor = commands.add_parser("doctor", help=N_("look this machine over"))
    doctor.set_defaults(run=_doctor)


def _settings(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        settings = desk.settings
        if args.value is not None:
            checks = {
                "printer": check_address,
                "central": whole_address,
                "backup": _whole_folder,
                "logo": _logo_code,
            }
            value = checks[args.key](args.value) if args.value and args.key in checks else args.value
            settings = with_setting(settings, args.key, value)
            if args.key == "backup" and value:
                _check_second_place(context, Path(str(value)))
            if args.key in {*RULES, *MONEY}:
                cashier = context.asker(desk, args.cashier)
                approver = context.approver(desk, args.approver, cashier="")
                settings = change_rules(
                    desk, {args.key: value}, now=context.now(), cashier=cashier, approver=approver
                )
                reasons = rules_reasons(desk, desk.settings, settings)
                context.say_agreed(approver, [reason.agreed_to(context.language) for reason in reasons])
            else:
                save_settings(context.home, settings)
            if settings.printer != desk.settings.printer:
                change_printer(desk, settings.printer)
    shown = {key: _shown(settings, key) for key in Settings.__dataclass_fields__}
    if args.key is not None and args.key not in shown:
        with_setting(settings, args.key, "")
    chosen = {k: v for k, v in shown.items() if args.key in {None, k}}
    context.give(chosen)
    for key, value in chosen.items():
        context.say(f"{key} = {context.tr(YES_NO[value]) if isinstance(value, bool) else value}")
    return 0


def _logo_code(typed: str) -> str:
    return write_code(read_logo(Path(typed)))


def _whole_folder(typed: str) -> str:
    return str(Path(typed).expanduser().absolute())


def _check_second_place(context: Context, folder: Path) -> None:
    """Refuse a folder in the home itself, and warn of one on the same disk. Raises: BadTarget."""
    home = context.home.absolute()
    if home in {folder, *folder.parents}:
        raise BadTarget(str(folder), N_("it lies in a booth's own folder"))
    if folder.is_dir() and folder.stat().st_dev == home.stat().st_dev:
        same = N_("{folder} is on the same disk as this booth's data: what breaks the disk takes both.")
        context.warn(context.tr(same).format(folder=folder))


def _shown(settings: Settings, key: str) -> object:
    """Show a setting: a centre's address without its password, a logo by its size in dots."""
    value: object = getattr(settings, key)
    if key == "central" and value:
        return shown_address(store_url(str(value)))
    if key == "logo" and value:
        picture = read_code(str(value))
        return f"{picture.width}x{len(rows_of(picture))}"
    if key in {"header", "footer"}:
        return str(value).replace("\n", " | ")
    return value


def _doctor(context: Context, _args: argparse.Namespace) -> int:
    checks: list[tuple[str, bool, str]] = [
        ("python", sys.version_info >= (3, 11), platform.python_version()),
        ("batikpos", True, __version__),
        ("sqlite", True, _sqlite_words(context)),
    ]
    place = _existing(context.home)
    free = shutil.disk_usage(place).free // 2**20
    checks.append(("disk", look_at_room(place) is Room.ENOUGH, f"{free} MiB"))
    try:
        with context.desk() as desk:
            with desk.store.reading() as tx:
                head = load_head(tx)
                key = find_public_key(tx, head.journal_id)
                waiting = len(list_jobs(tx, JobState.QUEUED))
                unsure = len(list_jobs(tx, JobState.UNCERTAIN))
            facts = context.tr(N_("{count} facts")).format(count=head.mark)
            papers = context.tr(N_("{waiting} papers wait, {unsure} not sure they printed"))
            said = papers.format(waiting=waiting, unsure=unsure)
            checks.append(("store", True, f"{desk.booth.prefix}, {facts}"))
            has_key = key != "" and key == public_half(desk.home)
            lost = KeyLost(str(desk.home)).message(context.language)
            checks.append(("key", has_key, key[:16] if has_key else lost))
            checks.append(("printer", not unsure, f"{desk.settings.printer}, {said}"))
    except PosError as error:
        checks.append(("store", False, error.message(context.language)))
    context.give(
        {
            "ok": all(ok for _, ok, _ in checks),
            "checks": [{"name": name, "ok": ok, "found": found} for name, ok, found in checks],
        }
    )
    for name, ok, found in checks:
        context.say(f"{'ok ' if ok else '!! '} {name:<10} {found}")
    return 0 if all(ok for _, ok, _ in checks) else 1


def _sqlite_words(context: Context) -> str:
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return version
    hint = context.tr(N_("works; 3.51.3 or newer is safer"))
    return f"{version} ({hint})"


def _existing(path: Path) -> Path:
    return next((p for p in (path, *path.absolute().parents) if p.exists()), Path())
