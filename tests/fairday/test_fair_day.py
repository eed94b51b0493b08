"""A fair day from the first float to the signed report, by command line, to the rupiah."""

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections import Counter
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pypdf
import pytest

from tests.fairday.conftest import PlayedDay, ask, run

BOOTHS = [f"A0{n}" for n in range(1, 9)]
PLANTED = -50_000
SILK = 12_500_000

ALSO_PACKED = ("reconciliation", "stock", "cloth", "conflicts")
"""What the evidence pack holds of a day beside its report."""


@pytest.fixture(scope="session")
def sales(played: PlayedDay) -> dict[str, list[dict[str, Any]]]:
    """List every nota of every booth, read from that booth's own store."""
    return {booth: ask("sales", home=home)["sales"] for booth, home in played.homes.items()}


# The day at the booths and at the centre


def test_eight_booths_play_and_all_are_proven(played: PlayedDay) -> None:
    rows = played.said["reconcile"]["booths"]
    assert [row["booth"] for row in rows] == BOOTHS
    assert {row["state"] for row in rows} == {"proven"}


def test_the_planted_difference_is_found_where_it_is_and_nowhere_else(played: PlayedDay) -> None:
    planted = played.said["planted"]
    assert planted["difference"] == PLANTED
    found = {row["booth"]: row["difference"] for row in played.said["reconcile"]["booths"]}
    assert found == dict.fromkeys(BOOTHS, 0) | {planted["booth"]: PLANTED}


def test_a_difference_has_a_cause_that_adds_up_and_names_its_paper(played: PlayedDay) -> None:
    for row in played.said["reconcile"]["booths"]:
        assert sum(cause["amount"] for cause in row["causes"]) == row["difference"]
        for cause in row["causes"]:
            assert cause["evidence"]
            for paper in cause["evidence"]:
                assert (played.homes[row["booth"]] / "papers" / f"{paper}.txt").is_file()


def test_the_total_is_the_sum_of_booths_and_of_their_notas(
    played: PlayedDay, sales: dict[str, list[dict[str, Any]]]
) -> None:
    reconciled = played.said["reconcile"]
    by_booth = {row["booth"]: row["total"] for row in reconciled["booths"]}
    assert by_booth == {booth: sum(s["total"] for s in sales[booth]) for booth in BOOTHS}
    assert by_booth == {booth["booth"]: booth["total"] for booth in played.said["booths"]}
    assert reconciled["total"] == sum(by_booth.values())
    assert reconciled["total"] == sum(row["total"] for row in reconciled["producers"])


def test_every_booth_s_row_is_what_its_notas_say(
    played: PlayedDay, sales: dict[str, list[dict[str, Any]]]
) -> None:
    for row in played.said["reconcile"]["booths"]:
        notas = sales[row["booth"]]
        kinds = Counter(s["kind"] for s in notas)
        assert row["sales"] == kinds["sale"] - kinds["void"]
        assert row["gross"] == sum(s["gross"] for s in notas)
        assert row["discount"] == sum(s["discount"] for s in notas)
        paid: Counter[str] = Counter()
        for sale in notas:
            for tender in sale["tenders"]:
                paid[tender["kind"]] += tender["amount"]
            paid["cash"] -= sale["change"]
        assert row["by_tender"] == {kind: paid[kind] for kind in ("cash", "qris", "card", "transfer")}
        assert sum(row["by_tender"].values()) == row["total"]
        till = ask("till", "x", home=played.homes[row["booth"]])
        expected = till["float"] + paid["cash"] + till["paid_in"] - till["paid_out"]
        assert row["expected_cash"] == expected
        assert row["counted_cash"] - expected == row["difference"]


def test_producers_get_what_their_own_lines_brought(
    played: PlayedDay, sales: dict[str, list[dict[str, Any]]]
) -> None:
    brought: Counter[str] = Counter()
    for sale in [s for notas in sales.values() for s in notas]:
        for line in sale["lines"]:
            brought[line["producer"]] += line["net"]
    assert {row["producer"]: row["total"] for row in played.said["reconcile"]["producers"]} == brought


def test_every_nota_adds_up_and_numbers_run_without_a_gap(sales: dict[str, list[dict[str, Any]]]) -> None:
    for booth, notas in sales.items():
        assert [s["number"] for s in notas] == [f"{booth}-20261211-{n:04}" for n in range(1, len(notas) + 1)]
        for sale in notas:
            assert sale["gross"] == sum(line["gross"] for line in sale["lines"])
            assert sale["total"] == sum(line["net"] for line in sale["lines"]) + sale["rounding"]
            assert sum(t["amount"] for t in sale["tenders"]) == sale["total"] + sale["change"]


