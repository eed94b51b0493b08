"""Days of booths and a centre by chance: the real one holds, and every planted mutant is caught."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import Connection

from batikpos.domain.fact import Fact
from batikpos.store.engine import Store
from batikpos.store.journal import find_hash, find_head, insert_facts, move_mark
from batikpos.store.reading import insert_foreign_readings
from batikpos.sync import centre as real
from batikpos.sync.centre import Answer
from batikpos.sync.mark import Mark
from batikpos.sync.protocol import Append, Broken, Fork, Gap, Known, Offer, Verdict, judge
from tests.long import IS_LONG
from tests.sync import machine
from tests.sync.machine import CHUNK, FairDay

PLAY = settings(
    max_examples=1_500 if IS_LONG else 25,
    stateful_step_count=60 if IS_LONG else 30,
    deadline=None,
    derandomize=not IS_LONG,
    database=None,
    suppress_health_check=list(HealthCheck),
)

HUNT = settings(
    PLAY, max_examples=400, stateful_step_count=30, phases=[Phase.generate], report_multiple_bugs=False
)
"""To catch a mutant the first failure is enough; nobody reads it, so nothing is made smaller."""


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Send a few facts at a time, so that most days take several chunks."""
    monkeypatch.setattr("batikpos.sync.push.CHUNK", CHUNK)


@pytest.mark.timeout(3_600 if IS_LONG else 900)
def test_nothing_is_lost_doubled_or_invented_whatever_happens() -> None:
    run_state_machine_as_test(FairDay, settings=PLAY)


# The mutants

Judge = Callable[..., Verdict]


def _judged(change: Callable[[Mark, Offer, Verdict], Verdict]) -> Judge:
    """Judge as the real one does, then change its mind."""

    def judging(mark: Mark, offer: Offer, **asking: Callable[..., object]) -> Verdict:
        return change(mark, offer, judge(mark, offer, **asking))  # type: ignore[arg-type]  # handed on as they came

    return judging


def _do_nothing_on_conflict(mark: Mark, _offer: Offer, verdict: Verdict) -> Verdict:
    """Take a number that is there for the same fact, as ON CONFLICT DO NOTHING does."""
    if not isinstance(verdict, Fork):
        return verdict
    new = tuple(f for f in verdict.facts if f.seq > mark.last)
    return Append(new) if new else Known()


def _gaps_are_taken(_mark: Mark, offer: Offer, verdict: Verdict) -> Verdict:
    return Append(offer.facts) if isinstance(verdict, Gap) else verdict


def _forks_are_shrugged_off(_mark: Mark, _offer: Offer, verdict: Verdict) -> Verdict:
    return Known() if isinstance(verdict, Fork) else verdict


def _forks_are_put_aside_only_behind_the_mark(mark: Mark, _offer: Offer, verdict: Verdict) -> Verdict:
    if not isinstance(verdict, Fork):
        return verdict
    return Fork(tuple(f for f in verdict.facts if f.seq > mark.last) or verdict.facts[-1:])


def _no_chain_check(mark: Mark, offer: Offer, **asking: Callable[..., object]) -> Verdict:
    """Believe whatever hash a fact comes with."""
    verdict = judge(mark, offer, **asking)  # type: ignore[arg-type]  # handed on as they came
    if isinstance(verdict, Broken) and offer.facts[0].seq <= mark.last + 1:
        new = tuple(f for f in offer.facts if f.seq > mark.last)
        return Append(new) if new else Known()
    return verdict


def _no_fork_check(mark: Mark, offer: Offer, **asking: Callable[..., object]) -> Verdict:
    """Compare no hash with what is held: what is numbered behind the mark is new."""
    verdict = judge(mark, offer, **asking)  # type: ignore[arg-type]  # handed on as they came
    if isinstance(verdict, Fork) and offer.facts[0].seq <= mark.last + 1:
        new = tuple(f for f in offer.facts if f.seq > mark.last)
        return Append(new) if new else Known()
    return verdict


def _branches_are_not_followed(mark: Mark, offer: Offer, **asking: Callable[..., object]) -> Verdict:
    return judge(mark, offer, hash_at=asking["hash_at"], is_aside=lambda _s, _h: False)  # type: ignore[arg-type]


def _last_wins(centre: Store, offer: Offer) -> Answer:
    """Write the newer word over the older one."""
    answer = real_receive(centre, offer)
    if not answer.aside:
        return answer
    with centre.writing() as tx:
        tx.exec_driver_sql("PRAGMA recursive_triggers = 0")
        tx.exec_driver_sql("PRAGMA defer_foreign_keys = 1")
        for f in answer.aside:
            row = (f.fair_id, f.journal_id, f.seq, f.kind, f.payload, f.hash)
            tx.exec_driver_sql("INSERT OR REPLACE INTO fact VALUES (?, ?, ?, ?, ?, ?)", row)
        move_mark(tx, answer.aside[-1])
    return answer


