"""The organizer's evening on the command line: signed, corrected, paid out, settled, exported."""

import csv
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from batikpos.commands.context import Context
from batikpos.domain.money import Rupiah
from batikpos.store.engine import StoreUnavailable
from tests.commands.terminal import Answered, Terminal
from tests.settled import AYU, BUDI, PINS, WATI, Settled, goods

DAY, SIGNED = "2026-12-13", "2026-12-11"
"""A day that is not signed off yet, and one that is."""

TWO = {"BATIKPOS_PIN": PINS[BUDI], "BATIKPOS_APPROVER_PIN": PINS[WATI]}
NAMES = ("--cashier", BUDI, "--approver", WATI)


@pytest.fixture(autouse=True)
def evening(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the evening of the third day: 23.59 in Jakarta."""
    monkeypatch.setattr(Context, "now", lambda _self: datetime(2026, 12, 13, 16, 59, tzinfo=UTC))


class Evening:
    """The organizer's shell, with the centre of the fair."""

    def __init__(self, settled: Settled, patch: pytest.MonkeyPatch) -> None:
        self.shell = Terminal(settled.organizer, patch)
        self.centre = settled.centre

    def run(self, *words: str, pins: Mapping[str, str] | None = None) -> Answered:
        """Run a command at the centre."""
        return self.shell.run(*words, "--central", str(self.centre), pins=TWO if pins is None else pins)

    def give(self, *words: str) -> Any:
        """Run one that must be done, and read its JSON."""
        answered = self.run(*words, "--json")
        assert answered.status == 0, answered.err
        return answered.json


@pytest.fixture
def desk(own_settled: Settled, monkeypatch: pytest.MonkeyPatch) -> Evening:
    """Give a desk of one's own."""
    return Evening(own_settled, monkeypatch)


@pytest.fixture
def looked(settled: Settled, monkeypatch: pytest.MonkeyPatch) -> Evening:
    """Give the shared fair, only to be looked at."""
    return Evening(settled, monkeypatch)


def test_the_settlement_is_zero_in_all_and_names_what_makes_each_balance(looked: Evening) -> None:
    told = looked.give("settlement")
    assert (told["total"], told["not_proven"]) == (0, [])
    assert told["days"] == ["2026-12-11", "2026-12-12", "2026-12-13"]
    for party in told["parties"]:
        parts = (
            *(party["net"], party["deposits"], party["rounding"], party["corrections"], party["paid"]),
            *(party["qris_kept"], party["qris_fee"], party["vouchers_handed_in"]),
            *party["held"].values(),
            *party["held_for_orders"].values(),
            *party["fees"].values(),
        )
        assert sum(parts) == party["balance"], party["party"]
        assert party["gross"] - party["discount"] == party["net"]
    tom = next(p for p in told["parties"] if p["party"] == "producer:TOM")
    assert tom["fees"].keys() == {"Iuran 5 %", "Iuran bertingkat", "Sewa stan"}
    assert len(tom["late_returns"]) == 6
    by_day = [looked.give("settlement", "--date", day) for day in told["days"]]
    for party in told["parties"]:
        sums = [p["balance"] for day in by_day for p in day["parties"] if p["party"] == party["party"]]
        assert sum(sums) == party["balance"]
    said = looked.run("settlement").out
    assert "Batik Biru Tom (producer:TOM)" in said
    assert said.splitlines()[-1].split() == ["Semua", "Rp0"]


def test_of_a_day_that_is_none_of_the_fairs_no_zeros_are_shown(looked: Evening) -> None:
    answered = looked.run("settlement", "--date", "2027-03-01")
    assert (answered.status, answered.out) == (1, "")
    assert "01/03/2027" in answered.err


def test_every_form_says_the_same(looked: Evening, tmp_path: Path) -> None:
    told = looked.give("settlement")
    balances = {party["name"]: party["balance"] for party in told["parties"]}
    files = {form: tmp_path / f"s.{form}" for form in ("json", "csv", "xlsx", "pdf")}
    for form, file in files.items():
        assert looked.give("settlement", "--format", form, "--out", str(file))["format"] == form
    assert json.loads(files["json"].read_text(encoding="utf-8")) == told
    rows = list(csv.DictReader(StringIO(files["csv"].read_text(encoding="utf-8-sig"))))
    assert {row["Pihak"]: int(row["Saldo"]) for row in rows} == balances
    book = CalamineWorkbook.from_path(str(files["xlsx"]))
    sheet = book.get_sheet_by_index(0).to_python()
    assert {row[0]: row[-1] for row in sheet[3:-1]} == balances
    assert (sheet[-1][0], sheet[-1][-1]) == ("Semua", 0)
    entries = book.get_sheet_by_index(1).to_python()[1:]
    for name, balance in balances.items():
        assert sum(int(float(str(row[-1]))) for row in entries if row[0] == name) == balance
    said = PdfReader(files["pdf"]).pages[0].extract_text()
    kept = sum(party["qris_kept"] for party in told["parties"])
    assert f"Penyelenggara QRIS memotong Rp{kept:,}".replace(",", ".") in said
    for balance in balances.values():
        assert f"{balance:,}".replace(",", ".") in said or balance == 0


def test_the_files_name_says_what_is_written_and_one_of_no_form_is_refused(
    looked: Evening, tmp_path: Path
) -> None:
    for words in (("settlement",), ("report", "fair"), ("report", "day", "--date", SIGNED)):
        book = tmp_path / f"{'-'.join(words[:2])}.xlsx"
        assert looked.run(*words, "--out", str(book)).status == 0
        assert CalamineWorkbook.from_path(str(book)).sheet_names
        letter = tmp_path / "rekap.docx"
        refused = looked.run("--lang", "en", *words, "--out", str(letter))
        assert (refused.status, letter.exists()) == (1, False)
        assert ".xlsx" in refused.err


def test_rent_is_asked_of_who_has_a_stand_or_sold_something(looked: Evening) -> None:
    """Of the eight producers one has no booth, and sold nothing."""
    told = {p["party"]: p["fees"] for p in looked.give("settlement")["parties"]}
    asked = {party.partition(":")[2] for party, fees in told.items() if fees.get("Sewa stan")}
    (not_asked,) = {producer.code for producer in goods().producers} - asked
    assert not next(p for p in goods().producers if p.code == not_asked).booth


def test_other_fees_of_days_that_are_signed_off_are_warned_of(desk: Evening, tmp_path: Path) -> None:
    fees = tmp_path / "biaya.csv"
    fees.write_text("biaya;jenis;persen\nIuran;persen;10\n", encoding="utf-8")
    said = desk.run("--lang", "en", "fair", "change", "--by", BUDI, "--sheets", str(fees))
    assert said.status == 0, said.err
    assert "Signed off already: 11/12/2026, 12/12/2026." in said.err


def test_the_desk_looks_at_the_stock_of_its_centre(desk: Evening) -> None:
    desk.shell.run("settings", "central", str(desk.centre))
    of_centre = desk.give("stock", "show")
    assert of_centre["goods"]
    assert desk.shell.give("stock", "show") == of_centre


def test_the_workbooks_balances_and_totals_are_formulas_that_come_to_them(
    looked: Evening, tmp_path: Path
) -> None:
    file = tmp_path / "s.xlsx"
    looked.give("settlement", "--format", "xlsx", "--out", str(file))
    with ZipFile(file) as book:
        xml = book.read("xl/worksheets/sheet1.xml").decode()
    cells = re.findall(r'<c r="([A-Z]+)(\d+)"[^>]*>(?:<f>([^<]*)</f>)?<v>(-?\d+)</v>', xml)
    values = {f"{column}{row}": int(value) for column, row, _, value in cells}
    formulas = {f"{column}{row}": formula for column, row, formula, _ in cells if formula}
    last = max(int(row) for _, row, _, _ in cells)
    summed = {column for column, row, _, _ in cells if int(row) == last} - {"A"}
    assert {f"{column}{last}" for column in summed} <= formulas.keys()
    for name, formula in formulas.items():
        if span := re.fullmatch(r"SUM\(([A-Z]+)(\d+):\1(\d+)\)", formula):
            assert int(span[3]) == last - 1
            parts = [f"{span[1]}{row}" for row in range(int(span[2]), int(span[3]) + 1)]
        else:
            parts = formula.split("+")
        assert sum(values[part] for part in parts) == values[name], name


def test_a_slip_is_a_producers_or_a_booths(desk: Evening, tmp_path: Path) -> None:
    for n, (typed, name) in enumerate(
        (("tom", "Batik Biru Tom (TOM)"), ("booth:K9", "Stan K9 Pojok Plupuh (K9)")), 5
    ):
        file = tmp_path / "slip.pdf"
        done = desk.give("settlement", "--slip", typed, "--out", str(file))
        assert (done["number"], done["copy"], done["sent"]) == (f"PANITIA-20261213-S{n:04}", False, True)
        said = PdfReader(file).pages[0].extract_text()
        assert name in said
        assert f"No. {done['number']}" in said
    again = desk.give("settlement", "--slip", "TOM", "--out", str(file))
    assert (again["number"], again["copy"]) == ("PANITIA-20261213-S0005", True)
    assert "SALINAN" in PdfReader(file).pages[0].extract_text()
    for typed in ("NOBODY", "organizer", "booth:TOM", "orders", "producer:"):
        answered = desk.run("settlement", "--slip", typed, "--out", str(tmp_path / "none.pdf"))
        assert (answered.status, answered.out) == (1, "")
        assert not (tmp_path / "none.pdf").exists()
    nowhere = desk.run("settlement", "--slip", "KLS", "--out", str(tmp_path / "none" / "slip.pdf"))
    assert nowhere.status == 3
    assert desk.run("settlement", "--slip", "TOM", "--format", "pdf").status == 2
    assert desk.give("settlement", "--slip", "KLS", "--out", str(file))["number"].endswith("S0007")


def test_only_the_desk_gives_slips_their_numbers(
    own_settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    booth = Terminal(own_settled.booth("A03"), monkeypatch)
    answered = booth.run("settlement", "--slip", "TOM", "--central", str(own_settled.centre))
    assert (answered.status, answered.out) == (1, "")


def test_a_day_is_signed_off_and_every_report_says_by_whom(desk: Evening, tmp_path: Path) -> None:
    done = desk.give("sign", "--date", DAY, *NAMES)
    assert (done["by"], done["witness"], done["sent"]) == (BUDI, WATI, True)
    assert all(j["mark"] > 0 and len(j["head"]) == 64 and j["state"] == "proven" for j in done["journals"])
    again = desk.run("sign", "--date", DAY, *NAMES)
    assert (again.status, again.out) == (1, "")
    assert "sudah disahkan oleh Budi dan Wati" in again.err
    line = "Disahkan oleh Budi dan Wati, 13/12/2026 23.59"
    assert line in desk.run("reconcile", "--date", DAY).out
    signed = desk.give("board", "--date", DAY)["signed"]
    assert (signed["by"], signed["witness"], signed["moved"]) == (BUDI, WATI, 0)  # nothing moved since
    told = desk.give("reconcile", "--date", DAY)
    assert told["signed"]["total"] == done["total"] == told["total"]
    assert told["signed"]["after"] == {"facts": 0, "amount": 0, "booths": []}
    report = ("report", "day", "--date", DAY)
    assert json.loads(desk.run(*report, "--format", "json").out)["signed"] == told["signed"]
    assert line in desk.run(*report).out
    for form in ("csv", "pdf", "xlsx"):
        desk.give(*report, "--format", form, "--out", str(tmp_path / f"r.{form}"))
    assert f'signing,,"{line}' in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "r.pdf").pages)
    assert line in text
    assert text.rstrip().endswith(f"{WATI}\n2") or text.count(WATI) > 1  # under the signatures as well
    sheet = CalamineWorkbook.from_path(str(tmp_path / "r.xlsx")).get_sheet_by_index(0).to_python()
    assert any(str(row[0]).startswith(line) for row in sheet)


