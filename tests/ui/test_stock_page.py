"""Goods written down at the booth: scanned or tapped, once however often it is pressed, none lost."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from batikpos.domain.quantity import Unit
from batikpos.domain.stock import GoodsStock, StockAct
from batikpos.services.listing import find_listing
from batikpos.services.stock import awaits_count, stock_of_fair, write_move
from batikpos.store.stock import list_moves
from batikpos.ui.booth.counting import CountedPage, CountPage
from batikpos.ui.booth.sheets import NumberSheet
from batikpos.ui.booth.stockpage import StockPage
from tests.shop import CLOTH, KEYRING, RINI, SHIRT, item
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth


@pytest.fixture
def page(booth: BoothWindow) -> StockPage:
    return open_page(booth)


def open_page(booth: BoothWindow) -> StockPage:
    booth.press("Menu")
    booth.press("Stock")
    return booth.wait_for(StockPage)


def moves(booth: BoothWindow) -> list[tuple[StockAct, str, dict[str, int], bool]]:
    with booth.desk.store.reading() as tx:
        kept = list_moves(tx, booth.desk.fair.fair_id).get(booth.desk.booth.code, [])
    return [
        (k.move.act, k.move.cashier, {line.sku: line.quantity.size for line in k.move.lines}, k.move.is_whole)
        for k in sorted(kept, key=lambda k: k.seq)
    ]


def row(booth: BoothWindow, sku: str) -> GoodsStock:
    with booth.desk.store.reading() as tx:
        return next(row for row in stock_of_fair(tx, booth.desk.fair.fair_id).rows if row.sku == sku)


def write(booth: BoothWindow, count: int) -> None:
    booth.press("Write it down")
    booth.wait(lambda: len(moves(booth)) == count)


def test_what_is_scanned_is_written_down_as_taken_once(booth: BoothWindow, page: StockPage) -> None:
    for code in (SHIRT, KEYRING, SHIRT):
        booth.scan(code)
    booth.wait(lambda: page._stock.sizes == {SHIRT: 2, KEYRING: 1})
    page._write()
    page._write()
    booth.wait_for_words("Written down as taken to the booth: kinds 2, pieces 3, 0 m.")
    assert moves(booth) == [(StockAct.TAKE, RINI, {SHIRT: 2, KEYRING: 1}, False)]
    assert not page._stock.sizes
    assert not page.write_button.isEnabled()


def test_the_close_reminds_of_goods_that_were_not_counted_and_is_not_held_up(booth: BoothWindow) -> None:
    booth.press("Close the till")
    page = booth.wait_for(CountPage)
    booth.wait_for_words("Count every note and coin")
    page.left.emit()
    stock = open_page(booth)
    booth.scan(SHIRT)
    write(booth, 1)
    stock.left.emit()
    booth.press("Close the till")
    page = booth.wait_for(CountPage)
    page._grid._fields[100_000].setText("5")
    booth.wait(page._uncounted.isVisible)
    booth.press("Stock not counted today")
    stock = booth.wait_for(StockPage)
    booth.press("Counted")
    booth.scan(SHIRT)
    write(booth, 2)
    stock.left.emit()
    page = booth.wait_for(CountPage)
    assert page.counts()[100_000] == 5
    booth.wait(lambda: awaits_count(booth.desk) is False)
    assert not page._uncounted.isVisible()
    booth.press("Confirm the count")
    booth.wait_for(CountedPage)


def test_only_goods_that_were_taken_and_not_counted_on_the_tills_day_are_reminded_of(
    booth: BoothWindow,
) -> None:
    def note(act: StockAct, *, days: int) -> bool:
        now = datetime.now(UTC) + timedelta(days=days)
        write_move(booth.desk, act, [(item(SHIRT), 1)], move_id=uuid4(), cashier=RINI, now=now)
        return awaits_count(booth.desk)

    assert not awaits_count(booth.desk)
    assert note(StockAct.TAKE, days=0)
    assert not note(StockAct.COUNT, days=1)  # after midnight, by the clock
    assert note(StockAct.TAKE, days=1)


def test_what_is_scanned_while_a_list_is_written_down_is_on_the_next_one(
    booth: BoothWindow, page: StockPage
) -> None:
    for code in (SHIRT, KEYRING):
        booth.scan(code)
    booth.wait(lambda: page._stock.sizes == {SHIRT: 1, KEYRING: 1})
    page._write()
    for sku in (SHIRT, CLOTH):  # before the answer has come
        page._stock.set_size(item(sku), page._stock.sizes.get(sku, 0) + 1)
    booth.wait(lambda: not page._stock.is_writing)
    assert page._stock.sizes == {SHIRT: 1, CLOTH: 1}
    assert moves(booth) == [(StockAct.TAKE, RINI, {SHIRT: 1, KEYRING: 1}, False)]


def test_cloth_is_asked_about_and_what_nobody_said_is_not_on_the_list(
    booth: BoothWindow, page: StockPage
) -> None:
    booth.scan(CLOTH)
    booth.wait_for(NumberSheet)
    booth.press("Cancel")
    booth.wait(lambda: booth.sheet is None)
    assert not page._stock.sizes
    booth.scan(CLOTH)
    sheet = booth.wait_for(NumberSheet)
    sheet.field.setText("17,5")
    booth.press("Done")
    booth.wait(lambda: page._stock.sizes == {CLOTH: 17_500})
    write(booth, 1)
    assert (row(booth, CLOTH).taken, row(booth, CLOTH).unit) == (17_500, Unit.METRE)


def test_a_count_says_what_is_missing_and_a_whole_one_of_all_goods(
    booth: BoothWindow, page: StockPage
) -> None:
    page._stock.set_size(item(SHIRT), 4)
    page._stock.set_size(item(KEYRING), 10)
    write(booth, 1)
    booth.press("Counted")
    page._stock.set_size(item(SHIRT), 3)
    booth.press("Everything was counted")
    write(booth, 2)
    booth.wait_for_words("missing (too many: with a minus)")
    assert moves(booth)[1] == (StockAct.COUNT, RINI, {SHIRT: 3}, True)
    assert (row(booth, SHIRT).missing, row(booth, KEYRING).missing) == (1, 10)
    booth.wait_for_words("counted today at")


def test_what_is_missing_is_named_in_the_language_of_the_window(booth: BoothWindow, page: StockPage) -> None:
    goods = item(KEYRING)
    assert goods.title("en") != goods.title("id")
    page._stock.set_size(goods, 10)
    write(booth, 1)
    booth.press("Counted")
    page._stock.set_size(goods, 7)
    write(booth, 2)
    booth.wait_for_words(f"3 of {goods.title('en')}")


def test_a_list_that_was_begun_goes_on_after_selling(booth: BoothWindow, page: StockPage) -> None:
    booth.scan(SHIRT)
    booth.press("Brought home")
    booth.press("Back")
    booth.wait_for_sale_screen()
    again = open_page(booth)
    assert again is not page
    assert again._stock.sizes == {SHIRT: 1}
    assert again.acts.value == StockAct.HOME.value
    write(booth, 1)
    assert moves(booth)[0][0] is StockAct.HOME


def count_and_crash(open_booth: OpenBooth) -> None:
    """Count two kinds of goods in a window that is never closed."""
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    open_page(crashed)
    crashed.press("Counted")
    crashed.press("Everything was counted")
    for code in (SHIRT, KEYRING, SHIRT):
        crashed.scan(code)
    kept = {SHIRT: 2, KEYRING: 1}
    crashed.wait(lambda: sizes_kept(crashed) == kept)


def sizes_kept(booth: BoothWindow) -> dict[str, int]:
    listing = find_listing(booth.desk)
    return {item.sku: size for item, size in listing.goods} if listing is not None else {}


def test_a_list_that_was_begun_is_there_again_after_a_crash(open_booth: OpenBooth) -> None:
    count_and_crash(open_booth)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    page = open_page(booth)
    booth.wait_for_words(f"{RINI} began this list on ")
    assert page._stock.sizes == {SHIRT: 2, KEYRING: 1}
    assert (page.acts.value, page.whole.value) == (StockAct.COUNT.value, "whole")
    assert not booth.register.parking.parked  # it is no basket
    page._stock.take_off(item(KEYRING))
    write(booth, 1)
    assert moves(booth) == [(StockAct.COUNT, RINI, {SHIRT: 2}, True)]
    booth.wait(lambda: not page._stock.is_writing)
    booth.wait_for_store()
    assert find_listing(booth.desk) is None


def test_a_list_that_is_there_again_may_be_begun_anew(open_booth: OpenBooth) -> None:
    count_and_crash(open_booth)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    page = open_page(booth)
    booth.wait_for_words(f"{RINI} began this list on ")
    booth.press("Begin a new list")
    assert not page._stock.sizes
    booth.wait_for_store()
    assert find_listing(booth.desk) is None
    booth.scan(SHIRT)
    booth.wait(lambda: sizes_kept(booth) == {SHIRT: 1})


def test_what_is_scanned_before_a_list_is_there_again_comes_to_it(open_booth: OpenBooth) -> None:
    count_and_crash(open_booth)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    with booth.busy_store():
        page = open_page(booth)
        booth.scan(SHIRT)
        booth.scan(CLOTH)
        booth.wait_for(NumberSheet)
        booth.press("Done")
        assert page._stock.sizes == {CLOTH: 1_000, SHIRT: 1}
    booth.wait(lambda: page._stock.sizes == {CLOTH: 1_000, SHIRT: 3, KEYRING: 1})
    booth.wait(lambda: sizes_kept(booth) == page._stock.sizes)


def test_what_was_written_down_is_not_offered_again(open_booth: OpenBooth) -> None:
    """Also where the window never learned of it."""
    count_and_crash(open_booth)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    begun = find_listing(booth.desk)
    assert begun is not None
    asked: dict[str, Any] = {
        "move_id": begun.move_id,
        "cashier": RINI,
        "now": datetime.now(UTC),
        "is_whole": True,
    }
    write_move(booth.desk, begun.act, begun.goods, **asked)
    page = open_page(booth)
    booth.wait_for_store()
    assert not page._stock.sizes
    assert "began this list" not in booth.words()


def test_goods_are_found_by_a_word_and_an_unknown_code_is_said(booth: BoothWindow, page: StockPage) -> None:
    booth.fill("Find goods", "gantungan kunci")
    booth.press(item(KEYRING).title("en"))
    booth.wait(lambda: page._stock.sizes == {KEYRING: 1})
    booth.scan("8991234567890")
    booth.wait_for_words("Code 8991234567890 is not in the catalogue.")
    assert page._stock.sizes == {KEYRING: 1}


def test_nothing_of_pieces_is_not_taken_but_may_be_counted(booth: BoothWindow, page: StockPage) -> None:
    page._stock.set_size(item(SHIRT), 0)
    booth.press("Write it down")
    booth.wait_for(NumberSheet)
    booth.press("Cancel")
    assert not moves(booth)
    booth.press("Counted")
    write(booth, 1)
    assert moves(booth)[0][2] == {SHIRT: 0}


@pytest.mark.parametrize(
    ("typed", "said"),
    [("1.000", "Type pieces without dots, like 1000."), ("99999999", "is too many at once")],
)
def test_a_number_that_is_refused_says_what_is_wrong_with_it(
    booth: BoothWindow, page: StockPage, typed: str, said: str
) -> None:
    page.ask_size(item(SHIRT))
    booth.wait_for(NumberSheet).field.setText(typed)
    booth.press("Done")
    booth.wait_for_words(said)
    assert not page._stock.sizes
