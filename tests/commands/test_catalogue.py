"""`catalogue`: what a sheet is taken for, its faults, the choice that is remembered, the way out again."""

from datetime import date
from pathlib import Path

import pytest

from batikpos.services.sample import SAMPLE_FOLDER
from tests.commands.terminal import Terminal
from tests.sheets.books import make_book

FOREIGN = ("Kode", "Perajin", "Nama", "Teknik", "Pewarna", "Nilai", "Ukuran")
GOODS = ("K-1", "TOM", "Kain", "Tulis", "Alam", 150_000, "L")
LISTS = (
    "--catalogue",
    str(SAMPLE_FOLDER / "catalogue.csv"),
    "--producers",
    str(SAMPLE_FOLDER / "producers.csv"),
)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Give a shell whose home is not there yet."""
    return Terminal(tmp_path / "new" / "home", monkeypatch)


def test_a_choice_is_made_once_and_holds_for_the_heading(bare: Terminal, tmp_path: Path) -> None:
    file = str(make_book(tmp_path / "harga.xlsx", FOREIGN, GOODS))
    answered = bare.run("catalogue", "check", file, "--json")
    assert answered.status == 1
    assert answered.json["sheets"][0]["missing"] == ["price_idr"]
    assert answered.json["sheets"][0]["other"] == ["Nilai"]
    assert "price_idr" in answered.json["faults"][0]["text"]
    assert "--column price_idr=" in bare.run("catalogue", "check", file).out
    assert not bare.home.exists()
    chosen = bare.give("catalogue", "check", file, "--column", "price_idr=nilai")
    assert (chosen["ok"], chosen["items"]) == (True, 1)
    again = bare.give("catalogue", "check", file)
    assert {"key": "price_idr", "letter": "F", "heading": "Nilai"} in again["sheets"][0]["columns"]
    assert again["sheets"][0]["first"][0]["price_idr"] == "150000"
    other = make_book(tmp_path / "lain.xlsx", (*FOREIGN, "Catatan"), GOODS)
    assert bare.run("catalogue", "check", str(other)).status == 1


@pytest.mark.parametrize("column", ["price", "price_idr=", "harga=Nilai"])
def test_a_column_that_we_do_not_know_is_refused(bare: Terminal, tmp_path: Path, column: str) -> None:
    file = str(make_book(tmp_path / "harga.xlsx", FOREIGN, GOODS))
    answered = bare.run("catalogue", "check", file, "--column", column)
    assert (answered.status, column in answered.err) == (1, True)


def test_choices_that_cannot_be_read_are_told(bare: Terminal, tmp_path: Path) -> None:
    bare.home.mkdir(parents=True)
    (bare.home / "columns.toml").write_text("heading = 5")
    file = str(make_book(tmp_path / "harga.xlsx", FOREIGN, GOODS))
    answered = bare.run("catalogue", "check", file)
    assert (answered.status, "columns.toml" in answered.err) == (3, True)


def test_every_fault_has_its_line_and_nothing_else_is_on_stdout(bare: Terminal, tmp_path: Path) -> None:
    rows = [
        ("K-1", "TOM", "Kain", "Tulis", "Alam", "gratis", "L"),
        ("K-1", "TOM", "", "Tulis", "merah", 5, "L"),
    ]
    file = str(make_book(tmp_path / "harga.xlsx", FOREIGN, *rows))
    answered = bare.run("catalogue", "check", file, "--column", "price_idr=Nilai", "--json", "--lang", "en")
    assert answered.status == 1
    assert [(f["row"], f["column"]) for f in answered.json["faults"]] == [
        *((2, "Nilai"), (3, "Nama"), (3, "Pewarna"), (3, "Kode"))
    ]
    assert len([line for line in answered.err.splitlines() if ", row " in line]) == 4


def test_a_size_that_became_a_day_and_an_odd_price_are_named(bare: Terminal, tmp_path: Path) -> None:
    bad = make_book(tmp_path / "a.xlsx", (*FOREIGN[:5], "Harga", "Ukuran"), (*GOODS[:6], date(2026, 12, 10)))
    answered = bare.run("catalogue", "check", str(bad), "--json")
    assert [(f["row"], f["column"], f["value"]) for f in answered.json["faults"]] == [
        (2, "Ukuran", "2026-12-10")
    ]
    odd = make_book(tmp_path / "b.xlsx", (*FOREIGN[:5], "Harga"), (*GOODS[:5], 150.0))
    assert bare.give("catalogue", "check", str(odd))["odd_prices"] == {"K-1": 150}


def test_producers_are_looked_over_too(bare: Terminal) -> None:
    done = bare.give("catalogue", "check", str(SAMPLE_FOLDER / "producers.csv"))
    assert (done["kind"], done["producers"], done["items"]) == ("producers", 8, 0)
    done = bare.give("catalogue", "check", LISTS[1], "--producers", LISTS[3])
    assert (done["kind"], done["producers"], done["items"]) == ("items", 8, 61)


def test_a_booth_is_set_up_from_a_workbook_that_went_out(bare: Terminal, tmp_path: Path) -> None:
    book = str(tmp_path / "pameran.xlsx")
    assert bare.give("catalogue", "export", book, *LISTS) == {"files": [book], "items": 61, "producers": 8}
    made = bare.give("setup", "--booth", "A03", "--catalogue", book, "--producers", book, "--cashier", "Rini")
    assert (made["items"], made["producers"]) == (61, 8)
    out = bare.give("catalogue", "export", str(tmp_path / "barang.csv"))
    assert out["files"] == [str(tmp_path / "barang.csv"), str(tmp_path / "barang-producers.csv")]
    again = bare.give("catalogue", "check", out["files"][0], "--producers", out["files"][1])
    assert (again["items"], again["producers"]) == (61, 8)


def test_nothing_is_written_over_and_no_other_form(bare: Terminal, tmp_path: Path) -> None:
    mine = tmp_path / "barang-producers.csv"
    mine.write_text("mine")
    for name, said in (("barang.csv", "barang-producers.csv"), ("barang.ods", "barang.ods")):
        answered = bare.run("catalogue", "export", str(tmp_path / name), *LISTS)
        assert (answered.status, said in answered.err) == (1, True)
    assert (mine.read_text(), (tmp_path / "barang.csv").exists()) == ("mine", False)


def test_a_choice_counts_for_what_goes_out(bare: Terminal, tmp_path: Path) -> None:
    file = str(make_book(tmp_path / "harga.xlsx", FOREIGN, GOODS))
    bare.give("catalogue", "check", file, "--column", "price_idr=Nilai")
    makers = ("--producers", str(SAMPLE_FOLDER / "producers.csv"))
    out = bare.give("catalogue", "export", str(tmp_path / "bersih.xlsx"), "--catalogue", file, *makers)
    assert out["items"] == 1
