"""The sale screen at work, watched: scans until each line is painted, and the most memory it ever took.

Prints one line for each scan (milliseconds) and the peak (MiB) when the window is closed.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QWidget
from watch import PaintWatch  # type: ignore[import-not-found]  # beside this file, without the package

from batikpos import app
from batikpos.commands.window import main
from batikpos.ui import shell

SCANS, LINES_OF_A_SALE, FLINGS = 300, 5, 40


class Shell(shell.Shell):
    """The window itself, with a scanner that does not tire."""

    def show_page(self, page: QWidget) -> None:
        """Show a page, and begin where it sells."""
        super().show_page(page)
        if type(page).__name__ == "SalePage":
            self._page = page
            self._steps = self._work()
            self._watch = PaintWatch(page, self._go_on)

    def _go_on(self, _at: int = 0) -> None:
        if next(self._steps, None) is None:
            print("peak", peak_mib(), flush=True)  # noqa: T201 - what it is for
            self.close()

    def _work(self) -> Iterator[bool]:
        """Scroll through the cards, then scan and pay; each step comes back when it is painted."""
        register = self._page._register  # type: ignore[attr-defined]  # of a page that is loaded late
        items = register.desk.catalogue.items
        view = self.findChild(QListView)
        assert view is not None
        bar = view.verticalScrollBar()
        for n in range(FLINGS):
            bar.setValue(bar.maximum() * n // FLINGS)
            QTimer.singleShot(16, self._go_on)
            yield True
        bar.setValue(0)
        for n in range(SCANS):
            yield from self._scan(items[n * 7 % len(items)].barcode)
            if n % LINES_OF_A_SALE == LINES_OF_A_SALE - 1:
                register.sale_completed.connect(self._paid)
                register.pay_key(0)
                yield True
                register.sale_completed.disconnect(self._paid)

    def _paid(self, _done: object) -> None:
        QTimer.singleShot(30, self._go_on)

    def _scan(self, code: str) -> Iterator[bool]:
        window = self.windowHandle()
        for letter in code:
            QTest.keyClick(window, Qt.Key(ord(letter)))
        began = time.monotonic_ns()
        QTest.keyClick(window, Qt.Key.Key_Return)
        rows = self._page.basket._rows  # type: ignore[attr-defined]  # as above
        row = rows[self._page._register.chosen]  # type: ignore[attr-defined]  # as above
        self._watch = PaintWatch(row, lambda at: self._painted(at - began))
        yield True

    def _painted(self, took: int) -> None:
        print("scan", took / 1e6)  # noqa: T201 - what it is for
        # The next scan comes later: nothing of this one may be left to do.
        QTimer.singleShot(10, self._go_on)


def peak_mib() -> float:
    """Read the most memory this process ever held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


app.Shell = Shell  # type: ignore[attr-defined]  # the same window, watched
sys.exit(main(sys.argv[1:]))
