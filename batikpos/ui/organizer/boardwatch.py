"""Reading the board again and again in its lane: the centre stays open, and only what came since is read."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from batikpos.domain.board import Board
from batikpos.domain.errors import PosError
from batikpos.domain.fair import Fair
from batikpos.services.board import SLICE, BoardReader
from batikpos.store.engine import Store
from batikpos.sync.centre import NoCentre, open_centre
from batikpos.ui.organizer.office import Office
from batikpos.ui.tasks import Lane
from batikpos.values import frozen


@frozen
class _Place:
    """Where a centre is: what was proven of one says nothing of another."""

    central: str
    file: tuple[int, int] | None


class BoardWatch(QObject):
    """Looks at the board of a day when it is asked to. A centre that fails is let go, and read anew.

    While nobody waits it reads what other days will ask for, a slice at a time.
    """

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._is_watched = False
        self._is_ahead = False
        # Of the lane alone.
        self._centre: Store | None = None
        self._place: _Place | None = None
        self._reader = BoardReader()
        self._foreseen: set[tuple[Fair | None, date]] = set()

    def look(self, day: date, done: Callable[[Board], None], failed: Callable[[PosError], None]) -> None:
        """Read what came since."""
        self._is_watched = True
        work = partial(self._poll, self._office.opened.central, self._office.fair, day)
        self._office.tasks.run(Lane.BOARD, work, done=done, failed=failed)

    def foresee(self, days: tuple[date, ...]) -> None:
        """Read ahead, until these days are known or nobody looks any more."""
        if self._is_watched and not self._is_ahead:
            self._is_ahead = True
            work = partial(self._read_ahead, self._office.opened.central, self._office.fair, days)
            done = partial(self._have_read_ahead, days)
            self._office.tasks.run(Lane.BOARD, work, done=done, failed=self._give_up)

    def rest(self) -> None:
        """Let the centre go while nobody looks; what was proven of it stays known."""
        self._is_watched = False
        self._office.tasks.run(Lane.BOARD, self._let_go)

    def _poll(self, central: str, fair: Fair | None, day: date) -> Board:
        if not central:
            raise NoCentre
        try:
            centre = self._open(central)
            return self._reader.poll(centre, day, now=self._office.now(), within=SLICE, fair=fair)
        except PosError:
            self._let_go()
            self._place = None
            raise

    def _read_ahead(self, central: str, fair: Fair | None, days: tuple[date, ...]) -> bool:
        """Read for a moment; say whether that was not all."""
        centre = self._open(central)
        day = next((day for day in days if (fair, day) not in self._foreseen), None)
        if day is None:
            return False
        board = self._reader.poll(centre, day, now=self._office.now(), within=SLICE, fair=fair)
        if not board.unread:
            self._foreseen.add((fair, day))
        return True

    def _have_read_ahead(self, days: tuple[date, ...], is_more: bool) -> None:  # noqa: FBT001 - a result
        self._is_ahead = False
        if is_more:
            self.foresee(days)

    def _give_up(self, _error: PosError) -> None:
        """Read no further ahead: the next look at the board says what is wrong."""
        self._is_ahead = False

    def _open(self, central: str) -> Store:
        """Open the centre, or go on with it; where another is in its place nothing of it is known."""
        if self._centre is not None and self._place != _Place(central, _file_of(self._centre)):
            self._let_go()
        if self._centre is None:
            self._centre = open_centre(central)
            self._centre.know_desks(self._office.opened.keys)
            place = _Place(central, _file_of(self._centre))
            if place != self._place:
                self._place, self._reader, self._foreseen = place, BoardReader(), set()
        return self._centre

    def _let_go(self) -> None:
        if self._centre is not None:
            self._centre.close()
            self._centre = None


def _file_of(centre: Store) -> tuple[int, int] | None:
    """Name the file that a centre is, as the system does; None for a server, and for a file that is gone."""
    if not centre.is_sqlite or centre.url.database is None:
        return None
    try:
        found = Path(centre.url.database).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
