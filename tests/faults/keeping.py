"""Kill -9 while a copy is written, a copy is put back, or an old store is upgraded."""

import gzip
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from batikpos.domain.errors import PosError
from batikpos.services import swap
from batikpos.services.backup import back_up
from batikpos.services.desk import open_desk
from batikpos.services.recovery import restore
from batikpos.services.verify import verify
from batikpos.settings import STORE_NAME, Settings, save_settings
from batikpos.store.joining import Saved, join
from batikpos.store.salvage import read_source
from batikpos.store.schema import REVISIONS
from tests.faults.audit import Harm
from tests.faults.day import Day
from tests.faults.homes import make_home
from tests.faults.kill import AT_MOST
from tests.faults.result import Result, Tally
from tests.faults.sabotage import break_product
from tests.faults.start import opened
from tests.shop import NOON

COPY_NAME = "copy.batikpos"
COPIES, SOLD = 4, 12
RELEASED = Path(__file__).parents[1] / "store" / "released"


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is done when the kill comes, to a copy of `template`, and how it is judged afterwards."""

    name: str
    folder: Path
    template: Path
    work: Callable[[Path], None]
    judge: Callable[[Path], Harm]
    control: str

    def kill(self, runs: int) -> Result:
        """Kill it so many times, and its control until that did damage."""
        control = self._kill_often(AT_MOST, how=self.control)
        return Result(f"kill -9, {self.name}", self._kill_often(runs), {self.control: control})

    def _kill_often(self, runs: int, *, how: str = "") -> Tally:
        tally, chance = Tally(), Random(f"{self.name} {how}")
        whole = self._strike(None, how)
        while tally.runs < runs and not (how and tally.damaged):
            self._strike(chance.uniform(0, whole), how)
            tally.add(self.judge(self.folder / "place"))
        return tally

    def _strike(self, moment: float | None, how: str) -> float:
        """Begin anew, let the work run so long (None: to its end), and kill it; say how long it took."""
        place = self.folder / "place"
        if place.exists():
            shutil.rmtree(place)
        shutil.copytree(self.template, place)
        context: Any = get_context("forkserver")
        context.set_forkserver_preload(["tests.faults.victim"])
        victim = context.Process(target=_run, args=(self.work, place, how), daemon=True)
        begun = time.monotonic()
        victim.start()
        victim.join(moment)
        victim.kill()
        victim.join()
        return time.monotonic() - begun


def _run(work: Callable[[Path], None], place: Path, how: str) -> None:
    break_product(how)
    work(place)
    sys.exit(0)


def backing_up(folder: Path) -> Keeping:
    """Sell and copy, again and again, to one file: it is a whole copy at any moment after the first."""
    template = folder / "template"
    _sold_home(template)
    with opened(template / "home") as desk:
        back_up(desk, template / COPY_NAME)
    return Keeping("backup", folder, template, _sell_and_copy, _judge_copy, "copy in place")


def restoring(folder: Path) -> Keeping:
    """Put a copy in the place of a store: one of the two is there, whole, and the other is not lost."""
    template = folder / "template"
    _sold_home(template)
    with opened(template / "home") as desk:
        back_up(desk, template / COPY_NAME)
        Day(desk, template / "acts", 5_000).sell()
    return Keeping("restore", folder, template, _restore, _judge_restored, "swap in place")


def upgrading(folder: Path) -> Keeping:
    """Upgrade the oldest store there is: it is the old or the new one, and the next start sells."""
    template = folder / "template"
    home = template / "home"
    home.mkdir(parents=True)
    packed = (RELEASED / f"{REVISIONS[0]}.db.gz").read_bytes()
    (home / STORE_NAME).write_bytes(gzip.decompress(packed))
    save_settings(home, Settings())
    return Keeping("upgrade", folder, template, _open, _judge_upgraded, "no transaction")


def salvage(path: Path) -> Saved | None:
    """Read what is whole of one store."""
    return join([read_source(path)])


KEEPINGS: dict[str, Callable[[Path], Keeping]] = {
    "backup": backing_up,
    "restore": restoring,
    "upgrade": upgrading,
}
"""How each is made in an empty folder."""


def _sold_home(template: Path) -> None:
    make_home(template / "home")
    with opened(template / "home") as desk:
        day = Day(desk, template / "acts", 0)
        for _ in range(SOLD):
            day.sell()


def _sell_and_copy(place: Path) -> None:
    with opened(place / "home") as desk:
        day = Day(desk, place / "acts", 1_000)
        for _ in range(COPIES):
            day.sell()
            back_up(desk, place / COPY_NAME)


def _judge_copy(place: Path) -> Harm:
    saved = salvage(place / COPY_NAME)
    if saved is None or saved.own.lost or not saved.tables.get("item"):
        return Harm(lost=("the copy that was there is torn",))
    store = salvage(place / "home" / STORE_NAME)
    if store is None or store.own.facts[: len(saved.own.facts)] != saved.own.facts:
        return Harm(altered=("the copy holds what the store does not",))
    return _starts(place / "home", at_least=SOLD)


def _restore(place: Path) -> None:
    restore(place / "home", place / COPY_NAME, now=NOON)


def _judge_restored(place: Path) -> Harm:
    """After the next start: a whole store, and the sale that only the old one has, here or kept."""
    home = place / "home"
    harm = _starts(home, at_least=SOLD)
    stores = [home / STORE_NAME, *(home / swap.KEPT_NAME).glob(f"*/{STORE_NAME}")]
    most = max((len(s.own.facts) if (s := salvage(store)) else 0) for store in stores)
    lost = ("the store before is lost",) if most < SOLD + 3 else ()
    return harm + Harm(lost=lost)


def _open(place: Path) -> None:
    open_desk(place / "home").store.close()


def _judge_upgraded(place: Path) -> Harm:
    home = place / "home"
    with closing(sqlite3.connect(home / STORE_NAME)) as connection:
        facts = connection.execute("SELECT seq, payload, hash FROM fact ORDER BY seq").fetchall()
    with closing(sqlite3.connect(place.parent / "template" / "home" / STORE_NAME)) as connection:
        before = connection.execute("SELECT seq, payload, hash FROM fact ORDER BY seq").fetchall()
    altered = ("the facts are not what they were",) if facts != before else ()
    return Harm(altered=altered) + _starts(home, at_least=1)


def _starts(home: Path, *, at_least: int) -> Harm:
    """Start the booth again, as the next morning does, and prove it."""
    try:
        with opened(home) as desk:
            faults = verify(desk.store).faults
            with desk.store.reading() as tx:
                (sold,) = tx.exec_driver_sql("SELECT count(*) FROM sale").one()
    except PosError as error:
        return Harm(lost=(f"the next start was refused: {error.message('en')}",))
    except Exception as error:  # noqa: BLE001 - whatever stops a booth from starting is the finding
        return Harm(lost=(f"the next start failed: {error!r}",))
    missing = (f"{sold} sales of {at_least} are there",) if sold < at_least else ()
    return Harm(lost=missing, altered=tuple(f"verify: {f.seq} {f.code}" for f in faults))
