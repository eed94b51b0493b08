"""Finding goods: chips that combine with the search, two ways to show them, and what is said of nothing."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from batikpos.domain.catalogue import Catalogue, Item
from batikpos.domain.fair import Booth
from batikpos.domain.money import Rupiah
from batikpos.services.desk import open_desk
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.setup import Plan, set_up
from batikpos.services.till import open_till
from batikpos.settings import Settings, load_settings
from batikpos.ui.booth.cards import CardModel
from batikpos.ui.booth.choicesheet import ChoiceSheet
from batikpos.ui.booth.find import FindPane
from batikpos.ui.booth.opensheet import OpenSheet
from batikpos.ui.widgets.sliding import SlidingRow
from tests.shop import an_item, people
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth


def pane(booth: BoothWindow) -> FindPane:
    return booth.sale_page.find_pane


def shown(booth: BoothWindow) -> list[Item]:
    """List what stands on the cards, in their order."""
    model = pane(booth).model
    garments = [model.garment(model.index(row)) for row in range(model.rowCount())]
    return [garment.first for garment in garments if garment is not None]


def offer(booth: BoothWindow, facet: str) -> None:
    """Offer the chips of a kind of choice, from the list of all of them."""
    booth.tap(pane(booth).chips._facet_button)
    sheet = booth.wait_for(ChoiceSheet)
    words = [button.text() for button in sheet.findChildren(QPushButton)]
    assert words == ["Kind", "Technique", "Producer", "Back"]
    booth.press(facet)
    booth.wait(lambda: booth.sheet is None)


def test_chips_choose_by_kind_technique_and_producer_and_combine_with_what_is_typed(
    booth: BoothWindow,
) -> None:
    booth.press("Long cloth")
    assert {item.kind for item in shown(booth)} == {"kain panjang"}

    offer(booth, "Technique")
    booth.press("Hand-drawn")
    assert {(i.kind, i.technique.value) for i in shown(booth)} == {("kain panjang", "tulis")}

    pane(booth).field.setText("truntum")
    assert [item.sku for item in shown(booth)] == ["KNG-KP-002"]

    pane(booth).field.setText("")
    booth.press("Take off Long cloth")
    assert len({item.kind for item in shown(booth)}) > 1
    assert {item.technique.value for item in shown(booth)} == {"tulis"}


def test_one_producers_goods_can_be_chosen(booth: BoothWindow) -> None:
    offer(booth, "Producer")
    booth.press("Batik Biru Tom")  # the booth's own stands first

    assert {item.producer for item in shown(booth)} == {"TOM"}


def is_whole(part: QWidget) -> bool:
    """Say whether a chip can be seen whole; one that is cut must not be seen at all."""
    row = part.parentWidget()
    assert row is not None
    drawn = row.mask().intersected(part.geometry())
    seen = part.visibleRegion().translated(part.pos()).intersected(drawn)
    assert seen.isEmpty() or seen.boundingRect() == part.geometry()
    return not seen.isEmpty()


def test_chips_that_do_not_fit_are_hidden_whole_and_come_by_arrow_wheel_and_keys(booth: BoothWindow) -> None:
    booth.shell.resize(1093, 535)
    (row,) = pane(booth).chips.findChildren(SlidingRow)
    parts = row._parts()
    booth.wait(lambda: row._area.width() < 500)
    assert [is_whole(part) for part in (*parts[:2], parts[-1])] == [True, True, False]

    for _ in parts:
        if not is_whole(parts[-1]):
            booth.tap(row._arrow)
    assert is_whole(parts[-1])
    booth.tap(row._arrow)
    assert is_whole(parts[0])

    at = QPointF(row._area.viewport().rect().center())
    wheel = QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's
    )
    for _ in range(40):
        QApplication.sendEvent(row._area.viewport(), wheel)
        any(is_whole(part) for part in parts)
    assert is_whole(parts[-1])

    parts[0].setFocus()
    assert is_whole(parts[0])


def test_the_list_shows_the_same_goods_takes_the_same_taps_and_is_remembered(
    booth: BoothWindow, home: Path
) -> None:
    before = shown(booth)
    booth.press("List")

    assert shown(booth) == before
    assert pane(booth)._cards.gridSize().height() >= 48
    assert pane(booth)._cards.gridSize().width() > 600
    cloth = before[1]
    booth.tap_card(cloth, twice=True)
    assert booth.basket == {cloth.sku: cloth.first_quantity().size * 2}
    booth.wait(lambda: load_settings(home).view == "list")

    booth.press("ID")  # the page is built anew
    booth.wait_for_words("Daftar")
    assert pane(booth)._cards.gridSize().width() > 600


def test_nothing_found_offers_to_clear_the_search_or_to_sell_without_a_code(booth: BoothWindow) -> None:
    booth.press("Long cloth")
    pane(booth).field.setText("tas rotan")
    assert "Nothing found for “tas rotan”" in booth.words()

    booth.press("Sell without a code")
    sheet = booth.wait_for(OpenSheet)
    assert "tas rotan" in booth.words()
    sheet.leave()
    booth.wait(lambda: booth.sheet is None)

    booth.press("Clear the search")
    assert pane(booth).field.text() == ""
    assert len({item.kind for item in shown(booth)}) > 1


@pytest.mark.parametrize("count", [0, 305])
def test_an_empty_price_list_says_what_to_do_and_a_long_one_shows_all_on_one_more_tap(
    open_booth: OpenBooth, home: Path, count: int
) -> None:
    lay_out(home, tuple(an_item(f"P{n:03}", name=f"Kain {n}") for n in range(count)))
    booth = open_booth(float_=None, cashier="Rini")
    booth.wait(lambda: booth.page(FindPane) is not None)
    if not count:
        assert "No goods yet" in booth.words()
        return
    model = pane(booth).model
    booth.wait(lambda: len(shown(booth)) == 300)
    last = model.index(300)
    assert model.data(last) == "Show all 305"
    cards = pane(booth)._cards
    cards.scrollTo(last)
    booth.tap(cards.viewport(), cards.visualRect(last).center())

    assert len(shown(booth)) == model.rowCount() == 305
    assert booth.basket == {}
    pane(booth).field.setText("kain")
    assert model.rowCount() == 301


def test_what_sold_most_often_today_comes_first_of_equals(booth: BoothWindow) -> None:
    pane(booth).field.setText("kain panjang tulis")
    _first, _second, third, *_others = shown(booth)
    booth.scan(third.barcode)
    booth.press("Exact cash")
    booth.wait_for_sales(1)
    pane(booth).field.setText("")
    pane(booth).field.setText("kain panjang tulis")
    assert shown(booth)[0] == third

    booth.press("Menu")
    booth.flow.sale_desk.show()  # counted anew, from the store
    booth.wait(lambda: bool(pane(booth)._sold))
    pane(booth).field.setText("kain panjang tuli")
    assert shown(booth)[0] == third


def test_the_cards_survive_large_letters(booth: BoothWindow) -> None:
    heights = []
    for scale in ("80", "100", "175"):
        booth.flow._wear("text_scale", scale)
        booth.wait(lambda: booth.page(FindPane) is not None)
        heights.append(pane(booth)._cards.gridSize().height())
    booth.flow._wear("text_scale", "100")

    assert heights[0] < heights[1] < heights[2]
    assert heights[2] == pytest.approx(heights[1] * 1.75, rel=0.03)


def lay_out(home: Path, items: tuple[Item, ...]) -> None:
    """Set a booth up that sells just these."""
    settings = load_settings(home)
    for file in home.iterdir():
        if file.is_file():
            file.unlink()
    plan = Plan(SAMPLE_FAIR, Booth("A03"), Catalogue(items), people(), Settings(language=settings.language))
    set_up(home, plan, now=datetime.now(UTC))
    desk = open_desk(home)
    with closing(desk.store):
        open_till(desk, Rupiah(500_000), cashier="Rini", now=datetime.now(UTC))


def test_a_sale_redraws_the_cards_it_touched_only(booth: BoothWindow) -> None:
    model: CardModel = pane(booth).model
    drawn: list[int] = []
    item = shown(booth)[3]
    model.dataChanged.connect(lambda first, _last: drawn.append(first.row()))
    booth.scan(item.barcode)
    booth.press("Exact cash")
    booth.wait_for_sales(1)

    assert set(drawn) == {3}


def test_a_screen_reader_is_told_of_every_card_chip_and_switch(booth: BoothWindow) -> None:
    cards = pane(booth)._cards
    reader = QAccessible.queryAccessibleInterface(cards)
    assert reader.text(QAccessible.Text.Name) == "Goods"
    item = shown(booth)[1]
    row = next(n for n in range(reader.childCount()) if item.name_en in said_of(reader, n))
    assert said_of(reader, row) == f"{item.name_en}, {item.price.bare()}, {item.stock} left"

    for button in pane(booth).findChildren(QPushButton):
        assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)


def said_of(reader: QAccessibleInterface, row: int) -> str:
    return reader.child(row).text(QAccessible.Text.Name)


def test_the_chosen_chip_is_there_again_behind_another_page(booth: BoothWindow) -> None:
    booth.press("Long cloth")
    before = [item.sku for item in shown(booth)]
    booth.press("Menu")
    booth.key(Qt.Key.Key_Escape)
    booth.wait_for_sale_screen()
    assert [item.sku for item in shown(booth)] == before != []
    assert booth.button("Long cloth").isChecked()
    booth.press("All")
    booth.press("Menu")
    booth.key(Qt.Key.Key_Escape)
    booth.wait_for_sale_screen()
    assert len(shown(booth)) > len(before)
