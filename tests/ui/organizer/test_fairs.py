"""Several fairs at one centre, on the same days: whoever only looks chooses, a desk looks at its own."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from batikpos.domain.fair import Booth
from batikpos.services.desk import open_desk
from batikpos.services.sample import sample_catalogue
from batikpos.services.setup import Plan, set_up
from batikpos.services.till import open_till
from batikpos.settings import Settings
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from batikpos.ui.organizer.boardpage import BoardPage
from batikpos.ui.organizer.daypage import DayPage
from batikpos.ui.organizer.fairpage import FairPage
from batikpos.ui.organizer.stockpage import StockPage
from batikpos.ui.widgets.choicebox import ChoiceBox
from tests.shop import FLOAT, NOON, RINI, people, sell
from tests.ui.office import BOOTHS, FAIR, SILENT
from tests.ui.officehand import CENTRE, Office, Open

OTHER = replace(FAIR, name="Pameran Lain")


def hold_another(folder: Path) -> None:
    """Let a booth of another fair sell, and send to the same centre."""
    home = folder / "Z01"
    set_up(home, Plan(OTHER, Booth("Z01"), sample_catalogue(), people(), Settings()), now=NOON)
    desk = open_desk(home)
    with closing(desk.store), closing(open_centre(str(folder / CENTRE))) as centre:
        open_till(desk, FLOAT, cashier=RINI, now=NOON)
        sell(desk)
        push(desk.store, centre)


def choose(office: Office, fair_id: str) -> None:
    page = office.see("fair", FairPage)
    (box,) = (box for box in page.findChildren(ChoiceBox) if box.findData(fair_id) >= 0)
    box.setCurrentIndex(box.findData(fair_id))
    box.activated.emit(box.currentIndex())
    office.hand.wait(
        lambda: office.flow.office.fair is not None and office.flow.office.fair.fair_id == fair_id
    )
    office.hand.wait(lambda: office.hand.page(FairPage) not in {None, page})


def booths_of(office: Office) -> set[str]:
    page = office.see("day", DayPage)
    assert isinstance(page, DayPage)
    office.hand.wait(lambda: page._of is not None)
    assert page._of is not None
    return {device.booth.code for device in page._of.reconciliation.devices}


def test_who_only_looks_chooses_a_fair_and_every_page_shows_that_one(open_: Open, tmp_path: Path) -> None:
    hold_another(tmp_path / "fair")
    office = open_(only_look=True)
    choose(office, OTHER.fair_id)
    assert booths_of(office) == {*BOOTHS, "Z01"}
    board = office.see("board", BoardPage)
    assert isinstance(board, BoardPage)
    office.hand.wait(lambda: board.board is not None)
    assert board.board is not None
    assert [row.booth.code for row in board.board.rows if row.figures] == ["Z01"]
    stock = office.see("stock", StockPage)
    assert isinstance(stock, StockPage)
    office.hand.wait(lambda: stock.of is not None)
    assert stock.of is not None
    assert {row.booth for row in stock.of.stock.rows} == {"Z01"}
    choose(office, FAIR.fair_id)
    assert booths_of(office) == {*BOOTHS, SILENT}


def test_a_desk_looks_at_its_own_fair_whatever_else_is_on_these_days(open_: Open, tmp_path: Path) -> None:
    hold_another(tmp_path / "fair")
    office = open_()
    assert {row.booth.code for row in office.board().rows} == {*BOOTHS, SILENT}
    assert booths_of(office) == {*BOOTHS, SILENT}
    page = office.see("fair", FairPage)
    assert isinstance(page, FairPage)
    assert page.choose_fair() is None
