"""Promotions in the window: on the cards, in the basket, on and off from the menu."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from batikpos.domain.cart import PercentOff
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.promotion import (
    AmountEach,
    Bundle,
    CheapestOff,
    PercentEach,
    Promotion,
    Scope,
    Season,
)
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.desk import open_desk
from batikpos.services.promotions import add_promotions, load_promotions, switch_promotion
from batikpos.ui import promotions
from batikpos.ui.booth.promopage import PromoPage
from batikpos.ui.booth.promosheet import PromoSheet
from batikpos.ui.booth.sheets import ApprovalSheet
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth
from tests.ui.test_correcting import correct

SHIRT, KEYRING = "TOM-KM-001-M", "KLS-GK-001"
SALE = Promotion("Great Sale 20 %", PercentEach(2_000), Scope(skus=(SHIRT,)))
THREE = Promotion("3 untuk 25.000", Bundle(3, Rupiah(25_000)), Scope(skus=(KEYRING,)))


def switch_off(booth: BoothWindow, promotion: Promotion) -> tuple[Promotion, ...]:
    """Switch a promotion off, as another process does."""
    return switch_promotion(booth.desk, promotion.name, is_on=False, now=datetime.now(UTC), approver="Sari")


def agree(booth: BoothWindow) -> None:
    """Type the supervisor's PIN where it is asked for."""
    booth.wait_for(ApprovalSheet)
    booth.fill("PIN", "4321")
    booth.press("Agree")
    booth.wait(lambda: booth.sheet is None)


@pytest.fixture
def sale(open_booth: OpenBooth, home: object) -> BoothWindow:
    """Open the booth on the sale screen while promotions hold."""
    desk = open_desk(home)  # type: ignore[arg-type]  # it is a path
    add_promotions(desk, (SALE, THREE), now=datetime.now(UTC), approver="Sari")
    desk.store.close()
    booth = open_booth()
    booth.wait_for_sale_screen()
    booth.wait(lambda: len(booth.register.promotions.held) == 2)
    return booth


def test_a_line_says_why_it_costs_what_it_costs_and_the_sale_keeps_it(sale: BoothWindow) -> None:
    sale.scan(SHIRT)
    sale.wait_for_words("Great Sale 20 %: \N{MINUS SIGN}79.000")
    sale.scan(KEYRING)
    sale.register.set_size(1, 3)
    sale.wait_for_words("3 untuk 25.000: \N{MINUS SIGN}5.000")
    shown = sale.cart.net
    assert shown == Rupiah(316_000 + 25_000)
    sale.key(Qt.Key.Key_F9)
    (kept,) = sale.wait_for_sales(1)
    assert kept.sale.total == shown
    assert [line.promotion for line in kept.sale.lines] == [SALE.name, THREE.name]
    sale.scan(SHIRT)
    assert sale.cart.net == Rupiah(316_000)  # the next basket too


def test_a_price_that_is_agreed_at_the_lists_says_why_no_promotion_counts(sale: BoothWindow) -> None:
    sale.scan(SHIRT)
    sale.wait_for_words("Great Sale 20 %: \N{MINUS SIGN}79.000")
    sale.register.agree(0, Rupiah(395_000))
    sale.wait_for_words("Agreed price")
    assert "Great Sale 20 %:" not in sale.words()
    sale.register.discount_line(0, PercentOff(1_000))
    sale.wait_for_words("Agreed price · Discount 39.500")


def test_an_agreed_price_ends_the_promotion_of_its_line_and_the_sheet_says_so(sale: BoothWindow) -> None:
    sale.scan(SHIRT)
    sale.key(Qt.Key.Key_F6)
    sale.wait_for_words(f"Another price ends “{SALE.name}” on this line.")
    sale.press("Cancel")
    sale.register.agree(0, Rupiah(380_000))
    assert sale.cart.net == Rupiah(380_000)
    sale.register.reset_price(0)
    assert sale.cart.net == Rupiah(316_000)


