"""Cards: the sizes of one garment are one card, opened in place, by finger, by keys and by a scan."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QPushButton, QStyleOptionViewItem

from batikpos.domain.catalogue import Item
from batikpos.ui.booth.cardface import stands_on
from batikpos.ui.booth.sizes import SizePanel
from tests.ui.booth import BoothWindow

SHIRT = "GJF-KM-001-"


def sizes(booth: BoothWindow) -> list[Item]:
    """List the sizes of a shirt that there is in five, from S to XXL."""
    return booth.items(lambda item: item.sku.startswith(SHIRT))


def panel(booth: BoothWindow) -> SizePanel:
    (found,) = booth.shell.findChildren(SizePanel)
    return found


def shown(booth: BoothWindow) -> list[str]:
    """Say what the buttons of the open sizes say."""
    buttons = panel(booth).findChildren(QPushButton) if panel(booth).isVisible() else []
    return [b.accessibleName() for b in buttons if b.isVisible() and b.accessibleName() != "Close"]


def said(booth: BoothWindow, item: Item) -> str:
    """Say what a screen reader says of an item's card."""
    model = booth.sale_page.find_pane.model
    return str(model.data(model.place(item.sku), Qt.ItemDataRole.AccessibleTextRole))


def test_a_tap_on_a_garment_shows_its_sizes_with_price_and_what_is_left(booth: BoothWindow) -> None:
    small, *_others, largest = sizes(booth)
    booth.tap_card(small)

    assert booth.basket == {}
    assert shown(booth)[0] == f"S, 215.000, {small.stock} left"
    assert shown(booth)[-1] == f"XXL, 235.000, {largest.stock} left"
    assert len(shown(booth)) == 5


def test_one_more_tap_puts_a_size_into_the_basket_and_the_sizes_close_by_themselves(
    booth: BoothWindow,
) -> None:
    item = sizes(booth)[1]
    booth.tap_card(item)
    booth.press(f"M, {item.price.bare()}, {item.stock} left")

    assert booth.basket == {item.sku: 1}
    booth.wait(lambda: not panel(booth).isVisible())


def test_a_double_tap_on_a_size_counts_two(booth: BoothWindow) -> None:
    item = sizes(booth)[1]
    booth.tap_card(item)
    booth.double_tap(booth.button(f"M, {item.price.bare()}, {item.stock} left"))

    assert booth.basket == {item.sku: 2}
    assert f"M, 215.000, {item.stock - 2} left, 2 in the basket" in shown(booth)


def test_a_scan_of_a_size_adds_it_and_closes_the_sizes(booth: BoothWindow) -> None:
    small, _medium, large, *_others = sizes(booth)
    booth.tap_card(small)
    booth.scan(large.barcode)

    assert booth.basket == {large.sku: 1}
    assert shown(booth) == []


def test_the_card_counts_all_its_sizes_in_the_basket_and_what_is_left_of_them(booth: BoothWindow) -> None:
    small, medium, *_others = sizes(booth)
    left = sum(item.stock for item in sizes(booth))
    assert said(booth, small) == (
        f"Short-sleeve shirt, ancient elephant, 215.000\N{EN DASH}235.000, {left} left"
    )
    for item in (small, medium, medium):
        booth.scan(item.barcode)

    assert said(booth, small).endswith(f"{left - 3} left, 3 in the basket")


def test_a_size_that_is_sold_out_says_so_and_can_still_be_taken(booth: BoothWindow) -> None:
    item = sizes(booth)[0]
    for _ in range(item.stock):
        booth.scan(item.barcode)
    booth.tap_card(item)
    booth.press(f"S, 215.000, sold out, {item.stock} in the basket")

    assert booth.basket == {item.sku: item.stock + 1}


