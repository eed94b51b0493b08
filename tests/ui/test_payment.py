"""What stands between a basket and its sale: other payments, a second person, sold-out goods."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from batikpos.domain.agreement import Reason
from batikpos.domain.cart import Cart
from batikpos.domain.catalogue import Item
from batikpos.domain.money import Rupiah, total
from batikpos.domain.qris import load_code
from batikpos.domain.quantity import Unit
from batikpos.domain.tender import QRIS_LIMIT, Tender, TenderKind
from batikpos.services.checkout import complete_sale
from batikpos.settings import load_settings, save_settings
from batikpos.store.engine import StoreUnavailable
from batikpos.ui import paying
from batikpos.ui.booth.payment import PaymentSheet
from batikpos.ui.booth.paymentparts import split_by_limit
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.codepicture import CodePicture
from tests import shop
from tests.domain.codes import STATIC
from tests.shop import KEYRING, SHIRT, TUNIC
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth


def with_floor(booth: BoothWindow) -> Item:
    """Choose a piece that may not go under some price."""
    return next(i for i in booth.items() if i.unit is Unit.PIECE and Rupiah(0) < i.floor and i.stock > 1)


def agree_price(booth: BoothWindow, item: Item, price: Rupiah) -> None:
    """Put an item into the basket and bargain."""
    booth.scan(item.barcode)
    booth.press("Price")
    booth.fill(item.title("en"), str(price.amount))
    booth.press("Done")
    booth.wait(lambda: booth.sheet is None)
    assert booth.cart.net == price


def test_an_agreed_price_over_the_floor_needs_nobody(booth: BoothWindow) -> None:
    item = with_floor(booth)
    agree_price(booth, item, item.floor)
    booth.press("Exact cash")
    (kept,) = booth.wait_for_sales(1)

    assert kept.sale.total == item.floor
    assert kept.sale.lines[0].agreed == item.floor
    assert kept.sale.approver == ""


def test_a_price_under_the_floor_waits_for_a_second_person(booth: BoothWindow) -> None:
    item = with_floor(booth)
    price = item.floor - Rupiah(1_000)
    agree_price(booth, item, price)
    booth.press("Exact cash")
    booth.wait(lambda: booth.sheet is not None)
    assert booth.sales() == ()

    booth.fill("PIN", "0000")
    booth.press("Agree")
    booth.wait_for_words("The PIN of Sari")
    assert booth.sales() == ()
    assert booth.basket == {item.sku: 1}
    assert booth.cart.net == price

    booth.fill("PIN", "4321")
    booth.press("Agree")
    (kept,) = booth.wait_for_sales(1)
    assert kept.sale.approver == "Sari"
    assert kept.sale.total == price
    assert kept.sale.cashier == "Rini"


def test_only_supervisors_are_asked_to_agree_and_leaving_keeps_the_basket(booth: BoothWindow) -> None:
    item = with_floor(booth)
    agree_price(booth, item, item.floor - Rupiah(1_000))
    booth.press("Exact cash")
    booth.wait(lambda: booth.sheet is not None)
    sheet = booth.sheet
    assert sheet is not None
    assert booth.button("Sari").isChecked()
    assert not [b for b in sheet.findChildren(type(booth.button("Sari"))) if b.text() == "Rini"]

    booth.press("Cancel")
    booth.wait(lambda: booth.sheet is None)
    assert booth.basket == {item.sku: 1}
    assert booth.sales() == ()


def test_an_approval_holds_for_one_sale_only(booth: BoothWindow) -> None:
    item = with_floor(booth)
    for _ in range(2):
        agree_price(booth, item, item.floor - Rupiah(1_000))
        booth.press("Exact cash")
        booth.wait(lambda: booth.sheet is not None)
        booth.fill("PIN", "4321")
        booth.press("Agree")
        booth.wait(lambda: not booth.cart.lines)

    assert [kept.sale.approver for kept in booth.sales()] == ["Sari", "Sari"]


def test_what_is_sold_out_by_the_books_is_asked_about_and_may_be_sold(booth: BoothWindow) -> None:
    item = next(i for i in booth.items() if i.unit is Unit.PIECE and i.stock == 1)
    booth.tap_card(item, twice=True)
    booth.press("Exact cash")
    booth.wait(lambda: booth.sheet is not None)
    assert "Not enough of" in booth.words()
    assert booth.sales() == ()

    booth.press("Sell it all the same")
    (kept,) = booth.wait_for_sales(1)
    assert kept.sale.lines[0].quantity.size == 2


def test_what_is_sold_out_may_stay_in_the_basket(booth: BoothWindow) -> None:
    item = next(i for i in booth.items() if i.unit is Unit.PIECE and i.stock == 1)
    booth.tap_card(item, twice=True)
    booth.press("Exact cash")
    booth.wait(lambda: booth.sheet is not None)
    booth.press("Cancel")
    booth.wait(lambda: booth.sheet is None)

    assert booth.basket == {item.sku: 2}
    assert booth.sales() == ()


def test_qris_and_cash_together_pay_one_sale(booth: BoothWindow) -> None:
    item = with_floor(booth)
    booth.scan(item.barcode)
    booth.press("QRIS  (F8)")
    booth.fill("Amount", "100000")
    booth.fill("Reference (optional)", "R-77")
    booth.press("Add another payment")
    rest = item.price - Rupiah(100_000)
    assert str(rest) in booth.words()

    booth.fill("Amount", str(rest.amount + 5_000))
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert [(t.kind, t.amount, t.reference) for t in kept.sale.tenders] == [
        (TenderKind.QRIS, Rupiah(100_000), "R-77"),
        (TenderKind.CASH, rest + Rupiah(5_000), ""),
    ]
    assert kept.sale.change == Rupiah(5_000)


def test_qris_alone_is_two_taps(booth: BoothWindow) -> None:
    booth.scan(with_floor(booth).barcode)
    booth.press("QRIS  (F8)")
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)

    assert booth.taps == 2
    assert [(t.kind, t.amount) for t in kept.sale.tenders] == [(TenderKind.QRIS, kept.sale.total)]


def test_too_little_and_too_much_without_cash_are_said_on_the_sheet(booth: BoothWindow) -> None:
    item = with_floor(booth)
    booth.scan(item.barcode)
    booth.press("QRIS  (F8)")
    booth.fill("Amount", str(item.price.amount + 1_000))
    booth.press("Paid")
    assert booth.sheet is not None
    assert "too much is paid without cash" in booth.words()
    assert booth.sales() == ()


def test_a_given_payment_can_be_taken_off_again(booth: BoothWindow) -> None:
    item = with_floor(booth)
    booth.scan(item.barcode)
    booth.press("QRIS  (F8)")
    booth.fill("Amount", "100000")
    booth.press("Add another payment")
    booth.press("Take off")
    booth.wait_for_words(f"Still to pay\n{item.price}")

    booth.press("Cancel")
    booth.wait(lambda: booth.sheet is None)
    assert booth.basket == {item.sku: 1}
    assert booth.sales() == ()


def test_a_tap_on_the_pad_replaces_the_number_that_is_offered(booth: BoothWindow) -> None:
    booth.scan(with_floor(booth).barcode)
    booth.press("QRIS  (F8)")
    for key in ("5", "000"):
        booth.press(key)
    sheet = booth.sheet
    assert isinstance(sheet, PaymentSheet)
    assert sheet.field.text() == "5.000"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_alone_never_pays(booth: BoothWindow, key: Qt.Key) -> None:
    item = with_floor(booth)
    booth.scan(item.barcode)
    for button in ("QRIS  (F8)", "Other payment…"):
        booth.press(button)
        booth.key(key)
        booth.key(key)
        booth.wait_for_words("Press “Paid” when the money is there.")
        assert booth.sales() == ()
        assert not booth.register.is_paying
        booth.press("Cancel")
        booth.wait(lambda: booth.sheet is None)
    booth.press("QRIS  (F8)")
    booth.press("Paid")
    booth.wait_for_sales(1)


def test_enter_on_a_part_payment_adds_it_and_pays_nothing_by_itself(booth: BoothWindow) -> None:
    item = with_floor(booth)
    booth.scan(item.barcode)
    booth.press("QRIS  (F8)")
    booth.fill("Amount", "100000")
    booth.key(Qt.Key.Key_Return)

    booth.wait_for_words(str(item.price - Rupiah(100_000)))
    assert booth.sheet is not None
    assert booth.sales() == ()
    assert not booth.register.is_paying


def test_the_keyboard_stays_on_the_sheet_and_nothing_changes_behind_it(booth: BoothWindow) -> None:
    items = booth.items(lambda i: i.unit is Unit.PIECE and i.stock > 1)[:2]
    for item in items:
        booth.scan(item.barcode)
    before = booth.basket
    booth.press("QRIS  (F8)")
    for _ in range(12):
        booth.key(Qt.Key.Key_Tab)
        sheet, focused = booth.sheet, QApplication.focusWidget()
        assert sheet is not None
        assert focused is not None
        assert focused is sheet or sheet.isAncestorOf(focused)
        for key in (Qt.Key.Key_Delete, Qt.Key.Key_Asterisk):
            booth.key(key)
    assert booth.basket == before
    booth.key(Qt.Key.Key_Escape)
    booth.wait(lambda: booth.sheet is None)
    assert booth.basket == before


@pytest.mark.parametrize("key", [Qt.Key.Key_F9, Qt.Key.Key_F10])
def test_cash_is_rounded_on_the_screen_as_it_is_in_the_sale(
    home: Path, open_booth: OpenBooth, key: Qt.Key
) -> None:
    save_settings(home, replace(load_settings(home), rounding=500))
    booth = open_booth()
    booth.wait_for_sale_screen()
    item = booth.items(lambda i: i.unit is Unit.METRE)[0]
    booth.scan(item.barcode)
    booth.register.agree(0, Rupiah(item.price.amount + 345))
    due = booth.register.due_in_cash
    assert due == item.price
    note = booth.register.notes()[0]
    booth.wait_for_words(str(due.bare()))
    booth.key(key)
    (kept,) = booth.wait_for_sales(1)
    paid = due if key == Qt.Key.Key_F9 else note
    assert (kept.sale.rounding, kept.sale.total, kept.sale.paid) == (Rupiah(-345), due, paid)
    assert kept.sale.change == paid - due


def test_the_payment_sheet_rounds_what_is_paid_all_in_cash(home: Path, open_booth: OpenBooth) -> None:
    save_settings(home, replace(load_settings(home), rounding=500))
    booth = open_booth()
    booth.wait_for_sale_screen()
    item = booth.items(lambda i: i.unit is Unit.METRE)[0]
    booth.scan(item.barcode)
    booth.register.agree(0, Rupiah(item.price.amount + 345))
    booth.press("Other payment…")
    booth.wait_for_words(f"Still to pay\n{item.price + Rupiah(345)}")
    booth.press("Cash")
    booth.wait_for_words(f"Still to pay\n{item.price}")
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert (kept.sale.rounding, kept.sale.change) == (Rupiah(-345), Rupiah(0))


def test_what_was_agreed_to_counts_for_the_basket_it_was_agreed_for(booth: BoothWindow) -> None:
    item = with_floor(booth)
    booth.scan(item.barcode)
    booth.register.agree(0, Rupiah(item.floor.amount - 1))
    booth.register.agree(0, item.price)
    booth.register._paying._approver = "Sari"
    booth.register.undo()
    assert booth.register._paying._approver == ""
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_words("A second person must agree")
    assert booth.sales() == ()


def paying_by_qris(booth: BoothWindow, item: Item) -> tuple[PaymentSheet, CodePicture]:
    """Open the payment sheet with QRIS chosen, and wait for the code."""
    booth.wait_for_sale_screen()
    booth.scan(item.barcode)
    booth.press("QRIS  (F8)")
    sheet = booth.sheet
    assert isinstance(sheet, PaymentSheet)
    picture = sheet.findChild(CodePicture)
    assert picture is not None
    booth.wait(lambda: bool(picture._modules))
    return sheet, picture


def with_code(home: Path, *, holds_amounts: bool) -> None:
    """Let the stand have a code."""
    save_settings(home, replace(load_settings(home), qris=STATIC, qris_amount=holds_amounts))


def test_the_stands_code_is_shown_large_with_whose_it_is_and_the_amount(
    home: Path, open_booth: OpenBooth
) -> None:
    with_code(home, holds_amounts=False)
    booth = open_booth()
    item = with_floor(booth)
    sheet, picture = paying_by_qris(booth, item)
    booth.wait(lambda: picture.width() >= 320 and picture.width() % len(picture._modules) == 0)
    assert sheet._part.code._shown == STATIC
    for words in ("BATIK CONTOH MASARAN", "NMID ID1099000000017", str(item.price)):
        assert words in booth.words()
    assert "Confirm only when the merchant's app shows the money, not the buyer's screen." in booth.words()


def test_the_amount_is_in_the_code_only_where_that_is_switched_on(home: Path, open_booth: OpenBooth) -> None:
    with_code(home, holds_amounts=True)
    booth = open_booth()
    item = with_floor(booth)
    sheet, _ = paying_by_qris(booth, item)
    shown = load_code(sheet._part.code._shown)
    assert (shown.amount, shown.merchant) == (item.price, "BATIK CONTOH MASARAN")
    booth.fill("Amount", "100000")
    assert load_code(sheet._part.code._shown).amount == Rupiah(100_000)
    assert "amount inside" in booth.words()


def test_without_a_code_the_sheet_says_how_to_set_one_and_takes_the_payment(booth: BoothWindow) -> None:
    booth.scan(with_floor(booth).barcode)
    booth.press("QRIS  (F8)")
    booth.wait_for_words("The buyer scans the sticker on the table.")
    assert "Menu, then “QRIS sticker”" in booth.words()
    booth.press("Paid")
    booth.wait_for_sales(1)


def test_more_than_qris_takes_is_split_and_each_part_is_confirmed(home: Path, open_booth: OpenBooth) -> None:
    with_code(home, holds_amounts=True)
    booth = open_booth()
    booth.wait_for_sale_screen()
    item = max(booth.items(lambda i: i.unit is Unit.PIECE), key=lambda i: i.price)
    booth.scan(item.barcode)
    booth.register.agree(0, Rupiah(12_500_000))
    booth.press("QRIS  (F8)")
    booth.wait_for_words("QRIS takes at most Rp10.000.000 at once")
    booth.press("Take it in 2 QRIS payments")
    booth.wait_for_words("Payment 1 of 2")
    booth.press("Paid")
    booth.wait_for_words("Payment 2 of 2")
    sheet = booth.sheet
    assert isinstance(sheet, PaymentSheet)
    assert load_code(sheet._part.code._shown).amount == Rupiah(2_500_000)
    assert booth.sales() == ()

    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert [t.amount for t in kept.sale.tenders] == [QRIS_LIMIT, Rupiah(2_500_000)]
    assert {t.kind for t in kept.sale.tenders} == {TenderKind.QRIS}


@pytest.mark.parametrize("amount", [1, 9_999_999, 10_000_000, 10_000_001, 20_000_000, 34_567_890])
def test_parts_of_a_qris_payment_add_up_and_none_is_over_the_limit(amount: int) -> None:
    parts = split_by_limit(Rupiah(amount))
    assert total(parts) == Rupiah(amount)
    assert all(Rupiah(0) < part <= QRIS_LIMIT for part in parts)


def test_a_double_tap_on_paid_pays_once_and_touches_nothing_under_the_sheet(booth: BoothWindow) -> None:
    booth.scan(with_floor(booth).barcode)
    booth.press("QRIS  (F8)")
    paid = booth.button("Paid")
    booth.double_tap(paid, paid.rect().center())
    booth.wait_for_sales(1)
    booth.wait(lambda: not booth.cart.lines)
    assert len(booth.sales()) == 1
    assert booth.sheet is None


def test_card_takes_the_number_of_its_slip(booth: BoothWindow) -> None:
    booth.scan(with_floor(booth).barcode)
    booth.press("Other payment…")
    booth.press("Card")
    booth.wait_for_words("Take the card at the EDC machine.")
    booth.fill("Reference (optional)", "EDC 004821")
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert [(t.kind, t.reference) for t in kept.sale.tenders] == [(TenderKind.CARD, "EDC 004821")]
    assert kept.sale.total == kept.sale.gross - kept.sale.discount


def test_the_number_of_a_cards_slip_goes_with_no_other_payment(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    booth.sale_page.asking.ask_payment(TenderKind.CARD)
    booth.fill("Reference (optional)", "EDC 004821")
    booth.press("Cash")
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert [(t.kind, t.reference) for t in kept.sale.tenders] == [(TenderKind.CASH, "")]


def test_a_note_is_tapped_for_the_cash_part_of_a_mixed_payment(booth: BoothWindow) -> None:
    item = with_floor(booth)
    booth.scan(item.barcode)
    booth.press("QRIS  (F8)")
    booth.fill("Amount", "100000")
    booth.press("Add another payment")
    rest = item.price - Rupiah(100_000)
    booth.press(rest.bare())
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert [(t.kind, t.amount) for t in kept.sale.tenders] == [
        (TenderKind.QRIS, Rupiah(100_000)),
        (TenderKind.CASH, rest),
    ]


def test_a_voucher_pays_what_is_due_and_says_what_lapses(booth: BoothWindow) -> None:
    item = with_floor(booth)
    booth.scan(item.barcode)
    booth.press("Other payment…")
    booth.press("Voucher")
    booth.fill("Amount", str(item.price.amount + 15_000))
    booth.wait_for_words("Rp15.000 of the voucher lapses.")
    booth.fill("Reference (optional)", "V-0042")
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    worth = item.price + Rupiah(15_000)
    assert kept.sale.tenders == (Tender(TenderKind.VOUCHER, item.price, "V-0042", worth),)
    assert kept.sale.change == Rupiah(0)


def test_the_rest_of_a_voucher_payment_is_paid_in_cash_with_change(booth: BoothWindow) -> None:
    item = with_floor(booth)
    booth.scan(item.barcode)
    booth.press("Other payment…")
    booth.press("Voucher")
    booth.fill("Amount", "50000")
    booth.press("Add another payment")
    rest = item.price - Rupiah(50_000)
    booth.fill("Amount", str(rest.amount + 5_000))
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert [t.kind for t in kept.sale.tenders] == [TenderKind.VOUCHER, TenderKind.CASH]
    assert kept.sale.change == Rupiah(5_000)


def beyond_stock(booth: BoothWindow) -> Item:
    """Put one more into the basket than there are."""
    item = min(booth.items(lambda i: i.unit is Unit.PIECE and i.stock <= 3), key=lambda i: i.price)
    booth.scan(item.barcode)
    booth.register.set_size(0, item.stock + 1)
    return item


def test_too_few_is_said_on_the_line_as_soon_as_it_is_so(booth: BoothWindow) -> None:
    item = next(i for i in booth.items() if i.unit is Unit.PIECE and i.stock == 1)
    booth.scan(item.barcode)
    assert "by the books" not in booth.words()
    booth.scan(item.barcode)
    booth.wait_for_words("Only 1 here by the books")


def test_too_few_is_asked_before_any_money_is_taken(booth: BoothWindow) -> None:
    beyond_stock(booth)
    booth.press("QRIS  (F8)")
    booth.wait_for_words("Not enough in stock by the books")
    booth.press("Sell it all the same")
    booth.wait(lambda: isinstance(booth.sheet, PaymentSheet))
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert kept.sale.lines[0].quantity.size > booth.items(lambda i: i.sku == kept.sale.lines[0].sku)[0].stock
    booth.wait(lambda: booth.sheet is None)


def test_a_second_person_is_asked_before_any_money_is_taken(booth: BoothWindow) -> None:
    item = with_floor(booth)
    agree_price(booth, item, item.floor - Rupiah(1_000))
    booth.press("Other payment…")
    booth.fill("PIN", "4321")
    booth.press("Agree")
    booth.wait(lambda: isinstance(booth.sheet, PaymentSheet))
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert kept.sale.approver == "Sari"


@pytest.mark.parametrize("answer", ["Cancel", "Sell it all the same"])
def test_payments_that_were_taken_stay_through_a_question(booth: BoothWindow, answer: str) -> None:
    item = beyond_stock(booth)
    booth.register._stock.sold[item.sku] = (
        item.stock - 9
    )  # the command line sold some meanwhile: nobody here knows
    booth.press("QRIS  (F8)")
    booth.fill("Amount", "100000")
    booth.press("Add another payment")
    booth.press("Paid")
    booth.wait_for_words("Not enough in stock by the books")
    booth.press(answer)
    if answer == "Cancel":
        booth.wait(lambda: isinstance(booth.sheet, PaymentSheet))
        sheet = booth.sheet
        assert isinstance(sheet, PaymentSheet)
        rest = booth.cart.net - Rupiah(100_000)
        assert [(t.kind, t.amount) for t in sheet._tenders] == [
            (TenderKind.QRIS, Rupiah(100_000)),
            (TenderKind.CASH, rest),
        ]
        assert booth.sales() == ()
        booth.press("Paid")
        booth.press("Sell it all the same")
    (kept,) = booth.wait_for_sales(1)
    assert kept.sale.tenders[0].amount == Rupiah(100_000)
    booth.wait(lambda: booth.sheet is None)


def test_leaving_a_payment_forgets_nothing_that_was_taken_without_a_word(booth: BoothWindow) -> None:
    booth.scan(with_floor(booth).barcode)
    booth.press("QRIS  (F8)")
    booth.fill("Amount", "100000")
    booth.press("Add another payment")
    booth.press("Cancel")
    booth.wait_for_words("Rp100.000 QRIS was taken already.")
    booth.press("Cancel")
    booth.wait(lambda: isinstance(booth.sheet, PaymentSheet))
    booth.key(Qt.Key.Key_Escape)
    booth.press("It was given back")
    booth.wait(lambda: booth.sheet is None)
    assert booth.sales() == ()


def test_the_sheet_stays_until_the_sale_is_on_disk(booth: BoothWindow) -> None:
    booth.scan(with_floor(booth).barcode)
    booth.press("QRIS  (F8)")
    with booth.busy_store():
        booth.press("Paid")
        booth.key(Qt.Key.Key_Escape)
        assert isinstance(booth.sheet, PaymentSheet)
    booth.wait_for_sales(1)
    booth.wait(lambda: booth.sheet is None)


def pay_cash(booth: BoothWindow, item: Item, typed: str) -> PaymentSheet:
    """Open the payment sheet on cash, and type an amount."""
    booth.scan(item.barcode)
    booth.press("Other payment…")
    booth.press("Cash")
    booth.fill("Amount", typed)
    sheet = booth.sheet
    assert isinstance(sheet, PaymentSheet)
    return sheet


def test_an_amount_that_would_give_much_back_is_asked_about(booth: BoothWindow) -> None:
    item = with_floor(booth)
    typed = Rupiah(item.price.amount * 100)
    pay_cash(booth, item, str(typed.amount))
    booth.press("Paid")
    booth.wait_for_words(f"that gives {typed - item.price} back")
    assert booth.sales() == ()
    booth.press("Cancel")
    booth.wait(lambda: isinstance(booth.sheet, PaymentSheet))
    sheet = booth.sheet
    assert isinstance(sheet, PaymentSheet)
    assert (sheet._tenders, sheet.field.text(), sheet._kind) == ([], typed.bare(), TenderKind.CASH)
    assert booth.sales() == ()

    booth.fill("Amount", str(item.price.amount + 99_999))
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert kept.sale.change == Rupiah(99_999)


def test_much_change_that_is_meant_is_given(booth: BoothWindow) -> None:
    item = with_floor(booth)
    pay_cash(booth, item, str(item.price.amount + 100_000))
    booth.press("Paid")
    booth.press("Yes, give Rp100.000 back")
    (kept,) = booth.wait_for_sales(1)
    assert kept.sale.change == Rupiah(100_000)
    booth.wait(lambda: booth.sheet is None)


def test_what_was_added_before_and_gives_much_back_is_asked_about_too(booth: BoothWindow) -> None:
    item = with_floor(booth)
    pay_cash(booth, item, str(item.price.amount + 500_000))
    booth.press("Add another payment")
    booth.press("Paid")
    booth.wait_for_words("So much change?")
    booth.press("Cancel")
    booth.wait(lambda: isinstance(booth.sheet, PaymentSheet))
    assert booth.sales() == ()


def test_what_is_typed_when_all_is_covered_is_counted_too(booth: BoothWindow) -> None:
    """The buyer adds a note, to get a larger one back: what is shown as change is what is written down."""
    item = with_floor(booth)
    pay_cash(booth, item, str(item.price.amount + 20_000))
    booth.press("Add another payment")
    booth.fill("Amount", "30000")
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert (kept.sale.change, total(t.amount for t in kept.sale.tenders)) == (
        Rupiah(50_000),
        item.price + Rupiah(50_000),
    )


def test_qris_that_is_shown_when_all_is_covered_is_in_the_books(booth: BoothWindow) -> None:
    item = with_floor(booth)
    pay_cash(booth, item, str(item.price.amount))
    booth.press("Add another payment")
    booth.press("QRIS")
    booth.fill("Amount", "30000")
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert (TenderKind.QRIS, Rupiah(30_000)) in {(t.kind, t.amount) for t in kept.sale.tenders}
    assert kept.sale.change == Rupiah(30_000)


def test_the_change_is_shown_while_the_amount_is_typed(booth: BoothWindow) -> None:
    item = with_floor(booth)
    sheet = pay_cash(booth, item, str(item.price.amount + 12_345))
    assert sheet.field.text() == (item.price + Rupiah(12_345)).bare()
    booth.wait_for_words("Change\nRp12.345")
    booth.fill("Amount", "1000")
    booth.wait_for_words(f"Still to pay\n{item.price}")


def test_a_fault_goes_when_the_amount_is_put_right(booth: BoothWindow) -> None:
    item = with_floor(booth)
    booth.scan(item.barcode)
    booth.press("QRIS  (F8)")
    booth.fill("Amount", str(item.price.amount + 1_000))
    booth.press("Paid")
    booth.wait_for_words("too much is paid without cash")
    booth.press("Take off")
    booth.fill("Amount", str(item.price.amount))
    assert "too much is paid without cash" not in booth.words()


def test_the_other_payments_begin_with_the_card_then_with_what_was_used_last(booth: BoothWindow) -> None:
    item = with_floor(booth)
    booth.scan(item.barcode)
    booth.press("Other payment…")
    assert booth.button("Card").isChecked()
    booth.press("Transfer")
    booth.press("Paid")
    booth.wait_for_sales(1)
    booth.wait(lambda: booth.sheet is None)
    booth.scan(item.barcode)
    booth.press("Other payment…")
    assert booth.button("Transfer").isChecked()


def test_a_voucher_is_worth_what_stands_on_it(booth: BoothWindow) -> None:
    booth.scan(with_floor(booth).barcode)
    booth.press("Other payment…")
    booth.press("Voucher")
    sheet = booth.sheet
    assert isinstance(sheet, PaymentSheet)
    assert sheet.field.text() == ""
    booth.press("Paid")
    assert booth.sales() == ()
    assert not booth.register.is_paying


@pytest.mark.parametrize("way", ["Agreed price", "Discount %", "Discount Rp"])
def test_a_price_under_the_floor_is_said_on_the_line_the_moment_it_is_set(
    booth: BoothWindow, way: str
) -> None:
    item = with_floor(booth)
    typed = {"Agreed price": item.floor - Rupiah(1), "Discount Rp": item.price - item.floor + Rupiah(1)}
    booth.scan(item.barcode)
    sign = f"Under the lowest price {item.floor}: needs a second person"
    assert sign not in booth.words()
    booth.press("Price")
    booth.press(way)
    booth.fill(item.title("en"), str(typed[way].amount) if way in typed else "90")
    booth.press("Done")
    booth.wait_for_words(sign)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_words("A second person must agree")
    assert booth.sales() == ()


def waited_for(booth: BoothWindow) -> tuple[Reason, ...]:
    """Say what of the open basket is to be agreed to."""
    obstacle = booth.register.obstacle()
    assert obstacle is not None
    return obstacle.asks


def test_a_basket_of_nothing_is_handed_over_by_one_key(booth: BoothWindow) -> None:
    """A second person agreed to give it away."""
    booth.scan(KEYRING)
    booth.register.agree(0, Rupiah(0))
    booth.register.agreed_by("Sari", waited_for(booth))
    booth.press("Exact cash")
    sale = booth.wait_for_sales(1)[0].sale
    assert (sale.total, sale.tenders, sale.approver) == (Rupiah(0), (), "Sari")
    booth.wait_for_words("Given for free")


def test_a_basket_of_nothing_still_needs_a_second_person(booth: BoothWindow) -> None:
    booth.scan(KEYRING)
    booth.register.agree(0, Rupiah(0))
    booth.key(Qt.Key.Key_F9)
    booth.wait(lambda: booth.sheet is not None)
    assert booth.sales() == ()


class Locked:
    """A store that is locked until it is let go."""

    def __init__(self) -> None:
        self.is_locked = True

    def __call__(self, *args: Any, **how: Any) -> Any:
        """Sell, or fail."""
        if self.is_locked:
            raise StoreUnavailable("store.db", "database is locked")
        return complete_sale(*args, **how)


def refuse_while_next_comes(booth: BoothWindow, monkeypatch: pytest.MonkeyPatch) -> Locked:
    """Let a payment fail while the goods of the next buyer are scanned."""
    locked = Locked()
    monkeypatch.setattr(paying, "complete_sale", locked)
    booth.scan(SHIRT)
    with booth.busy_store():
        booth.register.pay_key(0)
        booth.scan(KEYRING)
    booth.wait(lambda: not booth.register.is_paying)
    return locked


def test_a_refused_payment_is_told_and_the_next_buyers_goods_wait(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = refuse_while_next_comes(booth, monkeypatch)
    said = f"For the next basket wait: {shop.item(KEYRING).title('en')}"
    assert booth.basket == {SHIRT: 1}
    assert "store.db" in booth.words()
    assert said in booth.words()
    booth.scan(TUNIC)
    booth.wait_for_words(f"{said}, {shop.item(TUNIC).title('en')}")
    assert "store.db" in booth.words()
    assert booth.basket == {SHIRT: 1}
    locked.is_locked = False
    booth.key(Qt.Key.Key_F9)
    (kept,) = booth.wait_for_sales(1)
    assert [line.sku for line in kept.sale.lines] == [SHIRT]
    booth.wait(lambda: booth.basket == {KEYRING: 1, TUNIC: 1})
    assert said not in booth.words()


def test_goods_that_wait_go_into_the_basket_where_they_are_the_same_buyers(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_while_next_comes(booth, monkeypatch)
    booth.press("Add to this basket")
    booth.wait(lambda: booth.basket == {SHIRT: 1, KEYRING: 1})
    booth.scan(TUNIC)
    assert booth.basket == {SHIRT: 1, KEYRING: 1, TUNIC: 1}


@pytest.mark.parametrize("let_go", ["park", "clear"])
def test_goods_that_wait_come_when_the_basket_is_let_go(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch, let_go: str
) -> None:
    refuse_while_next_comes(booth, monkeypatch)
    getattr(booth.register, let_go)()
    booth.wait(lambda: booth.basket == {KEYRING: 1})


def test_goods_that_wait_are_told_of_on_a_page_that_is_built_anew(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_while_next_comes(booth, monkeypatch)
    booth.press("Menu")
    booth.press("Back to selling")
    booth.wait_for_words("For the next basket wait:")
    assert booth.basket == {SHIRT: 1}


def test_what_is_scanned_after_a_refusal_is_for_the_basket_as_ever(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paying, "complete_sale", Locked())
    booth.scan(SHIRT)
    booth.register.pay_key(0)
    booth.wait(lambda: not booth.register.is_paying)
    assert "store.db" in booth.words()
    booth.scan(KEYRING)
    assert booth.basket == {SHIRT: 1, KEYRING: 1}


def test_a_voucher_counts_in_full_again_when_what_stood_before_it_is_taken_off(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.press("Other payment…")
    sheet = booth.wait_for(PaymentSheet)
    booth.press("Cash")
    booth.fill("Amount", "300.000")
    booth.press("Add another payment")
    booth.press("Voucher")
    booth.fill("Amount", "200.000")
    booth.press("Add another payment")
    assert [t.amount for t in sheet.taken] == [Rupiah(300_000), Rupiah(95_000)]
    booth.tap(
        next(row for row in sheet.findChildren(Button) if "300.000  \N{MULTIPLICATION X}" in row.text())
    )
    assert [t.amount for t in sheet.taken] == [Rupiah(200_000)]
    booth.wait(lambda: booth.register.basket.counted == sheet.taken)
    booth.press("Cash")
    booth.press("Paid")
    sale = booth.wait_for_sales(1)[0].sale
    assert [(t.kind, t.amount) for t in sale.tenders] == [
        (TenderKind.VOUCHER, Rupiah(200_000)),
        (TenderKind.CASH, Rupiah(195_000)),
    ]


def test_what_a_second_person_did_not_read_is_asked_for_before_it_is_sold(booth: BoothWindow) -> None:
    item = with_floor(booth)
    agree_price(booth, item, item.floor - Rupiah(1_000))
    booth.press("Other payment…")
    booth.wait_for_words(f"{item.names.en} may not go under {item.floor}. {booth.cart.net} is asked")
    booth.fill("PIN", "4321")
    booth.press("Agree")
    booth.wait(lambda: isinstance(booth.sheet, PaymentSheet))
    booth.press("Cancel")
    booth.wait(lambda: booth.sheet is None)
    desk = booth.register.desk
    booth.register.take_settings(desk.with_settings(replace(desk.settings, discount_limit=1)))
    booth.press("Exact cash")
    booth.wait_for_words("It is not what was agreed to any more. Now it is:")
    booth.wait_for_words("A discount this high")
    booth.wait_for_words(f"{item.names.en}: {item.price} → {booth.cart.net}")
    assert booth.sales() == ()
    booth.fill("PIN", "4321")
    booth.press("Agree")
    assert booth.wait_for_sales(1)[0].sale.approver == "Sari"


def sell_out_elsewhere(booth: BoothWindow, item: Item) -> None:
    """Sell all there is of something by the command line: nobody in the window knows."""
    cart = Cart(uuid4()).add(item).with_size(0, item.stock)
    paid = (Tender(TenderKind.TRANSFER, cart.net),)
    complete_sale(booth.desk, cart, paid, cashier="Rini", now=datetime.now(UTC))


def test_each_piece_that_is_short_is_named_and_no_other_is_sold_all_the_same(booth: BoothWindow) -> None:
    pieces = sorted(booth.items(lambda i: i.unit is Unit.PIECE), key=lambda i: i.stock)[:3]
    for item in pieces:
        booth.scan(item.barcode)
    for item in pieces[:2]:
        sell_out_elsewhere(booth, item)
    booth.press("Exact cash")
    booth.wait_for_words("Not enough here:")
    for item in pieces[:2]:
        assert f"{item.names.en}: 0 left, 1 asked" in booth.words()
    assert f"{pieces[2].names.en}: 0 left" not in booth.words()
    sell_out_elsewhere(booth, pieces[2])
    booth.press("Sell it all the same")
    booth.wait_for_words(f"{pieces[2].names.en}: 0 left, 1 asked")
    assert len(booth.sales()) == 3
    booth.press("Sell it all the same")
    assert len(booth.wait_for_sales(4)[-1].sale.lines) == 3


def test_what_is_too_much_without_cash_is_no_change(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.press("QRIS  (F8)")
    booth.fill("Amount", "500.000")
    booth.press("Add another payment")
    booth.wait_for_words("Too much without cash\nRp105.000")
    booth.press("Cash")
    booth.wait_for_words("Too much without cash\nRp105.000")


def test_what_was_taken_by_qris_is_asked_of_the_buyer_no_more(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.press("QRIS  (F8)")
    sheet = booth.wait_for(PaymentSheet)
    shown: list[object] = []
    sheet.qris_shown.connect(shown.append)
    booth.press("Add another payment")
    booth.wait_for_words("Still to pay\nRp0")
    assert shown[-1] is None
