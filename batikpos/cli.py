"""The command line: what is asked for, by whom, and what exit status answers."""

import os
import sys
from collections.abc import Sequence

from batikpos import __version__
from batikpos.arguments import Parser, home_of, language_in, new_parser
from batikpos.commands import (
    board,
    booth,
    care,
    catalogue,
    centre,
    export,
    fair,
    following,
    machine,
    orders,
    organizer,
    paper,
    promotion,
    qris,
    reports,
    selling,
    sending,
    settlement,
    settling,
    setup,
    sharing,
    simulate,
    statement,
    stock,
    tally,
    window,
)
from batikpos.commands.context import Context
from batikpos.domain.errors import PosError, Unavailable
from batikpos.domain.whys import why_of
from batikpos.i18n import N_, translator


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 refused, 2 wrong usage, 3 try later."""
    words = sys.argv[1:] if argv is None else argv
    parser = _parser(words)
    args = parser.parse_args(words)
    home = home_of(args)
    context = Context(home, language_in(args, home), getattr(args, "json", False))
    try:
        status: int = args.run(context, args)
    except PosError as error:
        context.warn(error.message(context.language))
        return 3 if isinstance(error, Unavailable) else 1
    except BrokenPipeError:
        # Whoever read our output has gone, as “head” does. Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 3
    except OSError as error:
        why = context.tr(why_of(error))
        what = f"{error.filename} ({why})" if error.filename else why
        context.warn(Unavailable(what).message(context.language))
        return 3
    except UnicodeEncodeError:
        broken = next((word for word in words if not _is_text(word)), None)
        if broken is None:
            raise  # no word of theirs
        said = translator(parser.language)(N_("“{word}” is no text in UTF-8"))
        parser.error(said.format(word=broken.encode(errors="replace").decode()))
    except KeyboardInterrupt:
        context.warn(
            context.tr(N_("Stopped. What was finished is kept: see what it is before you run it again."))
        )
        return 3
    return status


def _is_text(word: str) -> bool:
    """Say whether a word is text: what is no UTF-8 comes in as halves of letters."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True


def _parser(argv: Sequence[str]) -> Parser:
    parser = new_parser(argv)
    parser.add_argument(
        "--version",
        action="version",
        version=f"BatikPOS {__version__}",
        help=N_("show program's version number and exit"),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar=N_("COMMAND"))
    window.add_commands(commands)
    for module in (
        setup,
        booth,
        machine,
        catalogue,
        promotion,
        selling,
        following,
        orders,
        paper,
        qris,
        sharing,
        sending,
        organizer,
        board,
        reports,
        tally,
        export,
        statement,
        fair,
        settlement,
        settling,
        stock,
        centre,
        care,
        simulate,
    ):
        module.add_commands(commands)
    return parser
