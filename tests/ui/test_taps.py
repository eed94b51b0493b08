"""Two quick taps, and keys that are held or struck twice: each act is done once, and nothing else is."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from batikpos.services.till import show_till
from batikpos.settings import change_setting
from batikpos.store.journal import list_facts, list_heads
from batikpos.ui.booth.cash import CashPage
from batikpos.ui.booth.closing import ClosedPage
from batikpos.ui.booth.counting import CountedPage, CountPage
from batikpos.ui.booth.printerpage import PrinterPage
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.signin import OpenTillPage, SignInPage
from batikpos.ui.register import Register
from batikpos.ui.tasks import Lane
from tests.shop import KEYRING, item
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth
from tests.ui.screens.screen import type_slowly

ENTER = Qt.Key.Key_Return


def double_press(booth: BoothWindow, name: str) -> None:
    """Tap the button that says `name` twice, quickly."""
    booth.wait(booth.button(name).isEnabled)
    booth.double_tap(booth.button(name))


def settle(booth: BoothWindow) -> None:
    """Wait until the store's lane has done what it was asked."""
    done: list[None] = []
    booth.flow._tasks.run(Lane.STORE, lambda: None, done=done.append)
    booth.wait(lambda: bool(done))


def hold(booth: BoothWindow, key: Qt.Key, times: int = 5) -> None:
    """Hold a key down, so that it is repeated."""
    handle, nothing = booth.shell.windowHandle(), Qt.KeyboardModifier.NoModifier
    for n in range(times):
        QApplication.sendEvent(handle, QKeyEvent(QEvent.Type.KeyPress, key, nothing, "", n > 0))
    QApplication.sendEvent(handle, QKeyEvent(QEvent.Type.KeyRelease, key, nothing))


def facts(booth: BoothWindow, kind: str) -> int:
    """Count the facts of a kind."""
    with booth.desk.store.reading() as tx:
        return sum(
            fact.kind == kind
            for head in list_heads(tx)
            for fact in list_facts(tx, head.fair_id, head.journal_id)
        )


def cover_with(booth: BoothWindow, name: str) -> QWidget:
    """Say what lies under a button of a sheet."""
    button, sheet = booth.button(name), booth.sheet
    assert sheet is not None
    at = button.mapTo(booth.shell, button.rect().center())
    sheet.hide()
    under = booth.shell.childAt(at)
    sheet.show()
    assert under is not None
    return under


@pytest.mark.parametrize("key", [Qt.Key.Key_F6, Qt.Key.Key_Asterisk])
def test_two_taps_on_done_touch_no_card_under_the_sheet(booth: BoothWindow, key: Qt.Key) -> None:
    booth.scan(KEYRING)
    booth.key(key)
    booth.wait(lambda: booth.sheet is not None)
    under = cover_with(booth, "Done")
    assert booth.sale_page.find_pane.isAncestorOf(under), "this test needs a card there"
    type_slowly(booth, "12000" if key == Qt.Key.Key_F6 else "3")
    double_press(booth, "Done")
    booth.wait(lambda: booth.sheet is None)
    assert list(booth.basket) == [KEYRING]


def test_two_taps_on_what_hears_both_are_two(booth: BoothWindow) -> None:
    booth.scan(KEYRING)
    booth.key(Qt.Key.Key_Asterisk)
    booth.press("Cancel")
    double_press(booth, "more")
    booth.wait(lambda: booth.basket == {KEYRING: 3})
    booth.tap_card(item(KEYRING), twice=True)
    assert booth.basket == {KEYRING: 5}


def test_a_morning_begun_with_two_taps_begins_once(open_booth: OpenBooth) -> None:
    booth = open_booth(float_=None, cashier="", pin="")
    booth.wait_for(SignInPage)
    type_slowly(booth, "1234")
    double_press(booth, "Sign in")
    booth.wait_for(OpenTillPage)
    settle(booth)
    assert len(booth.flow.findChildren(Register)) == 1
    booth.press("500.000")
    double_press(booth, "Open the till")
    booth.wait_for_sale_screen()
    settle(booth)
    assert facts(booth, "till_open") == 1
    assert booth.basket == {}
    assert "already" not in booth.words()


def test_enter_struck_twice_signs_in_and_opens_once(open_booth: OpenBooth) -> None:
    booth = open_booth(float_=None, cashier="", pin="")
    booth.wait_for(SignInPage)
    type_slowly(booth, "1234")
    with booth.busy_store():
        booth.key(ENTER)
        booth.key(ENTER)
    booth.wait_for(OpenTillPage)
    settle(booth)
    assert len(booth.flow.findChildren(Register)) == 1
    booth.press("500.000")
    page = booth.wait_for(OpenTillPage)
    page.field.setFocus()
    with booth.busy_store():
        booth.key(ENTER)
        booth.key(ENTER)
    booth.wait_for(SalePage)
    settle(booth)
    assert facts(booth, "till_open") == 1


def test_a_held_enter_moves_cash_once_and_so_does_one_struck_twice(booth: BoothWindow) -> None:
    booth.press("Menu")
    booth.press("Cash in and out")
    page = booth.wait_for(CashPage)
    for way, done in (("held", 1), ("twice", 2)):
        booth.fill("Amount", "20000")
        booth.fill("Reason", "parkir")
        page.why.setFocus()
        with booth.busy_store():
            if way == "held":
                hold(booth, ENTER)
            else:
                booth.key(ENTER)
                booth.key(ENTER)
        settle(booth)
        till = show_till(booth.desk)
        assert till is not None
        assert len(till.moves) == done


def test_a_count_confirmed_twice_is_one_count_and_a_till_closed_by_two_taps_stays_closed(
    booth: BoothWindow,
) -> None:
    booth.press("Close the till")
    booth.wait_for(CountPage)
    booth.fill("100.000", "5")
    booth.button("Confirm the count").setFocus()
    with booth.busy_store():
        booth.key(ENTER)
        booth.key(ENTER)
    booth.wait_for(CountedPage)
    settle(booth)
    assert facts(booth, "count") == 1
    double_press(booth, "Close the till")
    booth.wait_for(ClosedPage)
    settle(booth)
    assert booth.page(ClosedPage) is not None
    assert facts(booth, "till_close") == 1
    assert booth.button("Open the till again").isVisible()


def test_the_keyboard_goes_back_where_it_was_when_a_sheet_closes(booth: BoothWindow) -> None:
    booth.press("Menu")
    booth.press("Cash in and out")
    booth.wait_for(CashPage)
    booth.press("Open the drawer…")
    booth.press("Change money")
    booth.press("Open the drawer")
    booth.wait(lambda: booth.sheet is None)
    booth.key(Qt.Key.Key_Escape)
    booth.wait_for_sale_screen()


def test_a_held_delete_takes_off_one_line(booth: BoothWindow) -> None:
    for goods in booth.items()[:3]:
        booth.scan(goods.barcode)
    booth.wait(lambda: len(booth.basket) == 3)
    hold(booth, Qt.Key.Key_Delete)
    settle(booth)
    assert len(booth.basket) == 2


def test_a_printer_that_was_just_typed_can_be_tried_at_once(open_booth: OpenBooth, home: Path) -> None:
    change_setting(home, "printer", "none:")
    booth = open_booth()
    booth.wait_for_sale_screen()
    booth.tap(booth.flow.bar.printer)
    page = booth.wait_for(PrinterPage)
    assert not page._printer._print.isEnabled()
    booth.fill("Printer address", f"file:{home / 'other.bin'}")
    booth.press("Print a test page")
    booth.wait_for_words("The printer says that it is printed.")
    assert (home / "other.bin").stat().st_size
