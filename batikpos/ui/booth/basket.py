"""The basket on the right: lines, total, the four cash buttons, and the sale just made."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from batikpos.domain.cart import Cart
from batikpos.domain.checking import UncheckedTender
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.order import Order
from batikpos.domain.tender import TenderKind
from batikpos.i18n import N_, Translate
from batikpos.services.checkout import CompletedSale
from batikpos.ui.booth.baskethead import BasketHead
from batikpos.ui.booth.correctionstrip import CorrectionStrip
from batikpos.ui.booth.lastsale import LastSaleStrip
from batikpos.ui.booth.line_row import LineRow
from batikpos.ui.booth.slip import SlipStrip
from batikpos.ui.booth.soldsign import SoldSign
from batikpos.ui.booth.takenstrip import TakenStrip
from batikpos.ui.checking import Checking
from batikpos.ui.register import Register
from batikpos.ui.theme import BLACK, BOLD, GAP, MARGIN, TARGET, is_cramped, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import PAY, Button, Kind
from batikpos.ui.widgets.part import Part
from batikpos.ui.widgets.scrolling import scroll_by_finger
from batikpos.ui.widgets.words import FittedLabel, fill, label, rule, stand_beside

WIDTH = 432
TOTAL, TOTAL_LOW = 40, 28
ROOMY = 540
"""Pixels of height at 100 % from which on there is room for large targets beside the lines."""


class _Lines(QWidget):
    """What scrolls: it says when it grew, for only then the chosen line can be brought into sight."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.resized.emit()


