"""A sheet over a window: where the keyboard is while it is open, and after it."""

import pytest
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