@pytest.mark.parametrize("booth", BOOTHS)
def test_every_kind_of_basket_occurs_at_every_booth(
    sales: dict[str, list[dict[str, Any]]], booth: str
) -> None:
    kinds = Counter(s["kind"] for s in sales[booth])
    assert 30 <= kinds["sale"] <= 60
    assert kinds["void"] >= 1
    assert kinds["refund"] >= 1


def test_every_kind_of_basket_occurs_at_the_fair(
    played: PlayedDay, sales: dict[str, list[dict[str, Any]]]
) -> None:
    sold = [s for notas in sales.values() for s in notas if s["kind"] == "sale"]
    assert any("metres" in line for s in sold for line in s["lines"])
    assert any(line.get("qty", 0) > 1 for s in sold for line in s["lines"])
    assert any(len({t["kind"] for t in s["tenders"]}) > 1 for s in sold)
    assert any(len({line["producer"] for line in s["lines"]}) > 1 for s in sold)
    assert any(s["discount"] for s in sold)
    assert any(s["change"] for s in sold)
    assert {t["kind"] for s in sold for t in s["tenders"]} == {"cash", "qris", "card", "transfer"}
    agreed = sum(_count(home, "sale_line WHERE agreed IS NOT NULL") for home in played.homes.values())
    assert agreed > 0
    approved = sum(
        _count(home, "sale WHERE kind = 'sale' AND approver <> ''") for home in played.homes.values()
    )
    assert approved > 0, "no price went under its floor with a second person's word"


def test_the_silk_over_the_qris_limit_is_paid_by_transfer(sales: dict[str, list[dict[str, Any]]]) -> None:
    silk = [
        s for notas in sales.values() for s in notas if any(line["unit_price"] == SILK for line in s["lines"])
    ]
    (sale, *given_back) = silk
    assert sale["booth"] == "A04"
    assert sale["total"] == SILK
    assert [(t["kind"], t["amount"]) for t in sale["tenders"]] == [("transfer", SILK)]
    assert all(s["reverses"] for s in given_back)


def test_qris_never_takes_more_than_its_limit(sales: dict[str, list[dict[str, Any]]]) -> None:
    for sale in [s for notas in sales.values() for s in notas]:
        assert all(t["amount"] <= 10_000_000 for t in sale["tenders"] if t["kind"] == "qris")


def test_every_nota_and_every_close_is_on_paper(
    played: PlayedDay, sales: dict[str, list[dict[str, Any]]]
) -> None:
    for booth, home in played.homes.items():
        papers = {path.stem for path in (home / "papers").glob("*.txt")}
        assert papers >= {s["number"] for s in sales[booth]} | {f"{booth}-20261211-Z1"}
        for ending in ("pdf", "png"):
            assert (home / "papers" / f"{booth}-20261211-Z1.{ending}").stat().st_size > 1_000
        assert (home / "printer.bin").stat().st_size > 10_000
        jobs = ask("print", "queue", home=home)["jobs"]
        assert {job["state"] for job in jobs} <= {"printed", "sent"}
    for path in played.said["files"]:
        assert Path(path).is_file(), path


def test_a_nota_says_what_was_sold(played: PlayedDay, sales: dict[str, list[dict[str, Any]]]) -> None:
    for booth, home in played.homes.items():
        for sale in sales[booth]:
            text = (home / "papers" / f"{sale['number']}.txt").read_text(encoding="utf-8")
            assert sale["number"] in text
            sign = "-" if sale["total"] < 0 else ""
            assert f"{sign}Rp{_dotted(abs(sale['total']))}" in text
            assert sale["hash"][:8] in text.lower().replace(" ", "")


@pytest.mark.parametrize("booth", [*BOOTHS, "centre"])
def test_every_store_is_proven_sound(played: PlayedDay, booth: str) -> None:
    verdict = (
        ask("verify", "--central", played.central, home=played.home)
        if booth == "centre"
        else ask("verify", home=played.homes[booth])
    )
    assert (verdict["ok"], verdict["faults"]) == (True, [])
    assert len(verdict["devices"]) == (8 if booth == "centre" else 1)


