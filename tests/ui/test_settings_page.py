"""What is set in the window holds at once, and nothing that is open is lost."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from batikpos.domain.right import Act, Rules
from batikpos.settings import Settings, load_settings
from batikpos.ui.booth.counting import CountPage
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.settingspage import SettingsPage
from batikpos.ui.booth.sheets import ApprovalSheet
from batikpos.ui.booth.signin import OpenTillPage
from batikpos.ui.theme import DARK, apply_theme, px, theme_now
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth


@pytest.fixture(autouse=True)
def plain(qapp: QApplication) -> Iterator[None]:
    """Leave the application as the other tests expect it."""
    yield
    apply_theme(qapp, "light")


def open_page(booth: BoothWindow) -> SettingsPage:
    booth.press("Menu")
    booth.press("Settings language, text size, centre, rules")
    return booth.wait_for(SettingsPage)


def kept(booth: BoothWindow, which: Callable[[Settings], Any], value: object) -> None:
    booth.wait(lambda: which(load_settings(booth.desk.home)) == value)


def test_larger_words_hold_at_once_and_are_remembered(booth: BoothWindow) -> None:
    open_page(booth)
    booth.press("150 %")

    booth.wait(lambda: booth.flow.bar.height() == 75)
    assert booth.button("150 %").isChecked()
    kept(booth, lambda s: s.text_scale, 150)
    booth.press("Back to selling")
    booth.wait_for(SalePage)
    assert booth.button("Exact cash").sizeHint().height() == 80


def test_the_dark_holds_at_once_and_is_remembered(booth: BoothWindow) -> None:
    open_page(booth)
    booth.press("Dark")

    booth.wait(lambda: theme_now() is DARK)
    page = booth.wait_for(SettingsPage)
    assert page.palette().window().color() == DARK.ground
    kept(booth, lambda s: s.theme, "dark")


def test_the_language_is_chosen_by_its_own_name(booth: BoothWindow) -> None:
    open_page(booth)
    booth.press("Bahasa Indonesia")

    booth.wait_for_words("Pengaturan")
    kept(booth, lambda s: s.language, "id")


def test_basket_and_search_are_there_again_after_everything_was_changed(booth: BoothWindow) -> None:
    item = booth.items()[0]
    booth.scan(item.barcode)
    booth.fill("Find goods", "kawung")
    sale_id = booth.cart.sale_id
    open_page(booth)
    for choice in ("Dark", "Left hand", "Bahasa Indonesia", "175 %"):
        booth.press(choice)

    booth.press("Kembali jualan")
    page = booth.wait_for(SalePage)
    assert booth.basket == {item.sku: 1}
    assert booth.cart.sale_id == sale_id
    assert page.find_pane.field.text() == "kawung"
    shown = page.find_pane.model
    assert 0 < shown.rowCount() < len(booth.items())


def test_a_search_stays_when_the_language_is_changed(booth: BoothWindow) -> None:
    booth.fill("Find goods", "kawung")
    booth.press("Change the language")
    booth.wait_for_words("Semua")

    assert booth.sale_page.find_pane.field.text() == "kawung"


def test_an_open_count_stays_when_the_language_is_changed(booth: BoothWindow) -> None:
    booth.press("Close the till")
    booth.wait_for(CountPage)
    booth.fill("50.000", "7")
    booth.press("Change the language")
    booth.wait_for_words("Tutup kasir")

    assert booth.wait_for(CountPage).counts()[50_000] == 7


def test_a_typed_float_stays_when_the_language_is_changed(open_booth: OpenBooth) -> None:
    booth = open_booth(float_=None)
    page = booth.wait_for(OpenTillPage)
    page.field.setText("350.000")
    booth.press("Change the language")
    booth.wait_for_words("Buka kasir")

    assert booth.wait_for(OpenTillPage).field.text() == "350.000"


def test_the_bar_still_says_who_is_at_the_till_and_that_the_printer_is_off(booth: BoothWindow) -> None:
    said = booth.words()
    assert "Rini" in said
    open_page(booth)
    booth.press("Dark")

    booth.wait_for_words("Rini")
    booth.wait_for_words("Printer not tried yet")


def test_escape_goes_back_to_selling(booth: BoothWindow) -> None:
    open_page(booth)
    booth.key(Qt.Key.Key_Escape)
    booth.wait_for(SalePage)


def test_each_choice_is_made_by_the_keyboard(booth: BoothWindow) -> None:
    open_page(booth)
    for _ in range(20):
        booth.key(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractButton) and focus.text() == "100 %":
            break
    booth.key(Qt.Key.Key_Right)
    booth.wait(lambda: px(100) == 110)
    booth.key(Qt.Key.Key_Right)
    booth.wait(lambda: px(100) == 125)
    kept(booth, lambda s: s.text_scale, 125)


@pytest.mark.parametrize("language", ["en", "id"])
def test_at_the_largest_text_what_was_chosen_stays_in_sight(booth: BoothWindow, language: str) -> None:
    if language == "id":
        booth.press("Change the language")
    booth.flow.places.open(Place.SETTINGS)
    booth.press("175 %")
    booth.wait(lambda: px(100) == 175)
    shown = booth.wait_for(SettingsPage)
    shown.chosen.emit("hand", "left")

    hand = {"en": "Left hand", "id": "Tangan kiri"}[language]

    def is_in_sight() -> bool:
        (chip,) = [b for b in booth.shell.findChildren(QAbstractButton) if b.isVisible() and b.text() == hand]
        at = QRect(chip.mapTo(booth.shell, QPoint()), chip.size())
        return chip.isChecked() and booth.shell.rect().contains(at)

    booth.wait(is_in_sight)


def test_the_basket_lies_on_the_side_of_the_hand(booth: BoothWindow) -> None:
    def is_basket_left() -> bool:
        page = booth.sale_page
        return page.basket.geometry().right() < page.find_pane.geometry().left()

    assert not is_basket_left()
    open_page(booth)
    booth.press("Left hand")
    kept(booth, lambda s: s.hand, "left")
    booth.press("Back to selling")
    booth.wait_for(SalePage)
    booth.wait(is_basket_left)


def test_the_rules_are_set_in_the_window_once_a_supervisor_typed_a_pin(booth: BoothWindow) -> None:
    open_page(booth)
    booth.wait_for_words("No act needs two people.")
    booth.press("Change the rules…")
    booth.press("Void a sale")
    booth.press("up to 20 %")
    booth.press("is not sold")
    for is_left in (True, False):
        assert load_settings(booth.desk.home).rules == Rules()
        booth.press("Set the rules")  # by what was chosen, where nobody agreed to it before
        booth.wait_for_words("Changing the rules needs a second person")
        if is_left:
            booth.press("Cancel")
    booth.fill("PIN", "4321")
    booth.press("Agree")
    booth.wait_for_words("One alone may take off 20 % of a price at most.")
    assert "For two: Void a sale" in booth.words()
    assert "Printed textile is not sold." in booth.words()
    wanted = Rules(frozenset({Act.VOID}), 2_000, printing=False)
    assert load_settings(booth.desk.home).rules == wanted
    assert booth.register.desk.settings.rules == wanted  # from the next sale on


def test_a_supervisor_at_the_till_types_the_own_pin_again(open_booth: OpenBooth) -> None:
    booth = open_booth(cashier="Sari", pin="4321")
    booth.wait_for_sale_screen()
    open_page(booth)
    booth.press("Change the rules…")
    booth.press("Close the till")
    booth.press("Set the rules")
    booth.wait_for(ApprovalSheet)
    booth.fill("PIN", "4321")
    booth.press("Agree")
    booth.wait_for_words("For two: Close the till")
