"""When it breaks: whatever nobody foresaw, anywhere, is written down once, and the window says so calmly."""

import faulthandler
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion

from batikpos.ui.crashfile import FOLDER_NAME, MOST_FILES, Fault, keep_report, report
from batikpos.ui.trail import Trail, job_of
from batikpos.values import frozen

QUIET_SECONDS = 60
"""For how long the same fault is not told again, however often it comes: a paint fails at each frame."""

HARD_NAME = "hard.log"
"""Where the interpreter itself writes when it is killed from inside: by a library, or by Qt."""


@frozen
class Told:
    """What the window is to say: the kind of fault, and its file, if one could be written."""

    kind: str
    file: Path | None


class Crash(QObject):
    """Catches what is raised in slots, timers, paints, lanes and threads, while it is installed."""

    happened = Signal(object)

    def __init__(self, home: Path, trail: Trail, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._folder, self.trail, self._clock = home / FOLDER_NAME, trail, clock
        self._files: dict[tuple[str, str, str], Path | None] = {}
        self._told_at: dict[tuple[str, str, str], float] = {}
        self._lock = threading.Lock()
        self._hard: TextIO | None = None

    def install(self) -> None:
        """Catch everything from now on."""
        sys.excepthook = self._raised
        threading.excepthook = self._raised_in_thread
        qInstallMessageHandler(self._qt_said)

    def keep_hard_faults(self) -> None:
        """Let the interpreter write into a file when it is killed; what it wrote last time becomes a report.

        Only for a home that is there: nothing is made where no booth was set up.
        """
        if not self._folder.parent.is_dir():
            return
        path = self._folder / HARD_NAME
        try:
            self._folder.mkdir(exist_ok=True)
            if path.exists() and (left := path.read_text(encoding="utf-8", errors="replace")):
                at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                keep_report(self._folder, left, at=at, number=0)
                path.unlink()
            self._hard = path.open("a", encoding="utf-8")
        except OSError as error:  # a home that takes no file is told of when its store is opened
            self.trail.note(f"no {HARD_NAME}: {error.strerror}")
            return
        faulthandler.enable(self._hard)

    def remove(self) -> None:
        """Leave everything as Python and Qt have it."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)
        if self._hard is not None:
            faulthandler.disable()
            self._hard.close()

    def take(self, fault: Fault, *, is_told: bool = False) -> None:
        """Write a fault down the first time it comes, and have it told, not more often than is good.

        Where somebody else tells it (`is_told`), it is only written down.
        """
        place, now = fault.place, self._clock()
        with self._lock:
            is_new = place not in self._files
            if is_new:
                self._files[place] = self._keep(fault) if len(self._files) < MOST_FILES else None
            told = self._told_at.get(place)
            if is_told or (told is not None and now - told < QUIET_SECONDS):
                return
            self._told_at[place] = now
        self.happened.emit(Told(fault.kind, self._files[place]))

    def _keep(self, fault: Fault) -> Path | None:
        at = datetime.now(UTC)
        text = report(fault, at=at, qt=qVersion(), acts=self.trail.lines())
        _say(text)
        try:
            return keep_report(self._folder, text, at=at, number=len(self._files) + 1)
        except OSError:  # a full disk, say: the window says that there is no file
            return None

    def _raised(
        self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, traceback)
        else:
            self.take(Fault(error.with_traceback(traceback), job_of(error)))

    def _raised_in_thread(self, raised: threading.ExceptHookArgs) -> None:
        if raised.exc_value is not None:
            name = raised.thread.name if raised.thread is not None else ""
            self.take(Fault(raised.exc_value, name))

    def _qt_said(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind not in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}:
            self.trail.note(f"Qt: {text}")
        if kind is QtMsgType.QtFatalMsg:  # Qt ends the program now: this is all that anybody will read
            self.take(Fault(QtEndedIt()))
        _say(text)


class QtEndedIt(RuntimeError):
    """Qt found itself in a state that it cannot go on from."""


def _say(text: str) -> None:
    """Say it on the terminal, where there is one."""
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
