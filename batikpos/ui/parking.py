"""Baskets put aside and taken up again, in the store's lane; the register goes on with the open one."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from batikpos.domain.errors import PosError
from batikpos.services.baskets import OpenBasket
from batikpos.services.desk import Desk
from batikpos.services.parking import (
    ParkedBasket,
    change_baskets,
    drop_parked,
    name_parked,
    parked_baskets,
)
from batikpos.ui.tasks import Lane, Tasks


class Parking(QObject):
    """Knows which baskets are parked; `went_over` says from which basket to which."""

    changed = Signal(object)
    went_over = Signal(object, object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.parked: tuple[ParkedBasket, ...] = ()
        self._labels: dict[UUID, str] = {}
        self.is_busy = False

    def look(self, desk: Desk) -> None:
        """Look which baskets are parked."""
        self._run(partial(parked_baskets, desk))

    def find(self, sale_id: UUID) -> ParkedBasket | None:
        """Find a parked basket; None where it is parked no more."""
        return next((p for p in self.parked if p.sale_id == sale_id), None)

    def go_over(self, desk: Desk, before: OpenBasket, after: OpenBasket, *, cashier: str) -> None:
        """Park one basket, where something is in it, and go on with another."""
        self.is_busy = True
        work = partial(
            change_baskets,
            desk,
            before,
            after,
            cashier=cashier,
            now=datetime.now(UTC),
            label=self._labels.get(before.cart.sale_id, ""),
        )
        self._tasks.run(Lane.STORE, work, done=partial(self._went_over, before, after), failed=self._failed)

    def name(self, desk: Desk, sale_id: UUID, label: str) -> None:
        """Call a parked basket something."""
        self._run(partial(name_parked, desk, sale_id, label))

    def drop(self, desk: Desk, sale_id: UUID) -> None:
        """Throw a parked basket away."""
        self._run(partial(drop_parked, desk, sale_id))

    def _run(self, work: Callable[[], tuple[ParkedBasket, ...]]) -> None:
        self._tasks.run(Lane.STORE, work, done=self._know, failed=self.failed.emit)

    def _know(self, parked: tuple[ParkedBasket, ...]) -> None:
        self.parked = parked
        self._labels |= {p.sale_id: p.label for p in parked}
        self.changed.emit(parked)

    def _went_over(self, before: OpenBasket, after: OpenBasket, parked: tuple[ParkedBasket, ...]) -> None:
        self.is_busy = False
        self.went_over.emit(before, after)
        self._know(parked)

    def _failed(self, error: PosError) -> None:
        self.is_busy = False
        self.failed.emit(error)
