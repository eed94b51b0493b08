"""A second person's PIN typed by the keyboard alone, where no sale is open."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from batikpos.settings import load_settings, save_settings
from tests.e2e.booth import SUPERVISOR, SUPERVISOR_PIN, Home, wait_until
from tests.e2e.screen import Screen
from tests.e2e.seen import SeenProgram, seen_window

Act = Callable[[SeenProgram], None]


def to_the_drawer(window: SeenProgram) -> None:
    """Ask for the drawer without a sale."""
    window.press("Menu")
    window.press("Cash in and out")
    window.press("Open the drawer…")
    window.press("Change money")
    window.press("Open the drawer")


def to_the_close(window: SeenProgram) -> None:
    """Count the float, and close."""
    window.press("Close the till")
    window.wait_for_words("Count every note and coin in the drawer, the float included.")
    window.digits("5")
    window.wait_for_words("Rp500.000")
    window.press("Confirm the count")
    window.wait_for_words("The till is still open. What should be in the drawer is shown once it is closed.")
    window.press("Close the till")


@pytest.mark.parametrize(
    ("act", "kept"),
    [
        pytest.param(to_the_drawer, "SELECT approver FROM drawer_opening", id="drawer"),
        pytest.param(to_the_close, "SELECT approver FROM till_close", id="close"),
    ],
)
def test_the_pin_is_typed_as_soon_as_it_is_asked_for(screen: Screen, home: Home, act: Act, kept: str) -> None:
    save_settings(home.place, replace(load_settings(home.place), second_person="drawer,close"))
    with seen_window(screen, home) as window:
        act(window)
        window.wait_for_words("A second person must agree")
        window.digits(SUPERVISOR_PIN)
        window.key("Return")
        wait_until(lambda: home.rows(kept) == [(SUPERVISOR,)], lambda: "\n".join(window.words()))
        assert window.log.read_text() == ""
