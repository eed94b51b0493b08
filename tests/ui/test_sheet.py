"""A sheet over a window: where the keyboard is while it is open, and after it."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from batikpos.ui.theme import apply_theme
from batikpos.ui.widgets.sheet import Sheet


class AskingSheet(Sheet):
    """A sheet whose field asks for the keyboard while it is made, as that of a payment does."""

    searched = 0

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "How many?", confirm="Done", leave="Cancel")
        self.field = QLineEdit()
        self.add(self.field)
        self.field.setFocus()

    def open(self) -> None:
        """Open with the keyboard at its field."""
        super().open()
        self.field.setFocus()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001, N802 - Qt's names
        """Count how often another place for the keyboard is looked for."""
        type(self).searched += 1
        return super().focusNextPrevChild(next)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> QWidget:
    apply_theme(qapp, "light")
    made = QWidget()
    made.resize(900, 700)
    box = QVBoxLayout(made)
    for _ in range(3):
        box.addWidget(QLineEdit())
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_the_keyboard_goes_back_to_where_it_was_before_the_sheet_was_made(window: QWidget) -> None:
    field = window.findChildren(QLineEdit)[1]
    field.setFocus()
    sheet = AskingSheet(window)
    sheet.open()
    assert QApplication.focusWidget() is sheet.field
    AskingSheet.searched = 0
    sheet.leave()
    assert QApplication.focusWidget() is field
    assert not AskingSheet.searched  # the first time that is 40 ms in which nothing is answered


@pytest.mark.parametrize("is_lower_gone", [False, True])
def test_a_sheet_over_a_sheet_gives_the_keyboard_back_to_what_is_still_there(
    window: QWidget, *, is_lower_gone: bool
) -> None:
    field = window.findChildren(QLineEdit)[1]
    field.setFocus()
    lower = AskingSheet(window)
    lower.open()
    upper = AskingSheet(window)
    upper.open()
    if is_lower_gone:
        lower.close_sheet()
    upper.leave()
    assert QApplication.focusWidget() is (field if is_lower_gone else lower.field)


def seen(window: QWidget) -> QImage:
    """Take what the screen shows of a window, and not what it would paint anew."""
    QTest.qWait(20)  # what is laid out asks for being laid out again
    shown = QGuiApplication.primaryScreen().grabWindow(window.winId()).toImage()
    assert shown.size() == window.size() * window.devicePixelRatio()
    return shown


class Lamp(QWidget):
    """Something under a sheet: a colour, that changes."""

    def __init__(self) -> None:
        super().__init__()
        self.colour, self.painted = QColor("darkred"), QRegion()

    def shine(self, name: str) -> None:
        """Change the colour."""
        self.colour = QColor(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Note where it is painted, in the window."""
        self.painted += event.region().translated(self.mapTo(self.window(), QPoint(0, 0)))
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.colour)
        painter.end()


@pytest.fixture
def lamp(window: QWidget) -> Lamp:
    lamp = Lamp()
    layout = window.layout()
    assert layout is not None
    layout.addWidget(lamp)
    seen(window)
    return lamp


def test_a_sheet_dims_what_is_painted_and_paints_nothing_of_it_again(window: QWidget, lamp: Lamp) -> None:
    lamp.painted = QRegion()
    sheet = AskingSheet(window)
    sheet.open()
    dimmed = seen(window)
    card = sheet._card.geometry()
    assert QRegion(card).united(lamp.painted) == QRegion(card), "under the card at most"
    window.repaint()
    assert not lamp.painted.subtracted(QRegion(card)).isEmpty(), "else the lamp hears of no paint at all"
    assert seen(window) == dimmed, "as if all of it had been painted under its shade"


def test_what_changes_under_a_sheet_is_seen_under_its_shade(window: QWidget, lamp: Lamp) -> None:
    for name, change_first in (("darkgreen", True), ("navy", False)):
        if change_first:
            lamp.shine(name)
        sheet = AskingSheet(window)
        sheet.open()
        seen(window)
        if not change_first:
            lamp.shine(name)
        dimmed = seen(window)
        window.repaint()
        assert seen(window) == dimmed, name
        sheet.leave()
        at = lamp.mapTo(window, lamp.rect().center())
        assert seen(window).pixelColor(at) == QColor(name)


def test_a_sheet_over_a_sheet_and_one_that_grows_are_as_if_painted_anew(window: QWidget, lamp: Lamp) -> None:
    lower, upper = AskingSheet(window), AskingSheet(window)
    lower.open()
    upper.open()
    upper.say_fault("Nothing of that kind is known here. Look at it again, and say what it is.")
    window.resize(window.width() + 40, window.height())
    shown = seen(window)
    window.repaint()
    assert seen(window) == shown
    upper.leave()
    shown = seen(window)
    window.repaint()
    assert seen(window) == shown
    assert lamp.isVisible()