def test_a_correction_shows_on_both_days_reports(desk: Evening, tmp_path: Path) -> None:
    words = (
        "correction",
        "--from",
        "KLS",
        "--to",
        "organizer",
        "--amount",
        "12.500",
        "--reason",
        "Salah kode",
    )
    early = desk.run(*words, "--date", DAY, *NAMES)
    assert (early.status, early.out) == (1, "")
    assert "belum disahkan" in early.err
    done = desk.give(*words, "--date", SIGNED, "--paper", "BA-3", *NAMES)
    assert (done["from"], done["to"], done["amount"]) == ("producer:KLS", "organizer", 12_500)
    said = (
        "Koreksi untuk 11/12/2026, dibuat 13/12/2026: Rp12.500 dari KLS ke Panitia. Salah kode (Budi, Wati)"
    )
    for day, is_shown in ((SIGNED, True), ("2026-12-12", False), (DAY, True)):
        assert (said in desk.run("reconcile", "--date", day).out) is is_shown
        desk.give("report", "day", "--date", day, "--format", "pdf", "--out", str(tmp_path / "r.pdf"))
        text = " ".join("".join(p.extract_text() for p in PdfReader(tmp_path / "r.pdf").pages).split())
        assert (said in text) is is_shown


@pytest.mark.parametrize("amount", ["0", "-5", "1,5", "sejuta", "99999999999999"])
def test_an_amount_that_is_none_is_refused(desk: Evening, amount: str) -> None:
    move = ("--from", "KLS", "--to", "organizer", f"--amount={amount}")
    for words in (
        ("correction", *move, "--date", SIGNED, "--reason", "x", *NAMES),
        ("payout", *move, *NAMES),
    ):
        answered = desk.run(*words)
        assert (answered.status, answered.out) == (1, "")
    before = desk.give("settlement")
    assert len(next(p for p in before["parties"] if p["party"] == "producer:KLS")["fees"]) == 4


