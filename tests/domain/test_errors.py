"""What a person is told: days and hours in one way everywhere."""

from datetime import date, datetime

import pytest

from batikpos.domain.errors import PosError
from batikpos.services.reconcile import NoFair
from batikpos.services.settling import AlreadySigned, NotAllProven, NothingToSign, NotSignedYet
from batikpos.services.statements import AlreadyTaken

DAY = date(2026, 12, 11)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "error",
    [
        NoFair("centre.db", DAY),
        NothingToSign(DAY),
        AlreadySigned(DAY, "Wati", "Budi"),
        NotAllProven(DAY, "A03"),
        NotSignedYet(DAY),
        AlreadyTaken("mutasi.csv", "Wati", datetime(2026, 12, 11, 15, 30)),  # noqa: DTZ001
    ],
)
def test_a_refusal_says_days_as_people_write_them(error: PosError, language: str) -> None:
    said = error.message(language)
    assert "11/12/2026" in said
    assert "2026-12" not in said


def test_an_hour_is_said_with_its_day() -> None:
    said = AlreadyTaken("mutasi.csv", "Wati", datetime(2026, 12, 11, 15, 30)).message("id")  # noqa: DTZ001
    assert "11/12/2026 15.30" in said
