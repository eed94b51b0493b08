"""The board says what the reconciliation says, and reads only what came since."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from batikpos.commands.board import board_lines, board_shape
from batikpos.domain.board import Board
from batikpos.domain.decision import SignedJournal, SignOff, sign_off_to_body
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import DESK, Booth
from batikpos.domain.money import Rupiah, total
from batikpos.domain.reconcile import DayState
from batikpos.domain.stock import StockAct
from batikpos.i18n import translator
from batikpos.services.backup import back_up
from batikpos.services.board import BoardReader, read_board
from batikpos.services.decisions import decide
from batikpos.services.desk import Desk, open_desk
from batikpos.services.orders import pick_up
from batikpos.services.reconcile import reconcile_day
from batikpos.services.recovery import restore
from batikpos.services.returns import void_sale
from batikpos.services.sample import SAMPLE_FAIR, sample_catalogue
from batikpos.services.setup import Plan, set_up
from batikpos.services.stock import write_move
from batikpos.services.till import close_till, open_till
from batikpos.services.verify import verify
from batikpos.services.world.fault import Fault
from batikpos.services.world.play import FairPlan, play_fair
from batikpos.settings import Settings
from batikpos.store.engine import Store
from batikpos.store.journal import append_sale, load_head
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.bench.bigfair import BigFair, make_big_fair
from tests.services.sold import opened
from tests.services.test_references import forge, order
from tests.shop import (
    DAY,
    FLOAT,
    KEYRING,
    NOON,
    RINI,
    SARI,
    TUNIC,
    cash,
    copy_home,
    item,
    line,
    people,
    qris,
    sell,
    set_up_booth,
)

NIGHT = datetime(2026, 12, 12, 14, tzinfo=UTC)


def agree(centre: Store, board: Board) -> None:
    """Hold a board against the reconciliation of its day, which reads everything: all must be the same."""
    of = reconcile_day(centre, board.day)
    rows = [(row.booth, row.state, row.figures) for row in board.rows]
    assert rows == [(d.booth, d.state, d.figures) for d in of.reconciliation.devices]
    causes = {d.booth: len(d.causes) for d in of.reconciliation.devices}
    assert all(row.causes in {None, causes[row.booth]} for row in board.rows)
    assert all((row.causes is not None) == row.is_short_or_over for row in board.rows)
    assert board.unread == 0
    lines = [line for sale in of.sales for line in sale.lines]
    assert sum(row.pieces for row in board.rows) == sum(line.counted for line in lines)
    assert total(row.natural for row in board.rows) == total(line.net for line in lines if line.dye == "alam")
    assert total(row.dyed for row in board.rows) == total(
        line.net for line in lines if line.dye != "tidak_ada"
    )
    assert total(hour.proven for hour in board.hours) == board.proven.total
    assert total(hour.reported for hour in board.hours) == board.reported.total
    assert board.proven.total + board.reported.total == of.reconciliation.total


class Watched:
    """A centre with a reader that goes on and on; each poll is held against the reconciliation."""

    def __init__(self, centre: Store) -> None:
        self.centre, self._reader = centre, BoardReader()

    def poll(self, day: date = DAY) -> Board:
        """Poll, and let nobody find a difference, neither to what was proven anew nor to a cold start."""
        board = self._reader.poll(self.centre, day, now=NIGHT)
        agree(self.centre, board)
        assert read_board(self.centre, day, now=NIGHT) == board
        for device in reconcile_day(self.centre, day).reconciliation.devices:
            assert self._reader.explain(self.centre, day, device.booth) == device
        return board

    def states(self, day: date = DAY) -> dict[str, DayState]:
        """Say what is said of the devices of which anything came."""
        return {row.booth.prefix: row.state for row in self.poll(day).rows if row.last}


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    """Make a centre that is watched."""
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        yield Watched(centre)


def send(desk: Desk, watched: Watched) -> None:
    """Send what a booth has."""
    push(desk.store, watched.centre)


def close(desk: Desk, at: datetime = NOON) -> None:
    """Close a till with what it began with."""
    close_till(desk, {100_000: 5}, cashier=RINI, now=at)


@contextmanager
def booth(home: Path, code: str) -> Iterator[Desk]:
    """Set a booth up and open its till."""
    set_up_booth(home, booth=code)
    with opened(home) as desk:
        open_till(desk, FLOAT, cashier=RINI, now=NOON)
        yield desk


def alter(centre: Store, *statements: str) -> None:
    """Change a centre's file past the program."""
    with closing(sqlite3.connect(centre.name)) as raw, raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)


