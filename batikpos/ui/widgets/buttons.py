"""Buttons drawn from the theme: one filled, the others with an edge, all with room for a caption."""

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from batikpos.ui.theme import BLACK, BOLD, RADIUS, TARGET, font, px, theme_now


class Kind(Enum):
    """How much a button asks for."""

    PRIMARY = "primary"
    PAY = "pay"
    PLAIN = "plain"
    CHIP = "chip"
    DANGER = "danger"
    BAR = "bar"


class Button(QPushButton):
    """A button with a title, and under it a caption (its key, or what it gives back)."""

    def __init__(self, text: str = "", kind: Kind = Kind.PLAIN, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.kind = kind
        self._caption = ""
        self._dot: QColor | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if kind in {Kind.PAY, Kind.PRIMARY}:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, title: str, caption: str = "") -> None:
        """Say what it does, and under it something smaller."""
        self._caption = caption
        self.setText(title)
        self.setAccessibleName(f"{title} {caption}".strip())
        self.updateGeometry()
        self.update()

    def set_dot(self, colour: QColor | None) -> None:
        """Show a dot of a colour before the title, for a state that the title names."""
        self._dot = colour
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Leave room for both lines, and a finger."""
        width = QFontMetrics(self._font()).horizontalAdvance(self.text())
        width = max(width, QFontMetrics(font(14)).horizontalAdvance(self._caption))
        dot = px(18) if self._dot is not None else 0
        height = {Kind.PAY: 64, Kind.CHIP: 40, Kind.BAR: 36}.get(self.kind, TARGET)
        return QSize(width + px(30) + dot, px(height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        theme = theme_now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, edge, ink = self._colours()
        if not self.isEnabled():
            fill, edge, ink = theme.ground, theme.line, theme.border
        elif self.isDown():
            fill = fill.darker(112) if fill.lightness() > 40 else fill.lighter(140)  # noqa: PLR2004
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = box.height() / 2 if self.kind in {Kind.CHIP, Kind.BAR} else px(RADIUS)
        painter.setPen(QPen(edge, 1.5))
        painter.setBrush(fill)
        painter.drawRoundedRect(box, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(theme.focus, 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
        self._draw_words(painter, box, ink)
        painter.end()

    def _draw_words(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        painter.setPen(ink)
        painter.setFont(self._font())
        if self._dot is not None:
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._dot)
            painter.drawEllipse(QRectF(box.left() + px(12), box.center().y() - px(5), px(10), px(10)))
            painter.restore()
            box = box.adjusted(px(18), 0, 0, 0)
        if not self._caption:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
            return
        middle = box.center().y()
        painter.drawText(
            QRectF(box.left(), middle - px(25), box.width(), px(27)),
            Qt.AlignmentFlag.AlignCenter,
            self.text(),
        )
        painter.setFont(font(14))
        painter.drawText(
            QRectF(box.left(), middle + px(3), box.width(), px(20)),
            Qt.AlignmentFlag.AlignCenter,
            self._caption,
        )

    def _font(self) -> QFont:
        if self.kind is Kind.PAY or (len(self.text()) == 1 and not self.text().isalnum()):
            return font(20, BLACK)
        if self.kind in {Kind.PRIMARY, Kind.CHIP} and (self.kind is Kind.PRIMARY or self.isChecked()):
            return font(17, BOLD)
        return font(16)

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        theme = theme_now()
        if self.kind is Kind.PRIMARY or (self.kind is Kind.PAY and self.property("filled")):
            return theme.primary, theme.primary, theme.on_primary
        if self.kind is Kind.PAY:
            return theme.paper, theme.primary, theme.ink
        if self.kind is Kind.CHIP and self.isChecked():
            return theme.choice, theme.choice, theme.on_choice
        if self.kind is Kind.DANGER:
            return theme.paper, theme.danger, theme.danger
        if self.kind is Kind.BAR:
            return theme.bar.lighter(150), theme.bar.lighter(150), theme.on_bar
        return theme.paper, theme.border, theme.ink
