"""A hand that finds things by what stands on them: the pointer goes where the eyes say they are."""

import json
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from batikpos.i18n import translator
from batikpos.ui.scanner import GAP_MS, REPEAT_MS
from tests.e2e.booth import CASHIER, PATIENCE_SECONDS, Home, Program, open_window, wait_until
from tests.e2e.screen import Screen

EYES = Path(__file__).with_name("eyes_window.py")
MOST_LATE = 20
say = translator("id")


@dataclass
class SeenProgram(Program):
    """The booth's window, a hand on it, and eyes; `english` labels are looked for in Indonesian.

    `late` counts the scans that the machine itself spoilt; `patience` is how long something may take.
    """

    late: int = 0
    keys: list[tuple[int, int, int]] = field(default_factory=list)
    patience: float = 15.0

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

    def press(self, english: str, *, times: int = 1, **facts: object) -> None:
        """Press the button with a label, once it can be pressed; `facts` stand in its words."""
        self._tap_found(f"buttons {say(english).format(**facts)}", times)

    def press_first(self, begins: str) -> None:
        """Press the first button whose words begin so."""
        self._tap_found(f"first {begins}", 1)

    def tap_card(self, sku: str, *, times: int = 1) -> None:
        """Tap the card of a thing."""
        self._tap_found(f"card {sku}", times)

    def tap_row(self, words: str) -> None:
        """Tap the first row of a list that says so, once the list has come to rest."""
        places: list[object] = []

        def rests() -> bool:
            self.rest()
            places.append(self.ask(f"row {words}"))
            return bool(places[-1]) and places[-1:] == places[-2:-1]

        wait_until(rests, lambda: f"{words}: not among {self.words()}")
        self._tap_found(f"row {words}", 1)

    def enter(self, english: str) -> None:
        """Put the pointer into the field with a name."""
        self._tap_found(f"fields {say(english)}", 1)

    def wait_for_words(self, english: str) -> None:
        """Wait until something can be read."""
        wait_until(lambda: self.says(english), lambda: "\n".join(self.words()))

    def says(self, english: str, **facts: object) -> bool:
        """Say whether something can be read now; `facts` stand in it."""
        return say(english).format(**facts) in self.words()

    def scan_at(self, milliseconds: int, *codes: str, first: str = "") -> None:
        """Scan codes, each with so many milliseconds from one key to the next, back to back.

        `first` is a key that is pressed just before. A scan whose keys the X server itself saw too far
        apart, as it does where the machine is overloaded, was none: that code is scanned once more.
        """
        for code, is_good in zip(codes, self.try_scan(milliseconds, *codes, first=first), strict=True):
            if not is_good:
                self.scan_at(milliseconds, code)

    def try_scan(self, milliseconds: int, *codes: str, first: str = "") -> list[bool]:
        """Scan codes once, and say of each whether its keys came as a scanner's: a busy machine is late."""
        before = len(self.ask("keys 0"))
        words = ["key", first] if first else []
        for code in codes:
            words += ["type", "--delay", str(milliseconds), "--args", "1", code, "key", "Return"]
        self.screen.xdotool(*words)
        keys: list[tuple[int, int, int]] = []

        def came() -> bool:
            keys[:] = self.ask(f"keys {before}")
            return sum(is_end for _, is_end, _ in keys) == len(codes)

        wait_until(came, lambda: f"{len(keys)} keys came")
        self.keys = keys
        good = [gap <= GAP_MS for gap in _widest_gaps(keys[1:] if first else keys)]
        self.late += good.count(False)
        assert self.late < MOST_LATE, "this machine is too busy to scan on"
        return good

    def wait_for_sale_screen(self) -> None:
        """Wait until the sale screen is there, and nothing over it."""
        wait_until(lambda: self.ask("layer") == "SalePage", lambda: "\n".join(self.words()))

    def comes_true(self, holds: Callable[[], bool]) -> bool:
        """Look again and again whether something holds; say whether it did before long."""
        until = time.monotonic() + self.patience
        while not holds():
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True

    def rest(self) -> None:
        """Wait as long as two taps may belong together: nothing that was begun comes later."""
        time.sleep(0.3)

    def digits(self, text: str) -> None:
        """Type as a quick person does."""
        self.screen.xdotool("type", "--delay", "90", text)

    def type_in(self, text: str) -> None:
        """Type into the empty field that has the keyboard, and wait until it stands there."""
        self.digits(text)
        wait_until(lambda: text in self.ask("typed")[1:], lambda: f"{text}: {self.ask('typed')}")

    def write(self, english: str, text: str) -> None:
        """Type into the field with a name, in place of what stands there."""
        self.enter(english)
        self.key("ctrl+a")
        self.digits(text)

    def hold_and_scan(self, key: str, *codes: str) -> None:
        """Hold a key down, and scan meanwhile."""
        self.screen.xdotool("keydown", key, "sleep", "0.9")
        for code in codes:
            self.scan_at(2, code)
            self.screen.xdotool("sleep", "0.2")
        self.screen.xdotool("keyup", key, "sleep", "0.1")

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
def seen_window(
    screen: Screen, home: Home, *faults: str, cashier: str = CASHIER, **environment: str
) -> Iterator[SeenProgram]:
    """Open the booth's window with eyes on it: on its sale screen, or without a `cashier` as it begins.

    `faults` of `planted.FAULTS` are in it, for the tests of the tests.
    """
    place = _place(home)
    place.unlink(missing_ok=True)
    eyes = {
        "BATIKPOS_EYES": str(place),
        "BATIKPOS_EYES_FAULTS": ",".join(faults),
        "PYTHONPATH": str(EYES.parents[2]),
    }
    command = [sys.executable, str(EYES)]
    with open_window(screen, home, command=command, cashier=cashier, **eyes, **environment) as window:
        seen = SeenProgram(window.screen, window.home, window.process, window.log, window.window)
        wait_until(place.exists, window.log.read_text)
        if cashier:
            seen.wait_for_sale_screen()
        yield seen


def _widest_gaps(keys: list[tuple[int, int, int]]) -> list[int]:
    """Say for each scan how far apart two of its keys were, at most.

    One that X took for a held key's repeat, and that came as late as one, is no part of a scan.
    """
    widest, before = [0], 0
    for at, is_end, is_repeat in keys:
        gap = at - before if before else 0
        widest[-1] = max(widest[-1], GAP_MS + 1 if is_repeat and gap >= REPEAT_MS else gap)
        before = at
        if is_end:
            widest.append(0)
            before = 0
    return widest[:-1]


def _place(home: Home) -> Path:
    return home.place.parent / "eyes"
