"""The arguments every command shares, in a parser that speaks the chosen language."""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from batikpos.domain.errors import PosError
from batikpos.i18n import DEFAULT_LANGUAGE, LANGUAGES, N_, translator
from batikpos.settings import load_settings

USAGE = 2


class Parser(argparse.ArgumentParser):
    """Takes the global options before or after a command; what is wrong is said in our language."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(allow_abbrev=False, **kwargs)
        default = argparse.SUPPRESS
        self.add_argument("--home", metavar="DIR", default=default, help=N_("where this booth's data lives"))
        self.add_argument("--lang", choices=LANGUAGES, default=default, help=N_("language of what is said"))
        self.add_argument(
            "--json", action="store_true", default=default, help=N_("one JSON document on stdout")
        )

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:  # noqa: ANN401 - argparse's own
        """Add an argument, its help in the chosen language."""
        if isinstance(options.get("help"), str) and options["help"] != argparse.SUPPRESS:
            options["help"] = translator(language_of(sys.argv[1:]))(options["help"])
        return super().add_argument(*names, **options)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command, and leave with status 2."""
        said = translator(language_of(sys.argv[1:]))(N_("Wrong command: {why}. See “batikpos --help”."))
        self.print_usage(sys.stderr)
        print(said.format(why=without_secrets(message)), file=sys.stderr)
        raise SystemExit(USAGE)


def without_secrets(text: str) -> str:
    """Hide the password of any URL in a text."""
    text = re.sub(r"(://[^:/@\s]*:)[^@\s]*@", r"\1***@", text)
    return re.sub(r"(password=)[^&\s]*", r"\1***", text)


def home_of(args: argparse.Namespace) -> Path:
    """Say which home was named, or which one is this user's."""
    named = getattr(args, "home", None) or os.environ.get("BATIKPOS_HOME")
    if named:
        return Path(named)
    import platformdirs  # noqa: PLC0415 - only where no home is named

    return platformdirs.user_data_path("BatikPOS", appauthor=False)


def language_in(args: argparse.Namespace, home: Path) -> str:
    """Say which language was asked for, or the home's; a home that cannot be read is told of later."""
    named: str | None = getattr(args, "lang", None)
    if named:
        return named
    try:
        return load_settings(home).language
    except PosError:
        return DEFAULT_LANGUAGE


def language_of(argv: Sequence[str]) -> str:
    """Find the language in arguments that are not parsed yet."""
    chosen = [after for word, after in pairwise(argv) if word == "--lang"]
    chosen += [word.removeprefix("--lang=") for word in argv if word.startswith("--lang=")]
    return chosen[0] if chosen and chosen[0] in LANGUAGES else DEFAULT_LANGUAGE
