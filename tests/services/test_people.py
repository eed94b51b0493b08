"""Who is at the till: the right PIN, and a second person who is really another."""

import pytest

from batikpos.domain.fair import Person, Role
from batikpos.services.people import BadPin, NeedsApprover, WrongPin, approve, enrol, sign_in
from tests.shop import RINI, RINI_PIN, SARI, SARI_PIN, people

BUDI = enrol("Budi", Role.CASHIER, "9999")


def test_the_right_pin_signs_in_whatever_the_case_of_the_name() -> None:
    assert sign_in(people(), RINI, RINI_PIN).name == RINI
    assert sign_in(people(), " rini ", RINI_PIN).name == RINI


@pytest.mark.parametrize(
    ("name", "pin"), [(RINI, "4321"), (RINI, ""), (RINI, "12345"), ("Budi", RINI_PIN), ("", ""), (RINI, "\0")]
)
def test_a_wrong_pin_or_name_is_refused_alike(name: str, pin: str) -> None:
    with pytest.raises(WrongPin) as refusal:
        sign_in(people(), name, pin)
    assert refusal.value.text == WrongPin.text


def test_only_the_hash_of_a_pin_is_kept() -> None:
    assert "9999" not in BUDI.pin_hash
    assert BUDI.pin_hash.startswith("$argon2id$")
    assert enrol("Budi", Role.CASHIER, "9999").pin_hash != BUDI.pin_hash


@pytest.mark.parametrize(
    "pin", ["", "123", "1234567890123", "12a4", "\N{FULLWIDTH DIGIT ONE}234", "12 4", "-123"]
)
def test_a_pin_has_four_to_twelve_digits(pin: str) -> None:
    with pytest.raises(BadPin):
        enrol("Budi", Role.CASHIER, pin)


def test_a_supervisor_approves() -> None:
    assert approve(people(), SARI, SARI_PIN, cashier=RINI).name == SARI


def test_nobody_approves_for_themselves() -> None:
    with pytest.raises(NeedsApprover):
        approve(people(), SARI, SARI_PIN, cashier=SARI)
    with pytest.raises(NeedsApprover):
        approve(people(), "sari", SARI_PIN, cashier=SARI)


def test_a_cashier_does_not_approve_where_a_supervisor_was_named() -> None:
    with pytest.raises(NeedsApprover):
        approve((*people(), BUDI), "Budi", "9999", cashier=RINI)


def test_another_cashier_approves_where_no_supervisor_was_named() -> None:
    both: tuple[Person, ...] = (people()[0], BUDI)
    assert approve(both, "Budi", "9999", cashier=RINI) == BUDI
    with pytest.raises(NeedsApprover):
        approve(both, RINI, RINI_PIN, cashier=RINI)


def test_an_approver_with_a_wrong_pin_does_not_approve() -> None:
    with pytest.raises(WrongPin):
        approve(people(), SARI, RINI_PIN, cashier=RINI)
