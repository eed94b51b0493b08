"""A scan is told from typing by the times of its keys, wherever the focus is."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from batikpos.ui.scanner import GAP_MS, RELEASE_MS, Scanner
from tests.ui.booth import strike

CODE = "2000000000053"
FAST, SLOW = 5, 120


class Counter:
    """A window with a field and a default button, a scanner before it, and a clock of its own."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.now = 1_000
        self.codes: list[str] = []
        self.paid: list[int] = []
        self.clicks: list[bool] = []
        self.window = QWidget()
        self.field = QLineEdit()
        self.button = QPushButton("Default")
        self.button.setDefault(True)
        self.button.clicked.connect(self.clicks.append)
        box = QVBoxLayout(self.window)
        box.addWidget(self.field)
        box.addWidget(self.button)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.scanner = Scanner(self.window, clock=lambda: self.now)
        self.scanner.scanned.connect(self.codes.append)
        self.scanner.pay_pressed.connect(self.paid.append)
        self.field.setFocus()

    def type(self, text: str, *, every: int) -> None:
        """Type a text, one key each so many milliseconds."""
        for letter in text:
            self.now += every
            strike(self.window, letter)

    def press(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        *,
        after: int = FAST,
    ) -> None:
        """Press and release a key."""
        self.now += after
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def send(self, kind: QEvent.Type, key: Qt.Key, text: str = "", *, repeated: bool = False) -> None:
        """Send one half of a key press, as a held key does."""
        self.now += FAST
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text, repeated)
        QApplication.sendEvent(self.window.windowHandle(), event)

    def settle(self) -> None:
        """Wait until no key is held back."""
        self.qtbot.waitUntil(lambda: not self.scanner._held, timeout=60_000)


@pytest.fixture
def counter(qtbot: QtBot) -> Counter:
    return Counter(qtbot)


def test_a_fast_burst_with_enter_is_a_scan_and_nothing_leaks_into_the_focused_field(counter: Counter) -> None:
    counter.type(CODE, every=FAST)
    counter.press(Qt.Key.Key_Return)

    assert counter.codes == [CODE]
    assert counter.field.text() == ""
    assert counter.clicks == []


def test_keys_of_a_scan_that_are_read_late_are_one_scan_with_those_given_back(counter: Counter) -> None:
    counter.field.setText("kain ")
    counter.type(CODE[:4], every=FAST)
    counter.settle()  # as where the X server's connection is read too late
    assert counter.field.text() == "kain 2000"
    counter.type(CODE[4:], every=FAST)
    counter.press(Qt.Key.Key_Return)

    assert counter.codes == [CODE]
    assert counter.field.text() == "kain "
    assert counter.clicks == []


def test_keys_that_were_read_late_leave_nothing_in_a_field_that_takes_a_few_only(counter: Counter) -> None:
    counter.field.setMaxLength(5)
    counter.field.setText("3")
    counter.type(CODE[:9], every=FAST)
    counter.settle()
    assert counter.field.text() == f"3{CODE[:4]}"
    counter.type(CODE[9:], every=FAST)
    counter.press(Qt.Key.Key_Return)

    assert counter.codes == [CODE]
    assert counter.field.text() == "3"


def test_keys_that_were_read_late_leave_nothing_in_a_text_of_several_lines(counter: Counter) -> None:
    """The head and the foot of the nota are such texts: a buyer would read the code there."""
    text = QPlainTextEdit("Batik Sari\nTerima kasih ")
    layout = counter.window.layout()
    assert layout is not None
    layout.addWidget(text)
    text.setFocus()
    text.moveCursor(QTextCursor.MoveOperation.End)
    counter.type(CODE[:4], every=FAST)
    counter.settle()
    assert text.toPlainText() == "Batik Sari\nTerima kasih 2000"
    counter.type(CODE[4:], every=FAST)
    counter.press(Qt.Key.Key_Return)

    assert counter.codes == [CODE]
    assert text.toPlainText() == "Batik Sari\nTerima kasih "
    counter.type("!", every=SLOW)
    counter.settle()
    assert text.toPlainText() == "Batik Sari\nTerima kasih !"


@pytest.mark.parametrize("with_it", ["Shift", "Control", "Alt"])
def test_a_pay_key_with_another_key_pays_nothing(counter: Counter, with_it: str) -> None:
    counter.press(Qt.Key.Key_F9, Qt.KeyboardModifier[f"{with_it}Modifier"], after=SLOW)
    assert counter.paid == []
    counter.press(Qt.Key.Key_F9, after=SLOW)
    assert counter.paid == [0]


def test_what_was_typed_before_a_scan_is_no_part_of_it(counter: Counter) -> None:
    counter.type("kain", every=SLOW)
    counter.settle()
    counter.now += SLOW
    counter.type(CODE, every=FAST)
    counter.press(Qt.Key.Key_Return)

    assert counter.codes == [CODE]
    assert counter.field.text() == "kain"


