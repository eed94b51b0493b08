"""Practice: books of their own beside the real ones, with the same goods, people and printer."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from shutil import rmtree
from typing import ClassVar

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.fair import Books, Booth, Fair
from batikpos.files import replace_file
from batikpos.i18n import N_
from batikpos.services.begun import NAME as BEGUN_NAME
from batikpos.services.desk import Desk, StoreGone, was_in_use
from batikpos.services.promotions import load_promotions
from batikpos.services.setup import HomeExists, Plan, set_up
from batikpos.services.swap import KEPT_NAME, NEXT_NAME, finish_swap
from batikpos.services.tail import TAIL_NAME
from batikpos.settings import FILE_NAME, STORE_NAME, TRAINING_NAME
from batikpos.signing import KEY_NAME
from batikpos.store.engine import Store, StoreBusy, StoreUnavailable, open_store, store_url
from batikpos.store.journal import load_head
from batikpos.store.pins import Failures, keep_failures, list_failures

BOOTH = "LATIHAN"
"""What a booth is called in practice: its numbers are none of the real booth's."""


class BoothFirst(StoreUnavailable):
    """Books for practice are to be made of a booth whose own are damaged, gone or older."""

    code: ClassVar[str] = "booth_first"
    text: ClassVar[str] = N_(
        "The booth's own data in {what} is not whole. Open the booth without practice first: what is whole is"
        " saved there."
    )


_CLEARED_NAME = f"{STORE_NAME}.cleared"
"""The store while it is taken away: first moved, and gone last, for it says that all this is practice."""

_BESIDE_STORE = (
    *(TAIL_NAME, BEGUN_NAME, KEY_NAME, FILE_NAME),
    *(f"{STORE_NAME}{end}" for end in ("-wal", "-shm")),
)
"""What a home begins with besides its store."""


def make_training(desk: Desk, *, now: datetime) -> Path:
    """Make the home for practice inside a booth's home anew; return where it is.

    Each time it has the people, goods, promotions and rules that the booth has now, and nothing of what was
    practised before. How often a PIN was wrong stays: it is the real one, which nobody is to find out there.
    Raises: HomeExists where the books in it are real, StoreBusy, StoreGone, StoreDamaged, StoreNewer.
    """
    home = desk.home / TRAINING_NAME
    plan = _plan(desk)
    failures = _clear(home)
    set_up(home, plan, now=now)
    if failures:
        with closing(_open(home)) as store, store.writing() as tx:
            for name, failed in failures.items():
                keep_failures(tx, name, failed, enrolled=list(failures))
    return home


def _clear(home: Path) -> Mapping[str, Failures]:
    """Take away what was practised, and nothing else; say how often which PIN was wrong there.

    Raises: StoreBusy where another program has the store open; then everything is as it was.
    """
    store, cleared = home / STORE_NAME, home / _CLEARED_NAME
    if (home / NEXT_NAME).exists():
        finish_swap(home)
    if cleared.is_file() and not store.exists():
        replace_file(cleared, store)  # the program ended before all was taken away
    if not was_in_use(home):
        return {}
    if not store.is_file():
        raise StoreGone(str(home))
    with closing(_open(home)) as opened, opened.reading() as tx:
        if load_head(tx).books is not Books.TRAINING:
            raise HomeExists(str(home))
        failures = list_failures(tx)
    try:
        replace_file(store, cleared)  # Windows moves no file that is open
        for kept in (home / KEPT_NAME).glob("*/*"):
            kept.chmod(0o600)  # Windows takes nothing away that is only to be read
        if (home / KEPT_NAME).is_dir():
            rmtree(home / KEPT_NAME)
        for name in _BESIDE_STORE:
            (home / name).unlink(missing_ok=True)
        cleared.unlink()
    except PermissionError as error:
        raise StoreBusy(str(home)) from error
    return failures


def _open(home: Path) -> Store:
    return open_store(store_url(str(home / STORE_NAME)))


def _plan(desk: Desk) -> Plan:
    """Take everything over but what leads out of this machine, as a code that could be paid."""
    producers = tuple(
        replace(p, booth=BOOTH if p.booth == desk.booth.code else "") for p in desk.catalogue.producers
    )
    return Plan(
        fair=Fair(f"Latihan: {desk.fair.name}", desk.fair.first_day, desk.fair.last_day, desk.fair.time_zone),
        booth=Booth(BOOTH),
        catalogue=Catalogue(desk.catalogue.items, producers),
        people=desk.people,
        settings=replace(desk.settings, central="", backup="", qris=""),
        books=Books.TRAINING,
        promotions=load_promotions(desk),
    )
