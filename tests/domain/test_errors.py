"""What a person is told: days and hours in one way everywhere; and what a refusal takes."""

import pickle
from datetime import date, datetime
from typing import Any, ClassVar

import pytest

from batikpos.domain.agreement import Reason
from batikpos.domain.errors import Name, PosError, Unavailable
from batikpos.domain.money import Rupiah
from batikpos.domain.obstacle import BelowFloor
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


class OneMore(Unavailable):
    """A kind with a field of its own, which need not be given."""

    text: ClassVar[str] = "{what}: {why} {n}"
    why: str
    n: int = 7


@pytest.mark.parametrize(
    "made", [OneMore("x", "y"), OneMore("x", why="y"), OneMore(why="y", what="x"), OneMore("x", "y", 7)]
)
def test_fields_are_taken_in_their_order_or_by_name(made: OneMore) -> None:
    assert (made.what, made.why, made.n) == ("x", "y", 7)
    assert made.message("en") == "x: y 7"
    assert repr(made) == "OneMore('x', 'y', 7)"
    again = pickle.loads(pickle.dumps(made))
    assert (again.what, again.why, again.n) == ("x", "y", 7)


@pytest.mark.parametrize(
    ("given", "named"),
    [((), {}), (("x",), {}), (("x", "y", 1, 2), {}), (("x", "y"), {"what": "z"}), (("x", "y"), {"who": "z"})],
)
def test_what_does_not_fit_is_told_to_who_wrote_it(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        OneMore(*given, **named)


def test_a_kind_does_not_change_what_it_is_a_kind_of() -> None:
    assert Unavailable("x").args == ("x",)


def test_what_is_to_be_agreed_to_names_all_that_the_refusal_says() -> None:
    about = (Name("Kemeja"), Rupiah(350_000), Rupiah(300_000), "GJF-KM-001-M")
    assert BelowFloor(*about).asks == (Reason("below_floor", about),)