def test_the_enter_of_a_scan_clicks_no_focused_button(counter: Counter) -> None:
    counter.button.setFocus()
    counter.type(CODE, every=FAST)
    counter.press(Qt.Key.Key_Return)

    assert counter.codes == [CODE]
    assert counter.clicks == []


@pytest.mark.parametrize("every", [1, 5, 12, 20, 30, GAP_MS])
def test_a_scanner_may_be_as_slow_as_the_gap(counter: Counter, every: int) -> None:
    counter.type(CODE, every=every)
    counter.press(Qt.Key.Key_Return, after=every)

    assert counter.codes == [CODE]
    assert counter.field.text() == ""


def test_a_scan_may_end_with_tab(counter: Counter) -> None:
    counter.type(CODE, every=FAST)
    counter.press(Qt.Key.Key_Tab)

    assert counter.codes == [CODE]
    assert counter.field.hasFocus()


def test_slow_typing_arrives_whole_and_in_order_and_is_no_scan(counter: Counter) -> None:
    counter.type("sogan 2000000", every=SLOW)
    counter.press(Qt.Key.Key_Return, after=SLOW)
    counter.settle()

    assert counter.field.text() == "sogan 2000000"
    assert counter.codes == []


def test_typing_is_given_back_when_no_further_key_comes(counter: Counter) -> None:
    counter.type("s", every=SLOW)
    counter.settle()

    assert counter.field.text() == "s"


def test_letters_with_shift_belong_to_a_scan(counter: Counter) -> None:
    for letter in "KNG-KP-001":
        counter.now += FAST
        shifted = Qt.KeyboardModifier.ShiftModifier if letter.isupper() else Qt.KeyboardModifier.NoModifier
        strike(counter.window, letter, shifted)
    counter.press(Qt.Key.Key_Return)

    assert counter.codes == ["KNG-KP-001"]
    assert counter.field.text() == ""


def test_slow_letters_with_shift_arrive_as_typed(counter: Counter) -> None:
    for letter in "KnG":
        counter.now += SLOW
        shifted = Qt.KeyboardModifier.ShiftModifier if letter.isupper() else Qt.KeyboardModifier.NoModifier
        strike(counter.window, letter, shifted)
    counter.settle()

    assert counter.field.text() == "KnG"


def test_two_scans_back_to_back_are_two(counter: Counter) -> None:
    for code in (CODE, CODE[::-1]):
        counter.type(code, every=FAST)
        counter.press(Qt.Key.Key_Return)

    assert counter.codes == [CODE, CODE[::-1]]
    assert counter.field.text() == ""


def test_a_short_burst_with_enter_is_typing(counter: Counter) -> None:
    entered: list[str] = []
    counter.field.returnPressed.connect(lambda: entered.append(counter.field.text()))
    counter.type("12345", every=FAST)
    counter.press(Qt.Key.Key_Return)

    assert counter.codes == []
    assert entered == ["12345"]


def test_a_long_burst_without_enter_is_typing(counter: Counter) -> None:
    counter.type(CODE, every=FAST)
    counter.settle()

    assert counter.codes == []
    assert counter.field.text() == CODE


def test_an_enter_long_after_a_burst_is_typing(counter: Counter) -> None:
    counter.type(CODE, every=FAST)
    counter.press(Qt.Key.Key_Return, after=SLOW)

    assert counter.codes == []
    assert counter.field.text() == CODE


def test_a_digit_twice_in_a_fast_scan_is_no_held_key(counter: Counter) -> None:
    for n, digit in enumerate(CODE):
        is_again = n > 0 and CODE[n - 1] == digit  # as X says where a release and a press come at once
        counter.now += 1 - FAST
        counter.send(QEvent.Type.KeyPress, Qt.Key(ord(digit)), digit, repeated=is_again)
        counter.now -= FAST
        counter.send(QEvent.Type.KeyRelease, Qt.Key(ord(digit)), digit)
    counter.press(Qt.Key.Key_Return, after=1)

    assert counter.codes == [CODE]
    assert counter.field.text() == ""


def test_a_held_key_is_typing(counter: Counter) -> None:
    counter.send(QEvent.Type.KeyPress, Qt.Key.Key_0, "0")
    for _ in range(20):
        counter.send(QEvent.Type.KeyRelease, Qt.Key.Key_0, "0", repeated=True)
        counter.send(QEvent.Type.KeyPress, Qt.Key.Key_0, "0", repeated=True)
    counter.send(QEvent.Type.KeyRelease, Qt.Key.Key_0, "0")
    counter.press(Qt.Key.Key_Return)
    counter.settle()

    assert counter.codes == []
    assert counter.field.text() == "0" * 21


def test_a_chord_is_no_part_of_a_scan(counter: Counter) -> None:
    counter.type("123456", every=FAST)
    counter.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    counter.press(Qt.Key.Key_Return)

    assert counter.codes == []
    assert counter.field.selectedText() == "123456"


