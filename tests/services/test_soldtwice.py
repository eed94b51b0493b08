"""A single piece sold at two booths that could not know of each other: recorded, named, proposed about."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from batikpos.domain.obstacle import SoldOut
from batikpos.domain.reconcile import DayState, say_cause
from batikpos.domain.sale import PaperSlip
from batikpos.domain.soldtwice import SoldTwice, Why
from batikpos.domain.stock import StockAct
from batikpos.i18n import translator
from batikpos.services.checkout import complete_sale
from batikpos.services.desk import Desk, open_desk
from batikpos.services.reconcile import reconcile_day
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.soldtwice import sold_twice
from batikpos.services.stock import write_move
from batikpos.services.till import close_till, open_till
from batikpos.services.verify import verify
from batikpos.store.engine import Store
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.shop import (
    DAY,
    FLOAT,
    NOON,
    RINI,
    SARI,
    SHIRT,
    SILK,
    basket,
    cash,
    item,
    line,
    sell,
    set_up_booth,
)

MINUTE = timedelta(minutes=1)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    """Set another booth up, its till open."""
    set_up_booth(tmp_path / "other", booth="B01")
    desk = open_desk(tmp_path / "other")
    with closing(desk.store):
        open_till(desk, FLOAT, cashier=RINI, now=NOON)
        yield desk


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Store]:
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as made:
        yield made


def conflicts(centre: Store, *desks: Desk) -> tuple[SoldTwice, ...]:
    for desk in desks:
        push(desk.store, centre)
    with centre.reading() as tx:
        return sold_twice(tx, desks[0].fair.fair_id)


def test_both_sales_stand_and_both_booths_are_told(desk: Desk, other: Desk, centre: Store) -> None:
    first = sell(desk, line(SILK), now=NOON).kept.sale
    second = sell(other, line(SILK), now=NOON + MINUTE).kept.sale
    for each in (desk, other):
        close_till(each, {}, cashier=RINI, now=NOON + 9 * MINUTE)
    (found,) = conflicts(centre, desk, other)
    assert (found.numbers, found.stands, found.why) == (
        (first.number, second.number),
        first.number,
        Why.EARLIER,
    )
    assert [(o.number, o.amount) for o in found.offers] == [(second.number, second.total)]
    assert not verify(centre).faults
    of = reconcile_day(centre, DAY)
    assert [row.state for row in of.reconciliation.devices if row.figures] == [DayState.PROVEN] * 2
    for row in of.reconciliation.devices:
        if row.figures:
            (note,) = (cause for cause in row.causes if cause.code == "sold_twice")
            assert note.evidence == found.numbers
            assert first.number in say_cause(note, row.figures, translator("id"))
            assert row.causes[-1].code == "unexplained"


def test_what_there_are_more_of_or_was_given_back_is_no_conflict(
    desk: Desk, other: Desk, centre: Store
) -> None:
    for each in (desk, other):
        sell(each, line(SHIRT))
    first = sell(desk, line(SILK)).kept.sale
    refund_sale(desk, first.number, [(1, None)], "batal", cashier=RINI, now=NOON + MINUTE)
    sell(other, line(SILK), now=NOON + 2 * MINUTE)
    assert conflicts(centre, desk, other) == ()
    again = sell(desk, line(SILK), now=NOON + 3 * MINUTE).kept.sale
    (found,) = conflicts(centre, desk)
    assert again.number in found.numbers
    assert first.number not in found.numbers
    void_sale(desk, again.number, "salah", cashier=RINI, now=NOON + 4 * MINUTE, approver=SARI)
    assert conflicts(centre, desk) == ()


def test_one_booth_that_sells_it_all_the_same_is_named_too(desk: Desk, centre: Store) -> None:
    sell(desk, line(SILK))
    with pytest.raises(SoldOut):
        sell(desk, line(SILK))
    cart = basket(line(SILK))
    complete_sale(desk, cart, (cash(cart.net.amount),), cashier=RINI, now=NOON, oversell=True)
    (found,) = conflicts(centre, desk)
    assert (found.pieces, found.stands) == (2, found.numbers[0])


def test_the_stock_list_says_who_had_the_piece(desk: Desk, other: Desk, centre: Store) -> None:
    write_move(other, StockAct.TAKE, [(item(SILK), 1)], move_id=uuid4(), cashier=RINI, now=NOON - MINUTE)
    sell(desk, line(SILK), now=NOON)
    second = sell(other, line(SILK), now=NOON + MINUTE).kept.sale
    (found,) = conflicts(centre, desk, other)
    assert (found.stands, found.why) == (second.number, Why.TAKEN)


def test_a_sale_from_a_paper_slip_and_a_clock_that_was_set_prove_no_order(
    desk: Desk, other: Desk, centre: Store
) -> None:
    cart = basket(line(SILK))
    slip = PaperSlip("S-1", DAY, "listrik mati")
    complete_sale(desk, cart, (cash(cart.net.amount),), cashier=RINI, now=NOON, slip=slip)
    sell(other, line(SILK), now=NOON + MINUTE)
    (found,) = conflicts(centre, desk, other)
    assert (found.stands, found.why) == ("", Why.NOTHING)


def test_a_name_that_says_it_is_single_makes_no_piece_single(desk: Desk, other: Desk, centre: Store) -> None:
    for each in (desk, other):
        sell(each, replace(line(SHIRT), note='"singles":["TOM-KM-001-M"]'))
    assert conflicts(centre, desk, other) == ()
