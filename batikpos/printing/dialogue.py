"""Sending a job over a wire that answers: status asked before, confirmation after, deadlines on everything.

`printed` is said only where the printer itself confirmed it, in its turn. Source of the order of things:
what receipt printers and their clones were seen to do when they are off, out of paper, slow or silent.
"""

import errno
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from batikpos.printing.outcome import CUT_OFF, STALLED, TOO_SLOW, Outcome, broken_off, reason_of
from batikpos.printing.status import ASK, CONFIRM, Answers
from batikpos.store.printjobs import JobState

STALL_SECONDS, TOTAL_SECONDS = 5.0, 60.0
STATUS_SECONDS, SILENT_SECONDS = 0.8, 0.1
"""How long to wait for the status: of a printer that may answer, and of one that never did."""
CONFIRM_SECONDS, GOODBYE_SECONDS = 8.0, 1.0
"""How long a printer that talks may take to confirm beyond its printing, and a silent one to hang up."""
BYTES_A_SECOND = 500
"""The slowest that a printer prints what it was sent."""
_GONE = {errno.ENODEV, errno.ENXIO, errno.EIO, errno.EPIPE}
"""What is said of a wire that was pulled out, on USB or a serial line."""
CHUNK, PAUSE = 256, 0.002
"""Bytes at a time, and seconds between: so that little is under way when a printer dies."""

FLUSH = bytes(2048) + b"\n"
"""Ends a picture that a job before broke off in: what follows would else be taken for its dots."""


class Wire(Protocol):
    """A way to a printer, open. Its methods raise OSError where it is gone."""

    def write(self, data: bytes, seconds: float) -> int:
        """Hand bytes over, as many as are taken within so long; 0 where none are."""

    def read(self, seconds: float) -> bytes | None:
        """Give what the printer said, b"" where it said nothing within so long, None where it hung up."""

    def under_way(self) -> int:
        """Count the bytes that were taken here and have not reached the other side, as far as is known."""

    def finish(self) -> None:
        """Say that nothing more will come, where the wire can."""

    def abandon(self) -> None:
        """Take back what was handed over and has not reached the other side, where the wire can."""

    @property
    def hangs_up(self) -> bool:
        """Say whether the other side hangs up when it has had everything."""


@dataclass(slots=True)
class Habits:
    """What is known of a printer from jobs before: whether it answers, confirms, and ended clean."""

    is_silent: bool = False
    never_confirms: bool = False
    is_unclean: bool = False


@dataclass(slots=True)
class _Talk:
    wire: Wire
    habits: Habits
    answers: Answers
    until: float
    clock: Callable[[], float]

    def left(self, seconds: float) -> float:
        return max(0.0, min(seconds, self.until - self.clock()))

    def listen(self, seconds: float, enough: Callable[[], bool]) -> bool:
        """Read what comes until it is enough; say whether the line is still open."""
        until = self.clock() + self.left(seconds)
        while not enough() and (left := until - self.clock()) > 0:
            came = self.wire.read(left)
            if came is None:
                return False
            self.answers.take(came)
        return True

    def ask(self, seconds: float) -> bool:
        """Ask for the status; say whether all of it was told."""
        self.answers.forget()
        self.wire.write(ASK, self.left(seconds))
        self.listen(seconds, lambda: self.answers.is_whole)
        return self.answers.is_whole


def converse(
    wire: Wire, job: bytes, habits: Habits, *, clock: Callable[[], float] = time.monotonic
) -> Outcome:
    """Send a job, and say what became of it. `habits` are those of this printer, and kept up."""
    talk = _Talk(wire, habits, Answers(), clock() + TOTAL_SECONDS, clock)
    sent = 0
    try:
        if habits.is_unclean and (reason := _write(talk, FLUSH)[1]):
            return Outcome(JobState.FAILED, reason=reason)
        talks = talk.ask(SILENT_SECONDS if habits.is_silent else STATUS_SECONDS)
        habits.is_silent = not talks
        if trouble := talk.answers.trouble:
            return Outcome(JobState.FAILED, reason=trouble)
        sent, reason = _write(talk, job)
        outcome = _given_up(talk, sent, reason) if reason else _taken(talk, len(job), talks=talks)
    except OSError as error:
        outcome = broken_off(sent, _said(error))
    if outcome.state is not JobState.FAILED:  # else it is as it was before
        habits.is_unclean = outcome.state is JobState.UNCERTAIN
    return outcome


