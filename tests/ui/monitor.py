"""The one monitor of a till, 1366 by 768 or 1920 by 1080, as Qt's offscreen platform is told of it."""

import os
import sys
from pathlib import Path


def _told(name: str) -> str:
    """Name the file; a drive's colon would end its path there."""
    file = Path(__file__).with_name(name)
    return os.path.relpath(file) if sys.platform == "win32" else str(file)


MONITOR, LARGE_MONITOR = _told("monitor.json"), _told("monitor-large.json")
