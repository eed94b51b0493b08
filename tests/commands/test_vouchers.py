"""Vouchers of the fair by command: paid with, refused where they would give change, named in accounts."""

import json
from pathlib import Path
from typing import Any

import pypdfium2

from tests.commands.terminal import Terminal
from tests.commands.test_sell import a_basket, refused, sell
from tests.shop import SHIRT

PRICE = 395_000
MONEY = ["cash", "qris", "card", "transfer"]


def voucher(amount: int, **also: Any) -> dict[str, Any]:
    """Write a voucher."""
    return {"kind": "voucher", "amount": amount, "reference": "V-0042"} | also


def test_a_voucher_pays_and_cash_gives_the_change(shell: Terminal) -> None:
    (sold,) = sell(
        shell, a_basket(cash=None, tenders=[voucher(100_000), {"kind": "cash", "amount": 300_000}])
    )
    assert (sold["total"], sold["change"]) == (PRICE, 5_000)
    assert sold["tenders"][0] == voucher(100_000)
    nota = shell.run("print", "nota", "--sale", sold["number"], "--as", "text", "--out", "-").out
    assert "Voucher" in nota
    assert "ref. V-0042" in nota


def test_a_voucher_for_more_than_is_due_is_refused_in_its_own_words(shell: Terminal) -> None:
    told = refused(shell, a_basket(cash=None, tenders=[voucher(400_000)]), "voucher_too_large")
    assert "Rp5.000" in told["refused"]
    assert "gives no change" in told["refused"]


def test_a_day_without_vouchers_does_not_name_them(shell: Terminal) -> None:
    sell(shell, a_basket())
    assert list(shell.give("till", "x", "--cashier", "Rini")["by_tender"]) == MONEY


def test_every_account_of_the_day_names_what_vouchers_brought(shell: Terminal, tmp_path: Path) -> None:
    (_, voided) = sell(
        shell,
        a_basket(cash=None, tenders=[voucher(PRICE)]),
        a_basket(cash=None, tenders=[voucher(100_000), {"kind": "qris", "amount": 295_000}]),
    )
    (kept, gone) = ({"cash": 0, "qris": 0, "card": 0, "transfer": 0, "voucher": PRICE}, voided["number"])
    reversal = shell.give(
        "void", "--sale", gone, "--reason", "salah", "--cashier", "Rini", "--approver", "Sari"
    )
    assert {"kind": "voucher", "amount": -100_000, "reference": "V-0042"} in reversal["tenders"]
    looked = shell.give("till", "x", "--cashier", "Rini")
    assert looked["by_tender"] == kept
    closed = shell.give("till", "close", "--count", "100000x5", "--cashier", "Rini")
    assert (closed["by_tender"], closed["difference"]) == (kept, 0)

    central = f"sqlite:///{tmp_path / 'central.db'}"
    shell.give("sync", "--central", central)
    assert shell.give("verify", "--central", central)["ok"]
    (row,) = [
        booth
        for booth in shell.give("reconcile", "--central", central, "--date", closed["business_day"])["booths"]
        if booth["booth"] == "A03"
    ]
    assert (row["state"], row["by_tender"]) == ("proven", kept)
    out = {form: tmp_path / f"day.{form}" for form in ("json", "csv", "xlsx", "pdf")}
    for form, path in out.items():
        words = ("report", "day", "--central", central, "--date", closed["business_day"])
        assert shell.run(*words, "--format", form, "--out", str(path), "--lang", "en").status == 0
    tenders = {
        t["tender"]: t["total"] for t in json.loads(out["json"].read_text(encoding="utf-8"))["by_tender"]
    }
    assert tenders == kept
    assert "by_tender,voucher,Voucher,1,395000" in out["csv"].read_text(encoding="utf-8-sig")
    page = pypdfium2.PdfDocument(out["pdf"])[0].get_textpage().get_text_range()
    assert page.count("Voucher") == 2  # a column of the booths, a row of the payments


def test_a_voucher_is_no_down_payment(shell: Terminal) -> None:
    answered = shell.run(
        *(
            "order",
            "take",
            "--customer",
            "Bu Tini",
            "--due",
            "2099-01-01",
            "--cashier",
            "Rini",
            "--lang",
            "en",
        ),
        stdin=json.dumps({"lines": [{"sku": SHIRT}], "tenders": [voucher(100_000)]}),
    )
    assert answered.status == 1
    assert "voucher is not taken for a down payment" in answered.err
