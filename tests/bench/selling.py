"""Selling with ten thousand items: from a scan to its painted line, and memory."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from tests.bench.homes import CASHIER, PIN, make_home
from tests.bench.result import Result
from tests.bench.start import HERE, as_installed

ITEMS = 10_000


def measure_selling(folder: Path, environment: dict[str, str], *, on: str) -> tuple[Result, ...]:
    """Scroll, scan and sell in one process; judge the slow end of the scans, and its peak."""
    told = watch_selling(folder, environment, on=on)
    scans, (peak,) = told["scan"], told["peak"]
    return (
        Result(f"scan to painted line, p95 of {len(scans)}, {on}", p95(scans), None, "ms", 33),
        Result(f"peak memory, {ITEMS} items, {on}", peak, None, "MiB", 220),
    )


def watch_selling(folder: Path, environment: dict[str, str], *, on: str) -> dict[str, list[float]]:
    """Have the sale screen work with many items; return by its name all that it told."""
    home = make_home(folder / f"selling-{on}", items=ITEMS, now=datetime.now(UTC))
    window = [sys.executable, str(HERE / "selling_window.py"), "booth", "--home", str(home)]
    done = subprocess.run(
        [*window, "--cashier", CASHIER],
        env=as_installed(environment, folder) | {"BATIKPOS_PIN": PIN},
        check=True,
        capture_output=True,
        text=True,
        timeout=180,
    )
    told: dict[str, list[float]] = {}
    for name, value in (line.split() for line in done.stdout.splitlines()):
        told.setdefault(name, []).append(float(value))
    return told


def p95(values: list[float]) -> float:
    """Return what all but the slowest twentieth stay under."""
    return quantiles(values, n=20)[-1]
