"""Settling: whoever holds the money owes it, whoever's goods were sold is owed, and all is zero together."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.fair import day_in_number
from batikpos.domain.fee import BadFee, Fee, FeeKind, Tier, per_cent
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.order import CancelledOrder, Order
from batikpos.domain.sale import Sale, SaleKind, returned_lines, voided_lines
from batikpos.domain.settlement import (
    EXCHANGES,
    ORDERS,
    ORGANIZER,
    BoothActs,
    Holding,
    Moved,
    Party,
    PartyKind,
    Settlement,
    Why,
    settle,
    settled_on,
)
from batikpos.domain.tender import Tender, TenderKind
from tests.domain.baskets import AT, sales

DAY, NEXT = date(2026, 12, 11), date(2026, 12, 12)
A, B, C = (Party(PartyKind.PRODUCER, code) for code in "ABC")
KOP = Party(PartyKind.BOOTH, "K1")
FEES = (
    per_cent("Iuran", 500),
    Fee("Per potong", FeeKind.PIECE, Rupiah(10_000), producers=frozenset("B")),
    Fee("Sewa stan", FeeKind.RENT, Rupiah(250_000)),
)


def back(sale: Sale, kind: SaleKind, day: date) -> Sale:
    """Give all of a sale back in cash."""
    lines = (
        voided_lines(sale.lines)
        if kind is SaleKind.VOID
        else returned_lines(sale.lines, [], [(n, None) for n in range(1, len(sale.lines) + 1)])
    )
    return replace(
        sale,
        kind=kind,
        lines=lines,
        tenders=(Tender(TenderKind.CASH, ZERO - total(line.net for line in sale.lines)),),
        change=ZERO,
        rounding=ZERO,
        reverses=sale.number,
        business_day=day,
    )


def balance(of: Settlement, party: Party) -> Rupiah:
    """Say a party's balance, nothing where nothing concerns it."""
    found = of.find(party)
    return found.balance if found else ZERO


@given(
    st.lists(sales(), max_size=6),
    st.lists(st.sampled_from([None, SaleKind.VOID, SaleKind.REFUND]), min_size=6, max_size=6),
    st.sampled_from([A, KOP, ORGANIZER]),
    st.sampled_from([A, C, ORGANIZER]),
)
def test_all_accounts_together_are_zero(
    sold: list[Sale], ends: list[SaleKind | None], keeper: Party, card: Party
) -> None:
    acts = [*sold, *(back(s, end, NEXT) for s, end in zip(sold, ends, strict=False) if end)]
    booth = BoothActs("K1", Holding(keeper, {TenderKind.CARD: card}), tuple(acts))
    moved = [Moved(keeper, ORGANIZER, Rupiah(1_000_000), NEXT)]
    found = settle([booth], FEES, moved, producers="ABCD")
    assert total(account.balance for account in found.accounts) == ZERO
    for code in "ABC":
        account = found.find(Party(PartyKind.PRODUCER, code))
        assert account is not None
        nets = total(line.net for sale in acts for line in sale.lines if line.producer == code)
        assert account.sum_of(Why.SOLD, Why.RETURNED) == nets
        assert account.gross - account.discount == nets


