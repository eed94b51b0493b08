"""Taking price lists in: every fault named by row and column, nothing half taken, never a crash."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from batikpos.domain.catalogue import UNCOUNTED, Producer
from batikpos.domain.errors import PosError
from batikpos.domain.money import Rupiah
from batikpos.services.price_list import read_items, read_producers
from batikpos.services.sample import SAMPLE_FOLDER
from batikpos.sheets.faults import BadList, NoList, NotAList
from tests.long import IS_LONG
from tests.shop import catalogue

HEADER = (
    "sku,barcode,ikm_code,name_id,technique,dye_class,unit,qty_step,price_idr,min_price_idr,stock_qty,notes"
)
GOOD = "K-1,2000000000015,TOM,Kain,cap,alam,pcs,1,100000,90000,5,"
TOM = Producer("TOM", "Batik Biru Tom")


def places(tmp_path: Path, *rows: str, header: str = HEADER) -> list[tuple[int, str]]:
    """Read a list of faulty rows, and say where its faults are."""
    path = tmp_path / "daftar.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    with pytest.raises(BadList) as refusal:
        read_items(path, [TOM])
    for fault in refusal.value.faults:
        assert f"{fault.row}" in refusal.value.message("id")
        assert fault.column in refusal.value.message("id")
    return [(f.row, f.column) for f in refusal.value.faults]


def row(**cells: str) -> str:
    """Write the good row with some cells spoilt."""
    names = HEADER.split(",")
    values = dict(zip(names, GOOD.split(","), strict=True)) | cells
    return ",".join(values[name] for name in names)


def test_a_barcode_that_is_another_things_code_would_sell_that(tmp_path: Path) -> None:
    rows = (row(sku="1001", barcode=""), row(sku="K-2", barcode="1001"), row(sku="77", barcode="77"))
    assert places(tmp_path, *rows) == [(3, "barcode")]


def test_the_sample_fair_is_taken_in_whole() -> None:
    assert len(catalogue().items) == 61
    assert len(catalogue().producers) == 8
    cloth = catalogue().load("TOM-MT-001")
    assert (cloth.step, cloth.stock, cloth.price, cloth.floor) == (
        500,
        40_000,
        Rupiah(125_000),
        Rupiah(115_000),
    )


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"price_idr": ""}, "price_idr"),
        ({"price_idr": "0"}, "price_idr"),
        ({"price_idr": "-100000"}, "price_idr"),
        ({"price_idr": "100000.50"}, "price_idr"),
        ({"price_idr": "1e5"}, "price_idr"),
        ({"price_idr": "Rp100000.50"}, "price_idr"),
        ({"price_idr": "1.25"}, "price_idr"),
        ({"price_idr": "999999999999999"}, "price_idr"),
        ({"price_idr": "٣"}, "price_idr"),
        ({"min_price_idr": "100001"}, "min_price_idr"),
        ({"min_price_idr": "-1"}, "min_price_idr"),
        ({"sku": ""}, "sku"),
        ({"sku": "K" * 49}, "sku"),
        ({"name_id": " "}, "name_id"),
        ({"name_id": "K" * 201}, "name_id"),
        ({"name_id": "Kain\x1bp"}, "name_id"),
        ({"name_id": "Kain\x00"}, "name_id"),
        ({"name_id": "Kain\x0bTulis"}, "name_id"),
        ({"name_id": "Kain\x85Tulis"}, "name_id"),
        ({"name_id": "Kain\N{LINE SEPARATOR}Tulis"}, "name_id"),
        ({"ikm_code": "XYZ"}, "ikm_code"),
        ({"ikm_code": ""}, "ikm_code"),
        ({"technique": "sablon"}, "technique"),
        ({"dye_class": "merah"}, "dye_class"),
        ({"unit": "kg"}, "unit"),
        ({"qty_step": "0"}, "qty_step"),
        ({"qty_step": "0.5"}, "qty_step"),
        ({"qty_step": "-1"}, "qty_step"),
        ({"stock_qty": "-1"}, "stock_qty"),
        ({"stock_qty": "1.5"}, "stock_qty"),
        ({"stock_qty": "NaN"}, "stock_qty"),
        ({"stock_qty": "sNaN"}, "stock_qty"),
        ({"stock_qty": "Infinity"}, "stock_qty"),
        ({"stock_qty": "1E+999999", "unit": "m"}, "stock_qty"),
        ({"stock_qty": "1E+99999999999999999999"}, "stock_qty"),
        ({"stock_qty": "banyak"}, "stock_qty"),
        ({"barcode": "2000000000016"}, "barcode"),
        ({"barcode": "20 00"}, "barcode"),
        ({"barcode": "\N{SUPERSCRIPT TWO}" * 13}, "barcode"),
        ({"barcode": "٢" * 13}, "barcode"),
    ],
)
def test_a_fault_is_named_by_row_and_column(tmp_path: Path, cells: dict[str, str], column: str) -> None:
    found = places(tmp_path, row(sku="K-0", barcode=""), row(**cells))
    assert (3, column) in found
    assert {place[0] for place in found} == {3}


def test_one_cell_has_one_fault(tmp_path: Path) -> None:
    assert places(tmp_path, row(price_idr="100000.50", min_price_idr="")) == [(2, "price_idr")]


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    found = places(tmp_path, row(price_idr="x", unit="kg"), row(sku="K-2", barcode="", name_id=""))
    assert {(2, "price_idr"), (2, "unit"), (3, "name_id")} <= set(found)


def test_what_stands_twice_is_named_where_it_stands_again(tmp_path: Path) -> None:
    assert places(tmp_path, GOOD, GOOD) == [(3, "sku"), (3, "barcode")]


def test_cells_beyond_the_header_are_a_fault(tmp_path: Path) -> None:
    assert places(tmp_path, row(sku="K-0", barcode=""), GOOD + ",oops", GOOD.replace("K-1", "K-2")) == [
        (3, "M"),
        (4, "barcode"),
    ]


def test_a_name_that_turns_the_reading_direction_is_a_fault(tmp_path: Path) -> None:
    assert places(tmp_path, row(name_id="Kain\N{RIGHT-TO-LEFT OVERRIDE}000.5pR")) == [(2, "name_id")]


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    two_lines = row(sku="K-0", barcode="", notes='"baris satu\nbaris dua"')
    assert places(tmp_path, two_lines, row(unit="kg")) == [(3, "unit")]


def test_blank_rows_are_counted_but_are_no_fault(tmp_path: Path) -> None:
    assert places(tmp_path, "", ",,,,,,,,,,,", row(unit="kg")) == [(4, "unit")]


@pytest.mark.parametrize("column", ["name_id", "notes"])
def test_a_broken_quotation_mark_is_no_shorter_list(tmp_path: Path, column: str) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text("\n".join((HEADER, GOOD, row(**{column: '"Kain'}), row(sku="K-2", barcode=""))))
    with pytest.raises(NotAList) as refusal:
        read_items(path, [TOM])
    assert "row 3" in refusal.value.message("en")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"\xff\xfe\x00",
        b"sku,barcode\nK-1,1\n",
        HEADER.encode(),
        HEADER.encode("utf-16"),
        b"PK\x03\x04 not a csv",
        (HEADER + "\n" + "x" * 200_000).encode(),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "daftar.csv"
    path.write_bytes(content)
    with pytest.raises(NotAList):
        read_items(path, [TOM])


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoList):
        read_items(tmp_path / "none.csv", [TOM])
    with pytest.raises(NoList):
        read_producers(tmp_path)


def test_one_fault_among_very_many_rows_is_named_and_none_is_taken(tmp_path: Path) -> None:
    count = 200_000 if IS_LONG else 20_000
    rows = [f"K-{n};TOM;Kain;cap;alam;pcs;1.250.000" for n in range(count)]
    rows[-1] = rows[-1].replace("1.250.000", "1.250.00")
    header = "sku;ikm_code;name_id;technique;dye_class;unit;price_idr"
    assert places(tmp_path, *rows, header=header) == [(count + 1, "price_idr")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\N{ZERO WIDTH NO-BREAK SPACE}"])
def test_any_spreadsheets_line_ends_and_mark_are_read(tmp_path: Path, ending: str, mark: str) -> None:
    path = tmp_path / "daftar.csv"
    path.write_bytes((mark + ending.join((HEADER, GOOD, ""))).encode())
    (item,) = read_items(path, [TOM])
    assert (item.sku, item.price, item.stock) == ("K-1", Rupiah(100_000), 5)


def test_goods_that_nobody_counted_never_run_out(tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text("\n".join((HEADER, row(stock_qty=""))), encoding="utf-8")
    assert read_items(path, [TOM])[0].stock == UNCOUNTED
    without = [",".join(cells.split(",")[:-2]) for cells in (HEADER, GOOD)]
    path.write_text("\n".join(without), encoding="utf-8")
    assert read_items(path, [TOM])[0].stock == UNCOUNTED


def test_semicolons_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text(f"{HEADER}\n{GOOD}\n".replace(",", ";"), encoding="utf-8")
    (item,) = read_items(path, [TOM])
    assert item.floor == Rupiah(90_000)


def test_a_name_of_two_hundred_letters_and_any_script_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    name = ("ꦧꦠꦶꦏ Batik 🎨 باتيك " * 20)[:200].strip()
    path.write_text(f"{HEADER}\n{row(name_id=name)}\n", encoding="utf-8")
    assert read_items(path, [TOM])[0].name == name


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_rubbish_is_refused_and_never_crashes(tmp_path: Path, rows: list[str]) -> None:
    path = tmp_path / "daftar.csv"
    path.write_bytes("\n".join((HEADER, *rows)).encode("utf-8", errors="surrogatepass"))
    with pytest.raises(PosError) as refusal:
        read_items(path, [TOM])
    assert refusal.value.message("id")


def test_producers_are_checked_too(tmp_path: Path) -> None:
    path = tmp_path / "ikm.csv"
    path.write_text("ikm_code,ikm_name,merek,pkp\nA,Nama,,ya\nA,,,mungkin\n,Lain,,\n", encoding="utf-8")
    with pytest.raises(BadList) as refusal:
        read_producers(path)
    assert {(f.row, f.column) for f in refusal.value.faults} == {
        (3, "pkp"),
        (3, "ikm_name"),
        (3, "ikm_code"),
        (4, "ikm_code"),
    }


def test_the_sample_producers_have_a_booth_each() -> None:
    producers = read_producers(SAMPLE_FOLDER / "producers.csv")
    assert sorted(p.booth for p in producers) == [f"A{n:02}" for n in range(1, 9)]
