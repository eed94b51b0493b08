"""A switch between a few ways of which one holds, side by side in one frame."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from batikpos.ui.theme import BOLD, RADIUS, TARGET, font, px, tall, theme_now


class Switch(QWidget):
    """Offers (words, value) pairs; `chosen` carries the value."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], value: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._is_narrow = False
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        for words, its in choices:
            part = _Part(words)
            part.setAccessibleDescription(name)
            part.setChecked(its == value)
            part.clicked.connect(partial(self.chosen.emit, its))
            part.clicked.connect(self._show_parts)
            self._group.addButton(part)
            row.addWidget(part)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Offer only what does not hold, where there is little room."""
        self._is_narrow = is_narrow
        for part in self._group.buttons():
            part.setVisible(not (is_narrow and part.isChecked()))

    @property
    def full_width(self) -> int:
        """Say how wide it is with all that it offers."""
        parts = self._group.buttons()
        return sum(part.sizeHint().width() for part in parts) + px(4) * (len(parts) - 1)

    def _show_parts(self) -> None:
        self.set_narrow(is_narrow=self._is_narrow)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the frame."""
        painter, theme = QPainter(self), theme_now()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.border, 1.5))
        painter.setBrush(theme.paper)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(RADIUS), px(RADIUS))
        painter.end()


class _Part(QPushButton):
    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Leave room for the words, chosen or not, and a finger."""
        width = QFontMetrics(font(16, BOLD)).horizontalAdvance(self.text())
        return QSize(max(tall(TARGET), width + px(24)), tall(TARGET))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, theme = QPainter(self), theme_now()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        is_chosen = self.isChecked()
        painter.setPen(QPen(theme.focus, 3) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.choice_ground if is_chosen or self.isDown() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, px(RADIUS) - 3, px(RADIUS) - 3)
        painter.setPen(theme.choice if is_chosen else theme.ink)
        painter.setFont(font(16, BOLD) if is_chosen else font(16))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
