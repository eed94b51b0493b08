"""Two quick taps on one place: the second is for what the first was for, or for nothing."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from batikpos.ui.inlet import Inlet


class Taps(Inlet):
    """Keeps the second half of a double tap from what came to lie under the finger meanwhile.

    A sheet that closed, a page that came: nobody meant what is there now. Where the same thing lies there,
    it hears both, but for what `acts_once`: nobody pays, voids or signs in twice.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._first: QWidget | None = None

    def takes(self, event: QEvent) -> bool:
        """Take a second tap that is not for what lies there."""
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonDblClick:
            return not self._is_for(self._under(event))
        # Of the second tap Qt tells twice: as a tap, which no widget hears, and then as a double one.
        is_second = event.flags() & Qt.MouseEventFlag.MouseEventCreatedDoubleClick
        if event.type() == QEvent.Type.MouseButtonPress and not is_second:
            self._first = self._under(event)
        return False

    def _under(self, event: QMouseEvent) -> QWidget | None:
        return self._window.childAt(event.position().toPoint())

    def _is_for(self, under: QWidget | None) -> bool:
        return under is self._first and not getattr(under, "acts_once", False)
