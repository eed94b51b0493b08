"""The arguments every command shares, in a parser that speaks the chosen language."""

import argparse
import gettext
import os
import re
import sys
from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from batikpos.domain.errors import PosError
from batikpos.i18n import DEFAULT_LANGUAGE, LANGUAGES, N_, translator
from batikpos.resources import RESOURCES
from batikpos.settings import LOOK, load_settings

USAGE = 2

ARGPARSE_SAYS = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected one argument"),
    N_("not allowed with argument %s"),
    N_("one of the arguments %s is required"),
)
"""What argparse says by itself; named here so that it is translated with our own words."""


USUAL = {
    "--central": N_("the centre's address; else the one that is set"),
    "--date": N_("the day, like 2026-12-11"),
    "--cashier": N_("who does it; the PIN comes from BATIKPOS_PIN"),
    "--approver": N_("the second person; the PIN comes from BATIKPOS_APPROVER_PIN"),
    "--booth": N_("a booth's code"),
    "--out": N_("the file that is written"),
    "--amount": N_("rupiah, like 1.250.000"),
    "--reason": N_("why, in words"),
}
"""What options mean that many commands have, where a command says nothing else."""

A = TypeVar("A", bound=argparse.Action)


class Parser(argparse.ArgumentParser):
    """Takes the global options before or after a command; what is wrong is said in our language.

    Of the commands it takes only those are made that are among the `words` of the command line: making all of
    a hundred takes longer than most of them do.
    """

    def __init__(self, *, language: str, words: Collection[str], **kwargs: Any) -> None:  # noqa: ANN401 - argparse's own
        self.language, self.words = language, words
        super().__init__(allow_abbrev=False, **kwargs)
        self.register("action", "parsers", _Commands)
        default = argparse.SUPPRESS
        self.add_argument("--home", metavar="DIR", default=default, help=N_("where this booth's data lives"))
        self.add_argument("--lang", choices=LANGUAGES, default=default, help=N_("language of what is said"))
        self.add_argument(
            "--json", action="store_true", default=default, help=N_("one JSON document on stdout")
        )

    def _add_action(self, action: A) -> A:
        """Add an argument, its help in the chosen language, also one of those that exclude each other."""
        if action.help is None:
            action.help = next((USUAL[name] for name in action.option_strings if name in USUAL), None)
        if action.help is not None and action.help != argparse.SUPPRESS:
            action.help = translator(self.language)(action.help)
        return super()._add_action(action)

    def add_subparsers(self, **kwargs: Any) -> Any:  # noqa: ANN401 - argparse's own
        """Let the parsers of commands speak the same language."""
        kwargs["parser_class"] = partial(Parser, language=self.language, words=self.words)
        return super().add_subparsers(**kwargs)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command, and leave with status 2."""
        said = translator(self.language)(N_("Wrong command: {why}. See “batikpos --help”."))
        self.print_usage(sys.stderr)
        print(printable(said.format(why=without_secrets(message))), file=sys.stderr)
        raise SystemExit(USAGE)


class _Commands(argparse._SubParsersAction):  # type: ignore[type-arg]  # noqa: SLF001 - the only way in
    """Commands under a parser, their help in its language; those that nobody named are listed only."""

    def add_parser(self, name: str, **kwargs: Any) -> Any:  # noqa: ANN401 - argparse's own
        given: dict[str, Any] = self._parser_class.keywords
        help_ = translator(given["language"])(kwargs["help"]) if "help" in kwargs else None
        if name in given["words"]:
            made = super().add_parser(name, **kwargs)
            if help_ is not None:
                self._choices_actions[-1].help = help_
            return made
        if help_ is not None:
            self._choices_actions.append(self._ChoicesPseudoAction(name, (), help_))
        self._name_parser_map[name] = _NOT_NAMED
        return _NOT_NAMED


class _NotNamed:
    """Stands for the parser of a command that nobody named: whatever it is told is forgotten."""

    def __getattr__(self, _name: str) -> Callable[..., "_NotNamed"]:
        return lambda *_given, **_named: self


_NOT_NAMED: Any = _NotNamed()


def without_secrets(text: str) -> str:
    """Hide the password of any URL in a text."""
    text = re.sub(r"(://[^:/@\s]*:).*@", r"\1***@", text)  # up to the last @: it may hold others
    return re.sub(r"(password=)[^&\s]*", r"\1***", text)


def printable(text: str) -> str:
    """Show a letter that would steer a terminal as a question mark: a file or a basket may hold some."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "?", text)


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
        return load_settings(home, only=LOOK).language
    except PosError:
        return DEFAULT_LANGUAGE


def new_parser(argv: Sequence[str]) -> Parser:
    """Make the parser of a command line, in the language it asks for, or its home's."""
    named = argparse.Namespace(home=_named(argv, "--home"), lang=_named(argv, "--lang"))
    if named.lang not in LANGUAGES:
        named.lang = None
    language = language_in(named, home_of(named))
    # argparse looks its own words up in the process's catalogue.
    gettext.bindtextdomain("batikpos", RESOURCES / "i18n")
    gettext.textdomain("batikpos")
    os.environ["LANGUAGE"] = language
    return Parser(prog="batikpos", language=language, words=frozenset(argv))


def _named(argv: Sequence[str], option: str) -> str | None:
    """Find an option's value in arguments that are not parsed yet."""
    values = [after for word, after in pairwise(argv) if word == option]
    values += [word.removeprefix(f"{option}=") for word in argv if word.startswith(f"{option}=")]
    return values[0] if values else None
