"""Printers behind the system's own queue: CUPS by `lp`, Windows by its spooler. Bytes go through as they are.

A spooler says that it took a job, not that paper came: at best a job is `sent`. One that does not leave
the spooler in time is taken out of it again, or it would be printed tomorrow, when the nota is long there.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from enum import Enum, auto

from batikpos.printing.outcome import NO_QUEUE, OFFLINE, QUEUE_CANCELLED, Outcome, broken_off, reason_of
from batikpos.store.printjobs import JobState

LEAVE_SECONDS = 30.0
ANSWER_SECONDS = 10.0
"""How long a spooler may take to answer."""
LOOK_SECONDS = 0.5


class Stage(Enum):
    """How far a job has come in a spooler's queue."""

    WAITING = auto()
    """None of its bytes has gone to the printer."""
    BEGUN = auto()
    """Some may have."""
    GONE = auto()
    DROPPED = auto()
    """Somebody or something took it out before it ended."""
    UNKNOWN = auto()
    """The spooler does not say."""


def print_by_cups(queue: str, data: bytes) -> Outcome:
    """Hand a job to CUPS, and see it leave its queue."""
    if shutil.which("lp") is None:
        return Outcome(JobState.FAILED, reason=NO_QUEUE)
    try:
        given = _run("lp", "-d", queue, "-o", "raw", "-t", "BatikPOS", given=data)
    except subprocess.TimeoutExpired:
        return Outcome(JobState.UNCERTAIN, len(data), OFFLINE)
    if given.returncode > 0:
        return Outcome(JobState.FAILED, reason=_refusal(given.stderr))
    named = re.search(r"\S-(\d+) ", given.stdout)
    if named is None:  # taken, it says, or killed while it took it
        return Outcome(JobState.UNCERTAIN, len(data), OFFLINE)
    # By its number alone: `POS-58` may be a job of `POS`, and another queue's name.
    number = named[1]
    return watch(len(data), look=lambda: _cups_stage(number), take_out=lambda: _cancel(number))


def watch(size: int, *, look: Callable[[], Stage], take_out: Callable[[], Stage]) -> Outcome:
    """Wait until a job has left its queue; take out one that does not.

    `take_out` says how far it had come. Only one that is surely out, unprinted, has failed.
    """
    until = time.monotonic() + LEAVE_SECONDS
    has_begun = False
    while (stage := look()) not in {Stage.GONE, Stage.DROPPED}:
        has_begun |= stage is Stage.BEGUN
        if time.monotonic() >= until:
            stage = take_out()
            has_begun |= stage is not Stage.WAITING
            return broken_off(size if has_begun else 0, OFFLINE)
        time.sleep(LOOK_SECONDS)
    if stage is Stage.DROPPED:
        return Outcome(JobState.UNCERTAIN, size, QUEUE_CANCELLED)
    return Outcome(JobState.SENT, size)


def _refusal(said: str) -> str:
    """Say why `lp` took nothing."""
    return NO_QUEUE if not said.strip() or "does not exist" in said else said.strip()


_WAITING = {"none", "job-incoming", "job-queued", "job-hold-until-specified"}
_DROPPED = ("aborted", "canceled")
"""Reasons that CUPS gives for a job's state (RFC 8011, 5.3.8), as `lpstat` shows them, in no language."""


def _cups_stage(number: str) -> Stage:
    """Say how far a job has come. Of one that began, and is to be tried again, a status line is left."""
    lines = _listed(number, "not-completed")
    if lines:
        is_waiting = not any(line.startswith("Status:") for line in lines) and _reasons(lines) <= _WAITING
        return Stage.WAITING if is_waiting else Stage.BEGUN
    if lines is None or (ended := _listed(number, "completed")) is None:
        return Stage.UNKNOWN
    was_dropped = any(word in reason for word in _DROPPED for reason in _reasons(ended))
    return Stage.DROPPED if was_dropped else Stage.GONE


def _cancel(number: str) -> Stage:
    """Take a job out of CUPS; say how far it had come."""
    if (done := _asked("cancel", number)) is None or done.returncode:
        return Stage.UNKNOWN
    if _listed(number, "not-completed") != []:
        return Stage.UNKNOWN
    ended = _listed(number, "completed")
    has_begun = ended is None or any(line.startswith("Status:") for line in ended)
    return Stage.BEGUN if has_begun else Stage.WAITING


def _listed(number: str, which: str) -> list[str] | None:
    """Give what CUPS tells of a job that is of a kind; [] where none is, None where CUPS is mute."""
    if (told := _asked("lpstat", "-l", "-W", which, "-o")) is None or told.returncode:
        return None
    found: list[str] = []
    is_its = False
    for line in told.stdout.splitlines():
        if not line[:1].isspace():
            is_its = line.partition(" ")[0].rpartition("-")[2] == number
        if is_its:
            found.append(line.strip())
    return found


def _reasons(lines: list[str]) -> set[str]:
    """Read the reasons for a job's state."""
    return {word for line in lines if line.startswith("Alerts:") for word in line.split()[1:]}


def _asked(*words: str) -> subprocess.CompletedProcess[str] | None:
    """Ask CUPS about a job that it has; None where it does not answer."""
    try:
        return _run(*words)
    except (OSError, subprocess.TimeoutExpired):
        return None


def _run(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run a command, its words in English, for they are read."""
    done = subprocess.run(  # noqa: S603
        words,
        input=given,
        capture_output=True,
        check=False,
        timeout=ANSWER_SECONDS,
        env={**os.environ, "LC_ALL": "C"},
    )
    out, err = (stream.decode(errors="replace") for stream in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(words, done.returncode, out, err)


def print_by_windows(queue: str, data: bytes) -> Outcome:
    """Hand a job to a Windows printer as it is (RAW), and see it leave its queue. Raises: OSError."""
    if sys.platform == "win32":
        from batikpos.printing.winspool import NO_SUCH_PRINTER, Spooler  # noqa: PLC0415 - Windows only

        try:
            opened = Spooler(queue)
        except OSError as error:
            if error.winerror != NO_SUCH_PRINTER:
                raise
            return Outcome(JobState.FAILED, reason=NO_QUEUE)
        with opened as spooler:
            try:
                job = spooler.give(data)
            except OSError as error:
                return broken_off(spooler.taken, reason_of(error, OFFLINE))
            return watch(len(data), look=lambda: spooler.stage(job), take_out=lambda: spooler.take_out(job))
    return Outcome(JobState.FAILED, reason=NO_QUEUE)
