"""The only ornaments: a kawung flower beside the name, and a parang line under the bar."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from batikpos.ui.theme import px, theme_now
from batikpos.ui.widgets.kept import draw_kept

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
        ground = theme_now().bar.rgba()
        draw_kept(painter, QPointF(0, 0), self.size(), ("kawung", ground), self._draw)
        painter.end()

    def _draw(self, painter: QPainter) -> None:
        painter.scale(self.width() / _SIDE, self.width() / _SIDE)
        _draw_flower(painter)


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
        draw_parang(painter, self.rect())
        painter.end()


def draw_parang(painter: QPainter, box: QRect) -> None:
    """Draw slanting S-bands side by side, each a wave that leans over the next."""
    colour, step = theme_now().attention.darker(140), px(12)
    air = QPoint(0, 1)  # for the tips, which stand out

    def draw(on: QPainter) -> None:
        on.setPen(QPen(colour, max(1.4, px(16) / 10)))
        low, high = box.height() + 1, 1
        for x in range(0, box.width() + step, step):
            on.drawLine(QPointF(x, low), QPointF(x + step / 2, high))
            on.drawLine(QPointF(x + step / 2, high), QPointF(x + step, low))

    size = box.size() + QSize(0, 2)
    draw_kept(painter, QPointF(box.topLeft() - air), size, ("parang", colour.rgba(), step), draw)
