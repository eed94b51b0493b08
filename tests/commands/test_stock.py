"""`stock`: goods written down as they are scanned, in JSON or in a sheet, and what is left and missing."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.commands.terminal import Answered, Terminal
from tests.shop import CLOTH, KEYRING, SHIRT, SILK, item

RINI = ("--cashier", "Rini")


def sell(shell: Terminal, *lines: dict[str, object], price: int, **also: object) -> Answered:
    basket = {"lines": list(lines), "tenders": [{"kind": "cash", "amount": price}], **also}
    done = shell.run("sell", *RINI, "--json", stdin=json.dumps(basket))
    assert done.status == 0, done.err
    return done


def goods(shell: Terminal, *words: str) -> dict[str, dict[str, object]]:
    return {row["sku"]: row for row in shell.give("stock", "show", *words)["goods"]}


def test_a_day_of_goods_from_the_morning_to_the_night(shell: Terminal) -> None:
    scans = f"{item(SHIRT).barcode}\n{SHIRT.lower()}\n\n{KEYRING} 12\n{CLOTH};20,5\n{SHIRT}\t2\n"
    taken = shell.give("stock", "take", *RINI, stdin=scans)
    assert {line["sku"]: line.get("qty", line.get("metres")) for line in taken["lines"]} == {
        SHIRT: 4, KEYRING: 12, CLOTH: "20.5",
    }  # fmt: skip
    sell(shell, {"sku": SHIRT}, {"sku": CLOTH, "metres": "2.5"}, price=395_000 + 312_500)
    counted = shell.give("stock", "count", "--whole", *RINI, stdin=f"{SHIRT} 2\n{CLOTH} 17,75")
    assert (counted["act"], counted["whole"], counted["repeat"]) == ("count", True, False)
    shell.give("stock", "home", *RINI, stdin=f"{SHIRT} 2")
    found = goods(shell)
    assert {sku: (row["left"], row["missing"]) for sku, row in found.items()} == {
        SHIRT: (0, 1), KEYRING: (0, 12), CLOTH: ("17.75", "0.25"),
    }  # fmt: skip
    assert (found[SHIRT]["days_left"], found[KEYRING]["days_left"]) == ("0.0", None)
    assert shell.give("stock", "show")["not_counted"] == []
    said = shell.run("stock", "show", "--lang", "en").out
    assert f"A03 {KEYRING}" in said
    assert "; missing 12" in said
    assert "; sold out" in said
    assert [row["sku"] for row in shell.give("stock", "show", "--days", "1")["goods"]] == [SHIRT]
    (cloth,) = shell.give("stock", "cloth")["cloth"]
    assert [cut["metres"] for cut in cloth["cuts"]] == ["2.5"]
    assert (
        "20,5 m = 2,5 m in 1 cuts + 0 m home + 17,75 m left + 0,25 m missing"
        in shell.run("stock", "cloth", "--lang", "en").out
    )


def test_json_is_read_like_a_basket_and_the_same_id_once(shell: Terminal) -> None:
    asked: dict[str, Any] = {
        "id": str(uuid4()),
        "lines": [{"barcode": item(SHIRT).barcode, "qty": 3}],
        "whole": True,
    }
    for is_repeat in (False, True):
        done = shell.give("stock", "count", *RINI, stdin=json.dumps(asked))
        assert (done["id"], done["repeat"], done["whole"]) == (asked["id"], is_repeat, True)
    assert goods(shell)[SHIRT]["missing"] == -3
    other = shell.run("stock", "count", *RINI, stdin=json.dumps(asked | {"whole": False}))
    assert (other.status, asked["id"] in other.err) == (1, True)


def test_a_sheet_is_taken_in_whole_or_not_at_all(shell: Terminal, tmp_path: Path) -> None:
    sheet = tmp_path / "bawaan.csv"
    sheet.write_text(f"Kode barang;Jumlah\n{SHIRT};2\nX-9;1\n{KEYRING};banyak\n{CLOTH};\n{SHIRT};0\n")
    refused = shell.run("stock", "take", "--file", str(sheet), *RINI, "--lang", "en")
    assert refused.status == 1
    assert [line.split(":")[0] for line in refused.err.splitlines()[1:]] == [
        "bawaan.csv, row 3, column Kode barang",
        "bawaan.csv, row 4, column Jumlah",
        "bawaan.csv, row 5, column Jumlah",
        "bawaan.csv, row 6, column Jumlah",
    ]
    assert goods(shell) == {}
    sheet.write_text(f"Kode barang;Berapa;Panjang\n{SHIRT};2;\n{CLOTH};;3,25\n")
    shell.give("stock", "take", "--file", str(sheet), "--column", "qty=Berapa", *RINI)
    shell.give("stock", "take", "--file", str(sheet), *RINI)
    assert (goods(shell)[SHIRT]["left"], goods(shell)[CLOTH]["left"]) == (4, "6.5")
    assert shell.give("stock", "show")["not_counted"] == ["A03"]
    assert "Not counted today: A03" in shell.run("stock", "show", "--lang", "en").out


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        ("take", ""),
        ("take", "X-9"),
        ("take", f"{SHIRT} 1,5"),
        ("take", f"{CLOTH}"),
        ("home", f"{SHIRT} 0"),
        ("take", "{"),
        ("take", '{"lines": "x"}'),
        ("take", '{"lines": [1]}'),
        ("take", '{"lines": [{"sku": "TOM-KM-001-M", "kind": 1}]}'),
        ("take", '{"lines": [{"sku": 7}]}'),
        ("take", '{"lines": [{"sku": "TOM-KM-001-M", "qty": "2"}]}'),
        ("take", '{"lines": [{"sku": "TOM-KM-001-M", "qty": -2}]}'),
        ("take", '{"lines": [{"sku": "TOM-KM-001-M", "metres": "2"}]}'),
        ("take", '{"lines": [{"sku": "TOM-MT-001", "metres": 2}]}'),
        ("take", '{"lines": [{"sku": "TOM-KM-001-M"}], "whole": true}'),
        ("count", '{"lines": [{"sku": "TOM-KM-001-M"}], "whole": 1}'),
        ("take", '{"lines": [{"sku": "TOM-KM-001-M"}], "id": "x"}'),
        ("take", '{"goods": []}'),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_written(shell: Terminal, act: str, typed: str) -> None:
    refused = shell.run("stock", act, *RINI, stdin=typed)
    assert (refused.status, refused.out) == (1, "")
    assert refused.err
    assert goods(shell) == {}


def test_whoever_writes_goods_down_signs_in(shell: Terminal) -> None:
    assert shell.run("stock", "take", *RINI, stdin=SHIRT, pins={}).status == 1
    assert shell.run("stock", "take", "--cashier", "Nobody", stdin=SHIRT).status == 1
    assert goods(shell) == {}


def test_conflicts_of_the_fair_are_shown_with_a_proposal(shell: Terminal, tmp_path: Path) -> None:
    for _ in range(2):
        sell(shell, {"sku": SILK}, price=12_500_000, oversell=True)
    centre = str(tmp_path / "centre.db")
    shell.give("sync", "--central", centre)
    for words in ((), ("--central", centre)):
        (found,) = shell.give("stock", "conflicts", *words)["conflicts"]
        first, second = found["sales"]
        assert (found["sku"], found["sold"], found["proposal"]["stands"]) == (SILK, 2, first["number"])
        assert (first["offer"], second["offer"]) == (None, 12_500_000)
        said = shell.run("stock", "conflicts", *words, "--lang", "en").out
        assert "keeps it: it was sold first" in said
        assert "offer Rp12.500.000 back" in said
    assert goods(shell, "--central", centre)[SILK]["written"] is False
    sell(shell, {"sku": CLOTH, "metres": "1.5"}, price=187_500)
    for act in ("show", "cloth"):
        assert "; nobody wrote down what was there" in shell.run("stock", act, "--lang", "en").out
    shown = shell.run("stock", "show", "--central", centre, "--booth", "B01", "--json").json
    assert shown["goods"] == []
