"""Columns known by name: the usual spellings, the heading wherever it stands, and never a guess."""

from pathlib import Path

import pytest

from batikpos.domain.catalogue import Dye, Producer, Technique
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Unit
from batikpos.domain.sheet import Sheet, SheetRow, Value
from batikpos.services.price_list import ITEMS, PRODUCERS, read_items, read_producers
from batikpos.sheets.columns import Choice, ListKind, Tables, find_tables, plain_name
from batikpos.sheets.faults import BadList, NotAList
from tests.sheets.books import make_book

TOM = Producer("TOM", "Batik Biru Tom")
FOREIGN = ("Kode Barang", "Perajin", "Nama Barang", "Teknik", "Pewarna", "Harga (Rp)", "Stok")
ROW = ("K-1", "batik  biru tom", "Kain", "Batik Tulis", "Pewarna Alam", "Rp 1.250.000,00", "3")


def sheet(*rows: tuple[Value, ...], name: str = "") -> Sheet:
    return Sheet(name, tuple(SheetRow(n, cells) for n, cells in enumerate(rows, 1)))


def found(*rows: tuple[Value, ...], kind: ListKind = ITEMS, choice: Choice = Choice()) -> Tables:  # noqa: B008
    return find_tables("daftar", [sheet(*rows)], kind, choice)


@pytest.mark.parametrize("kind", [ITEMS, PRODUCERS])
def test_no_name_means_two_columns_at_the_same_rank(kind: ListKind) -> None:
    for rank in ("key", "names"):
        named = [n for c in kind.columns for n in getattr(c, rank).split(",") if n]
        assert len(named) == len(set(map(plain_name, named)))


@pytest.mark.parametrize(
    "name",
    [
        "Harga",
        "HARGA (Rp)",
        "harga_idr",
        " Harga  Rp. ",
        "\N{FULLWIDTH LATIN CAPITAL LETTER H}arga",
        "harga*",
        "Harga/Rupiah",
    ],
)
def test_the_ways_to_write_a_name_are_one(name: str) -> None:
    assert plain_name(name) == "harga"


def test_a_foreign_sheet_is_the_same_goods(tmp_path: Path) -> None:
    path = tmp_path / "harga.csv"
    path.write_bytes("\r\n".join((";".join(FOREIGN), ";".join(ROW))).encode("cp1252"))
    book = make_book(tmp_path / "harga.xlsx", FOREIGN, (*ROW[:5], 1_250_000, 3))
    for file in (path, book):
        (item,) = read_items(file, [TOM])
        assert (item.sku, item.producer, item.technique, item.dye) == (
            *("K-1", "TOM", Technique.TULIS, Dye.NATURAL),
        )
        assert (item.price, item.stock, item.unit) == (Rupiah(1_250_000), 3, Unit.PIECE)


def test_titles_above_blank_rows_and_a_heading_on_every_page_are_no_goods() -> None:
    tables = found(("DAFTAR HARGA 2026",), ("",), FOREIGN, ROW, ("", ""), FOREIGN, ("K-2", *ROW[1:]))
    (table,) = tables.tables
    assert (table.heading, [row.number for row in table.rows]) == (3, [4, 7])


def test_a_heading_of_two_rows_is_read_together() -> None:
    above = ("Data barang", "", "", "Batik", "", "Harga", "")
    below = ("Kode", "Perajin", "Nama", "Teknik", "Pewarna", "Jual", "Terendah")
    (table,) = found(above, below, (*ROW[:5], "100", "90")).tables
    assert (table.columns["price_idr"], table.columns["min_price_idr"], table.heading) == (5, 6, 2)
    assert table.name_of("min_price_idr") == "Harga Terendah"


def test_a_merged_name_stands_above_all_its_columns(tmp_path: Path) -> None:
    below = ("Kode", "Perajin", "Nama", "Teknik", "Pewarna", "Jual", "Terendah")
    path = make_book(
        tmp_path / "a.xlsx",
        ["", "", "", "", ""],
        below,
        (*ROW[:5], 100, 90),
        more=lambda _, sheet: sheet.merge_range(0, 5, 0, 6, "Harga"),
    )
    (item,) = read_items(path, [TOM])
    assert (item.price, item.floor) == (Rupiah(100), Rupiah(90))


def test_two_columns_that_may_be_the_same_are_asked_for_and_not_guessed() -> None:
    rows = ((*FOREIGN, "Harga Jual", "Harga Satuan"), (*ROW, "1", "2"))
    with pytest.raises(NotAList) as refusal:
        found(*rows)
    assert "H “Harga Jual”, I “Harga Satuan”" in refusal.value.message("en")
    (table,) = found(*rows, choice=Choice({"price_idr": "harga satuan"})).tables
    assert table.columns["price_idr"] == 8


def test_columns_of_the_same_name_are_told_apart_by_their_letter() -> None:
    rows = ((*FOREIGN, "Harga"), (*ROW, "1"))
    with pytest.raises(NotAList):
        found(*rows)
    (table,) = found(*rows, choice=Choice({"price_idr": "h"})).tables
    assert table.columns["price_idr"] == 7


