"""The smallest window with the largest words that its screen takes: what must be seen is seen."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from batikpos.domain.money import Rupiah
from batikpos.domain.tender import Tender, TenderKind
from batikpos.settings import TEXT_SCALES, load_settings, save_settings
from batikpos.ui import theme
from batikpos.ui.booth.counting import CountPage
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.payment import PaymentSheet
from batikpos.ui.booth.returnsheet import ReturnSheet
from batikpos.ui.booth.settingspage import SettingsPage
from batikpos.ui.theme import LESS, apply_theme, largest_scale, px
from batikpos.ui.widgets.message import MessageStrip
from tests.shop import CLOTH, KEYRING, SHIRT, TUNIC
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth
from tests.ui.test_correcting import correct
from tests.ui.test_history import look_back, sell
from tests.ui.test_slip import enter

SMALL, USUAL = ((1093, 614), 150), ((1366, 768), 100)


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


@pytest.mark.parametrize("of", [SMALL, USUAL], ids=["small", "usual"])
def test_a_corrected_basket_shows_its_lines_and_all_its_buttons(
    open_booth: OpenBooth, home: Path, of: tuple[tuple[int, int], int]
) -> None:
    booth = opened(open_booth, home, of)
    sell(booth, SHIRT, CLOTH, KEYRING, TUNIC)
    correct(booth)
    booth.wait(lambda: is_whole(booth))
    basket = booth.sale_page.basket
    assert basket._last_sale.isHidden() == (of == SMALL)
    assert basket._cash[2].isHidden() == (of == SMALL)
    booth.scan(KEYRING)  # more is to be paid: notes are offered again
    booth.wait(lambda: basket._cash[1].isEnabled() and not basket._cash[2].isHidden())
    booth.press("Leave it")
    booth.wait(lambda: not booth.basket)
    assert not basket._last_sale.isHidden()
    assert not basket._cash[3].isHidden()


@pytest.mark.parametrize("of", [SMALL, USUAL], ids=["small", "usual"])
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


@pytest.mark.parametrize("of", [SMALL, LARGEST], ids=["small", "largest"])
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
    ("screen", "most"), [((1366, 768), 175), ((1920, 1080), 175), ((1280, 720), LESS), ((1093, 614), LESS)]
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


def test_a_payment_is_whole_when_its_window_is_made_smaller_and_larger_again(
    open_booth: OpenBooth, home: Path
) -> None:
    booth = opened(open_booth, home, USUAL)
    booth.scan(SHIRT)
    booth.press("QRIS  (F8)")
    sheet = booth.wait_for(PaymentSheet)
    for width in (1024, 1366):
        booth.shell.resize(width, 768)
        QTest.qWait(50)
        assert place(sheet._card).right() < width
        inside = QRect(QPoint(), sheet._area.viewport().size())
        parts = [*sheet.findChildren(QPushButton), *sheet.findChildren(QLineEdit), sheet._part]
        shown = [part for part in parts if part.isVisible() and sheet._area.isAncestorOf(part)]
        viewport = sheet._area.viewport()
        rows = [QRect(part.mapTo(viewport, QPoint()), part.size()) for part in shown]
        assert sheet._part in shown
        assert all(inside.left() <= row.left() and row.right() <= inside.right() for row in rows)
