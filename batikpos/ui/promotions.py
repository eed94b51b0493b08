"""Which promotions there are, and which hold now: looked at when a basket begins, and each half minute."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from batikpos.domain.catalogue import Item
from batikpos.domain.money import Rupiah
from batikpos.domain.promotion import Promotion
from batikpos.services.desk import Desk
from batikpos.services.promotions import load_promotions
from batikpos.ui.tasks import Lane, Tasks

LOOK_MS = 30_000


class Promotions(QObject):
    """All promotions of the booth, and those that hold by the fair's clock.

    What is `switched` by hand, here, holds for the open basket too.
    """

    changed = Signal()
    switched = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self.every: tuple[Promotion, ...] = ()
        self.held: tuple[Promotion, ...] = ()
        tick = QTimer(self, interval=LOOK_MS)
        tick.timeout.connect(self.look)
        tick.start()

    def look(self) -> None:
        """Look in the store, which another process may have changed, and on the clock."""
        self._run(partial(load_promotions, self._desk), self._know)

    def look_anew(self, begun: Callable[[], None]) -> None:
        """Look for a basket that has just `begun`: what another process changed holds for it too."""

        def know(every: tuple[Promotion, ...]) -> None:
            self._know(every)
            begun()

        self._run(partial(load_promotions, self._desk), know)

    def take(self, every: tuple[Promotion, ...]) -> None:
        """Go on with a list that was just changed here: for the open basket too."""
        self._know(every)
        self.switched.emit()

    def price_of(self, item: Item) -> Rupiah | None:
        """Say what one piece or metre alone costs now; None where no promotion makes it cheaper."""
        prices = [price for p in self.held if (price := p.price_of(item)) is not None]
        return min(prices, default=None)

    def _run(
        self, work: Callable[[], tuple[Promotion, ...]], done: Callable[[tuple[Promotion, ...]], None]
    ) -> None:
        self._tasks.run(Lane.STORE, work, done=done, failed=self.refused.emit)

    def _know(self, every: tuple[Promotion, ...]) -> None:
        at = self._desk.fair.local(datetime.now(UTC))
        held = tuple(p for p in every if p.holds_at(at))
        if (every, held) != (self.every, self.held):
            self.every, self.held = every, held
            self.changed.emit()
