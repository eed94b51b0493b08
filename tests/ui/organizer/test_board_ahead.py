"""The board reads other days while nobody waits: whoever asks for one then sees it at once."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from batikpos.domain.fact import Fact
from batikpos.services import board as reading
from batikpos.services.journalreading import JournalReading, list_day_facts
from batikpos.store.engine import Transaction
from batikpos.ui.organizer.boardpage import BoardPage
from batikpos.ui.organizer.boardwatch import BoardWatch
from batikpos.ui.organizer.office import Office as Organizers
from tests.shop import DAY, NOON
from tests.ui.officehand import Office, Open

LATER = NOON + timedelta(days=1)


def open_later(open_: Open, monkeypatch: pytest.MonkeyPatch) -> tuple[Office, BoardPage]:
    """Open the board a day behind the one that was played."""
    monkeypatch.setattr(Organizers, "now", lambda _office: LATER)
    office = open_()
    assert office.board().day == LATER.date()
    return office, office.hand.wait_for(BoardPage)


@pytest.mark.parametrize("is_ahead", [True, False], ids=["ahead", "the control"])
def test_another_day_is_known_before_anybody_asks_for_it(
    open_: Open, monkeypatch: pytest.MonkeyPatch, *, is_ahead: bool
) -> None:
    """Of a large fair to read a day takes half a minute; nobody waits for it who looked at another one."""
    if not is_ahead:
        monkeypatch.setattr(BoardWatch, "foresee", lambda _watch, _days: None)
    office, page = open_later(open_, monkeypatch)
    days = {DAY + timedelta(days=n) for n in range(2)} if is_ahead else set()
    office.hand.wait(lambda: {day for _, day in page.watch._foreseen} == days)
    read: list[date] = []

    def listen(tx: Transaction, of: JournalReading, day: date) -> Iterator[Fact]:
        read.append(day)
        return list_day_facts(tx, of, day)

    monkeypatch.setattr(reading, "list_day_facts", listen)
    office.flow.office.show_day(DAY)
    office.hand.wait(lambda: page.board is not None and page.board.day == DAY and not page.board.unread)
    assert page.board is not None
    assert page.board.proven.sales
    assert (read == []) is is_ahead


def test_nothing_is_read_ahead_while_another_page_is_looked_at(
    open_: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, page = open_later(open_, monkeypatch)
    office.hand.wait(lambda: len(page.watch._foreseen) == 2)
    office.flow.go("people")
    office.hand.wait(lambda: not page.isVisible())
    page.watch._foreseen.clear()
    page.watch.foresee((DAY,))
    office.hand.wait_for_store()
    assert not page.watch._is_ahead
    assert page.watch._foreseen == set()


def test_a_centre_that_goes_meanwhile_is_said_by_the_next_look(
    open_: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, page = open_later(open_, monkeypatch)
    office.hand.wait(lambda: len(page.watch._foreseen) == 2)
    page.watch._foreseen.clear()
    (office.folder / "pusat.db").rename(office.folder / "away.db")
    page.watch.foresee((DAY,))
    office.hand.wait(lambda: not page.watch._is_ahead)
    assert not page._trouble.isVisible()
    page.look()
    office.hand.wait(page._trouble.isVisible)
