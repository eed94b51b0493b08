"""The window's composition: paint first, load afterwards, then hand over to the booth's day."""

import builtins
import importlib
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from batikpos.domain.errors import PosError
from batikpos.i18n import N_, translator
from batikpos.settings import load_settings
from batikpos.ui.shell import Shell
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.theme import apply_theme


@dataclass(frozen=True, slots=True)
class Start:
    """What the window is to open with; `prepare` makes the home where there is none."""

    home: Path
    language: str
    cashier: str = ""
    pin: str = ""
    hint: str = ""
    prepare: Callable[[], None] | None = None


def run_booth(start: Start) -> int:
    """Open the booth window and stay until it is closed."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("BatikPOS")
    application.setDesktopFileName("id.batikpos.BatikPOS")
    apply_theme(application, _theme_of(start.home))
    tr = translator(start.language)
    shell = Shell(tr(N_("Opening the booth…")))
    tasks = Tasks(shell)
    shell.closing.connect(tasks.close)
    status = _Status()

    def opened(loaded: tuple[ModuleType, Any]) -> None:
        flow_module, desk = loaded
        desk = desk.with_settings(replace(desk.settings, language=start.language))
        hint = tr(start.hint) if start.hint else ""
        flow_module.BoothFlow(shell, desk, tasks, hint=hint).begin(start.cashier, start.pin)

    def refused(error: PosError) -> None:
        status.code = 3
        print(error.message(start.language), file=sys.stderr)
        shell.say(error.message(start.language))

    shell.show()
    # After the first paint: SQLAlchemy alone takes longer to load than Qt and the window together.
    QTimer.singleShot(0, partial(tasks.run, Lane.STORE, partial(_load, start), done=opened, failed=refused))
    _quit_on_interrupt(application)
    application.exec()
    return status.code


@dataclass
class _Status:
    code: int = 0


def _load(start: Start) -> tuple[ModuleType, Any]:
    """Load everything slow and open the booth, in a lane.

    Qt's bindings replace `__import__` by one that reads each module's source; the plain one is
    faster, and nothing loaded here needs theirs.
    """
    theirs, builtins.__import__ = builtins.__import__, importlib.__import__
    try:
        desk_module = importlib.import_module("batikpos.services.desk")
        flow_module = importlib.import_module("batikpos.ui.booth.flow")
    finally:
        builtins.__import__ = theirs
    if start.prepare is not None:
        start.prepare()
    return flow_module, desk_module.open_desk(start.home)


def _theme_of(home: Path) -> str:
    try:
        return load_settings(home).theme
    except PosError:
        return "light"


def _quit_on_interrupt(application: QApplication) -> None:
    """Let Ctrl+C on a terminal close the window: Python sees signals only while its code runs."""
    signal.signal(signal.SIGINT, lambda *_: application.quit())
    awake = QTimer(application, interval=500)
    awake.timeout.connect(lambda: None)
    awake.start()
