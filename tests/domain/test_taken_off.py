"""Putting a sale right: no money goes back but what came in cash, by card, or was seen in the app."""

from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.correction import Correction
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.tender import UNCONFIRMED, Tender, TenderKind

KINDS = (TenderKind.CASH, TenderKind.QRIS, TenderKind.TRANSFER, TenderKind.CARD, TenderKind.VOUCHER)
AMOUNTS = st.integers(1, 50).map(lambda n: Rupiah(n * 10_000))
PAID = st.lists(st.builds(Tender, st.sampled_from(KINDS), AMOUNTS), min_size=1, max_size=4).map(tuple)
SEEN = st.frozensets(st.integers(1, 4))


@given(PAID, SEEN, AMOUNTS)
def test_no_more_cash_goes_back_than_money_that_somebody_saw(
    paid: tuple[Tender, ...], seen: frozenset[int], net: Rupiah
) -> None:
    moved = Correction("A03-20261211-0001", "salah", paid).balance(net, seen=seen)
    came = [t for n, t in enumerate(paid, 1) if t.kind not in UNCONFIRMED or n in seen]
    money = total(t.amount for t in came if t.kind is not TenderKind.VOUCHER)
    assert -moved.get(TenderKind.CASH, ZERO) <= money


@given(PAID, SEEN, AMOUNTS)
def test_what_stays_what_goes_back_and_what_is_taken_off_is_all_that_was_paid(
    paid: tuple[Tender, ...], seen: frozenset[int], net: Rupiah
) -> None:
    correction = Correction("A03-20261211-0001", "salah", paid)
    moved = correction.balance(net, seen=seen)
    off = total(tender.amount for tender in correction.taken_off(net, seen=seen))
    assert total(t.amount for t in paid) + total(moved.values()) - off == net
    assert {kind for kind in moved if moved[kind] < ZERO} <= {TenderKind.CASH, TenderKind.VOUCHER}


@given(PAID, AMOUNTS)
def test_where_all_was_seen_nothing_is_taken_off(paid: tuple[Tender, ...], net: Rupiah) -> None:
    correction = Correction("A03-20261211-0001", "salah", paid)
    assert correction.taken_off(net, seen=frozenset(range(1, 5))) == ()
