"""Seeing when a widget is on the screen."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

HIGH = 1
"""Qt.EventPriority.HighEventPriority; importing `Qt` takes 25 ms, which a bare window does not need."""


class PaintWatch(QObject):
    """Calls back with the clock (nanoseconds) once, after a widget's next paint reached the screen."""

    def __init__(self, widget: QWidget, then: Callable[[int], None]) -> None:
        super().__init__()
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the paint."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # Comes back when all is painted and shown, before the event loop does anything else.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), HIGH)
        return False

    def event(self, event: QEvent) -> bool:
        """Tell the time."""
        if event.type() == QEvent.Type.User:
            self._then(time.monotonic_ns())
        return super().event(event)


def memory_mib(name: str) -> float:
    """Read how much memory this process holds (VmRSS), or the most it ever held (VmHWM)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024
