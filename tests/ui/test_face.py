"""Every page in every size, text scale, language and light: nothing cut, pale, covered or too small."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from batikpos.settings import load_settings, save_settings
from batikpos.ui.booth.counting import CountPage
from batikpos.ui.booth.menu import MenuPage, Place
from batikpos.ui.booth.settingspage import SettingsPage
from batikpos.ui.booth.signin import OpenTillPage, SignInPage
from batikpos.ui.theme import DARK, LIGHT, Theme, apply_theme
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth
from tests.ui.eyes import contrast, covered, cut_words, filled, pale_words, small_targets

SCREENS = [
    ((1366, 768), 100),
    ((1093, 535), 100),
    ((1920, 1080), 100),
    ((1920, 1080), 175),
    ((1366, 768), 80),
    ((1366, 768), 125),
    ((1366, 768), 175),
]

GROUNDS = ("paper", "ground", "choice_ground", "good_ground")
TEXTS = [
    *((ink, ground) for ink in ("ink", "ink_2", "danger") for ground in GROUNDS),
    *(("good", ground) for ground in ("paper", "ground", "good_ground")),
    *(("choice", ground) for ground in ("paper", "choice_ground")),
    ("on_primary", "primary"),
    ("on_choice", "choice"),
    ("on_attention", "attention"),
    *((ink, ground) for ink in ("on_bar", "on_bar_2") for ground in ("bar", "bar_pill")),
]
EDGES = [
    *((edge, ground) for edge in ("border", "focus", "primary", "danger") for ground in ("paper", "ground")),
    ("border", "choice_ground"),
    ("border", "good_ground"),
    ("choice", "ground"),
]


@pytest.fixture(autouse=True)
def plain(qapp: QApplication) -> Iterator[None]:
    """Leave the application as the other tests expect it."""
    yield
    apply_theme(qapp, "light")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_words_stand_out_seven_to_one(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 7


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_what_is_pressed_stand_out_three_to_one(theme: Theme, edge: str, ground: str) -> None:
    assert contrast(getattr(theme, edge), getattr(theme, ground)) >= 3


def look(booth: BoothWindow, what: str) -> None:
    """Look at the page that is shown, once it is laid out."""
    QTest.qWait(60)
    eyes = (cut_words, small_targets, covered, pale_words)
    assert [fault for eye in eyes for fault in eye(booth.shell)] == [], what
    assert len(filled(booth.shell)) <= 1, what


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("size", "scale"), SCREENS)
def test_nothing_is_cut_small_covered_or_pale(
    open_booth: OpenBooth, home: Path, size: tuple[int, int], scale: int, language: str
) -> None:
    theme, hand = ("dark", "left") if scale == 125 else ("light", "right")
    worn = replace(load_settings(home), text_scale=scale, language=language, theme=theme, hand=hand)
    save_settings(home, worn)
    booth = open_booth(cashier="", pin="", float_=None)
    booth.shell.resize(*size)
    booth.wait_for(SignInPage)
    look(booth, "sign in")
    booth.press("Rini")
    booth.fill("PIN", "1234")
    booth.press(booth.flow._words("Sign in"))
    page = booth.wait_for(OpenTillPage)
    look(booth, "open the till")
    page.field.setText("500.000")
    booth.press(booth.flow._words("Open the till"))
    booth.wait_for_sale_screen()
    look(booth, "an empty basket")
    for item in booth.items()[:3]:
        booth.scan(item.barcode)
    booth.wait(lambda: len(booth.cart.lines) == 3)
    look(booth, "a basket")
    booth.press(booth.flow._words("Exact cash"))
    booth.wait_for_sales(1)
    booth.wait(lambda: not booth.cart.lines)
    look(booth, "a sale just made")
    booth.flow.places.open_menu()
    booth.wait_for(MenuPage)
    look(booth, "menu")
    booth.flow.places.open(Place.SETTINGS)
    booth.wait_for(SettingsPage)
    look(booth, "settings")


@pytest.mark.parametrize(("size", "scale"), [((1366, 768), 100), ((1093, 535), 100), ((1920, 1080), 125)])
def test_nothing_of_the_count_is_cut_small_covered_or_pale(
    open_booth: OpenBooth, home: Path, size: tuple[int, int], scale: int
) -> None:
    save_settings(home, replace(load_settings(home), text_scale=scale, language="id"))
    booth = open_booth()
    booth.shell.resize(*size)
    booth.wait_for_sale_screen()
    booth.flow.places.open(Place.CLOSE)
    booth.wait_for(CountPage)
    look(booth, "count")
