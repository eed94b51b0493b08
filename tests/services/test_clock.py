"""A clock that is set: recorded, shown, and without any say in order or totals."""

from datetime import UTC, datetime, timedelta

import pytest

from batikpos.domain.fact import FactKind
from batikpos.domain.fair import Booth
from batikpos.domain.journalday import JournalDay
from batikpos.domain.reconcile import reconcile, say_cause
from batikpos.domain.tender import Underpaid
from batikpos.i18n import translator
from batikpos.paper.document import Text
from batikpos.services.clock import Watch, since_boot
from batikpos.services.desk import Desk
from batikpos.services.papers import load_original, queue_x
from batikpos.services.till import close_till, open_till, show_till
from batikpos.services.verify import verify
from batikpos.store.journal import list_facts, load_head
from batikpos.store.printjobs import list_jobs
from batikpos.store.sales import list_sales
from batikpos.store.tills import find_last_step
from tests.shop import DAY, FLOAT, NOON, RINI, cash, facts_of, sell

THREE_DAYS = timedelta(days=3)


def steps(desk: Desk) -> list[tuple[str, str]]:
    """List the steps in the journal: what the clock said, and what it had said before."""
    return [(f.body["at"], f.body["was"]) for f in facts_of(desk.store) if f.kind == FactKind.CLOCK]


@pytest.mark.parametrize("wrong", [-THREE_DAYS, timedelta(hours=-19), timedelta(minutes=-5)])
def test_a_clock_that_was_set_changes_no_order_and_no_total(desk: Desk, wrong: timedelta) -> None:
    sold = [sell(desk).kept.sale.number, sell(desk, now=NOON + wrong).kept.sale.number]
    sold.append(sell(desk, now=NOON + timedelta(minutes=1)).kept.sale.number)  # put right again: ahead
    assert sold == [f"A03-20261211-{n:04}" for n in (1, 2, 3)]
    with desk.store.reading() as tx:
        assert [k.sale.number for k in list_sales(tx, day=DAY)] == sold
    assert len(steps(desk)) == 1
    till = show_till(desk)
    assert till is not None
    assert (till.business_day, till.figures.sales) == (DAY, 3)
    assert till.figures.total.amount == 3 * 395_000
    closed = close_till(desk, {}, cashier=RINI, now=NOON + timedelta(minutes=2)).till
    first = closed.clock_steps[0]
    assert (first.at - NOON, first.was - NOON) == (wrong, timedelta())
    assert verify(desk.store).faults == ()
    with desk.store.reading() as tx:
        slip = load_original(tx, closed.number)
    assert any(isinstance(b, Text) and ">" in b.text and "11/12/2026 12.00" in b.text for b in slip.blocks)


def test_a_night_between_two_tills_is_no_step(desk: Desk) -> None:
    sell(desk)
    close_till(desk, {}, cashier=RINI, now=NOON)
    open_till(desk, FLOAT, cashier=RINI, now=NOON + timedelta(days=9))
    sell(desk, now=NOON + timedelta(days=9, hours=10))
    assert steps(desk) == []


@pytest.mark.parametrize("pause", [timedelta(hours=21), THREE_DAYS])
def test_a_till_left_alone_for_long_is_no_step(desk: Desk, pause: timedelta) -> None:
    sell(desk)
    assert sell(desk, now=NOON + pause).kept.sale.business_day == DAY
    assert steps(desk) == []
    with desk.store.reading() as tx:
        assert find_last_step(tx) is None


def test_a_machine_that_slept_long_was_not_set(desk: Desk) -> None:
    clock = Clock()
    object.__setattr__(desk, "watch", clock.watch())
    sell(desk)
    clock.goes(30 * 3_600)
    sell(desk, now=NOON + timedelta(hours=30))
    assert steps(desk) == []


def test_a_clock_that_is_kept_right_is_no_step(desk: Desk) -> None:
    sell(desk, now=NOON + timedelta(seconds=100))
    sell(desk, now=NOON)
    assert steps(desk) == []


def test_a_step_is_told_at_the_organizers(desk: Desk) -> None:
    sell(desk, now=NOON - THREE_DAYS)
    queue_x(desk, cashier=RINI, now=NOON - THREE_DAYS)
    close_till(desk, {100_000: 5}, cashier=RINI, now=NOON - THREE_DAYS)
    till = show_till(desk)
    assert till is not None
    (row,) = reconcile(DAY, [Booth("A03")], [JournalDay(desk.booth, (till,), is_held=True)]).devices
    clock = next(c for c in row.causes if c.code == "clock")
    assert (clock.amount.amount, clock.evidence) == (0, ("11/12 12.00 > 08/12 12.00",))
    assert "1 times" in say_cause(clock, row.figures, translator("en"))
    with desk.store.reading() as tx:
        assert len(list_jobs(tx)) == 3


class Clock:
    """A clock and a heart beat that a test moves."""

    def __init__(self) -> None:
        self.now, self.beat = datetime(2026, 12, 11, 5, tzinfo=UTC), 1_000.0

    def watch(self) -> Watch:
        """Watch it."""
        return Watch(lambda: self.now, lambda: self.beat)

    def goes(self, seconds: float, *, wrong: float = 0) -> None:
        """Let time pass, the clock being set meanwhile."""
        self.beat += seconds
        self.now += timedelta(seconds=seconds + wrong)


def stepped(watch: Watch) -> timedelta | None:
    """Look at the clock and go by it: by how much it was set."""
    look = watch.look()
    watch.take(look)
    return look.wall - look.should if look.is_step else None


def test_a_watch_notices_when_the_clock_is_set_and_only_then() -> None:
    clock = Clock()
    watch = clock.watch()
    clock.goes(36_000)
    assert stepped(watch) is None
    clock.goes(60, wrong=3_600)
    assert stepped(watch) == timedelta(hours=1)
    clock.goes(60)
    assert stepped(watch) is None
    clock.goes(60, wrong=-119)
    assert stepped(watch) is None
    clock.goes(60, wrong=-7_200)
    assert stepped(watch) == -timedelta(hours=2)


def test_a_step_is_not_forgotten_by_an_act_that_was_refused(desk: Desk) -> None:
    clock = Clock()
    object.__setattr__(desk, "watch", clock.watch())
    sell(desk)
    clock.goes(60, wrong=3_600)
    with pytest.raises(Underpaid):
        sell(desk, tenders=(cash(1),), now=NOON + timedelta(hours=1))
    assert steps(desk) == []
    sell(desk, now=NOON + timedelta(hours=1))
    assert len(steps(desk)) == 1


def test_a_step_while_the_program_runs_is_a_fact_before_the_next_one(desk: Desk) -> None:
    clock = Clock()
    object.__setattr__(desk, "watch", clock.watch())
    sell(desk)
    clock.goes(60, wrong=3_600)
    sell(desk, now=NOON + timedelta(hours=1))
    with desk.store.reading() as tx:
        head = load_head(tx)
        kinds = [f.kind for f in list_facts(tx, head.fair_id, head.journal_id)]
    assert kinds == ["opening", "till_open", "sale", "clock", "sale"]
    assert steps(desk) == [("2026-12-11T13:01:00+07:00", "2026-12-11T12:01:00+07:00")]
    assert verify(desk.store).faults == ()


def test_the_machine_says_how_long_it_is_on() -> None:
    first = since_boot()
    assert 0 < first <= since_boot()
