"""`qris check` and `qris amount`: what scripts read, without any home."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.terminal import Terminal
from tests.domain.codes import STATIC, VECTORS, Made, element

DYNAMIC = VECTORS[1]["payload"]
BAD = next(v["payload"] for v in VECTORS if v["id"] == "syn-bad-crc")


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Give a shell without a booth."""
    return Terminal(tmp_path / "nothing", monkeypatch)


def test_a_code_is_read_without_a_booth(nowhere: Terminal) -> None:
    assert nowhere.give("qris", "check", STATIC) == {
        "ok": True,
        "kind": "static",
        "merchant": "BATIK CONTOH MASARAN",
        "city": "SRAGEN",
        "nmid": "ID1099000000017",
        "criteria": "UMI",
        "amount": None,
        "payload": STATIC,
        "faults": [],
        "warnings": [],
    }
    assert not nowhere.home.exists()


def test_a_refused_code_answers_1_with_its_faults(nowhere: Terminal) -> None:
    answered = nowhere.run("qris", "check", BAD, "--json", "--lang", "en")
    assert answered.status == 1
    assert answered.json["ok"] is False
    assert [fault["code"] for fault in answered.json["faults"]] == ["bad_crc"]
    assert answered.err == answered.json["faults"][0]["text"] + "\n"


def test_what_is_odd_is_warned_of_and_not_refused(nowhere: Terminal) -> None:
    told = nowhere.give("qris", "check", Made(nmid="", postcode="").payload)
    assert told["ok"]
    assert told["nmid"] is None
    assert [warning["code"] for warning in told["warnings"]] == ["no_nmid", "no_postcode"]


def test_an_amount_is_put_in(nowhere: Terminal) -> None:
    told = nowhere.give("qris", "amount", STATIC, "1000")
    assert (told["ok"], told["kind"], told["amount"], told["payload"]) == (True, "dynamic", 1000, DYNAMIC)


@pytest.mark.parametrize(
    ("payload", "amount", "code"),
    [
        (DYNAMIC, "1000", "one_time_code"),
        (Made(more=element("55", "01")).payload, "1000", "tip_inside"),
        (STATIC, "0", "bad_amount"),
        (STATIC, "10000001", "bad_amount"),
        (BAD, "1000", "bad_crc"),
        (STATIC[:-20], "1000", "bad_tlv"),
    ],
)
def test_no_code_with_an_amount_is_made_of_what_must_not_have_one(
    nowhere: Terminal, tmp_path: Path, payload: str, amount: str, code: str
) -> None:
    picture = tmp_path / "code.png"
    answered = nowhere.run("qris", "amount", payload, amount, "--out", str(picture), "--json")
    assert answered.status == 1
    assert answered.json["faults"][0]["code"] == code
    assert answered.json["payload"] is None
    assert not picture.exists()


@pytest.mark.skipif(
    sys.platform == "win32" and shutil.which("zbarimg") is None, reason="zbarimg is rarely had on Windows"
)
def test_the_picture_says_the_code_to_a_reader(nowhere: Terminal, tmp_path: Path) -> None:
    for n, payload in enumerate(
        (STATIC, Made(merchant="Bátik Çanting").payload, Made(merchant="batik").payload)
    ):
        picture = tmp_path / f"{n}.png"
        told = nowhere.give("qris", "amount", payload, "185000", "--out", str(picture))
        read = subprocess.run(
            ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(picture)],
            capture_output=True,
            check=True,
        )
        assert read.stdout.decode().strip() == told["payload"]


def test_people_are_told_in_their_language(nowhere: Terminal) -> None:
    answered = nowhere.run("qris", "amount", STATIC, "185rb", "--lang", "id")
    assert answered.status == 0
    assert "BATIK CONTOH MASARAN" in answered.out
    assert "Rp185.000" in answered.out
    assert answered.out.splitlines()[-1] == VECTORS[2]["payload"]


def test_bytes_that_are_no_letters_are_refused_and_stop_nothing(nowhere: Terminal) -> None:
    answered = nowhere.run("qris", "check", STATIC.replace("BATIK", "BATI\udcff"), "--json")
    assert answered.status == 1
    assert answered.json["faults"][0]["code"] == "bad_crc"


def test_a_picture_goes_to_no_json_document(nowhere: Terminal) -> None:
    assert nowhere.run("qris", "amount", STATIC, "1000", "--out", "-", "--json").status == 1


SUPERVISED = ("--approver", "Sari")


def test_the_stands_code_is_a_setting_that_is_checked(closed_shell: Terminal) -> None:
    assert closed_shell.run("settings", "qris", STATIC).status == 1  # nobody says alone whom buyers pay
    assert closed_shell.give("settings", "qris") == {"qris": ""}
    assert closed_shell.give("settings", "qris", f" {STATIC} ", *SUPERVISED) == {"qris": STATIC}
    for bad, said in ((BAD, "check digits"), (DYNAMIC, "one payment"), ("TOKO", "not a QRIS code")):
        answered = closed_shell.run("settings", "qris", bad, "--lang", "en")
        assert answered.status == 1
        assert said in answered.err
    assert closed_shell.give("settings", "qris_amount", "yes", *SUPERVISED) == {"qris_amount": True}
    assert closed_shell.give("settings", "qris") == {"qris": STATIC}
    assert closed_shell.give("settings", "qris", "", *SUPERVISED) == {"qris": ""}


def test_a_code_that_was_changed_in_the_file_is_left_off_and_stops_nothing(closed_shell: Terminal) -> None:
    closed_shell.give("settings", "qris", STATIC, *SUPERVISED)
    file = closed_shell.home / "settings.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("MASARAN", "PENIPU."), encoding="utf-8")
    assert closed_shell.give("settings", "qris") == {"qris": ""}


def test_what_came_in_is_listed_until_it_is_marked(shell: Terminal) -> None:
    tenders = [
        {"kind": "qris", "amount": 300_000},
        {"kind": "transfer", "amount": 95_000, "reference": "B 1"},
    ]
    basket = {"lines": [{"sku": "TOM-KM-001-M"}], "tenders": tenders}
    number = shell.give("sell", "--cashier", "Rini", stdin=json.dumps(basket) + "\n")["number"]
    waiting = shell.give("qris", "pending")
    assert waiting["total"] == 395_000
    assert [(one["number"], one["tender"], one["kind"]) for one in waiting["pending"]] == [
        (number, 1, "qris"),
        (number, 2, "transfer"),
    ]
    told = shell.give("qris", "mark", number, "--tender", "2", "--cashier", "Rini")
    assert told == {"number": number, "checked": [2]}
    assert shell.run("qris", "mark", number, "--tender", "3", "--cashier", "Rini").status == 1
    assert shell.give("qris", "mark", number, "--cashier", "Rini")["checked"] == [1, 2]
    assert shell.give("qris", "pending") == {"pending": [], "total": 0}
    assert shell.give("verify")["ok"]