def test_a_payout_gets_the_next_number_a_slip_and_what_is_still_open(desk: Evening, tmp_path: Path) -> None:
    before = {p["party"]: p["balance"] for p in desk.give("settlement")["parties"]}
    slip = tmp_path / "slip.pdf"
    owed = before["producer:WDJ"]
    move = ("--from", "organizer", "--to", "WDJ", "--amount", str(owed - 1_000))
    done = desk.give("payout", *move, *NAMES, "--out", str(slip))
    assert done == {
        "number": "PANITIA-20261213-S0005",
        "from": "organizer",
        "to": "producer:WDJ",
        "amount": owed - 1_000,
        "in_vouchers": False,
        "by": BUDI,
        "witness": WATI,
        "balance": 1_000,
        "due": 1_000,
        "sent": True,
    }
    assert "No. PANITIA-20261213-S0005" in PdfReader(slip).pages[0].extract_text()
    after = desk.give("settlement")
    assert after["total"] == 0
    assert {p["party"]: p["balance"] for p in after["parties"]}["producer:WDJ"] == 1_000
    text = desk.run("payout", *move[:-1], "1000", *NAMES).out
    assert (
        text == "PANITIA-20261213-S0006: Rp1.000 dari Panitia ke Konveksi Wedang Jahe. Masih terbuka: Rp0\n"
    )


