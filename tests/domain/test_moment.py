"""Days and hours however a statement writes them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from batikpos.domain.moment import is_month_first, read_hour, read_moment
from batikpos.domain.sheet import Flaw, Value

WIB = ZoneInfo("Asia/Jakarta")
THEN = datetime(2026, 12, 11, 15, 30, 5, tzinfo=WIB)
OF_A_CELL = THEN.replace(tzinfo=None)
"""A spreadsheet knows no zone."""


@pytest.mark.parametrize(
    "written",
    [
        *(
            "2026-12-11 15:30:05",
            "2026-12-11T15:30:05",
            "2026-12-11T15:30:05.120+07:00",
            "2026-12-11T08:30:05Z",
        ),
        *("11/12/2026 15:30:05", "11-12-2026 15.30.05", "11.12.26 15:30:05", "11/12/2026, 3:30:05 PM"),
        *(
            "11 Des 2026 15:30:05",
            "11 Desember 2026, 15.30.05",
            "11-Dec-2026 15:30:05 WIB",
            "11 Dec 26 15:30:05",
        ),
        *("Jumat, 11 Desember 2026 15:30:05", "Dec 11, 2026 03:30:05 pm", "20261211 15:30:05"),
        *("2026-12-11 16:30:05 WITA", OF_A_CELL),
    ],
)
def test_a_moment_is_the_same_however_it_is_written(written: Value) -> None:
    assert read_moment(written, WIB) == (THEN, True)
    moment = read_moment(written, WIB)
    assert moment is not None
    assert moment[0].date() == date(2026, 12, 11)


@pytest.mark.parametrize("written", ["11/12/2026", "2026-12-11", "11 Des 2026", date(2026, 12, 11)])
def test_a_day_without_an_hour_says_so(written: Value) -> None:
    assert read_moment(written, WIB) == (datetime(2026, 12, 11, tzinfo=WIB), False)


@pytest.mark.parametrize(
    "written",
    [
        *("", "besok", "31/02/2026", "12/31/2026", "2026-13-01", "11/12", "11/12/2026 25:00", "11 Foo 2026"),
        *("11/12/2026 13:00 PM", "46367", 46_367.5, True, Flaw.ERROR, time(15, 30), "2026-12-11 15:30 ABC"),
    ],
)
def test_what_is_no_moment_is_none(written: Value) -> None:
    assert read_moment(written, WIB) is None


def test_the_month_stands_first_only_where_the_column_shows_it() -> None:
    assert is_month_first(["12/11/2026 10:00", "12/13/2026 10:00"])
    assert not is_month_first(["12/11/2026", "11/12/2026"])
    assert not is_month_first(["12/13/2026", "13/12/2026"])
    assert not is_month_first(["2026-12-13"])
    assert not is_month_first(["12/31/2026", "31/12/2026"])
    assert read_moment("12/11/2026", UTC, month_first=True) == (datetime(2026, 12, 11, tzinfo=UTC), False)


@pytest.mark.parametrize(
    "written", ["15.30", "15:30:00", "3:30 PM", time(15, 30), OF_A_CELL.replace(second=0)]
)
def test_an_hour_is_read(written: Value) -> None:
    assert read_hour(written) == time(15, 30)


@pytest.mark.parametrize("written", ["", "25.00", "0:30 PM", "siang", 0.5])
def test_what_is_no_hour_is_none(written: Value) -> None:
    assert read_hour(written) is None


def test_a_column_that_shows_nothing_is_read_as_what_lies_by_the_fair() -> None:
    """A fair of three days in December, its days written 12/10, 12/11 and 12/12 by an English program."""
    written = ["12/10/2026 10:00", "12/11/2026 09:00", "12/12/26"]
    assert is_month_first(written, date(2026, 12, 10))
    assert not is_month_first(written)
    assert not is_month_first(["10/12/2026", "11/12/2026"], date(2026, 12, 10))
    assert not is_month_first(["11/11/2026", "12/11/2026"], date(2026, 12, 10)), "near both ways"
    assert not is_month_first(["12/10/2026", "01/05/2026"], date(2026, 12, 10)), "far either way"
    assert not is_month_first(["", "kemarin"], date(2026, 12, 10))
    assert is_month_first(["12/11/2026", "12/12/2026"], date(2026, 12, 11)), "one is a month before it else"
    assert not is_month_first(["12/11/2026", "05/12/2026"], date(2026, 12, 11)), "no day of the fair"
