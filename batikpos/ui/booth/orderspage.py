"""The orders: those that wait first, the paper of one, and what can be done with it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Signal

from batikpos.domain.errors import PosError
from batikpos.i18n import N_, Translate, language_of
from batikpos.store.orders import KeptOrder, OrderState
from batikpos.ui.booth.foundpage import FoundPage, Headed, PaperAct, Told
from batikpos.ui.booth.numbered import NumberedView
from batikpos.ui.booth.orderdesk import OrderDesk
from batikpos.ui.booth.orderlist import OrderDelegate, OrderModel
from batikpos.ui.orderbook import OrderBook
from batikpos.ui.register import Register
from batikpos.ui.tasks import Tasks
from batikpos.ui.widgets.buttons import Kind

HEADED = Headed(
    N_("Orders"),
    N_("Number, customer, phone or goods"),
    N_("Find an order"),
    N_("Orders"),
    N_("The order's paper"),
)


class OrdersPage(FoundPage):
    """Finds an order by number, customer, phone or goods; hands it over, or gives its down payment back.

    `fault` says why goods that are scanned may go into no basket just now.
    """

    pick_up_asked = Signal(object)
    cancel_asked = Signal(object)
    again_asked = Signal(object)
    share_asked = Signal(object)

    def __init__(
        self, register: Register, tasks: Tasks, tr: Translate, fault: Callable[[], PosError | None]
    ) -> None:
        super().__init__(tr)
        self._fault = fault
        self._register = register
        self._book = OrderBook(register, tasks)
        self._book.setParent(self)
        self._model = OrderModel(tr)
        today = register.desk.fair.local(datetime.now(UTC)).date()
        found = NumberedView(self._model, OrderDelegate(self._model, tr, today), tr(HEADED.list_name))
        found.picked.connect(self._pick)
        acts = (
            PaperAct(N_("Pick up"), Kind.PRIMARY, self.pick_up_asked, _is_open),
            PaperAct(N_("Print again"), Kind.PLAIN, self.again_asked, lambda _kept: True),
            PaperAct(N_("For the buyer"), Kind.PLAIN, self.share_asked, lambda _kept: True),
            PaperAct(N_("Cancel the order"), Kind.DANGER, self.cancel_asked, _is_open),
        )
        self.build(HEADED, found, acts)
        self.field.textChanged.connect(self._book.search)
        self._book.found.connect(self._show_found)
        self._book.shown.connect(self.show_paper)
        self._book.refused.connect(self.refuse)
        desk = OrderDesk(register, tasks, tr, self.open_sheet, self)
        self.pick_up_asked.connect(desk.ask_pick_up)
        self.cancel_asked.connect(desk.ask_cancel)
        self.share_asked.connect(desk.share)
        self.again_asked.connect(lambda kept: register.papers.print_again(kept.order.number))
        desk.refused.connect(self.refuse)
        desk.said.connect(self.say)
        desk.handed_over.connect(self.say_given)
        desk.changed.connect(self._changed)
        self._book.refresh()

    def scan(self, code: str) -> None:
        """Look for an order; goods that come while something is asked are no part of it, but of a basket."""
        item = self._register.desk.catalogue.find(code)
        if item is None or self._sheets.top is None:
            super().scan(code)
            return
        if (fault := self._fault()) is not None:
            self.refuse(fault)
            return
        said = self._tr(N_("“{item}” goes into the basket, not into this order."))
        self._sheets.top.tell(said.format(item=item.title(language_of(self._tr))))
        self._register.refused.connect(self.refuse)
        self._register.scan(code)
        self._register.refused.disconnect(self.refuse)

    def typed(self) -> tuple[Any, ...]:
        """Say also which order is looked at."""
        return (*super().typed(), self._book.number)

    def type_again(self, words: str, told: Told | None = None, warned: str = "", number: str = "") -> None:
        """Go on looking for it, with the same order beside it."""
        super().type_again(words, told, warned)
        if number:
            self._book.show(number)

    def words_of(self, code: str) -> str:
        """Look for the order whose paper was scanned: behind its number stands its place in the chain."""
        return code.strip().partition(" ")[0]

    def _changed(self) -> None:
        self._book.refresh()
        if self._book.number:
            self._book.show(self._book.number)

    def _pick(self, number: str) -> None:
        if number != self._book.number:
            self.say_given(None)
            self._book.show(number)

    def _show_found(self, orders: tuple[KeptOrder, ...]) -> None:
        self._model.show_rows(orders)
        nothing = N_("No orders yet.\nFill the basket, then choose “Make it an order…” under its dots.")
        if self.field.text().strip():
            nothing = N_("No order like that is here.")
        if not orders:
            self._book.number = ""
        self.show_list(self._model, self._book.number, self._tr(nothing))


def _is_open(kept: KeptOrder) -> bool:
    return kept.state is OrderState.OPEN
