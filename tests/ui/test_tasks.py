"""Results of slow work: they come to whoever waits, as long as it is there."""

import threading
import time
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtTest import QTest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from batikpos.domain.errors import PosError
from batikpos.ui.tasks import PATIENCE_SECONDS, Lane, Tasks
from batikpos.ui.trail import Trail


class Waiter(QObject):
    """Waits for a result, or tells of it."""

    told = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []
        self.told.connect(self.take)

    def take(self, result: object) -> None:
        """Take it."""
        self.got.append(result)

    def take_of(self, _which: str, result: object) -> None:
        """Take it, knowing of what."""
        self.got.append(result)


@pytest.mark.parametrize(
    "way",
    [lambda w: w.take, lambda w: partial(w.take_of, "x"), lambda w: w.told.emit],
    ids=["method", "partial", "signal"],
)
def test_a_result_comes_to_whoever_is_there_and_to_nobody_who_left(
    qtbot: QtBot, way: Callable[[Waiter], Callable[[object], None]]
) -> None:
    owner = QObject()
    tasks = Tasks(owner, Trail())
    stays, leaves = Waiter(), Waiter()
    gone = way(leaves)
    tasks.run(Lane.STORE, lambda: 1, done=gone)
    delete(leaves)
    tasks.run(Lane.STORE, lambda: 2, done=way(stays))
    qtbot.waitUntil(lambda: stays.got == [2], timeout=60_000)
    tasks.close()
    assert leaves.got == []


def test_a_window_closes_as_soon_as_what_runs_in_a_hanging_lane_is_done(qtbot: QtBot) -> None:
    owner, begun, ended = QObject(), threading.Event(), threading.Event()
    tasks = Tasks(owner, Trail())

    def last_a_moment() -> None:
        begun.set()
        time.sleep(0.05)
        ended.set()

    tasks.run(Lane.BOARD, last_a_moment)
    tasks.run(Lane.BOARD, lambda: None)  # which is called off
    qtbot.waitUntil(begun.is_set, timeout=60_000)
    before = time.monotonic()
    tasks.close()
    assert ended.is_set()
    assert time.monotonic() - before < PATIENCE_SECONDS / 2


def test_a_refusal_that_comes_after_the_window_closed_is_dropped_as_a_result_is(qtbot: QtBot) -> None:
    owner, closed = QObject(), threading.Event()
    tasks, got = Tasks(owner, Trail()), Waiter()

    def refuse() -> None:
        closed.wait(10)
        raise PosError

    tasks.run(Lane.BOARD, refuse, failed=got.take)
    threading.Timer(0.05, closed.set).start()
    with capture_exceptions() as raised:
        tasks.close()
        qtbot.waitUntil(tasks._jobs[Lane.BOARD][0].done, timeout=60_000)
        QTest.qWait(20)
    assert raised == []
    assert got.got == []
