"""A fair by the command line: made from sheets, handed out, changed, and taken by its booths."""

import re
import stat
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from batikpos.domain.catalogue import Catalogue, Producer
from batikpos.domain.fair import Person, Role
from batikpos.domain.fairplan import BoothPlan, FairPlan
from batikpos.domain.fee import Fee, FeeKind, Tier, per_cent
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.right import Act, Rules
from batikpos.services.fair_sheets import FairSheets, sheets_of_fair
from batikpos.sheets.delimited import read_delimited
from batikpos.sheets.writing import to_csv, to_xlsx
from tests.commands.terminal import Answered, Terminal
from tests.commands.test_setup import LISTS
from tests.postgres import PASSWORD, postgres, postgres_url
from tests.shop import an_item
from tests.sync.guarded import read_logins

__all__ = ["postgres", "postgres_url"]

DAYS = ("--from", "2099-12-11", "--to", "2099-12-15")
"""A fair that is not over whenever this runs."""

PINS = {"BATIKPOS_PIN": "9182", "BATIKPOS_APPROVER_PIN": "7364"}
BY = ("--by", "Wati")
TOM, KOP = Producer("TOM", "Batik Tom", booth="A03"), Producer("KOP", "Koperasi", booth="K1")
FAIR = FairSheets(
    FairPlan(
        venue="Plaza Industri",
        booths=(BoothPlan("A03", "Tom", 2, ("Rini", "Sari")), BoothPlan("K1", "Koperasi", 1, ("Sari",))),
        people=(Person("Rini", Role.CASHIER, ""), Person("Sari", Role.SUPERVISOR, "")),
        rules=Rules(frozenset({Act.VOID}), 1_500),
        rounding=500,
        fees=(per_cent("Iuran", 550),),
    ),
    Catalogue((an_item("T-1", price=125_000), an_item("K-1", producer="KOP")), (TOM, KOP)),
)
STATES = {("A03", 1, "reported"), ("A03", 2, "missing"), ("K1", 1, "missing")}
"""How a day stands of which only the first laptop of A03 has sent anything."""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Write the fair as an organizer has it: one workbook."""
    path = tmp_path / "pameran.xlsx"
    path.write_bytes(to_xlsx(sheets_of_fair(FAIR)))
    return path


@pytest.fixture
def desk(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make the fair at a desk."""
    shell = Terminal(tmp_path / "desk", monkeypatch)
    done = shell.run(*making(book, tmp_path / "pins.csv"), pins=PINS)
    assert done.status == 0, done.err
    return shell


def making(book: Path, pins: Path, *more: str) -> tuple[str, ...]:
    """Say the command that makes the fair."""
    return (
        "fair",
        "make",
        "--name",
        "Pameran 2099",
        *DAYS,
        *BY,
        "--pins",
        str(pins),
        "--sheets",
        str(book),
        *more,
    )


def booth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str = "booth") -> Terminal:
    """Give a laptop with nothing on it."""
    return Terminal(tmp_path / name, monkeypatch)


def pins_in(file: Path) -> Mapping[str, str]:
    """Read the PINs that were made, by name."""
    _, *rows = read_delimited(file.name, file.read_bytes()).rows
    return {str(row.cells[0]): str(row.cells[3]) for row in rows}


def sent_by(desk: Terminal, tmp_path: Path) -> bytes:
    """Send everything a desk has, and read the centre's file as it lies on the disk."""
    assert desk.give("sync", "--central", str(tmp_path / "sent.db"))["equal"]
    return b"".join(path.read_bytes() for path in tmp_path.glob("sent.db*"))


def says_no_secret(answered: Answered, *secrets: str) -> bool:
    """Say whether nothing of what nobody may see was said."""
    return not any(secret in answered.out + answered.err for secret in (*secrets, "argon2", PASSWORD))


