"""The organizer's board, read from a centre: it goes on from what was proven, and reads only what came since.

What it calls proven is what the reconciliation proves (`services/reconcile.py`), by the same facts and rules.
What was proven once is not read again: who alters an old fact or row at the centre past the program is found
by `verify` and by the reconciliation, which read everything, and by a reader that begins anew.
"""

import gc
import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from batikpos.domain.board import Board, BoothRow
from batikpos.domain.causes.papers import Papers
from batikpos.domain.decision import SignOff
from batikpos.domain.fact import Fact
from batikpos.domain.fair import DESK, Booth, Fair
from batikpos.domain.journalday import Aside, JournalDay
from batikpos.domain.money import total
from batikpos.domain.reconcile import (
    DayFigures,
    DayState,
    DeviceDay,
    day_state,
    device_day,
    figures_of,
    usual_float,
)
from batikpos.domain.stock import DatedMove, goods_to_count, in_order
from batikpos.domain.takings import add_hours
from batikpos.domain.till import Till
from batikpos.services.decisions import expected_devices, load_decisions
from batikpos.services.journalreading import JournalReading, list_day_facts
from batikpos.services.reading_up import read_up
from batikpos.services.reconcile import (
    are_kept,
    aside_of,
    begins_where_it_says,
    changes_in,
    load_fair,
    origin_of,
)
from batikpos.services.references import References
from batikpos.services.tills_of import drawers_of, tills_of
from batikpos.store.engine import Store, Transaction
from batikpos.store.guard import reading_marks
from batikpos.store.journal import JournalHead, list_aside_journals, list_facts, list_heads
from batikpos.store.places import list_facts_at
from batikpos.store.reading import list_unread_journals

CHUNK = 2_000
"""Facts between two looks at the clock."""

FEW = 20
"""New facts of a journal that are asked for together with those of others."""

SLICE = 0.5
"""Seconds after which somebody who waits for the whole board is told how far it is."""

Progress = Callable[[int, int], None]
"""Is told how many of how many facts are done."""

Key = tuple[str, str]
"""A journal, by its fair and id."""


def read_board(
    centre: Store,
    day: date,
    *,
    now: datetime,
    progress: Progress = lambda _done, _all: None,
) -> Board:
    """Read the board of a day from the first fact on. Raises: NoFair, StoreUnavailable."""
    return BoardReader().read(centre, day, lambda: now, progress)


class BoardReader:
    """Reads a centre's board again and again, each time only what came since, on whatever connection.

    Of one thread. A poll that had too little time to read and prove everything says so (`Board.unread`); the
    next one goes on from there.
    """

    def __init__(self) -> None:
        self._known = _Known("")

    def poll(
        self, centre: Store, day: date, *, now: datetime, within: float = math.inf, fair: Fair | None = None
    ) -> Board:
        """Read what came since of a fair, or of the one that has the day, for about `within` seconds at most.

        Raises: NoFair, StoreUnavailable.
        """
        until = time.monotonic() + within
        read_up(centre)
        with centre.reading() as tx, _uncollected():
            look = self._look(centre, tx, day, until, fair)
            rows, signed = look.rows(), look.signed()
            return Board(look.fair, day, look.fair.local(now), rows, signed, look.unread)

    def read(
        self,
        centre: Store,
        day: date,
        clock: Callable[[], datetime],
        progress: Progress = lambda _done, _all: None,
        *,
        fair: Fair | None = None,
    ) -> Board:
        """Read all that came since, however long it takes. Raises: NoFair, StoreUnavailable."""
        whole = 0
        while (board := self.poll(centre, day, now=clock(), within=SLICE, fair=fair)).unread:
            whole = max(whole, board.unread)
            progress(whole - board.unread, whole)
        return board

    def explain(self, centre: Store, day: date, booth: Booth) -> DeviceDay:
        """Say all that is known of a device's day, as the reconciliation does without papers.

        Raises: NoFair, StoreUnavailable.
        """
        read_up(centre)
        with centre.reading() as tx, _uncollected():
            return self._look(centre, tx, day, math.inf).explain(booth)

    def _look(
        self, centre: Store, tx: Transaction, day: date, until: float, only: Fair | None = None
    ) -> "_Look":
        fair = load_fair(tx, centre.name, day, only=only)
        if fair.fair_id != self._known.fair_id:
            self._known = _Known(fair.fair_id)
        read = reading_marks(tx) if centre.is_guarded else {}
        return _Look(tx, fair, day, until, self._known, read)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector from going through all there is again and again, which doubles what reading costs.

    Sales come and go by the thousand meanwhile, and none of them is in a circle.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(slots=True)
class _Known:
    """What is known of a fair from the looks before."""

    fair_id: str
    journals: dict[str, JournalReading] = field(default_factory=dict)
    references: References = field(default_factory=References)
    same: dict[tuple[str, date], tuple[object, bool]] = field(default_factory=dict)
    explained: dict[tuple[Booth, date], tuple[object, DeviceDay]] = field(default_factory=dict)
    decided: tuple[object, Mapping[date, SignOff]] = (None, {})


