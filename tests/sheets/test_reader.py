"""Reading files into sheets: every form people have, and nothing that fills the memory or comes short."""

import random
import re
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from batikpos.domain.errors import PosError
from batikpos.domain.sheet import Flaw, Sheet, column_of, letter_of, write_number, write_value
from batikpos.sheets import xlsx
from batikpos.sheets.delimited import MOST_ROWS, guarded, read_delimited, shown
from batikpos.sheets.faults import NoList, NotAList
from batikpos.sheets.reader import MAX_BYTES, read_sheets
from tests.sheets.books import SHEET, make_book, patch_book

ROWS = "kode;nama;harga\nK-1;Kain Ceplok Prada é;1.250.000,00\n"


def cells(sheet: Sheet) -> list[tuple[object, ...]]:
    return [row.cells for row in sheet.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_encoding_and_delimiter_is_the_same_sheet(
    tmp_path: Path, encoding: str, delimiter: str, ending: str
) -> None:
    path = tmp_path / "daftar.csv"
    price = '"1.250.000,00"' if delimiter == "," else "1.250.000,00"
    text = ROWS.replace("1.250.000,00", price).replace(";", delimiter).replace("\n", ending)
    path.write_bytes(text.encode(encoding))
    (sheet,) = read_sheets(path)
    assert cells(sheet) == [("kode", "nama", "harga"), ("K-1", "Kain Ceplok Prada é", "1.250.000,00")]


@pytest.mark.parametrize(
    "name",
    [
        "Batik “CAFÉ” Solo",
        "CAFÉ\N{RIGHT SINGLE QUOTATION MARK}S — “Ñ”…",
        "“é”\N{EN DASH} é",
    ],
)
def test_a_capital_with_an_accent_before_a_quote_is_no_damage(tmp_path: Path, name: str) -> None:
    path = tmp_path / "daftar.csv"
    path.write_bytes(f"kode;nama\nK-1;{name}\n".encode("cp1252"))
    (sheet,) = read_sheets(path)
    assert cells(sheet) == [("kode", "nama"), ("K-1", name)]


def test_a_first_line_that_tells_the_delimiter_is_taken_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text("sep=;\na,b;c\n1,2;3\n")
    (sheet,) = read_sheets(path)
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, ("a,b", "c")), (3, ("1,2", "3"))]


@pytest.mark.parametrize(
    "content",
    [
        "nama;harga\nBatik é;1\n".encode() + "Batik é;2\n".encode("cp1252"),  # two encodings in one file
        "nama;harga\nBatik “A”;1\n".encode() + "Batik “B”;2\n".encode("cp1252"),
        "nama;harga\nBATIK Ó;1\n".encode() + "BATIK Ó;2\n".encode("cp1252"),
        b"\xff\xfea",  # half a letter of UTF-16
        b"nama;harga\n\x81;1\n",  # a sign that Windows-1252 has not
        b'nama;harga\n"Kain;1\nKain;2\n',  # a quotation that never ends
        b'nama;harga\n"Kain"Tulis;1\n',
        b"PK\x03\x04 no workbook",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old one",
    ],
)
def test_what_cannot_be_read_whole_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "daftar.csv"
    path.write_bytes(content)
    with pytest.raises(NotAList) as refusal:
        read_sheets(path)
    assert "daftar.csv" in refusal.value.message("id")


def test_a_file_that_is_too_large_or_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(NotAList, match="32 MiB"):
        read_sheets(path)
    with pytest.raises(NoList):
        read_sheets(tmp_path / "none.csv")


def test_more_rows_than_any_fair_has_are_refused() -> None:
    with pytest.raises(NotAList, match=str(MOST_ROWS)):
        read_delimited("x.csv", b"a,b\n" * (MOST_ROWS + 1))


