"""Paying: due and change make paid, change from cash only, rounding in cash only, likely notes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.tender import (
    BadTender,
    ChangeWithoutCash,
    Tender,
    TenderKind,
    Underpaid,
    VoucherTooLarge,
    cash_out,
    cash_rounding,
    change_due,
    less_change,
    suggest_notes,
)
from tests.shop import cash, qris

amounts = st.integers(0, 10**9).map(Rupiah)
tenders = st.lists(
    st.builds(
        Tender, st.sampled_from(TenderKind), st.integers(1, 10**9).map(Rupiah), st.sampled_from(["", "4821"])
    ),
    max_size=6,
)


@given(amounts, tenders)
def test_paid_is_due_plus_change(due: Rupiah, given_: list[Tender]) -> None:
    try:
        change = change_due(due, given_)
    except (Underpaid, ChangeWithoutCash):
        return
    assert total(t.amount for t in given_) == due + change
    assert ZERO <= change <= total(t.amount for t in given_ if t.kind is TenderKind.CASH)


@given(amounts, tenders)
def test_a_refused_payment_is_short_or_has_no_cash_to_give_back(due: Rupiah, given_: list[Tender]) -> None:
    paid = total(t.amount for t in given_)
    cashless = total(t.amount for t in given_ if t.kind is not TenderKind.CASH)
    if paid < due:
        with pytest.raises(Underpaid) as underpaid:
            change_due(due, given_)
        assert underpaid.value.short == due - paid
    elif cashless > due:
        with pytest.raises(ChangeWithoutCash) as overpaid:
            change_due(due, given_)
        vouchers = total(t.amount for t in given_ if t.kind is TenderKind.VOUCHER)
        assert overpaid.value.over == (vouchers if vouchers > due else cashless) - due
    else:
        assert change_due(due, given_) == paid - due


def test_one_rupiah_short_is_refused() -> None:
    with pytest.raises(Underpaid) as refusal:
        change_due(Rupiah(395_000), [cash(394_999)])
    assert refusal.value.short == Rupiah(1)


def test_one_rupiah_too_much_without_cash_is_refused() -> None:
    with pytest.raises(ChangeWithoutCash) as refusal:
        change_due(Rupiah(395_000), [qris(395_001)])
    assert refusal.value.over == Rupiah(1)


def test_qris_over_the_due_is_refused_even_with_cash_beside_it() -> None:
    with pytest.raises(ChangeWithoutCash):
        change_due(Rupiah(100_000), [qris(100_001), cash(50_000)])


def test_change_comes_from_the_cash_of_a_mixed_payment() -> None:
    assert change_due(Rupiah(395_000), [qris(300_000), cash(100_000)]) == Rupiah(5_000)


@pytest.mark.parametrize("amount", [0, -1])
def test_a_payment_of_nothing_or_less_is_refused(amount: int) -> None:
    with pytest.raises(BadTender):
        change_due(Rupiah(10), [cash(amount), cash(100)])


@given(amounts, st.sampled_from([100, 500]))
def test_cash_is_rounded_down_to_a_coin(due: Rupiah, step: int) -> None:
    rounding = cash_rounding(due, [cash(1)], step)
    assert -step < rounding.amount <= 0
    assert (due + rounding).amount % step == 0


@given(amounts, amounts, st.sampled_from([100, 500]))
def test_beside_what_is_paid_otherwise_only_what_cash_pays_is_rounded(
    due: Rupiah, other: Rupiah, step: int
) -> None:
    for kind in (TenderKind.DEPOSIT, TenderKind.VOUCHER, TenderKind.QRIS):
        rounding = cash_rounding(due, [Tender(kind, other), cash(1)], step)
        rest = due - other
        assert rounding == (Rupiah(-(rest.amount % step)) if rest.amount >= step or not other else ZERO)
        assert rest + rounding > ZERO or rest <= ZERO or not other


@given(amounts, amounts, st.sampled_from([0, 100, 500]))
def test_cash_goes_out_in_coins_rounded_up_and_never_more_than_was_kept(
    amount: Rupiah, kept: Rupiah, step: int
) -> None:
    amount = min(amount, kept)
    out = cash_out(amount, kept, step)
    assert out <= kept
    assert abs(out.amount - amount.amount) < max(1, step)
    assert step == 0 or kept.amount < step or out.amount % step == 0
    assert out >= amount or kept.amount - amount.amount < step


def test_only_cash_is_rounded() -> None:
    due = Rupiah(100_050)
    assert cash_rounding(due, [cash(100_000)], 100) == Rupiah(-50)
    assert cash_rounding(due, [qris(100_050)], 100) == ZERO
    assert cash_rounding(due, [cash(50_000), qris(50_020)], 100) == Rupiah(-30)
    assert cash_rounding(due, [cash(100), qris(100_000)], 100) == ZERO, "50 is no coin, nor nothing"
    assert cash_rounding(due, [cash(100_050)], 0) == ZERO


@pytest.mark.parametrize(
    ("due", "notes"),
    [
        (375_000, (380_000, 400_000)),
        (195_000, (200_000,)),
        (100_000, ()),
        (12_500_000, ()),
        (1, (5_000, 10_000, 20_000)),
        (312_500, (315_000, 320_000, 350_000)),
        (0, ()),
    ],
)
def test_the_notes_a_buyer_is_likely_to_hand_over(due: int, notes: tuple[int, ...]) -> None:
    assert suggest_notes(Rupiah(due)) == tuple(map(Rupiah, notes))


@given(amounts)
def test_suggested_notes_cover_the_due_and_ascend(due: Rupiah) -> None:
    notes = suggest_notes(due)
    assert len(notes) <= 3
    assert list(notes) == sorted(set(notes))
    assert all(due < note < due + Rupiah(100_000) for note in notes)


@given(amounts, tenders)
def test_what_stays_in_the_drawer_is_what_was_due(due: Rupiah, given_: list[Tender]) -> None:
    try:
        change = change_due(due, given_)
    except (Underpaid, ChangeWithoutCash):
        return
    kept = less_change(given_, change)
    assert total(t.amount for t in kept) == due
    assert all(t.amount > ZERO for t in kept)
    assert [t for t in kept if t.kind is not TenderKind.CASH] == [
        t for t in given_ if t.kind is not TenderKind.CASH
    ]


def test_a_voucher_gives_no_change() -> None:
    voucher = Tender(TenderKind.VOUCHER, Rupiah(100_000), "V-1")
    with pytest.raises(VoucherTooLarge) as refused:
        change_due(Rupiah(85_000), [voucher])
    assert refused.value.over == Rupiah(15_000)
    assert "gives no change" in refused.value.message("en")
    with pytest.raises(VoucherTooLarge):
        change_due(Rupiah(85_000), [voucher, cash(50_000)])
    assert change_due(Rupiah(100_000), [voucher]) == ZERO
    assert change_due(Rupiah(120_000), [voucher, cash(50_000)]) == Rupiah(30_000)


def test_a_voucher_beside_too_much_without_cash_is_said_as_that() -> None:
    with pytest.raises(ChangeWithoutCash) as refused:
        change_due(Rupiah(85_000), [Tender(TenderKind.VOUCHER, Rupiah(50_000)), qris(50_000)])
    assert refused.value.code == "change_without_cash"


def test_a_voucher_is_never_rounded() -> None:
    assert cash_rounding(Rupiah(10_050), [Tender(TenderKind.VOUCHER, Rupiah(50)), cash(10_000)], 100) == ZERO
