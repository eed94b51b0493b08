"""A second laptop that is planned is asked for until it sends, or until two sign that it sold nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from batikpos.domain.fair import Booth
from batikpos.domain.reconcile import DayState
from batikpos.services.board import read_board
from batikpos.services.desk import Desk
from batikpos.services.fair_file import load_fair
from batikpos.services.organizer import change_fair
from batikpos.services.reconcile import reconcile_day
from batikpos.services.settlement import settle_fair
from batikpos.services.settling import NotAllProven, sign_day
from batikpos.services.wholefair import read_fair
from batikpos.store.engine import Store
from batikpos.sync.push import push
from tests.settled import BUDI, FIRST, MIXED, WATI, at

LAST = FIRST + timedelta(days=2)
NIGHT = at(LAST, 23, 59)
SECOND = Booth(MIXED, 2)


@pytest.fixture
def planned(organizer: Desk, centre: Store) -> Store:
    """Plan a second laptop for a booth whose first one has sent all its days."""
    (by_budi,) = (person for person in organizer.people if person.name == BUDI)
    plan = load_fair(organizer).plan
    booths = (replace(one, devices=2) if one.code == MIXED else one for one in plan.booths)
    change_fair(organizer, by_budi, plan=replace(plan, booths=tuple(booths)), now=at(LAST, 23, 58))
    assert push(organizer.store, centre).is_equal
    return centre


def test_it_is_missing_everywhere_until_it_sends(planned: Store) -> None:
    rows = {row.booth: row.state for row in reconcile_day(planned, LAST).reconciliation.devices}
    assert (rows[SECOND], rows[Booth(MIXED)]) == (DayState.MISSING, DayState.PROVEN)
    board = read_board(planned, LAST, now=NIGHT)
    assert [row.state for row in board.rows if row.booth == SECOND] == [DayState.MISSING]
    whole = read_fair(planned, LAST)
    assert {one.state for one in whole.devices if one.booth == SECOND} == {DayState.MISSING}
    settled = settle_fair(planned, today=LAST)
    assert {(one.day, one.total) for one in settled.unproven if one.booth == SECOND} == {
        (FIRST + timedelta(days=n), None) for n in range(3)
    }


def test_a_day_without_it_is_signed_only_with_a_note(planned: Store, organizer: Desk) -> None:
    with pytest.raises(NotAllProven, match=SECOND.prefix):
        sign_day(organizer, planned, LAST, by=BUDI, witness=WATI, now=NIGHT)
    note = "Laptop kedua hanya cadangan"
    signed = sign_day(organizer, planned, LAST, by=BUDI, witness=WATI, now=NIGHT, note=note)
    assert (signed.note, next(j.state for j in signed.journals if j.booth == SECOND.prefix)) == (
        note,
        "missing",
    )
