"""What was sold, to be found again: the list on the left, the nota and what can be done on the right."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from batikpos.domain.errors import PosError
from batikpos.domain.sale import SaleKind
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.history import PastSale
from batikpos.store.history import History, Which
from batikpos.ui.booth.historylist import HistoryDelegate, HistoryModel
from batikpos.ui.booth.numbered import NumberedView
from batikpos.ui.lookback import LookBack
from batikpos.ui.theme import BLACK, GAP, MARGIN, margins, px, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.message import MessageStrip
from batikpos.ui.widgets.paperview import PaperView
from batikpos.ui.widgets.searchfield import SearchField
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import fill, label, rule

_PAPER, _NARROW_PAPER = 456, 388
_WIDE = 1200
"""From so many pixels on, the nota is shown dot for dot."""

CHIPS = (
    (N_("All"), Which.ALL),
    (N_("Cash"), Which.CASH),
    (N_("QRIS"), Which.QRIS),
    (N_("Not checked"), Which.UNCHECKED),
    (N_("Voided, returned"), Which.REVERSED),
)


class HistoryPage(QWidget):
    """Finds a sale by number, amount, piece, hour or way of paying, and does with it what can be done."""

    left = Signal()
    again_asked = Signal(object)
    share_asked = Signal(object)
    void_asked = Signal(object)
    correct_asked = Signal(object)
    return_asked = Signal(object)
    exchange_asked = Signal(object)

    def __init__(self, look: LookBack, tr: Translate, today: date) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look, self._tr = look, tr
        self._past: PastSale | None = None
        self._sheet: Sheet | None = None
        look.setParent(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(margins(0, 0, 0, 0))
        row.setSpacing(0)
        row.addLayout(self._find_side(today), 1)
        row.addWidget(self._paper_side())
        self._message = MessageStrip(self, self._chips, tr(N_("Close")))
        look.found.connect(self._show_found)
        look.shown.connect(self._show_sale)
        look.refused.connect(self.refuse)
        for keys, act in (("F2", self.field.setFocus), ("F7", partial(self._ask, self.again_asked))):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)
        look.refresh()

    def scan(self, code: str) -> None:
        """Look for what was scanned: a nota by its code, or where a piece was sold."""
        if self._sheet is None:
            self.field.setText(code.strip())
            self.field.selectAll()
        else:
            self._sheet.say_fault(self._tr(N_("Answer this first, then scan again.")))

    def open_sheet(self, sheet: Sheet) -> None:
        """Open a sheet over the page."""
        self._sheet = sheet
        sheet.closed.connect(self._sheet_closed)
        sheet.open()

    def refuse(self, error: PosError) -> None:
        """Say a mishap, on the sheet where one is open."""
        QApplication.beep()
        text = error.message(language_of(self._tr))
        if self._sheet is not None:
            self._sheet.say_fault(text)
        else:
            self.say(text)

    def say(self, text: str) -> None:
        """Tell what was done, or went wrong, for a while."""
        self._message.say(text)

    def show_given(self, number: str, words: str, warnings: str = "") -> None:
        """Say large what is to be handed over now, and show the nota that was made."""
        self._given.setText(words)
        self._given.show()
        self._warned.setText(warnings)
        self._warned.setVisible(bool(warnings))
        self._look.show(number)
        self._look.refresh()

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
        """Give the nota less room where there is little."""
        super().resizeEvent(event)
        self._side.setFixedWidth(px(_PAPER if self.width() >= px(_WIDE) else _NARROW_PAPER))

    def _find_side(self, today: date) -> QVBoxLayout:
        tr = self._tr
        side = QVBoxLayout()
        side.setContentsMargins(margins(MARGIN, 12, MARGIN, 0))
        side.setSpacing(px(10))
        head = QHBoxLayout()
        head.setSpacing(px(GAP))
        self.field = SearchField(
            tr(N_("Number, amount, piece, hour  (F2)")),
            tr(N_("Find a sale")),
            tr(N_("Clear")),
        )
        self.field.textChanged.connect(self._look.search)
        self.field.returnPressed.connect(self._take_first)
        back = Button(tr(N_("Back to selling")))
        back.clicked.connect(self.left)
        head.addWidget(label(tr(N_("History")), 28, BLACK))
        head.addSpacing(px(GAP))
        head.addWidget(self.field, 1)
        head.addWidget(back)
        side.addLayout(head)
        self._chips = ChipRow([(tr(word), which.value) for word, which in CHIPS])
        self._chips.chosen.connect(lambda value: self._look.choose(Which(value)))
        side.addWidget(self._chips)
        self._model = HistoryModel(tr)
        self._list = NumberedView(self._model, HistoryDelegate(self._model, tr, today), tr(N_("Past sales")))
        self._list.picked.connect(self._pick)
        self._empty = label("", 18, colour=theme_now().ink_2, align=Qt.AlignmentFlag.AlignHCenter, wraps=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        side.addWidget(self._stack, 1)
        self._more = Button()
        self._more.clicked.connect(self._look.show_all)
        self._more.hide()
        side.addWidget(self._more)
        side.addSpacing(px(GAP))
        return side

    def _paper_side(self) -> QWidget:
        tr = self._tr
        self._side = QWidget()
        fill(self._side, theme_now().paper)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        self._given = label("", 28, BLACK, theme_now().good, wraps=True)
        self._warned = label("", 16, colour=theme_now().danger, wraps=True)
        for said in (self._given, self._warned):
            said.setContentsMargins(margins(MARGIN, 8, MARGIN, 4))
            said.hide()
            side.addWidget(said)
        self._paper = PaperView(tr(N_("The nota as it was printed")))
        side.addWidget(self._paper, 1)
        side.addWidget(rule())
        side.addLayout(self._acts())
        return self._side

    def _acts(self) -> QGridLayout:
        tr = self._tr
        grid = QGridLayout()
        grid.setContentsMargins(margins(MARGIN, 10, MARGIN, 10))
        grid.setSpacing(px(GAP))
        self._buttons: dict[Button, Callable[[PastSale], bool]] = {}
        acts = (
            (N_("Print again"), Kind.PRIMARY, self.again_asked, lambda _past: True),
            (N_("For the buyer"), Kind.PLAIN, self.share_asked, _is_sale),
            (N_("Correct"), Kind.PLAIN, self.correct_asked, lambda past: past.is_voidable),
            (N_("Return…"), Kind.PLAIN, self.return_asked, lambda past: past.is_returnable),
            (N_("Exchange size"), Kind.PLAIN, self.exchange_asked, lambda past: past.is_returnable),
            (N_("Void"), Kind.DANGER, self.void_asked, lambda past: past.is_voidable),
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
        if self._past is not None and self._sheet is None:
            signal.emit(self._past)

    def _sheet_closed(self, sheet: Sheet) -> None:
        if self._sheet is sheet:
            self._sheet = None
            self.field.setFocus()

    def _take_first(self) -> None:
        if self._model.rows:
            self._list.setCurrentIndex(self._model.index(0))

    def _pick(self, number: str) -> None:
        if number != self._look.number:
            self._given.hide()
            self._warned.hide()
            self._look.show(number)

    def _show_found(self, history: History) -> None:
        tr, number = self._tr, self._look.number
        self._model.show_rows(history.rows)
        self._more.setVisible(history.is_cut)
        self._more.set_words(
            tr(N_("Show all")), tr(N_("the newest {count} are shown")).format(count=len(history.rows))
        )
        self._stack.setCurrentWidget(self._list if history.rows else self._empty)
        nothing = N_("Nothing was sold yet.\nWhat you sell stands here, to print again or give back.")
        if self.field.text().strip() or self._chips.value != Which.ALL.value:
            nothing = N_(
                "Nothing like that was sold here.\nTry the last digits of the number, or the amount."
            )
        self._empty.setText(tr(nothing))
        if not history.rows:
            self._show_nothing()
        elif self._model.place_of(number) >= 0:
            self._list.pick(number)
        else:
            self._list.setCurrentIndex(self._model.index(0))

    def _show_nothing(self) -> None:
        self._look.forget()
        self._past = None
        self._paper.show_picture(QPixmap())
        for button in self._buttons:
            button.setEnabled(False)

    def _show_sale(self, past: PastSale, png: bytes) -> None:
        self._past = past
        for button, can in self._buttons.items():
            button.setEnabled(can(past))
        picture = QPixmap()
        picture.loadFromData(png)
        self._paper.show_picture(picture)


def _is_sale(past: PastSale) -> bool:
    return past.kept.sale.kind is SaleKind.SALE
