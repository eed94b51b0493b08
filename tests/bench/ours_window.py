"""Our start, watched: `batikpos booth` as the command line runs it, all loaded in the same order.

Prints the clock when the window is painted and when it is ready to sell.
"""
# ruff: noqa: E402 - Qt is loaded the way that the command line loads it

import sys
from functools import partial

from batikpos.commands.window import main
from batikpos.ui.loading import begin_loading

begin_loading()

from PySide6.QtWidgets import QWidget
from watch import PaintWatch  # type: ignore[import-not-found]  # beside this file, without the package

from batikpos import app
from batikpos.ui import shell


class Shell(shell.Shell):
    """The window itself, watched."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self._watches = [PaintWatch(self.cover, partial(print, "painted"))]

    def show_page(self, page: QWidget) -> None:
        """Show a page, and watch for the one that sells."""
        super().show_page(page)
        if type(page).__name__ == "SalePage":
            self._watches.append(PaintWatch(page, self._ready))

    def _ready(self, at: int) -> None:
        print("ready", at)  # noqa: T201 - what it is for
        self.close()


app.Shell = Shell  # type: ignore[attr-defined]  # the same window, watched
sys.exit(main(sys.argv[1:]))
