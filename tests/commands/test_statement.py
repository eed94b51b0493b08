"""`statement`: what it is taken for, and what of it the booths took."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from batikpos.domain.fair import DESK, Booth, Role
from batikpos.services.people import enrol
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.setup import Plan, set_up
from batikpos.settings import Settings
from tests.commands.terminal import Terminal
from tests.shop import SHIRT, catalogue

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


@pytest.fixture
def at_the_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Give a shell at the organizer's desk."""
    desk = Terminal(tmp_path / "desk", monkeypatch)
    plan = Plan(SAMPLE_FAIR, Booth(DESK), catalogue(), (enrol("Wati", Role.SUPERVISOR, "1234"),), Settings())
    set_up(desk.home, plan, now=datetime(2026, 10, 1, tzinfo=UTC))
    return desk


def test_the_desk_takes_one_in_once_and_checks_it_at_any_time(
    shell: Terminal, at_the_desk: Terminal, tmp_path: Path
) -> None:
    basket = {"lines": [{"sku": SHIRT}], "tenders": [{"kind": "qris", "amount": 395_000}]}
    assert shell.run("sell", "--cashier", "Rini", stdin=json.dumps(basket)).status == 0
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    today = date.isoformat(now.date())
    at = f"{now:%d/%m/%Y %H:%M:%S}"
    file = statement(tmp_path, f"{at};395.000;2.765;634512907781", f"{at};5.000;35;9")
    centre = str(tmp_path / "centre.db")
    shell.give("sync", "--central", centre)
    days = ("--from", today, "--to", today)
    asked = ("statement", "take", file, "--central", centre, "--cashier", "Wati", *days)
    assert at_the_desk.run(*asked).status == 1  # nobody said which column the time is in
    taken = at_the_desk.give(*asked, "--column", "paid_at=Kapan")
    assert (taken["lines"], taken["gross"], taken["sent"], taken["by"]) == (2, 400_000, True, "Wati")
    assert taken["columns"][""]["paid_at"] == "Kapan"
    again = at_the_desk.run(*asked, "--lang", "en")
    assert (again.status, "was taken in already, by Wati" in again.err) == (1, True)
    checked = at_the_desk.give("statement", "check", "--central", centre, "--date", today)
    assert [m["line"]["row"] for m in checked["matched"]] == [2]
    assert [line["gross"] for line in checked["strangers"]] == [5_000]
    assert checked["settled"] == [{"date": None, "count": 1, "gross": 395_000, "fee": 2_765, "net": 392_235}]
    said = at_the_desk.run("statement", "check", "--central", centre, "--lang", "en").out
    assert "1 matched, Rp395.000" in said
    assert "paid out on -: 1 payments, Rp395.000, fees Rp2.765, net Rp392.235" in said
    (listed,) = at_the_desk.give("statement", "list", "--central", centre)["statements"]
    assert listed["sha256"] == taken["sha256"]
    drop = ("statement", "drop", "mutasi.csv", "--reason", "salah", "--cashier", "Wati", "--central", centre)
    assert at_the_desk.give(*drop)["sent"] is True
    assert at_the_desk.give("statement", "list", "--central", centre) == {"statements": []}


def test_what_is_taken_in_while_the_centre_is_away_is_kept_and_sent_later(
    shell: Terminal, at_the_desk: Terminal, tmp_path: Path
) -> None:
    file = statement(tmp_path, "11/12/2026 10:00;150.000;0;1")
    away = f"sqlite:///{tmp_path}/nowhere/centre.db"
    words = ("statement", "take", file, "--column", "paid_at=Kapan", "--cashier", "Wati", "--central")
    done = at_the_desk.run(*words, away, "--lang", "en", "--json")
    assert (done.status, done.json["sent"]) == (3, False)
    assert "send it with “batikpos sync”" in done.err
    assert "say with --booth whose statement it is" in done.err, "each booth of the fair has its own code"
    other = statement(tmp_path, "11/12/2026 10:00;7.000;0;1")
    told = at_the_desk.run("statement", "take", other, *words[3:], away, "--booth", "A03", "--lang", "en")
    assert (told.status, "whose statement" in told.err) == (3, False)
    statement(tmp_path, "11/12/2026 10:00;150.000;0;1")
    centre = str(tmp_path / "centre.db")
    at_the_desk.give("sync", "--central", centre)
    listed, of_one = at_the_desk.give("statement", "list", "--central", centre)["statements"]
    assert (listed["lines"], listed["booths"], of_one["booths"]) == (1, [], ["A03"])
    at_booth = shell.run(*[word if word != "Wati" else "Rini" for word in words], centre, "--lang", "en")
    assert (at_booth.status, "not the organizer's desk" in at_booth.err) == (1, True)
