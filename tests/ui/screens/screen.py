"""What a screen is, and what a hand does on the way to any of them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from batikpos.i18n import translator
from tests.shop import CLOTH, KEYRING, SHIRT, TUNIC
from tests.ui.booth import BoothWindow


def window_of(booth: BoothWindow) -> QWidget:
    """Return the till's own window."""
    return booth.shell


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: `act` comes to it, from the sale screen where the till is open and somebody signed in.

    Of each that `is_golden` a picture is kept, in every language, light and scale. `seen` is the window that
    is pictured. `is_first`: there is no booth yet. One that `is_always_light` has no dark form. One that
    `is_organizer` is of the organizer's window, on a fair of which a day was played, or before there is one.
    One that `is_practice` has the books for practice that lie beside those of a booth.
    One that `has_pictures` shows the goods' own ones, where others show swatches.
    """

    name: str
    act: Callable[[BoothWindow], None]
    till: bool = True
    signed_in: bool = True
    is_golden: bool = False
    is_first: bool = False
    is_always_light: bool = False
    is_organizer: bool = False
    has_fair: bool = True
    is_practice: bool = False
    has_pictures: bool = False
    seen: Callable[[BoothWindow], QWidget] = window_of


def say(booth: BoothWindow, english: str) -> str:
    """Say a label as this window does."""
    return translator(booth.desk.settings.language)(english)


def press(booth: BoothWindow, english: str) -> None:
    """Press what has a label, in the window's language."""
    booth.press(say(booth, english))


def type_slowly(booth: BoothWindow, text: str) -> None:
    """Type where the focus is, as a person does."""
    for letter in text:
        booth.key(Qt.Key(ord(letter)))


def fill_basket(booth: BoothWindow) -> None:
    """Put pieces, metres and two of a kind into the basket."""
    booth.wait_for_sale_screen()
    for sku in (SHIRT, CLOTH, KEYRING, KEYRING, TUNIC):
        booth.scan(sku)
    booth.wait(lambda: sum(booth.basket.values()) >= 4)
