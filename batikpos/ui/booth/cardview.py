"""The cards side by side, for finger, wheel and keys."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QListView

from batikpos.domain.garment import Garment
from batikpos.ui.booth.cardface import CardFace
from batikpos.ui.booth.cards import CardModel
from batikpos.ui.booth.rowface import RowFace
from batikpos.ui.widgets.scrolling import scroll_by_finger

_STEPS = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)


class CardView(QListView):
    """Cards that fill the width; `chosen` carries the card that was tapped or entered."""

    chosen = Signal(QModelIndex)
    left_upwards = Signal()
    left_alone = Signal()
    moved = Signal()

    def __init__(self, model: CardModel, face: CardFace | RowFace) -> None:
        super().__init__()
        scroll_by_finger(self)
        self._cards = model
        self._face = face
        self.setModel(model)
        self.setItemDelegate(face)
        # Cards in wrapped lines: icon mode would lay out fifty thousand of them twice as long.
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        # On a ground of its own what stays in sight is moved along as it was painted, and not painted anew.
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.viewport().setAutoFillBackground(True)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.verticalScrollBar().valueChanged.connect(self.moved)
        # Every second of two quick taps comes as a double click only.
        self.clicked.connect(self.chosen)
        self.doubleClicked.connect(self.chosen)

    def show_face(self, face: CardFace | RowFace) -> None:
        """Show the same goods another way."""
        face.shows_ring = self._face.shows_ring
        self._face = face
        self.setItemDelegate(face)
        self._fit()
        self.scrollTo(self.currentIndex())
        self.moved.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show where the keyboard is when it comes by Tab."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.enter()

    def enter(self) -> None:
        """Take the keyboard, at the first card that can be seen."""
        self._face.shows_ring = True
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if seen := self._rows_seen():
            self._stand_on(self._cards.index(seen[0]))

    def seen(self) -> Sequence[Garment]:
        """List the garments of which something can be seen."""
        garments = (self._cards.garment(self._cards.index(row)) for row in self._rows_seen())
        return [garment for garment in garments if garment is not None]

    def _rows_seen(self) -> range:
        count = self._cards.rowCount()
        if not count:
            return range(0)
        size = self._face.size
        columns = max(1, self.viewport().width() // max(1, size.width()))
        top = self.verticalScrollBar().value()
        first, last = top // size.height(), (top + self.viewport().height()) // size.height()
        return range(min(count, first * columns), min(count, (last + 1) * columns))

    def _stand_on(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _fit(self) -> None:
        self._face.fit(self.viewport().width() - 2)
        self.setGridSize(self._face.size)
        self.verticalScrollBar().setSingleStep(self._face.size.height() // 3)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the width among as many cards as fit."""
        self._fit()
        super().resizeEvent(event)
        self.moved.emit()

    def dataChanged(  # noqa: N802 - Qt's name
        self,
        first: QModelIndex | QPersistentModelIndex,
        last: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),  # noqa: ARG002 - Qt's
    ) -> None:
        """Draw what changed, and nothing else: Qt would lay all cards out anew."""
        if first == last:
            self.viewport().update(self.visualRect(self._cards.index(first.row())))
        else:
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move by the arrows, choose by Enter; all other keys are the page's."""
        at = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and at.isValid():
            self._face.shows_ring = True
            if not event.isAutoRepeat():
                self.chosen.emit(at)
        elif event.key() == Qt.Key.Key_Up and at.row() in range(self._rows_across()):
            self.left_upwards.emit()
        elif event.key() in _STEPS:
            self._face.shows_ring = True
            super().keyPressEvent(event)
            self.update(self.currentIndex())
        else:
            event.ignore()

    def _rows_across(self) -> int:
        return max(1, self.viewport().width() // max(1, self._face.size.width()))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Say when a tap hits no card."""
        self._face.shows_ring = False
        super().mousePressEvent(event)
        if not self.indexAt(_place(event)).isValid():
            self.left_alone.emit()


def _place(event: QMouseEvent) -> QPoint:
    return event.position().toPoint()
