"""Starting: first paint and ready to sell, against a bare PySide6 window, from the process's start."""

import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from tests.bench.homes import CASHIER, PIN, make_home
from tests.bench.result import Result

HERE = Path(__file__).parent
CATALOGUES = {0: "", 10_000: ", 10,000 items"}
"""With how many items a start is measured: those of the sample, and as many as a large booth has."""

FLOOR = [sys.executable, str(HERE / "floor_window.py")]


def measure_start(
    folder: Path, environment: dict[str, str], *, on: str, rounds: int = 11
) -> tuple[Result, ...]:
    """Start both programs by turns, with each catalogue; compare the medians."""
    homes = {said: make_home(folder / f"start-{n}-{on}", items=n) for n, said in CATALOGUES.items()}
    environment = as_installed(environment, folder)
    floor: list[float] = []
    ours: dict[tuple[str, str], list[float]] = defaultdict(list)
    for n in range(rounds + 1):
        bare = start(FLOOR, environment)
        told = {said: start(ours_command(home), environment) for said, home in homes.items()}
        if not n:
            continue  # the first of each fills the caches
        floor.append(bare["painted"])
        for said, times in told.items():
            for moment, at in times.items():
                ours[said, moment].append(at)
    return tuple(
        Result(f"{what}, {on}{said}", median(ours[said, moment]), median(floor), "ms", goal)
        for said in homes
        for moment, what, goal in (("painted", "first paint", 1.5), ("ready", "ready to sell", 4))
    )


def ours_command(home: Path, *options: str) -> list[str]:
    """Name the command that starts the booth, watched."""
    window = [sys.executable, *options, str(HERE / "ours_window.py")]
    return [*window, "booth", "--home", str(home), "--cashier", CASHIER]


def start(command: list[str], environment: dict[str, str]) -> dict[str, float]:
    """Run a program until it ends; return what it said, in milliseconds from its start."""
    began = time.monotonic_ns()
    done = subprocess.run(
        command,
        env=environment | {"BATIKPOS_PIN": PIN},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    words = (line.split() for line in done.stdout.splitlines())
    return {name: (int(at) - began) / 1e6 for name, at in words}


def as_installed(environment: dict[str, str], folder: Path) -> dict[str, str]:
    """Let Python keep its bytecode, as it does of an installed program; run the one beside us."""
    kept = {k: v for k, v in environment.items() if not k.startswith("PYTHON")}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "PYTHONPATH": str(HERE.parents[1])}


def offscreen() -> dict[str, str]:
    """Say in which environment a program has a window that nobody sees."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
