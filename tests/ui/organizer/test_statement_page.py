"""The page of QRIS payments: whose statement a file is, what it is matched with, and what counts."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from batikpos.domain.statement import Payment
from batikpos.domain.takenstatement import TakenStatement
from batikpos.services.statements import load_statements, payments_at
from batikpos.sync.centre import open_centre
from batikpos.ui.organizer.columnsheet import ColumnSheet
from batikpos.ui.organizer.rows import Sign
from batikpos.ui.organizer.statementpage import StatementPage
from batikpos.ui.organizer.takensheet import TakenSheet
from batikpos.ui.organizer.whose import ALL
from tests.shop import SARI_PIN
from tests.ui.office import FAIR
from tests.ui.officehand import CENTRE, Office, sign_with


def page_of(office: Office) -> StatementPage:
    page = office.see("statement", StatementPage)
    assert isinstance(page, StatementPage)
    office.hand.wait(lambda: page.whose.count() > 0)
    return page


def shown(page: StatementPage) -> list[str]:
    """List what is said of each payment and each row."""
    return [row.cells[0].words for row in page._rows if isinstance(row.cells[0], Sign)]


def kept(office: Office) -> list[TakenStatement]:
    with closing(open_centre(str(office.folder / CENTRE))) as centre, centre.reading() as tx:
        return list(load_statements(tx, FAIR.fair_id))


def paid_at(office: Office) -> dict[str, list[Payment]]:
    """List what each booth took by QRIS."""
    found: dict[str, list[Payment]] = {}
    with closing(open_centre(str(office.folder / CENTRE))) as centre, centre.reading() as tx:
        for payment in payments_at(tx, FAIR):
            if not payment.is_voided:
                found.setdefault(payment.booth, []).append(payment)
    return found


def statement_of(file: Path, payments: list[Payment]) -> Path:
    """Write the statement that a merchant has of some payments."""
    rows = [f"{p.at:%d/%m/%Y %H:%M:%S};{p.amount.amount}" for p in payments]
    file.write_text("\n".join(("Tanggal Transaksi;Nominal", *rows)), encoding="utf-8")
    return file


def choose(page: StatementPage, value: str) -> None:
    """Choose whose it is, as a hand does."""
    page.whose.setCurrentIndex(page.whose.findData(value))
    page.whose.activated.emit(page.whose.currentIndex())


def test_a_statement_is_taken_once_somebody_said_whose_it_is(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each booth of the fair has a code of its own: a file for none of them accuses all the others."""
    page, paid = page_of(office), paid_at(office)
    booth = max(paid, key=lambda code: len(paid[code]))
    file = statement_of(tmp_path / "mutasi.csv", paid[booth])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    office.hand.press("Take a statement…")
    office.hand.wait_for_words("Choose whose statement it is first")
    assert page.taken is None
    choose(page, booth)
    office.hand.press("Take a statement…")
    office.hand.wait(lambda: page.taken is not None)
    assert shown(page) == ["Matched"] * len(paid[booth]), "no other booth's payment is missed in it"
    choose(page, ALL)
    office.hand.wait(lambda: page.taken is not None and page.taken.booths == ())
    assert "Not in the statement" in shown(page)
    choose(page, booth)
    office.hand.wait(lambda: page.taken is not None and page.taken.booths == (booth,))
    office.hand.wait(page.count_button.isEnabled)
    office.hand.press("Count it…")
    sign_with(office, SARI_PIN)
    office.hand.wait_for_words("Written down, and the centre has it.")
    assert [(one.file, one.booths) for one in kept(office)] == [("mutasi.csv", (booth,))]


def test_one_for_all_booths_says_that_they_have_codes_of_several(office: Office, tmp_path: Path) -> None:
    page, paid = page_of(office), paid_at(office)
    choose(page, ALL)
    page.take(statement_of(tmp_path / "mutasi.csv", [p for of in paid.values() for p in of]), {})
    office.hand.wait(page.count_button.isEnabled)
    office.hand.press("Count it…")
    office.hand.wait_for_words(f"QRIS codes of {len(page.whose.merchants)} owners")
    assert len(page.whose.merchants) > 1


