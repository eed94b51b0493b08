"""Finding, trying and remembering the printer, and what the booth's notas say of their own."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from batikpos.domain.errors import PosError
from batikpos.paper.picture import read_logo, write_code
from batikpos.printing.address import check_address
from batikpos.services.desk import Desk
from batikpos.services.papers import change_printer, end_trial, queue_drawer_trial, queue_trial
from batikpos.services.preview import preview_nota
from batikpos.settings import Settings, load_settings, save_settings, with_setting
from batikpos.store.printjobs import PrintJob
from batikpos.ui.tasks import Lane, Tasks

WIDTHS = {32: ("58", "0"), 42: ("80", "42"), 48: ("80", "0")}
"""The paper and the width that are set where the ruler of so many characters is the longest whole one."""

_PATIENCE, _LOOK = 60.0, 0.1
"""Seconds that a test page waits for whoever prints at that printer, and from one look to the next."""


class PrinterSetup(QObject):
    """Does what the printer's page asks for, in lanes; each choice is kept at once."""

    changed = Signal(object)
    found = Signal(object)
    tried = Signal(object)
    drawn = Signal(bytes)
    refused = Signal(object)
    settled = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._cashier, self._tasks = "", tasks
        self._keeping, self._is_trial_due = 0, False
        self._is_drawing = False
        self._next_look: Settings | None = None

    def begin(self, desk: Desk, cashier: str) -> None:
        """Begin from what is set now; the nota to look at is by whoever is signed in."""
        self.desk, self._cashier = desk, cashier

    @property
    def settings(self) -> Settings:
        """What is set now."""
        return self.desk.settings

    @property
    def is_keeping(self) -> bool:
        """Say whether a choice is still on its way to the disk."""
        return self._keeping > 0

    def find(self) -> None:
        """Look for printers."""
        self._tasks.run(Lane.FINDER, _find, done=self.found.emit, failed=self._not_found)

    def choose_width(self, columns: int) -> None:
        """Take the longest ruler that came out whole."""
        paper, width = WIDTHS[columns]
        self.choose(paper=paper, width=width)

    def choose(self, **typed: str) -> None:
        """Set what was chosen or typed; what cannot be is refused, and nothing is set."""
        self._keep(partial(_save, self.desk, typed))

    def choose_logo(self, path: Path) -> None:
        """Take a picture file for the logo."""
        self._keep(partial(_save_logo, self.desk, path))

    def try_printer(self) -> None:
        """Print a test page, with every ruler; what was chosen just before counts for it."""
        if self._keeping:
            self._is_trial_due = True
            return
        work = partial(_try, self.desk)
        self._tasks.run(Lane.FINDER, work, done=self.tried.emit, failed=self.refused.emit)

    def open_drawer(self) -> None:
        """Open the drawer, where no till is open."""
        work = partial(_open_drawer, self.desk)
        self._tasks.run(Lane.FINDER, work, failed=self.refused.emit)

    def draw(self, **typed: str) -> None:
        """Draw the nota as it would be with what is typed; while one is being drawn, only the last counts."""
        try:
            look = self.settings
            for key, value in typed.items():
                look = with_setting(look, key, value)
        except PosError as error:
            self.refused.emit(error)
            return
        self._next_look = look
        self._draw_next()

    def _draw_next(self) -> None:
        if self._next_look is None or self._is_drawing:
            return
        work = partial(_draw, self.desk.with_settings(self._next_look), self._cashier)
        self._next_look, self._is_drawing = None, True
        self._tasks.run(Lane.PICTURE, work, done=self._have_drawn, failed=self._not_drawn)

    def _not_found(self, error: PosError) -> None:
        self.found.emit(())
        self.refused.emit(error)

    def _not_drawn(self, error: PosError) -> None:
        self._is_drawing = False
        self.refused.emit(error)

    def _have_drawn(self, png: bytes) -> None:
        self._is_drawing = False
        self.drawn.emit(png)
        self._draw_next()

    def _keep(self, work: Callable[[], Settings]) -> None:
        self._keeping += 1
        self._tasks.run(Lane.STORE, work, done=self._chosen, failed=self._not_chosen)

    def _chosen(self, settings: Settings) -> None:
        shown = self.settings
        self.desk = self.desk.with_settings(replace(settings, language=shown.language, theme=shown.theme))
        self.changed.emit(self.settings)
        self._have_kept()

    def _not_chosen(self, error: PosError) -> None:
        self._is_trial_due = False
        self.refused.emit(error)
        self._have_kept()

    def _have_kept(self) -> None:
        self._keeping -= 1
        if not self._keeping:
            self.settled.emit()
        if self._is_trial_due and not self._keeping:
            self._is_trial_due = False
            self.try_printer()


def _find() -> object:
    from batikpos.printing.discovery import find_printers  # noqa: PLC0415 - this is a lane

    return find_printers()


_CHECKS: dict[str, Callable[[str], str]] = {"printer": check_address}


def _save(desk: Desk, typed: dict[str, str]) -> Settings:
    settings = load_settings(desk.home)
    for key, value in typed.items():
        settings = with_setting(settings, key, _CHECKS.get(key, str)(value))
    save_settings(desk.home, settings)
    if settings.printer != desk.settings.printer:
        change_printer(desk, settings.printer)
    return settings


def _save_logo(desk: Desk, path: Path) -> Settings:
    return _save(desk, {"logo": write_code(read_logo(path))})


def _try(desk: Desk) -> PrintJob:
    """Print a test page; one that the printer did not take waits for nobody.

    Another may be printing there just now, and take this page along: what came of it is waited for.
    """
    from batikpos.printing.queue import work_off  # noqa: PLC0415 - slow, and this is a lane

    now, ends = datetime.now(UTC), time.monotonic() + _PATIENCE
    job_id = queue_trial(desk, now=now, shows_all=True)
    worked = work_off(desk, now=now)
    while (job := end_trial(desk, job_id, now=now, is_late=time.monotonic() > ends)) is None:
        time.sleep(_LOOK)
        worked = work_off(desk, now=now)
    reasons = {stuck.printer: stuck.reason for stuck in worked.stuck}
    return replace(job, reason=job.reason or reasons.get(job.printer, ""))


def _open_drawer(desk: Desk) -> None:
    from batikpos.printing.queue import work_off  # noqa: PLC0415 - slow, and this is a lane

    now = datetime.now(UTC)
    queue_drawer_trial(desk, now=now)
    work_off(desk, now=now)


def _draw(desk: Desk, cashier: str) -> bytes:
    from batikpos.printing.image import to_png  # noqa: PLC0415 - Pillow, and this is a lane
    from batikpos.printing.layout import lay_out  # noqa: PLC0415

    columns = desk.settings.columns
    return to_png(lay_out(preview_nota(desk, cashier=cashier, now=datetime.now(UTC)), columns), columns)
