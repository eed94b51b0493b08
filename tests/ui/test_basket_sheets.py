"""Sheets about the open basket: what they answer is for that basket and that line, and for no other."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from batikpos.domain.cart import PercentOff
from batikpos.domain.money import Rupiah
from batikpos.domain.tender import TenderKind
from batikpos.ui.booth.linesheets import LinePriceSheet, SizeSheet
from batikpos.ui.booth.opensheet import OpenSheet, StockSheet
from batikpos.ui.booth.payment import PaymentSheet
from batikpos.ui.booth.sheets import PriceSheet, QuestionSheet
from tests.ui.booth import BoothWindow

SHIRT, KEYRING, TUNIC = "TOM-KM-001-M", "KLS-GK-001", "WDJ-TN-001"
SHIFT = Qt.KeyboardModifier.ShiftModifier

ASKED: dict[str, Callable[[BoothWindow], object]] = {
    "discount": lambda booth: booth.press("Discount"),
    "price": lambda booth: booth.key(Qt.Key.Key_F6),
    "note": lambda booth: booth.key(Qt.Key.Key_F6, SHIFT),
    "size": lambda booth: booth.sale_page.asking.ask_size(booth.register.chosen),
    "more": lambda booth: booth.key(Qt.Key.Key_F4, SHIFT),
    "parked": lambda booth: booth.key(Qt.Key.Key_F5),
    "goods without a code": lambda booth: booth.sale_page.open_goods_asked.emit(""),
    "order": lambda booth: booth.sale_page.order_asked.emit(),
    "payment": lambda booth: booth.key(Qt.Key.Key_F8),
}


@pytest.mark.parametrize("asked", ASKED)
def test_nothing_is_asked_about_a_basket_that_is_being_sold(booth: BoothWindow, asked: str) -> None:
    booth.scan(TUNIC)
    booth.key(Qt.Key.Key_F4)
    booth.wait(lambda: bool(booth.register.parking.parked))
    booth.scan(KEYRING)
    with booth.busy_store():
        booth.key(Qt.Key.Key_F9)
        ASKED[asked](booth)
        assert booth.sheet is None
    booth.wait_for_sales(1)
    assert booth.sheet is None
    booth.scan(SHIRT)
    ASKED[asked](booth)
    assert booth.sheet is not None


def test_no_price_is_asked_while_another_basket_is_taken_up(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.key(Qt.Key.Key_F4)
    booth.wait(lambda: bool(booth.register.parking.parked))
    was = booth.register.parking.parked[0].sale_id
    booth.scan(TUNIC)
    with booth.busy_store():
        booth.register.recall(was)
        booth.key(Qt.Key.Key_F6)
        assert booth.sheet is None
    booth.wait(lambda: booth.cart.sale_id == was)
    booth.key(Qt.Key.Key_F6)
    assert isinstance(booth.sheet, LinePriceSheet)


def test_a_sheet_goes_with_its_basket_and_what_lies_over_it_too(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.press("Other payment…")
    booth.press("Cash")
    booth.fill("Amount", "100.000")
    booth.press("Add another payment")
    booth.key(Qt.Key.Key_Escape)
    assert isinstance(booth.sheet, QuestionSheet)
    booth.register.park()
    booth.wait(lambda: booth.cart.lines == ())
    assert booth.sheet is None
    assert not booth.sale_page.asking.is_open
    assert [tender.kind for tender in booth.register.parking.parked[0].basket.taken] == [TenderKind.CASH]


def test_a_sheet_about_a_line_goes_with_the_line_and_no_other_is_changed(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.scan(TUNIC)
    booth.sale_page.asking.ask_size(0)
    assert isinstance(booth.sheet, SizeSheet)
    booth.register.remove(0)
    assert booth.sheet is None
    booth.sale_page.asking.ask_size(0)
    booth.register.undo()  # the tunic is the second line again
    booth.press("3")
    booth.press("Done")
    assert booth.basket == {SHIRT: 1, TUNIC: 3}
    assert booth.sheet is None
    assert not booth.sale_page.asking.is_open


def test_what_a_sheet_answers_is_done_once_and_leaves_the_next_question_open(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.key(Qt.Key.Key_F6)
    sheet = booth.wait_for(LinePriceSheet)
    booth.press("Discount %")
    sheet.field.setText("5")
    booth.press("Done")
    assert booth.cart.lines[0].discount == PercentOff(500)
    assert not booth.sale_page.asking.is_open
    booth.press("Discount")
    assert isinstance(booth.sheet, PriceSheet)


def test_goods_that_are_taken_in_are_in_the_basket_before_its_payment_is_asked(booth: BoothWindow) -> None:
    booth.scan(KEYRING)
    booth.sale_page.open_goods_asked.emit("")
    booth.wait_for(OpenSheet)
    booth.fill("What is it?", "Dompet kecil")
    booth.fill("Price", "20000")
    booth.press("Take it into the catalogue…")
    booth.wait_for(StockSheet)
    with booth.busy_store():
        booth.press("Take it into the catalogue")
        booth.key(Qt.Key.Key_F8, SHIFT)
        booth.key(Qt.Key.Key_Escape)
        booth.key(Qt.Key.Key_F9)
        assert isinstance(booth.sheet, StockSheet)
    booth.wait_for_words("A03-T001")
    booth.press("Later")
    booth.wait(lambda: booth.sheet is None)
    assert booth.basket == {KEYRING: 1, "A03-T001": 1}
    booth.press("Other payment…")
    assert isinstance(booth.sheet, PaymentSheet)
    booth.press("Cash")
    booth.fill("Amount", "100.000")
    assert "70.000" in booth.words()
    booth.scan(TUNIC)  # the next buyer's
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert kept.sale.change == Rupiah(70_000)
    booth.wait(lambda: booth.basket == {TUNIC: 1})