@given(st.text(alphabet="'=+-@\tab 1"))
def test_a_text_that_looks_like_a_formula_comes_back_as_it_was(text: str) -> None:
    assert shown(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t"))


def test_a_workbook_gives_its_cells_as_they_are(tmp_path: Path) -> None:
    def more(book: object, sheet: object) -> None:
        sheet.write_formula(3, 0, "=B2*2", None, 250_000)  # type: ignore[attr-defined]
        sheet.write_formula(3, 1, '=""', None, "")  # type: ignore[attr-defined]
        book.add_worksheet("Rahasia").hide()  # type: ignore[attr-defined]

    path = make_book(
        tmp_path / "daftar.xlsx",
        ["kode", "harga", "hari"],
        ["0812", 125_000, datetime(2026, 12, 10)],  # noqa: DTZ001 - a spreadsheet knows no zone
        [True, 0.3, datetime(2026, 12, 10, 9, 30)],  # noqa: DTZ001
        more=more,
    )
    patch_book(path, SHEET, lambda part: part.replace(b'<c r="B4">', b'<c r="B4" t="str">'))
    (sheet,) = read_sheets(path)
    assert cells(sheet) == [
        ("kode", "harga", "hari"),
        ("0812", 125_000.0, date(2026, 12, 10)),
        (True, 0.3, datetime(2026, 12, 10, 9, 30)),  # noqa: DTZ001
        (250_000.0, "", ""),
    ]
    assert [write_value(row.cells[1]) for row in sheet.rows] == ["harga", "125000", "0.3", ""]


def test_rows_and_columns_before_the_first_cell_are_counted(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", [], [], ["", "", "C3"])
    (sheet,) = read_sheets(path)
    assert (sheet.rows[2].number, sheet.rows[2].cells[2]) == (3, "C3")


def test_an_error_and_a_formula_without_result_are_flaws_and_not_empty(tmp_path: Path) -> None:
    def more(_: object, sheet: object) -> None:
        sheet.write_formula(1, 0, "=1/0", None, "#DIV/0!")  # type: ignore[attr-defined]
        sheet.write_formula(1, 1, "=A1")  # type: ignore[attr-defined]

    path = make_book(tmp_path / "a.xlsx", ["a", "b"], more=more)
    patch_book(path, SHEET, lambda part: part.replace(b"<f>A1</f><v>0</v>", b"<f>A1</f><v></v>"))
    (sheet,) = read_sheets(path)
    assert sheet.rows[1].cells == (Flaw.ERROR, Flaw.NO_RESULT)


def test_merged_cells_are_told(tmp_path: Path) -> None:
    path = make_book(
        tmp_path / "a.xlsx", ["x"], more=lambda _, sheet: sheet.merge_range(1, 0, 2, 1, "dua baris")
    )
    assert read_sheets(path)[0].merged == (((2, 1), (3, 2)),)


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD1048576"><v>1</v></c>',  # one cell in the last corner of the sheet
        b'<c r="A999999999"><v>1</v></c>',
        b"<c r='&#88;FD250000'><v>1</v></c>",
        b'<c r="A999999999" t="e"><f>1/0</f></c>',
        b'<c r="ZZZ200000"><f>A1</f></c>',
    ],
)
def test_a_cell_far_away_fills_no_memory(tmp_path: Path, cell: bytes) -> None:
    path = make_book(tmp_path / "a.xlsx", ["a", "b"], ["c", "d"])
    patch_book(
        path, SHEET, lambda part: part.replace(b"</sheetData>", b'<row r="9">' + cell + b"</row></sheetData>")
    )
    with pytest.raises(NotAList):
        read_sheets(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_BYTES", 16 * 1024 * 1024)
    path = make_book(tmp_path / "a.xlsx", ["a", "b"])
    patch_book(path, SHEET, lambda part: part + b" " * (17 * 1024 * 1024))
    assert path.stat().st_size < 64 * 1024
    with pytest.raises(NotAList, match="16 MiB"):
        read_sheets(path)


def test_entities_that_grow_are_refused(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", ["a", "b"])
    head = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    patch_book(path, SHEET, lambda part: part.replace(b"?>", b"?>" + head, 1))
    with pytest.raises(NotAList):
        read_sheets(path)


def test_a_damaged_workbook_is_refused_and_never_crashes(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", ["kode", "harga"], *(["K", n] for n in range(50)))
    whole, chance = path.read_bytes(), random.Random(7)
    kept = [row.cells for row in read_sheets(path)[0].rows]
    for _ in range(150):
        torn = bytearray(whole)
        for _ in range(chance.choice((1, 4, 40))):
            torn[chance.randrange(len(torn))] = chance.randrange(256)
        path.write_bytes(torn[: chance.choice((len(torn), chance.randrange(len(torn))))])
        try:
            sheets = read_sheets(path)
        except NotAList:
            continue
        assert [row.cells for row in sheets[0].rows] == kept if sheets else True


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_a_workbook_of_nonsense_is_refused_and_never_crashes(tmp_path: Path, part: str) -> None:
    """Spoil what the parts say, not their packing: the sums of a ZIP would tell that at once."""
    path = make_book(tmp_path / "a.xlsx", ["kode", "hari"], ["K", date(2026, 12, 1)], ["a", 2.5])
    whole, chance = path.read_bytes(), random.Random(7)
    words = (b"", b"-1", b"a1", b"XFD1048576", b"999999999999", b"NaN", b"&#0;", b"<", b"\xff", b'"')

    def spoilt(content: bytes) -> bytes:
        found = chance.choice([*re.finditer(rb'(?<=")[^"]*(?=")|(?<=>)[^<]+(?=<)', content)])
        return content[: found.start()] + chance.choice(words) + content[found.end() :]

    outcomes: set[str] = set()
    for _ in range(120):
        path.write_bytes(whole)
        patch_book(path, part, spoilt)
        try:
            read_sheets(path)
            outcomes.add("read")
        except NotAList:
            outcomes.add("refused")
    assert outcomes == {"read", "refused"}


def test_a_part_in_an_encoding_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", ["a"])
    patch_book(path, SHEET, lambda part: part.replace(b'encoding="UTF-8"', b'encoding="UTF-9"'))
    with pytest.raises(NotAList):
        read_sheets(path)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    try:
        read_sheets(path)
    except PosError as error:
        said = error.message("id")
        assert said


@given(st.integers(1, 20_000))
def test_a_column_is_named_and_read_again(column: int) -> None:
    assert column_of(letter_of(column)) == column


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_whole_number_is_written_to_the_last_digit(number: int) -> None:
    assert write_number(float(number)) == str(number)


def test_values_are_written_plainly() -> None:
    assert [write_value(v) for v in (2.5, -0.5, 1e15, time(9, 5), False, Flaw.ERROR)] == [
        *("2.5", "-0.5", "1000000000000000", "09:05:00", "false", "")
    ]
    assert write_number(0.1 + 0.2) == "0.3"
