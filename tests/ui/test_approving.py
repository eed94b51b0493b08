"""A second person at the till: asked where the rules say so, never losing what is under the sheet."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from batikpos.domain.cart import PercentOff
from batikpos.settings import change_setting, load_settings, save_settings
from batikpos.ui.booth.flow import BoothFlow
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.sheets import ApprovalSheet
from batikpos.ui.booth.signin import SignInPage
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.numberpad import NumberPad
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth


@pytest.fixture
def ruled(open_booth: OpenBooth, home: Path) -> BoothWindow:
    """Open a booth whose fair lets two people void, and give more than 5 % off."""
    save_settings(home, replace(load_settings(home), second_person="void", discount_limit=5))
    booth = open_booth()
    booth.wait_for_sale_screen()
    return booth


def sell_one(booth: BoothWindow) -> str:
    """Sell one thing and return its nota's number."""
    booth.scan(booth.items(lambda item: item.stock > 1)[0].barcode)
    booth.press("Exact cash")
    return booth.wait_for_sales(1)[-1].sale.number


def ask_void(booth: BoothWindow) -> None:
    """Ask to void the last sale, until somebody else is asked for."""
    booth.press("Void")
    booth.press("Wrong item")
    booth.press("Void the sale")
    booth.wait_for_words("A second person must agree")


NAMES = (
    "Sari Wulandari",
    "Endang Lestari",
    "Joko Susilo",
    "Retno Dewi Kusumawardhani",
    "Bambang Haryanto",
    "Sri Wahyuni",
    "Paguyuban Perajin Batik Tulis Warna Alam Sidomukti",
    "Agus",
    "Dewi",
    "Tri",
)


def is_pad_whole(booth: BoothWindow, pin: QLineEdit) -> bool:
    """Say whether all keys of the pad are seen whole, and the field of the PIN."""
    (pad,) = (pad for pad in booth.shell.findChildren(NumberPad) if pad.isVisible())
    parts: list[QWidget] = [*pad.findChildren(Button), pin]
    return all(part.visibleRegion().boundingRect() == part.rect() for part in parts)


@pytest.mark.parametrize("count", [3, 6, 10])
def test_many_second_persons_leave_the_pad_whole(ruled: BoothWindow, count: int) -> None:
    ruled.shell.resize(1366, 768)
    desk = ruled.register.desk
    cashier, second = desk.people
    ruled.register.take_settings(
        replace(desk, people=(cashier, *(replace(second, name=name) for name in NAMES[:count])))
    )
    sell_one(ruled)
    ask_void(ruled)
    sheet = ruled.wait_for(ApprovalSheet)
    ruled.wait(lambda: is_pad_whole(ruled, sheet.pin))
    ruled.press("Joko Susilo")
    assert sheet._names.name == "Joko Susilo"


@pytest.mark.parametrize("count", [6, 10])
def test_many_people_leave_the_pad_of_signing_in_whole(ruled: BoothWindow, count: int) -> None:
    ruled.shell.resize(1366, 768)
    stage = ruled.flow.stage
    stage.desk = replace(
        stage.desk, people=tuple(replace(stage.desk.people[0], name=name) for name in NAMES[:count])
    )
    ruled.flow._show_sign_in()
    page = ruled.wait_for(SignInPage)
    ruled.wait(lambda: is_pad_whole(ruled, page.pin))
    chips = [chip for chip in page._names.findChildren(Button) if not chip.visibleRegion().isEmpty()]
    assert len(chips) == min(count, 8)
    assert all(chip.visibleRegion().boundingRect() == chip.rect() for chip in chips)
    ruled.press("Joko Susilo")
    assert page._names.name == "Joko Susilo"


def test_what_does_not_fit_on_the_sheet_is_read_to_its_end_before_a_pin_is_taken(ruled: BoothWindow) -> None:
    ruled.shell.resize(1093, 535)
    cheap = ruled.items(lambda item: item.stock > 0)[:25]
    for item in cheap:
        ruled.register.scan(item.barcode)
    ruled.register.discount_all(PercentOff(1000))
    ruled.press("Exact cash")
    sheet = ruled.wait_for(ApprovalSheet)
    ruled.wait(lambda: not sheet.pin.isEnabled())
    ruled.key(Qt.Key.Key_4)
    assert sheet.pin.text() == ""
    pressed = 0
    while not sheet.pin.isEnabled():
        ruled.press("Read on")
        pressed += 1
    assert pressed > 1
    assert len(ruled.sales()) == 0
    ruled.fill("PIN", "4321")
    ruled.press("Agree")
    (sold,) = ruled.wait_for_sales(1)
    assert (len(sold.sale.lines), sold.sale.approver) == (25, "Sari")


