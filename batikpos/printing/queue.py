"""Working off the stored queue: one worker for each printer, each job noted before its first byte goes out.

A printer that hangs holds up its own jobs and no other's. Jobs that a crash left half sent become
`uncertain`: a person decides, they are never sent again by themselves.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from filelock import FileLock, Timeout

from batikpos.domain.fair import Books
from batikpos.paper.document import document_from_json
from batikpos.printing.address import BadPrinter
from batikpos.printing.devices import send
from batikpos.printing.dialogue import Habits
from batikpos.printing.escpos import PULSE, to_escpos
from batikpos.printing.layout import lay_out
from batikpos.printing.outcome import NO_ADDRESS, NO_DOCUMENT, Outcome
from batikpos.printing.worked import Worked
from batikpos.services.desk import Desk
from batikpos.services.papers import OLD
from batikpos.store.printjobs import (
    JobKind,
    JobState,
    PrintJob,
    Waiting,
    find_job,
    find_last_end,
    list_jobs,
    list_waiting,
    update_job,
)

_LOOK_SECONDS = 0.05

DRAWER_PATIENCE = timedelta(seconds=30)
"""A drawer that could not open at its sale by then stays shut."""

_HABITS: dict[str, Habits] = {}
"""What this process learned of its printers: one entry an address, used under the printer's lock."""


def work_off(
    desk: Desk, *, is_stopped: Callable[[], bool] = lambda: False, now: datetime | None = None
) -> Worked:
    """Print what is queued, for each printer the oldest first, all printers at once.

    A printer that takes nothing is left alone for this round. Where another process works a printer off,
    its jobs are left to that one. `is_stopped` is asked before each paper. With `now`, what waited for
    more than ten minutes stays: who prints by the clock, and not because somebody asked, says what it is.
    """
    round_ = _Round(desk, is_stopped, now)
    with ThreadPoolExecutor(thread_name_prefix="printer") as workers:
        busy: dict[str, Future[None]] = {}
        while True:
            waiting = {job.printer for job in round_.waiting()}
            for printer in waiting - busy.keys() - round_.left_alone:
                busy[printer] = workers.submit(round_.work, printer)
            done = [printer for printer, worker in busy.items() if worker.done()]
            for printer in done:
                busy.pop(printer).result()
            if not busy and not done:
                return round_.worked()
            time.sleep(0 if done else _LOOK_SECONDS)


def recover(desk: Desk) -> int:
    """Turn jobs that a crash left half sent into `uncertain`; return how many. Who is at work is let be."""
    with desk.store.reading() as tx:
        printers = {job.printer for job in list_jobs(tx, JobState.SENDING)}
    count = 0
    for printer in printers:
        with _alone_at(desk, printer) as is_alone:
            count += _recover(desk, printer) if is_alone else 0
    return count


