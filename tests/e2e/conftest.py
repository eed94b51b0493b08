"""What the tests from the outside share: one screen for all of them, and one home to be taken once more."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.booth import Home, copy_of, new_home, open_till
from tests.e2e.paper import Printer, printer
from tests.e2e.screen import Screen, virtual_screen


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """Give a screen with a window manager; where it cannot be had, that is a failure."""
    if sys.platform == "win32":
        pytest.skip("Xvfb and xdotool are for X displays only")
    with virtual_screen(tmp_path_factory.mktemp("screen")) as screen:
        yield screen


@pytest.fixture
def paper() -> Iterator[Printer]:
    """Switch a printer on."""
    with printer() as made:
        yield made


@pytest.fixture(scope="session")
def new(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Set a booth up once."""
    return new_home(tmp_path_factory.mktemp("new") / "home", "none:")


@pytest.fixture(scope="session")
def opened(new: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Open the till of one once."""
    made = copy_of(new, tmp_path_factory.mktemp("opened") / "home", "none:")
    open_till(made)
    return made


@pytest.fixture
def unopened_home(new: Home, tmp_path: Path, paper: Printer) -> Home:
    """Give a booth whose till was never opened."""
    return copy_of(new, tmp_path / "home", paper.address)


@pytest.fixture
def home(opened: Home, tmp_path: Path, paper: Printer) -> Home:
    """Give a booth whose till is open."""
    return copy_of(opened, tmp_path / "home", paper.address)
