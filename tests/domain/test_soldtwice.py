"""A single piece sold more than once: who keeps it is proposed by what shows it, or by nobody."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.fair import Booth
from batikpos.domain.money import Rupiah, total
from batikpos.domain.soldtwice import PieceSale, SoldTwice, Why, find_sold_twice, notes_of

DAY = date(2026, 12, 11)
NOON = datetime(2026, 12, 11, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)

FIRST = PieceSale(
    sku="TULIS-1",
    name="Kain tulis",
    producer="TOM",
    number="A03-20261211-0001",
    booth=Booth("A03"),
    business_day=DAY,
    at=NOON,
    journal_id="a",
    seq=3,
    cashier="Rini",
    pieces=1,
    net=Rupiah(1_500_000),
)
SECOND = replace(
    FIRST,
    number="B01-20261211-0001",
    booth=Booth("B01"),
    at=NOON + HOUR,
    journal_id="b",
    net=Rupiah(1_400_000),
)


def only(
    *sales: PieceSale, taken: frozenset[str] = frozenset(), own: str = "", sku: str = "TULIS-1"
) -> SoldTwice:
    (found,) = find_sold_twice(sales, {sku: taken} if taken else {}, {"TOM": own} if own else {})
    return found


def test_the_first_keeps_it_where_nothing_else_speaks() -> None:
    found = only(SECOND, FIRST)
    assert (found.stands, found.why, found.numbers) == (
        FIRST.number,
        Why.EARLIER,
        (FIRST.number, SECOND.number),
    )
    assert [(o.number, o.pieces, o.amount) for o in found.offers] == [(SECOND.number, 1, SECOND.net)]


def test_two_producers_goods_of_one_code_are_not_one_piece() -> None:
    """Where no desk gives the codes, each list may have a piece 001."""
    assert find_sold_twice((FIRST, replace(SECOND, producer="KLS")), {}, {}) == ()


def test_the_booth_that_had_the_piece_keeps_it_though_another_was_first() -> None:
    found = only(FIRST, SECOND, taken=frozenset({"B01"}), own="A03")
    assert (found.stands, found.why) == (SECOND.number, Why.TAKEN)
    assert [o.number for o in found.offers] == [FIRST.number]


def test_its_own_booth_keeps_it_where_no_stock_list_says_otherwise() -> None:
    assert only(FIRST, SECOND, own="B01").why is Why.OWN
    assert only(FIRST, SECOND, own="B01").stands == SECOND.number
    assert only(FIRST, SECOND, own="C09").stands == FIRST.number
    assert only(FIRST, SECOND, taken=frozenset({"A03", "B01"}), own="B01").stands == FIRST.number


def test_a_clock_that_was_set_and_a_paper_slip_prove_no_order() -> None:
    for sales in (
        (FIRST, replace(SECOND, clock_was_set=True)),
        (replace(FIRST, is_from_slip=True), SECOND),
        (FIRST, replace(SECOND, at=FIRST.at)),
    ):
        found = only(*sales)
        assert (found.stands, found.why, found.offers) == ("", Why.NOTHING, ())
    assert only(replace(FIRST, is_from_slip=True), SECOND, taken=frozenset({"A03"})).stands == FIRST.number


def test_in_one_journal_the_numbers_tell_and_no_clock() -> None:
    later = replace(FIRST, number="A03-20261211-0002", seq=4, at=NOON - HOUR, clock_was_set=True)
    found = only(later, FIRST)
    assert (found.stands, found.why) == (FIRST.number, Why.EARLIER)


def test_what_was_sold_twice_on_one_nota_is_half_offered_back() -> None:
    found = only(replace(FIRST, pieces=2, net=Rupiah(3_000_001)))
    assert [(o.number, o.pieces, o.amount) for o in found.offers] == [(FIRST.number, 1, Rupiah(1_500_001))]


def test_what_was_sold_once_is_no_conflict_nor_two_pieces_once_each() -> None:
    assert find_sold_twice([FIRST], {}, {}) == ()
    assert find_sold_twice([FIRST, replace(SECOND, sku="TULIS-2")], {}, {}) == ()


_sales = st.lists(
    st.builds(
        replace,
        st.just(FIRST),
        number=st.uuids().map(str),
        booth=st.sampled_from([Booth("A03"), Booth("B01"), Booth("C02")]),
        at=st.integers(0, 5).map(lambda n: NOON + n * HOUR),
        journal_id=st.sampled_from("abc"),
        seq=st.integers(2, 90),
        pieces=st.integers(1, 3),
        net=st.integers(0, 9_000_000).map(Rupiah),
        is_from_slip=st.booleans(),
        clock_was_set=st.booleans(),
    ),
    max_size=5,
)


@given(_sales, st.frozensets(st.sampled_from(["A03", "B01"])), st.sampled_from(["", "A03", "C02"]))
def test_one_keeps_it_and_all_others_are_offered_in_whatever_order_they_came(
    sales: list[PieceSale], taken: frozenset[str], own: str
) -> None:
    if sum(sale.pieces for sale in sales) < 2:
        assert not find_sold_twice(sales, {"TULIS-1": taken}, {"TOM": own})
        return
    found = only(*sales, taken=taken, own=own)
    assert found == only(*reversed(sales), taken=taken, own=own)
    if found.stands:
        assert sum(offer.pieces for offer in found.offers) == found.pieces - 1
        assert total(o.amount for o in found.offers) <= total(sale.net for sale in sales)
    else:
        assert (found.why, found.offers) == (Why.NOTHING, ())


def test_it_is_noted_at_each_booth_on_the_day_it_sold_the_piece() -> None:
    late = replace(SECOND, business_day=DAY + timedelta(days=1))
    notes = notes_of([only(FIRST, late)], DAY)
    assert list(notes) == [FIRST.booth]
    (note,) = notes[FIRST.booth]
    assert (note.code, note.amount, note.evidence) == ("sold_twice", Rupiah(0), (FIRST.number, late.number))
    assert list(notes_of([only(FIRST, late)], late.business_day)) == [late.booth]


@pytest.mark.parametrize(("why", "word"), [(Why.EARLIER, "Proposed"), (Why.NOTHING, "Look")])
def test_the_note_says_whether_anything_is_proposed(why: Why, word: str) -> None:
    sales = (FIRST, replace(SECOND, clock_was_set=why is Why.NOTHING))
    ((note,), *_) = notes_of([only(*sales)], DAY).values()
    assert word in note.text.format(**note.values)
