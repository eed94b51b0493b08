"""Queueing papers: the original with its sale, copies afterwards, slips and the test page."""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import uuid4

from batikpos.domain.catalogue import BATIK
from batikpos.domain.errors import BadValue, PosError
from batikpos.domain.fair import Books
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.sale import SaleKind
from batikpos.domain.typed import LONGEST, holds_control
from batikpos.i18n import N_
from batikpos.paper.document import Document, document_from_json
from batikpos.paper.kuitansi import Kuitansi
from batikpos.paper.nota import copy_of
from batikpos.paper.slips import trial_page, x_slip
from batikpos.services.desk import Desk
from batikpos.settings import NO_PRINTER
from batikpos.store.engine import Transaction
from batikpos.store.printjobs import (
    JobKind,
    JobState,
    PrintJob,
    find_job,
    find_original,
    insert_job,
    list_jobs,
    move_queued,
    next_copy,
    requeue_job,
    update_job,
)
from batikpos.store.sales import find_sale, list_reversals
from batikpos.store.tills import find_last_till, find_open_till
from batikpos.values import frozen


class UnknownNumber(PosError):
    """A nota number that is not in this store."""

    code: ClassVar[str] = "unknown_number"
    text: ClassVar[str] = N_(
        "There is no nota {number} on this laptop. Check the number on the paper, or look on the laptop that"
        " sold it."
    )
    number: str


class NothingLeft(PosError):
    """A sale of which nothing is left to give a receipt of."""

    code: ClassVar[str] = "nothing_left"
    text: ClassVar[str] = N_("{number} was voided or given back: there is nothing to write a kuitansi of.")
    number: str


class UnknownJob(PosError):
    """A print job that is not in the queue, or cannot be changed any more."""

    code: ClassVar[str] = "unknown_job"
    text: ClassVar[str] = N_("Print job {job} is not waiting here. Look at the queue again.")
    job: str


OLD = timedelta(minutes=10)
"""A paper that waited longer is not wanted any more, perhaps: somebody is asked."""

OF_A_SALE = (JobKind.ORIGINAL, JobKind.COPY, JobKind.Z, JobKind.ORDER)
"""Papers that there is one original of, and else copies."""


def queue_paper(
    tx: Transaction,
    desk: Desk,
    document: Document,
    *,
    kind: JobKind,
    now: datetime,
    sale: str = "",
    to: str = "",
    copy_no: int = 0,
    replaces: str = "",
) -> str:
    """Queue a document in the caller's transaction; return the job's id."""
    job = PrintJob(
        job_id=str(uuid4()),
        sale=sale,
        kind=kind,
        printer=to or desk.settings.printer,
        document=document.to_json(),
        made_at=now,
        copy_no=copy_no,
        replaces=replaces,
    )
    insert_job(tx, job)
    return job.job_id


def open_for_cash(tx: Transaction, desk: Desk, cash: Rupiah, *, sale: str, now: datetime) -> None:
    """Let the drawer open where this act moves cash, in or out, at a booth that opens it so: once an act.

    It is queued before the act's paper, for the cash is handed over first.
    """
    if desk.settings.drawer and cash:
        queue_pulse(tx, desk, sale=sale, now=now)


def queue_pulse(tx: Transaction, desk: Desk, *, sale: str, now: datetime) -> bool:
    """Let the drawer open, before the nota of its sale; in practice it stays shut. Say whether it will."""
    opens = desk.books is Books.REAL and desk.settings.printer != NO_PRINTER
    if opens:
        queue_paper(tx, desk, Document("", ()), kind=JobKind.DRAWER, sale=sale, now=now)
    return opens


class DrawerHoldsCash(PosError):
    """The drawer is to be tried while a till is open."""

    code: ClassVar[str] = "drawer_holds_cash"
    text: ClassVar[str] = N_(
        "The till is open: the drawer opens at the next sale in cash. Try it before the till is opened."
    )


def queue_drawer_trial(desk: Desk, *, now: datetime) -> None:
    """Let the drawer open, to try it; one that holds the day's cash opens with a sale only.

    Raises: DrawerHoldsCash.
    """
    with desk.writing() as tx:
        if find_open_till(tx) is not None:
            raise DrawerHoldsCash
        queue_pulse(tx, desk, sale="", now=desk.fair.local(now))


def load_original(tx: Transaction, number: str) -> Document:
    """Load the document of a sale, void, refund or Z slip as it was first made. Raises: UnknownNumber."""
    original = find_original(tx, number)
    if original is None:
        raise UnknownNumber(number)
    return document_from_json(original.document)


def queue_copy(desk: Desk, number: str, *, now: datetime, to: str = "", replaces: str = "") -> str:
    """Queue a copy, marked SALINAN with its number and time. Raises: UnknownNumber."""
    at = desk.fair.local(now)
    with desk.writing() as tx:
        original = load_original(tx, number)
        kept = find_sale(tx, number)
        language = kept.sale.language if kept else desk.settings.language
        nth = next_copy(tx, number)
        return queue_paper(
            tx,
            desk,
            copy_of(original, nth, at, language=language),
            kind=JobKind.COPY,
            sale=number,
            now=at,
            to=to,
            copy_no=nth,
            replaces=replaces,
        )


