"""`setup`: a home without questions, or none at all and every fault named."""

from pathlib import Path

import pytest

from batikpos.services.sample import SAMPLE_FOLDER
from tests.commands.terminal import Terminal

HEADER = "sku,barcode,ikm_code,name_id,technique,dye_class,unit,qty_step,price_idr,min_price_idr,stock_qty"
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


def test_a_home_is_made(bare: Terminal) -> None:
    made = bare.give("setup", "--booth", "a03", *LISTS, "--cashier", "Rini", "--supervisor", "Sari")
    assert (made["booth"], made["device"], made["items"], made["producers"]) == ("A03", 1, 61, 8)
    again = bare.give("till", "open", "--float", "500.000", "--cashier", "Rini")
    assert (again["till"], again["float"]) == ("open", 500_000)


def test_the_same_fair_has_the_same_id_at_every_booth(bare: Terminal, tmp_path: Path) -> None:
    fair = ("--fair", "Pameran", "--from", "2026-12-11", "--to", "2026-12-15", "--cashier", "Rini")
    first = bare.give("setup", "--booth", "A01", *LISTS, *fair)
    second = Terminal(tmp_path / "other", bare.patch).give("setup", "--booth", "A02", *LISTS, *fair)
    assert first["fair_id"] == second["fair_id"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--booth", "A-3", "--cashier", "Rini"), "A-3"),
        (("--booth", "A03", "--device", "0", "--cashier", "Rini"), ""),
        (("--booth", "A03", "--device", "100", "--cashier", "Rini"), ""),
        (("--booth", "A03"), ""),
        (("--booth", "A03", "--cashier", "Rini", "--cashier", "rini"), ""),
        (("--booth", "A03", "--cashier", " "), ""),
        (("--booth", "A03", "--cashier", "Rini", "--from", "11-12-2026", "--to", "2026-12-15"), "11-12"),
        (("--booth", "A03", "--cashier", "Rini", "--from", "20261211", "--to", "2026-12-15"), "20261211"),
        (("--booth", "A03", "--cashier", "Rini", "--from", "2026-12-16"), ""),
        (("--booth", "A03", "--cashier", "Rini", "--printer", "nowhere"), "nowhere"),
        (("--booth", "A03", "--cashier", "Rini", "--central", "mysql://u:geheim@h/d"), ""),
    ],
)
def test_a_refused_setup_leaves_nothing_behind(
    bare: Terminal, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    for lang in ("id", "en"):
        answered = bare.run("setup", *LISTS, *words, "--lang", lang)
        assert (answered.status, answered.out) == (1, "")
        assert said in answered.err
        assert "geheim" not in answered.err
        assert answered.err.count("\n") <= 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("pins", [{}, {"BATIKPOS_PIN": "12"}, {"BATIKPOS_PIN": "abcd"}])
def test_a_cashier_needs_a_pin_from_the_environment(
    bare: Terminal, tmp_path: Path, pins: dict[str, str]
) -> None:
    answered = bare.run("setup", *LISTS, "--booth", "A03", "--cashier", "Rini", pins=pins)
    assert answered.status == 1
    assert "Rini" in answered.err
    assert list(tmp_path.iterdir()) == []


def test_every_fault_of_a_broken_list_is_named_by_row_and_column(bare: Terminal, tmp_path: Path) -> None:
    broken = tmp_path / "daftar.csv"
    rows = (
        "K-1,2000000000015,TOM,Kain,cap,alam,pcs,1,100000,90000,5",
        "K-2,2000000000016,TOM,Kain,cap,alam,pcs,1,-100000,90000,5",
        "K-1,,XYZ,Kain\x1bp,cap,alam,kg,1,100000,100001,5",
        ",,TOM,,sablon,merah,pcs,x,abc,,-1",
    )
    broken.write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    for lang, row, column in (("id", "baris", "kolom"), ("en", "row", "column")):
        answered = bare.run(
            "setup", "--booth", "A03", "--cashier", "Rini", "--lang", lang,
            "--catalogue", str(broken), "--producers", str(SAMPLE_FOLDER / "producers.csv"),
        )  # fmt: skip
        assert (answered.status, answered.out) == (1, "")
        lines = answered.err.splitlines()
        for number, name in (
            (3, "barcode"), (3, "price_idr"), (4, "sku"), (4, "ikm_code"), (4, "name_id"), (4, "unit"),
            (4, "min_price_idr"), (5, "sku"), (5, "name_id"), (5, "technique"), (5, "dye_class"),
            (5, "qty_step"), (5, "price_idr"), (5, "stock_qty"),
        ):  # fmt: skip
            assert any(f"{row} {number}, {column} {name}:" in line for line in lines), (lang, number, name)
        assert "\x1b" not in answered.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["daftar.csv"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a,b,c\n1,2,3\n", HEADER.encode()])
def test_a_file_that_is_no_list_is_told(bare: Terminal, tmp_path: Path, content: bytes) -> None:
    wrong = tmp_path / "daftar.csv"
    wrong.write_bytes(content)
    for catalogue in (wrong, tmp_path / "none.csv", tmp_path):
        answered = bare.run(
            "setup", "--booth", "A03", "--cashier", "Rini",
            "--catalogue", str(catalogue), "--producers", str(SAMPLE_FOLDER / "producers.csv"),
        )  # fmt: skip
        assert (answered.status, answered.out) == (1, "")
        assert catalogue.name in answered.err
    assert not bare.home.parent.exists()


def test_a_home_that_exists_is_not_overwritten(shell: Terminal) -> None:
    before = (shell.home / "store.db").read_bytes()
    answered = shell.run("setup", "--booth", "A03", *LISTS, "--cashier", "Rini")
    assert answered.status == 1
    assert (shell.home / "store.db").read_bytes() == before


def test_a_home_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("mine")
    answered = Terminal(tmp_path / "file" / "home", monkeypatch).run(
        "setup", "--booth", "A03", *LISTS, "--cashier", "Rini"
    )
    assert answered.status == 3
    assert (tmp_path / "file").read_text() == "mine"


def test_promotions_are_taken_in_with_the_price_list_or_nothing_is(bare: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "promo.csv"
    file.write_text("name,deal,value,kind\nObral,percent,20,topi\n", encoding="utf-8")
    words = ("setup", "--booth", "A03", *LISTS, "--cashier", "Rini", "--promotions", str(file))
    answered = bare.run(*words, "--lang", "en")
    assert answered.status == 1
    assert "row 2, column kind" in answered.err
    assert not bare.home.exists()
    file.write_text("name,deal,value,kind\nObral,percent,20,syal\n", encoding="utf-8")
    bare.give(*words)
    (promotion,) = bare.give("promotion", "list")["promotions"]
    assert (promotion["name"], promotion["scope"]) == ("Obral", {"kinds": ["syal"]})
