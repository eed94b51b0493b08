"""Finding among many thousand items with pictures: scrolling, searching, adding, against a bare list."""

import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median, quantiles

from tests.bench.homes import CASHIER, PIN, make_home
from tests.bench.result import Result
from tests.bench.start import HERE, as_installed

GOALS = {10_000: 1.0, 50_000: 2.0}
"""Ten thousand items are held to the goals themselves; fifty thousand must be usable, at twice of them."""

FRAME_MS, SHOWN_MS, ALL_MS, MIB = 16.7, 33, 100, 220


def measure_find(folder: Path, environment: dict[str, str], *, on: str) -> tuple[Result, ...]:
    """Scroll, search and add in one process for each size of catalogue; judge the slow end."""
    return tuple(result for count in GOALS for result in _measure(folder, environment, on, count))


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
    return [
        *_against(told, "frame", "frame", FRAME_MS, 6, f"scrolled by 60 px, {said}", count),
        *_against(told, "fling", "fling", FRAME_MS, 6, f"flung by 400 px, {said}", count),
        *_against(told, "key", "whole", SHOWN_MS, 8, f"search key to painted, {said}", count),
        *_against(told, "add", "whole", SHOWN_MS, 20, f"added to painted, {said}", count),
        Result(f"all shown on one tap, {said}", told["all"][0], None, "ms", ALL_MS * GOALS[count]),
        Result(f"peak memory, {said}", told["peak"][0], None, "MiB", MIB * GOALS[count]),
    ]


def _against(
    told: dict[str, list[float]],
    name: str,
    floor: str,
    gate: float,
    ratio: float,
    words: str,
    count: int,
) -> tuple[Result, ...]:
    """Set the middle beside a bare list's of the same run, and the slow end to its gate."""
    ours, times = told[name], GOALS[count]
    bare = median(told[f"floor_{floor}"])
    return (
        Result(f"p50 {words}", median(ours), bare, "ms", ratio * times),
        Result(f"p95 {words}", _p95(ours), None, "ms", gate * times),
    )


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]
