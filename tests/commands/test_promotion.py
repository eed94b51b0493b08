"""Promotions on the command line: taken in, listed, switched, sold under, taken off."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.commands.terminal import Terminal
from tests.shop import KEYRING, SHIRT

SARI = ("--approver", "Sari")

TODAY = datetime.now(ZoneInfo("Asia/Jakarta")).date()
HEAD = "name,deal,value,pieces,sku,from,until\n"


def written(folder: Path, *rows: str) -> str:
    """Write a list."""
    file = folder / "promo.csv"
    file.write_text(HEAD + "\n".join(rows), encoding="utf-8")
    return str(file)


def sell(shell: Terminal, *lines: dict[str, Any], cash: int, **also: Any) -> dict[str, Any]:
    """Sell one basket."""
    basket = {"lines": lines, "tenders": [{"kind": "cash", "amount": cash}]} | also
    result: dict[str, Any] = shell.give("sell", "--cashier", "Rini", stdin=json.dumps(basket))
    return result


def test_a_promotion_that_is_taken_in_holds_for_the_next_sale_and_says_so(
    shell: Terminal, tmp_path: Path
) -> None:
    file = written(
        tmp_path, f"Great Sale,percent,20,,{SHIRT},,", f"3 untuk 25.000,bundle,25000,3,{KEYRING},,"
    )
    given = shell.give("promotion", "add", file, *SARI)["promotions"]
    assert [(p["name"], p["deal"], p["value"], p["pieces"], p["holds_now"]) for p in given] == [
        ("Great Sale", "percent", 2_000, 1, True), ("3 untuk 25.000", "bundle", 25_000, 3, True),
    ]  # fmt: skip
    done = sell(shell, {"sku": SHIRT}, {"sku": KEYRING, "qty": 4}, cash=351_000)
    assert done["total"] == 316_000 + 35_000
    shirt, keyring = done["lines"]
    assert (shirt["promotion"], shirt["promoted"], shirt["discount"]) == ("Great Sale", 79_000, 79_000)
    assert (keyring["promotion"], keyring["promoted"]) == ("3 untuk 25.000", 5_000)
    assert shell.give("sales")["sales"][0]["lines"] == done["lines"]


def test_a_line_without_a_promotion_has_no_such_key(shell: Terminal, tmp_path: Path) -> None:
    shell.give("promotion", "add", written(tmp_path, f"Great Sale,percent,20,,{SHIRT},,"), *SARI)
    done = sell(shell, {"sku": SHIRT, "price": 390_000}, {"sku": KEYRING}, cash=400_000)
    assert all("promotion" not in line and "promoted" not in line for line in done["lines"])
    assert done["total"] == 400_000


def test_the_same_basket_is_the_same_sale_after_the_promotion_is_over(
    shell: Terminal, tmp_path: Path
) -> None:
    shell.give("promotion", "add", written(tmp_path, "Great Sale,percent,20,,,,"), *SARI)
    asked: dict[str, Any] = {"cash": 395_000, "id": "11111111-2222-4333-8444-555555555555"}
    first = sell(shell, {"sku": SHIRT}, **asked)
    shell.give("promotion", "remove", "Great Sale", *SARI)
    assert sell(shell, {"sku": SHIRT}, **asked) == first


def test_one_holds_on_its_days_and_while_it_is_on(shell: Terminal, tmp_path: Path) -> None:
    tomorrow = TODAY + timedelta(days=1)
    file = written(
        tmp_path, f"Besok,percent,20,,,{tomorrow},{tomorrow}", f"Kini,percent,10,,,{TODAY},{TODAY}"
    )
    shell.give("promotion", "add", file, *SARI)
    assert sell(shell, {"sku": SHIRT}, cash=355_500)["lines"][0]["promotion"] == "Kini"
    shell.give("promotion", "off", "kini", *SARI)
    assert "promotion" not in sell(shell, {"sku": SHIRT}, cash=395_000)["lines"][0]
    on = shell.give("promotion", "on", "Kini", *SARI)["promotions"]
    assert [p["holds_now"] for p in on] == [False, True]
    said = shell.run("promotion", "list", "--lang", "en").out
    assert f"Kini: 10% off, only {TODAY:%d/%m/%Y}, now" in said


def test_faults_are_named_row_by_row_and_nothing_is_taken_in(shell: Terminal, tmp_path: Path) -> None:
    file = written(tmp_path, "A,percent,200,,,,", "B,percent,10,,XXX,,")
    answered = shell.run("promotion", "add", file, *SARI, "--lang", "en")
    assert answered.status == 1
    assert "row 2, column value" in answered.err
    assert "row 3, column sku" in answered.err
    assert shell.give("promotion", "list")["promotions"] == []


def test_one_that_is_not_there_is_refused(shell: Terminal) -> None:
    assert shell.run("promotion", "remove", "Obral", *SARI).status == 1
    assert "Belum ada promo" in shell.run("promotion", "list", "--lang", "id").out


def test_without_a_supervisors_pin_no_promotion_changes(shell: Terminal, tmp_path: Path) -> None:
    file = written(tmp_path, "Great Sale,percent,20,,,,")
    answered = shell.run("promotion", "add", file, "--lang", "en")
    assert answered.status == 1
    assert "Changing the promotions needs a second person" in answered.err
    assert shell.run("promotion", "add", file, "--approver", "Rini").status == 1
    assert shell.give("promotion", "list")["promotions"] == []


def test_without_a_supervisors_pin_no_rule_changes(shell: Terminal) -> None:
    answered = shell.run("settings", "discount_limit", "20", "--lang", "en")
    assert answered.status == 1
    assert "Changing the rules needs a second person" in answered.err
    assert shell.give("settings", "discount_limit") == {"discount_limit": 100}
    assert shell.give("settings", "discount_limit", "20", *SARI) == {"discount_limit": 20}
    assert shell.run("settings", "discount_limit", "200", *SARI).status == 1
    assert shell.give("settings", "paper", "80") == {"paper": 80}  # no rule of the fair's


def test_what_a_supervisor_agreed_to_is_said_with_the_change(shell: Terminal, tmp_path: Path) -> None:
    file = written(tmp_path, "Great Sale,percent,20,,,,")
    agreed = shell.give("promotion", "add", file, *SARI)["agreed"]
    said = "Mengubah promo: Baru: “Great Sale”, potongan 20% · semua barang · setiap hari"
    assert agreed == [{"code": "needs_approver", "text": said}]
    said = shell.run("settings", "discount_limit", "20", *SARI, "--lang", "en").out
    assert "Sari agreed: Changing the rules: Discount by one alone: anything → up to 20 %" in said
    assert "agreed" not in shell.give("promotion", "list")
