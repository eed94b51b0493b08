"""Making reports in a lane: as many as are asked for, with progress, until they are done or it is stopped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path
from threading import Event
from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from batikpos.domain.errors import PosError
from batikpos.i18n import N_, Translate
from batikpos.reports.fairreport import FairReport, report_of
from batikpos.reports.forms import FORMS, write_day, write_fair
from batikpos.services.reconcile import FairDay, reconcile_day
from batikpos.services.wholefair import read_fair
from batikpos.store.engine import Store
from batikpos.ui.organizer.office import Office
from batikpos.ui.organizer.saving import save_file
from batikpos.ui.tasks import Lane
from batikpos.values import frozen


class Kind(Enum):
    """Which report: of a day, of the whole fair, or the ministry's page."""

    DAY = N_("This day")
    FAIR = N_("The whole fair")
    MINISTRY = N_("The ministry's page")

    @property
    def forms(self) -> tuple[str, ...]:
        """List what it is written as."""
        return ("pdf",) if self is Kind.MINISTRY else FORMS


@dataclass(eq=False)
class Stopped(PosError):
    """Work that whoever asked for it stopped."""

    code: ClassVar[str] = "stopped"
    text: ClassVar[str] = N_("Stopped. What was finished is kept.")


@frozen
class Wanted:
    """A report in a form, of a day or of the fair that has it; with a file, or to be looked at only."""

    kind: Kind
    day: date
    form: str
    file: Path | None = None


@frozen
class Made:
    """What was made, with its content."""

    wanted: Wanted
    content: bytes


class Making(QObject):
    """Makes one lot of reports at a time. A report that was begun is finished before it stops."""

    progressed = Signal(int, int)
    made = Signal(object)
    failed = Signal(object)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._stop = Event()
        self.is_running = False

    def start(self, wanted: Sequence[Wanted]) -> None:
        """Begin; what runs already goes on."""
        if self.is_running:
            return
        self.is_running, self._stop = True, Event()
        work = partial(make_reports, tuple(wanted), self._office.words, self.progressed.emit, self._stop)
        self._office.read(work, done=self._done, failed=self._failed, lane=Lane.REPORT)

    def stop(self) -> None:
        """Make nothing more."""
        self._stop.set()

    def _done(self, made: tuple[Made, ...]) -> None:
        self.is_running = False
        self.made.emit(made)

    def _failed(self, error: PosError) -> None:
        self.is_running = False
        self.failed.emit(error)


def make_reports(
    wanted: Sequence[Wanted],
    tr: Translate,
    progress: Callable[[int, int], object],
    stop: Event,
    centre: Store,
) -> tuple[Made, ...]:
    """Make reports in their order, each day and the fair read once; write those that have a file.

    Raises: Stopped, NotSaved, NoFair, StoreUnavailable.
    """

    def look(_done: int = 0, _all: int = 0) -> None:
        if stop.is_set():
            raise Stopped

    days: dict[date, FairDay] = {}
    fair: FairReport | None = None
    made: list[Made] = []
    for n, one in enumerate(wanted):
        progress(n, len(wanted))
        look()
        if one.kind is Kind.DAY:
            if one.day not in days:
                days = {one.day: reconcile_day(centre, one.day)}
            content = write_day(days[one.day], one.form, tr)
        else:
            fair = fair or report_of(read_fair(centre, one.day, look))
            content = _fair_or_ministry(fair, one, tr)
        look()
        if one.file is not None:
            save_file(one.file, content)
        made.append(Made(one, content))
    progress(len(wanted), len(wanted))
    return tuple(made)


def _fair_or_ministry(of: FairReport, wanted: Wanted, tr: Translate) -> bytes:
    if wanted.kind is Kind.MINISTRY:
        # reportlab takes a tenth of a second to load
        from batikpos.reports.ministry import to_ministry_page  # noqa: PLC0415

        return to_ministry_page(of, tr)
    return write_fair(of, wanted.form, tr)
