"""Telling a scan from typing, wherever the focus is, and pay keys that count once.

A scanner is a keyboard that types fast. Printable keys are held for a moment: when the next one
follows within the gap they belong together; six or more that end with Enter are a scan, anything
else is given back to the window as it was typed. Times are those of the key events, not of their
arrival, so a busy moment changes nothing: keys that come so late that the first ones of their scan
were given back already are one scan with them, and those are taken out of the field again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

GAP_MS = 35
SHORTEST = 6
REPEAT_MS = 9
"""No keyboard repeats a held key so soon; X takes two quick presses of one key for a repeated one."""

RELEASE_MS = 50
"""How long a pay key must stay up: a held key repeats with releases in between on X11."""

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_CHORDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
)
PAY_KEYS = (Qt.Key.Key_F9, Qt.Key.Key_F10, Qt.Key.Key_F11, Qt.Key.Key_F12)


@dataclass(frozen=True, slots=True)
class _Held:
    key: int
    modifiers: Qt.KeyboardModifier
    text: str
    at: int


class Scanner(QObject):
    """Reads the keyboard where it comes into a window; `scanned` carries a whole code.

    Not on the application: there a filter sees, and slows, every event of every widget.
    """

    scanned = Signal(str)
    pay_pressed = Signal(int)

    def __init__(self, window: QWidget, *, clock: Callable[[], int] | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._clock = clock
        self._held: list[_Held] = []
        self._given: list[_Held] = []
        self._is_replaying = False
        self._down: set[int] = set()
        self._wait = QTimer(self, interval=GAP_MS, singleShot=True)
        self._wait.setTimerType(Qt.TimerType.PreciseTimer)
        self._wait.timeout.connect(self._waited)
        self._released = QTimer(self, interval=RELEASE_MS, singleShot=True)
        self._released.timeout.connect(self._down.clear)
        window.installEventFilter(self)
        self._read_keys()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See every key once, before any widget does."""
        if watched is self._window:
            if event.type() == QEvent.Type.WinIdChange:
                self._read_keys()
        elif isinstance(event, QKeyEvent) and not self._is_replaying:
            return self._key(event)
        return False

    def _read_keys(self) -> None:
        """Read the keys of the handle the system gave the window: it may give it another at any time."""
        if handle := self._window.windowHandle():
            handle.installEventFilter(self)

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            if event.key() in PAY_KEYS:
                return self._pay(event)
            return self._press(event)
        if event.type() == QEvent.Type.KeyRelease:
            if event.key() in PAY_KEYS:
                if not event.isAutoRepeat():
                    self._released.start()
                return True
            return any(held.key == event.key() for held in self._held)
        return False

    def _pay(self, event: QKeyEvent) -> bool:
        self._replay()
        self._given.clear()
        self._released.stop()
        if event.key() not in self._down and not event.isAutoRepeat():
            self._down.add(event.key())
            self.pay_pressed.emit(PAY_KEYS.index(Qt.Key(event.key())))
        return True

    def _press(self, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIERS:
            return False  # Shift goes with the letter that follows
        now = self._clock() if self._clock else event.timestamp()
        before = self._given + self._held
        follows = bool(before) and 0 <= now - before[-1].at <= GAP_MS
        if event.key() in _ENDS and follows and len(before) >= SHORTEST:
            self._take_back()
            self._held.clear()
            self._wait.stop()
            self.scanned.emit("".join(held.text for held in before))
            return True
        text = event.text()
        is_repeated = event.isAutoRepeat() and not (follows and now - before[-1].at < REPEAT_MS)
        is_part = len(text) == 1 and text.isprintable() and not is_repeated
        if not follows or not is_part or event.modifiers() & _CHORDS:
            self._replay()
            self._given.clear()
        if not is_part or event.modifiers() & _CHORDS:
            return False
        self._held.append(_Held(event.key(), event.modifiers(), text, now))
        self._wait.start()
        return True

    def _waited(self) -> None:
        """Give keys back that nothing followed; keys that wait to be read after a stall come first."""
        QTimer.singleShot(0, self, self._give_back)

    def _give_back(self) -> None:
        if not self._wait.isActive():
            self._given += self._held
            self._replay()

    def _take_back(self) -> None:
        """Take what was given back too soon out of the field that got it."""
        leaked, field = "".join(given.text for given in self._given), QApplication.focusWidget()
        self._given.clear()
        if (
            leaked
            and isinstance(field, QLineEdit)
            and field.text()[: field.cursorPosition()].endswith(leaked)
        ):
            for _ in leaked:
                field.backspace()

    def _replay(self) -> None:
        """Type what was held, as it was."""
        self._wait.stop()
        held, self._held = self._held, []
        self._is_replaying = True
        try:
            for key in held:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QCoreApplication.sendEvent(
                        self._window.windowHandle(), QKeyEvent(kind, key.key, key.modifiers, key.text)
                    )
        finally:
            self._is_replaying = False