class Basket(QWidget):
    """The right side of the sale screen: everything that ends a sale, in one zone for the hand."""

    emptied = Signal()
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
        self._spare: list[LineRow] = []
        self._chosen = -1
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
        self._taken = TakenStrip(tr, self.other_asked.emit)
        box.addWidget(self._taken)
        self._slip = SlipStrip(tr, register.drop_slip)
        box.addWidget(self._slip)
        box.addWidget(rule())
        box.addLayout(self._totals())
        box.addLayout(self._buttons())
        box.addWidget(rule())
        self._last_sale = LastSaleStrip(register.papers, tr)
        self._last_sale.void_asked.connect(self.void_asked)
        self._last_sale.more_asked.connect(self.more_asked)
        self._sold.unseen_changed.connect(self._show_unseen)
        box.addWidget(self._last_sale)
        register.cart_changed.connect(self.show_cart)
        register.stock_changed.connect(self._show_again)
        register.sale_completed.connect(self.show_sale)
        register.order_taken.connect(self._show_order)
        self.head.show_parked(register.parking.parked)
        self._sold.show_sign(register.sign)  # the page was built anew, and the buyer still stands there

    def show_cart(self, cart: Cart, chosen: int) -> None:
        """Redraw what changed: rows are kept, so that scroll and eye stay where they were."""
        if not cart.lines:
            self.emptied.emit()
        while len(self._rows) > len(cart.lines):
            self._spare.append(self._rows.pop())
            self._spare[-1].put_by()
        too_few = {item.sku: left for item, left in self._register.too_few()}
        for n, priced in enumerate(cart.priced):
            if n == len(self._rows):
                self._add_row(n)
            left = too_few.get(priced.line.item.sku)
            self._rows[n].show_line(priced, is_chosen=n == chosen, left=left)
        self._empty.setVisible(not cart.lines)
        self._sold.show_sign(self._register.sign)
        language = self._register.nota_language
        is_other = language != self._register.desk.settings.language
        self.head.show_cart(cart, can_undo=self._register.can_undo, nota=language if is_other else "")
        self._show_sums(cart)
        self._show_cash(cart)
        self._fit()
        self._slip.show_slip(self._register.slip, self.width())
        basket, is_to_give_back = self._register.basket, self._register.correctable.is_to_give_back
        self._taken.show_taken(basket.taken, basket.wish, is_to_give_back=is_to_give_back)
        self._show_correction(cart)
        self._chosen = chosen
        self._show_chosen()

    def _show_sums(self, cart: Cart) -> None:
        """Say what the basket comes to, or, where some of that was taken already, what is still to pay."""
        tr, basket, saved = self._tr, self._register.basket, cart.discounted
        is_part = bool(basket.taken) and basket.corrects is None and basket.wish is None
        listed = tr(N_("List price {amount}")).format(amount=cart.gross.bare()) if saved else ""
        self._gross.setText(tr(N_("Total {amount}")).format(amount=cart.net) if is_part else listed)
        self._saved.setText(tr(N_("You save {amount}")).format(amount=saved.bare()) if saved else "")
        for part in (self._gross, self._saved):
            part.setVisible(bool(saved) or is_part)
        rest = cart.net - total(tender.amount for tender in basket.counted) if is_part else cart.net
        self._total_word.setText(tr(N_("Still to pay") if is_part else N_("Total")))
        self._total.setAccessibleName(self._total_word.text())
        self._total.setText(str(max(ZERO, rest)))

    def _show_correction(self, cart: Cart) -> None:
        register = self._register
        corrects, fault = register.corrects, register.correctable.fault
        said = fault.message(register.desk.settings.language) if fault is not None else ""
        step = register.desk.settings.rounding
        seen = register.correctable.seen
        if corrects is None or seen is None:
            self._correction.show_correction(corrects, None, fault=said)
        else:
            taken = register.basket.taken
            balance = corrects.balance(cart.net, step, seen, taken)
            off = corrects.taken_off(cart.net, step, seen, taken)
            self._correction.show_correction(corrects, balance, off)

    def _show_again(self) -> None:
        """Say anew of what there is too little."""
        self.show_cart(self._register.cart, self._register.chosen)

    def parts(self) -> tuple[Part, ...]:
        """Name the parts of the basket, for the help over the screen."""
        return (
            Part(N_("Undo, discount, park"), "Ctrl+Z", (self.head,)),
            Part(N_("Tap a line: price, how many"), "*", tuple(self._rows[self._chosen :][:1])),
            Part(N_("What the buyer pays"), "", (self._total_word, self._total)),
            Part(N_("Cash: one tap sells"), "F9 … F12", tuple(self._cash)),
            Part(N_("QRIS, card, transfer"), "F8", self._others),
            Part(N_("The last sale: print again, void"), "F7", (self._last_sale,)),
        )

    def _show_chosen(self) -> None:
        """Bring the chosen line into sight; of one that is too high, its beginning."""
        if not 0 <= self._chosen < len(self._rows):
            self._area.verticalScrollBar().setValue(0)
            return
        row = self._rows[self._chosen]
        if row.height() > self._area.viewport().height():
            self._area.verticalScrollBar().setValue(row.y())
        else:
            self._area.ensureWidgetVisible(row, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the words the room that is there: where the screen is low for them, the spaces give way."""
        is_roomy = self.height() >= px(ROOMY)
        for button in self._cash:
            button.setFixedHeight(button.least_height if not is_roomy else tall(PAY))
        for button in self._others:
            button.setFixedHeight(button.least_height if not is_roomy else tall(TARGET))
        self.head.set_low(is_low=not is_roomy)
        for row in self._rows:
            row.set_low(is_low=not is_roomy)
        self._total.set_size(TOTAL if is_roomy else TOTAL_LOW)
        stand_beside(self._total, self._total_word)
        self._pay.setVerticalSpacing(px(GAP) if is_roomy else GAP // 2)
        is_close = is_cramped(self)
        self._sold.set_close(is_close=is_close or not is_roomy)
        self._nothing.setContentsMargins(margins(MARGIN, 4 if is_close else 40, MARGIN, 0))
        self._sums.setContentsMargins(margins(MARGIN, 2 if is_close else 8, MARGIN, 2 if is_close else 4))
        self._pay.setContentsMargins(margins(MARGIN, 2 if is_close else 4, MARGIN, 4 if is_close else 10))
        self._fit_last_sale()
        self._make_way(is_roomy=is_roomy)

    def _make_way(self, *, is_roomy: bool) -> None:
        """Let the lines be seen under a strip where there is little room: what cannot be used gives way."""
        register = self._register
        has_strip = register.corrects is not None or register.slip is not None or bool(register.basket.taken)
        is_tight = not is_roomy and has_strip
        self._last_sale.setHidden(is_tight)
        for button in self._cash[2:]:
            button.setHidden(is_tight and not any(note.isEnabled() for note in self._cash[2:]))

    def show_sale(self, done: CompletedSale) -> None:
        """Show the sale just made, its change large, until the next first item."""
        self._last_sale.show_done(done)
        self._fit_last_sale()
        self._sold.show_sign(self._register.sign)

    def _show_order(self, order: Order) -> None:
        self._last_sale.show_ordered(order)
        self._fit_last_sale()

    def _show_unseen(self, unseen: Sequence[UncheckedTender]) -> None:
        self._last_sale.show_unseen(total(one.amount for one in unseen))
        self._fit_last_sale()

    def _fit_last_sale(self) -> None:
        self._last_sale.fit(self.width(), is_low=self.height() < px(ROOMY))

    def ask_more(self) -> None:
        """Offer what a buyer may want of the last sale."""
        self._last_sale.ask_more()

    def print_last(self) -> None:
        """Print the last nota again, as a copy."""
        self._last_sale.print_again()

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
        """Say what to do in an empty basket, and until the next first item what was sold, large."""
        empty = QWidget()
        box = self._nothing = QVBoxLayout(empty)
        centre = Qt.AlignmentFlag.AlignHCenter
        register = self._register
        self._sold = SoldSign(Checking(register, register.tasks, register), self._tr)
        said = self._tr(N_("The basket is empty.\nScan a label, or tap a card."))
        for part in (self._sold, label(said, 16, colour=theme_now().ink_2, align=centre)):
            box.addWidget(part)
        return empty

    def _totals(self) -> QGridLayout:
        grid = self._sums = QGridLayout()
        self._gross = label(size=15, colour=theme_now().ink_2)
        self._saved = label(size=15, colour=theme_now().ink_2, align=Qt.AlignmentFlag.AlignRight)
        self._total = FittedLabel(TOTAL, BLACK)
        self._total.setAccessibleName(self._tr(N_("Total")))
        grid.addWidget(self._gross, 0, 0)
        grid.addWidget(self._saved, 0, 1)
        self._total_word = label(self._tr(N_("Total")), 20, BOLD)
        grid.addWidget(self._total_word, 1, 0)
        grid.addWidget(self._total, 1, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _buttons(self) -> QGridLayout:
        grid = self._pay = QGridLayout()
        grid.setSpacing(px(GAP))
        self._cash = [Button(kind=Kind.PAY) for _ in range(4)]
        for n, button in enumerate(self._cash):
            button.setProperty("filled", n == 0)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(partial(self._register.pay_key, n))
            grid.addWidget(button, n // 2, n % 2)
        qris, other = Button(), Button()
        qris.set_words("QRIS")
        qris.set_key("F8")
        qris.setAccessibleName("QRIS  (F8)")
        qris.set_icon("qris")
        other.set_words(self._tr(N_("Other payment…")))
        for n, (button, asked) in enumerate(((qris, self.qris_asked), (other, self.other_asked))):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(asked)
            grid.addWidget(button, 2, n)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self._others = (qris, other)
        return grid

    def _add_row(self, place: int) -> None:
        """Put a line's row under the others; one that was there before is taken again, for that is cheap."""
        if self._spare:
            self._rows.append(self._spare.pop())
            self._rows[-1].show()
            return
        row = LineRow(self._tr, self._register.desk.settings.language)
        row.pressed.connect(partial(self._register.choose, place))
        row.stepped.connect(partial(self._register.step, place))
        row.size_asked.connect(partial(self.size_asked.emit, place))
        row.price_asked.connect(partial(self.price_asked.emit, place))
        row.note_asked.connect(partial(self.note_asked.emit, place))
        self._rows.append(row)
        self._lines.insertWidget(place, row)
        self._order_stops()

    def _order_stops(self) -> None:
        """Lead the keyboard through lines, then what is done with the basket, then the last sale."""
        stops = [stop for row in self._rows for stop in row.stops()]
        stops += [*self.head.stops(), *self._cash, *self._others, *self._last_sale.stops()]
        for stop, after in pairwise(stops):
            QWidget.setTabOrder(stop, after)

    def _show_cash(self, cart: Cart) -> None:
        notes: list[Rupiah | None] = [*self._register.notes()]
        notes += [None] * (3 - len(notes))
        due = self._register.due_in_cash
        rounded = "" if due == cart.net else f" · {due.bare()}"
        register = self._register
        is_covered = due == ZERO and bool(register.basket.taken)
        word = N_("Done") if is_covered else N_("Exact cash")
        rounded = "" if is_covered else rounded
        self._cash[0].set_words(*self._settling(cart, due) or (self._tr(word), f"F9{rounded}"))
        is_open = bool(cart.lines) and (register.corrects is None or register.correctable.is_possible)
        is_open = is_open and register.basket.wish is None  # else it is being ordered, and not sold
        self._cash[0].setEnabled(is_open)
        for n, note in enumerate(notes, 1):
            button = self._cash[n]
            button.setEnabled(note is not None and is_open)
            if note is None or not is_open:
                button.set_words("\N{EN DASH}", f"F{9 + n}")
            else:
                back = self._tr(N_("F{key} · change {amount}"))
                button.set_words(note.bare(), back.format(key=9 + n, amount=(note - due).bare()))
        for button in self._others:
            button.setEnabled(is_open)

    def _settling(self, cart: Cart, due: Rupiah) -> tuple[str, str] | None:
        """Say what the first button does where a sale is put right; None where none is."""
        corrects = self._register.corrects
        if corrects is None:
            return None
        taken = self._register.basket.taken
        seen, step = self._register.correctable.seen, self._register.desk.settings.rounding
        if seen is None:
            return "\N{EN DASH}", "F9"
        if due > ZERO:
            return self._tr(N_("Add {amount}")).format(amount=due.bare()), "F9"
        balance = corrects.balance(cart.net, step, seen, taken)
        if (cash := balance.get(TenderKind.CASH, ZERO)) < ZERO:
            return self._tr(N_("Give back {what}")).format(what=(ZERO - cash).bare()), "F9"
        if off := total(t.amount for t in corrects.taken_off(cart.net, step, seen, taken)):
            return self._tr(N_("Take off {amount}")).format(amount=off.bare()), "F9"
        return self._tr(N_("Done")), "F9"
