"""The smallest windows with the largest words that their screens take: what must be seen is seen."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.exceptions import TimeoutError as QtTimeout
from pytestqt.qtbot import QtBot

from batikpos.domain.money import Rupiah
from batikpos.domain.tender import Tender, TenderKind
from batikpos.settings import TEXT_SCALES, change_setting, load_settings, save_settings
from batikpos.ui import theme
from batikpos.ui.booth.counting import CountedPage, CountPage
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.ordersheet import OrderSheet
from batikpos.ui.booth.payment import PaymentSheet
from batikpos.ui.booth.returnsheet import ReturnSheet
from batikpos.ui.booth.settingspage import SettingsPage
from batikpos.ui.theme import LEAST, LESS, apply_theme, largest_scale, px
from batikpos.ui.widgets.message import MessageStrip
from batikpos.ui.widgets.numberpad import NumberPad
from batikpos.ui.widgets.sheet import Sheet
from tests.shop import CLOTH, KEYRING, SHIRT, TUNIC
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth
from tests.ui.test_correcting import correct
from tests.ui.test_history import look_back, sell
from tests.ui.test_slip import enter

SMALL, USUAL = ((1093, 614), 150), ((1366, 768), 100)
LOW, LOW_LARGE = ((1093, 535), 100), ((1093, 535), 125)
"""What is left of a screen of 1366 by 768 that is set to 125 %, under the title and over the task bar."""


@pytest.fixture(autouse=True)
def plain(qapp: QApplication) -> Iterator[None]:
    """Leave the application as the other tests expect it."""
    yield
    apply_theme(qapp, "light")


def opened(open_booth: OpenBooth, home: Path, of: tuple[tuple[int, int], int]) -> BoothWindow:
    """Open the sale screen in a window of a size, with words of a size."""
    size, scale = of
    save_settings(home, replace(load_settings(home), text_scale=scale))
    booth = open_booth()
    booth.shell.resize(*size)
    booth.wait_for_sale_screen()
    return booth


def place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint()), widget.size())


def is_whole(booth: BoothWindow) -> bool:
    """Say whether the basket shows a line, and no buttons on each other."""
    basket = booth.sale_page.basket
    buttons = [b for b in (*basket._cash, *basket._others) if b.isVisible()]
    lie_apart = not any(place(one).intersects(place(other)) for one, other in combinations(buttons, 2))
    line = min(row.sizeHint().height() for row in basket._rows)
    return lie_apart and basket._area.viewport().height() >= line


@pytest.mark.parametrize("of", [SMALL, LOW_LARGE, USUAL], ids=["small", "low", "usual"])
def test_a_corrected_basket_shows_its_lines_and_all_its_buttons(
    open_booth: OpenBooth, home: Path, of: tuple[tuple[int, int], int]
) -> None:
    booth = opened(open_booth, home, of)
    sell(booth, SHIRT, CLOTH, KEYRING, TUNIC)
    correct(booth)
    booth.wait(lambda: is_whole(booth))
    basket = booth.sale_page.basket
    assert basket._last_sale.isHidden() == (of != USUAL)
    assert basket._cash[2].isHidden() == (of != USUAL)
    booth.scan(KEYRING)  # more is to be paid: notes are offered again
    booth.wait(lambda: basket._cash[1].isEnabled() and not basket._cash[2].isHidden())
    booth.press("Leave it")
    booth.wait(lambda: not booth.basket)
    assert not basket._last_sale.isHidden()
    assert not basket._cash[3].isHidden()


@pytest.mark.parametrize("of", [SMALL, LOW_LARGE, USUAL], ids=["small", "low", "usual"])
def test_where_a_payment_is_taken_off_the_basket_shows_its_lines_and_what_is_said_whole(
    open_booth: OpenBooth, home: Path, of: tuple[tuple[int, int], int]
) -> None:
    booth = opened(open_booth, home, of)
    sell(booth, SHIRT, CLOTH, KEYRING, tenders=(Tender(TenderKind.QRIS, Rupiah(530_000)),))
    correct(booth)
    booth.register.remove(1)
    booth.wait_for_words("Did it come?")
    said = booth.sale_page.basket._correction._money
    booth.wait(lambda: is_whole(booth) and said.height() >= said.heightForWidth(said.width()))


LARGEST = ((1366, 768), TEXT_SCALES[-1])


@pytest.mark.parametrize("of", [SMALL, LOW_LARGE, LARGEST], ids=["small", "low", "largest"])
def test_what_goes_back_is_in_sight_however_many_lines_a_return_has(
    open_booth: OpenBooth, home: Path, of: tuple[tuple[int, int], int]
) -> None:
    booth = opened(open_booth, home, of)
    sell(booth, SHIRT, CLOTH, KEYRING, TUNIC)
    look_back(booth)
    booth.press("Return…")
    sheet = booth.wait_for(ReturnSheet)
    QTest.qWait(60)
    assert sheet._area.verticalScrollBar().maximum() > 0
    for part in (sheet._back, sheet.confirm_button):
        assert not sheet._area.isAncestorOf(part)
        assert place(sheet._card).contains(place(part))
    assert sheet._area.viewport().height() >= px(64)


def test_a_basket_of_a_slip_shows_its_lines_and_all_its_buttons(open_booth: OpenBooth, home: Path) -> None:
    booth = opened(open_booth, home, SMALL)
    for sku in (SHIRT, CLOTH, KEYRING):
        booth.scan(sku)
    enter(booth, "17")
    booth.wait(lambda: is_whole(booth))
    assert booth.sale_page.basket._last_sale.isHidden()


def test_a_line_is_never_wider_than_the_basket(open_booth: OpenBooth, home: Path) -> None:
    booth = opened(open_booth, home, SMALL)
    for sku in (SHIRT, CLOTH, KEYRING, TUNIC):
        booth.scan(sku)
    area = booth.sale_page.basket._area
    booth.wait(lambda: len(booth.basket) == 4)
    QTest.qWait(60)
    inside = area.widget()
    assert inside is not None
    assert inside.width() == area.viewport().width()
    row = booth.sale_page.basket._rows[-1]
    assert area.viewport().rect().contains(QRect(row.mapTo(area.viewport(), QPoint()), row.size()))


def test_what_to_do_about_an_unknown_code_stands_under_the_words_where_there_is_no_room_beside(
    open_booth: OpenBooth, home: Path
) -> None:
    booth = opened(open_booth, home, SMALL)
    booth.scan("8991234567890")
    strip = booth.page(MessageStrip)
    assert strip is not None
    booth.wait(strip._button.isVisible)
    assert strip._button.y() >= strip._text.geometry().bottom()
    assert strip._button.width() >= strip._button.sizeHint().width()
    booth.shell.resize(1366, 768)
    QTest.qWait(60)
    booth.scan("8991234567891")
    booth.wait(lambda: strip._button.y() < strip._text.geometry().bottom())


@pytest.mark.parametrize("of", [SMALL, USUAL], ids=["small", "usual"])
def test_notes_are_counted_in_one_column_where_two_have_no_room(
    open_booth: OpenBooth, home: Path, of: tuple[tuple[int, int], int]
) -> None:
    booth = opened(open_booth, home, of)
    booth.press("Close the till")
    page = booth.wait_for(CountPage)
    QTest.qWait(60)
    fields = page.findChildren(QLineEdit)
    shown = [place(field) for field in fields if field.isVisible()]
    assert len({at.left() for at in shown}) == (1 if of == SMALL else 2)
    assert all(page.rect().right() >= at.right() for at in shown)


@pytest.mark.parametrize(
    ("screen", "most"), [((1366, 768), 175), ((1920, 1080), 175), ((1280, 720), LESS), ((1093, 614), LEAST)]
)
def test_a_screen_takes_words_as_large_as_fit_on_it(screen: tuple[int, int], most: int) -> None:
    assert largest_scale(QSize(*screen)) == most


def test_words_too_large_for_the_screen_are_not_offered_and_the_page_says_why(
    open_booth: OpenBooth, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = "larger does not fit on this screen"
    booth = opened(open_booth, home, ((1366, 768), TEXT_SCALES[-1]))
    booth.flow.places.open(Place.SETTINGS)
    booth.wait_for(SettingsPage)
    assert px(100) == TEXT_SCALES[-1]
    assert why not in booth.words()
    monkeypatch.setattr(theme, "ROOM", (1367, 768))
    booth.press("Dark")
    booth.wait_for_words(why)
    assert px(100) == LESS
    assert booth.button(f"{LESS} %").isChecked()
    assert f"{TEXT_SCALES[-1]} %" not in booth.words()


def is_payment_whole(sheet: PaymentSheet) -> bool:
    """Say whether all of a payment lies in its window, and what scrolls has no part out of its sides."""
    window = sheet.window()
    viewport = sheet._area.viewport()
    parts = [*sheet.findChildren(QPushButton), *sheet.findChildren(QLineEdit), sheet._part]
    shown = [part for part in parts if part.isVisible() and sheet._area.isAncestorOf(part)]
    rows = [QRect(part.mapTo(viewport, QPoint()), part.size()) for part in shown]
    return (
        sheet._part in shown
        and is_answerable(sheet)
        and window.rect().contains(place(sheet._card))
        and all(row.left() >= 0 and row.right() < viewport.width() for row in rows)
    )


def is_answerable(sheet: Sheet) -> bool:
    """Say whether what ends a sheet is in sight, whole, and on nothing else."""
    ends = place(sheet.confirm_button)
    return (
        sheet.window().rect().contains(ends)
        and place(sheet._card).contains(ends)
        and not place(sheet._area).intersects(ends)
        and sheet.confirm_button.height() >= sheet.confirm_button.least_height
        and sheet._area.viewport().height() >= px(64)
    )


def is_in_sight(sheet: Sheet, part: QWidget) -> bool:
    """Say whether a part of what scrolls on a sheet is seen whole."""
    return place(sheet._area.viewport()).contains(place(part))


def open_payment(open_booth: OpenBooth, home: Path, of: tuple[tuple[int, int], int]) -> PaymentSheet:
    """Open a payment by QRIS in a window of a size."""
    booth = opened(open_booth, home, of)
    booth.scan(SHIRT)
    booth.press("QRIS  (F8)")
    return booth.wait_for(PaymentSheet)


def test_a_payment_is_whole_when_its_window_is_made_smaller_and_larger_again(
    open_booth: OpenBooth, home: Path, qtbot: QtBot
) -> None:
    sheet = open_payment(open_booth, home, USUAL)
    for size in ((1024, 768), (1366, 768), (1024, 520), (1366, 768)):
        sheet.window().resize(*size)
        qtbot.waitUntil(lambda: is_payment_whole(sheet))
        assert sheet.window().size() == QSize(*size)


def test_a_payment_that_does_not_hear_of_its_smaller_window_is_seen_not_to_be_whole(
    open_booth: OpenBooth, home: Path, qtbot: QtBot
) -> None:
    sheet = open_payment(open_booth, home, USUAL)
    qtbot.waitUntil(lambda: is_payment_whole(sheet))
    sheet.window().removeEventFilter(sheet)
    sheet.window().resize(1024, 520)
    with pytest.raises(QtTimeout):
        qtbot.waitUntil(lambda: is_payment_whole(sheet), timeout=300)


@pytest.mark.parametrize("of", [LOW, LOW_LARGE], ids=["low", "low-large"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_payment_of_every_kind_is_whole_in_the_lowest_window(
    open_booth: OpenBooth, home: Path, of: tuple[tuple[int, int], int], language: str
) -> None:
    change_setting(home, "language", language)
    booth = opened(open_booth, home, of)
    for sku in (SHIRT, TUNIC):
        booth.scan(sku)
    booth.register.agree(0, Rupiah(12_500_000))  # more than QRIS takes at once
    for kind in TenderKind.CASH, TenderKind.CARD, TenderKind.QRIS:
        booth.sale_page.asking.ask_payment(kind)
        sheet = booth.wait_for(PaymentSheet)
        booth.wait(partial(is_payment_whole, sheet))
        for part in (sheet.field, *sheet.findChildren(NumberPad)):
            booth.wait(partial(is_in_sight, sheet, part))
        if kind is TenderKind.QRIS:
            booth.bring_into_sight(sheet._split)
            assert is_in_sight(sheet, sheet._split)
            booth.tap(sheet._split)
            sheet.confirm()
            assert len(sheet.taken) == 1
            booth.wait(partial(is_payment_whole, sheet))
        else:
            sheet.leave()
            booth.wait(lambda: booth.sheet is None)


@pytest.mark.parametrize("of", [LOW, LOW_LARGE], ids=["low", "low-large"])
def test_a_full_basket_shows_its_line_and_the_strip_under_it_and_then_what_goes_back(
    open_booth: OpenBooth, home: Path, of: tuple[tuple[int, int], int]
) -> None:
    booth = opened(open_booth, home, of)
    assert booth.shell.size() == QSize(*of[0])
    for sku in (SHIRT, CLOTH, KEYRING, TUNIC):
        booth.scan(sku)
    basket = booth.sale_page.basket
    viewport = basket._area.viewport()
    booth.wait(lambda: is_whole(booth) and viewport.height() >= basket._rows[-1].height())
    booth.wait(lambda: place(viewport).contains(place(basket._rows[-1])))
    assert booth.shell.rect().contains(place(basket._last_sale))
    booth.press("Exact cash")
    booth.wait_for_sales(1)
    booth.wait(lambda: basket._sold.isVisible() and place(viewport).contains(place(basket._sold)))
    assert booth.shell.rect().contains(place(basket._last_sale))


@pytest.mark.parametrize("of", [LOW, LOW_LARGE], ids=["low", "low-large"])
def test_a_count_is_confirmed_in_the_lowest_window(
    open_booth: OpenBooth, home: Path, of: tuple[tuple[int, int], int]
) -> None:
    booth = opened(open_booth, home, of)
    booth.press("Close the till")
    page = booth.wait_for(CountPage)
    booth.wait(lambda: place(page).contains(place(page._confirm)))
    assert booth.shell.rect().contains(place(page))
    (area,) = page.findChildren(QScrollArea)
    assert not place(area).intersects(place(page._confirm))
    if of == LOW:
        booth.wait(lambda: area.verticalScrollBar().maximum() == 0)  # no note is out of sight
    booth.fill("1.000", "3")
    booth.press("Confirm the count")
    booth.wait_for(CountedPage)


def to_open_goods(booth: BoothWindow) -> None:
    booth.sale_page.open_goods_asked.emit("")


def to_order(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.press("More for this basket")
    booth.press("Make it an order… with a down payment")


def to_promotion(booth: BoothWindow) -> None:
    booth.flow.places.open(Place.PROMOTIONS)
    booth.press("New promotion…")


def to_price(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.press("Price")


@pytest.mark.parametrize("of", [LOW, LOW_LARGE], ids=["low", "low-large"])
@pytest.mark.parametrize("go", [to_open_goods, to_order, to_promotion, to_price])
def test_what_a_high_sheet_asks_is_answered_in_the_lowest_window(
    open_booth: OpenBooth, home: Path, of: tuple[tuple[int, int], int], go: Callable[[BoothWindow], None]
) -> None:
    booth = opened(open_booth, home, of)
    go(booth)
    sheet = booth.wait_for(Sheet if go is not to_order else OrderSheet)
    booth.wait(lambda: is_answerable(sheet))
    for pad in sheet.findChildren(NumberPad):
        booth.wait(partial(is_in_sight, sheet, pad))
