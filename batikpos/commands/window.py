"""Commands that open a window: booth, and demo on the sample fair."""

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from batikpos.commands.context import PIN, Context, read_pin
from batikpos.commands.demo import run_headless, set_up_sample
from batikpos.domain.errors import Unavailable
from batikpos.i18n import N_
from batikpos.settings import STORE_NAME, Settings


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
