"""Measure the window by the table of its acceptance: `python -m tests.ux [--only UX-3,UX-5] [--rounds N]`.

Taps and keys are counted, times are taken as ratios to a bare PySide6 window in the same run, and what can
be seen is read from the widgets that are shown. Exits 1 where a number misses its gate.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.bench.start import offscreen
from tests.e2e.screen import missing_programs, virtual_screen
from tests.ux.firstrun import measure_first_run
from tests.ux.gate import Gate, table
from tests.ux.hand import count_double_taps, count_keys, count_taps
from tests.ux.looks import measure_looks
from tests.ux.running import measure_starts, measure_work
from tests.ux.scans import measure_scans
from tests.ux.shift import measure_shift


def main() -> int:
    """Measure what is asked for and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.ux", description=__doc__)
    parser.add_argument("--only", default="", metavar="UX-3,UX-5", help="measure these alone")
    parser.add_argument("--rounds", type=int, default=11, metavar="N", help="starts of each program")
    args = parser.parse_args()
    only = {name.strip().upper() for name in args.only.split(",") if name.strip()}
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication([])
    gates: list[Gate] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="batikpos-ux-")))
        environment, on = offscreen(), "offscreen"
        if absent := missing_programs():
            print(f"without a screen, as {', '.join(absent)} is missing", file=sys.stderr)  # noqa: T201 - what it is for
        elif not only or only & {"UX-3", "UX-4", "UX-5", "UX-6", "UX-7", "UX-8"}:
            environment, on = stack.enter_context(virtual_screen(folder)).environment, "Xvfb"
        measures: tuple[tuple[set[str], Callable[[], Iterable[Gate]]], ...] = (
            ({"UX-1"}, lambda: [count_taps(folder, application)]),
            ({"UX-2"}, lambda: [count_keys(folder, application)]),
            (
                {"UX-3", "UX-4"},
                partial(measure_starts, folder, environment, on=on, rounds=max(7, args.rounds)),
            ),
            ({"UX-5", "UX-6", "UX-7", "UX-8"}, partial(measure_work, folder, environment, on=on)),
            ({"UX-9"}, partial(measure_shift, folder)),
            ({"UX-10"}, lambda: [measure_scans(folder, application)]),
            ({"UX-11"}, lambda: [count_double_taps(folder, application)]),
            ({"UX-12", "UX-13", "UX-14"}, partial(measure_looks, folder)),
            ({"UX-15"}, partial(measure_first_run, folder, application)),
        )
        for names, measure in measures:
            if not only or only & names:
                gates += measure()
    shown = [gate for gate in gates if not only or gate.id.rstrip("abcde") in only]
    print(table(shown))  # noqa: T201 - what it is for
    return 0 if all(gate.is_met for gate in shown) else 1


if __name__ == "__main__":
    sys.exit(main())