def test_one_that_was_taken_in_by_mistake_counts_no_more_and_may_be_taken_again(
    office: Office, tmp_path: Path
) -> None:
    page = page_of(office)
    office.hand.press("Taken in…")
    office.hand.wait_for(TakenSheet)
    office.hand.wait_for_words("No statement was taken yet.")
    office.hand.press("Close")
    choose(page, ALL)
    page.take(statement_of(tmp_path / "mutasi.csv", paid_at(office)["A01"]), {})
    office.hand.wait(page.count_button.isEnabled)
    for _ in range(2):
        office.hand.press("Count it…")
        sign_with(office, SARI_PIN)
        office.hand.wait_for_words("Written down, and the centre has it.")
        page._strip.close()
        office.hand.press("Taken in…")
        sheet = office.hand.wait_for(TakenSheet)
        office.hand.wait_for_words("taken in by Sari on")
        office.hand.press("Count it no more…")
        office.hand.wait_for_words("reason")
        sheet.reason.setText("stan salah")
        office.hand.press("Count it no more…")
        sign_with(office, SARI_PIN)
        office.hand.wait_for_words("Written down, and the centre has it.")
        page._strip.close()
        assert kept(office) == []


def test_a_file_of_unknown_columns_is_asked_about_once(office: Office, tmp_path: Path) -> None:
    statement = page_of(office)
    choose(statement, ALL)
    file = tmp_path / "mutasi.csv"
    file.write_text("Kapan;Uang;RRN\n11/12/2026 09:40:00;99999;RRN01\n", encoding="utf-8")
    statement.take(file, {})
    sheet = office.hand.wait_for(ColumnSheet)
    for key, heading in (("paid_at", "Kapan"), ("gross", "Uang")):
        sheet.boxes[key].setCurrentIndex(sheet.boxes[key].findData(heading))
    office.hand.press("Use these columns")
    office.hand.wait(lambda: statement.taken is not None and statement.taken.match is not None)
    assert "No payment of ours" in shown(statement)
    statement.take(file, {})
    office.hand.wait(lambda: statement.taken is not None and statement.taken.match is not None)
    assert office.hand.sheet is None


def test_a_statement_with_faults_is_not_taken_and_each_is_named_by_its_row(
    office: Office, tmp_path: Path
) -> None:
    statement = page_of(office)
    choose(statement, ALL)
    file = tmp_path / "mutasi.csv"
    file.write_text("Tanggal Transaksi;Nominal\nkemarin;99999\n11/12/2026 09:40:00;-5\n", encoding="utf-8")
    statement.take(file, {})
    office.hand.wait_for_words("row 2")
    assert "row 3" in office.hand.words()
    assert statement.taken is not None
    assert statement.taken.match is None


def let_count(office: Office, statement: StatementPage, folder: Path) -> None:
    """Take a statement of one row in, so that it counts."""
    choose(statement, ALL)
    file = folder / "mutasi.csv"
    file.write_text("Tanggal Transaksi;Nominal\n11/12/2026 09:40:00;99999\n", encoding="utf-8")
    statement.take(file, {})
    office.hand.wait(statement.count_button.isEnabled)
    office.hand.press("Count it…")
    sign_with(office, SARI_PIN)
    office.hand.wait_for_words("Written down, and the centre has it.")


def test_a_statement_counts_once_it_was_taken_in_and_only_once(office: Office, tmp_path: Path) -> None:
    statement = page_of(office)
    let_count(office, statement, tmp_path)
    assert [one.file for one in kept(office)] == ["mutasi.csv"]
    office.hand.press("Count it…")
    sign_with(office, SARI_PIN)
    office.hand.wait_for_words("was taken in already")


def test_the_page_opens_on_what_the_statements_that_count_come_to(office: Office, tmp_path: Path) -> None:
    statement = page_of(office)
    assert not statement._figures.isVisible()
    let_count(office, statement, tmp_path)
    shown = [row.cells for row in statement._rows]
    again = StatementPage(office.flow.office)
    again.show_known()
    office.hand.wait(lambda: bool(again._rows))
    assert again.said.text() == "1 statement counts"
    assert [row.cells for row in again._rows] == shown
