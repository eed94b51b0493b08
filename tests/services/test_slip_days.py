"""Paper slips entered on another day than theirs, and sales put right much later: when they were paid."""

from datetime import date
from pathlib import Path

import pytest

from batikpos.domain.money import Rupiah
from batikpos.domain.sale import PaperSlip, Sale
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.correcting import begin_correction, correct_sale
from batikpos.services.reconcile import reconcile_day
from batikpos.services.statements import check_statements
from tests.shop import SHIRT, item, line
from tests.smallfair import DAYS, WHO, SmallFair, at, balances, paid, small_fair

FIRST, SECOND, THIRD = DAYS
PRICE = item(SHIRT).price.amount
SLIP = PaperSlip("77", FIRST, "Listrik")


def causes(fair: SmallFair, day: date) -> list[tuple[str, int, int]]:
    """Say what is named of the only laptop's day: code, drawer, statement."""
    (row,) = reconcile_day(fair.centre, day).reconciliation.devices
    return [(c.code, c.amount.amount, c.qris.amount) for c in row.causes]


def strange(fair: SmallFair) -> tuple[int, int, int]:
    """Count what matches the statements, what is missing in them, and what is of no payment."""
    with fair.centre.reading() as tx:
        match = check_statements(tx, fair.desk.fair).match
    return len(match.matches), len(match.missing), len(match.strangers)


def put_right(fair: SmallFair, sale: Sale, hour: int, minute: int, *tenders: Tender) -> Sale:
    """Put a sale right: it was paid otherwise than it was keyed."""
    desk = fair.booths["A03"]
    begun = begin_correction(desk, sale.number, "salah")
    assert begun.corrects is not None
    now, struck = at(sale.business_day, hour, minute), frozenset({1})
    done = correct_sale(desk, sale.number, begun.cart, tenders, "salah", left_out=struck, now=now, **WHO)
    return done.sale.kept.sale


@pytest.mark.parametrize("entered", [FIRST, SECOND, THIRD])
def test_a_slips_payment_is_looked_for_on_its_own_day(tmp_path: Path, entered: date) -> None:
    with small_fair(tmp_path, {"A03": 1}, homes={"TOM": "A03"}) as fair:
        for day in DAYS:
            fair.open_day(day)
            if day == entered:
                fair.sell("A03", at(day, 18), line(SHIRT), tenders=[paid(TenderKind.QRIS, PRICE)], slip=SLIP)
            fair.close_day(day)
        fair.take_statement(at(THIRD, 21), f"{FIRST:%d/%m/%Y} 09.17;1;{PRICE};0;A03")
        assert strange(fair) == (1, 0, 0)
        for day in DAYS:
            assert not [c for c in causes(fair, day) if c[0].startswith("qris")]


def test_of_a_sale_no_slip_tells_of_the_hour_counts(tmp_path: Path) -> None:
    """The control: as much money nine hours off is another payment."""
    with small_fair(tmp_path, {"A03": 1}, homes={"TOM": "A03"}) as fair:
        fair.open_day(FIRST)
        fair.sell("A03", at(FIRST, 18), line(SHIRT), tenders=[paid(TenderKind.QRIS, PRICE)])
        fair.close_day(FIRST)
        fair.take_statement(at(FIRST, 21), f"{FIRST:%d/%m/%Y} 09.17;1;{PRICE};0;A03")
        assert strange(fair) == (0, 1, 1)


def test_cash_of_a_slip_entered_a_day_late_explains_both_drawers(tmp_path: Path) -> None:
    with small_fair(tmp_path, {"A03": 1}, homes={"TOM": "A03"}) as fair:
        fair.open_day(FIRST)
        fair.close_day(FIRST, {"A03": PRICE})
        fair.open_day(SECOND)
        fair.sell("A03", at(SECOND, 10), line(SHIRT), slip=SLIP)
        fair.close_day(SECOND, {"A03": -PRICE})
        assert causes(fair, FIRST) == [("late_slip", PRICE, 0)]
        assert causes(fair, SECOND) == [("late_slip", -PRICE, 0)]


def test_a_slip_entered_late_whose_cash_came_late_too_explains_nothing(tmp_path: Path) -> None:
    with small_fair(tmp_path, {"A03": 1}, homes={"TOM": "A03"}) as fair:
        fair.open_day(FIRST)
        fair.close_day(FIRST, {"A03": 7_000})
        fair.open_day(SECOND)
        fair.sell("A03", at(SECOND, 10), line(SHIRT), slip=SLIP)
        fair.close_day(SECOND)
        assert ("late_slip", 0, 0) in causes(fair, FIRST)
        assert ("unexplained", 7_000, 0) in causes(fair, FIRST)
        assert causes(fair, SECOND) == [("late_slip", 0, 0)]


