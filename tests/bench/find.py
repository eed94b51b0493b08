"""Finding among many thousand items with pictures: scrolling, searching, adding, against a bare list."""

import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median, quantiles

from tests.bench.homes import CASHIER, PIN, make_home
from tests.bench.result import Result
from tests.bench.start import HERE, as_installed

COUNTS = (10_000, 50_000)
FRAME_MS, SHOWN_MS, MIB = 16.7, 33, 220


def measure_find(folder: Path, environment: dict[str, str], *, on: str) -> tuple[Result, ...]:
    """Scroll, search and add in one process for each size of catalogue; judge the slow end."""
    return tuple(result for count in COUNTS for result in _measure(folder, environment, on, count))


def _measure(folder: Path, environment: dict[str, str], on: str, count: int) -> list[Result]:
    home = make_home(folder / f"find-{count}-{on}", items=count)
    window = [sys.executable, str(HERE / "find_window.py"), "booth", "--home", str(home)]
    done = subprocess.run(
        [*window, "--cashier", CASHIER],
        env=as_installed(environment, folder) | {"BATIKPOS_PIN": PIN},
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    told: dict[str, list[float]] = defaultdict(list)
    for name, value in (line.split() for line in done.stdout.splitlines()):
        told[name].append(float(value))
    said = f"{count} items, {on}"
    results = []
    for name, words, goal, ratio in (
        ("frame", "scrolling by 60 px", FRAME_MS, 6),
        ("fling", "flinging by 400 px", FRAME_MS, 6),
        ("add", "added to painted", SHOWN_MS, 20),
    ):
        floor = told[f"floor_{name}"]
        results += [
            Result(f"{words}, p50, {said}", median(told[name]), median(floor), "ms", ratio),
            Result(f"{words}, p95, {said}", _p95(told[name]), None, "ms", goal),
        ]
    return [
        *results,
        Result(f"search key to painted, p50, {said}", median(told["key"]), None, "ms", SHOWN_MS),
        Result(f"search key to painted, p95, {said}", _p95(told["key"]), None, "ms", SHOWN_MS),
        Result(f"all shown on one tap, {said}", told["all"][0], None, "ms", 200),
        Result(f"peak memory, {said}", told["peak"][0], None, "MiB", MIB),
    ]


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]
