"""Looking payments up: the list from the menu and from the close, one tap each, counted down."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from batikpos.domain.cart import CartLine
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Unit
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.orders import take_order
from batikpos.store.checks import list_checked
from batikpos.ui.booth.checkpage import CheckPage
from batikpos.ui.booth.closing import CountedPage, CountPage
from batikpos.ui.booth.sale import SalePage
from tests.shop import basket
from tests.ui.booth import BoothWindow


@pytest.fixture
def sold(booth: BoothWindow) -> BoothWindow:
    """Sell two pieces, one by QRIS and one by QRIS and transfer."""
    one, two = booth.items(lambda i: i.unit is Unit.PIECE and i.stock > 1)[:2]
    part = Rupiah(50_000)
    paid = {
        one: (Tender(TenderKind.QRIS, one.price),),
        two: (Tender(TenderKind.QRIS, part), Tender(TenderKind.TRANSFER, two.price - part, "BCA 4821")),
    }
    for n, (item, tenders) in enumerate(paid.items(), 1):
        booth.scan(item.barcode)
        booth.register.pay(tenders)
        booth.wait_for_sales(n)
    return booth


def checked(booth: BoothWindow) -> int:
    """Count what was marked."""
    with booth.desk.store.reading() as tx:
        return len(list_checked(tx))


def test_the_list_is_in_the_menu_and_one_tap_marks(sold: BoothWindow) -> None:
    total = sum(kept.sale.total.amount for kept in sold.sales())
    sold.press("Menu")
    sold.press("Check QRIS and transfers look them up in the app, mark what came in")
    sold.wait_for(CheckPage)
    sold.wait_for_words(f"3 payments, {Rupiah(total)}, are not checked yet")
    sold.wait_for_words("Transfer · ref. BCA 4821")
    for left in (2, 1, 0):
        sold.press("I saw it come in")
        sold.wait(lambda: len(sold._buttons("I saw it come in")) == left)  # noqa: B023 - waited for here
    sold.wait_for_words("✓ Every payment by QRIS and transfer is checked.")
    assert checked(sold) == 3
    sold.key(Qt.Key.Key_Escape)
    sold.wait_for(SalePage)


def test_the_close_counts_what_is_unchecked_and_is_not_held_up(sold: BoothWindow) -> None:
    sold.press("Close the till")
    page = sold.wait_for(CountPage)
    page._grid._fields[100_000].setText("5")
    sold.press("3 not checked yet")
    sold.wait_for(CheckPage)
    sold.press("I saw it come in")
    sold.wait(lambda: checked(sold) == 1)
    sold.press("Back")
    sold.wait_for_words("2 not checked yet")
    page = sold.wait_for(CountPage)
    assert page.counts()[100_000] == 5
    sold.press("Confirm the count")
    sold.wait_for(CountedPage)
    sold.press("Close the till")
    sold.wait_for_words("The till is closed")


def test_what_was_paid_down_for_an_order_is_in_the_list_and_counted_at_the_close(booth: BoothWindow) -> None:
    item = booth.items(lambda i: i.unit is Unit.PIECE)[0]
    down, now = (Tender(TenderKind.QRIS, Rupiah(5_000), "77"),), datetime.now(UTC)
    cart, due = basket(CartLine(item, item.quantity(1))), now.date() + timedelta(days=30)
    take_order(booth.desk, cart, down, customer="Bu Tejo", due=due, cashier="Rini", now=now)
    booth.press("Close the till")
    booth.press("1 not checked yet")
    booth.wait_for(CheckPage)
    booth.wait_for_words("QRIS · Down payment · ref. 77")
    booth.press("I saw it come in")
    booth.wait_for_words("✓ Every payment by QRIS and transfer is checked.")
    assert checked(booth) == 1


def test_a_day_in_cash_says_nothing_of_checking(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    booth.press("Close the till")
    booth.wait_for(CountPage)
    assert "not checked" not in booth.words()
