"""Loading ahead: a start does without it, no step of it takes long, and in the end all is there."""

import importlib
import subprocess
import sys

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from batikpos.ui.booth import ahead
from batikpos.ui.booth.ahead import FIRST, MODULES, Ahead

MOST_AT_ONCE = 6
"""Modules of ours that one step may load: about as many milliseconds on a slow laptop's 20."""

STEPS = """
import importlib, sys
import batikpos.services.opening, batikpos.ui.booth.flow
from batikpos.ui.booth.ahead import FIRST, MODULES
ours = lambda: {name for name in sys.modules if name.startswith("batikpos.")}
print(*ours() & set(FIRST + MODULES))
for name in FIRST + MODULES:
    before = ours()
    importlib.import_module(name)
    print(len(ours() - before))
"""


def test_a_start_loads_none_of_it_and_each_step_little() -> None:
    told = subprocess.run([sys.executable, "-c", STEPS], check=True, capture_output=True, text=True).stdout
    loaded_at_start, *steps = told.splitlines()
    assert loaded_at_start == ""
    assert len(steps) == len(FIRST + MODULES)
    assert all(1 <= int(step) <= MOST_AT_ONCE for step in steps)


def test_it_loads_one_after_the_other_and_comes_to_its_end(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(ahead, "SOON_MS", 1)
    monkeypatch.setattr(ahead, "LATER_MS", 1)
    monkeypatch.setattr(ahead, "EACH_MS", 1)
    monkeypatch.setattr(importlib, "import_module", loaded.append)
    parent = QObject()
    Ahead(parent).begin()
    qtbot.waitUntil(lambda: len(loaded) == len(FIRST + MODULES), timeout=60_000)
    qtbot.wait(20)
    assert loaded == [*FIRST, *MODULES]
