"""A second start: the first window comes forward, the second says so and ends. Real processes, no screen."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from batikpos.app import _quit_on_interrupt
from batikpos.ui.firstwindow import Bell, WindowHangs, WindowLock
from batikpos.ui.shell import Shell

CALL = """
import sys
from pathlib import Path
from batikpos.ui.firstwindow import WindowLock
lock = WindowLock(Path(sys.argv[1]))
assert not lock.take()
lock.call_first()
"""

Run = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def run() -> Iterator[Run]:
    """Start the booth on a home; all are ended in the end."""
    started: list[subprocess.Popen[str]] = []

    def run_(home: Path, *options: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "batikpos", "--home", str(home), "--lang", "en", "booth", *options]
        process = subprocess.Popen(
            command,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield run_
    for process in started:
        process.kill()
        process.communicate()


def wait_until_open(home: Path) -> None:
    """Wait until a window of this home answers."""
    lock = WindowLock(home)
    until = time.monotonic() + 60
    while True:
        assert time.monotonic() < until
        try:
            lock.call_first()
        except WindowHangs:
            continue
        return


def test_a_second_start_says_that_the_first_is_in_front_and_ends(home: Path, run: Run) -> None:
    first = run(home)
    wait_until_open(home)
    second = run(home / "." / ".." / home.name)
    said, complained = second.communicate(timeout=120)
    assert (second.returncode, complained) == (0, "")
    assert said.startswith("BatikPOS is open already")
    assert said.count("\n") == 1
    assert first.poll() is None


def test_practice_may_stand_beside_it(home: Path, run: Run) -> None:
    run(home)
    wait_until_open(home)
    beside = run(home, "--training")
    wait_until_open(home / "training")
    assert beside.poll() is None


def test_one_that_was_killed_keeps_nobody_out(home: Path, run: Run) -> None:
    first = run(home)
    wait_until_open(home)
    first.kill()
    first.communicate()
    second = run(home)
    wait_until_open(home)
    assert second.poll() is None


@pytest.mark.skipif(sys.platform == "win32", reason="a process is held by a signal here")
def test_one_that_hangs_is_named_and_the_second_ends_with_three(home: Path, run: Run) -> None:
    first = run(home)
    wait_until_open(home)
    os.kill(first.pid, signal.SIGSTOP)
    began = time.monotonic()
    second = run(home)
    said, complained = second.communicate(timeout=120)
    assert time.monotonic() - began < 60
    assert (second.returncode, said) == (3, "")
    assert "does not answer" in complained
    assert complained.count("\n") == 1
    os.kill(first.pid, signal.SIGCONT)
    wait_until_open(home)


@pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)
def test_the_first_comes_up_from_the_task_bar(qtbot: QtBot) -> None:
    shell = Shell("")
    qtbot.addWidget(shell)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.showMinimized()
    shell.come_forward()
    qtbot.waitUntil(lambda: not shell.isMinimized(), timeout=60_000)


def test_a_ring_is_answered(qtbot: QtBot, tmp_path: Path) -> None:
    parent, lock = QObject(), WindowLock(tmp_path)
    assert lock.take()
    bell = Bell(lock.name, parent)
    caller = subprocess.Popen([sys.executable, "-c", CALL, str(tmp_path)])
    with qtbot.waitSignal(bell.rang, timeout=60_000):
        pass
    qtbot.waitUntil(lambda: caller.poll() is not None, timeout=60_000)
    assert caller.returncode == 0
    lock.release()


def test_two_homes_have_two_names(tmp_path: Path) -> None:
    assert WindowLock(tmp_path).name == WindowLock(tmp_path / "x" / "..").name
    assert WindowLock(tmp_path).name != WindowLock(tmp_path / "training").name


class Quitting(QObject):
    """An application whose window asks before it closes, and is told to stay."""

    quits = 0

    def quit(self) -> None:
        """Be asked."""
        self.quits += 1


@pytest.mark.skipif(sys.platform == "win32", reason="a signal is raised as POSIX does")
def test_each_interrupt_asks_the_window_to_close_once(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGINT)
    asked = Quitting()
    try:
        _quit_on_interrupt(asked)  # type: ignore[arg-type]  # as much of one as is asked
        for times in (1, 2):
            signal.raise_signal(signal.SIGINT)
            qtbot.waitUntil(lambda times=times: asked.quits == times, timeout=10_000)  # type: ignore[misc]
            qtbot.wait(1_100)  # as long as it looks twice
            assert asked.quits == times
    finally:
        signal.signal(signal.SIGINT, before)
        asked.deleteLater()
