"""The cash drawer's day: open with a float, pay in and out, look (X), count and close (Z).

Cash that was taken for what is not sold yet is in no sale. At a close it is paid in, for it is counted; the
next till pays it out again, for it comes in with the sale, or goes out by hand: so each explains its drawer.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from batikpos.domain.agreement import Agreed, Asked
from batikpos.domain.errors import PosError
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import DESK
from batikpos.domain.money import LARGEST, ZERO, Rupiah
from batikpos.domain.right import Act, act_reasons, check_all
from batikpos.domain.till import DrawerCount, Till, counted_cash
from batikpos.domain.typed import read_reason
from batikpos.i18n import N_, translator
from batikpos.paper.slips import cash_slip, float_slip, z_slip
from batikpos.services.desk import Desk
from batikpos.services.lying import cash_not_sold
from batikpos.services.papers import open_for_cash, queue_paper
from batikpos.services.sealing import seal_close
from batikpos.store.engine import Transaction
from batikpos.store.journal import append
from batikpos.store.printjobs import JobKind
from batikpos.store.tills import (
    OpenDay,
    find_close_hash,
    find_last_till,
    find_open_day,
    find_open_till,
    last_drawer_move,
    load_till,
    next_close,
)
from batikpos.values import frozen


class TillClosed(PosError):
    """There is no open till to sell from."""

    code: ClassVar[str] = "till_closed"
    text: ClassVar[str] = N_("The till is closed. Open it with its float first.")


class TillOpen(PosError):
    """The till is open already."""

    code: ClassVar[str] = "till_open"
    text: ClassVar[str] = N_("The till is already open since {since}. Close it before opening it again.")
    since: str


class DeskSellsNothing(PosError):
    """A till at the organizer's desk: what it took in would be in no booth's day."""

    code: ClassVar[str] = "desk_sells_nothing"
    text: ClassVar[str] = N_(
        "This is the organizer's desk, where nothing is sold. Set a booth up in a folder of its own."
    )


class BadCash(PosError):
    """Cash that cannot go in or out of a drawer."""

    code: ClassVar[str] = "bad_amount"
    text: ClassVar[str] = N_("{amount} cannot be put in or taken out here. Check the amount.")
    amount: Rupiah


class DrawerMoved(PosError):
    """A close by a count that was made before the drawer was used again."""

    code: ClassVar[str] = "drawer_moved"
    text: ClassVar[str] = N_("The drawer was used after it was counted. Count it again.")


@frozen
class ClosedTill:
    """A till after its close, with its Z slip's place in the chain and in the printer's queue."""

    till: Till
    hash: bytes
    print_job: str
    is_signed: bool


def open_till(
    desk: Desk,
    float_: Rupiah,
    *,
    cashier: str,
    now: datetime,
    with_slip: bool = False,
    counts: Mapping[int, int] | None = None,
) -> Till:
    """Begin a business day with a float; `with_slip` queues a paper to be signed.

    Where it was counted note by note, its `counts` come to the float and are kept with it. What the till
    before paid in for baskets that are not sold is paid out.
    Raises: TillOpen, BadCash, DeskSellsNothing.
    """
    if desk.booth.code == DESK:
        raise DeskSellsNothing
    if not ZERO <= float_ <= Rupiah(LARGEST) or (counts and counted_cash(counts) != float_):
        raise BadCash(float_)
    at = desk.fair.local(now)
    with desk.writing() as tx:
        if already := find_open_till(tx):
            raise TillOpen(f"{already.opened_at:%d/%m/%Y %H.%M}")
        body = {
            "business_day": at.date().isoformat(),
            "at": at.isoformat(),
            "cashier": cashier,
            "float": float_.amount,
        }
        if counts:
            body["counts"] = _written(counts)
        till = load_till(tx, append(tx, FactKind.TILL_OPEN, at, body).seq)
        if lying := cash_not_sold(tx, desk):
            why = translator(desk.settings.language)(N_("Taken before for baskets that are not sold yet"))
            record_move(tx, till, ZERO - lying, why, cashier=cashier, at=at)
            till = load_till(tx, till.opened_seq)
        if with_slip:
            slip = float_slip(till, desk.stand, language=desk.settings.language)
            queue_paper(tx, desk, slip, kind=JobKind.FLOAT, now=at)
        return till


def move_cash(
    desk: Desk,
    amount: Rupiah,
    reason: str,
    *,
    cashier: str,
    now: datetime,
    with_slip: bool = False,
    approver: str = "",
    agreed: Agreed = None,
) -> Till:
    """Put cash into the drawer (positive) or take it out (negative); `with_slip` as at the opening.

    More may go out than the drawer holds by the books, and nobody is told: what was refused or warned of
    would say, before the blind count, what that is to find. What was not there is missing at the count.
    It opens the drawer without a sale, and needs a second person where that does; the fact has both names.
    Raises: TillClosed, BadCash, NoReason, BadReason, ApprovalNeeded.
    """
    why = read_reason(reason)
    if not amount or not -Rupiah(LARGEST) <= amount <= Rupiah(LARGEST):
        raise BadCash(amount)
    at = desk.fair.local(now)
    with desk.writing() as tx:
        till = load_open_till(tx)
        check_all(move_reasons(desk, amount, why), approver, agreed)
        if not -Rupiah(LARGEST) <= till.figures.expected_cash + amount <= Rupiah(LARGEST):
            raise BadCash(amount)
        record_move(tx, till, amount, why, cashier=cashier, at=at, approver=approver)
        open_for_cash(tx, desk, amount, sale="", now=at)
        till = load_till(tx, till.opened_seq)
        if with_slip:
            slip = cash_slip(till.moves[-1], till, desk.stand, language=desk.settings.language)
            queue_paper(tx, desk, slip, kind=JobKind.CASH, now=at)
        return till


def move_reasons(desk: Desk, amount: Rupiah, reason: str) -> tuple[Asked, ...]:
    """Say whether cash in or out needs a second person; () where it needs none."""
    return act_reasons(desk.settings.rules, Act.DRAWER, amount, reason)


def record_move(
    tx: Transaction,
    till: Till,
    amount: Rupiah,
    reason: str,
    *,
    cashier: str,
    at: datetime,
    approver: str = "",
) -> None:
    """Write down that cash went into a drawer, or out of it, in the caller's transaction."""
    body = {
        "till": till.opened_seq,
        "at": at.isoformat(),
        "cashier": cashier,
        "amount": amount.amount,
        "reason": reason,
    }
    if approver:
        body["approver"] = approver
    append(tx, FactKind.CASH_MOVE, at, body)


