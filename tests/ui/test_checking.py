"""Looking payments up: the list from the menu and from the close, one tap each, counted down."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from batikpos.domain.cart import CartLine
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Unit
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.checking import list_unchecked, mark_sale_checked
from batikpos.services.orders import take_order
from batikpos.services.papers import load_original
from batikpos.store.checks import list_checked
from batikpos.ui import checking
from batikpos.ui.booth.checkpage import CheckPage
from batikpos.ui.booth.counting import CountedPage, CountPage
from batikpos.ui.booth.historypage import HistoryPage
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.sale import SalePage
from tests.shop import KEYRING, SHIRT, basket
from tests.ui.booth import BoothWindow
from tests.ui.test_correcting import correct
from tests.ui.test_orders import begin_order, open_orders, order, orders


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
    sold.wait_for_words("✓ No payment by QRIS or transfer is left to check.")
    sold.key(Qt.Key.Key_Escape)
    sold.wait_for(SalePage)
    sold.wait(lambda: checked(sold) == 3)


def test_a_tap_is_taken_back_before_it_is_written_down(sold: BoothWindow) -> None:
    sold.flow.places.open(Place.CHECK)
    page = sold.wait_for(CheckPage)
    sold.wait(lambda: len(page._rows_of) == 3)
    sold.press("I saw it come in")
    sold.press("Undo")
    sold.wait(lambda: len(sold._buttons("I saw it come in")) == 3)
    sold.key(Qt.Key.Key_Escape)
    sold.wait_for_sale_screen()
    assert checked(sold) == 0
    assert len(list_unchecked(sold.desk)) == 3


def test_a_tap_is_written_down_by_itself_when_it_is_not_taken_back(
    sold: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "UNDO_MS", 1)
    sold.flow.places.open(Place.CHECK)
    sold.wait_for(CheckPage)
    sold.press("I saw it come in")
    sold.wait(lambda: checked(sold) == 1)
    sold.wait(lambda: not sold._buttons("Undo"))


def test_what_was_looked_for_in_vain_stays_in_the_list_with_the_time(sold: BoothWindow) -> None:
    sold.flow.places.open(Place.CHECK)
    page = sold.wait_for(CheckPage)
    sold.wait(lambda: len(page._rows_of) == 3)
    sold.press("Not there yet")
    sold.wait_for_words("not there")
    first = list_unchecked(sold.desk)[0]
    assert first.looked is not None
    assert first.looked.cashier == "Rini"
    assert checked(sold) == 0
    sold.key(Qt.Key.Key_Escape)
    sold.wait_for_sale_screen()

    sold.flow.places.open(Place.CHECK)
    sold.wait_for_words(f"Looked for at {first.looked.at:%H.%M}, not there")
    sold.press("I saw it come in")
    sold.key(Qt.Key.Key_Escape)
    sold.wait(lambda: checked(sold) == 1)


def sell_one_by_qris(booth: BoothWindow) -> str:
    """Sell a piece by QRIS alone; return the nota's number."""
    booth.scan(booth.items(lambda i: i.unit is Unit.PIECE and i.stock > 1)[0].barcode)
    booth.press("QRIS  (F8)")
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    return kept.sale.number


def test_after_a_sale_by_qris_the_screen_says_that_nobody_saw_it_and_one_tap_marks_it(
    booth: BoothWindow,
) -> None:
    number = sell_one_by_qris(booth)
    booth.wait_for_words("NOT CHECKED")
    sold = booth.sale_page.basket._sold
    assert (sold._word.text(), sold._big.text()) == ("QRIS", str(booth.sales()[0].sale.total))
    assert "Change\n" not in booth.words()
    assert f"not checked · {number[-4:]}" in booth.words()

    booth.press("I saw it come in")
    booth.wait_for_words("✓ Checked")
    assert f"not checked · {number[-4:]}" not in booth.words()
    booth.tap(sold._undo)
    booth.wait_for_words(f"not checked · {number[-4:]}")
    booth.press("I saw it come in")
    booth.sale_page.basket._sold._checking.write_now()
    booth.wait(lambda: checked(booth) == 1)


def test_the_next_first_item_leaves_it_said_at_the_last_sale(booth: BoothWindow) -> None:
    number = sell_one_by_qris(booth)
    booth.wait_for_words("NOT CHECKED")
    booth.scan(booth.items(lambda i: i.unit is Unit.PIECE and i.stock > 1)[1].barcode)
    assert f"not checked · {number[-4:]}" in booth.words()


