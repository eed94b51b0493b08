"""Start BatikPOS: python -m batikpos, or batikpos."""

import os
import signal
import sys
from io import TextIOWrapper

STOPPED = 3
"""The status of what was stopped by Ctrl+C: nothing was wrong with it, it may be run again."""


def main() -> int:
    """Run a command; one that opens a window loads nothing before it painted.

    Nothing at all is what a double click says: it opens the booth, where there is a screen.
    """
    is_stoppable = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_stoppable:
        signal.signal(signal.SIGINT, _end_at_once)
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or pipe is not UTF-8 by itself.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from batikpos.commands.window import main as open_window  # noqa: PLC0415 - Ctrl+C may come meanwhile
    from batikpos.commands.window import wants_window  # noqa: PLC0415 - as above
    from batikpos.settings import has_display  # noqa: PLC0415 - as above

    words = sys.argv[1:] or (["booth"] if has_display() else [])
    try:
        if wants_window(words):
            return open_window(words)
        from batikpos.cli import main as run  # noqa: PLC0415 - slow, and not for a window

        if is_stoppable:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        return run()
    except KeyboardInterrupt:  # before the command began, or once more while it says that it was stopped
        return STOPPED
    finally:
        if is_stoppable:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the answer is given, and stands


def _end_at_once(_signal: int, _frame: object) -> None:
    """End while the program loads: nothing is begun, and what is raised in an import Qt does not survive."""
    os._exit(STOPPED)


if __name__ == "__main__":
    sys.exit(main())
