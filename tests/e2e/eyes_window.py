"""Eyes for a hand that is outside: the booth as the command line runs it, which also says where things are.

Only looks: a question on the socket named by BATIKPOS_EYES is answered with where what was asked for stands
on the screen. What is done is done by the keyboard and the pointer of the X server.
"""

import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSocketNotifier, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView, QWidget

from batikpos import app
from batikpos.__main__ import main
from batikpos.ui import shell
from batikpos.ui.customer.lines import BuyersLines
from batikpos.ui.customer.page import CustomerPage
from batikpos.ui.widgets.guide import Guide
from batikpos.ui.widgets.sheet import Sheet
from tests.e2e.planted import FAULTS
from tests.ui.screens.layer import layer_of, place_of, seen


class Shell(shell.Shell):
    """The window itself, with somebody to ask about it."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        place = Path(os.environ["BATIKPOS_EYES"])
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(place))
        self._listening.listen()
        self._asked = QSocketNotifier(self._listening.fileno(), QSocketNotifier.Type.Read, self)
        self._asked.activated.connect(self._answer)

        self._keys: list[tuple[int, int, int]] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note when each key was pressed, by the X server's own clock, and which it takes for repeated."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.spontaneous():
            is_end = event.key() == Qt.Key.Key_Return
            self._keys.append((event.timestamp(), int(is_end), int(event.isAutoRepeat())))
        return super().eventFilter(watched, event)

    def _last_keys(self, since: str) -> list[tuple[int, int, int]]:
        """List the keys after so many: when, whether it was Enter, and whether it was called a repeat."""
        return self._keys[int(since) :]

    def _answer(self) -> None:
        asking, _ = self._listening.accept()
        with asking:
            kind, _, words = asking.makefile(encoding="utf-8").readline().rstrip("\n").partition(" ")
            self.windowHandle().installEventFilter(self)  # before the scanner's, which keeps keys to itself
            found = {
                "keys": self._last_keys,
                "buttons": self._buttons,
                "first": self._first,
                "fields": self._fields,
                "card": self._card,
                "row": self._row,
                "rows": self._rows,
                "typed": self._typed,
                "layer": self._layer,
                "buyer": self._buyer,
            }
            answer: Any = found[kind](words) if kind in found else self._words()
            asking.sendall(json.dumps(answer).encode())

    def _buttons(self, words: str) -> list[tuple[int, int]]:
        """Say where the buttons are that say so, or are called so, and can be pressed."""
        buttons = (b for b in seen(layer_of(self), QAbstractButton) if b.isEnabled())
        return [
            self._on_screen(place_of(b)) for b in buttons if words in {b.text(), b.accessibleName().strip()}
        ]

    def _first(self, begins: str) -> list[tuple[int, int]]:
        """Say where the first button is whose words begin so."""
        for button in seen(layer_of(self), QAbstractButton):
            if button.isEnabled() and f"{button.accessibleName() or button.text()} ".startswith(begins):
                return [self._on_screen(place_of(button))]
        return []

    def _fields(self, words: str) -> list[tuple[int, int]]:
        fields = seen(layer_of(self), QLineEdit)
        return [self._on_screen(place_of(f)) for f in fields if f.accessibleName() == words]

    def _card(self, sku: str) -> list[tuple[int, int]]:
        """Say where the card of a thing is, once the list is scrolled to it."""
        view = self.findChild(QListView)
        if view is None:
            return []
        index = view.model().place(sku)  # type: ignore[attr-defined]  # of our own model
        view.scrollTo(index)
        corner = view.viewport().mapTo(self, QPoint(0, 0))
        return [self._on_screen(view.visualRect(index).translated(corner))]

    def _row(self, words: str) -> list[tuple[int, int]]:
        """Say where the first row of a list is that says so, once the list is scrolled to it."""
        for view in seen(layer_of(self), QListView):
            model = view.model()
            for index in (model.index(n, 0) for n in range(model.rowCount())):
                if words in str(index.data()):
                    view.scrollTo(index)
                    corner = view.viewport().mapTo(self, QPoint(0, 0))
                    return [self._on_screen(view.visualRect(index).translated(corner))]
        return []

    def _rows(self, _words: str) -> list[str]:
        """Say what stands in the rows of the lists."""
        models = [view.model() for view in seen(layer_of(self), QListView)]
        return [str(model.index(n, 0).data()) for model in models for n in range(model.rowCount())]

    def _layer(self, _words: str) -> str:
        """Say what is on top: a sheet, the help, or a page."""
        over = [w for w in seen(self, QWidget) if isinstance(w, Guide | Sheet)]
        return type(over[-1] if over else self.pages.currentWidget()).__name__

    def _typed(self, _words: str) -> list[str]:
        """Say what has the keyboard, and what stands in each field that can be seen."""
        focus = QApplication.focusWidget()
        return [focus.accessibleName() if focus else "", *(f.text() for f in seen(self, QLineEdit))]

    def _buyer(self, _words: str) -> dict[str, list[Any]]:
        """Say where the buyer's screen lies and what stands there; nothing where there is none."""
        for page in QApplication.topLevelWidgets():
            if isinstance(page, CustomerPage) and page.isVisible():
                lines = [lines.accessibleName() for lines in seen(page, BuyersLines)]
                words = [*lines, *(label.text() for label in seen(page, QLabel))]
                place = page.geometry()
                at = [place.x(), place.y(), place.width(), place.height()]
                return {"at": at, "words": words}
        return {"at": [], "words": []}

    def _words(self) -> list[str]:
        """Say all that can be read."""
        labels = [label.text() for label in seen(layer_of(self), QLabel)]
        return labels + [button.text() for button in seen(layer_of(self), QAbstractButton)]

    def _on_screen(self, place: QRect) -> tuple[int, int]:
        at: QPoint = QWidget.mapToGlobal(self, place.center())
        return at.x(), at.y()


for fault in filter(None, os.environ.get("BATIKPOS_EYES_FAULTS", "").split(",")):
    FAULTS[fault]()
app.Shell = Shell  # type: ignore[attr-defined]  # the same window, with eyes on it
sys.exit(main())
