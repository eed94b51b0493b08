"""Returns, slips, payments and goods: what each rule finds, and what it lets be."""

from dataclasses import replace

import pytest

from batikpos.domain.causes.cause import Grade
from batikpos.domain.causes.explain import explain
from batikpos.domain.causes.goods import goods_off, sold_without_till, sold_without_till_by_qris
from batikpos.domain.causes.papers import Papers
from batikpos.domain.causes.returns import late_refund, late_refund_unkeyed, void_without_piece
from batikpos.domain.causes.slips import entered_twice
from batikpos.domain.causes.tenders import (
    keyed_wrong,
    may_be_keyed_wrong,
    not_in_statement,
    paid_and_voided,
)
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.tender import TenderKind
from tests.domain.baskets import AT
from tests.domain.causes.facts import PRICE, day, goods, of_tills, payment, refund_of, sale, void_of, whole
from tests.domain.test_till import till
from tests.shop import CLOTH, KEYRING, SHIRT, TUNIC

SHIRTS = PRICE.amount


def test_cash_given_back_in_a_till_of_its_own_after_the_close_is_certain() -> None:
    sold = sale(1)
    first = replace(till(sold), closed_at=AT, counted=till(sold).figures.expected_cash)
    second = replace(till(refund_of(sold, 2), float_=0), closed_at=AT, counted=ZERO)
    (cause,) = late_refund(of_tills(first, second))
    assert (cause.code, cause.amount, cause.grade) == ("late_refund", PRICE, Grade.CERTAIN)
    counted = replace(second, float_=PRICE)
    assert late_refund(of_tills(first, counted)) == (), "its own money was counted after it was given back"


def test_cash_of_a_return_of_another_day_may_have_gone_out_before() -> None:
    (cause,) = late_refund(day(refund_of(sale(9), 1), off=SHIRTS))
    assert (cause.amount, cause.grade) == (PRICE, Grade.LIKELY)


def test_a_return_of_the_same_day_and_one_by_transfer_are_no_cause() -> None:
    sold = sale(1)
    assert late_refund(day(sold, refund_of(sold, 2))) == ()
    assert late_refund(day(refund_of(sale(9), 1, tender=TenderKind.TRANSFER))) == ()


def test_cash_and_piece_that_changed_hands_after_the_count_are_told_the_same_night() -> None:
    sold = sale(1)
    papers = whole(500_000, gone={})
    (cause,) = late_refund_unkeyed(day(sold, papers=papers))
    assert (cause.code, cause.amount, cause.evidence) == ("late_refund", ZERO, (sold.number,))
    (cause,) = late_refund_unkeyed(day(sold, sale(2), papers=whole(500_000 + SHIRTS, gone={SHIRT: 1})))
    assert (cause.grade, len(cause.evidence)) == (Grade.LIKELY, 2)
    assert late_refund_unkeyed(day(sold, papers=replace(papers, gone={SHIRT: goods(SHIRT, 1)}))) == ()
    assert late_refund_unkeyed(day(sold, papers=replace(papers, handed_in={100: 5_001}))) == ()
    assert late_refund_unkeyed(day(sold)) == ()


def test_a_void_whose_piece_is_gone_kept_its_cash_in_the_drawer() -> None:
    sold = sale(1)
    (cause,) = void_without_piece(day(sold, void_of(sold, 2), papers=Papers(gone={SHIRT: goods(SHIRT, 1)})))
    assert (cause.code, cause.amount, cause.grade) == ("void_piece", PRICE, Grade.CERTAIN)
    paid = sale(1, qris=SHIRTS)
    (cause,) = void_without_piece(day(paid, void_of(paid, 2), papers=Papers(gone={SHIRT: goods(SHIRT, 1)})))
    assert (cause.amount, cause.qris) == (ZERO, PRICE)


def test_a_void_whose_piece_came_back_is_no_cause_whatever_the_drawer_says() -> None:
    sold = sale(1)
    assert void_without_piece(day(sold, void_of(sold, 2), off=SHIRTS, papers=Papers(gone={}))) == ()