class _Round:
    """One round at the queue, of all printers."""

    def __init__(self, desk: Desk, is_stopped: Callable[[], bool], now: datetime | None) -> None:
        self._desk, self._is_stopped = desk, is_stopped
        self._oldest = None if now is None else now.astimezone(UTC) - OLD
        self._done: list[PrintJob] = []
        self._stuck: dict[str, PrintJob] = {}
        self._others: set[str] = set()

    @property
    def left_alone(self) -> set[str]:
        """Name the printers that take nothing, or are another process's, in this round."""
        return self._stuck.keys() | self._others

    def waiting(self) -> list[Waiting]:
        """List what is to be printed in this round."""
        if self._is_stopped():
            return []
        with self._desk.store.reading() as tx:
            jobs = list_waiting(tx)
        return [job for job in jobs if self._oldest is None or job.made_at >= self._oldest]

    def work(self, printer: str) -> None:
        """Print what waits for one printer, until nothing does or it takes nothing."""
        with _alone_at(self._desk, printer) as is_alone:
            if not is_alone:
                self._others.add(printer)
                return
            _recover(self._desk, printer)
            while first := next((job for job in self.waiting() if job.printer == printer), None):
                job = _claimed(self._desk, first)
                if job is not None and self._print(job):
                    return

    def _print(self, job: PrintJob) -> bool:
        """Print one paper, and note what came of it; say whether the printer took nothing."""
        outcome = _print(self._desk, job)
        # A drawer opens at its sale or not at all: later it would open by itself.
        waits_on = outcome.state is JobState.FAILED and job.kind is not JobKind.DRAWER
        state = JobState.QUEUED if waits_on else outcome.state
        with self._desk.writing() as tx:
            update_job(
                tx,
                job.job_id,
                state,
                at=_now(self._desk),
                bytes_sent=outcome.bytes_sent,
                attempts=job.attempts + 1,
                reason=outcome.reason,
            )
        done = replace(job, state=state, reason=outcome.reason)
        if waits_on:
            self._stuck[job.printer] = done
        else:
            self._done.append(done)
        return waits_on

    def worked(self) -> Worked:
        """Say what the round came to."""
        return Worked(tuple(self._done), tuple(self._stuck.values()), is_busy=bool(self._others))


@contextmanager
def _alone_at(desk: Desk, printer: str) -> Iterator[bool]:
    """Let one process at a time send to a printer; say whether it is this one.

    Practice shares its printer with the real books, and so the lock.
    """
    home = desk.home.parent if desk.books is Books.TRAINING else desk.home
    name = sha256(printer.encode()).hexdigest()[:12]
    try:
        with FileLock(home / f"printer-{name}.lock", timeout=0):
            yield True
    except Timeout:
        yield False


def _recover(desk: Desk, printer: str) -> int:
    with desk.store.reading() as tx:
        left = [job for job in list_jobs(tx, JobState.SENDING) if job.printer == printer]
    for job in left:
        with desk.writing() as tx:
            update_job(
                tx, job.job_id, JobState.UNCERTAIN, at=_now(desk), attempts=job.attempts, reason="crash"
            )
    return len(left)


def _claimed(desk: Desk, of: Waiting) -> PrintJob | None:
    """Note that a job's bytes begin to go out, and load it; None where it does not wait any more.

    Nor where it waits for another printer by now: only this one's is ours to send to.
    """
    now, job_id = _now(desk), of.job_id
    with desk.writing() as tx:
        job = find_job(tx, job_id)
        if job is None or job.state is not JobState.QUEUED or job.printer != of.printer:
            return None
        if job.kind is JobKind.DRAWER and now - job.made_at > DRAWER_PATIENCE:
            update_job(tx, job_id, JobState.CANCELLED, at=now, attempts=job.attempts)
            return None
        update_job(tx, job_id, JobState.SENDING, at=now, attempts=job.attempts + 1)
    return job


def _now(desk: Desk) -> datetime:
    return desk.fair.local(datetime.now(UTC))


def _bytes_of(desk: Desk, job: PrintJob) -> bytes:
    if job.kind is JobKind.DRAWER:
        return PULSE
    document = document_from_json(job.document)
    columns = document.columns or desk.settings.columns
    lines = lay_out(document, columns)
    return to_escpos(lines, columns, has_cutter=desk.settings.cutter)


def _print(desk: Desk, job: PrintJob) -> Outcome:
    try:
        data = _bytes_of(desk, job)
    except (ValueError, KeyError, TypeError):  # a document that no program of ours wrote
        return Outcome(JobState.CANCELLED, reason=NO_DOCUMENT)
    habits = _HABITS.setdefault(job.printer, Habits())
    with desk.store.reading() as tx:
        habits.is_unclean |= find_last_end(tx, job.printer) is JobState.UNCERTAIN
    try:
        return send(job.printer, data, habits)
    except BadPrinter:
        return Outcome(JobState.CANCELLED, reason=NO_ADDRESS)
