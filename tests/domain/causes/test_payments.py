"""A device's payments read off a match: what is missing, strange, voided, and what nobody can say."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from batikpos.domain.causes.cause import Grade
from batikpos.domain.causes.drawer import DrawerDay
from batikpos.domain.causes.explain import explain
from batikpos.domain.causes.papers import Papers
from batikpos.domain.causes.payments import match
from batikpos.domain.causes.tenders import keyed_wrong, not_in_statement, paid_and_voided, qris_notes
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.order import Order
from batikpos.domain.qrispayment import TakenPayment, WentBack, payments_of
from batikpos.domain.sale import Sale
from batikpos.domain.statement import Payment, StatementLine, match_statement
from batikpos.domain.tender import Tender, TenderKind
from tests.domain.baskets import AT
from tests.domain.causes.facts import PRICE, day, of_tills, payment, sale, void_of
from tests.domain.test_till import till
from tests.shop import DAY

SHIRTS = PRICE.amount


def told(
    minutes: int = 1, amount: int = SHIRTS, reference: str = "", row: int = 2, booth: str = ""
) -> StatementLine:
    at = AT + timedelta(minutes=minutes)
    return StatementLine(row, at, Rupiah(amount), reference=reference, booth=booth)


def paid(of: Sale, booth: str = "A03") -> Payment:
    return Payment(of.number, 1, of.at, booth, of.tenders[0].amount, of.tenders[0].reference)


def with_statement(of: DrawerDay, payments: Iterable[Payment], *lines: StatementLine) -> DrawerDay:
    """Let a day know the fair's statements."""
    return replace(of, papers=Papers(statement=match_statement(payments, lines)))


ELSEWHERE = replace(paid(sale(7, qris=SHIRTS)), number="B01-20261211-0001", booth="B01")


def test_of_two_that_may_be_missing_both_are_named_and_one_amount() -> None:
    one, two = sale(1, qris=SHIRTS), sale(2, qris=SHIRTS)
    (cause,) = keyed_wrong(day(one, two, off=SHIRTS, papers=Papers(payments=(payment(SHIRTS),))))
    assert (cause.amount, cause.evidence) == (PRICE, (one.number, two.number))
    assert f"{one.number} / {two.number}" in cause.text.format(**cause.values)


def test_as_many_lines_as_payments_are_as_much_money_whichever_is_which() -> None:
    two = (sale(1, qris=SHIRTS), sale(2, qris=SHIRTS))
    found = match(day(*two, papers=Papers(payments=(payment(SHIRTS), payment(SHIRTS, minutes=3)))))
    assert (found.missing, found.strangers) == ((), ())
    more = (payment(SHIRTS), payment(SHIRTS, minutes=2), payment(SHIRTS, minutes=3))
    (stranger,) = match(day(*two, papers=Papers(payments=more))).strangers
    assert (stranger.amount, len(stranger.lines)) == (PRICE, 3)


def test_a_down_payment_is_a_payment_and_no_stranger() -> None:
    order = Order(
        order_id="o",
        number="A03-20261211-P0001",
        running=1,
        business_day=DAY,
        at=AT,
        cashier="Rini",
        customer="Bu Tejo",
        phone="",
        due=DAY,
        lines=sale().lines,
        tenders=(Tender(TenderKind.QRIS, Rupiah(200_000)),),
        draft={},
    )
    opened = replace(till(), orders=(order,))
    of = of_tills(
        replace(opened, closed_at=AT, counted=opened.figures.expected_cash, number="Z"),
        papers=Papers(payments=(payment(200_000),)),
    )
    assert not_in_statement(of) == ()
    (cause,) = not_in_statement(replace(of, papers=Papers(payments=())))
    assert cause.evidence == (order.number,)


def test_a_sale_in_anothers_place_was_paid_once_and_then() -> None:
    wrong = sale(1, qris=SHIRTS)
    right = replace(sale(3, qris=SHIRTS, minutes=300), follows=wrong.number)
    of = day(wrong, void_of(wrong, 2), right, papers=Papers(payments=(payment(SHIRTS),)))
    assert (not_in_statement(of), paid_and_voided(of)) == ((), ())


def test_a_voided_sale_that_was_paid_beside_one_that_stands_is_noted() -> None:
    one, two = sale(1, qris=SHIRTS), sale(2, qris=SHIRTS)
    both = (payment(SHIRTS), payment(SHIRTS, minutes=2))
    (cause,) = paid_and_voided(day(one, two, void_of(one, 3), papers=Papers(payments=both)))
    assert cause.evidence == (one.number,)
    assert paid_and_voided(day(one, two, void_of(one, 3), papers=Papers(payments=both[:1]))) == ()


def test_of_the_fairs_match_only_ones_own_payments_are_missing() -> None:
    own = sale(1, qris=SHIRTS)
    of = with_statement(day(own), [paid(own), ELSEWHERE])
    assert [lost.numbers for lost in match(of).missing] == [(own.number,)]


def test_a_line_without_a_booth_is_nobodys_stranger_but_may_be_what_was_keyed_as_cash() -> None:
    of = with_statement(day(sale(1), off=-SHIRTS), (), told())
    assert not_in_statement(of) == ()
    (cause,) = keyed_wrong(of)
    assert (cause.amount, cause.grade) == (-PRICE, Grade.LIKELY)
    assert [c.code for c in explain(of)] == ["tender"]
    fits = with_statement(day(sale(1)), (), told())
    assert [(c.code, c.amount) for c in explain(fits) if c.amount] == []
    own = with_statement(day(sale(1), off=-SHIRTS), (), told(booth="A03"))
    assert keyed_wrong(own)[0].grade is Grade.CERTAIN


