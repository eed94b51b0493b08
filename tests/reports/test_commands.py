"""The organizer's commands over the played fair: report fair and ministry, tally, export flat."""

import csv
import io
import shutil
import zipfile
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest

from batikpos.reports.fairreport import FairReport
from batikpos.services.decisions import load_decisions
from batikpos.services.desk import open_desk
from batikpos.services.flat_columns import TABLES
from batikpos.services.wholefair import read_fair
from batikpos.sync.centre import open_centre
from tests.commands.terminal import Terminal
from tests.reports.played import WATI
from tests.shop import DAY

WATIS = {"BATIKPOS_PIN": "9182"}


@pytest.fixture
def central(played: Path, tmp_path: Path) -> Path:
    """Give a centre of one's own."""
    return Path(shutil.copy(played, tmp_path / "centre.db"))


@pytest.fixture
def organizer(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Give a shell at the organizer's desk."""
    return Terminal(Path(shutil.copytree(played.parent / "desk", tmp_path / "desk")), monkeypatch)


@pytest.fixture
def booth(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Give a shell in a booth."""
    return Terminal(Path(shutil.copytree(played.parent / "A03", tmp_path / "A03")), monkeypatch)


def test_the_report_of_a_fair_in_every_form(
    organizer: Terminal, central: Path, report: FairReport, tmp_path: Path
) -> None:
    """A file each; JSON by itself where nothing else is named."""
    where = ("--central", str(central), "--date", DAY.isoformat())
    shape = organizer.give("report", "fair", *where)
    assert shape["proven"]["total"] == report.figures.proven.total.amount
    assert shape["reported"]["total"] == report.figures.reported.total.amount
    for form, begin in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF")):
        file = tmp_path / f"fair.{form}"
        assert organizer.give("report", "fair", *where, "--format", form, "--out", str(file))["file"] == str(
            file
        )
        assert file.read_bytes().startswith(begin)


def test_the_ministrys_page_alone(organizer: Terminal, central: Path, tmp_path: Path) -> None:
    file = tmp_path / "ministry.pdf"
    where = ("--central", str(central), "--date", DAY.isoformat(), "--out", str(file))
    assert organizer.run("report", "ministry", *where).status == 0
    (page,) = pypdf.PdfReader(file).pages
    assert "Pangsa pewarna alam" in page.extract_text()


def test_a_report_of_no_fair_is_refused(organizer: Terminal, tmp_path: Path) -> None:
    with closing(open_centre(str(tmp_path / "empty.db"), create=True)):
        pass
    answered = organizer.run(
        "report", "fair", "--central", str(tmp_path / "empty.db"), "--date", "2026-12-11"
    )
    assert answered.status == 1
    assert "2026" in answered.err


def test_a_tally_is_written_down_and_sent_and_shows_in_the_report(organizer: Terminal, central: Path) -> None:
    """What is not typed stays; the name is the one whose PIN it was."""
    words = ("tally", "2026-12-12", "--cashier", WATI, "--central", str(central))
    said = organizer.give(*words, "--visitors", "6.100", pins=WATIS)
    assert said == {"day": "2026-12-12", "visitors": 6_100, "target": None, "by": WATI}
    assert organizer.give(*words, "--target", "75jt", pins=WATIS)["visitors"] == 6_100
    with closing(open_centre(str(central))) as store:
        of = read_fair(store, DAY)
        tally = of.decisions.tallies[date(2026, 12, 12)]
        assert (tally.visitors, tally.target.amount, tally.by) == (6_100, 75_000_000, WATI)
    shape = organizer.give("report", "fair", "--central", str(central), "--date", "2026-12-11")
    assert shape["visits"]["all"]["visitors"] == 5_000 + 6_100


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2026-12-12", "--visitors", "banyak"), "banyak"),
        (("2026-12-12", "--visitors", "-4"), "-4"),
        (("2026-12-12",), "--visitors"),
        (("2026-11-12", "--visitors", "4"), "12/11/2026"),
        (("12/12/2026", "--visitors", "4"), "12/12/2026"),
    ],
)
def test_a_tally_that_cannot_be_is_refused_and_nothing_written(
    organizer: Terminal, central: Path, words: tuple[str, ...], said: str
) -> None:
    answered = organizer.run("tally", *words, "--cashier", WATI, "--central", str(central), pins=WATIS)
    assert answered.status in {1, 2}
    assert said in answered.err
    with closing(open_desk(organizer.home).store) as store, store.reading() as tx:
        fair_id = open_fair(organizer)
        tallies = load_decisions(tx, fair_id).tallies
        assert [(day, tally.visitors) for day, tally in tallies.items()] == [(DAY, 5_000)]


def open_fair(organizer: Terminal) -> str:
    """Name the desk's fair."""
    desk = open_desk(organizer.home)
    desk.store.close()
    return desk.fair.fair_id


def test_a_wrong_pin_counts_nobody(organizer: Terminal, central: Path) -> None:
    words = ("tally", "2026-12-12", "--visitors", "4", "--cashier", WATI, "--central", str(central))
    assert organizer.run(*words, pins={"BATIKPOS_PIN": "0000"}).status == 1


def test_a_booth_counts_no_visitors(booth: Terminal, central: Path) -> None:
    answered = booth.run(
        "tally", "2026-12-12", "--visitors", "4", "--cashier", "Rini", "--central", str(central)
    )
    assert answered.status == 1
    assert "A03" in answered.err


def test_a_tally_is_kept_where_the_centre_is_not_reached(organizer: Terminal, tmp_path: Path) -> None:
    """It is on the desk's disk, and the next sending takes it along."""
    words = ("tally", "2026-12-12", "--visitors", "4", "--cashier", WATI)
    answered = organizer.run(*words, "--central", str(tmp_path / "nowhere" / "centre.db"), pins=WATIS)
    assert answered.status == 3
    with closing(open_desk(organizer.home).store) as store, store.reading() as tx:
        assert load_decisions(tx, open_fair(organizer)).tallies[date(2026, 12, 12)].visitors == 4


def tables_of(file: Path) -> dict[str, list[dict[str, str]]]:
    """Read a flat export."""
    with zipfile.ZipFile(file) as zipped:
        return {
            name: list(csv.DictReader(io.StringIO(zipped.read(name).decode("utf-8-sig"))))
            for name in zipped.namelist()
        }


def test_the_flat_export_adds_up_to_the_report(
    organizer: Terminal, central: Path, report: FairReport, tmp_path: Path
) -> None:
    file = tmp_path / "books.zip"
    said = organizer.give(
        "export", "flat", "--out", str(file), "--central", str(central), "--date", "2026-12-11"
    )
    tables = tables_of(file)
    assert said["rows"] == {name: len(rows) for name, rows in tables.items() if name != "index.csv"}
    figures = report.figures
    for state, sums in (("proven", figures.proven), ("reported", figures.reported)):
        sales = [row for row in tables["sales.csv"] if row["state"] == state]
        for name in ("gross", "discount", "rounding", "total"):
            assert sum(int(row[name]) for row in sales) == getattr(sums, name).amount
        lines = [row for row in tables["lines.csv"] if row["state"] == state]
        assert sum(int(row["net"]) for row in lines) == (sums.total - sums.rounding).amount
        paid = sum(int(row["amount"]) for row in tables["tenders.csv"] if row["state"] == state)
        assert paid - sum(int(row["change"]) for row in sales) == sums.total.amount
    assert sum(int(row["deposit"]) for row in tables["orders.csv"]) == 250_000
    assert {row["quantity"] for row in tables["lines.csv"] if row["unit"] == "m"} >= {"2.5"}
    assert all(Decimal(row["quantity"]) for row in tables["lines.csv"])
    for row in tables["lines.csv"]:  # what was given back is a number too, and no text
        assert row["quantity"].startswith("-") == (row["given_back"] not in {"", "0"})
    assert "'=Gantungan kunci" in {row["name"] for row in tables["lines.csv"]}
    for till in tables["tills.csv"]:
        if till["counted"]:
            assert int(till["counted"]) - int(till["expected"]) == int(till["difference"])


def test_the_index_names_every_column_of_every_file(
    organizer: Terminal, central: Path, tmp_path: Path
) -> None:
    file = tmp_path / "books.zip"
    organizer.give("export", "flat", "--out", str(file), "--central", str(central), "--date", "2026-12-11")
    tables = tables_of(file)
    index = [(row["file"], row["column"]) for row in tables["index.csv"]]
    assert index == [(name, column.name) for name, columns in TABLES.items() for column in columns]
    assert all(row["meaning"] for row in tables["index.csv"])
    with zipfile.ZipFile(file) as zipped:
        for name, columns in TABLES.items():
            head = zipped.read(name).decode("utf-8-sig").splitlines()[0]
            assert head.split(",") == [column.name for column in columns]
            width = {len(row) for row in csv.reader(io.StringIO(zipped.read(name).decode("utf-8-sig")))}
            assert width == {len(columns)}


def test_the_flat_export_is_written_over_nothing_else(
    organizer: Terminal, central: Path, tmp_path: Path
) -> None:
    """An earlier one is renewed."""
    words = ("export", "flat", "--central", str(central), "--date", "2026-12-11", "--out")
    other = tmp_path / "notes.txt"
    other.write_text("mine")
    assert organizer.run(*words, str(other)).status == 1
    assert other.read_text() == "mine"
    for _ in range(2):
        assert organizer.run(*words, str(tmp_path / "books.zip")).status == 0
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("act", ["day", "fair", "ministry"])
def test_a_report_without_a_file_is_shown_in_columns_for_people(
    organizer: Terminal, central: Path, act: str
) -> None:
    """No table of a program: words of the language, and amounts under each other."""
    where = ("report", act, "--central", str(central), "--date", DAY.isoformat())
    shown = organizer.run(*where)
    assert shown.status == 0
    assert not any(mark in shown.out for mark in ("{", "_", '"', "natural"))
    *_, total = (line for line in shown.out.splitlines() if line.startswith("Semua"))
    assert total
    assert organizer.run(*where, "--lang", "en").out != shown.out
    assert organizer.give(*where)


@pytest.mark.parametrize(
    ("act", "name", "title", "begin"),
    [
        ("day", "hari.pdf", "Laporan 11/12/2026", b"%PDF"),
        ("fair", "pameran.xlsx", "Laporan pameran", b"PK"),
        ("ministry", "alam.pdf", "Pangsa pewarna alam", b"%PDF"),
    ],
)
def test_a_report_is_written_as_its_file_is_called_and_said_in_a_sentence(
    organizer: Terminal, central: Path, tmp_path: Path, act: str, name: str, title: str, begin: bytes
) -> None:
    file = tmp_path / name
    where = ("report", act, "--central", str(central), "--date", DAY.isoformat())
    done = organizer.run(*where, "--out", str(file))
    assert file.read_bytes().startswith(begin)
    (said,) = done.out.splitlines()
    assert said.startswith(title)
    assert said.endswith(f" ada di {file}.")


def test_columns_of_a_shown_report_stand_under_each_other(organizer: Terminal, central: Path) -> None:
    shown = organizer.run("report", "day", "--central", str(central), "--date", DAY.isoformat()).out
    table = shown[shown.index("Per cara bayar") :].split("\n\n")[0].splitlines()[1:]
    assert len(table) > 2
    assert len({len(line) for line in table}) == 1
