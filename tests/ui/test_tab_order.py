"""The sale screen by keys alone: Tab comes to all of it, in the order of a sale; Enter pays nothing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from batikpos.ui.booth.cardview import CardView
from batikpos.ui.booth.choicesheet import ChoiceSheet
from batikpos.ui.booth.line_row import LineRow
from batikpos.ui.booth.menu import MenuPage
from batikpos.ui.booth.payment import PaymentSheet
from batikpos.ui.widgets.buttons import Button, Kind
from tests.shop import CLOTH, SHIRT
from tests.ui.booth import BoothWindow


def focused(booth: BoothWindow) -> QWidget:
    """Say where the keyboard is."""
    found = booth.shell.focusWidget()
    assert found is not None
    return found


def stops_of(booth: BoothWindow) -> list[QWidget]:
    """Press Tab until it comes round again; list where it came to."""
    booth.key(Qt.Key.Key_F2)
    stops = [focused(booth)]
    for _ in range(80):
        booth.key(Qt.Key.Key_Tab)
        if focused(booth) is stops[0]:
            return stops
        stops.append(focused(booth))
    raise AssertionError([type(stop).__name__ for stop in stops])


def test_tab_comes_to_lines_then_their_basket_then_paying_then_the_menu(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.scan(CLOTH)
    booth.wait(lambda: len(booth.basket) == 2)
    stops = stops_of(booth)
    basket = booth.sale_page.basket
    assert all(stop.isVisible() and stop is not booth.sale_page for stop in stops)
    bar = booth.shell.findChildren(Button)
    menu = next(b for b in bar if b.kind is Kind.BAR and b.text() == "Menu")
    wanted = [
        booth.sale_page.find_pane.field,
        next(stop for stop in stops if isinstance(stop, CardView)),
        *(stop for stop in stops if isinstance(stop, LineRow)),
        *(stop for stop in basket.head.stops() if stop.isEnabled()),
        *(button for button in basket._cash if button.isEnabled()),
        *basket._others,
        menu,
    ]
    assert [stop for stop in stops if stop in wanted] == wanted
    assert sum(isinstance(stop, LineRow) for stop in stops) == 2


def test_enter_on_a_pay_button_pays_nothing_and_space_pays_once(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.wait(lambda: bool(booth.basket))
    booth.sale_page.basket._cash[0].setFocus(Qt.FocusReason.TabFocusReason)
    booth.key(Qt.Key.Key_Return)
    booth.key(Qt.Key.Key_Enter)
    assert booth.basket
    assert not booth.sales()
    booth.key(Qt.Key.Key_Space)
    booth.wait_for_sales(1)
    booth.wait(lambda: focused(booth) is booth.sale_page)


def test_space_on_a_line_chooses_it(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.scan(CLOTH)
    booth.wait(lambda: len(booth.basket) == 2)
    booth.sale_page.basket._rows[0].setFocus(Qt.FocusReason.TabFocusReason)
    booth.key(Qt.Key.Key_Space)
    booth.wait(lambda: booth.register.chosen == 0)


def test_what_stands_on_three_dots_and_the_menu_have_keys(booth: BoothWindow) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    booth.scan(SHIRT)
    booth.wait(lambda: bool(booth.basket))
    booth.key(Qt.Key.Key_F4, shift)
    booth.wait_for(ChoiceSheet)
    booth.key(Qt.Key.Key_Escape)
    booth.wait(lambda: booth.sheet is None)
    booth.key(Qt.Key.Key_F8, shift)
    booth.wait_for(PaymentSheet)
    booth.key(Qt.Key.Key_Escape)
    booth.wait(lambda: booth.sheet is None)
    booth.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    booth.wait_for(MenuPage)


def test_enter_on_several_finds_says_how_many_fit(booth: BoothWindow) -> None:
    booth.key(Qt.Key.Key_F2)
    booth.sale_page.find_pane.field.setText("kain")
    booth.key(Qt.Key.Key_Return)
    booth.wait_for_words("fit. Tap one")
    assert not booth.basket
