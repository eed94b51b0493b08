"""The table of the organizer's window: it sorts by what its cells are, filters, copies and saves."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from batikpos.domain.money import Rupiah
from batikpos.i18n import translator
from batikpos.sheets.reader import read_sheets
from batikpos.ui.organizer.rows import Column, Row, Sign, Tone
from batikpos.ui.organizer.table import Table
from batikpos.ui.tasks import Tasks

COLUMNS = (Column("Booth"), Column("State"), Column("Takings", is_number=True), Column("Last"))
GOOD, BAD = Sign("Proven", Tone.GOOD, 2), Sign("Missing", Tone.DANGER, 0)


def at(hour: int) -> datetime:
    return datetime(2026, 12, 11, hour, tzinfo=UTC)


ROWS = (
    Row("A02", ("A02", GOOD, Rupiah(9_000), at(9))),
    Row("A01", ("A01", GOOD, Rupiah(1_250_000), at(12))),
    Row("A03", ("A03", BAD, None, None)),
    Row("A04", ("=A04", GOOD, Rupiah(-50_000), at(10))),
)


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[Table]:
    """Show the table with its rows."""
    owner = QObject()
    tasks = Tasks(owner)
    made = Table(translator("en"), "Booths of a day", COLUMNS, tasks, empty="No booths yet.")
    qtbot.addWidget(made)
    made.resize(900, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.show_rows(ROWS)
    yield made
    tasks.close()


def keys(table: Table) -> list[str]:
    return [row.key for row in table.model.shown]


def test_amounts_are_sorted_as_amounts_and_what_is_unknown_stays_last(table: Table) -> None:
    table.view.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert keys(table) == ["A04", "A02", "A01", "A03"]
    table.view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert keys(table) == ["A01", "A02", "A04", "A03"]


def test_a_digit_sorts_and_once_more_the_other_way(table: Table) -> None:
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_1)
    assert keys(table)[:3] == ["A04", "A01", "A02"]  # it is called =A04
    QTest.keyClick(table.view, Qt.Key.Key_1)
    assert keys(table) == ["A03", "A02", "A01", "A04"]


def test_states_are_sorted_by_what_wants_somebody_first(table: Table) -> None:
    table.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert keys(table)[0] == "A03"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1.250", ["A01"]),
        ("1250000", ["A01"]),
        ("miss", ["A03"]),
        ("prov a0 9.000", ["A02"]),
        ("A0", ["A02", "A01", "A03", "A04"]),
    ],
)
def test_a_row_is_found_by_each_word_that_stands_in_it(table: Table, typed: str, found: list[str]) -> None:
    QTest.keyClicks(table.search, typed)
    assert keys(table) == found


def test_a_table_that_nothing_was_read_into_yet_does_not_say_that_there_is_nothing(qtbot: QtBot) -> None:
    owner = QObject()
    tasks = Tasks(owner)
    made = Table(translator("en"), "Booths", COLUMNS, tasks, empty="No booths yet.")
    qtbot.addWidget(made)
    assert made._none.text() == "Reading…"
    made.show_rows(())
    assert made._none.text() == "No booths yet."
    tasks.close()


def test_where_nothing_fits_it_says_so_and_where_nothing_is_why(table: Table) -> None:
    QTest.keyClicks(table.search, "xyz")
    assert table._none.isVisible()
    assert "xyz" in table._none.text()
    assert not table._copy.isEnabled()
    table.search.clear()
    table.show_rows(())
    assert table._none.text() == "No booths yet."


def test_a_row_that_is_chosen_stays_so_when_the_rows_come_anew_in_another_order(table: Table) -> None:
    table.choose("A01")
    table.show_rows(tuple(reversed(ROWS)))
    assert table.current == "A01"
    QTest.keyClicks(table.search, "1250000")
    assert table.current == "A01"


def test_what_is_copied_is_what_a_spreadsheet_takes_for_numbers(table: Table) -> None:
    table.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0] == ["Booth", "State", "Takings", "Last"]
    assert ["A01", "Proven", "1250000", "2026-12-11 12:00"] in lines
    assert ["A03", "Missing", "", ""] in lines
    assert lines[1][0] == "'=A04"


def test_of_several_rows_that_are_chosen_only_those_are_copied(table: Table) -> None:
    table.view.selectRow(0)
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    table.copy()
    assert [line.split("\t")[0] for line in QGuiApplication.clipboard().text().splitlines()] == [
        "Booth",
        "A02",
        "A01",
    ]


def test_what_is_shown_is_saved_as_a_workbook_with_real_numbers(
    table: Table, qtbot: QtBot, tmp_path: Path
) -> None:
    QTest.keyClicks(table.search, "prov")
    table.ask_where = lambda _name: str(tmp_path / "day")
    with qtbot.waitSignal(table.saved, timeout=60_000):
        table.save()
    (sheet,) = read_sheets(tmp_path / "day.xlsx")
    assert [row.cells[0] for row in sheet.rows] == ["Booth", "A02", "A01", "=A04"]
    assert [row.cells[2] for row in sheet.rows[1:]] == [9_000.0, 1_250_000.0, -50_000.0]


def test_what_is_saved_as_csv_is_no_formula(table: Table, qtbot: QtBot, tmp_path: Path) -> None:
    table.ask_where = lambda _name: str(tmp_path / "day.csv")
    with qtbot.waitSignal(table.saved, timeout=60_000):
        table.save()
    with (tmp_path / "day.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[2][2] == "1250000"
    assert not rows[4][0].startswith("=")


def test_a_file_that_cannot_be_written_is_refused_by_its_name(
    table: Table, qtbot: QtBot, tmp_path: Path
) -> None:
    table.ask_where = lambda _name: str(tmp_path / "no such folder" / "day.xlsx")
    with qtbot.waitSignal(table.refused, timeout=60_000) as refused:
        table.save()
    assert refused.args is not None
    assert "day.xlsx" in refused.args[0].message("en")
    assert list(tmp_path.iterdir()) == []


def test_where_it_is_narrow_columns_that_give_way_are_left_out_and_saved_all_the_same(table: Table) -> None:
    columns: tuple[Column, ...] = (
        Column("Who", is_wide=True),
        Column("Pieces", is_number=True, gives_way=2),
        Column("Net", is_number=True, gives_way=1),
        Column("Paid and corrected", is_number=True, gives_way=1),
        Column("Balance", is_number=True),
    )
    cells = ("Batik Kunang-Kunang", 12, Rupiah(3_250_000), Rupiah(0), Rupiah(-3_061_688))
    table.show_rows((Row("K", cells),), columns)

    def shown() -> list[str]:
        head = table.view.horizontalHeader()
        return [c.title for n, c in enumerate(columns) if not head.isSectionHidden(n)]

    assert shown() == [column.title for column in columns]
    table.resize(560, 500)
    assert shown() == ["Who", "Pieces", "Net", "Balance"], "in which nothing stands goes first"
    columns = tuple(replace(column, title=column.title * 8) for column in columns)
    table.show_rows((Row("K", cells),), columns)
    assert shown() == [columns[0].title, columns[4].title]
    table.copy()
    assert QGuiApplication.clipboard().text().splitlines()[0].split("\t")[1:4] == [
        c.title for c in columns[1:4]
    ]
    table.resize(2400, 500)
    assert len(shown()) == len(columns)
