"""The power cut: a day is recorded, and the disk rebuilt as a cut after every single write may leave it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from batikpos.settings import STORE_NAME
from tests.faults.audit import Found, Harm, Told, audit, judge
from tests.faults.day import ACTS_NAME, PAPER_NAME
from tests.faults.disk import Disk, Image, Loss, put_back
from tests.faults.homes import hear, make_home
from tests.faults.recorder import Entry, Op, record
from tests.faults.result import Tally
from tests.faults.start import look, start_again

CONTROLS = {
    Loss.DROPPED: ("synchronous NORMAL", "synchronous OFF"),
    Loss.KEPT: ("no transaction",),
    Loss.RANDOM: ("synchronous NORMAL", "synchronous OFF", "no transaction"),
}
"""What must lose under each loss. A store that syncs too little loses nothing where all is kept."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A home as it was, in `before`, and all that was done to it since."""

    folder: Path
    entries: tuple[Entry, ...]
    begun: frozenset[str]

    @property
    def printer(self) -> Path:
        """Say where its papers came out."""
        return self.folder / "said" / PAPER_NAME

    def moments(self) -> Iterator[tuple[Disk, Told]]:
        """Walk through all moments: before, and after each act that changed the disk or the world."""
        disk = Disk(self.folder / "home", self.folder / "before")
        told = Told(dict.fromkeys(self.begun))
        yield disk, told
        for entry in self.entries:
            disk.apply(entry)
            if entry.op is Op.SAY and entry.path.endswith(PAPER_NAME):
                told.paper += entry.data
            elif entry.op is Op.SAY and entry.path.endswith(ACTS_NAME):
                hear(told, entry.data)
            elif entry.op in {Op.OPEN, Op.CLOSE} and not entry.number:
                continue
            yield disk, told


def record_day(library: Path, folder: Path, acts: int, how: str = "") -> Recording:
    """Record a booth's day of so many acts, with the product broken in one way or in none."""
    said = folder / "said"
    said.mkdir(parents=True)
    home = make_home(folder / "home", printer=said / PAPER_NAME)
    shutil.copytree(home, folder / "before")
    begun = frozenset(name for name, _ in look(home, folder).acts)
    words = (str(home), str(said), str(acts), *([how] if how else []))
    return Recording(folder, record(library, "tests.faults.day", words, folder=home, said=said), begun)


def cut(recording: Recording, loss: Loss, *, every: int = 1, start_every: int = 0, draws: int = 1) -> Tally:
    """Cut the power after every write (or each `every`-th), and audit what is left.

    With `start_every` the booth itself is started on each so-many-th image, and sells again. Where
    un-synced sectors are lost at random, their fate is drawn `draws` times for each cut.
    """
    tally, known = Tally(), dict[object, Found]()
    for n, (disk, told) in enumerate(recording.moments()):
        if n % every:
            continue
        for draw in range(draws if loss is Loss.RANDOM else 1):
            fate = f"{n} {draw}"
            state = fate if loss is Loss.RANDOM else disk.state(loss)
            if state not in known:
                known = {state: _look(disk.image(loss, Random(fate)), recording.folder)}
            harm = judge(known[state], told)
            if start_every and not harm and tally.runs % start_every == 0:
                harm += _start(recording, disk.image(loss, Random(fate)), told)
            tally.add(harm)
    return tally


def _look(image: Image, folder: Path) -> Found:
    home = folder / "image"
    put_back(image, home)
    return audit(home / STORE_NAME)


def _start(recording: Recording, image: Image, told: Told) -> Harm:
    home = recording.folder / "started"
    put_back(image, home)
    since = Told(dict(told.begun), dict(told.done), told.paper)
    return start_again(home, since, recording.printer, recording.folder)
