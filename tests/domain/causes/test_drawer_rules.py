"""Floats, moves, counts, change and openings: what each rule finds, and what it lets be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from batikpos.domain.causes.cause import Grade
from batikpos.domain.causes.change import wrong_change
from batikpos.domain.causes.counting import counts_disagree, one_note, recounted
from batikpos.domain.causes.drawer import DrawerDay
from batikpos.domain.causes.floats import wrong_float
from batikpos.domain.causes.moves import pay_out_without_paper, unkeyed_moves
from batikpos.domain.causes.openings import opened_drawer
from batikpos.domain.causes.papers import CashSlip, Papers
from batikpos.domain.money import ZERO, Rupiah
from tests.domain.causes.facts import NOTES, day, of_tills, sale


def test_a_float_that_was_given_out_and_keyed_otherwise_is_certain() -> None:
    (cause,) = wrong_float(day(off=450_000, float_=50_000, papers=Papers(float_given=Rupiah(500_000))))
    assert (cause.code, cause.amount, cause.grade) == ("float", Rupiah(450_000), Grade.CERTAIN)


def test_a_float_as_it_was_given_out_is_no_cause_however_others_began() -> None:
    given = Papers(float_given=Rupiah(300_000))
    assert wrong_float(day(float_=300_000, papers=given, usual=500_000)) == ()


def test_a_float_unlike_that_of_most_is_likely_and_one_like_it_no_cause() -> None:
    (cause,) = wrong_float(day(off=450_000, float_=50_000, usual=500_000))
    assert (cause.amount, cause.grade) == (Rupiah(450_000), Grade.LIKELY)
    assert wrong_float(day(usual=500_000)) == ()
    assert wrong_float(day(float_=50_000)) == ()


def test_a_receipt_that_no_pay_out_stands_for_is_one_and_money_brought_a_pay_in() -> None:
    slips = Papers(slips=(CashSlip(Rupiah(-25_000), "Warung"), CashSlip(Rupiah(100_000), "Panitia")))
    found = unkeyed_moves(day(papers=slips))
    assert [(c.code, c.amount) for c in found] == [("pay_out", Rupiah(-25_000)), ("pay_in", Rupiah(100_000))]


def test_a_receipt_whose_pay_out_was_keyed_is_no_cause_and_each_pay_out_stands_for_one() -> None:
    slip = CashSlip(Rupiah(-25_000), "Warung")
    assert unkeyed_moves(day(moved=(-25_000,), papers=Papers(slips=(slip,)))) == ()
    assert len(unkeyed_moves(day(moved=(-25_000,), papers=Papers(slips=(slip, slip))))) == 1


def test_receipts_that_were_keyed_in_one_sum_are_no_cause_and_neither_is_one_keyed_in_two() -> None:
    two = Papers(slips=(CashSlip(Rupiah(-20_000), "Warung"), CashSlip(Rupiah(-30_000), "Parkir")))
    assert unkeyed_moves(day(moved=(-50_000,), papers=two)) == ()
    one = Papers(slips=(CashSlip(Rupiah(-50_000), "Warung"),))
    assert unkeyed_moves(day(moved=(-20_000, -30_000), papers=one)) == ()
    assert [c.amount for c in unkeyed_moves(day(moved=(-20_000,), papers=two))] == [Rupiah(-30_000)]
    assert len(unkeyed_moves(day(moved=(-45_000,), papers=two))) == 2


def test_a_round_sum_may_have_been_paid_out_and_explains_nothing() -> None:
    (cause,) = pay_out_without_paper(day(), Rupiah(-25_000))
    assert cause.grade is Grade.POSSIBLE
    assert pay_out_without_paper(day(), Rupiah(-24_900)) == ()
    assert pay_out_without_paper(day(), Rupiah(25_000)) == ()
    assert pay_out_without_paper(day(), Rupiah(-250_000)) == ()


def test_the_organizers_count_shows_which_note_was_counted_too_often() -> None:
    short = NOTES | {50_000: 2}
    (cause,) = recounted(day(off=50_000, papers=Papers(handed_in=short), float_=450_000))
    assert (cause.code, cause.amount, cause.grade) == ("note_miscounted", Rupiah(50_000), Grade.CERTAIN)
    assert cause.values["notes"] == "+1 x Rp50.000"


def test_the_organizers_count_that_is_the_booths_is_no_cause() -> None:
    assert recounted(day(papers=Papers(handed_in=NOTES))) == ()
    assert recounted(day()) == ()


def test_an_earlier_count_that_the_organizer_makes_too_was_the_right_one() -> None:
    (cause,) = recounted(day(off=50_000, counts=(500_000, 550_000), papers=Papers(handed_in=NOTES)))
    assert (cause.code, cause.amount) == ("counts", Rupiah(50_000))
    assert len(cause.evidence) == 2


def test_an_earlier_count_by_which_the_drawer_is_right_is_likely_and_another_no_cause() -> None:
    (cause,) = counts_disagree(day(off=-20_000, counts=(500_000, 480_000)))
    assert (cause.amount, cause.grade) == (Rupiah(-20_000), Grade.LIKELY)
    assert counts_disagree(day(off=-20_000, counts=(490_000, 480_000))) == ()
    assert counts_disagree(day(counts=(490_000, 500_000))) == ()


def test_a_rest_of_one_note_may_be_that_note_unless_the_organizer_counted_too() -> None:
    (cause,) = one_note(day(), Rupiah(-20_000))
    assert cause.grade is Grade.POSSIBLE
    assert one_note(day(papers=Papers(handed_in=NOTES)), Rupiah(-20_000)) == ()
    assert one_note(day(), Rupiah(-30_000)) == ()
    assert one_note(day(), Rupiah(2_000)) == (), "no note of 2.000 was counted: none was counted too often"


@pytest.mark.parametrize("rest", [-5_000, 5_000, 3_000])
def test_change_may_be_wrong_by_a_note_or_by_one_note_for_another(rest: int) -> None:
    (cause,) = wrong_change(day(sale(1, given=400_000), sale(2)), Rupiah(rest))
    assert (cause.amount, cause.grade) == (Rupiah(rest), Grade.LIKELY)
    assert cause.evidence == ("A03-20261211-0001",)


@pytest.mark.parametrize("rest", [-4_200, 700, -95_000, 0])
def test_what_no_slip_of_the_hand_makes_is_no_wrong_change(rest: int) -> None:
    assert wrong_change(day(sale(1, given=400_000)), Rupiah(rest)) == ()


def test_all_the_change_of_a_sale_may_have_been_forgotten_however_much_it_is() -> None:
    sold = sale(1, given=460_000)
    assert len(wrong_change(day(sold), Rupiah(65_000))) == 1
    assert wrong_change(day(sold), Rupiah(-85_000)) == ()


def test_a_sale_without_change_had_none_that_was_wrong() -> None:
    assert wrong_change(day(sale(1)), Rupiah(-5_000)) == ()


def test_notes_missing_where_the_drawer_was_opened_may_have_gone_then() -> None:
    (cause,) = opened_drawer(day(openings=2), Rupiah(-50_000))
    assert (cause.amount, cause.evidence) == (Rupiah(-50_000), ("12.34 Rini: Tukar uang",) * 2)


@pytest.mark.parametrize(("openings", "rest"), [(0, -50_000), (1, 50_000), (1, -5_000)])
def test_an_opening_explains_neither_too_much_nor_small_money(openings: int, rest: int) -> None:
    assert opened_drawer(day(openings=openings), Rupiah(rest)) == ()


def test_the_time_of_a_sale_makes_no_difference_to_the_drawer() -> None:
    assert day(sale(1), off=7).difference == Rupiah(7)
    assert day(sale(1, minutes=90)).difference == ZERO
    assert sale(1, minutes=90).at - sale(1, minutes=30).at == timedelta(hours=1)


def two_tills(*, handed_in: int) -> DrawerDay:
    """Change the shift, the money left in the drawer: 475.000 counted, and with what came 950.000."""
    first = replace(day(float_=475_000).tills[0], notes={100_000: 4, 50_000: 1, 20_000: 1, 5_000: 1})
    notes = {100_000: 8, 50_000: 2, 20_000: 2, 5_000: 2}
    second = replace(day(sale(), sale(2), float_=475_000).tills[0], counted=Rupiah(950_000), notes=notes)
    papers = Papers(handed_in={100_000: handed_in // 100_000, 50_000: handed_in % 100_000 // 50_000})
    return of_tills(first, second, papers=papers)


def test_the_money_that_one_till_leaves_for_the_next_is_handed_in_once() -> None:
    right = two_tills(handed_in=950_000)
    assert (right.count_off, right.counted_once) == (Rupiah(0), Rupiah(950_000))
    assert recounted(right) == ()
    (cause,) = recounted(two_tills(handed_in=900_000))
    assert (cause.amount, cause.values["booth"]) == (Rupiah(50_000), Rupiah(950_000))


def test_where_both_were_handed_in_each_counts() -> None:
    both = replace(two_tills(handed_in=0), papers=Papers(handed_in={100_000: 14, 5_000: 5}))
    assert (both.count_off, both.left_in) == (Rupiah(0), ())
