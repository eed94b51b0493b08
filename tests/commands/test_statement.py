"""`statement`: what it is taken for, and what of it the booths took."""

import json
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.commands.terminal import Terminal
from tests.shop import SHIRT

HEAD = "Kapan;Nominal;MDR;RRN"


def statement(folder: Path, *rows: str) -> str:
    path = folder / "mutasi.csv"
    path.write_text("\n".join((HEAD, *rows)))
    return str(path)


def test_columns_are_chosen_once_and_the_sums_are_told(shell: Terminal, tmp_path: Path) -> None:
    file = statement(tmp_path, "11/12/2026 10:00;150.000;1.050;1", "11/12/2026 11:00;395.000;2.765;2")
    refused = shell.run("statement", "read", file, "--json")
    assert (refused.status, refused.json["sheets"][0]["missing"]) == (1, ["paid_at"])
    assert "paid_at" in refused.err
    shell.give("statement", "read", file, "--column", "paid_at=kapan")
    done = shell.give("statement", "read", file)
    assert (done["ok"], done["gross"], done["fee"], done["net"]) == (True, 545_000, 3_815, 541_185)
    assert done["lines"][0] == {
        "row": 2, "sheet": "", "at": "2026-12-11T10:00:00+07:00", "gross": 150_000, "fee": 1_050,
        "net": 148_950, "reference": "1", "settled": None, "booth": "",
    }  # fmt: skip
    assert "Rp545.000" in shell.run("statement", "read", file).out


def test_faults_are_named_row_by_row(shell: Terminal, tmp_path: Path) -> None:
    file = statement(tmp_path, "11/12/2026 10:00;-150.000;0;1", "kemarin;395.000;0;2")
    refused = shell.run("statement", "read", file, "--column", "paid_at=Kapan", "--json", "--lang", "en")
    assert refused.status == 1
    assert [(f["row"], f["column"]) for f in refused.json["faults"]] == [(2, "Nominal"), (3, "Kapan")]
    assert [line.split(":")[0] for line in refused.err.splitlines()[1:]] == [
        "mutasi.csv, row 2, column Nominal",
        "mutasi.csv, row 3, column Kapan",
    ]


def test_a_day_is_matched_with_the_centre(shell: Terminal, tmp_path: Path) -> None:
    for amount, reference in ((395_000, "7781"), (790_000, "")):
        basket = {
            "lines": [{"sku": SHIRT, "qty": amount // 395_000}],
            "tenders": [{"kind": "qris", "amount": amount, "reference": reference}],
        }
        assert shell.run("sell", "--cashier", "Rini", stdin=json.dumps(basket)).status == 0
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    today = date.isoformat(now.date())
    file = statement(
        tmp_path, f"{now:%d/%m/%Y %H:%M:%S};395.000;2.765;634512907781", f"{now:%d/%m/%Y %H:%M:%S};5.000;35;9"
    )
    centre = str(tmp_path / "centre.db")
    shell.give("sync", "--central", centre)
    asked = ("statement", "match", file, "--central", centre, "--date", today, "--column", "paid_at=Kapan")
    done = shell.give(*asked)
    assert [(m["payment"]["amount"], m["line"]["row"], m["by"]) for m in done["matched"]] == [
        (395_000, 2, "reference")
    ]
    assert [p["amount"] for p in done["missing"]] == [790_000]
    assert [line["gross"] for line in done["strangers"]] == [5_000]
    assert (done["ambiguous"], done["repeated"], done["near"], done["from"]) == ([], [], [], today)
    said = shell.run(*asked, "--lang", "en").out
    for words in ("1 matched, Rp395.000", "not in the statement: A03-", "of no payment here: row 3"):
        assert words in said


def test_what_cannot_be_matched_is_refused_or_told_to_be_tried_later(shell: Terminal, tmp_path: Path) -> None:
    file = statement(tmp_path, "11/12/2026 10:00;150.000;0;1")
    words = ("statement", "match", file, "--column", "paid_at=Kapan")
    assert shell.run(*words).status == 1
    assert shell.run(*words, "--central", str(tmp_path / "none.db")).status in {1, 3}
    assert shell.run(*words, "--central", str(tmp_path / "none.db"), "--minutes", "-1").status == 1
    assert shell.run("statement", "match", str(tmp_path / "none.csv"), "--central", "x").status in {1, 3}