@pytest.mark.parametrize(("way", "beside"), [("Voucher", 100_000), ("Card", 50_000)])
def test_of_a_sale_that_was_paid_otherwise_too_the_unseen_part_is_said(
    booth: BoothWindow, way: str, beside: int
) -> None:
    booth.scan(SHIRT)
    kind = TenderKind(way.lower())
    rest = booth.cart.net - Rupiah(beside)
    booth.register.pay((Tender(kind, Rupiah(beside)), Tender(TenderKind.QRIS, rest)))
    booth.wait_for_sales(1)
    booth.wait_for_words(f"QRIS {rest}: not checked")
    assert "NOT CHECKED" not in booth.words()
    assert f"not checked {rest.bare()}" in booth.words()


def test_what_was_seen_before_a_correction_is_not_called_unchecked(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.register.pay((Tender(TenderKind.QRIS, booth.cart.net),))
    (kept,) = booth.wait_for_sales(1)
    mark_sale_checked(booth.desk, kept.sale.number, cashier="Rini", now=datetime.now(UTC))
    correct(booth)
    booth.scan(KEYRING)
    booth.press("QRIS  (F8)")
    booth.press("Paid")
    booth.wait_for_sales(3)
    booth.wait_for_words("QRIS Rp10.000: not checked")


def test_a_down_payment_that_nobody_saw_is_said_until_the_goods_are_handed_over(booth: BoothWindow) -> None:
    order(booth, "Bu Tejo", tender=Tender(TenderKind.QRIS, Rupiah(395_000)))
    open_orders(booth)
    booth.press("Pick up")
    unseen = "Nobody saw Rp395.000 of the down payment in the app yet."
    booth.wait_for_words(unseen)
    booth.press("Handed over")
    booth.wait_for_sales(1)
    booth.wait_for_words(unseen)


def test_an_order_says_that_its_down_payment_is_not_checked(booth: BoothWindow) -> None:
    sheet = begin_order(booth, "150.000")
    assert sheet is not None
    booth.press("QRIS")
    booth.press("Paid")
    booth.wait_for_words("NOT CHECKED")
    (kept,) = orders(booth)
    with booth.desk.store.reading() as tx:
        paper = repr(load_original(tx, kept.order.number).blocks)
    assert "not checked yet" in paper or "belum dicek" in paper
    booth.press("I saw it come in")
    booth.wait_for_words("✓ Checked")
    booth.sale_page.basket._sold._checking.write_now()
    booth.wait(lambda: checked(booth) == 1)


def test_after_a_mixed_sale_the_change_is_large_and_what_is_unseen_beside_it(booth: BoothWindow) -> None:
    item = booth.items(lambda i: i.unit is Unit.PIECE and i.stock > 1)[0]
    booth.scan(item.barcode)
    cash = Tender(TenderKind.CASH, item.price)
    booth.register.pay((Tender(TenderKind.QRIS, Rupiah(50_000)), cash))
    booth.wait_for_words("QRIS Rp50.000: not checked")
    sold = booth.sale_page.basket._sold
    assert (sold._word.text(), sold._big.text()) == ("Change", "Rp50.000")


def test_the_history_calls_no_sale_paid_that_nobody_saw(booth: BoothWindow) -> None:
    sell_one_by_qris(booth)
    booth.flow.places.open(Place.HISTORY)
    page = booth.wait_for(HistoryPage)
    booth.wait(lambda: page._model.rowCount() == 1)
    assert "NOT CHECKED" in str(page._model.data(page._model.index(0)))


def test_the_close_counts_what_is_unchecked_and_is_not_held_up(sold: BoothWindow) -> None:
    sold.press("Close the till")
    page = sold.wait_for(CountPage)
    page._grid._fields[100_000].setText("5")
    sold.press("3 not checked yet")
    sold.wait_for(CheckPage)
    sold.press("I saw it come in")
    sold.press("Back")
    sold.wait(lambda: checked(sold) == 1)
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
    booth.wait_for_words("✓ No payment by QRIS or transfer is left to check.")
    booth.press("Back")
    booth.wait(lambda: checked(booth) == 1)


def test_a_day_in_cash_says_nothing_of_checking(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    booth.press("Close the till")
    booth.wait_for(CountPage)
    assert "not checked" not in booth.words()
