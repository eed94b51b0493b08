"""The basket on the right: lines, total, the four cash buttons, and the sale just made."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from batikpos.domain.cart import Cart
from batikpos.domain.money import ZERO, Rupiah
from batikpos.i18n import N_, Translate
from batikpos.printing.worked import Worked
from batikpos.services.checkout import CompletedSale
from batikpos.services.opening import LastSale
from batikpos.store.printjobs import JobState
from batikpos.ui.booth.baskethead import BasketHead
from batikpos.ui.booth.correctionstrip import CorrectionStrip
from batikpos.ui.booth.line_row import LineRow
from batikpos.ui.booth.moneyback import say_money_back
from batikpos.ui.booth.slip import SlipStrip
from batikpos.ui.register import Register
from batikpos.ui.theme import BLACK, BOLD, GAP, MARGIN, TARGET, margins, px, theme_now
from batikpos.ui.widgets.buttons import PAY, Button, Kind, leave_off, saved_by
from batikpos.ui.widgets.guide import Part
from batikpos.ui.widgets.scrolling import scroll_by_finger
from batikpos.ui.widgets.words import FittedLabel, colour_label, fill, label, rule

WIDTH = 432
TOTAL, TOTAL_LOW = 40, 28
ROOMY = 540
"""Pixels of height at 100 % from which on there is room for large targets beside the lines."""

_PAPER = {
    JobState.QUEUED: N_("nota not printed yet"),
    JobState.SENDING: N_("not sure it printed"),
    JobState.FAILED: N_("nota not printed yet"),
    JobState.PRINTED: N_("printed"),
    JobState.SENT: N_("sent to the printer"),
    JobState.UNCERTAIN: N_("not sure it printed"),
    JobState.CANCELLED: N_("no printer set"),
}


class _Lines(QWidget):
    """What scrolls: it says when it grew, for only then the chosen line can be brought into sight."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.resized.emit()


