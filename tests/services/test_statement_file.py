"""Taking a statement in: columns of any name, and whatever is wrong with it named by its row."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from batikpos.domain.money import Rupiah, total
from batikpos.services.statement_file import Statement, read_statement
from batikpos.sheets.columns import Choice
from batikpos.sheets.faults import BadList, NotAList
from tests.long import IS_LONG
from tests.sheets.books import make_book

WIB = ZoneInfo("Asia/Jakarta")
THEN = datetime(2026, 12, 11, 15, 30, 5, tzinfo=WIB)
HEAD = "Tanggal Transaksi;RRN;Nominal;MDR;Jumlah Bersih;Tanggal Settlement;Status"
GOOD = "11/12/2026 15:30:05;634512907781;Rp 1.250.000,00;3.750,00;1.246.250,00;14/12/2026;Berhasil"
AMOUNTS = "Rp 1.250.000,00;3.750,00;1.246.250,00"


def read(folder: Path, *rows: str, head: str = HEAD, encoding: str = "utf-8") -> Statement:
    """Read a statement of some rows, of a fair that begins on 11 December."""
    path = folder / "mutasi.csv"
    path.write_bytes("\r\n".join((head, *rows)).encode(encoding))
    return read_statement(path, WIB, near=date(2026, 12, 11))


def places(folder: Path, *rows: str) -> list[tuple[int, str]]:
    """Say where the faults of some rows are."""
    with pytest.raises(BadList) as refusal:
        read(folder, *rows)
    return [(f.row, f.column) for f in refusal.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_line_is_read_with_all_it_says(tmp_path: Path, encoding: str) -> None:
    (line,) = read(tmp_path, GOOD, encoding=encoding).lines
    assert (line.at, line.is_timed) == (THEN, True)
    assert (line.gross, line.fee, line.net) == (Rupiah(1_250_000), Rupiah(3_750), Rupiah(1_246_250))
    assert (line.reference, line.settled, line.row) == ("634512907781", date(2026, 12, 14), 2)


def test_an_english_one_and_a_workbook_are_the_same(tmp_path: Path) -> None:
    head = "Date,Time,Reference No,Amount,Fee,Net Amount,Settlement Date"
    row = '2026-12-11,15:30:05,634512907781,"1,250,000.00",-3750,1246250.00,2026-12-14'
    (english,) = read(tmp_path, row, head=head).lines
    amounts = ("634512907781", 1_250_000, 3_750, 1_246_250, date(2026, 12, 14))
    book = make_book(
        tmp_path / "a.xlsx",
        ["LAPORAN TRANSAKSI QRIS"],
        ["Merchant", "Batik Biru Tom"],
        head.split(","),
        [THEN.replace(tzinfo=None), "", *amounts],
    )
    (of_book,) = read_statement(book, WIB).lines
    (indonesian,) = read(tmp_path, GOOD).lines
    assert english == indonesian
    assert of_book.row == 4
    assert (of_book.at, of_book.net, of_book.settled) == (english.at, english.net, english.settled)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("Rp 1.250.000,00", "-1.250.000", "Nominal"),
        ("Rp 1.250.000,00", "0", "Nominal"),
        ("Rp 1.250.000,00", "", "Nominal"),
        ("Rp 1.250.000,00", "1.250.000,50", "Nominal"),
        ("1.246.250,00", "1.253.750", "Jumlah Bersih"),  # the fee with the wrong sign
        ("1.246.250,00", "-1.246.250", "Jumlah Bersih"),
        ("1.246.250,00", "1.240.000", "Jumlah Bersih"),
        ("3.750,00", "2.000.000", "MDR"),
        ("11/12/2026 ", "11/12/2025 ", "Tanggal Transaksi"),
        ("11/12/2026 ", "11/12/2062 ", "Tanggal Transaksi"),
        ("11/12/2026 15:30:05", "kemarin", "Tanggal Transaksi"),
        ("11/12/2026 15:30:05", "", "Tanggal Transaksi"),
        ("14/12/2026", "nanti", "Tanggal Settlement"),
        ("634512907781", "6,34513E+11", "RRN"),
        ("Berhasil", "Entahlah", "Status"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_taken(tmp_path: Path, old: str, new: str, column: str) -> None:
    assert places(tmp_path, GOOD, GOOD.replace(old, new)) == [(3, column)]


def test_a_statement_with_the_wrong_sign_throughout_is_refused_row_by_row(tmp_path: Path) -> None:
    wrong = GOOD.replace("Rp 1.250.000,00", "-1.250.000").replace("1.246.250,00", "")
    assert places(tmp_path, wrong, wrong) == [(2, "Nominal"), (3, "Nominal")]


def test_one_line_of_another_year_is_told_by_the_others(tmp_path: Path) -> None:
    path = tmp_path / "mutasi.csv"
    path.write_text("\n".join((HEAD, GOOD, GOOD, GOOD.replace("11/12/2026 ", "12/12/2027 "))))
    with pytest.raises(BadList) as refusal:
        read_statement(path, WIB)
    assert [f.row for f in refusal.value.faults] == [4]


def test_days_with_the_month_first_are_known_by_the_whole_column(tmp_path: Path) -> None:
    rows = [GOOD.replace("11/12/2026 ", day) for day in ("12/11/2026 ", "12/13/2026 ")]
    rows = [row.replace("14/12/2026", "12/14/2026") for row in rows]
    found = read(tmp_path, *rows).lines
    assert [line.at.date() for line in found] == [date(2026, 12, 11), date(2026, 12, 13)]
    assert found[0].settled == date(2026, 12, 14)


def test_what_was_never_paid_is_counted_and_refunds_stand_apart(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        GOOD,
        GOOD.replace("Berhasil", "Gagal"),
        GOOD.replace("Berhasil", "PENDING").replace("634512907781", ""),
        GOOD.replace(AMOUNTS, "-150.000;0;-150.000").replace("Berhasil", "Refund"),
    )
    assert (len(found.lines), found.unpaid) == (1, 2)
    assert [(line.gross, line.net, line.row) for line in found.refunds] == [
        (Rupiah(-150_000), Rupiah(-150_000), 5)
    ]


def test_sums_below_and_blank_rows_are_no_payments(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD, "", ";;;;;;", "Total;;1.250.000;3.750;1.246.250;;", "Grand Total;;5;;;;")
    assert [line.row for line in found.lines] == [2]
    assert places(tmp_path, GOOD, "Totok;;1.250.000;;;;") == [(3, "Tanggal Transaksi")]


def test_fees_of_parts_of_a_rupiah_are_rounded_and_the_net_stays_exact(tmp_path: Path) -> None:
    cells = ("123.456;864,19;122.591,81", "123.456;;122.591,81", "123.456;864,5;", "123.456;;")
    found = read(tmp_path, *(GOOD.replace(AMOUNTS, amounts) for amounts in cells)).lines
    assert [line.fee.amount for line in found] == [864, 864, 865, 0]
    assert total(line.gross for line in found) == total(line.fee + line.net for line in found)


def test_the_columns_may_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "mutasi.csv"
    path.write_text("Kapan;Berapa\n11/12/2026 10:00;150.000\n")
    with pytest.raises(NotAList):
        read_statement(path, WIB)
    (line,) = read_statement(path, WIB, Choice({"paid_at": "Kapan", "gross": "B"})).lines
    assert line.gross == Rupiah(150_000)


def test_a_long_reference_that_became_a_number_is_a_fault(tmp_path: Path) -> None:
    row = ["11/12/2026 10:00", 150_000, 6_345_129_077_810_001]
    path = make_book(tmp_path / "a.xlsx", ["Tanggal", "Jumlah", "RRN"], row)
    with pytest.raises(BadList) as refusal:
        read_statement(path, WIB)
    assert [(f.row, f.column) for f in refusal.value.faults] == [(2, "RRN")]


@pytest.mark.parametrize(
    "name",
    [
        "Ref",
        "Reff No.",
        "No. Ref",
        "NO_REFF",
        "Reference ID",
        "No RRN",
        "Retrieval Reference Number",
        "Trx ID",
    ],
)
def test_the_reference_is_known_by_the_names_acquirers_give_it(tmp_path: Path, name: str) -> None:
    (line,) = read(tmp_path, GOOD, head=HEAD.replace("RRN", name)).lines
    assert line.reference == "634512907781"


def test_a_short_statement_of_a_portal_is_read_by_its_own_words(tmp_path: Path) -> None:
    head = "Tgl. Trx;Jam Trx;Reff;Nominal Trx (Rp);Total MDR;Nett Amount;Tgl Settle;Status Trx"
    row = "11/12/2026;15:30:05;634512907781;1.250.000;3.750;1.246.250;14/12/2026;Sukses"
    assert read(tmp_path, row, head=head).lines == read(tmp_path, GOOD).lines


def test_two_references_are_asked_about_and_none_is_guessed(tmp_path: Path) -> None:
    with pytest.raises(NotAList, match=r"RRN.*Ref"):
        read(tmp_path, f"{GOOD};77", head=f"{HEAD};Ref")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_of_very_many_rows_the_one_that_is_wrong_is_named(tmp_path: Path, form: str) -> None:
    count = 200_000 if IS_LONG else 8_000
    head = ["Tanggal", "RRN", "Nominal", "MDR"]
    rows: list[list[Any]] = [
        [f"11/12/2026 {8 + n % 12:02}:{n % 60:02}:{n // 60 % 60:02}", f"{n:012}", 1_000 + n, 0]
        for n in range(count)
    ]

    def written() -> Path:
        path = tmp_path / f"mutasi.{form}"
        if form == "xlsx":
            return make_book(path, head, *rows)
        path.write_text("\n".join(";".join(map(str, row)) for row in (head, *rows)), encoding="utf-8")
        return path

    read_whole = read_statement(written(), WIB)
    assert (len(read_whole.lines), read_whole.lines[-1].row) == (count, count + 1)
    assert total(line.gross for line in read_whole.lines) == Rupiah(1_000 * count + count * (count - 1) // 2)
    rows[-2] = ["kemarin", "9", -5, 0]
    with pytest.raises(BadList) as refusal:
        read_statement(written(), WIB)
    assert [(fault.row, fault.column) for fault in refusal.value.faults] == [
        (count, "Tanggal"),
        (count, "Nominal"),
    ]
