"""Copies in a second place: written whole, proven, over nothing else, and the oldest let go."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from batikpos.services import backup
from batikpos.services.backup import Backup, NotBackedUp, back_up, back_up_to_folder, list_backups
from batikpos.services.desk import Desk
from batikpos.services.recovery import restore
from batikpos.sync.centre import open_centre
from batikpos.targets import BadTarget
from tests.services.sold import SOLD, opened, sold_home
from tests.shop import NOON, contents, copy_home, line, sell


@pytest.fixture
def home(desk: Desk) -> Path:
    """Give a home that has sold."""
    return sold_home(desk)


def test_a_copy_is_written_while_the_store_is_in_use_and_proven(home: Path, tmp_path: Path) -> None:
    with opened(home) as desk:
        made = back_up(desk, tmp_path / "a.batikpos")
        assert (made.facts, made.file.read_bytes()[:15]) == (SOLD + 2, b"SQLite format 3")
        sell(desk)
    assert [p.name for p in tmp_path.glob("a.*")] == ["a.batikpos"]


def test_the_newest_copies_are_kept_and_those_of_other_booths_left_alone(home: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    others = stick / "A04-20261211-120000.batikpos"
    others.write_text("theirs")
    with opened(home) as desk:
        set_ = desk.with_settings(replace(desk.settings, backup=str(stick), backups=3))
        for minute in range(5):
            back_up_to_folder(set_, now=NOON.replace(minute=minute))
    assert [p.name for p in list_backups(stick)] == [
        *(f"A03-20261211-12{minute:02}00-{minute + 1:04}.batikpos" for minute in (4, 3, 2)),
        others.name,
    ]
    assert others.read_text() == "theirs"


def test_a_stick_that_is_not_there_is_told_and_loses_nothing(home: Path, tmp_path: Path) -> None:
    with opened(home) as desk:
        gone = desk.with_settings(replace(desk.settings, backup=str(tmp_path / "gone")))
        with pytest.raises(NotBackedUp):
            back_up_to_folder(gone, now=NOON)
        assert back_up_to_folder(desk, now=NOON) is None  # none is set


def test_a_copy_that_does_not_read_back_takes_nobodys_place(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.batikpos"
    with opened(home) as desk:
        good = back_up(desk, target)
        before = target.read_bytes()

        def torn(_store: object, path: Path) -> None:
            path.write_bytes(before[: len(before) // 2])

        monkeypatch.setattr("batikpos.services.backup.copy_store", torn)
        with pytest.raises(NotBackedUp):
            back_up(desk, target)
    assert (target.read_bytes(), good.facts) == (before, SOLD + 2)
    assert list(tmp_path.glob("*.part")) == []


def test_a_clock_set_back_lets_no_newer_copy_go(home: Path, tmp_path: Path) -> None:
    """One copy made under a wrong date must not crowd out all that come after it."""
    with opened(home) as desk:
        set_ = desk.with_settings(replace(desk.settings, backup=str(tmp_path), backups=3))
        made = [back_up_to_folder(set_, now=NOON + timedelta(days=days)) for days in (40, 0, -3, 1)]
    newest = [copy.file for copy in reversed(made) if copy is not None][:3]
    assert list_backups(tmp_path) == tuple(newest)


def test_copies_of_an_older_program_are_the_oldest(home: Path, tmp_path: Path) -> None:
    old = tmp_path / "A03-20261231-235959.batikpos"
    old.write_text("old")
    with opened(home) as desk:
        made = back_up_to_folder(desk.with_settings(replace(desk.settings, backup=str(tmp_path))), now=NOON)
    assert made is not None
    assert list_backups(tmp_path) == (made.file, old)


class Usage(NamedTuple):
    """What the system says of a disk."""

    total: int
    used: int
    free: int


def test_on_a_full_stick_the_oldest_make_room_but_two_stay(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = 3

    def limited(desk: Desk, file: Path) -> Backup:
        if len(list_backups(tmp_path)) >= room:
            raise NotBackedUp(str(tmp_path), "No space left on device")
        return back_up(desk, file)

    monkeypatch.setattr(backup, "back_up", limited)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(1, 1, 0))
    with opened(home) as desk:
        set_ = desk.with_settings(replace(desk.settings, backup=str(tmp_path)))
        given_up = []
        for minute in range(5):
            made = back_up_to_folder(set_, now=NOON.replace(minute=minute))
            given_up.append(made and made.given_up)
        assert given_up == [0, 0, 0, 1, 1]
        assert [int(p.stem[-4:]) for p in list_backups(tmp_path)] == [5, 4, 3]
        room = 2
        with pytest.raises(NotBackedUp):
            back_up_to_folder(set_, now=NOON.replace(minute=5))
    assert [int(p.stem[-4:]) for p in list_backups(tmp_path)] == [5, 4]


def test_the_copies_of_a_laptop_that_is_away_stay_on_the_stick(home: Path, tmp_path: Path) -> None:
    """Another one took over under its name: what only the copies of the first hold is never given up."""
    spare = tmp_path / "spare"
    stick = tmp_path / "stick"
    stick.mkdir()
    with opened(home) as desk:
        back_up(desk, tmp_path / "early")
        sell(desk)
        there = desk.with_settings(replace(desk.settings, backup=str(stick), backups=3))
        made = back_up_to_folder(there, now=NOON)
        assert made is not None
    restore(spare, tmp_path / "early", now=NOON)
    with opened(spare) as desk:
        there = desk.with_settings(replace(desk.settings, backup=str(stick), backups=3))
        for minute in range(5):
            back_up_to_folder(there, now=NOON.replace(minute=minute))
        assert made.file in list_backups(stick)
        assert len(list_backups(stick)) == 3 + 1
        with pytest.raises(BadTarget):
            back_up(desk, made.file)
    with opened(home) as desk:
        back_up(desk, made.file)  # its own later one covers it


def test_a_copy_of_another_history_under_the_same_numbers_is_never_given_up(
    home: Path, tmp_path: Path
) -> None:
    """A cloned laptop writes the same journal: its numbers say nothing, its facts do."""
    stick = tmp_path / "stick"
    stick.mkdir()
    clone = copy_home(home, tmp_path / "clone")
    with opened(clone) as desk:
        sell(desk, line("WDJ-TN-001"))
        made = back_up_to_folder(desk.with_settings(replace(desk.settings, backup=str(stick))), now=NOON)
    assert made is not None
    with opened(home) as desk:
        there = desk.with_settings(replace(desk.settings, backup=str(stick), backups=3))
        for minute in range(5):
            sell(desk, line("KLS-GK-001"))
            back_up_to_folder(there, now=NOON.replace(minute=minute))
        with pytest.raises(BadTarget):
            back_up(desk, made.file)
    assert made.file in list_backups(stick)


def test_a_card_that_only_reads_is_told_as_one(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "unlink", refuse)
    with opened(home) as desk, pytest.raises(NotBackedUp, match="tidak bisa ditulisi"):
        back_up(desk, tmp_path / "a")


@pytest.mark.parametrize("name", ["centre.db", "text", "home/store.db", "home/device.key", "home/new", "."])
def test_a_copy_is_written_over_nothing_but_an_earlier_copy(home: Path, tmp_path: Path, name: str) -> None:
    open_centre(str(tmp_path / "centre.db"), create=True).close()
    (tmp_path / "text").write_text("halo")
    before = contents(tmp_path)
    with opened(home) as desk:
        for language in ("id", "en"):
            with pytest.raises(BadTarget) as refused:
                back_up(desk, tmp_path / name)
            assert "{" not in refused.value.message(language)
    after = contents(tmp_path)
    assert {path: after[path] for path in before if not path.endswith(("-wal", "-shm"))} == {
        path: data for path, data in before.items() if not path.endswith(("-wal", "-shm"))
    }
