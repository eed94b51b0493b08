"""What was sold of each item by the books, and what sells today: counted at the start and with each sale."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from batikpos.domain.catalogue import Item
from batikpos.domain.sale import Sale, SaleKind
from batikpos.services.desk import Desk
from batikpos.store.orders import OrderState, list_orders
from batikpos.store.sales import sold_of_all, times_sold
from batikpos.store.tills import find_open_day
from batikpos.ui.tasks import Lane, Tasks

_TIMES = {SaleKind.SALE: 1, SaleKind.VOID: -1, SaleKind.REFUND: 0}


Counted = tuple[dict[str, int], dict[str, int], dict[str, tuple[int, str]]]
"""By SKU: sold at all, sold today, and held by open orders with the number of one."""


class Stock(QObject):
    """Pieces or millimetres sold, and how often sold today, by SKU; nothing until they are counted."""

    changed = Signal(object)
    sold_today_changed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.is_counted = False
        self.sold: dict[str, int] = {}
        self.sold_today: dict[str, int] = {}
        self._ordered: dict[str, tuple[int, str]] = {}

    def count(self, desk: Desk) -> None:
        """Count what was sold of everything."""
        self._tasks.run(Lane.STORE, partial(_count, desk), done=self._counted)

    def take(self, sale: Sale) -> None:
        """Take off what was sold; what was given back is there again."""
        for line in sale.lines:
            self.sold[line.sku] = self.sold.get(line.sku, 0) + line.quantity.size
            self.sold_today[line.sku] = self.sold_today.get(line.sku, 0) + _TIMES[sale.kind]
        self._tell()

    def order_of_last(self, item: Item, wanted: int) -> str:
        """Name an order that has what is left of goods, where so many are wanted; "" where enough is left."""
        size, number = self._ordered.get(item.sku, (0, ""))
        left = item.left(self.sold.get(item.sku, 0) + size)
        return number if left is not None and left < wanted else ""

    def _counted(self, counted: Counted) -> None:
        self.sold, self.sold_today, self._ordered = counted
        self.is_counted = True
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.sold)
        self.sold_today_changed.emit(self.sold_today)


def _count(desk: Desk) -> Counted:
    with desk.store.reading() as tx:
        sold, till = sold_of_all(tx), find_open_day(tx)
        today = times_sold(tx, till.business_day) if till is not None else {}
        orders = [kept.order for kept in list_orders(tx) if kept.state is OrderState.OPEN]
    ordered: dict[str, tuple[int, str]] = {}
    for order in orders:
        for line in order.lines:
            size, _ = ordered.get(line.sku, (0, ""))
            ordered[line.sku] = size + line.quantity.size, order.number
    return sold, today, ordered
