"""Copies of a booth's store in a second place: written whole, proven, and the oldest let go.

A copy is one file. It is written under another name, read back and proven, and only then takes its own
name. In a folder that is a name which no copy before it had: a file system that knows no atomic
replacement (FAT) loses nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from batikpos.domain.errors import Unavailable
from batikpos.files import replace_file, sync_folder
from batikpos.i18n import N_, translator
from batikpos.services.desk import Desk
from batikpos.store.copying import check_pages, copy_store
from batikpos.store.engine import StoreDamaged, StoreUnavailable
from batikpos.store.journal import load_head
from batikpos.store.salvage import salvage

ENDING = ".batikpos"


@dataclass(eq=False)
class NotBackedUp(Unavailable):
    """A copy that could not be written or proven."""

    code: ClassVar[str] = "not_backed_up"
    text: ClassVar[str] = N_("No copy was made in {what} ({why}). Selling goes on; put the stick in.")
    why: str

    def message(self, language: str) -> str:
        """Say why in the same language."""
        tr = translator(language)
        return tr(self.text).format(what=self.what, why=tr(self.why))


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was written and proven: its file, how many facts it holds, and the head of its journal."""

    file: Path
    facts: int
    head: bytes


def back_up(desk: Desk, file: Path) -> Backup:
    """Copy the store to a file, in place of any before. Raises: NotBackedUp."""
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        with desk.store.reading() as tx:
            before = load_head(tx)
        copy_store(desk.store, part)
        check_pages(part)
        copied = salvage(part)
        if copied is None or copied.own.lost or copied.own.head.mark < before.mark:
            raise StoreDamaged(str(part), N_("it does not hold what it should"))
        replace_file(part, file)
        sync_folder(file.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise NotBackedUp(str(file.parent), error.strerror or str(error)) from error
    except StoreUnavailable as error:
        part.unlink(missing_ok=True)
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
    made = back_up(desk, folder / f"{desk.booth.prefix}-{desk.fair.local(now):%Y%m%d-%H%M%S}{ENDING}")
    own = [file for file in list_backups(folder) if file.name.startswith(f"{desk.booth.prefix}-")]
    for old in own[desk.settings.backups :]:
        old.unlink(missing_ok=True)
    return made


def list_backups(folder: Path) -> tuple[Path, ...]:
    """List the copies in a folder, of whichever device, the newest first."""
    found = folder.glob(f"*-????????-??????{ENDING}") if folder.is_dir() else ()
    return tuple(sorted(found, key=lambda file: file.name.split("-", 1)[1], reverse=True))
