"""The stored queue to the printer: what is to be printed, and what came of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, func, select, update

from batikpos.store.schema import print_job
from batikpos.store.statement import insert_into
from batikpos.values import frozen


class JobKind(StrEnum):
    """What a job prints; each sale has one original ever, and its copies are numbered."""

    ORIGINAL = "original"
    COPY = "copy"
    ORDER = "order"
    X = "x"
    Z = "z"
    FLOAT = "float"
    CASH = "cash"
    GIFT = "gift"
    STORY = "story"
    LABEL = "label"
    TEST = "test"
    DRAWER = "drawer"


class JobState(StrEnum):
    """How far a job came: `sent` is all bytes gone but nothing confirmed, `uncertain` perhaps some."""

    QUEUED = "queued"
    SENDING = "sending"
    PRINTED = "printed"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"


@frozen
class PrintJob:
    """One paper to come. `document` is its JSON: bytes are made when it is sent.

    `copy_no` counts the copies of a sale from 1, `replaces` is the job that this one was asked for instead
    of; `started_at` and `ended_at` say when its last try began, and when it came to something.
    """

    job_id: str
    sale: str
    kind: JobKind
    printer: str
    document: str
    made_at: datetime
    state: JobState = JobState.QUEUED
    bytes_sent: int = 0
    attempts: int = 0
    reason: str = ""
    copy_no: int = 0
    replaces: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None


@frozen
class Waiting:
    """A job that waits, without its paper."""

    job_id: str
    printer: str
    made_at: datetime


def insert_job(tx: Connection, job: PrintJob) -> None:
    """Queue a job."""
    insert_into(print_job).run(
        tx,
        {
            "job_id": job.job_id,
            "sale": job.sale,
            "kind": job.kind.value,
            "printer": job.printer,
            "document": job.document,
            "state": job.state.value,
            "bytes_sent": job.bytes_sent,
            "attempts": job.attempts,
            "reason": job.reason,
            "made_at": job.made_at,
            "copy_no": job.copy_no,
            "replaces_id": job.replaces,
            "started_at": job.started_at,
            "ended_at": job.ended_at,
        },
    )


def find_job(tx: Connection, job_id: str) -> PrintJob | None:
    """Find a job by its id."""
    return next(iter(_load(tx, print_job.c.job_id == job_id)), None)


def find_original(tx: Connection, sale: str) -> PrintJob | None:
    """Find the one original of a sale, void, refund, order or Z slip."""
    kinds = (JobKind.ORIGINAL, JobKind.Z, JobKind.ORDER)
    return next(iter(_load(tx, (print_job.c.sale == sale) & print_job.c.kind.in_(kinds))), None)


def list_originals(tx: Connection) -> dict[str, str]:
    """Say which job prints the original of each sale; a centre has none."""
    query = select(print_job.c.sale, print_job.c.job_id).where(print_job.c.kind == JobKind.ORIGINAL)
    return {row.sale: row.job_id for row in tx.execute(query)}


def list_jobs(tx: Connection, state: JobState | None = None) -> tuple[PrintJob, ...]:
    """List jobs, the oldest first."""
    return _load(tx) if state is None else _load(tx, print_job.c.state == state)


def list_waiting(tx: Connection) -> tuple[Waiting, ...]:
    """List what waits, the oldest first."""
    query = select(print_job.c.job_id, print_job.c.printer, print_job.c.made_at)
    rows = tx.execute(query.where(print_job.c.state == JobState.QUEUED).order_by(print_job.c.place))
    return tuple(Waiting(row.job_id, row.printer, row.made_at) for row in rows)


def find_last_end(tx: Connection, printer: str) -> JobState | None:
    """Say how the last job came out that a printer was sent anything of."""
    ended = (JobState.PRINTED, JobState.SENT, JobState.UNCERTAIN)
    query = (
        select(print_job.c.state)
        .where(print_job.c.printer == printer, print_job.c.state.in_(ended))
        .order_by(print_job.c.ended_at.is_(None), print_job.c.ended_at.desc(), print_job.c.place.desc())
        .limit(1)
    )
    state = tx.execute(query).scalar()
    return None if state is None else JobState(state)


def next_copy(tx: Connection, sale: str) -> int:
    """Say which number the next copy of a sale's paper has: none is given twice, though one was cancelled."""
    query = select(func.max(print_job.c.copy_no)).where(print_job.c.sale == sale)
    return (tx.execute(query).scalar() or 0) + 1


def update_job(
    tx: Connection,
    job_id: str,
    state: JobState,
    *,
    at: datetime,
    bytes_sent: int = 0,
    attempts: int = 0,
    reason: str = "",
) -> None:
    """Note how far a job came by `at`."""
    when = {"started_at": at, "ended_at": None} if state is JobState.SENDING else {"ended_at": at}
    tx.execute(
        update(print_job)
        .where(print_job.c.job_id == job_id)
        .values(state=state.value, bytes_sent=bytes_sent, attempts=attempts, reason=reason, **when)
    )


def requeue_job(tx: Connection, job_id: str, printer: str, *, at: datetime) -> None:
    """Let a job wait anew, for the printer that is set now."""
    tx.execute(
        update(print_job)
        .where(print_job.c.job_id == job_id)
        .values(state=JobState.QUEUED.value, printer=printer, reason="", made_at=at)
    )


def move_queued(tx: Connection, before: str, printer: str) -> None:
    """Let what waits for one printer wait for another."""
    tx.execute(
        update(print_job)
        .where(print_job.c.state == JobState.QUEUED.value, print_job.c.printer == before)
        .values(printer=printer)
    )


def _load(tx: Connection, *which: ColumnElement[bool]) -> tuple[PrintJob, ...]:
    rows = tx.execute(select(print_job).where(*which).order_by(print_job.c.place))
    return tuple(
        PrintJob(
            job_id=r.job_id,
            sale=r.sale,
            kind=JobKind(r.kind),
            printer=r.printer,
            document=r.document,
            made_at=r.made_at,
            state=JobState(r.state),
            bytes_sent=r.bytes_sent,
            attempts=r.attempts,
            reason=r.reason,
            copy_no=r.copy_no,
            replaces=r.replaces_id,
            started_at=r.started_at,
            ended_at=r.ended_at,
        )
        for r in rows
    )
