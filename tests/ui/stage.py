"""Opening the booth's window where there is no test around it: to measure it, and to picture it."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from batikpos.app import worn_in
from batikpos.commands.demo import CASHIER
from batikpos.domain.money import Rupiah
from batikpos.services.desk import open_desk
from batikpos.services.opening import open_booth
from batikpos.services.till import open_till
from batikpos.settings import Settings
from batikpos.ui.booth.flow import BoothFlow
from batikpos.ui.scanner import Scanner
from batikpos.ui.setup.welcome import Welcome
from batikpos.ui.shell import Shell
from batikpos.ui.tasks import Tasks
from batikpos.ui.theme import apply_theme
from tests.ui.booth import PIN, BoothWindow

FLOAT = Rupiah(500_000)


class Waiting(QtBot):
    """Waits as pytest-qt's bot does, without pytest."""

    def __init__(self) -> None:
        """Take no request: there is no test."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 60_000) -> None:  # noqa: N802 - its name
        """Let the window work until something holds."""
        until = time.monotonic() + timeout / 1000
        while not callback():
            if time.monotonic() > until:
                raise TimeoutError(f"not within {timeout} ms")
            QTest.qWait(5)


def begin_day(home: Path, float_: Rupiah = FLOAT, *, now: datetime | None = None) -> None:
    """Open the till of a home."""
    desk = open_desk(home)
    with closing(desk.store):
        open_till(desk, float_, cashier=CASHIER, now=now or datetime.now(UTC))


@contextmanager
def open_window(
    home: Path, waits: QtBot, application: QApplication, *, cashier: str = CASHIER, pin: str = PIN
) -> Iterator[BoothWindow]:
    """Show the window of a booth, with whoever is named signed in; close it afterwards."""
    worn = worn_in(home)
    apply_theme(application, worn.theme, worn.text_scale)
    found = open_booth(home, worn.language, cashier=cashier, pin=pin)
    shell = Shell("Opening")
    tasks = Tasks(shell)
    shell.closing.connect(tasks.close)
    shell.show()
    waits.waitUntil(lambda: QTest.qWaitForWindowExposed(shell, 5_000))
    flow = BoothFlow(shell, found, tasks)
    booth = BoothWindow(waits, shell, flow, found.desk)
    shell.activateWindow()
    flow.begin()
    try:
        yield booth
    finally:
        shell.keepers.clear()  # nobody is there to be asked
        shell.close()
        shell.deleteLater()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@dataclass
class FirstRun:
    """What stands in for a booth's day and desk while there is no booth: lanes, keys, a language."""

    _tasks: Tasks
    scanner: Scanner
    settings: Settings


@contextmanager
def open_welcome(home: Path, language: str, waits: QtBot, application: QApplication) -> Iterator[BoothWindow]:
    """Show the window of somebody who has no booth yet; close it afterwards."""
    apply_theme(application, "light")
    shell = Shell("Opening")
    tasks = Tasks(shell)
    shell.closing.connect(tasks.close)
    shell.show()
    waits.waitUntil(lambda: QTest.qWaitForWindowExposed(shell, 5_000))
    shell.cover.put(Welcome(home, language, tasks))
    stand_in: Any = FirstRun(tasks, Scanner(shell), Settings(language=language))
    try:
        yield BoothWindow(waits, shell, stand_in, stand_in)
    finally:
        shell.close()
        shell.deleteLater()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
