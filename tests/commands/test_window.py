"""Asking for a window where none can be shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="only a display server can be missing")
@pytest.mark.parametrize("display", [None, ":97"])
@pytest.mark.parametrize("command", ["booth", "demo"])
def test_a_window_without_a_screen_is_refused_in_one_line(
    tmp_path: Path, display: str | None, command: str
) -> None:
    kept = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    environment = kept | ({"DISPLAY": display} if display else {})
    words = [sys.executable, "-m", "batikpos", "--home", str(tmp_path / "home"), "--lang", "en", command]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("There is no screen here")
    assert done.stderr.count("\n") == 1
