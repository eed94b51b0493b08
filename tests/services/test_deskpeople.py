"""Who signs in at a desk that goes on from a copy: nobody who was taken off since, nor by a replaced PIN."""

from pathlib import Path

import pytest

from batikpos.domain.fair import Person, Role
from batikpos.services.desk import Desk
from batikpos.services.desk_copy import back_up_desk, take_desk_over
from batikpos.services.deskpeople import let_in, take_off
from batikpos.services.people import NeedsApprover, enrol
from batikpos.services.settling import check_two
from batikpos.store.engine import Store
from batikpos.sync.push import push
from tests.settled import BUDI, FIRST, WATI, Settled, at, closing_desk

WORDS = "kopi tubruk pasar klewer"
NOW = at(FIRST, 23, 30)


def supervisors(desk: Desk) -> list[Person]:
    """List who may decide, by name."""
    found = [person for person in desk.people if person.role is Role.SUPERVISOR]
    return sorted(found, key=lambda person: person.name)


def supervisor(name: str, pin: str = "5566") -> Person:
    return enrol(name, Role.SUPERVISOR, pin)


def test_a_copy_lets_nobody_in_who_was_taken_off_since(
    own_settled: Settled, centre: Store, tmp_path: Path
) -> None:
    with closing_desk(own_settled.organizer) as desk:
        back_up_desk(desk, tmp_path / "meja.batikdesk", WORDS)
        wati = next(person for person in desk.people if person.name == WATI)
        now = let_in(desk, wati, supervisor("Citra"), now=NOW, approver=BUDI)
        take_off(now, wati, BUDI, now=NOW, approver="Citra")
        assert push(desk.store, centre).is_equal
    done = take_desk_over(tmp_path / "spare", tmp_path / "meja.batikdesk", WORDS, centre, now=NOW)
    assert done.without_pin == ("Citra",)
    with closing_desk(tmp_path / "spare") as spare:
        assert supervisors(spare) == [wati]


def test_a_pin_that_was_replaced_since_the_copy_opens_nothing(
    own_settled: Settled, centre: Store, tmp_path: Path
) -> None:
    with closing_desk(own_settled.organizer) as desk:
        back_up_desk(desk, tmp_path / "meja.batikdesk", WORDS)
        before = {person.name: person for person in desk.people}
        let_in(desk, before[BUDI], supervisor(WATI), now=NOW, approver=WATI)
        assert push(desk.store, centre).is_equal
    done = take_desk_over(tmp_path / "spare", tmp_path / "meja.batikdesk", WORDS, centre, now=NOW)
    assert done.without_pin == (WATI,)
    with closing_desk(tmp_path / "spare") as spare:
        assert supervisors(spare) == [before[BUDI]]


def test_where_every_pin_was_replaced_since_the_copy_those_in_it_open_the_desk(
    own_settled: Settled, centre: Store, tmp_path: Path
) -> None:
    """A desk that nobody can open helps nobody."""
    with closing_desk(own_settled.organizer) as desk:
        back_up_desk(desk, tmp_path / "meja.batikdesk", WORDS)
        before = supervisors(desk)
        for person, other in zip(before, reversed(before), strict=True):
            let_in(desk, person, supervisor(other.name), now=NOW, approver=other.name)
        assert push(desk.store, centre).is_equal
    done = take_desk_over(tmp_path / "spare", tmp_path / "meja.batikdesk", WORDS, centre, now=NOW)
    assert set(done.without_pin) == {WATI, BUDI}
    with closing_desk(tmp_path / "spare") as spare:
        assert supervisors(spare) == before


def test_who_was_taken_off_signs_nothing_with_what_an_open_window_knew(own_settled: Settled) -> None:
    with closing_desk(own_settled.organizer) as known:
        wati = next(person for person in known.people if person.name == WATI)
        check_two(known, WATI, BUDI)
        take_off(known, wati, BUDI, now=NOW, approver=BUDI)
        with pytest.raises(NeedsApprover):
            check_two(known, WATI, BUDI)
