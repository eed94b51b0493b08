"""Starting: what is large in Qt, and no sale needs, is not made before the booth sells."""

import os
import subprocess
import sys
from pathlib import Path

from tests.bench.homes import CASHIER, PIN, make_home

STARTING = """
import enum, sys
from pathlib import Path

made, new = set(), enum.EnumType.__new__

def watched(kind, name, *more, **named):
    made.add(name)
    return new(kind, name, *more, **named)

enum.EnumType.__new__ = watched

from batikpos.ui.loading import begin_loading
begin_loading()
from tests.bench.watch import PaintWatch
from batikpos import app
from batikpos.ui import cover, shell

paint, told = cover.Cover.paintEvent, []

def painted(self, event):
    paint(self, event)
    if not told:
        told.append("painted")
        print("painted", *made & {"AlignmentFlag"})

cover.Cover.paintEvent = painted

class Shell(shell.Shell):
    def show_page(self, page):
        super().show_page(page)
        assert type(page).__name__ == "SalePage"
        self.watch = PaintWatch(page, self.ready)

    def ready(self, at):
        print("ready", *made & {"PrimitiveElement", "ThemeIcon", "ProcessState"})
        print("AlignmentFlag" in made)
        self.close()

app.Shell, app.LISTEN_MS = Shell, 60_000  # on a slow machine the page may be painted late
home, cashier, pin = sys.argv[1:]
sys.exit(app.run_booth(app.Start(Path(home), "id", cashier, pin)))
"""
"""Tells by one of its lists of names which of Qt's classes was made: Qt, QStyle, QIcon, QProcess."""


def test_the_namespace_qt_is_made_after_the_first_paint_and_styles_icons_and_processes_after_the_first_page(
    tmp_path: Path,
) -> None:
    home = make_home(tmp_path / "home")
    done = subprocess.run(
        [sys.executable, "-c", STARTING, str(home), CASHIER, PIN],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["painted", "ready", "True"]
