"""A hand that finds things by what stands on them: the pointer goes where the eyes say they are."""

import json
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from batikpos.i18n import translator
from batikpos.ui.scanner import GAP_MS
from tests.e2e.booth import PATIENCE_SECONDS, Home, Program, booth_window, wait_until
from tests.e2e.screen import Screen

EYES = Path(__file__).with_name("eyes_window.py")
MOST_LATE = 20
say = translator("id")


@dataclass
class SeenProgram(Program):
    """The booth's window, a hand on it, and eyes; `english` labels are looked for in Indonesian.

    `late` counts the scans that the machine itself spoilt.
    """

    late: int = 0

    def ask(self, question: str) -> Any:
        """Ask where something is, or what can be read."""
        with socket.socket(socket.AF_UNIX) as asked:
            asked.settimeout(PATIENCE_SECONDS)
            asked.connect(str(_place(self.home)))
            asked.sendall(f"{question}\n".encode())
            return json.loads(asked.makefile().read())

    def words(self) -> list[str]:
        """Read all that can be read."""
        return [str(words) for words in self.ask("words")]

    def press(self, english: str, *, times: int = 1) -> None:
        """Press the button with a label, once it can be pressed."""
        self._tap_found(f"buttons {say(english)}", times)

    def tap_card(self, sku: str, *, times: int = 1) -> None:
        """Tap the card of a thing."""
        self._tap_found(f"card {sku}", times)

    def enter(self, english: str) -> None:
        """Put the pointer into the field with a name."""
        self._tap_found(f"fields {say(english)}", 1)

    def wait_for_words(self, english: str) -> None:
        """Wait until something can be read."""
        wait_until(lambda: say(english) in self.words(), lambda: "\n".join(self.words()))

    def scan_at(self, milliseconds: int, *codes: str, first: str = "") -> None:
        """Scan codes, each with so many milliseconds from one key to the next, back to back.

        `first` is a key that is pressed just before. A scan whose keys the X server itself saw too far
        apart, as it does where the machine is overloaded, was none: that code is scanned once more.
        """
        before = len(self.ask("keys 0"))
        words = ["key", first] if first else []
        for code in codes:
            words += ["type", "--delay", str(milliseconds), "--args", "1", code, "key", "Return"]
        self.screen.xdotool(*words)
        keys: list[tuple[int, int]] = []

        def came() -> bool:
            keys[:] = self.ask(f"keys {before}")
            return sum(is_end for _, is_end in keys) == len(codes)

        wait_until(came, lambda: f"{len(keys)} keys came")
        for code, gap in zip(codes, _widest_gaps(keys[1:] if first else keys), strict=True):
            if gap > GAP_MS:
                self.late += 1
                assert self.late < MOST_LATE, "this machine is too busy to scan on"
                self.scan_at(milliseconds, code)

    def digits(self, text: str) -> None:
        """Type digits as a person does."""
        self.screen.xdotool("type", "--delay", "160", text)

    def _tap_found(self, question: str, times: int) -> None:
        found: list[tuple[int, int]] = []

        def look() -> bool:
            found[:] = self.ask(question)
            return bool(found)

        wait_until(look, lambda: f"{question}: not among {self.words()}")
        x, y = found[0]
        click = ["click", "--repeat", str(times), "--delay", "90", "1"]
        self.screen.xdotool("mousemove", str(x), str(y), *click)


@contextmanager
def seen_window(screen: Screen, home: Home, **environment: str) -> Iterator[SeenProgram]:
    """Open the booth's window with eyes on it."""
    eyes = {"BATIKPOS_EYES": str(_place(home)), "PYTHONPATH": str(EYES.parents[2])}
    command = [sys.executable, str(EYES)]
    with booth_window(screen, home, command=command, **eyes, **environment) as window:
        seen = SeenProgram(window.screen, window.home, window.process, window.log, window.window)
        until = time.monotonic() + PATIENCE_SECONDS
        while not _place(home).exists():
            assert time.monotonic() < until, window.log.read_text()
        yield seen


def _widest_gaps(keys: list[tuple[int, int]]) -> list[int]:
    """Say for each scan how far apart two of its keys were, at most."""
    widest, before = [0], 0
    for at, is_end in keys:
        widest[-1] = max(widest[-1], at - before if before else 0)
        before = at
        if is_end:
            widest.append(0)
            before = 0
    return widest[:-1]


def _place(home: Home) -> Path:
    return home.place.parent / "eyes"
