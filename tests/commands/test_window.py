"""Asking for a window where none can be shown."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from batikpos import __main__ as program
from batikpos import settings
from batikpos.commands import window


def test_a_double_click_opens_the_booth(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[list[str]] = []

    def open_window(words: list[str]) -> int:
        opened.append(words)
        return 0

    monkeypatch.setattr(window, "main", open_window)
    monkeypatch.setattr(settings, "has_display", lambda: True)
    monkeypatch.setattr(signal, "getsignal", lambda _: signal.SIG_IGN)  # so that ours here stays
    monkeypatch.setattr(sys, "argv", ["batikpos"])
    assert program.main() == 0
    assert opened == [["booth"]]


@pytest.mark.skipif(sys.platform != "linux", reason="only a display server can be missing")
def test_without_a_screen_nothing_is_wrong_usage_as_ever(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "batikpos"],
        env=_without_screen() | {"BATIKPOS_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")


def _without_screen() -> dict[str, str]:
    named = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    return {k: v for k, v in os.environ.items() if k not in named}


@pytest.mark.skipif(sys.platform != "linux", reason="only a display server can be missing")
@pytest.mark.parametrize("display", [None, ":97"])
@pytest.mark.parametrize("command", ["booth", "demo", "organizer"])
def test_a_window_without_a_screen_is_refused_in_one_line(
    tmp_path: Path, display: str | None, command: str
) -> None:
    environment = _without_screen() | ({"DISPLAY": display} if display else {})
    words = [sys.executable, "-m", "batikpos", "--home", str(tmp_path / "home"), "--lang", "en", command]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("There is no screen here")
    assert done.stderr.count("\n") == 1


def test_the_organizers_window_paints_before_anything_slow_is_loaded(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PAINTING, str(tmp_path / "home"), str(tmp_path / "no.db")],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":97"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["painted", "shown"]


_PAINTING = """
import sys, time
from PySide6.QtCore import QTimer
from batikpos.organizer import OrganizerStart, run_organizer
from batikpos.ui.cover import Cover
from batikpos.ui.shell import Shell
from pathlib import Path

def painted():
    slow = {"sqlalchemy", "reportlab", "xlsxwriter", "pypdfium2", "batikpos.ui.organizer.flow"}
    print("painted" if not slow & set(sys.modules) else slow & set(sys.modules))

def look():
    time.sleep(0.001)  # let the lanes work
    from PySide6.QtWidgets import QApplication
    for shell in QApplication.topLevelWidgets():
        if isinstance(shell, Shell) and shell.isVisible() and shell.findChild(Cover) is None:
            print("shown")
            shell.close()

made = Cover.__init__
def make(self, said):
    made(self, said)
    self.painted.connect(painted)
    self.watch = QTimer(interval=5)
    self.watch.timeout.connect(look)
    self.watch.start()
Cover.__init__ = make
sys.exit(run_organizer(OrganizerStart(Path(sys.argv[1]), "en", lambda *_: (), sys.argv[2])))
"""
