"""The till's papers: the last one in sight, and the printer's queue, worked off in its own lane."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from batikpos.domain.order import Order
from batikpos.printing.worked import BACK_OFF_SECONDS, Worked
from batikpos.services.desk import Desk
from batikpos.services.opening import LastSale
from batikpos.services.papers import QueueLook, look_at_queue, queue_copy
from batikpos.store.printjobs import JobState, find_original
from batikpos.ui.tasks import Lane, Tasks
from batikpos.values import frozen

TWICE_MS = 600
"""What a hand asks for twice within so long, it asks for once."""

BUSY_MS = 500
"""When to look again where another process is printing."""


@frozen
class Round:
    """What a round at the queue came to, and what became of the one paper that was asked about."""

    worked: Worked
    number: str
    state: JobState | None
    look: QueueLook


class PaperQueue(QObject):
    """Works the queue off when it is told to, and by itself again after a printer took nothing.

    `last` is what was sold or given back last, and what became of its paper; `ordered` the order that was
    taken since.
    """

    worked_off = Signal(object)
    queue_changed = Signal(object, object)
    refused = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self.last: LastSale | None = None
        self.ordered: Order | None = None
        self._failures = 0
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.print_waiting)
        self._copied = QTimer(self, singleShot=True, interval=TWICE_MS)

    def take_settings(self, desk: Desk) -> None:
        """Go on with another printer."""
        self._desk = desk

    def wait(self, milliseconds: int) -> None:
        """Let a round be due after a while."""
        self._again.start(milliseconds)

    def print_again(self, number: str) -> None:
        """Print a copy of a nota; asked for twice at once it is meant once."""
        if self._copied.isActive():
            return
        self._copied.start()
        work = partial(queue_copy, self._desk, number, now=datetime.now(UTC))
        self._tasks.run(Lane.STORE, work, done=lambda _job: self.print_waiting(), failed=self.refused.emit)

    def print_waiting(self, *, is_asked: bool = False) -> None:
        """Print what waits, what is old only where it `is_asked` for."""
        number = self.last.done.kept.sale.number if self.last else ""
        now = datetime.now(UTC)
        work = partial(_work_off, self._desk, number, now, is_asked=is_asked, is_stopped=self._is_stopped)
        self._tasks.run(Lane.PRINTER, work, done=self._done, failed=self.refused.emit)

    def _is_stopped(self) -> bool:
        return not self._tasks.is_open

    def _done(self, done: Round) -> None:
        self._failures = self._failures + 1 if done.worked.stuck else 0
        if done.worked.stuck:
            self.wait(BACK_OFF_SECONDS[min(self._failures, len(BACK_OFF_SECONDS)) - 1] * 1000)
        elif done.worked.is_busy:
            self.wait(BUSY_MS)
        if self.last is not None and done.state and done.number == self.last.done.kept.sale.number:
            self.last = replace(self.last, paper=done.state)
        self.worked_off.emit(done.worked)
        self.queue_changed.emit(done.worked, done.look)


def _work_off(
    desk: Desk, number: str, now: datetime, *, is_asked: bool, is_stopped: Callable[[], bool]
) -> Round:
    """Work the queue off, and say what became of one original: another process may have printed it."""
    from batikpos.printing.queue import work_off  # noqa: PLC0415 - slow, and this is the printer's lane

    worked = work_off(desk, now=None if is_asked else now, is_stopped=is_stopped)
    with desk.store.reading() as tx:
        original = find_original(tx, number) if number else None
    state = original.state if original else None
    return Round(worked, number, state, look_at_queue(desk, now=now))
