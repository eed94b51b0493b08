"""Parking at the sale screen: one key aside, one key back, and nothing is lost on the way."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt

from batikpos.domain.catalogue import Technique
from batikpos.domain.money import Rupiah
from batikpos.domain.tender import Tender, TenderKind
from batikpos.i18n import translator
from batikpos.services.baskets import find_open_basket
from batikpos.services.parking import parked_baskets
from batikpos.ui.booth.counting import CountPage
from batikpos.ui.booth.parkedsheet import ParkedSheet, say_age
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth
from tests.ui.test_history import look_back, sell

CTRL = Qt.KeyboardModifier.ControlModifier


def fill(booth: BoothWindow, *places: int) -> None:
    """Scan items by their place in the catalogue."""
    for place in places:
        booth.scan(booth.items()[place].barcode)


def park(booth: BoothWindow, *places: int) -> None:
    """Fill a basket and park it."""
    before = len(booth.register.parking.parked)
    fill(booth, *places)
    booth.key(Qt.Key.Key_F4)
    booth.wait(lambda: len(booth.register.parking.parked) == before + 1)


def test_f4_parks_and_the_chip_says_how_many_wait(booth: BoothWindow) -> None:
    park(booth, 0, 1)
    assert booth.cart.lines == ()
    booth.wait_for_words("1 parked")
    park(booth, 2)
    booth.wait_for_words("2 parked")


def test_f5_shows_what_waits_and_a_tap_takes_it_up_and_parks_the_other(booth: BoothWindow) -> None:
    park(booth, 0)
    first = booth.register.parking.parked[0].sale_id
    fill(booth, 1)
    second = booth.cart.sale_id
    booth.key(Qt.Key.Key_F5)
    sheet = booth.wait_for(ParkedSheet)
    assert "just now" in booth.words()
    sheet.recalled.emit(first)
    sheet.close_sheet()
    booth.wait(lambda: booth.cart.sale_id == first)
    assert [p.sale_id for p in booth.register.parking.parked] == [second]
    booth.wait_for_words("The other one is parked now.")


def test_a_parked_basket_survives_a_restart_and_is_sold_once(open_booth: OpenBooth) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    park(crashed, 0)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.wait_for_words("1 parked")
    booth.register.recall(booth.register.parking.parked[0].sale_id)
    booth.wait(lambda: bool(booth.cart.lines))
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    assert parked_baskets(booth.desk) == ()
    crashed.register.recall(crashed.register.parking.parked[0].sale_id)  # as it was known there
    crashed.wait_for_words("was sold as")
    assert len(booth.sales()) == 1


def test_undo_takes_a_parked_basket_up_again_with_all_that_could_be_undone(booth: BoothWindow) -> None:
    fill(booth, 0, 1)
    was = booth.cart
    booth.key(Qt.Key.Key_F4)
    booth.wait(lambda: not booth.cart.lines)
    booth.wait(lambda: not booth.register.is_paying)
    booth.key(Qt.Key.Key_Z, CTRL)
    booth.wait(lambda: booth.cart == was)
    assert booth.register.parking.parked == ()
    booth.key(Qt.Key.Key_Z, CTRL)
    booth.wait(lambda: len(booth.cart.lines) == 1)


def test_undo_of_taking_up_parks_it_again(booth: BoothWindow) -> None:
    park(booth, 0)
    fill(booth, 1)
    was = booth.cart
    booth.register.recall(booth.register.parking.parked[0].sale_id)
    booth.wait(lambda: booth.cart != was and not booth.register.is_paying)
    booth.key(Qt.Key.Key_Z, CTRL)
    booth.wait(lambda: booth.cart == was)
    assert len(booth.register.parking.parked) == 1


def test_undo_takes_up_what_was_thrown_away(booth: BoothWindow) -> None:
    park(booth, 0)
    thrown = booth.register.parking.parked[0].basket.cart
    booth.key(Qt.Key.Key_F5)
    booth.press("Throw away")
    booth.wait(lambda: not booth.register.parking.parked)
    booth.key(Qt.Key.Key_Z, CTRL)
    booth.wait(lambda: booth.cart == thrown)


def test_a_scan_while_a_basket_is_being_parked_goes_into_the_next_one(booth: BoothWindow) -> None:
    fill(booth, 0)
    parked = booth.cart
    with booth.busy_store():
        booth.key(Qt.Key.Key_F4)
        fill(booth, 1)
    booth.wait(lambda: bool(booth.register.parking.parked))
    booth.wait(lambda: booth.basket == {booth.items()[1].sku: 1})
    assert booth.register.parking.parked[0].basket.cart == parked


def test_a_basket_is_changed_parked_and_changed_faster_than_the_disk(booth: BoothWindow) -> None:
    with booth.busy_store():
        fill(booth, 0, 1, 2)
        booth.key(Qt.Key.Key_F4)
    booth.wait(lambda: not booth.register.is_paying)
    fill(booth, 3)
    booth.wait(lambda: not booth.register._keeping.is_busy)
    assert [len(p.basket.cart.lines) for p in parked_baskets(booth.desk)] == [3]


def test_a_parked_basket_gets_a_name_and_keeps_it(booth: BoothWindow) -> None:
    park(booth, 0)
    booth.key(Qt.Key.Key_F5)
    booth.press("Name")
    booth.press("Mrs")
    booth.press("blue headscarf")
    booth.press("Done")
    booth.wait(lambda: booth.register.parking.parked[0].label == "Mrs blue headscarf")
    booth.wait(lambda: booth.sheet is None)
    booth.register.recall(booth.register.parking.parked[0].sale_id)
    booth.wait(lambda: bool(booth.cart.lines))
    booth.wait(lambda: not booth.register.is_paying)
    booth.key(Qt.Key.Key_F4)
    booth.wait(lambda: bool(booth.register.parking.parked))
    assert booth.register.parking.parked[0].label == "Mrs blue headscarf"


def test_the_close_says_what_is_parked_and_goes_on_all_the_same(booth: BoothWindow) -> None:
    park(booth, 0)
    park(booth, 1)
    booth.press("Close the till")
    booth.wait_for_words("2 baskets are parked")
    booth.press("Close the till all the same")
    booth.wait_for(CountPage)
    assert len(parked_baskets(booth.desk)) == 2


def test_the_close_offers_to_take_one_up(booth: BoothWindow) -> None:
    park(booth, 0)
    name = booth.items()[0].name_en
    booth.press("Close the till")
    sheet = booth.wait_for(ParkedSheet)
    (row,) = [b for b in sheet.findChildren(type(sheet.confirm_button)) if b.text() == name]
    booth.tap(row)
    booth.wait(lambda: bool(booth.cart.lines))
    assert booth.page(CountPage) is None


def test_an_emptied_basket_is_filled_again_by_undo(booth: BoothWindow) -> None:
    fill(booth, 0, 1)
    booth.register.discount_all(None)
    was = booth.cart
    booth.press("More for this basket")
    booth.press("Empty the basket Undo fills it again")
    assert booth.cart.lines == ()
    booth.key(Qt.Key.Key_Z, CTRL)
    assert booth.cart == was


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "just now"), (1, "1 min ago"), (59, "59 min ago"), (60, "1 h ago"), (2_880, "2 days ago")],
)
def test_the_age_is_said_in_the_unit_that_fits(minutes: int, said: str) -> None:
    assert say_age(timedelta(minutes=minutes), translator("en")) == said


def holds(booth: BoothWindow, basket: dict[str, int]) -> bool:
    """Say whether this is the open basket, and nothing is being written."""
    return booth.basket == basket and not booth.register.is_paying


@pytest.mark.parametrize(("at_first", "later"), [(200_000, 0), (0, 200_000)])
def test_steps_back_over_baskets_bring_no_money_back_and_forget_none(
    booth: BoothWindow, at_first: int, later: int
) -> None:
    """What was given back is not there again, and what was taken is not gone."""

    def taken(amount: int) -> tuple[Tender, ...]:
        return (Tender(TenderKind.CASH, Rupiah(amount)),) if amount else ()

    shirt, other = booth.items()[0], booth.items()[1]
    booth.tap_card(shirt)
    first = booth.cart.sale_id
    booth.register.take_money(taken(at_first))
    booth.wait_for_store()
    booth.key(Qt.Key.Key_F4)
    booth.wait(lambda: not booth.basket)
    booth.tap_card(other)
    booth.wait(lambda: booth.basket == {other.sku: 1})
    booth.register.recall(first)
    booth.wait(lambda: booth.basket == {shirt.sku: 1})
    booth.register.take_money(taken(later))
    booth.wait_for_store()
    for basket in ({other.sku: 1}, {}, {shirt.sku: 1}):
        booth.register.undo()
        booth.wait(partial(holds, booth, basket))
    assert booth.cart.sale_id == first
    assert booth.register.basket.taken == taken(later)
    booth.wait_for_store()
    kept = find_open_basket(booth.desk)
    assert kept is not None
    assert kept.taken == taken(later)


def test_the_language_of_a_nota_stays_with_its_buyer(open_booth: OpenBooth) -> None:
    crashed = open_booth()
    crashed.wait_for_sale_screen()
    fill(crashed, 0)
    crashed.register.switch_nota()
    assert crashed.register.nota_language == "id"
    crashed.key(Qt.Key.Key_F4)
    crashed.wait(lambda: len(crashed.register.parking.parked) == 1)
    assert crashed.register.nota_language == "en"
    fill(crashed, 1)
    crashed.key(Qt.Key.Key_F9)
    (other,) = crashed.wait_for_sales(1)
    assert other.sale.language == "en"
    crashed.register.recall(crashed.register.parking.parked[0].sale_id)
    crashed.wait(lambda: bool(crashed.cart.lines))
    assert crashed.register.nota_language == "id"
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.wait(lambda: bool(booth.cart.lines))
    booth.key(Qt.Key.Key_F9)
    assert booth.wait_for_sales(2)[-1].sale.language == "id"


def test_what_the_fair_refuses_is_said_before_its_money_is_asked_for(booth: BoothWindow) -> None:
    printed = next(i for i in booth.items() if i.technique is Technique.PRINTING)
    booth.scan(printed.barcode)
    booth.key(Qt.Key.Key_F4)
    booth.wait(lambda: len(booth.register.parking.parked) == 1)
    desk = booth.register.desk
    booth.register.take_settings(desk.with_settings(replace(desk.settings, printing=False)))
    booth.register.recall(booth.register.parking.parked[0].sale_id)
    booth.wait(lambda: bool(booth.cart.lines))
    booth.press("Other payment…")
    booth.wait_for_words("is printed textile, which this fair does not sell")
    assert booth.sheet is None


def test_a_parked_correction_is_called_one_and_cannot_wait_for_tomorrow(booth: BoothWindow) -> None:
    old = sell(booth)
    look_back(booth)
    booth.press("Correct")
    booth.fill("Reason", "salah")
    booth.press("Open its basket")
    booth.wait(lambda: bool(booth.basket) and booth.register.correctable.is_possible)
    booth.key(Qt.Key.Key_F4)
    booth.wait(lambda: len(booth.register.parking.parked) == 1)
    booth.press("Close the till")
    booth.wait_for(ParkedSheet)
    assert "Correcting 0001 · " in booth.words()
    booth.wait_for_words(f"What puts {old} right is finished today or not at all")
    assert "They stay here for tomorrow" not in booth.words()
    throw = booth.button("Throw away")
    assert throw.visibleRegion().boundingRect() == throw.rect(), "nothing is cut beside so long a row"
