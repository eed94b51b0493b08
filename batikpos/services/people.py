"""Who is at the till: PINs checked with argon2id, and the second person where one is needed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from batikpos.domain.errors import PosError
from batikpos.domain.fair import Person, Role
from batikpos.i18n import N_

_TIME_COST = 2
_MEMORY_KIB = 19_456
_PARALLELISM = 1
"""argon2id as OWASP's floor asks: 21 ms here, where the library's own default takes 170 ms and 64 MiB."""


@dataclass(eq=False)
class WrongPin(PosError):
    """A name or PIN that does not fit; which of the two is not told."""

    code: ClassVar[str] = "wrong_pin"
    text: ClassVar[str] = N_("The PIN of {name} is not right, or {name} is not enrolled here. Try again.")
    name: str


@dataclass(eq=False)
class BadPin(PosError):
    """A PIN that may not be one."""

    code: ClassVar[str] = "bad_pin"
    text: ClassVar[str] = N_("A PIN has 4 to 12 digits. Choose another one for {name}.")
    name: str


@dataclass(eq=False)
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


def sign_in(people: Sequence[Person], name: str, pin: str) -> Person:
    """Check a PIN. It takes as long for a name that is not enrolled. Raises: WrongPin."""
    person = next((p for p in people if p.name.casefold() == name.strip().casefold()), None)
    try:
        _hasher().verify(person.pin_hash if person else _NOBODY, pin)
    except (VerificationError, InvalidHashError) as error:
        raise WrongPin(name) from error
    if person is None:
        raise WrongPin(name)
    return person


def approve(people: Sequence[Person], name: str, pin: str, *, cashier: str) -> Person:
    """Check the second person: a supervisor or, where none was named, another cashier.

    Raises: WrongPin, NeedsApprover.
    """
    approver = sign_in(people, name, pin)
    has_supervisor = any(p.role is Role.SUPERVISOR for p in people)
    if approver.name == cashier or (has_supervisor and approver.role is not Role.SUPERVISOR):
        raise NeedsApprover(approver.name)
    return approver


_NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$dGhpcyBoYXNoIGJlbG9uZ3MgdG8gbm9ib2R5IGF0IGFsbCE"
)


def _hasher() -> PasswordHasher:
    return PasswordHasher(
        time_cost=_TIME_COST, memory_cost=_MEMORY_KIB, parallelism=_PARALLELISM, type=Type.ID
    )
