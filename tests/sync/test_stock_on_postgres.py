"""Stock, single pieces and statements say the same at a PostgreSQL centre as at a file."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from batikpos.domain.stock import StockAct
from batikpos.services.checkout import complete_sale
from batikpos.services.desk import Desk, open_desk
from batikpos.services.reconcile import reconcile_day
from batikpos.services.returns import refund_sale
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.soldtwice import sold_twice
from batikpos.services.statements import check_statements, take_statement
from batikpos.services.stock import rolls_of_fair, stock_of_fair, write_move
from batikpos.services.till import close_till, open_till
from batikpos.store.engine import Store
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.postgres import Postgres
from tests.services.organizers import make_sample_desk
from tests.shop import (
    CLOTH,
    DAY,
    FLOAT,
    NOON,
    RINI,
    SHIRT,
    SILK,
    basket,
    item,
    line,
    qris,
    sell,
    set_up_booth,
)

MINUTE = timedelta(minutes=1)


@pytest.fixture
def centres(postgres: Postgres, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Open a centre of each kind."""
    name = postgres.new_centre()
    with ExitStack() as stack:
        stack.callback(postgres.drop_database, name)
        yield (
            stack.enter_context(closing(open_centre(str(tmp_path / "centre.db"), create=True))),
            stack.enter_context(closing(open_centre(postgres.url(name)))),
        )


def play(desk: Desk, other: Desk, organizer: Desk, folder: Path) -> None:
    """Take, sell, give back, cut, count and take a statement in."""
    goods = [(item(SHIRT), 4), (item(CLOTH), 20_000), (item(SILK), 1)]
    write_move(desk, StockAct.TAKE, goods, move_id=uuid4(), cashier=RINI, now=NOON - MINUTE)
    sold = sell(desk, line(SHIRT, 2), line(CLOTH, 2_500), now=NOON)
    sell(desk, line(SILK), tenders=(qris(12_500_000),), now=NOON + 2 * MINUTE)
    two = complete_sale(
        other,
        basket(line(SILK, 2)),
        (qris(25_000_000),),
        cashier=RINI,
        now=NOON + MINUTE,
        oversell=True,
    )
    refund_sale(other, two.kept.sale.number, [(1, 1)], "satu saja", cashier=RINI, now=NOON + 4 * MINUTE)
    refund_sale(desk, sold.kept.sale.number, [(1, 1)], "sempit", cashier=RINI, now=NOON + 3 * MINUTE)
    counted = [(item(SHIRT), 2), (item(CLOTH), 17_000)]
    write_move(desk, StockAct.COUNT, counted, move_id=uuid4(), cashier=RINI, now=NOON + 4 * MINUTE)
    sell(desk, line(SHIRT), now=NOON + 5 * MINUTE)
    for each in (desk, other):
        close_till(each, {100_000: 5}, cashier=RINI, now=NOON + 60 * MINUTE)
    statement = folder / "mutasi.csv"
    statement.write_text("Tanggal;Nominal;RRN\n11/12/2026 12:02;12.500.000;634512907781\n")
    take_statement(organizer, statement, by="Wati", now=NOON + 90 * MINUTE)


def test_both_kinds_of_centre_say_the_same(desk: Desk, centres: tuple[Store, Store], tmp_path: Path) -> None:
    set_up_booth(tmp_path / "other", booth="A04")
    make_sample_desk(tmp_path / "desk")
    other, organizer = open_desk(tmp_path / "other"), open_desk(tmp_path / "desk")
    with closing(other.store), closing(organizer.store):
        open_till(other, FLOAT, cashier=RINI, now=NOON)
        play(desk, other, organizer, tmp_path)
        for centre in centres:
            for each in (organizer, desk, other):
                assert push(each.store, centre).is_equal
    told = []
    for centre in centres:
        with centre.reading() as tx:
            fair_id = SAMPLE_FAIR.fair_id
            told.append(
                (
                    stock_of_fair(tx, fair_id),
                    rolls_of_fair(tx, fair_id),
                    sold_twice(tx, fair_id),
                    check_statements(tx, SAMPLE_FAIR),
                    reconcile_day(centre, DAY).reconciliation,
                )
            )
    ours, theirs = told
    assert ours == theirs
    stock, rolls, twice, checked, _ = theirs
    shirt = next(row for row in stock.rows if row.sku == SHIRT)
    assert (shirt.taken, shirt.sold, shirt.returned, shirt.missing, shirt.left) == (4, 3, 1, 1, 1)
    assert [(roll.cuts[0][1], roll.goods.missing) for roll in rolls] == [(2_500, 500)]
    assert [(one.stands[:3], one.offers[0].amount.amount) for one in twice] == [("A03", 12_500_000)]
    assert all(type(sale.net.amount) is int for sale in twice[0].sales)
    assert len(checked.match.matches) == len(checked.match.missing) == 1
