"""The bar at the top: whose booth, which day, the printer, the cashier, the time."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from batikpos.ui.cover import BAR
from batikpos.ui.theme import BLACK, BOLD, margins, px, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.words import fill, label

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


def flower_icon() -> QIcon:
    """Draw the window's icon: a kawung on the bar's ground."""
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


class TopBar(QWidget):
    """What is always in sight; `now` tells the fair's time."""

    language_asked = Signal()
    close_asked = Signal()
    printer_asked = Signal()
    menu_asked = Signal()
    sticker_asked = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        theme = theme_now()
        self.setFixedHeight(px(BAR))
        fill(self, theme.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(margins(16, 0, 16, 5))
        row.setSpacing(px(12))
        row.addWidget(Flower())
        row.addWidget(label("BatikPOS", 22, BLACK, theme.on_bar))
        row.addSpacing(px(10))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        self._booth = label("", 16, BOLD, theme.on_bar)
        self._fair = label("", 15, colour=theme.on_bar_2)
        words.addWidget(self._booth)
        words.addWidget(self._fair)
        words.addStretch()
        row.addLayout(words)
        self._practice = label("", 20, BLACK, theme.on_attention)
        fill(self._practice, theme.attention)
        self._practice.setContentsMargins(margins(14, 6, 14, 6))
        self._practice.hide()
        row.addSpacing(px(16))
        row.addWidget(self._practice)
        row.addStretch()
        self.printer, self.cashier = Button(kind=Kind.BAR), Button(kind=Kind.BAR)
        self.close_till, self.language = Button(kind=Kind.BAR), Button(kind=Kind.BAR)
        self.menu, self.sticker = Button(kind=Kind.BAR), Button(kind=Kind.BAR)
        for button in (self.sticker, self.printer, self.close_till, self.cashier, self.language, self.menu):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.hide()
            row.addWidget(button)
        self.language.clicked.connect(self.language_asked)
        self.close_till.clicked.connect(self.close_asked)
        self.printer.clicked.connect(self.printer_asked)
        self.menu.clicked.connect(self.menu_asked)
        self.sticker.clicked.connect(self.sticker_asked)
        self._time = label("", 22, BOLD, theme.on_bar)
        row.addWidget(self._time)
        tick = QTimer(self, interval=5_000)
        tick.timeout.connect(self._tell_time)
        tick.start()
        self._tell_time()

    def show_place(self, booth: str, fair: str) -> None:
        """Say whose booth it is, and which day of the fair."""
        self._booth.setText(booth)
        self._fair.setText(fair)

    def show_practice(self, words: str) -> None:
        """Say that nothing done here counts."""
        self._practice.setText(words)
        self._practice.show()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the parang line, the only ornament."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme_now().attention.darker(140), 1.6))
        half, rise = px(6), px(2)
        y = self.height() - px(3)
        for x in range(0, self.width(), 2 * half):
            painter.drawLine(QPointF(x, y + rise), QPointF(x + half, y - rise))
            painter.drawLine(QPointF(x + half, y - rise), QPointF(x + 2 * half, y + rise))
        painter.end()

    def _tell_time(self) -> None:
        self._time.setText(f"{self._now():%H.%M}")
