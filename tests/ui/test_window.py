"""The window around it all: signing in, opening the till, the language, and names for a screen reader."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from batikpos.domain.money import Rupiah
from batikpos.services.till import show_till
from batikpos.settings import load_settings, save_settings
from batikpos.ui.booth.closing import ClosedPage
from batikpos.ui.booth.counting import CountedPage, CountPage
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.signin import OpenTillPage, SignInPage
from batikpos.ui.widgets.guide import Guide
from tests.ui.booth import PIN, BoothWindow
from tests.ui.conftest import OpenBooth


def test_a_wrong_pin_is_said_and_the_right_one_signs_in(open_booth: OpenBooth) -> None:
    booth = open_booth(cashier="", pin="")
    booth.wait_for(SignInPage)
    booth.press("Rini")
    booth.fill("PIN", "9999")
    booth.press("Sign in")
    booth.wait_for_words("The PIN of Rini is not right")
    assert booth.page(SalePage) is None

    booth.fill("PIN", "1234")
    booth.key(Qt.Key.Key_Return)
    booth.wait_for_sale_screen()
    assert booth.register.cashier.name == "Rini"


def test_a_wrong_pin_from_the_command_line_asks_who_it_is(open_booth: OpenBooth) -> None:
    booth = open_booth(pin="9999")
    booth.wait_for(SignInPage)

    assert "The PIN of Rini is not right" in booth.words()


@pytest.mark.parametrize("page", [SignInPage, OpenTillPage])
def test_on_the_smallest_screen_no_button_is_cut_or_lies_over_another(
    open_booth: OpenBooth, page: type[SignInPage | OpenTillPage]
) -> None:
    booth = open_booth(float_=None, pin="" if page is SignInPage else PIN)
    booth.shell.resize(booth.shell.minimumSize())
    shown = booth.wait_for(page)
    shown.say("The PIN of Rini is not right, or Rini is not enrolled here. Try again.")

    def is_laid_out() -> bool:
        places = [
            QRect(button.mapTo(shown, QPoint()), button.size())
            for button in shown.findChildren(QAbstractButton)
            if button.isVisible()
        ]
        assert len(places) > len("0123456789")
        return all(shown.rect().contains(place) for place in places) and not any(
            one.intersects(other) for one, other in combinations(places, 2)
        )

    booth.wait(is_laid_out)


def test_a_pin_is_never_shown(open_booth: OpenBooth) -> None:
    booth = open_booth(cashier="", pin="")
    page = booth.wait_for(SignInPage)
    for digit in "1234":
        booth.press(digit)

    assert page.pin.text() == "1234"
    assert page.pin.echoMode() is QLineEdit.EchoMode.Password


def test_a_closed_till_is_opened_with_its_float_first(open_booth: OpenBooth) -> None:
    booth = open_booth(float_=None)
    booth.wait_for(OpenTillPage)
    booth.fill("Float", "abc")
    booth.press("Open the till")
    assert booth.page(OpenTillPage) is not None

    booth.press("200.000")
    booth.press("Open the till")
    booth.wait_for_sale_screen()
    till = show_till(booth.desk)
    assert till is not None
    assert till.float_ == Rupiah(200_000)


def test_the_other_language_keeps_the_basket(booth: BoothWindow) -> None:
    item = booth.items(lambda i: bool(i.name_en))[0]
    booth.scan(item.barcode)
    booth.scan(item.barcode)
    sale_id = booth.cart.sale_id
    assert "2 items" in booth.words()

    booth.press("Change the language")
    booth.wait_for_words("2 barang")
    assert "items" not in booth.words()
    booth.wait_for_words(item.name)
    assert booth.basket == {item.sku: 2}
    assert booth.cart.sale_id == sale_id

    booth.key(Qt.Key.Key_F9)
    (kept,) = booth.wait_for_sales(1)
    assert kept.sale.language == "id"
    booth.wait(lambda: load_settings(booth.desk.home).language == "id")


def test_the_kinds_of_goods_speak_the_chosen_language(booth: BoothWindow) -> None:
    assert "Long cloth" in booth.words()
    booth.press("Change the language")
    booth.wait_for_words("Kain panjang")
    assert "Long cloth" not in booth.words()


def test_f1_shows_the_keys_and_any_way_out_leaves_the_basket(booth: BoothWindow) -> None:
    item = booth.items()[0]
    booth.scan(item.barcode)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        booth.key(Qt.Key.Key_F1)
        booth.wait_for(Guide)
        booth.key(Qt.Key.Key_F1)
        booth.wait_for_words("Pay the exact amount in cash")
        booth.key(key)
        booth.wait(lambda: booth.sheet is None)
    assert booth.basket == {item.sku: 1}
    assert booth.sales() == ()


def test_a_scan_after_the_other_language_counts_once(booth: BoothWindow) -> None:
    item = booth.items()[0]
    for _ in range(2):
        booth.press(booth.flow.bar.language.accessibleName())
        booth.wait_for_sale_screen()
    booth.scan(item.barcode)

    assert booth.basket == {item.sku: 1}


def nameless(booth: BoothWindow) -> list[str]:
    """List the controls in the window that a screen reader would have no name for."""
    controls: list[QAbstractButton | QLineEdit] = [
        *(b for b in booth.shell.findChildren(QAbstractButton) if b.isVisible()),
        *(f for f in booth.shell.findChildren(QLineEdit) if f.isVisible()),
    ]
    said = [(c, c.accessibleName() or (c.text() if isinstance(c, QAbstractButton) else "")) for c in controls]
    return [
        f"{type(c).__name__} {c.objectName()} in {type(c.parent()).__name__}"
        for c, name in said
        if not any(letter.isalnum() for letter in name)
    ]


def test_every_control_of_every_page_has_a_name(open_booth: OpenBooth) -> None:
    booth = open_booth(cashier="", pin="", float_=None)
    booth.wait_for(SignInPage)
    assert nameless(booth) == []

    booth.press("Rini")
    booth.fill("PIN", "1234")
    booth.press("Sign in")
    booth.wait_for(OpenTillPage)
    assert nameless(booth) == []

    booth.press("200.000")
    booth.press("Open the till")
    booth.wait_for_sale_screen()
    booth.scan("9999999999999")
    assert nameless(booth) == []

    booth.scan(booth.items()[0].barcode)
    assert nameless(booth) == []

    booth.press("Exact cash")
    booth.wait_for_sales(1)
    booth.press("Close the till")
    booth.wait_for(CountPage)
    assert nameless(booth) == []

    booth.fill("100.000", "9")
    booth.press("Confirm the count")
    booth.wait_for(CountedPage)
    assert nameless(booth) == []
    booth.press("Close the till")
    booth.wait_for(ClosedPage)
    assert nameless(booth) == []


OPENINGS: list[tuple[str, Callable[[BoothWindow], None]]] = [
    ("quantity", lambda booth: booth.press("1")),
    ("price", lambda booth: booth.press("Price")),
    ("discount", lambda booth: booth.press("Discount")),
    ("QRIS", lambda booth: booth.press("QRIS  (F8)")),
    ("other payment", lambda booth: booth.press("Other payment…")),
]


@pytest.mark.parametrize(("name", "open_"), OPENINGS, ids=[name for name, _ in OPENINGS])
def test_every_control_of_every_sheet_has_a_name(
    booth: BoothWindow, name: str, open_: Callable[[BoothWindow], None]
) -> None:
    booth.scan(booth.items()[0].barcode)
    open_(booth)

    assert booth.sheet is not None, name
    assert nameless(booth) == []
    booth.key(Qt.Key.Key_Escape)
    booth.wait(lambda: booth.sheet is None)


def test_the_bar_says_whether_the_printer_takes_paper(open_booth: OpenBooth, home: Path) -> None:
    save_settings(home, replace(load_settings(home), printer=f"file:{home / 'nowhere' / 'printer.bin'}"))
    booth = open_booth()
    booth.wait_for_sale_screen()
    booth.scan(booth.items()[0].barcode)
    booth.press("Exact cash")
    (kept,) = booth.wait_for_sales(1)

    booth.wait_for_words("Printer off")
    booth.wait_for_words(f"{kept.sale.number}\nwaits for the printer")


def test_the_cashiers_name_leads_to_changing_the_cashier(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    basket = booth.basket
    booth.press("Rini")
    booth.wait_for(SignInPage)
    booth.press("Sari")
    booth.fill("PIN", "4321")
    booth.press("Sign in")
    booth.wait_for_sale_screen()
    assert (booth.register.cashier.name, booth.basket) == ("Sari", basket)


def test_the_cashier_is_not_changed_in_the_middle_of_a_count(booth: BoothWindow) -> None:
    booth.press("Close the till")
    page = booth.wait_for(CountPage)
    booth.press("Rini")
    booth.wait_for_words("The drawer is being counted. Go back to selling, then change the cashier.")
    assert booth.page(CountPage) is page
