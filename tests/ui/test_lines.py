"""What is done with one line of the basket: noted, changed, taken off, taken back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from batikpos.domain.cart import AmountOff, PercentOff
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Unit
from batikpos.services.baskets import find_open_basket
from batikpos.ui.booth.line_row import LineRow
from batikpos.ui.booth.sheets import PriceSheet
from batikpos.ui.widgets.buttons import Button
from tests.ui.booth import BoothWindow


def test_a_usual_note_takes_two_taps_and_stands_on_the_line_and_the_sale(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    booth.taps = 0
    booth.press("Note")
    booth.press("To be sewn")
    assert booth.taps == 2
    booth.wait(lambda: booth.sheet is None)
    booth.wait_for_words("Note: To be sewn")
    booth.key(Qt.Key.Key_F9)
    (kept,) = booth.wait_for_sales(1)
    assert kept.sale.lines[0].note == "To be sewn"


def test_the_row_of_a_line_that_was_sold_says_nothing_of_it_to_the_next_buyer(booth: BoothWindow) -> None:
    """Rows are taken again, for they are dear to make."""
    first, second = booth.items(lambda item: item.unit is Unit.PIECE and item.stock > 1)[:2]
    booth.scan(first.barcode)
    booth.scan(second.barcode)
    booth.register.note(0, "Hadiah")
    booth.register.discount_line(0, PercentOff(10))
    rows = booth.shell.findChildren(LineRow)
    more = booth.button("more")
    more.setDown(True)  # a finger holds it while the other hand pays
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    assert not any(row.isVisible() for row in rows)
    booth.scan(second.barcode)
    assert booth.shell.findChildren(LineRow) == rows
    (seen,) = (row for row in rows if row.isVisible())
    assert not any(button.isDown() for button in seen.findChildren(Button))
    said = "\n".join(part.text() for part in seen.findChildren(QLabel) if part.isVisible())
    assert second.title("en") in said
    assert not any(word in said for word in ("Hadiah", "Discount", first.title("en")))


def test_a_quantity_that_does_not_bear_its_discount_is_refused_on_the_sheet(booth: BoothWindow) -> None:
    item = booth.items(lambda item: item.unit is Unit.PIECE and item.stock > 3)[0]
    booth.scan(item.barcode)
    booth.register.set_size(0, 3)
    booth.register.discount_line(0, AmountOff(Rupiah(2 * item.price.amount)))
    booth.key(Qt.Key.Key_Asterisk)
    sheet = booth.sheet
    booth.key(Qt.Key.Key_1)
    booth.press("Done")
    assert booth.sheet is sheet
    assert sheet is not None
    assert sheet._fault.text()
    assert booth.basket == {item.sku: 3}


def test_what_is_no_per_cent_is_said_to_be_none(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    booth.press("Price")
    booth.press("Discount %")
    assert isinstance(booth.sheet, PriceSheet)
    booth.sheet.field.setText("5000")
    booth.press("Done")
    booth.wait_for_words("“5000” is no per cent")
    booth.sheet.field.setText("7,5")
    booth.press("Done")
    assert booth.cart.lines[0].discount == PercentOff(750)


def test_a_baskets_discount_that_has_no_room_any_more_is_said_to_be_gone(booth: BoothWindow) -> None:
    """A buyer who was promised it would pay more, and nobody had been told."""
    first, second, third = booth.items(lambda item: item.unit is Unit.PIECE and item.stock > 1)[:3]
    for item in (first, second, third):
        booth.scan(item.barcode)
    booth.register.discount_all(AmountOff(Rupiah(first.price.amount + second.price.amount)))
    booth.register.remove(2)
    assert booth.cart.discount is not None
    assert "was taken off" not in booth.words(), "there is room for it still"
    booth.register.choose(1)
    booth.press("less")
    assert booth.cart.discount is None
    booth.wait_for_words("was taken off")
    booth.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert booth.cart.discount is not None


def test_a_note_is_typed_with_the_keys_alone_and_undone(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    booth.key(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    booth.fill("Note", "untuk Ibu Sri")
    booth.press("Done")
    assert booth.cart.lines[0].note == "untuk Ibu Sri"
    booth.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert booth.cart.lines[0].note == ""
    assert "Note: untuk" not in booth.words()


def test_a_note_is_kept_with_the_open_basket(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    booth.register.note(0, "Hadiah")

    def is_kept() -> bool:
        found = find_open_basket(booth.desk)
        return found is not None and found.cart.lines[0].note == "Hadiah"

    booth.wait(is_kept)


def test_half_a_metre_is_one_tap_on_the_pad(booth: BoothWindow) -> None:
    cloth = booth.items(lambda item: item.unit is Unit.METRE)[0]
    booth.scan(cloth.barcode)
    booth.key(Qt.Key.Key_Asterisk)
    booth.press("2,5 m")
    booth.wait(lambda: booth.sheet is None)
    assert booth.basket == {cloth.sku: 2_500}
    booth.key(Qt.Key.Key_Asterisk)
    booth.press("0,5 m")
    assert booth.basket == {cloth.sku: 500}


def test_a_dozen_is_one_tap_and_any_other_number_is_typed(booth: BoothWindow) -> None:
    item = booth.items(lambda item: item.unit is Unit.PIECE and item.stock >= 100)[0]
    booth.scan(item.barcode)
    booth.key(Qt.Key.Key_Asterisk)
    booth.press("12")
    assert booth.basket == {item.sku: 12}
    booth.key(Qt.Key.Key_Asterisk)
    booth.fill("How many pieces?", "7")
    booth.press("Done")
    assert booth.basket == {item.sku: 7}


def test_the_price_sheet_says_the_list_price_and_the_lowest_and_goes_back_to_the_list(
    booth: BoothWindow,
) -> None:
    item = booth.items(lambda item: bool(item.floor))[0]
    booth.scan(item.barcode)
    booth.key(Qt.Key.Key_F6)
    booth.wait_for_words(f"List price {item.price.bare()} · lowest {item.floor.bare()}")
    for key in item.floor.bare().replace(".", ""):
        booth.press(key)
    booth.press("Done")
    booth.wait(lambda: booth.cart.lines[0].agreed == item.floor)
    booth.key(Qt.Key.Key_F6)
    booth.press("List price")
    booth.wait(lambda: booth.sheet is None)
    assert booth.cart.lines[0].agreed is None
    assert booth.cart.net == item.price


def test_the_price_sheet_says_what_more_than_one_piece_comes_to_as_it_is_typed(booth: BoothWindow) -> None:
    """What two agreed on is often what both pieces cost, and not each."""
    item = booth.items(lambda item: item.unit is Unit.PIECE and item.stock > 1)[0]
    booth.scan(item.barcode)
    booth.scan(item.barcode)
    booth.key(Qt.Key.Key_F6)
    booth.wait_for_words(f"2 x {item.price.bare()} = {item.price.times(2)}")
    for key in ("9", "000", "000"):
        booth.press(key)
    booth.wait_for_words("2 x 9.000.000 = Rp18.000.000 · more than the list price")
    booth.press("Discount Rp")
    booth.wait(lambda: "more than the list price" not in booth.words())


def test_the_price_sheet_keeps_the_windows_focus(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    booth.key(Qt.Key.Key_F6)
    assert QApplication.activeWindow() is booth.shell
    focused = QApplication.focusWidget()
    assert booth.sheet is not None
    assert focused is not None
    assert booth.sheet.isAncestorOf(focused)