def test_a_void_of_just_the_cash_that_is_too_much_is_likely_where_nobody_counted_the_goods() -> None:
    sold = sale(1)
    (cause,) = void_without_piece(day(sold, void_of(sold, 2), off=SHIRTS))
    assert cause.grade is Grade.LIKELY
    assert void_without_piece(day(sold, void_of(sold, 2), off=SHIRTS - 1)) == ()


def test_a_void_that_another_sale_took_the_place_of_is_no_cause() -> None:
    sold = sale(1)
    corrected = replace(void_of(sold, 2), followed_by="A03-20261211-0003")
    assert void_without_piece(day(sold, corrected, off=SHIRTS)) == ()


@pytest.mark.parametrize("other", ["", "71"])
def test_a_slip_and_a_sale_alike_are_one_where_the_goods_are_still_there(other: str) -> None:
    one, two = sale(1, slip="17"), sale(2, slip=other)
    (cause,) = entered_twice(day(one, two, off=-SHIRTS, papers=Papers(gone={SHIRT: goods(SHIRT, 1)})))
    assert (cause.code, cause.amount, cause.grade) == ("slip_twice", -PRICE, Grade.CERTAIN)
    assert cause.evidence == (one.number, two.number)


def test_two_slips_alike_are_two_where_two_pieces_are_gone() -> None:
    gone = Papers(gone={SHIRT: goods(SHIRT, 2)})
    assert entered_twice(day(sale(1, slip="17"), sale(2, slip="71"), papers=gone)) == ()


def test_two_sales_alike_without_a_slip_are_two_and_so_are_slips_of_other_goods() -> None:
    assert entered_twice(day(sale(1), sale(2))) == ()
    assert entered_twice(day(sale(1, slip="17"), sale(2, slip="18", sku=TUNIC))) == ()


def test_two_slips_alike_by_qris_are_two_where_neither_goods_nor_statement_say_otherwise() -> None:
    alike = day(sale(1, slip="17", qris=SHIRTS), sale(2, slip="71", qris=SHIRTS))
    assert entered_twice(alike) == ()
    assert explain(alike) == ()


def test_a_slip_entered_twice_by_qris_is_missing_from_the_statement_once() -> None:
    one, two = sale(1, slip="17", qris=SHIRTS), sale(2, slip="71", qris=SHIRTS)
    papers = Papers(payments=(payment(SHIRTS),), gone={SHIRT: goods(SHIRT, 1)})
    (cause,) = entered_twice(day(one, two, papers=papers))
    assert (cause.amount, cause.qris) == (ZERO, -PRICE)


def test_what_was_keyed_as_qris_and_never_came_may_be_cash() -> None:
    (cause,) = keyed_wrong(day(sale(1, qris=SHIRTS), off=SHIRTS, papers=Papers(payments=())))
    assert (cause.amount, cause.qris, cause.grade) == (PRICE, -PRICE, Grade.CERTAIN)


def test_what_came_by_qris_and_was_keyed_as_cash_is_found_by_its_sale() -> None:
    papers = Papers(payments=(payment(SHIRTS),))
    (cause,) = keyed_wrong(day(sale(1), sale(2, minutes=60), off=-SHIRTS, papers=papers))
    assert (cause.amount, cause.qris, cause.evidence[0]) == (-PRICE, PRICE, "A03-20261211-0001")


def test_what_came_as_it_was_keyed_is_no_cause_and_nothing_is_without_a_statement() -> None:
    right = day(sale(1, qris=SHIRTS), papers=Papers(payments=(payment(SHIRTS),)))
    assert (keyed_wrong(right), not_in_statement(right)) == ((), ())
    unknown = day(sale(1, qris=SHIRTS))
    assert (keyed_wrong(unknown), not_in_statement(unknown)) == ((), ())


def test_payments_are_paired_by_reference_before_time_and_never_with_another_reference() -> None:
    one, two = sale(1, qris=SHIRTS, reference="4821"), sale(2, qris=SHIRTS)
    came = (payment(SHIRTS, minutes=2, reference="00114821"),)
    (cause,) = not_in_statement(day(one, two, papers=Papers(payments=came)))
    assert cause.evidence == (two.number,)
    other = (payment(SHIRTS, reference="00119999"),)
    assert {c.code for c in not_in_statement(day(one, papers=Papers(payments=other)))} == {
        "qris_missing",
        "qris_stranger",
    }


