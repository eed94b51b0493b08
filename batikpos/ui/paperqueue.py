"""The printer's queue as the window works it off: in its own lane, again after a while where it must."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from batikpos.printing.worked import BACK_OFF_SECONDS, Worked
from batikpos.services.desk import Desk
from batikpos.store.printjobs import JobState, find_original
from batikpos.ui.tasks import Lane, Tasks

BUSY_MS = 500
"""When to look again where another process is printing."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a round at the queue came to, and what became of the one paper that was asked about."""

    worked: Worked
    number: str
    state: JobState | None


class PaperQueue(QObject):
    """Works the queue off when it is told to, and by itself again after a printer took nothing."""

    rounded = Signal(object)
    failed = Signal(object)
    due = Signal()

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._failures = 0
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.due)

    def wait(self, milliseconds: int) -> None:
        """Let a round be due after a while."""
        self._again.start(milliseconds)

    def work_off(self, desk: Desk, number: str) -> None:
        """Print what waits; `number` is the paper somebody looks at."""
        self._tasks.run(
            Lane.PRINTER, partial(_work_off, desk, number), done=self._done, failed=self.failed.emit
        )

    def _done(self, done: Round) -> None:
        self._failures = self._failures + 1 if done.worked.stuck else 0
        if done.worked.stuck:
            self.wait(BACK_OFF_SECONDS[min(self._failures, len(BACK_OFF_SECONDS)) - 1] * 1000)
        elif done.worked.is_busy:
            self.wait(BUSY_MS)
        self.rounded.emit(done)


def _work_off(desk: Desk, number: str) -> Round:
    """Work the queue off, and say what became of one original: another process may have printed it."""
    from batikpos.printing.queue import work_off  # noqa: PLC0415 - slow, and this is the printer's lane

    worked = work_off(desk)
    with desk.store.reading() as tx:
        original = find_original(tx, number) if number else None
    return Round(worked, number, original.state if original else None)