def test_a_promotion_is_switched_in_the_menu_and_the_open_basket_follows(sale: BoothWindow) -> None:
    sale.scan(SHIRT)
    sale.press("Menu")
    sale.press("Promotions what is cheaper today, on and off")
    page = sale.wait_for(PromoPage)
    assert "20% off · Indigo long-sleeve shirt M · every day" in sale.words()
    sale.press("Switch off")
    sale.wait_for_words("Changing the promotions needs a second person")
    sale.press("Cancel")
    assert load_promotions(sale.desk) == (SALE, THREE)
    sale.press("Switch off")
    agree(sale)
    sale.wait_for_words("Switch on")
    assert sale.cart.net == Rupiah(395_000)
    sale.press("Switch on")
    agree(sale)
    sale.wait(lambda: sale.cart.net == Rupiah(316_000))
    page.left.emit()
    sale.wait_for_sale_screen()
    sale.wait_for_words("Great Sale 20 %")
    assert load_promotions(sale.desk) == (SALE, THREE)


def test_a_basket_keeps_what_its_buyer_was_told_when_a_promotion_ends(sale: BoothWindow) -> None:
    sale.scan(SHIRT)
    sale.wait_for_store()
    switch_off(sale, SALE)  # as another process, or the clock, does
    sale.register.promotions.look()
    sale.wait(lambda: len(sale.register.promotions.held) == 1)
    assert sale.cart.net == Rupiah(316_000)
    sale.key(Qt.Key.Key_F9)
    sale.wait_for_sales(1)
    sale.scan(SHIRT)
    assert sale.cart.net == Rupiah(395_000)


@pytest.mark.parametrize("is_earlier", [True, False], ids=["yesterday's", "today's"])
def test_a_basket_of_an_earlier_day_gets_the_promotions_of_today(
    sale: BoothWindow, *, is_earlier: bool
) -> None:
    """One parked key ring was a discount for any cashier, for as long as the fair goes on."""
    sale.scan(SHIRT)
    sale.wait_for_store()
    was = sale.cart.sale_id
    sale.key(Qt.Key.Key_F4)
    sale.wait(lambda: bool(sale.register.parking.parked))
    switch_off(sale, SALE)
    sale.register.promotions.look()
    sale.wait(lambda: len(sale.register.promotions.held) == 1)
    if is_earlier:
        (parked,) = sale.register.parking.parked
        sale.register.parking.parked = (replace(parked, at=parked.at - timedelta(days=1)),)
    sale.register.recall(was)
    sale.wait(lambda: sale.cart.sale_id == was)
    assert sale.cart.net == Rupiah(395_000 if is_earlier else 316_000)
    if is_earlier:
        sale.wait_for_words("parked on an earlier day")
    assert ("parked on an earlier day" in sale.words()) is is_earlier


