"""The end of the day: a blind count, the Z with its difference, and sending until both hold the same."""

import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from batikpos.commands.demo import CASHIER
from batikpos.domain.cart import CartLine
from batikpos.domain.fact import FactKind
from batikpos.domain.money import Rupiah
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.desk import open_desk
from batikpos.services.orders import take_order
from batikpos.services.till import close_till, move_cash, show_till
from batikpos.settings import load_settings, save_settings
from batikpos.store.engine import StoreBusy, StoreUnavailable
from batikpos.ui.booth import dayend
from batikpos.ui.booth.closing import ClosedPage
from batikpos.ui.booth.counting import CountedPage, CountPage
from batikpos.ui.booth.printerpage import PrinterPage
from batikpos.ui.booth.sheets import QuestionSheet
from batikpos.ui.booth.signin import OpenTillPage
from batikpos.ui.widgets.buttons import Kind
from tests.shop import basket, facts_of
from tests.ui.booth import BoothWindow
from tests.ui.conftest import FLOAT, OpenBooth


def set_centre(home: Path, address: str) -> None:
    """Tell a booth where its centre is."""
    save_settings(home, replace(load_settings(home), central=address))


def sell_one(booth: BoothWindow) -> Rupiah:
    """Sell one thing for exact cash and return what it cost."""
    before = len(booth.sales())
    booth.scan(booth.items(lambda item: item.stock > 1)[0].barcode)
    booth.press("Exact cash")
    return booth.wait_for_sales(before + 1)[-1].sale.total


def facts(booth: BoothWindow, kind: FactKind) -> int:
    """Count the facts of a kind."""
    return sum(fact.kind == kind for fact in facts_of(booth.desk.store))


def count(booth: BoothWindow, hundreds: int) -> CountedPage:
    """Count so many notes of 100.000, and confirm."""
    booth.press("Close the till")
    booth.wait_for(CountPage)
    booth.fill("100.000", str(hundreds))
    booth.press("Confirm the count")
    return booth.wait_for(CountedPage)


def count_and_close(booth: BoothWindow, hundreds: int) -> ClosedPage:
    """Count so many notes of 100.000, and close by that."""
    count(booth, hundreds)
    booth.press("Close the till")
    return booth.wait_for(ClosedPage)


def test_nothing_on_the_count_page_tells_the_expected_cash(booth: BoothWindow) -> None:
    sold = sell_one(booth)
    till = show_till(booth.desk)
    assert till is not None
    expected = till.figures.expected_cash
    assert expected == FLOAT + sold

    booth.press("Close the till")
    page = booth.wait_for(CountPage)
    said = booth.words()
    for secret in (expected, sold, FLOAT):
        assert secret.bare() not in said
        assert str(secret.amount) not in said
    assert all(field.text() == "" for field in page.findChildren(QLineEdit))


def test_the_z_page_shows_what_is_short(booth: BoothWindow) -> None:
    sold = sell_one(booth)
    count_and_close(booth, 3)
    difference = Rupiah(300_000) - FLOAT - sold

    words = booth.words()
    assert str(difference) in words
    assert "There is less in the drawer than there should be." in words
    assert (FLOAT + sold).bare() in words
    till = show_till(booth.desk)
    assert till is not None
    assert not till.is_open
    assert till.figures.difference == difference


def test_the_z_page_tells_what_was_paid_down_apart_from_the_sales(booth: BoothWindow) -> None:
    item, now = booth.items(lambda item: item.stock > 1)[0], datetime.now(UTC)
    cart, down = basket(CartLine(item, item.quantity(1))), (Tender(TenderKind.QRIS, Rupiah(5_000)),)
    due = now.date() + timedelta(days=30)
    take_order(booth.desk, cart, down, customer="Bu Tejo", due=due, cashier="Rini", now=now)
    page = count_and_close(booth, 5)
    booth.wait_for_words("QRIS · Down payment")
    assert "5.000" in booth.words()
    assert page.isVisible()
    booth.wait_for_words("The drawer holds exactly what it should.")


def test_the_z_page_says_when_the_drawer_is_right(booth: BoothWindow) -> None:
    count_and_close(booth, 5)

    assert "The drawer holds exactly what it should." in booth.words()


