"""Papers by command: gift note, story card, slips, logo and foot, WhatsApp, looking for printers."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image

from batikpos.printing import discovery
from batikpos.printing.discovery import Found
from tests.commands.terminal import Terminal
from tests.escpos_reader import read_escpos
from tests.printing.test_backends import WITH_SCANNER, scanned


@pytest.fixture
def number(shell: Terminal) -> str:
    """Sell a piece of one producer; return the nota's number."""
    basket = {"lines": [{"sku": "TOM-KM-001-M"}], "tenders": [{"kind": "cash", "amount": 400_000}]}
    return str(shell.give("sell", "--cashier", "Rini", stdin=json.dumps(basket))["number"])


def to_printer(shell: Terminal, tmp_path: Path) -> Path:
    """Print to a file from here on."""
    paper = tmp_path / "paper.bin"
    shell.give("settings", "printer", f"file:{paper}")
    return paper


def test_a_gift_note_is_printed_and_written_without_a_price(
    shell: Terminal, number: str, tmp_path: Path
) -> None:
    paper = to_printer(shell, tmp_path)
    job = shell.give("print", "gift", "--sale", number)
    assert (job["kind"], job["state"], job["sale"]) == ("gift", "printed", number)
    read = read_escpos(paper.read_bytes(), 32)
    assert read.problems == []
    assert "395.000" not in read.text
    assert number in read.text
    out = tmp_path / "gift.txt"
    assert shell.give("print", "gift", "--sale", number, "--out", str(out)) == {"file": str(out)}
    assert out.read_text(encoding="utf-8").splitlines() == read.text.splitlines()[:-4]


def test_a_gift_note_of_nothing_is_refused(shell: Terminal, number: str) -> None:
    voided = shell.give("void", "--sale", number, "--reason", "salah", "--cashier", "Rini")["number"]
    for of in ("A03-20261211-9999", voided):
        assert shell.run("print", "gift", "--sale", of).status == 1


def test_a_story_card_is_of_a_single_piece_drawn_by_hand(shell: Terminal, tmp_path: Path) -> None:
    card = tmp_path / "card.txt"
    shell.give("print", "story", "--sku", "CKT-KP-001", "--out", str(card), "--lang", "id")
    said = card.read_text(encoding="utf-8")
    for word in (
        "Sidomulyo",
        "Batik tulis",
        "soga + indigofera",
        "Sanggar Canting",
        "Pungsari",
        "CKT-KP-001",
    ):
        assert word in said
    assert "12.500.000" not in said
    for other in ("TOM-KM-001-M", "KNG-KP-001"):  # stamped; two of it
        refused = shell.run("print", "story", "--sku", other)
        assert refused.status == 1
        assert "kartu cerita" in refused.err
    assert shell.run("print", "story", "--sku", "NOPE").status == 1


@pytest.mark.parametrize("form", ["text", "escpos", "png", "pdf"])
def test_every_card_has_every_form(shell: Terminal, tmp_path: Path, form: str) -> None:
    out = tmp_path / "card"
    shell.give("print", "story", "--sku", "CKT-KP-001", "--as", form, "--out", str(out))
    assert out.stat().st_size > 100


def test_slips_are_printed_where_they_are_asked_for(closed_shell: Terminal, tmp_path: Path) -> None:
    shell = closed_shell
    paper = to_printer(shell, tmp_path)
    shell.give("till", "open", "--float", "500.000", "--cashier", "Rini")
    assert not paper.exists()
    cash = ("--amount", "50.000", "--cashier", "Rini", "--slip")
    shell.give("till", "pay-in", "--reason", "uang kecil", *cash)
    shell.give("till", "pay-out", "--reason", "makan siang", *cash)
    text = read_escpos(paper.read_bytes(), 32).text
    for word in ("UANG MASUK LACI", "uang kecil", "UANG KELUAR LACI", "makan siang", "Yang menerima"):
        assert word in text
    assert "Rp500.000" not in text
    kinds = [job["kind"] for job in shell.give("print", "queue")["jobs"]]
    assert kinds == ["cash", "cash"]