def test_what_is_near_in_time_is_noted_and_counts_as_there() -> None:
    own = sale(1, qris=SHIRTS)
    of = with_statement(day(own), [paid(own)], told(40))
    assert (match(of).missing, match(of).strangers) == ((), ())
    (note,) = qris_notes(of)
    assert (note.code, note.amount, note.evidence[0]) == ("qris_near", ZERO, own.number)
    far = with_statement(day(own), [paid(own)], told(200, booth="A03"))
    assert {c.code for c in not_in_statement(far)} == {"qris_missing", "qris_stranger"}
    assert qris_notes(far) == ()
    other = with_statement(day(own), [replace(paid(own), reference="4821")], told(2, reference="00119999"))
    assert len(match(other).missing) == 1


def test_what_several_booths_share_is_unclear_and_nobodys_cause() -> None:
    own = sale(1, qris=SHIRTS)
    of = with_statement(day(own), [paid(own), ELSEWHERE], told(2))
    assert match(of).missing == ()
    (note,) = qris_notes(of)
    assert (note.code, note.amount, set(note.evidence)) == (
        "qris_unclear",
        ZERO,
        {own.number, ELSEWHERE.number},
    )
    both = with_statement(day(own), [paid(own), ELSEWHERE], told(2), told(3, row=3))
    assert qris_notes(both) == ()


def test_payments_that_are_taken_over_are_paid_once_each() -> None:
    first = TakenPayment("1", 1, AT, "A03", PRICE, "")
    again = replace(first, number="2", at=AT + timedelta(hours=1), follows="1")
    third = replace(again, number="3", follows="2")
    assert [
        (p.number, p.at) for p in payments_of([first, again, third], WentBack({"1": [PRICE], "2": [PRICE]}))
    ] == [("3", AT)]
    more = replace(again, n=2)
    kept = payments_of([first, again, more], WentBack({"1": [PRICE]}))
    assert [(p.number, p.n, p.is_voided) for p in kept] == [("2", 1, False), ("2", 2, False)]
    assert total(p.amount for p in payments_of([first, replace(again, amount=ZERO)], WentBack())) == PRICE


def test_a_payment_of_which_some_went_back_in_cash_is_one_of_all_that_came() -> None:
    """The sale was put right for less; what was keyed in vain, and paid anew, is another one."""
    first = TakenPayment("1", 1, AT, "A03", PRICE, "")
    less = replace(first, number="2", at=AT + timedelta(hours=1), follows="1", amount=PRICE - Rupiah(5_000))
    (one,) = payments_of([first, less], WentBack({"1": [less.amount]}))
    assert (one.number, one.at, one.amount, one.has_gone) == ("2", AT, PRICE, False)
    both = payments_of([first, less], WentBack({"1": [PRICE]}))
    assert [(p.number, p.amount, p.is_voided) for p in both] == [
        ("1", PRICE, True),
        ("2", less.amount, False),
    ]


def test_what_is_taken_off_is_of_the_last_payment_first() -> None:
    one, two = (TakenPayment("1", n, AT, "A03", PRICE, "") for n in (1, 2))
    taken = payments_of([one, two], WentBack(off={"1": PRICE + Rupiah(5_000)}))
    assert [(p.n, p.off, p.is_voided) for p in taken] == [(1, Rupiah(5_000), False), (2, PRICE, True)]


def test_sales_that_follow_each_other_in_a_circle_end() -> None:
    """Facts of a hostile booth may say so."""
    one, two = sale(1, qris=395_000), sale(2, qris=395_000)
    circle = replace(one, follows=two.number), replace(two, follows=one.number)
    found = match(day(*circle, papers=Papers(payments=())))
    assert [m.amount for m in found.missing] == [PRICE]


def test_of_a_payment_put_right_for_less_that_goods_came_back_for_both_parts_go_back() -> None:
    """Of 395.000 that came 385.000 stand for the sale, and 100.000 of those were taken off by a return."""
    came = TakenPayment("A03-20261211-0001", 1, AT, "A03", Rupiah(395_000), "")
    less = TakenPayment(
        "A03-20261211-0003", 1, AT + timedelta(hours=1), "A03", Rupiah(385_000), "", "A03-20261211-0001"
    )
    back = WentBack({came.number: [came.amount]}, {less.number: Rupiah(100_000)})
    (one,) = match_statement(payments_of([came, less], back), [told()]).matches
    assert (one.payment.number, one.payment.amount, one.payment.off) == (
        less.number,
        Rupiah(395_000),
        Rupiah(110_000),
    )


def test_a_slip_of_an_earlier_day_is_not_asked_for_in_what_a_booth_hands_in_of_its_own() -> None:
    late = sale(1, qris=395_000, slip="77")
    assert late.slip is not None
    late = replace(late, slip=replace(late.slip, day=DAY - timedelta(days=1)))
    assert match(day(late, papers=Papers(payments=()))).missing == ()
    assert len(match(day(sale(1, qris=395_000, slip="77"), papers=Papers(payments=()))).missing) == 1