def test_a_void_by_the_rules_keeps_both_names(ruled: BoothWindow) -> None:
    number = sell_one(ruled)
    ask_void(ruled)
    assert "Voiding a sale needs a second person" in ruled.words()
    assert len(ruled.sales()) == 1
    ruled.fill("PIN", "4321")
    ruled.press("Agree")
    void = ruled.wait_for_sales(2)[-1].sale
    assert (void.reverses, void.cashier, void.approver) == (number, "Rini", "Sari")
    assert ruled.sheet is None


def test_a_wrong_pin_is_said_under_the_field_and_asked_for_again(ruled: BoothWindow) -> None:
    sell_one(ruled)
    ask_void(ruled)
    for _ in range(3):
        ruled.fill("PIN", "9999")
        ruled.press("Agree")
        ruled.wait(lambda: field(ruled).text() == "")
        assert "The PIN of Sari is not right" in ruled.words()
    ruled.fill("PIN", "4321")
    ruled.press("Agree")
    ruled.wait_for_words("Too many wrong PINs of Sari. Wait")
    assert len(ruled.sales()) == 1


def test_whoever_goes_back_instead_has_the_basket_as_it_was(ruled: BoothWindow) -> None:
    item = ruled.items(lambda i: i.stock > 1)[0]
    ruled.scan(item.barcode)
    ruled.register.discount_line(0, PercentOff(600))
    ruled.press("Exact cash")
    ruled.wait_for_words("A discount this high needs a second person")
    ruled.press("Cancel")
    assert ruled.basket == {item.sku: 1}
    assert ruled.sales() == ()
    ruled.press("Exact cash")
    ruled.wait_for_words("A second person must agree")
    ruled.fill("PIN", "4321")
    ruled.press("Agree")
    sale = ruled.wait_for_sales(1)[-1].sale
    assert (sale.cashier, sale.approver) == ("Rini", "Sari")


def test_a_discount_up_to_the_limit_needs_nobody(ruled: BoothWindow) -> None:
    ruled.scan(ruled.items(lambda i: i.stock > 1)[0].barcode)
    ruled.register.discount_line(0, PercentOff(500))
    ruled.press("Exact cash")
    assert ruled.wait_for_sales(1)[-1].sale.approver == ""


def change_cashier(booth: BoothWindow) -> SignInPage:
    """Let somebody else come to the till."""
    booth.press("Menu")
    booth.press("Change the cashier")
    return booth.wait_for(SignInPage)


def test_a_rule_that_another_program_sets_holds_for_the_next_sale(booth: BoothWindow, home: Path) -> None:
    change_setting(home, "discount_limit", "5")
    booth.wait(lambda: booth.register.desk.settings.discount_limit == 5)  # within a second
    booth.scan(booth.items(lambda item: item.stock > 1)[0].barcode)
    booth.register.discount_all(PercentOff(1000))
    booth.press("Exact cash")
    booth.wait_for(ApprovalSheet)
    assert booth.sales() == ()


def test_another_cashier_goes_on_with_the_open_till_and_the_basket(booth: BoothWindow) -> None:
    item = booth.items(lambda i: i.stock > 1)[0]
    booth.scan(item.barcode)
    change_cashier(booth)
    booth.press("Sari")
    booth.fill("PIN", "4321")
    booth.press("Sign in")
    booth.wait_for(SalePage)
    assert booth.basket == {item.sku: 1}
    booth.press("Exact cash")
    assert booth.wait_for_sales(1)[-1].sale.cashier == "Sari"


def test_between_two_cashiers_nothing_is_reached_without_a_pin(booth: BoothWindow) -> None:
    change_cashier(booth)
    flow: BoothFlow = booth.flow
    flow.bar.printer_asked.emit()
    flow.bar.menu_asked.emit()
    flow.bar.close_asked.emit()
    flow.bar.language_asked.emit()
    assert booth.page(SignInPage) is not None
    assert not flow.bar.cashier.isVisible()


def field(booth: BoothWindow) -> QLineEdit:
    """Return the field of the PIN."""
    assert booth.sheet is not None
    return booth.sheet.findChildren(QLineEdit)[0]
