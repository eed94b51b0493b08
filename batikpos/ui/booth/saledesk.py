"""The sale screen with all that is done around it: after the sale, orders, goods of no catalogue."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from batikpos.domain.catalogue import Item
from batikpos.domain.quantity import Quantity
from batikpos.domain.search import ALL, Search
from batikpos.domain.tender import Tender
from batikpos.domain.wording import tenders_words
from batikpos.i18n import N_, Translate
from batikpos.services.checkout import CompletedSale
from batikpos.services.desk import Desk
from batikpos.services.mending import MendedSettings
from batikpos.services.opening import OpenedBooth
from batikpos.services.pickups import load_pick_ups
from batikpos.settings import change_setting, with_setting
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.places import Places
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.stage import Stage
from batikpos.ui.pictures import Pictures
from batikpos.ui.register import Register
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.widgets.sheet import Sheet

_STRICTEST = N_("All that the rules can ask of two now needs a second person, until the rules are set anew.")
_ADVICE = {
    "printer": N_("Choose the printer anew."),
    "central": N_("Set the centre anew before the day is sent."),
    "second_person": _STRICTEST,
    "discount_limit": _STRICTEST,
}
"""What is to be done about a setting that could not be read, where it touches the day."""

SOON_MS = 100
"""How long after the page words are made ready to be looked for: its paint comes first."""

Hands = tuple[Register, Tasks, Translate, Callable[[Sheet], None], QWidget]
"""What whoever asks something over a page is given."""


class SaleDesk(QObject):
    """Shows the sale screen, as it was left: with the words that were searched for."""

    def __init__(self, stage: Stage, places: Places, opened: OpenedBooth) -> None:
        super().__init__(stage)
        self._stage, self._places = stage, places
        self._search = opened.search
        self._lost = opened.basket.lost if opened.basket is not None else ()
        self._mended = opened.mended
        self._pick_ups = opened.pick_ups
        self._restored = len(opened.basket.cart.lines) if opened.basket is not None else 0
        self._searched, self._only = "", ALL
        self._late: tuple[Desk, Search] | None = None
        self._pictures = Pictures(opened.desk.home_of_photographs, stage.tasks, self)
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._make_ready)
        places.renewed.connect(self._take_renewed)

    def show(self) -> None:
        """Show it, where somebody is signed in."""
        stage, register = self._stage, self._stage.register
        if register is None:
            return
        page = SalePage(register, self._search, self._pictures, stage.words)
        page.basket.more_asked.connect(partial(self._offer_more, page, register))
        page.history_asked.connect(partial(self._places.open, Place.HISTORY))
        page.order_asked.connect(partial(self._ask_order, page, register))
        page.open_goods_asked.connect(partial(self._ask_open_goods, page, register))
        lost, self._lost = self._lost, ()
        page.find_pane.field.setText(self._searched)
        page.find_pane.field.textChanged.connect(partial(setattr, self, "_searched"))
        if self._only != ALL:
            page.find_pane.chips.take_up(self._only)
        page.find_pane.chips.chosen.connect(partial(setattr, self, "_only"))
        page.find_pane.view_chosen.connect(self._keep_view)
        stage.show(page, self.show)
        register.start()
        self._soon.start()
        page.parked.tell_lost(lost)  # behind the basket, which takes away what was said before it
        if not lost:
            self._say_restored(page)
        self._tell_pick_ups(page)  # money that was taken is told over what is merely there again
        self._say_mended(page)

    def _make_ready(self) -> None:
        """Make the goods ready to be found; who types before waits for it (see `Search`)."""
        if self._search.is_ready:
            self._show_all(self._search)
            return
        failed = self._stage.say
        self._stage.tasks.run(Lane.FINDER, self._search.make_ready, done=self._show_all, failed=failed)

    def _show_all(self, search: Search) -> None:
        """Let what was loaded behind the first page follow it."""
        if search is self._search and isinstance(page := self._stage.page, SalePage):
            page.find_pane.show_rest()

    def _say_restored(self, page: SalePage) -> None:
        """Say once that the basket is there again that was open when the program ended."""
        count, self._restored = self._restored, 0
        if count:
            said = self._stage.words(N_("The basket is there again: {count} lines."))
            page.say(said.format(count=count), is_good=True)

    def tell_mended(self, mended: MendedSettings) -> None:
        """Say that the file was spoilt meanwhile: what held holds on."""
        said = N_("The settings file was spoilt. What was set holds on; it is kept as {file}.")
        if not mended.kept:
            said = N_("The settings file was gone. What was set holds on.")
        if isinstance(self._stage.page, SalePage):
            self._stage.page.say(self._stage.words(said).format(file=mended.kept))

    def _say_mended(self, page: SalePage) -> None:
        """Say once what could not be read at the start, and offer to set the printer."""
        mended, self._mended = self._mended, None
        if mended is not None and mended.unread:
            tr = self._stage.words
            page.say(say_mended(mended, tr), offer=tr(N_("Printer")), act=self._open_printer)

    def _open_printer(self) -> None:
        self._places.open(Place.PRINTER)

    def _tell_pick_ups(self, page: SalePage) -> None:
        """Say once what was taken for orders that were not handed over when program or till was ended."""
        begun, self._pick_ups = self._pick_ups, {}
        if begun:
            said = self._stage.words(N_("Taken already for {number}: {taken}. Go on with its pick-up."))
            lines = [
                said.format(number=number, taken=tenders_words(taken, self._stage.words))
                for number, taken in begun.items()
            ]
            to_orders = partial(self._places.open, Place.ORDERS)
            page.say("\n".join(lines), offer=self._stage.words(N_("Orders")), act=to_orders)

    def look_at_pick_ups(self) -> None:
        """Say again what was taken for orders that are not handed over: a till was closed over it."""
        stage = self._stage
        work = partial(load_pick_ups, stage.desk)
        stage.tasks.run(Lane.STORE, work, done=self._have_pick_ups, failed=stage.say)

    def _have_pick_ups(self, begun: dict[str, tuple[Tender, ...]]) -> None:
        self._pick_ups = begun
        if isinstance(self._stage.page, SalePage):
            self._tell_pick_ups(self._stage.page)

    def _keep_view(self, view: str) -> None:
        """Show goods so the next time too."""
        stage = self._stage
        stage.desk = stage.desk.with_settings(with_setting(stage.desk.settings, "view", view))
        keeping = partial(change_setting, stage.desk.home, "view", view)
        stage.tasks.run(Lane.STORE, keeping, failed=stage.say)
        if stage.register is not None:
            stage.register.take_settings(stage.desk)

    # What is done seldom is loaded when the window sells already: see `ahead`.

    def _offer_more(self, page: SalePage, register: Register, done: CompletedSale) -> None:
        from batikpos.ui.booth.aftersale import AfterSale  # noqa: PLC0415

        after = AfterSale(*self._hands(page, register, page.asking.open_sheet))
        after.said.connect(page.say)
        after.refused.connect(page.refuse)
        after.printing.connect(register.papers.print_waiting)
        after.offer(done.kept.sale)

    def _ask_order(self, page: SalePage, register: Register) -> None:
        from batikpos.ui.booth.orderdesk import OrderDesk  # noqa: PLC0415

        orders = OrderDesk(*self._hands(page, register, page.asking.open_about_basket))
        orders.said.connect(page.say)
        orders.refused.connect(page.refuse)
        orders.ask_order()

    def _ask_open_goods(self, page: SalePage, register: Register, name: str) -> None:
        self._open_desk(page, register, page.asking.open_about_basket).ask(name)

    def _open_desk(self, page: SalePage, register: Register, open_sheet: Callable[[Sheet], None]) -> Any:  # noqa: ANN401 - of a module loaded now
        from batikpos.ui.booth.opendesk import OpenDesk  # noqa: PLC0415

        goods = OpenDesk(*self._hands(page, register, open_sheet))
        goods.said.connect(page.say)
        goods.refused.connect(page.refuse)
        goods.taken_in.connect(self._take_in)
        return goods

    def _hands(self, page: SalePage, register: Register, open_sheet: Callable[[Sheet], None]) -> Hands:
        return register, self._stage.tasks, self._stage.words, open_sheet, page

    def _take_in(self, desk: Desk, search: Search, item: Item, quantity: Quantity) -> None:
        """Go on with a catalogue that holds new goods: found and scanned at once, and in the basket."""
        stage, register = self._stage, self._stage.register
        stage.desk = desk.with_settings(stage.desk.settings)
        self._search = search
        if register is not None:
            register.take_settings(stage.desk)
            stage.show_again()
            before = register.cart.quantity_of(item.sku)  # of the same goods, taken in before
            register.add(item)
            lines = register.cart.lines  # it is in none of them where it was refused, or waits for a sale
            if (at := next((n for n, of in enumerate(lines) if of.item.sku == item.sku), None)) is not None:
                register.set_size(at, before + quantity.size)
            if isinstance(page := stage.page, SalePage):
                self._open_desk(page, register, page.asking.open_sheet).offer_label(item)

    def _take_renewed(self, desk: Desk, search: Search) -> None:
        """Go on with what a later fair file says; whoever it knows no more, or otherwise, signs in anew.

        A basket that is asked about or paid for meanwhile is sold as it was told first.
        """
        stage, register = self._stage, self._stage.register
        if register is not None and register.is_price_told:
            if self._late is None:  # behind what frees the basket, which may be a page that is being built
                register.price_free.connect(self._take_late, Qt.ConnectionType.QueuedConnection)
            self._late = desk, search
            return
        settings = desk.settings
        stage.desk = desk.with_settings(stage.desk.settings)
        self._search = search
        if register is not None:
            self._lost = register.renew(stage.desk)
        self._places.settings_changed.emit(settings)
        if register is not None and register.cashier not in desk.people:
            self._places.change_asked.emit()
        else:
            stage.show_again()

    def _take_late(self) -> None:
        late, register = self._late, self._stage.register
        if late is not None and register is not None and not register.is_price_told:
            register.price_free.disconnect(self._take_late)
            self._late = None
            self._take_renewed(*late)


def say_mended(mended: MendedSettings, tr: Translate) -> str:
    """Say which settings could not be read, and what is to be done about it."""
    said = tr(N_("Settings of this machine could not be read; the file is kept as {file}."))
    if not mended.kept:
        said = tr(N_("The settings of this machine are gone: what a booth begins with holds."))
    todo = dict.fromkeys(tr(todo) for key, todo in _ADVICE.items() if key in mended.unread)
    return " ".join([said.format(file=mended.kept), *todo])
