"""Goods without a code at the sale screen: sold once by a typed price, or taken into the catalogue."""

from pathlib import Path

import pytest

from batikpos.domain.catalogue import Dye, Technique
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Unit
from batikpos.services.desk import open_desk
from batikpos.services.disk import DiskFull
from batikpos.settings import NO_PRINTER, change_setting
from batikpos.ui.booth import aftersale
from batikpos.ui.booth.opensheet import OpenSheet, StockSheet
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth


def ask(booth: BoothWindow) -> OpenSheet:
    """Open the sheet by its button."""
    booth.press("More for this basket")
    booth.press("Sell goods without a code name and price typed")
    return booth.wait_for(OpenSheet)


def fill_in(booth: BoothWindow, quantity: str) -> None:
    """Say what the goods are, on their sheet."""
    ask(booth)
    booth.fill("What is it?", "Selendang lawas")
    booth.fill("Price", "85000")
    booth.fill("Quantity", quantity)
    booth.press("Hand-drawn")
    booth.press("natural")


def test_it_is_sold_once_by_a_typed_price_and_the_sale_says_so(booth: BoothWindow) -> None:
    fill_in(booth, "2")
    booth.press("Sell it this once")
    booth.wait(lambda: booth.sheet is None)
    booth.register.pay_key(0)
    (kept,) = booth.wait_for_sales(1)
    (line,) = kept.sale.lines
    assert (line.name, line.net, line.is_open) == ("Selendang lawas", Rupiah(170_000), True)
    assert (line.technique, line.producer) == (Technique.TULIS, "TOM")  # this booth's own comes first


def test_who_goes_back_from_the_stock_finds_what_was_typed(booth: BoothWindow) -> None:
    fill_in(booth, "2,5")
    booth.press("metre")
    booth.press("Take it into the catalogue…")
    booth.wait_for(StockSheet)
    booth.press("Cancel")
    booth.wait_for(OpenSheet)
    booth.press("Sell it this once")
    (line,) = booth.cart.lines
    item = line.item
    assert (item.name, item.price, line.quantity.size) == ("Selendang lawas", Rupiah(85_000), 2_500)
    assert (item.technique, item.dye, item.unit) == (Technique.TULIS, Dye.NATURAL, Unit.METRE)