class Basket(QWidget):
    """The right side of the sale screen: everything that ends a sale, in one zone for the hand."""

    price_asked = Signal(int)
    size_asked = Signal(int)
    note_asked = Signal(int)
    other_asked = Signal()
    qris_asked = Signal()
    void_asked = Signal(object)
    more_asked = Signal(object)

    def __init__(self, register: Register, tr: Translate) -> None:
        super().__init__()
        self._register, self._tr = register, tr
        self._rows: list[LineRow] = []
        self._chosen = -1
        self._last: CompletedSale | None = None
        fill(self, theme_now().paper)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.head = BasketHead(tr)
        self.head.undo_asked.connect(register.undo)
        self.head.park_asked.connect(register.park)
        register.parking.changed.connect(self.head.show_parked)
        box.addWidget(self.head)
        box.addWidget(rule())
        self._correction = CorrectionStrip(tr, register.drop_correction)
        box.addWidget(self._correction)
        box.addWidget(self._list(), 1)
        self._slip = SlipStrip(tr, register.drop_slip)
        box.addWidget(self._slip)
        box.addWidget(rule())
        box.addLayout(self._totals())
        box.addLayout(self._buttons())
        box.addWidget(rule())
        box.addWidget(self._banner())
        register.cart_changed.connect(self.show_cart)
        register.sale_completed.connect(self.show_sale)
        register.paper_changed.connect(self._show_paper)
        self.head.show_parked(register.parking.parked)
        if register.last is not None:
            self._show_last(register.last)

    def show_cart(self, cart: Cart, chosen: int) -> None:
        """Redraw what changed: rows are kept, so that scroll and eye stay where they were."""
        while len(self._rows) > len(cart.lines):
            row = self._rows.pop()
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        for n, priced in enumerate(cart.priced):
            if n == len(self._rows):
                self._add_row(n)
            self._rows[n].show_line(priced, is_chosen=n == chosen)
        self._empty.setVisible(not cart.lines)
        language = self._register.nota_language
        is_other = language != self._register.desk.settings.language
        self.head.show_cart(cart, can_undo=self._register.can_undo, nota=language if is_other else "")
        saved = cart.discounted
        self._gross.setText(
            self._tr(N_("List price {amount}")).format(amount=cart.gross.bare()) if saved else ""
        )
        self._saved.setText(self._tr(N_("You save {amount}")).format(amount=saved.bare()) if saved else "")
        for part in (self._gross, self._saved):
            part.setVisible(bool(saved))
        self._total.setText(str(cart.net))
        self._show_cash(cart)
        self._fit()
        self._slip.show_slip(self._register.slip, self.width())
        corrects, step = self._register.corrects, self._register.desk.settings.rounding
        self._correction.show_correction(corrects, corrects.more(cart.net, step) if corrects else ZERO)
        self._chosen = chosen
        self._show_chosen()

    def parts(self) -> tuple[Part, ...]:
        """Name the parts of the basket, for the help over the screen."""
        return (
            Part(N_("Undo, discount, park"), "Ctrl+Z", (self.head,)),
            Part(N_("Tap a line: price, how many"), "*", tuple(self._rows[self._chosen :][:1])),
            Part(N_("What the buyer pays"), "", (self._total,)),
            Part(N_("Cash: one tap sells"), "F9 … F12", tuple(self._cash)),
            Part(N_("QRIS, card, transfer"), "F8", self._others),
            Part(N_("The last sale: print again, void"), "F7", (self._last_sale,)),
        )

    def _show_chosen(self) -> None:
        if 0 <= self._chosen < len(self._rows):
            self._area.ensureWidgetVisible(self._rows[self._chosen], 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the words the room that is there: where the screen is low for them, the spaces give way."""
        is_roomy = self.height() >= px(ROOMY)
        for button in self._cash:
            button.setFixedHeight(button.least_height if not is_roomy else px(PAY))
        for button in self._others:
            button.setFixedHeight(button.least_height if not is_roomy else px(TARGET))
        self.head.set_low(is_low=not is_roomy)
        self._total.set_size(TOTAL if is_roomy else TOTAL_LOW)
        # However much it says, it is as high: the cash buttons above it never move.
        lines = sum(part.sizeHint().height() for part in (self._change, self._number, self._paper))
        self._last_sale.setFixedHeight(lines + px(10))
        titles = (self._again, self._void)
        if (row := self._last_sale.layout()) is not None:
            leave_off(titles, row.minimumSize().width() + saved_by(titles) - self.width())

    def show_sale(self, done: CompletedSale) -> None:
        """Show the sale just made, its change large, until the next first item."""
        sale = done.kept.sale
        self._remember(done, self._tr(N_("printing")))
        self._change.setText(
            self._tr(N_("Change {amount}")).format(amount=(sale.change + done.also_back).bare())
            if done.is_sale
            else self._tr(N_("Returned {amount}")).format(amount=(-sale.total).bare())
        )
        self._big_word.setText(self._tr(N_("Change")) if done.is_sale else say_money_back(sale, self._tr))
        self._big.setText(str(sale.change + done.also_back if done.is_sale else -sale.total))
        self._big_word.show()
        self._big.show()

    def _show_last(self, last: LastSale) -> None:
        """Show what was done before the program was ended, or the language changed."""
        total = last.done.kept.sale.total
        self._change.setText(self._tr(N_("Last {amount}")).format(amount=total.bare()))
        self._remember(last.done, self._tr(_PAPER[last.paper]))

    def _remember(self, done: CompletedSale, paper: str) -> None:
        number = done.kept.sale.number
        self._last = done
        self._number.setText(number)
        self._number.show()
        self._paper.show()
        self._say_paper(paper, theme_now().ink_2)
        self._fit()
        self._again.setEnabled(True)
        self._again.setProperty("number", number)
        self._void.setEnabled(done.is_sale)
        self._more.setEnabled(done.is_sale)

    def _list(self) -> QWidget:
        self._area = QScrollArea()
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setMinimumHeight(TARGET)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll_by_finger(self._area)
        inside = _Lines()
        inside.resized.connect(self._show_chosen)
        fill(inside, theme_now().paper)
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._empty = self._make_empty()
        self._lines.addWidget(self._empty)
        self._lines.addStretch()
        self._area.setWidget(inside)
        return self._area

    def _make_empty(self) -> QWidget:
        """Say what to do in an empty basket, and until the next first item the change, large."""
        empty = QWidget()
        box = QVBoxLayout(empty)
        box.setContentsMargins(margins(MARGIN, 40, MARGIN, 0))
        centre = Qt.AlignmentFlag.AlignHCenter
        self._big_word = label("", 18, colour=theme_now().ink_2, align=centre, wraps=True)
        self._big = label("", 52, BLACK, theme_now().good, align=centre)
        said = self._tr(N_("The basket is empty.\nScan a label, or tap a card."))
        for part in (self._big_word, self._big, label(said, 16, colour=theme_now().ink_2, align=centre)):
            box.addWidget(part)
        self._big_word.hide()
        self._big.hide()
        return empty

    def _totals(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(margins(MARGIN, 8, MARGIN, 4))
        self._gross = label(size=15, colour=theme_now().ink_2)
        self._saved = label(size=15, colour=theme_now().ink_2, align=Qt.AlignmentFlag.AlignRight)
        self._total = FittedLabel(TOTAL, BLACK)
        self._total.setAccessibleName(self._tr(N_("Total")))
        grid.addWidget(self._gross, 0, 0)
        grid.addWidget(self._saved, 0, 1)
        grid.addWidget(label(self._tr(N_("Total")), 20, BOLD), 1, 0)
        grid.addWidget(self._total, 1, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(margins(MARGIN, 4, MARGIN, 10))
        grid.setSpacing(px(GAP))
        self._cash = [Button(kind=Kind.PAY) for _ in range(4)]
        for n, button in enumerate(self._cash):
            button.setProperty("filled", n == 0)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._register.pay_key, n))
            grid.addWidget(button, n // 2, n % 2)
        qris, other = Button(), Button()
        qris.set_words("QRIS")
        qris.set_key("F8")
        qris.setAccessibleName("QRIS  (F8)")
        qris.set_icon("qris")
        other.set_words(self._tr(N_("Other payment…")))
        for n, (button, asked) in enumerate(((qris, self.qris_asked), (other, self.other_asked))):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(asked)
            grid.addWidget(button, 2, n)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self._others = (qris, other)
        return grid

    def _banner(self) -> QWidget:
        banner = self._last_sale = QWidget()
        fill(banner, theme_now().good_ground)
        row = QHBoxLayout(banner)
        row.setContentsMargins(margins(MARGIN, 5, MARGIN, 5))
        row.setSpacing(px(GAP))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        self._change = label(self._tr(N_("Ready to sell")), 18, BLACK, theme_now().good)
        self._number = label("", 14, colour=theme_now().ink_2)
        self._paper = label("", 14, colour=theme_now().ink_2)
        for part in (self._change, self._number, self._paper):
            words.addWidget(part)
        words.addStretch()
        self._number.hide()
        self._paper.hide()
        self._again = Button(self._tr(N_("Print again")))
        self._again.set_stand_in("reprint")
        self._void = Button(self._tr(N_("Void")), Kind.DANGER)
        self._void.set_stand_in("void")
        self._more = Button()
        self._more.set_icon("more")
        self._more.setAccessibleName(self._tr(N_("For the buyer")))
        self._more.setToolTip(self._tr(N_("For the buyer")))
        self._more.clicked.connect(lambda: self.more_asked.emit(self._last))
        self._again.clicked.connect(self.print_last)
        self._void.clicked.connect(self._ask_void)
        row.addLayout(words, 1)
        for button in (self._more, self._again, self._void):
            button.setEnabled(False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        return banner

    def _add_row(self, place: int) -> None:
        row = LineRow(self._tr, self._register.desk.settings.language)
        row.pressed.connect(partial(self._register.choose, place))
        row.stepped.connect(partial(self._register.step, place))
        row.size_asked.connect(partial(self.size_asked.emit, place))
        row.price_asked.connect(partial(self.price_asked.emit, place))
        row.note_asked.connect(partial(self.note_asked.emit, place))
        self._rows.append(row)
        self._lines.insertWidget(place, row)

    def _show_cash(self, cart: Cart) -> None:
        notes: list[Rupiah | None] = [*self._register.notes()]
        notes += [None] * (3 - len(notes))
        due = self._register.due_in_cash
        rounded = "" if due == cart.net else f" · {due.bare()}"
        self._cash[0].set_words(*self._settling(cart, due) or (self._tr(N_("Exact cash")), f"F9{rounded}"))
        self._cash[0].setEnabled(bool(cart.lines))
        for n, note in enumerate(notes, 1):
            button = self._cash[n]
            button.setEnabled(note is not None)
            if note is None:
                button.set_words("\N{EN DASH}", f"F{9 + n}")
            else:
                back = self._tr(N_("F{key} · change {amount}"))
                button.set_words(note.bare(), back.format(key=9 + n, amount=(note - due).bare()))
        for button in self._others:
            button.setEnabled(bool(cart.lines))

    def _settling(self, cart: Cart, due: Rupiah) -> tuple[str, str] | None:
        """Say what the first button does where a sale is put right; None where none is."""
        corrects = self._register.corrects
        if corrects is None:
            return None
        more = corrects.more(cart.net, self._register.desk.settings.rounding)
        if more < ZERO:
            return self._tr(N_("Give back {what}")).format(what=(ZERO - more).bare()), "F9"
        if more > ZERO:
            return self._tr(N_("Add {amount}")).format(amount=due.bare()), "F9"
        return self._tr(N_("Done")), "F9"

    def _show_paper(self, worked: Worked) -> None:
        """Say what became of the last paper, whoever printed it."""
        if self._last is None or self._register.last is None:
            return
        number, state = self._last.kept.sale.number, self._register.last.paper
        if any(job.sale == number for job in worked.stuck):
            self._say_paper(self._tr(N_("waits for the printer")), theme_now().danger)
        elif state is not JobState.QUEUED:
            self._say_paper(self._tr(_PAPER[state]), theme_now().ink_2)

    def _say_paper(self, text: str, colour: QColor) -> None:
        self._paper.setText(text)
        colour_label(self._paper, colour)

    def print_last(self) -> None:
        """Print the last nota again, as a copy."""
        if self._again.isEnabled():
            self._register.print_again(str(self._again.property("number")))

    def _ask_void(self) -> None:
        if self._last is not None and self._last.is_sale:
            self.void_asked.emit(self._last.kept.sale)
