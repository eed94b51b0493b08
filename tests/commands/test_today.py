"""Which day "today" is to the organizer's commands: the fair's, and not that of Jakarta."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from batikpos.commands.context import Context
from tests.commands.terminal import Terminal
from tests.commands.test_fair import DAYS, PINS, book

__all__ = ["book"]

IN_THE_NIGHT = datetime(2099, 12, 12, 15, 30, tzinfo=UTC)
"""22.30 on the 12th in Jakarta, 00.30 on the 13th in Jayapura."""


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Asia/Jakarta", "2099-12-12"), ("Asia/Makassar", "2099-12-12"), ("Asia/Jayapura", "2099-12-13")],
)
def test_today_is_the_fairs_day(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str, day: str
) -> None:
    centre, desk = str(tmp_path / "centre.db"), Terminal(tmp_path / "desk", monkeypatch)
    made = ("--name", "Pameran Timur", *DAYS, "--by", "Wati", "--zone", zone, "--central", centre)
    desk.give("fair", "make", *made, "--pins", str(tmp_path / "pins.csv"), "--sheets", str(book), pins=PINS)
    monkeypatch.setattr(Context, "now", lambda _self: IN_THE_NIGHT)
    assert desk.give("board", "--central", centre)["date"] == day
    settled = desk.give("settlement", "--central", centre)
    assert settled["days"][-1] == day
