"""What is being done is kept in the store at each change, one writing at a time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from batikpos.domain.errors import PosError
from batikpos.ui.tasks import Lane, Tasks

RETRY_MS = 2_000
"""After so long what could not be kept is tried again: a disk may have room again, a lock be gone."""


class Keeping(QObject):
    """Keeps what it was told last; what changes while it writes is written afterwards, once.

    What cannot be kept is tried again until it is, or something else is to be kept; that is told once. At the
    end of the program nothing is left unwritten that was still to come.
    """

    refused = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._now: Callable[[], None] | None = None
        self._next: Callable[[], None] | None = None
        self.is_busy = self.is_unkept = False
        self._again = QTimer(self, interval=RETRY_MS, singleShot=True)
        self._again.timeout.connect(self._go_on)
        tasks.ending.connect(self._keep_last)

    def keep(self, work: Callable[[], None]) -> None:
        """Have something kept, by a function that keeps it as it is now."""
        self._next = work
        self._go_on()

    def forget(self) -> None:
        """Keep no more what was to be kept next, or is tried: it is done, or another thing, by now."""
        self._now = self._next = None
        self.is_unkept = False

    def _go_on(self) -> None:
        self._again.stop()
        if self._next is not None and not self.is_busy:
            self._now, self._next = self._next, None
            self.is_busy = True
            self._tasks.run(Lane.STORE, self._now, done=self._kept, failed=self._not_kept)

    def _keep_last(self) -> None:
        """Have what is to be kept next written behind what is written now: nobody comes back to do it."""
        if self._next is not None:
            self._tasks.run(Lane.STORE, self._next)

    def _kept(self, _done: None) -> None:
        self.is_busy = self.is_unkept = False
        self._go_on()

    def _not_kept(self, error: PosError) -> None:
        is_told, self.is_busy = self.is_unkept, False
        self._next = self._next or self._now
        self.is_unkept = self._next is not None
        self._again.start()
        if not is_told:
            self.refused.emit(error)
