"""Copying the store to its second place: every hour, and when somebody says so."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from batikpos.domain.errors import PosError
from batikpos.services.desk import Desk
from batikpos.ui.tasks import Lane, Tasks

BACKUP_MS = 3_600_000
"""How often the store is copied to its second place, beside every close."""


class Backups(QObject):
    """Copies in a lane of its own: selling goes on whatever comes of it."""

    due = Signal()
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        hourly = QTimer(self, interval=BACKUP_MS)
        hourly.timeout.connect(self.due)
        hourly.start()

    def copy(self, desk: Desk) -> None:
        """Copy the store to its second place, if one is set."""
        self._tasks.run(Lane.BACKUP, partial(_copy, desk), done=self._copied, failed=self.failed.emit)

    def _copied(self, mishap: PosError | None) -> None:
        if mishap is not None:
            self.failed.emit(mishap)


def _copy(desk: Desk) -> PosError | None:
    """Copy it; return what is to be said of a copy that was made."""
    from batikpos.services.backup import CopiesGivenUp, back_up_to_folder  # noqa: PLC0415 - in a lane

    made = back_up_to_folder(desk, now=datetime.now(UTC))
    return CopiesGivenUp(str(made.file.parent), made.given_up) if made is not None and made.given_up else None