def test_the_steps_beside_a_note_count_it(booth: BoothWindow) -> None:
    booth.press("Close the till")
    page = booth.wait_for(CountPage)
    for name in ("more 100.000", "more 100.000", "less 100.000", "more 500", "less 200"):
        booth.press(name)

    assert {note: n for note, n in page.counts().items() if n} == {100_000: 1, 500: 1}
    assert Rupiah(100_500).bare() in booth.words()


def test_the_way_back_to_selling_closes_nothing(booth: BoothWindow) -> None:
    booth.press("Close the till")
    booth.wait_for(CountPage)
    booth.press("Back to selling")
    booth.wait_for_sale_screen()

    sell_one(booth)
    assert len(booth.sales()) == 1


@pytest.mark.parametrize("by_key", [True, False])
def test_the_way_back_asks_before_it_loses_a_count(booth: BoothWindow, *, by_key: bool) -> None:
    booth.press("Close the till")
    page = booth.wait_for(CountPage)
    booth.fill("100.000", "5")
    for answer in ("Go on counting", "Back to selling"):
        if by_key:
            booth.key(Qt.Key.Key_Escape)
        else:
            booth.press("Back to selling")
        sheet = booth.wait_for(QuestionSheet)
        assert page.counts()[100_000] == 5
        booth.tap(sheet.confirm_button if answer == "Back to selling" else booth.button(answer))
        booth.wait(lambda: booth.sheet is None)
    booth.wait_for_sale_screen()


def look_at_the_printer(booth: BoothWindow) -> None:
    """Look at the printer by its pill in the bar, and come back."""
    booth.tap(booth.button(booth.flow.bar.printer.text()))
    booth.wait_for(PrinterPage)
    booth.press("Done")


def test_a_count_goes_on_behind_a_look_at_the_printer(booth: BoothWindow) -> None:
    booth.press("Close the till")
    booth.wait_for(CountPage)
    booth.fill("100.000", "5")
    look_at_the_printer(booth)
    assert booth.wait_for(CountPage).counts()[100_000] == 5
    assert booth.flow.day_end.is_counting, "nothing is sold meanwhile"
    booth.press("Confirm the count")
    booth.wait_for(CountedPage)
    look_at_the_printer(booth)
    booth.wait_for(CountedPage)
    booth.press("Close the till")
    booth.wait_for(ClosedPage)
    look_at_the_printer(booth)
    booth.wait_for(ClosedPage)


def test_a_count_is_asked_about_before_the_window_closes_over_the_printer(booth: BoothWindow) -> None:
    booth.press("Close the till")
    booth.wait_for(CountPage)
    booth.fill("100.000", "5")
    booth.tap(booth.button(booth.flow.bar.printer.text()))
    booth.wait_for(PrinterPage)
    booth.shell.close()
    booth.wait_for(QuestionSheet)
    booth.press("Go on counting")
    booth.press("Done")
    assert booth.wait_for(CountPage).counts()[100_000] == 5


def test_what_became_of_a_sending_is_said_where_the_closed_day_was_left(
    sending: BoothWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "centre").mkdir()
    go = threading.Event()

    def refused(*_of: object, **_also: object) -> None:
        go.wait(60)
        raise StoreBusy("centre.db")

    count_and_close(sending, 5)
    monkeypatch.setattr("batikpos.sync.push.push", refused)
    sending.press("Send the day")
    sending.tap(sending.button(sending.flow.bar.printer.text()))
    sending.wait_for(PrinterPage)
    go.set()
    sending.wait_for_words("in use by another program")
    sending.press("Done")
    sending.wait_for(ClosedPage)


def test_a_float_that_was_counted_is_there_behind_a_look_at_the_printer(open_booth: OpenBooth) -> None:
    booth = open_booth(float_=None)
    booth.wait_for(OpenTillPage)
    booth.press("By notes…")
    booth.fill("100.000", "3")
    booth.press("Take Rp300.000")
    look_at_the_printer(booth)
    page = booth.wait_for(OpenTillPage)
    assert (page.field.text(), page.counts) == ("300.000", {100_000: 3})


