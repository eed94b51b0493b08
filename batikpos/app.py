"""The window's composition: paint first, load afterwards, then hand over to the booth's day."""

import importlib
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event
from types import ModuleType
from typing import Any, ClassVar, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from batikpos.domain.errors import PosError, Unavailable
from batikpos.i18n import N_, translator
from batikpos.settings import LOOK, Settings, has_display, load_settings
from batikpos.ui.crash import Crash, Told
from batikpos.ui.crashfile import FOLDER_NAME, Fault
from batikpos.ui.firstwindow import Bell, WindowLock
from batikpos.ui.loading import end_loading
from batikpos.ui.shell import Shell
from batikpos.ui.theme import apply_theme
from batikpos.ui.trail import Trail
from batikpos.values import frozen

WATCHDOG = "BATIKPOS_WATCHDOG"
"""Names a file for whatever holds the window up for longer than a tenth of a second."""

LISTEN_MS = 300
"""How long after the first page second starts are listened for: what that takes would hold its paint up."""

RECOVERABLE = {"store_damaged", "store_gone", "store_older"}
"""Mishaps after which the booth can go on from what is whole of its store or a copy."""


@frozen
class Start:
    """What the window is to open with; `prepare` makes the home where there is none, or a person is asked."""

    home: Path
    language: str
    cashier: str = ""
    pin: str = ""
    hint: str = ""
    prepare: Callable[[], None] | None = None
    welcomes: bool = False


class NoDisplay(Unavailable):
    """A window is asked for where none can be shown; Qt would abort."""

    code: ClassVar[str] = "no_display"
    text: ClassVar[str] = N_("There is no screen here ({what}). Use the command line, or demo --headless.")


class CannotStart(Unavailable):
    """A part of the program itself is missing or broken."""

    code: ClassVar[str] = "cannot_start"
    text: ClassVar[str] = N_(
        "BatikPOS cannot start: a part of it is missing or broken. Install it again; what was sold is kept."
        " What broke stands in {what}."
    )


class Opening(Protocol):
    """What loads a window's pages once it is painted; `status` is what the program ends with."""

    status: int

    def begin(self) -> None:
        """Load what is slow."""


def run_booth(start: Start) -> int:
    """Open the booth window and stay until it is closed. Raises: NoDisplay, WindowHangs."""
    return run_window(
        start.home, start.language, N_("Opening the booth…"), start.home, partial(_Opening, start)
    )


def run_window(
    home: Path, language: str, said: str, place: Path, open_: Callable[[Shell, Crash, str], Opening]
) -> int:
    """Paint a window that says what is being opened, and stay until it is closed.

    A second one of the same `place` lets the first come forward. Raises: NoDisplay, WindowHangs.
    """
    if not has_display():
        raise NoDisplay(os.environ.get("DISPLAY") or "DISPLAY")
    # Named here and not set: Qt would hand the style out, and make all its enumerations for that.
    application = QApplication([*sys.argv[:1], "-style", "Fusion"])
    application.setApplicationName("BatikPOS")
    application.setDesktopFileName("id.batikpos.BatikPOS")
    tr, lock = translator(language), WindowLock(place)
    if not lock.take():
        lock.call_first()
        print(tr(N_("BatikPOS is open already for {home}: its window is in front now.")).format(home=home))
        return 0
    worn = worn_in(home)
    apply_theme(application, worn.theme, worn.text_scale)
    shell = Shell(tr(said))
    crash = Crash(home, Trail())
    crash.install()
    opening = open_(shell, crash, lock.name)
    # After the first paint: SQLAlchemy alone takes longer to load than Qt and the window together.
    shell.cover.painted.connect(opening.begin)
    shell.cover.painted.connect(crash.keep_hard_faults)
    shell.showMaximized()
    _quit_on_interrupt(application)
    application.exec()
    crash.remove()
    lock.release()
    return opening.status