def test_the_same_seed_plays_the_same_day(played: PlayedDay, tmp_path: Path) -> None:
    again = ask("demo", "--headless", home=tmp_path / "again")
    assert again["reconcile"] == played.said["reconcile"]


# The same day at a PostgreSQL


def test_a_server_reconciles_the_day_as_a_file_does(played: PlayedDay, server_central: str) -> None:
    words = ("reconcile", "--date", played.day, "--central")
    by_file, by_server = (
        ask(*words, central, home=played.home) for central in (played.central, server_central)
    )
    assert by_server == by_file == played.said["reconcile"]


def test_a_server_is_proven_sound(played: PlayedDay, server_central: str) -> None:
    verdict = ask("verify", "--central", server_central, home=played.home)
    assert (verdict["ok"], len(verdict["devices"])) == (True, 8)
    assert verdict["facts"] == sum(_count(home, "fact") for home in played.homes.values())


def test_sending_the_day_again_sends_nothing(played: PlayedDay, server_central: str) -> None:
    for central in (server_central, played.central):
        sent = ask("sync", "--central", central, home=played.homes["A03"])
        assert (sent["sent"], sent["equal"]) == (0, True)


# The report


@pytest.fixture(scope="session")
def report(
    played: PlayedDay, server_central: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Write the report of the day in every form, from the PostgreSQL."""
    folder = tmp_path_factory.mktemp("report")
    paths = {form: folder / f"day.{form}" for form in ("json", "csv", "xlsx", "pdf")}
    for form, path in paths.items():
        words = ("report", "day", "--date", played.day, "--central", server_central)
        run(*words, "--format", form, "--out", str(path), "--lang", "en", home=played.home)
    return paths


def test_the_json_report_adds_up_every_way(played: PlayedDay, report: dict[str, Path]) -> None:
    told = json.loads(report["json"].read_text(encoding="utf-8"))
    assert told["total"] == played.said["reconcile"]["total"]
    assert told["total"] == told["gross"] - told["discount"]
    for group in ("by_booth", "by_producer", "by_tender", "by_hour", "by_technique", "by_dye"):
        assert sum(row["total"] for row in told[group]) == told["total"], group
    for group in ("by_booth", "by_hour"):
        assert sum(row["sales"] for row in told[group]) == told["sales"], group
    assert len(told["top"]) == 10


def test_the_csv_report_says_what_the_json_one_says(report: dict[str, Path]) -> None:
    told = json.loads(report["json"].read_text(encoding="utf-8"))
    rows = list(csv.DictReader(io.StringIO(report["csv"].read_text(encoding="utf-8-sig"))))
    keys = {"by_booth": "booth", "by_producer": "producer", "by_tender": "tender", "by_hour": "hour"}
    keys |= {"by_technique": "technique", "by_dye": "dye", "top": "sku"}
    for group, key in keys.items():
        listed = [(row["key"], int(row["total"])) for row in rows if row["group"] == group]
        assert listed == [(row[key], row["total"]) for row in told[group]], group
    (whole,) = (row for row in rows if row["group"] == "total")
    assert (int(whole["total"]), int(whole["count"])) == (told["total"], told["sales"])


def test_the_workbook_says_what_the_json_one_says(played: PlayedDay, report: dict[str, Path]) -> None:
    told = json.loads(report["json"].read_text(encoding="utf-8"))
    reconciliation, figures = _sheets(report["xlsx"])
    head = reconciliation[2]
    assert len(head) == 11
    booths = reconciliation[3:]
    assert [row[0] for row in booths] == BOOTHS
    for row, of in zip(booths, played.said["reconcile"]["booths"], strict=True):
        assert [float(cell) for cell in row[2:]] == [
            of["sales"],
            of["total"],
            *(of["by_tender"][kind] for kind in ("cash", "qris", "card", "transfer")),
            of["expected_cash"],
            of["counted_cash"],
            of["difference"],
        ]
    groups = ("by_booth", "by_producer", "by_tender", "by_hour", "by_technique", "by_dye", "top")
    expected = [row["total"] for group in groups for row in told[group]]
    rows = [row for row in figures if len(row) == 5 and _is_number(row[2])]  # proven, and reported apart
    assert [float(row[2]) + float(row[4]) for row in rows] == expected


def test_the_page_shows_the_same_sums(played: PlayedDay, report: dict[str, Path]) -> None:
    page = pypdf.PdfReader(report["pdf"])
    text = re.sub(r"\s+", " ", " ".join(p.extract_text() for p in page.pages))
    reconciled = played.said["reconcile"]
    assert f"Rp{_dotted(reconciled['total'])}" in text
    for row in reconciled["booths"]:
        assert row["booth"] in text
        assert _dotted(row["total"]) in text
        assert _dotted(row["counted_cash"]) in text
    for producer in reconciled["producers"]:
        assert _dotted(producer["total"]) in text
    assert "-Rp50.000" in text
    assert page.pages[0].mediabox.width == pytest.approx(595.3, abs=1)


def test_the_demonstration_leaves_the_same_reports(played: PlayedDay, report: dict[str, Path]) -> None:
    left = played.home / f"report-{played.day}.json"
    assert json.loads(left.read_text(encoding="utf-8")) == json.loads(
        report["json"].read_text(encoding="utf-8")
    )
    for form in ("csv", "xlsx", "pdf"):
        assert left.with_suffix(f".{form}").stat().st_size > 1_000


# A whole fair by chance


def test_a_simulated_fair_adds_up_in_a_server(postgres_url: str, tmp_path: Path) -> None:
    words = ("simulate", "--booths", "2", "--days", "2", "--sales-per-day", "10", "--central", postgres_url)
    told = ask(*words, home=tmp_path)
    assert [day["date"] for day in told["days"]] == ["2026-12-11", "2026-12-12"]
    for day in told["days"]:
        assert day["sold"] == day["total"] > 0
        reconciled = ask("reconcile", "--central", postgres_url, "--date", day["date"], home=tmp_path)
        assert reconciled["total"] == day["total"]
        assert [row["state"] for row in reconciled["booths"]] == ["proven"] * 3  # a booth has two laptops
    assert ask("verify", "--central", postgres_url, home=tmp_path)["ok"]


def _count(home: Path, what: str) -> int:
    """Count rows of a booth's own store, past the program."""
    with closing(sqlite3.connect(f"file:{home / 'store.db'}?mode=ro", uri=True)) as db:
        (count,) = db.execute(f"SELECT count(*) FROM {what}").fetchone()
        return int(count)


def _dotted(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


@cache
def _sheets(path: Path) -> list[list[list[str]]]:
    """Read a workbook's sheets as rows of text, with nothing but what a zip and XML reader give."""
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as book:
        words = [
            "".join(part.text or "" for part in item.iter(f"{name}t"))
            for item in ET.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        sheets = []
        for number in (1, 2):
            rows: list[list[str]] = []
            for row in ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{name}row"):
                while len(rows) < int(row.attrib["r"]) - 1:
                    rows.append([])
                rows.append([])
                for cell in row.iter(f"{name}c"):
                    value = cell.findtext(f"{name}v") or ""
                    rows[-1].append(words[int(value)] if cell.attrib.get("t") == "s" else value)
            sheets.append(rows)
        return sheets


# The day for anybody to check


def test_the_evidence_pack_holds_the_day_and_is_proven_by_the_program_and_by_itself(
    played: PlayedDay, tmp_path: Path
) -> None:
    file = tmp_path / "bukti.zip"
    packed = ask("evidence", str(file), "--central", played.central)
    assert (packed["faults"], packed["file"]) == (0, str(file))
    verdict = ask("verify", "--pack", str(file))
    assert (verdict["ok"], verdict["manifest"]) == (True, packed["manifest"])
    assert verdict["facts"] == packed["facts"] == ask("verify", "--central", played.central)["facts"]

    with zipfile.ZipFile(file) as zipped:
        zipped.extractall(tmp_path / "bukti")
    report = json.loads((tmp_path / "bukti" / "reports" / f"{played.day}.json").read_text(encoding="utf-8"))
    assert report["total"] == played.said["reconcile"]["total"]
    assert {p.name for p in (tmp_path / "bukti" / "reports").iterdir()} == {
        f"{played.day}{end}"
        for end in (
            *(
                f"{of}.{form}"
                for of in ("", "-fair", "-settlement")
                for form in ("json", "csv", "xlsx", "pdf")
            ),
            *(f"-{name}.json" for name in ALSO_PACKED),
        )
    }
    own = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", str(tmp_path / "bukti" / "verify_pack.py")],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (own.returncode, own.stdout.splitlines()[-1]) == (0, "Semua cocok.")
    assert ask("verify", "--pack", str(tmp_path / "bukti"))["ok"]