def test_a_payment_hours_away_or_of_another_amount_is_another() -> None:
    for came in (payment(SHIRTS, minutes=600), payment(SHIRTS - 1)):
        found = not_in_statement(day(sale(1, qris=SHIRTS), papers=Papers(payments=(came,))))
        assert [(c.code, c.qris) for c in found] == [("qris_missing", -PRICE), ("qris_stranger", came.amount)]


def test_what_was_paid_and_voided_is_noted_and_no_stranger() -> None:
    paid = sale(1, qris=SHIRTS)
    voided = day(paid, void_of(paid, 2), papers=Papers(payments=(payment(SHIRTS),)))
    assert not_in_statement(voided) == ()
    (cause,) = paid_and_voided(voided)
    assert (cause.qris, cause.grade) == (PRICE, Grade.NOTED)
    assert paid_and_voided(day(paid, papers=Papers(payments=(payment(SHIRTS),)))) == ()


def test_without_a_statement_sales_of_just_the_rest_may_be_keyed_wrong() -> None:
    (cause,) = may_be_keyed_wrong(day(sale(1, qris=SHIRTS), sale(2)), PRICE)
    assert (cause.grade, cause.evidence) == (Grade.POSSIBLE, ("A03-20261211-0001",))
    (cause,) = may_be_keyed_wrong(day(sale(1, qris=SHIRTS), sale(2)), -PRICE)
    assert cause.evidence == ("A03-20261211-0002",)
    assert may_be_keyed_wrong(day(sale(1)), PRICE) == ()
    assert may_be_keyed_wrong(day(sale(1, qris=SHIRTS), papers=Papers(payments=())), PRICE) == ()


def test_what_left_the_table_unsold_was_sold_for_about_its_price() -> None:
    gone = day(sale(1), papers=Papers(gone={SHIRT: goods(SHIRT, 1), TUNIC: goods(TUNIC, 1)}))
    (cause,) = sold_without_till(gone, Rupiah(300_000))
    assert (cause.code, cause.amount, cause.evidence) == ("unkeyed", Rupiah(300_000), (TUNIC,))
    for rest in (330_000, 100_000, -300_000):
        assert sold_without_till(gone, Rupiah(rest)) == ()
    assert sold_without_till(day(sale(1)), Rupiah(300_000)) == ()


def test_a_return_whose_piece_never_came_is_no_piece_that_was_sold() -> None:
    back = refund_of(sale(9), 1)
    assert sold_without_till(day(back, papers=Papers(gone={})), PRICE) == ()
    assert sold_without_till_by_qris(day(back, papers=whole(500_000, payments=(payment(SHIRTS),)))) == ()


def test_cloth_is_worth_its_length() -> None:
    gone = day(papers=Papers(gone={CLOTH: goods(CLOTH, 2_500)}))
    assert len(sold_without_till(gone, Rupiah(312_500))) == 1
    assert sold_without_till(gone, Rupiah(312_501)) == ()


def test_a_payment_that_no_sale_has_is_of_what_left_the_table() -> None:
    papers = Papers(payments=(payment(300_000),), gone={TUNIC: goods(TUNIC, 1)})
    (cause,) = sold_without_till_by_qris(day(papers=papers))
    assert (cause.amount, cause.qris) == (ZERO, Rupiah(300_000))
    assert sold_without_till_by_qris(day(papers=replace(papers, gone={}))) == ()


def test_goods_that_are_off_are_noted_unless_a_cause_is_about_them() -> None:
    off = day(sale(1), papers=Papers(gone={KEYRING: goods(KEYRING, 2)}))
    (cause,) = goods_off(off, frozenset())
    assert (cause.grade, cause.evidence) == (Grade.NOTED, (f"{KEYRING} -2", f"{SHIRT} +1"))
    assert goods_off(off, frozenset({f"sku {KEYRING}", f"sku {SHIRT}"})) == ()
    assert goods_off(day(sale(1), papers=Papers(gone={SHIRT: goods(SHIRT, 1)})), frozenset()) == ()
