"""Money that was taken and is not sold yet: on disk at once, there after a crash, asked about at a close."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from batikpos.domain.cart import Cart
from batikpos.domain.money import Rupiah
from batikpos.domain.order import Wish
from batikpos.domain.sale import Sale
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.baskets import find_open_basket, keep_open_basket
from batikpos.services.desk import open_desk
from batikpos.services.pickups import keep_pick_up, load_pick_ups
from batikpos.services.returns import void_sale
from batikpos.settings import change_setting
from batikpos.store.sales import list_sales
from batikpos.ui.booth.counting import CountPage
from batikpos.ui.booth.ordersheet import OrderSheet
from batikpos.ui.booth.orderspage import OrdersPage
from batikpos.ui.booth.payment import PaymentSheet
from batikpos.ui.booth.sheets import ApprovalSheet
from batikpos.ui.booth.signin import OpenTillPage
from tests.shop import KEYRING, SHIRT, SILK, basket, cash, item, line
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth
from tests.ui.test_correcting import correct
from tests.ui.test_history import sell
from tests.ui.test_orders import begin_order, begin_payment_down, drawer, open_orders, order, orders
from tests.ui.test_till_day import close_elsewhere

PART = Tender(TenderKind.QRIS, Rupiah(200_000))


def take_part(booth: BoothWindow) -> PaymentSheet:
    """Take a part of a shirt's price by QRIS, and leave the rest open."""
    booth.scan(SHIRT)
    booth.sale_page.asking.ask_payment(TenderKind.QRIS)
    sheet = booth.wait_for(PaymentSheet)
    sheet.field.setText("200.000")
    booth.press("Add another payment")
    booth.wait(lambda: taken_on_disk(booth) == (PART,))
    return sheet


def taken_on_disk(booth: BoothWindow) -> tuple[Tender, ...]:
    """Say what is kept with the open basket."""
    kept = find_open_basket(booth.desk)
    return kept.taken if kept is not None else ()


def test_what_was_taken_is_there_after_a_crash_and_the_rest_is_paid(open_booth: OpenBooth) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    take_part(crashed)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.wait_for_words("Taken already: Rp200.000 QRIS")
    assert booth.register.due_in_cash == Rupiah(195_000)
    booth.press("Go on paying")
    sheet = booth.wait_for(PaymentSheet)
    assert sheet.taken == (PART,)
    assert "QRIS  200.000  ✕" in booth.words()
    booth.press("Cash")
    booth.press("Paid")
    sale = booth.wait_for_sales(1)[0].sale
    assert sale.tenders == (PART, Tender(TenderKind.CASH, Rupiah(195_000)))
    booth.wait(lambda: not booth.register.basket.is_begun)
    assert "Taken already" not in booth.words()
    crashed.register.take_money(())


def test_one_key_takes_the_rest_in_cash(open_booth: OpenBooth) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    take_part(crashed)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.register.pay_key(0)
    sale = booth.wait_for_sales(1)[0].sale
    assert sale.tenders == (PART, Tender(TenderKind.CASH, Rupiah(195_000)))


def test_money_that_was_given_back_is_kept_no_more(booth: BoothWindow) -> None:
    sheet = take_part(booth)
    sheet.leave()
    booth.press("It was given back")
    booth.wait(lambda: taken_on_disk(booth) == ())
    booth.wait(lambda: booth.sheet is None)
    assert "Taken already" not in booth.words()
    assert booth.basket == {SHIRT: 1}


def test_a_payment_that_is_taken_off_is_kept_no_more(booth: BoothWindow) -> None:
    take_part(booth)
    booth.press("Take off")
    booth.wait(lambda: taken_on_disk(booth) == ())


def test_the_window_asks_before_it_closes_on_money(booth: BoothWindow) -> None:
    sheet = take_part(booth)
    assert not booth.shell.close()
    assert not booth.shell.close()  # asked once
    booth.wait_for_words("Rp200.000 QRIS was taken already. It is kept")
    booth.press("Go on with the payment")
    booth.wait(lambda: booth.sheet is sheet)
    assert not booth.shell.close()
    booth.press("Close all the same")
    booth.wait(lambda: not booth.shell.isVisible())


