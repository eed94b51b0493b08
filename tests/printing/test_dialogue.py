"""Printers that answer, are silent, out of paper, slow, or die: the right word for each of them."""

import errno
import os
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
import serial

from batikpos.printing import dialogue, wires
from batikpos.printing.devices import send
from batikpos.printing.dialogue import FLUSH, Habits
from batikpos.printing.escpos import to_escpos
from batikpos.printing.layout import lay_out
from batikpos.printing.outcome import COVER_OPEN, PAPER_OUT, PORT_HELD, STALLED
from batikpos.printing.status import Answers
from batikpos.store.printjobs import JobState
from tests.escpos_reader import CLONE58, CLONE80, MODELS, TALLEST_SLICE, Model, print_on, tokens
from tests.long import IS_LONG
from tests.paper.notas import documents
from tests.printing import listener
from tests.printing.listener import OUT_OF_PAPER, WELL, network_printer

JOB = b"\x1b@" + b"halo\n" * 2_000
"""Ten thousand bytes, as a nota with its QR code has."""


def test_a_printer_that_confirms_has_printed() -> None:
    with network_printer(talks=True) as printer:
        outcome = send(printer.address, JOB)
    assert (outcome.state, outcome.bytes_sent, printer.jobs) == (JobState.PRINTED, len(JOB), [JOB])


def test_a_silent_printer_was_sent_to_and_no_more() -> None:
    with network_printer() as printer:
        outcome = send(printer.address, JOB)
    assert (outcome.state, outcome.bytes_sent, printer.jobs) == (JobState.SENT, len(JOB), [JOB])


def test_a_printer_that_answers_and_never_confirms_was_sent_to_and_is_not_waited_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dialogue, "CONFIRM_SECONDS", 1)
    habits = Habits()
    with network_printer(talks=True, confirms=False) as printer:
        assert send(printer.address, b"x\n" * 200, habits).state is JobState.SENT
        assert habits.never_confirms
        begun = time.monotonic()
        assert send(printer.address, b"x\n" * 200, habits).state is JobState.SENT
        assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("status", "reason"), [(listener.OUT_OF_PAPER, PAPER_OUT), (listener.COVER_OPEN, COVER_OPEN)]
)
def test_a_printer_that_is_not_ready_gets_no_byte_of_the_job(status: bytes, reason: str) -> None:
    with network_printer(talks=True, status=status) as printer:
        outcome = send(printer.address, JOB)
    assert (outcome.state, outcome.bytes_sent, outcome.reason) == (JobState.FAILED, 0, reason)
    assert printer.jobs == [b""]


def test_paper_that_runs_out_half_way_leaves_it_uncertain_with_the_reason() -> None:
    with network_printer(talks=True, paper_for=3_000) as printer:
        outcome = send(printer.address, JOB)
    assert (outcome.state, outcome.reason) == (JobState.UNCERTAIN, PAPER_OUT)


@pytest.mark.parametrize("dies_after", [10, 500, 2_000, 6_000])
def test_a_printer_that_dies_leaves_it_uncertain_and_says_about_how_far_it_came(dies_after: int) -> None:
    with network_printer(dies_after=dies_after) as printer:
        outcome = send(printer.address, JOB)
    assert outcome.state is JobState.UNCERTAIN
    assert 0 < outcome.bytes_sent <= dies_after + 4_096 < len(JOB) + 4_096


def test_a_printer_that_stops_reading_is_given_up_with_what_it_took() -> None:
    with network_printer(stops_after=1_000) as printer:
        outcome = send(printer.address, JOB * 5)
    assert (outcome.state, outcome.reason) == (JobState.UNCERTAIN, STALLED)
    assert 0 < outcome.bytes_sent < len(JOB * 5)


def test_a_slow_printer_is_waited_for() -> None:
    with network_printer(drains=5_000) as printer:
        outcome = send(printer.address, JOB)
    assert (outcome.state, printer.jobs) == (JobState.SENT, [JOB])


def test_a_printer_that_never_hangs_up_holds_nobody_up() -> None:
    begun = time.monotonic()
    with network_printer(lingers=True) as printer:
        assert send(printer.address, JOB).state is JobState.SENT
    assert time.monotonic() - begun < 5


def test_what_a_printer_says_is_told_apart_by_its_bits() -> None:
    answers = Answers()
    answers.take(b"\x11\x13")  # flow control
    answers.take(b"\x14\x00\x0c\x0f")  # a notice of its own accord, paper near its end
    assert (answers.realtime, answers.confirmed) == ([], False)
    answers.take(b"\x12\x12")
    assert (answers.is_whole, answers.trouble) == (True, "")
    answers.take(b"\x00")
    assert answers.confirmed


def in_pictures(job: bytes) -> list[int]:
    """List where a job can break off so that the printer still waits for dots of a picture."""
    return [end for t in tokens(job) if t.picture for end in range(t.end - len(t.picture), t.end)]


def not_whole(model: Model, job: bytes, befores: Iterable[bytes]) -> list[int]:
    """Say after which bytes a job does not come out as alone: its lines, how they are set, its pictures."""
    alone = print_on(model, job).parts
    return [
        place
        for place, before in enumerate(befores)
        if print_on(model, before + job).parts[-len(alone) :] != alone
    ]


def job_for(model: Model, name: str) -> bytes:
    """Make a paper's bytes for a printer."""
    return to_escpos(lay_out(documents()[name], model.columns), model.columns, has_cutter=model.has_cutter)


