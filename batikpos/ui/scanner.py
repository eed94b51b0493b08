"""Telling a scan from typing, wherever the focus is; pay keys, Enter and Del, which count once.

A scanner is a keyboard that types fast. Printable keys are held for a moment: when the next one
follows within the gap they belong together; six or more that end with Enter are a scan, anything
else is given back to the window as it was typed. Times are those of the key events, not of their
arrival, so a busy moment changes nothing: keys that come so late that the first ones of their scan
were given back already are one scan with them, and those are taken out of the field again.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from batikpos.ui.inlet import Inlet
from batikpos.values import frozen

GAP_MS = 35
SHORTEST = 6
REPEAT_MS = 9
"""No keyboard repeats a held key so soon; X takes two quick presses of one key for a repeated one."""

RELEASE_MS = 50
"""How long a key must stay up that counts once: a held key repeats with releases in between on X11."""

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ENDS = (*_ENTERS, Qt.Key.Key_Tab)
_CHORDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_WITH_OTHERS = _CHORDS | Qt.KeyboardModifier.ShiftModifier
"""With one of these a pay key is another key: nobody pays by a slip of the hand."""

_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
)
PAY_KEYS = (Qt.Key.Key_F9, Qt.Key.Key_F10, Qt.Key.Key_F11, Qt.Key.Key_F12)


@frozen
class _Held:
    key: int
    modifiers: Qt.KeyboardModifier
    text: str
    at: int


class Scanner(Inlet):
    """Reads the keyboard where it comes into a window; `scanned` carries a whole code."""

    scanned = Signal(str)
    pay_pressed = Signal(int)

    def __init__(self, window: QWidget, *, clock: Callable[[], int] | None = None) -> None:
        super().__init__(window)
        self._clock = clock
        self._held: list[_Held] = []
        self._given: list[_Held] = []
        self._before: tuple[QLineEdit | QPlainTextEdit, str] | None = None
        self._is_replaying = False
        self._up: dict[int, int | None] = {}
        self._wait = QTimer(self, interval=GAP_MS, singleShot=True)
        self._wait.setTimerType(Qt.TimerType.PreciseTimer)
        self._wait.timeout.connect(self._waited)

    def takes(self, event: QEvent) -> bool:
        """See every key once."""
        if event.type() == QEvent.Type.FocusOut:
            self._up.clear()  # what is down comes up elsewhere
        return isinstance(event, QKeyEvent) and not self._is_replaying and self._key(event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            if event.key() in PAY_KEYS and not event.modifiers() & _WITH_OTHERS:
                return self._pay(event)
            return self._press(event)
        if event.type() == QEvent.Type.KeyRelease:
            if event.key() in self._up and not event.isAutoRepeat():
                self._up[event.key()] = self._now(event)
            if event.key() in PAY_KEYS:
                return True
            return any(held.key == event.key() for held in self._held)
        return False

    def _pay(self, event: QKeyEvent) -> bool:
        self._replay()
        self._given.clear()
        if self._hold(event):
            self.pay_pressed.emit(PAY_KEYS.index(Qt.Key(event.key())))
        return True

    def _hold(self, event: QKeyEvent) -> bool:
        """Know a key for held down from now on; say whether it was not before."""
        up = self._up.get(event.key(), -RELEASE_MS - 1)
        self._up[event.key()] = None
        return up is not None and self._now(event) - up > RELEASE_MS and not event.isAutoRepeat()

    def _now(self, event: QKeyEvent) -> int:
        return self._clock() if self._clock else event.timestamp()

    def _press(self, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIERS:
            return False  # Shift goes with the letter that follows
        now = self._now(event)
        before = self._given + self._held
        follows = bool(before) and 0 <= now - before[-1].at <= GAP_MS
        if event.key() in _ENDS and follows and len(before) >= SHORTEST:
            self._take_back()
            self._held.clear()
            self._wait.stop()
            if event.key() in _ENTERS:
                self._hold(event)
            # Whoever scans meanwhile holds no pay key that came up.
            self._up = {key: at for key, at in self._up.items() if at is None or key not in PAY_KEYS}
            self.scanned.emit("".join(held.text for held in before))
            return True
        if _counts_once(event.key()) and not self._hold(event):
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
            field = QApplication.focusWidget()
            if not self._given and isinstance(field, QLineEdit | QPlainTextEdit):
                self._before = field, _text_of(field)
            self._given += self._held
            self._replay()

    def _take_back(self) -> None:
        """Take what was given back too soon out of the field that got it, whatever it made of it."""
        if self._given and self._before is not None:
            field, text = self._before
            if field is QApplication.focusWidget():
                _set_text(field, text)
        self._given.clear()
        self._before = None

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


def _text_of(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _set_text(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Put a text back, with the cursor at its end."""
    if isinstance(field, QLineEdit):
        field.setText(text)
    else:
        field.setPlainText(text)
        field.moveCursor(QTextCursor.MoveOperation.End)


def _counts_once(key: int) -> bool:
    """Say whether a held key answers once, or takes off one line; in a field it may take off every letter."""
    if key == Qt.Key.Key_Delete:
        return not isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
    return key in _ENTERS
