"""The sale screen: find on the left, basket and payment on the right."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from batikpos.domain.cart import Cart, Discount
from batikpos.domain.catalogue import UnknownItem, kinds_of
from batikpos.domain.errors import PosError
from batikpos.domain.fair import Role
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Unit, parse_metres, parse_pieces
from batikpos.domain.sale import PaperSlip
from batikpos.domain.search import Search
from batikpos.domain.tender import Tender, TenderKind
from batikpos.domain.wording import kind_word
from batikpos.i18n import N_, Translate
from batikpos.printing.outcome import say_reason
from batikpos.services.checkout import BelowFloor, SoldOut
from batikpos.ui.booth.basket import Basket
from batikpos.ui.booth.cards import CardDelegate, CardModel, CardView
from batikpos.ui.booth.payment import Due, PaymentSheet
from batikpos.ui.booth.printerstrip import PrinterStrip
from batikpos.ui.booth.sheets import (
    ApprovalSheet,
    KeysSheet,
    NumberSheet,
    PriceSheet,
    QuestionSheet,
    ReasonSheet,
)
from batikpos.ui.booth.slip import SlipSheet
from batikpos.ui.pictures import Pictures
from batikpos.ui.register import Register
from batikpos.ui.theme import MARGIN
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.message import MessageStrip
from batikpos.ui.widgets.searchfield import SearchField
from batikpos.ui.widgets.sheet import Sheet

CHIPS = 6


class SalePage(QWidget):
    """Where a booth sells: a scan anywhere, a search, or a tap; then one key or one tap pays."""

    def __init__(self, register: Register, search: Search, pictures: Pictures, tr: Translate) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._register, self._tr = register, tr
        desk = register.desk
        self._language = desk.settings.language
        self._search = search
        self._kind = ""
        self._sheet: Sheet | None = None
        self._model = CardModel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(MARGIN, 12, 8, 0)
        left.setSpacing(10)
        left.addWidget(self._make_find())
        self._chips = self._make_chips()
        left.addWidget(self._chips)
        self._message = MessageStrip(self, self._chips, tr(N_("Close")))
        left.addWidget(self._make_cards(pictures), 1)
        self._printer = PrinterStrip(tr, lambda reason: say_reason(reason, tr))
        left.addWidget(self._printer)
        row.addLayout(left, 1)
        self.basket = Basket(register, tr)
        row.addWidget(self.basket)
        self._connect()
        self._show_items()

    def scan(self, code: str) -> None:
        """Take a scan; while a sheet asks something it must be answered first."""
        if self._sheet is not None:
            QApplication.beep()
            self._sheet.say_fault(self._tr(N_("Answer this first, then scan again.")))
        else:
            self._register.scan(code)

    def pay_key(self, place: int) -> None:
        """Take a pay key: F9 exact, F10 to F12 the suggested notes."""
        if self._sheet is None:
            self._register.pay_key(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the keys that change the chosen line."""
        chosen = self._register.chosen
        if self._sheet is not None:
            event.accept()
        elif event.text() == "*" and chosen >= 0:
            self._ask_size(chosen)
        elif event.key() == Qt.Key.Key_Delete and chosen >= 0:
            self._register.remove(chosen)
        elif event.key() == Qt.Key.Key_Escape:
            self._find.clear()
        else:
            super().keyPressEvent(event)

    def _make_find(self) -> SearchField:
        tr = self._tr
        self._find = SearchField(
            tr(N_("Find goods, motif, or scan a code  (F2)")), tr(N_("Find goods")), tr(N_("Clear"))
        )
        self._find.textChanged.connect(self._show_items)
        self._find.returnPressed.connect(self._take_typed)
        return self._find

    def _make_chips(self) -> ChipRow:
        kinds = kinds_of(self._register.desk.catalogue.items)[:CHIPS]
        chips = ChipRow([(self._tr(N_("All")), ""), *((_chip(kind, self._tr), kind) for kind in kinds)])
        chips.chosen.connect(self._choose_kind)
        return chips

    def _make_cards(self, pictures: Pictures) -> CardView:
        delegate = CardDelegate(self._model, self._tr, self._language, pictures)
        view = self._cards = CardView(self._model, delegate)
        pictures.arrived.connect(view.viewport().update)
        view.setAccessibleName(self._tr(N_("Goods")))
        # Every second of two quick taps comes as a double click only.
        view.clicked.connect(self._tap)
        view.doubleClicked.connect(self._tap)
        return view

    def _connect(self) -> None:
        register, basket = self._register, self.basket
        register.cart_changed.connect(self._show_cart)
        register.stock_changed.connect(self._model.show_left)
        register.refused.connect(self.say)
        register.approval_needed.connect(self._ask_approval)
        register.oversell_asked.connect(self._ask_oversell)
        register.queue_changed.connect(self._printer.show_queue)
        self._printer.print_asked.connect(lambda: register.print_waiting(is_asked=True))
        self._printer.copy_asked.connect(register.print_again)
        register.slip_held.connect(self._slip_held)
        register.slip_refused.connect(self._slip_refused)
        basket.size_asked.connect(self._ask_size)
        basket.price_asked.connect(self._ask_price)
        basket.discount_asked.connect(self._ask_discount)
        basket.other_asked.connect(partial(self._ask_payment, TenderKind.TRANSFER))
        basket.qris_asked.connect(partial(self._ask_payment, TenderKind.QRIS))
        basket.void_asked.connect(self._ask_void)
        for keys, act in (
            ("F1", self._show_keys),
            ("F2", self._find.setFocus),
            ("F6", self._ask_price_of_chosen),
            ("F7", basket.print_last),
            ("F8", partial(self._ask_payment, TenderKind.QRIS)),
            ("Ctrl+Z", register.undo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(partial(self._unless_asked, act))

    def _unless_asked(self, act: Callable[[], None]) -> None:
        if self._sheet is None:
            act()

    def _show_cart(self, cart: Cart, _chosen: int) -> None:
        self._model.show_cart(cart)
        if cart.lines:
            self._message.hide()

    def _show_items(self) -> None:
        self._model.show_items(self._search.find(self._find.text(), self._kind))

    def _choose_kind(self, kind: str) -> None:
        self._kind = kind
        self._show_items()

    def _tap(self, index: QModelIndex) -> None:
        self._register.add(self._model.item(index))

    def _take_typed(self) -> None:
        """Add what was typed, where it is a code or leaves one item; Enter alone never pays."""
        typed = self._find.text().strip()
        if not typed:
            return
        item = self._register.desk.catalogue.find(typed)
        found = self._search.find(typed, self._kind)
        if item is None and len(found) == 1:
            item = found[0]
        if item is not None:
            self._find.clear()
            self._register.add(item)
        elif not found:
            self.say(UnknownItem(typed))

    def say(self, error: PosError) -> None:
        """Say a mishap, what happened and what to do, and go on."""
        QApplication.beep()
        self.tell(error.message(self._language))

    def tell(self, text: str) -> None:
        """Tell what was done, or went wrong, for a while."""
        self._message.say(text)

    def open_sheet(self, sheet: Sheet) -> None:
        """Open a sheet over the page; keys and scans are its own until it is closed."""
        self._sheet = sheet
        sheet.closed.connect(self._sheet_closed)
        sheet.open()

    def _sheet_closed(self, sheet: Sheet) -> None:
        if self._sheet is sheet:  # and no other was opened meanwhile
            self._sheet = None
            self.setFocus()

    def _show_keys(self) -> None:
        self.open_sheet(KeysSheet(self.window(), self._tr))

    def _ask_size(self, index: int) -> None:
        line = self._register.cart.lines[index]
        is_length = line.item.unit is Unit.METRE
        parse = parse_metres if is_length else parse_pieces

        def answer(typed: str) -> None:
            self._register.set_size(index, line.item.quantity(parse(typed).size).size)

        title = self._tr(N_("How many metres?") if is_length else N_("How many pieces?"))
        self.open_sheet(
            NumberSheet(
                self.window(),
                self._tr,
                title,
                answer=answer,
                value=line.quantity.plain().replace(".", ","),
                extra="," if is_length else "00",
            )
        )

    def _ask_price(self, index: int) -> None:
        line = self._register.cart.lines[index]

        def agree(price: Rupiah) -> None:
            self._register.cart.with_agreed(index, price)  # refused here, so that the sheet says it
            self._register.agree(index, price)

        def discount(value: Discount | None) -> None:
            self._register.cart.with_line_discount(index, value)
            self._register.discount_line(index, value)

        self.open_sheet(
            PriceSheet(
                self.window(), self._tr, line.item.title(self._language), agreed=agree, discount=discount
            )
        )

    def _ask_price_of_chosen(self) -> None:
        if self._register.chosen >= 0:
            self._ask_price(self._register.chosen)
        elif self._register.cart.lines:
            self._ask_discount()

    def _ask_discount(self) -> None:
        def discount(value: Discount | None) -> None:
            self._register.cart.with_discount(value)  # refused here, so that the sheet says it
            self._register.discount_all(value)

        title = self._tr(N_("Discount on the whole basket"))
        self.open_sheet(PriceSheet(self.window(), self._tr, title, agreed=None, discount=discount))

    def _ask_payment(self, first: TenderKind) -> None:
        cart = self._register.cart
        if cart.lines:
            step = self._register.desk.settings.rounding
            due = Due(cart.net, step)
            sheet = PaymentSheet(self.window(), self._tr, due, pay=self._register.pay, first=first)
            sheet.slip_asked.connect(self._ask_slip_next)
            self.open_sheet(sheet)

    def _ask_slip_next(self) -> None:
        """Ask for the paper slip when the sheet that is open has gone: one at a time."""
        if self._sheet is not None:
            self._sheet.destroyed.connect(self._ask_slip)

    def _ask_slip(self) -> None:
        register = self._register
        last = register.last.done.kept.sale.slip if register.last is not None else None
        today = register.desk.fair.local(datetime.now(UTC)).date()
        blank = replace(last, number="") if last is not None else PaperSlip("", today, "")
        self.open_sheet(
            SlipSheet(self.window(), self._tr, register.slip or blank, answer=register.enter_slip)
        )

    def _slip_held(self) -> None:
        if isinstance(self._sheet, SlipSheet):
            self._sheet.close_sheet()

    def _slip_refused(self, error: PosError) -> None:
        if isinstance(self._sheet, SlipSheet):
            self._sheet.say_fault(error.message(self._language))

    def _ask_approval(self, asked: tuple[BelowFloor, Sequence[Tender]]) -> None:
        error, tenders = asked
        desk, cashier = self._register.desk, self._register.cashier
        supervisors = [p.name for p in desk.people if p.role is Role.SUPERVISOR]
        names = supervisors or [p.name for p in desk.people if p.name != cashier.name]

        def approve(name: str, pin: str) -> None:
            self._register.approve_and_pay(name, pin, tenders)

        why = error.message(self._language)
        self.open_sheet(ApprovalSheet(self.window(), self._tr, why, names, approve=approve))

    def _ask_oversell(self, asked: tuple[SoldOut, Sequence[Tender]]) -> None:
        error, tenders = asked
        self.open_sheet(
            QuestionSheet(
                self.window(),
                self._tr,
                self._tr(N_("Sold out by the books")),
                error.message(self._language),
                confirm=self._tr(N_("Sell it all the same")),
                answer=partial(self._register.oversell_and_pay, tenders),
            )
        )

    def _ask_void(self, number: str) -> None:
        self.open_sheet(
            ReasonSheet(
                self.window(),
                self._tr,
                self._tr(N_("Void {number}?")).format(number=number),
                confirm=self._tr(N_("Void the sale")),
                answer=partial(self._register.void, number),
            )
        )


def _chip(kind: str, tr: Translate) -> str:
    word = kind_word(kind, tr)
    return word[:1].upper() + word[1:]
