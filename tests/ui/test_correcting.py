"""Putting a sale right in the window: its basket opens again, and one key settles the difference."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from batikpos.domain.cart import CartLine
from batikpos.domain.catalogue import Dye, Technique
from batikpos.domain.money import Rupiah
from batikpos.domain.openprice import open_item
from batikpos.domain.quantity import Unit
from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.baskets import find_open_basket
from batikpos.services.checking import mark_sale_checked
from batikpos.services.papers import load_original
from batikpos.services.returns import void_sale
from batikpos.services.till import close_till, show_till
from batikpos.settings import change_setting
from batikpos.store.printjobs import JobKind, list_jobs
from batikpos.ui.booth.checkpage import CheckPage
from batikpos.ui.booth.counting import CountPage
from batikpos.ui.booth.payment import PaymentSheet
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.sheets import ApprovalSheet
from tests.shop import KEYRING, SHIRT, TUNIC, cash
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth
from tests.ui.test_history import look_back, sell

QRIS = (Tender(TenderKind.QRIS, Rupiah(405_000)),)


def correct(booth: BoothWindow) -> None:
    """Open the basket of the newest sale again."""
    look_back(booth)
    booth.press("Correct")
    booth.press("Wrong item")
    booth.press("Open its basket")
    booth.wait_for(SalePage)
    booth.wait(lambda: bool(booth.basket) and booth.register.correctable.is_possible)


def see(booth: BoothWindow, number: str) -> None:
    """Mark what was paid for a sale as checked, somewhere else than in this window."""
    mark_sale_checked(booth.desk, number, cashier="Rini", now=datetime.now(UTC))


@pytest.mark.parametrize("tenders", [(), QRIS], ids=["cash", "qris"])
def test_one_key_gives_the_difference_back(booth: BoothWindow, tenders: tuple[Tender, ...]) -> None:
    old = sell(booth, SHIRT, KEYRING, tenders=tenders)
    if tenders:
        see(booth, old)
    correct(booth)
    assert booth.basket == {SHIRT: 1, KEYRING: 1}
    booth.wait_for_words(f"Correcting {old}")
    booth.register.remove(1)
    booth.wait_for_words("Give back Rp10.000.")
    booth.key(Qt.Key.Key_F9)
    _, void, new = (k.sale for k in booth.wait_for_sales(3))
    assert (void.kind, void.reverses, new.follows, new.total) == (SaleKind.VOID, old, old, Rupiah(395_000))
    booth.wait(lambda: booth.sale_page.basket._sold._big.text() == "Rp10.000")
    assert booth.register.corrects is None
    assert not booth.basket


def test_what_nobody_saw_is_said_before_it_is_taken_off(booth: BoothWindow) -> None:
    sell(booth, SHIRT, KEYRING, tenders=QRIS)
    correct(booth)
    booth.register.remove(1)
    booth.wait_for_words("Rp10.000 QRIS not checked is taken off, no money goes back.")
    assert "Did it come? Mark it first: Menu, “Check QRIS and transfers”." in booth.words()
    assert "Give back" not in booth.words()
    assert booth.button("Take off 10.000 F9").isEnabled()
    booth.key(Qt.Key.Key_F9)
    _, void, new = (k.sale for k in booth.wait_for_sales(3))
    assert [(t.kind, t.amount) for t in void.tenders] == [(TenderKind.QRIS, Rupiah(-405_000))]
    assert new.tenders == (Tender(TenderKind.QRIS, Rupiah(395_000)),)
    booth.wait_for_words("Nobody saw the QRIS payment of Rp10.000: it is taken off")
    assert booth.sale_page.basket._sold._big.text() == "Rp395.000"


def test_where_it_is_marked_as_checked_first_it_goes_back_in_cash(booth: BoothWindow) -> None:
    sell(booth, SHIRT, KEYRING, tenders=QRIS)
    correct(booth)
    booth.register.remove(1)
    booth.wait_for_words("Rp10.000 QRIS not checked is taken off, no money goes back.")
    booth.press("Menu")
    booth.press("Check QRIS and transfers look them up in the app, mark what came in")
    booth.wait_for(CheckPage)
    booth.wait_for_words("I saw it come in")
    booth.press("I saw it come in")
    booth.key(Qt.Key.Key_Escape)
    booth.wait_for(SalePage)
    booth.wait_for_words("Give back Rp10.000.")
    assert "taken off" not in booth.words()
    booth.key(Qt.Key.Key_F9)
    void = booth.wait_for_sales(3)[1].sale
    paid_back = [(t.kind, t.amount) for t in void.tenders]
    assert paid_back == [(TenderKind.QRIS, Rupiah(-395_000)), (TenderKind.CASH, Rupiah(-10_000))]


def test_what_is_marked_meanwhile_is_shown_anew_before_anything_is_written(booth: BoothWindow) -> None:
    old = sell(booth, SHIRT, KEYRING, tenders=QRIS)
    correct(booth)
    booth.register.remove(1)
    booth.wait_for_words("Rp10.000 QRIS not checked is taken off, no money goes back.")
    see(booth, old)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_words(f"A payment of {old} was marked as checked in the meantime.")
    assert "Give back Rp10.000." in booth.words()
    assert len(booth.sales()) == 1
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(3)
    booth.wait(lambda: booth.sale_page.basket._sold._big.text() == "Rp10.000")


CARD, VOUCHER = TenderKind.CARD, TenderKind.VOUCHER
PAYMENTS = {
    "cash": ((TenderKind.CASH, 405_000),),
    "large note": ((TenderKind.CASH, 500_000),),
    "qris": ((TenderKind.QRIS, 405_000),),
    "card": ((CARD, 405_000),),
    "mixed": ((TenderKind.QRIS, 300_000), (TenderKind.CASH, 105_000)),
    "voucher": ((VOUCHER, 100_000), (TenderKind.CASH, 305_000)),
}


def change_basket(booth: BoothWindow, change: str) -> None:
    """Make a basket of a shirt and a keyring cheaper, dearer, or odd."""
    if change == "less":
        booth.register.remove(1)
    elif change == "more":
        booth.scan(KEYRING)
    else:
        booth.register.agree(0, Rupiah(394_700))
    booth.wait(lambda: booth.cart.net != Rupiah(405_000))


def done_by(booth: BoothWindow, old: str) -> tuple[object, ...]:
    """Say what a correction did in the store and on both notas, but for what tells them apart."""
    void, new = (k.sale for k in booth.sales()[-2:])
    assert (void.reverses, new.follows) == (old, old)
    with booth.desk.store.reading() as tx:
        papers = [repr(load_original(tx, number).blocks) for number in (void.number, new.number)]
    told_apart = rf"{booth.desk.booth.code}-\d{{8}}-\d+|\d\d\.\d\d(?:\.\d\d)?|[0-9a-f]{{8}}"
    papers = [re.sub(told_apart, "·", paper) for paper in papers]
    sums = [(s.kind, s.lines, s.tenders, s.rounding, s.total, s.paid, s.change) for s in (void, new)]
    return sums, papers, booth.sale_page.basket._sold._big.text()


def drawer(booth: BoothWindow) -> Rupiah:
    till = show_till(booth.desk)
    assert till is not None
    return till.figures.expected_cash


@pytest.mark.parametrize("is_seen", [False, True], ids=["unseen", "seen"])
@pytest.mark.parametrize("change", ["less", "more", "odd"])
@pytest.mark.parametrize("paid", PAYMENTS)
def test_the_payment_sheet_settles_the_difference_as_one_key_does(
    open_booth: OpenBooth, home: Path, paid: str, change: str, *, is_seen: bool
) -> None:
    change_setting(home, "rounding", "500")
    booth = open_booth()
    booth.wait_for_sale_screen()
    tenders = tuple(Tender(kind, Rupiah(amount)) for kind, amount in PAYMENTS[paid])
    ways = []
    for way in ("key", "sheet"):
        old = sell(booth, SHIRT, KEYRING, tenders=tenders)
        if is_seen and paid in {"qris", "mixed"}:
            see(booth, old)
        before, count = drawer(booth), len(booth.sales())
        correct(booth)
        change_basket(booth, change)
        if way == "key":
            booth.key(Qt.Key.Key_F9)
        else:
            booth.press("Other payment…")
            booth.press("Cash")
            booth.press("Paid" if booth.register.due_in_cash else "Done")
        booth.wait_for_sales(count + 2)
        booth.wait(lambda: booth.register.corrects is None and booth.sheet is None)
        ways.append((*done_by(booth, old), drawer(booth) - before))
    assert ways[0] == ways[1]


def test_nothing_of_the_payment_sheet_is_a_window_of_its_own_before_it_is_there(booth: BoothWindow) -> None:
    """It would flash, and take the keyboard with it when it goes."""
    sell(booth)
    correct(booth)
    booth.press("Other payment…")
    booth.wait_for(PaymentSheet)
    booth.wait_for_store()
    assert booth.shell.isActiveWindow()


def test_the_payment_sheet_asks_for_the_difference_in_any_way(booth: BoothWindow) -> None:
    sell(booth)
    before = drawer(booth)
    correct(booth)
    booth.scan(KEYRING)
    booth.wait_for_words("Add Rp10.000.")
    booth.key(Qt.Key.Key_F8)
    sheet = booth.wait_for(PaymentSheet)
    assert (sheet._rest.text(), sheet.field.text()) == ("Rp10.000", "10.000")
    booth.press("Paid")
    new = booth.wait_for_sales(3)[-1].sale
    assert new.tenders == (Tender(TenderKind.QRIS, Rupiah(10_000)), cash(395_000))
    assert (new.change, drawer(booth)) == (Rupiah(0), before)


def test_the_payment_sheet_says_what_goes_back_and_asks_nothing_about_much_change(
    booth: BoothWindow,
) -> None:
    sell(booth, SHIRT, KEYRING)
    correct(booth)
    booth.register.remove(0)
    booth.press("Other payment…")
    sheet = booth.wait_for(PaymentSheet)
    assert sheet._rest.text() == "Rp395.000"
    assert "Give back in cash" in booth.words()
    booth.press("Done")
    booth.wait_for_sales(3)
    booth.wait(lambda: booth.sale_page.basket._sold._big.text() == "Rp395.000")


def test_what_nobody_saw_is_said_on_the_payment_sheet_too(booth: BoothWindow) -> None:
    old = sell(booth, SHIRT, KEYRING, tenders=QRIS)
    correct(booth)
    booth.register.remove(1)
    booth.press("Other payment…")
    booth.wait_for_words("QRIS Rp10.000 is taken off: nobody saw it in the app.")
    see(booth, old)
    booth.press("Done")
    booth.wait_for_words(f"A payment of {old} was marked as checked in the meantime.")
    sheet = booth.wait_for(PaymentSheet)
    assert (sheet._rest.text(), len(booth.sales())) == ("Rp10.000", 1)
    assert "taken off" not in booth.words()
    booth.press("Done")
    booth.wait_for_sales(3)


def test_a_way_of_paying_that_was_wrong_is_struck_off_and_paid_anew(booth: BoothWindow) -> None:
    sell(booth)
    before = drawer(booth)
    correct(booth)
    booth.key(Qt.Key.Key_F8)
    booth.wait_for_words("No money moves.")
    booth.press("✓  Cash  395.000 counts")
    sheet = booth.wait_for(PaymentSheet)
    assert sheet.field.text() == "395.000"
    booth.press("✕  Cash  395.000 does not count")
    booth.wait_for_words("No money moves.")
    booth.press("✓  Cash  395.000 counts")
    booth.press("Paid")
    new = booth.wait_for_sales(3)[-1].sale
    assert new.tenders == (Tender(TenderKind.QRIS, Rupiah(395_000)),)
    assert drawer(booth) == before - Rupiah(395_000)


STRUCK_CASH = "Rp405.000 cash counts no more: give it back only where it was really paid."


def drawer_jobs(booth: BoothWindow, number: str) -> int:
    """Say how often the drawer was let open for a nota."""
    with booth.desk.store.reading() as tx:
        return sum(job.kind is JobKind.DRAWER and job.sale == number for job in list_jobs(tx))


@pytest.mark.parametrize("way", ["QRIS", "Card", "Voucher"])
def test_cash_that_never_came_is_not_said_to_go_back(booth: BoothWindow, way: str) -> None:
    booth.register.take_settings(booth.desk.with_settings(replace(booth.desk.settings, drawer=True)))
    old = sell(booth, SHIRT, KEYRING)
    correct(booth)
    opened = drawer_jobs(booth, old)
    booth.press("Other payment…")
    sheet = booth.wait_for(PaymentSheet)
    booth.press("✓  Cash  405.000 counts")
    booth.press(way)
    sheet.field.setText("405.000")
    assert STRUCK_CASH in sheet._hint.text()
    assert "Give back" not in sheet._hint.text()
    booth.press("Paid")
    booth.wait_for_sales(3)
    booth.wait(lambda: booth.sale_page.basket._sold._big.text() == "Rp405.000")
    assert booth.sale_page.basket._sold._word.text() != "Change"
    assert "Change 405.000" not in booth.words()
    assert drawer_jobs(booth, old) == opened


def test_what_counts_no_more_is_said_beside_what_lapses_of_a_voucher(booth: BoothWindow) -> None:
    sell(booth, SHIRT, KEYRING)
    correct(booth)
    booth.press("Other payment…")
    sheet = booth.wait_for(PaymentSheet)
    booth.press("✓  Cash  405.000 counts")
    booth.press("Voucher")
    sheet.field.setText("500.000")
    assert sheet._hint.text() == f"Rp95.000 of the voucher lapses.\n{STRUCK_CASH}"


def test_what_goes_back_all_the_same_is_said_before_it_is_paid_anew(booth: BoothWindow) -> None:
    old = sell(booth, SHIRT, KEYRING, tenders=QRIS)
    see(booth, old)
    correct(booth)
    booth.press("Other payment…")
    sheet = booth.wait_for(PaymentSheet)
    booth.press("✓  QRIS  405.000 counts")
    booth.press("Card")
    assert sheet._hint.text().startswith("Give back Rp405.000. Rp405.000 QRIS counts no more")
    booth.press("Paid")
    booth.wait_for_sales(3)
    booth.wait(lambda: booth.sale_page.basket._sold._word.text() == "Change")


def test_what_was_struck_off_stays_so_behind_the_sheet_and_after_a_restart(open_booth: OpenBooth) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    sell(crashed, SHIRT, KEYRING)
    before = drawer(crashed)
    correct(crashed)
    crashed.press("Other payment…")
    sheet = crashed.wait_for(PaymentSheet)
    crashed.press("✓  Cash  405.000 counts")
    crashed.press("QRIS")
    sheet.field.setText("200.000")
    crashed.press("Add another payment")
    assert crashed.sale_page.basket._cash[0].text() == "Add 205.000"
    assert crashed.sale_page.basket._correction._money.text() == f"Add Rp205.000. {STRUCK_CASH}"
    crashed.wait(lambda: (kept := find_open_basket(crashed.desk)) is not None and bool(kept.taken))
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.wait_for_words(f"Add Rp205.000. {STRUCK_CASH}")
    assert "Give back Rp" not in booth.words()
    booth.press("Other payment…")
    booth.wait_for(PaymentSheet)
    assert booth.button("✕  Cash  405.000 does not count")
    booth.press("QRIS")
    booth.press("Paid")
    new = booth.wait_for_sales(3)[-1].sale
    assert [(t.kind, t.amount.amount) for t in new.tenders] == [
        (TenderKind.QRIS, 200_000),
        (TenderKind.QRIS, 205_000),
    ]
    assert drawer(booth) == before - Rupiah(405_000)
    crashed.register.take_money(())


def test_what_was_struck_off_stays_so_when_the_payment_is_left(booth: BoothWindow) -> None:
    sell(booth, SHIRT, KEYRING, tenders=QRIS)
    correct(booth)
    booth.press("Other payment…")
    booth.wait_for(PaymentSheet)
    booth.press("✓  QRIS  405.000 counts")
    booth.key(Qt.Key.Key_Escape)
    booth.wait(lambda: booth.sheet is None)
    assert "Rp405.000 QRIS counts no more: give it back only where it was really paid." in booth.words()
    booth.key(Qt.Key.Key_F9)
    new = booth.wait_for_sales(3)[-1].sale
    assert new.tenders == (cash(405_000),)


def test_what_was_taken_of_the_difference_counts_beside_what_was_paid_after_a_restart(
    open_booth: OpenBooth,
) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    sell(crashed)
    before = drawer(crashed)
    correct(crashed)
    crashed.scan(KEYRING)
    crashed.key(Qt.Key.Key_F8)
    sheet = crashed.wait_for(PaymentSheet)
    sheet.field.setText("4.000")
    crashed.press("Add another payment")
    crashed.wait(lambda: (kept := find_open_basket(crashed.desk)) is not None and bool(kept.taken))
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.wait_for_words("Add Rp6.000.")
    booth.key(Qt.Key.Key_F9)
    new = booth.wait_for_sales(3)[-1].sale
    assert new.tenders == (Tender(TenderKind.QRIS, Rupiah(4_000)), cash(401_000))
    assert drawer(booth) == before + Rupiah(6_000)
    crashed.register.take_money(())


def test_what_is_added_is_what_is_paid(booth: BoothWindow) -> None:
    sell(booth)
    correct(booth)
    booth.scan(KEYRING)
    booth.wait_for_words("Add Rp10.000.")
    booth.key(Qt.Key.Key_F9)
    new = booth.wait_for_sales(3)[-1].sale
    assert (new.total, new.paid, new.change) == (Rupiah(405_000), Rupiah(405_000), Rupiah(0))


def test_a_correction_that_is_left_leaves_the_sale(booth: BoothWindow) -> None:
    sell(booth)
    correct(booth)
    booth.press("Leave it")
    booth.wait(lambda: not booth.basket)
    assert booth.register.corrects is None
    assert len(booth.sales()) == 1
    booth.wait(lambda: find_open_basket(booth.desk) is None)


def test_what_is_in_the_basket_goes_first(booth: BoothWindow) -> None:
    sell(booth)
    booth.scan(KEYRING)
    booth.wait(lambda: bool(booth.basket))
    look_back(booth)
    booth.press("Correct")
    booth.wait_for_words("Park it or sell it first.")
    assert booth.basket == {KEYRING: 1}


def test_a_correction_is_there_after_a_restart(open_booth: OpenBooth) -> None:
    booth = open_booth()
    booth.wait_for_sale_screen()
    old = sell(booth)
    correct(booth)
    booth.wait(lambda: getattr(find_open_basket(booth.desk), "corrects", None) == booth.register.corrects)
    booth.shell.close()
    again = open_booth(float_=None)
    again.wait_for_sale_screen()
    again.wait_for_words(f"Correcting {old}")
    again.wait_for_words("Nothing moves.")
    assert again.register.corrects is not None
    again.key(Qt.Key.Key_F9)
    assert again.wait_for_sales(3)[-1].sale.follows == old


def test_a_correction_can_be_parked(booth: BoothWindow) -> None:
    sell(booth)
    correct(booth)
    corrects = booth.register.corrects
    booth.register.park()
    booth.wait(lambda: not booth.basket and not booth.register.is_paying)
    assert booth.register.corrects is None
    booth.register.undo()
    booth.wait(lambda: bool(booth.basket))
    assert booth.register.corrects == corrects


def test_a_correction_that_was_left_is_taken_up_again(booth: BoothWindow) -> None:
    old = sell(booth)
    correct(booth)
    corrects = booth.register.corrects
    booth.press("Leave it")
    booth.wait(lambda: not booth.basket)
    booth.press("Undo")
    booth.wait(lambda: bool(booth.basket))
    assert booth.register.corrects == corrects
    booth.key(Qt.Key.Key_F9)
    assert booth.wait_for_sales(3)[-1].sale.follows == old


def test_a_correction_with_an_empty_basket_is_there_after_a_restart(open_booth: OpenBooth) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    number = sell(crashed)
    correct(crashed)
    crashed.register.clear()
    crashed.wait(lambda: (kept := find_open_basket(crashed.desk)) is not None and not kept.cart.lines)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.wait_for_words(f"Correcting {number}")
    booth.wait_for_words("Give back Rp395.000.")
    assert not booth.basket


def test_an_empty_correction_is_parked_and_not_lost_for_another_basket(booth: BoothWindow) -> None:
    booth.scan(KEYRING)
    waiting = booth.cart.sale_id
    booth.register.park()
    booth.wait(lambda: not booth.basket)
    number = sell(booth)
    correct(booth)
    booth.register.clear()
    booth.register.recall(waiting)
    booth.wait(lambda: booth.basket == {KEYRING: 1})
    booth.key(Qt.Key.Key_F5)
    booth.wait_for_words(number)
    (parked,) = booth.register.parking.parked
    assert parked.basket.corrects is not None


def test_the_till_is_not_closed_under_a_correction(booth: BoothWindow) -> None:
    number = sell(booth)
    correct(booth)
    booth.register.clear()
    booth.press("Close the till")
    booth.wait_for_words(f"{number} is being corrected.")
    booth.press("Go on with it")
    assert booth.page(CountPage) is None
    assert booth.register.corrects is not None
    booth.wait(lambda: booth.sheet is None)
    booth.press("Close the till")
    booth.press("Leave the sale as it is")
    booth.wait_for(CountPage)
    assert booth.register.corrects is None
    assert len(booth.sales()) == 1


def test_a_till_is_closed_at_once_where_nothing_is_open(booth: BoothWindow) -> None:
    sell(booth)
    booth.press("Close the till")
    booth.wait_for(CountPage)


def test_a_parked_correction_of_a_sale_that_was_voided_is_told_of(booth: BoothWindow) -> None:
    number = sell(booth)
    correct(booth)
    parked = booth.cart.sale_id
    booth.register.park()
    booth.wait(lambda: not booth.basket)
    void_sale(booth.desk, number, "batal", cashier="Rini", now=datetime.now(UTC))
    booth.register.recall(parked)
    booth.wait_for_words(f"{number} was already given back with")
    said = booth.words()
    assert "Paid already" not in said
    assert "Give back" not in said
    assert not booth.button("QRIS  (F8)").isEnabled()
    booth.key(Qt.Key.Key_F9)
    assert len(booth.sales()) == 2
    booth.press("Leave it")
    booth.wait(lambda: not booth.register.basket.is_begun)


def test_a_parked_correction_is_taken_up_where_its_sale_stands(booth: BoothWindow) -> None:
    sell(booth)
    correct(booth)
    parked = booth.cart.sale_id
    booth.register.park()
    booth.wait(lambda: not booth.basket)
    booth.register.recall(parked)
    booth.wait_for_words("Nothing moves.")


def test_a_correction_of_a_closed_till_names_no_amount(open_booth: OpenBooth) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    number = sell(crashed)
    correct(crashed)
    crashed.register.clear()
    crashed.wait(lambda: (kept := find_open_basket(crashed.desk)) is not None and not kept.cart.lines)
    close_till(crashed.desk, {100_000: 8}, cashier="Rini", now=datetime.now(UTC))
    booth = open_booth()
    booth.wait_for_sale_screen()
    booth.wait_for_words(f"{number} is not a sale of the open till.")
    assert "Give back Rp" not in booth.words()
    assert "Paid already" not in booth.words()


def taken_too_late(open_booth: OpenBooth) -> tuple[BoothWindow, str]:
    """Take money for a correction, and come back after the till of its sale was closed."""
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    number = sell(crashed)
    correct(crashed)
    crashed.register.take_money((cash(100_000),))
    crashed.wait(lambda: (kept := find_open_basket(crashed.desk)) is not None and bool(kept.taken))
    close_till(crashed.desk, {100_000: 9}, cashier="Rini", now=datetime.now(UTC))
    booth = open_booth()
    booth.wait_for_sale_screen()
    booth.wait(lambda: booth.register.correctable.fault is not None)
    return booth, number


@pytest.mark.parametrize("way", ["Give it back…", "Leave it", "F9"])
def test_money_taken_for_a_correction_that_comes_too_late_is_given_back(
    open_booth: OpenBooth, way: str
) -> None:
    booth, number = taken_too_late(open_booth)
    if way == "F9":
        booth.key(Qt.Key.Key_F9)
    else:
        booth.press(way)
    booth.wait_for_words(f"{number} is not a sale of the open till.")
    booth.wait_for_words("Rp100.000 cash was taken for the correction: give it back.")
    assert booth.register.basket.taken == (cash(100_000),)
    booth.press("It was given back")
    booth.wait(lambda: find_open_basket(booth.desk) is None)
    assert not booth.register.basket.is_begun
    assert len(booth.sales()) == 1


def test_the_till_is_closed_when_such_money_was_given_back(open_booth: OpenBooth) -> None:
    booth, _ = taken_too_late(open_booth)
    booth.press("Close the till")
    booth.wait_for_words("Rp100.000 cash was taken for the correction: give it back.")
    booth.press("It was given back")
    booth.wait_for(CountPage)
    booth.wait(lambda: find_open_basket(booth.desk) is None)


def test_one_sheet_names_the_void_and_each_low_price(open_booth: OpenBooth, home: Path) -> None:
    change_setting(home, "second_person", "void")
    booth = open_booth()
    booth.wait_for_sale_screen()
    old = sell(booth, SHIRT)
    correct(booth)
    booth.scan(KEYRING)
    for place in (0, 1):
        booth.register.agree(place, Rupiah(1_000))
    booth.key(Qt.Key.Key_F8)
    sheet = booth.wait_for(ApprovalSheet)
    booth.wait_for_words(f"Voiding a sale needs a second person: {old}, Rp395.000.")
    for one in booth.cart.lines:
        assert f"{one.item.names.en} may not go under {one.item.floor}." in booth.words()
    sheet.leave()


def test_the_nota_of_a_sale_that_is_put_right_stays_in_its_language(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.register.switch_nota()
    booth.register.pay_key(0)
    (old,) = booth.wait_for_sales(1)
    assert old.sale.language == "id"
    correct(booth)
    booth.scan(KEYRING)
    booth.key(Qt.Key.Key_F9)
    assert booth.wait_for_sales(3)[-1].sale.language == "id"


def test_cloth_of_no_list_keeps_its_half_metres(booth: BoothWindow) -> None:
    price, what = Rupiah(110_000), Technique.NOT_BATIK
    lurik = open_item("Lurik", price, producer="TOM", technique=what, dye=Dye.NONE, unit=Unit.METRE)
    booth.register.put(CartLine(lurik, lurik.quantity(2_500)))
    booth.register.pay_key(0)
    booth.wait_for_sales(1)
    correct(booth)
    booth.register.step(0, 1)
    (line,) = booth.cart.lines
    assert (line.quantity.size, booth.cart.net) == (3_000, Rupiah(330_000))


def test_a_voucher_that_goes_back_is_still_said_when_it_is_done(booth: BoothWindow) -> None:
    sell(booth, SHIRT, TUNIC, tenders=(Tender(VOUCHER, Rupiah(720_000)),))
    correct(booth)
    booth.register.remove(1)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(3)
    booth.wait(lambda: "Give back Rp325.000 voucher" in booth.sale_page.basket._sold._word.text())
    assert booth.sale_page.basket._last_sale._change.text() == "Returned 325.000"


def test_cash_and_a_voucher_that_go_back_are_both_said(booth: BoothWindow) -> None:
    sell(booth, SHIRT, KEYRING, tenders=tuple(Tender(kind, Rupiah(n)) for kind, n in PAYMENTS["voucher"]))
    correct(booth)
    booth.register.remove(0)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(3)
    sign = booth.sale_page.basket._sold
    booth.wait(lambda: sign._big.text() == "Rp305.000")
    assert sign._word.text() == "Give back Rp90.000 voucher\nChange"
    assert booth.sale_page.basket._last_sale._change.text() == "Returned 305.000 + 90.000"


@pytest.mark.parametrize("is_added_first", [False, True], ids=["at once", "added first"])
def test_no_cash_goes_out_for_what_is_paid_too_much_without_it(
    booth: BoothWindow, *, is_added_first: bool
) -> None:
    """Nobody saw it come: for the difference no more is taken than it is."""
    sell(booth, SHIRT)
    before = drawer(booth)
    correct(booth)
    booth.scan(KEYRING)
    booth.press("Other payment…")
    sheet = booth.wait_for(PaymentSheet)
    booth.press("QRIS")
    sheet.field.setText("400.000")
    if is_added_first:
        booth.press("Add another payment")
        booth.wait_for_words("Too much without cash\nRp390.000")
        booth.press("Done")
    else:
        booth.press("Paid")
    booth.wait_for_words("Rp390.000 too much is paid without cash")
    assert (len(booth.sales()), drawer(booth)) == (1, before)
    sheet._take_off(0)
    booth.press("QRIS")
    assert sheet.field.text() == "10.000"
    booth.press("Paid")
    booth.wait_for_sales(3)
    assert drawer(booth) == before
