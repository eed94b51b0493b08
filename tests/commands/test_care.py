"""Care by the command line: copies, another laptop, a stick for the organizer, a scanned slip."""

import json
import shutil
from pathlib import Path

import pypdf
import pytest

from batikpos.services.desk import open_desk
from batikpos.services.papers import load_original
from batikpos.sync.sent import HANDED_OVER
from tests.commands.terminal import Terminal
from tests.commands.test_setup import LISTS
from tests.shop import unguarded

BASKET = '{"lines": [{"sku": "TOM-KM-001-M"}], "tenders": [{"kind": "cash", "amount": 395000}]}'


def sell(shell: Terminal) -> str:
    """Sell a shirt; return its number."""
    answered = shell.run("sell", "--cashier", "Rini", "--json", stdin=BASKET)
    assert answered.status == 0, answered.err
    return str(answered.results[0]["number"])


def test_a_copy_is_made_and_put_back(shell: Terminal, tmp_path: Path) -> None:
    first = sell(shell)
    made = shell.give("backup", str(tmp_path / "copy"))
    assert made["facts"] == 3
    second = sell(shell)
    done = shell.give("restore", str(tmp_path / "copy"))
    assert (done["facts"], done["till"]) == (4, "open")
    assert done["origin"]["seq"] == 4
    assert (Path(done["kept"]) / "store.db").is_file()
    assert [s["number"] for s in shell.give("sales")["sales"]] == [first, second]
    third = sell(shell)
    assert third.endswith("-10001")
    assert third not in {first, second}
    assert shell.give("verify")["ok"]
    said = shell.run("restore", str(tmp_path / "copy"), "--lang", "en")
    assert said.status == 0
    assert "goes on from fact 3" in said.out
    assert said.err == ""


def qris_sale(shell: Terminal, sku: str, price: int) -> str:
    """Sell a piece for QRIS; return its number."""
    basket = {"lines": [{"sku": sku}], "tenders": [{"kind": "qris", "amount": price}]}
    answered = shell.run("sell", "--cashier", "Rini", "--json", stdin=json.dumps(basket))
    return str(answered.results[0]["number"])


def test_a_kuitansi_says_the_amount_in_words_and_has_a_box_for_the_meterai_where_one_is_due(
    shell: Terminal, tmp_path: Path
) -> None:
    small, large = (
        qris_sale(shell, sku, price) for sku, price in (("TOM-KM-001-M", 395_000), ("CKT-KP-001", 12_500_000))
    )
    for number, words, due in (
        (small, "Tiga ratus sembilan puluh lima ribu rupiah", False),
        (large, "Dua belas juta lima ratus ribu rupiah", True),
    ):
        file = tmp_path / f"{number}.pdf"
        made = shell.give("print", "kuitansi", "--sale", number, "--payer", "PT Sogan", "--out", str(file))
        assert made["meterai"] is due
        (page,) = pypdf.PdfReader(file).pages
        text = page.extract_text()
        assert words in text
        assert "PT Sogan" in text
        assert ("Meterai" in text) is due
    shell.give("void", "--sale", small, "--reason", "salah", "--cashier", "Rini", "--approver", "Sari")
    out = ("--out", str(tmp_path / "x.pdf"))
    assert shell.run("print", "kuitansi", "--sale", small, "--payer", "PT Sogan", *out).status == 1
    assert shell.run("print", "kuitansi", "--sale", large, "--payer", " ", *out).status == 1
    assert shell.run("print", "kuitansi", "--sale", "A03-1", "--payer", "x", *out).status == 1
    assert not (tmp_path / "x.pdf").exists()