def test_a_day_as_it_comes_in(desk: Desk, watched: Watched) -> None:
    send(desk, watched)
    assert watched.states() == {"A03": DayState.REPORTED}
    sell(desk)
    second = sell(desk, line(KEYRING, 3), tenders=(qris(30_000),)).kept.sale
    send(desk, watched)
    (row,) = (row for row in watched.poll().rows if row.figures)
    assert row.figures is not None
    assert (row.figures.sales, row.pieces, row.last) == (2, 4, NOON)
    assert row.age(NIGHT) == NIGHT - NOON
    void_sale(desk, second.number, "batal", cashier=RINI, now=NOON + timedelta(hours=2))
    close_till(desk, {100_000: 8}, cashier=RINI, now=NOON + timedelta(hours=8))
    send(desk, watched)
    (row,) = (row for row in watched.poll().rows if row.figures)
    assert (row.state, row.is_short_or_over, row.causes) == (DayState.PROVEN, True, 2)
    assert [(hour.hour, hour.sales) for hour in row.hours] == [(12, 2), (14, -1)]
    open_till(desk, FLOAT, cashier=RINI, now=NOON + timedelta(days=1))
    send(desk, watched)
    assert watched.states() == {"A03": DayState.PROVEN}
    assert watched.states(DAY + timedelta(days=1)) == {"A03": DayState.REPORTED}
    assert watched.states() == {"A03": DayState.PROVEN}


def test_a_booth_that_took_goods_is_named_at_its_days_end_until_they_are_counted(
    desk: Desk, watched: Watched
) -> None:
    def write(act: StockAct, hour: int) -> None:
        goods = [(item(KEYRING), 3)]
        write_move(desk, act, goods, move_id=uuid4(), cashier=RINI, now=NOON + timedelta(hours=hour))

    write(StockAct.TAKE, 0)
    send(desk, watched)
    assert watched.poll().goods_not_counted == ()  # it may still be counted
    close(desk, NOON + timedelta(hours=8))
    send(desk, watched)
    board = watched.poll()
    assert board.goods_not_counted == ("A03",)
    assert "Goods not counted: A03" in list(board_lines(board, translator("en")))
    assert board_shape(board)["goods_not_counted"] == ["A03"]
    write(StockAct.COUNT, 9)
    send(desk, watched)
    assert watched.poll().goods_not_counted == ()
    open_till(desk, FLOAT, cashier=RINI, now=NOON + timedelta(days=1))
    close(desk, NOON + timedelta(days=1, hours=8))
    send(desk, watched)
    assert watched.poll(DAY + timedelta(days=1)).goods_not_counted == ("A03",)


def _goods(desk: Desk, act: StockAct, hour: int, *names: str, is_whole: bool = False) -> None:
    """Write goods down so many hours after noon of the first day."""
    goods = [(item(sku), 3) for sku in names]
    now = NOON + timedelta(hours=hour)
    write_move(desk, act, goods, move_id=uuid4(), cashier=RINI, now=now, is_whole=is_whole)


def test_a_count_of_some_goods_leaves_the_others_to_be_counted(desk: Desk, watched: Watched) -> None:
    _goods(desk, StockAct.TAKE, 0, KEYRING, TUNIC)
    close(desk, NOON + timedelta(hours=8))
    _goods(desk, StockAct.COUNT, 9, KEYRING)
    send(desk, watched)
    assert watched.poll().goods_not_counted == ("A03",)
    _goods(desk, StockAct.COUNT, 10, is_whole=True)
    send(desk, watched)
    assert watched.poll().goods_not_counted == ()


@pytest.mark.parametrize("is_closed_first", [False, True])
def test_a_count_after_midnight_is_of_the_day_that_its_till_is_of(
    desk: Desk, watched: Watched, *, is_closed_first: bool
) -> None:
    _goods(desk, StockAct.TAKE, 0, KEYRING)
    if is_closed_first:
        close(desk, NOON + timedelta(hours=11))
    _goods(desk, StockAct.COUNT, 13, KEYRING)
    if not is_closed_first:
        close(desk, NOON + timedelta(hours=14))
    send(desk, watched)
    assert watched.poll().goods_not_counted == ()


def test_goods_that_came_on_a_later_day_name_no_booth_on_an_earlier_one(desk: Desk, watched: Watched) -> None:
    close(desk, NOON + timedelta(hours=8))
    _goods(desk, StockAct.TAKE, 20, KEYRING)  # before its till is opened
    open_till(desk, FLOAT, cashier=RINI, now=NOON + timedelta(days=1))
    close(desk, NOON + timedelta(days=1, hours=8))
    send(desk, watched)
    assert watched.poll().goods_not_counted == ()
    assert watched.poll(DAY + timedelta(days=1)).goods_not_counted == ("A03",)


