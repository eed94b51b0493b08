"""Counting the drawer before the close: blind, by denomination, and what it came to."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from batikpos.domain.money import Rupiah
from batikpos.domain.till import counted_cash
from batikpos.i18n import N_, Translate
from batikpos.ui.booth.countgrid import CountGrid
from batikpos.ui.theme import BLACK, BOLD, GAP, MARGIN, is_cramped, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import PAY, Button, Kind
from batikpos.ui.widgets.panel import Panel, in_the_middle
from batikpos.ui.widgets.part import Part
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.words import FittedLabel, label, rule, say_in, stand_beside

COUNT_WIDTH, SUM = 1080, 240
"""Pixels at 100 %: what the count fills at most, and how wide its sum is at most."""

ROW_GAP, CLOSE_GAP = 14, 4
"""Pixels at 100 % that rows are apart, and where the window is low."""


class CountPage(QWidget):
    """Counts the drawer, note by note, before anybody says what should be in it."""

    confirmed = Signal(object)
    counting = Signal(object)
    left = Signal()
    x_asked = Signal()
    check_asked = Signal()
    stock_asked = Signal()

    def __init__(self, tr: Translate, counts: Mapping[int, int]) -> None:
        super().__init__()
        self._tr = tr
        outer = QVBoxLayout(self)
        outer.setContentsMargins(margins(24, 12, 24, 12))
        outer.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(20))
        title = label(tr(N_("Close the till")), 28, BLACK)
        said = tr(N_("Count every note and coin in the drawer, the float included."))
        what = label(said, 16, colour=theme_now().ink_2, wraps=True)
        stand_beside(title, what)
        head.addWidget(title)
        head.addWidget(what, 1)
        self._unchecked = Button()
        self._unchecked.set_dot(theme_now().attention)
        self._unchecked.clicked.connect(self.check_asked)
        self._unchecked.hide()
        self._uncounted = Button(tr(N_("Stock not counted today")))
        self._uncounted.set_dot(theme_now().attention)
        self._uncounted.clicked.connect(self.stock_asked)
        self._uncounted.hide()
        head.addWidget(self._uncounted)
        head.addWidget(self._unchecked)
        outer.addLayout(head)
        self._grid = CountGrid(tr, counts, gap=ROW_GAP)
        self._grid.changed.connect(self._show_sum)
        self.setFocusProxy(self._grid)
        self._panel = Panel()
        self._panel.box.addWidget(self._grid)
        self._panel.setMaximumWidth(px(COUNT_WIDTH))  # a wide screen does not pull it apart
        outer.addWidget(scrolling(in_the_middle(self._panel)), 1)
        self._fault = label("", 16, colour=theme_now().danger, wraps=True)
        self._fault.hide()
        outer.addWidget(self._fault)
        outer.addWidget(rule())
        outer.addLayout(self._foot())
        # Behind the Enter that ends the last field: it leads to the button, and the next one presses it.
        self._grid.finished.connect(self._confirm.setFocus, Qt.ConnectionType.QueuedConnection)
        self._show_sum()

    def counts(self) -> dict[int, int]:
        """Say what was counted so far."""
        return self._grid.counts()

    def typed(self) -> tuple[Mapping[int, int]]:
        """Say what was counted so far."""
        return (self.counts(),)

    def type_again(self, counts: Mapping[int, int]) -> None:
        """Go on with a count that was begun."""
        self._grid.take(counts)

    def parts(self) -> tuple[Part, ...]:
        """Name the parts of the page, for the help over it."""
        return (
            Part(N_("How many of each; Enter goes to the next"), "Enter", (self._grid,)),
            Part(N_("On paper, what was sold so far"), "", (self._x_slip,)),
            Part(N_("What was counted"), "", (self._sum,)),
            Part(N_("Then the till is closed by it"), "", (self._confirm,)),
        )

    def show_unchecked(self, unchecked: Sequence[object]) -> None:
        """Say how many payments nobody has seen in the app yet; they hold up no close."""
        said = self._tr(N_("{count} not checked yet")).format(count=len(unchecked))
        self._unchecked.set_words(said)
        self._unchecked.setVisible(bool(unchecked))

    def remind_of_stock(self, *, is_awaited: bool) -> None:
        """Remind of goods that were not counted today; they hold up no close."""
        self._uncounted.setVisible(is_awaited)

    def say(self, text: str) -> None:
        """Say why the till was not closed; the count stays as it is."""
        say_in(self._fault, text, theme_now().danger)

    def tell(self, text: str) -> None:
        """Say what is waited for."""
        say_in(self._fault, text, theme_now().ink)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the rows closer together where the window is low, so that no note is out of sight."""
        super().resizeEvent(event)
        is_close = is_cramped(self)
        around = GAP if is_close else px(MARGIN)
        self._panel.box.setContentsMargins(px(MARGIN), around, px(MARGIN), around)
        self._grid.set_gap(CLOSE_GAP if is_close else ROW_GAP)
        for button in self._buttons:
            button.setFixedHeight(self._confirm.least_height if is_close else tall(PAY))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back on Esc; Enter on the button that has the keyboard confirms."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._confirm.hasFocus():
            self._confirm.click()
        else:
            super().keyPressEvent(event)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        back = Button(self._tr(N_("Back to selling")))
        back.clicked.connect(self.left)
        x_slip = self._x_slip = Button(self._tr(N_("Print so far (X)")))
        x_slip.clicked.connect(self.x_asked)
        self._confirm = Button(self._tr(N_("Confirm the count")), Kind.PRIMARY)
        self._confirm.clicked.connect(lambda: self.confirmed.emit(self.counts()))
        self._buttons = (back, x_slip, self._confirm)
        self._sum = FittedLabel(36, BLACK)
        self._sum.setMaximumWidth(px(SUM))
        foot.addWidget(back)
        foot.addWidget(x_slip)
        foot.addStretch()
        word = label(self._tr(N_("Counted")), 18, BOLD)
        stand_beside(self._sum, word)
        foot.addWidget(word)
        foot.addWidget(self._sum, 1000)
        foot.addSpacing(px(12))
        foot.addWidget(self._confirm)
        return foot

    def _show_sum(self) -> None:
        self._sum.setText(str(self._grid.counted))
        self.counting.emit(self.counts())


