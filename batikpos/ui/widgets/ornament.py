"""The only ornaments: a kawung flower beside the name, and a parang line under the bar."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from batikpos.ui.theme import px, theme_now

if TYPE_CHECKING:  # its names of a hundred and fifty icons are made with it, long after the first page
    from PySide6.QtGui import QIcon

_SIDE = 32
"""Pixels of the flower beside the name, at 100 %."""


class Flower(QWidget):
    """A kawung."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(px(_SIDE), px(_SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.scale(self.width() / _SIDE, self.width() / _SIDE)
        _draw_flower(painter)
        painter.end()


def flower_icon() -> "QIcon":
    """Draw the window's icon: a kawung on the bar's ground."""
    from PySide6.QtGui import QIcon  # noqa: PLC0415 - see above

    side = 128
    picture = QPixmap(side, side)
    picture.fill(theme_now().bar)
    painter = QPainter(picture)
    painter.scale(side / _SIDE, side / _SIDE)
    _draw_flower(painter)
    painter.end()
    return QIcon(picture)


def _draw_flower(painter: QPainter) -> None:
    """Draw four petals round a point, 32 by 32."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme_now().attention)
    painter.translate(16, 16)
    for _ in range(4):
        painter.drawEllipse(QRectF(-4.8, -15, 9.6, 13))
        painter.rotate(90)
    painter.setBrush(theme_now().bar)
    painter.drawEllipse(QPointF(0, 0), 2.6, 2.6)


class ParangLine(QWidget):
    """A parang line as wide and high as it is."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_parang(painter, QRectF(self.rect()))
        painter.end()


def draw_parang(painter: QPainter, box: QRectF) -> None:
    """Draw slanting S-bands side by side, each a wave that leans over the next."""
    painter.setPen(QPen(theme_now().attention.darker(140), max(1.4, px(16) / 10)))
    step, low, high = px(12), box.bottom(), box.top()
    for n in range(int(box.width() / step) + 1):
        x = box.left() + n * step
        painter.drawLine(QPointF(x, low), QPointF(x + step / 2, high))
        painter.drawLine(QPointF(x + step / 2, high), QPointF(x + step, low))
