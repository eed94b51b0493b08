"""Putting a finished file in the place of another."""

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
