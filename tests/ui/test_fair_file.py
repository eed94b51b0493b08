"""A later fair file in the open window: told before it holds, under no open basket, and then at once."""

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from batikpos.domain.catalogue import Catalogue, Item
from batikpos.domain.fair import Person
from batikpos.domain.fairplan import BoothPlan, FairPlan
from batikpos.domain.money import Rupiah
from batikpos.domain.promotion import PercentEach, Promotion, Scope
from batikpos.domain.quantity import Quantity, Unit
from batikpos.domain.stock import StockAct
from batikpos.services.baskets import find_open_basket
from batikpos.services.desk import open_desk
from batikpos.services.fair_file import load_fair, write_fair_file
from batikpos.services.organizer import change_fair
from batikpos.services.people import enrol
from batikpos.settings import load_settings
from batikpos.store.journal import load_head
from batikpos.store.stock import list_moves
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.renewing import RenewDesk, find_fair_files
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.settingspage import SettingsPage
from batikpos.ui.booth.sheets import NumberSheet, QuestionSheet
from batikpos.ui.booth.signin import SignInPage
from batikpos.ui.booth.stockpage import StockPage
from tests.services.organizers import MADE, PLAN, make_sample_desk, wati
from tests.shop import CLOTH, KEYRING, SHIRT, TUNIC, catalogue, item
from tests.ui.booth import BoothWindow

OBRAL = Promotion("Obral", PercentEach(1_000), Scope(skus=(SHIRT,)))
Written = Callable[..., Path]


@pytest.fixture
def written(booth: BoothWindow, tmp_path: Path) -> Written:
    """Write the fair file of this booth: a shirt is dearer, cash rounded, and who sells as named."""
    make_sample_desk(tmp_path / "desk")

    def write(
        *, people: tuple[Person, ...] = (), dearer: int = 5_000, gone: str = "", other: tuple[Item, ...] = ()
    ) -> Path:
        sellers = people or booth.desk.people
        plan: FairPlan = replace(
            PLAN,
            people=sellers,
            booths=(BoothPlan("A03", "Tom", 2, tuple(p.name for p in sellers)),),
            rounding=500,
        )
        goods = catalogue()
        makers = tuple(replace(p, booth="A03") for p in goods.producers)
        items = tuple(
            replace(i, price=Rupiah(i.price.amount + dearer)) if i.sku == SHIRT else i
            for i in goods.items
            if i.sku not in {gone, *(o.sku for o in other)}
        )
        items = (*items, *other)
        with closing((desk := open_desk(tmp_path / "desk")).store):
            change_fair(
                desk, wati(), plan=plan, goods=Catalogue(items, makers), promotions=(OBRAL,), now=MADE
            )
            file = tmp_path / "A03.batikfair"
            write_fair_file(desk, load_fair(desk), "A03", file, now=MADE)
        return file

    return write


def renewing(booth: BoothWindow) -> RenewDesk:
    """Go where a fair file is taken in."""
    booth.flow.places.open(Place.SETTINGS)
    booth.wait_for(SettingsPage)
    of = booth.flow.places.rooms.renewing
    assert isinstance(of, RenewDesk)
    return of


def price_here(booth: BoothWindow) -> Rupiah:
    return booth.register.desk.catalogue.load(SHIRT).price


def test_a_fair_file_is_told_compared_and_holds_at_once(booth: BoothWindow, written: Written) -> None:
    """The very next scan sells at the new price, under the fair's promotion, rounded as it says."""
    before = price_here(booth)
    renewing(booth).read(written())
    sheet = booth.wait_for(QuestionSheet)
    said = booth.words()
    assert "Goods: 0 new, 0 gone, 1 with another price" in said
    assert "Promotions: new: Obral" in said
    assert "Cash is rounded to Rp500" in said
    assert "fingerprint of their desk" in said
    assert price_here(booth) == before
    assert load_settings(booth.desk.home).rounding == 0
    sheet.confirm()
    booth.wait_for_words("The fair file is taken in")
    assert load_settings(booth.desk.home).rounding == 500
    booth.press("Back to selling")
    booth.wait_for(SalePage)
    booth.wait(lambda: [p.name for p in booth.register.promotions.held] == ["Obral"])
    booth.register.scan(SHIRT)
    (line,) = booth.cart.lines
    assert line.item.price == before + Rupiah(5_000)
    assert booth.register.desk.settings.rounding == 500
    assert booth.cart.promotions


def test_a_stock_list_that_was_begun_keeps_goods_that_are_in_no_file_any_more(
    booth: BoothWindow, written: Written
) -> None:
    booth.flow.places.open(Place.STOCK)
    booth.wait_for(StockPage)
    booth.scan(TUNIC)
    booth.wait_for_words("kinds 1, pieces 1, 0 m")
    renewing(booth).read(written(gone=TUNIC))
    booth.wait_for(QuestionSheet).confirm()
    booth.wait_for_words("The fair file is taken in")
    booth.wait(lambda: booth.register.desk.catalogue.find(TUNIC) is None)
    booth.flow.places.open(Place.STOCK)
    booth.wait_for(StockPage)
    assert item(TUNIC).title("en") in booth.words()
    booth.press("Write it down")
    booth.wait_for_words("Written down as taken to the booth: kinds 1, pieces 1, 0 m.")
    with booth.desk.store.reading() as tx:
        (kept,) = list_moves(tx, booth.desk.fair.fair_id)[booth.desk.booth.code]
    assert [(line.sku, line.quantity.size) for line in kept.move.lines] == [(TUNIC, 1)]


