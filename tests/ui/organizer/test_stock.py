"""The stock in the organizer's window, of booths that wrote their goods down."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from batikpos.domain.quantity import Quantity, Unit
from batikpos.sheets.reader import read_sheets
from batikpos.ui.organizer.rows import NOTHING, Row, shown, sort_key
from batikpos.ui.organizer.stockpage import StockPage
from tests.shop import CLOTH, KEYRING, SILK
from tests.ui.officehand import Office
from tests.ui.stocked import stock_up


@pytest.fixture
def page(office: Office) -> StockPage:
    """Look at the stock of a fair at which two more booths wrote theirs down."""
    stock_up(office.folder)
    page = office.see("stock", StockPage)
    assert isinstance(page, StockPage)
    office.hand.wait(lambda: page.of is not None)
    return page


def told(row: Row) -> list[str]:
    return [shown(cell) for cell in row.cells]


def test_what_is_missing_stands_first_and_what_nobody_wrote_down_is_no_zero(page: StockPage) -> None:
    first, second, *_, last = page.table.model.shown
    assert (first.key, second.key) == (f"C01 {KEYRING}", f"C01 {CLOTH}")
    assert told(first)[2:] == ["missing", "40", "0", "10", "38", "28", "2"]
    assert told(second)[3:] == ["20 m", "4 m", "0 m", "15,5 m", "15,5 m", "0,5 m"]
    assert told(last)[2:] == ["not listed", NOTHING, told(last)[4], *4 * [NOTHING]]
    assert page.missing.accessibleName() == "Missing at the count: 2. pieces 2, 0,5 m, booths 1"
    assert page.waiting.accessibleName() == "Booths that did not count: 2. C01, C02"  # C01 not all


def test_what_becomes_of_a_roll_is_told_by_its_cuts(office: Office, page: StockPage) -> None:
    office.hand.press("Cloth by the roll")
    page.choose(f"C01 {CLOTH}")
    office.hand.wait_for_words("2,5 m cut off")
    words = office.hand.words()
    assert "C01-20261211-0003" in words
    assert "15,5 m left" in words


def test_a_piece_that_was_sold_twice_has_both_notas_and_a_proposal(office: Office, page: StockPage) -> None:
    office.hand.press("Sold twice")
    (row,) = page.table.model.shown
    assert row.key == SILK
    page.choose(SILK)
    office.hand.wait_for_words("C01-20261211-0001")
    words = office.hand.words()
    assert "C02-20261211-0001" in words
    assert "Keeps it: it was sold first." in words
    assert "Offer Rp12.500.000 back, or one made to order with it paid down." in words


def test_what_is_looked_at_is_copied_and_saved_as_numbers(
    office: Office, page: StockPage, tmp_path: Path
) -> None:
    office.hand.press("Runs out")
    page.table.copy()
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 1 + len(page.table.model.shown) == 5
    page.table.ask_where = lambda _name: str(tmp_path / "stok.xlsx")
    office.hand.press("Cloth by the roll")
    page.table.save()
    office.hand.wait((tmp_path / "stok.xlsx").exists)
    (sheet,) = read_sheets(tmp_path / "stok.xlsx")
    assert sheet.rows[1].cells[3:] == (20.0, 2.0, 4.0, 0.0, 15.5, 0.5)


def test_pieces_and_metres_are_sorted_by_how_much_they_are() -> None:
    metre_and_half = Quantity(1_500, Unit.METRE)
    assert sorted((Quantity(2), metre_and_half, Quantity(-3)), key=sort_key) == [
        Quantity(-3),
        metre_and_half,
        Quantity(2),
    ]
