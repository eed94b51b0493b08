"""Putting one sale in another's place on the command line, and its JSON."""

import json
from pathlib import Path
from uuid import uuid4

import pytest

from tests.commands.terminal import Terminal
from tests.shop import KEYRING, SHIRT, TUNIC

SARI = ("--approver", "Sari")

RINI = ("--cashier", "Rini")
LARGE = SHIRT.replace("-M", "-L")


def sell(shell: Terminal, sku: str = SHIRT, amount: int = 395_000) -> str:
    """Sell one piece for cash; return the number."""
    basket = {"lines": [{"sku": sku}], "tenders": [{"kind": "cash", "amount": amount}]}
    return str(shell.give("sell", *RINI, stdin=json.dumps(basket))["number"])


def test_a_sale_is_put_right(shell: Terminal) -> None:
    old = sell(shell)
    basket = {"id": str(uuid4()), "lines": [{"sku": TUNIC}], "tenders": [{"kind": "cash", "amount": 395_000}]}
    words = ("correct", "--sale", old, "--reason", "salah barang", *RINI)
    done = shell.give(*words, stdin=json.dumps(basket))
    assert done.keys() == {"given_back", "sale", "back", "handed"}
    void, new = done["given_back"], done["sale"]
    assert (void["reverses"], void["followed_by"], new["follows"]) == (old, new["number"], old)
    assert (new["total"], done["back"]) == (325_000, 70_000)
    assert done["handed"] == [{"kind": "cash", "amount": 70_000}]
    assert shell.give(*words, stdin=json.dumps(basket)) == done
    listed = shell.give("sales")["sales"]
    assert [(s["kind"], s["follows"], s["followed_by"]) for s in listed] == [
        ("sale", None, None),
        ("void", None, new["number"]),
        ("sale", old, None),
    ]
    assert shell.give("verify")["ok"]


def test_what_is_said_to_go_back_is_what_the_books_say(shell: Terminal) -> None:
    paid = {"lines": [{"sku": SHIRT}], "tenders": [{"kind": "qris", "amount": 395_000}]}
    old = str(shell.give("sell", *RINI, stdin=json.dumps(paid))["number"])
    cheaper = {"lines": [{"sku": KEYRING}], "tenders": [{"kind": "cash", "amount": 10_000}]}
    words = ("correct", "--sale", old, "--reason", "salah", *RINI)
    said = shell.run(*words, stdin=json.dumps(cheaper))
    assert "Rp385.000" not in said.out
    assert "Rp395.000 belum dicek" in said.err
    till = shell.give("till", "x", *RINI)
    assert (till["by_tender"]["cash"], till["by_tender"]["qris"]) == (10_000, 0)


@pytest.mark.parametrize(
    ("kind", "text"), [("qris", "Rp50.000 belum dicek: dihapus"), ("transfer", "Transfer Rp50.000")]
)
def test_what_nobody_saw_is_taken_off_where_its_amount_is_put_right(
    shell: Terminal, kind: str, text: str
) -> None:
    for seen, back, handed in ((False, 0, []), (True, 50_000, [{"kind": "cash", "amount": 50_000}])):
        paid = {"lines": [{"sku": KEYRING, "qty": 50}], "tenders": [{"kind": kind, "amount": 500_000}]}
        old = str(shell.give("sell", *RINI, stdin=json.dumps(paid))["number"])
        if seen:
            shell.give("qris", "mark", old, *RINI)
        less = {"lines": [{"sku": KEYRING, "qty": 45}], "tenders": [{"kind": kind, "amount": 450_000}]}
        words = ("correct", "--sale", old, "--reason", "salah ketik", *RINI)
        ran = shell.run(*words, "--json", stdin=json.dumps(less))
        done = json.loads(ran.out)
        warned = [w["code"] for w in done["given_back"]["warnings"]]
        assert warned == ([] if seen else [f"{kind}_taken_off"])
        assert (ran.status, text in ran.err) == (0, not seen)
        assert (done["back"], done["handed"]) == (back, handed)
        assert done["sale"]["tenders"] == [{"kind": kind, "amount": 450_000}]
    assert shell.give("till", "x", *RINI)["by_tender"]["cash"] == -50_000
    assert shell.give("verify")["ok"]


