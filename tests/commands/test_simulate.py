"""A whole fair by chance, with and without faults, and what the booths handed in."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.commands.terminal import Terminal


def test_a_fair_is_simulated_once_into_a_centre(shell: Terminal, tmp_path: Path) -> None:
    words = (
        "simulate",
        "--booths",
        "1",
        "--days",
        "1",
        "--sales-per-day",
        "2",
        "--central",
        str(tmp_path / "c.db"),
    )
    assert (
        shell.give(*words)["days"][0]["sold"]
        == shell.give("report", "day", "--central", words[-1], "--date", "2026-12-11")["total"]
    )
    found = shell.give("reconcile", "--central", words[-1], "--date", "2026-12-11")["booths"]
    assert [(row["booth"], row["device"], row["state"], row["sales"]) for row in found] == [
        *(("B001", 1, "proven", 2), ("B001", 2, "proven", 2)),
    ]
    again = shell.run(*words, "--lang", "en")
    assert (again.status, again.out) == (1, "")
    assert again.err.startswith("The centre already holds")


def test_a_simulated_fair_with_faults_leaves_the_truth_and_what_finds_it(
    shell: Terminal, tmp_path: Path
) -> None:
    words = ("simulate", "--booths", "4", "--days", "1", "--sales-per-day", "6", "--seed", "2")
    centre, folder = str(tmp_path / "c.db"), tmp_path / "faults"
    told = shell.give(*words, "--central", centre, "--faults", str(folder))
    assert [day["sold"] for day in told["days"]] == [day["total"] for day in told["days"]]
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    assert truth["fair_id"] == told["fair_id"]
    assert truth["faults"]
    papers = str(folder / "papers.json")
    found = shell.give("reconcile", "--central", centre, "--date", "2026-12-11", "--papers", papers)
    rows = {(row["booth"], row["device"]): row for row in found["booths"]}
    faulty = {(fault["booth"], fault["device"]): fault for fault in truth["faults"]}
    assert [device for device in rows if device[1] > 1] == [("B001", 2)]
    for device, row in rows.items():
        claimed = [c for c in row["causes"] if c["certainty"] in {"certain", "likely"}]
        wanted = [faulty[device]["kind"]] if device in faulty else []
        assert [c["code"] for c in claimed] == wanted
        assert sum(c["amount"] for c in row["causes"]) == (row["difference"] or 0)


def test_what_the_desk_keeps_on_paper_is_asked_by_every_report_and_a_file_takes_its_place(
    shell: Terminal, tmp_path: Path
) -> None:
    at, handed_in, nothing = (
        ("--central", str(tmp_path / "c.db")),
        tmp_path / "papers.json",
        tmp_path / "no.json",
    )
    words = ("simulate", "--booths", "4", "--days", "1", "--sales-per-day", "6", "--seed", "2")
    shell.give(*words, *at, "--faults", str(tmp_path))
    nothing.write_text('{"papers": []}', encoding="utf-8")

    def told(*papers: str) -> list[list[object]]:
        day = shell.give("reconcile", *at, "--date", "2026-12-11", *papers)
        fair = shell.give("report", "fair", *at, "--date", "2026-12-11", *papers)
        return [day["booths"], fair["causes"]]

    unknown, known = told(), told("--papers", str(handed_in))
    assert all(less != more for less, more in zip(unknown, known, strict=True))
    shutil.copy(handed_in, shell.home)
    assert told() == known
    assert told("--papers", str(nothing)) == unknown
    shell.give("evidence", str(tmp_path / "fair.zip"), *at)
    with zipfile.ZipFile(tmp_path / "fair.zip") as pack:
        day, fair = (
            json.loads(pack.read(f"reports/2026-12-11-{name}.json")) for name in ("reconciliation", "fair")
        )
        assert json.loads(pack.read("reports/papers.json")) == json.loads(
            handed_in.read_text(encoding="utf-8")
        )
    assert [day["booths"], fair["causes"]] == known


@pytest.mark.parametrize(
    ("text", "entry"),
    [("nothing", 0), ("{}", 0), ('{"papers": 7}', 0), ('{"papers": [{}]}', 1), ('{"papers": [7]}', 1)],
)
def test_what_is_no_file_of_what_was_handed_in_is_refused_with_its_place(
    shell: Terminal, tmp_path: Path, text: str, entry: int
) -> None:
    file = tmp_path / "papers.json"
    file.write_text(text, encoding="utf-8")
    words = ("reconcile", "--central", str(tmp_path / "c.db"), "--date", "2026-12-11", "--lang", "en")
    answered = shell.run(*words, "--papers", str(file))
    assert (answered.status, answered.out) == (1, "")
    assert answered.err == f"{file} does not hold what the booths handed in: look at entry {entry}.\n"
    assert shell.run(*words, "--papers", str(tmp_path / "absent.json")).status == 3


def test_a_device_hands_in_once_a_day(shell: Terminal, tmp_path: Path) -> None:
    names = ("float_given", "handed_in", "slips", "payments", "gone")
    entry = {"date": "2026-12-11", "booth": "A03", "device": 1} | dict.fromkeys(names)
    file = tmp_path / "papers.json"
    words = ("reconcile", "--central", str(tmp_path / "c.db"), "--date", "2026-12-11", "--papers", str(file))
    other_day = entry | {"date": "2026-12-12"}
    for entries, is_refused in (([entry, entry], True), ([entry, other_day], False)):
        file.write_text(json.dumps({"papers": entries}), encoding="utf-8")
        assert ("entri ke-2" in shell.run(*words).err) is is_refused
