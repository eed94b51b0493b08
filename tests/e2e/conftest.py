"""What the tests from the outside share: one screen for all of them."""

import sys
from collections.abc import Iterator

import pytest

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
