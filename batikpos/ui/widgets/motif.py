"""Kawung: four petals round a point, again and again, as on a cloth."""

from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPixmap, QTransform
from PySide6.QtWidgets import QWidget

from batikpos.ui.theme import RADIUS, px, theme_now

_REPEAT = 84


class Cloth(QWidget):
    """A piece of cloth with round corners."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        theme, painter = theme_now(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        piece = QPainterPath()
        piece.addRoundedRect(QRectF(self.rect()), px(RADIUS + 4), px(RADIUS + 4))
        dense = self.devicePixelRatioF()
        brush = kawung(dense, theme.bar, theme.on_bar_2, theme.attention)
        painter.setBrushOrigin(QPointF(self.width() / 2, self.height() / 2))
        painter.fillPath(piece, brush)
        painter.end()


def kawung(dense: float, ground: QColor, petal: QColor, heart: QColor) -> QBrush:
    """Make a brush of kawung, as fine as the screen is."""
    brush = QBrush(_repeat(round(px(_REPEAT) * dense), ground.name(), petal.name(), heart.name()))
    brush.setTransform(QTransform.fromScale(1 / dense, 1 / dense))
    return brush


@lru_cache(maxsize=8)
def bare_cloth(width: int, height: int, dense: float, round_top: int, colours: tuple[str, str]) -> QPixmap:
    """Draw the cloth that stands where a picture is still to come, its upper corners rounded.

    All cards of a page show the same, so it is drawn once for them.
    """
    ground, line = map(QColor, colours)
    picture = QPixmap(round(width * dense), round(height * dense))
    picture.setDevicePixelRatio(dense)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    whole = QPainterPath()
    whole.addRoundedRect(QRectF(0, 0, width, height + 2 * round_top), round_top, round_top)
    painter.fillPath(whole, kawung(dense, ground, line, line))
    painter.end()
    return picture


@cache
def _repeat(side: int, ground: str, petal: str, heart: str) -> QPixmap:
    picture = QPixmap(side, side)
    picture.fill(QColor(ground))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    half = side / 2
    for x, y in ((half, half), (0, 0), (side, 0), (0, side), (side, side)):
        painter.save()
        painter.translate(x, y)
        for _ in range(4):
            painter.setBrush(QColor(petal))
            painter.drawEllipse(QRectF(-side * 0.115, -side * 0.335, side * 0.23, side * 0.285))
            painter.setBrush(QColor(ground))
            for at in (0.14, 0.24):
                painter.drawEllipse(QPointF(0, -side * at), side * 0.022, side * 0.03)
            painter.rotate(90)
        painter.restore()
    painter.setBrush(QColor(heart))
    for x, y in ((half, 0), (0, half), (half, side), (side, half)):
        painter.save()
        painter.translate(x, y)
        painter.rotate(45)
        painter.drawRect(QRectF(-side * 0.035, -side * 0.035, side * 0.07, side * 0.07))
        painter.restore()
    painter.end()
    return picture
