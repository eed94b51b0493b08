"""The disk that remembers what was synced: what a cut leaves of it."""

from pathlib import Path
from random import Random

import pytest

from tests.faults.disk import SECTOR, Disk, Image, Loss
from tests.faults.recorder import Entry, Op


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    (tmp_path / "old").write_bytes(b"old")
    return Disk(tmp_path, tmp_path)


def act(
    disk: Disk, folder: Path, op: Op, path: str = "", *, fd: int = 3, number: int = 0, data: bytes = b""
) -> None:
    disk.apply(Entry(op, fd, number, str(folder / path) if path else "", data))


def dropped(disk: Disk) -> Image:
    return disk.image(Loss.DROPPED, Random(1))


def test_what_was_written_is_there_at_once_and_safe_only_when_synced(disk: Disk, tmp_path: Path) -> None:
    act(disk, tmp_path, Op.OPEN, "old")
    act(disk, tmp_path, Op.WRITE, number=1, data=b"new!")
    assert disk.image(Loss.KEPT, Random(1)) == {"old": b"onew!"}
    assert dropped(disk) == {"old": b"old"}
    act(disk, tmp_path, Op.SYNC)
    assert dropped(disk) == {"old": b"onew!"}


def test_a_new_file_is_safe_only_when_its_folder_is_synced_too(disk: Disk, tmp_path: Path) -> None:
    act(disk, tmp_path, Op.OPEN, "new", number=1)
    act(disk, tmp_path, Op.WRITE, data=b"x")
    act(disk, tmp_path, Op.SYNC)
    assert dropped(disk) == {"old": b"old"}
    disk.apply(Entry(Op.OPEN, 4, 0, str(tmp_path), b""))
    act(disk, tmp_path, Op.SYNC, fd=4)
    assert dropped(disk) == {"old": b"old", "new": b"x"}


def test_a_name_that_went_is_gone_for_good_only_when_its_folder_is_synced(disk: Disk, tmp_path: Path) -> None:
    act(disk, tmp_path, Op.UNLINK, "old")
    assert disk.image(Loss.KEPT, Random(1)) == {}
    assert dropped(disk) == {"old": b"old"}
    disk.apply(Entry(Op.OPEN, 4, 0, str(tmp_path), b""))
    act(disk, tmp_path, Op.SYNC, fd=4)
    assert dropped(disk) == {}


def test_a_name_given_again_is_not_taken_away_by_what_came_before(disk: Disk, tmp_path: Path) -> None:
    act(disk, tmp_path, Op.UNLINK, "old")
    act(disk, tmp_path, Op.OPEN, "old", number=1)
    act(disk, tmp_path, Op.WRITE, data=b"again")
    act(disk, tmp_path, Op.SYNC)
    disk.apply(Entry(Op.OPEN, 4, 0, str(tmp_path), b""))
    act(disk, tmp_path, Op.SYNC, fd=4)
    assert dropped(disk) == {"old": b"again"}


def test_a_moved_file_keeps_its_old_name_until_its_folder_is_synced(disk: Disk, tmp_path: Path) -> None:
    act(disk, tmp_path, Op.RENAME, "old", data=str(tmp_path / "new").encode())
    assert disk.image(Loss.KEPT, Random(1)) == {"new": b"old"}
    assert dropped(disk) == {"old": b"old"}


def test_each_sector_that_was_not_synced_is_there_or_not_by_itself(disk: Disk, tmp_path: Path) -> None:
    act(disk, tmp_path, Op.OPEN, "old")
    act(disk, tmp_path, Op.WRITE, data=b"".join(bytes([n]) * SECTOR for n in (1, 2)))
    seen = {disk.image(Loss.RANDOM, Random(seed))["old"] for seed in range(40)}
    first, second = b"\1" * SECTOR, b"\2" * SECTOR
    assert seen == {b"old", first, b"old" + bytes(SECTOR - 3) + second, first + second}
