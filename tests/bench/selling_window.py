"""The sale screen at work, watched: frames, scans and searches until each is painted, and its memory.

Prints how long the window takes till nothing is left of its opening (seconds), a line for each frame, scan
and letter (milliseconds), and the memory after scrolling and at its peak (MiB).
"""

import os
import sys
import time
import traceback
from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QWidget
from watch import PaintWatch, memory_mib  # type: ignore[import-not-found]  # beside this file, without the package

from batikpos import app
from batikpos.commands.window import main
from batikpos.ui import shell
from batikpos.ui.scanner import Scanner

SCANS, LINES_OF_A_SALE, FLINGS = 300, 5, 40
KEY_MS = 5
FRAMES, SMOOTH, FLUNG = 200, 60, 400
"""How many frames are scrolled, by so many pixels each: by a finger, and flung."""

SEARCHES = ("kemeja", "kain panjang", "parang 12", "selendang", "sogan 7")


class Shell(shell.Shell):
    """The window itself, with a scanner that does not tire."""

    _now = 0

    def show_page(self, page: QWidget) -> None:
        """Show a page, and begin where it sells."""
        super().show_page(page)
        if type(page).__name__ == "SalePage":
            self._page = page
            self._steps = self._work()
            self._watch = PaintWatch(page, self._go_on)

    def _go_on(self, _at: int = 0) -> None:
        try:
            step = next(self._steps, None)
        except Exception:  # noqa: BLE001 - of the measurement: the window would tell it and wait for ever
            traceback.print_exc()
            sys.stdout.flush()
            os._exit(1)
        if step is None:
            print("peak", memory_mib("VmHWM"), flush=True)  # noqa: T201 - what it is for
            self.close()

    def _work(self) -> Iterator[bool]:
        """Scroll, search, then scan and pay; each step comes back when it is painted."""
        register = self._page._register  # type: ignore[attr-defined]  # of a page that is loaded late
        items = register.desk.catalogue.items
        view = self.findChild(QListView)
        assert view is not None
        yield from self._settle()
        bar = view.verticalScrollBar()
        for n in range(FLINGS):
            bar.setValue(bar.maximum() * n // FLINGS)
            QTimer.singleShot(16, self._go_on)
            yield True
        for step in (SMOOTH, FLUNG):
            bar.setValue(0)
            for n in range(1, FRAMES + 1):
                began = time.monotonic_ns()
                bar.setValue(n * step % bar.maximum())
                yield from self._painted_since(began, view.viewport(), "frame")
        bar.setValue(0)
        yield from self._rest()
        print("memory", memory_mib("VmRSS"))  # noqa: T201 - as above
        yield from self._search(view)
        scanner = self.findChild(Scanner)
        assert scanner is not None
        scanner._clock = lambda: self._now  # a key that the machine is late with is none of the scanner's
        for n in range(SCANS):
            yield from self._scan(items[n * 7 % len(items)].barcode)
            if n % LINES_OF_A_SALE == LINES_OF_A_SALE - 1:
                register.sale_completed.connect(self._paid)
                register.pay_key(0)
                yield True
                register.sale_completed.disconnect(self._paid)

    def _search(self, view: QListView) -> Iterator[bool]:
        """Type into the search field; a letter that leaves the cards as they are paints none."""
        field = self.findChild(QLineEdit)
        assert field is not None
        changes: list[int] = []
        view.model().modelReset.connect(lambda: changes.append(time.monotonic_ns()))
        for words in SEARCHES:
            for letter in words:
                yield from self._rest()
                changes.clear()
                began = time.monotonic_ns()
                QTest.keyClick(field, letter)  # type: ignore[call-overload]  # letters are taken too
                if changes:
                    yield from self._painted_since(began, view.viewport(), "letter")
            field.clear()

    def _painted_since(self, began: int, widget: QWidget, name: str) -> Iterator[bool]:
        """Tell how long it takes from then until a widget, which is to be painted, is on the screen."""
        self._watch = PaintWatch(widget, lambda at: self._painted(name, at - began))
        yield True

    def _settle(self) -> Iterator[bool]:
        """Let the window do what it does behind its opening when nobody touches it; tell how long."""
        began = time.monotonic_ns()
        while not self._page.find_pane.foreseen.is_done:  # type: ignore[attr-defined]  # as above
            QTimer.singleShot(100, self._go_on)
            yield True
        print("settled", (time.monotonic_ns() - began) / 1e9)  # noqa: T201 - what it is for

    def _rest(self) -> Iterator[bool]:
        """Wait until nothing of what was done before is left to do."""
        QTimer.singleShot(40, self._go_on)
        yield True

    def _paid(self, _done: object) -> None:
        QTimer.singleShot(30, self._go_on)

    def _scan(self, code: str) -> Iterator[bool]:
        window = self.windowHandle()
        self._now += 1_000
        for letter in code:
            self._now += KEY_MS
            QTest.keyClick(window, Qt.Key(ord(letter)))
        basket = self._page.basket  # type: ignore[attr-defined]  # as above
        there: dict[QWidget, int] = {}
        was = [*basket._rows, *basket._spare]
        watches = [PaintWatch(row, partial(there.setdefault, row)) for row in was]
        began = time.monotonic_ns()
        QTest.keyClick(window, Qt.Key.Key_Return)
        row = basket._rows[self._page._register.chosen]  # type: ignore[attr-defined]  # as above
        if row in there:  # it was painted before the key came back
            self._painted("scan", there[row] - began)
        else:
            self._watch = PaintWatch(row, lambda at: self._painted("scan", at - began))
        del watches
        yield True

    def _painted(self, name: str, took: int) -> None:
        print(name, took / 1e6)  # noqa: T201 - what it is for
        # The next scan comes later: nothing of this one may be left to do.
        QTimer.singleShot(10, self._go_on)


app.Shell = Shell  # type: ignore[attr-defined]  # the same window, watched
sys.exit(main(sys.argv[1:]))
