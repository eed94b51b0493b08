"""The first run, done by a hand that reads everything: how many taps and keys, and how long at most.

`UX.md` counts taps and keys and gives no time for one. So a time is put on each act that is rather too long:
those of the keystroke-level model (Card, Moran and Newell 1980), and reading what is shown for the first time
at 238 words a minute (Brysbaert 2019): half of all words, where people read a quarter (Nielsen 2008). What it
comes to where every word is read stands beside it. What the program takes is added as it was measured.
"""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from batikpos.app import Start, _Opening
from batikpos.domain.fair import Fair
from batikpos.printing import discovery
from batikpos.printing.discovery import Found
from batikpos.services.desk import open_desk
from batikpos.services.fair_file import load_fair, read_fair_file, write_fair_file
from batikpos.services.organizer import make_fair
from batikpos.services.sample import SAMPLE_FOLDER
from batikpos.settings import Settings, load_settings
from batikpos.ui.booth.printerpage import PrinterPage
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.signin import OpenTillPage, SignInPage
from batikpos.ui.crash import Crash
from batikpos.ui.setup.welcome import Welcome
from batikpos.ui.shell import Shell
from batikpos.ui.theme import apply_theme
from batikpos.ui.trail import Trail
from tests.printing.listener import network_printer
from tests.services.organizers import PLAN, wati
from tests.shop import catalogue
from tests.ui.stage import Waiting
from tests.ui.test_welcome import FirstRun
from tests.ux.gate import Gate

TAP, KEY, WORD, DROP, PAPER = 1.35 + 1.1 + 0.2, 0.5, 60 / 238, 10.0, 10.0
READ = 0.5
"""Seconds: to think, point and press; for a letter of what is no word; to read a word; to find a folder and
drop it on the page; for printers to be looked for and a test page to come out. And how much is read."""

SETTLED = 0.3
"""Seconds until a page stands still where something on it went: no hand is there sooner, and none waits."""

MOST = 120


@dataclass
class Beginner(FirstRun):
    """Somebody at a booth's first window, who reads whatever is new on it."""

    keys: int = 0
    drops: int = 0
    papers: int = 0
    settled: float = 0
    read: set[str] = field(default_factory=set)

    def press(self, name: str) -> None:
        """Read, and tap."""
        self.wait_for(name)
        self.look()
        began = time.monotonic()
        self.qtbot.waitUntil(lambda: time.monotonic() > began + SETTLED, timeout=60_000)
        self.settled += time.monotonic() - began
        super().press(name)

    def fill(self, name: str, text: str) -> None:
        """Tap into a field and type."""
        super().fill(name, text)
        self.taps += 1
        self.keys += len(text)

    def drop(self, *files: Path) -> None:
        """Find files in a folder, and drop them."""
        super().drop(*files)
        self.drops += 1

    def look(self) -> None:
        """Read what is shown."""
        for part in self.shell.findChildren(QWidget):
            if part.isVisible() and isinstance(part, QLabel | QAbstractButton):
                self.read.add(part.text())
            elif part.isVisible() and isinstance(part, QLineEdit):
                self.read.add(part.placeholderText())

    @property
    def words_shown(self) -> int:
        """Count the words of what was shown."""
        return sum(len(text.split()) for text in self.read)

    @property
    def seconds(self) -> float:
        """Say how long the person takes who reads half of them."""
        waited = self.drops * DROP + self.papers * PAPER
        return self.taps * TAP + self.keys * KEY + waited + self.words_shown * WORD * READ


