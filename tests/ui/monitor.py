"""The one monitor of a till, 1366 by 768, as Qt's offscreen platform is told of it."""

import os
import sys
from pathlib import Path

_FILE = Path(__file__).with_name("monitor.json")

MONITOR = os.path.relpath(_FILE) if sys.platform == "win32" else str(_FILE)
"""The file's path; a drive's colon would end it there."""
