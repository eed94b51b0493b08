"""The full disk: a booth has room for so many bytes more, and none after, wherever that meets it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.audit import Harm, Told, judge
from tests.faults.day import ACTS_NAME, PAPER_NAME
from tests.faults.homes import hear, make_home
from tests.faults.lastacts import WITH_RESERVE
from tests.faults.recorder import ROOT, build_library
from tests.faults.result import Result, Tally
from tests.faults.start import look, start_again

SOURCE = Path(__file__).with_name("smalldisk.c")
FRAME = 4096 + 24
"""What a page takes in the log: a disk that is full at each of them is full at each write."""

MOST = 96 * FRAME
NO_RESERVE = "no reserve"


@dataclass(frozen=True, slots=True)
class FullDisk:
    """A booth of which each run is a copy, and the library that makes its disk small."""

    folder: Path
    library: Path
    begun: frozenset[str]

    def results(self, runs: int) -> list[Result]:
        """Fill the disk at `runs` places: with the reserve all goes on, without it nothing is lost."""
        every = max(1, MOST // FRAME // runs)
        frees = range(0, MOST, every * FRAME)
        few = frees[:: max(1, len(frees) // 4)]
        kept = Result(
            "disk full, its reserve freed",
            self._fill(frees, WITH_RESERVE),
            {NO_RESERVE: self._fill(few, NO_RESERVE, must_go_on=True)},
        )
        bare = Result(
            "disk full, nothing left",
            self._fill(frees, NO_RESERVE, must_go_on=False),
            {"late commit": self._fill(few, NO_RESERVE, must_go_on=False, how="late commit")},
        )
        return [kept, bare]

    def _fill(self, frees: Sequence[int], reserve: str, *, must_go_on: bool = True, how: str = "") -> Tally:
        tally = Tally()
        for free in frees:
            tally.add(self._fill_once(free, reserve, how, must_go_on=must_go_on))
        return tally

    def _fill_once(self, free: int, reserve: str, how: str, *, must_go_on: bool) -> Harm:
        """Fill the disk once, look at what is there, make room, and start again."""
        place = self.folder / "place"
        if place.exists():
            shutil.rmtree(place)
        shutil.copytree(self.folder / "template", place)
        home, said = place / "home", place / "said"
        done = self._run(home, said, str(free), reserve, *([how] if how else []))
        told = Told(dict.fromkeys(self.begun))
        for line in (said / ACTS_NAME).read_bytes().splitlines(keepends=True):
            hear(told, line)
        printer = said / PAPER_NAME
        told.paper = printer.read_bytes() if printer.exists() else b""
        if done.returncode:
            return Harm(unexplained=(f"exit status {done.returncode}: {done.stderr[-600:]}",))
        failed = json.loads(done.stdout)
        harm = judge(look(home, place), told)
        harm += Harm(lost=tuple(f"with {free} bytes left: {why}" for why in failed) if must_go_on else ())
        return harm or start_again(home, told, printer, place)

    def _run(self, *words: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "tests.faults.lastacts", *map(str, words)],
            cwd=ROOT,
            env=small_disk(self.library, self.folder / "place" / "home"),
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )


def small_disk(library: Path, folder: Path, *, room: int | None = None) -> dict[str, str]:
    """Give the environment of a process to which a folder is a disk of its own, of `room` bytes."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BATIKPOS_")}
    limit = {} if room is None else {"FAULTS_ROOM": str(room)}
    return (
        environment
        | limit
        | {
            "LD_PRELOAD": str(library),
            "FAULTS_FOLDER": str(folder.resolve()),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
    )


def full_disk(folder: Path) -> FullDisk:
    """Make the booth in an empty folder, its papers coming out elsewhere."""
    said = folder / "template" / "said"
    said.mkdir(parents=True)
    home = make_home(folder / "template" / "home", printer=folder / "place" / "said" / PAPER_NAME)
    begun = frozenset(name for name, _ in look(home, folder).acts)
    return FullDisk(folder, build_library(SOURCE, folder), begun)
