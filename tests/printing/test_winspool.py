"""The Windows spooler: what its answers mean, and that a job it did not take whole is not left in it."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

if sys.platform != "win32":
    pytest.skip("Windows alone has its spooler", allow_module_level=True)

import ctypes

from batikpos.printing import spoolers, winspool
from batikpos.printing.devices import send
from batikpos.printing.outcome import NO_QUEUE, OFFLINE, QUEUE_CANCELLED, Outcome
from batikpos.store.printjobs import JobState

JOB = bytes(range(256)) * 4
HANDLE = 2**40 + 8
PAUSED, ERROR, DELETING, OFFLINE_FLAG, PRINTING, PRINTED = 0x1, 0x2, 0x4, 0x20, 0x10, 0x80
GONE, DENIED = 87, 5


@dataclass
class Library:
    """winspool.drv as we call it: it takes so many bytes at a time, and a job has these states in turn.

    A state below 0 is an error's number; the last is for ever. A function that `fails` does so from then on.
    """

    states: list[int] = field(default_factory=lambda: [-GONE])
    at_a_time: int = 10_000
    room: int = 10_000
    fails: str = ""
    got: bytearray = field(default_factory=bytearray)
    calls: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Callable[..., int]:
        def call(*given: Any) -> int:
            self.calls.append(name)
            if name == self.fails:
                return self._failed(DENIED)
            assert name == "OpenPrinterW" or given[0].value == HANDLE
            does: Callable[..., int] | None = getattr(type(self), f"_does_{name}", None)
            return does(self, *given) if does else 1

        return call

    def _failed(self, error: int) -> int:
        ctypes.set_last_error(error)
        return 0

    def _does_OpenPrinterW(self, _queue: str, handle: Any, _defaults: None) -> int:  # noqa: N802 - Windows' name
        handle._obj.value = HANDLE
        return 1

    def _does_WritePrinter(self, _handle: Any, data: bytes, size: int, written: Any) -> int:  # noqa: N802
        taken = min(size, self.at_a_time, self.room - len(self.got))
        if not taken:
            return self._failed(DENIED)
        self.got += data[:taken]
        written._obj.value = taken
        return 1

    def _does_GetJobW(self, *given: Any) -> int:  # noqa: N802
        *_, room, size, needed = given
        needed._obj.value = ctypes.sizeof(winspool._JobInfo) + 40
        if self.states[0] < 0:
            needed._obj.value = 0
            return self._failed(-self.states[0])
        if size < needed._obj.value:
            return self._failed(122)
        winspool._JobInfo.from_buffer(room).status = self.states[0]
        self.states = self.states[1:] or self.states
        return 1


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Library]:
    """Put a library with its ways in the place of Windows' own."""
    monkeypatch.setattr(spoolers, "LEAVE_SECONDS", 0.05)
    monkeypatch.setattr(spoolers, "LOOK_SECONDS", 0.001)

    def put(**ways: Any) -> Library:
        library = Library(**ways)
        monkeypatch.setattr(winspool, "_library", lambda: library)
        return library

    return put


def test_windows_itself_does_not_know_a_printer_that_is_not_there() -> None:
    assert send("winspool:No Such Printer", JOB) == Outcome(JobState.FAILED, 0, NO_QUEUE)


def test_the_systems_library_has_every_function_that_is_called() -> None:
    library = winspool._library()
    assert all(getattr(library, name).argtypes == takes for name, (_, takes) in winspool._SIGNATURES.items())


@pytest.mark.parametrize("states", [[-GONE], [0, PRINTING, -GONE], [PRINTED], [PRINTED | PRINTING]], ids=str)
def test_a_job_that_left_the_queue_was_sent(library: Callable[..., Library], states: list[int]) -> None:
    windows = library(states=states, at_a_time=100)
    assert send("winspool:q", JOB) == Outcome(JobState.SENT, len(JOB))
    assert (bytes(windows.got), windows.calls[-1]) == (JOB, "ClosePrinter")
    assert "SetJobW" not in windows.calls


@pytest.mark.parametrize("state", [0, PAUSED, OFFLINE_FLAG])
def test_a_job_that_only_waits_is_deleted_and_has_failed(library: Callable[..., Library], state: int) -> None:
    windows = library(states=[state])
    assert send("winspool:q", JOB) == Outcome(JobState.FAILED, 0, OFFLINE)
    assert "SetJobW" in windows.calls


@pytest.mark.parametrize("states", [[PRINTING], [ERROR, 0], [PRINTING, OFFLINE_FLAG]], ids=str)
def test_a_job_that_may_have_begun_is_uncertain(library: Callable[..., Library], states: list[int]) -> None:
    library(states=states)
    assert send("winspool:q", JOB) == Outcome(JobState.UNCERTAIN, len(JOB), OFFLINE)


@pytest.mark.parametrize("ways", [{"states": [-DENIED]}, {"states": [0], "fails": "SetJobW"}], ids=str)
def test_a_job_that_windows_does_not_tell_of_or_let_go_is_uncertain(
    library: Callable[..., Library], ways: dict[str, Any]
) -> None:
    library(**ways)
    assert send("winspool:q", JOB) == Outcome(JobState.UNCERTAIN, len(JOB), OFFLINE)


def test_a_job_that_somebody_deletes_is_uncertain(library: Callable[..., Library]) -> None:
    library(states=[PRINTING | DELETING])
    assert send("winspool:q", JOB) == Outcome(JobState.UNCERTAIN, len(JOB), QUEUE_CANCELLED)


@pytest.mark.parametrize("room", [0, 300])
def test_a_job_that_is_not_taken_whole_is_not_left_in_the_queue(
    library: Callable[..., Library], room: int
) -> None:
    windows = library(room=room, at_a_time=100)
    outcome = send("winspool:q", JOB)
    assert (outcome.state, outcome.bytes_sent) == (JobState.UNCERTAIN if room else JobState.FAILED, room)
    assert windows.calls[-3:] == ["AbortPrinter", "SetJobW", "ClosePrinter"]


@pytest.mark.parametrize("fails", ["OpenPrinterW", "StartDocPrinterW", "StartPagePrinter"])
def test_a_printer_that_is_refused_takes_nothing(library: Callable[..., Library], fails: str) -> None:
    windows = library(fails=fails)
    outcome = send("winspool:q", JOB)
    assert (outcome.state, outcome.bytes_sent, bytes(windows.got)) == (JobState.FAILED, 0, b"")
    assert outcome.reason


def test_a_job_whose_end_fails_is_uncertain(library: Callable[..., Library]) -> None:
    library(fails="EndDocPrinter")
    outcome = send("winspool:q", JOB)
    assert (outcome.state, outcome.bytes_sent) == (JobState.UNCERTAIN, len(JOB))