def test_the_float_has_a_slip_too(closed_shell: Terminal, tmp_path: Path) -> None:
    paper = to_printer(closed_shell, tmp_path)
    closed_shell.give("till", "open", "--float", "500.000", "--cashier", "Rini", "--slip")
    text = read_escpos(paper.read_bytes(), 32).text
    assert "MODAL AWAL" in text
    assert "Rp500.000" in text


def test_a_booth_dresses_its_notas(shell: Terminal, number: str, tmp_path: Path) -> None:
    Image.new("L", (1_000, 400), 20).save(tmp_path / "logo.png")
    assert shell.give("settings", "logo", str(tmp_path / "logo.png")) == {"logo": "300x120"}
    shell.give("settings", "header", "Sentra Sukowati | WA 0812")
    shell.give("settings", "footer", "Barang dapat ditukar sampai Minggu.")
    basket = {"lines": [{"sku": "TOM-KM-001-L"}], "tenders": [{"kind": "cash", "amount": 400_000}]}
    second = shell.give("sell", "--cashier", "Rini", stdin=json.dumps(basket))["number"]
    for of, has_dress in ((second, True), (number, False)):  # what was printed before stays as it was
        out = tmp_path / "nota"
        shell.give("print", "nota", "--sale", of, "--as", "escpos", "--out", str(out))
        read = read_escpos(out.read_bytes(), 32)
        assert read.problems == []
        assert len(read.pictures) == (2 if has_dress else 1)
        assert ("Sentra Sukowati" in read.text) is has_dress
        assert ("ditukar sampai" in read.text) is has_dress
    assert shell.give("settings", "logo", "") == {"logo": ""}


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_what_is_no_picture_is_refused_for_a_logo(shell: Terminal, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "logo.png").write_bytes(content)
    refused = shell.run("settings", "logo", str(tmp_path / "logo.png"))
    assert refused.status == 1
    assert "bukan gambar" in refused.err
    assert shell.give("settings", "logo") == {"logo": ""}


@pytest.mark.parametrize(
    ("words", "is_lawful"),
    [
        ("Barang yang sudah dibeli tidak dapat ditukar atau dikembalikan", False),
        ("Barang tidak bisa diretur", False),
        ("Barang tidak dapat ditukar tanpa kecuali", False),
        ("NO REFUND without exception", False),
        ("tak bisa ditukar/dikembalikan", False),
        ("tdk dapat dikembalikan", False),
        ("Tidak ada pengembalian", False),
        ("Tidak melayani penukaran", False),
        ("All sales final", False),
        ("Kami tidak menerima kartu, barang bisa ditukar dan dikembalikan", True),
        ("No exchange without this receipt", True),
        ("No refunds", False),
        ("Goods cannot be returned", False),
        ("Barang tidak dapat ditukar tanpa nota", True),
        ("Barang dapat ditukar dalam 2 hari pameran dengan nota ini", True),
        ("Cuci dengan tangan, tidak dapat diputihkan", True),
    ],
)
def test_a_foot_that_refuses_exchange_is_refused(shell: Terminal, words: str, *, is_lawful: bool) -> None:
    assert shell.run("settings", "footer", words).status == (0 if is_lawful else 1)


def test_a_head_of_too_many_lines_is_refused(shell: Terminal) -> None:
    assert shell.run("settings", "header", "|".join("abcdefg")).status == 1
    assert shell.run("settings", "header", "x" * 201).status == 1
    assert shell.give("settings", "header") == {"header": ""}


