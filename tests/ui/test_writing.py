"""What is being written down is neither changed, answered again nor left, by key, tap or double tap."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt

from batikpos.domain.cart import Cart
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.checkout import complete_sale
from batikpos.settings import load_settings, save_settings
from batikpos.store.engine import StoreUnavailable
from batikpos.ui import paying
from batikpos.ui.booth import orderdesk
from batikpos.ui.booth.centredesk import CentreSheet
from batikpos.ui.booth.ordersheet import OrderSheet
from batikpos.ui.booth.payment import PaymentSheet
from batikpos.ui.booth.sheets import ApprovalSheet, QuestionSheet
from batikpos.ui.tasks import Lane
from batikpos.ui.widgets.sheet import Sheet
from tests.shop import KEYRING, SHIRT
from tests.ui.booth import BoothWindow, busy
from tests.ui.conftest import OpenBooth


def order_sheet(booth: BoothWindow) -> OrderSheet:
    """Ask for an order of a shirt, with its customer."""
    booth.scan(SHIRT)
    booth.wait(lambda: bool(booth.basket))
    booth.sale_page.order_asked.emit()
    sheet = booth.wait_for(OrderSheet)
    booth.fill("Customer", "Bu Tejo")
    return sheet


def locked(*_args: object, **_how: object) -> None:
    """Fail as a store that somebody else has."""
    raise StoreUnavailable("store.db", "database is locked")


def try_to_leave(booth: BoothWindow, sheet: Sheet, answer: str) -> None:
    """Press Esc and Enter, tap what leaves the sheet, and tap twice what answers it: each in vain."""
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        booth.key(key)
        assert booth.sheet is sheet
    booth.tap(booth.button("Cancel"))
    assert booth.sheet is sheet
    booth.double_tap(booth.button(answer))
    assert booth.sheet is sheet


def test_who_waits_long_is_told_why_and_nobody_else(booth: BoothWindow) -> None:
    said = "The order is being looked at…"
    order_sheet(booth)
    with booth.busy_store():
        booth.press("To the payment")
        assert said not in booth.words()
        booth.wait_for_words(said)
    booth.wait_for(PaymentSheet)


def test_what_was_not_written_is_said_and_answered_again_with_what_was_typed(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = order_sheet(booth)
    with monkeypatch.context() as patch:
        patch.setattr(orderdesk, "check_order", locked)
        with booth.busy_store():
            booth.press("To the payment")
            booth.wait_for_words("The order is being looked at…")
        booth.wait_for_words("store.db")
    assert "being looked at" not in booth.words()
    assert booth.shell.focusWidget() is sheet.customer  # where it was
    assert sheet.customer.text() == "Bu Tejo"
    booth.press("To the payment")
    booth.wait_for(PaymentSheet)
    with monkeypatch.context() as patch:
        patch.setattr(orderdesk, "take_order", locked)
        booth.press("Paid")
        booth.wait_for_words("store.db")
    booth.press("Paid")
    booth.wait(lambda: booth.sheet is None)
    booth.wait_for_words("to pay at pick-up")


def test_a_scan_meanwhile_is_told_where_it_goes(booth: BoothWindow) -> None:
    order_sheet(booth)
    with booth.busy_store():
        booth.press("To the payment")
        booth.scan(KEYRING)
        booth.wait_for_words("goes into the basket when this is answered")
        booth.qtbot.wait(1_000)
        assert "goes into the basket when this is answered" in booth.words()
    booth.press("Paid")
    booth.wait(lambda: booth.basket == {KEYRING: 1})


def test_a_payment_that_is_asked_about_and_then_written_is_not_left(booth: BoothWindow) -> None:
    """The sheet is locked at the second try as at the first: what was taken cannot be given back any more."""
    item = booth.items(lambda i: i.stock == 1)[0]
    booth.scan(item.barcode)
    booth.press("Other payment…")
    sheet = booth.wait_for(PaymentSheet)
    sold = Cart(uuid4()).add(item)
    complete_sale(
        booth.desk, sold, [Tender(TenderKind.CASH, sold.net)], cashier="Rini", now=datetime.now(UTC)
    )
    booth.press("Paid")
    booth.wait_for(QuestionSheet)
    with booth.busy_store():
        booth.press("Sell it all the same")
        booth.wait(lambda: booth.sheet is sheet)
        try_to_leave(booth, sheet, "Paid")
    booth.wait_for_sales(2)
    booth.wait(lambda: booth.sheet is None)
    assert booth.register.basket.taken == ()


def test_a_payment_that_was_not_written_is_said_on_its_sheet_and_paid_again(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    booth.scan(SHIRT)
    booth.press("QRIS  (F8)")
    sheet = booth.wait_for(PaymentSheet)
    with monkeypatch.context() as patch:
        patch.setattr(paying, "complete_sale", locked)
        booth.press("Paid")
        booth.wait_for_words("store.db")
    assert booth.sheet is sheet
    assert sheet.taken
    booth.press("Paid")
    assert len(booth.wait_for_sales(1)) == 1
    booth.wait(lambda: booth.sheet is None)


def test_a_pin_that_is_being_looked_at_is_neither_left_nor_typed_again(
    open_booth: OpenBooth, home: Path
) -> None:
    save_settings(home, replace(load_settings(home), second_person="void"))
    booth = open_booth()
    booth.wait_for_sale_screen()
    booth.scan(SHIRT)
    booth.press("Exact cash")
    booth.wait_for_sales(1)
    booth.press("Void")
    booth.press("Wrong item")
    booth.press("Void the sale")
    sheet = booth.wait_for(ApprovalSheet)
    booth.fill("PIN", "4321")
    with booth.busy_store():
        booth.press("Agree")
        try_to_leave(booth, sheet, "Agree")
    assert booth.wait_for_sales(2)[-1].sale.approver == "Sari"
    booth.wait_for_store()
    assert len(booth.sales()) == 2


def test_an_address_that_is_being_tried_is_neither_left_nor_given_again(
    booth: BoothWindow, tmp_path: Path
) -> None:
    booth.flow.places.rooms.centre.set_centre()
    sheet = booth.wait_for(CentreSheet)
    booth.fill("Address of the centre", str(tmp_path / "centre.db"))
    with busy(booth.flow._tasks, Lane.SYNC):
        booth.press("Try and keep")
        try_to_leave(booth, sheet, "Try and keep")
        booth.wait_for_words("Trying…")
    booth.wait_for_words("Nothing has been sent there yet")
    booth.press("Done")
    booth.wait(lambda: booth.sheet is None)
