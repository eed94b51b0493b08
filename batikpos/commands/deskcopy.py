"""The commands that take the organizer's desk to a spare laptop: its copy under a passphrase, and back."""

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import ClassVar

from batikpos.commands.context import Context
from batikpos.commands.deciding import is_sent
from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.store.engine import whole_address

PASSPHRASE = "BATIKPOS_PASSPHRASE"  # noqa: S105 - the name of where it comes from


class NoPassphrase(PosError):
    """A passphrase that nobody can be asked for."""

    code: ClassVar[str] = "no_passphrase"
    text: ClassVar[str] = N_(
        "The passphrase is missing. Type it at a terminal, or put it into {variable}, never into the command."
    )
    variable: str = PASSPHRASE


class TypedOtherwise(PosError):
    """A passphrase that was not typed the same again."""

    code: ClassVar[str] = "typed_otherwise"
    text: ClassVar[str] = N_("That was another passphrase than the first time. Nothing was written.")


def add_acts(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands."""
    backup = acts.add_parser("backup", help=N_("writes the whole desk into a file under a passphrase"))
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(run=_backup)
    restore = acts.add_parser("restore", help=N_("goes on as the desk on this laptop, from such a file"))
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--central", metavar="URL", help=N_("the centre, where it is another by now"))
    restore.set_defaults(run=_restore)


def _backup(context: Context, args: argparse.Namespace) -> int:
    from batikpos.services.desk_copy import back_up_desk  # noqa: PLC0415 - once before a fair

    with context.desk() as desk:
        done = back_up_desk(desk, args.file, _passphrase(context, is_new=True))
    context.give({"file": str(done.file), "facts": done.facts})
    said = context.tr(N_("{file} holds the desk: {facts} facts, its key and the PINs' hashes, opened again."))
    context.say(said.format(file=done.file, facts=done.facts))
    context.say(context.tr(N_("Keep it apart from this laptop, and the passphrase apart from it.")))
    return 0


def _restore(context: Context, args: argparse.Namespace) -> int:
    from batikpos.services.desk_copy import central_in, take_desk_over  # noqa: PLC0415 - as above
    from batikpos.services.fair_file import load_fair, own_fingerprint  # noqa: PLC0415 - as above
    from batikpos.services.plan_pins import list_without_pin  # noqa: PLC0415 - as above

    passphrase = _passphrase(context)
    given = whole_address(args.central) if args.central else ""
    address, tr = given or central_in(args.file, passphrase), context.tr
    if not address:
        done = take_desk_over(context.home, args.file, passphrase, None, now=context.now())
        reached = False
    else:
        with context.read_centre(address) as centre:
            done = take_desk_over(
                context.home, args.file, passphrase, centre, now=context.now(), address=given
            )
            with context.desk() as desk:
                reached = is_sent(context, desk, centre)
    with context.desk() as desk:
        without, key = list_without_pin(load_fair(desk).plan), own_fingerprint(desk)
    context.give(
        {
            "home": str(context.home),
            "facts": done.gone_on.facts,
            "fetched": done.fetched,
            "journal": done.gone_on.journal_id,
            "fingerprint": key,
            "without_pin": list(without),
            "desk_without_pin": list(done.without_pin),
            "sent": reached,
        }
    )
    said = tr(
        N_("This laptop is the organizer's desk now: {facts} facts, {fetched} of them from the centre.")
    )
    context.say(said.format(facts=done.gone_on.facts, fetched=done.fetched))
    context.say(tr(N_("Use the laptop before no more: what it decides from now on counts nowhere.")))
    if without:
        lost = tr(
            N_("PINs of after the copy are lost: give {names} new ones with “fair change --pins FILE”.")
        )
        context.warn(lost.format(names=", ".join(without)))
    if done.without_pin:
        lost = tr(
            N_(
                "{names} got a PIN of the desk after the copy, which is lost: let them in again with"
                " “batikpos fair person NAME --desk”."
            )
        )
        context.warn(lost.format(names=", ".join(done.without_pin)))
    if not address:
        context.warn(tr(N_("No centre is set: nobody can know whether another laptop goes on as the desk.")))
        return 0
    return 0 if reached else 3


def _passphrase(context: Context, *, is_new: bool = False) -> str:
    """Take the passphrase from the environment, or ask for it, a new one twice.

    Raises: NoPassphrase, TypedOtherwise.
    """
    if given := os.environ.get(PASSPHRASE, ""):
        return given
    if not sys.stdin.isatty():
        raise NoPassphrase
    typed = getpass.getpass(context.tr(N_("Passphrase: ")))
    if is_new and getpass.getpass(context.tr(N_("The same again: "))) != typed:
        raise TypedOtherwise
    return typed