class CountedPage(QWidget):
    """Shows what was counted and nothing else, to be counted again or to close the till by."""

    again_asked = Signal()
    confirmed = Signal()

    def __init__(self, tr: Translate, counts: Mapping[int, int]) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme = theme_now()
        outer = QHBoxLayout(self)
        outer.addStretch()
        column = QWidget()
        column.setFixedWidth(px(620))
        outer.addWidget(column)
        outer.addStretch()
        box = QVBoxLayout(column)
        box.setSpacing(px(12))
        box.addStretch()
        box.addWidget(label(tr(N_("Counted")), 20, BOLD, theme.ink_2))
        box.addWidget(label(str(counted_cash(counts)), 48, BLACK))
        pieces = [f"{count} x {Rupiah(note).bare()}" for note, count in counts.items() if count]
        box.addWidget(label(" · ".join(pieces), 18, wraps=True))
        said = N_("The till is still open. What should be in the drawer is shown once it is closed.")
        box.addWidget(label(tr(said), 16, colour=theme.ink_2, wraps=True))
        self._fault = label("", 16, colour=theme.danger, wraps=True)
        self._fault.hide()
        box.addWidget(self._fault)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        again = Button(tr(N_("Count again")))
        again.clicked.connect(self.again_asked)
        close = Button(tr(N_("Close the till")), Kind.PRIMARY)
        close.clicked.connect(self.confirmed)
        for button in (again, close):
            button.setFixedHeight(px(64))
        row.addWidget(again)
        row.addWidget(close, 1)
        box.addLayout(row)
        box.addStretch()

    def say(self, text: str) -> None:
        """Say why the till was not closed."""
        say_in(self._fault, text, theme_now().danger)

    def tell(self, text: str) -> None:
        """Say what is waited for."""
        say_in(self._fault, text, theme_now().ink)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Count again on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.again_asked.emit()
        else:
            super().keyPressEvent(event)
