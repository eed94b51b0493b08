"""What is left of each item by the books: counted at the start, and less with each sale."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal

from batikpos.domain.sale import SaleLine
from batikpos.services.desk import Desk
from batikpos.store.sales import sold_of_all
from batikpos.ui.tasks import Lane, Tasks


class Stock(QObject):
    """Pieces or millimetres left, by SKU."""

    changed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.left: dict[str, int] = {}

    def count(self, desk: Desk) -> None:
        """Count what is left of everything."""
        self._tasks.run(Lane.STORE, partial(_left, desk), done=self._counted)

    def take(self, lines: Iterable[SaleLine]) -> None:
        """Take off what was sold; what was given back is there again."""
        for line in lines:
            if line.sku in self.left:
                self.left[line.sku] -= line.quantity.size
        self.changed.emit(self.left)

    def _counted(self, left: dict[str, int]) -> None:
        self.left = left
        self.changed.emit(left)


def _left(desk: Desk) -> dict[str, int]:
    with desk.store.reading() as tx:
        sold = sold_of_all(tx)
    return {item.sku: item.stock - sold.get(item.sku, 0) for item in desk.catalogue.items}
