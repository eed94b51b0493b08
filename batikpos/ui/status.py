"""What a cashier must know of the booth besides the sale, looked at in a lane now and then."""

from dataclasses import field
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from batikpos.domain.errors import PosError
from batikpos.services.clockcheck import ClockDoubt, doubt_clock
from batikpos.services.desk import Desk
from batikpos.services.disk import Room, look_at_room
from batikpos.sync.sent import Unsent, count_unsent
from batikpos.ui.tasks import Lane, Tasks
from batikpos.values import frozen

LOOK_MS = 30_000
SOON_MS = 700


@frozen
class Signs:
    """What there is to say; `is_late` where something of an earlier day is not sent yet."""

    unsent: Unsent = field(default_factory=Unsent)
    is_late: bool = False
    doubt: ClockDoubt | None = None
    room: Room = Room.ENOUGH


class Status(QObject):
    """Tells the signs of one booth, each time they were looked at."""

    looked = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self._tasks = desk, tasks
        self._is_looking = self._is_asked_again = False
        again = QTimer(self, interval=LOOK_MS)
        again.timeout.connect(self.look)
        again.start()
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self.look)

    def look_soon(self) -> None:
        """Look in a moment: the screen comes first."""
        self._soon.start()

    def look(self) -> None:
        """Look now; where somebody is looking, once more behind that: things may be others by then."""
        if self._is_looking:
            self._is_asked_again = True
            return
        self._is_looking, self._is_asked_again = True, False
        work = partial(_look, self.desk, datetime.now(UTC))
        self._tasks.run(Lane.STORE, work, done=self._seen, failed=self._not_seen, is_asked=False)

    def _seen(self, signs: Signs) -> None:
        self._is_looking = False
        self.looked.emit(signs)
        if self._is_asked_again:
            self.look()

    def _not_seen(self, _error: PosError) -> None:
        """Say nothing more: whoever sells is told of a store that cannot be read, and of nothing twice."""
        self._is_looking = False


def _look(desk: Desk, now: datetime) -> Signs:
    unsent = count_unsent(desk)
    today = desk.fair.local(now).date()
    is_late = unsent.since is not None and unsent.since < today
    return Signs(unsent, is_late, doubt_clock(desk, now=now), look_at_room(desk.home))
