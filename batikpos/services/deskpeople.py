"""Who signs in at the organizer's desk: letting somebody in, and taking somebody off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from batikpos.domain.decision import LetIn, let_in_to_body
from batikpos.domain.errors import PosError
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import Person, Role
from batikpos.domain.right import ApprovalNeeded
from batikpos.domain.typed import plain_name, read_name
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.services.organizer import CHANGING_THE_FAIR, NoSupervisor, check_desk
from batikpos.services.people import NeedsApprover
from batikpos.store.catalogue import list_people, replace_people
from batikpos.store.engine import Transaction
from batikpos.store.journal import append

LETTING_IN = N_("Letting somebody in at a desk of two")
TAKING_OFF = N_("Taking somebody off the desk")


class NotAtDesk(PosError):
    """Somebody who does not sign in at the desk."""

    code: ClassVar[str] = "not_at_desk"
    text: ClassVar[str] = N_("{name} does not sign in at this desk. There are: {known}.")
    name: str
    known: str


def let_in(desk: Desk, by: Person, new: Person, *, now: datetime, approver: str = "") -> Desk:
    """Let somebody in at the desk, or by another PIN; of a desk of two or more another one agrees to it.

    Else one alone could sign as two. Who was let in, by whom, is a fact of the desk's.
    Raises: NotTheDesk, ApprovalNeeded, NeedsApprover, BadName, NoSupervisor.
    """
    _check_by(desk, by)
    new = replace(new, name=read_name(new.name))
    with desk.writing() as tx:
        here = list_people(tx)
        _check_here(here, by.name, approver)
        if len(_supervisors(here)) > 1 and approver in {"", by.name}:
            raise ApprovalNeeded(LETTING_IN)
        others = tuple(person for person in here if not _is(person, new.name))
        at = desk.fair.local(now)
        return _keep(tx, desk, (*others, new), LetIn(new.name, at, by.name, approver))


def take_off(desk: Desk, by: Person, name: str, *, now: datetime, approver: str = "") -> Desk:
    """Let somebody sign in at the desk no more; another one agrees, who may be whom it is about.

    Else one alone could take all others off, and then let in whom it likes. It is a fact of the desk's.
    Raises: NotTheDesk, ApprovalNeeded, NeedsApprover, NotAtDesk, NoSupervisor.
    """
    _check_by(desk, by)
    with desk.writing() as tx:
        here = list_people(tx)
        _check_here(here, by.name, approver)
        gone = next((person for person in here if _is(person, name)), None)
        if gone is None:
            raise NotAtDesk(name, ", ".join(person.name for person in here))
        rest = tuple(person for person in here if person is not gone)
        if not _supervisors(rest):
            raise NoSupervisor
        if approver in {"", by.name}:
            raise ApprovalNeeded(TAKING_OFF)
        at = desk.fair.local(now)
        return _keep(tx, desk, rest, LetIn(gone.name, at, by.name, approver, is_off=True))


def with_people_now(desk: Desk) -> Desk:
    """Give the desk with who signs in there now: another window or a command may have changed that."""
    with desk.store.reading() as tx:
        return replace(desk, people=list_people(tx))


def _check_by(desk: Desk, by: Person) -> None:
    check_desk(desk)
    if by.role is not Role.SUPERVISOR:
        raise ApprovalNeeded(CHANGING_THE_FAIR)


def _check_here(here: Sequence[Person], *names: str) -> None:
    """Check that who acts is at the desk still: somebody may have been taken off since the PIN was typed."""
    at_desk = {person.name for person in _supervisors(here)}
    for name in names:
        if name and name not in at_desk:
            raise NeedsApprover(name)


def _keep(tx: Transaction, desk: Desk, people: tuple[Person, ...], act: LetIn) -> Desk:
    if not _supervisors(people):
        raise NoSupervisor
    append(tx, FactKind.LET_IN, act.at, let_in_to_body(act))
    replace_people(tx, people)
    return replace(desk, people=people)


def _supervisors(people: Sequence[Person]) -> list[Person]:
    return [person for person in people if person.role is Role.SUPERVISOR]


def _is(person: Person, name: str) -> bool:
    return plain_name(person.name) == plain_name(name)