def test_vouchers_are_handed_in_by_command_and_the_slip_says_so(desk: Evening, tmp_path: Path) -> None:
    def tom() -> dict[str, Any]:
        parties: list[dict[str, Any]] = desk.give("settlement")["parties"]
        return next(p for p in parties if p["party"] == "producer:TOM")

    before, slip = tom(), tmp_path / "slip.pdf"
    assert (before["vouchers"], before["vouchers_handed_in"]) == (300_000, 0)
    move = ("payout", "--from", "TOM", "--to", "organizer", "--vouchers", *NAMES)
    refused = desk.run(*move, "--amount", "300.001")
    assert refused.status == 1
    assert "Rp300.000" in refused.err
    done = desk.give(*move, "--amount", "250.000", "--out", str(slip))
    assert (done["in_vouchers"], done["balance"]) == (True, before["balance"] + 250_000)
    assert (tom()["vouchers"], tom()["vouchers_handed_in"]) == (50_000, 250_000)
    said = PdfReader(slip).pages[0].extract_text()
    assert "menyerahkan voucher ke Panitia" in said
    assert "Yang menyerahkan" in said


def test_the_slip_of_a_payout_is_there_again_as_a_copy_that_says_the_same(
    desk: Evening, tmp_path: Path
) -> None:
    first, again = tmp_path / "first.pdf", tmp_path / "again.pdf"
    move = ("payout", "--from", "organizer", "--to", "WDJ", "--amount")
    number = desk.give(*move, "2000", *NAMES, "--out", str(first))["number"]
    desk.give(*move, "1000", *NAMES)  # the account goes on, and what the slip said does not
    facts = desk.give("settlement")
    for name in (number, number.lower()):
        assert desk.run("settlement", "--again", name, "--out", str(again), "--lang", "en").status == 0
        lines = PdfReader(again).pages[0].extract_text().splitlines()
        assert "SALINAN" in lines
        lines.remove("SALINAN")
        assert lines == PdfReader(first).pages[0].extract_text().splitlines()
    assert desk.give("settlement") == facts
    for unknown in ("PANITIA-20261213-S0099", "PANITIA-20261213-S0001x"):
        refused = desk.run("settlement", "--again", unknown, "--out", str(tmp_path / "none.pdf"))
        assert (refused.status, refused.out) == (1, "")
        assert unknown.upper() in refused.err
    assert not (tmp_path / "none.pdf").exists()


