"""The drawer's day: expected cash, counts of notes, what X and Z say."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.sale import Sale, SaleKind, returned_lines, voided_lines
from batikpos.domain.tender import Tender, TenderKind, less_change
from batikpos.domain.till import DENOMINATIONS, BadCount, CashMove, Till, counted_cash, parse_count
from tests.domain.baskets import AT, sales

moves = st.lists(st.integers(-(10**6), 10**6).filter(bool), max_size=4)


def till(*taken: Sale, moved: tuple[int, ...] = (), float_: int = 500_000) -> Till:
    """Make an open till."""
    return Till(
        opened_seq=2,
        business_day=date(2026, 12, 11),
        opened_at=AT,
        cashier="Rini",
        float_=Rupiah(float_),
        moves=tuple(CashMove(Rupiah(m), "perlu", AT, "Rini") for m in moved),
        sales=taken,
    )


def void_of(sale: Sale) -> Sale:
    """Reverse a sale whole."""
    return replace(
        sale,
        kind=SaleKind.VOID,
        lines=voided_lines(sale.lines),
        tenders=tuple(replace(t, amount=-t.amount) for t in less_change(sale.tenders, sale.change)),
        change=ZERO,
        reverses=sale.number,
    )


@settings(max_examples=25)
@given(st.lists(sales(), max_size=3), moves, st.integers(0, 10**7))
def test_expected_cash_is_float_and_cash_less_change_and_moves(
    taken: list[Sale], moved: list[int], float_: int
) -> None:
    figures = till(*taken, moved=tuple(moved), float_=float_).figures
    cash = sum(
        sum(t.amount.amount for t in s.tenders if t.kind is TenderKind.CASH) - s.change.amount for s in taken
    )
    assert figures.expected_cash.amount == float_ + cash + sum(moved)
    assert figures.paid_in - figures.paid_out == Rupiah(sum(moved))
    assert figures.difference is None


@settings(max_examples=25)
@given(st.lists(sales(), max_size=3))
def test_the_ways_of_paying_add_up_to_the_total(taken: list[Sale]) -> None:
    figures = till(*taken).figures
    assert total(figures.by_tender.values()) == figures.total
    assert figures.total == figures.gross - figures.discount + figures.rounding


@given(sales())
def test_a_voided_sale_leaves_the_till_as_it_was(sale: Sale) -> None:
    figures = till(sale, void_of(sale)).figures
    empty = till().figures
    assert replace(figures) == replace(empty)


@given(sales())
def test_a_refund_is_named_and_comes_off_the_total(sale: Sale) -> None:
    lines = returned_lines(sale.lines, [], [(1, None)])
    back = total(part.net for part in lines)
    refund = replace(
        sale,
        kind=SaleKind.REFUND,
        lines=lines,
        tenders=(Tender(TenderKind.CASH, back),) if back else (),
        change=ZERO,
    )
    figures = till(sale, refund).figures
    assert figures.refunds == -back
    assert figures.total == sale.total + back
    assert figures.sales == 1


@given(sales(), st.integers(0, 10**8))
def test_the_difference_is_counted_less_expected(sale: Sale, counted: int) -> None:
    figures = replace(till(sale), counted=Rupiah(counted), closed_at=AT).figures
    assert figures.difference == Rupiah(counted) - figures.expected_cash


@given(st.dictionaries(st.sampled_from(DENOMINATIONS), st.integers(0, 999_999), min_size=1, max_size=11))
def test_a_count_is_read_as_it_was_written(count: dict[int, int]) -> None:
    typed = ",".join(f"{note}x{pieces}" for note, pieces in count.items())
    assert parse_count(typed) == count
    assert counted_cash(count) == Rupiah(sum(note * pieces for note, pieces in count.items()))


def test_the_same_note_may_be_counted_in_two_heaps() -> None:
    assert parse_count("100000x3, 100000X2,") == {100_000: 5}
    assert parse_count("100000x0") == {100_000: 0}


@pytest.mark.parametrize(
    "typed",
    ["", " ", ",", ",,", "100000x1,,20000x1", ",100000x1", "100000x1,,", "100000", "x",
     "100000x", "x3", "3x100000", "100000x-1", "30000x1", "100000x1.5", "100.000x1", "1e5x1",
     "100000x1000000", "100000x²", "abc", "100000x1;50000x1"],
)  # fmt: skip
def test_what_is_no_count_is_refused(typed: str) -> None:
    with pytest.raises(BadCount):
        parse_count(typed)
