"""What is still to be looked up in the merchant's app, asked for and marked in a lane."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from batikpos.domain.checking import TenderKey
from batikpos.domain.errors import PosError
from batikpos.services.checking import list_unchecked, mark_checked, mark_missing
from batikpos.ui.register import Register
from batikpos.ui.tasks import Lane, Tasks

UNDO_MS = 6_000
"""How long a tap can be taken back: what was written down stays."""


class Checking(QObject):
    """Lists unchecked payments, and writes down that one was seen, or looked for in vain.

    That one was seen is held back for as long as a tap can be taken back, but never behind anything that
    reads it: a void, a return, a close. It says who tapped, and when.
    """

    listed = Signal(object)
    marked = Signal(str, int)
    missed = Signal(str, int)
    refused = Signal(object)

    def __init__(self, register: Register, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.register, self._tasks = register, tasks
        self._seen: dict[TenderKey, tuple[QTimer, partial[None]]] = {}
        self.marked.connect(register.look_at_correction)
        tasks.went_on.connect(self.write_now)

    def load(self) -> None:
        """Look what is still to be checked."""
        work = partial(list_unchecked, self.register.desk)
        self._tasks.run(Lane.STORE, work, done=self.listed.emit, failed=self.refused.emit)

    def mark(self, number: str, n: int) -> None:
        """Write down that a payment was seen, once nobody takes that back any more."""
        timer = QTimer(self, interval=UNDO_MS, singleShot=True)
        timer.timeout.connect(partial(self._write, (number, n)))
        work = partial(mark_checked, self.register.desk, number, n, **self._who())
        self._seen[number, n] = timer, work
        timer.start()

    def take_back(self, number: str, n: int) -> bool:
        """Forget that a payment was seen, where it is not written down yet; say whether that was so."""
        timer, _work = self._seen.pop((number, n), (None, None))
        if timer is not None:
            timer.stop()
        return timer is not None

    def write_now(self) -> None:
        """Write down what was seen: nobody takes it back any more."""
        for key in tuple(self._seen):
            self._write(key)

    def miss(self, number: str, n: int) -> None:
        """Write down that a payment was looked for in vain."""
        work = partial(mark_missing, self.register.desk, number, n, **self._who())
        self._tasks.run(
            Lane.STORE, work, done=lambda _done: self.missed.emit(number, n), failed=self._not_written
        )

    def _write(self, key: TenderKey) -> None:
        timer, work = self._seen.pop(key)
        timer.stop()
        self._tasks.run(
            Lane.STORE,
            work,
            done=lambda _done: self.marked.emit(*key),
            failed=self._not_written,
            is_asked=False,
        )

    def _not_written(self, error: PosError) -> None:
        """Say it also where the payment is not shown any more, and show what is written."""
        self.refused.emit(error)
        self.register.refused.emit(error)
        self.load()

    def _who(self) -> dict[str, Any]:
        return {"cashier": self.register.cashier.name, "now": datetime.now(UTC)}
