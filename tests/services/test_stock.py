"""Stock written down at booths and added up at the centre."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from batikpos.domain.catalogue import Item
from batikpos.domain.stock import FairStock, GoodsStock, StockAct
from batikpos.services.desk import Desk, open_desk
from batikpos.services.listing import Listing, find_listing, keep_listing
from batikpos.services.parking import parked_baskets
from batikpos.services.pickups import load_pick_ups
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.stock import (
    NoGoods,
    OtherGoods,
    TooLong,
    Written,
    awaits_count,
    stock_of_fair,
    write_move,
)
from batikpos.services.till import close_till, open_till
from batikpos.services.verify import verify
from batikpos.store.engine import Store
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.shop import CLOTH, DAY, FLOAT, KEYRING, NOON, RINI, SHIRT, an_item, item, line, sell, set_up_booth

MINUTE = timedelta(minutes=1)


def write(desk: Desk, act: StockAct, *goods: tuple[str, int], minute: int, is_whole: bool = False) -> None:
    """Write a move down, so many minutes after noon."""
    write_move(
        desk,
        act,
        [(item(sku), size) for sku, size in goods],
        move_id=uuid4(),
        cashier=RINI,
        now=NOON + minute * MINUTE,
        is_whole=is_whole,
    )


def stock(store: Store, fair_id: str) -> FairStock:
    with store.reading() as tx:
        return stock_of_fair(tx, fair_id)


def row(fair: FairStock, sku: str, booth: str = "A03") -> GoodsStock:
    (found,) = (one for one in fair.rows if (one.booth, one.sku) == (booth, sku))
    return found


def test_a_day_of_a_booth_adds_up_at_the_centre(desk: Desk, tmp_path: Path) -> None:
    write(desk, StockAct.TAKE, (SHIRT, 4), (CLOTH, 20_000), (KEYRING, 100), minute=0)
    first = sell(desk, line(SHIRT), line(CLOTH, 2_500), now=NOON + 1 * MINUTE)
    wrong = sell(desk, line(KEYRING, 5), now=NOON + 2 * MINUTE)
    void_sale(desk, wrong.kept.sale.number, "salah", cashier=RINI, now=NOON + 3 * MINUTE)
    write(desk, StockAct.COUNT, (SHIRT, 2), (CLOTH, 17_000), minute=4)
    refund_sale(desk, first.kept.sale.number, [(1, None)], "sempit", cashier=RINI, now=NOON + 5 * MINUTE)
    sell(desk, line(KEYRING, 2), now=NOON + 6 * MINUTE)
    write(desk, StockAct.HOME, (KEYRING, 90), minute=7)
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        push(desk.store, centre)
        fair = stock(centre, desk.fair.fair_id)
        assert fair == stock(desk.store, desk.fair.fair_id)
        assert not verify(centre).faults
    shirt, cloth, keyring = (row(fair, sku) for sku in (SHIRT, CLOTH, KEYRING))
    assert (shirt.taken, shirt.sold, shirt.returned, shirt.missing, shirt.left) == (4, 1, 1, 1, 3)
    assert (cloth.sold, cloth.missing, cloth.left) == (2_500, 500, 17_000)
    assert (keyring.sold, keyring.home, keyring.left, keyring.missing) == (2, 90, 8, 0)
    assert (shirt.counted, keyring.counted, shirt.days) == (2, None, 1)
    assert not verify(desk.store).faults


def test_a_count_after_midnight_is_of_the_day_that_its_till_is_of(desk: Desk) -> None:
    write(desk, StockAct.TAKE, (SHIRT, 4), (KEYRING, 9), minute=0)
    assert awaits_count(desk)
    assert stock(desk.store, desk.fair.fair_id).not_counted(DAY) == ("A03",)
    write(desk, StockAct.COUNT, (SHIRT, 4), minute=13 * 60)
    assert awaits_count(desk)  # the key rings are not counted yet
    write(desk, StockAct.COUNT, (KEYRING, 9), minute=13 * 60)
    assert not awaits_count(desk)
    fair = stock(desk.store, desk.fair.fair_id)
    assert fair.not_counted(DAY) == ()
    assert fair.not_counted(DAY + timedelta(days=1)) == ("A03",)
    close_till(desk, {100_000: 5}, cashier=RINI, now=NOON + timedelta(hours=14))
    assert not awaits_count(desk)
    open_till(desk, FLOAT, cashier=RINI, now=NOON + timedelta(hours=20))
    assert awaits_count(desk)
    write(desk, StockAct.HOME, (SHIRT, 4), (KEYRING, 9), minute=21 * 60)
    assert not awaits_count(desk)


def test_a_whole_count_finds_nothing_of_what_it_does_not_name(desk: Desk) -> None:
    write(desk, StockAct.TAKE, (SHIRT, 4), (KEYRING, 10), minute=0)
    write(desk, StockAct.COUNT, (SHIRT, 4), minute=1, is_whole=True)
    fair = stock(desk.store, desk.fair.fair_id)
    assert [(one.sku, one.missing) for one in fair.missing] == [(KEYRING, 10)]


def test_booths_have_a_stock_each_and_two_laptops_of_one_booth_one_stock(desk: Desk, tmp_path: Path) -> None:
    homes = [(tmp_path / "second", "A03", 2), (tmp_path / "other", "B01", 1)]
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        write(desk, StockAct.TAKE, (SHIRT, 4), minute=0)
        write(desk, StockAct.COUNT, (SHIRT, 3), minute=10)
        push(desk.store, centre)
        for home, booth, device in homes:
            set_up_booth(home, booth=booth, device=device)
            other = open_desk(home)
            with closing(other.store):
                open_till(other, FLOAT, cashier=RINI, now=NOON)
                sell(other, line(SHIRT), now=NOON + 5 * MINUTE)
                sell(other, line(SHIRT), now=NOON + 15 * MINUTE)
                push(other.store, centre)
        fair = stock(centre, desk.fair.fair_id)
    ours, theirs = row(fair, SHIRT), row(fair, SHIRT, "B01")
    assert (ours.sold, ours.missing, ours.left) == (2, 0, 2)
    assert (theirs.sold, theirs.left, theirs.is_written, theirs.days_left) == (2, -2, False, None)
    assert fair.written == (ours,)


def test_the_same_list_is_written_once_and_another_under_its_id_is_refused(desk: Desk) -> None:
    goods = [(item(SHIRT), 1), (item(KEYRING), 2), (item(SHIRT), 1)]

    def ask(act: StockAct, of: list[tuple[Item, int]], minute: int = 0) -> Written:
        now = NOON + minute * MINUTE
        return write_move(desk, act, of, move_id=UUID(int=7), cashier=RINI, now=now)

    first, again = ask(StockAct.TAKE, goods), ask(StockAct.TAKE, goods, 1)
    assert (first.is_repeat, again.is_repeat, again.move) == (False, True, first.move)
    assert row(stock(desk.store, desk.fair.fair_id), SHIRT).taken == 2
    with pytest.raises(OtherGoods, match="00000007"):
        ask(StockAct.TAKE, goods[1:])
    with pytest.raises(OtherGoods):
        ask(StockAct.HOME, goods)


def test_only_a_whole_count_may_name_nothing(desk: Desk) -> None:
    with pytest.raises(NoGoods):
        write(desk, StockAct.TAKE, minute=0)
    write(desk, StockAct.TAKE, (SHIRT, 1), minute=0)
    write(desk, StockAct.COUNT, minute=1, is_whole=True)
    assert row(stock(desk.store, desk.fair.fair_id), SHIRT).missing == 1


def test_a_list_that_no_centre_would_take_is_refused(desk: Desk) -> None:
    many = [(an_item(f"KAIN-{n:05}", name=f"Kain panjang tulis {n}"), 1) for n in range(12_000)]
    with pytest.raises(TooLong, match="12000"):
        write_move(desk, StockAct.TAKE, many, move_id=uuid4(), cashier=RINI, now=NOON)
    write_move(desk, StockAct.TAKE, many[:3_000], move_id=uuid4(), cashier=RINI, now=NOON)
    assert len(stock(desk.store, desk.fair.fair_id).written) == 3_000


def test_a_list_is_kept_as_it_is_until_it_is_written_down(desk: Desk) -> None:
    goods = ((item(CLOTH), 17_500), (item(SHIRT), 0))
    begun = Listing(uuid4(), StockAct.COUNT, goods, is_whole=True, cashier=RINI, at=NOON)
    other = replace(begun, move_id=uuid4(), goods=goods[:1], at=NOON - MINUTE)
    for listing in (begun, other):
        keep_listing(desk, listing)
    assert find_listing(desk) == begun
    assert parked_baskets(desk) == ()
    assert not load_pick_ups(desk)
    write = partial(write_move, desk, begun.act, move_id=begun.move_id, cashier=RINI, now=NOON)
    assert not write(begun.goods, is_whole=True).is_repeat
    assert find_listing(desk) == other
    keep_listing(desk, begun)  # as a window does that never learned of it
    with pytest.raises(OtherGoods):
        write(begun.goods[1:], is_whole=True)
    assert find_listing(desk) == begun
    assert write(begun.goods, is_whole=True).is_repeat
    keep_listing(desk, replace(other, goods=(), is_whole=False))
    assert find_listing(desk) is None
    assert verify(desk.store).is_ok
