"""Help over the screen itself: what its parts are for, each named beside it, with its key."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QLineF, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from batikpos.i18n import N_, Translate
from batikpos.ui.theme import BLACK, BOLD, RADIUS, SMALLEST, font, px, theme_now
from batikpos.ui.widgets.part import Part
from batikpos.values import frozen

_GAP = 12
_STEP = 16
_NUMBER, _ROW = 24, 24
_POINTS = 40
_DIM = QColor(27, 20, 16, 185)


@frozen
class Named:
    """A part as it is named: where it is, and where its words stand."""

    at: QRect
    box: QRect
    words: str
    key: str


def place_words(
    area: QRect, parts: Sequence[QRect], sizes: Sequence[QSize], kept: Sequence[QRect] = ()
) -> list[QRect]:
    """Find a place for the words of each part, near it and over nothing named or kept; else an empty one.

    The line from words to their part crosses nothing else, and no words lie on a line.
    """
    placed: list[QRect] = []
    lines: list[QLineF] = []
    for part, size in zip(parts, sizes, strict=True):
        taken = [*parts, *kept, *placed]
        others = [other for other in taken if other is not part]
        for box in _places(area, part, size):
            line = _line(box, part)
            if not (
                any(box.intersects(other) for other in taken)
                or any(_crosses(line, other) for other in others)
                or any(_crosses(other, box) or _meet(line, other) for other in lines)
            ):
                placed.append(box)
                lines.append(line)
                break
        else:
            placed.append(QRect())
    return placed


def place_list(area: QRect, parts: Sequence[QRect], numbers: Sequence[QRect], size: QSize) -> QRect:
    """Find the place for a list where it covers no number, and as little of the parts as can be."""

    def covered(box: QRect) -> int:
        shared = (box & part for part in parts)
        return sum(both.width() * both.height() for both in shared if not both.isEmpty())

    centre = QRect(area.center(), QSize(1, 1))
    free = [box for box in _places(area, centre, size) if not any(box.intersects(n) for n in numbers)]
    return min(free, key=covered, default=QRect())


def _line(box: QRect, part: QRect) -> QLineF:
    return QLineF(_nearest(box, part.center()), _nearest(part, box.center()))


def _meet(one: QLineF, other: QLineF) -> bool:
    return one.intersects(other)[0] == QLineF.IntersectionType.BoundedIntersection


def _crosses(line: QLineF, box: QRect) -> bool:
    """Say whether a line goes through a box."""
    return any(QRectF(box).contains(line.pointAt(n / _POINTS)) for n in range(_POINTS + 1))


def _places(area: QRect, part: QRect, size: QSize) -> Iterator[QRect]:
    """Offer places for words: at the sides of the part first, then wherever is nearest."""
    wide, high, gap = size.width(), size.height(), px(_GAP)
    middle = part.center() - QPoint(wide // 2, high // 2)
    beside = (
        QPoint(part.left() - gap - wide, middle.y()),
        QPoint(part.right() + gap, middle.y()),
        QPoint(part.left(), part.bottom() + gap),
        QPoint(part.right() - wide, part.bottom() + gap),
        QPoint(part.left(), part.top() - gap - high),
    )
    grid = [
        QPoint(x, y)
        for y in range(area.top(), area.bottom() - high, _STEP)
        for x in range(area.left(), area.right() - wide, _STEP)
    ]
    grid.sort(key=lambda at: (at - middle).manhattanLength())
    for at in (*beside, *grid):
        box = QRect(at, size)
        if area.contains(box):
            yield box


class Guide(QWidget):
    """Covers a window but for the parts it names; any key and any tap ends it."""

    left = Signal()

    def __init__(self, window: QWidget, parts: Sequence[Part], tr: Translate) -> None:
        super().__init__(window)
        self._over, self._tr = window, tr
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setGeometry(window.rect())
        self._said = tr(N_("Tap anywhere to close. F1: all keys"))
        shown = [(part, spot) for part in parts if not (spot := self._spot(part)).isEmpty()]
        spots = [spot for _, spot in shown]
        area = self.rect().adjusted(px(_GAP), px(_GAP), -px(_GAP), -px(_GAP))
        self.foot = self._place_foot(area, spots)
        sizes = [self._size(tr(part.words), part.key) for part, _ in shown]
        boxes = place_words(area, spots, sizes, [self.foot])
        self.list = QRect()
        if any(box.isEmpty() for box in boxes):
            boxes = [QRect(spot.topLeft(), QSize(px(_NUMBER), px(_NUMBER))) for spot in spots]
            wide = max(size.width() for size in sizes) + px(_NUMBER)
            foot = 1 if self._foot_size().width() <= wide else 2
            rows = QSize(wide, (len(sizes) + foot) * px(_ROW) + px(_GAP))
            self.list = place_list(area, spots, boxes, rows)
            self.foot = self.list.adjusted(0, self.list.height() - foot * px(_ROW), 0, 0)
        self.named = tuple(
            Named(spot, box, tr(part.words), part.key) for (part, spot), box in zip(shown, boxes, strict=True)
        )
        self.setAccessibleName(self._said)
        self.setAccessibleDescription("; ".join(f"{n.words} {n.key}".strip() for n in self.named))
        window.installEventFilter(self)

    def open(self) -> None:
        """Cover the window and take the keys."""
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Uncover the window."""
        self._over.removeEventFilter(self)
        self.hide()
        self.deleteLater()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """End it, whatever key it is."""
        event.accept()
        self.leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End it; what lies under the tap does nothing."""
        event.accept()
        self.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """End it where the window changes under it: what it points at is elsewhere now."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.leave()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Dim everything but the named parts, and put their words beside them."""
        painter, theme = QPainter(self), theme_now()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dim = QPainterPath()
        dim.addRect(QRectF(self.rect()))
        for named in self.named:
            hole = QPainterPath()
            hole.addRoundedRect(QRectF(named.at), px(RADIUS), px(RADIUS))
            dim -= hole
        painter.fillPath(dim, _DIM)
        for named in self.named:
            painter.setPen(QPen(theme.attention, px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(named.at, px(RADIUS), px(RADIUS))
            if self.list.isEmpty():
                painter.drawLine(_line(named.box, named.at))
        if self.list.isEmpty():
            for named in self.named:
                self._draw(painter, named)
        else:
            self._draw_list(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.attention)
        painter.drawRoundedRect(self.foot, px(8), px(8))
        painter.setPen(theme.on_attention)
        painter.setFont(font(17, BOLD))
        painter.drawText(self.foot, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._said)
        painter.end()

    def _place_foot(self, area: QRect, spots: Sequence[QRect]) -> QRect:
        """Find a place for how this is closed: low, where the hand is not."""
        size = self._foot_size()
        low = QRect(QPoint(area.left(), area.height() * 4 // 5), QSize(1, 1))
        free = (b for b in _places(area, low, size) if not any(b.intersects(spot) for spot in spots))
        return next(free, QRect())

    def _foot_size(self) -> QSize:
        return QSize(QFontMetrics(font(17, BOLD)).horizontalAdvance(self._said) + px(40), px(48))

    def _draw(self, painter: QPainter, named: Named) -> None:
        theme, pad = theme_now(), px(10)
        painter.setPen(QPen(theme.attention, px(2)))
        painter.setBrush(theme.paper)
        painter.drawRoundedRect(named.box, px(8), px(8))
        inside = named.box.adjusted(pad, 0, -pad, 0)
        painter.setPen(theme.ink)
        painter.setFont(font(16))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, named.words)
        painter.setFont(font(16, BLACK))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, named.key)

    def _draw_list(self, painter: QPainter) -> None:
        """Say in a list what the numbered parts are, and how this is closed."""
        theme = theme_now()
        painter.setPen(QPen(theme.attention, px(2)))
        painter.setBrush(theme.paper)
        painter.drawRoundedRect(self.list, px(8), px(8))
        row = QRect(self.list.topLeft() + QPoint(px(6), px(_GAP) // 2), QSize(self.list.width(), px(_ROW)))
        for number, named in enumerate(self.named, 1):
            for at in (named.box, QRect(row.topLeft(), QSize(px(_NUMBER), row.height()))):
                _draw_number(painter, at, number)
            words = row.adjusted(px(_NUMBER + 6), 0, -px(_GAP + 6), 0)
            painter.setPen(theme.ink)
            painter.setFont(font(16))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, named.words)
            painter.setFont(font(16, BLACK))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, named.key)
            row.translate(0, px(_ROW))

    def _size(self, words: str, key: str) -> QSize:
        wide = QFontMetrics(font(16)).horizontalAdvance(words) + px(22)
        if key:
            wide += QFontMetrics(font(16, BLACK)).horizontalAdvance(key) + px(12)
        return QSize(wide, px(38))

    def _spot(self, part: Part) -> QRect:
        """Say where a part is in the window; nowhere while it is hidden."""
        spot = QRect()
        for widget in part.widgets:
            if widget.isVisibleTo(self._over):
                seen = widget.visibleRegion().boundingRect()
                inside = part.piece & seen if part.piece is not None else seen
                spot = spot.united(QRect(widget.mapTo(self._over, inside.topLeft()), inside.size()))
        return spot.adjusted(-px(3), -px(3), px(3), px(3)) & self.rect() if not spot.isEmpty() else spot


def _draw_number(painter: QPainter, at: QRect, number: int) -> None:
    theme = theme_now()
    side = min(at.width(), at.height()) - px(2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.attention)
    painter.drawEllipse(QRectF(at.center().x() - side / 2, at.center().y() - side / 2, side, side))
    painter.setPen(theme.on_attention)
    painter.setFont(font(SMALLEST, BOLD))
    painter.drawText(at, Qt.AlignmentFlag.AlignCenter, str(number))


def _nearest(box: QRect, to: QPoint) -> QPointF:
    """Find the point of a box's edge that is nearest to another point."""
    return QPointF(min(max(to.x(), box.left()), box.right()), min(max(to.y(), box.top()), box.bottom()))
