"""Two fairs on the same days in one centre: nobody guesses which of them is meant."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest

from tests.commands.terminal import Terminal
from tests.commands.test_setup import LISTS

TODAY = datetime.now(ZoneInfo("Asia/Jakarta")).date()


@pytest.fixture
def looker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Sell one piece at each of two fairs, send both to one centre, and look from a home of neither."""
    for n, name in enumerate(("Pameran Satu", "Pameran Dua"), 1):
        booth = Terminal(tmp_path / f"booth{n}", monkeypatch)
        last = TODAY + timedelta(days=n)
        span = ("--fair", name, "--from", TODAY.isoformat(), "--to", last.isoformat())
        booth.give("setup", "--booth", f"A0{n}", *LISTS, *span, "--cashier", "Rini", "--supervisor", "Sari")
        booth.give("till", "open", "--float", "500.000", "--cashier", "Rini")
        sale = {"lines": [{"sku": "TOM-SL-001"}] * n, "tenders": [{"kind": "cash", "amount": 500_000}]}
        booth.give("sell", "--cashier", "Rini", stdin=json.dumps(sale))
        booth.give("sync", "--central", str(tmp_path / "centre.db"))
    return Terminal(tmp_path / "nowhere", monkeypatch)


def _words(tmp_path: Path, *words: str) -> tuple[str, ...]:
    return (*words, "--central", str(tmp_path / "centre.db"))


def _reported(told: Any) -> Any:
    """Say which booth reported something: all whose producers are known are asked for their day."""
    return next(row["booth"] for row in told["booths"] if row["state"] == "reported")


@pytest.mark.parametrize(
    ("words", "booth_of"),
    [
        (("reconcile", "--date", TODAY.isoformat()), _reported),
        (("report", "day", "--date", TODAY.isoformat()), lambda told: told["by_booth"][0]["booth"]),
        (("report", "fair"), lambda told: told["by_booth"][0]["booth"]),
        (("board",), _reported),
    ],
    ids=lambda of: " ".join(of[:2]) if isinstance(of, tuple) else "",
)
def test_a_fair_that_shares_its_day_with_another_is_named(
    looker: Terminal, tmp_path: Path, words: tuple[str, ...], booth_of: Any
) -> None:
    refused = looker.run("--lang", "en", *_words(tmp_path, *words))
    assert refused.status == 1
    assert "Name the fair with --fair" in refused.err
    assert "Pameran Dua" in refused.err
    for name, booth in (("pameran satu", "A01"), ("Pameran Dua", "A02")):
        told = looker.give(*_words(tmp_path, *words), "--fair", name)
        assert str(booth_of(told)).startswith(booth)
    assert looker.run(*_words(tmp_path, *words), "--fair", "Pameran Tiga").status == 1


def test_settlement_stock_and_the_books_are_of_the_fair_that_is_named(
    looker: Terminal, tmp_path: Path
) -> None:
    for name, sold in (("Pameran Satu", 1), ("Pameran Dua", 2)):
        of = ("--fair", name)
        settled = looker.give(*_words(tmp_path, "settlement"), *of)
        assert settled["fair"] == name
        out = tmp_path / f"{sold}.zip"
        rows = looker.give(*_words(tmp_path, "export", "flat", "--out", str(out)), *of)["rows"]
        assert rows["sales.csv"] == 1
        assert looker.give(*_words(tmp_path, "stock", "show"), *of)["fair"] == name
    assert looker.run(*_words(tmp_path, "settlement")).status == 1


def test_the_evidence_pack_has_the_reports_of_both(looker: Terminal, tmp_path: Path) -> None:
    pack = tmp_path / "bukti.zip"
    assert looker.give(*_words(tmp_path, "evidence", str(pack)))["faults"] == 0
    with ZipFile(pack) as file:
        names = [name for name in file.namelist() if name.endswith("-reconciliation.json")]
        told = [json.loads(file.read(name)) for name in names]
        whole = [name for name in file.namelist() if name.endswith("-fair.json")]
    assert sorted(_reported(one) for one in told) == ["A01", "A02"]
    assert len(whole) == 2


@pytest.mark.usefixtures("looker")
def test_a_home_of_one_of_them_looks_at_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n, name in enumerate(("Pameran Satu", "Pameran Dua"), 1):
        own = Terminal(tmp_path / f"booth{n}", monkeypatch)
        assert own.give(*_words(tmp_path, "report", "fair"))["fair"] == name
        told = own.give(*_words(tmp_path, "reconcile", "--date", TODAY.isoformat()))
        assert _reported(told) == f"A0{n}"
        other = "Pameran Dua" if n == 1 else "Pameran Satu"
        assert own.give(*_words(tmp_path, "settlement"), "--fair", other)["fair"] == other
        pack = tmp_path / f"bukti{n}.zip"
        assert own.give(*_words(tmp_path, "evidence", str(pack)))["faults"] == 0
        with ZipFile(pack) as file:
            manifest = json.loads(file.read("manifest.json"))
        assert [fair["name"] for fair in manifest["fairs"]] == [name]
        assert {journal["booth"] for journal in manifest["journals"]} == {f"A0{n}"}


def test_a_day_that_only_one_of_them_has_is_that_one_s(looker: Terminal, tmp_path: Path) -> None:
    last: date = TODAY + timedelta(days=2)
    told = looker.give(*_words(tmp_path, "report", "fair", "--date", last.isoformat()))
    assert told["fair"] == "Pameran Dua"