def make_kuitansi(desk: Desk, number: str, payer: str, *, now: datetime) -> Kuitansi:
    """Make a kuitansi of a sale, over what is left of it after returns.

    Raises: UnknownNumber, NothingLeft, BadValue.
    """
    payer = payer.strip()
    if not payer or holds_control(payer) or len(payer) > LONGEST:
        raise BadValue("--payer", payer)
    with desk.store.reading() as tx:
        kept = find_sale(tx, number)
        if kept is None:
            raise UnknownNumber(number)
        left = total((kept.sale.total, *(back.sale.total for back in list_reversals(tx, number))))
    if kept.sale.kind is not SaleKind.SALE or left <= ZERO:
        raise NothingLeft(number)
    host = next((p for p in desk.catalogue.producers if p.booth == desk.booth.code), None)
    sellers = tuple(dict.fromkeys(line.producer_name for line in kept.sale.lines))
    is_batik = all(line.technique in BATIK for line in kept.sale.lines)
    # Each producer sells for itself: where there are several, the booth receives for all of them.
    receives = sellers[0] if len(sellers) == 1 else f"Stan {desk.booth.code}"
    return Kuitansi(
        number=number,
        payer=payer,
        amount=left,
        purpose=f"Pembelian {'batik' if is_batik else 'barang'}, nota {number}, {desk.fair.name}",
        place=host.district if host and host.district else desk.fair.name,
        day=desk.fair.local(now).date(),
        receiver=f"{kept.sale.cashier}, {receives}",
    )


def queue_x(desk: Desk, *, cashier: str, now: datetime) -> str | None:
    """Queue the X slip of the open till; None where no till was ever opened."""
    at = desk.fair.local(now)
    with desk.writing() as tx:
        till = find_last_till(tx)
        if till is None or not till.is_open:
            return None
        slip = x_slip(till, desk.stand, now=at, cashier=cashier, language=desk.settings.language)
        return queue_paper(tx, desk, slip, kind=JobKind.X, now=at)


def queue_trial(desk: Desk, *, now: datetime, to: str = "", shows_all: bool = False) -> str:
    """Queue a test page; where it `shows_all` rulers, the paper's width is still to be found."""
    at, settings = desk.fair.local(now), desk.settings
    page = trial_page(
        desk.stand, now=at, columns=settings.columns, language=settings.language, shows_all=shows_all
    )
    with desk.writing() as tx:
        return queue_paper(tx, desk, page, kind=JobKind.TEST, now=at, to=to)


def retry_job(desk: Desk, job_id: str, *, now: datetime) -> str:
    """Print a job again that came to nothing or may have: a copy where a byte may have gone out.

    One that waits for a printer that is set no more, or waited so long that somebody has to ask for it,
    waits anew. Returns the id of the job that will print. Raises: UnknownJob.
    """
    at = desk.fair.local(now)
    with desk.writing() as tx:
        job = find_job(tx, job_id)
        if job is None or job.state is JobState.SENDING or job.kind is JobKind.DRAWER:
            raise UnknownJob(job_id)
        comes_by_itself = job.printer == desk.settings.printer and job.made_at >= at - OLD
        if job.state is JobState.QUEUED and comes_by_itself:
            raise UnknownJob(job_id)
        if job.state in {JobState.QUEUED, JobState.FAILED, JobState.CANCELLED} and not job.bytes_sent:
            requeue_job(tx, job_id, desk.settings.printer, at=at)
            return job_id
        if job.kind not in OF_A_SALE:
            document = document_from_json(job.document)
            return queue_paper(tx, desk, document, kind=job.kind, sale=job.sale, now=at, replaces=job_id)
    return queue_copy(desk, job.sale, now=now, replaces=job_id)


def cancel_job(desk: Desk, job_id: str, *, now: datetime) -> None:
    """Take a waiting job out of the queue. Raises: UnknownJob."""
    with desk.writing() as tx:
        job = find_job(tx, job_id)
        if job is None or job.state is not JobState.QUEUED:
            raise UnknownJob(job_id)
        update_job(tx, job_id, JobState.CANCELLED, at=desk.fair.local(now), attempts=job.attempts)


def end_trial(desk: Desk, job_id: str, *, now: datetime, is_late: bool) -> PrintJob | None:
    """Take a test page that was tried in vain out of the queue: it waits for nobody.

    Returns what came of it; None while it is still to be tried or being printed, unless it `is_late`.
    Raises: UnknownJob.
    """
    with desk.writing() as tx:
        job = find_job(tx, job_id)
        if job is None:
            raise UnknownJob(job_id)
        is_underway = job.state is JobState.SENDING or (job.state is JobState.QUEUED and not job.attempts)
        if is_underway and not is_late:
            return None
        if job.state is JobState.QUEUED:
            update_job(tx, job_id, JobState.CANCELLED, at=desk.fair.local(now), attempts=job.attempts)
    return job


@frozen
class QueueLook:
    """What there is to say of the queue: papers that wait, the `old` ones of them, one not sure to be out."""

    waiting: int = 0
    old: int = 0
    unsure: str = ""


def look_at_queue(desk: Desk, *, now: datetime) -> QueueLook:
    """Look the queue over; a paper of which a copy was made since is not unsure any more."""
    with desk.store.reading() as tx:
        waiting = list_jobs(tx, JobState.QUEUED)
        unsure = [job for job in list_jobs(tx, JobState.UNCERTAIN) if job.kind in OF_A_SALE]
        latest = {job.sale: job for job in list_jobs(tx) if job.kind in OF_A_SALE} if unsure else {}
    still = [job.sale for job in unsure if latest.get(job.sale) == job]
    old = [job for job in waiting if job.made_at < now - OLD]
    return QueueLook(len(waiting), len(old), still[-1] if still else "")


def change_printer(desk: Desk, printer: str) -> None:
    """Let what waits for the printer that was set so far go to another one."""
    with desk.writing() as tx:
        move_queued(tx, desk.settings.printer, printer)
