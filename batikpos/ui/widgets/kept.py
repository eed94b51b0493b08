"""Drawings that are kept: a line is dear, and all is drawn anew whenever something opens over it."""

from collections.abc import Callable, Hashable
from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

_MOST = 200
"""So many drawings are kept; with one more all are drawn anew."""

_drawings: dict[tuple[object, ...], QPixmap] = {}


def draw_kept(
    painter: QPainter, at: QPointF, size: QSize, name: Hashable, draw: Callable[[QPainter], None]
) -> None:
    """Draw at a place what is as large as `size` and always the same under a name.

    `draw` draws it, from the corner on, where none is kept that is as fine as what is painted.
    """
    ratio, aside = painter.deviceTransform().m11(), beside_dot(painter, at)
    key = (name, size.width(), size.height(), ratio, aside.x(), aside.y())
    picture = _drawings.get(key)
    if picture is None:
        if len(_drawings) >= _MOST:
            _drawings.clear()
        picture = _drawings[key] = _drawn(size, ratio, aside, draw)
    painter.drawPixmap(at - aside, picture)


def _drawn(size: QSize, ratio: float, aside: QPointF, draw: Callable[[QPainter], None]) -> QPixmap:
    picture = QPixmap(ceil((size.width() + aside.x()) * ratio), ceil((size.height() + aside.y()) * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(aside)
    draw(painter)
    painter.end()
    return picture


def beside_dot(painter: QPainter, at: QPointF) -> QPointF:
    """Say how far a place is from a whole dot of the screen, in pixels.

    It may be between two, as at 150 per cent. In quarters of a dot: few pictures are kept at whatever scale.
    """
    to_dots = painter.deviceTransform()
    dots = to_dots.map(at)
    return QPointF(_in_quarters(dots.x()), _in_quarters(dots.y())) / to_dots.m11()


def _in_quarters(place: float) -> float:
    return round(place % 1 * 4) / 4
