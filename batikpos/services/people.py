"""Who is at the till: PINs checked with argon2id, and the second person where one is needed."""

import re
from collections.abc import Sequence
from math import ceil
from typing import ClassVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from batikpos.domain.errors import PosError
from batikpos.domain.fair import Person, Role
from batikpos.domain.typed import LONGEST
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.store.pins import Failures, find_failures, forget_failures, keep_failures

FREE_TRIES = 3
FIRST_SECONDS, MOST_SECONDS = 5, 300
"""After so many wrong PINs in a row the next attempt has to wait, each time twice as long."""

_TIME_COST = 2
_MEMORY_KIB = 19_456
_PARALLELISM = 1
"""argon2id as OWASP's floor asks: 21 ms here, where the library's own default takes 170 ms and 64 MiB."""


class WrongPin(PosError):
    """A name or PIN that does not fit; which of the two is not told."""

    code: ClassVar[str] = "wrong_pin"
    text: ClassVar[str] = N_("The PIN of {name} is not right, or {name} is not enrolled here. Try again.")
    name: str


class PinSlowed(PosError):
    """Too many wrong PINs in a row: this one was not looked at."""

    code: ClassVar[str] = "pin_slowed"
    text: ClassVar[str] = N_("Too many wrong PINs of {name}. Wait {seconds} seconds, then try again.")
    name: str
    seconds: int


class BadPin(PosError):
    """A PIN that may not be one."""

    code: ClassVar[str] = "bad_pin"
    text: ClassVar[str] = N_("A PIN has 4 to 12 digits. Choose another one for {name}.")
    name: str


class NeedsApprover(PosError):
    """A second person must agree, and it cannot be this one."""

    code: ClassVar[str] = "needs_approver"
    text: ClassVar[str] = N_("{name} may not approve this. Ask a supervisor to type a PIN.")
    name: str


def enrol(name: str, role: Role, pin: str) -> Person:
    """Make a person out of a name and a PIN. Raises: BadPin."""
    if not re.fullmatch(r"\d{4,12}", pin, re.ASCII):
        raise BadPin(name)
    return Person(name, role, _hasher().hash(pin))


def sign_in(desk: Desk, name: str, pin: str, *, beat: float) -> Person:
    """Check a PIN. It takes as long for a name that is not enrolled.

    A wrong one counts, and after some in a row the next attempt has to wait, also after a restart. What is
    asked meanwhile is not looked at. How long that is goes by the seconds the machine is on (`beat`), which
    nobody can set; when it was switched on anew, the waiting begins anew. Raises: WrongPin, PinSlowed.
    """
    person = next((p for p in desk.people if _key(p.name) == _key(name)), None)
    return _checked(desk, name, pin, [person] if person else [], beat)


def approve(desk: Desk, name: str, pin: str, *, cashier: str, beat: float) -> Person:
    """Check the second person: a supervisor or, where none was named, another cashier.

    Raises: WrongPin, PinSlowed, NeedsApprover.
    """
    approver = sign_in(desk, name, pin, beat=beat)
    if approver not in approvers(desk.people, cashier):
        raise NeedsApprover(approver.name)
    return approver


def approvers(people: Sequence[Person], cashier: str) -> tuple[Person, ...]:
    """List who may be the second person: the supervisors or, where none was named, everybody else."""
    supervisors = tuple(p for p in people if p.role is Role.SUPERVISOR)
    return tuple(p for p in supervisors or people if p.name != cashier)


def is_pin_of_supervisor(desk: Desk, pin: str, *, beat: float) -> bool:
    """Say whether a PIN is that of any supervisor. A wrong one counts, as nobody's."""
    supervisors = [p for p in desk.people if p.role is Role.SUPERVISOR]
    try:
        _checked(desk, "", pin, supervisors, beat)
    except (WrongPin, PinSlowed):
        return False
    return True


def _checked(desk: Desk, name: str, pin: str, persons: Sequence[Person], beat: float) -> Person:
    """Check a PIN under the store's lock, so that of many attempts at once each one counts."""
    key, enrolled = _key(name), [_key(p.name) for p in desk.people]
    with desk.writing() as tx:
        failures = find_failures(tx, key)
        count, wait = failures.count if failures else 0, _wait(failures, beat)
        if wait:
            if failures is not None and beat < failures.beat:  # it was switched on anew: wait from here on
                keep_failures(tx, key, Failures(count, beat), enrolled=enrolled)
        elif found := _whose(pin, persons):
            if failures is not None:
                forget_failures(tx, key)
            return found
        else:
            keep_failures(tx, key, Failures(count + 1, beat), enrolled=enrolled)
    raise PinSlowed(name, wait) if wait else WrongPin(name)


def _wait(failures: Failures | None, beat: float) -> int:
    """Say how many seconds the next attempt has to wait still; switching the machine off frees nobody."""
    if failures is None or failures.count < FREE_TRIES:
        return 0
    doubled = min(failures.count - FREE_TRIES, MOST_SECONDS.bit_length())
    whole = min(FIRST_SECONDS << doubled, MOST_SECONDS)
    return max(0, min(whole, ceil(whole - (beat - failures.beat))))


def _key(name: str) -> str:
    return name.strip().casefold()[:LONGEST]


def _whose(pin: str, persons: Sequence[Person]) -> Person | None:
    if not persons:
        _fits(_NOBODY, pin)
    return next((p for p in persons if _fits(p.pin_hash, pin)), None)


def _fits(pin_hash: str, pin: str) -> bool:
    try:
        return _hasher().verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False


_NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$dGhpcyBoYXNoIGJlbG9uZ3MgdG8gbm9ib2R5IGF0IGFsbCE"
)


def _hasher() -> PasswordHasher:
    return PasswordHasher(
        time_cost=_TIME_COST, memory_cost=_MEMORY_KIB, parallelism=_PARALLELISM, type=Type.ID
    )
