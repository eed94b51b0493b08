"""Orders by command: taken, listed, picked up, cancelled, each with its paper and its JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.terminal import Answered, Terminal
from tests.escpos_reader import read_escpos

RINI = ("--cashier", "Rini")
ORDER = ("order", "take", "--customer", "Bu Tejo", "--phone", "0812 3456 7890", "--due", "2099-12-31", *RINI)
BASKET = {
    "lines": [{"sku": "TOM-KM-001-M", "qty": 2, "price": 370_000}],
    "tenders": [{"kind": "cash", "amount": 240_000}],
}


def take(shell: Terminal, **also: Any) -> Any:
    """Take an order of 740.000, 240.000 paid down."""
    return shell.give(*ORDER, stdin=json.dumps(BASKET | also))


def tenders(amount: int, kind: str = "cash") -> str:
    """Write what is paid at pick-up."""
    return json.dumps({"tenders": [{"kind": kind, "amount": amount}]})


def test_what_was_paid_down_by_qris_is_looked_up_like_a_sale(shell: Terminal) -> None:
    number = take(shell, tenders=[{"kind": "qris", "amount": 240_000}])["number"]
    (waiting,) = shell.give("qris", "pending")["pending"]
    assert (waiting["number"], waiting["amount"], waiting["is_deposit"]) == (number, 240_000, True)
    assert shell.give("qris", "mark", number, *RINI) == {"number": number, "checked": [1]}
    assert shell.give("qris", "pending")["total"] == 0


def test_what_was_paid_down_is_in_the_figures_of_its_day_apart_from_the_sales(
    shell: Terminal, tmp_path: Path
) -> None:
    centre = f"sqlite:///{tmp_path / 'centre.db'}"
    day = shell.give("till", "x", *RINI)["business_day"]
    asked = (("reconcile",), ("report", "day"))
    shell.give("sync", "--central", centre)
    assert "down_payments" not in shell.give("till", "x", *RINI)
    for words in asked:
        assert "down_payments" not in shell.give(*words, "--central", centre, "--date", day)
    paid = [{"kind": "cash", "amount": 40_000}, {"kind": "qris", "amount": 200_000}]
    take(shell, tenders=paid)
    number = take(shell)["number"]
    shell.give("order", "cancel", "--order", number, "--reason", "batal", *RINI)
    shell.give("sync", "--central", centre)
    told = shell.give("till", "x", *RINI)
    assert (told["down_payments"], told["total"]) == ({"cash": 40_000, "qris": 200_000}, 0)
    assert "QRIS · Down payment: Rp200.000" in shell.run("till", "x", *RINI, "--lang", "en").out
    found = shell.give("reconcile", "--central", centre, "--date", day)
    assert [row.get("down_payments") for row in found["booths"] if row["booth"] == "A03"] == [
        {"cash": 40_000, "qris": 200_000}
    ]
    report = shell.give("report", "day", "--central", centre, "--date", day)
    assert report["total"] == 0
    assert report["down_payments"] == [
        {"tender": "cash", "orders": 2, "total": 40_000},
        {"tender": "qris", "orders": 1, "total": 200_000},
    ]
    for form in ("csv", "xlsx", "pdf"):
        out = tmp_path / f"day.{form}"
        shell.give("report", "day", "--central", centre, "--date", day, "--format", form, "--out", str(out))
        assert out.stat().st_size
    assert "down_payments,qris,QRIS,1,200000" in (tmp_path / "day.csv").read_text(encoding="utf-8-sig")


def test_an_order_is_taken_listed_and_picked_up(shell: Terminal, tmp_path: Path) -> None:
    paper = tmp_path / "paper.bin"
    shell.give("settings", "printer", f"file:{paper}")
    taken = take(shell)
    assert {k: taken[k] for k in ("total", "deposit", "rest", "customer", "phone", "due", "state")} == {
        "total": 740_000,
        "deposit": 240_000,
        "rest": 500_000,
        "customer": "Bu Tejo",
        "phone": "6281234567890",
        "due": "2099-12-31",
        "state": "open",
    }
    read = read_escpos(paper.read_bytes(), 32)
    assert read.problems == []
    for word in ("PESANAN", taken["number"], "31/12/2099", "Rp500.000", "Bu Tejo"):
        assert word in read.text
    before = shell.give("till", "x")
    assert (before["sales"], before["paid_in"]) == (0, 240_000)
    sold = shell.give("order", "pick-up", "--order", taken["number"], *RINI, stdin=tenders(500_000))
    assert sold["total"] == 740_000
    assert sold["tenders"][0] == {"kind": "deposit", "amount": 240_000, "reference": taken["number"]}
    after = shell.give("till", "x")
    assert after["by_tender"] == {"cash": 500_000, "qris": 0, "card": 0, "transfer": 0, "deposit": 240_000}
    (listed,) = shell.give("order", "list")["orders"]
    assert listed["state"] == "picked_up"
    assert "sudah diambil" in shell.run("order", "list").out
    assert shell.give("verify")["ok"]
    back = shell.give("void", "--sale", sold["number"], "--reason", "salah", *RINI)
    assert (back["total"], back["given"]) == (-740_000, 500_000), "the down payment stays with the order"


def test_a_copy_of_an_orders_paper_says_that_it_is_one(shell: Terminal, tmp_path: Path) -> None:
    taken = take(shell)
    out = tmp_path / "order.txt"
    shell.give("print", "nota", "--sale", taken["number"], "--out", str(out))
    assert "PESANAN" in out.read_text(encoding="utf-8")
    shell.give("settings", "printer", f"file:{tmp_path / 'paper.bin'}")
    shell.give("print", "nota", "--sale", taken["number"])
    assert "SALINAN ke-1" in read_escpos((tmp_path / "paper.bin").read_bytes(), 32).text


def test_a_cancelled_order_gives_its_money_back(shell: Terminal) -> None:
    number = take(shell)["number"]
    given = shell.give("order", "cancel", "--order", number, "--reason", "Tidak jadi", *RINI)
    assert given == {"order": number, "given_back": 240_000, "taken_off": 0, "tender": "cash"}
    refused = shell.run("order", "pick-up", "--order", number, *RINI, stdin=tenders(500_000))
    assert (refused.status, "dibatalkan" in refused.err) == (1, True)


def test_no_basket_can_pay_with_a_deposit(shell: Terminal) -> None:
    basket = {"lines": [{"sku": "TOM-KM-001-M"}], "tenders": [{"kind": "deposit", "amount": 395_000}]}
    refused = shell.run("sell", *RINI, stdin=json.dumps(basket))
    assert refused.status == 1
    number = take(shell)["number"]
    for paid in (tenders(500_000, "deposit"), "{}", "nonsense", '{"tenders": 5}', '{"tenders": [], "x": 1}'):
        assert shell.run("order", "pick-up", "--order", number, *RINI, stdin=paid).status == 1
    assert shell.give("order", "list")["orders"][0]["state"] == "open"


@pytest.mark.parametrize("due", ["2020-01-01", "besok", "31/12/2099"])
def test_a_day_that_will_not_do_is_refused(shell: Terminal, due: str) -> None:
    words = [due if word == "2099-12-31" else word for word in ORDER]
    refused: Answered = shell.run(*words, stdin=json.dumps(BASKET))
    assert refused.status == 1
    assert refused.err.count("\n") <= 2


def test_what_is_taken_off_of_a_cancelled_order_is_not_called_given_back(shell: Terminal) -> None:
    number = take(shell, tenders=[{"kind": "qris", "amount": 240_000}])["number"]
    given = shell.give("order", "cancel", "--order", number, "--reason", "Tidak jadi", *RINI)
    assert given == {"order": number, "given_back": 0, "taken_off": 240_000, "tender": "qris"}


def test_goods_whose_down_payment_nobody_saw_are_handed_over_with_a_warning(shell: Terminal) -> None:
    number = take(shell, tenders=[{"kind": "qris", "amount": 240_000}])["number"]
    told = shell.give("order", "pick-up", "--order", number, *RINI, stdin=tenders(500_000))
    assert [warned["code"] for warned in told["warnings"]] == ["paid_down_unseen"]
