"""The booth's window while its printer hangs: the longest that its event loop stood still (ms)."""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from batikpos import app
from batikpos.commands.window import main
from batikpos.ui import shell

EVERY_MS, SALES = 5, 4
WATCHED_SECONDS = 7.0


class Shell(shell.Shell):
    """The window itself, selling to a printer that stops reading, with a clock that counts its pauses."""

    def show_page(self, page: QWidget) -> None:
        """Show a page, and begin where it sells."""
        super().show_page(page)
        if type(page).__name__ == "SalePage":
            self._page = page
            self._longest = 0.0
            QTimer.singleShot(1_500, self._begin)  # pictures come first

    def _begin(self) -> None:
        self._last = self._until = time.monotonic()
        self._until += WATCHED_SECONDS
        self._tick = QTimer(self, interval=EVERY_MS)
        self._tick.timeout.connect(self._ticked)
        self._tick.start()
        self._left = SALES
        self._sell()

    def _sell(self) -> None:
        register = self._page._register  # type: ignore[attr-defined]  # of a page that is loaded late
        register.add(register.desk.catalogue.items[20 + self._left])
        register.pay_key(0)
        self._left -= 1
        if self._left:
            QTimer.singleShot(1_000, self._sell)

    def _ticked(self) -> None:
        now = time.monotonic()
        self._longest = max(self._longest, now - self._last)
        self._last = now
        if now > self._until:
            self._tick.stop()
            print("stall", self._longest * 1000, flush=True)  # noqa: T201 - what it is for
            self.close()


app.Shell = Shell  # type: ignore[attr-defined]  # the same window, watched
sys.exit(main(sys.argv[1:]))
