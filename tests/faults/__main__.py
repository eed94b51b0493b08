"""The whole suite by one command: `python -m tests.faults [--runs N] [--only NAME]`."""

import argparse
import sys
from collections.abc import Callable, Iterator
from functools import partial

from tests.faults import cuts, kill
from tests.faults.disk import Loss
from tests.faults.full import full_disk
from tests.faults.homes import workplace
from tests.faults.keeping import KEEPINGS
from tests.faults.result import Result, complaints, table
from tests.faults.scenes import SCENES

POWER, FULL = "power", "full"
RUNS = 600


def main() -> int:
    """Do all that can be done to a booth, print what came of it; exit with 1 where any fault is not met."""
    parser = argparse.ArgumentParser("python -m tests.faults", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="kills of each scene (default: %(default)s)")
    parser.add_argument("--only", choices=(POWER, FULL, *SCENES, *KEEPINGS), help="one fault of them all")
    args = parser.parse_args()
    results = []
    for name, why_not, part in _parts(args.runs):
        if args.only not in {None, name}:
            continue
        sys.stderr.write(f"{name}: cannot run here: {why_not}\n" if why_not else f"{name} …\n")
        results += [] if why_not else part()
    sys.stdout.write(f"{table(results)}\n{complaints(results)}\n")
    return 0 if results and all(result.is_met for result in results) else 1


def _parts(runs: int) -> Iterator[tuple[str, str, Callable[[], list[Result]]]]:
    """Name each part, say why it cannot run on this system where it cannot, and give what runs it."""
    yield POWER, cuts.WHY_NOT, _cut_power
    yield FULL, cuts.WHY_NOT, partial(_fill_disk, runs)
    for name in SCENES:
        yield name, kill.WHY_NOT, partial(_kill, name, runs)
    for name in KEEPINGS:
        yield name, kill.WHY_NOT, partial(_kill_keeping, name, runs)


def _cut_power() -> list[Result]:
    with workplace() as folder:
        days = cuts.PowerCuts(folder, cuts.LONG)
        return [days.result(loss) for loss in Loss]


def _fill_disk(runs: int) -> list[Result]:
    with workplace() as folder:
        return full_disk(folder).results(runs)


def _kill(name: str, runs: int) -> list[Result]:
    with workplace() as folder:
        return [kill.kill_scene(SCENES[name](folder), runs)]


def _kill_keeping(name: str, runs: int) -> list[Result]:
    with workplace() as folder:
        return [KEEPINGS[name](folder).kill(runs)]


if __name__ == "__main__":
    sys.exit(main())
