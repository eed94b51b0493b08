"""A full disk: warned of early, refused before money is taken, and room kept for the end of the day."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from batikpos.domain.money import Rupiah
from batikpos.services import disk
from batikpos.services.desk import Desk
from batikpos.services.disk import (
    EARLY_BYTES,
    LAST_BYTES,
    RESERVE_BYTES,
    RESERVE_NAME,
    DiskFull,
    Room,
    check_room,
    free_reserve,
    look_at_room,
    make_reserve,
)
from batikpos.services.till import close_till
from tests.shop import NOON, RINI, sell

Fill = Callable[[int], None]


class Usage(NamedTuple):
    """What the system says of a disk."""

    total: int
    used: int
    free: int


@pytest.fixture
def fill(monkeypatch: pytest.MonkeyPatch) -> Fill:
    """Let the disk say that so many bytes are free."""

    def fill_(free: int) -> None:
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(2**40, 2**40 - free, free))

    return fill_


def test_room_is_said_in_three_words(tmp_path: Path, fill: Fill) -> None:
    for free, room in (
        (EARLY_BYTES, Room.ENOUGH),
        (EARLY_BYTES - 1, Room.LITTLE),
        (2 * RESERVE_BYTES, Room.LITTLE),
        (2 * RESERVE_BYTES - 1, Room.NONE),
        (0, Room.NONE),
    ):
        fill(free)
        assert look_at_room(tmp_path) is room


def test_the_reserve_is_room_that_is_counted_and_written(tmp_path: Path, fill: Fill) -> None:
    make_reserve(tmp_path)
    assert (tmp_path / RESERVE_NAME).stat().st_size == RESERVE_BYTES
    fill(RESERVE_BYTES)
    assert check_room(tmp_path) is Room.LITTLE
    fill(RESERVE_BYTES - 1)
    with pytest.raises(DiskFull) as refused:
        check_room(tmp_path)
    assert str(tmp_path) in refused.value.message("id")


def test_no_reserve_is_made_on_a_disk_that_is_nearly_full(tmp_path: Path, fill: Fill) -> None:
    fill(EARLY_BYTES - 1)
    make_reserve(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_reserve_that_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(bytes):
        def __getitem__(self, _key: object) -> bytes:  # type: ignore[override]
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "_CHUNK", Full())
    make_reserve(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_reserve_is_given_up_only_at_the_very_end(tmp_path: Path, fill: Fill) -> None:
    assert not free_reserve(tmp_path)
    make_reserve(tmp_path)
    fill(LAST_BYTES)
    assert not free_reserve(tmp_path)
    fill(LAST_BYTES - 1)
    assert free_reserve(tmp_path)
    assert not (tmp_path / RESERVE_NAME).exists()


def test_on_a_full_disk_the_open_sale_and_the_close_are_written(desk: Desk, fill: Fill) -> None:
    make_reserve(desk.home)
    fill(0)
    with pytest.raises(DiskFull):
        check_room(desk.home)
    sold = sell(desk)
    closed = close_till(desk, {100_000: 4}, cashier=RINI, now=NOON)
    assert closed.till.figures.sales == 1
    assert closed.till.figures.expected_cash == closed.till.float_ + sold.kept.sale.total
    assert closed.till.counted == Rupiah(400_000)
    assert not (desk.home / RESERVE_NAME).exists()