class _Look:
    """One look at a centre, in one transaction: what came is read first, as far as there is time.

    `unread` counts the facts that are left to be read or proven.
    """

    def __init__(
        self, tx: Transaction, fair: Fair, day: date, until: float, known: _Known, read: Mapping[Key, int]
    ) -> None:
        self.fair, self.unread, self._has_gone = fair, 0, False
        self._tx, self._day, self._until, self._known = tx, day, until, known
        self._unreadable = list_unread_journals(tx, fair.fair_id)
        self._aside = list_aside_journals(tx, fair.fair_id)
        heads = [head for head in list_heads(tx) if head.fair_id == fair.fair_id]
        self._desks = tuple((head.journal_id, head.mark) for head in heads if head.booth.code == DESK)
        booths = [head for head in heads if head.booth.code != DESK]
        marks = {
            (h.fair_id, h.journal_id): min(h.mark, read.get((h.fair_id, h.journal_id), h.mark))
            for h in booths
        }
        known.journals = {h.journal_id: _reading_of(h, known.journals.get(h.journal_id)) for h in booths}
        spans = {
            (h.fair_id, h.journal_id): (
                known.journals[h.journal_id].proof.mark,
                marks[h.fair_id, h.journal_id],
            )
            for h in booths
        }
        few = {key: span for key, span in spans.items() if 0 < span[1] - span[0] <= FEW}
        self._few = list_facts_at(tx, few)
        self._pending = {
            id_: self._read_on(reading, marks[fair.fair_id, id_]) for id_, reading in known.journals.items()
        }
        known.references.look(tx, known.journals.values(), marks)
        self._days = {id_: self._light_day(reading) for id_, reading in known.journals.items()}
        self._usual = usual_float(day.tills[0].float_ for day in self._days.values() if day.tills)
        self._devices: dict[Booth, list[JournalReading]] = {}
        for reading in known.journals.values():
            self._devices.setdefault(reading.head.booth, []).append(reading)
        self.unread = sum(self._pending.values())

    def rows(self) -> tuple[BoothRow, ...]:
        """Say how each device's day stands, with a row for each planned one that sent nothing."""
        signed = self.signed()
        states = {j.booth: j.state for j in signed.journals} if signed else {}
        silent = [
            booth for booth in expected_devices(self._tx, self.fair.fair_id) if booth not in self._devices
        ]
        each = sorted((*self._devices, *silent), key=lambda booth: (booth.code, booth.device))
        return tuple(self._row(booth, states.get(booth.prefix, "")) for booth in each)

    def signed(self) -> SignOff | None:
        """Say who signed the day off, if anybody did."""
        if self._known.decided[0] != self._desks:
            self._known.decided = (self._desks, load_decisions(self._tx, self.fair.fair_id).signed)
        return self._known.decided[1].get(self._day)

    def explain(self, booth: Booth) -> DeviceDay:
        """Say all that is known of a device's day."""
        return device_day(
            booth, [self._whole_day(r) for r in self._devices.get(booth, ())], Papers(), self._usual
        )

    def _row(self, booth: Booth, signed: str) -> BoothRow:
        readings = self._devices.get(booth, [])
        days = [self._days[reading.head.journal_id] for reading in readings]
        takings = [of for reading in readings for of in reading.takings(self._day)]
        figures = figures_of(days, takings) if takings else None
        state = self._state(readings, days)
        return BoothRow(
            booth,
            state,
            figures,
            max((reading.last for reading in readings if reading.last), default=None),
            self._count_causes(booth, figures, state),
            add_hours(hour for of in takings for hour in of.hours),
            sum(of.pieces for of in takings),
            total(of.natural for of in takings),
            total(of.dyed for of in takings),
            signed,
            self._awaits_count(booth),
        )

    def _awaits_count(self, booth: Booth) -> bool:
        """Say whether goods came to a booth by this day and none wrote them down as counted or home."""
        readings = [r for of, theirs in self._devices.items() if of.code == booth.code for r in theirs]
        days = {(r.head.journal_id, seq): theirs for r in readings for seq, theirs in r.goods_days.items()}
        kept = in_order(one for reading in readings for one in reading.goods)
        moves = [DatedMove(one.move, *days[one.journal_id, one.seq]) for one in kept]
        return bool(goods_to_count(moves, self._day))

    def _state(self, readings: list[JournalReading], days: list[JournalDay]) -> DayState:
        if any(self._pending[reading.head.journal_id] for reading in readings):
            return DayState.REPORTED
        state = day_state(days)
        if state is not DayState.PROVEN:
            return state
        held = [self._is_held(reading) for reading in readings if reading.takings(self._day)]
        return DayState.PROVEN if all(held) else DayState.REPORTED

    def _is_held(self, of: JournalReading) -> bool:
        """Say whether a journal holds together, and the tables say of its day what its facts say."""
        device = self._devices[of.head.booth]
        return (
            of.is_whole
            and of.proof.is_held
            and of.head.journal_id not in self._unreadable
            and not self._known.references.are_wrong(self._tx, device)
            and (not of.has_origin or begins_where_it_says(self._tx, of.head))
            and self._is_same(of)
        )

    def _is_same(self, of: JournalReading) -> bool:
        """Say whether the tables have a journal's tills of the day as its facts do."""
        known = self._known.same.get((of.head.journal_id, self._day))
        if known is not None and known[0] == self._extent(of):
            return known[1]
        if not self._has_time(of):
            return False
        return self._compare(of, tills_of(list_day_facts(self._tx, of, self._day), self._day))

    def _compare(self, of: JournalReading, tills: tuple[Till, ...]) -> bool:
        is_same = bool(tills) and are_kept(self._tx, of.head, self._day, tills)
        self._known.same[of.head.journal_id, self._day] = (self._extent(of), is_same)
        return is_same

    def _extent(self, of: JournalReading) -> object:
        """Say how far a journal's day goes: what is known of it holds until that is another."""
        return of.span(self._day), of.proof.mark if of.is_open(self._day) else 0

    def _has_time(self, of: JournalReading) -> bool:
        """Say whether there is time left to read a journal's day again; else it is still to be done."""
        if self._may_go_on():
            return True
        first, last = of.span(self._day) or (0, 0)
        self.unread += last - first + 1
        return False

    def _may_go_on(self) -> bool:
        """Say whether there is time; for something there always is, or it would never come to an end."""
        is_first, self._has_gone = not self._has_gone, True
        return is_first or time.monotonic() < self._until

    def _count_causes(self, booth: Booth, figures: DayFigures | None, state: DayState) -> int | None:
        """Count what is named for a difference; None where there is none, or no time to look."""
        if figures is None or not figures.difference:
            return None
        readings = self._devices[booth]
        days = [self._days[reading.head.journal_id] for reading in readings]
        held = [self._is_held(reading) for reading in readings if reading.takings(self._day)]
        key = (state, held, self._usual, days, [(r.proof.mark, r.span(self._day)) for r in readings])
        known = self._known.explained.get((booth, self._day))
        if known is None or known[0] != key:
            if not self._has_time(readings[0]):
                return None
            known = self._known.explained[booth, self._day] = (key, self.explain(booth))
        return len(known[1].causes)

    def _read_on(self, of: JournalReading, mark: int) -> int:
        """Read a journal on to a mark, as far as there is time; say how many facts are left."""
        begun, was_whole = of.proof.mark, of.proof.is_whole
        while of.proof.mark < mark and self._may_go_on():
            before = of.proof.mark
            of.take(self._next_facts(of, mark))
            if of.proof.mark == before:
                break  # facts are missing, and it is not whole
        else:
            if of.proof.mark < mark:
                return mark - of.proof.mark
        if begun and was_whole and not of.proof.is_whole:
            # What was read may have been put in the place of something else since: it is read again.
            anew = self._known.journals[of.head.journal_id] = JournalReading(of.head)
            return self._read_on(anew, mark)
        return 0 if of.is_told(self._day) else self._tell(of)

    def _next_facts(self, of: JournalReading, mark: int) -> Iterable[Fact]:
        """Give a journal's next facts: those that were asked for together with others', or a chunk."""
        key = of.head.fair_id, of.head.journal_id
        if few := self._few.pop(key, None):
            return few
        return list_facts(self._tx, *key, after=of.proof.mark, limit=min(CHUNK, mark - of.proof.mark))

    def _tell(self, of: JournalReading) -> int:
        """Read a journal's tills of the day, if there is time; say how many facts are left."""
        span = of.span(self._day)
        if span is not None and not self._may_go_on():
            return span[1] - span[0] + 1
        drawers = drawers_of(list_day_facts(self._tx, of, self._day), self._day)
        if span is not None and not of.is_open(self._day):
            self._compare(of, drawers.tills())  # while they are at hand
        of.tell(self._day, drawers)
        return 0

    def _light_day(self, of: JournalReading) -> JournalDay:
        """Say what a journal brought of the day, without what happened in its tills; held is not asked."""
        head = of.head
        return JournalDay(
            head.booth,
            tuple(one.till for one in of.takings(self._day)),
            is_held=True,
            aside=aside_of(self._tx, head, self._day) if head.journal_id in self._aside else Aside(),
            journal_id=head.journal_id,
            origin=origin_of(self._tx, head, self._day) if of.has_origin else None,
        )

    def _whole_day(self, of: JournalReading) -> JournalDay:
        """Say the same with all that happened."""
        light = self._days[of.head.journal_id]
        facts = tuple(list_day_facts(self._tx, of, self._day))
        tills = tills_of(facts, self._day)
        changes = tuple(changes_in(facts, {till.opened_seq for till in tills}))
        is_held = bool(tills) and self._is_held(of)
        return replace(light, tills=tills, is_held=is_held, changes=changes)


def _reading_of(head: JournalHead, known: JournalReading | None) -> JournalReading:
    """Go on with what was read of a journal, or begin anew where the centre has another one now."""
    if known is None or not known.goes_on_to(head):
        return JournalReading(head)
    known.head = head
    return known
