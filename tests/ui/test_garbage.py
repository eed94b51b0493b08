"""Garbage is ended on the GUI thread, whatever thread makes objects."""

import gc
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from batikpos.ui import garbage
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.trail import Trail

MANY = 50_000
"""So many objects are more than Python ever lets be made without a look."""


class Circle:
    """Holds itself, and tells which thread ended it."""

    def __init__(self, ended: list[int]) -> None:
        self._self = self
        self._ended = ended

    def __del__(self) -> None:
        self._ended.append(threading.get_ident())


def make_much() -> int:
    """Make more objects than any generation holds; return the thread that did."""
    for _ in range(20):
        kept = [[n] for n in range(MANY)]
        del kept
    return threading.get_ident()


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> Iterator[Tasks]:
    """Give lanes, and a look every millisecond."""
    monkeypatch.setattr(garbage, "LOOK_EVERY_MS", 1)
    tasks = Tasks(None, Trail())
    yield tasks
    tasks.close()


def _lane_made_much(tasks: Tasks, waits: QtBot) -> int:
    made: list[int] = []
    tasks.run(Lane.STORE, make_much, done=made.append)
    waits.waitUntil(lambda: made != [], timeout=60_000)
    return made[0]


def test_a_lane_that_makes_much_ends_no_garbage_of_the_window(qtbot: QtBot, tasks: Tasks) -> None:
    ended: list[int] = []
    Circle(ended)
    _lane_made_much(tasks, qtbot)
    qtbot.waitUntil(lambda: ended != [], timeout=60_000)
    assert ended == [threading.get_ident()]


def test_the_control_where_python_looks_by_itself_the_lane_ends_it(qtbot: QtBot, tasks: Tasks) -> None:
    ended: list[int] = []
    Circle(ended)
    gc.set_threshold(700, 10, 10)
    lane = _lane_made_much(tasks, qtbot)
    assert ended == [lane]


@pytest.mark.usefixtures("tasks")
def test_whoever_reads_much_is_not_looked_through_meanwhile(qtbot: QtBot) -> None:
    ended: list[int] = []
    gc.disable()
    try:
        Circle(ended)
        kept = [[n] for n in range(1000)]
        qtbot.wait(30)
        assert ended == []
    finally:
        gc.enable()
    qtbot.waitUntil(lambda: ended == [threading.get_ident()], timeout=60_000)
    assert len(kept) == 1000


class Page(QObject):
    """Waits for a job, and tells which thread let go of it last."""

    def __init__(self, ended: list[int]) -> None:
        super().__init__()
        self._ended = ended

    def take(self, _result: object) -> None:
        """Take a result."""

    def __del__(self) -> None:
        self._ended.append(threading.get_ident())


def test_a_page_that_waits_is_never_let_go_of_by_a_lane(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tasks: Tasks
) -> None:
    ended: list[int] = []
    at_once = Tasks._work

    def linger(*given: Any) -> None:
        at_once(*given)
        time.sleep(0.2)  # the result is delivered meanwhile

    def leave() -> Callable[[object], None]:
        return Page(ended).take

    monkeypatch.setattr(Tasks, "_work", linger)
    tasks.run(Lane.STORE, threading.get_ident, done=leave())
    qtbot.waitUntil(lambda: ended != [], timeout=60_000)
    assert ended == [threading.get_ident()]
