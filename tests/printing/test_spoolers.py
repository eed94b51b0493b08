"""Printers behind the system's queue: what leaves it was sent, what does not is taken out and told apart."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from batikpos.printing import spoolers
from batikpos.printing.devices import send
from batikpos.printing.dialogue import FLUSH, Habits
from batikpos.printing.outcome import NO_QUEUE, OFFLINE, QUEUE_CANCELLED, Outcome
from batikpos.printing.spoolers import Stage, watch
from batikpos.store.printjobs import JobState
from tests.printing.cups import Cups, Job, Ways

JOB = bytes(range(256)) * 4 + b"\r\n\n\x00"
IS_WINDOWS = sys.platform == "win32"

Installed = Callable[..., Cups]


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoolers, "LEAVE_SECONDS", 0.05)
    monkeypatch.setattr(spoolers, "LOOK_SECONDS", 0.001)


@pytest.fixture
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoolers, "LEAVE_SECONDS", 5)


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """Put CUPS with its ways before all other commands, for somebody who reads Indonesian."""
    if IS_WINDOWS:
        pytest.skip("Windows has no CUPS")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")

    def install(**ways: object) -> Cups:
        installed = Cups(tmp_path, Ways(**ways))  # type: ignore[arg-type]
        installed.install()
        return installed

    return install


@pytest.mark.usefixtures("_patient")
def test_a_job_that_leaves_the_queue_was_sent_byte_for_byte(cups: Installed) -> None:
    queue = cups()
    assert send("cups:q", JOB) == Outcome(JobState.SENT, len(JOB))
    assert (queue.got, queue.cancelled) == (JOB, [])


@pytest.mark.usefixtures("_patient")
def test_a_job_after_one_that_broke_off_begins_with_the_flush(cups: Installed) -> None:
    queue = cups()
    habits = Habits(is_unclean=True)
    assert send("cups:q", JOB, habits) == Outcome(JobState.SENT, len(JOB))
    assert queue.got == FLUSH + JOB
    assert not habits.is_unclean


def test_a_job_that_leaves_no_history_was_sent(cups: Installed) -> None:
    cups(course=("ends",), keeps_history=False)
    assert send("cups:q", JOB) == Outcome(JobState.SENT, len(JOB))


def test_an_unknown_queue_takes_nothing(cups: Installed) -> None:
    queue = cups()
    assert send("cups:nowhere", JOB) == Outcome(JobState.FAILED, 0, NO_QUEUE)
    assert queue.jobs == {}


def test_what_lp_says_is_passed_on_where_we_have_no_words_for_it(cups: Installed) -> None:
    cups(lp="refuses")
    refusal = "lp: The printer or class is not accepting jobs."
    assert send("cups:q", JOB) == Outcome(JobState.FAILED, 0, refusal)


def test_a_system_without_cups_has_no_queue(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert send("cups:q", JOB) == Outcome(JobState.FAILED, 0, NO_QUEUE)


def test_a_job_that_stays_queued_is_taken_out_and_has_failed(cups: Installed) -> None:
    queue = cups(course=("waits",), number=58)
    assert send("cups:q", JOB) == Outcome(JobState.FAILED, 0, OFFLINE)
    assert queue.jobs["q-58"].ended
    assert queue.cancelled == ["58"]  # `q-58` may be a queue's name


@pytest.mark.parametrize(
    "course", [("prints",), ("waits", "prints"), ("tries again",), ("began once",), ("is stopped",)], ids=str
)
def test_a_job_that_began_and_stays_is_taken_out_and_uncertain(
    cups: Installed, course: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spoolers, "LEAVE_SECONDS", 0.6 * (len(course) - 1))
    queue = cups(course=course, keeps_history=False)
    assert send("cups:q", JOB) == Outcome(JobState.UNCERTAIN, len(JOB), OFFLINE)
    assert queue.jobs["q-1"].ended


@pytest.mark.parametrize("cancel", ["is late", "refuses", "hangs"])
def test_a_job_that_may_have_begun_while_it_was_taken_out_is_uncertain(
    cups: Installed, cancel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spoolers, "ANSWER_SECONDS", 0.3)
    cups(course=("waits",), cancel=cancel)
    assert send("cups:q", JOB) == Outcome(JobState.UNCERTAIN, len(JOB), OFFLINE)


def test_a_job_that_ended_before_it_was_taken_out_is_uncertain(cups: Installed) -> None:
    cups(course=("waits",), cancel="is too late", keeps_history=False)
    assert send("cups:q", JOB) == Outcome(JobState.UNCERTAIN, len(JOB), OFFLINE)


@pytest.mark.usefixtures("_patient")
def test_a_job_that_was_aborted_was_not_sent(cups: Installed) -> None:
    cups(course=("prints", "aborts"))
    assert send("cups:q", JOB) == Outcome(JobState.UNCERTAIN, len(JOB), QUEUE_CANCELLED)


OTHERS = (Job(12, reason="job-printing"), Job(11), Job(3, "q-1"), Job(21, ended="aborted-by-system"))


def test_jobs_whose_names_begin_like_ours_are_not_taken_for_it(cups: Installed) -> None:
    queue = cups(others=OTHERS, course=("ends",))
    assert send("cups:q", JOB) == Outcome(JobState.SENT, len(JOB))
    assert queue.cancelled == []


def test_another_job_that_prints_does_not_make_ours_begun(cups: Installed) -> None:
    queue = cups(others=OTHERS, course=("waits",))
    assert send("cups:q", JOB) == Outcome(JobState.FAILED, 0, OFFLINE)
    assert [job for job in queue.jobs.values() if job.number != 1] == list(OTHERS)


def test_a_lp_that_hangs_holds_nobody_up(cups: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoolers, "ANSWER_SECONDS", 0.3)
    cups(lp="hangs")
    begun = time.monotonic()
    assert send("cups:q", JOB) == Outcome(JobState.UNCERTAIN, len(JOB), OFFLINE)
    assert time.monotonic() - begun < 3


def test_a_lp_that_dies_with_the_job_in_its_hands_leaves_it_uncertain(cups: Installed) -> None:
    cups(lp="dies")
    assert send("cups:q", JOB) == Outcome(JobState.UNCERTAIN, len(JOB), OFFLINE)


@pytest.mark.parametrize("lpstat", ["is deaf", "hangs"])
def test_a_job_that_cups_says_nothing_of_was_not_sent(
    cups: Installed, lpstat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spoolers, "ANSWER_SECONDS", 0.3)
    cups(lpstat=lpstat)
    assert send("cups:q", JOB) == Outcome(JobState.UNCERTAIN, len(JOB), OFFLINE)


# Any spooler


def _watched(*stages: Stage, out: Stage = Stage.WAITING) -> tuple[Outcome, int]:
    """Watch a job of so many stages, the last for ever; say what came of it, and how often it was deleted."""
    left = list(stages)
    taken_out = []

    def look() -> Stage:
        return left.pop(0) if len(left) > 1 else left[0]

    def take_out() -> Stage:
        taken_out.append(out)
        return out

    return watch(100, look=look, take_out=take_out), len(taken_out)


@pytest.mark.usefixtures("_patient")
def test_a_job_that_is_gone_is_let_be() -> None:
    assert _watched(Stage.WAITING, Stage.BEGUN, Stage.GONE) == (Outcome(JobState.SENT, 100), 0)


@pytest.mark.usefixtures("_patient")
def test_a_spooler_that_once_did_not_answer_is_asked_again() -> None:
    assert _watched(Stage.UNKNOWN, Stage.GONE) == (Outcome(JobState.SENT, 100), 0)


def test_a_job_that_somebody_deletes_is_not_sent_again_by_itself() -> None:
    assert _watched(Stage.DROPPED) == (Outcome(JobState.UNCERTAIN, 100, QUEUE_CANCELLED), 0)


def test_only_a_job_that_surely_never_began_has_failed() -> None:
    failed, uncertain = Outcome(JobState.FAILED, 0, OFFLINE), Outcome(JobState.UNCERTAIN, 100, OFFLINE)
    assert _watched(Stage.WAITING) == (failed, 1)
    assert _watched(Stage.UNKNOWN, Stage.WAITING) == (failed, 1)
    assert _watched(Stage.BEGUN, Stage.WAITING) == (uncertain, 1)
    assert _watched(Stage.WAITING, out=Stage.BEGUN) == (uncertain, 1)
    assert _watched(Stage.WAITING, out=Stage.UNKNOWN) == (uncertain, 1)


# Windows


def test_a_windows_queue_is_known_on_windows_alone() -> None:
    """And there, one that does not exist is told of in a person's words."""
    assert send("winspool:No Such Printer", JOB) == Outcome(JobState.FAILED, 0, NO_QUEUE)
