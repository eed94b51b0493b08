"""Sheets taken in at the organizer's desk: shown first, every fault named, all of it or nothing."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from batikpos.domain.fair import Person, Role
from batikpos.domain.money import Rupiah
from batikpos.domain.sheet import Sheet, SheetRow
from batikpos.i18n import translator
from batikpos.services.desk import open_desk
from batikpos.services.fair_file import load_fair
from batikpos.services.fair_sheets import ALL_KINDS, FairSheets, read_fair_sheets, sheets_of_fair
from batikpos.services.organizer import change_fair
from batikpos.services.plan_pins import list_without_pin
from batikpos.services.price_list import sheet_of_items
from batikpos.services.statement_file import STATEMENT
from batikpos.sheets.columns import ListKind
from batikpos.sheets.writing import to_csv, to_xlsx
from batikpos.ui.organizer.columnsheet import ColumnSheet
from batikpos.ui.organizer.columnwords import column_word
from batikpos.ui.organizer.goodspage import GoodsPage
from tests.shop import KEYRING, NOON, SARI_PIN
from tests.ui.officehand import Office, sign_with


@pytest.fixture
def page(office: Office) -> GoodsPage:
    page = office.see("goods", GoodsPage)
    assert isinstance(page, GoodsPage)
    office.hand.wait(lambda: bool(page.table.model.shown))
    return page


def fair_of(office: Office) -> FairSheets:
    desk = open_desk(office.folder / "desk")
    with closing(desk.store):
        return load_fair(desk)


def write(office: Office, file: Path, change: Callable[[FairSheets], FairSheets]) -> Path:
    file.write_bytes(to_xlsx(sheets_of_fair(change(fair_of(office)))))
    return file


def dearer(fair: FairSheets) -> FairSheets:
    items = [replace(i, price=Rupiah(99_000)) if i.sku == KEYRING else i for i in fair.goods.items]
    people = (*fair.plan.people, Person("Tejo", Role.CASHIER, ""))
    return replace(fair, goods=fair.goods.with_items(items), plan=replace(fair.plan, people=people))


def test_sheets_are_shown_then_taken_in_by_a_pin_and_new_pins_are_told_once(
    office: Office, page: GoodsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(office, tmp_path / "pameran.xlsx", dearer)
    count = len(page.table.model.shown)
    page.check([file], {})
    office.hand.wait_for_words(
        f"people 2 → 3, producers 8 → 8, goods {count} → {count} (0 new, 1 changed, 0 gone)"
    )
    assert office.hand.words().count("1 people get a new PIN")
    monkeypatch.setattr(page, "ask_pin_file", lambda: str(tmp_path / "pin.csv"))
    office.hand.press("Take it in…")
    sign_with(office, SARI_PIN)
    office.hand.wait_for_words("Written down, and the centre has it.")
    fair = fair_of(office)
    assert fair.goods.load(KEYRING).price == Rupiah(99_000)
    assert not list_without_pin(fair.plan)
    (told,) = [line for line in (tmp_path / "pin.csv").read_text("utf-8-sig").splitlines() if "Tejo" in line]
    assert told.rpartition(";")[2].isdigit() or told.rpartition(",")[2].isdigit()
    office.hand.wait(lambda: any(row.cells[4] == Rupiah(99_000) for row in page.table.model.shown))


def test_faults_are_named_by_row_and_column_and_nothing_is_taken(
    office: Office, page: GoodsPage, tmp_path: Path
) -> None:
    file = write(office, tmp_path / "pameran.xlsx", dearer)
    goods, fair = tmp_path / "barang.csv", fair_of(office)
    text = to_csv(sheet_of_items(fair.goods.items, fair.goods.producers)).decode("utf-8-sig")
    price = str(fair.goods.load(KEYRING).price.amount)
    lines = [line.replace(price, "murah") if KEYRING in line else line for line in text.splitlines()]
    goods.write_text("\n".join(lines), "utf-8")
    row = 1 + next(n for n, line in enumerate(lines) if KEYRING in line)
    before = fair_of(office)
    page.check([goods], {})
    office.hand.wait_for_words("Nothing was taken in.")
    assert not page.in_button.isEnabled()
    faults = page.preview.model.shown
    assert {(fault.cells[1], fault.cells[4]) for fault in faults} == {(row, "murah")}
    assert all(fault.cells[2] and fault.cells[3] for fault in faults)
    page.let_in()
    office.hand.press("Do not take it")
    assert fair_of(office) == before
    page.check([file], {})  # mended, it is taken
    office.hand.wait(page.in_button.isEnabled)


def test_a_sheet_of_which_no_column_is_known_is_matched_by_hand(
    office: Office, page: GoodsPage, tmp_path: Path
) -> None:
    fair = fair_of(office)
    lines = to_csv(sheet_of_items(fair.goods.items, fair.goods.producers)).decode("utf-8-sig").splitlines()
    mark = max(";,", key=lines[0].count)
    was = lines[0].split(mark)
    renamed = {key: f"Lajur {n}" for n, key in enumerate(was)}
    lines[0] = mark.join(renamed[key] for key in was)
    goods = tmp_path / "barang.csv"
    goods.write_text("\n".join(["Daftar kita", *lines]), "utf-8")
    page.check([goods], {})
    office.hand.wait_for_words("Nothing was taken in.")
    assert page.columns_button.isVisible()
    page.columns_button.click()
    sheet = office.hand.wait_for(ColumnSheet)
    for key, box in sheet.boxes.items():
        at = box.findData(renamed.get(key, ""))
        assert at >= 0
        box.setCurrentIndex(at)
    sheet.confirm()
    office.hand.wait_for_words("(0 new, 0 changed, 0 gone)")
    assert page.in_button.isEnabled()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", [*ALL_KINDS, STATEMENT])
def test_each_column_of_each_sheet_has_a_word_of_its_own(kind: ListKind, language: str) -> None:
    words = [column_word(column.key, translator(language)) for column in kind.columns]
    assert len(set(words)) == len(words)
    assert not [word for word in words if "_" in word]


def test_a_sheet_without_any_row_of_names_is_refused(office: Office, page: GoodsPage, tmp_path: Path) -> None:
    nothing = tmp_path / "angka.xlsx"
    nothing.write_bytes(to_xlsx((Sheet("", tuple(SheetRow(n, (1.0, 2.0, 3.0)) for n in range(1, 4))),)))
    page.check([nothing], {})
    office.hand.wait_for_words("A fair needs the goods")
    assert page.checked is None


def test_the_fair_goes_out_as_the_sheets_it_comes_from(
    office: Office, page: GoodsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "ask_file", lambda: str(tmp_path / "keluar"))
    office.hand.press("Save as sheets…")
    office.hand.wait_for_words(f"Saved: {tmp_path / 'keluar.xlsx'}")  # it is there before it is whole
    fair = fair_of(office)
    read = read_fair_sheets([tmp_path / "keluar.xlsx"], fair)
    assert (read.goods, read.plan) == (fair.goods, fair.plan)
    page.check([tmp_path / "keluar.xlsx"], {})
    office.hand.wait_for_words("(0 new, 0 changed, 0 gone)")
    assert "Nobody needs a new PIN." in office.hand.words()


def test_sheets_that_were_looked_over_before_the_fair_was_changed_are_refused(
    office: Office, page: GoodsPage, tmp_path: Path
) -> None:
    file = write(office, tmp_path / "pameran.xlsx", lambda fair: fair)
    page.check([file], {})
    office.hand.wait(page.in_button.isEnabled)
    desk = open_desk(office.folder / "desk")
    with closing(desk.store):
        sari = next(person for person in desk.people if person.role is Role.SUPERVISOR)
        changed = replace(load_fair(desk).plan, venue="Solo")
        change_fair(desk, sari, plan=changed, now=NOON)
    page.let_in()
    sign_with(office, SARI_PIN)
    office.hand.wait_for_words("The fair was changed since the sheets were looked over.")
    assert fair_of(office).plan.venue == "Solo"
