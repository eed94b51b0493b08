"""Reading cells: amounts as people and programs write them, sizes, words; never one for another."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.money import LARGEST, Rupiah
from batikpos.domain.quantity import Unit
from batikpos.domain.sheet import Flaw, SheetRow, Value
from batikpos.sheets.cells import ListRow
from batikpos.sheets.columns import Table


def row_of(value: Value) -> ListRow:
    """Make a row of one cell, under the heading “x”."""
    row = SheetRow(2, (value,))
    return ListRow(Table("", 1, ("x",), {"x": 0}, (row,)), row, {})


@pytest.mark.parametrize(
    "typed",
    [
        *("1250000", "1.250.000", "Rp1.250.000", "Rp 1.250.000,00", "rp. 1.250.000,-", "IDR 1,250,000.00"),
        *(
            "1,250,000",
            "1250000.00",
            "1250000,0",
            " 1.250.000 ",
            "Rp\N{NO-BREAK SPACE}1.250.000",
            1_250_000.0,
        ),
    ],
)
def test_an_amount_is_read_however_it_is_written(typed: Value) -> None:
    row = row_of(typed)
    assert (row.money("x"), row.faults) == (Rupiah(1_250_000), {})


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("185rb", 185_000),
        ("185 rb", 185_000),
        ("Rp 185 ribu", 185_000),
        ("Rp185RB,-", 185_000),
        ("Rp 185.000,-", 185_000),
        ("185k", 185_000),
        ("1,25rb", 1_250),
        ("1,5jt", 1_500_000),
        ("1.5 jt", 1_500_000),
        ("2\N{NO-BREAK SPACE}juta", 2_000_000),
        ("12jt", 12_000_000),
    ],
)
def test_thousands_and_millions_may_be_words(typed: str, amount: int) -> None:
    row = row_of(typed)
    assert (row.money("x"), row.faults) == (Rupiah(amount), {})


@pytest.mark.parametrize(
    "typed",
    [
        *("1.250rb", "1,250 jt", "1.250.000rb", "rb", "1,5", "1.5", "185 r", "185rb jt", "1 5jt", "-185rb"),
        *("100000jt", "185rb/m", "1,555k"),
    ],
)
def test_an_amount_in_words_that_may_be_another_is_a_fault(typed: str) -> None:
    row = row_of(typed)
    assert (row.money("x"), len(row.faults)) == (Rupiah(0), 1)


@pytest.mark.parametrize(
    "typed",
    [
        *("1.250,000", "1,250.000", "12.50.000", "1.25", "1e5", "-5", "Rp", "1 250 000", "1.250.000,50", "٣"),
        *(
            "1.250.0000",
            "$5",
            "1.2.3",
            ".",
            "--5",
            str(LARGEST + 1),
            2.5,
            -1.0,
            1e300,
            float("nan"),
            float("inf"),
        ),
        *(True, date(2026, 12, 10), Flaw.ERROR, Flaw.NO_RESULT),
    ],
)
def test_what_is_no_whole_amount_is_a_fault(typed: Value) -> None:
    row = row_of(typed)
    assert row.money("x") == Rupiah(0)
    assert [(f.row, f.column) for f in row.faults.values()] == [(2, "x")]


@given(st.integers(0, LARGEST), st.sampled_from(["{:d}", "{:,d}", "Rp{:,d}", "{:,d}.00", "{:d}.0"]))
def test_every_amount_is_read_back(amount: int, form: str) -> None:
    typed = form.format(amount)
    indonesian = typed.translate(str.maketrans(",.", ".,"))
    for written in (typed, indonesian):
        row = row_of(written)
        assert (row.money("x"), row.faults) == (Rupiah(amount), {})


@given(st.text(alphabet="0123456789.,-Rp ", max_size=14))
def test_an_amount_is_never_a_part_of_what_stands_there(typed: str) -> None:
    row = row_of(typed)
    amount = row.exact("x")
    if amount is not None and not row.faults:
        digits = "".join(c for c in typed if c.isdigit())
        assert digits.lstrip("0").startswith(str(abs(int(amount))).lstrip("0"))
        behind = digits[len(digits.rstrip("0")) :] if int(amount) == amount else digits[-2:]
        assert int(digits) in {abs(amount), abs(amount) * 10, abs(amount) * 100}, behind


@pytest.mark.parametrize(
    ("typed", "unit", "size"),
    [
        ("3", Unit.PIECE, 3),
        (3.0, Unit.PIECE, 3),
        ("3.0", Unit.PIECE, 3),
        ("2,5", Unit.METRE, 2_500),
        ("2.125", Unit.METRE, 2_125),
        (40.0, Unit.METRE, 40_000),
        ("", Unit.PIECE, 7),
    ],
)
def test_a_quantity_is_read(typed: Value, unit: Unit, size: int) -> None:
    row = row_of(typed)
    assert (row.size("x", unit, 7), row.faults) == (size, {})


@pytest.mark.parametrize(
    "typed", ["1.000", "1,000", "10-12", date(2026, 12, 10), 2.5, "2.5", -1.0, Flaw.ERROR]
)
def test_a_quantity_that_may_be_another_is_a_fault(typed: Value) -> None:
    row = row_of(typed)
    assert row.size("x", Unit.PIECE, 7) == 7
    assert len(row.faults) == 1


@pytest.mark.parametrize(
    "cell", [date(2026, 12, 10), "10-Des", "12-Oct", "Dec-10", "10/12/2026", "2026-12-10 00:00:00"]
)
def test_a_size_that_was_turned_into_a_day_is_a_fault(cell: Value) -> None:
    row = row_of(cell)
    row.text("x")
    assert "turned into a day" in next(iter(row.faults.values())).text


@pytest.mark.parametrize("size", ["10-12", "38/40/42", "250x105 cm", "M - XL", "1/2"])
def test_a_size_is_no_day(size: str) -> None:
    row = row_of(size)
    assert (row.text("x"), row.faults) == (size, {})


def test_a_number_with_more_digits_than_a_spreadsheet_keeps_is_a_fault() -> None:
    row = row_of(3_171_234_567_890_001.0)
    row.text("x")
    assert "lost digits" in next(iter(row.faults.values())).text
    assert row_of(2_000_000_000_053.0).text("x") == "2000000000053"


def test_a_cell_beyond_the_row_is_empty() -> None:
    row = ListRow(Table("", 1, ("x", "y"), {"x": 0, "y": 1}, ()), SheetRow(2, ("a",)), {})
    assert (row.text("y"), row.exact("y"), row.money("z"), row.faults) == ("", None, Rupiah(0), {})


def test_parts_of_a_rupiah_are_kept_where_they_are_asked_for() -> None:
    assert [row_of(v).exact("x") for v in ("-863,10", 0.7, "1.234,5")] == [
        *(Decimal("-863.10"), Decimal("0.7"), Decimal("1234.5"))
    ]
