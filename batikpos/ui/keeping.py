"""What is being done is kept in the store at each change, one writing at a time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from batikpos.domain.errors import PosError
from batikpos.ui.tasks import Lane, Tasks


class Keeping(QObject):
    """Keeps what it was told last; what changes while it writes is written afterwards, once."""

    refused = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._next: Callable[[], None] | None = None
        self.is_busy = False

    def keep(self, work: Callable[[], None]) -> None:
        """Have something kept, by a function that keeps it as it is now."""
        if self.is_busy:
            self._next = work
            return
        self.is_busy = True
        self._tasks.run(Lane.STORE, work, done=self._kept, failed=self._not_kept)

    def forget(self) -> None:
        """Keep no more what was to be kept next: it is done, or another thing, by now."""
        self._next = None

    def _kept(self, _done: None) -> None:
        self.is_busy = False
        if self._next is not None:
            waiting, self._next = self._next, None
            self.keep(waiting)

    def _not_kept(self, error: PosError) -> None:
        self.is_busy, self._next = False, None
        self.refused.emit(error)
