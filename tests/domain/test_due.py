"""What is still to pay: of a sale that is put right the difference, whichever way it is paid."""

from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.correction import Correction, correction_from_body, correction_to_body
from batikpos.domain.due import Due
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.tender import Tender, TenderKind, cash_in, change_due
from tests.domain.test_taken_off import AMOUNTS, KINDS, PAID, SEEN

STEPS = st.sampled_from([0, 500, 30_000])
CASH, QRIS = TenderKind.CASH, TenderKind.QRIS


def due_of(net: Rupiah, step: int, paid: tuple[Tender, ...]) -> Due:
    return Due(net, step, Correction("A03-20261211-0001", "salah", paid))


def of(kind: TenderKind, amount: int) -> Tender:
    return Tender(kind, Rupiah(amount))


@given(PAID, AMOUNTS, STEPS, SEEN)
def test_the_payment_sheet_and_the_one_key_ask_for_the_same_and_pay_by_the_same(
    paid: tuple[Tender, ...], net: Rupiah, step: int, seen: frozenset[int]
) -> None:
    due = due_of(net, step, paid)
    assert due.corrects is not None
    more = due.corrects.more(net, step)
    assert max(ZERO, due.rest((), CASH)) == more
    taken = (Tender(CASH, more),) if more else ()
    assert due.tenders(taken) == due.corrects.settle(net, more)
    assert due.is_covered(taken)
    balance = due.corrects.balance(net, step, seen)
    assert balance == ({CASH: more} if more else due.moves((), seen))
    assert due.taken_off(taken, seen) == due.corrects.taken_off(net, step, seen)


@given(PAID, AMOUNTS, STEPS, st.sampled_from(KINDS), SEEN)
def test_the_rest_by_any_way_pays_it_and_no_rupiah_is_astray(
    paid: tuple[Tender, ...], net: Rupiah, step: int, kind: TenderKind, seen: frozenset[int]
) -> None:
    due = due_of(net, step, paid)
    rest = due.rest((), kind)
    taken = (Tender(kind, rest),) if rest > ZERO else ()
    tenders = due.tenders(taken)
    assert change_due(due.of(tenders), tenders) <= cash_in(paid)
    assert rest <= ZERO or due.moves(taken, seen).get(CASH, ZERO) == ZERO
    off = total(t.amount for t in due.taken_off(taken, seen))
    moved = total(due.moves(taken, seen).values())
    assert total(t.amount for t in (*paid, *taken)) + moved - off == due.of(tenders)


def test_what_was_paid_otherwise_is_left_out_and_paid_anew() -> None:
    correction = Correction("N", "salah", (of(CASH, 405_000),), frozenset({1}))
    due = Due(Rupiah(405_000), 0, correction)
    assert due.rest((), QRIS) == Rupiah(405_000)
    taken = (of(QRIS, 405_000),)
    assert due.tenders(taken) == taken
    assert due.moves(taken, frozenset()) == {}
    assert (correction.struck, correction.stands) == ((of(CASH, 405_000),), ())


@given(PAID, AMOUNTS, STEPS, SEEN, st.frozensets(st.integers(1, 3)))
def test_what_was_struck_off_pays_for_nothing_by_the_one_key_either(
    paid: tuple[Tender, ...], net: Rupiah, step: int, seen: frozenset[int], struck: frozenset[int]
) -> None:
    correction = Correction("N", "salah", paid, struck)
    due = Due(net, step, correction)
    more = correction.more(net, step)
    assert max(ZERO, due.rest((), CASH)) == more
    taken = (of(CASH, more.amount),) if more else ()
    balance = correction.balance(net, step, seen)
    assert balance.get(CASH, ZERO) == more + due.moves(taken, seen).get(CASH, ZERO)
    assert due.is_covered(taken)
    kept = correction_from_body(correction_to_body(correction))
    assert kept == correction


def test_less_than_the_coin_that_is_rounded_to_is_settled_with_nothing_added() -> None:
    due = Due(Rupiah(300), 500, Correction("N", "salah", (of(CASH, 405_000),), frozenset({1})))
    assert due.corrects is not None
    assert due.corrects.more(due.net, due.step) == ZERO
    assert due.is_covered(())
    assert change_due(due.of(()), ()) == ZERO
    assert not Due(Rupiah(300), 500).is_covered(())


def test_an_old_draft_of_a_correction_has_nothing_struck_off() -> None:
    correction = Correction("N", "salah", (of(CASH, 405_000),))
    assert "left_out" not in correction_to_body(correction)
    assert correction_from_body(correction_to_body(correction)) == correction


def test_a_voucher_for_the_difference_gives_no_change() -> None:
    due = due_of(Rupiah(405_000), 0, (of(CASH, 395_000),))
    taken = (of(TenderKind.VOUCHER, 50_000),)
    counted = Tender(TenderKind.VOUCHER, Rupiah(10_000), worth=Rupiah(50_000))
    assert due.counted(taken) == (counted,)
    assert due.tenders(taken) == (counted, of(CASH, 395_000))
    assert due.moves(taken, frozenset()) == {}


def test_cash_that_was_taken_and_is_needed_no_more_goes_back() -> None:
    due = due_of(Rupiah(395_000), 0, (of(QRIS, 395_000),))
    taken = (of(CASH, 10_000),)
    assert due.tenders(taken) == (of(QRIS, 395_000), of(CASH, 10_000))
    assert due.moves(taken, frozenset()) == {CASH: Rupiah(-10_000)}


def test_a_basket_is_paid_by_what_was_taken_as_before() -> None:
    due = Due(Rupiah(10_300), 500)
    assert due.rest((), CASH) == Rupiah(10_000)
    assert due.rest((of(QRIS, 300),), CASH) == Rupiah(10_000)
    counted = Tender(TenderKind.VOUCHER, Rupiah(10_300), worth=Rupiah(20_000))
    assert due.counted((of(TenderKind.VOUCHER, 20_000),)) == (counted,)
    assert (due.moves((), frozenset()), due.taken_off((), frozenset())) == ({}, ())
