"""The longest the window stood still in a whole shift, by the program's own watchdog."""

import json
from collections.abc import Iterator
from pathlib import Path
from time import sleep

from batikpos.app import WATCHDOG
from tests.e2e.afterwards import close_and_send, new_connected_home, park_and_take_up, void_the_last
from tests.e2e.morning import Morning
from tests.e2e.paper import printer
from tests.e2e.screen import missing_programs, virtual_screen
from tests.e2e.seen import seen_window
from tests.ux.gate import Gate

MOST_MS = 100
SETTLED_SECONDS = 0.3
WHAT = "longest stall of a shift: 42 sales, printing, a PDF, a copy, the sending"
OPENING = "longest stall before that, while the window opens, and 0.3 s after: beside the gate"


def measure_shift(folder: Path) -> Iterator[Gate]:
    """Work a morning under Xvfb, and read what the watchdog wrote down: of the opening, and of the rest."""
    gate = f"<= {MOST_MS} ms"
    if absent := missing_programs():
        yield Gate("UX-9", WHAT, f"not measured: {', '.join(absent)} is missing", gate, is_met=False)
        return
    place = folder / "shift"
    place.mkdir()
    told = place / "watchdog.jsonl"
    with printer() as paper, virtual_screen(place) as screen:
        home = new_connected_home(place, paper.address)
        with seen_window(screen, home, **{WATCHDOG: str(told)}) as window:
            sleep(SETTLED_SECONDS)  # the last gap of the opening is written down when it is over
            opening = _gaps(told)
            Morning(window).sell_everything()
            window.press("For the buyer")
            window.press("Save as PDF")
            void_the_last(window)
            park_and_take_up(window)
            close_and_send(window)
            window.close()
    working = _gaps(told)[len(opening) :]
    yield Gate("UX-9a", WHAT, _longest(working), gate, not working, _notes(working))
    yield Gate("UX-9b", OPENING, _longest(opening), gate, not opening, _notes(opening))


def _longest(gaps: list[tuple[float, str]]) -> str:
    ms, during = max(gaps, default=(0.0, ""))
    return f"{ms:.0f} ms ({during})" if gaps else f"none over {MOST_MS} ms"


def _notes(gaps: list[tuple[float, str]]) -> tuple[str, ...]:
    return tuple(f"{ms:.0f} ms  after: {during}" for ms, during in sorted(gaps, reverse=True)[:10])


def _gaps(told: Path) -> list[tuple[float, str]]:
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    return [(float(gap["ms"]), str(gap["during"])) for gap in map(json.loads, lines)]
