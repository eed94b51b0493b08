"""The bindings themselves: PySide6 6.12.0 drops references to None and aborts within minutes."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

ROUNDS = 50


class Emitter(QObject):
    """Something that emits."""

    said = Signal(str)


@pytest.mark.parametrize("what", ["setText", "emit"])
def test_a_call_of_qt_keeps_the_count_of_references_to_none(qtbot: QtBot, what: str) -> None:
    label, emitter = QLabel(), Emitter()
    qtbot.addWidget(label)
    call: Callable[[str], object] = {"setText": label.setText, "emit": emitter.said.emit}[what]
    call("warm")
    before = sys.getrefcount(None)
    for _ in range(ROUNDS):
        call("word")
    lost = before - sys.getrefcount(None)

    assert abs(lost) < ROUNDS // 2
