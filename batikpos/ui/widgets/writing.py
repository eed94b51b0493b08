"""While what was answered is written, nothing of it can be changed, answered again or left."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

PATIENT_MS = 800
"""So long nobody is told why nothing moves."""


class Writing(QObject):
    """Locks parts of a window until what was answered on them is written, or was not.

    The keyboard is the `keeper`'s meanwhile, and afterwards where it was. `takes_long` says what is waited
    for.
    """

    takes_long = Signal(str)

    def __init__(self, keeper: QWidget) -> None:
        super().__init__(keeper)
        self._keeper = keeper
        self._parts: tuple[QWidget, ...] = ()
        self._typed_at: QWidget | None = None
        self._said = ""
        self._patience = QTimer(self, interval=PATIENT_MS, singleShot=True)
        self._patience.timeout.connect(self._say)

    @property
    def is_on(self) -> bool:
        """Say whether something is being written."""
        return bool(self._parts)

    def begin(self, said: str, *parts: QWidget) -> None:
        """Lock parts; `said` tells what is waited for, should it take long."""
        if self.is_on:
            return
        self._parts, self._said = parts, said
        self._typed_at = next((at for part in parts if (at := part.focusWidget()) is not None), None)
        was_here = self._typed_at is not None and self._typed_at.hasFocus()
        for part in parts:
            part.setEnabled(False)
        if was_here:  # else it is on a sheet over these parts
            self._keeper.setFocus(Qt.FocusReason.OtherFocusReason)
        self._patience.start()

    def end(self) -> None:
        """Unlock the parts again, where something was waited for."""
        parts, self._parts = self._parts, ()
        self._patience.stop()
        for part in parts:
            if isValid(part):
                part.setEnabled(True)
        at = self._keeper.window().focusWidget()
        is_free = at is None or at is self._keeper
        if parts and is_free and self._typed_at is not None and isValid(self._typed_at):
            self._typed_at.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        self.takes_long.emit(self._said)
