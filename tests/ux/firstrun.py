"""The first run, done by a hand that reads everything: how many taps and keys, and how long at most.

`UX.md` counts taps and keys and gives no time for one. So a time is put on each act that is rather too long:
those of the keystroke-level model (Card, Moran and Newell 1980), and reading what is shown for the first time
at 238 words a minute (Brysbaert 2019): half of all words, where people read a quarter (Nielsen 2008). What it
comes to where every word is read stands beside it. What the program takes is added as it was measured.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from batikpos.app import Start, _Opening
from batikpos.services.sample import SAMPLE_FOLDER
from batikpos.ui.booth.printerpage import PrinterPage
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.signin import OpenTillPage
from batikpos.ui.crash import Crash
from batikpos.ui.setup.welcome import Welcome
from batikpos.ui.shell import Shell
from batikpos.ui.theme import apply_theme
from batikpos.ui.trail import Trail
from tests.ui.stage import Waiting
from tests.ui.test_welcome import FirstRun
from tests.ux.gate import Gate

TAP, KEY, WORD, DROP = 1.35 + 1.1 + 0.2, 0.5, 60 / 238, 10.0
READ = 0.5
"""Seconds: to think, point and press; for a letter of what is no word; to read a word; to find a folder and
drop it on the page. And how much of the words is read."""

MOST = 120


@dataclass
class Beginner(FirstRun):
    """Somebody at a booth's first window, who reads whatever is new on it."""

    keys: int = 0
    drops: int = 0
    read: set[str] = field(default_factory=set)

    def press(self, name: str) -> None:
        """Read, and tap."""
        self.wait_for(name)
        self.look()
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
        return self.taps * TAP + self.keys * KEY + self.drops * DROP + self.words_shown * WORD * READ


def measure_first_run(folder: Path, application: QApplication) -> Iterator[Gate]:
    """Go from no booth to the sale screen: on the sample fair, and with a booth's own goods and people."""
    for id_, what, begin in (
        ("UX-15a", "first run on the sample fair", _sample),
        ("UX-15b", "first run with the goods of one's own", _own),
    ):
        with _beginning(folder / id_, application) as run:
            started = time.monotonic()
            begin(run)
            run.wait_for_page(PrinterPage)
            run.press("Skip: no printer now")
            run.wait_for_page(OpenTillPage)
            run.press("500.000")
            run.press("Open the till")
            run.wait_for_page(SalePage)
            run.look()
            seconds = run.seconds + time.monotonic() - started
        every = seconds + run.words_shown * WORD * (1 - READ)
        said = f"{run.taps} taps, {run.keys} keys; {every:.0f} s with each of {run.words_shown} words read"
        yield Gate(id_, what, f"{seconds:.0f} s ({said})", f"<= {MOST} s", seconds <= MOST)


def _sample(run: Beginner) -> None:
    run.press("Continue")
    run.press("Use the sample fair")
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
