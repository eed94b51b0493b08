"""The organizer's board on the command line."""

import json
import re
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from batikpos.commands.board import board_lines
from batikpos.domain.fair import Booth
from batikpos.domain.money import Rupiah
from batikpos.domain.reconcile import DayState
from batikpos.i18n import translator
from batikpos.services.board import read_board
from batikpos.services.desk import Desk
from batikpos.services.till import close_till, open_till
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.commands.terminal import Terminal
from tests.settled import FIRST, Settled
from tests.shop import DAY, FLOAT, NOON, RINI, cash, qris, sell


@pytest.fixture
def central(desk: Desk, tmp_path: Path) -> str:
    """Make a centre that one of the fair's booths has sent a closed day to, 10.000 short."""
    sell(desk, tenders=(cash(400_000),))
    sell(desk, tenders=(qris(395_000),))
    close_till(desk, {100_000: 8, 50_000: 1, 20_000: 1, 5_000: 3}, cashier=RINI, now=NOON)
    address = str(tmp_path / "centre.db")
    with closing(open_centre(address, create=True)) as centre:
        push(desk.store, centre)
    return address


def test_the_ways_of_paying_add_up_to_the_total_beside_them(settled: Settled) -> None:
    with settled.opened() as centre:
        board = read_board(centre, FIRST + timedelta(days=1), now=NOON)
    assert {"voucher", "deposit"} <= {k for k, amount in board.proven.by_tender.items() if amount}
    said, ways = list(board_lines(board, translator("en")))[1:3]
    amounts = [int(told.replace("Rp", "").replace(".", "")) for told in re.findall(r"-?Rp[\d.]+", ways)]
    assert f"Proven: {Rupiah(sum(amounts))} · " in said


def test_the_board_says_what_the_reconciliation_says(shell: Terminal, central: str) -> None:
    board = shell.give("board", "--central", central, "--date", DAY.isoformat())
    rows = {row["booth"]: row for row in board["booths"]}
    wanted = shell.give("reconcile", "--central", central, "--date", DAY.isoformat())
    causes = {row["booth"]: row["causes"] for row in wanted["booths"]}
    told = ("state", "sales", "gross", "total", "by_tender", "expected_cash", "counted_cash", "difference")
    for row in wanted["booths"]:
        said = rows[row["booth"]]
        assert {name: said[name] for name in told if name in said} == {
            name: row[name] for name in told if name in said
        }
    assert (board["proven"]["booths"], board["proven"]["total"]) == (1, 790_000)
    assert (board["reported"]["booths"], board["reported"]["total"]) == (0, 0)
    assert board["missing"] == len(wanted["booths"]) - 1
    assert board["hours"] == [
        {"hour": 12, "proven": {"sales": 2, "total": 790_000}, "reported": {"sales": 0, "total": 0}}
    ]
    assert (rows["A03"]["difference"], rows["A03"]["causes"]) == (-10_000, len(causes["A03"]))
    assert rows["A03"]["last_at"] == "2026-12-11T12:00:00+07:00"
    assert rows["A03"]["age_seconds"] == pytest.approx(
        max(0, (datetime.now(UTC) - NOON).total_seconds()), abs=60
    )
    assert board["signed"] is None


def test_people_read_the_problems_first(shell: Terminal, central: str) -> None:
    said = shell.run("board", "--central", central, "--date", DAY.isoformat(), "--lang", "en")
    assert said.status == 0
    lines = said.out.splitlines()
    assert lines[1:3] == [
        "Proven: Rp790.000 · booths: 1, sales: 2 · cash difference -Rp10.000",
        "    Cash Rp395.000 · QRIS Rp395.000",
    ]
    booths = [line.split()[:2] for line in lines[lines.index("") + 2 :]]
    assert booths[-1] == ["A03", "Proven"]
    assert {state for _, state in booths[:-1]} == {"Missing"}


def test_139_booths_are_told_in_a_page_that_no_line_of_is_too_long(central: str) -> None:
    with closing(open_centre(central)) as centre:
        board = read_board(centre, DAY, now=NOON)
    (proven,) = (row for row in board.rows if row.figures)
    missing = replace(proven, state=DayState.MISSING, figures=None, causes=None, last=None)
    assert proven.figures
    figures = replace(proven.figures, difference=proven.figures.total - proven.figures.total)
    well = replace(proven, figures=figures, causes=None)
    rows = [replace(well, booth=Booth(f"B{n:03}", 2)) for n in range(120)]
    rows += [replace(missing, booth=Booth(f"C{n:03}")) for n in range(18)]
    whole = replace(board, rows=(*rows, proven))
    for language in ("id", "en"):
        lines = list(board_lines(whole, translator(language)))
        assert len(lines) < 55
        assert max(len(line) for line in lines) <= 110
        assert all(any(row.booth.prefix in line for line in lines) for row in whole.rows)


@pytest.mark.parametrize("typed", ["0", "-1", "100000", "nan"])
def test_a_pace_that_is_none_is_refused(shell: Terminal, central: str, typed: str) -> None:
    said = shell.run("board", "--central", central, "--date", DAY.isoformat(), f"--watch={typed}")
    assert (said.status, said.out) == (1, "")


def test_a_centre_without_a_fair_is_refused(shell: Terminal, tmp_path: Path) -> None:
    open_centre(str(tmp_path / "empty.db"), create=True).close()
    said = shell.run("board", "--central", str(tmp_path / "empty.db"), "--date", DAY.isoformat())
    assert said.status == 1


def test_watching_tells_each_change_until_it_is_stopped(desk: Desk, central: str, tmp_path: Path) -> None:
    words = ("--json", "board", "--central", central, "--date", DAY.isoformat(), "--watch", "0.1")
    command = [sys.executable, "-m", "batikpos", "--home", str(tmp_path / "none"), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watching:
        assert watching.stdout is not None
        first = json.loads(watching.stdout.readline())
        open_till(desk, FLOAT, cashier=RINI, now=NOON)
        with closing(open_centre(central)) as centre:
            push(desk.store, centre)
        second = json.loads(watching.stdout.readline())
        watching.send_signal(signal.SIGINT)
        assert watching.wait(60) == 0
    assert [told["proven"]["booths"] for told in (first, second)] == [1, 0]
    assert second["reported"]["booths"] == 1
