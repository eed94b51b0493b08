"""The bar at the top: whose booth, which day, the printer, the cashier, the time."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from batikpos.i18n import N_
from batikpos.ui.booth.statusbar import StatusPills
from batikpos.ui.cover import BAR
from batikpos.ui.theme import BLACK, BOLD, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button, Kind, leave_off, saved_by
from batikpos.ui.widgets.ornament import Flower, draw_parang
from batikpos.ui.widgets.part import Part
from batikpos.ui.widgets.words import ElidedLabel, fill, label

_PLACE = 150
"""Pixels at 100 % that the words about the booth have at least."""


class TopBar(QWidget):
    """What is always in sight; `now` tells the fair's time."""

    language_asked = Signal()
    close_asked = Signal()
    printer_asked = Signal()
    menu_asked = Signal()
    cashier_asked = Signal()
    sticker_asked = Signal()
    practice_ended = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        theme = theme_now()
        self.setFixedHeight(tall(BAR))
        fill(self, theme.bar)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(margins(16, 0, 16, 5))
        row.setSpacing(px(10))
        row.addWidget(Flower())
        self._name = label("BatikPOS", 22, BLACK, theme.on_bar)
        row.addWidget(self._name)
        row.addSpacing(px(6))
        self._words = QWidget()
        self._words.setMinimumWidth(px(_PLACE))
        words = QVBoxLayout(self._words)
        words.setContentsMargins(margins(12, 0, 0, 0))
        words.setSpacing(0)
        words.addStretch()
        self._booth = ElidedLabel(16, BOLD, theme.on_bar)
        self._fair = ElidedLabel(15, colour=theme.on_bar_2)
        words.addWidget(self._booth)
        words.addWidget(self._fair)
        words.addStretch()
        row.addWidget(self._words, 1)
        self._practice_words = ""
        self._practice = label("", 20, BLACK, theme.on_attention)
        fill(self._practice, theme.attention)
        self._practice.setContentsMargins(margins(14, 6, 14, 6))
        self._practice.hide()
        row.addWidget(self._practice)
        self.printer, self.cashier = _pill("printer"), _pill("customer")
        self.close_till, self.language = _pill("lock"), _pill("language")
        self.menu, self.sticker = _pill("menu"), _pill("qris")
        self.end_practice = _pill("practice")
        self.end_practice.clicked.connect(self.practice_ended)
        self.add(self.end_practice)
        for button in (self.sticker, self.printer, self.close_till, self.cashier, self.language, self.menu):
            self.add(button)
        self.status = StatusPills(self)
        for button in self.status.pills:
            self.add(button, before=self.printer)
        for button, asked in (
            (self.language, self.language_asked),
            (self.close_till, self.close_asked),
            (self.printer, self.printer_asked),
            (self.menu, self.menu_asked),
            (self.cashier, self.cashier_asked),
            (self.sticker, self.sticker_asked),
        ):
            button.clicked.connect(asked)
        self._time = label("", 22, BOLD, theme.on_bar)
        row.addWidget(self._time)
        tick = QTimer(self, interval=5_000)
        tick.timeout.connect(self._tell_time)
        tick.start()
        self._tell_time()

    def add(self, pill: Button, before: Button | None = None) -> None:
        """Put a pill at the end of the pills, or before another; it is hidden until it is shown."""
        pill.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        pill.hide()
        at = self._row.indexOf(before) if before is not None else -1
        if at >= 0:
            self._row.insertWidget(at, pill)
        else:
            self._row.addWidget(pill)

    def parts(self) -> tuple[Part, ...]:
        """Name the parts of the bar, for the help over the screen."""
        return (Part(N_("All the rest"), "", (self.menu,)),)

    def show_place(self, booth: str, fair: str) -> None:
        """Say whose booth it is, and which day of the fair."""
        self._booth.setText(booth)
        self._fair.setText(fair)

    def show_practice(self, words: str, end: str) -> None:
        """Say that nothing done here counts, and how to end it."""
        self._practice_words = words
        self._practice.setText(words)
        self._practice.show()
        self.end_practice.set_words(end)
        self.end_practice.show()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave off what there is no room for."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Look again what fits when a pill comes, goes or says something else."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Leave words off, the least needed first, until the rest has room."""
        pills = [self.language, self.cashier, self.close_till, self.menu, self.printer, self.sticker]
        pills.append(self.end_practice)
        pills += self.status.pills
        name = self._name.sizeHint().width() + self._row.spacing()
        over = self._row.minimumSize().width() - self.width()
        over += name if self._name.isHidden() else 0
        over += saved_by(pills)
        self._name.setHidden(over > 0)
        over -= name
        leave_off(pills, over - self._shorten_practice(pills, over))

    def _shorten_practice(self, pills: Sequence[Button], over: int) -> int:
        """Say of practice the one word only where all else is left off already; return what that saves."""
        if self._practice.isHidden():
            return 0
        full, word = self._practice_words, self._practice_words.partition(":")[0]
        wide = self._practice.fontMetrics().horizontalAdvance
        missing = over + wide(full) - wide(self._practice.text())
        shown = word if missing > sum(p.saving for p in pills if not p.isHidden()) else full
        saved = wide(self._practice.text()) - wide(shown)
        self._practice.setText(shown)
        return saved

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the parang line, the only ornament, and a hairline before the words about the booth."""
        painter, theme = QPainter(self), theme_now()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.bar_pill, 1))
        x = self._words.x()
        painter.drawLine(QPointF(x, px(12)), QPointF(x, self.height() - px(17)))
        draw_parang(painter, QRect(0, self.height() - px(6), self.width(), px(5)))
        painter.end()

    def _tell_time(self) -> None:
        self._time.setText(f"{self._now():%H.%M}")


def _pill(name: str) -> Button:
    pill = Button(kind=Kind.BAR)
    pill.set_icon(name)
    return pill