def test_a_sale_is_put_right_under_the_promotions_it_was_sold_under(shell: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "promo.csv"
    file.write_text(f"name,deal,value,sku\nSeparuh,percent,50,{TUNIC}\n")
    shell.give("promotion", "add", str(file), *SARI)
    old = sell(shell, TUNIC, 162_500)
    shell.give("promotion", "off", "Separuh", *SARI)
    two = {"lines": [{"sku": TUNIC, "qty": 2}], "tenders": [{"kind": "cash", "amount": 325_000}]}
    words = ("correct", "--sale", old, "--reason", "dua", *RINI)
    done = shell.give(*words, stdin=json.dumps(two))
    assert done["sale"]["total"] == 325_000
    plain = sell(shell)
    shell.give("promotion", "on", "Separuh", *SARI)
    full = {"lines": [{"sku": TUNIC}], "tenders": [{"kind": "cash", "amount": 395_000}]}
    words = ("correct", "--sale", plain, "--reason", "salah", *RINI)
    assert shell.give(*words, stdin=json.dumps(full))["sale"]["total"] == 325_000


def test_a_size_is_exchanged(shell: Terminal) -> None:
    old = sell(shell)
    words = ("exchange", "--sale", old, "--line", "1", "--to", LARGE, "--id", str(uuid4()), *RINI)
    done = shell.give(*words)
    assert (done["back"], done["sale"]["total"]) == (0, 395_000)
    assert [line["sku"] for line in done["sale"]["lines"]] == [LARGE]
    assert done["sale"]["tenders"] == [{"kind": "exchange", "amount": 395_000}]
    assert shell.give(*words) == done
    assert shell.give("till", "x", *RINI)["by_tender"]["exchange"] == 0
    assert shell.give("verify")["ok"]


def test_a_dearer_size_under_its_lowest_price_names_who_agreed(shell: Terminal) -> None:
    paid = {"lines": [{"sku": SHIRT, "price": 365_000}], "tenders": [{"kind": "cash", "amount": 365_000}]}
    old = str(shell.give("sell", *RINI, stdin=json.dumps(paid))["number"])
    words = ("exchange", "--sale", old, "--line", "1", "--to", SHIRT.replace("-M", "-XL"), *RINI)
    assert shell.run(*words).status == 1
    by_two = (*words, "--approver", "Sari", "--id", str(uuid4()))
    done = shell.give(*by_two)
    assert [one["code"] for one in done["given_back"]["agreed"]] == ["below_floor"]
    assert shell.give(*by_two) == done
    assert [s["approver"] for s in shell.give("sales")["sales"]] == [None, "Sari", "Sari"]


def test_what_cannot_be_is_refused(shell: Terminal) -> None:
    old = sell(shell)
    exchange = ("exchange", "--sale", old, "--line")
    assert shell.run(*exchange, "1", "--to", KEYRING, *RINI).status == 1
    assert shell.run(*exchange, "2", "--to", LARGE, *RINI).status == 1
    assert shell.run(*exchange, "1", "--to", LARGE, "--pieces", "2", *RINI).status == 1
    assert shell.run(*exchange, "1", "--to", LARGE, "--id", "7", *RINI).status == 1
    slip = {"number": "1", "day": "2026-12-11", "reason": "x"}
    basket = {"lines": [{"sku": SHIRT}], "tenders": [{"kind": "cash", "amount": 395_000}], "slip": slip}
    words = ("correct", "--sale", old, "--reason", "x", *RINI)
    assert shell.run(*words, stdin=json.dumps(basket)).status == 1
    assert shell.run(*words, stdin='{"lines": [{"sku": "TOM-KM-001-M"}], "tenders": []}').status == 1
    assert [s["kind"] for s in shell.give("sales")["sales"]] == ["sale"]


def test_nobody_pays_with_an_exchange(shell: Terminal) -> None:
    basket = {"lines": [{"sku": SHIRT}], "tenders": [{"kind": "exchange", "amount": 395_000}]}
    assert shell.run("sell", *RINI, stdin=json.dumps(basket)).status == 1


@pytest.mark.parametrize(("language", "said"), [("id", "Ditukar dari"), ("en", "Exchanged for goods of")])
def test_an_exchange_is_no_void_and_gives_no_money(shell: Terminal, language: str, said: str) -> None:
    number = sell(shell)
    words = ("exchange", "--sale", number, "--line", "1", "--to", LARGE, *RINI)
    out = shell.run("--lang", language, *words).out
    assert said in out
    assert "dibatalkan" not in out
    done = shell.give(*words[:2], sell(shell), *words[3:])
    assert (done["given_back"]["given"], done["back"], done["handed"]) == (0, 0, [])


@pytest.mark.parametrize("act", [("void",), ("refund", "--lines", "1")])
def test_what_is_taken_off_is_said_in_the_language_that_is_asked_for(
    shell: Terminal, act: tuple[str, ...]
) -> None:
    paid = {"lines": [{"sku": SHIRT}], "tenders": [{"kind": "qris", "amount": 395_000}]}
    number = str(shell.give("sell", *RINI, stdin=json.dumps(paid))["number"])
    told = shell.run("--lang", "en", *act, "--sale", number, "--reason", "salah", *RINI)
    assert "Nobody saw the QRIS payment of Rp395.000" in told.err
