"""The orders: those that wait first, the paper of one, and what can be done with it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from batikpos.domain.errors import PosError
from batikpos.i18n import N_, Translate, language_of
from batikpos.store.orders import KeptOrder, OrderState
from batikpos.ui.booth.numbered import NumberedView
from batikpos.ui.booth.orderdesk import OrderDesk
from batikpos.ui.booth.orderlist import OrderDelegate, OrderModel
from batikpos.ui.orderbook import OrderBook
from batikpos.ui.register import Register
from batikpos.ui.tasks import Tasks
from batikpos.ui.theme import BLACK, GAP, MARGIN, margins, px, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.message import MessageStrip
from batikpos.ui.widgets.paperview import PaperView
from batikpos.ui.widgets.searchfield import SearchField
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import fill, label, rule

_PAPER, _NARROW_PAPER = 456, 388
_WIDE = 1200


class OrdersPage(QWidget):
    """Finds an order by number, customer, phone or goods; hands it over, or gives its down payment back."""

    left = Signal()
    pick_up_asked = Signal(object)
    cancel_asked = Signal(object)
    again_asked = Signal(object)
    share_asked = Signal(object)

    def __init__(self, register: Register, tasks: Tasks, tr: Translate) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tr = tr
        self._kept: KeptOrder | None = None
        self._sheet: Sheet | None = None
        self._book = OrderBook(register, tasks)
        self._book.setParent(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._find_side(register), 1)
        row.addWidget(self._paper_side())
        self._message = MessageStrip(self, self._stack, tr(N_("Close")))
        self._book.found.connect(self._show_found)
        self._book.shown.connect(self._show_order)
        self._book.refused.connect(self.refuse)
        desk = OrderDesk(register, tasks, tr, self.open_sheet, self)
        self.pick_up_asked.connect(desk.ask_pick_up)
        self.cancel_asked.connect(desk.ask_cancel)
        self.share_asked.connect(desk.share)
        self.again_asked.connect(lambda kept: register.print_again(kept.order.number))
        desk.refused.connect(self.refuse)
        desk.said.connect(self.say)
        desk.changed.connect(self._changed)
        self._book.refresh()

    def scan(self, code: str) -> None:
        """Look for the order whose paper was scanned."""
        if self._sheet is None:
            self.field.setText(code.strip().partition(" ")[0])
            self.field.selectAll()
        else:
            self._sheet.say_fault(self._tr(N_("Answer this first, then scan again.")))

    def open_sheet(self, sheet: Sheet) -> None:
        """Open a sheet over the page."""
        self._sheet = sheet
        sheet.closed.connect(self._sheet_closed)
        sheet.open()

    def refuse(self, error: PosError) -> None:
        """Say a mishap."""
        QApplication.beep()
        self.say(error.message(language_of(self._tr)))

    def say(self, text: str) -> None:
        """Tell what was done, or went wrong, for a while."""
        self._message.say(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Empty the search with Esc, and go back with the next."""
        if event.key() == Qt.Key.Key_Escape:
            if self.field.text():
                self.field.clear()
            else:
                self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self._list.setFocus()
            self._list.setCurrentIndex(self._model.index(0))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the paper less room where there is little."""
        super().resizeEvent(event)
        self._side.setFixedWidth(px(_PAPER if self.width() >= px(_WIDE) else _NARROW_PAPER))

    def _find_side(self, register: Register) -> QVBoxLayout:
        tr = self._tr
        side = QVBoxLayout()
        side.setContentsMargins(margins(MARGIN, 12, MARGIN, 0))
        side.setSpacing(px(10))
        head = QHBoxLayout()
        head.setSpacing(px(GAP))
        self.field = SearchField(
            tr(N_("Number, customer, phone or goods")), tr(N_("Find an order")), tr(N_("Clear"))
        )
        self.field.textChanged.connect(self._book.search)
        back = Button(tr(N_("Back to selling")))
        back.clicked.connect(self.left)
        head.addWidget(label(tr(N_("Orders")), 28, BLACK))
        head.addSpacing(px(GAP))
        head.addWidget(self.field, 1)
        head.addWidget(back)
        side.addLayout(head)
        self._model = OrderModel(tr)
        today = register.desk.fair.local(datetime.now(UTC)).date()
        self._list = NumberedView(self._model, OrderDelegate(self._model, tr, today), tr(N_("Orders")))
        self._list.picked.connect(self._pick)
        self._empty = label("", 18, colour=theme_now().ink_2, align=Qt.AlignmentFlag.AlignHCenter, wraps=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        side.addWidget(self._stack, 1)
        side.addSpacing(px(GAP))
        return side

    def _paper_side(self) -> QWidget:
        tr = self._tr
        self._side = QWidget()
        fill(self._side, theme_now().paper)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        self._paper = PaperView(tr(N_("The order's paper")))
        side.addWidget(self._paper, 1)
        side.addWidget(rule())
        side.addLayout(self._acts())
        return self._side

    def _acts(self) -> QGridLayout:
        tr = self._tr
        grid = QGridLayout()
        grid.setContentsMargins(margins(MARGIN, 10, MARGIN, 10))
        grid.setSpacing(px(GAP))
        self._buttons: dict[Button, Callable[[KeptOrder], bool]] = {}
        acts = (
            (N_("Pick up"), Kind.PRIMARY, self.pick_up_asked, _is_open),
            (N_("Print again"), Kind.PLAIN, self.again_asked, lambda _kept: True),
            (N_("For the buyer"), Kind.PLAIN, self.share_asked, lambda _kept: True),
            (N_("Cancel the order"), Kind.DANGER, self.cancel_asked, _is_open),
        )
        for n, (word, kind, signal, can) in enumerate(acts):
            button = Button(tr(word), kind)
            button.setFixedHeight(px(52))
            button.setEnabled(False)
            button.clicked.connect(partial(self._ask, signal))
            self._buttons[button] = can
            grid.addWidget(button, n // 2, n % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        return grid

    def _ask(self, signal: SignalInstance) -> None:
        if self._kept is not None and self._sheet is None:
            signal.emit(self._kept)

    def _sheet_closed(self, sheet: Sheet) -> None:
        if self._sheet is sheet:
            self._sheet = None
            self.field.setFocus()

    def _changed(self) -> None:
        self._book.refresh()
        if self._book.number:
            self._book.show(self._book.number)

    def _pick(self, number: str) -> None:
        if number != self._book.number:
            self._book.show(number)

    def _show_found(self, orders: tuple[KeptOrder, ...]) -> None:
        self._model.show_rows(orders)
        self._stack.setCurrentWidget(self._list if orders else self._empty)
        nothing = N_("No orders yet.\nFill the basket, then choose “Make it an order…” under its dots.")
        if self.field.text().strip():
            nothing = N_("No order like that is here.")
        self._empty.setText(self._tr(nothing))
        if not orders:
            self._kept, self._book.number = None, ""
            self._paper.show_picture(QPixmap())
            for button in self._buttons:
                button.setEnabled(False)
        elif self._model.place_of(self._book.number) >= 0:
            self._list.pick(self._book.number)
        else:
            self._list.setCurrentIndex(self._model.index(0))

    def _show_order(self, kept: KeptOrder, png: bytes) -> None:
        self._kept = kept
        for button, can in self._buttons.items():
            button.setEnabled(can(kept))
        picture = QPixmap()
        picture.loadFromData(png)
        self._paper.show_picture(picture)


def _is_open(kept: KeptOrder) -> bool:
    return kept.state is OrderState.OPEN
