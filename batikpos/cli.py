"""The command line: what is asked for, by whom, and what exit status answers."""

import argparse
import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from batikpos import __version__
from batikpos.commands import booth, demo, organizer, paper, selling, sending, window
from batikpos.commands.context import Context
from batikpos.domain.errors import PosError, Unavailable
from batikpos.i18n import DEFAULT_LANGUAGE, LANGUAGES, N_, translator

USAGE = 2


class _Parser(argparse.ArgumentParser):
    """A parser that takes the global options before or after a command, and speaks our language."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(allow_abbrev=False, **kwargs)
        default = argparse.SUPPRESS
        self.add_argument("--home", metavar="DIR", default=default, help=N_("where this booth's data lives"))
        self.add_argument("--lang", choices=LANGUAGES, default=default, help=N_("language of what is said"))
        self.add_argument(
            "--json", action="store_true", default=default, help=N_("one JSON document on stdout")
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command, and leave with status 2."""
        said = translator(_language(sys.argv[1:]))(N_("Wrong command: {why}. See “batikpos --help”."))
        self.print_usage(sys.stderr)
        print(said.format(why=message), file=sys.stderr)
        raise SystemExit(USAGE)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 refused, 2 wrong usage, 3 try later."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or pipe is not UTF-8 by itself.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # text streams are
    args = _parser().parse_args(argv)
    home = Path(getattr(args, "home", None) or os.environ.get("BATIKPOS_HOME") or _default_home())
    language = getattr(args, "lang", None) or _home_language(home)
    context = Context(home, language, getattr(args, "json", False))
    try:
        status: int = args.run(context, args)
    except PosError as error:
        context.warn(error.message(language))
        return 3 if isinstance(error, Unavailable) else 1
    except OSError as error:
        failed = Unavailable(error.strerror or type(error).__name__)
        context.warn(failed.message(language))
        return 3
    except KeyboardInterrupt:
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="batikpos", description=N_("Point of sale for the booths of batik fairs."))
    parser.add_argument("--version", action="version", version=f"BatikPOS {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in (window, booth, selling, paper, sending, organizer, demo):
        module.add_commands(commands)
    return parser


def _default_home() -> Path:
    import platformdirs  # noqa: PLC0415 - only where no home is named

    return platformdirs.user_data_path("BatikPOS", appauthor=False)


def _home_language(home: Path) -> str:
    """Speak the home's language; a home that cannot be read is told so later, by its command."""
    from batikpos.settings import load_settings  # noqa: PLC0415

    try:
        return load_settings(home).language
    except PosError:
        return DEFAULT_LANGUAGE


def _language(argv: Sequence[str]) -> str:
    """Find the language in arguments that could not be parsed."""
    chosen = [after for word, after in pairwise(argv) if word == "--lang"]
    return chosen[0] if chosen and chosen[0] in LANGUAGES else DEFAULT_LANGUAGE