def test_a_kuitansi_calls_batik_what_is_batik_and_names_a_seller_where_there_is_one(
    shell: Terminal, tmp_path: Path
) -> None:
    skus = (("KLS-GK-001",), ("CKT-KP-001",), ("CKT-KP-001", "TOM-KM-001-M"))
    said = []
    for number, names in enumerate(skus):
        lines = [{"sku": sku} for sku in names]
        due = {"KLS-GK-001": 10_000, "CKT-KP-001": 12_500_000, "TOM-KM-001-M": 395_000}
        paid = [{"kind": "cash", "amount": sum(due[sku] for sku in names)}]
        basket = {"lines": lines, "tenders": paid, "oversell": True}
        sale = shell.give("sell", "--cashier", "Rini", stdin=json.dumps(basket))["number"]
        file = tmp_path / f"{number}.pdf"
        shell.give("print", "kuitansi", "--sale", sale, "--payer", "PT Sogan", "--out", str(file))
        said.append(pypdf.PdfReader(file).pages[0].extract_text())
    ring, silk, both = said
    assert "Pembelian barang" in ring
    assert "batik, nota" not in ring
    assert "Koperasi Langit Sore" in ring
    assert "Pembelian batik" in silk
    assert "Sanggar Canting" in silk
    assert "Stan A03" in both
    assert "Sanggar Canting" not in both


def test_price_labels_are_made_for_all_or_for_some(shell: Terminal, tmp_path: Path) -> None:
    made = shell.give("labels", "--out", str(tmp_path / "all.pdf"))
    assert (made["labels"], made["sheet"]) == (61, "a4-24")
    some = shell.give("labels", "--out", str(tmp_path / "a.pdf"), "--sku", "KLS-GK-001", "--sheet", "roll-58")
    assert some["labels"] == 1
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    for wrong in (("--sku", "XXX"), ("--sheet", "a5")):
        assert shell.run("labels", "--out", str(tmp_path / "b.pdf"), *wrong).status == 1
    assert not (tmp_path / "b.pdf").exists()


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_lost_key_is_told_before_a_day_is_closed_with_it_and_at_the_close(
    shell: Terminal, lang: str
) -> None:
    sell(shell)
    assert shell.run("doctor", "--lang", lang).status == 0
    (shell.home / "device.key").unlink()
    looked = shell.run("doctor", "--lang", lang)
    assert (looked.status, "batikpos recover" in looked.out) == (1, True)
    closed = shell.run("till", "close", "--count", "100000x1", "--cashier", "Rini", "--lang", lang)
    assert (closed.status, "batikpos recover" in closed.err) == (0, True)
    assert shell.run("recover", "--lang", lang).status == 0
    assert shell.run("doctor", "--lang", lang).status == 0


