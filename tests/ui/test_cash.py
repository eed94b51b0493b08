"""The drawer's day in the window: cash in and out, the drawer opened without a sale, nothing told of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from batikpos.domain.money import Rupiah
from batikpos.domain.till import Till
from batikpos.services.disk import DiskFull
from batikpos.services.till import show_till
from batikpos.settings import change_setting, load_settings, save_settings
from batikpos.store.printjobs import JobKind, list_jobs
from batikpos.ui.booth.cash import CashPage
from batikpos.ui.booth.menu import MenuPage
from batikpos.ui.booth.printerpage import PrinterPage
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.sheets import ApprovalSheet
from tests.ui.booth import BoothWindow
from tests.ui.conftest import FLOAT, OpenBooth


def to_cash(booth: BoothWindow) -> CashPage:
    """Open the page from the menu."""
    booth.press("Menu")
    booth.press("Cash in and out")
    return booth.wait_for(CashPage)


def till_of(booth: BoothWindow) -> Till:
    """Look at the till on disk."""
    till = show_till(booth.desk)
    assert till is not None
    return till


def kinds(booth: BoothWindow) -> list[JobKind]:
    """List what was queued."""
    with booth.desk.store.reading() as tx:
        return [job.kind for job in list_jobs(tx)]


def for_meals(booth: BoothWindow) -> CashPage:
    """Say that 50.000 goes out for meals, and write nothing down yet."""
    page = to_cash(booth)
    booth.fill("Amount", "50000")
    booth.press("Meals")
    return page


def test_cash_is_taken_out_by_an_amount_and_a_usual_reason(booth: BoothWindow) -> None:
    to_cash(booth)
    for key in ("5", "0", "000"):
        booth.press(key)
    booth.press("Meals")
    booth.press("Take the cash out")
    booth.wait_for_words("Recorded: Rp50.000 out.")
    (move,) = till_of(booth).moves
    assert (move.amount, move.reason, move.cashier) == (Rupiah(-50_000), "Meals", "Rini")
    booth.wait_for_words("Meals (Rini)")
    assert kinds(booth) == []


def test_what_is_written_behind_a_page_that_was_left_is_said_all_the_same(booth: BoothWindow) -> None:
    page = for_meals(booth)
    with booth.busy_store():
        booth.press("Take the cash out")
        page.left.emit()
        booth.wait_for_sale_screen()
    booth.wait_for_words("Recorded: Rp50.000 out.")
    assert len(till_of(booth).moves) == 1
    page = to_cash(booth)
    booth.press("Open the drawer…")
    booth.press("Change money")
    with booth.busy_store():
        booth.press("Open the drawer")
        page.left.emit()
        booth.press("Menu")
    booth.wait_for_words("Recorded. Open the drawer by its key.")


def test_cash_that_is_being_moved_is_not_moved_again_by_a_page_that_comes_back(booth: BoothWindow) -> None:
    page = for_meals(booth)
    with booth.busy_store():
        booth.press("Take the cash out")
        booth.tap(booth.button(booth.flow.bar.printer.text()))
        booth.wait_for(PrinterPage)
        booth.press("Done")
        page = booth.wait_for(CashPage)
        assert page.field.text() == "50000", "it is not done yet, and may be refused"
        booth.press("Take the cash out")
    booth.wait_for_words("Recorded: Rp50.000 out.")
    booth.wait(lambda: page.field.text() == "")
    booth.wait_for_store()
    assert len(till_of(booth).moves) == 1


def test_what_is_typed_anew_stays_when_the_cash_before_was_moved(booth: BoothWindow) -> None:
    page = for_meals(booth)
    with booth.busy_store():
        booth.press("Take the cash out")
        page.left.emit()
        booth.wait_for_sale_screen()
        page = to_cash(booth)
        booth.fill("Amount", "20000")
        booth.press("Meals")
    booth.wait_for_words("Recorded: Rp50.000 out.")
    assert page.typed() == ("20000", "out", "Meals", False)
    booth.press("Take the cash out")
    booth.wait_for_words("Recorded: Rp20.000 out.")
    assert [move.amount for move in till_of(booth).moves] == [Rupiah(-50_000), Rupiah(-20_000)]


def test_what_was_refused_behind_a_page_that_was_left_is_said_and_can_be_done_again(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_by: object, **_also: object) -> None:
        raise DiskFull("D:")

    page = for_meals(booth)
    with monkeypatch.context() as patch:
        patch.setattr("batikpos.ui.cashday.move_cash", refused)
        with booth.busy_store():
            booth.press("Take the cash out")
            page.left.emit()
            booth.press("Menu")
        booth.wait_for_words("disk")
        assert booth.page(MenuPage) is not None
    booth.press("Cash in and out")
    booth.fill("Amount", "50000")
    booth.press("Meals")
    booth.press("Take the cash out")
    booth.wait_for_words("Recorded: Rp50.000 out.")


def test_what_was_typed_goes_once_the_cash_is_moved_that_two_agreed_to(
    open_booth: OpenBooth, home: Path
) -> None:
    save_settings(home, replace(load_settings(home), second_person="drawer"))
    booth = open_booth()
    booth.wait_for_sale_screen()
    page = for_meals(booth)
    booth.press("Take the cash out")
    booth.wait_for(ApprovalSheet)
    booth.fill("PIN", "4321")
    booth.press("Agree")
    booth.wait_for_words("Recorded: Rp50.000 out.")
    assert page.typed() == ("", "out", "", False)
    assert len(till_of(booth).moves) == 1


def test_cash_can_be_moved_again_where_the_page_was_left_before(booth: BoothWindow) -> None:
    for _ in range(2):
        page = to_cash(booth)
        booth.fill("Amount", "50000")
        booth.press("Meals")
        booth.press("Take the cash out")
        booth.wait_for_words("Recorded: Rp50.000 out.")
        page.left.emit()
        booth.wait_for_sale_screen()
    assert len(till_of(booth).moves) == 2


def test_nothing_of_the_page_is_a_window_of_its_own_before_it_is_there(booth: BoothWindow) -> None:
    """It would flash, and take the keyboard with it when it goes."""
    to_cash(booth)
    booth.wait_for_store()
    assert booth.shell.isActiveWindow()


def test_cash_is_put_in_with_words_of_ones_own_and_a_slip_to_sign(booth: BoothWindow) -> None:
    to_cash(booth)
    booth.press("Cash in")
    booth.fill("Amount", "200rb")
    booth.fill("Reason", "dari Bu Ratna")
    booth.press("With a slip to sign")
    booth.press("Put the cash in")
    booth.wait_for_words("Recorded: Rp200.000 in.")
    assert till_of(booth).moves[0].amount == Rupiah(200_000)
    assert kinds(booth) == [JobKind.CASH]


def test_what_cannot_be_is_said_and_nothing_is_written(booth: BoothWindow) -> None:
    to_cash(booth)
    booth.press("Take the cash out")
    booth.fill("Amount", "50000")
    booth.press("Take the cash out")
    booth.wait_for_words("A reason is needed")
    assert till_of(booth).moves == ()


def test_no_amount_tells_what_should_be_in_the_drawer(booth: BoothWindow) -> None:
    to_cash(booth)
    booth.fill("Amount", "900000")
    booth.fill("Reason", "makan")
    booth.press("Take the cash out")
    booth.wait_for_words("Recorded: Rp900.000 out.")
    assert till_of(booth).moves[0].amount == Rupiah(-900_000)


def test_cash_goes_out_by_two_where_the_drawer_is_for_two(open_booth: OpenBooth, home: Path) -> None:
    change_setting(home, "second_person", "drawer")
    booth = open_booth()
    booth.wait_for_sale_screen()
    to_cash(booth)
    booth.fill("Amount", "300000")
    booth.fill("Reason", "x")
    booth.press("Take the cash out")
    booth.wait_for(ApprovalSheet)
    booth.press("Cancel")
    booth.wait(lambda: booth.sheet is None)
    assert till_of(booth).moves == ()
    booth.press("Take the cash out")
    booth.wait_for(ApprovalSheet).pin.setText("4321")
    booth.press("Agree")
    booth.wait_for_words("Recorded: Rp300.000 out.")
    assert till_of(booth).moves[0].amount == Rupiah(-300_000)


def test_nothing_on_the_page_tells_what_should_be_in_the_drawer(booth: BoothWindow) -> None:
    booth.scan(booth.items(lambda item: item.stock > 1)[0].barcode)
    booth.press("Exact cash")
    sold = booth.wait_for_sales(1)[-1].sale.total
    to_cash(booth)
    booth.wait_for_words("No cash went in or out yet")
    for secret in (FLOAT, sold, FLOAT + sold):
        assert secret.bare() not in booth.words()


def test_the_drawer_is_opened_with_a_reason(open_booth: OpenBooth, home: Path) -> None:
    save_settings(home, replace(load_settings(home), drawer=True))
    booth = open_booth()
    booth.wait_for_sale_screen()
    to_cash(booth)
    booth.press("Open the drawer…")
    booth.press("Change money")
    booth.press("Open the drawer")
    booth.wait_for_words("The drawer opens.")
    (opening,) = till_of(booth).openings
    assert (opening.reason, opening.cashier, opening.approver) == ("Change money", "Rini", "")
    assert kinds(booth) == [JobKind.DRAWER]


def test_by_the_rules_a_second_person_opens_it_too(open_booth: OpenBooth, home: Path) -> None:
    save_settings(home, replace(load_settings(home), second_person="drawer"))
    booth = open_booth()
    booth.wait_for_sale_screen()
    to_cash(booth)
    booth.press("Open the drawer…")
    booth.fill("Reason", "koin")
    booth.press("Open the drawer")
    booth.wait_for_words("Opening the drawer without a sale needs a second person")
    booth.fill("PIN", "4321")
    booth.press("Agree")
    booth.wait_for_words("Open the drawer by its key")
    assert till_of(booth).openings[0].approver == "Sari"
    booth.wait_for_words("koin (Rini + Sari)")


def test_nobody_is_asked_for_an_opening_whose_page_was_left(open_booth: OpenBooth, home: Path) -> None:
    save_settings(home, replace(load_settings(home), second_person="drawer"))
    booth = open_booth()
    booth.wait_for_sale_screen()
    to_cash(booth)
    booth.press("Open the drawer…")
    booth.fill("Reason", "koin")
    with booth.busy_store():
        booth.press("Open the drawer")
        booth.press("Back to selling")
        booth.wait_for(SalePage)
    booth.wait_for_words("Opening the drawer without a sale needs a second person")
    assert booth.sheet is None
    assert till_of(booth).openings == ()
    booth.scan(booth.items()[0].barcode)
    booth.wait(lambda: len(booth.cart.lines) == 1)


def test_where_nobody_else_is_enrolled_the_sheet_says_what_to_do(open_booth: OpenBooth, home: Path) -> None:
    save_settings(home, replace(load_settings(home), second_person="drawer"))
    booth = open_booth(cashier="Sari", pin="4321")  # the only supervisor
    booth.wait_for_sale_screen()
    to_cash(booth)
    booth.press("Open the drawer…")
    booth.press("Change money")
    booth.press("Open the drawer")
    booth.wait_for_words("Nobody who could agree is enrolled here.")
    assert not booth.button("Agree").isEnabled()


def test_esc_goes_back_to_selling_with_the_basket_as_it_was(booth: BoothWindow) -> None:
    item = booth.items(lambda i: i.stock > 1)[0]
    booth.scan(item.barcode)
    to_cash(booth)
    booth.key(Qt.Key.Key_Escape)
    booth.wait_for_sale_screen()
    assert booth.basket == {item.sku: 1}


def test_the_language_is_switched_on_the_page_and_what_was_typed_stays(booth: BoothWindow) -> None:
    to_cash(booth)
    booth.press("Cash in")
    booth.fill("Amount", "25.000")
    booth.fill("Reason", "koin")
    booth.press("With a slip to sign")
    booth.press(booth.flow.bar.language.accessibleName())
    booth.wait_for_words("Kas masuk / keluar")
    page = booth.wait_for(CashPage)
    assert (page.field.text(), page.why.text(), page.slip.isChecked()) == ("25.000", "koin", True)
    page._go.click()
    booth.wait(lambda: [move.amount for move in till_of(booth).moves] == [Rupiah(25_000)])
