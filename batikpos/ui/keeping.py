"""The open basket is kept in the store at each change, one writing at a time."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from batikpos.domain.errors import PosError
from batikpos.services.baskets import OpenBasket, keep_open_basket
from batikpos.services.desk import Desk
from batikpos.ui.tasks import Lane, Tasks


class Keeping(QObject):
    """Keeps what it was told last; what changes while it writes is written afterwards, once."""

    refused = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._next: tuple[Desk, OpenBasket] | None = None
        self.is_busy = False

    def keep(self, desk: Desk, basket: OpenBasket) -> None:
        """Have a basket kept."""
        if self.is_busy:
            self._next = desk, basket
            return
        self.is_busy = True
        work = partial(keep_open_basket, desk, basket.cart, basket.slip, basket.corrects, basket.taken)
        self._tasks.run(Lane.STORE, work, done=self._kept, failed=self._not_kept)

    def forget(self) -> None:
        """Keep no more what was to be kept next: that basket is not the open one any more."""
        self._next = None

    def _kept(self, _done: None) -> None:
        self.is_busy = False
        if self._next is not None:
            waiting, self._next = self._next, None
            self.keep(*waiting)

    def _not_kept(self, error: PosError) -> None:
        self.is_busy, self._next = False, None
        self.refused.emit(error)
