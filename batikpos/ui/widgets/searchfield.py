"""A field to search in, with a cross that empties it."""

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QLineEdit

from batikpos.ui.theme import font, margins, px, theme_now

_SIDE = 32
"""Pixels of the cross's picture, twice what it takes on the screen: sharp at 200 % too."""


class SearchField(QLineEdit):
    """One line to type in.

    The cross is our own: Qt's looks through every icon theme of the system for one, which takes
    longer than to build the rest of the page.
    """

    def __init__(self, placeholder: str, name: str, clear_name: str) -> None:
        super().__init__()
        self.setFont(font(18))
        self.setMinimumHeight(px(50))
        self.setTextMargins(margins(10, 0, 10, 0))
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self._cross = QAction(QIcon(_cross(theme_now().ink_2)), clear_name, self)
        self._cross.triggered.connect(self.clear)
        self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        self._cross.setVisible(False)  # only a change from here on hides its button
        self.textChanged.connect(self._show_cross)

    def _show_cross(self, text: str) -> None:
        self._cross.setVisible(bool(text))


def _cross(colour: QColor) -> QPixmap:
    picture = QPixmap(_SIDE, _SIDE)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 3.5))
    box = QRectF(8, 8, _SIDE - 16, _SIDE - 16)
    painter.drawLine(QLineF(box.topLeft(), box.bottomRight()))
    painter.drawLine(QLineF(box.topRight(), box.bottomLeft()))
    painter.end()
    return picture
