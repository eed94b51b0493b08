"""Files: one put in the place of another, one that only its owner may read, names that outlive a cut."""

import os
import sys
import time
from pathlib import Path
from typing import IO

_TRIES, _PAUSE = 20, 0.05


def replace_file(part: Path, target: Path) -> None:
    """Move `part` to `target` in one step; wait up to a second where Windows still holds it open.

    A virus scanner or an indexer opens every new file for a moment, and Windows then lets nobody move
    or replace it. Raises: OSError, and then `part` is still there.
    """
    for left in reversed(range(_TRIES)):
        try:
            part.replace(target)
        except PermissionError:
            if not left:
                raise
            time.sleep(_PAUSE)
        else:
            return


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read. Raises: FileExistsError."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def sync_file(file: IO[bytes]) -> None:
    """Let what was written to an open file outlive a power cut."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Let what was renamed in a folder outlive a power cut; Windows writes names down by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
