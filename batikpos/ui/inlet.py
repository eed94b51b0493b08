"""Where keyboard and pointer come into a window: at the handle that the system gave it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class Inlet(QObject):
    """Sees what comes into a window once, before any widget does.

    Not on the application: there a filter sees, and slows, every event of every widget.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)
        self._read()

    def takes(self, event: QEvent) -> bool:
        """Look at an event; say whether it goes no further."""
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the window to another handle: the system may give it one at any time."""
        if watched is not self._window:
            return self.takes(event)
        if event.type() == QEvent.Type.WinIdChange:
            self._read()
        return False

    def _read(self) -> None:
        if handle := self._window.windowHandle():
            handle.installEventFilter(self)