def test_what_was_typed_stays_where_it_does_not_go_into_the_basket(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("batikpos.ui.room.check_room", _no_room)
        fill_in(booth, "2")
        booth.press("Sell it this once")
        sheet = booth.wait_for(OpenSheet)
        booth.wait(lambda: "disk" in sheet._fault.text())
        assert (sheet.name.text(), booth.basket) == ("Selendang lawas", {})
    booth.press("Sell it this once")
    booth.wait(lambda: booth.sheet is None)
    assert [line.item.name for line in booth.register.cart.lines] == ["Selendang lawas"]


def _no_room(home: Path) -> None:
    raise DiskFull(str(home))


def test_goods_whose_label_nobody_knows_are_taken_in_with_that_barcode(booth: BoothWindow) -> None:
    """Who scans it again finds it."""
    booth.scan("8991234567891")
    booth.press("Sell goods without a code")
    booth.wait_for(OpenSheet)
    booth.fill("What is it?", "Bros kayu")
    booth.fill("Price", "25000")
    booth.press("Take it into the catalogue… with its barcode, 8991234567891")
    booth.wait_for(StockSheet)
    booth.press("Take it into the catalogue")
    booth.wait(lambda: len(booth.register.cart.lines) == 1)
    booth.wait_for_words("its barcode 8991234567891")
    booth.press("Later")
    booth.wait(lambda: booth.sheet is None)
    booth.scan("8991234567891")
    booth.wait(lambda: [line.quantity.size for line in booth.register.cart.lines] == [2])


def test_what_was_looked_for_by_name_is_what_the_goods_are_called(booth: BoothWindow) -> None:
    booth.sale_page.open_goods_asked.emit("bros kayu")
    sheet = booth.wait_for(OpenSheet)
    assert sheet.name.text() == "bros kayu"


def test_the_pad_types_the_price_and_then_the_quantity(booth: BoothWindow) -> None:
    sheet = ask(booth)
    booth.fill("What is it?", "Kain lawas")
    for key in ("8", "5", "000"):
        booth.press(key)
    assert sheet.price.text() == "85000"
    booth.press("metre")
    sheet.quantity.setFocus()
    sheet.quantity.clear()
    booth.press("3")
    booth.press("Sell it this once")
    (line,) = booth.cart.lines
    assert (line.item.unit, line.quantity.size, booth.cart.net) == (Unit.METRE, 3_000, Rupiah(255_000))


@pytest.mark.parametrize(
    ("name", "price", "said"),
    [
        ("", "85000", "What is it called?"),
        ("Syal", "", "What does it cost?"),
        ("Syal", "murah", "is not an amount in rupiah"),
        ("Kemeja batik printing", "85000", "is printed"),
    ],
)
def test_what_is_wrong_is_said_on_the_sheet_and_nothing_is_lost(
    booth: BoothWindow, name: str, price: str, said: str
) -> None:
    sheet = ask(booth)
    booth.fill("What is it?", name)
    booth.fill("Price", price)
    booth.press("Printed textile")
    booth.press("Sell it this once")
    booth.wait_for_words(said)
    assert sheet.name.text() == name
    assert booth.cart.lines == ()


def test_it_is_taken_into_the_catalogue_found_and_scanned_at_once_and_after_a_restart(
    home: Path, open_booth: OpenBooth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_setting(home, "printer", NO_PRINTER)
    booth = open_booth()
    booth.wait_for_sale_screen()
    monkeypatch.setattr(aftersale, "papers_folder", lambda: tmp_path)
    monkeypatch.setattr("batikpos.ui.booth.opendesk.QDesktopServices.openUrl", lambda _url: True)
    booth.scan(booth.items()[0].barcode)
    ask(booth)
    booth.fill("What is it?", "Selendang Zamrud")
    booth.fill("Price", "85000")
    booth.press("Take it into the catalogue… with a code and a label")
    booth.wait_for(StockSheet)
    booth.fill("How many there are", "4")
    booth.fill("Lowest price", "75000")
    booth.press("Take it into the catalogue")
    booth.wait_for_words("A03-T001")
    booth.press("Print the label")
    booth.wait((tmp_path / "label A03-T001.pdf").exists)
    added = booth.register.desk.catalogue.load("A03-T001")
    assert (added.stock, added.floor) == (4, Rupiah(75_000))
    assert list(booth.basket) == [booth.items()[0].sku, "A03-T001"]
    booth.wait(lambda: booth.sheet is None)
    booth.scan(added.barcode)
    assert booth.basket["A03-T001"] == 2
    booth.sale_page.find_pane.field.setText("zamrud")
    assert booth.sale_page.find_pane.model.rowCount() == 1
    booth.register.pay_key(0)
    (kept,) = booth.wait_for_sales(1)
    assert [line.is_open for line in kept.sale.lines] == [False, True]
    assert open_desk(booth.desk.home).catalogue.find(added.barcode) == added
    again = open_booth(float_=None)
    again.wait_for_sale_screen()
    again.scan(added.barcode)
    assert again.basket == {"A03-T001": 1}


def test_as_much_of_it_is_in_the_basket_as_was_typed(booth: BoothWindow) -> None:
    ask(booth)
    booth.fill("What is it?", "Selendang Zamrud")
    booth.fill("Price", "85000")
    booth.fill("Quantity", "3")
    booth.press("Take it into the catalogue… with a code and a label")
    booth.wait_for(StockSheet)
    booth.press("Take it into the catalogue")
    booth.wait_for_words("A03-T001")
    assert booth.basket == {"A03-T001": 3}


def test_its_label_comes_out_of_the_printer(booth: BoothWindow, home: Path) -> None:
    paper = home / "printer.bin"
    ask(booth)
    booth.fill("What is it?", "Selendang Zamrud")
    booth.fill("Price", "85000")
    booth.press("Take it into the catalogue… with a code and a label")
    booth.wait_for(StockSheet)
    booth.press("Take it into the catalogue")
    booth.wait_for_words("A03-T001")
    booth.press("Print the label")
    booth.wait(lambda: paper.exists() and b"Rp85.000" in paper.read_bytes())


def test_nothing_is_called_batik_or_of_natural_dye_unless_somebody_says_so(booth: BoothWindow) -> None:
    sheet = ask(booth)
    booth.fill("What is it?", "Gantungan")
    booth.fill("Price", "10000")
    assert not sheet.dye.isEnabled()
    booth.press("Sell it this once")
    (line,) = booth.cart.lines
    assert (line.item.technique, line.item.dye) == (Technique.NOT_BATIK, Dye.NONE)


def test_an_open_line_is_parked_and_taken_up_whole(booth: BoothWindow) -> None:
    ask(booth)
    booth.fill("What is it?", "Syal lawas")
    booth.fill("Price", "50rb")
    booth.press("Sell it this once")
    was = booth.cart
    booth.register.park()
    booth.wait(lambda: bool(booth.register.parking.parked))
    booth.register.recall(was.sale_id)
    booth.wait(lambda: booth.cart == was)


def test_the_same_goods_taken_in_twice_are_added(booth: BoothWindow) -> None:
    for quantity, sold in (("3", 3), ("2", 5)):
        fill_in(booth, quantity)
        booth.press("Take it into the catalogue…")
        booth.wait_for(StockSheet)
        booth.press("Take it into the catalogue")
        booth.wait_for_words("is in the catalogue now")
        booth.press("Later")
        booth.wait(lambda: booth.sheet is None)
        assert [line.quantity.size for line in booth.cart.lines] == [sold]
