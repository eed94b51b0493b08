"""Looking whether something was set meanwhile, by the command line or another window."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from batikpos.services.mending import MendedSettings, mend_settings
from batikpos.settings import FILE_NAME, Settings
from batikpos.ui.tasks import Lane, Tasks

LOOK_MS = 1_000


class SettingsWatch(QObject):
    """Tells of settings that were changed in the home's file since it was read.

    What cannot be read of them stays as it is `now`, and `mended` says so.
    """

    changed = Signal(object)
    mended = Signal(object)

    def __init__(
        self, home: Path, tasks: Tasks, now: Callable[[], Settings], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._home, self._tasks, self._now = home, tasks, now
        self._read_at = _stamp(home)
        look = QTimer(self, interval=LOOK_MS)
        look.timeout.connect(self._look)
        look.start()

    def _look(self) -> None:
        stamp = _stamp(self._home)
        if stamp != self._read_at:
            self._read_at = stamp
            work = partial(mend_settings, self._home, datetime.now(UTC), self._now())
            self._tasks.run(Lane.STORE, work, done=self._read)

    def _read(self, mended: MendedSettings) -> None:
        self.changed.emit(mended.settings)
        if mended.unread:
            self.mended.emit(mended)


def _stamp(home: Path) -> int:
    """Tell one state of the settings from another."""
    try:
        return (home / FILE_NAME).stat().st_mtime_ns
    except FileNotFoundError:
        return 0
