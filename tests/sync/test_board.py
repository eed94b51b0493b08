"""The board at every kind of centre, and what it says while facts wait there to be read."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from batikpos.domain.board import Board
from batikpos.domain.reconcile import DayState
from batikpos.services.board import BoardReader, read_board
from batikpos.services.reconcile import reconcile_day
from batikpos.store.engine import Store
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.sync.booths import DAY, close_till, new_booth, sell
from tests.sync.guarded import Guarded

NIGHT = datetime(2026, 12, 11, 14, tzinfo=UTC)


@pytest.fixture
def booth(tmp_path: Path) -> Iterator[Store]:
    """Give a booth with an open till."""
    with closing(new_booth(tmp_path / "A01.db")) as store:
        yield store


def states(board: Board) -> list[tuple[str, DayState, int]]:
    """Say what is said of each booth of which anything came: its state, and how many sales."""
    return [(r.booth.code, r.state, r.figures.sales if r.figures else 0) for r in board.rows if r.last]


def agree(centre: Store, board: Board) -> None:
    """Hold it against the reconciliation."""
    wanted = reconcile_day(centre, DAY).reconciliation.devices
    assert [(r.booth, r.state, r.figures) for r in board.rows] == [
        (d.booth, d.state, d.figures) for d in wanted
    ]


def test_a_day_as_it_comes_in_at_every_kind_of_centre(booth: Store, centre: Store) -> None:
    reader = BoardReader()
    for amounts in ((10_000, 20_000), (30_000,)):
        sell(booth, *amounts)
        push(booth, centre)
        agree(centre, reader.poll(centre, DAY, now=NIGHT))
    close_till(booth)
    push(booth, centre)
    board = reader.poll(centre, DAY, now=NIGHT)
    assert states(board) == [("A01", DayState.PROVEN, 3)]
    assert read_board(centre, DAY, now=NIGHT) == board
    agree(centre, board)


def test_the_organizers_login_reads_up_what_waits_before_it_shows_the_board(
    booth: Store, guarded: Guarded
) -> None:
    with (
        closing(open_centre(guarded.addresses["A01"])) as theirs,
        closing(open_centre(guarded.addresses["organizer"])) as desk,
        closing(open_centre(guarded.addresses["reader"])) as looking,
    ):
        sell(booth, 10_000)
        push(booth, theirs)
        board, onlooker = BoardReader(), BoardReader()
        assert states(board.poll(desk, DAY, now=NIGHT)) == [("A01", DayState.REPORTED, 1)]
        sell(booth, 20_000)
        close_till(booth)
        push(booth, theirs)
        # Who may only look sees as far as the organizer has read, and calls nothing proven before.
        assert states(onlooker.poll(looking, DAY, now=NIGHT)) == [("A01", DayState.REPORTED, 1)]
        assert states(board.poll(desk, DAY, now=NIGHT)) == [("A01", DayState.PROVEN, 2)]
        assert states(onlooker.poll(looking, DAY, now=NIGHT)) == [("A01", DayState.PROVEN, 2)]
