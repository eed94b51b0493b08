"""The watch on stalls: what held the window up, and after which act."""

import json
import time
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from batikpos.ui.trail import LONGEST_TRAIL, Trail, name_of
from batikpos.ui.watchdog import LONG_MS, Watchdog


def test_what_holds_the_window_up_is_a_gap_with_the_act_before_it(qtbot: QtBot, tmp_path: Path) -> None:
    trail, parent, file = Trail(), QObject(), tmp_path / "gaps.jsonl"
    watchdog = Watchdog(parent, trail, file=file)
    trail.note("page SalePage")
    qtbot.wait(120)
    quiet = watchdog.gaps
    trail.note("store: complete_sale")
    time.sleep(0.4)
    qtbot.waitUntil(lambda: len(watchdog.gaps) > len(quiet), timeout=60_000)
    gap = watchdog.gaps[-1]
    assert gap.ms >= 350
    assert gap.during == "store: complete_sale"
    assert json.loads(file.read_text().splitlines()[-1]) == {"ms": gap.ms, "during": gap.during}


def test_a_window_that_answers_has_no_gaps() -> None:
    now = 0.0
    watchdog = Watchdog(QObject(), clock=lambda: now)
    for _ in range(10):
        now += LONG_MS / 1000
        watchdog._beat()
    assert watchdog.gaps == ()


@pytest.mark.parametrize(("file", "every"), [(None, 50), (Path("gaps.jsonl"), 10)])
def test_where_gaps_are_written_down_it_beats_five_times_as_often(file: Path | None, every: int) -> None:
    parent = QObject()
    Watchdog(parent, file=file)
    (beat,) = parent.findChildren(QTimer)
    assert beat.interval() == every


def test_a_trail_keeps_the_last_acts_with_their_age() -> None:
    now = 100.0
    trail = Trail(lambda: now)
    for n in range(LONGEST_TRAIL + 5):
        trail.note(f"act {n}")
    now = 102.5
    assert len(trail.lines()) == LONGEST_TRAIL
    assert trail.lines()[-1].strip() == f"-2.50 s  act {LONGEST_TRAIL + 4}"


def test_a_job_is_named_for_what_it_does() -> None:
    assert name_of(partial(print, "1234")) == "print"
    assert name_of(partial(partial, print)) == "print"
