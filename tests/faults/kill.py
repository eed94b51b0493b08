"""Kill -9: commands of the real program, killed at random moments, and what is there afterwards."""

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.audit import Harm, Told, judge
from tests.faults.homes import hear
from tests.faults.result import Result, Tally
from tests.faults.start import look, start_again
from tests.faults.victim import Work, run

WHY_NOT = "kill -9 and cheap forks are POSIX'" if sys.platform == "win32" else ""
"""Why this part cannot run on this system, where it cannot."""

ROUNDS = 4
"""How often one home is killed before another takes its place."""

AT_MOST = 200
"""A control that did no damage in so many runs is given up, and with it the scene."""

SHORTER, LONGER = 0.9, 1.02
"""How the time in which kills fall follows the machine: about one run in six is over before its kill."""

PRINTER_NAME = "paper"


@dataclass(slots=True)
class Place:
    """One home that is killed again and again, and all that was said in it."""

    folder: Path
    told: Told = field(default_factory=Told)

    @property
    def home(self) -> Path:
        """Say where the booth is."""
        return self.folder / "home"

    @property
    def printer(self) -> Path:
        """Say where its papers come out."""
        return self.folder / PRINTER_NAME


@dataclass(frozen=True, slots=True)
class Scene:
    """What is being done when the kill comes, and how it is looked at after.

    It is played in `folder / "place"`, each time begun as a copy of `template`; `work` says what is done
    there in each round, `begun` names the acts that may be found and are not told as they begin.
    """

    name: str
    folder: Path
    template: Path
    controls: tuple[str, ...]
    work: Callable[[Path, int], Work]
    begun: frozenset[str]
    after: Callable[[Place], Harm]
    rounds: int = ROUNDS

    def new_place(self) -> Place:
        """Begin again with a home that nothing has happened to."""
        where = self.folder / "place"
        if where.exists():
            shutil.rmtree(where)
        shutil.copytree(self.template, where)
        return Place(where, Told(dict.fromkeys(self.begun)))


def kill_scene(scene: Scene, runs: int) -> Result:
    """Kill a scene so many times, and each of its controls until it has proved itself."""
    enough = max(1, runs // 100)
    controls = {how: kill_often(scene, AT_MOST, how=how, enough=enough) for how in scene.controls}
    return Result(f"kill -9, {scene.name}", kill_often(scene, runs), controls)


def kill_often(scene: Scene, runs: int, *, how: str = "", enough: int = 0) -> Tally:
    """Kill a scene at moments drawn over the time it takes; `enough` damaged runs end it early."""
    tally, chance, whole = Tally(), Random(f"{scene.name} {how}"), _time(scene, how)
    place, rounds = scene.new_place(), 0
    while tally.runs < runs and (not enough or tally.damaged < enough):
        harm, was_over = _strike(scene, place, rounds, chance.uniform(0, whole), how)
        whole *= SHORTER if was_over else LONGER
        harm = harm or scene.after(place)
        tally.add(harm)
        rounds += 1
        if harm or rounds == scene.rounds:
            place, rounds = scene.new_place(), 0
    return tally


def start_after(place: Place) -> Harm:
    """Start the booth again after a kill."""
    return start_again(place.home, place.told, place.printer, place.folder)


def whole_lines(said: bytes) -> Iterator[bytes]:
    """Read what was said: half a line was not."""
    return (line for line in said.splitlines(keepends=True) if line.endswith(b"\n"))


def _strike(scene: Scene, place: Place, rounds: int, moment: float, how: str) -> tuple[Harm, bool]:
    """Kill one round at a moment and hold what is there against what was said; say if it was over."""
    out = place.folder / f"said-{rounds}"
    victim = _victim(scene, place, rounds, out, how)
    victim.start()
    victim.join(moment)
    was_over = victim.exitcode is not None
    victim.kill()
    victim.join()
    _hear_all(place.told, out.read_bytes() if out.exists() else b"")
    place.told.paper = place.printer.read_bytes() if place.printer.exists() else b""
    err = out.with_suffix(".err")
    cried = err.read_text(encoding="utf-8") if err.exists() else ""
    went_wrong = "Traceback" in cried or (was_over and victim.exitcode)
    cries = (f"exit status {victim.exitcode}: {cried[-600:]}",) if went_wrong else ()
    return judge(look(place.home, place.folder), place.told) + Harm(unexplained=cries), was_over


def _hear_all(told: Told, said: bytes) -> None:
    """Take in what was said to be done: by a sitting act by act, by `sell` as one answer a sale."""
    for line in whole_lines(said):
        if line.startswith(b"["):
            hear(told, line)
        elif "sold_at" in (answer := json.loads(line)):
            told.done[f"sale {answer['id']}"] = answer["hash"]


def _time(scene: Scene, how: str) -> float:
    """Time a scene that is not killed, the second time, when all is loaded."""
    took = 0.0
    for _ in range(2):
        place = scene.new_place()
        victim = _victim(scene, place, 0, place.folder / "said", how)
        begun = time.monotonic()
        victim.start()
        victim.join()
        took = time.monotonic() - begun
    return took


def _victim(scene: Scene, place: Place, rounds: int, out: Path, how: str) -> Any:
    """Make a process that is cheap to start: forked from one that has loaded everything."""
    context: Any = get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.victim"])
    work = scene.work(place.folder, rounds)
    return context.Process(target=run, args=(work, place.home, out, how), daemon=True)
