"""What was sold of each item by the books, and what sells today: counted at the start and with each sale."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from batikpos.domain.sale import Sale, SaleKind
from batikpos.services.desk import Desk
from batikpos.store.sales import sold_of_all, times_sold
from batikpos.store.tills import find_open_day
from batikpos.ui.tasks import Lane, Tasks

_TIMES = {SaleKind.SALE: 1, SaleKind.VOID: -1, SaleKind.REFUND: 0}


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

    def count(self, desk: Desk) -> None:
        """Count what was sold of everything."""
        self._tasks.run(Lane.STORE, partial(_count, desk), done=self._counted)

    def take(self, sale: Sale) -> None:
        """Take off what was sold; what was given back is there again."""
        for line in sale.lines:
            self.sold[line.sku] = self.sold.get(line.sku, 0) + line.quantity.size
            self.sold_today[line.sku] = self.sold_today.get(line.sku, 0) + _TIMES[sale.kind]
        self._tell()

    def _counted(self, counted: tuple[dict[str, int], dict[str, int]]) -> None:
        self.sold, self.sold_today = counted
        self.is_counted = True
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.sold)
        self.sold_today_changed.emit(self.sold_today)


def _count(desk: Desk) -> tuple[dict[str, int], dict[str, int]]:
    with desk.store.reading() as tx:
        sold, till = sold_of_all(tx), find_open_day(tx)
        today = times_sold(tx, till.business_day) if till is not None else {}
    return sold, today
