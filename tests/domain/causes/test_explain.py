"""Putting causes together: what explains, what only may, and what is left."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from batikpos.domain.causes.cause import Grade, say
from batikpos.domain.causes.drawer import DrawerDay
from batikpos.domain.causes.explain import explain
from batikpos.domain.causes.papers import CashSlip, Papers
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.i18n import translator
from tests.domain.causes.facts import NOTES, PRICE, day, goods, payment, refund_of, sale, void_of, whole
from tests.shop import SHIRT, TUNIC

SHIRTS = PRICE.amount


def codes(of: DrawerDay) -> list[tuple[str, int, str]]:
    """Name the causes of a day, shortly."""
    return [(c.code, c.amount.amount, c.grade.value) for c in explain(of)]


def test_a_day_that_is_right_has_no_cause() -> None:
    sold = sale(1, given=400_000)
    right = day(sold, papers=whole(500_000 + SHIRTS, gone={SHIRT: 1}))
    assert codes(right) == []
    assert codes(day(sold)) == []


def test_causes_come_largest_first_and_the_rest_last_and_add_up() -> None:
    papers = Papers(slips=(CashSlip(Rupiah(-25_000), "Warung"), CashSlip(Rupiah(-40_000), "Warung")))
    assert codes(day(off=-65_700, papers=papers)) == [
        ("pay_out", -40_000, "certain"),
        ("pay_out", -25_000, "certain"),
        ("unexplained", -700, "noted"),
    ]


def test_two_faults_against_each_other_are_both_found() -> None:
    papers = Papers(float_given=Rupiah(500_000), slips=(CashSlip(Rupiah(-25_000), "Warung"),))
    assert codes(day(off=425_000, float_=50_000, papers=papers)) == [
        ("float", 450_000, "certain"),
        ("pay_out", -25_000, "certain"),
    ]


def test_what_does_not_fit_is_named_and_eats_nothing_of_the_rest() -> None:
    papers = Papers(slips=(CashSlip(Rupiah(-25_000), "Warung"),))
    (possible, rest) = explain(day(off=-700, papers=papers))
    assert (possible.code, possible.amount, possible.could) == ("pay_out", ZERO, Rupiah(-25_000))
    assert (rest.code, rest.amount) == ("unexplained", Rupiah(-700))
    said = say(possible, {}, translator("en"))
    assert said.startswith("Possible (-Rp25.000), and not counted as explained: A receipt of Rp25.000")


def test_what_fits_as_well_as_another_explains_nothing() -> None:
    """A void of just the cash that is too much, and a return of another day of just as much."""
    sold = sale(1)
    found = explain(day(sold, void_of(sold, 2), refund_of(sale(9), 3), off=SHIRTS))
    assert {(c.code, c.amount) for c in found[:-1]} == {("void_piece", ZERO), ("late_refund", ZERO)}
    assert (found[-1].code, found[-1].amount) == ("unexplained", PRICE)


def test_what_is_certain_goes_before_what_is_only_likely() -> None:
    back = refund_of(sale(9), 3)
    papers = Papers(slips=(CashSlip(PRICE, "Uang kecil"),))
    assert codes(day(back, off=SHIRTS, papers=papers)) == [("pay_in", SHIRTS, "certain")]


def test_one_payment_explains_once() -> None:
    papers = whole(500_000 + SHIRTS, gone={SHIRT: 1})
    wrong = day(sale(1, qris=SHIRTS), off=SHIRTS, papers=papers)
    (cause,) = explain(wrong)
    assert (cause.code, cause.amount, cause.qris) == ("tender", PRICE, -PRICE)
    (cause,) = explain(day(sale(1, qris=SHIRTS), papers=replace(papers, handed_in=NOTES)))
    assert (cause.code, cause.amount, cause.qris) == ("qris_missing", ZERO, -PRICE)


def test_a_slip_of_the_hand_is_likely_only_where_all_papers_rule_the_rest_out() -> None:
    sold = sale(1, given=400_000)
    papers = whole(500_000 + SHIRTS - 5_000, gone={SHIRT: 1})
    assert codes(day(sold, off=-5_000, papers=papers))[0] == ("change", -5_000, "likely")
    found = codes(day(sold, off=-5_000, papers=replace(papers, gone=None)))
    assert [c for c in found if c[0] == "change"] == [("change", 0, "possible")]
    assert found[-1] == ("unexplained", -5_000, "noted")


def test_a_piece_sold_past_the_till_is_likely_and_two_that_may_be_are_not() -> None:
    papers = whole(800_000, gone={TUNIC: 1})
    assert codes(day(off=300_000, papers=papers)) == [("unkeyed", 300_000, "likely")]
    both = replace(papers, gone={TUNIC: goods(TUNIC, 1), SHIRT: goods(SHIRT, 1)})
    assert codes(day(off=300_000, papers=both)) == [
        ("unkeyed", 0, "possible"),
        ("unkeyed", 0, "possible"),
        ("unexplained", 300_000, "noted"),
    ]


def test_a_payment_that_fits_two_sales_is_one_of_them() -> None:
    of = day(sale(1, qris=SHIRTS), sale(2, qris=SHIRTS), off=SHIRTS, papers=Papers(payments=()))
    tender, missing = explain(of)
    assert (tender.code, tender.grade, tender.amount) == ("tender", Grade.LIKELY, PRICE)
    assert tender.evidence == ("A03-20261211-0001", "A03-20261211-0002")
    assert (missing.code, missing.qris) == ("qris_missing", -PRICE)


def test_a_statement_of_another_booth_stops_nothing() -> None:
    """Hundreds of payments that nobody has: they are named, and no sum of them is an explanation."""
    sales = [sale(n, qris=SHIRTS) for n in range(1, 41)]
    found = explain(day(*sales, off=3 * SHIRTS, papers=Papers(payments=())))
    assert sum(c.code == "unexplained" for c in found) in {0, 1}
    assert total(c.amount for c in found) == Rupiah(3 * SHIRTS)


@st.composite
def days(draw: st.DrawFn) -> DrawerDay:
    """Draw days on which several things are wrong at once, with some papers missing."""
    sold = [
        sale(n, qris=draw(st.sampled_from([0, SHIRTS, 200_000])), slip=draw(st.sampled_from(["", "17"])))
        for n in range(1, draw(st.integers(1, 5)))
    ]
    sold += [void_of(s, 10 + n) for n, s in enumerate(sold) if draw(st.booleans())]
    sold += [refund_of(sale(90), 91)] * draw(st.integers(0, 1))
    papers = whole(
        draw(st.integers(0, 20)) * 100_000,
        float_=draw(st.sampled_from([500_000, 50_000])),
        slips=tuple(draw(st.lists(st.sampled_from([-25_000, -40_000, 100_000]), max_size=3))),
        payments=tuple(draw(st.lists(st.sampled_from([payment(SHIRTS), payment(200_000)]), max_size=3))),
        gone=draw(st.dictionaries(st.sampled_from([SHIRT, TUNIC]), st.integers(-1, 4).filter(bool))),
    )
    for name in draw(st.sets(st.sampled_from(["float_given", "handed_in", "slips", "payments", "gone"]))):
        papers = replace(papers, **{name: None})
    off = draw(st.sampled_from([0, -25_000, 100_000, SHIRTS, -SHIRTS, 700, -50_000, 450_000]))
    return day(*sold, off=off, papers=papers, openings=draw(st.integers(0, 1)))


@settings(max_examples=60)
@given(days())
def test_causes_always_add_up_and_what_is_possible_has_no_amount(of: DrawerDay) -> None:
    found = explain(of)
    assert total(c.amount for c in found) == of.difference
    assert all(not c.amount and not c.qris for c in found if c.grade is Grade.POSSIBLE)
    keys = [key for c in found if c.amount or c.qris for key in c.about]
    assert len(keys) == len(set(keys)), "one payment or piece explains once"
    named = [c.weight for c in found if c.grade is not Grade.NOTED]
    assert named == sorted(named, reverse=True)