def _mark_before_rows(centre: Store, offer: Offer) -> Answer:
    """Move the mark in one transaction, and write the rows in the next."""
    verdict = _verdict(centre, offer)
    if not isinstance(verdict, Append):
        return real_receive(centre, offer)
    with centre.writing() as tx:
        real._Open(tx, offer)
        move_mark(tx, verdict.facts[-1])
    with centre.writing() as tx:
        insert_facts(tx, verdict.facts)
        insert_foreign_readings(tx, verdict.facts)
    return Answer(Mark(verdict.facts[-1].seq, verdict.facts[-1].hash), len(verdict.facts))


def _mark_after_rows(centre: Store, offer: Offer) -> Answer:
    """Write the rows in one transaction, and move the mark in the next."""
    verdict = _verdict(centre, offer)
    if not isinstance(verdict, Append):
        return real_receive(centre, offer)
    with centre.writing() as tx:
        real._Open(tx, offer)
        insert_facts(tx, verdict.facts)
        insert_foreign_readings(tx, verdict.facts)
    with centre.writing() as tx:
        move_mark(tx, verdict.facts[-1])
    return Answer(Mark(verdict.facts[-1].seq, verdict.facts[-1].hash), len(verdict.facts))


def _mark_without_rows(centre: Store, offer: Offer) -> Answer:
    """Forget the last row of an offer of several."""
    verdict = _verdict(centre, offer)
    if not isinstance(verdict, Append) or len(verdict.facts) < 2:
        return real_receive(centre, offer)
    real_receive(centre, replace(offer, facts=offer.facts[:-1]))
    with centre.writing() as tx:
        move_mark(tx, verdict.facts[-1])
    return Answer(Mark(verdict.facts[-1].seq, verdict.facts[-1].hash), len(verdict.facts))


def _verdict(centre: Store, offer: Offer) -> Verdict:
    with centre.reading() as tx:
        head = find_head(tx, offer.fair_id, offer.journal_id)
        return judge(
            Mark() if head is None else Mark(head.mark, head.head),
            offer,
            hash_at=partial(find_hash, tx, offer.fair_id, offer.journal_id),
            is_aside=lambda seq, hash_: real._is_aside(tx, offer, seq, hash_),
        )


def _nothing_is_put_aside(_tx: Connection, _facts: tuple[Fact, ...]) -> None:
    """Drop what contradicts."""


def _nothing_is_read(_tx: Connection, _facts: tuple[Fact, ...]) -> tuple[int, ...]:
    """Keep the facts and leave the tables as they are."""
    return ()


real_receive = real.receive

MUTANTS: dict[str, tuple[str, object]] = {
    "do nothing on conflict": ("judge", _judged(_do_nothing_on_conflict)),
    "gaps are taken": ("judge", _judged(_gaps_are_taken)),
    "forks are shrugged off": ("judge", _judged(_forks_are_shrugged_off)),
    "only the end of a fork is kept": ("judge", _judged(_forks_are_put_aside_only_behind_the_mark)),
    "no fork check": ("judge", _no_fork_check),
    "no chain check": ("judge", _no_chain_check),
    "forked branches are not followed": ("judge", _branches_are_not_followed),
    "last wins": ("receive", _last_wins),
    "mark before rows": ("receive", _mark_before_rows),
    "mark after rows": ("receive", _mark_after_rows),
    "mark without rows": ("receive", _mark_without_rows),
    "quarantine dropped": ("insert_aside", _nothing_is_put_aside),
    "tables not written": ("insert_foreign_readings", _nothing_is_read),
}


SELDOM = ("mark before rows", "mark after rows", "forked branches are not followed")
"""Those that show only where a day is cut off between two transactions, or forks twice: a minute each."""

HUNTED = [
    pytest.param(
        *how, id=name, marks=pytest.mark.skipif(name in SELDOM and not IS_LONG, reason="the long form")
    )
    for name, how in MUTANTS.items()
]


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("place", "mutant"), HUNTED)
def test_every_mutant_is_caught(place: str, mutant: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(real, place, mutant)
    if place == "receive":
        monkeypatch.setattr(machine, "receive", mutant)
        monkeypatch.setattr("batikpos.sync.push.receive", mutant)
    # Caught by an invariant, or by the tables' own keys: either way it cannot pass.
    with pytest.raises((AssertionError, sqlite3.IntegrityError)):
        run_state_machine_as_test(FairDay, settings=HUNT)
