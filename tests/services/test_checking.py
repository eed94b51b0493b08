"""Payments by QRIS and transfer: unchecked until somebody saw them, and seen once."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from batikpos.domain.checking import unchecked_of
from batikpos.domain.fact import FactKind
from batikpos.domain.giveback import same_payments
from batikpos.domain.money import Rupiah
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.checking import (
    NothingToCheck,
    list_unchecked,
    mark_checked,
    mark_missing,
    mark_sale_checked,
)
from batikpos.services.checkout import complete_sale
from batikpos.services.correcting import correct_sale
from batikpos.services.desk import Desk
from batikpos.services.orders import cancel_order, take_order
from batikpos.services.papers import UnknownNumber
from batikpos.services.returns import void_sale
from batikpos.services.till import close_till, open_till
from batikpos.services.verify import verify
from batikpos.store.checks import list_checked
from batikpos.store.sales import list_sales
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.shop import (
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

TRANSFER = Tender(TenderKind.TRANSFER, Rupiah(95_000), "BCA 4821")


def sell(desk: Desk, *tenders: Tender) -> str:
    """Sell a shirt; return its number."""
    done = complete_sale(desk, basket(line(SHIRT)), tenders, cashier=RINI, now=NOON)
    return done.kept.sale.number


def test_what_came_by_qris_and_transfer_waits_to_be_seen(desk: Desk) -> None:
    sell(desk, cash(395_000))
    first = sell(desk, qris(300_000), TRANSFER)
    second = sell(desk, qris(395_000))
    waiting = list_unchecked(desk)
    assert [(one.number, one.n, one.amount, one.reference) for one in waiting] == [
        (first, 1, Rupiah(300_000), ""),
        (first, 2, Rupiah(95_000), "BCA 4821"),
        (second, 1, Rupiah(395_000), ""),
    ]
    assert {one.at for one in waiting} == {desk.fair.local(NOON)}


def test_what_nobody_saw_waits_over_the_close_and_the_next_day(desk: Desk) -> None:
    first = sell(desk, qris(395_000))
    close_till(desk, {}, cashier=RINI, now=NOON)
    assert [one.number for one in list_unchecked(desk)] == [first]
    open_till(desk, FLOAT, cashier=RINI, now=TOMORROW)
    sell(desk, cash(395_000))
    assert [one.number for one in list_unchecked(desk)] == [first]
    mark_checked(desk, first, 1, cashier=RINI, now=TOMORROW)
    assert list_unchecked(desk) == ()


def test_a_payment_is_seen_once_however_often_it_is_said(desk: Desk) -> None:
    number = sell(desk, qris(300_000), TRANSFER)
    for cashier in (RINI, SARI):
        mark_checked(desk, number, 2, cashier=cashier, now=NOON)
    assert [one.n for one in list_unchecked(desk)] == [1]
    assert mark_sale_checked(desk, number, cashier=SARI, now=NOON) == (1, 2)
    assert list_unchecked(desk) == ()
    marked = [fact.body for fact in facts_of(desk.store) if fact.kind == FactKind.CHECK]
    assert [(body["number"], body["n"], body["cashier"]) for body in marked] == [
        (number, 2, RINI),
        (number, 1, SARI),
    ]
    assert verify(desk.store).faults == ()


def test_a_voided_sale_has_nothing_to_check(desk: Desk) -> None:
    number = sell(desk, qris(395_000))
    void_sale(desk, number, "salah", cashier=RINI, now=NOON, approver=SARI)
    assert list_unchecked(desk) == ()


@pytest.mark.parametrize("n", [-1, 0, 1, 3])
def test_only_a_payment_that_an_app_confirms_is_marked(desk: Desk, n: int) -> None:
    number = sell(desk, cash(100_000), qris(295_000))
    with pytest.raises(NothingToCheck):
        mark_checked(desk, number, n, cashier=RINI, now=NOON)
    assert not [fact for fact in facts_of(desk.store) if fact.kind == FactKind.CHECK]


def test_a_sale_all_in_cash_and_one_that_is_not_there_are_refused(desk: Desk) -> None:
    number = sell(desk, cash(395_000))
    with pytest.raises(NothingToCheck):
        mark_sale_checked(desk, number, cashier=RINI, now=NOON)
    with pytest.raises(UnknownNumber):
        mark_sale_checked(desk, "A03-20261211-0099", cashier=RINI, now=NOON)


def test_a_void_itself_has_nothing_to_check(desk: Desk) -> None:
    number = sell(desk, qris(395_000))
    void = void_sale(desk, number, "salah", cashier=RINI, now=NOON, approver=SARI).kept.sale.number
    with pytest.raises(NothingToCheck):
        mark_checked(desk, void, 1, cashier=RINI, now=NOON)


def test_what_was_seen_is_known_at_the_centre(desk: Desk, tmp_path: Path) -> None:
    number = sell(desk, qris(395_000))
    mark_checked(desk, number, 1, cashier=RINI, now=NOON)
    centre = open_centre(str(tmp_path / "central.db"), create=True)
    push(desk.store, centre)
    with centre.reading() as tx:
        assert list_checked(tx) == {(number, 1)}
    centre.close()


def correct(desk: Desk, number: str, *tenders: Tender, pieces: int = 1) -> str:
    """Put a sale right with shirts and, where not, with keyrings; return the new number."""
    of = line(SHIRT) if pieces == 1 else line(KEYRING, pieces)
    cart, why = basket(of), "salah ukuran"
    for _ in range(2):  # twice is once
        done = correct_sale(desk, number, cart, tenders, why, cashier=SARI, now=LATER)
    return done.sale.kept.sale.number


LATER = NOON + timedelta(minutes=5)


def test_a_payment_that_was_seen_counts_as_seen_after_its_sale_was_put_right(desk: Desk) -> None:
    old = sell(desk, qris(300_000), TRANSFER)
    mark_checked(desk, old, 1, cashier=RINI, now=NOON)
    new = correct(desk, old, qris(300_000), TRANSFER)
    assert [(one.number, one.n) for one in list_unchecked(desk)] == [(new, 2)]
    marked = [fact.body for fact in facts_of(desk.store) if fact.kind == FactKind.CHECK]
    carried = {"carried_from": old}
    seen = {"at": desk.fair.local(NOON).isoformat(), "cashier": RINI, "n": 1}
    assert marked == [seen | {"number": old}, seen | carried | {"number": new}]
    assert verify(desk.store).faults == ()


def test_a_payment_of_another_amount_is_to_be_looked_up_anew(desk: Desk) -> None:
    old = sell(desk, qris(395_000))
    mark_sale_checked(desk, old, cashier=RINI, now=NOON)
    new = correct(desk, old, qris(300_000), cash(95_000))
    assert [(one.number, one.n) for one in list_unchecked(desk)] == [(new, 1)]


def test_what_a_settled_correction_leaves_of_a_payment_was_seen_with_it(desk: Desk) -> None:
    old = sell(desk, qris(395_000))
    mark_sale_checked(desk, old, cashier=RINI, now=NOON)
    correct(desk, old, qris(200_000), pieces=20)
    assert list_unchecked(desk) == ()


def test_a_payment_that_stands_for_less_is_looked_for_as_that(desk: Desk) -> None:
    old = sell(desk, TRANSFER, qris(300_000))
    once = correct(desk, old, TRANSFER, qris(205_000), pieces=30)
    twice = correct(desk, once, TRANSFER, qris(105_000), pieces=20)
    waiting = [(one.number, one.n, one.amount) for one in list_unchecked(desk)]
    assert waiting == [(twice, 1, Rupiah(95_000)), (twice, 2, Rupiah(105_000))]


def test_of_a_payment_that_was_seen_the_part_that_went_back_in_cash_is_looked_for_no_more(desk: Desk) -> None:
    old = sell(desk, TRANSFER, qris(300_000))
    mark_checked(desk, old, 2, cashier=RINI, now=NOON)
    once = correct(desk, old, TRANSFER, qris(205_000), pieces=30)
    assert [(one.number, one.n, one.amount) for one in list_unchecked(desk)] == [(once, 1, Rupiah(95_000))]


def test_what_an_earlier_program_gave_back_in_cash_unseen_is_listed_as_it_is_in_the_app(desk: Desk) -> None:
    """Its void took as much back as stood in the new sale: the rest went out of the drawer."""
    card = Tender(TenderKind.CARD, Rupiah(90_000))
    correct(desk, sell(desk, card, qris(305_000)), card, qris(210_000), pieces=30)
    correct(desk, sell(desk, card, qris(305_000)), card, pieces=9)
    with desk.store.reading() as tx:
        old, void, new, other, void_of_other, last = (kept.sale for kept in list_sales(tx))
    part = replace(void, tenders=(minus(card), minus(qris(210_000)), minus(cash(90_000))))
    whole = replace(void_of_other, tenders=(minus(card), minus(cash(305_000))))
    listed = unchecked_of((old, part, new, other, whole, last), (), frozenset(), {})
    assert sorted((one.number, one.n, one.amount) for one in listed) == [
        (new.number, 2, Rupiah(305_000)),
        (other.number, 2, Rupiah(305_000)),
    ]


def minus(tender: Tender) -> Tender:
    """Take a payment back."""
    return replace(tender, amount=-tender.amount)


def test_another_payment_is_listed_by_its_own_amount(desk: Desk) -> None:
    old = sell(desk, qris(395_000))
    new = correct(desk, old, qris(300_000), cash(95_000))
    assert [(one.number, one.amount) for one in list_unchecked(desk)] == [(new, Rupiah(300_000))]


def test_a_payment_that_is_taken_off_is_looked_for_no_more(desk: Desk) -> None:
    card = Tender(TenderKind.CARD, Rupiah(100_000))
    old = sell(desk, card, qris(295_000))
    correct(desk, old, card, pieces=10)
    assert list_unchecked(desk) == ()


def test_of_a_payment_in_two_parts_the_one_that_stays_is_still_looked_for(desk: Desk) -> None:
    old = sell(desk, qris(200_000), qris(195_000))
    new = correct(desk, old, qris(200_000), pieces=20)
    waiting = [(one.number, one.n, one.amount) for one in list_unchecked(desk)]
    assert waiting == [(new, 1, Rupiah(200_000))]


def test_what_nobody_saw_is_not_seen_by_putting_it_right(desk: Desk) -> None:
    old = sell(desk, qris(395_000))
    new = correct(desk, old, qris(395_000))
    assert [one.number for one in list_unchecked(desk)] == [new]


def test_of_two_payments_alike_one_is_not_the_other() -> None:
    half, other = qris(100_000), Tender(TenderKind.QRIS, Rupiah(100_000), "77")
    assert same_payments((half, half), (half, half), is_settled=False) == ((1, 1), (2, 2))
    assert same_payments((half, half), (half,), is_settled=False) == ((1, 1),)
    assert same_payments((cash(5), other, half), (half, other), is_settled=False) == ((2, 2), (3, 1))
    assert same_payments((half,), (other, TRANSFER), is_settled=True) == ()


def order(desk: Desk, *tenders: Tender) -> str:
    """Take an order of a shirt, paid down; return its number."""
    taken = take_order(
        desk, basket(line(SHIRT)), tenders, customer="Bu Tejo", due=DAY, cashier=RINI, now=LATER
    )
    return taken.order.number


def test_what_was_paid_down_by_qris_waits_to_be_seen_too(desk: Desk) -> None:
    number, sold = order(desk, cash(50_000), qris(100_000), TRANSFER), sell(desk, qris(395_000))
    waiting = list_unchecked(desk)
    assert [(one.number, one.n, one.amount, one.is_deposit) for one in waiting] == [
        (sold, 1, Rupiah(395_000), False),  # it was paid before the order was
        (number, 2, Rupiah(100_000), True),
        (number, 3, Rupiah(95_000), True),
    ]
    assert mark_sale_checked(desk, number, cashier=SARI, now=LATER) == (2, 3)
    mark_checked(desk, number, 2, cashier=SARI, now=LATER)
    assert [one.number for one in list_unchecked(desk)] == [sold]
    with pytest.raises(NothingToCheck):
        mark_checked(desk, number, 1, cashier=RINI, now=LATER)
    assert verify(desk.store).faults == ()


def test_what_was_paid_down_for_a_cancelled_order_still_has_to_come(desk: Desk) -> None:
    number = order(desk, qris(100_000))
    cancel_order(desk, number, "batal", cashier=RINI, now=LATER)
    assert [one.number for one in list_unchecked(desk)] == [number]


def test_a_payment_looked_for_in_vain_stays_unchecked_with_the_last_look(desk: Desk) -> None:
    number = sell(desk, qris(395_000))
    for minutes in (1, 5):
        mark_missing(desk, number, 1, cashier=SARI, now=NOON + timedelta(minutes=minutes))
    (one,) = list_unchecked(desk)
    assert one.looked is not None
    assert (one.looked.n, one.looked.cashier, one.looked.at) == (1, SARI, NOON + timedelta(minutes=5))
    assert verify(desk.store).is_ok

    mark_checked(desk, number, 1, cashier=RINI, now=NOON)
    assert list_unchecked(desk) == ()


@pytest.mark.parametrize("n", [0, 2])
def test_what_is_no_payment_cannot_be_looked_for(desk: Desk, n: int) -> None:
    number = sell(desk, qris(395_000))
    with pytest.raises(NothingToCheck):
        mark_missing(desk, number, n, cashier=RINI, now=NOON)
