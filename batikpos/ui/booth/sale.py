"""The sale screen: find on one side, basket and payment on the side of the hand."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from batikpos.domain.cart import Cart
from batikpos.domain.catalogue import UnknownItem
from batikpos.domain.errors import PosError
from batikpos.domain.scanned import unknown
from batikpos.domain.search import Search
from batikpos.domain.tender import TenderKind
from batikpos.i18n import N_, Translate
from batikpos.printing.outcome import say_reason
from batikpos.services.checkout import CompletedSale
from batikpos.ui.booth.asking import Asking
from batikpos.ui.booth.basket import WIDTH, Basket
from batikpos.ui.booth.choicesheet import ChoiceSheet
from batikpos.ui.booth.find import FindPane
from batikpos.ui.booth.parkdesk import ParkDesk
from batikpos.ui.booth.printerstrip import PrinterStrip
from batikpos.ui.booth.topbar import TopBar
from batikpos.ui.pictures import Pictures
from batikpos.ui.register import Register
from batikpos.ui.theme import MARGIN, margins, px, theme_now
from batikpos.ui.widgets.message import MessageStrip
from batikpos.ui.widgets.words import fill

if TYPE_CHECKING:  # no first sale needs it
    from batikpos.ui.widgets.guide import Guide


class SalePage(QWidget):
    """Where a booth sells: a scan anywhere, a search, or a tap; then one key or one tap pays."""

    history_asked = Signal()
    order_asked = Signal()
    open_goods_asked = Signal(str)

    def __init__(self, register: Register, search: Search, pictures: Pictures, tr: Translate) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._register, self._tr = register, tr
        desk = register.desk
        self._language = desk.settings.language
        self._guide: Guide | None = None
        self.asking = Asking(register, self, tr)
        self.asking.closed.connect(self.setFocus)
        register.incoming.goods_wait.connect(self._say_waiting)
        self.parked = ParkDesk(register, self.asking.open_about_basket, tr, self)
        self.parked.told.connect(partial(self.say, is_good=True))
        self.parked.warned.connect(self.say)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        is_left_handed = desk.settings.hand == "left"
        find = QVBoxLayout()
        find.setContentsMargins(margins(MARGIN, 12, 8, 0))
        find.setSpacing(px(10))
        self.find_pane = FindPane(
            desk.catalogue, search, pictures, tr, self._language, view=desk.settings.view
        )
        find.addWidget(self.find_pane, 1)
        self._message = MessageStrip(self, self.find_pane, tr(N_("Close")))
        self._printer = PrinterStrip(tr, lambda reason: say_reason(reason, tr))
        find.addWidget(self._printer)
        row.addLayout(find, 1)
        self.basket = Basket(register, tr)
        row.insertWidget(0 if is_left_handed else 1, self.basket)
        self._edge = QFrame()
        self._edge.setFixedWidth(1)
        fill(self._edge, theme_now().line)
        row.insertWidget(1, self._edge)
        self._connect()

    def scan(self, code: str) -> None:
        """Take a scan, wherever the focus is."""
        if self._guide is not None:
            self._guide.leave()
        self._register.scan(code)

    def pay_key(self, place: int) -> None:
        """Take a pay key: F9 exact, F10 to F12 the suggested notes."""
        if self._guide is not None:
            self._guide.leave()
        elif not self.asking.is_open:
            self._register.pay_key(place)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave half of the width for finding, however large the words are."""
        super().resizeEvent(event)
        self.basket.setFixedWidth(min(px(WIDTH), self.width() // 2))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the keys that change the chosen line."""
        chosen = self._register.chosen
        if self.asking.is_open:
            event.accept()
        elif event.text() == "*" and chosen >= 0:
            self.asking.ask_size(chosen)
        elif event.key() == Qt.Key.Key_Delete and chosen >= 0:
            self._register.remove(chosen)
        elif event.key() == Qt.Key.Key_Escape:
            if not self.find_pane.step_back():
                self.setFocus()  # nothing is looked for any more
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        register, basket, asking = self._register, self.basket, self.asking
        self.find_pane.item_chosen.connect(register.add)
        self.find_pane.nothing_found.connect(self._say_unknown)
        self.find_pane.many_found.connect(self._say_many)
        self.find_pane.chips.facets_asked.connect(self._show_facets)
        self.find_pane.open_item_asked.connect(self.open_goods_asked)
        self.find_pane.refused.connect(self.refuse)
        register.cart_changed.connect(self.find_pane.show_cart)
        register.cart_changed.connect(self._hide_message)
        register.promotions.changed.connect(self._show_prices)
        self._show_prices()
        register.stock_changed.connect(self.find_pane.show_gone)
        register.sold_today_changed.connect(self.find_pane.show_sold)
        register.refused.connect(self.refuse)
        register.order_asked.connect(self.order_asked)
        register.sale_completed.connect(self._tell_warnings)
        basket.emptied.connect(self._take_keyboard)
        register.papers.queue_changed.connect(self._printer.show_queue)
        self._printer.print_asked.connect(lambda: register.papers.print_waiting(is_asked=True))
        self._printer.copy_asked.connect(register.papers.print_again)
        basket.size_asked.connect(asking.ask_size)
        basket.price_asked.connect(asking.ask_price)
        basket.note_asked.connect(asking.ask_note)
        basket.head.discount_asked.connect(asking.ask_discount)
        basket.head.parked_asked.connect(self.parked.show_parked)
        basket.head.more_asked.connect(self._show_basket_menu)
        basket.other_asked.connect(asking.ask_other_payment)
        basket.qris_asked.connect(partial(asking.ask_payment, TenderKind.QRIS))
        basket.void_asked.connect(asking.ask_void)
        for keys, act in (
            ("F1", self.show_guide),
            ("F2", self.find_pane.field.setFocus),
            ("F4", register.park),
            ("F5", self.parked.show_parked),
            ("F6", asking.ask_price_of_chosen),
            ("Shift+F6", asking.ask_note_on_chosen),
            ("F7", basket.print_last),
            ("F8", partial(asking.ask_payment, TenderKind.QRIS)),
            ("Shift+F4", self._show_basket_menu),
            ("Shift+F7", basket.ask_more),
            ("Shift+F8", asking.ask_other_payment),
            ("Ctrl+M", self._press_menu),
            ("Ctrl+Z", register.undo),
            ("Ctrl+H", self.history_asked.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(partial(self._unless_asked, act))

    def _show_prices(self) -> None:
        self.find_pane.show_prices(self._register.promotions.price_of)

    def _show_facets(self) -> None:
        """Offer by what the chips choose."""
        tr, chips = self._tr, self.find_pane.chips
        choices = tuple((word, taken, True, act) for word, taken, act in chips.facets())
        self.asking.open_sheet(ChoiceSheet(self.window(), tr, tr(N_("Choose goods by")), choices))

    def _show_basket_menu(self) -> None:
        """Offer what is needed seldom."""
        register, tr = self._register, self._tr
        has_lines = bool(register.cart.lines)
        nota = N_("Nota in Indonesian") if register.nota_language == "en" else N_("Nota in English")
        choices = (
            (tr(N_("Park this basket")), "F4", has_lines, register.park),
            (tr(N_("Sell goods without a code")), tr(N_("name and price typed")), True, self._ask_open),
            (
                tr(N_("Make it an order…")),
                tr(N_("with a down payment")),
                self._can_order,
                self._ask_order,
            ),
            (tr(N_("Empty the basket")), tr(N_("Undo fills it again")), has_lines, register.clear),
            (tr(nota), tr(N_("this one only")), has_lines, register.switch_nota),
        )
        self.asking.open_about_basket(ChoiceSheet(self.window(), tr, tr(N_("Basket")), choices))

    @property
    def _can_order(self) -> bool:
        """Say whether the open basket may become an order: it puts no sale right, and is of no slip."""
        register = self._register
        return bool(register.cart.lines) and register.corrects is None and register.slip is None

    def _ask_order(self) -> None:
        basket = self._register.basket
        if basket.wish is not None or not self._register.refuse_taken(basket):
            self.order_asked.emit()

    def _ask_open(self, typed: str = "") -> None:
        """Ask for goods without a code; what was scanned or looked for is their barcode, or their name."""
        self.open_goods_asked.emit(typed)

    def show_guide(self) -> None:
        """Name the parts of the screen over the screen itself."""
        from batikpos.ui.widgets.guide import Guide  # noqa: PLC0415 - see above

        bar = self.window().findChild(TopBar)
        parts = (*(bar.parts() if bar is not None else ()), *self.find_pane.parts(), *self.basket.parts())
        guide = self._guide = Guide(self.window(), parts, self._tr)
        guide.left.connect(self._guide_left)
        self.destroyed.connect(guide.deleteLater)
        guide.open()

    def _guide_left(self) -> None:
        self._guide = None
        self.setFocus()

    def _unless_asked(self, act: Callable[[], None]) -> None:
        if self._guide is not None:
            self._guide.leave()
            if act == self.show_guide:
                self.asking.show_keys()
        elif not self.asking.is_open:
            act()

    @property
    def is_saying(self) -> bool:
        """Say whether something is told that was not closed, or taken away, yet."""
        return self._message.isVisible()

    def _hide_message(self, cart: Cart, _chosen: int) -> None:
        if cart.lines and not self._register.incoming.waiting:
            self._message.hide()

    def _press_menu(self) -> None:
        bar = self.window().findChild(TopBar)
        if bar is not None and bar.menu.isVisible():
            bar.menu.click()

    def _take_keyboard(self) -> None:
        """Let no key that comes after a sale press what Qt would go on to from a button that is disabled."""
        if self.basket.isAncestorOf(self.window().focusWidget() or self):
            self.setFocus()

    def _tell_warnings(self, done: CompletedSale) -> None:
        """Say what is to be looked at; what was said of the sale before is over."""
        if done.warnings:
            self.say("\n".join(warned.text for warned in done.warnings))
        else:
            self._message.hide()

    def _say_many(self, count: int) -> None:
        said = self._tr(N_("{count} fit. Tap one, or choose by \N{DOWNWARDS ARROW} and press Enter."))
        self.say(said.format(count=count), is_good=True)

    def _say_unknown(self, typed: str) -> None:
        self.refuse(unknown(typed))

    def refuse(self, error: PosError) -> None:
        """Say a mishap, what happened and what to do, on the sheet where one is open; and go on."""
        QApplication.beep()
        text = error.message(self._language)
        if self.asking.sheet is not None:
            self.asking.sheet.say_fault(text)
        elif self._register.incoming.waiting and error is self._register.incoming.not_sold:
            self._say_waiting()
        elif isinstance(error, UnknownItem):
            self._message.say(
                text, self._tr(N_("Sell goods without a code")), partial(self._ask_open, error.item)
            )
        else:
            self.say(text)

    def _say_waiting(self) -> None:
        """Say why the basket was not sold, and which goods of the next buyer wait until it is."""
        register, language = self._register, self._language
        if register.incoming.not_sold is None or self.asking.sheet is not None:
            return
        goods = ", ".join(item.title(language) for item in dict.fromkeys(register.incoming.waiting))
        said = self._tr(N_("Not sold yet. For the next basket wait: {goods}")).format(goods=goods)
        text = f"{register.incoming.not_sold.message(language)}\n{said}"
        self._message.say(text, self._tr(N_("Add to this basket")), register.incoming.take_in)

    def say(
        self, text: str, *, is_good: bool = False, offer: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Tell what was done, for a while, or what went wrong, until something else is done."""
        self._message.say(text, offer, act, is_good=is_good)
