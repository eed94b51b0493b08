"""What a button stands on, drawn once for all that are alike: a path is dear, and a window has forty."""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from batikpos.ui.widgets.kept import draw_kept
from batikpos.values import frozen


@frozen
class Ground:
    """Colours as Qt keeps them (0 for none), and pixels.

    `line` is how thick its edge is and `ring` the colour of the keyboard's; `spare` stays free over and
    under it, `radius` is that of its corners, 0 where its ends are round, and `corners` says whether those
    at its left and at its right are round at all.
    """

    fill: int
    edge: int
    line: float
    ring: int
    spare: float
    radius: float
    corners: tuple[bool, bool]


def draw_ground(painter: QPainter, size: QSize, ground: Ground) -> None:
    """Draw what a button of a size stands on."""
    draw_kept(painter, QPointF(0, 0), size, ground, partial(_draw, ground, QRectF(QPointF(0, 0), size)))


def _draw(ground: Ground, whole: QRectF, painter: QPainter) -> None:
    box = whole.adjusted(1, 1 + ground.spare, -1, -1 - ground.spare)
    if ground.fill:
        painter.setPen(QPen(QColor.fromRgba(ground.edge), ground.line))
        painter.setBrush(QColor.fromRgba(ground.fill))
        painter.drawPath(_outline(box, ground))
    if ground.ring:
        painter.setPen(QPen(QColor.fromRgba(ground.ring), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_outline(box.adjusted(1, 1, -1, -1), ground))


def _outline(box: QRectF, ground: Ground) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    is_left_round, is_right_round = ground.corners
    if not is_left_round and not is_right_round:
        path.addRect(box.adjusted(-1, 0, 1, 0))
        return path
    radius = ground.radius or box.height() / 2
    path.addRoundedRect(box, radius, radius)
    if is_left_round and is_right_round:
        return path
    half = QRectF(box)
    if is_left_round:
        half.adjust(box.width() / 2, 0, 1, 0)
    else:
        half.adjust(-1, 0, -box.width() / 2, 0)
    square = QPainterPath()
    square.addRect(half)
    return path.united(square)
