"""Starting: first paint and ready to sell, against a bare PySide6 window, from the process's start."""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from tests.bench.homes import CASHIER, PIN, make_home
from tests.bench.result import Result

HERE = Path(__file__).parent
FLOOR = [sys.executable, str(HERE / "floor_window.py")]


def measure_start(
    folder: Path, environment: dict[str, str], *, on: str, rounds: int = 11
) -> tuple[Result, ...]:
    """Start both programs by turns; compare the medians."""
    home = make_home(folder / f"start-{on}")
    environment = as_installed(environment, folder)
    floor: list[float] = []
    painted: list[float] = []
    ready: list[float] = []
    for n in range(rounds + 1):
        bare = start(FLOOR, environment)
        ours = start(ours_command(home), environment)
        if n:  # the first of each fills the caches
            floor.append(bare["painted"])
            painted.append(ours["painted"])
            ready.append(ours["ready"])
    return (
        Result(f"first paint, {on}", median(painted), median(floor), "ms", 1.5),
        Result(f"ready to sell, {on}", median(ready), median(floor), "ms", 4),
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
