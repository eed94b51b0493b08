"""A booth as its owner has it: set up by the command line, its window opened as a program of its own."""

import json
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PIL import ImageGrab

from batikpos.services.sample import SAMPLE_FOLDER
from batikpos.settings import load_settings, save_settings
from batikpos.ui.theme import LIGHT
from tests.e2e.screen import Screen

CASHIER, PIN = "Rini", "1234"
SUPERVISOR, SUPERVISOR_PIN = "Sari", "4321"
PATIENCE_SECONDS = 60
PROGRAM = (sys.executable, "-m", "batikpos")

SECOND_CARD = (280, 300)
IN_THE_BASKET = (1_250, 480)
"""Places in the window: the second of the booth's own cards, for the first has sizes; the empty basket."""


@dataclass(frozen=True, slots=True)
class Home:
    """A booth's home, used through the command line and read with sqlite3."""

    place: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command on this home."""
        return subprocess.run(
            [sys.executable, "-m", "batikpos", *words, "--home", str(self.place)],
            env={"BATIKPOS_PIN": PIN, "BATIKPOS_APPROVER_PIN": SUPERVISOR_PIN, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def must(self, *words: str) -> str:
        """Run a command that must be done, and return what it says."""
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Read the store, while or after the program has it open."""
        connection = sqlite3.connect(f"file:{self.place / 'store.db'}?mode=ro", uri=True)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def count(self) -> int:
        """Count the sales on disk."""
        ((count,),) = self.rows("SELECT count(*) FROM sale")
        return int(count)

    def basket(self) -> list[tuple[str, int]]:
        """Read the open basket, as it is kept against a crash."""
        kept = self.rows("SELECT content FROM open_basket")
        return [(sku, size) for (content,) in kept for sku, size, *_ in json.loads(content)["lines"]]

    def sale(self) -> dict[str, Any]:
        """Return the only sale, with its lines and tenders."""
        ((number, total, paid, change, cashier),) = self.rows(
            "SELECT number, total, paid, change, cashier FROM sale"
        )
        lines = self.rows("SELECT sku, size, net FROM sale_line ORDER BY seq, n")
        tenders = self.rows("SELECT kind, amount FROM tender ORDER BY seq, n")
        return {
            "number": number,
            "total": total,
            "paid": paid,
            "change": change,
            "cashier": cashier,
            "lines": lines,
            "tenders": tenders,
        }

    def verify(self) -> Any:
        """Recompute all that is kept; nothing may be wrong with it."""
        return json.loads(self.must("verify", "--json"))


def new_home(place: Path, address: str) -> Home:
    """Set the booth up without questions."""
    home = Home(place)
    goods = ["--catalogue", SAMPLE_FOLDER / "catalogue.csv", "--producers", SAMPLE_FOLDER / "producers.csv"]
    people = ["--cashier", CASHIER, "--supervisor", SUPERVISOR]
    home.must("setup", "--booth", "A03", *map(str, goods), *people, "--printer", address, "--paper", "58")
    return home


def open_till(home: Home) -> None:
    """Open the till of a booth, without its window."""
    home.must("till", "open", "--float", "500000", "--cashier", CASHIER)


def copy_of(home: Home, place: Path, address: str) -> Home:
    """Take a home that was never used once more, with a printer of its own: faster than to make another."""
    shutil.copytree(home.place, place)
    save_settings(place, replace(load_settings(place), printer=address))
    return Home(place)


@dataclass
class Program:
    """The booth's window and a hand on it."""

    screen: Screen
    home: Home
    process: subprocess.Popen[bytes]
    log: Path
    window: str = ""

    def type(self, text: str) -> None:
        """Type as a person does."""
        self.screen.xdotool("type", "--delay", "240", text)

    def key(self, *keys: str) -> None:
        """Press keys."""
        self.screen.xdotool("key", *keys)

    def hold(self, key: str, seconds: float) -> None:
        """Hold a key down; the X server repeats it."""
        self.screen.xdotool("keydown", key, "sleep", str(seconds), "keyup", key)

    def tap(self, x: int, y: int, *, times: int = 1) -> None:
        """Tap a place in the window."""
        place = ["mousemove", "--window", self.window, str(x), str(y)]
        self.screen.xdotool(*place, "click", "--repeat", str(times), "--delay", "120", "1")

    def close(self) -> int:
        """Have the window manager close the window, and return how the program ended."""
        self.key("alt+F4")
        return self.process.wait(PATIENCE_SECONDS)

    def colour_at(self, x: int, y: int) -> str:
        """Say which colour a place in the window has."""
        told = self.screen.xdotool("getwindowgeometry", "--shell", self.window)
        corner = {name: int(value) for name, _, value in (line.partition("=") for line in told.splitlines())}
        with ImageGrab.grab(xdisplay=self.screen.display) as picture:
            place = (corner["X"] + x, corner["Y"] + y)
            return "#" + picture.convert("RGB").crop((*place, place[0] + 1, place[1] + 1)).tobytes().hex()

    def wait_for_sale_screen(self) -> None:
        """Wait until the basket is there: the only page with paper at its right side."""
        paper = LIGHT.paper.name()
        wait_until(lambda: self.colour_at(*IN_THE_BASKET) == paper, self.log.read_text)


def wait_until(holds: Callable[[], bool], why: Callable[[], str] = lambda: "") -> None:
    """Look again and again until something holds; fail when it takes too long."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < until, why() or "it did not come about"
        time.sleep(0.02)


@contextmanager
def open_window(
    screen: Screen,
    home: Home,
    *,
    command: Sequence[str] = PROGRAM,
    cashier: str = CASHIER,
    **environment: str,
) -> Iterator[Program]:
    """Open the booth's window, whatever it begins with; whatever happens it is gone afterwards."""
    log = home.place.parent / "window.log"
    who = ["--cashier", cashier] if cashier else []
    pin = {"BATIKPOS_PIN": PIN} if cashier else {}
    with log.open("wb") as said:
        process = subprocess.Popen(
            [*command, "booth", "--home", str(home.place), *who],
            env=screen.environment | pin | {"BATIKPOS_HOME": str(home.place)} | environment,
            stdout=said,
            stderr=said,
        )
    program = Program(screen, home, process, log)
    try:
        program.window = screen.find_window("^BatikPOS$")
        screen.xdotool("windowactivate", "--sync", program.window)
        yield program
    finally:
        if process.poll() is None:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
        if process.poll() is None:
            process.kill()
            process.wait()


@contextmanager
def booth_window(
    screen: Screen, home: Home, *, command: Sequence[str] = PROGRAM, **environment: str
) -> Iterator[Program]:
    """Open the booth's window on its sale screen."""
    with open_window(screen, home, command=command, **environment) as program:
        program.wait_for_sale_screen()
        yield program
