"""Printers behind the system's own queue: CUPS by `lp`, Windows by its spooler. Bytes go through as they are.

A spooler says that it took a job, not that paper came: at best a job is `sent`. One that does not leave
the spooler in time is taken out of it again, or it would be printed tomorrow, when the nota is long there.
"""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable

from batikpos.i18n import N_
from batikpos.printing.outcome import OFFLINE, Outcome
from batikpos.store.printjobs import JobState

LEAVE_SECONDS = 30
_LOOK_SECONDS = 0.5
NO_SPOOLER = N_("This system has no such printer queue.")


def print_by_cups(queue: str, data: bytes) -> Outcome:
    """Hand a job to CUPS, and see it leave its queue."""
    if shutil.which("lp") is None:
        return Outcome(JobState.FAILED, reason=NO_SPOOLER)
    try:
        given = _run("lp", "-d", queue, "-o", "raw", "-t", "BatikPOS", given=data)
    except subprocess.TimeoutExpired:
        return Outcome(JobState.UNCERTAIN, len(data), OFFLINE)
    named = re.search(r"(\S+-\d+)", given.stdout)
    if given.returncode or named is None:
        return Outcome(JobState.FAILED, reason=given.stderr.strip() or NO_SPOOLER)
    job = named[1]
    return _watched(
        len(data),
        is_there=lambda: job in _run("lpstat", "-o", queue).stdout.split(),
        has_begun=lambda: job in _run("lpstat", "-p", queue).stdout,
        take_out=lambda: _run("cancel", job),
    )


def _watched(
    size: int,
    *,
    is_there: Callable[[], bool],
    has_begun: Callable[[], bool],
    take_out: Callable[[], object],
) -> Outcome:
    """Wait until a job has left its queue; take out one that does not."""
    until = time.monotonic() + LEAVE_SECONDS
    while time.monotonic() < until:
        if not is_there():
            return Outcome(JobState.SENT, size)
        time.sleep(_LOOK_SECONDS)
    begun = has_begun()
    take_out()
    return Outcome(JobState.UNCERTAIN if begun else JobState.FAILED, size if begun else 0, OFFLINE)


def _run(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[str]:
    done = subprocess.run(words, input=given, capture_output=True, check=False, timeout=10)  # noqa: S603
    out, err = (stream.decode(errors="replace") for stream in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(words, done.returncode, out, err)


def print_by_windows(queue: str, data: bytes) -> Outcome:
    """Hand a job to a Windows printer as it is (RAW), and see it leave its queue."""
    if sys.platform == "win32":
        from batikpos.printing.winspool import Spooler  # noqa: PLC0415 - Windows only

        with Spooler(queue) as spooler:
            job = spooler.give(data)
            return _watched(
                len(data),
                is_there=lambda: spooler.is_there(job),
                has_begun=lambda: spooler.has_begun(job),
                take_out=lambda: spooler.take_out(job),
            )
    return Outcome(JobState.FAILED, reason=NO_SPOOLER)
