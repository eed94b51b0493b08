"""Returns and exchanges in the window: steppers up to what is left, two taps for another size."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from batikpos.domain.catalogue import UNCOUNTED
from batikpos.domain.fair import Role
from batikpos.domain.money import Rupiah
from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import Tender, TenderKind
from batikpos.i18n import translator
from batikpos.services.checking import mark_sale_checked
from batikpos.services.history import PastSale
from batikpos.services.till import move_cash
from batikpos.settings import change_setting
from batikpos.ui.booth.exchangesheet import ExchangeSheet
from batikpos.ui.booth.historypage import HistoryPage
from batikpos.ui.booth.returnsheet import ReturnSheet
from batikpos.ui.booth.sheets import ApprovalSheet
from tests.shop import CLOTH, KEYRING, SHIRT, item
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth
from tests.ui.test_history import look_back, on_paper, sell

XL = SHIRT.replace("-M", "-XL")
LARGE = SHIRT.replace("-M", "-L")
SHIRT_NAME, CLOTH_NAME = item(SHIRT).title("en"), item(CLOTH).title("en")


def test_lines_go_back_in_part_and_the_money_is_said(booth: BoothWindow) -> None:
    number = sell(booth, SHIRT, SHIRT, CLOTH)
    page = look_back(booth)
    booth.press("Return…")
    sheet = booth.wait_for(ReturnSheet)
    assert not sheet.confirm_button.isEnabled()
    booth.press(f"more: {SHIRT_NAME}")
    booth.press(f"more: {CLOTH_NAME}")
    booth.wait_for_words("Rp457.500")
    booth.press("Damaged")
    booth.press("Transfer")
    booth.press("Give back")
    refund = booth.wait_for_sales(2)[-1].sale
    assert (refund.kind, refund.reverses, refund.reason) == (SaleKind.REFUND, number, "Damaged")
    assert [(t.kind, t.amount) for t in refund.tenders] == [(TenderKind.TRANSFER, Rupiah(-457_500))]
    assert [line.quantity.size for line in refund.lines] == [-1, -500]
    booth.wait(page._given.isVisible)
    assert page._given.text() == "Give back Rp457.500 transfer"


def test_what_to_give_back_stays_in_sight_though_the_sale_was_searched_for(booth: BoothWindow) -> None:
    number = sell(booth, SHIRT)
    sell(booth, KEYRING)
    page = look_back(booth)
    booth.press("Cash")
    page.field.setText("395000")
    booth.wait(lambda: on_paper(page) == number)
    booth.press("Return…")
    booth.press("Damaged")
    booth.press("Give back")
    booth.wait_for_sales(3)
    booth.wait(lambda: len(page._model.rows) == 3)
    assert page._given.isVisible()
    assert page._given.text() == "Give back Rp395.000 cash"
    assert page._look.number == booth.sales()[-1].sale.number
    page._list.pick(booth.sales()[0].sale.number)
    assert not page._given.isVisible()


def test_no_more_goes_back_than_is_left(booth: BoothWindow) -> None:
    sell(booth, SHIRT)
    page = look_back(booth)
    booth.press("Return…")
    booth.wait_for(ReturnSheet)
    booth.press(f"more: {SHIRT_NAME}")
    booth.press(f"more: {SHIRT_NAME}")
    booth.wait_for_words("Rp395.000")
    booth.press("Give back")
    booth.wait_for_words("A reason is needed.")
    booth.fill("Reason", "robek")
    booth.press("Give back")
    booth.wait_for_sales(2)
    booth.wait(lambda: len(page._model.rows) == 2)
    page._list.pick(booth.sales()[0].sale.number)
    can_be_done = ["Print again", "For the buyer"]
    booth.wait(lambda: [b.text() for b in page._buttons if b.isEnabled()] == can_be_done)


def test_what_nobody_saw_is_said_before_it_is_taken_off(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.register.pay((Tender(TenderKind.QRIS, booth.cart.net),))
    number = booth.wait_for_sales(1)[0].sale.number
    page = look_back(booth)
    booth.press("Return…")
    sheet = booth.wait_for(ReturnSheet)
    assert sheet._back.text() == "Rp0"
    assert "QRIS Rp395.000 is taken off: nobody saw it in the app." in booth.words()
    assert "first mark it as checked: Menu, “Check QRIS and transfers”" in booth.words()
    booth.press("Damaged")
    booth.press("Take the goods back")
    refund = booth.wait_for_sales(2)[-1].sale
    assert [(t.kind, t.amount) for t in refund.tenders] == [(TenderKind.QRIS, Rupiah(-395_000))]
    booth.wait(page._given.isVisible)
    assert page._given.text().startswith("Nothing is given back. QRIS Rp395.000 is taken off")
    assert refund.reverses == number


@pytest.mark.parametrize(
    ("act", "why", "first", "then"),
    [
        ("Return…", "Damaged", "Take the goods back", "Give back"),
        ("Void", "Wrong item", "Void the sale", "Void the sale"),
    ],
)
def test_what_is_marked_meanwhile_is_shown_before_anything_goes_back(
    booth: BoothWindow, act: str, why: str, first: str, then: str
) -> None:
    booth.scan(SHIRT)
    booth.register.pay((Tender(TenderKind.QRIS, booth.cart.net),))
    number = booth.wait_for_sales(1)[0].sale.number
    page = look_back(booth)
    booth.press(act)
    booth.wait_for_words("QRIS Rp395.000 is taken off: nobody saw it in the app.")
    mark_sale_checked(booth.desk, number, cashier="Rini", now=datetime.now(UTC))
    booth.press(why)
    booth.press(first)
    booth.wait_for_words(f"By now something else goes back for {number} than was shown")
    assert len(booth.sales()) == 1
    booth.wait(lambda: isinstance(page._shown, PastSale) and bool(page._shown.seen))
    booth.press(act)
    booth.wait_for_words("Rp395.000")
    assert "is taken off" not in booth.words()
    booth.press(why)
    booth.press(then)
    assert booth.wait_for_sales(2)[-1].sale.tenders == (Tender(TenderKind.CASH, Rupiah(-395_000)),)


@pytest.mark.parametrize("act", ["Return…", "Void"])
def test_where_to_get_a_voucher_that_is_gone_is_said_before_it_goes_back(
    booth: BoothWindow, act: str
) -> None:
    booth.scan(SHIRT)
    booth.register.pay((Tender(TenderKind.VOUCHER, booth.cart.net),))
    booth.wait_for_sales(1)
    look_back(booth)
    booth.press(act)
    booth.wait_for_words("If none is in the drawer any more, ask the organizer for one.")
    assert len(booth.sales()) == 1


def test_what_was_seen_goes_back_in_cash(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.register.pay((Tender(TenderKind.QRIS, booth.cart.net),))
    number = booth.wait_for_sales(1)[0].sale.number
    mark_sale_checked(booth.desk, number, cashier="Rini", now=datetime.now(UTC))
    look_back(booth)
    booth.press("Return…")
    sheet = booth.wait_for(ReturnSheet)
    assert sheet._back.text() == "Rp395.000"
    assert not sheet._warned.isVisible()


def test_no_return_tells_what_the_drawer_holds(booth: BoothWindow) -> None:
    sell(booth)
    move_cash(booth.desk, Rupiah(-800_000), "setor", cashier="Rini", now=datetime.now(UTC))
    page = look_back(booth)
    booth.press("Return…")
    booth.wait_for(ReturnSheet)
    assert "in the drawer" not in booth.words()
    booth.press("Damaged")
    booth.press("Give back")
    booth.wait_for_sales(2)
    assert not page._warned.isVisible()


def test_a_second_person_agrees_where_returns_need_one(open_booth: OpenBooth, home: Path) -> None:
    change_setting(home, "second_person", "refund")
    booth = open_booth()
    booth.wait_for_sale_screen()
    sell(booth)
    look_back(booth)
    booth.press("Return…")
    booth.press("Damaged")
    booth.press("Give back")
    sheet = booth.wait_for(ApprovalSheet)
    supervisor = next(p for p in booth.desk.people if p.role is Role.SUPERVISOR)
    sheet.pin.setText("4321")
    booth.press("Agree")
    refund = booth.wait_for_sales(2)[-1].sale
    assert refund.approver == supervisor.name


def test_what_goes_back_is_said_though_the_history_is_left_while_it_is_written(booth: BoothWindow) -> None:
    sell(booth)
    look_back(booth)
    booth.press("Void")
    booth.fill("Reason", "salah barang")
    sold = booth.register.sold[SHIRT]
    with booth.busy_store():
        booth.press("Void the sale")
        booth.key(Qt.Key.Key_Escape)
        booth.wait_for_sale_screen()
    booth.wait(lambda: booth.register.sold[SHIRT] == sold - 1)
    booth.wait_for_words("Give back")
    assert len(booth.sales()) == 2


def test_another_size_is_two_taps(booth: BoothWindow) -> None:
    number = sell(booth)
    page = look_back(booth)
    sold = booth.register.sold[SHIRT]
    taps = booth.taps
    booth.press("Exchange size")
    booth.wait_for(ExchangeSheet)
    booth.press("L 4 left")
    assert booth.taps - taps == 2
    _, refund, new = (k.sale for k in booth.wait_for_sales(3))
    assert (refund.kind, refund.reverses, new.follows) == (SaleKind.REFUND, number, number)
    assert [line.sku for line in new.lines] == [LARGE]
    booth.wait(page._given.isVisible)
    assert page._given.text() == "Exchanged. No money moves."
    booth.wait(lambda: booth.register.sold[SHIRT] == sold - 1)


def test_two_pieces_of_one_size_are_told_apart_by_their_codes(booth: BoothWindow) -> None:
    sell(booth)
    line = booth.sales()[0].sale.lines[0]
    large, extra = replace(item(LARGE), stock=6), replace(item(XL), stock=UNCOUNTED)
    other = replace(large, sku="TOM-LAIN-L")
    chosen: list[str] = []
    ExchangeSheet(
        booth.shell,
        translator("en"),
        [(1, line, (large, other, extra))],
        {LARGE: 2, other.sku: 4, XL: 1},
        exchange=lambda _n, one: chosen.append(one.sku),
        choose=lambda _choice: None,
    ).open()
    for words in (f"L · {LARGE} 4 left", "L · TOM-LAIN-L 2 left", "XL"):
        assert booth.button(words).isEnabled()  # of what nobody counted no number is said
    booth.press("L · TOM-LAIN-L 2 left")
    assert chosen == [other.sku]


def test_a_second_person_agrees_to_a_dearer_size_under_its_lowest_price(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.register.agree(0, Rupiah(365_000))
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    look_back(booth)
    booth.press("Exchange size")
    booth.wait_for(ExchangeSheet)
    booth.press(f"XL {item(XL).stock} left")
    sheet = booth.wait_for(ApprovalSheet)
    assert len(booth.sales()) == 1
    supervisor = next(p for p in booth.desk.people if p.role is Role.SUPERVISOR)
    sheet.pin.setText("4321")
    booth.press("Agree")
    _, refund, new = (k.sale for k in booth.wait_for_sales(3))
    assert (refund.approver, new.approver, new.total) == (supervisor.name,) * 2 + (Rupiah(365_000),)


def test_a_dearer_size_that_is_short_is_agreed_to_by_one_pin(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.register.agree(0, Rupiah(365_000))
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    for _ in range(item(XL).stock):
        booth.scan(XL)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(2)
    look_back(booth)
    page = booth.wait_for(HistoryPage)
    number = booth.sales()[0].sale.number
    page._list.pick(number)
    booth.wait(lambda: on_paper(page) == number)
    booth.press("Exchange size")
    booth.wait_for(ExchangeSheet)
    booth.press("XL sold out")
    booth.press("Exchange it all the same")
    sheet = booth.wait_for(ApprovalSheet)
    sheet.pin.setText("4321")
    booth.press("Agree")
    assert booth.wait_for_sales(4)[-1].sale.total == Rupiah(365_000)


def test_what_has_no_other_size_says_what_to_do(booth: BoothWindow) -> None:
    sell(booth, KEYRING)
    look_back(booth)
    booth.press("Exchange size")
    booth.wait_for_words("Give it back, then sell the other piece.")
    booth.press("Cancel")
    booth.wait(lambda: booth.sheet is None)


def test_a_return_that_nobody_agreed_to_keeps_what_was_chosen_for_it(
    open_booth: OpenBooth, home: Path
) -> None:
    change_setting(home, "second_person", "refund")
    booth = open_booth()
    booth.wait_for_sale_screen()
    sell(booth, SHIRT, CLOTH)
    look_back(booth)
    booth.press("Return…")
    sheet = booth.wait_for(ReturnSheet)
    booth.press(f"more: {CLOTH_NAME}")
    booth.press("Damaged")
    booth.press("Transfer")
    booth.press("Give back")
    booth.wait_for(ApprovalSheet).leave()
    booth.wait(lambda: booth.sheet is sheet and not sheet.is_waiting)
    assert len(booth.sales()) == 1
    assert (sheet.wanted, sheet.reason.text()) == ([(2, 500)], "Damaged")
    booth.press("Give back")
    booth.wait_for(ApprovalSheet)
    booth.fill("PIN", "4321")
    booth.press("Agree")
    refund = booth.wait_for_sales(2)[-1].sale
    assert (refund.approver, [t.kind for t in refund.tenders]) == ("Sari", [TenderKind.TRANSFER])
    booth.wait(lambda: booth.sheet is None)