def test_who_got_the_qris_money_on_the_slips_day_has_it(tmp_path: Path) -> None:
    with small_fair(tmp_path, {"A03": 1}, homes={"TOM": "A03", "KLS": "A03"}, qris={"A03": "KLS"}) as fair:
        fair.open_day(FIRST)
        fair.close_day(FIRST)
        fair.change(at(SECOND, 7), qris={"A03": "TOM"}, since=SECOND)
        fair.open_day(SECOND)
        fair.sell("A03", at(SECOND, 10), line(SHIRT), tenders=[paid(TenderKind.QRIS, PRICE)], slip=SLIP)
        fair.close_day(SECOND)
        assert balances(fair.settle()) == {"TOM": PRICE, "KLS": -PRICE}
        day = balances(fair.settle(SECOND))
        assert day == {"TOM": PRICE, "KLS": -PRICE}


def test_a_sale_keyed_as_cash_and_put_right_hours_later_is_paid_when_it_was_made(tmp_path: Path) -> None:
    with small_fair(tmp_path, {"A03": 1}, homes={"TOM": "A03"}) as fair:
        fair.open_day(FIRST)
        sale = fair.sell("A03", at(FIRST, 10), line(SHIRT))
        put_right(fair, sale, 15, 0, paid(TenderKind.QRIS, PRICE))
        fair.close_day(FIRST)
        fair.take_statement(at(FIRST, 21), f"{FIRST:%d/%m/%Y} 10.01;1;{PRICE};0;A03")
        assert strange(fair) == (1, 0, 0)
        assert causes(fair, FIRST) == []


def test_a_payment_keyed_too_low_and_put_right_hours_later_is_paid_when_it_was_made(tmp_path: Path) -> None:
    with small_fair(tmp_path, {"A03": 1}, homes={"TOM": "A03"}) as fair:
        fair.open_day(FIRST)
        low = [paid(TenderKind.QRIS, PRICE - 1_000), paid(TenderKind.CASH, 1_000)]
        sale = fair.sell("A03", at(FIRST, 10), line(SHIRT), tenders=low)
        put_right(fair, sale, 15, 0, paid(TenderKind.QRIS, PRICE))
        fair.close_day(FIRST)
        fair.take_statement(at(FIRST, 21), f"{FIRST:%d/%m/%Y} 10.01;1;{PRICE};0;A03")
        assert strange(fair) == (1, 0, 0)


@pytest.mark.parametrize("back_on", [FIRST, SECOND])
def test_what_was_paid_in_cash_and_keyed_as_qris_is_named_though_its_goods_came_back(
    tmp_path: Path, back_on: date
) -> None:
    """The return takes off what nobody saw; that explains no drawer, and the drawer has the cash."""
    with small_fair(tmp_path, {"A03": 1}, homes={"TOM": "A03"}) as fair:
        fair.open_day(FIRST)
        sale = fair.sell("A03", at(FIRST, 10), line(SHIRT), tenders=[paid(TenderKind.QRIS, PRICE)])
        fair.sell(
            "A03", at(FIRST, 10, 30), line(SHIRT, agreed=385_000), tenders=[paid(TenderKind.QRIS, 385_000)]
        )
        for day in (FIRST, SECOND):
            if day == SECOND:
                fair.open_day(SECOND)
            if day == back_on:
                fair.give_back("A03", sale, at(day, 15))
            fair.close_day(day, {"A03": PRICE} if day == FIRST else {})
        fair.take_statement(
            at(SECOND, 21), f"{FIRST:%d/%m/%Y} 10.31;1;385000;0;A03", f"{SECOND:%d/%m/%Y} 12.00;2;1000;0;"
        )
        assert causes(fair, FIRST) == [("tender", PRICE, -PRICE)]
        assert [c for c in causes(fair, SECOND) if c[1] or c[2] == -PRICE] == []


@pytest.mark.parametrize("came", [PRICE, PRICE - 10_000])
def test_of_an_unseen_payment_put_right_for_less_only_what_is_too_much_has_to_go_back(
    tmp_path: Path, came: int
) -> None:
    with small_fair(tmp_path, {"A03": 1}, homes={"TOM": "A03"}) as fair:
        fair.open_day(FIRST)
        sale = fair.sell("A03", at(FIRST, 10), line(SHIRT), tenders=[paid(TenderKind.QRIS, PRICE)])
        desk = fair.booths["A03"]
        begun = begin_correction(desk, sale.number, "salah")
        cart = begun.cart.with_agreed(0, Rupiah(PRICE - 10_000))
        assert begun.corrects is not None
        how = begun.corrects.settle(cart.net)
        put = correct_sale(desk, sale.number, cart, how, "salah", now=at(FIRST, 12), **WHO).sale.kept.sale
        assert [t.amount.amount for t in put.tenders] == [PRICE - 10_000]
        fair.close_day(FIRST)
        fair.take_statement(at(FIRST, 21), f"{FIRST:%d/%m/%Y} 10.01;1;{came};0;A03")
        assert strange(fair) == (1, 0, 0)
        too_much = [("qris_voided", 0, 10_000)] if came == PRICE else []
        assert causes(fair, FIRST) == too_much
