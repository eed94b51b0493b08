"""Paper slips as they are typed: numbers that are one, days that may be, and what is refused."""

from datetime import date

import pytest

from batikpos.domain.errors import PosError
from batikpos.domain.sale import PaperSlip
from batikpos.domain.slip import (
    BadSlipDay,
    BadSlipNumber,
    NoSlipNumber,
    NotADay,
    check_slip_day,
    is_same_number,
    parse_day,
    read_slip,
    write_day,
)
from batikpos.domain.typed import BadReason, NoReason
from batikpos.services.sample import SAMPLE_FAIR
from tests.shop import DAY


def test_stray_blanks_are_no_part_of_a_slip() -> None:
    assert read_slip(PaperSlip(" A 17\t", DAY, " listrik mati ")) == PaperSlip("A 17", DAY, "listrik mati")


@pytest.mark.parametrize(
    ("number", "reason", "mishap"),
    [
        ("", "mati", NoSlipNumber),
        (" \t", "mati", NoSlipNumber),
        ("1" * 41, "mati", BadSlipNumber),
        ("1\n7", "mati", BadSlipNumber),
        ("1\u202e7", "mati", BadSlipNumber),
        ("\u0410-17", "mati", BadSlipNumber),
        ("\u0667", "mati", BadSlipNumber),
        ("-.-", "mati", BadSlipNumber),
        ("17", " ", NoReason),
        ("17", "x" * 201, BadReason),
        ("17", "a\x1bb", BadReason),
    ],
)
def test_a_slip_that_cannot_be_kept_is_refused_in_both_languages(
    number: str, reason: str, mishap: type[PosError]
) -> None:
    with pytest.raises(mishap) as refusal:
        read_slip(PaperSlip(number, DAY, reason))
    assert refusal.value.message("id") != refusal.value.message("en")
    assert read_slip(PaperSlip("1" * 40, DAY, "x" * 200))


@pytest.mark.parametrize(
    "other",
    [
        "a-17",
        " A-17",
        "A - 17",
        "A-0017",
        "a-017 ",
        "A17",
        "A\u201317",
        "A\u221217",
        "A/17",
        "A.17",
        "No. A-17",
        "#A-17",
        "A-17.",
        "Nomor: A17",
        "A-\u200b17",
        "A\u00ad17",
    ],
)
def test_capitals_blanks_zeros_and_signs_make_no_other_slip(other: str) -> None:
    assert is_same_number("A-17", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("17", "170"),
        ("17", "117"),
        ("17", "17B"),
        ("A-17", "B-17"),
        ("100", "1"),
        ("0", ""),
        ("1-12", "11-2"),
        ("1-12", "112"),
        ("2-1", "21"),
        ("NOTA-1", "TA-1"),
    ],
)
def test_other_numbers_are_other_slips(one: str, other: str) -> None:
    assert not is_same_number(one, other)


@pytest.mark.parametrize("typed", ["11/12/2026", " 11.12.2026 ", "11-12-2026"])
def test_a_day_is_read_as_it_is_written_here(typed: str) -> None:
    assert parse_day(typed) == DAY
    assert parse_day(write_day(DAY)) == DAY


@pytest.mark.parametrize("typed", ["", "11/12", "2026-12-11", "31/11/2026", "11/12-2026", "११/12/2026", "x"])
def test_what_is_no_day_is_refused_in_both_languages(typed: str) -> None:
    with pytest.raises(NotADay) as refusal:
        parse_day(typed)
    for language in ("id", "en"):
        assert f"“{typed}”" in refusal.value.message(language)


@pytest.mark.parametrize("today", [date(2026, 12, 12), date(2026, 11, 1), date(2027, 3, 1)])
def test_a_slip_is_of_no_day_to_come_and_of_none_long_before_the_fair(today: date) -> None:
    first = date.fromordinal(min(today, SAMPLE_FAIR.first_day).toordinal() - 30)
    for day in (first, today):
        check_slip_day(day, SAMPLE_FAIR, today)
    for day in (date.fromordinal(first.toordinal() - 1), date.fromordinal(today.toordinal() + 1)):
        with pytest.raises(BadSlipDay) as refusal:
            check_slip_day(day, SAMPLE_FAIR, today)
        for language in ("id", "en"):
            said = refusal.value.message(language)
            assert all(write_day(d) in said for d in (day, first, today))


def test_a_number_in_wide_letters_is_kept_in_ordinary_ones() -> None:
    assert read_slip(PaperSlip("\uff21\uff0d\uff11\uff17", DAY, "mati")).number == "A-17"
