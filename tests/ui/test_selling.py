"""Filling a basket by cards, scans and keys, and selling it for cash."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from batikpos.domain.catalogue import Item
from batikpos.domain.money import Rupiah, total
from batikpos.domain.quantity import Unit
from batikpos.domain.tender import TenderKind
from batikpos.services.disk import Room
from batikpos.services.returns import void_sale
from batikpos.settings import load_settings, save_settings
from batikpos.ui.booth.linesheets import SizeSheet
from batikpos.ui.booth.opensheet import OpenSheet
from batikpos.ui.register import BasketInUse
from tests.domain.codes import STATIC
from tests.shop import KEYRING, SHIRT
from tests.ui.booth import BoothWindow


def pieces(booth: BoothWindow, stock: int = 3) -> list[Item]:
    """List goods sold by the piece of which there are some."""
    return booth.items(lambda item: item.unit is Unit.PIECE and item.stock >= stock)


def test_three_taps_and_exact_cash_make_one_sale_and_the_next_begins_by_itself(booth: BoothWindow) -> None:
    chosen = pieces(booth)[:3]
    for item in chosen:
        booth.tap_card(item)
    booth.press("Exact cash")
    (kept,) = booth.wait_for_sales(1)

    assert booth.taps == 4
    assert [line.sku for line in kept.sale.lines] == [item.sku for item in chosen]
    assert kept.sale.total == total(item.price for item in chosen)
    assert [(t.kind, t.amount) for t in kept.sale.tenders] == [(TenderKind.CASH, kept.sale.total)]
    assert kept.sale.change.amount == 0
    assert booth.cart.lines == ()
    assert booth.cart.sale_id != kept.sale.sale_id
    booth.wait_for_words(kept.sale.number)

    booth.tap_card(chosen[0])
    assert booth.basket == {chosen[0].sku: 1}


def test_a_double_tap_on_a_card_counts_two(booth: BoothWindow) -> None:
    item = pieces(booth)[0]
    booth.tap_card(item, twice=True)

    assert booth.basket == {item.sku: 2}


def test_four_quick_taps_on_a_card_count_four(booth: BoothWindow) -> None:
    item = pieces(booth)[0]
    booth.tap_card(item, twice=True)
    booth.tap_card(item, twice=True)

    assert booth.basket == {item.sku: 4}


def test_a_double_click_on_pay_sells_once(booth: BoothWindow) -> None:
    booth.tap_card(pieces(booth)[0])
    booth.double_tap(booth.button("Exact cash"))
    booth.wait_for_sales(1)
    booth.double_tap(booth.button("Exact cash"))

    assert len(booth.sales()) == 1


def test_f9_sells_once_however_often_it_is_pressed(booth: BoothWindow) -> None:
    booth.tap_card(pieces(booth)[0])
    with booth.busy_store():
        for _ in range(5):
            booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    booth.key(Qt.Key.Key_F9)

    assert len(booth.sales()) == 1


def test_f10_takes_the_first_suggested_note_and_gives_change(booth: BoothWindow) -> None:
    booth.tap_card(pieces(booth)[0])
    note = booth.register.notes()[0]
    booth.key(Qt.Key.Key_F10)
    (kept,) = booth.wait_for_sales(1)

    assert kept.sale.tenders[0].amount == note
    assert kept.sale.change == note - kept.sale.total
    booth.wait_for_words(str(kept.sale.change))


def test_a_scan_fills_the_basket_wherever_the_focus_is(booth: BoothWindow) -> None:
    first, second = pieces(booth)[:2]
    booth.scan(first.barcode)
    booth.key(Qt.Key.Key_F2)
    booth.scan(second.barcode)
    booth.scan(first.barcode)

    assert booth.basket == {first.sku: 2, second.sku: 1}
    assert booth.sale_page.findChild(QLineEdit).text() == ""  # type: ignore[union-attr]  # it is there


def test_a_sku_may_be_scanned_too(booth: BoothWindow) -> None:
    item = pieces(booth)[0]
    booth.scan(item.sku)

    assert booth.basket == {item.sku: 1}


def test_a_scan_while_a_sale_is_being_saved_goes_into_the_next_basket(booth: BoothWindow) -> None:
    first, second = pieces(booth)[:2]
    booth.scan(first.barcode)
    with booth.busy_store():
        booth.register.pay_key(0)
        booth.scan(second.barcode)
        assert booth.register.is_paying
    (kept,) = booth.wait_for_sales(1)

    assert [line.sku for line in kept.sale.lines] == [first.sku]
    assert booth.basket == {second.sku: 1}


def test_an_unknown_code_offers_to_sell_the_goods_without_one(booth: BoothWindow) -> None:
    booth.scan("8991234567890")
    booth.wait_for_words("Code 8991234567890 is not in the catalogue.")
    booth.press("Sell goods without a code")
    booth.wait_for(OpenSheet)
    booth.press("Cancel")
    assert "8991234567890" not in booth.words()
    booth.register.refused.emit(BasketInUse())
    assert "Sell goods without a code" not in booth.words()  # of another mishap it is no way out


def test_an_unknown_code_is_said_and_the_next_scan_works(booth: BoothWindow) -> None:
    booth.scan("9999999999999")
    assert "9999999999999" in booth.words()
    assert booth.cart.lines == ()

    item = pieces(booth)[0]
    booth.scan(item.barcode)
    assert booth.basket == {item.sku: 1}
    assert "9999999999999" not in booth.words()


def test_undo_takes_the_last_change_back_by_key_and_button(booth: BoothWindow) -> None:
    first, second = pieces(booth)[:2]
    for item in (first, second, second):
        booth.tap_card(item)
    booth.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert booth.basket == {first.sku: 1, second.sku: 1}

    booth.press("Undo")
    assert booth.basket == {first.sku: 1}

    booth.press("Undo")
    assert booth.basket == {}
    assert not booth.button("Undo").isEnabled()


def test_the_star_key_asks_how_many(booth: BoothWindow) -> None:
    item = pieces(booth)[0]
    booth.scan(item.barcode)
    booth.key(Qt.Key.Key_Asterisk)
    booth.wait(lambda: booth.sheet is not None)
    booth.fill("How many pieces?", "3")
    booth.press("Done")
    booth.wait(lambda: booth.sheet is None)

    assert booth.basket == {item.sku: 3}


def test_enter_confirms_the_number_that_was_asked_for_once(booth: BoothWindow) -> None:
    item = pieces(booth)[0]
    booth.scan(item.barcode)
    booth.press("1")
    booth.fill("How many pieces?", "2")
    booth.key(Qt.Key.Key_Return)
    booth.wait(lambda: booth.sheet is None)

    assert booth.basket == {item.sku: 2}
    booth.press("Undo")
    assert booth.basket == {item.sku: 1}


def test_nonsense_for_a_number_is_said_on_the_sheet(booth: BoothWindow) -> None:
    item = pieces(booth)[0]
    booth.scan(item.barcode)
    booth.press("1")
    booth.fill("How many pieces?", "0")
    booth.press("Done")

    assert booth.sheet is not None
    booth.key(Qt.Key.Key_Escape)
    booth.wait(lambda: booth.sheet is None)
    assert booth.basket == {item.sku: 1}


def test_a_pay_key_over_a_sheet_pays_nothing(booth: BoothWindow) -> None:
    first = pieces(booth)[0]
    booth.scan(first.barcode)
    booth.press("1")
    booth.key(Qt.Key.Key_F9)

    assert booth.sheet is not None
    assert booth.basket == {first.sku: 1}
    assert booth.sales() == ()


def test_cloth_by_the_metre_is_asked_in_metres(booth: BoothWindow) -> None:
    cloth = next(i for i in booth.items() if i.unit is Unit.METRE)
    booth.scan(cloth.barcode)
    booth.key(Qt.Key.Key_Asterisk)
    booth.fill("How many metres?", "2,5")
    booth.press("Done")
    booth.wait(lambda: booth.sheet is None)

    assert booth.basket == {cloth.sku: 2_500}


def test_delete_takes_the_line_off_and_an_empty_screen_takes_every_key(booth: BoothWindow) -> None:
    booth.scan(pieces(booth)[0].barcode)
    booth.key(Qt.Key.Key_Delete)
    assert booth.basket == {}

    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_F6, Qt.Key.Key_F8, Qt.Key.Key_F9):
        booth.key(key)
    booth.key(Qt.Key.Key_Return)
    assert booth.sheet is None
    assert booth.sales() == ()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_no_single_key_of_the_keyboard_pays(booth: BoothWindow, key: Qt.Key) -> None:
    item = pieces(booth)[0]
    booth.tap_card(item)
    booth.key(key)
    booth.wait(lambda: not booth.register.is_paying)

    assert booth.sheet is None
    assert booth.sales() == ()


def test_typing_finds_and_enter_takes_the_only_one_found(booth: BoothWindow) -> None:
    item = pieces(booth)[0]
    booth.key(Qt.Key.Key_F2)
    booth.fill("Find goods", item.sku.lower())
    booth.key(Qt.Key.Key_Return)

    assert booth.basket == {item.sku: 1}


def test_the_line_just_scanned_is_the_one_the_keys_change(booth: BoothWindow) -> None:
    first, second = pieces(booth)[:2]
    booth.scan(first.barcode)
    booth.scan(second.barcode)
    booth.press("more")

    assert booth.basket == {first.sku: 1, second.sku: 2}


def test_the_papers_of_sales_are_printed(booth: BoothWindow) -> None:
    booth.scan(pieces(booth)[0].barcode)
    booth.key(Qt.Key.Key_F9)
    (kept,) = booth.wait_for_sales(1)
    booth.wait_for_words(f"{kept.sale.number}\nprinted")

    paper = (booth.desk.home / "printer.bin").read_bytes()
    assert kept.sale.number.encode() in paper


def test_on_a_full_disk_nothing_new_is_begun_and_what_is_open_is_sold(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = booth.items()[:2]
    booth.scan(first.barcode)
    monkeypatch.setattr("batikpos.services.disk.look_at_room", lambda _home: Room.NONE)
    booth.scan(second.barcode)
    assert len(booth.basket) == 2
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    booth.wait(lambda: not booth.cart.lines)
    booth.scan(first.barcode)
    assert not booth.cart.lines
    assert "is full" in booth.words()


def test_a_sale_can_be_voided_right_away(booth: BoothWindow) -> None:
    booth.scan(pieces(booth)[0].barcode)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    booth.press("Void")
    booth.fill("Reason", "wrong cloth")
    booth.press("Void the sale")
    sold, void = booth.wait_for_sales(2)

    assert void.sale.reverses == sold.sale.number
    assert void.sale.total == -sold.sale.total


def test_the_cross_is_there_only_while_there_is_something_to_empty(booth: BoothWindow) -> None:
    field = booth.sale_page.find_pane.field
    cross = field.findChild(QPushButton)
    assert cross is not None
    assert not cross.isVisible()
    field.setText("tulis")
    booth.wait(cross.isVisible)
    booth.tap(cross)
    assert field.text() == ""
    booth.wait(lambda: not cross.isVisible())


def test_the_cash_buttons_never_move(booth: BoothWindow) -> None:
    item = pieces(booth)[0]
    booth.tap_card(item)
    button = booth.button("Exact cash")
    cards = booth.sale_page.find_pane._cards
    places = [(button.mapTo(booth.shell, QPoint()), cards.geometry())]
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    booth.scan("9999999999999")
    booth.wait_for_words("9999999999999")
    places.append((button.mapTo(booth.shell, QPoint()), cards.geometry()))
    assert places[0] == places[1]


def test_a_voids_paper_is_told_of_too(booth: BoothWindow) -> None:
    booth.tap_card(pieces(booth)[0])
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    booth.wait_for_words("printed")
    booth.press("Void")
    booth.press("Wrong item")
    booth.press("Void the sale")
    booth.wait_for_sales(2)
    booth.wait_for_words("Returned")
    booth.wait(lambda: "printing" not in booth.words())


def test_a_printer_that_is_set_meanwhile_is_used(booth: BoothWindow, home: Path) -> None:
    assert "Printer not tried yet" in booth.words()
    other = home / "other.bin"
    save_settings(home, replace(load_settings(home), printer=f"file:{other}"))
    booth.wait(lambda: booth.register.desk.settings.printer == f"file:{other}")
    booth.tap_card(pieces(booth)[0])
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    booth.wait(other.exists)
    booth.wait_for_words("Printer ready")


def test_what_was_said_before_is_over_when_the_next_sale_is_made(booth: BoothWindow) -> None:
    booth.scan("9999999999999")
    booth.wait_for_words("Code 9999999999999 is not in the catalogue")
    with booth.busy_store():  # the message comes while the goods are paid for
        booth.scan(KEYRING)
        booth.register.pay_key(0)
        booth.scan("8888888888888")
        assert "Code 8888888888888" in booth.words()
    booth.wait_for_sales(1)
    assert "is not in the catalogue" not in booth.words()


def test_a_qris_code_is_called_one_and_sold_as_nothing(booth: BoothWindow) -> None:
    booth.scan(STATIC)
    booth.wait_for_words("That is a QRIS code, and no label.")
    assert STATIC[:40] not in booth.words()
    assert "Sell goods without a code" not in booth.words()


def test_of_a_long_code_the_beginning_is_said(booth: BoothWindow) -> None:
    booth.scan("9" * 200)
    booth.wait_for_words(f"Code {'9' * 32}… is not in the catalogue")
    assert "Sell goods without a code" in booth.words()


def test_the_change_of_one_buyer_never_comes_back_for_the_next(booth: BoothWindow) -> None:
    booth.scan(KEYRING)
    booth.register.pay(booth.register.basket.settle(Rupiah(20_000)))
    booth.wait_for_sales(1)
    sign = booth.sale_page.basket._sold
    booth.wait(lambda: sign._big.text() == "Rp10.000" and sign.isVisible())
    booth.scan(KEYRING)
    assert not sign.isVisible()
    booth.register.remove(0)
    assert not sign.isVisible()
    booth.wait_for_words("The basket is empty")


@pytest.mark.parametrize("way", ["Enter", "Esc"])
def test_the_keys_of_the_basket_work_when_nothing_stands_in_the_search(booth: BoothWindow, way: str) -> None:
    field = booth.sale_page.find_pane.field
    booth.key(Qt.Key.Key_F2)
    booth.wait(field.hasFocus)
    QTest.keyClicks(field, KEYRING if way == "Enter" else "kain")
    booth.key(Qt.Key.Key_Return if way == "Enter" else Qt.Key.Key_Escape)
    if way == "Esc":
        booth.scan(KEYRING)
    booth.wait(lambda: booth.basket == {KEYRING: 1})
    booth.key(Qt.Key.Key_Asterisk)
    booth.wait_for(SizeSheet)
    assert field.text() == ""
    booth.key(Qt.Key.Key_Escape)
    booth.wait(lambda: booth.sheet is None)
    if way == "Enter":
        booth.key(Qt.Key.Key_F2)
        booth.wait(field.hasFocus)
    booth.key(Qt.Key.Key_Delete)
    assert booth.basket == {}
    booth.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    booth.wait(lambda: booth.basket == {KEYRING: 1})
    assert field.text() == ""


def test_a_second_esc_leaves_the_search(booth: BoothWindow) -> None:
    field = booth.sale_page.find_pane.field
    booth.key(Qt.Key.Key_F2)
    booth.wait(field.hasFocus)
    QTest.keyClicks(field, "kain")
    booth.key(Qt.Key.Key_Escape)
    assert (field.text(), field.hasFocus()) == ("", True)
    booth.key(Qt.Key.Key_Escape)
    assert not field.hasFocus()


def test_a_void_beside_the_next_buyers_goods_leaves_no_sign_for_that_buyer(booth: BoothWindow) -> None:
    booth.scan(KEYRING)
    booth.key(Qt.Key.Key_F9)
    (old,) = booth.wait_for_sales(1)
    booth.scan(KEYRING)
    done = void_sale(booth.desk, old.sale.number, "salah", cashier="Rini", now=datetime.now(UTC))
    booth.register.show_done(done)
    booth.register.remove(0)
    assert booth.register.sign is None
    assert booth.sale_page.basket._sold.isHidden()


def test_a_nota_in_another_language_is_this_buyers_alone(booth: BoothWindow) -> None:
    booth.scan(KEYRING)
    booth.register.switch_nota()
    booth.register.remove(0)
    booth.scan(KEYRING)
    assert booth.register.nota_language == "en"
    booth.register.switch_nota()
    booth.register.remove(0)
    booth.register.undo()
    assert booth.register.nota_language == "id", "undo gives the same buyer's basket back"


def test_undoing_a_line_leaves_the_language_of_the_nota(booth: BoothWindow) -> None:
    booth.scan(KEYRING)
    booth.scan(SHIRT)
    booth.register.switch_nota()
    booth.register.undo()
    assert ([line.item.sku for line in booth.cart.lines], booth.register.nota_language) == ([KEYRING], "id")
