"""Amounts get their dots while they are typed, and the cursor stays where it was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from batikpos.ui.widgets.grouping import group_digits


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    """Make a field for an amount."""
    field = QLineEdit()
    qtbot.addWidget(field)
    group_digits(field)
    return field


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("145000", "145.000"), ("14500000", "14.500.000"), ("999", "999"), ("0", "0"), ("12,5", "12,5")],
)
def test_digits_come_in_groups_of_three(field: QLineEdit, typed: str, shown: str) -> None:
    QTest.keyClicks(field, typed)
    assert field.text() == shown
    assert field.cursorPosition() == len(shown)


def test_a_digit_in_the_middle_goes_where_the_cursor_is(field: QLineEdit) -> None:
    field.setText("145000")
    field.setCursorPosition(1)
    QTest.keyClicks(field, "99")
    assert field.text() == "19.945.000"
    assert field.text()[: field.cursorPosition()].replace(".", "") == "199"


def test_backspace_takes_digit_after_digit_past_the_dots(field: QLineEdit) -> None:
    field.setText("1234567")
    for left in ("123.456", "12.345", "1.234", "123", "12", "1", ""):
        QTest.keyClick(field, Qt.Key.Key_Backspace)
        assert field.text() == left


def test_the_pad_and_a_replaced_amount_are_grouped_too(field: QLineEdit) -> None:
    field.setText("145000")
    field.selectAll()
    field.insert("5")
    field.insert("000")
    assert field.text() == "5.000"
