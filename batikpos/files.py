"""Files: one put in the place of another, one that only its owner may read."""

import os
import time
from pathlib import Path

_TRIES, _PAUSE = 20, 0.05


def replace_file(part: Path, target: Path) -> None:
    """Move `part` to `target` in one step; wait up to a second where Windows still holds it open.

    A virus scanner or an indexer opens every new file for a moment, and Windows then lets nobody move
    or replace it. Raises: OSError, and then `part` is gone.
    """
    for left in reversed(range(_TRIES)):
        try:
            part.replace(target)
        except PermissionError:
            if not left:
                part.unlink(missing_ok=True)
                raise
            time.sleep(_PAUSE)
        else:
            return


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read. Raises: FileExistsError."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
