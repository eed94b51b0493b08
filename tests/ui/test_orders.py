"""Orders in the window: made of the open basket, picked up with the rest, cancelled with the money back."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from batikpos.domain.money import Rupiah
from batikpos.domain.tender import Tender, TenderKind
from batikpos.printing.worked import Worked
from batikpos.services.baskets import find_open_basket
from batikpos.services.orders import cancel_order, take_order
from batikpos.services.till import show_till
from batikpos.store.orders import KeptOrder, OrderState, list_orders
from batikpos.store.printjobs import JobKind, list_jobs
from batikpos.ui.booth.historypage import HistoryPage
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.ordersheet import OrderSheet
from batikpos.ui.booth.orderspage import OrdersPage
from batikpos.ui.booth.payment import PaymentSheet
from tests.shop import KEYRING, SHIRT, basket, cash, line
from tests.ui.booth import BoothWindow
from tests.ui.test_history import on_paper


def orders(booth: BoothWindow) -> tuple[KeptOrder, ...]:
    """List what was ordered."""
    with booth.desk.store.reading() as tx:
        return list_orders(tx)


def order(
    booth: BoothWindow,
    customer: str,
    days: int = 3,
    paid: int = 100_000,
    sku: str = SHIRT,
    tender: Tender | None = None,
) -> str:
    """Take an order; return its number."""
    now = datetime.now(UTC)
    due = booth.desk.fair.local(now).date() + timedelta(days=days)
    taken = take_order(
        booth.desk,
        basket(line(sku)),
        [tender or cash(paid)],
        customer=customer,
        due=due,
        cashier="Rini",
        now=now,
    )
    return taken.order.number


def open_orders(booth: BoothWindow) -> OrdersPage:
    """Open the orders' page and wait until one is shown."""
    booth.flow.places.open(Place.ORDERS)
    page = booth.wait_for(OrdersPage)
    booth.wait(lambda: page._shown is not None)
    return page


def drawer(booth: BoothWindow) -> int:
    """Say what lies in the drawer beside the float."""
    till = show_till(booth.desk)
    assert till is not None
    return till.figures.expected_cash.amount - till.float_.amount


