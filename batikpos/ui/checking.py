"""What is still to be looked up in the merchant's app, asked for and marked in a lane."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from batikpos.domain.checking import TenderKey
from batikpos.services.checking import list_unchecked, mark_checked, mark_missing
from batikpos.ui.register import Register
from batikpos.ui.tasks import Lane, Tasks

UNDO_MS = 6_000
"""How long a tap can be taken back: what was written down stays."""


class Checking(QObject):
    """Lists unchecked payments, and writes down that one was seen, or looked for in vain."""

    listed = Signal(object)
    marked = Signal(str, int)
    missed = Signal(str, int)
    refused = Signal(object)

    def __init__(self, register: Register, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.register, self._tasks = register, tasks
        self._seen: dict[TenderKey, QTimer] = {}
        self.marked.connect(register.look_at_correction)

    def load(self) -> None:
        """Look what is still to be checked."""
        work = partial(list_unchecked, self.register.desk)
        self._tasks.run(Lane.STORE, work, done=self.listed.emit, failed=self.refused.emit)

    def mark(self, number: str, n: int) -> None:
        """Write down that a payment was seen, as soon as that cannot be taken back any more."""
        timer = QTimer(self, interval=UNDO_MS, singleShot=True)
        timer.timeout.connect(partial(self._write, (number, n)))
        self._seen[number, n] = timer
        timer.start()

    def take_back(self, number: str, n: int) -> None:
        """Forget that a payment was seen, where it is not written down yet."""
        if timer := self._seen.pop((number, n), None):
            timer.stop()

    def write_now(self) -> None:
        """Write down what was seen: nobody takes it back any more."""
        for key in tuple(self._seen):
            self._write(key)

    def miss(self, number: str, n: int) -> None:
        """Write down that a payment was looked for in vain."""
        work = partial(mark_missing, self.register.desk, number, n, **self._who())
        self._tasks.run(
            Lane.STORE, work, done=lambda _done: self.missed.emit(number, n), failed=self.refused.emit
        )

    def _write(self, key: TenderKey) -> None:
        self.take_back(*key)
        work = partial(mark_checked, self.register.desk, *key, **self._who())
        self._tasks.run(Lane.STORE, work, done=lambda _done: self.marked.emit(*key), failed=self.refused.emit)

    def _who(self) -> dict[str, Any]:
        return {"cashier": self.register.cashier.name, "now": datetime.now(UTC)}
