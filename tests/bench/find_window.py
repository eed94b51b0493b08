"""The cards at work, watched: frames while scrolling, keys of a search, and pieces added, each until painted.

Prints one line for each, in milliseconds, then the same frames of a bare list of as many rows, and the
most memory this process ever held (MiB) before that list was there.
"""

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from watch import PaintWatch  # type: ignore[import-not-found]  # beside this file, without the package

from batikpos import app
from batikpos.commands.window import main
from batikpos.ui import shell

FRAMES, STEP, FLING = 300, 60, 400
WORDS = ("kemeja kawung", "rusak sog", "tom-km", "indigo", "200", "selendang")
ADDED = 100
REST_MS = 5
_Index = QModelIndex | QPersistentModelIndex


class Shell(shell.Shell):
    """The window itself, with a hand that does not tire."""

    def show_page(self, page: QWidget) -> None:
        """Show a page, and begin where it sells."""
        super().show_page(page)
        if type(page).__name__ == "SalePage":
            self._pane = page.find_pane  # type: ignore[attr-defined]  # of a page that is loaded late
            self._register = page._register  # type: ignore[attr-defined]  # as above
            self._steps = self._work()
            self._watch = PaintWatch(page, self._go_on)

    def _go_on(self, _at: int = 0) -> None:
        if next(self._steps, None) is None:
            self.close()

    def _work(self) -> Iterator[bool]:
        """Do one thing after the other; each step comes back when it is painted."""
        pane, cards = self._pane, self._pane._cards
        yield from self._wait(1_000)
        yield from self._timed("all", pane._show_all, pane)
        yield from self._scroll("frame", cards, STEP)
        yield from self._scroll("fling", cards, FLING)
        cards.verticalScrollBar().setValue(0)
        for word in WORDS:
            for end in range(1, len(word) + 1):
                yield from self._timed("key", partial(pane.field.setText, word[:end]), pane)
            pane.field.clear()
            yield from self._wait(50)
        for n in range(ADDED):
            garment = pane.model.garment(pane.model.index(n % 15))
            yield from self._timed("add", partial(self._register.add, garment.first), pane)
        print("peak", peak_mib(), flush=True)  # noqa: T201 - what it is for
        yield from self._floor(len(pane._search.garments), cards)

    def _scroll(self, name: str, view: QListView, step: int) -> Iterator[bool]:
        bar = view.verticalScrollBar()
        bar.setValue(0)
        yield from self._wait(200)
        for n in range(1, FRAMES + 1):
            yield from self._timed(name, partial(bar.setValue, n * step), view.viewport())

    def _floor(self, count: int, cards: QListView) -> Iterator[bool]:
        bare = QListView(self)
        bare.setItemDelegate(_Plain(bare))
        bare.setFlow(QListView.Flow.LeftToRight)
        bare.setWrapping(True)
        bare.setUniformItemSizes(True)
        bare.setGridSize(cards.gridSize())
        bare.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        bare.setGeometry(QRect(cards.mapTo(self, cards.rect().topLeft()), cards.size()))
        model = _Rows(count)
        bare.setModel(model)
        bare.show()
        yield from self._scroll("floor_frame", bare, STEP)
        yield from self._scroll("floor_fling", bare, FLING)
        for _ in range(ADDED):
            yield from self._timed("floor_whole", bare.viewport().update, bare.viewport())
        print("done", 0)  # noqa: T201 - what it is for

    def _timed(self, name: str, act: Callable[[], object], watched: QWidget) -> Iterator[bool]:
        began = time.monotonic_ns()
        self._watch = PaintWatch(watched, lambda at: self._painted(name, at - began))
        act()
        watched.update(0, 0, 1, 1)  # what is found may be what is shown already
        yield True

    def _painted(self, name: str, took: int) -> None:
        print(name, took / 1e6)  # noqa: T201 - what it is for
        # The next comes later: nothing of this one may be left to do.
        QTimer.singleShot(REST_MS, self._go_on)

    def _wait(self, milliseconds: int) -> Iterator[bool]:
        QTimer.singleShot(milliseconds, self._go_on)
        yield True


class _Rows(QAbstractListModel):
    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def rowCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        return self._count

    def data(self, _index: _Index, _role: int = 0) -> object:
        return None


class _Plain(QStyledItemDelegate):
    """The least that can be called a card: a ground, and one line on it."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802 - Qt's name
        return QSize(170, 180)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        place = option.rect.adjusted(2, 2, -8, -8)
        painter.fillRect(place, Qt.GlobalColor.white)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(index.row()))


def peak_mib() -> float:
    """Read the most memory this process ever held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


app.Shell = Shell  # type: ignore[attr-defined]  # the same window, watched
sys.exit(main(sys.argv[1:]))