class _Opening(QObject):
    """Loads in two lanes at once what is slow: the booth with its store, and the pages."""

    def __init__(self, start: Start, shell: Shell, crash: Crash, name: str = "") -> None:
        super().__init__(shell)
        self._shell, self._start, self._crash = shell, start, crash
        self._language = start.language
        self._pages: ModuleType | None = None
        self._is_loading = False
        self._opened: Any = None
        self._is_new = False
        self._name = name
        self._bell: Bell | None = None
        self._told: Told | None = None
        self._qt_words: Any = None
        # A strip cannot be made in the middle of a paint that failed: in a moment it can.
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._say_told)
        crash.happened.connect(self._say_broken)
        self._listening = QTimer(self, interval=LISTEN_MS, singleShot=True)
        self._listening.timeout.connect(self._listen)
        self.status = 0

    def begin(self) -> None:
        """Load what is slow, now that there is something to be seen."""
        from batikpos.ui.tasks import Lane, Tasks  # noqa: PLC0415 - after the first paint

        self._tasks = Tasks(self._shell, self._crash.trail)
        self._watch()
        self._shell.closing.connect(self._tasks.close)
        # One lane loads after the other: two would only take turns, for a module is made by one at a time.
        opening = partial(importlib.import_module, "batikpos.services.opening")
        self._tasks.run(Lane.STORE, partial(explained, opening), done=self._load, failed=self._refused)

    def _load(self, _opening: ModuleType) -> None:
        """Load the pages while the store is opened and a PIN is proved, which let others work meanwhile."""
        from batikpos.ui.tasks import Lane  # noqa: PLC0415 - as above

        self._is_loading = True
        for lane, work, done in (
            (Lane.STORE, partial(_open, self._start), self._have_opened),
            (Lane.PRINTER, partial(importlib.import_module, "batikpos.ui.booth.flow"), self._have_pages),
        ):
            self._tasks.run(lane, partial(explained, work), done=done, failed=self._refused)

    def _have_pages(self, pages: ModuleType) -> None:
        self._pages, self._is_loading = pages, False
        self._go_on()
        if self.status:
            self._listen()

    def _have_opened(self, opened: Any) -> None:  # noqa: ANN401 - of a module that is loaded later
        self._opened = opened
        self._go_on()

    def _go_on(self) -> None:
        if self._pages is None or self._opened is None:
            return
        end_loading()
        flow = self._pages.BoothFlow(self._shell, self._opened, self._tasks, hint=self._start.hint)
        flow.language_switched.connect(self._speak)
        flow.begin(is_new=self._is_new)
        self._listening.start()

    def _listen(self) -> None:
        """Answer second starts. Not before the pages are loaded: Qt's modules take no two threads at once."""
        self._speak(self._language)
        self._shell.wear_icon()
        if self._name and self._bell is None:
            self._bell = Bell(self._name, self)
            self._bell.rang.connect(self._shell.come_forward)

    def _speak(self, language: str) -> None:
        """Speak a language from here on, in what Qt says by itself too."""
        from batikpos.ui.qtwords import QtWords  # noqa: PLC0415 - after the first page

        self._language = language
        if self._qt_words is None:
            self._qt_words = QtWords(self)
            QApplication.installTranslator(self._qt_words)
        self._qt_words.spoken = language

    def _say_broken(self, told: Told) -> None:
        self._told = told
        self._soon.start()

    def _say_told(self) -> None:
        """Say over the page that something broke, in place of the strip that said so before."""
        from batikpos.ui.widgets.faultstrip import FaultStrip  # noqa: PLC0415 - hardly ever needed

        for strip in self._shell.findChildren(FaultStrip):
            strip.leave()
        if self._told is not None:
            FaultStrip(self._shell, translator(self._language), self._told.kind, self._told.file)

    def _watch(self) -> None:
        if file := os.environ.get(WATCHDOG):
            from batikpos.ui.watchdog import Watchdog  # noqa: PLC0415 - for whoever measures

            Watchdog(self._shell, self._crash.trail, file=Path(file))

    def _refused(self, error: PosError) -> None:
        if error.code in RECOVERABLE:
            self._offer_recovery(error)
            return
        if error.code == "no_home" and self._start.welcomes:
            self._welcome()
            return
        end_loading()
        if isinstance(error, CannotStart) and error.__cause__ is not None:
            self._crash.take(Fault(error.__cause__, "start"), is_told=True)
        self.status = 3 if isinstance(error, Unavailable) else 1
        said = error.message(self._start.language)
        print(said, file=sys.stderr)
        self._shell.cover.say(said)
        if not self._is_loading:
            self._listen()

    def _welcome(self) -> None:
        """Ask what a booth is made of, and open it."""
        from batikpos.ui.tasks import Lane  # noqa: PLC0415 - after the first paint

        def show(module: ModuleType) -> None:
            end_loading()
            page = module.Welcome(self._start.home, self._language, self._tasks)
            page.language_switched.connect(self._speak)
            page.made.connect(self._have_made)
            self._shell.cover.put(page)
            self._listen()

        importing = partial(importlib.import_module, "batikpos.ui.setup.welcome")
        self._tasks.run(Lane.PRINTER, partial(explained, importing), done=show, failed=self._refused)

    def _have_made(self, draft: Any) -> None:  # noqa: ANN401 - of a module that is loaded later
        """Open the booth that was just set up, with whoever is to sell signed in."""
        from batikpos.ui.tasks import Lane  # noqa: PLC0415 - after the first paint

        self._is_new = True
        self._start = replace(
            self._start, language=draft.language, cashier=draft.cashier, pin=draft.cashier_pin
        )
        work = partial(explained, partial(_open, self._start))
        self._tasks.run(Lane.STORE, work, done=self._have_opened, failed=self._refused)

    def _offer_recovery(self, error: PosError) -> None:
        """Show the one button that saves what is whole, once its page is loaded."""
        from batikpos.ui.tasks import Lane  # noqa: PLC0415 - after the first paint

        def show(module: ModuleType) -> None:
            end_loading()
            tr = translator(self._start.language)
            page = module.RecoverPage(tr, error.code, getattr(error, "why", ""))
            work = partial(_recover, self._start)

            def recovered(result: tuple[int, Any]) -> None:
                lost, opened = result
                page.went_on.connect(lambda: self._have_opened(opened))
                if lost:
                    page.tell_lost(lost)
                else:
                    page.went_on.emit()

            page.asked.connect(
                lambda: self._tasks.run(
                    Lane.STORE,
                    partial(explained, work),
                    done=recovered,
                    failed=lambda mishap: page.say(mishap.message(self._start.language)),
                )
            )
            self._shell.cover.put(page)
            self._listen()

        self._tasks.run(
            Lane.PRINTER, partial(importlib.import_module, "batikpos.ui.booth.recover"), done=show
        )