def by_the_metre() -> Item:
    return replace(item(TUNIC), unit=Unit.METRE, step=1, stock=10_000)


def by_the_piece() -> Item:
    return replace(item(CLOTH), unit=Unit.PIECE, step=1, stock=10)


@pytest.mark.parametrize("act", [StockAct.TAKE, StockAct.COUNT])
def test_what_was_listed_in_another_unit_is_asked_for_anew(
    booth: BoothWindow, written: Written, act: StockAct
) -> None:
    """Three pieces are no three millimetres, and 2.5 metres no 2.500 pieces."""
    booth.flow.places.open(Place.STOCK)
    page = booth.wait_for(StockPage)
    page._stock.choose(act)
    page._stock.set_size(item(TUNIC), 3)
    page._stock.set_size(item(CLOTH), 2_500)
    renewing(booth).read(written(other=(by_the_metre(), by_the_piece())))
    booth.wait_for(QuestionSheet).confirm()
    booth.wait_for_words("The fair file is taken in")
    booth.wait(lambda: booth.register.desk.catalogue.load(TUNIC).unit is Unit.METRE)
    booth.flow.places.open(Place.STOCK)
    page = booth.wait_for(StockPage)
    booth.scan(by_the_piece().barcode)
    sheet = booth.wait_for(NumberSheet)
    assert sheet.field.text() == "1"
    booth.wait_for_words("Listed was 2,5 m. It is sold by the piece now: say how many pieces there are.")
    sheet.field.setText("4")
    booth.press("Done")
    booth.wait(lambda: booth.sheet is None)
    booth.press("Write it down")
    sheet = booth.wait_for(NumberSheet)
    booth.wait_for_words("Listed was 3. It is sold by the metre now: say how many metres there are.")
    sheet.field.setText("7,5")
    booth.press("Done")
    booth.wait(lambda: booth.sheet is None)
    booth.press("Write it down")
    booth.wait_for_words("kinds 2, pieces 4, 7,5 m.")
    with booth.desk.store.reading() as tx:
        (kept,) = list_moves(tx, booth.desk.fair.fair_id)[booth.desk.booth.code]
    assert {line.sku: line.quantity for line in kept.move.lines} == {
        TUNIC: Quantity(7_500, Unit.METRE),
        CLOTH: Quantity(4, Unit.PIECE),
    }


def test_a_later_one_needs_no_comparing_and_the_same_one_changes_nothing(
    booth: BoothWindow, written: Written
) -> None:
    desk = renewing(booth)
    desk.read(file := written())
    booth.wait_for(QuestionSheet).confirm()
    booth.wait_for_words("The fair file is taken in")
    desk.read(file)
    booth.wait_for_words("is as its fair file says already")
    desk.read(written(dearer=9_000))
    booth.wait_for(QuestionSheet)
    assert "fingerprint" not in booth.words()
    assert "1 with another price" in booth.words()


def test_no_fair_file_is_taken_while_something_is_in_the_basket(booth: BoothWindow, written: Written) -> None:
    before, file = price_here(booth), written()
    booth.register.scan(SHIRT)
    desk = renewing(booth)
    desk.read(file)
    booth.wait_for_words("There is something in the basket")
    booth.register.clear()
    desk.read(file)
    sheet = booth.wait_for(QuestionSheet)
    booth.register.scan(SHIRT)  # meanwhile
    sheet.confirm()
    booth.wait_for_words("There is something in the basket")
    assert price_here(booth) == before
    assert [line.item.price for line in booth.cart.lines] == [before]
    with booth.desk.store.reading() as tx:
        assert load_head(tx).mark < 20


def test_what_is_scanned_while_a_fair_file_is_taken_is_in_the_basket_at_the_new_price(
    booth: BoothWindow, written: Written
) -> None:
    before = price_here(booth)
    renewing(booth).read(written(gone=KEYRING))
    sheet = booth.wait_for(QuestionSheet)
    with booth.busy_store():
        sheet.confirm()
        booth.wait(lambda: booth.sheet is None)
        booth.scan(SHIRT)
        booth.scan(KEYRING)
        assert booth.basket == {SHIRT: 1, KEYRING: 1}
    booth.wait_for_words("The fair file is taken in")
    assert [(line.item.sku, line.item.price) for line in booth.cart.lines] == [
        (SHIRT, before + Rupiah(5_000))
    ]
    booth.wait_for_store()  # which keeps it behind what was scanned
    booth.wait_for_store()
    kept = find_open_basket(booth.register.desk)
    assert kept is not None
    assert (kept.cart.lines, kept.lost) == (booth.cart.lines, ())
    booth.register.undo()
    assert booth.basket == {SHIRT: 1}
    booth.press("Back to selling")
    booth.wait_for_words(f"No longer sold so, and taken off the basket: {KEYRING}")


