"""Looking whether something was set meanwhile, by the command line or another window."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from batikpos.settings import FILE_NAME, load_settings
from batikpos.ui.tasks import Lane, Tasks

LOOK_MS = 1_000


class SettingsWatch(QObject):
    """Tells of settings that were changed in the home's file since it was read."""

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, home: Path, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home, self._tasks = home, tasks
        self._read_at = _stamp(home)
        look = QTimer(self, interval=LOOK_MS)
        look.timeout.connect(self._look)
        look.start()

    def _look(self) -> None:
        stamp = _stamp(self._home)
        if stamp != self._read_at:
            self._read_at = stamp
            work = partial(load_settings, self._home)
            self._tasks.run(Lane.STORE, work, done=self.changed.emit, failed=self.failed.emit)


def _stamp(home: Path) -> int:
    """Tell one state of the settings from another."""
    try:
        return (home / FILE_NAME).stat().st_mtime_ns
    except FileNotFoundError:
        return 0
