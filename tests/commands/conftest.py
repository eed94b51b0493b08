"""A shell in a booth: its home set up, and its till open."""

import shutil
from pathlib import Path

import pytest

from tests.commands.terminal import Terminal


@pytest.fixture(scope="session")
def open_booth(booth_as_set_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Open a till once; tests get copies of the home."""
    home = Path(shutil.copytree(booth_as_set_up, tmp_path_factory.mktemp("open") / "home"))
    with pytest.MonkeyPatch.context() as patch:
        Terminal(home, patch).give("till", "open", "--float", "500000", "--cashier", "Rini")
    return home


@pytest.fixture
def closed_shell(home: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Give a shell in a booth whose till was never opened."""
    return Terminal(home, monkeypatch)


@pytest.fixture
def shell(open_booth: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Give a shell in a booth whose till is open, 500.000 in the drawer."""
    return Terminal(Path(shutil.copytree(open_booth, tmp_path / "open")), monkeypatch)