def test_a_till_that_was_closed_elsewhere_is_not_come_back_to(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    booth.tap(booth.button(booth.flow.bar.printer.text()))
    booth.wait_for(PrinterPage)
    other = open_desk(booth.desk.home)
    with closing(other.store):
        close_till(other, {100_000: 5}, cashier=CASHIER, now=datetime.now(UTC))
    booth.wait(lambda: booth.flow.stage.till is None)
    booth.press("Done")
    booth.wait_for(OpenTillPage)


def try_to_leave(booth: BoothWindow, *buttons: str) -> None:
    """Press Esc, and tap what leads elsewhere: on the page, and in the bar."""
    booth.key(Qt.Key.Key_Escape)
    for name in (*buttons, booth.flow.bar.printer.text(), booth.flow.bar.language.accessibleName()):
        booth.tap(booth.button(name))


def test_a_count_is_neither_left_nor_changed_while_it_is_written(booth: BoothWindow) -> None:
    booth.press("Close the till")
    page = booth.wait_for(CountPage)
    booth.fill("100.000", "5")
    with booth.busy_store():
        booth.press("Confirm the count")
        try_to_leave(booth, "Back to selling", "more 100.000", "Confirm the count")
        assert booth.page(CountPage) is page
        assert page.counts()[100_000] == 5
    booth.wait_for(CountedPage)
    booth.wait_for_words("500.000")
    assert facts(booth, FactKind.COUNT) == 1


def test_a_till_that_is_being_closed_is_neither_left_nor_counted_again(booth: BoothWindow) -> None:
    page = count(booth, 5)
    with booth.busy_store():
        booth.press("Close the till")
        try_to_leave(booth, "Count again", "Close the till")
        assert booth.page(CountedPage) is page
    booth.wait_for(ClosedPage)
    assert booth.flow.bar.isEnabled()
    assert facts(booth, FactKind.TILL_CLOSE) == 1


def test_a_window_closed_while_the_till_is_closed_closes_behind_that(booth: BoothWindow) -> None:
    count(booth, 5)
    with booth.busy_store():
        booth.press("Close the till")
        assert not booth.shell.close()
    booth.wait(lambda: not booth.shell.isVisible())
    assert facts(booth, FactKind.TILL_CLOSE) == 1


@pytest.mark.parametrize("refused", ["count_drawer", "close_till"])
def test_a_window_closed_over_a_count_or_a_close_that_is_refused_stays_to_say_so(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    def fail(*_args: object, **_how: object) -> None:
        raise StoreUnavailable("store.db", "database is locked")

    monkeypatch.setattr(dayend, refused, fail)
    booth.press("Close the till")
    booth.wait_for(CountPage)
    booth.fill("100.000", "5")
    if refused == "close_till":
        booth.press("Confirm the count")
        booth.wait_for(CountedPage)
    with booth.busy_store():
        booth.press("Confirm the count" if refused == "count_drawer" else "Close the till")
        assert not booth.shell.close()
    booth.wait_for_words("store.db")
    booth.wait_for_store()
    assert booth.shell.isVisible()


def test_a_window_closed_over_a_close_by_a_count_that_is_old_stays_with_the_reason(
    booth: BoothWindow, home: Path
) -> None:
    """The drawer moved meanwhile: the count begins anew, on another page, which is no close."""
    booth.press("Close the till")
    booth.wait_for(CountPage)
    booth.press("Confirm the count")
    booth.press("Yes, it is empty")
    booth.wait_for(CountedPage)
    move_elsewhere(home)
    with booth.busy_store():
        booth.press("Close the till")
        assert not booth.shell.close()
    booth.wait_for(CountPage)
    booth.wait_for_store()
    assert booth.shell.isVisible()
    assert facts(booth, FactKind.TILL_CLOSE) == 0


def move_elsewhere(home: Path) -> None:
    """Put money into the drawer by another program."""
    desk = open_desk(home)
    with closing(desk.store):
        move_cash(desk, Rupiah(50_000), reason="kembalian", cashier=CASHIER, now=datetime.now(UTC))


def test_a_window_over_a_till_closed_elsewhere_while_it_is_being_closed_can_be_closed(
    booth: BoothWindow, home: Path
) -> None:
    """The page that waited is gone by the time that the close is refused."""
    count(booth, 5)
    desk = open_desk(home)
    with closing(desk.store):
        close_till(desk, {}, cashier=CASHIER, now=datetime.now(UTC))
    with booth.busy_store():
        booth.press("Close the till")
        booth.flow._watch.closed.emit()
        booth.wait_for(OpenTillPage)
    booth.wait_for_store()
    assert booth.flow.bar.isEnabled()
    assert booth.shell.close()


def test_a_till_that_could_not_be_closed_says_why_and_is_closed_by_another_press(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_how: object) -> None:
        raise StoreUnavailable("store.db", "database is locked")

    count(booth, 5)
    with monkeypatch.context() as patch:
        patch.setattr(dayend, "close_till", fail)
        booth.press("Close the till")
        booth.wait_for_words("store.db")
    booth.press("Close the till")
    booth.wait_for(ClosedPage)


def test_a_close_that_two_must_agree_to_goes_on_where_nobody_agreed(
    open_booth: OpenBooth, home: Path
) -> None:
    save_settings(home, replace(load_settings(home), second_person="close"))
    booth = open_booth()
    booth.wait_for_sale_screen()
    count(booth, 5)
    for answer in ("Cancel", "Agree"):
        booth.press("Close the till")
        booth.wait(lambda: booth.sheet is not None)
        booth.fill("PIN", "4321")
        booth.press(answer)
        booth.wait(lambda: booth.sheet is None)
    booth.wait_for(ClosedPage)


def test_who_waits_long_for_a_count_is_told_why(booth: BoothWindow) -> None:
    said = "The count is being written down…"
    booth.press("Close the till")
    booth.wait_for(CountPage)
    booth.fill("100.000", "5")
    with booth.busy_store():
        booth.press("Confirm the count")
        assert said not in booth.words()
        booth.wait_for_words(said)
    booth.wait_for(CountedPage)
    assert said not in booth.words()


def test_goods_that_came_into_the_basket_after_the_count_keep_the_till_open(booth: BoothWindow) -> None:
    page = count(booth, 5)
    item = booth.items()[0]
    booth.register.add(item)  # as goods of no catalogue do, once they are written
    booth.press("Close the till")
    booth.wait_for_words("There is something in the basket")
    booth.wait_for_store()
    assert booth.page(CountedPage) is page
    till = show_till(booth.desk)
    assert till is not None
    assert till.is_open
    assert booth.basket == {item.sku: 1}


def test_a_basket_must_be_empty_before_the_till_closes(booth: BoothWindow) -> None:
    item = booth.items()[0]
    booth.scan(item.barcode)
    booth.press("Close the till")

    assert booth.page(CountPage) is None
    assert "There is something in the basket" in booth.words()
    assert booth.basket == {item.sku: 1}


def test_after_the_close_the_till_can_be_opened_again(booth: BoothWindow) -> None:
    count_and_close(booth, 5)
    booth.press("Open the till again")
    booth.wait_for(OpenTillPage)
    booth.fill("Float", "200.000")
    booth.press("Open the till")
    booth.wait_for_sale_screen()

    till = show_till(booth.desk)
    assert till is not None
    assert till.is_open
    assert till.float_ == Rupiah(200_000)


@pytest.fixture
def sending(home: Path, open_booth: OpenBooth, tmp_path: Path) -> BoothWindow:
    """Open a booth that has a centre in a file."""
    set_centre(home, str(tmp_path / "centre" / "centre.db"))
    booth = open_booth()
    booth.wait_for_sale_screen()
    return booth


def test_sending_ends_with_both_proven_the_same(sending: BoothWindow, tmp_path: Path) -> None:
    (tmp_path / "centre").mkdir()
    sell_one(sending)
    count_and_close(sending, 5)
    sending.press("Send the day")
    sending.wait_for_words("proven the same")

    assert sending.button("Sent")
    assert not sending.button("Sent").isEnabled()


def test_a_centre_that_cannot_be_reached_is_said_and_asked_again(
    sending: BoothWindow, tmp_path: Path
) -> None:
    sell_one(sending)
    count_and_close(sending, 5)
    sending.press("Send the day")
    sending.wait_for_words("Send again")
    assert "centre.db" in sending.words()

    (tmp_path / "centre").mkdir()
    sending.press("Send again")
    sending.wait_for_words("proven the same")


def test_without_a_centre_nothing_can_be_sent(booth: BoothWindow) -> None:
    count_and_close(booth, 5)

    assert "No centre is set" in booth.words()
    assert "Send the day" not in booth.words()
    assert booth.button("Save to a stick…").kind is Kind.PRIMARY  # type: ignore[attr-defined]  # ours


def test_a_centre_that_was_set_meanwhile_is_sent_to_and_kept(
    booth: BoothWindow, home: Path, tmp_path: Path
) -> None:
    set_centre(home, str(tmp_path / "centre.db"))
    booth.press(booth.flow.bar.language.accessibleName())
    booth.press(booth.flow.bar.language.accessibleName())
    sell_one(booth)
    count_and_close(booth, 5)
    booth.press("Send the day")
    booth.wait_for_words("proven the same")

    assert load_settings(home).central == str(tmp_path / "centre.db")


def test_a_till_that_could_not_be_closed_says_why_and_keeps_the_count(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise StoreBusy("store.db")

    with monkeypatch.context() as patch:
        patch.setattr("batikpos.ui.booth.dayend.count_drawer", busy)
        booth.press("Close the till")
        booth.wait_for(CountPage)
        booth.fill("100.000", "5")
        booth.press("Confirm the count")
        booth.wait_for_words(StoreBusy("store.db").message("en"))
    assert booth.wait_for(CountPage).counts()[100_000] == 5
    booth.press("Confirm the count")
    booth.wait_for(CountedPage)


def test_the_other_language_keeps_the_count_and_what_was_closed_and_sent(
    open_booth: OpenBooth, home: Path, tmp_path: Path
) -> None:
    set_centre(home, str(tmp_path / "centre.db"))
    booth = open_booth()
    booth.wait_for_sale_screen()
    sell_one(booth)
    booth.press("Close the till")
    booth.wait_for(CountPage)
    booth.fill("100.000", "3")
    booth.press(booth.flow.bar.language.accessibleName())
    booth.wait_for_words("Tutup kasir")
    assert booth.wait_for(CountPage).counts()[100_000] == 3
    booth.press("Hitungan selesai")
    booth.wait_for_words("Dihitung")
    booth.wait_for(CountedPage)
    booth.press("Tutup kasir")
    booth.wait_for_words("Kasir sudah ditutup")
    booth.press("Kirim data")
    booth.wait(lambda: booth.flow.day_end.sent is not None)
    booth.press(booth.flow.bar.language.accessibleName())
    booth.wait_for_words("The till is closed")
    assert "Kasir sudah ditutup" not in booth.words()
    assert booth.flow.day_end.sent is not None
    assert booth.flow.day_end.sent.head.hex()[:8] in booth.words()


def test_what_was_counted_is_shown_alone_before_the_till_is_closed(booth: BoothWindow) -> None:
    sold = sell_one(booth)
    count(booth, 3)
    words = booth.words()
    assert "Rp300.000" in words
    for secret in (FLOAT + sold, sold, Rupiah(300_000) - FLOAT - sold):
        assert secret.bare() not in words
    till = show_till(booth.desk)
    assert till is not None
    assert till.is_open
    assert [c.counted for c in till.counts] == [Rupiah(300_000)]


def test_every_count_is_kept_and_the_last_one_closes(booth: BoothWindow) -> None:
    count(booth, 4)
    booth.press("Count again")
    assert booth.wait_for(CountPage).counts()[100_000] == 4
    booth.fill("500", "10")
    booth.press("Confirm the count")
    booth.wait_for(CountedPage)
    booth.press("Close the till")
    booth.wait_for(ClosedPage)
    till = show_till(booth.desk)
    assert till is not None
    assert [c.counted.amount for c in till.counts] == [400_000, 405_000]
    assert till.counted == Rupiah(405_000)


def test_counts_that_are_far_apart_are_asked_about_once(booth: BoothWindow) -> None:
    count(booth, 5)
    booth.press("Count again")
    booth.fill("100.000", "2")
    booth.press("Confirm the count")
    booth.wait_for_words("First Rp500.000, now Rp200.000")
    booth.press("Yes, this one")
    booth.wait_for(CountedPage)


def test_a_count_of_nothing_is_asked_about(booth: BoothWindow) -> None:
    booth.press("Close the till")
    booth.wait_for(CountPage)
    booth.press("Confirm the count")
    booth.wait_for_words("Is the drawer really empty?")
    booth.press("Cancel")
    assert booth.page(CountPage) is not None
    booth.press("Confirm the count")
    booth.press("Yes, it is empty")
    booth.wait_for(CountedPage)


def test_a_drawer_that_was_used_meanwhile_is_counted_again(booth: BoothWindow) -> None:
    count(booth, 5)
    move_cash(booth.desk, Rupiah(20_000), "uang kecil", cashier="Rini", now=datetime.now(UTC))
    booth.press("Close the till")
    booth.wait_for_words("The drawer was used after it was counted. Count it again.")
    assert booth.wait_for(CountPage).counts()[100_000] == 5
    booth.press("Confirm the count")
    booth.wait_for(CountedPage)
    booth.press("Close the till")
    booth.wait_for(ClosedPage)


def test_a_close_for_two_keeps_both_names(open_booth: OpenBooth, home: Path) -> None:
    save_settings(home, replace(load_settings(home), second_person="close"))
    booth = open_booth()
    booth.wait_for_sale_screen()
    count(booth, 5)
    booth.press("Close the till")
    booth.wait_for_words("Closing the till needs a second person")
    booth.fill("PIN", "4321")
    booth.press("Agree")
    booth.wait_for(ClosedPage)
    till = show_till(booth.desk)
    assert till is not None
    assert till.approver == "Sari"


def test_enter_goes_from_note_to_note_and_at_last_confirms(booth: BoothWindow) -> None:
    booth.press("Close the till")
    page = booth.wait_for(CountPage)
    for pieces in ("1", "2", "", "", "3", "", "", "", "", "4"):
        for digit in pieces:
            booth.key(getattr(Qt.Key, f"Key_{digit}"))
        booth.key(Qt.Key.Key_Return)
    assert {n: p for n, p in page.counts().items() if p} == {100_000: 1, 50_000: 2, 5_000: 3, 100: 4}
    booth.key(Qt.Key.Key_Return)
    booth.wait_for(CountedPage)


def test_the_seldom_note_has_a_row_when_it_is_asked_for(booth: BoothWindow) -> None:
    booth.press("Close the till")
    page = booth.wait_for(CountPage)
    assert "75.000" not in [f.accessibleName() for f in page.findChildren(QLineEdit) if f.isVisible()]
    booth.press("Other: the note of 75.000")
    booth.fill("75.000", "2")
    assert page.counts()[75_000] == 2


def test_a_float_is_typed_or_counted_by_notes(open_booth: OpenBooth) -> None:
    booth = open_booth(float_=None)
    page = booth.wait_for(OpenTillPage)
    booth.press("By notes…")
    booth.fill("100.000", "3")
    booth.fill("20.000", "10")
    booth.press("Take Rp500.000")
    assert page.field.text() == "500.000"
    assert "3 x 100.000 · 10 x 20.000" in booth.words()
    booth.press("Open the till")
    booth.wait_for_sale_screen()
    opened = next(f for f in facts_of(booth.desk.store) if f.kind == FactKind.TILL_OPEN)
    assert (opened.body["float"], opened.body["counts"]) == (500_000, {"100000": 3, "20000": 10})


def test_another_amount_that_is_typed_drops_the_notes(open_booth: OpenBooth) -> None:
    booth = open_booth(float_=None)
    page = booth.wait_for(OpenTillPage)
    booth.press("By notes…")
    booth.fill("100.000", "3")
    booth.press("Take Rp300.000")
    booth.fill("Float", "250000")
    assert page.counts == {}
    booth.press("Open the till")
    booth.wait_for_sale_screen()
    opened = next(f for f in facts_of(booth.desk.store) if f.kind == FactKind.TILL_OPEN)
    assert "counts" not in opened.body


def test_no_sale_of_a_closed_till_is_voided_from_the_banner(booth: BoothWindow) -> None:
    sell_one(booth)
    assert booth.button("Void").isEnabled()  # the control
    count_and_close(booth, 5)
    booth.press("Open the till again")
    booth.wait_for(OpenTillPage)
    booth.fill("Float", "100000")
    booth.press("Open the till")
    booth.wait_for_sale_screen()
    assert not booth.button("Void").isEnabled()
    assert "Ready to sell" in booth.words()


def test_a_window_is_not_closed_over_a_count_before_somebody_says_so(booth: BoothWindow) -> None:
    booth.press("Close the till")
    page = booth.wait_for(CountPage)
    booth.fill("100.000", "4")
    assert not booth.shell.close()
    booth.wait_for_words("What was counted so far is not confirmed, and would be lost.")
    assert not booth.shell.close()
    booth.press("Go on counting")
    assert page.counts()[100_000] == 4
    assert not booth.shell.close()
    booth.press("Close the window")
    booth.wait(lambda: not booth.shell.isVisible())


def test_a_window_with_nothing_counted_closes_at_once(booth: BoothWindow) -> None:
    """The control."""
    booth.press("Close the till")
    booth.wait_for(CountPage)
    assert booth.shell.close()