def measure_first_run(folder: Path, application: QApplication) -> Iterator[Gate]:
    """Go from no booth to the sale screen, a printer tried: on the sample fair, by a file, with own goods."""
    file = _fair_file(folder)
    for id_, what, begin in (
        ("UX-15a", "first run on the sample fair", _sample),
        ("UX-15b", "first run by the organizer's fair file", partial(_by_file, file)),
        ("UX-15c", "first run with a first item", _first_item),
        ("UX-15d", "first run with the sheets of one's own", _own),
    ):
        with _beginning(folder / id_, application) as run:
            started = time.monotonic()
            begin(run)
            run.wait_for_page(PrinterPage)
            _try_printer(run)
            run.wait_for_page(OpenTillPage)
            run.press("500.000")
            run.press("Open the till")
            run.wait_for_page(SalePage)
            run.look()
            seconds = run.seconds + time.monotonic() - started - run.settled
        every = seconds + run.words_shown * WORD * (1 - READ)
        said = f"{run.taps} taps, {run.keys} keys; {every:.0f} s with each of {run.words_shown} words read"
        yield Gate(id_, what, f"{seconds:.0f} s ({said})", f"<= {MOST} s", seconds <= MOST)


def _sample(run: Beginner) -> None:
    run.press("Continue")
    run.press("Use the sample fair")
    run.press("Open the booth")


def _fair_file(folder: Path) -> Path:
    """Let an organizer make a fair, and the file of its booth A03."""
    now = datetime.now(UTC)
    fair = Fair("Pameran Kita", now.date(), now.date() + timedelta(days=4))
    make_fair(folder / "desk", fair, PLAN, catalogue(), (wati(),), Settings(), now=now)
    file = folder / "A03.batikfair"
    with closing((desk := open_desk(folder / "desk")).store):
        write_fair_file(desk, load_fair(desk), "A03", file, now=now)
    return file


def _by_file(file: Path, run: Beginner) -> None:
    run.press("Continue")
    run.drop(file)
    run.wait_for(read_fair_file(file).fingerprint)
    run.press("Laptop 1")
    run.press("It is the same: open the booth")
    run.wait_for_page(SignInPage)
    run.press("Rini")
    for digit in "1234":
        run.press(digit)
    run.press("Sign in")


def _try_printer(run: Beginner) -> None:
    """Find the printer, print a page, and say what came out."""
    with network_printer(talks=True) as printer, pytest.MonkeyPatch.context() as patch:
        patch.setattr(discovery, "find_printers", lambda: (Found(printer.address, "Kasir depan"),))
        run.press("Find printers")
        run.press(f"Kasir depan  ·  {printer.address}")
        run.qtbot.waitUntil(lambda: load_settings(run.home).printer == printer.address, timeout=60_000)
        run.press("Print a test page")
        run.wait_for("What is the longest ruler that is whole on one line?")
        run.papers += 1
        run.press("32")
        run.wait_for("The paper's width is set")
        run.press("Continue")


def _first_item(run: Beginner) -> None:
    run.press("Continue")
    run.press("Begin with the first item")
    for name, typed in (
        ("Producer", "Batik Wati"),
        ("First item", "Kemeja"),
        ("Price", "185000"),
    ):
        run.fill(name, typed)
    run.press("Continue")
    run.fill("Cashier", "Wati")
    run.fill("PIN of the cashier", "2468")
    run.press("Open the booth")


def _own(run: Beginner) -> None:
    run.press("Continue")
    run.press("The organizer's sheets")
    for name, typed in (
        ("Booth's code", "a05"),
        ("Fair", "Pameran Kita"),
        ("First day", "01/12/2026"),
        ("Last day", "03/12/2026"),
    ):
        run.fill(name, typed)
    run.drop(SAMPLE_FOLDER)
    run.wait_for("items of")
    run.press("Continue")
    run.fill("Cashier", "Wati")
    run.fill("PIN of the cashier", "2468")
    run.press("Open the booth")


@contextmanager
def _beginning(folder: Path, application: QApplication) -> Iterator[Beginner]:
    apply_theme(application, "light")
    shell, home = Shell("Opening"), folder / "A03"
    shell.resize(1366, 700)  # a cashier's laptop, less the task bar
    shell.show()
    opening = _Opening(Start(home, "en", welcomes=True), shell, Crash(home, Trail()))
    opening.begin()
    run = Beginner(Waiting(), shell, home)
    try:
        run.wait_for_page(Welcome)
        yield run
    finally:
        shell.close()
        shell.deleteLater()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
