"""What is done with one line of the basket: noted, changed, taken off, taken back."""

from PySide6.QtCore import Qt

from batikpos.services.baskets import find_open_basket
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
