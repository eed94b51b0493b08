"""Who is at the till: the right PIN, a second person who is really another, and no guessing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from batikpos.domain.fair import Person, Role
from batikpos.services import people as people_module
from batikpos.services.desk import Desk, open_desk
from batikpos.services.people import (
    BadPin,
    NeedsApprover,
    PinSlowed,
    WrongPin,
    approve,
    enrol,
    is_pin_of_supervisor,
    sign_in,
)
from batikpos.store.pins import STRANGERS
from tests.shop import RINI, RINI_PIN, SARI, SARI_PIN, count_rows, people

BUDI = enrol("Budi", Role.CASHIER, "9999")
"""Enrolled before the tests begin, which make all others cheaply."""


def guess(desk: Desk, *, at: float = 0, name: str = RINI, pin: str = "0000") -> None:
    """Try a PIN that is wrong."""
    with pytest.raises(WrongPin):
        sign_in(desk, name, pin, beat=at)


def wait(desk: Desk, *, at: float, name: str = RINI, pin: str = RINI_PIN) -> int:
    """Try a PIN, and be told for how long to wait."""
    with pytest.raises(PinSlowed) as refusal:
        sign_in(desk, name, pin, beat=at)
    return refusal.value.seconds


def test_the_right_pin_signs_in_whatever_the_case_of_the_name(desk: Desk) -> None:
    assert sign_in(desk, RINI, RINI_PIN, beat=0).name == RINI
    assert sign_in(desk, " rini ", RINI_PIN, beat=0).name == RINI


@pytest.mark.parametrize(
    ("name", "pin"), [(RINI, "4321"), (RINI, ""), (RINI, "12345"), ("Budi", RINI_PIN), ("", ""), (RINI, "\0")]
)
def test_a_wrong_pin_or_name_is_refused_alike(desk: Desk, name: str, pin: str) -> None:
    with pytest.raises(WrongPin) as refusal:
        sign_in(desk, name, pin, beat=0)
    assert refusal.value.text == WrongPin.text


def test_only_the_hash_of_a_pin_is_kept() -> None:
    assert "9999" not in BUDI.pin_hash
    assert BUDI.pin_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert enrol("Budi", Role.CASHIER, "9999").pin_hash != BUDI.pin_hash


@pytest.mark.parametrize(
    "pin", ["", "123", "1234567890123", "12a4", "\N{FULLWIDTH DIGIT ONE}234", "12 4", "-123"]
)
def test_a_pin_has_four_to_twelve_digits(pin: str) -> None:
    with pytest.raises(BadPin):
        enrol("Budi", Role.CASHIER, pin)


def test_a_supervisor_approves(desk: Desk) -> None:
    assert approve(desk, SARI, SARI_PIN, cashier=RINI, beat=0).name == SARI


def test_nobody_approves_for_themselves(desk: Desk) -> None:
    with pytest.raises(NeedsApprover):
        approve(desk, SARI, SARI_PIN, cashier=SARI, beat=0)
    with pytest.raises(NeedsApprover):
        approve(desk, "sari", SARI_PIN, cashier=SARI, beat=0)


def test_a_cashier_does_not_approve_where_a_supervisor_was_named(desk: Desk) -> None:
    with pytest.raises(NeedsApprover):
        approve(replace(desk, people=(*people(), BUDI)), "Budi", "9999", cashier=RINI, beat=0)


def test_another_cashier_approves_where_no_supervisor_was_named(desk: Desk) -> None:
    both: tuple[Person, ...] = (people()[0], BUDI)
    without = replace(desk, people=both)
    assert approve(without, "Budi", "9999", cashier=RINI, beat=0) == BUDI
    with pytest.raises(NeedsApprover):
        approve(without, RINI, RINI_PIN, cashier=RINI, beat=0)


def test_an_approver_with_a_wrong_pin_does_not_approve(desk: Desk) -> None:
    with pytest.raises(WrongPin):
        approve(desk, SARI, RINI_PIN, cashier=RINI, beat=0)


def test_after_three_wrong_pins_the_next_has_to_wait_each_time_twice_as_long(desk: Desk) -> None:
    for _ in range(3):
        guess(desk)
    assert wait(desk, at=0) == 5
    assert wait(desk, at=4.2) == 1
    at = 0.0
    for seconds in (5, 10, 20, 40, 80, 160, 300, 300, 300):
        assert wait(desk, at=at) == seconds
        at += seconds
        guess(desk, at=at)


def test_the_right_pin_ends_the_waiting(desk: Desk) -> None:
    for _ in range(3):
        guess(desk)
    assert sign_in(desk, RINI, RINI_PIN, beat=5).name == RINI
    for _ in range(3):
        guess(desk, at=6)
    assert wait(desk, at=6) == 5


def test_an_attempt_while_waiting_is_not_looked_at_and_does_not_count(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        guess(desk)
    with monkeypatch.context() as patch:
        patch.setattr(people_module, "_hasher", lambda: pytest.fail("a PIN was looked at"))
        for _ in range(20):
            assert wait(desk, at=1, pin="0000") == 4
    assert sign_in(desk, RINI, RINI_PIN, beat=5).name == RINI


def test_others_do_not_wait_for_one_who_guesses(desk: Desk) -> None:
    for _ in range(3):
        guess(desk)
    assert sign_in(desk, SARI, SARI_PIN, beat=0).name == SARI


def test_the_waiting_goes_on_after_a_restart(desk: Desk) -> None:
    for _ in range(3):
        guess(desk)
    desk.store.close()
    again = open_desk(desk.home)
    with closing(again.store):
        assert wait(again, at=1) == 4


def test_the_second_person_s_pin_is_slowed_alike(desk: Desk) -> None:
    for _ in range(3):
        guess(desk, name=SARI)
    with pytest.raises(PinSlowed):
        approve(desk, SARI, SARI_PIN, cashier=RINI, beat=1)


def test_names_that_nobody_has_are_slowed_and_only_the_latest_remembered(desk: Desk) -> None:
    for n in range(3):
        guess(desk, name="Nobody" if n else " nobody ")
    assert wait(desk, at=1, name="NOBODY") == 4
    guess(desk, name=RINI)
    for n in range(STRANGERS + 20):
        guess(desk, at=2 + n, name=f"stranger {n}")
    assert count_rows(desk.store, "pin_failure") == STRANGERS + 1
    guess(desk, at=200, name=RINI)
    guess(desk, at=200, name=RINI)
    assert wait(desk, at=200) == 5


def test_a_machine_that_was_switched_on_anew_frees_nobody_and_locks_nobody_out(desk: Desk) -> None:
    for _ in range(3):
        guess(desk)
    day = 24 * 60 * 60
    assert wait(desk, at=-day) == 5
    assert wait(desk, at=-day + 3) == 2
    assert sign_in(desk, RINI, RINI_PIN, beat=-day + 5).name == RINI


def test_of_many_attempts_at_once_each_counts(desk: Desk) -> None:
    def attempt(_n: int) -> type[Exception]:
        try:
            sign_in(desk, RINI, "0000", beat=0)
        except (WrongPin, PinSlowed) as error:
            return type(error)
        pytest.fail("a wrong PIN was right")

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(attempt, range(16)))
    assert told.count(WrongPin) == 3
    assert told.count(PinSlowed) == 13
    assert wait(desk, at=0) == 5


def test_a_right_pin_writes_nothing(desk: Desk, writes: Callable[[], int]) -> None:
    before = writes()
    sign_in(desk, RINI, RINI_PIN, beat=0)
    approve(desk, SARI, SARI_PIN, cashier=RINI, beat=0)
    assert writes() == before


@pytest.fixture
def writes(desk: Desk) -> Callable[[], int]:
    """Say how large the store's log is: it grows with each write."""
    log = Path(f"{desk.home / 'store.db'}-wal")
    return lambda: log.stat().st_size if log.exists() else 0


def test_a_supervisor_is_known_by_the_pin_alone_and_guesses_count(desk: Desk) -> None:
    assert is_pin_of_supervisor(desk, SARI_PIN, beat=0)
    for _ in range(3):
        assert not is_pin_of_supervisor(desk, RINI_PIN, beat=0)
    assert not is_pin_of_supervisor(desk, SARI_PIN, beat=1)
    assert is_pin_of_supervisor(desk, SARI_PIN, beat=6)
    assert approve(desk, SARI, SARI_PIN, cashier=RINI, beat=0).name == SARI