def _recover(start: Start) -> tuple[int, Any]:
    """Go on from what is whole, and open the booth again; say how many facts could not be saved."""
    recovery = importlib.import_module("batikpos.services.recovery")
    done = recovery.recover(start.home, now=datetime.now(UTC))
    return done.lost, _open(replace(start, prepare=None))


def _open(start: Start) -> Any:  # noqa: ANN401 - of a module that is loaded later
    if start.prepare is not None:
        start.prepare()
    opening = importlib.import_module("batikpos.services.opening")
    return opening.open_booth(start.home, start.language, cashier=start.cashier, pin=start.pin)


def explained(work: Callable[[], Any]) -> Any:  # noqa: ANN401 - as above
    """Do it; say of whatever else than a mishap happens, that the program cannot start."""
    try:
        return work()
    except PosError:
        raise
    except Exception as error:
        raise CannotStart(FOLDER_NAME) from error


def worn_in(home: Path) -> Settings:
    """Read how the window is to look; where that cannot be read, as it would without settings."""
    try:
        return load_settings(home, only=LOOK)
    except PosError:
        return Settings()


def _quit_on_interrupt(application: QApplication) -> None:
    """Let Ctrl+C on a terminal close the window: Python sees signals only while its code runs.

    What was asked before Qt runs would be forgotten, so that it is looked for again and again.
    """
    asked = Event()

    def look() -> None:
        if asked.is_set():
            asked.clear()  # the window may ask before it closes, and be told to stay
            application.quit()

    signal.signal(signal.SIGINT, lambda *_: asked.set())
    awake = QTimer(application, interval=500)
    awake.timeout.connect(look)
    awake.start()