def test_the_window_closes_at_once_where_no_money_was_taken(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.sale_page.asking.ask_payment(TenderKind.QRIS)
    booth.wait_for(PaymentSheet)
    assert booth.shell.close()


def test_a_close_while_a_sale_is_written_waits_for_it_and_asks_nothing(
    booth: BoothWindow, home: Path
) -> None:
    take_part(booth)
    booth.press("Cash")
    with booth.busy_store():
        booth.press("Paid")
        assert not booth.shell.close()
        assert not booth.shell.close()
        assert "is kept, and is there again" not in booth.words()
    booth.wait(lambda: not booth.shell.isVisible())
    assert [len(sale.tenders) for sale in sold(home)] == [2]


def test_a_close_behind_one_key_waits_for_the_sale(booth: BoothWindow, home: Path) -> None:
    booth.scan(SHIRT)
    with booth.busy_store():
        booth.register.pay_key(0)
        assert not booth.shell.close()
    booth.wait(lambda: not booth.shell.isVisible())
    assert len(sold(home)) == 1


def test_a_close_at_a_pick_up_waits_for_it(booth: BoothWindow, home: Path) -> None:
    begin_order(booth, "50.000")
    booth.press("Paid")
    booth.wait(lambda: len(orders(booth)) == 1 and booth.sheet is None)
    open_orders(booth)
    booth.press("Pick up")
    booth.wait_for(PaymentSheet)
    with booth.busy_store():
        booth.press("Paid")
        assert not booth.shell.close()
    booth.wait(lambda: not booth.shell.isVisible())
    assert len(sold(home)) == 1


def test_a_close_over_a_sale_that_is_refused_stays_to_say_so(booth: BoothWindow, home: Path) -> None:
    booth.scan(SHIRT)
    with booth.busy_store():
        booth.register.pay_key(0)
        assert not booth.shell.close()
        close_elsewhere(home)
    booth.wait(lambda: not booth.register.is_paying)
    booth.wait_for_store()
    assert booth.shell.isVisible()
    assert sold(home) == []


def test_a_close_waits_for_a_sale_that_waited_behind_another(booth: BoothWindow, home: Path) -> None:
    booth.scan(SHIRT)
    with booth.busy_store():
        booth.register.pay_key(0)
        booth.scan(SHIRT)
        booth.register.pay_key(0)
        assert not booth.shell.close()
    booth.wait(lambda: not booth.shell.isVisible())
    assert len(sold(home)) == 2


def test_a_close_keeps_what_was_scanned_while_a_payment_was_written(
    booth: BoothWindow, open_booth: OpenBooth
) -> None:
    take_part(booth)
    booth.press("Cash")
    with booth.busy_store():
        booth.press("Paid")
        booth.scan(item(KEYRING).barcode)
        assert not booth.shell.close()
    booth.wait(lambda: not booth.shell.isVisible())
    again = open_booth(float_=None)
    again.wait_for_sale_screen()
    again.wait(lambda: again.basket == {KEYRING: 1})


def test_a_close_while_a_pin_is_looked_at_stays_where_the_sale_is_refused_behind_it(
    booth: BoothWindow, home: Path
) -> None:
    booth.scan(SHIRT)
    booth.register.agree(0, Rupiah(1_000))
    booth.register.pay_key(0)
    booth.wait_for(ApprovalSheet)
    booth.fill("PIN", "4321")
    with booth.busy_store():
        booth.press("Agree")
        assert not booth.shell.close()
        close_elsewhere(home)
    booth.wait(lambda: not booth.register.is_paying)
    booth.wait_for_store()
    booth.wait_for_store()
    assert booth.shell.isVisible()
    assert sold(home) == []


def sold(home: Path) -> list[Sale]:
    """List what was sold, by a program of its own: the window is closed."""
    desk = open_desk(home)
    with closing(desk.store) as store, store.reading() as tx:
        return [kept.sale for kept in list_sales(tx)]


def test_a_split_that_is_half_paid_is_not_forgotten(booth: BoothWindow) -> None:
    booth.scan(item(SILK).barcode)
    booth.sale_page.asking.ask_payment(TenderKind.QRIS)
    booth.wait_for(PaymentSheet)
    booth.press("Take it in 2 QRIS payments")
    booth.press("Paid")
    booth.wait(lambda: taken_on_disk(booth) == (Tender(TenderKind.QRIS, Rupiah(10_000_000)),))
    assert not booth.shell.close()


def test_a_voucher_that_was_cut_counts_in_full_again_after_a_crash(open_booth: OpenBooth) -> None:
    """It gives no change: beside QRIS of 200.000 only 195.000 of it counts, alone 300.000."""
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    sheet = take_part(crashed)
    crashed.press("Voucher")
    sheet.field.setText("300.000")
    crashed.press("Add another payment")
    crashed.wait(lambda: len(taken_on_disk(crashed)) == 2)
    assert [t.amount for t in sheet.taken] == [Rupiah(200_000), Rupiah(195_000)]
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    assert booth.register.due_in_cash == Rupiah(0)
    booth.press("Go on paying")
    again = booth.wait_for(PaymentSheet)
    assert again.taken == sheet.taken
    booth.press("Take off")
    assert [t.amount for t in again.taken] == [Rupiah(300_000)]
    booth.press("Paid")
    (sold,) = booth.wait_for_sales(1)
    assert [t.amount for t in sold.sale.tenders] == [Rupiah(300_000), Rupiah(95_000)]
    crashed.register.take_money(())


def test_a_voucher_that_was_cut_pays_what_is_due_by_one_key(open_booth: OpenBooth) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    sheet = take_part(crashed)
    crashed.press("Voucher")
    sheet.field.setText("300.000")
    crashed.press("Add another payment")
    crashed.wait(lambda: len(taken_on_disk(crashed)) == 2)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.scan(KEYRING)  # 10.000 more, which the voucher is worth too
    booth.wait(lambda: booth.register.due_in_cash == Rupiah(0))
    booth.register.pay_key(0)
    (sold,) = booth.wait_for_sales(1)
    assert [t.amount for t in sold.sale.tenders] == [Rupiah(200_000), Rupiah(205_000)]
    crashed.register.take_money(())


def test_a_voucher_that_was_cut_at_a_pick_up_counts_in_full_again_after_a_crash(
    open_booth: OpenBooth,
) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    number = order(crashed, "Bu Tejo")  # 295.000 is left to pay
    open_orders(crashed)
    crashed.press("Pick up")
    sheet = crashed.wait_for(PaymentSheet)
    for kind, typed in (("QRIS", "200.000"), ("Voucher", "300.000")):
        crashed.press(kind)
        sheet.field.setText(typed)
        crashed.press("Add another payment")
    crashed.wait(lambda: len(load_pick_ups(crashed.desk).get(number, ())) == 2)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    open_orders(booth)
    booth.press("Pick up")
    again = booth.wait_for(PaymentSheet)
    assert [t.amount for t in again.taken] == [Rupiah(200_000), Rupiah(95_000)]
    booth.press("Take off")
    assert [t.amount for t in again.taken] == [Rupiah(295_000)]


def test_a_basket_with_money_is_not_let_go(open_booth: OpenBooth) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    take_part(crashed)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.register.clear()
    booth.wait_for_words("Rp200.000 was taken for this basket already.")
    booth.register.remove(0)
    assert booth.basket == {SHIRT: 1}
    booth.scan(KEYRING)
    booth.register.remove(1)  # a part of it may go
    assert (booth.basket, booth.register.basket.taken) == ({SHIRT: 1}, (PART,))
    booth.register.park()
    booth.wait(lambda: not booth.basket)
    (parked,) = booth.register.parking.parked
    booth.register.drop_parked(parked.sale_id)
    booth.register.recall(parked.sale_id)
    booth.wait(lambda: booth.register.basket.taken == (PART,))


def test_to_throw_a_parked_correction_away_that_money_was_taken_for_leads_to_the_money(
    open_booth: OpenBooth,
) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    number = sell(crashed)
    correct(crashed)
    crashed.sale_page.asking.ask_payment(TenderKind.QRIS)
    crashed.wait_for(PaymentSheet).field.setText("200.000")
    crashed.press("Add another payment")
    crashed.wait(lambda: taken_on_disk(crashed) == (PART,))
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.register.park()
    booth.wait(lambda: not booth.basket)
    void_sale(booth.desk, number, "batal", cashier="Rini", now=datetime.now(UTC))
    booth.key(Qt.Key.Key_F5)
    booth.press("Throw away")
    booth.wait_for_words("Rp200.000 QRIS was taken for it. Take it up: over its total")
    booth.press("Take it up")
    booth.wait_for_words("Taken already: Rp200.000 QRIS")
    booth.press("Give it back…")
    booth.press("It was given back")
    booth.wait(lambda: not booth.register.basket.is_begun)
    assert booth.register.parking.parked == ()


def test_what_was_taken_at_a_pick_up_is_there_after_a_crash(open_booth: OpenBooth) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    number = order(crashed, "Bu Tejo")
    open_orders(crashed)
    crashed.press("Pick up")
    sheet = crashed.wait_for(PaymentSheet)
    crashed.press("QRIS")
    sheet.field.setText("200.000")
    crashed.press("Add another payment")
    crashed.wait(lambda: load_pick_ups(crashed.desk).get(number, ()) == (PART,))
    assert not crashed.shell.close()
    crashed.wait_for_words("Rp200.000 QRIS was taken already. It is kept")

    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.wait_for_words(f"Taken already for {number}: Rp200.000 QRIS")
    assert booth.register.parking.parked == ()
    page = open_orders(booth)
    booth.press("Cancel the order")
    booth.press("Buyer changed their mind")
    booth.press("Cancel the order")
    booth.wait_for_words(f"Rp200.000 was taken for the pick-up of {number} already.")
    booth.press("Pick up")
    assert booth.wait_for(PaymentSheet).taken == (PART,)
    booth.press("Paid")
    sale = booth.wait_for_sales(1)[0].sale
    assert [t.amount for t in sale.tenders] == [Rupiah(100_000), Rupiah(200_000), Rupiah(95_000)]
    assert load_pick_ups(booth.desk).get(number, ()) == ()
    booth.wait(lambda: not page.is_asked)


def test_what_was_given_back_at_a_pick_up_is_kept_no_more(booth: BoothWindow) -> None:
    number = order(booth, "Bu Tejo")
    open_orders(booth)
    booth.press("Pick up")
    sheet = booth.wait_for(PaymentSheet)
    sheet.field.setText("100.000")
    booth.press("Add another payment")
    booth.wait(lambda: bool(load_pick_ups(booth.desk).get(number, ())))
    sheet.leave()
    booth.press("It was given back")
    booth.wait(lambda: load_pick_ups(booth.desk).get(number, ()) == ())
    assert booth.shell.close()


def test_a_basket_with_money_becomes_no_order(open_booth: OpenBooth) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    take_part(crashed)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.key(Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    booth.press("Make it an order…")
    booth.wait_for_words("Rp200.000 was taken for this basket already.")
    assert booth.sheet is None
    assert (booth.basket, booth.register.basket.taken) == ({SHIRT: 1}, (PART,))


def test_the_till_is_not_closed_over_a_pick_up_with_money_without_a_word(open_booth: OpenBooth) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    number = order(crashed, "Bu Tejo")
    keep_pick_up(crashed.desk, number, (PART,), cashier="Rini", now=datetime.now(UTC))
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.press("Close the till")
    booth.wait_for_words(f"Rp200.000 QRIS was taken for the pick-up of {number}, and is in no sale yet.")
    booth.press("Go on with it")
    booth.wait_for(OrdersPage)
    booth.flow.bar.close_asked.emit()
    booth.flow.bar.close_asked.emit()  # asked once
    booth.wait_for_words("is in no sale yet.")
    booth.press("Close the till all the same")
    booth.wait_for(CountPage)
    booth.wait(lambda: booth.sheet is None)


def test_the_till_is_not_closed_over_a_parked_basket_with_money_without_a_word(open_booth: OpenBooth) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    take_part(crashed)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.register.park()
    booth.wait(lambda: not booth.basket)
    booth.press("Close the till")
    booth.wait_for_words("Rp200.000 QRIS was taken for what is parked.")
    assert "Rp395.000 · taken Rp200.000 ·" in booth.words()
    booth.press("Close the till all the same")
    booth.wait_for(CountPage)


def test_no_step_and_no_number_empties_a_basket_with_money(open_booth: OpenBooth) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    take_part(crashed)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.register.step(0, -1)
    booth.wait_for_words("Rp200.000 was taken for this basket already.")
    booth.register.set_size(0, 0)
    assert (booth.basket, booth.register.basket.taken) == ({SHIRT: 1}, (PART,))
    booth.register.step(0, 1)
    booth.register.step(0, -1)
    assert booth.basket == {SHIRT: 1}


def leave_money_alone(open_booth: OpenBooth) -> BoothWindow:
    """Open a booth where an older program left money with an empty basket."""
    older = open_booth()
    older.wait_for_sale_screen()
    take_part(older)
    keep_open_basket(older.desk, Cart(older.register.cart.sale_id), taken=(PART,))
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.wait_for_words("Taken already: Rp200.000 QRIS")
    return booth


def test_money_with_an_empty_basket_is_given_back(open_booth: OpenBooth) -> None:
    booth = leave_money_alone(open_booth)
    booth.press("Give it back…")
    booth.wait_for_words("Rp200.000 QRIS was taken, and nothing is in the basket: give it back.")
    booth.press("It was given back")
    booth.wait(lambda: taken_on_disk(booth) == ())
    booth.scan(SHIRT)
    booth.key(Qt.Key.Key_F9)
    assert booth.wait_for_sales(1)[0].sale.tenders == (Tender(TenderKind.CASH, Rupiah(395_000)),)


def test_the_till_is_not_closed_over_money_with_an_empty_basket(open_booth: OpenBooth) -> None:
    booth = leave_money_alone(open_booth)
    booth.press("Close the till")
    booth.wait_for_words("Rp200.000 QRIS was taken, and nothing is in the basket: give it back.")
    booth.press("It was given back")
    booth.wait_for(CountPage)
    assert taken_on_disk(booth) == ()


def pay_part_down(booth: BoothWindow) -> None:
    """Order a shirt, and take a part of what is paid down by QRIS; the rest is open."""
    booth.scan(SHIRT)
    booth.wait(lambda: bool(booth.basket))
    booth.sale_page.order_asked.emit()
    booth.wait_for(OrderSheet)
    booth.fill("Customer", "Bu Tejo")
    booth.fill("Phone (optional)", "0812 3456 7890")
    booth.fill("Down payment", "300.000")
    booth.press("To the payment")
    sheet = booth.wait_for(PaymentSheet)
    booth.press("QRIS")
    sheet.field.setText("200.000")
    booth.press("Add another payment")
    booth.wait(lambda: taken_on_disk(booth) == (PART,))


def begin_with_part_down(open_booth: OpenBooth) -> BoothWindow:
    """Open the window after another one died while something was paid down."""
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    pay_part_down(crashed)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.wait_for_words("Paid down for the order of Bu Tejo: Rp200.000 QRIS")
    return booth


def test_a_down_payment_is_there_after_a_crash_as_the_order_it_was(open_booth: OpenBooth) -> None:
    booth = begin_with_part_down(open_booth)
    booth.press("Go on paying")
    assert booth.wait_for(PaymentSheet).taken == (PART,)
    booth.press("Cash")
    booth.press("Paid")
    booth.wait(lambda: len(orders(booth)) == 1)
    (kept,) = orders(booth)
    assert (kept.order.customer, kept.order.phone) == ("Bu Tejo", "6281234567890")
    assert kept.order.tenders == (PART, Tender(TenderKind.CASH, Rupiah(100_000)))
    booth.wait(lambda: not booth.register.basket.is_begun)
    assert (booth.sales(), drawer(booth), taken_on_disk(booth)) == ((), 100_000, ())
    assert "Paid down for" not in booth.words()


@pytest.mark.parametrize("key", [Qt.Key.Key_F8, Qt.Key.Key_F9])
def test_no_key_sells_what_was_paid_down_on_an_order(open_booth: OpenBooth, key: Qt.Key) -> None:
    booth = begin_with_part_down(open_booth)
    booth.key(key)
    booth.wait_for(OrderSheet)
    assert booth.wait_for(PaymentSheet).taken == (PART,)
    assert booth.sales() == ()


def test_a_down_payment_that_was_parked_comes_back_as_the_order_it_was(open_booth: OpenBooth) -> None:
    booth = begin_with_part_down(open_booth)
    booth.register.park()
    booth.wait(lambda: not booth.basket)
    (parked,) = booth.register.parking.parked
    booth.register.recall(parked.sale_id)
    booth.wait_for_words("Paid down for the order of Bu Tejo: Rp200.000 QRIS")
    booth.key(Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    booth.press("Make it an order…")
    assert booth.wait_for(PaymentSheet).taken == (PART,)


def test_a_down_payment_that_was_given_back_leaves_a_basket_to_be_sold(open_booth: OpenBooth) -> None:
    booth = begin_with_part_down(open_booth)
    booth.press("Go on paying")
    booth.wait_for(PaymentSheet).leave()
    booth.press("It was given back")
    booth.wait(lambda: taken_on_disk(booth) == ())
    booth.wait(lambda: isinstance(booth.sheet, OrderSheet))
    booth.press("Cancel")
    booth.wait(lambda: booth.sheet is None)
    booth.key(Qt.Key.Key_F9)
    assert booth.wait_for_sales(1)[0].sale.total == Rupiah(395_000)


def test_an_order_that_can_be_no_more_as_it_was_wished_says_why_and_keeps_the_money(
    open_booth: OpenBooth,
) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    today = crashed.desk.fair.local(datetime.now(UTC)).date()
    late = Wish("Bu Tejo", "", today - timedelta(days=1), Rupiah(300_000))
    keep_open_basket(crashed.desk, basket(line(SHIRT)), taken=(PART,), wish=late)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.press("Go on paying")
    sheet = booth.wait_for(OrderSheet)
    booth.wait(lambda: not sheet.is_waiting)
    assert booth.page(PaymentSheet) is None
    assert taken_on_disk(booth) == (PART,)
    booth.press("+3 days")
    booth.press("To the payment")
    assert booth.wait_for(PaymentSheet).taken == (PART,)
    kept = replace(late, due=today + timedelta(days=3))
    booth.wait(lambda: (open_ := find_open_basket(booth.desk)) is not None and open_.wish == kept)


@pytest.mark.parametrize("is_back", [True, False])
def test_an_order_whose_day_is_over_is_left_with_its_money_given_back_or_kept(
    open_booth: OpenBooth, *, is_back: bool
) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    today = crashed.desk.fair.local(datetime.now(UTC)).date()
    late = Wish("Bu Tejo", "", today - timedelta(days=1), Rupiah(300_000))
    keep_open_basket(crashed.desk, basket(line(SHIRT)), taken=(PART,), wish=late)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.press("Go on paying")
    sheet = booth.wait_for(OrderSheet)
    booth.wait(lambda: not sheet.is_waiting)
    booth.press("Cancel")
    booth.wait_for_words("Rp200.000 QRIS was paid down already")
    booth.press("It was given back" if is_back else "Keep it")
    booth.wait(lambda: booth.sheet is None)
    booth.wait(lambda: taken_on_disk(booth) == (() if is_back else (PART,)))
    booth.key(Qt.Key.Key_F9)
    if is_back:
        assert booth.wait_for_sales(1)[0].sale.total == Rupiah(395_000)
    else:
        booth.wait_for(OrderSheet)
        assert booth.sales() == ()


def test_a_down_payment_over_a_till_closed_elsewhere_leads_to_the_float_and_keeps_the_money(
    booth: BoothWindow, home: Path
) -> None:
    """The sheet could be left only by saying that the money was given back."""
    begin_order(booth, "150.000")
    booth.wait_for_store()
    close_elsewhere(home)
    booth.press("Paid")
    booth.wait_for(OpenTillPage)
    assert booth.sheet is None
    assert booth.register.shown_bill is None
    assert taken_on_disk(booth) == (cash(150_000),)
    booth.fill("Float", "500000")
    booth.press("Open the till")
    booth.wait_for_sale_screen()
    booth.key(Qt.Key.Key_F9)
    booth.wait_for(PaymentSheet)
    booth.press("Paid")
    booth.wait(lambda: len(orders(booth)) == 1)
    assert orders(booth)[0].order.tenders == (cash(150_000),)


def test_a_pick_up_over_a_till_closed_elsewhere_leads_to_the_float_and_keeps_the_money(
    booth: BoothWindow, home: Path
) -> None:
    number = order(booth, "Bu Tejo")
    open_orders(booth)
    booth.press("Pick up")
    booth.wait_for(PaymentSheet)
    close_elsewhere(home)
    booth.press("Paid")
    booth.wait_for(OpenTillPage)
    assert booth.sheet is None
    assert booth.register.shown_bill is None
    assert load_pick_ups(booth.desk) == {number: (cash(295_000),)}
    booth.fill("Float", "500000")
    booth.press("Open the till")
    booth.wait_for_words(f"Taken already for {number}: Rp295.000 cash.")
    booth.press("Orders")
    booth.wait(lambda: booth.button("Pick up").isEnabled())
    booth.press("Pick up")
    booth.wait_for(PaymentSheet)
    booth.press("Paid")
    booth.wait_for_sales(1)


def test_a_down_payment_that_needs_a_second_person_by_now_asks_for_one_and_goes_on(
    booth: BoothWindow, home: Path
) -> None:
    booth.scan(SHIRT)
    booth.wait(lambda: bool(booth.basket))
    booth.register.agree(0, booth.cart.lines[0].item.price - Rupiah(30_000))
    payment = begin_payment_down(booth, "150.000")
    change_setting(home, "discount_limit", "5")
    booth.wait(lambda: booth.register.desk.settings.discount_limit == 5)
    booth.press("Paid")
    booth.wait_for(ApprovalSheet)
    booth.press("Cancel")
    booth.wait(lambda: booth.sheet is payment)
    assert payment.taken == (cash(150_000),)
    booth.press("Paid")
    booth.wait_for(ApprovalSheet)
    booth.fill("PIN", "4321")
    booth.press("Agree")
    booth.wait(lambda: booth.sheet is None)
    (kept,) = orders(booth)
    assert kept.order.tenders == (cash(150_000),)
    assert kept.order.approver == "Sari"
    assert booth.basket == {}


def test_what_was_scanned_behind_an_open_payment_is_there_after_a_close(
    booth: BoothWindow, open_booth: OpenBooth
) -> None:
    booth.scan(SHIRT)
    booth.sale_page.asking.ask_payment(TenderKind.TRANSFER)
    booth.wait_for(PaymentSheet)
    booth.scan(item(KEYRING).barcode)
    booth.wait_for_words("goes into the next basket")
    assert booth.shell.close()
    again = open_booth(float_=None)
    again.wait_for_sale_screen()
    again.wait(lambda: again.basket == {SHIRT: 1, KEYRING: 1})
