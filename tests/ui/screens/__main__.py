"""Render the screens of one scale: `python -m tests.ui.screens OUT [--only NAME] [--scale 150]`."""

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path

from tests.ui.screens.pseudo import pseudo_language
from tests.ui.screens.render import SIZES, Part, render, variants


def main() -> int:
    """Render what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.ui.screens", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    parser.add_argument("--language", action="append", choices=("id", "en"))
    parser.add_argument("--theme", action="append", choices=("light", "dark"))
    parser.add_argument("--plain", action="store_true", help="goods without their pictures")
    parser.add_argument("--pseudo", action="store_true", help="in a language of brackets")
    parser.add_argument("--part", action="append", choices=tuple(Part), help="of each screen: all where none")
    parser.add_argument("--scale", type=int, choices=tuple(SIZES), default=100)
    parser.add_argument("--text", type=int, default=100, metavar="PERCENT", help="size of the words")
    parser.add_argument("--fair", type=Path, metavar="DIR", help="where the organizer's fair is, or shall be")
    args = parser.parse_args()
    languages, themes = args.language or ("id", "en"), args.theme or ("light", "dark")
    which = variants(
        args.only, languages=languages, themes=themes, percents=(args.scale,), texts=(args.text,)
    )
    with pseudo_language() if args.pseudo else nullcontext():
        render(args.out, which, is_plain=args.plain, parts=args.part or tuple(Part), fair=args.fair)
    return 0


if __name__ == "__main__":
    sys.exit(main())
