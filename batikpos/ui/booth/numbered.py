"""Rows that have a number each: a model and a list of them, and two lines of words in a row."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from batikpos.ui.theme import font, px, theme_now
from batikpos.ui.widgets.scrolling import scroll_by_finger

ROW = 68

Index = QModelIndex | QPersistentModelIndex

_ROOM = 480
"""Pixels of a row that its columns share where it has fewer at 100 %."""


class NumberedModel(QAbstractListModel):
    """Rows by their numbers; what else they hold is the caller's."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: tuple[str, ...] = ()

    def show_numbers(self, numbers: Sequence[str]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._numbers = tuple(numbers)
        self.endResetModel()

    def number_at(self, place: int) -> str:
        """Say the number in a row."""
        return self._numbers[place]

    def place_of(self, number: str) -> int:
        """Say in which row a number stands; -1 where it is not among them."""
        return self._numbers.index(number) if number in self._numbers else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        """Count the rows."""
        return 0 if parent.isValid() else len(self._numbers)


class NumberedView(QListView):
    """The list itself: rows of one height, pushed by a finger, walked by the arrow keys."""

    picked = Signal(str)

    def __init__(self, model: NumberedModel, delegate: QStyledItemDelegate, name: str) -> None:
        super().__init__()
        self._model = model
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll_by_finger(self)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.selectionModel().currentChanged.connect(self._moved)

    def pick(self, number: str) -> None:
        """Choose the row of a number, where it is among them."""
        place = self._model.place_of(number)
        if place >= 0:
            self.setCurrentIndex(self._model.index(place))

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.picked.emit(self._model.number_at(now.row()))


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> QRectF:
    """Paint what a row lies on, an edge where it is chosen and a line under it; return where words go."""
    theme, box = theme_now(), QRectF(option.rect)
    is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.fillRect(box, theme.choice_ground if is_chosen else theme.paper)
    if is_chosen:
        painter.fillRect(QRectF(box.left(), box.top(), px(5), box.height()), theme.choice)
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.line)
    return box.adjusted(px(16), px(9), -px(14), -px(9))


def column(inside: QRectF, width: int) -> int:
    """Say how wide a column is of so many pixels at 100 %: less where a row has little room for its goods."""
    return min(px(width), round(inside.width() * width / _ROOM))


def paint_lines(
    painter: QPainter,
    at: QRectF,
    first: tuple[str, QFont, QColor],
    under: tuple[str, QColor],
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    second: QFont | None = None,
) -> None:
    """Write two lines, each cut where there is no room."""
    height = px(25)
    for n, (text, of, ink) in enumerate((first, (under[0], second or font(14), under[1]))):
        painter.setFont(of)
        painter.setPen(ink)
        place = QRectF(at.left(), at.top() + n * height, at.width(), height)
        said = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(at.width()))
        painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter, said)
