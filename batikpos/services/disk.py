"""Room on the disk: warned of early, refused before money is taken, with a reserve for the end of the day."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import ClassVar

from batikpos.domain.errors import Unavailable
from batikpos.i18n import N_
from batikpos.store.engine import StoreUnavailable

RESERVE_NAME = "reserve.bin"
RESERVE_BYTES = 16 * 2**20
"""What the reserve holds: room for the open sale, the close and its papers, many times over."""

EARLY_BYTES = 500 * 2**20
"""With less than this left it is time to make room."""

LAST_BYTES = 2 * 2**20
"""With less than this left the next write might fail: now the reserve is given up."""

_CHUNK = bytes(2**20)


class DiskFull(Unavailable):
    """No room for another sale, said before its money is taken."""

    code: ClassVar[str] = "disk_full"
    text: ClassVar[str] = N_(
        "The disk with {what} is full. Nothing new is sold: finish the open sale, close the till, and make"
        " room by deleting files that are not BatikPOS's."
    )


class NoRoom(DiskFull):
    """The store could not be written or even opened, for there is nothing left, no reserve either."""

    text: ClassVar[str] = N_(
        "The disk with {what} is full. Nothing was lost. Delete files that are not BatikPOS's, then try"
        " again."
    )


class LittleRoom(Unavailable):
    """A warning, not a refusal: time to make room."""

    code: ClassVar[str] = "disk_low"
    text: ClassVar[str] = N_("The disk with {what} is nearly full. Make room soon; selling goes on.")


class Room(Enum):
    """How much room there is."""

    ENOUGH = "enough"
    LITTLE = "little"
    NONE = "none"


def look_at_room(home: Path) -> Room:
    """Say how much room the home's disk has, its reserve with it. Raises: OSError where nobody knows."""
    left = shutil.disk_usage(home).free + _size(home / RESERVE_NAME)
    if left < 2 * RESERVE_BYTES:
        return Room.NONE
    return Room.LITTLE if left < EARLY_BYTES else Room.ENOUGH


def check_room(home: Path) -> Room:
    """Refuse to begin a sale where its day could not be closed any more. Raises: DiskFull."""
    room = look_at_room(home)
    if room is Room.NONE:
        raise DiskFull(str(home))
    return room


def make_reserve(home: Path) -> None:
    """Put bytes aside for the end of a full disk's day, where there is room enough for them.

    Where they cannot be written there are none: `check_room` then says so before the next sale.
    """
    path = home / RESERVE_NAME
    if path.exists() or shutil.disk_usage(home).free < EARLY_BYTES:
        return
    part = path.with_suffix(".part")
    left = RESERVE_BYTES
    try:
        with part.open("wb") as file:
            while left:
                left -= file.write(_CHUNK[:left])
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)


def free_reserve(home: Path) -> bool:
    """Give the reserve up where nothing else is left; say whether that was so."""
    path = home / RESERVE_NAME
    if shutil.disk_usage(home).free >= LAST_BYTES or not path.exists():
        return False
    path.unlink(missing_ok=True)
    return True


@contextmanager
def explaining(home: Path) -> Iterator[None]:
    """Say of a store that fails on a full disk that the disk is full. Raises: NoRoom."""
    try:
        yield
    except StoreUnavailable as error:
        if type(error) is StoreUnavailable and shutil.disk_usage(home).free < LAST_BYTES:
            raise NoRoom(str(home)) from error
        raise


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
