"""A fair made from nothing in the organizer's window, up to the files that its booths open."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from batikpos.services.decisions import load_decisions, load_goods
from batikpos.services.desk import open_desk
from batikpos.services.fair_file import read_fair_file
from batikpos.services.price_list import sheet_of_items, sheet_of_producers
from batikpos.services.sample import sample_catalogue
from batikpos.settings import Settings
from batikpos.sheets.writing import to_xlsx
from batikpos.sync.centre import open_centre
from batikpos.ui.organizer.beginning import NewFair
from batikpos.ui.organizer.boothspage import BoothsPage
from batikpos.ui.organizer.fairpage import FairPage
from batikpos.ui.organizer.goodspage import GoodsPage
from batikpos.ui.organizer.peoplepage import PeoplePage
from tests.ui.office import open_office
from tests.ui.officehand import Office, sign_with

PIN = "918273"


@pytest.fixture
def office(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Office]:
    """Open the window in a folder where there is nothing."""
    folder = tmp_path / "new"
    with open_office(folder, qtbot, qapp, Settings("en"), page=NewFair, only_look=True) as (hand, flow):
        yield Office(folder, hand, flow)


def fill(office: Office, **typed: str) -> NewFair:
    asking = office.hand.wait_for(NewFair)
    usual = {"name": "Batik Baru", "first_day": "11/12/2026", "last_day": "15/12/2026", "by": "Wati"}
    for key, text in (usual | {"venue": "Solo", "by_pin": PIN} | typed).items():
        asking.fields[key].setText(text)
    return asking


def home_of(office: Office) -> Path:
    return office.flow.office.opened.home


def test_a_fair_is_made_its_sheets_taken_in_and_a_booth_opens_its_file(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = tmp_path / "pusat.db"
    fill(office, central=str(centre))
    office.hand.press("Make the fair")
    goods = office.hand.wait_for(GoodsPage)
    office.hand.wait_for_words("The fair is made.")
    book, sample = tmp_path / "daftar.xlsx", sample_catalogue()
    goods_only = (sheet_of_producers(sample.producers), sheet_of_items(sample.items, sample.producers))
    book.write_bytes(to_xlsx(goods_only))
    goods.check([book], {})
    office.hand.wait(goods.in_button.isEnabled)
    goods.let_in()
    sign_with(office, PIN)
    office.hand.wait_for_words("Written down, and the centre has it.")
    booths = office.see("booths", BoothsPage)
    assert isinstance(booths, BoothsPage)
    office.hand.wait(lambda: "A03" in {row.key for row in booths.table.model.shown})
    with closing(open_desk(home_of(office)).store) as store, store.reading() as tx:
        fair_id = office.flow.office.opened.desk.fair.fair_id  # type: ignore[union-attr]
        own = load_decisions(tx, fair_id).plan, load_goods(tx, fair_id)
    with closing(open_centre(str(centre))) as store, store.reading() as tx:
        assert (load_decisions(tx, fair_id).plan, load_goods(tx, fair_id)) == own
    add_person(office)
    monkeypatch.setattr(booths, "ask_folder", lambda: str(tmp_path))
    office.see("booths", BoothsPage)
    booths.hand_out()
    office.hand.press("Choose the folder…")
    office.hand.wait_for_words("fair files are written")
    says = read_fair_file(tmp_path / "A03.batikfair").says
    assert (says.fair.name, says.booth, [p.name for p in says.people]) == ("Batik Baru", "A03", ["Rini"])
    assert says.goods.items


def add_person(office: Office) -> None:
    """Let Rini sell at A03."""
    people = office.see("people", PeoplePage)
    office.hand.press("Add a person…")
    office.hand.fill("Name", "Rini")
    office.hand.fill("PIN, 4 to 12 digits", "1234")
    office.hand.press("Done")
    booths = office.see("booths", BoothsPage)
    assert isinstance(people, PeoplePage)
    assert isinstance(booths, BoothsPage)
    booths.open_one("A03")
    office.hand.fill("Who sells there, with commas between", "Rini")
    office.hand.press("Done")
    booths.keep()
    sign_with(office, PIN)
    office.hand.wait(lambda: office.flow.office.draft is None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "fair"),
        ({"last_day": "10/12/2026"}, "fair"),
        ({"first_day": "besok"}, "besok"),
        ({"by": ""}, "name"),
        ({"by_pin": "12"}, "PIN"),
        ({"witness": "Sari", "witness_pin": ""}, "Sari"),
        ({"central": "postgresql://"}, "address"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_made(office: Office, typed: dict[str, str], said: str) -> None:
    asking = fill(office, **typed)
    office.hand.press("Make the fair")
    office.hand.wait(lambda: not asking._fault.isHidden())
    assert said in asking._fault.text()
    assert not home_of(office).exists()
    assert asking.make_button.isEnabled()


def test_what_was_typed_stays_in_the_other_language(office: Office) -> None:
    fill(office)
    office.hand.press("Bahasa Indonesia")
    office.hand.wait_for_words("Pameran baru")
    assert office.hand.wait_for(NewFair).typed["name"] == "Batik Baru"


def test_a_centre_is_named_later_and_has_it_all(office: Office, tmp_path: Path) -> None:
    fill(office)
    office.hand.press("Make the fair")
    office.hand.wait_for(GoodsPage)
    office.hand.wait_for_words("This desk has no centre yet. Name it on the page of the fair.")
    page = office.see("fair", FairPage)
    assert isinstance(page, FairPage)
    assert page.venue.text() == "Solo"
    office.hand.press("Centre…")
    office.hand.fill("A server's address, or a file that all laptops reach", str(tmp_path / "pusat.db"))
    office.hand.press("Done")
    office.hand.wait_for_words("The centre answers, and has what this desk decided.")
    office.hand.wait(lambda: "has no centre yet" not in office.hand.words())
    assert f'central = "{tmp_path / "pusat.db"}"' in (home_of(office) / "settings.toml").read_text("utf-8")