def show_till(desk: Desk) -> Till | None:
    """Look at the till opened last, open or closed; None before the first."""
    with desk.store.reading() as tx:
        return find_last_till(tx)


def hash_of_close(desk: Desk, till: Till) -> bytes | None:
    """Return the hash of the fact that closed a till; None while it is open."""
    with desk.store.reading() as tx:
        return find_close_hash(tx, till.opened_seq)


def find_day(desk: Desk) -> OpenDay | None:
    """Find the booth's open till with its business day; None while it is closed."""
    with desk.store.reading() as tx:
        return find_open_day(tx)


def count_drawer(desk: Desk, counts: Mapping[int, int], *, cashier: str, now: datetime) -> DrawerCount:
    """Write down what lies in the drawer; every count is kept, also one that is made again.

    Raises: TillClosed.
    """
    at = desk.fair.local(now)
    with desk.writing() as tx:
        till = load_open_till(tx)
        counted = counted_cash(counts)
        body = {
            "till": till.opened_seq,
            "at": at.isoformat(),
            "cashier": cashier,
            "counts": _written(counts),
            "counted": counted.amount,
        }
        seq = append(tx, FactKind.COUNT, at, body).seq
        return DrawerCount(seq, till.opened_seq, counted, at, cashier)


def close_till(
    desk: Desk,
    counts: Mapping[int, int],
    *,
    cashier: str,
    now: datetime,
    approver: str = "",
    agreed: Agreed = None,
    count: DrawerCount | None = None,
) -> ClosedTill:
    """Close the till with a blind count by denomination and queue the Z slip.

    Where the count was written down before, it is that one, and nothing may have moved the drawer since. Cash
    that was taken for baskets that are not sold is paid in.
    Raises: TillClosed, DrawerMoved, ApprovalNeeded.
    """
    at = desk.fair.local(now)
    with desk.writing() as tx:
        till = load_open_till(tx)
        if count is not None and not _is_unmoved(tx, till, count):
            raise DrawerMoved
        counted = counted_cash(counts)
        check_all(close_reasons(desk, counted), approver, agreed)
        if count is not None and counted != count.counted:
            raise DrawerMoved
        if lying := cash_not_sold(tx, desk):
            why = translator(desk.settings.language)(N_("Taken for baskets that are not sold yet"))
            record_move(tx, till, lying, why, cashier=cashier, at=at)
            till = load_till(tx, till.opened_seq)
        number = desk.booth.close_number(till.business_day, next_close(tx, till.business_day))
        figures = replace(till, counted=counted).figures
        body = {
            "till": till.opened_seq,
            "at": at.isoformat(),
            "cashier": cashier,
            "number": number,
            "counts": _written(counts),
            "counted": counted.amount,
            "expected": figures.expected_cash.amount,
            "total": figures.total.amount,
            "sales": figures.sales,
            "by_tender": {kind: amount.amount for kind, amount in figures.by_tender.items()},
        }
        if approver:
            body["approver"] = approver
        closed = append(tx, FactKind.TILL_CLOSE, at, body)
        till = load_till(tx, till.opened_seq)
        sealed = seal_close(tx, desk, till, closed, at)
        slip = z_slip(
            till,
            desk.stand,
            counts,
            cashier=cashier,
            seal=sealed.seal,
            code=sealed.code,
            language=desk.settings.language,
        )
        job = queue_paper(tx, desk, slip, kind=JobKind.Z, sale=number, now=at)
        return ClosedTill(till, closed.hash, job, sealed.is_signed)


def close_reasons(desk: Desk, counted: Rupiah) -> tuple[Asked, ...]:
    """Say whether a close by so much that was counted needs a second person; () where it needs none."""
    return act_reasons(desk.settings.rules, Act.CLOSE, counted)


def _is_unmoved(tx: Transaction, till: Till, count: DrawerCount) -> bool:
    return count.till_seq == till.opened_seq and last_drawer_move(tx, till.opened_seq) < count.seq


def _written(counts: Mapping[int, int]) -> dict[str, int]:
    return {str(note): pieces for note, pieces in counts.items()}


def load_open_till(tx: Transaction) -> Till:
    """Load the open till with all that happened in it. Raises: TillClosed."""
    till = find_open_till(tx)
    if till is None:
        raise TillClosed
    return load_till(tx, till.opened_seq)
