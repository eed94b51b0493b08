"""Small fairs with every kind of fault, from the drawer to the reconciliation: the benchmark's short form."""

from collections import Counter
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from batikpos.services.desk import open_desk
from batikpos.services.world.day import DayPlan
from batikpos.services.world.fault import UNSENT, Fault
from batikpos.services.world.play import FairPlan, play_day, play_fair
from tests.bench.causes import Judged, play_and_judge
from tests.shop import DAY, FLOAT, RINI, SARI, set_up_booth

ONLY_ON_PAPER = {Fault.PAY_IN, Fault.QRIS_MISSING, Fault.UNKEYED}
"""What no fact of the booth shows: without papers nothing may be said of it."""


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Play one fair; judge what is named by each of the ways to know of it."""
    return play_and_judge(tmp_path_factory.mktemp("fairs"), [3], sales=8)


@pytest.mark.parametrize("known", ["whole", "statement"])
def test_the_first_cause_is_the_true_one_and_explains_it_all(judged: Judged, known: str) -> None:
    for kind in Fault:
        score = getattr(judged, known)[kind]
        assert score.days == score.first > 0, (kind, score.missed)
        assert (score.rests, score.wrong) == (0, 0), (kind, score.missed)


def test_on_a_clean_day_no_cause_is_named_with_or_without_papers(judged: Judged) -> None:
    for found in (judged.whole, judged.statement, judged.alone):
        assert found["clean"].days > 20
        assert found["clean"].wrong == 0, found["clean"].missed


def test_without_papers_nothing_is_claimed_that_only_papers_show(judged: Judged) -> None:
    alone = judged.alone
    assert {kind for kind in Fault if alone[kind].wrong} == set()
    assert {kind: alone[kind].first for kind in ONLY_ON_PAPER} == dict.fromkeys(ONLY_ON_PAPER, 0)


def test_a_day_of_one_seed_goes_alike(tmp_path: Path) -> None:
    evenings = []
    for name in ("one", "other"):
        set_up_booth(tmp_path / name)
        desk = open_desk(tmp_path / name)
        with closing(desk.store):
            plan = DayPlan(DAY, 5, RINI, SARI, FLOAT, Fault.NOTE_MISCOUNTED)
            evenings.append(play_day(desk, plan, Random(7), lambda _: None))
    assert evenings[0] == evenings[1]
    assert [p.fault for p in evenings[0].planted] == [Fault.NOTE_MISCOUNTED]


def test_every_kind_of_fault_is_dealt_as_often_and_what_is_not_sent_on_the_last_day(tmp_path: Path) -> None:
    desks = []
    with ExitStack() as stack:
        for n in range(1, 20):
            set_up_booth(tmp_path / str(n), booth=f"B{n:02}")
            desks.append(open_desk(tmp_path / str(n)))
            stack.enter_context(closing(desks[-1].store))
        plan = FairPlan(days=2, sales=2, cashier=RINI, approver=SARI, faulty=1)
        played = list(play_fair(desks, plan, Random(7), lambda _: None))
    dealt = Counter(p.fault for one in played for p in one.evening.planted)
    assert set(dealt) == set(Fault)
    assert max(dealt.values()) <= 4
    unsent = {one.day for one in played for p in one.evening.planted if p.fault in UNSENT}
    assert unsent == {DAY + timedelta(days=1)}
