"""The program itself, started as a cashier starts it: how soon, how smooth, how large."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

from tests.bench.result import Result
from tests.bench.selling import ITEMS, p95, watch_selling
from tests.bench.start import CATALOGUES, FLOOR, as_installed, measure_start
from tests.ux.gate import Gate, at_most

SCANNER_MS = 35
"""How long a letter typed at the keyboard is held, to see whether it begins a scan."""


def measure_starts(folder: Path, environment: dict[str, str], *, on: str, rounds: int) -> Iterator[Gate]:
    """Start the booth and a bare window by turns."""
    results = measure_start(folder, environment, on=on, rounds=rounds)
    for painted, ready, said in zip(results[::2], results[1::2], CATALOGUES.values(), strict=True):
        first, then = f"first paint, over a bare window{said}", f"ready to sell, over a bare window{said}"
        yield at_most("UX-3", first, painted.judged, painted.goal, "x", _said(painted, on))
        yield at_most("UX-4", then, ready.judged, ready.goal, "x", _said(ready, on))


def measure_work(folder: Path, environment: dict[str, str], *, on: str) -> Iterator[Gate]:
    """Scroll, search and sell with ten thousand items that all have pictures."""
    told = watch_selling(folder, environment, on=on)
    bare = _bare_memory(folder, environment)
    (memory,), (peak,) = told["memory"], told["peak"]
    beside = f" ({memory / bare:.1f} x a bare window's {bare:.0f}; peak {peak:.0f})"
    yield at_most("UX-5", f"memory, {ITEMS} items, pictures scrolled through", memory, 220, "MiB", beside)
    yield at_most(
        "UX-6", "frame while scrolling, p95", p95(told["frame"]), 16.7, "ms", _spread(told["frame"])
    )
    yield at_most("UX-7", "scan to painted line, p95", p95(told["scan"]), 33, "ms", _spread(told["scan"]))
    letters, (settled,) = told["letter"], told["settled"]
    held = f"; opened {settled:.0f} s before; {p95(letters) + SCANNER_MS:.0f} with the scanner's wait"
    yield at_most("UX-8", "letter to painted cards, p95", p95(letters), 33, "ms", _spread(letters, held))


def _said(result: Result, on: str) -> str:
    return f" ({result.ours:.0f} of {result.floor:.0f} ms, {on})"


def _spread(values: list[float], more: str = "") -> str:
    """Say the middle and the ends of what was measured."""
    parts = quantiles(values, n=100)
    return f" (p50 {parts[49]:.1f}, p99 {parts[98]:.1f} of {len(values)}{more})"


def _bare_memory(folder: Path, environment: dict[str, str]) -> float:
    done = subprocess.run(
        [*FLOOR, "--memory"],
        env=as_installed(environment, folder),
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return float(done.stdout.split()[1])
