"""What happens at stands and no generator here makes: nothing is named that was not so, and nothing twice."""

from dataclasses import replace

import pytest

from batikpos.domain.causes.cause import Cause, Grade, merged, say, say_amount
from batikpos.domain.causes.drawer import DrawerDay
from batikpos.domain.causes.explain import explain
from batikpos.domain.causes.papers import Papers
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.tender import TenderKind
from batikpos.i18n import translator
from tests.domain.causes.facts import NOTES, PRICE, day, payment, refund_of, sale, whole
from tests.shop import SHIRT, TUNIC

SHIRTS = PRICE.amount
EN = translator("en")


def taken(of: DrawerDay) -> list[tuple[str, int]]:
    """Name what is said to explain a part of the drawer; the rest is none of it."""
    return [(c.code, c.amount.amount) for c in explain(of) if c.amount and c.code != "unexplained"]


def rest(of: DrawerDay) -> Rupiah:
    """Say what stays unexplained."""
    return total(c.amount for c in explain(of) if c.code == "unexplained")


def test_a_theft_of_just_the_change_of_a_sale_is_not_called_change() -> None:
    """200.000 are gone, and one buyer got 205.000 back, another 200.000: nobody gives that twice unseen."""
    sold = (sale(1, given=600_000), sale(2, given=595_000))
    of = day(*sold, off=-200_000, papers=whole(500_000 + 2 * SHIRTS - 200_000, gone={SHIRT: 2}))
    assert taken(of) == []
    assert rest(of) == Rupiah(-200_000)
    forgotten = day(*sold, off=200_000, papers=whole(500_000 + 2 * SHIRTS + 200_000, gone={SHIRT: 2}))
    assert taken(forgotten) == [("change", 200_000)]  # a buyer may well go off without it


def test_a_return_that_was_keyed_as_a_transfer_and_paid_in_cash_is_not_called_anything_else() -> None:
    sold = sale(1)
    back = refund_of(sold, 2, tender=TenderKind.TRANSFER)
    of = day(sold, sale(3), back, off=-SHIRTS, papers=whole(500_000 + SHIRTS, gone={SHIRT: 1}))
    assert taken(of) == []
    assert rest(of) == -PRICE


def test_a_pay_out_that_was_keyed_as_another_sum_than_its_receipt_explains_nothing_by_itself() -> None:
    """52.000 were paid, 25.000 keyed: the receipt is no second pay-out."""
    papers = whole(500_000 - 52_000, slips=(-52_000,))
    of = day(moved=(-25_000,), off=-27_000, papers=papers)
    assert taken(of) == []
    assert rest(of) == Rupiah(-27_000)


def test_what_went_on_the_way_from_the_count_to_the_organizer_was_not_miscounted() -> None:
    """The drawer was right when it was counted; a note less was handed in."""
    of = day(papers=replace(whole(NOTES | {50_000: NOTES[50_000] - 1})))
    (cause,) = explain(of)
    assert (cause.amount, cause.grade, cause.could) == (ZERO, Grade.POSSIBLE, Rupiah(50_000))


def test_one_bill_paid_by_two_payments_is_no_cash() -> None:
    """The buyer's limit was 200.000 a payment: one payment is missing, two are strange, all is as much."""
    payments = (payment(200_000), payment(SHIRTS - 200_000, minutes=2))
    papers = whole(NOTES, payments=payments, gone={SHIRT: 1})
    found = explain(day(sale(1, qris=SHIRTS), papers=papers))
    assert taken(day(sale(1, qris=SHIRTS), papers=papers)) == []
    assert total(c.qris for c in found) == ZERO
    assert {c.code for c in found} == {"qris_missing", "qris_stranger"}


def test_a_stand_that_began_with_another_float_than_most_and_is_right_is_left_alone() -> None:
    assert explain(day(float_=300_000, usual=500_000, papers=Papers())) == ()


def test_goods_that_a_producer_took_home_and_a_tip_are_not_a_sale_past_the_till() -> None:
    """A tunic is gone from the table, and 5.000 are too much: nobody sells it for that."""
    of = day(off=5_000, papers=whole(505_000, gone={TUNIC: 1}))
    assert taken(of) == []
    assert rest(of) == Rupiah(5_000)


def test_a_void_whose_piece_came_back_the_next_morning_is_no_void_without_its_piece_for_a_short_drawer() -> (
    None
):
    """The drawer is short, and a void that kept its cash would make it too much."""
    of = day(sale(1), off=-40_000, papers=whole(500_000 + SHIRTS - 40_000, gone={SHIRT: 1}))
    assert taken(of) == []
    assert rest(of) == Rupiah(-40_000)


def test_what_is_found_twice_by_the_same_papers_is_one_cause_of_all_its_money() -> None:
    """Three payments of one amount, of which the acquirer has one: two are missing, nobody knows which."""
    sold = [sale(n, qris=SHIRTS) for n in (1, 2, 3)]
    papers = whole(NOTES, payments=(payment(SHIRTS),), gone={SHIRT: 3})
    (cause,) = explain(day(*sold, papers=papers))
    assert (cause.code, cause.qris, cause.times) == ("qris_missing", Rupiah(-2 * SHIRTS), 2)
    assert say(cause, {}, EN).endswith("(2 times)")
    assert say_amount(cause) == "QRIS -Rp790.000"
    wrong = day(*sold, off=2 * SHIRTS, papers=replace(papers, handed_in=None))
    (keyed,) = explain(wrong)
    assert (keyed.code, keyed.amount, keyed.times) == ("tender", Rupiah(2 * SHIRTS), 2)


@pytest.mark.parametrize("grade", [Grade.NOTED, Grade.CERTAIN])
def test_what_moved_nothing_is_said_once(grade: Grade) -> None:
    one = Cause("gap", ZERO, "x", ("a",), {"count": 2}, grade=grade)
    assert merged((one, one)) == (one,)
    other = replace(one, evidence=("b",))
    assert merged((one, other, one)) == (one, other)
    assert say_amount(one) == ""