@WITH_SCANNER
def test_a_nota_is_shared_as_a_link_and_a_code(shell: Terminal, number: str, tmp_path: Path) -> None:
    code = tmp_path / "code.png"
    shared = shell.give("share", "--sale", number, "--phone", "0812-3456-7890", "--qr", str(code))
    assert shared["link"].startswith("https://wa.me/6281234567890?text=")
    assert unquote(shared["link"].partition("text=")[2]) == shared["text"]
    for word in (number, "Rp395.000", "Batik Biru Tom"):
        assert word in shared["text"]
    assert scanned(Image.open(code), tmp_path / "framed.png") == shared["link"]


@pytest.mark.parametrize("phone", ["abc", "021 5555 1234", "12", "+", "081"])
def test_what_is_no_phone_is_refused(shell: Terminal, number: str, phone: str) -> None:
    refused = shell.run("share", "--sale", number, "--phone", phone)
    assert refused.status == 1
    assert "bukan nomor telepon" in refused.err


def test_printers_are_looked_for(shell: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    found = (Found("usb:0416:5011", "POS58"), Found("tcp://192.168.1.50:9100", "192.168.1.50"))
    monkeypatch.setattr(discovery, "find_printers", lambda: found)
    said = [{"address": "usb:0416:5011", "name": "POS58"}]
    assert shell.give("print", "find")["printers"][:1] == said
    assert "tcp://192.168.1.50:9100" in shell.run("print", "find").out
    monkeypatch.setattr(discovery, "find_printers", tuple)
    assert "tidak ditemukan" in shell.run("print", "find").out


@pytest.mark.parametrize("damage", ['logo = "abc"', 'footer = "Barang tidak dapat ditukar"', "header = 5"])
def test_a_damaged_ornament_is_left_off_and_stops_no_sale(shell: Terminal, damage: str) -> None:
    file = shell.home / "settings.toml"
    shell.give("settings", "footer", "Matur nuwun")
    lines = [
        line
        for line in file.read_text(encoding="utf-8").splitlines()
        if not line.startswith(damage.split(" ", maxsplit=1)[0])
    ]
    file.write_text("\n".join([*lines, damage]), encoding="utf-8")
    key = damage.split(" ", maxsplit=1)[0]
    assert shell.give("settings", key) == {key: ""}
    basket = {"lines": [{"sku": "TOM-KM-001-M"}], "tenders": [{"kind": "cash", "amount": 400_000}]}
    assert shell.give("sell", "--cashier", "Rini", stdin=json.dumps(basket))["total"] == 395_000


def test_the_test_page_shows_every_ruler_where_it_is_asked_to(shell: Terminal, tmp_path: Path) -> None:
    paper = to_printer(shell, tmp_path)
    shell.give("print", "test")
    assert [len(line.text) for line in read_escpos(paper.read_bytes(), 32).lines if "|" in line.text] == [32]
    paper.unlink()
    shell.give("print", "test", "--rulers")
    rulers = [len(line.text) for line in read_escpos(paper.read_bytes(), 48).lines if "|" in line.text]
    assert rulers == [32, 42, 48]


def test_papers_of_long_ago_are_told_of_and_not_printed_by_the_next_sale(
    shell: Terminal, number: str, tmp_path: Path
) -> None:
    paper = to_printer(shell, tmp_path)
    with closing(sqlite3.connect(shell.home / "store.db")) as connection, connection:
        state = "UPDATE print_job SET state = 'queued', made_at = '2026-01-01T10:00:00+07:00'"
        connection.execute(state + " WHERE sale = ?", [number])
        connection.execute("UPDATE print_job SET printer = ?", [f"file:{paper}"])
    basket = {"lines": [{"sku": "TOM-KM-001-L"}], "tenders": [{"kind": "cash", "amount": 400_000}]}
    answered = shell.run("sell", "--cashier", "Rini", stdin=json.dumps(basket))
    assert "print queue --run" in answered.err
    assert number not in read_escpos(paper.read_bytes(), 32).text
    shell.give("print", "queue", "--run")
    assert number in read_escpos(paper.read_bytes(), 32).text
