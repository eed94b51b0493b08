"""Commands that open a window: booth, organizer, and demo on the sample fair.

Nothing slow is imported here: the window paints first.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from batikpos.arguments import Parser, home_of, language_in, new_parser
from batikpos.domain.errors import PosError, Unavailable
from batikpos.i18n import N_
from batikpos.settings import STORE_NAME, TRAINING_NAME
from batikpos.ui.loading import begin_loading

DEMO_BOOTH = "A03"
DEMO_HINT = N_("Sample fair: Rini signs in with 1234, Sari (supervisor) with 4321.")


def add_commands(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Declare the commands of this module."""
    booth = commands.add_parser("booth", help=N_("open the booth window"))
    booth.add_argument("--cashier", default="", metavar="NAME")
    booth.add_argument("--training", action="store_true", help=N_("practise on books of their own"))
    booth.set_defaults(run=_booth)
    organizer = commands.add_parser("organizer", help=N_("open the organizer's window"))
    organizer.add_argument("--central", default="", metavar="URL")
    organizer.set_defaults(run=_organizer)
    demo = commands.add_parser("demo", help=N_("open the booth on the sample fair"))
    demo.add_argument("--headless", action="store_true", help=N_("play a scripted day without a window"))
    demo.add_argument("--seed", type=int, default=1, metavar="N")
    demo.set_defaults(run=_demo)


def wants_window(argv: Sequence[str]) -> bool:
    """Say whether a command line opens a window, before anything is loaded."""
    words, command = iter(argv), ""
    for word in words:
        if word in {"--home", "--lang"}:
            next(words, None)
        elif not word.startswith("-"):
            command = word
            break
    return command in {"booth", "organizer"} or (command == "demo" and "--headless" not in argv)


def main(argv: Sequence[str]) -> int:
    """Run a command that opens a window."""
    parser = new_parser(argv)
    add_commands(parser.add_subparsers(dest="command", required=True))
    args = parser.parse_args(argv)
    try:
        status: int = args.run(None, args)
    except PosError as error:
        print(error.message(language_in(args, home_of(args))), file=sys.stderr)
        return 3 if isinstance(error, Unavailable) else 1
    return status


def _booth(_context: object, args: argparse.Namespace) -> int:
    begin_loading()
    from batikpos.app import Start, run_booth  # noqa: PLC0415 - Qt only where there is a window

    home = home_of(args)
    pin = os.environ.pop("BATIKPOS_PIN", "")
    language = language_in(args, home)
    prepare = None
    if args.training:
        home, prepare = home / TRAINING_NAME, partial(_prepare_training, home)
    welcomes = not args.training and not args.cashier
    start = Start(
        home, language, args.cashier, pin if args.cashier else "", prepare=prepare, welcomes=welcomes
    )
    return run_booth(start)


def _organizer(_context: object, args: argparse.Namespace) -> int:
    begin_loading()
    from batikpos.organizer import OrganizerStart, run_organizer  # noqa: PLC0415 - as above

    home = home_of(args)
    start = OrganizerStart(home, language_in(args, home), partial(_pack_reports, home), args.central)
    return run_organizer(start)


def _pack_reports(home: Path, language: str, centre: Any) -> Iterable[tuple[str, bytes]]:  # noqa: ANN401 - a store, once that is loaded
    """Write the reports of an evidence pack as the command does."""
    from batikpos.commands.context import Context  # noqa: PLC0415 - in a lane
    from batikpos.commands.organizer import all_reports  # noqa: PLC0415 - as above

    return all_reports(centre, Context(home, language, is_json=False))


def _demo(context: object, args: argparse.Namespace) -> int:
    if args.headless:
        from batikpos.commands.demo import run_headless  # noqa: PLC0415 - not for a window

        named = Path(args.home) if getattr(args, "home", None) else None
        return run_headless(context, named, args.seed)  # type: ignore[arg-type]  # the command line's own
    begin_loading()
    from batikpos.app import Start, run_booth  # noqa: PLC0415 - as above

    home = Path(args.home) if getattr(args, "home", None) else home_of(args) / "demo"
    language = language_in(args, home)
    start = Start(home, language, hint=DEMO_HINT, prepare=partial(_prepare, home, language))
    return run_booth(start)


def _prepare_training(home: Path) -> None:
    """Make the books for practice anew, from what the booth has now. Raises: BoothFirst."""
    from contextlib import closing  # noqa: PLC0415 - in a lane
    from datetime import UTC, datetime  # noqa: PLC0415 - as above

    from batikpos.services.desk import StoreGone, StoreOlder, open_desk  # noqa: PLC0415 - as above
    from batikpos.services.training import BoothFirst, make_training  # noqa: PLC0415 - as above
    from batikpos.store.engine import StoreDamaged  # noqa: PLC0415 - as above

    try:
        desk = open_desk(home)
    except (StoreDamaged, StoreGone, StoreOlder) as error:  # what would be saved here is the practice alone
        raise BoothFirst(str(home)) from error
    with closing(desk.store):
        make_training(desk, now=datetime.now(UTC))


def _prepare(home: Path, language: str) -> None:
    """Set the sample fair up where it is not there yet."""
    if not (home / STORE_NAME).exists():
        from batikpos.commands.demo import set_up_window_demo  # noqa: PLC0415 - in a lane

        set_up_window_demo(home, DEMO_BOOTH, language)
