"""Statements the desk took in: whole or not at all, each file once, and what two tell is told once."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.fact import Body
from batikpos.domain.money import Rupiah, total
from batikpos.domain.statement import Payment, StatementLine, folded, match_statement
from batikpos.domain.takenstatement import (
    MOST_LINES,
    DroppedStatement,
    StatementPart,
    TakenStatement,
    drop_to_body,
    join_statements,
    lines_of,
    merchants_of,
    settled_on,
    statement_from_body,
    statement_to_bodies,
)

NIGHT = datetime(2026, 12, 11, 21, tzinfo=UTC)
DAY = date(2026, 12, 11)


def told(minutes: int = 0, amount: int = 150_000, reference: str = "", row: int = 2) -> StatementLine:
    at = NIGHT - timedelta(hours=9) + timedelta(minutes=minutes)
    return StatementLine(row, at, Rupiah(amount), Rupiah(7), Rupiah(amount - 7), reference, DAY, "A03")


def taken(
    *lines: StatementLine, sha256: str = "ab12", booths: tuple[str, ...] = (), at: datetime = NIGHT
) -> TakenStatement:
    columns = {"": {"paid_at": "Tanggal", "gross": "Nominal"}}
    return TakenStatement(
        sha256, "mutasi.csv", at, "Wati", booths, DAY, DAY, columns, lines, (told(row=99),), 3
    )


def parts_of(*statements: TakenStatement) -> list[StatementPart | DroppedStatement]:
    return [statement_from_body(body) for one in statements for body in statement_to_bodies(one)]


def dropped(sha256: str = "ab12") -> StatementPart | DroppedStatement:
    return statement_from_body(drop_to_body(DroppedStatement(sha256, NIGHT, "Wati", "salah kolom")))


MANY = taken(*(told(n, row=n + 2) for n in range(2 * MOST_LINES + 10)))


@pytest.mark.parametrize("of", [taken(), taken(told()), MANY, taken(*MANY.lines[: MOST_LINES - 1])])
def test_a_statement_comes_back_as_it_was_in_parts_of_so_many_lines(of: TakenStatement) -> None:
    bodies = statement_to_bodies(of)
    assert all(len(body["lines"]) + len(body["refunds"]) <= MOST_LINES for body in bodies)
    assert len(bodies) == -(-(len(of.lines) + 1) // MOST_LINES)
    assert join_statements(map(statement_from_body, bodies)) == (of,)


def test_what_is_not_whole_or_out_of_order_does_not_count() -> None:
    one, two, three = parts_of(MANY)
    for some in (
        [],
        [one],
        [one, two],
        [two, three],
        [one, three],
        [two, one, three],
        [one, two, two, three],
    ):
        assert join_statements(some) == ()
    assert join_statements([one, *parts_of(MANY)]) == (MANY,)
    other = parts_of(replace(MANY, sha256="cd34"))
    assert join_statements([one, other[1], three]) == ()


def test_the_first_of_a_file_holds_until_it_is_dropped() -> None:
    again = taken(told(1))
    first = taken(told())
    assert join_statements(parts_of(first, again)) == (first,)
    assert join_statements([*parts_of(first), dropped()]) == ()
    assert join_statements([*parts_of(first), dropped(), *parts_of(again)]) == (again,)
    assert join_statements([*parts_of(first), dropped("cd34")]) == (first,)


_lines = st.lists(
    st.builds(told, st.integers(0, 2), st.sampled_from([100, 200]), st.sampled_from(["", "A-1", "a1"])),
    max_size=5,
)


@given(st.lists(_lines, max_size=4))
def test_of_what_several_files_tell_the_one_that_tells_most_counts(files: list[list[StatementLine]]) -> None:
    def key(line: StatementLine) -> tuple[object, ...]:
        return line.at, line.gross, folded(line.reference)

    each = [Counter(map(key, lines)) for lines in files]
    most: Counter[tuple[object, ...]] = Counter()
    for one in each:
        most |= one
    assert Counter(map(key, lines_of(taken(*lines) for lines in files))) == most


def test_the_lines_of_one_booths_statement_are_that_booths() -> None:
    assert [line.booth for line in lines_of([taken(told(), booths=("B01",))])] == ["B01"]
    assert [line.booth for line in lines_of([taken(told(), booths=("B01", "C02"))])] == ["A03"]


def test_a_payment_that_the_whole_statement_and_a_booths_own_tell_is_told_once() -> None:
    nameless = replace(told(), booth="")
    whole = taken(nameless, nameless, nameless, sha256="whole")
    own = [taken(nameless, sha256=booth, booths=(booth,)) for booth in ("A03", "B01")]
    for order in ((whole, *own), (*own, whole), (own[0], whole, own[1])):
        assert Counter(line.booth for line in lines_of(order)) == {"A03": 1, "B01": 1, "": 1}
    ours, theirs = (
        taken(nameless, sha256=booths[0], booths=booths) for booths in (("A01", "A02"), ("B01", "B02"))
    )
    for order in ((ours, theirs), (taken(nameless), ours, theirs), (ours, taken(nameless), theirs)):
        assert [line.booth for line in lines_of(order)] == ["", ""], "of two merchants, whom another joins"
    two = taken(nameless, sha256="two", booths=("C01", "C02"))
    assert Counter(line.booth for line in lines_of([*own, two])) == {"A03": 1, "B01": 1, "": 1}, "of others"


def test_statements_that_have_a_booth_in_common_are_of_one_merchant() -> None:
    a, b, ab, c, whole = (
        taken(sha256=name, booths=tuple(name), at=NIGHT + timedelta(minutes=n))
        for n, name in enumerate(("a", "b", "ab", "c", ""))
    )
    assert {tuple(one.sha256 for one in group) for group in merchants_of([a, b, c])} == {
        ("a",), ("b",), ("c",),
    }  # fmt: skip
    assert {tuple(one.sha256 for one in group) for group in merchants_of([c, ab, b, a])} == {
        ("c",), ("a", "b", "ab"),
    }  # fmt: skip
    assert merchants_of([a, whole, c]) == ((a, c, whole),)
    assert merchants_of([]) == ()


def test_a_statement_covers_its_booths_and_days_as_far_as_it_goes() -> None:
    of = replace(taken(booths=("A03",)), first=DAY, last=DAY + timedelta(days=1))
    noon = NIGHT - timedelta(hours=9)
    assert of.covers("A03", noon)
    assert not of.covers("B01", noon)
    assert not of.covers("A03", noon - timedelta(days=1))
    assert not of.covers("A03", noon + timedelta(days=1))  # it was taken in before
    assert replace(of, booths=()).covers("B01", noon)


@pytest.mark.parametrize(
    "also",
    [
        {"part": 0},
        {"part": 2},
        {"parts": "1"},
        {"at": "tonight"},
        {"first": 1},
        {"columns": []},
        {"unpaid": True},
        {"lines": [{}]},
        {"lines": [{**statement_to_bodies(taken(told()))[0]["lines"][0], "at": "2026-12-11T12:00:00"}]},
        {"lines": [{**statement_to_bodies(taken(told()))[0]["lines"][0], "gross": "1"}]},
        {"lines": [{**statement_to_bodies(taken(told()))[0]["lines"][0], "row": None}]},
        {"drop": "ab12", "reason": None, "at": 7},
    ],
)
def test_nonsense_is_no_statement(also: Body) -> None:
    (body,) = statement_to_bodies(taken(told()))
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        statement_from_body(body | also)


def test_what_is_paid_out_adds_up_by_its_day_and_what_has_none_comes_last() -> None:
    days = (None, DAY + timedelta(days=2), DAY + timedelta(days=1), None)
    lines = [replace(told(20 * n, 150_000 + n, row=n), settled=day) for n, day in enumerate(days)]
    payments = [Payment(f"A03-{n}", 1, line.at, "A03", line.gross) for n, line in enumerate(lines)]
    found = match_statement(payments, [*lines, told(500)])
    settled = settled_on(found)
    assert [(one.day, one.count, one.gross.amount) for one in settled] == [
        (days[2], 1, 150_002),
        (days[1], 1, 150_001),
        (None, 2, 300_003),
    ]
    assert total(one.net for one in settled) == total(m.line.net for m in found.matches)
    assert all(one.gross == one.fee + one.net for one in settled)
