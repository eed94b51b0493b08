"""Start BatikPOS: python -m batikpos, or batikpos."""

import sys
from io import TextIOWrapper

from batikpos.commands.window import main as open_window
from batikpos.commands.window import wants_window
from batikpos.settings import has_display


def main() -> int:
    """Run a command; one that opens a window loads nothing before it painted.

    Nothing at all is what a double click says: it opens the booth, where there is a screen.
    """
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or pipe is not UTF-8 by itself.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = sys.argv[1:] or (["booth"] if has_display() else [])
    if wants_window(words):
        return open_window(words)
    from batikpos.cli import main as run  # noqa: PLC0415 - slow, and not for a window

    return run()


if __name__ == "__main__":
    sys.exit(main())
