"""What the program did last: names of jobs and pages, never what was typed, sold or read."""

import time
from collections import deque
from collections.abc import Callable
from functools import partial

LONGEST_TRAIL = 60
_JOB = "batikpos_job"


class Trail:
    """The last acts, the newest last; for whoever asks what a fault or a stall came after."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._acts: deque[tuple[float, str]] = deque(maxlen=LONGEST_TRAIL)

    @property
    def last(self) -> str:
        """Say what was done last."""
        return self._acts[-1][1] if self._acts else ""

    def note(self, act: str) -> None:
        """Remember an act by its name."""
        self._acts.append((self._clock(), act))

    def lines(self) -> tuple[str, ...]:
        """List the acts, each with how many seconds ago it was."""
        now = self._clock()
        return tuple(f"{at - now:9.2f} s  {act}" for at, act in tuple(self._acts))


def name_of(work: Callable[..., object]) -> str:
    """Name the function that does some work, whatever it was given."""
    while isinstance(work, partial):
        inner = next((a for a in work.args if callable(a)), None)
        work = inner if inner is not None else work.func
    return str(getattr(work, "__qualname__", type(work).__name__))


def note_job(error: BaseException, job: str) -> None:
    """Let an error say which job of which lane it ended."""
    error.__dict__[_JOB] = job


def job_of(error: BaseException) -> str:
    """Say which job of which lane an error ended; nothing where it was none."""
    return str(getattr(error, _JOB, ""))
