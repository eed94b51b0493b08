"""What is still to be looked up in the merchant's app, asked for and marked in a lane."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from batikpos.services.checking import list_unchecked, mark_checked
from batikpos.ui.register import Register
from batikpos.ui.tasks import Lane, Tasks


class Checking(QObject):
    """Lists unchecked payments, and writes down that one was seen."""

    listed = Signal(object)
    marked = Signal(str, int)
    refused = Signal(object)

    def __init__(self, register: Register, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.register, self._tasks = register, tasks

    def load(self) -> None:
        """Look what is still to be checked."""
        work = partial(list_unchecked, self.register.desk)
        self._tasks.run(Lane.STORE, work, done=self.listed.emit, failed=self.refused.emit)

    def mark(self, number: str, n: int) -> None:
        """Write down that a payment was seen."""
        cashier = self.register.cashier.name
        work = partial(mark_checked, self.register.desk, number, n, cashier=cashier, now=datetime.now(UTC))
        self._tasks.run(Lane.STORE, work, done=partial(self._marked, number, n), failed=self.refused.emit)

    def _marked(self, number: str, n: int, _done: None) -> None:
        self.marked.emit(number, n)