@given(st.lists(sales(), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_sales_and_booths_changes_nothing(sold: list[Sale], chance: Random) -> None:
    one = [BoothActs(code, Holding(KOP), (sale,)) for code, sale in zip("PQRSTU", sold, strict=False)]
    other = chance.sample(one, len(one))
    assert [(a.party, a.balance) for a in settle(one, FEES).accounts] == [
        (a.party, a.balance) for a in settle(other, FEES).accounts
    ]


@pytest.fixture
def order() -> Order:
    """Let half of something be paid down in cash, and some by QRIS."""
    return Order(
        order_id="o1",
        number="K1-20261211-P0001",
        running=1,
        business_day=DAY,
        at=AT,
        cashier="Rini",
        customer="Ibu Sri",
        phone="",
        due=NEXT,
        lines=(),
        tenders=(Tender(TenderKind.CASH, Rupiah(100_000)), Tender(TenderKind.QRIS, Rupiah(50_000))),
        draft={},
    )


def test_a_down_payment_is_nobodys_until_the_goods_are_picked_up(order: Order) -> None:
    holding = Holding(KOP, {TenderKind.QRIS: ORGANIZER})
    open_ = settle([BoothActs("K1", holding, orders=(order,))], ())
    assert balance(open_, ORDERS) == Rupiah(150_000)
    assert balance(open_, KOP) == Rupiah(-100_000)
    assert balance(open_, ORGANIZER) == Rupiah(-50_000)


def test_what_is_given_back_of_an_order_comes_from_whoever_held_it(order: Order) -> None:
    cancelled = CancelledOrder(
        order.number,
        datetime.fromisoformat("2026-12-12T10:00+07:00"),
        "Rini",
        "x",
        TenderKind.CASH,
        Rupiah(150_000),
    )
    found = settle([BoothActs("K1", Holding(KOP), orders=(order,), cancelled=((cancelled, NEXT),))], ())
    assert {a.party: a.balance for a in found.accounts} == {KOP: ZERO, ORDERS: ZERO}


@given(sales())
def test_a_pick_up_pays_with_what_was_paid_down(sold: Sale) -> None:
    net = total(line.net for line in sold.lines)
    picked = replace(sold, tenders=(Tender(TenderKind.DEPOSIT, net, "P1"),), change=ZERO)
    found = settle([BoothActs("K1", Holding(KOP), (picked,))], ())
    assert balance(found, ORDERS) == ZERO - net
    assert balance(found, KOP) == ZERO


@given(sales())
def test_an_exchange_moves_no_money(sold: Sale) -> None:
    net = total(line.net for line in sold.lines)
    back_ = replace(back(sold, SaleKind.REFUND, DAY), tenders=(Tender(TenderKind.EXCHANGE, ZERO - net),))
    out = replace(sold, tenders=(Tender(TenderKind.EXCHANGE, net),), change=ZERO)
    found = settle([BoothActs("K1", Holding(KOP), (back_, out))], ())
    assert all(a.balance == ZERO for a in found.accounts)
    assert found.find(EXCHANGES) is not None


@given(sales())
def test_a_refund_days_later_takes_back_the_fee_too(sold: Sale) -> None:
    fees = (per_cent("Iuran", 1000),)
    kept = settle([BoothActs("K1", Holding(ORGANIZER), (sold,))], fees)
    given_back = settle(
        [BoothActs("K1", Holding(ORGANIZER), (sold, back(sold, SaleKind.REFUND, NEXT)))], fees
    )
    assert balance(kept, A) >= ZERO
    for party in (A, B, C, ORGANIZER):
        assert balance(given_back, party) == ZERO


@given(sales())
def test_who_keeps_the_drawer_pays_in_what_is_the_others(sold: Sale) -> None:
    cash = replace(sold, tenders=(Tender(TenderKind.CASH, sold.total),), change=ZERO)
    found = settle([BoothActs("K1", Holding(A), (cash,))], (per_cent("Iuran", 500),))
    others = total(line.net for line in sold.lines if line.producer != "A")
    own = total(line.net for line in sold.lines if line.producer == "A")
    assert balance(found, A) == ZERO - others - own.share(500)


def test_a_setoran_settles_what_is_owed() -> None:
    found = settle(
        [],
        (Fee("Sewa", FeeKind.RENT, Rupiah(250_000)),),
        [Moved(A, ORGANIZER, Rupiah(250_000), DAY)],
        producers="A",
    )
    assert {a.party: a.balance for a in found.accounts} == {A: ZERO, ORGANIZER: ZERO}


def test_tiers_hold_for_the_part_above_their_beginning() -> None:
    fee = Fee("Iuran", FeeKind.PERCENT, tiers=(Tier(ZERO, 1000), Tier(Rupiah(1_000_000), 500)))
    sums = {n: fee.reckon(Rupiah(n), 0).amount for n in (0, 400_000, 1_000_000, 3_000_000, -5)}
    assert sums == {0: 0, 400_000: 40_000, 1_000_000: 100_000, 3_000_000: 200_000, -5: 0}


def test_a_tier_that_begins_later_asks_nothing_below() -> None:
    fee = Fee("Iuran", FeeKind.PERCENT, tiers=(Tier(Rupiah(1_000_000), 500),))
    assert fee.reckon(Rupiah(900_000), 0) == ZERO
    assert fee.reckon(Rupiah(1_100_000), 0) == Rupiah(5_000)


@pytest.mark.parametrize(
    ("kind", "amount", "tiers"),
    [
        (FeeKind.PERCENT, 0, ()),
        (FeeKind.PERCENT, 0, ((0, 10_001),)),
        (FeeKind.PERCENT, 0, ((0, -1),)),
        (FeeKind.PERCENT, 0, ((500, 100), (500, 200))),
        (FeeKind.PERCENT, 0, ((500, 100), (0, 200))),
        (FeeKind.PIECE, -1, ()),
        (FeeKind.RENT, 1, ((0, 100),)),
    ],
)
def test_a_fee_that_cannot_be_is_refused(
    kind: FeeKind, amount: int, tiers: tuple[tuple[int, int], ...]
) -> None:
    with pytest.raises(BadFee):
        Fee("x", kind, Rupiah(amount), tuple(Tier(Rupiah(a), b) for a, b in tiers))


@given(
    st.lists(sales(), min_size=1, max_size=6),
    st.lists(st.sampled_from([None, SaleKind.VOID, SaleKind.REFUND]), min_size=6, max_size=6),
)
def test_what_each_day_did_adds_up_to_the_fair_fees_and_all(
    sold: list[Sale], ends: list[SaleKind | None]
) -> None:
    tiers = Fee("Bertingkat", FeeKind.PERCENT, tiers=(Tier(ZERO, 700), Tier(Rupiah(300_000), 300)))
    fees = (*FEES, tiers, per_cent("Iuran", 100))  # two of one name
    days = [DAY, NEXT, NEXT + timedelta(days=1)]
    acts = [replace(s, business_day=days[n % 2]) for n, s in enumerate(sold)]
    acts += [back(s, end, days[2]) for s, end in zip(acts, ends, strict=False) if end]

    def until(last: date) -> Settlement:
        some = tuple(s for s in acts if s.business_day <= last)
        moved = [Moved(KOP, A, Rupiah(7), day) for day in days if day <= last]
        return settle([BoothActs("K1", Holding(KOP), some)], fees, moved, producers="ABCD" if some else "")

    whole = until(days[2])
    each = [settled_on(day, until(day - timedelta(days=1)), until(day)) for day in days]
    assert all(total(a.balance for a in of.accounts) == ZERO for of in each)
    for account in whole.accounts:
        parts = [found for of in each if (found := of.find(account.party))]
        assert total(part.balance for part in parts) == account.balance
        assert total(part.gross for part in parts) == account.gross
        assert sum(part.pieces for part in parts) == account.pieces
        for name, asked in account.by_about(Why.FEE).items():
            assert total(part.by_about(Why.FEE).get(name, ZERO) for part in parts) == asked


@given(sales())
def test_what_comes_back_is_late_only_where_it_was_sold_on_a_day_before(sold: Sale) -> None:
    sale = replace(sold, number="K1-20261211-0001", business_day=DAY)
    for day, is_late in ((DAY, False), (NEXT, True)):
        returned = back(sale, SaleKind.REFUND, day)
        found = settle([BoothActs("K1", Holding(KOP), (sale, returned))], ())
        entries = [e for a in found.accounts for e in a.entries if e.why is Why.RETURNED]
        assert entries
        assert all(e.is_late is is_late and e.about == sale.number for e in entries)
        assert not any(e.is_late for a in found.accounts for e in a.entries if e.why is not Why.RETURNED)


@given(sales())
def test_a_down_payment_that_is_used_leaves_nothing_held_by_open_orders(sold: Sale) -> None:
    net = total(line.net for line in sold.lines)
    picked = replace(sold, tenders=(Tender(TenderKind.DEPOSIT, net, "P1"),), change=ZERO)
    account = settle([BoothActs("K1", Holding(KOP), (picked,))], ()).find(ORDERS)
    assert account is not None
    assert (account.sum_of(Why.DEPOSIT), account.sum_of(Why.HELD)) == (ZERO - net, ZERO)


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("A03-20261211-0042", DAY),
        ("A03.2-20261211-0042", DAY),
        ("PANITIA-20261212-S0001", NEXT),
        ("A03-20261211-Z1", DAY),
        ("A03-20261399-0042", None),
        ("A03-2026121-0042", None),
        ("", None),
        ("kain-20261211-1", None),
    ],
)
def test_the_day_is_read_out_of_a_papers_number(number: str, day: date | None) -> None:
    assert day_in_number(number) == day