def _given_up(talk: _Talk, handed: int, reason: str) -> Outcome:
    """Say what became of a job that was not taken to its end: what was handed over may yet come out.

    It counts as sent as far as the other side is known to have it; the rest is taken back where that can be.
    """
    sent = max(0, handed - talk.wire.under_way())
    talk.ask(SILENT_SECONDS if talk.habits.is_silent else STATUS_SECONDS)
    why = talk.answers.trouble or reason
    talk.wire.abandon()
    return Outcome(JobState.UNCERTAIN, sent, why) if handed else Outcome(JobState.FAILED, 0, why)


def _taken(talk: _Talk, size: int, *, talks: bool) -> Outcome:
    """Say what became of a job all of which was taken: confirmed, or only sent."""
    outcome = _confirmed(talk, size) if talks and not talk.habits.never_confirms else None
    return outcome or _ended(talk, size)


def _write(talk: _Talk, data: bytes) -> tuple[int, str]:
    """Write within the deadlines; return how many bytes were taken, and why not all."""
    sent = 0
    try:
        while sent < len(data):
            if not talk.left(STALL_SECONDS):
                return sent, TOO_SLOW
            before = talk.wire.under_way()
            taken = talk.wire.write(data[sent : sent + CHUNK], talk.left(STALL_SECONDS))
            if not taken and talk.wire.under_way() < before:
                continue  # slow, and yet it takes what is under way
            if not taken:
                return sent, STALLED if talk.left(STALL_SECONDS) else TOO_SLOW
            sent += taken
            came = talk.wire.read(PAUSE)
            talk.answers.take(came or b"")
    except OSError as error:
        return sent, _said(error)
    return sent, ""


def _confirmed(talk: _Talk, size: int) -> Outcome | None:
    """Ask for confirmation; None where the printer is well and yet does not give it."""
    talk.answers.forget()
    talk.wire.write(CONFIRM, talk.left(STALL_SECONDS))
    patience = talk.clock() + CONFIRM_SECONDS + size / BYTES_A_SECOND
    while talk.left(1) and talk.clock() < patience:
        is_open = talk.listen(2, lambda: talk.answers.confirmed)
        if talk.answers.confirmed:
            return Outcome(JobState.PRINTED, size)
        if not is_open:
            return None
        if not _is_well(talk):
            return Outcome(JobState.UNCERTAIN, size, talk.answers.trouble)
    talk.habits.never_confirms = True
    return None


def _is_well(talk: _Talk) -> bool:
    """Ask whether anything keeps it from printing; a confirmation that comes meanwhile is not lost."""
    was_confirmed = talk.answers.confirmed
    talk.ask(STATUS_SECONDS)
    talk.answers.confirmed |= was_confirmed
    return not talk.answers.trouble


def _ended(talk: _Talk, size: int) -> Outcome:
    """Take leave of a printer that confirms nothing: a reset there may have eaten the end."""
    wire = talk.wire
    wire.finish()
    left = wire.under_way()
    moved_at = talk.clock()
    while left and talk.left(1) and talk.clock() - moved_at < STALL_SECONDS:
        if wire.read(0.2) is None:
            break
        before, left = left, wire.under_way()
        if left < before:
            moved_at = talk.clock()
    if late := wire.under_way():
        wire.abandon()
        return Outcome(JobState.UNCERTAIN, max(0, size - late), STALLED)
    if wire.hangs_up:
        until = talk.clock() + talk.left(GOODBYE_SECONDS)
        while (rest := until - talk.clock()) > 0 and wire.read(rest) is not None:
            pass
    return Outcome(JobState.SENT, size)


def _said(error: OSError) -> str:
    """Say in a person's words why a wire broke."""
    is_gone = isinstance(error, ConnectionError) or error.errno in _GONE
    return CUT_OFF if is_gone else reason_of(error, CUT_OFF)