def test_what_waits_behind_a_sale_that_is_saved_while_a_fair_file_is_taken_has_the_new_price(
    booth: BoothWindow, written: Written
) -> None:
    """Who paid already paid what was said; who comes next pays what is said from now on."""
    before = price_here(booth)
    renewing(booth).read(written(gone=KEYRING))
    sheet = booth.wait_for(QuestionSheet)
    with booth.busy_store():
        sheet.confirm()
        booth.wait(lambda: booth.sheet is None)
        booth.scan(SHIRT)
        booth.register.pay_key(0)
        booth.scan(SHIRT)
        booth.scan(KEYRING)
        assert booth.register.is_paying
    sold = booth.wait_for_sales(1)[0].sale
    assert [(line.sku, line.net) for line in sold.lines] == [(SHIRT, before)]
    booth.wait(lambda: booth.basket == {SHIRT: 1})
    assert booth.cart.lines[0].item.price == before + Rupiah(5_000)
    booth.wait_for_store()  # which looks for promotions: another basket would take away what is said of it
    booth.press("Back to selling")
    booth.wait_for_words(f"No longer sold so, and taken off the basket: {KEYRING}")


def test_a_basket_that_is_paid_while_a_fair_file_is_taken_is_sold_as_it_was_told(
    booth: BoothWindow, written: Written
) -> None:
    before = price_here(booth)
    renewing(booth).read(written())
    sheet = booth.wait_for(QuestionSheet)
    with booth.busy_store():
        sheet.confirm()
        booth.wait(lambda: booth.sheet is None)
        booth.scan(SHIRT)
        booth.press("Back to selling")
        booth.wait_for(SalePage)
        booth.press("Other payment…")
        booth.press("Cash")
    booth.wait_for_store()
    booth.wait_for_store()
    assert booth.cart.net == before
    booth.scan(SHIRT)  # the next buyer's
    booth.press("Paid")
    (kept,) = booth.wait_for_sales(1)
    assert kept.sale.total == before
    booth.wait(lambda: [line.item.price for line in booth.cart.lines] == [before + Rupiah(5_000)])
    assert price_here(booth) == before + Rupiah(5_000)


def test_undo_leads_back_to_no_price_of_before(booth: BoothWindow, written: Written) -> None:
    booth.register.scan(SHIRT)
    booth.register.clear()
    renewing(booth).read(written())
    booth.wait_for(QuestionSheet).confirm()
    booth.wait_for_words("The fair file is taken in")
    booth.register.undo()
    assert booth.cart.lines == ()


def test_whoever_is_gone_from_the_fair_file_signs_in_no_more(booth: BoothWindow, written: Written) -> None:
    renewing(booth).read(written(people=(enrol("Ani", booth.desk.people[0].role, "5555"),)))
    sheet = booth.wait_for(QuestionSheet)
    assert "People: new: Ani; gone: " in booth.words()
    sheet.confirm()
    booth.wait_for(SignInPage)
    assert "Ani" in booth.words()
    assert "Rini" not in booth.words()


def test_a_strangers_file_is_refused_in_the_window(
    booth: BoothWindow, written: Written, tmp_path: Path
) -> None:
    """Once a desk is known: another key, and one byte that is other."""
    desk = renewing(booth)
    desk.read(file := written())
    booth.wait_for(QuestionSheet).confirm()
    booth.wait_for_words("The fair file is taken in")
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b'"rounding":500', b'"rounding":100'))
    desk.read(file)
    booth.wait_for_words("its signature does not hold")
    make_sample_desk(tmp_path / "other")
    with closing((other := open_desk(tmp_path / "other")).store):
        write_fair_file(other, load_fair(other), "A03", tmp_path / "theirs.batikfair", now=MADE)
    desk.read(tmp_path / "theirs.batikfair")
    booth.wait_for_words("Use nothing of it")


def test_a_file_on_a_stick_is_found_and_offered(booth: BoothWindow, written: Written, tmp_path: Path) -> None:
    """Of this booth only, the newest first, in a folder of the stick too."""
    stick = tmp_path / "USB"
    (stick / "pameran").mkdir(parents=True)
    old, new, other = (
        stick / "A03 lama.batikfair",
        stick / "pameran" / "A03.batikfair",
        stick / "B1.batikfair",
    )
    for n, file in enumerate((old, new, other)):
        file.write_bytes(written().read_bytes())
        os.utime(file, (n, n))
    assert find_fair_files([stick, tmp_path / "pulled out"], "A03") == (new, old)
    desk = renewing(booth)
    desk.found.emit((new, old))
    booth.press("A03.batikfair on the stick pameran")
    booth.wait_for(QuestionSheet)
