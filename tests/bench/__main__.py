"""Measure the booth: `python -m tests.bench [--profile] [--rounds N] [--only NAME] [--disk DIR]`."""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tests.bench.board import measure_board
from tests.bench.causes import measure_causes
from tests.bench.closing import measure_closing
from tests.bench.commit import measure_commit
from tests.bench.evidence import measure_evidence
from tests.bench.fairreport import measure_fair_report
from tests.bench.fairs import measure_fairs
from tests.bench.find import measure_find
from tests.bench.homes import PIN, make_home
from tests.bench.printing import measure_printing
from tests.bench.proof import measure_proof
from tests.bench.result import Result, table
from tests.bench.selling import measure_selling
from tests.bench.start import as_installed, measure_start, offscreen, ours_command
from tests.e2e.screen import missing_programs, virtual_screen

PARTS = (
    "start",
    "commit",
    "evidence",
    "verify",
    "printing",
    "selling",
    "find",
    "closing",
    "causes",
    "fairs",
    "report",
    "board",
)
SHOWN = 30
LOADED_BEHIND = ("batikpos.services.opening", "batikpos.ui.booth.flow")


def main() -> int:
    """Measure what is asked for and print the table; exit 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--profile", action="store_true", help="say where the time goes in what misses its goal"
    )
    parser.add_argument(
        "--rounds", type=int, default=11, metavar="N", help="starts of each program (at least 7)"
    )
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part only")
    parser.add_argument("--disk", type=Path, metavar="DIR", help="a folder on the disk to measure on")
    args = parser.parse_args()
    parts = args.only or PARTS
    results: list[Result] = []
    profile = ""
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="batikpos-bench-", dir=args.disk))
        )
        places = {"offscreen": offscreen()}
        if absent := missing_programs():
            print(f"not measured on a screen: {', '.join(absent)} is missing", file=sys.stderr)  # noqa: T201 - what it is for
        elif "start" in parts:
            places["Xvfb"] = stack.enter_context(virtual_screen(folder)).environment
        for on, environment in places.items() if "start" in parts else ():
            started = measure_start(folder, environment, on=on, rounds=max(7, args.rounds))
            results += started
            if args.profile and on == "offscreen" and not all(result.is_met for result in started):
                profile += _imports(folder)
        if "commit" in parts:
            result, said = measure_commit(folder, profile=args.profile)
            results.append(result)
            profile += "" if result.is_met else said
        for part, measure in (
            ("evidence", measure_evidence),
            ("verify", measure_proof),
            ("printing", partial(measure_printing, environment=offscreen())),
            ("selling", partial(measure_selling, environment=offscreen(), on="offscreen")),
            ("find", partial(measure_find, environment=offscreen(), on="offscreen")),
            ("closing", measure_closing),
            ("report", measure_fair_report),
        ):
            results += measure(folder) if part in parts else ()
        told: dict[str, Callable[[], tuple[list[Result], str]]] = {
            "causes": lambda: measure_causes(folder / "causes"),
            "fairs": lambda: measure_fairs(folder / "fairs", as_installed(offscreen(), folder)),
            "board": measure_board,
        }
        for part, tell in told.items():
            if part not in parts:
                continue
            found, how = tell()
            results += found
            print(f"{how}\n")  # noqa: T201 - what it is for
    print(table(results))  # noqa: T201 - what it is for
    if profile:
        print(f"\nWhere the time goes\n\n{profile}")  # noqa: T201 - what it is for
    return 0 if all(result.is_met for result in results) else 1


def _imports(folder: Path) -> str:
    """List what a start imports, the dearest first, before its window is painted and afterwards."""
    home = make_home(folder / "imports")
    before = ours_command(home, "-X", "importtime")
    # By themselves: what is loaded behind the window goes past what counts imports.
    after = [sys.executable, "-X", "importtime", "-c", f"import {', '.join(LOADED_BEHIND)}"]
    return "\n".join(
        [
            _imports_of(before, folder, "imported before the first paint (and what the pages import)"),
            _imports_of(after, folder, f"imported behind the window: {', '.join(LOADED_BEHIND)}"),
        ]
    )


def _imports_of(command: list[str], folder: Path, title: str) -> str:
    done = subprocess.run(
        command,
        env=as_installed(offscreen(), folder) | {"BATIKPOS_PIN": PIN},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    rows = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines() if "|" in line]
    found = [(int(own), int(whole), name) for own, whole, name in rows if own.strip().isdigit()]
    found.sort(key=lambda row: row[1], reverse=True)
    lines = [f"{own:>8} {whole:>8}  {name.rstrip()}" for own, whole, name in found[:SHOWN]]
    return "\n".join([f"{'own us':>8} {'whole us':>8}  {title}", *lines, ""])


if __name__ == "__main__":
    sys.exit(main())
