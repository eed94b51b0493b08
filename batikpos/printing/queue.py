"""Working off the stored queue: one worker a home, each job noted before its first byte goes out."""

from collections.abc import Callable, Container
from dataclasses import replace

from filelock import FileLock, Timeout

from batikpos.paper.document import document_from_json
from batikpos.printing.devices import BadPrinter, Outcome, send
from batikpos.printing.escpos import to_escpos
from batikpos.printing.layout import lay_out
from batikpos.printing.worked import Worked
from batikpos.services.desk import Desk
from batikpos.store.printjobs import JobState, PrintJob, list_jobs, update_job

LOCK_NAME = "printer.lock"


def work_off(desk: Desk, *, is_stopped: Callable[[], bool] = lambda: False) -> Worked:
    """Print what is queued, oldest first, printer by printer.

    A printer that takes nothing is left alone for this round, the others go on. Another worker on
    this home makes it return at once; `is_stopped` is asked before each paper. Jobs that a crash left
    half sent become `uncertain`: a person decides, they are never sent again by themselves.
    """
    try:
        with FileLock(desk.home / LOCK_NAME, timeout=0):
            return _work_off(desk, is_stopped)
    except Timeout:
        return Worked(is_busy=True)


def recover(desk: Desk) -> int:
    """Turn jobs that a crash left half sent into `uncertain`; return how many. Holds the worker's lock."""
    with desk.store.reading() as tx:
        left = list_jobs(tx, JobState.SENDING)
    for job in left:
        with desk.writing() as tx:
            update_job(tx, job.job_id, JobState.UNCERTAIN, attempts=job.attempts, reason="crash")
    return len(left)


def _work_off(desk: Desk, is_stopped: Callable[[], bool]) -> Worked:
    recover(desk)
    done: list[PrintJob] = []
    stuck: dict[str, PrintJob] = {}
    while not is_stopped() and (job := _claim(desk, stuck)):
        outcome = _print(desk, job)
        nothing_sent = outcome.state is JobState.FAILED
        with desk.writing() as tx:
            update_job(
                tx,
                job.job_id,
                JobState.QUEUED if nothing_sent else outcome.state,
                bytes_sent=outcome.bytes_sent,
                attempts=job.attempts + 1,
                reason=outcome.reason,
            )
        if nothing_sent:
            stuck[job.printer] = replace(job, reason=outcome.reason)
        else:
            done.append(replace(job, state=outcome.state))
    return Worked(tuple(done), tuple(stuck.values()))


def _claim(desk: Desk, stuck: Container[str]) -> PrintJob | None:
    """Take the oldest job of a printer that is not stuck; order holds within each printer."""
    with desk.writing() as tx:
        for job in list_jobs(tx, JobState.QUEUED):
            if job.printer not in stuck:
                update_job(tx, job.job_id, JobState.SENDING, attempts=job.attempts + 1)
                return job
    return None


def _print(desk: Desk, job: PrintJob) -> Outcome:
    columns = desk.settings.columns
    lines = lay_out(document_from_json(job.document), columns)
    data = to_escpos(lines, columns, has_cutter=desk.settings.cutter)
    try:
        return send(job.printer, data)
    except BadPrinter as error:
        return Outcome(JobState.CANCELLED, reason=str(error))
