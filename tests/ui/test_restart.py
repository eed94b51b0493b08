"""After a crash: the open basket is there again, and what was sold is shown."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from batikpos.commands.demo import CASHIER
from batikpos.domain.cart import PercentOff
from batikpos.domain.money import Rupiah
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.baskets import OpenBasket, find_open_basket
from batikpos.services.checkout import complete_sale
from batikpos.store.printjobs import JobKind, list_jobs
from tests.shop import KEYRING, SHIRT
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth
from tests.ui.test_orders import begin_order, orders


def fill_and_crash(open_booth: OpenBooth) -> BoothWindow:
    """Put something into a basket, and let the window stand there as a crash leaves the store."""
    booth = open_booth()
    booth.wait_for_sale_screen()
    for item in booth.items()[:2]:
        booth.scan(item.barcode)
    booth.register.agree(0, Rupiah(booth.cart.lines[0].item.price.amount - 5_000))
    booth.register.discount_line(1, PercentOff(1000))
    booth.register.step(0, 1)
    booth.wait(lambda: find_open_basket(booth.desk) == OpenBasket(booth.cart))
    return booth


def test_the_open_basket_is_there_again_and_is_sold_once(open_booth: OpenBooth) -> None:
    crashed = fill_and_crash(open_booth)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    assert booth.cart == crashed.cart
    assert str(booth.cart.net) in booth.words()

    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    booth.wait(lambda: not booth.cart.lines)
    assert find_open_basket(booth.desk) is None
    crashed.register.pay_key(0)  # the same basket once more, as a retry would
    crashed.wait(lambda: not crashed.cart.lines)
    assert len(booth.sales()) == 1


def test_an_emptied_basket_stays_empty(open_booth: OpenBooth) -> None:
    crashed = fill_and_crash(open_booth)
    crashed.register.remove(1)
    crashed.register.remove(0)
    crashed.wait(lambda: find_open_basket(crashed.desk) is None)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    assert not booth.cart.lines


def test_what_was_sold_but_never_shown_is_shown(open_booth: OpenBooth, home: Path) -> None:
    crashed = fill_and_crash(open_booth)
    cash = (Tender(TenderKind.CASH, crashed.cart.net),)
    sold = complete_sale(crashed.desk, crashed.cart, cash, cashier=CASHIER, now=datetime.now(UTC))
    (home / "printer.bin").mkdir()  # the printer takes nothing

    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    assert not booth.cart.lines
    assert (
        f"Last {sold.kept.sale.total.bare()}\n{sold.kept.sale.number}\nnota not printed yet" in booth.words()
    )
    booth.press("Void")
    booth.wait(lambda: booth.sheet is not None)


def test_the_last_sale_is_still_shown_in_the_other_language(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    booth.key(Qt.Key.Key_F9)
    (kept,) = booth.wait_for_sales(1)
    booth.wait(lambda: not booth.cart.lines)
    booth.press(booth.flow.bar.language.accessibleName())
    booth.wait(lambda: "Uang pas" in booth.words())
    assert kept.sale.number in booth.words()


@pytest.mark.parametrize("look", ["the other language", "the menu"])
def test_the_change_is_still_shown_large_when_the_page_was_built_anew(booth: BoothWindow, look: str) -> None:
    booth.scan(SHIRT)
    booth.register.pay_key(1)
    booth.wait_for_sales(1)
    booth.wait_for_words("Change 5.000")
    said, word = "Kembalian 5.000", "Kembalian"
    if look == "the menu":
        said, word = "Change 5.000", "Change"
        booth.press("Menu")
        booth.press("Back to selling")
        booth.wait_for_sale_screen()
    else:
        booth.press(booth.flow.bar.language.accessibleName())
    booth.wait_for_words(said)
    sign = booth.sale_page.basket._sold
    assert (sign._word.text(), sign._big.text(), sign.isVisible()) == (word, "Rp5.000", True)
    booth.scan(KEYRING)
    booth.wait(lambda: not sign.isVisible())


def test_the_change_of_a_day_that_is_over_is_not_shown_again(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.register.pay_key(1)
    booth.wait_for_sales(1)
    booth.flow._till_closed()
    booth.flow.sale_desk.show()
    booth.wait_for_words("Ready to sell")
    assert not {"5.000", "Last 395.000"} & set(booth.words().split("\n"))


def test_a_basket_that_is_there_again_is_said_and_its_last_line_is_open(open_booth: OpenBooth) -> None:
    fill_and_crash(open_booth)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.wait_for_words("The basket is there again: 2 lines.")
    booth.key(Qt.Key.Key_Delete)
    assert len(booth.cart.lines) == 1


def test_an_empty_basket_is_not_spoken_of(booth: BoothWindow) -> None:
    """The control."""
    assert "The basket is there again" not in booth.words()


def test_behind_a_start_the_paper_of_an_order_is_the_last_one_until_something_is_sold(
    open_booth: OpenBooth,
) -> None:
    booth = open_booth()
    booth.wait_for_sale_screen()
    booth.scan(SHIRT)
    booth.press("Exact cash")
    booth.wait_for_sales(1)
    begin_order(booth, "150.000")
    booth.press("Paid")
    booth.wait(lambda: len(orders(booth)) == 1)
    number = orders(booth)[0].order.number

    again = open_booth(float_=None)
    again.wait_for_sale_screen()
    again.wait_for_words(f"Paid down 150.000\n{number}")
    again.key(Qt.Key.Key_F7)
    again.wait_for_store()
    with again.desk.store.reading() as tx:
        assert [job.sale for job in list_jobs(tx) if job.kind is JobKind.COPY] == [number]
    again.scan(SHIRT)
    again.press("Exact cash")
    again.wait_for_sales(2)

    last = open_booth(float_=None)
    last.wait_for_sale_screen()
    last.wait(last.button("Void").isEnabled)
    assert number not in last.words()
