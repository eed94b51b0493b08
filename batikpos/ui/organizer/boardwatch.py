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
class _Open:
    """A centre that is open, with what is known of its board."""

    centre: Store
    file: tuple[int, int] | None
    reader: BoardReader


class BoardWatch(QObject):
    """Looks at the board of a day when it is asked to. A centre that fails is let go, and opened anew."""

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._open: _Open | None = None  # of the lane alone

    def look(self, day: date, done: Callable[[Board], None], failed: Callable[[PosError], None]) -> None:
        """Read what came since."""
        work = partial(self._poll, self._office.opened.central, self._office.fair, day)
        self._office.tasks.run(Lane.BOARD, work, done=done, failed=failed)

    def rest(self) -> None:
        """Let the centre go while nobody looks; what was proven is proven anew."""
        self._office.tasks.run(Lane.BOARD, self._let_go)

    def _poll(self, central: str, fair: Fair | None, day: date) -> Board:
        if not central:
            raise NoCentre
        try:
            if self._open is not None and _file_of(self._open.centre) != self._open.file:
                self._let_go()  # another file is in its place, or none
            if self._open is None:
                centre = open_centre(central)
                centre.know_desks(self._office.opened.keys)
                self._open = _Open(centre, _file_of(centre), BoardReader())
            now = self._office.now()
            return self._open.reader.poll(self._open.centre, day, now=now, within=SLICE, fair=fair)
        except PosError:
            self._let_go()
            raise

    def _let_go(self) -> None:
        if self._open is not None:
            self._open.centre.close()
            self._open = None


def _file_of(centre: Store) -> tuple[int, int] | None:
    """Name the file that a centre is, as the system does; None for a server, and for a file that is gone."""
    if not centre.is_sqlite or centre.url.database is None:
        return None
    try:
        found = Path(centre.url.database).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
