"""Making reports in a lane: as many as are asked for, with progress, until they are done or it is stopped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event
from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from batikpos.domain.errors import PosError
from batikpos.i18n import N_, Translate
from batikpos.reports.figures import figures_of
from batikpos.reports.spreadsheet import to_csv, to_xlsx
from batikpos.services.reconcile import FairDay, reconcile_day
from batikpos.store.engine import Store
from batikpos.ui.organizer.office import Office
from batikpos.ui.organizer.saving import save_file
from batikpos.ui.tasks import Lane

FORMS = ("pdf", "xlsx", "csv")


@dataclass(eq=False)
class Stopped(PosError):
    """Work that whoever asked for it stopped."""

    code: ClassVar[str] = "stopped"
    text: ClassVar[str] = N_("Stopped. What was finished is kept.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A day's report in a form; with a file to write it to, or to be looked at only."""

    day: date
    form: str
    file: Path | None = None


@dataclass(frozen=True, slots=True)
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
    """Make reports in their order, each day read once; write those that have a file.

    Raises: Stopped, NotSaved, NoFair, StoreUnavailable.
    """
    days: dict[date, FairDay] = {}
    made: list[Made] = []
    for n, one in enumerate(wanted):
        progress(n, len(wanted))
        if stop.is_set():
            raise Stopped
        if one.day not in days:
            days = {one.day: reconcile_day(centre, one.day)}
        content = write_report(days[one.day], one.form, tr)
        if stop.is_set():
            raise Stopped
        if one.file is not None:
            save_file(one.file, content)
        made.append(Made(one, content))
    progress(len(wanted), len(wanted))
    return tuple(made)


def write_report(of: FairDay, form: str, tr: Translate) -> bytes:
    """Write a day's report as pdf, xlsx or csv."""
    figures = figures_of(of)
    if form == "csv":
        return to_csv(of, figures, tr)
    if form == "xlsx":
        return to_xlsx(of, figures, tr)
    # reportlab takes a tenth of a second to load
    from batikpos.reports.page import to_page  # noqa: PLC0415

    return to_page(of, figures, tr)