def test_goods_that_were_all_brought_home_are_not_asked_for(desk: Desk, watched: Watched) -> None:
    _goods(desk, StockAct.TAKE, 0, KEYRING, TUNIC)
    close(desk, NOON + timedelta(hours=8))
    _goods(desk, StockAct.HOME, 9, KEYRING)
    send(desk, watched)
    assert watched.poll().goods_not_counted == ("A03",)
    _goods(desk, StockAct.HOME, 10, TUNIC)
    send(desk, watched)
    assert watched.poll().goods_not_counted == ()


def test_fairs_with_every_kind_of_fault_stand_on_the_board_as_they_are_reconciled(tmp_path: Path) -> None:
    with ExitStack() as stack:
        centre = stack.enter_context(closing(open_centre(str(tmp_path / "centre.db"), create=True)))
        desks = []
        for n in range(5):
            set_up_booth(tmp_path / f"C{n}", booth=f"C{n}")
            desks.append(open_desk(tmp_path / f"C{n}"))
            stack.enter_context(closing(desks[-1].store))
        reader, days = BoardReader(), set()
        plan = FairPlan(4, 4, RINI, SARI, faulty=1)

        def send(desk: Desk) -> None:
            push(desk.store, centre)

        kinds: set[Fault] = set()
        for played in play_fair(desks, plan, Random(5), send):
            days.add(played.day)
            kinds |= {planted.fault for planted in played.evening.planted}
            agree(centre, reader.poll(centre, played.day, now=NIGHT))
        assert len(kinds) > 10
        for day in sorted(days):
            agree(centre, reader.poll(centre, day, now=NIGHT))


def test_a_copy_that_sold_too_is_never_proven(desk: Desk, watched: Watched, tmp_path: Path) -> None:
    copy_home(desk.home, tmp_path / "copy")
    sell(desk)
    close(desk)
    send(desk, watched)
    assert watched.states() == {"A03": DayState.PROVEN}
    with opened(tmp_path / "copy") as copy:
        sell(copy, line(KEYRING))
        send(copy, watched)
    assert watched.states() == {"A03": DayState.REPORTED}


def test_two_laptops_under_one_name_are_not_proven_though_each_was(
    desk: Desk, watched: Watched, tmp_path: Path
) -> None:
    sell(desk)
    close(desk)
    send(desk, watched)
    assert watched.states() == {"A03": DayState.PROVEN}
    with booth(tmp_path / "other", "A03") as other:
        sell(other)
        send(other, watched)
        close(other)
        send(other, watched)
    assert watched.states() == {"A03": DayState.REPORTED}


def test_a_drawer_that_another_store_carries_on_is_one(desk: Desk, watched: Watched, tmp_path: Path) -> None:
    sell(desk)
    back_up(desk, tmp_path / "copy.db")
    send(desk, watched)
    watched.poll()
    desk.store.close()
    restore(desk.home, tmp_path / "copy.db", now=NOON)
    with opened(desk.home) as went_on:
        sell(went_on)
        send(went_on, watched)
        assert watched.states() == {"A03": DayState.REPORTED}
        close(went_on)
        send(went_on, watched)
    assert watched.states() == {"A03": DayState.PROVEN}


def test_a_payment_that_was_seen_and_never_came_leaves_its_own_booth_unproven(
    desk: Desk, watched: Watched, tmp_path: Path
) -> None:
    with booth(tmp_path / "other", "B07") as other:
        sell(other)
        close(other)
        send(other, watched)
    order(desk, qris(100_000))
    forge(desk, FactKind.CHECK, number="A03-20261211-0099", n=1)
    close(desk)
    send(desk, watched)
    assert watched.states() == {"A03": DayState.REPORTED, "B07": DayState.PROVEN}


def test_an_order_that_is_handed_over_a_second_time_unproves_the_day_of_the_first(
    desk: Desk, watched: Watched
) -> None:
    number = order(desk, cash(100_000))
    first = pick_up(desk, number, (cash(295_000),), cashier=RINI, now=NOON).kept.sale
    close(desk)
    send(desk, watched)
    assert watched.states() == {"A03": DayState.PROVEN}
    tomorrow = NOON + timedelta(days=1)
    open_till(desk, FLOAT, cashier=RINI, now=tomorrow)
    with desk.writing() as tx:
        again = replace(
            first,
            sale_id=str(uuid4()),
            running=1,
            number="A03-20261212-0001",
            business_day=DAY + timedelta(1),
        )
        append_sale(tx, again, till_seq=load_head(tx).mark)
    send(desk, watched)
    assert watched.states() == {"A03": DayState.REPORTED}


