"""Background work: lanes of one thread each, and one signal that brings results back."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from enum import Enum
from itertools import count
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from shiboken6 import isValid

from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.ui.garbage import Collector
from batikpos.ui.trail import Trail, name_of, note_job

T = TypeVar("T")

_GONE = "Signal source has been deleted"
"""Qt's words for Python."""

PATIENCE_SECONDS = 3
"""How long the window stays open for a paper that is being printed."""


class Unforeseen(PosError):
    """A job that ended in an error of ours; whoever waits for it goes on as after any refusal."""

    code: ClassVar[str] = "unforeseen"
    text: ClassVar[str] = N_("That did not work. Try again.")


class Lane(Enum):
    """One slow thing, one thread: work in a lane keeps its order."""

    STORE = "store"
    PRINTER = "printer"
    FINDER = "finder"
    SYNC = "sync"
    PICTURE = "picture"
    BACKUP = "backup"
    BOARD = "board"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Who waits for a job."""

    job: str
    done: Callable[[Any], None] | None
    failed: Callable[[PosError], None] | None


class Tasks(QObject):
    """Runs plain functions in lanes; `done` and `failed` are called on the GUI thread.

    They stay there meanwhile: a lane knows a job's number, and can never be the last to let go of a page.

    A PosError goes to `failed`. Anything else is a bug: it reaches sys.excepthook from here, with the
    job's name, and `failed` is told that something Unforeseen happened, so that nothing waits for ever.

    Somebody `went_on`: asks the store for something, goes to another page or out of the program. What was
    held back, so that it could be taken back, goes into the lane now: whatever comes behind it finds it done.
    `ending` is the last moment at which work is taken.
    """

    went_on = Signal()
    ending = Signal()
    finished = Signal(object)

    def __init__(self, parent: QObject | None = None, trail: Trail | None = None) -> None:
        super().__init__(parent)
        self.trail = trail or Trail()
        self._pools = {lane: ThreadPoolExecutor(1, thread_name_prefix=lane.value) for lane in Lane}
        self._jobs: dict[Lane, tuple[Future[None], ...]] = dict.fromkeys(Lane, ())
        self._waiting: dict[int, _Waiting] = {}
        self._numbers = count()
        self._collector = Collector(self)
        self._is_open = True
        self.finished.connect(self._deliver)  # queued, for it is emitted in the lanes only

    @property
    def is_open(self) -> bool:
        """Say whether work is still taken: what takes long looks now and then."""
        return self._is_open

    def run(
        self,
        lane: Lane,
        work: Callable[[], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[PosError], None] | None = None,
        is_asked: bool = True,
    ) -> None:
        """Do `work` in a lane; where nobody asked for it, nobody went on by it."""
        if self._is_open and is_asked and lane is Lane.STORE:
            self.went_on.emit()
        if self._is_open:
            number, job = next(self._numbers), f"{lane.value}: {name_of(work)}"
            self.trail.note(job)
            self._waiting[number] = _Waiting(job, done, failed)
            still = (before for before in self._jobs[lane] if not before.done())
            self._jobs[lane] = (*still, self._pools[lane].submit(self._work, number, job, work))

    def close(self) -> None:
        """Finish what was begun, and take nothing more; results that are still to come are dropped.

        A printer or a centre that hangs is waited for a moment only: its lane ends by its own deadlines,
        before the program does.
        """
        self.went_on.emit()
        self.ending.emit()
        self._is_open = False
        hanging = {Lane.PRINTER, Lane.FINDER, Lane.BOARD, Lane.REPORT}
        for lane, pool in self._pools.items():
            pool.shutdown(wait=lane not in hanging, cancel_futures=lane in hanging)
        waiting = [job for lane in hanging for job in self._jobs[lane] if not job.cancelled()]
        wait(waiting, timeout=PATIENCE_SECONDS)  # for what was called off it would wait in vain

    def _work(self, number: int, job: str, work: Callable[[], object]) -> None:
        try:
            result = work()
        except PosError as error:
            self.finished.emit((number, False, error))
        except BaseException as error:  # noqa: BLE001 - carried to the GUI thread and raised there
            note_job(error, job)
            self.finished.emit((number, False, error))
        else:
            self.finished.emit((number, True, result))

    @Slot(object)
    def _deliver(self, outcome: tuple[int, bool, Any]) -> None:
        number, is_done, value = outcome
        waiting = self._waiting.pop(number)
        then = waiting.done if is_done else waiting.failed
        self.trail.note(f"came back from {waiting.job}")
        if not is_done and not isinstance(value, PosError):
            try:
                if then is not None and self._is_open:
                    then(Unforeseen())
            finally:
                raise value
        if then is not None:
            if self._is_open and _is_there(then):
                _call(then, value)
        elif not is_done:
            raise value


def _call(then: Callable[[Any], None], value: object) -> None:
    """Hand a result over; a signal does not say whose it is before it is emitted of somebody who is gone."""
    try:
        then(value)
    except RuntimeError as error:
        if not (isinstance(getattr(then, "__self__", None), SignalInstance) and str(error) == _GONE):
            raise


def _is_there(then: Callable[[Any], None]) -> bool:
    """Say whether whoever waits is still there: a page may have been left meanwhile."""
    owner = getattr(getattr(then, "func", then), "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