def test_a_basket_becomes_an_order(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.wait(lambda: bool(booth.basket))
    booth.sale_page.order_asked.emit()
    booth.wait_for(OrderSheet)
    booth.press("To the payment")
    booth.wait_for_words("An order needs the customer's name")
    booth.fill("Customer", "Bu Tejo")
    booth.fill("Phone (optional)", "0812 3456 7890")
    booth.press("+7 days")
    for key in "150":
        booth.press(key)
    booth.press("000")
    booth.press("To the payment")
    booth.wait_for(PaymentSheet)
    booth.press("Transfer")
    booth.fill("Reference (optional)", "BCA 77")
    booth.press("Paid")
    booth.wait(lambda: len(orders(booth)) == 1)
    (kept,) = orders(booth)
    today = booth.desk.fair.local(datetime.now(UTC)).date()
    assert (kept.order.customer, kept.order.phone) == ("Bu Tejo", "6281234567890")
    assert kept.order.due == today + timedelta(days=7)
    assert kept.order.tenders == (Tender(TenderKind.TRANSFER, Rupiah(150_000), "BCA 77"),)
    booth.wait(lambda: not booth.basket)
    booth.wait_for_words("to pay at pick-up")
    assert find_open_basket(booth.desk) is None


def test_an_order_that_is_being_written_is_not_left(booth: BoothWindow) -> None:
    """What was written is taken out of the basket: it is sold no second time under the same id."""
    booth.scan(SHIRT)
    booth.wait(lambda: bool(booth.basket))
    booth.sale_page.order_asked.emit()
    sheet = booth.wait_for(OrderSheet)
    booth.fill("Customer", "Bu Tejo")
    with booth.busy_store():
        booth.press("To the payment")
        booth.wait(lambda: not booth.button("Cancel").isEnabled())
        booth.key(Qt.Key.Key_Escape)
        booth.tap(booth.button("Cancel"))
        assert sheet.isVisible()
    payment = booth.wait_for(PaymentSheet)
    with booth.busy_store():
        booth.press("Paid")
        booth.wait(lambda: not payment._card.isEnabled())
        booth.key(Qt.Key.Key_Escape)
        booth.tap(booth.button("Paid"))
        assert payment.isVisible()
    booth.wait(lambda: booth.sheet is None)
    booth.wait_for_words("to pay at pick-up")
    assert booth.basket == {}
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_store()
    assert booth.sales() == ()
    assert len(orders(booth)) == 1


def test_an_order_that_two_must_agree_to_goes_on_where_nobody_agreed(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.wait(lambda: bool(booth.basket))
    booth.register.agree(0, booth.cart.lines[0].item.floor - Rupiah(1_000))
    booth.sale_page.order_asked.emit()
    sheet = booth.wait_for(OrderSheet)
    booth.fill("Customer", "Bu Tejo")
    booth.press("To the payment")
    booth.wait(lambda: booth.sheet is not sheet)
    booth.press("Cancel")
    booth.wait(lambda: booth.sheet is sheet)
    booth.press("To the payment")
    booth.wait(lambda: booth.sheet is not sheet)
    booth.fill("PIN", "4321")
    booth.press("Agree")
    booth.wait_for(PaymentSheet)
    booth.press("Paid")
    booth.wait(lambda: booth.sheet is None)
    (kept,) = orders(booth)
    assert kept.order.approver
    assert booth.basket == {}


def begin_order(booth: BoothWindow, paid_down: str, pieces: int = 1) -> PaymentSheet:
    """Make an order of shirts, up to its payment."""
    booth.scan(SHIRT)
    booth.wait(lambda: bool(booth.basket))
    booth.register.set_size(0, pieces)
    return begin_payment_down(booth, paid_down)


def begin_payment_down(booth: BoothWindow, paid_down: str) -> PaymentSheet:
    """Make an order of what is in the basket, up to its payment."""
    booth.sale_page.order_asked.emit()
    booth.wait_for(OrderSheet)
    booth.fill("Customer", "Bu Tejo")
    booth.fill("Down payment", paid_down)
    booth.press("To the payment")
    return booth.wait_for(PaymentSheet)


def test_a_down_payment_by_qris_is_paid_like_any_sale(booth: BoothWindow) -> None:
    """The amount on both screens, the look into the app, and the limit of one payment."""
    begin_order(booth, "12.000.000", pieces=40)
    assert "Voucher" not in booth.words()
    booth.press("QRIS")
    booth.wait_for_words("QRIS takes at most Rp10.000.000 at once")
    bill = booth.register.shown_bill
    assert bill is not None
    assert (bill.due, len(bill.goods.lines)) == (Rupiah(12_000_000), 1)
    booth.press("Take it in 2 QRIS payments")
    assert booth.register.shown_qris == Rupiah(10_000_000)
    booth.press("Paid")
    booth.wait(lambda: booth.register.shown_qris == Rupiah(2_000_000))
    booth.wait(lambda: (at := find_open_basket(booth.desk)) is not None and bool(at.taken))
    booth.press("Paid")
    booth.wait(lambda: len(orders(booth)) == 1)
    paid = [(t.kind, t.amount.amount) for t in orders(booth)[0].order.tenders]
    assert paid == [(TenderKind.QRIS, 10_000_000), (TenderKind.QRIS, 2_000_000)]
    booth.wait(lambda: booth.sheet is None)
    assert booth.basket == {}
    assert booth.register.shown_qris is None
    assert booth.register.shown_bill is None
    booth.wait_for_store()
    assert find_open_basket(booth.desk) is None


def test_what_is_handed_over_beyond_a_down_payment_goes_back_as_change(booth: BoothWindow) -> None:
    sheet = begin_order(booth, "150.000")
    sheet.field.setText("200.000")
    booth.press("Paid")
    booth.wait_for_words("Rp150.000 paid down, change Rp50.000, Rp245.000 to pay at pick-up")
    (kept,) = orders(booth)
    assert kept.order.tenders == (cash(150_000),)
    assert drawer(booth) == 150_000


def test_behind_an_order_its_paper_is_the_last_one(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.press("Exact cash")
    booth.wait_for_sales(1)
    begin_order(booth, "150.000")
    booth.press("Paid")
    booth.wait(lambda: len(orders(booth)) == 1)
    number = orders(booth)[0].order.number
    booth.wait_for_words(f"Paid down 150.000\n{number}")
    assert not booth.button("Void").isEnabled()
    booth.key(Qt.Key.Key_F7)
    booth.wait_for_store()
    with booth.desk.store.reading() as tx:
        copies = [job.sale for job in list_jobs(tx) if job.kind is JobKind.COPY]
    assert copies == [number]
    booth.scan(SHIRT)
    booth.press("Exact cash")
    booth.wait_for_sales(2)
    booth.wait(booth.button("Void").isEnabled)


def test_a_payment_that_is_left_leads_back_to_the_order(booth: BoothWindow) -> None:
    begin_order(booth, "150.000")
    booth.key(Qt.Key.Key_Escape)
    booth.wait_for(OrderSheet)
    booth.wait(lambda: isinstance(booth.sheet, OrderSheet))
    assert booth.register.shown_bill is None
    booth.press("To the payment")
    booth.wait_for(PaymentSheet)
    booth.press("Paid")
    booth.wait(lambda: len(orders(booth)) == 1)


@pytest.mark.parametrize("amount", ["0", "1.000.000"])
def test_a_down_payment_that_does_not_fit_is_said_on_the_sheet(booth: BoothWindow, amount: str) -> None:
    booth.scan(SHIRT)
    booth.wait(lambda: bool(booth.basket))
    booth.sale_page.order_asked.emit()
    booth.wait_for(OrderSheet)
    booth.fill("Customer", "Bu Tejo")
    booth.fill("Down payment", amount)
    booth.press("To the payment")
    booth.wait_for_words("does not fit an order of Rp395.000")
    assert booth.basket == {SHIRT: 1}
    assert orders(booth) == ()


def test_what_waits_comes_first_by_its_day(booth: BoothWindow) -> None:
    later, sooner = order(booth, "Bu Tejo", days=7), order(booth, "Pak Eko", days=1)
    page = open_orders(booth)
    assert [row.order.number for row in page._model.rows] == [sooner, later]
    page.field.setText("tejo")
    booth.wait(lambda: [row.order.number for row in page._model.rows] == [later])
    booth.scan(f"{sooner} 1a2b3c4d")
    booth.wait(lambda: [row.order.number for row in page._model.rows] == [sooner])


def test_an_order_is_picked_up_with_the_rest(booth: BoothWindow) -> None:
    order(booth, "Bu Tejo")
    page = open_orders(booth)
    booth.press("Pick up")
    booth.wait_for(PaymentSheet)
    booth.wait_for_words("Rp295.000")
    booth.press("Paid")
    sale = booth.wait_for_sales(1)[-1].sale
    assert [(t.kind, t.amount) for t in sale.tenders] == [
        (TenderKind.DEPOSIT, Rupiah(100_000)),
        (TenderKind.CASH, Rupiah(295_000)),
    ]
    booth.wait(lambda: page._model.rows[0].state is OrderState.PICKED_UP)
    booth.wait(lambda: not booth.button("Pick up").isEnabled())
    assert drawer(booth) == 395_000


def test_an_order_that_was_ended_elsewhere_is_refused_before_its_rest_is_asked_for(
    booth: BoothWindow,
) -> None:
    number = order(booth, "Bu Tejo")
    open_orders(booth)
    cancel_order(booth.desk, number, "batal", cashier="Rini", now=datetime.now(UTC))
    booth.press("Pick up")
    booth.wait_for_words("was picked up or cancelled already")
    assert booth.sheet is None


def test_a_pick_up_offers_no_paper_slip(booth: BoothWindow) -> None:
    order(booth, "Bu Tejo")
    open_orders(booth)
    booth.press("Pick up")
    booth.wait_for(PaymentSheet)
    booth.wait_for_words("Rp295.000")
    assert "Paper slip…" not in booth.words()


def test_an_order_that_is_paid_is_handed_over(booth: BoothWindow) -> None:
    order(booth, "Bu Tejo", paid=10_000, sku=KEYRING)
    open_orders(booth)
    booth.press("Pick up")
    booth.press("Handed over")
    assert booth.wait_for_sales(1)[-1].sale.total == Rupiah(10_000)


def test_a_cancelled_order_gives_its_down_payment_back(booth: BoothWindow) -> None:
    order(booth, "Bu Tejo")
    page = open_orders(booth)
    booth.press("Cancel the order")
    booth.wait_for_words("Give back the down payment of Rp100.000")
    booth.press("Buyer changed their mind")
    booth.press("Cancel the order")
    booth.wait(lambda: page._model.rows[0].state is OrderState.CANCELLED)
    booth.wait_for_words("Give back Rp100.000 cash")
    assert drawer(booth) == 0


def test_what_goes_back_of_a_cancelled_order_is_said_where_the_orders_were_left_meanwhile(
    booth: BoothWindow,
) -> None:
    order(booth, "Bu Tejo")
    page = open_orders(booth)
    booth.press("Cancel the order")
    booth.wait_for_words("Give back the down payment of Rp100.000")
    booth.press("Buyer changed their mind")
    with booth.busy_store():
        booth.press("Cancel the order")
        page.left.emit()
        booth.wait_for_sale_screen()
    booth.wait_for_words("Give back Rp100.000 cash")
    assert drawer(booth) == 0


def test_a_down_payment_that_nobody_saw_is_not_given_back(booth: BoothWindow) -> None:
    number = order(booth, "Bu Tejo", tender=Tender(TenderKind.QRIS, Rupiah(100_000)))
    page = open_orders(booth)
    booth.press("Cancel the order")
    booth.wait_for_words("QRIS Rp100.000 is taken off: nobody saw it in the app.")
    assert "first mark it as checked" in booth.words()
    assert "Transfer" not in booth.words().split("\n")  # there is nothing to choose
    booth.press("Buyer changed their mind")
    booth.press("Cancel the order")
    booth.wait(lambda: page._model.rows[0].state is OrderState.CANCELLED)
    booth.wait_for_words(f"{number} is cancelled. Nothing is given back.")
    assert drawer(booth) == 0


def test_without_orders_it_says_how_to_make_one(booth: BoothWindow) -> None:
    booth.flow.places.open(Place.ORDERS)
    booth.wait_for(OrdersPage)
    booth.wait_for_words("No orders yet.")
    assert not booth.button("Pick up").isEnabled()


def sign(booth: BoothWindow) -> str:
    """Say what stands large in the empty basket; "" for nothing."""
    sold = booth.sale_page.basket._sold
    return "" if sold.isHidden() else sold._big.text()


def test_the_change_of_a_down_payment_stands_large_until_the_next_first_item(booth: BoothWindow) -> None:
    sheet = begin_order(booth, "150.000")
    sheet.field.setText("200.000")
    booth.press("Paid")
    booth.wait(lambda: sign(booth) == "Rp50.000")
    booth.scan(KEYRING)
    booth.register.remove(0)
    assert (booth.basket, sign(booth)) == ({}, "")


def pick_up_for_300(booth: BoothWindow) -> OrdersPage:
    """Hand an order over for its rest of 295.000, paid with 300.000."""
    order(booth, "Bu Tejo")
    page = open_orders(booth)
    booth.press("Pick up")
    booth.wait_for(PaymentSheet)
    booth.fill("Amount", "300.000")
    booth.press("Paid")
    booth.wait(lambda: page._given.text() == "Change Rp5.000")
    return page


def test_the_change_of_a_pick_up_stands_large_on_its_page(booth: BoothWindow) -> None:
    page = pick_up_for_300(booth)
    assert page._given.isVisible()


def test_voiding_a_pick_up_gives_the_rest_back_and_leaves_the_down_payment_with_the_order(
    booth: BoothWindow,
) -> None:
    number = order(booth, "Bu Tejo")
    open_orders(booth)
    booth.press("Pick up")
    booth.wait_for(PaymentSheet)
    booth.press("Paid")
    sold = booth.wait_for_sales(1)[-1].sale.number
    booth.flow.places.open(Place.HISTORY)
    page = booth.wait_for(HistoryPage)
    booth.wait(lambda: on_paper(page) == sold)
    assert not booth.button("Correct").isEnabled()
    assert "is the pick-up of an order. Void it" in booth.words()
    booth.press("Void")
    booth.wait_for_words("The order is open again; its down payment of Rp100.000 stays.")
    booth.fill("Reason", "salah")
    booth.press("Void the sale")
    booth.wait_for_sales(2)
    booth.wait(lambda: page._given.text().startswith("Give back Rp295.000 cash. The order is open again"))
    assert [(o.order.number, o.state) for o in orders(booth)] == [(number, OrderState.OPEN)]
    assert drawer(booth) == 100_000
    booth.key(Qt.Key.Key_Escape)
    booth.wait_for_sale_screen()
    assert sign(booth) == "Rp295.000"
    assert "Returned 295.000" in booth.words()


def test_a_pick_ups_change_stays_said_when_the_page_is_built_anew(booth: BoothWindow) -> None:
    page = pick_up_for_300(booth)
    booth.flow.stage.show_again()
    again = booth.wait_for(OrdersPage)
    assert again is not page
    booth.wait(lambda: again._shown is not None)
    assert again._given.text() == "Change Rp5.000"


def test_a_buyer_whose_screen_comes_back_is_thanked_for_what_was_paid_at_the_pick_up(
    booth: BoothWindow,
) -> None:
    order(booth, "Bu Tejo")
    open_orders(booth)
    booth.press("Pick up")
    booth.wait_for(PaymentSheet)
    booth.press("Paid")
    booth.wait_for_sales(1)
    booth.wait(lambda: booth.register.shown_thanks is not None)
    thanks = booth.register.shown_thanks
    assert thanks is not None
    assert (thanks.paid, thanks.change) == (Rupiah(295_000), Rupiah(0))


def test_the_last_piece_of_an_order_is_told_from_one_that_is_free(booth: BoothWindow) -> None:
    silk = next(i for i in booth.items() if i.is_single)
    booth.scan(silk.sku)
    assert "is kept for order" not in booth.words()
    booth.register.remove(0)
    number = order(booth, "Bu Tejo", sku=silk.sku)
    booth.register.count_stock()
    booth.wait_for_store()
    booth.scan(silk.sku)
    booth.wait_for_words(f"is kept for order {number}")
    assert booth.basket == {silk.sku: 1}, "there may be another one"
    cancel_order(booth.desk, number, "batal", cashier="Rini", now=datetime.now(UTC))
    booth.register.remove(0)
    booth.register.count_stock()
    booth.wait_for_store()
    booth.scan(silk.sku)
    booth.wait(lambda: "is kept for order" not in booth.words())


def test_an_order_s_paper_waits_for_the_printer_no_longer_than_it_does(booth: BoothWindow) -> None:
    begin_order(booth, "150.000")
    booth.press("Paid")
    booth.wait(lambda: len(orders(booth)) == 1)
    strip, number = booth.sale_page.basket._last_sale, orders(booth)[0].order.number
    booth.wait(lambda: strip._shown == number)
    booth.wait_for_store()
    with booth.desk.store.reading() as tx:
        (job,) = (job for job in list_jobs(tx) if job.sale == number)
    for stuck, said in (((job,), "waits for the printer"), ((), "")):
        strip._show_paper(Worked(stuck=stuck))
        assert strip._paper.text() == said
