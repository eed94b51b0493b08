"""The composition of the organizer's window: paint first, load afterwards, as the booth's does."""

import importlib
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from batikpos.app import CannotStart, explained, run_window
from batikpos.domain.errors import PosError, Unavailable
from batikpos.i18n import N_, translator
from batikpos.ui.crash import Crash, Told
from batikpos.ui.crashfile import Fault
from batikpos.ui.firstwindow import Bell
from batikpos.ui.loading import end_loading
from batikpos.ui.shell import Shell
from batikpos.values import frozen


@frozen
class OrganizerStart:
    """What the window is to open on: the desk's home, and the centre where its own is not meant.

    `pack_reports` writes the reports of an evidence pack, in a language and of a centre that is open.
    """

    home: Path
    language: str
    pack_reports: Callable[[str, Any], Iterable[tuple[str, bytes]]]
    central: str = ""


def run_organizer(start: OrganizerStart) -> int:
    """Open the organizer's window and stay until it is closed; a booth's may be open on the same home.

    Raises: NoDisplay, WindowHangs.
    """
    said, place = N_("Opening the organizer's desk…"), start.home / "organizer"
    return run_window(start.home, start.language, said, place, partial(_Opening, start))


class _Opening(QObject):
    """Loads what is slow, once there is something to be seen: the store and the centre, and the pages."""

    def __init__(self, start: OrganizerStart, shell: Shell, crash: Crash, name: str) -> None:
        super().__init__(shell)
        self._shell, self._start, self._crash, self._name = shell, start, crash, name
        self._pages: ModuleType | None = None
        self._opened: Any = None
        self._bell: Bell | None = None
        self._qt_words: Any = None
        crash.happened.connect(self._say_broken)
        self.status = 0

    def begin(self) -> None:
        """Load one after the other: two threads would only take turns."""
        from batikpos.ui.tasks import Lane, Tasks  # noqa: PLC0415 - after the first paint

        self._tasks = Tasks(self._shell, self._crash.trail)
        self._shell.closing.connect(self._tasks.close)
        loading = partial(importlib.import_module, "batikpos.ui.organizer.opening")
        self._tasks.run(Lane.STORE, partial(explained, loading), done=self._open, failed=self._refuse)

    def _open(self, opening: ModuleType) -> None:
        from batikpos.ui.tasks import Lane  # noqa: PLC0415 - as above

        of = self._start
        work = partial(opening.open_organizer, of.home, of.language, of.central)
        pages = partial(importlib.import_module, "batikpos.ui.organizer.flow")
        self._tasks.run(Lane.STORE, partial(explained, work), done=self._have_opened, failed=self._refuse)
        self._tasks.run(Lane.PRINTER, partial(explained, pages), done=self._have_pages, failed=self._refuse)

    def _have_opened(self, opened: Any) -> None:  # noqa: ANN401 - of a module that is loaded later
        self._opened = opened
        self._go_on()

    def _have_pages(self, pages: ModuleType) -> None:
        self._pages = pages
        self._listen()
        self._go_on()

    def _go_on(self) -> None:
        if self._pages is None or self._opened is None:
            return
        end_loading()
        flow = self._pages.OrganizerFlow(self._shell, self._opened, self._tasks, self._start.pack_reports)
        flow.language_switched.connect(self._speak)
        flow.begin()

    def _listen(self) -> None:
        """Answer second starts. Not before the pages are loaded: Qt's modules take no two threads at once."""
        self._speak(self._start.language)
        self._bell = Bell(self._name, self)
        self._bell.rang.connect(self._shell.come_forward)

    def _speak(self, language: str) -> None:
        from batikpos.ui.qtwords import QtWords  # noqa: PLC0415 - after the first page

        if self._qt_words is None:
            self._qt_words = QtWords(self)
            QApplication.installTranslator(self._qt_words)
        self._qt_words.spoken = language

    def _say_broken(self, told: Told) -> None:
        from batikpos.ui.widgets.faultstrip import FaultStrip  # noqa: PLC0415 - hardly ever needed

        for strip in self._shell.findChildren(FaultStrip):
            strip.leave()
        FaultStrip(self._shell, translator(self._start.language), told.kind, told.file)

    def _refuse(self, error: PosError) -> None:
        end_loading()
        if isinstance(error, CannotStart) and error.__cause__ is not None:
            self._crash.take(Fault(error.__cause__, "start"), is_told=True)
        self.status = 3 if isinstance(error, Unavailable) else 1
        said = error.message(self._start.language)
        print(said, file=sys.stderr)
        self._shell.cover.say(said)
