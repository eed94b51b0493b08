"""Copies of a booth's store in a second place: written whole, proven, and the oldest let go.

A copy is one file. It is written under another name, read back and proven, and only then takes its own
name. In a folder that is a name which no copy before it had: a file system that knows no atomic
replacement (FAT) loses nothing.
"""

import re
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from batikpos.domain.errors import PosError, Unavailable
from batikpos.domain.whys import why_of
from batikpos.files import replace_file, sync_folder
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.store.copying import check_pages, copy_store
from batikpos.store.engine import StoreDamaged, StoreUnavailable
from batikpos.store.joining import join
from batikpos.store.journal import find_hash, load_head
from batikpos.store.salvage import read_beside, read_source
from batikpos.targets import check_target
from batikpos.values import frozen

ENDING = ".batikpos"
_NAME = re.compile(r"(.+)-\d{8}-\d{6}(?:-(\d+))?" + re.escape(ENDING))

LEAST = 2
"""So many copies are never given up for a newer one that does not fit."""


class NotBackedUp(Unavailable):
    """A copy that could not be written or proven."""

    code: ClassVar[str] = "not_backed_up"
    text: ClassVar[str] = N_("No copy was made in {what} ({why}). Selling goes on; put the stick in.")
    why: str


class CopiesGivenUp(PosError):
    """A folder so full that older copies had to go for the newest: no harm yet, and soon there will be."""

    code: ClassVar[str] = "copies_given_up"
    text: ClassVar[str] = N_(
        "{folder} is full: {count} older copies were given up for the newest. Put another stick in."
    )
    folder: str
    count: int


@frozen
class Backup:
    """A copy that was written and proven: its file, how many facts it holds, and the head of its journal."""

    file: Path
    facts: int
    head: bytes
    given_up: int = 0
    """So many older copies had to make room for it."""


def back_up(desk: Desk, file: Path) -> Backup:
    """Copy the store to a file, in place of an earlier copy. Raises: BadTarget, NotBackedUp."""
    check_target(file, lambda earlier: is_copy(earlier) and is_covered(desk, earlier))
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        with desk.store.reading() as tx:
            before = load_head(tx)
        copy_store(desk.store, part)
        check_pages(part)
        copied = join([read_source(part)])
        if copied is None or copied.own.lost or copied.own.head.mark < before.mark:
            raise StoreDamaged(str(part), N_("it does not hold what it should"))
        replace_file(part, file)
        sync_folder(file.parent)
    except OSError as error:
        _forget(part)
        raise NotBackedUp(str(file.parent), why_of(error)) from error
    except StoreUnavailable as error:
        _forget(part)
        raise NotBackedUp(str(file.parent), error.why) from error
    return Backup(file, copied.own.head.mark, copied.own.head.head)


def back_up_to_folder(desk: Desk, *, now: datetime) -> Backup | None:
    """Copy the store to the folder that is set, and let the oldest copies of this device go.

    None where no folder is set. Raises: NotBackedUp.
    """
    if not desk.settings.backup:
        return None
    folder = Path(desk.settings.backup)
    if not folder.is_dir():
        raise NotBackedUp(str(folder), N_("it is not there"))
    found = list_backups(folder)
    own = [file for file in found if device_of(file) == desk.booth.prefix]
    number = 1 + max(map(_order, found), default=0)
    file = folder / f"{desk.booth.prefix}-{desk.fair.local(now):%Y%m%d-%H%M%S}-{number:04}{ENDING}"
    given_up = 0
    try:
        while True:
            try:
                made = back_up(desk, file)
                break
            except NotBackedUp:
                spare = [old for old in own[LEAST:] if is_covered(desk, old)]
                if not spare or shutil.disk_usage(folder).free > spare[-1].stat().st_size:
                    raise
                own.remove(spare[-1])
                spare[-1].unlink()  # the stick is full: room for the newest is made by the oldest
                given_up += 1
        for old in own[desk.settings.backups - 1 :]:
            if is_covered(desk, old):
                old.unlink(missing_ok=True)
    except OSError as error:
        raise NotBackedUp(str(folder), why_of(error)) from error
    return replace(made, given_up=given_up)


def list_backups(folder: Path) -> tuple[Path, ...]:
    """List the copies in a folder, of whichever device, the newest first.

    Their order is the running number in their names, and no clock's: that may be set back.
    """
    found = [file for file in folder.glob(f"*{ENDING}") if _NAME.fullmatch(file.name)]
    return tuple(sorted(found, key=lambda file: (_order(file), file.name.split("-", 1)[1]), reverse=True))


def device_of(file: Path) -> str:
    """Say which device a copy in a folder is of, by its name."""
    named = _NAME.fullmatch(file.name)
    return named[1] if named else ""


def is_copy(file: Path) -> bool:
    """Say whether a file is a copy of a booth's store, by what only those hold."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as looked_at:
            return bool(looked_at.execute("SELECT 1 FROM own_journal").fetchone())
    except sqlite3.Error:
        return False


def is_covered(desk: Desk, file: Path) -> bool:
    """Say whether a copy has nothing that the store has not: its journals are here, fact by fact the same.

    One that has more, or another history, may be all that is left of a laptop that went by the same name.
    """
    copy = read_beside(file)
    with desk.store.reading() as tx:
        return bool(copy.marks) and all(
            (last := copy.facts.get(key, {}).get(mark)) is not None and find_hash(tx, *key, mark) == last.hash
            for key, mark in copy.marks.items()
        )


def _order(file: Path) -> int:
    named = _NAME.fullmatch(file.name)
    return int(named[2] or 0) if named else 0


def _forget(part: Path) -> None:
    with suppress(OSError):  # of a card that only reads: the mishap itself is told
        part.unlink(missing_ok=True)