def test_a_basket_that_was_parked_before_any_promotion_held_gets_those_of_now(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    was = booth.cart.sale_id
    booth.key(Qt.Key.Key_F4)
    booth.wait(lambda: bool(booth.register.parking.parked))
    add_promotions(booth.desk, (SALE,), now=datetime.now(UTC), approver="Sari")
    booth.register.promotions.look()
    booth.wait(lambda: bool(booth.register.promotions.held))
    booth.register.recall(was)
    booth.wait(lambda: booth.cart.sale_id == was)
    assert booth.cart.net == Rupiah(316_000)


@pytest.mark.parametrize("is_on", [True, False])
def test_what_another_process_changed_holds_for_the_next_basket(
    open_booth: OpenBooth, home: Path, monkeypatch: pytest.MonkeyPatch, *, is_on: bool
) -> None:
    monkeypatch.setattr(promotions, "LOOK_MS", 3_600_000)
    desk = open_desk(home)
    add_promotions(desk, (replace(SALE, is_on=not is_on),), now=datetime.now(UTC), approver="Sari")
    booth = open_booth()
    booth.wait_for_sale_screen()
    booth.wait(lambda: bool(booth.register.promotions.every))
    switch_promotion(desk, SALE.name, is_on=is_on, now=datetime.now(UTC), approver="Sari")
    desk.store.close()
    booth.scan(SHIRT)
    net = Rupiah(316_000 if is_on else 395_000)
    booth.wait(lambda: booth.cart.net == net)
    booth.wait_for_store()
    booth.key(Qt.Key.Key_F9)
    assert booth.wait_for_sales(1)[0].sale.total == net


def test_undo_brings_no_promotion_back_that_was_switched_off(sale: BoothWindow) -> None:
    sale.scan(SHIRT)
    sale.scan(KEYRING)
    sale.wait_for_store()
    assert sale.cart.net == Rupiah(326_000)
    sale.register.promotions.take(switch_off(sale, SALE))  # as the page does, by a supervisor's PIN
    assert sale.cart.net == Rupiah(405_000)
    sale.register.undo()
    assert sale.cart.net == Rupiah(395_000)
    sale.scan(SHIRT)
    assert sale.cart.net == Rupiah(790_000)


def test_a_basket_that_is_emptied_by_undo_begins_under_the_promotions_of_now(sale: BoothWindow) -> None:
    sale.scan(SHIRT)
    sale.wait_for_store()
    switch_off(sale, SALE)
    sale.register.promotions.look()
    sale.wait(lambda: len(sale.register.promotions.held) == 1)
    sale.register.undo()
    assert not sale.basket
    sale.scan(SHIRT)
    assert sale.cart.net == Rupiah(395_000)


def test_what_was_switched_off_does_not_come_back_with_a_basket_that_was_thrown_away(
    sale: BoothWindow,
) -> None:
    sale.scan(SHIRT)
    was = sale.cart.sale_id
    sale.key(Qt.Key.Key_F4)
    sale.wait(lambda: bool(sale.register.parking.parked))
    sale.register.drop_parked(was)
    sale.wait(lambda: not sale.register.parking.parked)
    sale.register.promotions.take(switch_off(sale, SALE))
    sale.register.undo()
    sale.wait(lambda: sale.cart.sale_id == was)
    assert sale.cart.net == Rupiah(395_000)


def test_a_look_that_is_under_way_hides_nothing_from_the_basket_that_begins(sale: BoothWindow) -> None:
    switch_off(sale, SALE)
    with sale.busy_store():
        sale.register.promotions.look()
        sale.register.add(sale.desk.catalogue.load(SHIRT))
    sale.wait(lambda: len(sale.register.promotions.held) == 1)
    sale.wait_for_store()
    assert sale.cart.net == Rupiah(395_000)


def begin(booth: BoothWindow, promotion: Promotion) -> None:
    """Let a promotion begin, as the clock or another process does."""
    add_promotions(booth.desk, (promotion,), now=datetime.now(UTC), approver="Sari")
    booth.register.promotions.look()
    booth.wait(lambda: bool(booth.register.promotions.held))


def test_a_promotion_that_begins_under_a_payment_holds_for_the_next_basket(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.press("Other payment…")
    booth.press("Cash")
    booth.fill("Amount", "400.000")
    begin(booth, SALE)
    assert booth.cart.net == Rupiah(395_000)
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert (kept.sale.total, kept.sale.change) == (Rupiah(395_000), Rupiah(5_000))
    booth.scan(SHIRT)
    booth.wait(lambda: booth.cart.net == Rupiah(316_000))


def test_a_promotion_that_begins_under_a_payment_that_is_left_holds_then(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.key(Qt.Key.Key_F8)
    begin(booth, SALE)
    assert booth.cart.net == Rupiah(395_000)
    booth.key(Qt.Key.Key_Escape)
    booth.wait(lambda: booth.cart.net == Rupiah(316_000))


def test_what_is_paid_in_part_is_completed_at_the_price_it_was_begun_at(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.register.take_money([Tender(TenderKind.QRIS, Rupiah(350_000))])
    begin(booth, SALE)
    assert booth.cart.net == Rupiah(395_000)
    booth.press("Other payment…")
    booth.press("Cash")
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert [tender.amount for tender in kept.sale.tenders] == [Rupiah(350_000), Rupiah(45_000)]


def test_a_switch_by_hand_holds_for_what_was_paid_in_part_when_that_was_given_back(sale: BoothWindow) -> None:
    sale.scan(SHIRT)
    sale.wait_for_store()  # what it was asked for the basket's begin is answered
    sale.register.take_money([Tender(TenderKind.CASH, Rupiah(50_000))])
    sale.register.promotions.take(switch_off(sale, SALE))
    assert sale.cart.net == Rupiah(316_000)
    sale.key(Qt.Key.Key_F8)
    sale.key(Qt.Key.Key_Escape)
    sale.press("It was given back")
    sale.wait(lambda: sale.cart.net == Rupiah(395_000))


def test_other_rounding_holds_when_the_payment_that_was_open_is_made(booth: BoothWindow) -> None:
    booth.scan(KEYRING)
    booth.register.agree(0, Rupiah(10_100))
    booth.press("Other payment…")
    booth.press("Cash")
    desk = booth.register.desk
    booth.register.take_settings(desk.with_settings(replace(desk.settings, rounding=500)))
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert (kept.sale.total, kept.sale.rounding) == (Rupiah(10_100), ZERO)
    booth.wait(lambda: booth.register.desk.settings.rounding == 500)


def test_a_sale_is_put_right_under_the_promotions_it_was_sold_under(sale: BoothWindow) -> None:
    sale.scan(SHIRT)
    sale.key(Qt.Key.Key_F9)
    sale.wait_for_sales(1)
    sale.register.promotions.take(switch_off(sale, SALE))
    sale.wait(lambda: len(sale.register.promotions.held) == 1)
    correct(sale)
    sale.wait_for_words("Nothing moves.")
    sale.register.promotions.take(switch_off(sale, THREE))
    sale.wait(lambda: not sale.register.promotions.held)
    assert sale.cart.net == Rupiah(316_000)
    sale.scan(SHIRT)
    assert sale.cart.net == Rupiah(632_000)
    sale.register.remove(0)
    sale.scan(SHIRT)
    assert sale.cart.net == Rupiah(316_000)


def test_the_open_basket_is_there_again_after_a_crash_at_its_promotion(
    sale: BoothWindow, open_booth: OpenBooth
) -> None:
    sale.scan(SHIRT)
    sale.wait(lambda: not sale.register._keeping.is_busy)
    again = open_booth(float_=None)
    again.wait_for_sale_screen()
    again.wait(lambda: again.cart.net == Rupiah(316_000))
    assert again.cart == sale.cart
    switch_off(sale, SALE)
    last = open_booth(float_=None)
    last.wait_for_sale_screen()
    last.wait(lambda: bool(last.register.promotions.held))
    assert last.cart == sale.cart


def open_page(booth: BoothWindow) -> PromoPage:
    booth.press("Menu")
    booth.press("Promotions what is cheaper today, on and off")
    return booth.wait_for(PromoPage)


def test_a_promotion_is_made_in_the_window_and_holds_for_the_next_sale(booth: BoothWindow) -> None:
    page = open_page(booth)
    booth.wait_for_words("There are no promotions yet.")
    booth.press("New promotion…")
    booth.fill("Name", "Obral sore")
    booth.fill("How much", "20")
    booth.press("Add it")
    agree(booth)
    booth.wait_for_words("20% off · all goods · every day")
    page.left.emit()
    booth.wait_for_sale_screen()
    booth.scan(SHIRT)
    booth.wait(lambda: booth.cart.net == Rupiah(316_000))
    assert load_promotions(booth.desk) == (Promotion("Obral sore", PercentEach(2_000)),)


@pytest.mark.parametrize(
    ("deal", "typed", "wanted"),
    [
        ("Rupiah off", {"How much": "Rp15.000"}, AmountEach(Rupiah(15_000))),
        ("N pieces for Rp", {"How much": "100.000"}, Bundle(3, Rupiah(100_000))),
        ("of N the cheapest free", {"Number of pieces": "3"}, CheapestOff(3)),
        ("Per cent off", {"How much": "12,5", "Number of pieces": "2"}, PercentEach(1_250, 2)),
    ],
)
def test_each_deal_is_made_for_chosen_goods_and_days(
    booth: BoothWindow, deal: str, typed: dict[str, str], wanted: object
) -> None:
    open_page(booth)
    booth.press("New promotion…")
    booth.fill("Name", "Promo")
    booth.press(deal)
    for field, value in typed.items():
        booth.fill(field, value)
    booth.fill("From the day", "11/12/2026")
    booth.fill("Until the day", "13/12/2026")
    booth.press("Chosen goods")
    booth.fill("Find goods", SHIRT)
    sheet = booth.wait_for(PromoSheet)
    row = sheet.list.visualItemRect(sheet.list.item(0))
    booth.tap(sheet.list.viewport(), row.center())
    booth.fill("Find goods", "")
    assert sheet.list.item(0).text().startswith("✓")  # what is chosen stays in sight
    booth.press("Add it")
    agree(booth)
    booth.wait(lambda: bool(load_promotions(booth.desk)))
    season = Season(date(2026, 12, 11), date(2026, 12, 13))
    assert load_promotions(booth.desk) == (Promotion("Promo", wanted, Scope(skus=(SHIRT,)), season),)  # type: ignore[arg-type]


def test_a_promotion_of_some_hours_is_made_by_finger_and_by_keyboard(booth: BoothWindow) -> None:
    open_page(booth)
    booth.press("New promotion…")
    booth.fill("Name", "Sore")
    booth.fill("How much", "20")
    booth.press("At some hours")
    booth.press("more: From the hour")
    sheet = booth.wait_for(PromoSheet)
    until = sheet.hours.fields["until_hour"].field
    until.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        booth.key(key)
    assert until.text() == "12.30"
    booth.fill("Until the hour", "10")
    booth.press("Add it")
    booth.wait_for_words("Until the hour: “10.00” is no later hour of the same day; over midnight make two")
    booth.fill("Until the hour", "15")
    booth.press("Add it")
    agree(booth)
    booth.wait_for_words("20% off · all goods · 10.30 to 15.00")
    season = Season(from_hour=time(10, 30), until_hour=time(15))
    assert load_promotions(booth.desk) == (Promotion("Sore", PercentEach(2_000), season=season),)


def test_a_promotion_of_the_evening_goes_up_to_the_end_of_the_day(booth: BoothWindow) -> None:
    open_page(booth)
    booth.press("New promotion…")
    booth.fill("Name", "Malam")
    booth.fill("How much", "20")
    booth.press("At some hours")
    booth.fill("From the hour", "23.30")
    booth.fill("Until the hour", "23.30")
    sheet = booth.wait_for(PromoSheet)
    for name in ("From the hour", "Until the hour"):
        for _ in range(2):
            booth.press(f"more: {name}")
    assert [field.field.text() for field in sheet.hours.fields.values()] == ["23.30", "24.00"]
    booth.press("less: From the hour")
    booth.press("Add it")
    agree(booth)
    booth.wait_for_words("20% off · all goods · from 23.00")
    season = Season(from_hour=time(23))
    assert load_promotions(booth.desk) == (Promotion("Malam", PercentEach(2_000), season=season),)


def test_a_promotion_holds_all_day_again_where_that_is_chosen_last(booth: BoothWindow) -> None:
    open_page(booth)
    booth.press("New promotion…")
    booth.fill("Name", "Obral")
    booth.fill("How much", "20")
    booth.press("At some hours")
    booth.press("All day")
    booth.press("Add it")
    agree(booth)
    booth.wait_for_words("20% off · all goods · every day")


@pytest.mark.parametrize(
    ("name", "value", "first", "said"),
    [
        ("", "20", "", "Name: “” is empty."),
        ("Obral", "200", "", "How much: “200” is not per cent from 0,01 to 100."),
        ("Obral", "20", "2026-12-11", "is not valid for a day like 11/12/2026"),
    ],
)
def test_what_is_wrong_is_said_on_the_sheet_and_stays_there(
    booth: BoothWindow, name: str, value: str, first: str, said: str
) -> None:
    open_page(booth)
    booth.press("New promotion…")
    booth.fill("Name", name)
    booth.fill("How much", value)
    booth.fill("From the day", first)
    booth.press("Add it")
    booth.wait_for_words(said)
    booth.press("A producer")
    booth.fill("Name", "Obral")
    booth.fill("How much", "20")
    booth.fill("From the day", "")
    booth.press("Add it")
    booth.wait_for_words("Choose at least one in the list")
    assert load_promotions(booth.desk) == ()


def test_what_was_typed_stays_where_nobody_agrees_and_where_it_cannot_be_written(booth: BoothWindow) -> None:
    open_page(booth)
    booth.press("New promotion…")
    sheet = booth.wait_for(PromoSheet)
    booth.fill("Name", "Obral")
    booth.fill("How much", "20")
    booth.press("Add it")
    booth.wait_for(ApprovalSheet)
    booth.press("Cancel")
    booth.wait(lambda: booth.sheet is sheet)
    assert (sheet.name.text(), load_promotions(booth.desk)) == ("Obral", ())
    with booth.desk.store.writing():
        booth.press("Add it")
        booth.wait_for_words("in use by another program")
    assert (sheet.name.text(), sheet.is_waiting) == ("Obral", False)
    booth.press("Add it")
    agree(booth)
    assert [one.name for one in load_promotions(booth.desk)] == ["Obral"]


def test_a_file_is_taken_in_or_every_fault_of_it_is_named(
    booth: BoothWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "promo.csv"
    file.write_text("name,deal,value,kind\nA,percent,200,\nB,percent,20,topi\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(file), ""))
    open_page(booth)
    booth.press("Take from a file…")
    booth.wait_for_words("row 3, column kind")
    assert "row 2, column value" in booth.words()
    file.write_text("name,deal,value,kind\nObral,percent,20,syal\n", encoding="utf-8")
    booth.press("Take from a file…")
    agree(booth)
    booth.wait_for_words("20% off · scarf · every day")
    assert "row 3" not in booth.words()


def test_a_list_is_taken_as_it_was_when_a_supervisor_was_asked(
    booth: BoothWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "promo.csv"
    file.write_text("name,deal,value,kind\nObral,percent,20,syal\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(file), ""))
    open_page(booth)
    booth.press("Take from a file…")
    booth.wait_for_words("A second person must agree")
    file.write_text("name,deal,value,kind\nObral,percent,90,syal\n", encoding="utf-8")
    agree(booth)
    booth.wait_for_words("20% off · scarf · every day")


def test_a_card_shows_the_price_of_now_and_that_of_the_list(sale: BoothWindow) -> None:
    model = sale.sale_page.find_pane.model
    shirt, keyring = (model.garment(model.place(sku)) for sku in (SHIRT, KEYRING))
    assert shirt is not None
    assert keyring is not None
    assert model.words.price(shirt) == "316.000\N{EN DASH}410.000"  # one of its sizes is cheaper
    assert model.words.was(shirt) == "395.000\N{EN DASH}410.000"
    assert (model.words.price(keyring), model.words.was(keyring)) == ("10.000", "")
    sale.register.promotions.take(switch_off(sale, SALE))
    sale.wait(lambda: model.words.price(shirt) == "395.000\N{EN DASH}410.000")
    assert model.words.was(shirt) == ""
