"""What booths handed in on paper, typed at the desk or taken from a file: it explains, and is kept."""

from datetime import date
from pathlib import Path

import pytest

from batikpos.domain.causes.papers import CashSlip, Goods, Papers
from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.quantity import Quantity, Unit
from batikpos.services.handed_in import keep, load_handed_in, write_handed_in
from batikpos.ui.organizer.daypage import DayPage, unexplained
from batikpos.ui.organizer.paperssheet import PapersSheet
from tests.shop import DAY
from tests.ui.officehand import Office


@pytest.fixture
def page(office: Office) -> DayPage:
    page = office.see("day", DayPage)
    assert isinstance(page, DayPage)
    office.hand.wait(lambda: page._of is not None)
    return page


def rest(page: DayPage, booth: str) -> Rupiah:
    assert page._of is not None
    (device,) = (d for d in page._of.reconciliation.devices if d.booth.prefix == booth)
    return unexplained(device)


def ask(office: Office, page: DayPage, booth: str) -> PapersSheet:
    page.choose(booth)
    office.hand.press("Papers…")
    return office.hand.wait_for(PapersSheet)


def test_a_slip_that_lay_in_the_money_explains_what_is_short(office: Office, page: DayPage) -> None:
    assert rest(page, "A01") == Rupiah(-20_000)
    sheet = ask(office, page, "A01")
    sheet.out.setText("20.000 bensin")
    office.hand.press("Done")
    office.hand.wait(lambda: rest(page, "A01") == ZERO)
    kept = load_handed_in(office.folder / "desk")[DAY, Booth("A01")]
    assert kept == Papers(slips=(CashSlip(Rupiah(-20_000), "bensin"),))
    sheet = ask(office, page, "A01")
    assert (sheet.out.text(), sheet.into.text(), sheet.counted.text()) == ("20.000 bensin", "0", "")


def test_what_is_no_paper_is_refused_on_the_sheet(office: Office, page: DayPage) -> None:
    sheet = ask(office, page, "A01")
    sheet.counted.setText("3 lembar")
    office.hand.press("Done")
    office.hand.wait_for_words("is not a count of notes")
    sheet.counted.setText("")
    sheet.out.setText("20.000")
    office.hand.press("Done")
    office.hand.wait_for_words("reason")
    assert load_handed_in(office.folder / "desk") == {}


def test_goods_that_left_the_table_are_typed_by_their_codes(office: Office, page: DayPage) -> None:
    sheet = ask(office, page, "A01")
    goods = sheet._catalogue
    cloth = next(item for item in goods.items if item.unit is Unit.METRE)
    piece = next(item for item in goods.items if item.unit is Unit.PIECE)
    for wrong, said in (("ZZZ 1", "not in the catalogue"), (f"{piece.sku} 2,5", "not a quantity")):
        sheet.gone.setText(wrong)
        office.hand.press("Done")
        office.hand.wait_for_words(said)
    typed = f"{piece.sku} 3; {cloth.sku} 2,5"
    sheet.gone.setText(f"{piece.sku} 1; {cloth.sku.lower()} 2,5; {piece.barcode} 2")
    office.hand.press("Done")
    office.hand.wait(lambda: load_handed_in(office.folder / "desk") != {})
    kept = load_handed_in(office.folder / "desk")[DAY, Booth("A01")]
    assert kept.gone == {
        piece.sku: Goods(Quantity(3), piece.price),
        cloth.sku: Goods(Quantity(2_500, Unit.METRE), cloth.price),
    }
    assert ask(office, page, "A01").gone.text() == typed
    office.hand.press("Cancel")
    assert kept.gone is not None
    before = dict(kept.gone) | {
        "GONE-1": Goods(Quantity(-2), Rupiah(7)),
        piece.sku: Goods(Quantity(3), Rupiah(9)),
    }
    keep(office.folder / "desk", DAY, Booth("A01"), Papers(gone=before))
    sheet = ask(office, page, "A01")
    sheet.gone.setText(sheet.gone.text().replace(f"{cloth.sku} 2,5", f"{cloth.sku} 3"))
    office.hand.press("Done")
    office.hand.wait(lambda: load_handed_in(office.folder / "desk")[DAY, Booth("A01")].gone != before)
    after = load_handed_in(office.folder / "desk")[DAY, Booth("A01")].gone
    assert after == before | {cloth.sku: Goods(Quantity(3_000, Unit.METRE), cloth.price)}, "with its prices"
    ask(office, page, "A01").gone.setText("0")
    office.hand.press("Done")
    office.hand.wait(lambda: load_handed_in(office.folder / "desk")[DAY, Booth("A01")].gone == {})


def test_papers_of_all_booths_are_taken_from_a_file(
    office: Office, page: DayPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "papers.json"
    slip = Papers(slips=(CashSlip(Rupiah(-20_000), "bensin"),))
    file.write_text(
        write_handed_in(((DAY, Booth("A01"), slip), (date(2026, 12, 12), Booth("A02"), Papers())))
    )
    monkeypatch.setattr(page, "ask_file", lambda: str(file))
    ask(office, page, "A01")
    office.hand.press("Take the papers of all booths from a file…")
    office.hand.wait(lambda: rest(page, "A01") == ZERO)
    file.write_text('{"papers": [{"date": "2026-12-11"}]}')
    page.take_file()
    office.hand.wait_for_words("does not hold what the booths handed in: look at entry 1.")
    assert load_handed_in(office.folder / "desk")[DAY, Booth("A01")] == slip
