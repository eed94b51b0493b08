"""Entering paper slips in the window: over the other payments, shown on a strip, paid any way."""

from datetime import UTC, date, datetime

from PySide6.QtCore import Qt

from batikpos.domain.sale import PaperSlip
from batikpos.domain.slip import write_day
from batikpos.services.baskets import OpenBasket, find_open_basket
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth


def today(booth: BoothWindow) -> date:
    """Say which day it is at the fair."""
    return booth.desk.fair.local(datetime.now(UTC)).date()


def ask(booth: BoothWindow) -> None:
    """Open the sheet for the paper slip."""
    booth.press("Other payment…")
    booth.press("Paper slip…")
    booth.wait_for_words("Number on the slip")


def enter(booth: BoothWindow, number: str) -> None:
    """Enter a slip for the open basket, for a power cut today."""
    ask(booth)
    booth.fill("Number on the slip", number)
    booth.press("Power cut")
    booth.press("Done")
    booth.wait(lambda: not booth.sale_page.asking.is_open)


def test_a_basket_from_a_slip_shows_it_and_is_paid_by_one_key(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    enter(booth, "17")
    strip = f"Paper slip no. 17, {write_day(today(booth))}"
    booth.wait_for_words(strip)
    booth.key(Qt.Key.Key_F9)
    (kept,) = booth.wait_for_sales(1)
    assert kept.sale.slip == PaperSlip("17", today(booth), "Power cut")
    booth.wait(lambda: not booth.cart.lines)
    assert strip not in booth.words()

    booth.scan(booth.items()[0].barcode)
    booth.key(Qt.Key.Key_F9)
    assert booth.wait_for_sales(2)[-1].sale.slip is None


def test_a_slip_is_paid_by_the_payment_sheet_too(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    enter(booth, "17")
    booth.press("QRIS  (F8)")
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert kept.sale.slip is not None


def test_the_pad_types_where_the_hand_was(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    ask(booth)
    for key in ("1", "7", "0", "Erase"):
        booth.press(key)
    booth.fill("Date on the slip", write_day(today(booth))[:-1])
    booth.press(write_day(today(booth))[-1])
    booth.press("Laptop broken")
    booth.press("Done")
    booth.wait(lambda: booth.sheet is None)
    assert booth.register.slip == PaperSlip("17", today(booth), "Laptop broken")


def test_a_slip_that_cannot_be_is_said_on_the_sheet(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    ask(booth)
    booth.press("Done")
    booth.wait_for_words("The paper slip has no number.")
    booth.fill("Number on the slip", "17")
    booth.press("Done")
    booth.wait_for_words("A reason is needed.")
    booth.fill("Date on the slip", "31/02/2026")
    booth.press("Done")
    booth.wait_for_words("“31/02/2026” is no date.")
    booth.fill("Date on the slip", "31/12/2099")
    booth.press("Power cut")
    booth.press("Done")
    booth.wait_for_words("not of 31/12/2099")
    booth.press("Cancel")
    booth.wait(lambda: booth.sheet is None)
    assert booth.register.slip is None
    assert len(booth.cart.lines) == 1


def test_the_next_slip_begins_like_the_last_and_a_used_one_is_refused_at_once(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    enter(booth, "17")
    booth.key(Qt.Key.Key_F9)
    (kept,) = booth.wait_for_sales(1)
    booth.wait(lambda: not booth.cart.lines)
    booth.scan(booth.items()[0].barcode)
    ask(booth)
    booth.fill("Number on the slip", "17")
    booth.press("Done")
    booth.wait_for_words(f"was already entered as {kept.sale.number}")
    booth.fill("Number on the slip", "18")
    booth.press("Done")  # day and reason are still those of the one before
    booth.wait(lambda: booth.sheet is None)
    assert booth.register.slip == PaperSlip("18", today(booth), "Power cut")


def test_a_slip_comes_off_by_its_cross_and_stays_through_undo(booth: BoothWindow) -> None:
    for item in booth.items()[:2]:
        booth.scan(item.barcode)
    enter(booth, "17")
    booth.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    booth.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not booth.cart.lines
    assert booth.register.slip is not None
    assert "Paper slip no. 17" in booth.words()
    booth.scan(booth.items()[0].barcode)
    booth.press("Take the paper slip off")
    booth.wait(lambda: "Paper slip no. 17" not in booth.words())
    booth.key(Qt.Key.Key_F9)
    assert booth.wait_for_sales(1)[0].sale.slip is None


def test_a_slip_is_put_right_by_entering_it_again(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    enter(booth, "17")
    ask(booth)
    assert "17" in booth.words()
    booth.press("8")  # the number is chosen, so that typing replaces it
    booth.press("Done")
    booth.wait(lambda: booth.sheet is None)
    assert booth.register.slip == PaperSlip("8", today(booth), "Power cut")


def test_a_slip_is_there_again_after_a_crash_and_in_the_other_language(open_booth: OpenBooth) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    crashed.scan(crashed.items()[0].barcode)
    enter(crashed, "17")
    crashed.wait(lambda: find_open_basket(crashed.desk) == OpenBasket(crashed.cart, crashed.register.slip))

    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    assert "Paper slip no. 17" in booth.words()
    booth.press(booth.flow.bar.language.accessibleName())
    booth.wait(lambda: booth.register.desk.settings.language == "id")
    booth.wait_for_words("Nota tulis no. 17")
    booth.key(Qt.Key.Key_F9)
    (kept,) = booth.wait_for_sales(1)
    assert kept.sale.slip == crashed.register.slip


def test_a_slip_is_neither_left_nor_entered_again_while_it_is_looked_up(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    ask(booth)
    booth.fill("Number on the slip", "17")
    booth.press("Power cut")
    with booth.busy_store():
        booth.press("Done")
        booth.tap(booth.button("Cancel"))
        booth.key(Qt.Key.Key_Escape)
        booth.key(Qt.Key.Key_Return)
        assert booth.sheet is not None
    booth.wait(lambda: not booth.sale_page.asking.is_open)
    assert booth.register.slip == PaperSlip("17", today(booth), "Power cut")