def test_who_may_not_is_refused_and_nothing_is_written(desk: Evening) -> None:
    sign = ("sign", "--date", DAY, "--cashier", BUDI, "--approver")
    move = ("payout", "--from", "KLS", "--to", "organizer", "--amount", "1000", "--cashier")
    same = {"BATIKPOS_PIN": PINS[BUDI], "BATIKPOS_APPROVER_PIN": PINS[BUDI]}
    third = {"BATIKPOS_PIN": PINS[BUDI], "BATIKPOS_APPROVER_PIN": PINS[AYU]}
    assert desk.run(*sign, BUDI, pins=same).status == 1
    assert desk.run(*sign, AYU, pins=third).status == 1
    assert desk.run(*sign, WATI, pins={"BATIKPOS_PIN": PINS[BUDI]}).status == 1
    assert desk.run(*sign, WATI, pins=same).status == 1
    assert desk.run(*move, AYU, "--approver", BUDI, pins=third).status == 1
    assert desk.run(*move, BUDI, "--approver", BUDI, pins=same).status == 1
    assert desk.run(*move, BUDI, "--approver", AYU, pins=third).status == 1
    assert desk.run(*move, BUDI).status == 2  # one alone pays nothing
    assert desk.run("payout", *move[1:2], "NOBODY", *move[3:], BUDI, "--approver", WATI).status == 1
    assert desk.run(*move, BUDI, "--approver", WATI).status == 0  # and so it would be done
    assert "signed" not in desk.give("reconcile", "--date", DAY)


SARI_TOO = ("--approver", "Sari")


def test_a_booths_home_decides_nothing(own_settled: Settled, monkeypatch: pytest.MonkeyPatch) -> None:
    booth = Terminal(own_settled.booth("A03"), monkeypatch)
    for words in (
        ("sign", "--date", DAY, "--cashier", "Rini", "--approver", "Sari"),
        ("payout", "--from", "KLS", "--to", "organizer", "--amount", "1", "--cashier", "Rini", *SARI_TOO),
    ):
        answered = booth.run(*words, "--central", str(own_settled.centre))
        assert (answered.status, answered.out) == (1, "")
        assert "A03" in answered.err