def test_a_fair_from_sheets_to_the_first_till(
    desk: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made, handed out, opened at a booth with the PIN that was told, and sent to the centre."""
    centre = str(tmp_path / "centre.db")
    pins = pins_in(tmp_path / "pins.csv")
    shown = desk.give("fair", "show")
    assert [b["code"] for b in shown["booths"]] == ["A03", "K1"]
    assert [p["has_pin"] for p in shown["people"]] == [True, True]
    assert (shown["items"], shown["rounding"], shown["venue"]) == (2, 500, "Plaza Industri")
    desk.give("settings", "central", centre)
    assert desk.give("sync")["equal"]

    handed = desk.give("fair", "file", "--all", str(tmp_path / "handed"))
    assert [one["booth"] for one in handed["files"]] == ["A03", "K1"]
    assert "login" not in desk.run("fair", "file", "--all", str(tmp_path / "again")).err
    assert handed["fingerprint"] == shown["fingerprint"]
    shell = booth(tmp_path, monkeypatch)
    file = tmp_path / "handed" / "A03.batikfair"
    made = shell.give(
        "setup", "--fair-file", str(file), "--device", "2", "--fingerprint", shown["fingerprint"]
    )
    assert (made["booth"], made["device"], made["items"], made["fingerprint"]) == (
        "A03",
        2,
        1,
        shown["fingerprint"],
    )
    words = shell.run("fair", "show")
    assert (words.status, "A03" in words.err) == (1, True)
    mine = {"BATIKPOS_PIN": pins["Rini"]}
    till = shell.give("till", "open", "--float", "100000", "--cashier", "Rini", pins=mine)
    assert till["till"] == "open"
    assert shell.give("sync")["equal"]
    rows = shell.give("reconcile", "--central", centre, "--date", till["business_day"])["booths"]
    second_sent = {("A03", 1, "missing"), ("A03", 2, "reported"), ("K1", 1, "missing")}
    assert {(row["booth"], row["device"], row["state"]) for row in rows} == second_sent


def test_a_fair_is_shown_with_its_laptops_fees_rules_and_who_gets_qris_money(
    desk: Terminal, tmp_path: Path
) -> None:
    assert desk.give("fair", "show")["qris_fee"] == "holder"
    plan = replace(
        FAIR.plan,
        booths=(
            *FAIR.plan.booths[:1],
            replace(FAIR.plan.booths[1], qris="organizer"),
            BoothPlan("Z9", "Kosong"),
        ),
        fees=(
            *FAIR.plan.fees,
            Fee("Sewa", FeeKind.RENT, Rupiah(250_000), producers=frozenset({"TOM"})),
            Fee("Bertingkat", FeeKind.PERCENT, tiers=(Tier(ZERO, 250), Tier(Rupiah(10_000_000), 100))),
        ),
        qris_fee="producer",
    )
    sheets = tmp_path / "plan.xlsx"
    sheets.write_bytes(to_xlsx(sheets_of_fair(replace(FAIR, plan=plan))))
    assert desk.run("fair", "change", *BY, "--sheets", str(sheets), pins=PINS).status == 0
    shown = desk.give("fair", "show")
    assert (shown["qris_fee"], [b["devices"] for b in shown["booths"]]) == ("producer", [2, 1, 1])
    said = desk.run("fair", "show", "--lang", "en").out.splitlines()
    assert said[1].endswith("1 items of TOM; Rini, Sari; laptops: 2; QRIS money to Batik Tom")
    assert said[2].endswith("laptops: 1; QRIS money to Organizer")
    assert "no producer's goods yet; nobody to sell yet; laptops: 1" in said[3]
    assert said[4:12] == [
        "At the desk: Wati",
        "Rules of the booths: For two: Voiding a sale. One alone may take off 15 % of a price at most.",
        "Cash is rounded to: Rp500",
        "Takings aimed at: -",
        "Who bears the QRIS fee (MDR) that the acquirer keeps: the producers of the goods",
        "Fee Iuran: Per cent of the takings, 5,5 %, all",
        "Fee Sewa: Rent of the stand, Rp250.000, TOM",
        "Fee Bertingkat: Per cent of the takings, 2,5 % up to Rp10.000.000, 1 % above that, all",
    ]


@pytest.mark.parametrize("language", ["id", "en"])
def test_pins_are_told_in_a_private_file_and_nowhere_else(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    shell, file = Terminal(tmp_path / "desk", monkeypatch), tmp_path / "pins.csv"
    done = shell.run(*making(book, file), "--lang", language, pins=PINS)
    pins = pins_in(file)
    assert list(pins) == ["Rini", "Sari"]
    assert len(set(pins.values())) == 2
    assert all(len(pin) == 6 and pin.isdecimal() for pin in pins.values())
    assert "Sari,pengawas,semua," in file.read_text(encoding="utf-8")
    assert says_no_secret(done, *pins.values(), *PINS.values())
    assert "2099" in done.out
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"argon2" not in sent_by(shell, tmp_path)
    kept = b"".join(path.read_bytes() for path in (tmp_path / "desk").iterdir())
    for pin in (*pins.values(), *PINS.values()):  # a hash may hold any six digits among its own
        assert not re.search(rb"(?<![0-9a-f])%b(?![0-9a-f])" % pin.encode(), kept)


def test_without_a_place_for_pins_or_over_old_ones_nothing_is_made(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Terminal(tmp_path / "desk", monkeypatch)
    words = making(book, tmp_path / "pins.csv")
    (tmp_path / "pins.csv").write_text("old")
    assert shell.run(*words, pins=PINS).status == 1
    assert (tmp_path / "pins.csv").read_text() == "old"
    at = words.index("--pins")
    refused = shell.run(*words[:at], *words[at + 2 :], pins=PINS)
    assert (refused.status, "--pins" in refused.err, "Rini" in refused.err) == (1, True, True)
    assert shell.run(*making(book, tmp_path / "new.csv"), pins={"BATIKPOS_PIN": "12"}).status == 1
    shell.home.mkdir()
    (shell.home / "store.db").write_text("something else")
    assert shell.run(*making(book, tmp_path / "new.csv"), pins=PINS).status == 1
    assert not (tmp_path / "new.csv").exists()


def test_faults_of_the_sheets_are_named_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "csv"
    folder.mkdir()
    for sheet in sheets_of_fair(FAIR):
        (folder / f"{sheet.name}.csv").write_bytes(to_csv(sheet))
    (folder / "petugas.csv").write_text("petugas,peran,stan\nRini,raja,A03\nSari,kasir,Z9\n")
    shell = Terminal(tmp_path / "desk", monkeypatch)
    refused = shell.run(*making(folder, tmp_path / "pins.csv"), pins=PINS)
    assert refused.status == 1
    assert all(word in refused.err for word in ("petugas.csv", "raja", "Z9", "2", "3"))
    assert not shell.home.exists()
    assert not (tmp_path / "pins.csv").exists()


def test_sheets_are_looked_over_before_anything_is_made(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What each is taken for, by columns that were chosen before, too; and nothing is on the disk after."""
    shell = Terminal(tmp_path / "desk", monkeypatch)
    done = shell.give("fair", "check", "--sheets", str(book))
    assert (done["ok"], done["booths"], done["people"], done["items"]) == (True, 2, 2, 2)
    assert done["without_pin"] == ["Rini", "Sari"]
    assert {sheet["kind"] for sheet in done["sheets"]} == {
        *("rules", "booths", "people", "fees", "producers", "items")
    }
    assert [sheet["left_out"] for sheet in done["sheets"]] == [[]] * 6
    assert not shell.home.exists()
    goods, words = tmp_path / "harga.csv", "sku,ikm_code,name_id,technique,dye_class,nilai jual\n"
    goods.write_text(words + "T-9,TOM,Kain,tulis,alam,90000\n")
    (tmp_path / "ikm.csv").write_text("kode ikm,nama ikm,no stan\nTOM,Batik Tom,A03\n")
    both = (str(goods), str(tmp_path / "ikm.csv"))
    refused = shell.run("fair", "check", "--sheets", *both)
    assert (refused.status, "price_idr" in refused.out + refused.err) == (1, True)
    shell.give("catalogue", "check", both[0], "--producers", both[1], "--column", "price_idr=nilai jual")
    assert shell.give("fair", "check", "--sheets", *both)["items"] == 1
    made = shell.run(*making(goods, tmp_path / "pins.csv", both[1]), pins=PINS)
    assert made.status == 0, made.err
    (tmp_path / "ikm.csv").write_text("kode ikm,nama ikm,no stan\nTOM,Batik Tom,PANITIA\n")
    refused = shell.run("fair", "check", "--sheets", both[1], "--json")
    assert (refused.status, refused.json["ok"]) == (1, False)
    (fault,) = refused.json["faults"]
    assert [fault[key] for key in ("file", "row", "column", "value")] == ["ikm.csv", 2, "no stan", "PANITIA"]


def test_the_workbook_that_goes_out_comes_in_again_and_changes_nothing(
    desk: Terminal, tmp_path: Path
) -> None:
    out = tmp_path / "keluar.xlsx"
    assert desk.give("fair", "show", "--out", str(out))["file"] == str(out)
    assert desk.run("fair", "show", "--out", str(out)).status == 1
    done = desk.give("fair", "change", *BY, "--sheets", str(out), pins=PINS)
    assert (done["changed"], done["sent"]) == ([], False)


def test_from_which_day_on_others_hold_the_money_is_said_and_may_be_named(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second producer joins a booth of a fair that has begun, and goes again."""
    shell = Terminal(tmp_path / "desk", monkeypatch)
    today = datetime.now(ZoneInfo("Asia/Jakarta")).date()
    first, last = today - timedelta(days=2), today + timedelta(days=2)
    days = ("--from", first.isoformat(), "--to", last.isoformat())
    assert shell.run(*making(book, tmp_path / "pins.csv", *days), pins=PINS).status == 0
    joined = (*FAIR.goods.producers, Producer("SGR", "Sogan Giri", booth="A03"))
    more = tmp_path / "lagi.xlsx"
    more.write_bytes(to_xlsx(sheets_of_fair(replace(FAIR, goods=Catalogue(FAIR.goods.items, joined)))))
    done = shell.give("fair", "change", *BY, "--sheets", str(more), pins=PINS)
    assert done["held_by_others"] == {"booths": ["A03"], "since": today.isoformat()}
    words = ("fair", "change", *BY, "--sheets", str(book), "--since")
    assert shell.run(*words, "kemarin", pins=PINS).status == 1
    said = shell.run("--lang", "en", *words, first.isoformat(), pins=PINS)
    assert f"others hold what is paid at A03 from {first:%d/%m/%Y} on" in said.err
    assert shell.give(*words, today.isoformat(), pins=PINS)["held_by_others"] is None, "nothing is changed"


def test_a_change_needs_the_pin_of_the_desks_supervisor_and_new_people_a_place_for_theirs(
    desk: Terminal, tmp_path: Path
) -> None:
    people = tmp_path / "petugas.csv"
    people.write_text("petugas;peran;stan\nRini;kasir;A03\nAni;pengawas;semua\n")
    words = ("fair", "change", *BY, "--sheets", str(people))
    assert desk.run(*words, "--pins", str(tmp_path / "p2.csv"), pins={"BATIKPOS_PIN": "0000"}).status == 1
    assert desk.run(*words, pins=PINS).status == 1
    done = desk.give(*words, "--pins", str(tmp_path / "p2.csv"), "--venue", "JCC", pins=PINS)
    assert (done["changed"], done["venue"]) == (["plan", "pins"], "JCC")
    assert [b["people"] for b in done["booths"]] == [["Rini", "Ani"], ["Ani"]]
    assert list(pins_in(tmp_path / "p2.csv")) == ["Ani"]


def test_a_centre_that_cannot_be_reached_loses_nothing(desk: Terminal, tmp_path: Path) -> None:
    nowhere = ("--central", "postgresql://u:geheim@127.0.0.1:1/fair")
    said = desk.run("fair", "change", *BY, "--venue", "JCC", *nowhere, pins=PINS)
    assert (said.status, "geheim" in said.err, "sync" in said.err) == (3, False, True)
    assert desk.give("fair", "show")["venue"] == "JCC"
    assert desk.give("sync", "--central", str(tmp_path / "centre.db"))["equal"]


def test_one_person_gets_the_pin_that_was_typed(
    desk: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a booth knows it by its next fair file; a new supervisor of the desk changes the fair at once."""
    first, later = tmp_path / "1.batikfair", tmp_path / "2.batikfair"
    desk.give("fair", "file", "--booth", "A03", "--out", str(first))
    shell = booth(tmp_path, monkeypatch)
    shell.give("setup", "--fair-file", str(first))
    monkeypatch.setenv("BATIKPOS_NEW_PIN", "4711")
    assert desk.give("fair", "person", "rini", *BY, pins=PINS)["name"] == "Rini"
    desk.give("fair", "file", "--booth", "A03", "--out", str(later))
    assert shell.give("renew", str(later))["changed"] == ["people"]
    assert shell.give("renew", str(later))["changed"] == []
    opened = ("till", "open", "--float", "0", "--cashier", "Rini")
    assert shell.give(*opened, pins={"BATIKPOS_PIN": "4711"})["till"] == "open"
    assert shell.run("renew", str(first)).status == 1
    desk.give("fair", "person", "Budi", "--desk", *BY, pins=PINS)
    change = ("fair", "change", "--by", "Budi", "--venue", "JCC")
    assert desk.give(*change, pins={"BATIKPOS_PIN": "4711"})["changed"] == ["plan"]
    assert desk.run("fair", "person", "Siapa", *BY, pins=PINS).status == 1


def test_somebody_is_taken_off_the_desk_by_two(desk: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a second one nobody is, nor from the booths' plan by a word forgotten."""
    off = ("fair", "person", "Budi", "--desk", "--off", *BY)
    monkeypatch.setenv("BATIKPOS_NEW_PIN", "4711")
    desk.give("fair", "person", "Budi", "--desk", *BY, pins=PINS)
    assert desk.run("fair", "person", "Budi", "--off", *BY, pins=PINS).status == 2
    assert desk.run(*off, pins=PINS).status == 1
    both = {"BATIKPOS_PIN": PINS["BATIKPOS_PIN"], "BATIKPOS_APPROVER_PIN": "4711"}
    given = desk.give(*off, "--approver", "Budi", pins=both)
    assert (given["name"], given["off"], given["sent"]) == ("Budi", True, False)
    said = desk.run("fair", "change", "--by", "Budi", "--venue", "JCC", pins={"BATIKPOS_PIN": "4711"})
    assert said.status == 1
    assert desk.run(*off, "--approver", "Wati", pins=PINS).status == 1


@pytest.mark.parametrize(
    "more",
    [("--booth", "A03"), ("--cashier", "Ani"), ("--catalogue", "x.csv"), ("--from", "2026-12-11")],
)
def test_what_the_file_says_is_not_typed_too(
    desk: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, str]
) -> None:
    file = tmp_path / "a.batikfair"
    desk.give("fair", "file", "--booth", "A03", "--out", str(file))
    shell = booth(tmp_path, monkeypatch)
    refused = shell.run("setup", "--fair-file", str(file), *more)
    assert (refused.status, more[0] in refused.err) == (1, True)
    assert not shell.home.exists()


def test_an_altered_file_or_another_fingerprint_sets_nothing_up(
    desk: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.batikfair"
    desk.give("fair", "file", "--booth", "A03", "--out", str(file))
    shell = booth(tmp_path, monkeypatch)
    assert shell.run("setup", "--fair-file", str(file), "--fingerprint", "0000-0000-0000-0000").status == 1
    file.write_bytes(file.read_bytes().replace(b'"rounding":500', b'"rounding":100'))
    refused = shell.run("setup", "--fair-file", str(file))
    assert (refused.status, "a.batikfair" in refused.err) == (1, True)
    assert shell.run("setup", "--fair-file", str(tmp_path / "none")).status == 1
    assert not shell.home.exists()


@pytest.mark.parametrize("code", ["PANITIA", "panitia"])
def test_no_booth_is_called_as_the_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    shell = booth(tmp_path, monkeypatch)
    refused = shell.run("setup", "--booth", code, *LISTS, "--cashier", "Rini")
    assert (refused.status, "PANITIA" in refused.err) == (1, True)
    assert not shell.home.exists()


def test_a_lost_laptop_is_followed_by_one_with_the_same_file(
    desk: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new one goes on from the centre, with what the file says now; its lists are proven."""
    centre, file = str(tmp_path / "centre.db"), tmp_path / "a.batikfair"
    desk.give("settings", "central", centre)
    desk.give("fair", "file", "--booth", "A03", "--out", str(file))
    pins = {"BATIKPOS_PIN": pins_in(tmp_path / "pins.csv")["Rini"]}
    lost, spare = booth(tmp_path, monkeypatch, "lost"), booth(tmp_path, monkeypatch, "spare")
    lost.give("setup", "--fair-file", str(file))
    lost.give("till", "open", "--float", "100000", "--cashier", "Rini", pins=pins)
    lost.give("sync")
    (tmp_path / "barang.csv").write_text(
        "sku,ikm_code,name_id,technique,dye_class,price_idr\nT-2,TOM,Kain,tulis,alam,90000\n"
    )
    desk.give("fair", "change", *BY, "--sheets", str(tmp_path / "barang.csv"), pins=PINS)
    desk.give("fair", "file", "--booth", "A03", "--out", str(file))
    spare.give("setup", "--fair-file", str(file), "--continue", centre)
    assert spare.give("verify")["ok"]
    basket = '{"lines": [{"sku": "T-2"}], "tenders": [{"kind": "cash", "amount": 90000}]}'
    sold = spare.run("sell", "--cashier", "Rini", "--json", stdin=basket, pins=pins)
    assert sold.results[0]["total"] == 90_000
    assert spare.give("sync")["equal"]


def test_a_centre_set_up_from_the_desk_lets_desk_and_booths_in(
    desk: Terminal, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL: the desk sends by the organizer's login, each booth by the one in its own file."""
    kept, handed = tmp_path / "logins.json", tmp_path / "handed"
    said = desk.run("centre", "init", "--central", postgres_url, "--out", str(kept))
    assert said.status == 0, said.err
    logins = read_logins(kept)
    assert set(logins) == {"organizer", "reader", "A03", "K1"}
    secrets = [address.split(":")[2].split("@")[0] for address in logins.values()]
    done = desk.run("fair", "change", *BY, "--logins", str(kept), "--json", pins=PINS)
    assert (done.status, done.json["sent"]) == (0, True)
    assert says_no_secret(done, *secrets)
    assert desk.give("sync")["equal"]

    told = desk.run("fair", "file", "--all", str(handed), "--logins", str(kept))
    assert told.status == 0, told.err
    assert says_no_secret(told, *secrets)
    assert told.err == ""
    assert "--logins" in desk.run("fair", "file", "--all", str(tmp_path / "without")).err
    texts = {code: (handed / f"{code}.batikfair").read_text("utf-8") for code in ("A03", "K1")}
    assert [code for code in ("organizer", "reader", "A03", "K1") if logins[code] in texts["A03"]] == ["A03"]

    shell = booth(tmp_path, monkeypatch)
    shell.give("setup", "--fair-file", str(handed / "A03.batikfair"))
    pins = {"BATIKPOS_PIN": pins_in(tmp_path / "pins.csv")["Rini"]}
    day = shell.give("till", "open", "--float", "0", "--cashier", "Rini", pins=pins)["business_day"]
    assert shell.give("sync")["equal"]
    rows: list[Any] = desk.give("reconcile", "--date", day)["booths"]
    assert {(row["booth"], row["device"], row["state"]) for row in rows} == STATES

    new = tmp_path / "new.batikfair"
    assert desk.run("fair", "file", "--booth", "A03", "--out", str(new), "--new-login").status == 0
    assert shell.run("sync").status == 3
    assert shell.give("renew", str(new))["changed"] == ["centre"]
    assert shell.give("sync")["equal"]
    assert list(desk.home.glob("login*")) == []


def test_no_login_is_made_for_a_booth_called_as_the_desk(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    makers = tmp_path / "ikm.csv"
    makers.write_text("kode ikm,nama ikm,no stan\nTOM,Batik Tom,PANITIA\n")
    shell = Terminal(tmp_path / "nobody", monkeypatch)
    words = ("centre", "init", "--central", postgres_url, "--fair", "P", *DAYS, "--producers", str(makers))
    refused = shell.run(*words, "--out", str(tmp_path / "l.json"))
    assert (refused.status, "PANITIA" in refused.err) == (1, True)
    assert not (tmp_path / "l.json").exists()


def test_a_booth_without_people_keeps_no_other_from_its_fair_file(desk: Terminal, tmp_path: Path) -> None:
    """All others are made, who is left out is named, and the status says that it is not all of them."""
    (tmp_path / "petugas.csv").write_text("petugas,peran,stan\nSari,pengawas,K1\n")
    changed = desk.run("fair", "change", *BY, "--sheets", str(tmp_path / "petugas.csv"), pins=PINS)
    assert changed.status == 0, changed.err
    folder = tmp_path / "handed"
    done = desk.run("fair", "file", "--all", str(folder), "--json")
    assert (done.status, done.json["left_out"], [one["booth"] for one in done.json["files"]]) == (
        *(1, ["A03"], ["K1"]),
    )
    assert [path.name for path in folder.iterdir()] == ["K1.batikfair"]
    said = desk.run("fair", "file", "--all", str(folder)).err.splitlines()
    assert said[-1] == "1 berkas pameran ditulis. Tertinggal: A03."
    assert desk.run("fair", "file", "--booth", "A03", "--out", str(tmp_path / "a")).status == 1


@pytest.mark.parametrize(
    "words",
    [
        *(
            ("fair", act)
            for act in ("check", "make", "show", "change", "person", "file", "backup", "restore")
        ),
        *(("report", act) for act in ("day", "fair", "ministry")),
        *(("export", act) for act in ("flat", "beancount")),
        *(("board",), ("reconcile",), ("tally",), ("evidence",), ("sign",), ("centre", "init")),
        *(("correction",), ("payout",), ("settlement",)),
    ],
    ids=" ".join,
)
def test_every_option_of_the_organizers_commands_says_what_it_is_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    told = Terminal(tmp_path / "none", monkeypatch).run(*words, "--help", "--lang", "en").out
    options = re.split(r"\n  (?=--?\w)", told.partition("options:")[2])[1:]
    assert len(options) > 3
    for option in options:
        name, _, said = re.sub(r"\[.*?\]", "", option).strip().replace("\n", "  ").partition("  ")
        assert said.strip(), name