def test_tables_that_say_something_else_than_the_facts_prove_nothing(desk: Desk, watched: Watched) -> None:
    sell(desk)
    close(desk)
    send(desk, watched)
    alter(watched.centre, "UPDATE cash_move SET amount = 1", "UPDATE sale SET cashier = 'Tono'")
    assert watched.states() == {"A03": DayState.REPORTED}


@pytest.mark.parametrize(
    "nonsense", ["sale_line SET unit = 'x'", "tender SET kind = 'x'", "sale SET at = 'x'"]
)
def test_tables_that_hold_nonsense_prove_nothing_and_are_no_accident(
    desk: Desk, watched: Watched, nonsense: str
) -> None:
    sell(desk)
    close(desk)
    send(desk, watched)
    alter(watched.centre, f"UPDATE {nonsense}")
    assert watched.states() == {"A03": DayState.REPORTED}


def test_a_centre_that_holds_another_history_now_is_read_anew(
    desk: Desk, watched: Watched, tmp_path: Path
) -> None:
    copy_home(desk.home, tmp_path / "copy")
    sell(desk)
    send(desk, watched)
    watched.poll()
    with (
        opened(tmp_path / "copy") as copy,
        closing(open_centre(str(tmp_path / "new.db"), create=True)) as new,
    ):
        for _ in range(3):
            sell(copy, line(KEYRING))
        close(copy)
        push(copy.store, new)
        wanted = read_board(new, DAY, now=NIGHT)
    tables = ("fact", "sale", "sale_line", "tender", "till_close", "seal", "journal")
    alter(
        watched.centre,
        f"ATTACH '{tmp_path / 'new.db'}' AS new",
        *(f"DELETE FROM main.{table}" for table in reversed(tables)),
        *(f"INSERT INTO main.{table} SELECT * FROM new.{table}" for table in tables if table != "fact"),
        "INSERT INTO main.fact SELECT * FROM new.fact",
    )
    assert watched.poll().rows == wanted.rows


def test_what_was_proven_is_not_read_again(desk: Desk, watched: Watched) -> None:
    sell(desk)
    close(desk)
    send(desk, watched)
    reader = BoardReader()
    before = reader.poll(watched.centre, DAY, now=NIGHT)
    alter(watched.centre, "UPDATE fact SET payload = 'x' WHERE kind = 'sale'")
    assert reader.poll(watched.centre, DAY, now=NIGHT) == before
    assert {row.state for row in read_board(watched.centre, DAY, now=NIGHT).rows if row.last} == {
        DayState.REPORTED
    }


def test_a_reader_without_time_goes_on_where_it_was_and_calls_nothing_proven_before(tmp_path: Path) -> None:
    of = BigFair(4, 2, 20)
    make_big_fair(tmp_path / "centre.db", of)
    with closing(open_centre(str(tmp_path / "centre.db"))) as centre:
        reader, left, seen = BoardReader(), [], []
        while True:
            board = reader.poll(centre, of.day(0), now=NIGHT, within=0)
            left.append(board.unread)
            seen.append(board.proven.booths)
            if not board.unread:
                break
        assert seen[-1] == 4
        assert left == sorted(left, reverse=True)
        assert len(left) > 4
        agree(centre, board)
        assert verify(centre).faults == ()
        agree(centre, reader.poll(centre, of.day(1), now=NIGHT))
        assert Booth("B000") in {row.booth for row in board.rows}


def test_who_signed_the_day_off_stands_on_the_board_and_the_desk_itself_does_not(
    desk: Desk, watched: Watched, tmp_path: Path
) -> None:
    sell(desk)
    close(desk)
    send(desk, watched)
    assert watched.poll().signed is None
    plan = Plan(SAMPLE_FAIR, Booth(DESK), sample_catalogue(), people(), Settings())
    set_up(tmp_path / "desk", plan, now=NOON)
    journals = (SignedJournal("j", "A03", 5, "00", "proven"),)
    signed = SignOff(DAY, NIGHT, SARI, RINI, Rupiah(395_000), journals)
    with opened(tmp_path / "desk") as organizer:
        decide(organizer, FactKind.SIGNED, sign_off_to_body(signed), now=NIGHT)
        send(organizer, watched)
    board = watched.poll()
    assert board.signed == signed
    assert board.moved_since_signed == Rupiah(0)
    assert {row.booth.code: row.signed for row in board.rows if row.signed} == {"A03": "proven"}
    assert DESK not in {row.booth.code for row in board.rows}
    assert watched.poll(DAY + timedelta(days=1)).signed is None