def test_nothing_is_paid_where_its_slip_could_not_be_written(desk: Evening, tmp_path: Path) -> None:
    move = ("--from", "organizer", "--to", "TOM", "--amount", "1000", *NAMES)
    before = desk.give("settlement")
    refused = desk.run("payout", *move, "--out", str(tmp_path / "none" / "slip.pdf"))
    assert refused.status == 3
    assert desk.give("settlement") == before
    assert desk.run("payout", *move, "--out", str(tmp_path / "slip.pdf")).status == 0
    assert desk.give("settlement") != before


def test_more_than_is_open_is_refused_with_the_figure(desk: Evening) -> None:
    owed = next(p["balance"] for p in desk.give("settlement")["parties"] if p["party"] == "producer:WDJ")
    move = ("payout", "--from", "organizer", "--to", "WDJ", "--amount")
    refused = desk.run(*move, str(owed + 1), *NAMES)
    assert (refused.status, refused.out) == (1, "")
    assert Rupiah(owed).bare() in refused.err
    assert desk.run(*move, str(owed), *NAMES).status == 0
    assert desk.run(*move, "1", *NAMES).status == 1


def test_nothing_is_paid_where_the_centre_cannot_be_asked(desk: Evening, tmp_path: Path) -> None:
    move = ("payout", "--from", "organizer", "--to", "WDJ", "--amount", "1000", *NAMES)
    before = desk.give("settlement")
    refused = desk.shell.run(*move, "--central", str(tmp_path / "gone" / "centre.db"), pins=TWO)
    assert (refused.status, refused.out) == (3, "")
    assert "Tidak ada yang dibayar atau dicatat" in refused.err
    assert desk.give("settlement") == before
    assert desk.give(*move)["number"] == "PANITIA-20261213-S0005"


def test_a_payout_that_the_centre_did_not_get_is_told_with_its_slip_and_not_paid_twice(
    desk: Evening, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The centre is lost while it is written down: who saw no slip would pay again."""

    def unreachable(*_args: object) -> None:
        raise StoreUnavailable("pusat", "putus")

    owed = next(p["balance"] for p in desk.give("settlement")["parties"] if p["party"] == "producer:WDJ")
    move = ("payout", "--from", "organizer", "--to", "WDJ", "--amount", str(owed), *NAMES)
    slip = tmp_path / "slip.pdf"
    with monkeypatch.context() as patch:
        patch.setattr("batikpos.commands.deciding.push_decisions", unreachable)
        done = desk.run(*move, "--out", str(slip), "--json")
    assert (done.status, done.json["sent"], done.json["balance"]) == (3, False, 0)
    assert "belum di pusat" in done.err
    assert done.json["number"] in PdfReader(slip).pages[0].extract_text()
    assert desk.run(*move).status == 1  # the desk knows
    desk.give("sync")
    after = {p["party"]: p["balance"] for p in desk.give("settlement")["parties"]}
    assert after["producer:WDJ"] == 0


def test_what_the_centre_did_not_take_is_kept_and_sent_later(
    desk: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_args: object) -> None:
        raise StoreUnavailable("pusat", "putus")

    with monkeypatch.context() as patch:
        patch.setattr("batikpos.commands.deciding.push_decisions", unreachable)
        answered = desk.run("sign", "--date", DAY, *NAMES, "--json")
    assert answered.status == 3
    assert answered.json["sent"] is False
    assert "belum di pusat" in answered.err
    assert "signed" not in desk.give("reconcile", "--date", DAY)
    again = desk.run("sign", "--date", DAY, *NAMES)
    assert again.status == 1  # the desk knows
    desk.give("sync")
    assert desk.give("reconcile", "--date", DAY)["signed"]["by"] == BUDI


def test_the_whole_fair_goes_out_for_an_accountant(looked: Evening, tmp_path: Path) -> None:
    file = tmp_path / "fair.beancount"
    assert looked.give("export", "beancount", "--out", str(file)) == {
        "file": str(file),
        "format": "beancount",
    }
    text = file.read_text(encoding="utf-8")
    told = {p["party"]: p["balance"] for p in looked.give("settlement")["parties"]}
    assert f"balance Liabilities:Producer-TOM {-told['producer:TOM']} IDR" in text
    assert looked.run("export", "beancount").out == text
    assert looked.run("export", "beancount", "--json").status == 1