def test_a_spare_laptop_takes_over_from_a_copy(
    shell: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(shell)
    shell.give("backup", str(tmp_path / "copy"))
    spare = Terminal(tmp_path / "spare", monkeypatch)
    assert spare.give("restore", str(tmp_path / "copy"))["kept"] is None
    assert sell(spare).endswith("-10001")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_damaged_store_says_what_to_type_and_that_mends_it(shell: Terminal, lang: str) -> None:
    sell(shell)
    sell(shell)
    unguarded(shell.home, "UPDATE fact SET hash = zeroblob(32) WHERE seq = 4")
    told = shell.run("sales", "--lang", lang)
    assert told.status == 3
    assert "batikpos recover" in told.err
    mended = shell.run("recover", "--lang", lang)
    assert mended.status == 0
    assert len(shell.give("sales")["sales"]) == 1
    assert shell.run("recover", "--lang", lang).status == 1  # there is nothing to mend any more


def test_the_till_is_copied_to_the_stick_at_its_close(shell: Terminal, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    shell.give("settings", "backup", str(stick))
    gone = shell.run("till", "close", "--cashier", "Rini", "--count", "100000x5", "--lang", "en")
    assert gone.status == 0
    assert "No copy was made" in gone.err
    shell.give("till", "open", "--cashier", "Rini", "--float", "500000")
    stick.mkdir()
    assert shell.run("till", "close", "--cashier", "Rini", "--count", "100000x5").err == ""
    (copy,) = stick.iterdir()
    assert copy.name.startswith("A03-")


def test_copies_go_to_no_folder_of_the_booth_and_one_on_its_disk_is_warned_of(
    shell: Terminal, tmp_path: Path
) -> None:
    refused = shell.run("settings", "backup", str(shell.home / "copies"), "--lang", "en")
    assert (refused.status, "own folder" in refused.err) == (1, True)
    warned = shell.run("settings", "backup", str(tmp_path), "--lang", "en")
    assert (warned.status, "on the same disk" in warned.err) == (0, True)


def test_a_day_goes_to_the_centre_by_stick(shell: Terminal, tmp_path: Path) -> None:
    sell(shell)
    closed = shell.give("till", "close", "--cashier", "Rini", "--count", "100000x5")
    written = shell.give("bundle", "export", str(tmp_path / "A03.bpb"))
    assert (written["facts"], written["signed"]) == (5, True)
    assert (shell.home / HANDED_OVER).exists()
    looked = shell.give("verify", "--bundle", str(tmp_path / "A03.bpb"))
    assert (looked["ok"], looked["facts"]) == (True, 5)
    centre = str(tmp_path / "centre.db")
    done = shell.give("bundle", "import", str(tmp_path / "A03.bpb"), "--central", centre)
    assert (done["equal"], done["sent"]) == (True, 5)
    again = shell.give("bundle", "import", str(tmp_path / "A03.bpb"), "--central", centre)
    assert (again["equal"], again["sent"]) == (True, 0)
    day = shell.give("reconcile", "--central", centre, "--date", closed["business_day"])
    assert next(b for b in day["booths"] if b["booth"] == "A03")["state"] == "proven"
    (tmp_path / "A03.bpb").write_bytes(b"halo")
    for words in (("verify", "--bundle"), ("bundle", "import")):
        refused = shell.run(
            *words, str(tmp_path / "A03.bpb"), *(("--central", centre) * (words[0] != "verify"))
        )
        assert (refused.status, refused.out) == (1, "")


def test_the_code_of_a_slip_is_proven_at_the_centre(
    shell: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(shell)
    closed = shell.give("till", "close", "--cashier", "Rini", "--count", "100000x5")
    desk = open_desk(shell.home)
    with desk.store.reading() as tx:
        document = load_original(tx, closed["number"])
    desk.store.close()
    (code,) = [block.payload for block in document.blocks if hasattr(block, "payload")]
    centre = str(tmp_path / "centre.db")
    other = Terminal(Path(shutil.copytree(shell.home, tmp_path / "other")), monkeypatch)
    assert shell.give("verify", "--slip", code)["ok"]

    empty = str(tmp_path / "empty.db")
    shell.give("sync", "--central", centre)
    assert other.give("verify", "--central", centre, "--slip", code)["ok"]
    changed = code.replace("|395000|", "|394000|", 1)
    forged = shell.run("verify", "--central", centre, "--slip", changed, "--json")
    assert (forged.status, [f["code"] for f in forged.json["faults"]]) == (1, ["forged"])
    assert shell.run("verify", "--slip", "halo").status == 1
    assert shell.run("verify", "--central", empty, "--slip", code).status == 3


@pytest.mark.parametrize("by", ["centre", "bundle"])
def test_a_spare_laptop_takes_over_from_what_the_centre_or_a_stick_holds(
    shell: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    sell(shell)
    centre = str(tmp_path / "centre.db")
    shell.give("sync", "--central", centre)
    shell.give("bundle", "export", str(tmp_path / "stick.bpb"))
    sell(shell)  # never sent: the laptop falls into the water
    spare = Terminal(tmp_path / "spare", monkeypatch)
    words = (*LISTS, "--booth", "A03", "--cashier", "Rini", "--supervisor", "Sari", "--central", centre)
    source = centre if by == "centre" else str(tmp_path / "stick.bpb")
    done = spare.give("setup", *words, "--continue", source)
    assert (done["facts"], done["kept"], done["till"]) == (3, None, "open")
    assert sell(spare).endswith("-10001")
    assert spare.give("till", "x")["expected_cash"] == 500_000 + 2 * 395_000
    assert spare.give("sync")["equal"]
    assert spare.give("verify")["ok"]
    dried = shell.run("sync", "--central", centre, "--json")
    assert dried.status == 1
    assert [(f["seq"], f["kind"]) for f in dried.json["quarantined"]] == [(4, "sale")]

    for wrong in ("A04", "A05"):
        none = Terminal(tmp_path / wrong, monkeypatch)
        refused = none.run("setup", *LISTS, "--booth", wrong, "--cashier", "Rini", "--continue", source)
        assert refused.status == 1
        assert not none.home.exists()
    assert spare.run("setup", *words, "--continue", source).status == 1  # a home is never overwritten
