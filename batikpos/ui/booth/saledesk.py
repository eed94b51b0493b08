"""The sale screen with all that is done around it: after the sale, orders, goods of no catalogue."""

from functools import partial

from PySide6.QtCore import QObject

from batikpos.services.opening import OpenedBooth
from batikpos.settings import change_setting, with_setting
from batikpos.ui.booth.aftersale import AfterSale
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.opendesk import OpenDesk, TakenIn
from batikpos.ui.booth.orderdesk import OrderDesk
from batikpos.ui.booth.places import Places
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.stage import Stage
from batikpos.ui.pictures import Pictures
from batikpos.ui.tasks import Lane


class SaleDesk(QObject):
    """Shows the sale screen, as it was left: with the words that were searched for."""

    def __init__(self, stage: Stage, places: Places, opened: OpenedBooth) -> None:
        super().__init__(stage)
        self._stage, self._places = stage, places
        self._search = opened.search
        self._lost = opened.basket.lost if opened.basket is not None else ()
        self._searched = ""
        self._pictures = Pictures(opened.desk.home, stage.tasks, self)

    def show(self) -> None:
        """Show it, where somebody is signed in."""
        stage, register = self._stage, self._stage.register
        if register is None:
            return
        page = SalePage(register, self._search, self._pictures, stage.words)
        after = AfterSale(register, stage.tasks, stage.words, page.asking.open_sheet, page)
        page.basket.more_asked.connect(lambda done: after.offer(done.kept.sale))
        after.printing.connect(register.papers.print_waiting)
        page.history_asked.connect(partial(self._places.open, Place.HISTORY))
        orders = OrderDesk(register, stage.tasks, stage.words, page.asking.open_sheet, page)
        page.order_asked.connect(orders.ask_order)
        open_goods = OpenDesk(register, stage.tasks, stage.words, page.asking.open_sheet, page)
        page.open_goods_asked.connect(open_goods.ask)
        open_goods.taken_in.connect(self._take_in)
        for desk in (after, orders, open_goods):
            desk.said.connect(page.say)
            desk.refused.connect(page.refuse)
        self._open_goods = open_goods
        page.parked.tell_lost(self._lost)
        self._lost = ()
        page.find_pane.field.setText(self._searched)
        page.find_pane.field.textChanged.connect(partial(setattr, self, "_searched"))
        page.find_pane.view_chosen.connect(self._keep_view)
        stage.show(page, self.show)
        register.start()

    def _keep_view(self, view: str) -> None:
        """Show goods so the next time too."""
        stage = self._stage
        stage.desk = stage.desk.with_settings(with_setting(stage.desk.settings, "view", view))
        keeping = partial(change_setting, stage.desk.home, "view", view)
        stage.tasks.run(Lane.STORE, keeping, failed=stage.say)
        if stage.register is not None:
            stage.register.take_settings(stage.desk)

    def _take_in(self, taken: TakenIn) -> None:
        """Go on with a catalogue that holds new goods: found and scanned at once, and in the basket."""
        stage = self._stage
        stage.desk = taken.desk.with_settings(stage.desk.settings)
        self._search = taken.search
        if stage.register is not None:
            stage.register.take_settings(stage.desk)
            stage.show_again()
            stage.register.add(taken.item)
            self._open_goods.offer_label(taken.item)
