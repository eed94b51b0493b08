"""Commands that open a window: booth, and demo on the sample fair."""

import argparse
from pathlib import Path

from batikpos.commands.context import Context
from batikpos.commands.demo import run_headless
from batikpos.i18n import N_


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    booth = commands.add_parser("booth", help=N_("open the booth window"))
    booth.add_argument("--cashier", metavar="NAME")
    booth.set_defaults(run=_booth)
    demo = commands.add_parser("demo", help=N_("open the booth on the sample fair"))
    demo.add_argument("--headless", action="store_true", help=N_("play a scripted day without a window"))
    demo.add_argument("--seed", type=int, default=1, metavar="N")
    demo.set_defaults(run=_demo)


def _demo(context: Context, args: argparse.Namespace) -> int:
    home = Path(args.home) if getattr(args, "home", None) else None
    if args.headless:
        return run_headless(context, home, args.seed)
    raise NotImplementedError


def _booth(context: Context, args: argparse.Namespace) -> int:
    raise NotImplementedError
