"""Sending a job's bytes to whichever printer its address names."""

import os
import select
import stat
import sys
import time
from dataclasses import replace
from pathlib import Path

from batikpos.printing.address import Address, Kind, read_address
from batikpos.printing.dialogue import FLUSH, STALL_SECONDS, Habits, converse
from batikpos.printing.outcome import CUT_OFF, STALLED, SWITCHED_OFF, Outcome, broken_off, reason_of
from batikpos.store.printjobs import JobState


def send(address: str, data: bytes, habits: Habits | None = None) -> Outcome:
    """Send a job to a printer, and say what may be said of it. Raises: BadPrinter."""
    to = read_address(address)
    match to.kind:
        case Kind.NONE:
            return Outcome(JobState.CANCELLED, reason="none:")
        case Kind.FILE:
            return _append_to_file(Path(to.place), data)
        case Kind.CUPS | Kind.WINSPOOL:
            return _spool(to, data, habits or Habits())
        case _:
            return _converse(to, data, habits or Habits())


def _spool(to: Address, job: bytes, habits: Habits) -> Outcome:
    from batikpos.printing.spoolers import print_by_cups, print_by_windows  # noqa: PLC0415

    data = FLUSH + job if habits.is_unclean else job
    try:
        outcome = (print_by_cups if to.kind is Kind.CUPS else print_by_windows)(to.place, data)
    except OSError as error:
        return Outcome(JobState.FAILED, reason=reason_of(error, SWITCHED_OFF))
    if outcome.state is not JobState.FAILED:
        habits.is_unclean = outcome.state is JobState.UNCERTAIN
    return replace(outcome, bytes_sent=max(0, outcome.bytes_sent - (len(data) - len(job))))


def _converse(to: Address, data: bytes, habits: Habits) -> Outcome:
    # A serial line or USB is loaded only where such a printer is set.
    from batikpos.printing.wires import NoWire, opened_wire  # noqa: PLC0415

    outcome: Outcome | None = None
    try:
        with opened_wire(to) as wire:
            outcome = converse(wire, data, habits)
    except OSError as error:  # before the first byte; or at the parting, when all is said
        reason = error.reason if isinstance(error, NoWire) else SWITCHED_OFF
        return outcome or Outcome(JobState.FAILED, reason=reason)
    return outcome


def _append_to_file(path: Path, data: bytes) -> Outcome:
    """Append to a file or a device file; what was taken before it failed may be on paper."""
    sent = 0
    try:
        handle = os.open(path, _HOW, 0o666)
        try:
            is_file = stat.S_ISREG(os.fstat(handle).st_mode)
            while sent < len(data):
                if not (is_file or _is_ready(handle)):
                    return broken_off(sent, STALLED)
                sent += os.write(handle, data[sent:])
            if not is_file:
                return Outcome(JobState.SENT, sent)  # a device has nothing to sync
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        return broken_off(sent, reason_of(error, CUT_OFF))
    return Outcome(JobState.PRINTED, sent)


_HOW = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Never waiting: a pipe that nobody reads would hold us up for ever."""


def _is_ready(handle: int) -> bool:
    """Wait until a device takes something, but not for ever."""
    if sys.platform == "win32":
        return True
    until = time.monotonic() + STALL_SECONDS
    return bool(select.select([], [handle], [], max(0.0, until - time.monotonic()))[1])