def test_what_was_chosen_before_holds_for_the_same_heading_only() -> None:
    heading = (*FOREIGN[:5], "Nilai", "Stok")
    remembered: dict[tuple[str, ...], dict[str, str]] = {heading: {"price_idr": "Nilai"}}
    (table,) = found(heading, ROW, choice=Choice(remembered=remembered)).tables
    assert table.columns["price_idr"] == 5
    with pytest.raises(NotAList, match="price_idr"):
        found((*heading, "Catatan"), ROW, choice=Choice(remembered=remembered))


def test_a_chosen_column_that_is_not_there_is_missing() -> None:
    with pytest.raises(NotAList, match="stock_qty"):
        found(FOREIGN, ROW, choice=Choice({"stock_qty": "Sisa"}))


def test_every_missing_column_is_named_with_what_it_may_be_called() -> None:
    with pytest.raises(NotAList) as refusal:
        found(FOREIGN[:4], ROW[:4])
    assert "“pewarna” (dye_class), “harga jual” (price_idr)" in refusal.value.message("en")


def test_every_sheet_that_is_such_a_list_is_read_and_others_are_told() -> None:
    sheets = [
        sheet(("Panitia", "Telepon"), ("Sari", "0812"), name="Panitia"),
        sheet(FOREIGN, ROW, name="A01"),
        sheet((), name="Lembar3"),
        sheet(FOREIGN, ("K-2", *ROW[1:]), name="A02"),
    ]
    tables = find_tables("x", sheets, ITEMS)
    assert ([t.sheet for t in tables.tables], tables.left_out) == (["A01", "A02"], ("Panitia",))


def test_a_sheet_that_is_nearly_such_a_list_is_not_left_out() -> None:
    sheets = [sheet(FOREIGN, ROW, name="A01"), sheet((*FOREIGN[:4], "Nilai"), ROW, name="A02")]
    with pytest.raises(NotAList, match="price_idr"):
        find_tables("x", sheets, ITEMS)


def test_goods_and_producers_of_one_workbook_are_told_apart(tmp_path: Path) -> None:
    def more(book: object, _: object) -> None:
        makers = book.add_worksheet("IKM")  # type: ignore[attr-defined]
        makers.write_row(0, 0, ("Kode IKM", "Nama IKM", "No. Stan"))
        makers.write_row(1, 0, ("TOM", "Batik Biru Tom", "A03"))

    path = make_book(
        tmp_path / "pameran.xlsx",
        ("sku", "ikm_code", "ikm_name", *FOREIGN[2:]),
        ("K-1", "TOM", "x", *ROW[2:]),
        more=more,
    )
    assert read_producers(path) == (Producer("TOM", "Batik Biru Tom", booth="A03"),)
    assert [item.sku for item in read_items(path, read_producers(path))] == ["K-1"]


def test_faults_name_the_sheet_the_row_and_the_heading_as_it_is_written(tmp_path: Path) -> None:
    def more(book: object, _: object) -> None:
        second = book.add_worksheet("A02")  # type: ignore[attr-defined]
        for n, row in enumerate((FOREIGN, ("K-1", *ROW[1:5], "gratis", 3))):
            second.write_row(n, 0, row)

    path = make_book(tmp_path / "a.xlsx", FOREIGN, (*ROW[:5], 1, 3), more=more)
    with pytest.raises(BadList) as refusal:
        read_items(path, [TOM])
    said = refusal.value.message("en").splitlines()
    assert said[1:] == [
        "a.xlsx [A02], row 2, column Harga (Rp): is not a whole number of rupiah (“gratis”)",
        "a.xlsx [A02], row 2, column Kode Barang: stands twice in this list (“K-1”)",
    ]


def test_merged_goods_are_faults_and_merged_titles_are_none(tmp_path: Path) -> None:
    def more(_: object, sheet: object) -> None:
        sheet.merge_range(0, 0, 0, 6, "DAFTAR HARGA")  # type: ignore[attr-defined]
        sheet.merge_range(2, 5, 3, 5, 100_000)  # type: ignore[attr-defined]

    path = make_book(
        tmp_path / "a.xlsx", (), FOREIGN, (*ROW[:5], "", 1), ("K-2", *ROW[1:5], "", 1), more=more
    )
    with pytest.raises(BadList) as refusal:
        read_items(path, [TOM])
    assert [(f.row, f.column) for f in refusal.value.faults] == [(3, "Harga (Rp)"), (4, "Harga (Rp)")]
    assert "merged" in refusal.value.message("en")


def test_a_sum_below_a_list_is_one_fault_and_no_producer_and_no_goods(tmp_path: Path) -> None:
    makers, goods = tmp_path / "ikm.csv", tmp_path / "g.csv"
    makers.write_text("Kode IKM,Nama IKM\nTOM,Batik Biru Tom\nTOTAL,1\n", encoding="utf-8")
    numbered = [("No", *FOREIGN), ("1", *ROW), ("", "", "", "Jumlah", "", "", "1.250.000", "3", "x")]
    goods.write_text("\n".join(";".join(row) for row in numbered), encoding="utf-8")
    with pytest.raises(BadList) as producers:
        read_producers(makers)
    with pytest.raises(BadList) as items:
        read_items(goods, [TOM])
    said = [e.value.message("en").splitlines()[1:] for e in (producers, items)]
    assert said == [
        ["ikm.csv, row 3, column Kode IKM: begins a row that adds others up: delete that row (“TOTAL”)"],
        ["g.csv, row 3, column Nama Barang: begins a row that adds others up: delete that row (“Jumlah”)"],
    ]
