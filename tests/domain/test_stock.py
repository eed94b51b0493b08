"""Stock adds up: what was taken and given back is what was sold, brought home, is left and is missing."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.quantity import Quantity, Unit
from batikpos.domain.stock import (
    FairStock,
    GoodsStock,
    KeptMove,
    Sold,
    SoldGoods,
    StockAct,
    StockLine,
    StockMove,
    dated,
    evening_of,
    in_order,
    stock_from_body,
    stock_of_booth,
    stock_to_body,
)

NOON = datetime(2026, 12, 11, 5, tzinfo=UTC)
SKUS = ("A", "B", "C")


def line(sku: str, size: int, unit: Unit = Unit.PIECE) -> StockLine:
    return StockLine(sku, sku.lower(), "TOM", Quantity(size, unit))


def move(act: StockAct, *lines: StockLine, at: datetime = NOON, is_whole: bool = False) -> StockMove:
    return StockMove("id", act, at, "Rini", lines, is_whole)


def sold(sizes: dict[int, Sold], unit: Unit = Unit.PIECE) -> SoldGoods:
    return SoldGoods("a", "TOM", unit, sizes)


def only(rows: tuple[GoodsStock, ...]) -> GoodsStock:
    (row,) = rows
    return row


@dataclass(frozen=True)
class Sale:
    """Something that left the table, or came back to it."""

    sku: str
    size: int
    is_return: bool


_sizes = st.integers(0, 40)
_lines = st.dictionaries(st.sampled_from(SKUS), _sizes, max_size=3).map(
    lambda found: tuple(line(sku, size) for sku, size in found.items())
)
_moves = st.builds(
    lambda act, lines, whole: move(act, *lines, is_whole=whole and act is StockAct.COUNT),
    st.sampled_from(StockAct),
    _lines,
    st.booleans(),
)
_sales = st.builds(Sale, st.sampled_from(SKUS), _sizes, st.booleans())
happenings = st.lists(_moves | _sales, max_size=14)


def split(happened: list[StockMove | Sale]) -> tuple[list[StockMove], dict[str, SoldGoods]]:
    """Split what happened into moves, and what was sold between the counts."""
    moves: list[StockMove] = []
    since: dict[str, dict[int, Sold]] = {}
    counts = 0
    for one in happened:
        if isinstance(one, Sale):
            now = since.setdefault(one.sku, {}).get(counts, Sold())
            since[one.sku][counts] = (
                Sold(now.sold, now.returned + one.size)
                if one.is_return
                else Sold(now.sold + one.size, now.returned)
            )
        else:
            moves.append(one)
            counts += one.act is StockAct.COUNT
    return moves, {sku: sold(sizes) for sku, sizes in since.items()}


@given(happenings)
def test_taken_and_returned_is_sold_home_left_and_missing(happened: list[StockMove | Sale]) -> None:
    for row in stock_of_booth("A03", *split(happened), 1):
        assert row.taken + row.returned == row.sold + row.home + row.left + row.missing


@given(happenings)
def test_it_is_what_going_through_it_step_by_step_says(happened: list[StockMove | Sale]) -> None:
    there = dict.fromkeys(SKUS, 0)
    missing = dict.fromkeys(SKUS, 0)
    for one in happened:
        if isinstance(one, Sale):
            there[one.sku] += one.size if one.is_return else -one.size
            continue
        sizes = {named.sku: named.quantity.size for named in one.lines}
        if one.act is StockAct.COUNT:
            for sku in SKUS if one.is_whole else sizes:
                missing[sku] += there[sku] - sizes.get(sku, 0)
                there[sku] = sizes.get(sku, 0)
        else:
            for sku, size in sizes.items():
                there[sku] += size if one.act is StockAct.TAKE else -size
    rows = {row.sku: row for row in stock_of_booth("A03", *split(happened), 1)}
    # Between two counts the order of moves and sales tells nothing; only whole counts see goods at all
    # that were neither moved nor sold before, and find nothing of them.
    for sku in SKUS:
        row = rows.get(sku)
        assert ((row.left, row.missing) if row else (0, 0)) == (there[sku], missing[sku])


def test_a_count_names_what_is_missing_and_the_next_one_only_what_is_missing_since() -> None:
    moves = [
        move(StockAct.TAKE, line("A", 10)),
        move(StockAct.COUNT, line("A", 6)),
        move(StockAct.COUNT, line("A", 5)),
    ]
    row = only(stock_of_booth("A03", moves, {"A": sold({0: Sold(3, 1), 1: Sold(1)})}, 2))
    assert (row.left, row.missing, row.counted) == (5, 2, 5)
    first = only(stock_of_booth("A03", moves[:2], {"A": sold({0: Sold(3, 1)})}, 1))
    assert (first.left, first.missing) == (6, 2)


def test_what_was_found_and_nobody_took_is_less_than_nothing_missing() -> None:
    row = only(stock_of_booth("A03", [move(StockAct.COUNT, line("A", 2))], {"A": sold({0: Sold(1)})}, 1))
    assert (row.missing, row.left) == (-3, 2)


@given(st.integers(1, 50_000), st.lists(st.integers(1, 5_000), max_size=8), st.integers(-300, 300))
def test_the_cuts_and_the_remnant_are_the_roll(roll: int, cuts: list[int], off: int) -> None:
    remnant = max(0, roll - sum(cuts) + off)
    moves = [
        move(StockAct.TAKE, line("A", roll, Unit.METRE)),
        move(StockAct.COUNT, line("A", remnant, Unit.METRE)),
    ]
    row = only(stock_of_booth("A03", moves, {"A": sold({0: Sold(sum(cuts))}, Unit.METRE)}, 1))
    assert row.sold + row.left + row.missing == roll
    assert (row.missing == 0) == (sum(cuts) + remnant == roll)


def test_how_long_it_lasts_is_said_of_what_is_known_and_sold() -> None:
    taken = [move(StockAct.TAKE, line("A", 10))]
    assert only(stock_of_booth("A03", taken, {"A": sold({0: Sold(6)})}, 2)).days_left == 1.3
    assert only(stock_of_booth("A03", taken, {}, 2)).days_left is None
    assert only(stock_of_booth("A03", [], {"A": sold({0: Sold(6)})}, 2)).days_left is None
    assert only(stock_of_booth("A03", taken, {"A": sold({0: Sold(12)})}, 2)).days_left == 0
    back = only(stock_of_booth("A03", taken, {"A": sold({0: Sold(2, 2)})}, 2))
    assert back.days_left is None


def test_what_runs_out_first_is_named_first_and_what_is_most_missing() -> None:
    row = GoodsStock("A03", "A", "a", "TOM", Unit.PIECE, taken=9, sold=6, left=3, is_written=True, days=2)
    rows = (
        row,
        replace(row, sku="B", taken=7, left=1),
        replace(row, sku="C", taken=90, left=84, missing=2),
        replace(row, sku="D", taken=90, left=84, missing=-1),
        replace(row, sku="E", is_written=False),
    )
    fair = FairStock(rows)
    assert [one.sku for one in fair.running_out(2)] == ["B", "A"]
    assert [one.sku for one in fair.missing] == ["C", "D"]
    assert [one.sku for one in fair.written] == ["A", "B", "C", "D"]


def test_booths_are_named_until_all_that_they_took_is_counted_on_the_tills_day() -> None:
    day = NOON.date()
    taken = dated(move(StockAct.TAKE, line("A", 1)), day, is_open=True)
    counted = dated(move(StockAct.COUNT, line("A", 1), at=NOON + timedelta(hours=13)), day, is_open=True)
    fair = FairStock((), (("A03", (taken,)), ("B01", (taken, counted)), ("C02", ())))
    assert fair.not_counted(day) == ("A03",)
    assert fair.not_counted(day + timedelta(days=1)) == ("A03", "B01")
    assert fair.not_counted(day - timedelta(days=1)) == ()


def test_a_count_of_the_small_hours_behind_a_closed_till_is_of_the_evening_before() -> None:
    day = NOON.date()
    tomorrow = day + timedelta(days=1)
    taken = dated(move(StockAct.TAKE, line("A", 1)), day, is_open=True)
    for hours, is_tomorrows in ((20, False), (24, False), (25, True), (33, True)):
        at = NOON + timedelta(hours=hours)
        counted = dated(move(StockAct.COUNT, line("A", 1), at=at), day, is_open=False)
        fair = FairStock((), (("A03", (taken, counted)),))
        assert fair.not_counted(day) == (), hours
        assert (fair.not_counted(tomorrow) == ()) is is_tomorrows, hours
    older = dated(move(StockAct.COUNT, line("A", 1), at=NOON + timedelta(hours=44)), day, is_open=False)
    assert (older.first, older.last) == (day, tomorrow), "the till before it was of two days ago"
    no_till = dated(move(StockAct.COUNT, line("A", 1), at=NOON + timedelta(hours=20)), None, is_open=False)
    assert FairStock((), (("A03", (taken, no_till)),)).not_counted(tomorrow) == ()


@pytest.mark.parametrize(
    ("at", "day"),
    [("2026-12-11T23:59", 11), ("2026-12-12T00:00", 11), ("2026-12-12T05:59", 11), ("2026-12-12T06:00", 12)],
)
def test_goods_are_still_to_be_counted_of_the_evening_until_the_morning(at: str, day: int) -> None:
    assert evening_of(datetime.fromisoformat(at)) == date(2026, 12, day)


def test_a_clock_that_was_set_back_moves_nothing_before_what_was_written_already() -> None:
    late, early = NOON + timedelta(hours=3), NOON
    first = KeptMove(move(StockAct.TAKE, at=late), "j1", 4)
    then = KeptMove(move(StockAct.COUNT, at=early), "j1", 5)
    other = KeptMove(move(StockAct.HOME, at=NOON + timedelta(hours=1)), "j2", 9)
    assert in_order([then, other, first]) == (other, first, then)


def test_a_move_is_read_as_it_was_written() -> None:
    one = move(StockAct.COUNT, line("A", 0), line("B", 2_500, Unit.METRE), is_whole=True)
    assert stock_from_body(stock_to_body(one)) == one


@pytest.mark.parametrize(
    "also",
    [
        {"act": "steal"},
        {"at": "noon"},
        {"cashier": None},
        {"whole": -1},
        {"lines": [{"sku": "A"}]},
        {"lines": [{"sku": "A", "name": "a", "producer": "T", "unit": "pcs", "size": -1}]},
        {"lines": [{"sku": "A", "name": "a", "producer": "T", "unit": "pcs", "size": True}]},
        {"lines": [{"sku": "A", "name": "a", "producer": "T", "unit": "pcs", "size": 1}] * 2},
    ],
)
def test_nonsense_is_no_move(also: dict[str, object]) -> None:
    body = stock_to_body(move(StockAct.TAKE, line("A", 1))) | also
    with pytest.raises((ValueError, KeyError, TypeError)):
        stock_from_body(body)
