"""The orders on screen: listed, searched, and one of them looked at, each in its lane."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from batikpos.paper.document import document_from_json
from batikpos.paper.order import order_note
from batikpos.services.desk import Desk
from batikpos.services.orders import UnknownOrder
from batikpos.store.orders import KeptOrder, OrderState, find_order, list_orders
from batikpos.store.printjobs import find_original
from batikpos.ui.register import Register
from batikpos.ui.tasks import Lane, Tasks


class OrderBook(QObject):
    """Lists orders, those that wait first by the day they are due, and shows the paper of one."""

    found = Signal(object)
    shown = Signal(object, bytes)
    refused = Signal(object)

    def __init__(self, register: Register, tasks: Tasks) -> None:
        super().__init__()
        self._register, self._tasks = register, tasks
        self._typed = ""
        self._orders: tuple[KeptOrder, ...] = ()
        self.number = ""

    def search(self, typed: str) -> None:
        """Show the orders that hold what is typed: number, customer, phone or goods."""
        self._typed = typed
        self._emit()

    def refresh(self) -> None:
        """List anew."""
        work = partial(_list, self._desk)
        self._tasks.run(Lane.STORE, work, done=self._have_listed, failed=self.refused.emit)

    def show(self, number: str) -> None:
        """Show one order."""
        self.number = number
        work = partial(_draw, self._desk, number)
        self._tasks.run(Lane.PICTURE, work, done=self._have_drawn, failed=self.refused.emit)

    @property
    def _desk(self) -> Desk:
        return self._register.desk

    def _have_listed(self, orders: tuple[KeptOrder, ...]) -> None:
        self._orders = orders
        self._emit()

    def _emit(self) -> None:
        words = self._typed.casefold().split()
        self.found.emit(tuple(o for o in self._orders if all(word in _text(o) for word in words)))

    def _have_drawn(self, drawn: tuple[KeptOrder, bytes]) -> None:
        kept, png = drawn
        if kept.order.number == self.number:
            self.shown.emit(kept, png)


def _text(kept: KeptOrder) -> str:
    order = kept.order
    goods = (name for line in order.lines for name in (line.sku, line.name, line.name_en))
    return " ".join((order.number, order.customer, order.phone, *goods)).casefold()


def _list(desk: Desk) -> tuple[KeptOrder, ...]:
    with desk.store.reading() as tx:
        orders = list_orders(tx)
    waiting = sorted((o for o in orders if o.state is OrderState.OPEN), key=lambda o: o.order.due)
    return (*waiting, *(o for o in reversed(orders) if o.state is not OrderState.OPEN))


def _draw(desk: Desk, number: str) -> tuple[KeptOrder, bytes]:
    from batikpos.printing.rendering import render  # noqa: PLC0415 - Pillow, and this is a lane

    with desk.store.reading() as tx:
        kept, original = find_order(tx, number), find_original(tx, number)
    if kept is None:
        raise UnknownOrder(number)
    paper = (
        document_from_json(original.document)
        if original is not None
        else order_note(kept.order, desk.stand, fact_hash=kept.hash)
    )
    return kept, render(paper, "png", desk.settings.columns, has_cutter=False)