def test_keys_open_choose_and_close_the_sizes(booth: BoothWindow) -> None:
    item = sizes(booth)[2]
    booth.key(Qt.Key.Key_F2)
    booth.sale_page.find_pane.field.setText("ancient elephant short")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        booth.key(key)
    assert booth.basket == {item.sku: 1}

    booth.key(Qt.Key.Key_Escape)
    assert not panel(booth).isVisible()
    assert booth.sale_page.find_pane.field.text() == "ancient elephant short"
    booth.key(Qt.Key.Key_Escape)
    assert booth.sale_page.find_pane.field.text() == ""


def test_a_tap_on_another_card_closes_the_sizes_and_counts(booth: BoothWindow) -> None:
    booth.sale_page.find_pane.field.setText("kemeja")
    booth.tap_card(sizes(booth)[0])
    other = booth.desk.catalogue.load("PRK-BK-001")
    view = booth.shell.findChild(QListView)
    assert view is not None
    at = view.visualRect(booth.sale_page.find_pane.model.place(other.sku)).center()
    panel(booth).resize(10, 10)  # out of the way of the hand
    booth.tap(view.viewport(), at)

    assert booth.basket == {other.sku: 1}
    assert not panel(booth).isVisible()


def test_enter_in_the_search_line_opens_the_sizes_of_the_only_garment_found(booth: BoothWindow) -> None:
    booth.sale_page.find_pane.field.setText("ancient elephant short")
    booth.key(Qt.Key.Key_F2)
    booth.key(Qt.Key.Key_Return)

    assert len(shown(booth)) == 5
    assert booth.basket == {}


def test_down_goes_from_the_search_line_into_the_cards_enter_adds_and_up_comes_back(
    booth: BoothWindow,
) -> None:
    pane = booth.sale_page.find_pane
    booth.key(Qt.Key.Key_F2)
    pane.field.setText("kain panjang tulis")
    booth.key(Qt.Key.Key_Down)
    booth.key(Qt.Key.Key_Right)
    booth.key(Qt.Key.Key_Return)
    second = pane.model.garment(pane.model.index(1))
    assert second is not None
    assert booth.basket == {second.first.sku: 1}

    booth.key(Qt.Key.Key_Up)
    assert pane.field.hasFocus()


def test_a_star_over_the_cards_still_asks_for_the_quantity(booth: BoothWindow) -> None:
    booth.scan(sizes(booth)[0].barcode)
    booth.key(Qt.Key.Key_F2)
    booth.key(Qt.Key.Key_Down)
    booth.key(Qt.Key.Key_Asterisk)

    booth.wait(lambda: booth.sheet is not None)


def test_a_double_tap_on_a_garment_opens_its_sizes_and_takes_none(booth: BoothWindow) -> None:
    small = sizes(booth)[0]
    pane = booth.sale_page.find_pane
    pane.field.setText("ancient elephant short")
    view = pane._cards
    card = view.visualRect(pane.model.place(small.sku))
    # Where a size will be under the finger when the sizes are open.
    booth.tap_card(small)
    button = next(b for b in panel(booth).findChildren(QPushButton) if b.accessibleName() == shown(booth)[0])
    at = view.viewport().mapFrom(booth.shell, button.mapTo(booth.shell, button.rect().center()))
    assert card.contains(at)
    panel(booth).close_panel()

    booth.double_tap(view.viewport(), at)
    assert len(shown(booth)) == 5
    assert booth.basket == {}

    booth.double_tap(button_of(booth))
    assert booth.basket == {small.sku: 2}


def button_of(booth: BoothWindow) -> QPushButton:
    return booth.button(shown(booth)[0])


def test_the_keyboard_stands_on_one_card_while_the_cards_have_it(booth: BoothWindow) -> None:
    view = booth.shell.findChild(QListView)
    assert view is not None
    booth.key(Qt.Key.Key_F2)
    booth.key(Qt.Key.Key_Down)
    option = QStyleOptionViewItem()
    option.widget = view
    at, beside = view.currentIndex(), view.model().index(view.currentIndex().row() + 1, 0)
    assert (stands_on(option, at), stands_on(option, beside)) == (True, False)

    booth.key(Qt.Key.Key_F2)
    assert not stands_on(option, at)
