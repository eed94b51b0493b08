"""A scan goes somewhere wherever it comes: into the basket, behind a question, into the next basket; once."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from batikpos.domain.catalogue import Item
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.quantity import Unit
from batikpos.services.disk import Room
from batikpos.services.till import close_till
from batikpos.store.orders import list_orders
from batikpos.ui.booth.counting import CountPage
from batikpos.ui.booth.menu import MenuPage, Place
from batikpos.ui.booth.ordersheet import OrderSheet
from batikpos.ui.booth.payment import PaymentSheet
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.sheets import ReasonSheet
from batikpos.ui.booth.signin import OpenTillPage, SignInPage
from tests.shop import SHIRT
from tests.ui.booth import FAST, BoothWindow
from tests.ui.conftest import OpenBooth
from tests.ui.test_history import look_back
from tests.ui.test_orders import open_orders, order

PAGES = (Place.CASH, Place.PROMOTIONS, Place.CHECK, Place.PRINTER, Place.SETTINGS)


def pieces(booth: BoothWindow) -> list[Item]:
    """List goods sold by the piece of which there are some."""
    return booth.items(lambda item: item.unit is Unit.PIECE and item.stock >= 5)


def press_f9(booth: BoothWindow) -> None:
    """Press F9 as fast as a machine can, without waiting for anything."""
    booth.now += FAST
    QTest.keyClick(booth.shell.windowHandle(), Qt.Key.Key_F9)


@pytest.mark.parametrize("place", PAGES)
def test_a_scan_on_a_page_that_takes_none_goes_into_the_basket_and_is_said(
    booth: BoothWindow, place: Place
) -> None:
    item = pieces(booth)[0]
    booth.flow.places.open(place)
    booth.wait(lambda: booth.page(SalePage) is None)
    booth.scan(item.barcode)

    assert booth.basket == {item.sku: 1}
    booth.wait_for_words(f"In the basket: {item.title('en')}")


def test_a_scan_over_a_page_while_a_sale_is_written_is_said_to_wait(booth: BoothWindow) -> None:
    first, second = pieces(booth)[:2]
    booth.scan(first.barcode)
    with booth.busy_store():
        booth.register.pay_key(0)
        booth.flow.places.open_menu()
        booth.wait_for(MenuPage)
        booth.scan(second.barcode)
        booth.wait_for_words(f"“{second.title('en')}” waits for the next basket")
    booth.wait_for_sales(1)
    booth.wait(lambda: booth.basket == {second.sku: 1})


def test_a_scan_on_the_menu_that_nobody_knows_is_said(booth: BoothWindow) -> None:
    booth.press("Menu")
    booth.wait_for(MenuPage)
    booth.scan("2999999999999")
    booth.wait_for_words("2999999999999")
    assert booth.basket == {}


def test_what_was_said_of_a_scan_goes_with_the_page(booth: BoothWindow) -> None:
    booth.press("Menu")
    menu = booth.wait_for(MenuPage)
    booth.scan("2999999999999")
    booth.wait_for_words("2999999999999")
    menu.left.emit()
    booth.wait_for_sale_screen()
    booth.wait(lambda: "2999999999999" not in booth.words())


def test_a_scan_while_the_drawer_is_counted_is_refused_with_a_word(booth: BoothWindow) -> None:
    item = pieces(booth)[0]
    booth.press("Close the till")
    count = booth.wait_for(CountPage)
    booth.scan(item.barcode)
    booth.wait_for_words("The drawer is being counted.")
    assert booth.basket == {}

    count.left.emit()
    booth.wait_for_sale_screen()
    booth.scan(item.barcode)
    assert booth.basket == {item.sku: 1}


def test_before_the_till_is_open_a_scan_is_refused_with_a_word(open_booth: OpenBooth) -> None:
    booth = open_booth(float_=None)
    booth.wait_for(OpenTillPage)
    booth.scan(booth.items()[0].barcode)
    booth.wait_for_words("The till is closed.")
    assert booth.basket == {}


def test_while_nobody_is_signed_in_a_scan_is_refused_with_a_word(open_booth: OpenBooth) -> None:
    booth = open_booth(pin="")
    booth.wait_for(SignInPage)
    booth.scan(booth.items()[0].barcode)
    booth.wait_for_words("Nobody is signed in.")


def test_scans_over_a_sheet_wait_and_go_in_once_when_it_closes(booth: BoothWindow) -> None:
    first, second, third = pieces(booth)[:3]
    booth.scan(first.barcode)
    booth.press("1")
    for item in (second, third, second):
        booth.scan(item.barcode)
    booth.wait_for_words(f"“{second.title('en')}” goes into the basket when this is answered.")
    assert booth.basket == {first.sku: 1}

    booth.press("Done")
    booth.wait(lambda: booth.sheet is None)
    booth.wait(lambda: booth.basket == {first.sku: 1, second.sku: 2, third.sku: 1})


def test_a_scan_during_a_payment_goes_into_the_next_basket(booth: BoothWindow) -> None:
    first, second = pieces(booth)[:2]
    booth.scan(first.barcode)
    booth.press("QRIS  (F8)")
    booth.scan(second.barcode)
    booth.wait_for_words(f"“{second.title('en')}” goes into the next basket")
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)

    assert [line.sku for line in kept.sale.lines] == [first.sku]
    booth.wait(lambda: booth.sheet is None)
    booth.wait(lambda: booth.basket == {second.sku: 1})


def test_a_scan_during_a_payment_that_is_left_goes_into_this_basket(booth: BoothWindow) -> None:
    first, second = pieces(booth)[:2]
    booth.scan(first.barcode)
    booth.press("QRIS  (F8)")
    booth.scan(second.barcode)
    booth.press("Cancel")
    booth.wait(lambda: booth.sheet is None)
    booth.wait(lambda: booth.basket == {first.sku: 1, second.sku: 1})


def test_a_scan_while_a_second_person_is_asked_for_a_sale_goes_into_the_next_basket(
    booth: BoothWindow,
) -> None:
    first, second = [item for item in pieces(booth) if item.floor > ZERO][:2]
    booth.scan(first.barcode)
    booth.register.agree(0, first.floor - Rupiah(1_000))
    booth.key(Qt.Key.Key_F9)
    booth.wait(lambda: booth.sheet is not None)
    booth.scan(second.barcode)
    booth.fill("PIN", "4321")
    booth.press("Agree")
    (kept,) = booth.wait_for_sales(1)
    assert [line.sku for line in kept.sale.lines] == [first.sku]
    booth.wait(lambda: booth.basket == {second.sku: 1})


def test_a_scan_over_the_menu_of_the_basket_is_no_part_of_what_is_emptied(booth: BoothWindow) -> None:
    first, second = pieces(booth)[:2]
    booth.scan(first.barcode)
    booth.press("More for this basket")
    booth.scan(second.barcode)
    booth.press("Empty the basket Undo fills it again")
    booth.wait(lambda: booth.basket == {second.sku: 1})


def test_a_scan_while_an_order_is_taken_is_no_part_of_it(booth: BoothWindow) -> None:
    first, second = pieces(booth)[:2]
    booth.scan(first.barcode)
    booth.sale_page.order_asked.emit()
    booth.wait_for(OrderSheet)
    booth.scan(second.barcode)
    booth.fill("Customer", "Bu Tejo")
    booth.press("5")
    booth.press("000")
    booth.press("To the payment")
    booth.wait_for(PaymentSheet)
    booth.press("Paid")
    booth.wait(lambda: booth.basket == {second.sku: 1})
    with booth.desk.store.reading() as tx:
        (kept,) = list_orders(tx)
    assert [line.sku for line in kept.order.lines] == [first.sku]


def test_a_code_nobody_knows_is_said_on_the_sheet(booth: BoothWindow) -> None:
    booth.scan(pieces(booth)[0].barcode)
    booth.press("QRIS  (F8)")
    booth.scan("2999999999999")
    sheet = booth.sheet
    assert sheet is not None
    assert "2999999999999" in sheet._fault.text()


def test_a_scan_over_a_sheet_of_the_history_is_looked_for_afterwards(booth: BoothWindow) -> None:
    item = pieces(booth)[0]
    booth.scan(item.barcode)
    booth.key(Qt.Key.Key_F9)
    (kept,) = booth.wait_for_sales(1)
    page = look_back(booth)
    booth.press("Void")
    booth.scan(kept.sale.number)
    booth.wait_for_words("is looked for when this is answered")
    booth.press("Leave it as it is")
    booth.wait(lambda: page.field.text() == kept.sale.number)


def test_a_scan_while_an_order_is_picked_up_goes_into_the_basket_and_is_said(booth: BoothWindow) -> None:
    item = pieces(booth)[0]
    number = order(booth, "Bu Tejo")
    page = open_orders(booth)
    booth.press("Pick up")
    booth.wait_for(PaymentSheet)
    booth.scan(item.barcode)
    booth.wait_for_words(f"“{item.title('en')}” goes into the basket, not into this order.")
    booth.scan(number)
    booth.wait_for_words(f"{number} is looked for when this is answered.")
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert [line.sku for line in kept.sale.lines] == [SHIRT]
    assert booth.basket == {item.sku: 1}
    booth.wait(lambda: page.field.text() == number)


def test_a_scan_while_an_order_is_picked_up_that_finds_no_room_says_so_on_the_sheet(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    order(booth, "Bu Tejo")
    open_orders(booth)
    booth.press("Pick up")
    sheet = booth.wait_for(PaymentSheet)
    monkeypatch.setattr("batikpos.services.disk.look_at_room", lambda _home: Room.NONE)
    booth.scan(pieces(booth)[0].barcode)
    assert booth.basket == {}
    assert "is full. Nothing new is sold" in sheet._fault.text()


def test_a_scan_over_a_sheet_of_the_orders_goes_into_no_basket_while_the_till_is_closed(
    booth: BoothWindow,
) -> None:
    order(booth, "Bu Tejo")
    close_till(booth.desk, {100_000: 6}, cashier="Rini", now=datetime.now(UTC))
    booth.flow._till_closed()
    open_orders(booth)
    booth.press("Cancel the order")
    sheet = booth.wait_for(ReasonSheet)
    booth.scan(pieces(booth)[0].barcode)
    booth.wait(lambda: "The till is closed." in sheet._fault.text())
    assert booth.basket == {}
    assert "goes into the basket" not in booth.words()


@pytest.mark.parametrize("is_store_slow", [False, True])
def test_scan_and_f9_without_a_gap_make_a_sale_each(booth: BoothWindow, *, is_store_slow: bool) -> None:
    goods = [pieces(booth)[n % 3] for n in range(10)]

    def go() -> None:
        for item in goods:
            booth.scan(item.barcode)
            press_f9(booth)

    if is_store_slow:
        with booth.busy_store():
            go()
    else:
        go()
    sales = booth.wait_for_sales(10)

    assert [[line.sku for line in kept.sale.lines] for kept in sales] == [[item.sku] for item in goods]
    assert booth.basket == {}


def test_a_pay_key_pressed_again_pays_nothing_that_came_after_it(booth: BoothWindow) -> None:
    first, second = pieces(booth)[:2]
    booth.scan(first.barcode)
    with booth.busy_store():
        booth.register.pay_key(0)
        booth.register.pay_key(0)
        booth.scan(second.barcode)
    booth.wait_for_sales(1)
    assert len(booth.sales()) == 1
    booth.wait(lambda: booth.basket == {second.sku: 1})


def test_where_a_sale_is_not_made_what_waited_behind_it_is_not_paid_unseen(booth: BoothWindow) -> None:
    rare = next(i for i in booth.items() if i.unit is Unit.PIECE and i.stock == 1)
    other = pieces(booth)[0]
    booth.scan(rare.barcode)
    booth.scan(rare.barcode)
    with booth.busy_store():
        booth.register.pay_key(0)
        booth.scan(other.barcode)
        booth.register.pay_key(0)
    booth.wait(lambda: booth.sheet is not None)
    booth.press("Cancel")
    booth.wait(lambda: booth.sheet is None)
    assert booth.sales() == ()
    booth.wait_for_words("For the next basket wait:")
    assert booth.basket == {rare.sku: 2}
    booth.press("Add to this basket")
    booth.wait(lambda: booth.basket == {rare.sku: 2, other.sku: 1})
    assert booth.sales() == ()
