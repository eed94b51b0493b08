"""Ctrl+C for a command that looks again and again: no look is cut in the middle, the wait between two is."""

import signal
import time
from types import TracebackType
from typing import Self


class Stopping:
    """Notes Ctrl+C, and raises it where it can do no harm: in `wait`, at a `check`, or at the second one.

    An interrupt that is raised anywhere may come where Python swallows it, and then nothing stops.
    """

    def __init__(self) -> None:
        self._is_asked = self._is_waiting = False

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGINT, self._before)

    def check(self) -> None:
        """Stop here if it was asked. Raises: KeyboardInterrupt."""
        if self._is_asked:
            raise KeyboardInterrupt

    def wait(self, seconds: float) -> None:
        """Wait so long, or until it is asked to stop. Raises: KeyboardInterrupt."""
        self._is_waiting = True
        try:
            self.check()
            time.sleep(seconds)
        finally:
            self._is_waiting = False

    def _note(self, _signal: int, _frame: object) -> None:
        is_second, self._is_asked = self._is_asked, True
        if self._is_waiting or is_second:
            raise KeyboardInterrupt
