"""Help over the screen itself: every part is named beside it, none is covered, any key ends it."""

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest

from batikpos.settings import change_setting
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.sheets import KeysSheet
from batikpos.ui.widgets.guide import Guide, _crosses, _line, place_words
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth


def guide_of(booth: BoothWindow) -> Guide:
    """Return the help that is shown."""
    booth.wait(lambda: any(g.isVisible() for g in booth.shell.findChildren(Guide)))
    return next(g for g in booth.shell.findChildren(Guide) if g.isVisible())


def is_shown(booth: BoothWindow) -> bool:
    """Say whether help is shown."""
    return any(g.isVisible() for g in booth.shell.findChildren(Guide))


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("hand", ["right", "left"])
@pytest.mark.parametrize("size", [QSize(1093, 535), QSize(1366, 768), QSize(1920, 1080)])
def test_every_part_is_named_and_none_is_covered(
    open_booth: OpenBooth, home: Path, size: QSize, hand: str, language: str
) -> None:
    change_setting(home, "language", language)
    change_setting(home, "hand", hand)
    booth = open_booth()
    booth.shell.resize(size)
    booth.wait_for_sale_screen()
    booth.scan(booth.items()[0].barcode)
    booth.wait(lambda: bool(booth.cart.lines))
    booth.key(Qt.Key.Key_F1)
    guide = guide_of(booth)
    assert len(guide.named) == 10
    boxes = [*(named.box for named in guide.named), guide.foot]
    assert all(guide.rect().contains(box) and not box.isEmpty() for box in boxes)
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    if guide.list.isEmpty():
        assert not any(box.intersects(named.at) for box in boxes for named in guide.named)
        lines = [(named, _line(named.box, named.at)) for named in guide.named]
        assert not any(_crosses(line, n.at) for named, line in lines for n in guide.named if n is not named)
    else:
        assert guide.list.contains(guide.foot)
    assert {"F2", "F7", "F8"} < {named.key for named in guide.named}
    assert guide.accessibleDescription()


def test_any_key_and_any_tap_end_it_and_do_nothing_else(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    for key in (Qt.Key.Key_A, Qt.Key.Key_Escape, Qt.Key.Key_F9, Qt.Key.Key_F2, Qt.Key.Key_F8):
        booth.key(Qt.Key.Key_F1)
        guide_of(booth)
        booth.key(key)
        booth.wait(lambda: not is_shown(booth))
        assert booth.sheet is None
    booth.key(Qt.Key.Key_F1)
    guide_of(booth)
    cash = booth.sale_page.basket._cash[0]
    at = cash.mapTo(booth.shell, cash.rect().center())
    QTest.mouseClick(booth.shell.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    booth.wait(lambda: not is_shown(booth))
    assert not booth.sales()
    assert booth.sale_page.find_pane.field.text() == ""


def test_a_scan_ends_it_and_counts(booth: BoothWindow) -> None:
    booth.key(Qt.Key.Key_F1)
    guide_of(booth)
    booth.scan(booth.items()[0].barcode)
    booth.wait(lambda: not is_shown(booth) and bool(booth.cart.lines))


def test_the_key_once_more_shows_all_keys(booth: BoothWindow) -> None:
    booth.key(Qt.Key.Key_F1)
    guide_of(booth)
    booth.key(Qt.Key.Key_F1)
    booth.wait(lambda: isinstance(booth.sheet, KeysSheet))
    assert not is_shown(booth)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", [QSize(1093, 614), QSize(1366, 768)])
@pytest.mark.parametrize(
    "place", [Place.HISTORY, Place.ORDERS, Place.CASH, Place.STOCK, Place.PROMOTIONS, None]
)
def test_the_other_pages_name_their_parts_too(
    open_booth: OpenBooth, home: Path, place: Place | None, size: QSize, language: str
) -> None:
    change_setting(home, "language", language)
    booth = open_booth()
    booth.shell.resize(size)
    booth.wait_for_sale_screen()
    if place is None:
        booth.flow.day_end.begin()
    else:
        booth.flow.places.open(place)
    booth.wait(lambda: booth.page(SalePage) is None)
    booth.wait_for_store()
    before = booth.shell.focusWidget()
    booth.key(Qt.Key.Key_F1)
    guide = guide_of(booth)
    is_empty = place is Place.PROMOTIONS
    assert len(guide.named) >= (2 if is_empty else 3)  # of what is not there nothing is said
    boxes = [*(named.box for named in guide.named), guide.foot]
    assert all(guide.rect().contains(box) and not box.isEmpty() for box in boxes)
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    booth.key(Qt.Key.Key_F1)
    booth.wait(lambda: isinstance(booth.sheet, KeysSheet))
    assert not is_shown(booth)
    booth.key(Qt.Key.Key_Escape)
    booth.wait(lambda: booth.sheet is None)
    booth.key(Qt.Key.Key_F1)
    guide_of(booth)
    booth.key(Qt.Key.Key_A)
    booth.wait(lambda: not is_shown(booth))
    assert booth.shell.focusWidget() is before


def test_a_page_without_named_parts_shows_all_keys(booth: BoothWindow) -> None:
    booth.press("Menu")
    booth.wait(lambda: booth.page(SalePage) is None)
    booth.key(Qt.Key.Key_F1)
    booth.wait(lambda: isinstance(booth.sheet, KeysSheet))


def test_words_find_no_place_where_there_is_none() -> None:
    area = QRect(0, 0, 100, 40)
    assert place_words(area, [area], [QSize(50, 20)]) == [QRect()]
    (box,) = place_words(QRect(0, 0, 400, 200), [QRect(QPoint(10, 10), QSize(50, 30))], [QSize(50, 20)])
    assert not box.isEmpty()


def test_the_menu_leads_to_it_too(booth: BoothWindow) -> None:
    booth.press("Menu")
    booth.press("Help")
    guide = guide_of(booth)
    assert len(guide.named) == 9
    field = booth.sale_page.find_pane.field
    (search,) = (named for named in guide.named if named.key == "F2")
    assert search.at.contains(QRect(field.mapTo(booth.shell, QPoint()), field.size()))
    cash = booth.sale_page.basket._cash[3]
    assert any(n.at.contains(QRect(cash.mapTo(booth.shell, QPoint()), cash.size())) for n in guide.named)
    booth.key(Qt.Key.Key_F1)
    booth.wait(lambda: isinstance(booth.sheet, KeysSheet))
