"""The drawer's day: opened once, moved with reasons, counted blind, closed with a number."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from batikpos.domain.fact import FactKind
from batikpos.domain.money import LARGEST, ZERO, Rupiah
from batikpos.domain.right import ApprovalNeeded
from batikpos.domain.till import counted_cash
from batikpos.domain.typed import BadReason, NoReason
from batikpos.paper.document import Pair, document_from_json
from batikpos.services.desk import Desk
from batikpos.services.drawer import open_drawer
from batikpos.services.papers import queue_x
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.till import (
    BadCash,
    DrawerMoved,
    TillClosed,
    TillOpen,
    close_till,
    count_drawer,
    hash_of_close,
    move_cash,
    open_till,
    show_till,
)
from batikpos.services.verify import verify
from batikpos.store.printjobs import JobKind, find_job
from tests.shop import FLOAT, NOON, RINI, SARI, TOMORROW, cash, facts_of, line, qris, sell


def test_the_till_opens_with_its_float(closed_desk: Desk) -> None:
    assert show_till(closed_desk) is None
    till = open_till(closed_desk, FLOAT, cashier=RINI, now=NOON)
    assert show_till(closed_desk) == till
    assert (till.is_open, till.float_, till.business_day.isoformat()) == (True, FLOAT, "2026-12-11")


def test_the_till_is_not_opened_twice(desk: Desk) -> None:
    before = facts_of(desk.store)
    with pytest.raises(TillOpen) as refusal:
        open_till(desk, FLOAT, cashier=RINI, now=TOMORROW)
    assert "11/12/2026 12.00" in refusal.value.message("en")
    assert facts_of(desk.store) == before


@pytest.mark.parametrize("amount", [-1, LARGEST + 1])
def test_a_float_that_cannot_be_is_refused(closed_desk: Desk, amount: int) -> None:
    with pytest.raises(BadCash):
        open_till(closed_desk, Rupiah(amount), cashier=RINI, now=NOON)
    assert show_till(closed_desk) is None


def test_a_drawer_may_begin_empty(closed_desk: Desk) -> None:
    assert open_till(closed_desk, ZERO, cashier=RINI, now=NOON).float_ == ZERO


def test_cash_moves_change_what_is_expected(desk: Desk) -> None:
    move_cash(desk, Rupiah(200_000), "uang kecil", cashier=RINI, now=NOON)
    figures = move_cash(desk, Rupiah(-50_000), " makan ", cashier=RINI, now=NOON).figures
    assert (figures.paid_in, figures.paid_out) == (Rupiah(200_000), Rupiah(50_000))
    assert figures.expected_cash == FLOAT + Rupiah(150_000)
    till = show_till(desk)
    assert till is not None
    assert [m.reason for m in till.moves] == ["uang kecil", "makan"]


def test_no_pay_out_tells_what_the_count_is_to_find(desk: Desk) -> None:
    figures = move_cash(desk, -FLOAT - Rupiah(300_000), "setor", cashier=RINI, now=NOON).figures
    assert figures.expected_cash == Rupiah(-300_000)
    close_till(desk, {}, cashier=RINI, now=NOON)
    till = show_till(desk)
    assert till is not None
    assert till.figures.difference == Rupiah(300_000)  # so much was keyed as paid out that was not there
    assert verify(desk.store).faults == ()


def test_cash_goes_in_and_out_by_two_where_the_drawer_is_for_two(desk: Desk) -> None:
    ruled = replace(desk, settings=replace(desk.settings, second_person="drawer"))
    for amount in (-Rupiah(300_000), Rupiah(300_000)):
        with pytest.raises(ApprovalNeeded):
            move_cash(ruled, amount, "x", cashier=RINI, now=NOON)
        move_cash(ruled, amount, "x", cashier=RINI, now=NOON, approver=SARI)
    moved = [fact.body for fact in facts_of(desk.store) if fact.kind == FactKind.CASH_MOVE]
    assert [(body["cashier"], body["approver"]) for body in moved] == [(RINI, SARI)] * 2
    assert verify(desk.store).faults == ()


def test_a_move_needs_a_reason_and_an_amount(desk: Desk) -> None:
    with pytest.raises(NoReason):
        move_cash(desk, Rupiah(1), " ", cashier=RINI, now=NOON)
    with pytest.raises(BadReason):
        move_cash(desk, Rupiah(1), "setor\x1bp", cashier=RINI, now=NOON)
    with pytest.raises(BadCash):
        move_cash(desk, ZERO, "nol", cashier=RINI, now=NOON)


def test_a_closed_till_moves_nothing(closed_desk: Desk) -> None:
    with pytest.raises(TillClosed):
        move_cash(closed_desk, Rupiah(1), "apa", cashier=RINI, now=NOON)
    with pytest.raises(TillClosed):
        close_till(closed_desk, {}, cashier=RINI, now=NOON)
    assert queue_x(closed_desk, cashier=RINI, now=NOON) is None


def test_a_close_says_what_was_counted_and_what_is_wrong(desk: Desk) -> None:
    sell(desk, tenders=(cash(400_000),))
    counts = {100_000: 8, 50_000: 1, 5_000: 1}
    closed = close_till(desk, counts, cashier=RINI, now=NOON)
    figures = closed.till.figures
    assert (closed.till.number, closed.till.is_open) == ("A03-20261211-Z1", False)
    assert closed.till.counted == counted_cash(counts) == Rupiah(855_000)
    assert (figures.expected_cash, figures.difference) == (Rupiah(895_000), Rupiah(-40_000))
    close, seal = facts_of(desk.store)[-2:]
    assert (close.hash, seal.kind) == (closed.hash, FactKind.SEAL)


def test_the_second_till_of_a_day_closes_with_the_next_number(desk: Desk) -> None:
    assert close_till(desk, {}, cashier=RINI, now=NOON).till.number == "A03-20261211-Z1"
    open_till(desk, FLOAT, cashier=RINI, now=NOON)
    till = show_till(desk)
    assert till is not None
    assert (till.sales, till.moves, till.float_) == ((), (), FLOAT)
    assert close_till(desk, {}, cashier=RINI, now=NOON).till.number == "A03-20261211-Z2"


def test_a_till_closed_after_midnight_belongs_to_the_day_it_was_opened(desk: Desk) -> None:
    assert close_till(desk, {}, cashier=RINI, now=TOMORROW).till.number == "A03-20261211-Z1"


def test_cash_given_back_for_an_earlier_till_comes_out_of_this_one(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    close_till(desk, {}, cashier=RINI, now=NOON)
    open_till(desk, FLOAT, cashier=RINI, now=TOMORROW)
    refund_sale(desk, number, [(1, None)], "tukar", cashier=RINI, now=TOMORROW)
    till = show_till(desk)
    assert till is not None
    figures = till.figures
    assert (figures.expected_cash, figures.refunds, figures.sales) == (Rupiah(105_000), Rupiah(395_000), 0)


def test_the_x_slip_does_not_tell_what_is_expected(desk: Desk) -> None:
    sell(desk, line(), tenders=(cash(400_000),))
    sell(desk, line(), tenders=(qris(395_000),))
    job_id = queue_x(desk, cashier=RINI, now=NOON)
    assert job_id is not None
    with desk.store.reading() as tx:
        job = find_job(tx, job_id)
    assert job is not None
    assert job.kind is JobKind.X
    rights = {b.right for b in document_from_json(job.document).blocks if isinstance(b, Pair)}
    assert not rights & {"895.000", "500.000", "-395.000"}
    assert "790.000" in "".join(rights)


def test_a_closed_till_keeps_the_hash_of_its_close(desk: Desk) -> None:
    till = show_till(desk)
    assert till is not None
    assert hash_of_close(desk, till) is None
    closed = close_till(desk, {500_000: 0}, cashier=RINI, now=NOON)
    assert hash_of_close(desk, closed.till) == closed.hash


def test_a_float_counted_by_notes_is_kept_with_its_count(closed_desk: Desk) -> None:
    open_till(closed_desk, FLOAT, cashier=RINI, now=NOON, counts={100_000: 4, 50_000: 2})
    opened = next(f for f in facts_of(closed_desk.store) if f.kind == FactKind.TILL_OPEN)
    assert opened.body["counts"] == {"100000": 4, "50000": 2}


def test_a_float_that_is_not_what_its_notes_come_to_is_refused(closed_desk: Desk) -> None:
    with pytest.raises(BadCash):
        open_till(closed_desk, FLOAT, cashier=RINI, now=NOON, counts={100_000: 4})


def test_every_count_is_kept_and_the_last_closes(desk: Desk) -> None:
    count_drawer(desk, {100_000: 4}, cashier=RINI, now=NOON)
    counts = {100_000: 5}
    last = count_drawer(desk, counts, cashier=RINI, now=NOON)
    done = close_till(desk, counts, cashier=RINI, now=NOON, count=last)
    assert [c.counted for c in done.till.counts] == [Rupiah(400_000), Rupiah(500_000)]
    assert done.till.counted == last.counted


@pytest.mark.parametrize(
    "use",
    [
        sell,
        lambda desk: move_cash(desk, Rupiah(5_000), "koin", cashier=RINI, now=NOON),
        lambda desk: open_drawer(desk, "koin", cashier=RINI, now=NOON),
        lambda desk: void_sale(
            desk, sell(desk, tenders=(qris(395_000),)).kept.sale.number, "salah", cashier=RINI, now=NOON
        ),
    ],
)
def test_a_drawer_that_was_used_after_its_count_is_counted_again(
    desk: Desk, use: Callable[[Desk], object]
) -> None:
    count = count_drawer(desk, {100_000: 5}, cashier=RINI, now=NOON)
    use(desk)
    with pytest.raises(DrawerMoved):
        close_till(desk, {100_000: 5}, cashier=RINI, now=NOON, count=count)
    again = count_drawer(desk, {100_000: 5}, cashier=RINI, now=NOON)
    assert not close_till(desk, {100_000: 5}, cashier=RINI, now=NOON, count=again).till.is_open


def test_what_was_paid_without_cash_leaves_the_count_as_it_is(desk: Desk) -> None:
    count = count_drawer(desk, {100_000: 5}, cashier=RINI, now=NOON)
    sell(desk, tenders=(qris(395_000),))
    close_till(desk, {100_000: 5}, cashier=RINI, now=NOON, count=count)


def test_what_was_counted_is_what_closes(desk: Desk) -> None:
    count = count_drawer(desk, {100_000: 5}, cashier=RINI, now=NOON)
    with pytest.raises(DrawerMoved):
        close_till(desk, {100_000: 1}, cashier=RINI, now=NOON, count=count)
    assert close_till(desk, {50_000: 10}, cashier=RINI, now=NOON, count=count).till.counted == count.counted


def test_a_drawer_never_holds_more_than_its_close_can_say(closed_desk: Desk) -> None:
    open_till(closed_desk, Rupiah(LARGEST), cashier=RINI, now=NOON)
    with pytest.raises(BadCash):
        move_cash(closed_desk, Rupiah(1), "uang kecil", cashier=RINI, now=NOON)
    sell(closed_desk, tenders=(cash(400_000),))
    expected = Rupiah(LARGEST) + Rupiah(395_000)
    assert close_till(closed_desk, {}, cashier=RINI, now=NOON).till.figures.expected_cash == expected


def test_a_count_of_an_earlier_till_closes_no_later_one(desk: Desk) -> None:
    count = count_drawer(desk, {100_000: 5}, cashier=RINI, now=NOON)
    close_till(desk, {100_000: 5}, cashier=RINI, now=NOON)
    open_till(desk, FLOAT, cashier=RINI, now=NOON)
    with pytest.raises(DrawerMoved):
        close_till(desk, {100_000: 5}, cashier=RINI, now=NOON, count=count)


def test_x_and_z_say_how_often_the_drawer_was_opened(desk: Desk) -> None:
    for _ in range(3):
        open_drawer(desk, "koin", cashier=RINI, now=NOON)
    x_job = queue_x(desk, cashier=RINI, now=NOON)
    z_job = close_till(desk, {}, cashier=RINI, now=NOON).print_job
    for job_id in (x_job, z_job):
        with desk.store.reading() as tx:
            job = find_job(tx, str(job_id))
        assert job is not None
        assert Pair("Laci dibuka tanpa penjualan", "3 x") in document_from_json(job.document).blocks
