"""Sending a closed day to the centre, in its own lane."""

from contextlib import closing
from functools import partial

from PySide6.QtCore import QObject, Signal

from batikpos.domain.errors import PosError
from batikpos.i18n import N_, Translate
from batikpos.services.desk import Desk
from batikpos.settings import load_settings
from batikpos.sync.mark import Synced
from batikpos.sync.sent import note_sent
from batikpos.ui.tasks import Lane, Tasks


class Sending(QObject):
    """Sends once it is told to; `result` is what the last sending came to, until the next till is closed."""

    progressed = Signal(int, int)
    sent = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.is_running = self._is_outdated = False
        self._desk: Desk | None = None
        self.result: Synced | None = None

    def forget(self) -> None:
        """Begin anew: another till was closed. What is just being sent knows nothing of it."""
        self.result, self._is_outdated = None, self.is_running

    def start(self, desk: Desk) -> None:
        """Send what the centre lacks."""
        self.is_running, self.result = True, None
        self._desk, self._is_outdated = desk, False
        self._tasks.run(Lane.SYNC, partial(self._push, desk), done=self._sent, failed=self._failed)

    def _push(self, desk: Desk) -> Synced:
        # In its lane, for it is not needed before a first sending.
        from batikpos.sync.centre import open_centre  # noqa: PLC0415
        from batikpos.sync.push import push  # noqa: PLC0415

        central = load_settings(desk.home).central  # another window or the command line may have set one
        with closing(open_centre(central, create=True)) as centre:
            done = push(desk.store, centre, progress=self.progressed.emit)
        note_sent(desk.home, central, done)
        return done

    def _sent(self, done: Synced) -> None:
        if self._is_outdated and self._desk is not None:
            self.start(self._desk)
            return
        self.is_running, self.result = False, done
        self.sent.emit(done)

    def _failed(self, error: PosError) -> None:
        self.is_running = False
        self.failed.emit(error)


def say_sent(done: Synced, tr: Translate) -> str:
    """Say that both hold the same, or what is missing and what to do."""
    said = N_("The centre holds something else. Nothing was lost; tell the organizer.")
    if done.is_equal:
        said = N_("All sent: {last} of {last}, proven the same ({head}).")
    elif done.centre.last < done.last:
        said = N_("{held} of {last} arrived. Nothing is lost here: send again.")
    return tr(said).format(held=done.centre.last, last=done.last, head=done.head.hex()[:8])
