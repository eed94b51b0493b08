"""Orders: what is paid down lies in the drawer and is counted once, whatever becomes of the order."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from batikpos.domain.cart import AmountOff, Cart
from batikpos.domain.errors import PosError
from batikpos.domain.fact import FactKind
from batikpos.domain.giveback import NoWayBack
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.obstacle import BelowFloor
from batikpos.domain.order import (
    BadDeposit,
    BadDueDay,
    NoCustomer,
    Wish,
    cancel_from_body,
    order_from_body,
    ordered_cart,
)
from batikpos.domain.promotion import PercentEach, Promotion
from batikpos.domain.right import ApprovalNeeded
from batikpos.domain.tender import ChangeWithoutCash, Tender, TenderKind, Underpaid
from batikpos.domain.till import Till
from batikpos.paper.message import BadPhone
from batikpos.services.backup import back_up
from batikpos.services.baskets import MoneyTaken, find_open_basket, keep_open_basket
from batikpos.services.checking import mark_sale_checked
from batikpos.services.checkout import EmptyCart, IdReused, complete_sale
from batikpos.services.desk import Desk, open_desk
from batikpos.services.disk import DiskFull
from batikpos.services.orders import (
    BegunPickUp,
    DepositUnseen,
    OrderDone,
    TakenOrder,
    UnknownOrder,
    begin_pick_up,
    cancel_order,
    check_order,
    pick_up,
    take_order,
)
from batikpos.services.pickups import keep_pick_up
from batikpos.services.reconcile import reconcile_day
from batikpos.services.recovery import recover, restore
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.till import TillClosed, close_till, move_cash, open_till, show_till
from batikpos.services.verify import verify
from batikpos.settings import STORE_NAME, with_setting
from batikpos.store.journal import append, list_facts, list_heads
from batikpos.store.orders import OrderState, list_orders
from batikpos.store.printjobs import JobKind, list_jobs
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.shop import (
    CLOTH,
    DAY,
    FLOAT,
    KEYRING,
    NOON,
    RINI,
    SARI,
    SHIRT,
    TOMORROW,
    basket,
    cash,
    facts_of,
    line,
    qris,
)

DUE = DAY + timedelta(days=3)
TRANSFER = Tender(TenderKind.TRANSFER, Rupiah(250_000), "BCA")


def wanted() -> Cart:
    """Order three shirts at an agreed price, and cloth: 1.422.500."""
    return basket(line(SHIRT, 3, agreed=370_000), line(CLOTH, 2_500))


TOTAL = Rupiah(1_422_500)


def take(desk: Desk, *tenders: Tender, **also: Any) -> TakenOrder:
    """Take the order, paid down in cash where nothing else is said."""
    said: dict[str, Any] = {"customer": "Bu Tejo", "due": DUE, "cashier": RINI, "now": NOON} | also
    return take_order(desk, said.pop("cart", wanted()), tenders or (cash(500_000),), **said)


def till(desk: Desk) -> Till:
    """Look at the till."""
    found = show_till(desk)
    assert found is not None
    return found


def states(desk: Desk) -> list[OrderState]:
    """Say what became of the orders."""
    with desk.store.reading() as tx:
        return [kept.state for kept in list_orders(tx)]


def test_an_order_is_numbered_printed_and_its_cash_lies_in_the_drawer(desk: Desk) -> None:
    first, second = take(desk), take(desk, TRANSFER, phone="0812 3456 7890")
    assert (first.order.number, second.order.number) == ("A03-20261211-P0001", "A03-20261211-P0002")
    assert (first.order.total, first.order.rest) == (TOTAL, Rupiah(922_500))
    figures = till(desk).figures
    assert figures.expected_cash == FLOAT + Rupiah(500_000)
    assert (figures.sales, figures.total) == (0, ZERO)  # it is no sale yet
    assert [(m.amount, m.reason) for m in till(desk).moves] == [(Rupiah(500_000), "DP A03-20261211-P0001")]
    with desk.store.reading() as tx:
        jobs = [(job.kind, job.sale) for job in list_jobs(tx)]
    assert jobs == [(JobKind.ORDER, first.order.number), (JobKind.ORDER, second.order.number)]
    assert verify(desk.store).faults == ()


def test_at_pick_up_the_down_payment_counts_and_the_rest_is_paid(desk: Desk) -> None:
    order = take(desk).order
    done = pick_up(desk, order.number, [cash(1_000_000)], cashier=RINI, now=NOON)
    sale = done.kept.sale
    assert (sale.total, sale.change) == (TOTAL, Rupiah(77_500))
    assert sale.tenders[0] == Tender(TenderKind.DEPOSIT, Rupiah(500_000), order.number)
    figures = till(desk).figures
    assert figures.total == TOTAL
    assert figures.by_tender == {
        "cash": Rupiah(922_500),
        "qris": ZERO,
        "card": ZERO,
        "transfer": ZERO,
        "deposit": Rupiah(500_000),
    }
    assert figures.expected_cash == FLOAT + TOTAL  # all of it came in cash, in two parts
    assert states(desk) == [OrderState.PICKED_UP]
    assert verify(desk.store).faults == ()


def test_at_pick_up_what_cash_pays_is_rounded_and_the_down_payment_is_not(desk: Desk) -> None:
    desk = desk.with_settings(replace(desk.settings, rounding=1_000))
    order = take(desk, cash(500_000)).order
    sale = pick_up(desk, order.number, [cash(1_000_000)], cashier=RINI, now=NOON).kept.sale
    assert (sale.rounding, sale.total, sale.change) == (Rupiah(-500), TOTAL - Rupiah(500), Rupiah(78_000))
    order = take(desk, cash(500_000)).order
    sale = pick_up(desk, order.number, [qris(922_500)], cashier=RINI, now=NOON).kept.sale
    assert (sale.rounding, sale.total) == (ZERO, TOTAL)
    assert verify(desk.store).faults == ()


def test_an_order_is_picked_up_once(desk: Desk) -> None:
    order = take(desk).order
    pick_up(desk, order.number, [cash(922_500)], cashier=RINI, now=NOON)
    for tenders in ([cash(922_500)], [qris(922_500)]):
        with pytest.raises(OrderDone):
            pick_up(desk, order.number, tenders, cashier=RINI, now=NOON)
    with pytest.raises(OrderDone):
        cancel_order(desk, order.number, "batal", cashier=RINI, now=NOON)
    assert till(desk).figures.sales == 1


def test_a_pick_up_that_was_voided_leaves_the_order_open_with_its_down_payment(desk: Desk) -> None:
    order = take(desk).order
    first = pick_up(desk, order.number, [cash(922_500)], cashier=RINI, now=NOON)
    void_sale(desk, first.kept.sale.number, "salah", cashier=RINI, now=NOON)
    assert till(desk).figures.expected_cash == FLOAT + Rupiah(500_000)
    assert states(desk) == [OrderState.OPEN]
    second = pick_up(desk, order.number, [qris(922_500)], cashier=RINI, now=NOON)
    assert second.kept.sale.number != first.kept.sale.number
    assert till(desk).figures.expected_cash == FLOAT + Rupiah(500_000)
    assert states(desk) == [OrderState.PICKED_UP]
    assert verify(desk.store).faults == ()


@pytest.mark.parametrize(("tender", "left"), [(TenderKind.CASH, 0), (TenderKind.TRANSFER, 500_000)])
def test_a_cancelled_order_gives_its_down_payment_back(desk: Desk, tender: TenderKind, left: int) -> None:
    order = take(desk).order
    done = cancel_order(desk, order.number, "Tidak jadi", cashier=RINI, now=NOON, tender=tender)
    assert done.given_back == Rupiah(500_000)
    with desk.store.reading() as tx:
        paper = list_jobs(tx)[-1]
    assert paper.kind is JobKind.CASH
    for said in ("PESANAN DIBATALKAN", order.number, "500.000", "Alasan: Tidak jadi"):
        assert said in paper.document
    assert till(desk).figures.expected_cash == FLOAT + Rupiah(left)
    assert states(desk) == [OrderState.CANCELLED]
    for again in (
        lambda: cancel_order(desk, order.number, "lagi", cashier=RINI, now=NOON),
        lambda: pick_up(desk, order.number, [cash(922_500)], cashier=RINI, now=NOON),
    ):
        with pytest.raises(OrderDone):
            again()
    assert verify(desk.store).faults == ()


@pytest.mark.parametrize("paid", [TRANSFER, qris(250_000)], ids=["transfer", "qris"])
@pytest.mark.parametrize("way", [TenderKind.CASH, TenderKind.TRANSFER])
def test_a_cancelled_order_gives_nothing_for_what_nobody_saw(
    desk: Desk, paid: Tender, way: TenderKind
) -> None:
    order = take(desk, paid).order
    done = cancel_order(desk, order.number, "batal", cashier=RINI, now=NOON, tender=way)
    assert (done.tender, done.given_back, done.is_taken_off) == (paid.kind, Rupiah(250_000), True)
    figures = till(desk).figures
    assert (figures.expected_cash, figures.paid_down[paid.kind]) == (FLOAT, ZERO)
    (fact,) = [fact for fact in facts_of(desk.store) if fact.kind == FactKind.ORDER_CANCEL]
    assert cancel_from_body(fact.body) == done
    assert cancel_from_body(fact.body).is_taken_off
    assert verify(desk.store).faults == ()


def test_a_cancelled_order_gives_in_cash_what_was_seen(desk: Desk) -> None:
    order = take(desk, qris(250_000)).order
    mark_sale_checked(desk, order.number, cashier=RINI, now=NOON)
    done = cancel_order(desk, order.number, "batal", cashier=RINI, now=NOON)
    assert (done.tender, done.is_taken_off) == (TenderKind.CASH, False)
    assert till(desk).figures.expected_cash == FLOAT - Rupiah(250_000)


def test_a_down_payment_in_several_ways_is_looked_up_before_it_goes_back(desk: Desk) -> None:
    order = take(desk, cash(250_000), qris(250_000)).order
    with pytest.raises(DepositUnseen, match=r"Rp250\.000"):
        cancel_order(desk, order.number, "batal", cashier=RINI, now=NOON)
    assert states(desk) == [OrderState.OPEN]
    mark_sale_checked(desk, order.number, cashier=RINI, now=NOON)
    assert cancel_order(desk, order.number, "batal", cashier=RINI, now=NOON).given_back == Rupiah(500_000)


def test_a_return_of_what_was_picked_up_gives_nothing_for_a_down_payment_that_nobody_saw(desk: Desk) -> None:
    order = take(desk, qris(500_000)).order
    number = pick_up(desk, order.number, [cash(922_500)], cashier=RINI, now=NOON).kept.sale.number
    done = refund_sale(desk, number, [(1, None), (2, None)], "cacat", cashier=RINI, now=NOON)
    assert [(t.kind, t.amount) for t in done.kept.sale.tenders] == [
        (TenderKind.QRIS, Rupiah(-500_000)),
        (TenderKind.CASH, Rupiah(-922_500)),
    ]
    assert verify(desk.store).faults == ()


def test_no_cancelled_order_tells_what_the_drawer_holds(desk: Desk) -> None:
    order = take(desk).order
    move_cash(desk, Rupiah(-900_000), "disetor", cashier=RINI, now=NOON)
    cancel_order(desk, order.number, "batal", cashier=RINI, now=NOON)
    assert states(desk) == [OrderState.CANCELLED]


@pytest.mark.parametrize(
    ("also", "refused"),
    [
        ({"customer": "  "}, NoCustomer),
        ({"customer": "a\x1bp"}, NoCustomer),
        ({"customer": "x" * 201}, NoCustomer),
        ({"due": DAY - timedelta(days=1)}, BadDueDay),
        ({"phone": "021"}, BadPhone),
        ({"cart": basket()}, EmptyCart),
        ({"cart": basket(line(SHIRT, agreed=100_000))}, BelowFloor),
    ],
)
def test_what_is_no_order_is_refused_and_leaves_nothing(
    desk: Desk, also: dict[str, Any], refused: type[PosError]
) -> None:
    with pytest.raises(refused):
        take(desk, **also)
    assert states(desk) == []
    assert till(desk).figures.expected_cash == FLOAT


@pytest.mark.parametrize(
    ("also", "refused"),
    [
        ({"due": DAY - timedelta(days=1)}, BadDueDay),
        ({"cart": basket()}, EmptyCart),
        ({"cart": basket(line(SHIRT, agreed=100_000))}, BelowFloor),
        ({"deposit": ZERO}, BadDeposit),
        ({"deposit": TOTAL + Rupiah(1)}, BadDeposit),
    ],
)
def test_what_is_no_order_is_refused_before_its_down_payment_is_asked_for(
    desk: Desk, also: dict[str, Any], refused: type[PosError]
) -> None:
    said: dict[str, Any] = {"cart": wanted(), "due": DUE, "deposit": TOTAL, "now": NOON} | also
    check_order(desk, wanted(), due=DUE, deposit=TOTAL, now=NOON)
    with pytest.raises(refused):
        check_order(desk, said.pop("cart"), **said)
    cart = wanted()
    keep_open_basket(desk, cart, taken=(qris(200_000),))
    with pytest.raises(MoneyTaken):
        check_order(desk, cart, due=DUE, deposit=TOTAL, now=NOON)
    close_till(desk, {}, cashier=RINI, now=NOON)
    with pytest.raises(TillClosed):
        check_order(desk, wanted(), due=DUE, deposit=TOTAL, now=NOON)


def test_of_a_down_payment_that_was_kept_in_part_the_whole_is_in_the_order(desk: Desk) -> None:
    """What is over in cash is change, and not paid down."""
    cart, parts = wanted(), (qris(200_000), cash(500_000))
    keep_open_basket(desk, cart, taken=parts)
    taken = take(desk, *parts, cart=cart, deposit=Rupiah(600_000))
    assert (taken.change, taken.order.tenders) == (Rupiah(100_000), (qris(200_000), cash(400_000)))
    assert till(desk).figures.expected_cash == FLOAT + Rupiah(400_000)
    assert find_open_basket(desk) is None
    keep_open_basket(desk, cart, taken=parts)  # which was still to be written when the order was
    assert find_open_basket(desk) is None
    again = take(desk, *parts, cart=cart, deposit=Rupiah(600_000))
    assert (again.order, again.change) == (taken.order, taken.change)
    with pytest.raises(Underpaid):
        take(desk, qris(100_000), deposit=Rupiah(600_000))
    with pytest.raises(ChangeWithoutCash):
        take(desk, qris(700_000), deposit=Rupiah(600_000))


def test_what_was_paid_down_on_a_wish_goes_on_as_that_order(desk: Desk) -> None:
    cart, wish = wanted(), Wish("Ibu Sri", "628123", DUE, Rupiah(600_000))
    keep_open_basket(desk, cart, taken=(qris(200_000),), wish=wish)
    kept = find_open_basket(desk)
    assert kept is not None
    assert (kept.wish, kept.taken) == (wish, (qris(200_000),))
    asked: dict[str, Any] = {"due": wish.due, "deposit": wish.deposit, "now": NOON}
    with pytest.raises(MoneyTaken):
        check_order(desk, cart, **asked)
    check_order(desk, cart, **asked, taken=kept.taken)


def test_a_basket_that_money_was_taken_for_is_no_order(desk: Desk) -> None:
    cart = wanted()
    keep_open_basket(desk, cart, taken=(qris(200_000),))
    with pytest.raises(MoneyTaken, match=r"Rp200\.000"):
        take(desk, cart=cart)
    assert states(desk) == []
    kept = find_open_basket(desk)
    assert kept is not None
    assert kept.taken == (qris(200_000),)
    take(desk)  # another basket is none of its business
    keep_open_basket(desk, cart)
    take(desk, cart=cart)


@pytest.mark.parametrize(
    "tenders",
    [(cash(1_422_501),), (cash(0),), (cash(-1), cash(600_000)), (cash(1_000_000), TRANSFER, qris(400_000))],
)
def test_a_down_payment_of_nothing_or_too_much_is_refused(desk: Desk, tenders: Sequence[Tender]) -> None:
    with pytest.raises(BadDeposit):
        take(desk, *tenders)
    assert states(desk) == []


def test_an_order_may_be_paid_in_full_at_once(desk: Desk) -> None:
    order = take(desk, cash(TOTAL.amount)).order
    sale = pick_up(desk, order.number, [], cashier=RINI, now=NOON).kept.sale
    assert sale.total == TOTAL
    assert till(desk).figures.expected_cash == FLOAT + TOTAL


@pytest.mark.parametrize(
    ("tenders", "refused"),
    [([cash(922_499)], Underpaid), ([], Underpaid), ([qris(922_501)], ChangeWithoutCash)],
)
def test_too_little_or_too_much_at_pick_up_is_refused(
    desk: Desk, tenders: list[Tender], refused: type[PosError]
) -> None:
    order = take(desk).order
    with pytest.raises(refused):
        pick_up(desk, order.number, tenders, cashier=RINI, now=NOON)
    assert states(desk) == [OrderState.OPEN]


def test_a_closed_till_takes_no_order_and_an_unknown_one_is_told(desk: Desk) -> None:
    order = take(desk).order
    close_till(desk, {100_000: 10}, cashier=RINI, now=NOON)
    with pytest.raises(TillClosed):
        take(desk)
    with pytest.raises(TillClosed):
        pick_up(desk, order.number, [cash(922_500)], cashier=RINI, now=NOON)
    with pytest.raises(UnknownOrder):
        pick_up(desk, "A03-20261211-P0099", [], cashier=RINI, now=NOON)


def test_an_order_is_picked_up_on_another_day_and_both_days_are_proven(desk: Desk, tmp_path: Path) -> None:
    order = take(desk, cash(500_000), TRANSFER).order
    close_till(desk, {100_000: 10}, cashier=RINI, now=NOON)
    open_till(desk, FLOAT, cashier=RINI, now=TOMORROW)
    pick_up(desk, order.number, [cash(672_500)], cashier=RINI, now=TOMORROW)
    close_till(desk, {100_000: 11, 50_000: 1, 20_000: 1, 2_000: 1, 500: 1}, cashier=RINI, now=TOMORROW)
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        push(desk.store, centre)
        for day, sold, expected in ((DAY, 0, 1_000_000), (date(2026, 12, 12), TOTAL.amount, 1_172_500)):
            of = reconcile_day(centre, day).reconciliation
            device = next(d for d in of.devices if d.booth.code == "A03")
            assert device.state.value == "proven"
            assert device.figures is not None
            assert device.figures.total.amount == sold
            assert device.figures.expected_cash.amount == expected
            assert device.figures.difference == ZERO
        assert verify(centre).faults == ()


def test_what_is_paid_down_is_told_apart_from_the_sales_until_it_is_given_back(desk: Desk) -> None:
    first, second = take(desk, cash(500_000), TRANSFER).order, take(desk, qris(100_000)).order
    figures = till(desk).figures
    assert figures.paid_down == {
        "cash": Rupiah(500_000),
        "qris": Rupiah(100_000),
        "transfer": Rupiah(250_000),
    }
    assert (figures.total, set(figures.by_tender.values())) == (ZERO, {ZERO})
    mark_sale_checked(desk, second.number, cashier=RINI, now=NOON)
    cancel_order(desk, second.number, "batal", cashier=RINI, now=NOON)
    figures = till(desk).figures
    assert (figures.paid_down["cash"], figures.paid_down["qris"]) == (Rupiah(400_000), Rupiah(100_000))
    assert figures.expected_cash == FLOAT + Rupiah(400_000)  # paid down in cash, and counted there once
    pick_up(desk, first.number, [cash(672_500)], cashier=RINI, now=NOON)
    assert till(desk).figures.paid_down == figures.paid_down
    assert till(desk).figures.total == TOTAL


@pytest.mark.parametrize(
    "later",
    [
        "UPDATE item SET price = price + 1000",
        "UPDATE item SET price = 1000, floor = 0",
        "UPDATE item SET price = 900000, floor = 800000, step = 7, name = 'Lain'",
        "UPDATE item SET unit = 'm', kind = 'lain'",
        "DELETE FROM item",
    ],
)
def test_what_was_agreed_at_an_order_is_what_is_paid_at_its_pick_up(desk: Desk, later: str) -> None:
    """No later price list changes it, and nobody is asked once the buyer paid."""
    tenth = Promotion("Great Sale", PercentEach(1_000))
    wide = basket(line(SHIRT, 3, agreed=370_000), line(CLOTH, 2_500), line(KEYRING, 2))
    cart = wide.with_note(1, "pas badan").with_promotions((tenth,)).with_discount(AmountOff(Rupiah(7_000)))
    order = take(desk, cart=cart, approver=SARI).order
    with desk.store.writing() as tx:
        tx.exec_driver_sql(later)
    with closing((changed := open_desk(desk.home)).store):
        sale = pick_up(changed, order.number, [cash(order.rest.amount)], cashier=RINI, now=NOON).kept.sale
        assert (sale.lines, sale.total) == (order.lines, order.total)
        assert [fault.code for fault in verify(changed.store).faults] == ["catalogue"]  # which was changed


@pytest.mark.parametrize("also", [{}, {"discount": ["amount", 10**9]}])
def test_an_order_whose_promotion_would_save_something_else_by_now_costs_what_was_agreed(
    desk: Desk, also: dict[str, Any]
) -> None:
    cart = basket(line(SHIRT), line(KEYRING, 3)).with_promotions((Promotion("Obral", PercentEach(2_000)),))
    order = take(desk, cash(100_000), cart=cart).order
    draft = {name: value for name, value in order.draft.items() if name != "promotions"}
    again = ordered_cart(replace(order, draft=draft | also), uuid4(), desk.catalogue)
    assert [priced.net for priced in again.priced] == [line.net for line in order.lines]


def test_what_keeps_an_order_from_being_handed_over_is_said_before_its_rest_is_asked_for(desk: Desk) -> None:
    order, done = take(desk).order, take(desk).order
    assert begin_pick_up(desk, order.number) == BegunPickUp((), ())
    keep_pick_up(desk, order.number, [cash(5_000)], cashier=RINI, now=NOON)
    assert begin_pick_up(desk, order.number) == BegunPickUp((cash(5_000),), ())
    cancel(desk, done.number)
    with pytest.raises(OrderDone):
        begin_pick_up(desk, done.number)
    with pytest.raises(UnknownOrder):
        begin_pick_up(desk, "A03-20261211-P0099")
    close_till(desk, {100_000: 10}, cashier=RINI, now=NOON)
    with pytest.raises(TillClosed):
        begin_pick_up(desk, order.number)


def test_no_rest_is_asked_for_where_the_disk_is_full(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    number = take(desk).order.number
    monkeypatch.setattr("shutil.disk_usage", lambda _home: SimpleNamespace(free=0))
    with pytest.raises(DiskFull):
        begin_pick_up(desk, number)


def test_orders_are_there_again_after_their_store_was_recovered(desk: Desk) -> None:
    taken = take(desk).order
    pick_up(desk, take(desk).order.number, [cash(922_500)], cashier=RINI, now=NOON)
    desk.store.close()
    with (desk.home / STORE_NAME).open("r+b") as file:
        file.write(bytes(40))  # its header is lost
    recover(desk.home, now=NOON)
    again = open_desk(desk.home)
    with closing(again.store):
        assert states(again) == [OrderState.OPEN, OrderState.PICKED_UP]
        assert verify(again.store).faults == ()
        next_number = take(again).order.number
        assert next_number not in {taken.number, "A03-20261211-P0002"}
        pick_up(again, taken.number, [cash(922_500)], cashier=RINI, now=NOON)
        assert verify(again.store).faults == ()


def cancel(desk: Desk, number: str) -> None:
    """Cancel an order."""
    cancel_order(desk, number, "batal", cashier=RINI, now=NOON)


def hand_over(desk: Desk, number: str) -> None:
    """Hand an order over."""
    pick_up(desk, number, [cash(922_500)], cashier=RINI, now=NOON)


@pytest.mark.parametrize("other", [cancel, hand_over])
def test_two_windows_that_end_one_order_at_once_end_it_once(
    desk: Desk, other: Callable[[Desk, str], object]
) -> None:
    """Both see that it waits, and only one may end it."""
    number = take(desk).order.number
    both = Barrier(2)

    def end(how: Callable[[Desk, str], object]) -> bool:
        with closing(open_desk(desk.home).store) as store:
            mine = replace(desk, store=store)
            both.wait()
            try:
                how(mine, number)
            except OrderDone:
                return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(end, (hand_over, other)))
    assert sorted(done) == [False, True]
    assert till(desk).figures.sales == states(desk).count(OrderState.PICKED_UP)
    assert verify(desk.store).is_ok


def test_the_same_order_asked_for_twice_is_one(desk: Desk) -> None:
    cart = wanted()
    first, again = take(desk, cart=cart), take(desk, cart=cart)
    assert (again.order.number, again.print_job) == (first.order.number, first.print_job)
    assert till(desk).figures.expected_cash == FLOAT + Rupiah(500_000)
    with pytest.raises(IdReused):
        take(desk, cash(400_000), cart=cart)


def test_a_basket_that_was_ordered_is_not_sold_too_nor_the_other_way(desk: Desk) -> None:
    ordered, sold = wanted(), wanted()
    taken = take(desk, cart=ordered)
    paid = (Tender(TenderKind.CASH, TOTAL),)
    sale = complete_sale(desk, sold, paid, cashier=RINI, now=NOON).kept.sale
    before = till(desk).figures
    with pytest.raises(IdReused) as as_sale:
        complete_sale(desk, ordered, paid, cashier=RINI, now=NOON)
    with pytest.raises(IdReused) as as_order:
        take(desk, cart=sold)
    assert (as_sale.value.number, as_order.value.number) == (taken.order.number, sale.number)
    assert till(desk).figures == before
    assert states(desk) == [OrderState.OPEN]


def forged(desk: Desk, kind: FactKind, body: dict[str, Any]) -> None:
    """Write a fact that no service of ours would."""
    with desk.writing() as tx:
        append(tx, kind, NOON, body | {"till": 2, "at": NOON.isoformat()})


@pytest.mark.parametrize("number", ["A03-20261211-P0001", "A03-20261211-P0099"])
def test_a_forged_end_of_an_order_is_named(desk: Desk, number: str) -> None:
    order = take(desk).order
    cancel = {"number": number, "cashier": RINI, "reason": "x", "tender": "cash", "given_back": 77_777}
    forged(desk, FactKind.ORDER_CANCEL, cancel)
    assert [f.code for f in verify(desk.store).faults] == ["order_end"]
    assert order.deposit != Rupiah(77_777)


def test_an_order_that_was_ended_twice_is_named_at_both(desk: Desk) -> None:
    order = take(desk).order
    pick_up(desk, order.number, [cash(922_500)], cashier=RINI, now=NOON)
    cancel = {"number": order.number, "cashier": RINI, "reason": "x", "tender": "cash", "given_back": 500_000}
    forged(desk, FactKind.ORDER_CANCEL, cancel)
    assert [f.code for f in verify(desk.store).faults] == ["order_end", "order_end"]


@pytest.mark.parametrize("deposit", [999_999_999, 0, -5])
def test_an_order_that_makes_no_sense_is_not_read(desk: Desk, deposit: int) -> None:
    take(desk)
    with desk.store.reading() as tx:
        (head,) = list_heads(tx)
        (fact,) = [f for f in list_facts(tx, head.fair_id, head.journal_id) if f.kind == FactKind.ORDER]
    assert order_from_body(fact.body).deposit == Rupiah(500_000)
    tenders = [{"kind": "cash", "amount": deposit, "reference": ""}]
    with pytest.raises(ValueError, match=r".+"):
        order_from_body(fact.body | {"deposit": deposit, "tenders": tenders})


def test_a_cancellation_that_gives_nothing_back_is_not_read() -> None:
    cancel = {"number": "P1", "at": NOON.isoformat(), "cashier": RINI, "reason": "x", "tender": "cash"}
    assert cancel_from_body(cancel | {"given_back": 5}).given_back == Rupiah(5)
    with pytest.raises(ValueError, match="gives -5 back"):
        cancel_from_body(cancel | {"given_back": -5})


def test_two_lineages_that_end_the_same_order_are_named(desk: Desk, tmp_path: Path) -> None:
    order = take(desk).order
    back_up(desk, tmp_path / "copy.db")
    spare = tmp_path / "spare"
    restore(spare, tmp_path / "copy.db", now=NOON)
    cancel_order(desk, order.number, "batal", cashier=RINI, now=NOON)
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        other = open_desk(spare)
        with closing(other.store):
            pick_up(other, order.number, [cash(922_500)], cashier=RINI, now=NOON)
            push(desk.store, centre)
            push(other.store, centre)
        assert "order_end" in {f.code for f in verify(centre).faults}


def test_what_was_paid_down_goes_back_by_money_that_a_till_can_give(desk: Desk) -> None:
    number = take(desk).order.number
    for kind in (TenderKind.QRIS, TenderKind.VOUCHER):
        with pytest.raises(NoWayBack):
            cancel_order(desk, number, "batal", cashier=RINI, now=NOON, tender=kind)
    assert states(desk) == [OrderState.OPEN]


def test_a_down_payment_is_given_back_by_two_where_the_rules_ask_for_it(desk: Desk) -> None:
    order = take(desk).order
    strict = desk.with_settings(with_setting(desk.settings, "second_person", "refund"))
    with pytest.raises(ApprovalNeeded):
        cancel_order(strict, order.number, "batal", cashier=RINI, now=NOON)
    done = cancel_order(strict, order.number, "batal", cashier=RINI, now=NOON, approver=SARI)
    (fact,) = [fact for fact in facts_of(desk.store) if fact.kind == FactKind.ORDER_CANCEL]
    assert (done.approver, fact.body["approver"]) == (SARI, SARI)


@pytest.mark.parametrize(("cashier", "approver"), [(RINI, SARI), (SARI, "")])
def test_whoever_agreed_to_an_order_is_not_second_to_oneself_at_its_pick_up(
    desk: Desk, cashier: str, approver: str
) -> None:
    order = take(desk, cash(100_000), cart=basket(line(SHIRT, agreed=300_000)), approver=SARI).order
    sale = pick_up(desk, order.number, [cash(order.rest.amount)], cashier=cashier, now=NOON).kept.sale
    assert (order.approver, sale.cashier, sale.approver) == (SARI, cashier, approver)
    assert verify(desk.store).faults == ()