@pytest.mark.parametrize("model", [CLONE58, CLONE80], ids=lambda model: model.name)
@pytest.mark.parametrize("name", documents())
def test_a_job_after_one_that_broke_off_anywhere_comes_out_whole(name: str, model: Model) -> None:
    job = job_for(model, name)
    ends = range(0, len(job), 1 if IS_LONG else 101)  # a prime: every place in a row of dots has its turn
    assert not_whole(model, job_for(model, "single"), (job[:end] + FLUSH for end in ends)) == []


@pytest.mark.parametrize("model", [CLONE58, CLONE80], ids=lambda model: model.name)
def test_a_flush_saves_the_next_job_at_every_dot_of_a_picture_and_nothing_else_does(model: Model) -> None:
    job = job_for(model, "single")
    ends = in_pictures(job)
    assert len(ends) > 1_000
    assert not_whole(model, job, (job[:end] + FLUSH for end in ends)) == []
    some = ends if IS_LONG else ends[::7]
    assert not_whole(model, job, (job[:end] for end in some)) == list(range(len(some)))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_a_flush_is_long_enough_for_the_widest_picture(model: Model) -> None:
    job = job_for(model, "single")
    row = model.dots // 8
    head = b"\x1dv0\x00" + bytes((row, 0, TALLEST_SLICE, 0))
    assert not_whole(model, job, [head + FLUSH]) == []
    assert not_whole(model, job, [head + bytes(row * TALLEST_SLICE - 1)]) == [0]


def test_the_first_bytes_after_a_break_end_the_picture() -> None:
    with network_printer() as printer:
        send(printer.address, JOB, Habits(is_unclean=True))
    (raw,) = printer.raw
    assert raw.startswith(FLUSH)
    assert printer.jobs == [FLUSH + JOB]


def test_after_a_break_the_next_is_flushed_and_the_one_after_is_not() -> None:
    habits = Habits()
    with network_printer(dies_after=500) as dying:
        assert send(dying.address, JOB, habits).state is JobState.UNCERTAIN
    with network_printer() as printer:
        for _ in range(2):
            assert send(printer.address, JOB, habits).state is JobState.SENT
    assert printer.jobs == [FLUSH + JOB, JOB]


# Other ways to a printer


def test_a_pipe_that_nobody_reads_holds_nobody_up(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no pipe in a folder")
    os.mkfifo(tmp_path / "pipe")
    outcome = send(f"file:{tmp_path / 'pipe'}", JOB)
    assert (outcome.state, outcome.bytes_sent) == (JobState.FAILED, 0)


def test_a_serial_line_carries_the_job_and_is_given_up_when_it_is_held() -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no terminal of two ends")
    ours, theirs = os.openpty()
    got = bytearray()

    def read() -> None:
        while len(got) < len(JOB):
            got.extend(os.read(ours, 4_096))

    reader = threading.Thread(target=read)
    reader.start()
    outcome = send(f"serial:{os.ttyname(theirs)}?baud=115200", JOB)
    reader.join(timeout=10)
    assert outcome.state is JobState.SENT
    assert listener.printable(bytes(got)).replace(b"\r\n", b"\n")[: len(JOB) - 20] == JOB[: len(JOB) - 20]
    held = send(f"serial:{os.ttyname(theirs)}", JOB * 2)
    assert (held.state, held.reason) == (JobState.UNCERTAIN, STALLED)
    assert 0 < held.bytes_sent < len(JOB * 2)
    os.close(ours)
    os.close(theirs)
    gone = send("serial:/dev/no-such-port", JOB)
    assert (gone.state, gone.bytes_sent) == (JobState.FAILED, 0)


@pytest.mark.parametrize(
    "error",
    [
        serial.SerialException(errno.EACCES, "could not open port"),
        serial.SerialException(errno.EBUSY, "could not open port"),
        serial.SerialException(
            "could not open port 'COM5': PermissionError(13, 'Access is denied.', None, 5)"
        ),
    ],
)
def test_a_port_that_is_held_is_not_said_to_be_switched_off(
    error: OSError, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_to: object) -> None:
        raise error

    monkeypatch.setattr(wires, "open_port", held)
    outcome = send("serial:COM5", JOB)
    assert (outcome.state, outcome.bytes_sent, outcome.reason) == (JobState.FAILED, 0, PORT_HELD)


@pytest.mark.parametrize("job", [JOB[:3_000], JOB * 40])
def test_what_was_handed_over_is_never_said_to_have_failed(
    job: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogue, "STALL_SECONDS", 0.5)
    habits = Habits(is_unclean=True)
    with network_printer(stops_after=10) as printer:
        outcome = send(printer.address, job, habits)
    assert outcome.state is not JobState.FAILED
    assert 0 <= outcome.bytes_sent <= len(job)


def test_a_printer_that_was_unclean_stays_so_until_a_job_ended_clean() -> None:
    habits = Habits(is_unclean=True)
    with network_printer(talks=True, status=OUT_OF_PAPER) as printer:
        assert send(printer.address, JOB, habits).state is JobState.FAILED
        assert habits.is_unclean
        printer.status = WELL
        assert send(printer.address, JOB, habits).state is JobState.PRINTED
    assert not habits.is_unclean
    assert printer.jobs[-1].endswith(JOB)
    assert printer.jobs[-1].startswith(FLUSH)