def test_keys_that_wait_behind_a_stall_are_read_before_the_timer_gives_them_back(
    counter: Counter, qapp: QApplication
) -> None:
    """A stall longer than the gap lets the timer run out while the rest of a scan is queued (UX 2.2, 8a)."""
    rest = _Rest(counter)
    counter.type(CODE[:3], every=FAST)
    counter.scanner._wait.timeout.emit()  # as it does first when the event loop comes back
    qapp.postEvent(rest, QEvent(QEvent.Type.User))
    counter.qtbot.waitUntil(lambda: bool(counter.codes) or bool(counter.field.text()), timeout=60_000)

    assert counter.codes == [CODE]
    assert counter.field.text() == ""


class _Rest(QObject):
    """The keys that were waiting to be read."""

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter.window)
        self._counter = counter

    def event(self, event: QEvent) -> bool:
        """Type them."""
        if event.type() == QEvent.Type.User:
            self._counter.type(CODE[3:], every=FAST)
            self._counter.press(Qt.Key.Key_Return)
        return super().event(event)


PAY_KEYS: list[tuple[Qt.Key, int]] = [
    (Qt.Key.Key_F9, 0),
    (Qt.Key.Key_F10, 1),
    (Qt.Key.Key_F11, 2),
    (Qt.Key.Key_F12, 3),
]


@pytest.mark.parametrize(("key", "place"), PAY_KEYS)
def test_a_pay_key_says_which_one_it_is(counter: Counter, key: Qt.Key, place: int) -> None:
    counter.press(key)

    assert counter.paid == [place]


def test_a_held_pay_key_counts_once_though_its_repeats_look_like_presses(counter: Counter) -> None:
    """On X11 most repeats of a held key carry no mark (UX 2.2, 8b)."""
    for _ in range(20):
        counter.send(QEvent.Type.KeyPress, Qt.Key.Key_F9)
        counter.send(QEvent.Type.KeyRelease, Qt.Key.Key_F9)

    assert counter.paid == [0]


def test_a_pay_key_counts_again_once_it_stayed_up(counter: Counter) -> None:
    counter.press(Qt.Key.Key_F9)
    counter.press(Qt.Key.Key_F9, after=RELEASE_MS + 1)

    assert counter.paid == [0, 0]


def test_a_pay_key_counts_again_after_a_scan_however_soon(counter: Counter) -> None:
    counter.press(Qt.Key.Key_F9)
    counter.type(CODE, every=1)
    counter.press(Qt.Key.Key_Return, after=1)
    counter.press(Qt.Key.Key_F9, after=1)
    assert (counter.paid, counter.codes) == ([0, 0], [CODE])


def test_a_pay_key_that_is_held_through_a_scan_counts_once(counter: Counter) -> None:
    counter.send(QEvent.Type.KeyPress, Qt.Key.Key_F9)
    counter.type(CODE, every=1)
    counter.press(Qt.Key.Key_Return, after=1)
    counter.send(QEvent.Type.KeyRelease, Qt.Key.Key_F9)
    counter.send(QEvent.Type.KeyPress, Qt.Key.Key_F9)
    assert counter.paid == [0]


def test_a_pay_key_gives_back_what_was_typed_before_it(counter: Counter) -> None:
    counter.type("12", every=FAST)
    counter.press(Qt.Key.Key_F9)

    assert counter.field.text() == "12"
    assert counter.paid == [0]


def test_keys_are_read_and_given_back_when_the_system_gives_the_window_another_handle(
    counter: Counter, qtbot: QtBot
) -> None:
    before = counter.window.windowHandle()
    counter.window.hide()
    counter.window.destroy()
    with qtbot.waitExposed(counter.window):
        counter.window.show()
    assert not isValid(before)
    counter.field.setFocus()
    counter.type(CODE, every=FAST)
    counter.press(Qt.Key.Key_Return)
    counter.type("12", every=SLOW)
    counter.settle()
    assert (counter.codes, counter.field.text()) == ([CODE], "12")


def test_a_held_enter_counts_once_though_x_tells_of_releases_in_between(counter: Counter) -> None:
    entered: list[None] = []
    counter.field.returnPressed.connect(lambda: entered.append(None))
    for _ in range(5):
        counter.send(QEvent.Type.KeyPress, Qt.Key.Key_Return, "\r")
        counter.send(QEvent.Type.KeyRelease, Qt.Key.Key_Return)
    assert len(entered) == 1
    counter.press(Qt.Key.Key_Return, after=SLOW)
    assert len(entered) == 2


def test_two_scans_back_to_back_are_two_though_their_enters_are_near(counter: Counter) -> None:
    for _ in range(2):
        counter.type(CODE, every=1)
        counter.press(Qt.Key.Key_Return, after=1)
    assert counter.codes == [CODE, CODE]


def test_a_key_that_comes_up_in_another_window_is_not_held(counter: Counter) -> None:
    counter.send(QEvent.Type.KeyPress, Qt.Key.Key_F9)
    QApplication.sendEvent(counter.window.windowHandle(), QFocusEvent(QEvent.Type.FocusOut))
    counter.send(QEvent.Type.KeyPress, Qt.Key.Key_F9)
    assert counter.paid == [0, 0]
