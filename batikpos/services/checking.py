"""Checking payments by QRIS and transfer: what is still to be looked up, and what somebody saw."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from batikpos.domain.checking import UncheckedTender, unchecked_of
from batikpos.domain.errors import PosError
from batikpos.domain.fact import Body, FactKind
from batikpos.domain.giveback import same_payments
from batikpos.domain.sale import Sale, SaleKind
from batikpos.domain.tender import UNCONFIRMED, Tender
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.services.papers import UnknownNumber
from batikpos.store.checks import list_checked, list_checks, list_looked
from batikpos.store.engine import Transaction
from batikpos.store.journal import append
from batikpos.store.orders import find_order
from batikpos.store.sales import find_sale
from batikpos.store.tills import list_tills_to_check


class NothingToCheck(PosError):
    """A sale or order, or one of its payments, that no app has to confirm."""

    code: ClassVar[str] = "nothing_to_check"
    text: ClassVar[str] = N_("{number} has no such payment by QRIS or transfer. Look at its nota.")
    number: str


def list_unchecked(desk: Desk) -> tuple[UncheckedTender, ...]:
    """List what came by QRIS or transfer on any day and nobody saw in the app yet; the oldest first."""
    with desk.store.reading() as tx:
        tills = list_tills_to_check(tx)
        sales = [sale for till in tills for sale in till.sales]
        orders = [order for till in tills for order in till.orders]
        return unchecked_of(sales, orders, list_checked(tx), list_looked(tx))


def mark_checked(desk: Desk, number: str, n: int, *, cashier: str, now: datetime) -> None:
    """Write down that somebody saw payment `n` (from 1) of a sale or order; twice is once.

    Raises: UnknownNumber, NothingToCheck.
    """
    with desk.writing() as tx:
        _mark(tx, number, n, _load_tenders(tx, number), cashier, desk.fair.local(now))


def mark_missing(desk: Desk, number: str, n: int, *, cashier: str, now: datetime) -> None:
    """Write down that somebody looked for payment `n` (from 1) in vain: it stays in the list, with the time.

    Raises: UnknownNumber, NothingToCheck.
    """
    with desk.writing() as tx:
        _check_place(number, n, _load_tenders(tx, number))
        at = desk.fair.local(now)
        append(tx, FactKind.LOOK, at, _check_body(number, n, cashier, at))


def mark_sale_checked(desk: Desk, number: str, *, cashier: str, now: datetime) -> tuple[int, ...]:
    """Write down that somebody saw all that was paid for a sale, or paid down for an order, and say which.

    Only payments by QRIS and transfer are looked for.

    Raises: UnknownNumber, NothingToCheck.
    """
    with desk.writing() as tx:
        tenders = _load_tenders(tx, number)
        places = tuple(n for n, tender in enumerate(tenders, 1) if tender.kind in UNCONFIRMED)
        if not places:
            raise NothingToCheck(number)
        for n in places:
            _mark(tx, number, n, tenders, cashier, desk.fair.local(now))
        return places


def carry_checks(tx: Transaction, before: Sale, now: Sale, *, is_settled: bool, at: datetime) -> None:
    """Let what was seen of a sale's payments hold for the one in its place, in the caller's transaction.

    Who saw it, and when, stays as it was: nobody looked again.
    """
    seen = {check.n: check for check in list_checks(tx, before.number)}
    for old, new in same_payments(before.tenders, now.tenders, is_settled=is_settled):
        if check := seen.get(old):
            body = _check_body(now.number, new, check.cashier, check.at) | {"carried_from": before.number}
            append(tx, FactKind.CHECK, at, body)


def _load_tenders(tx: Transaction, number: str) -> Sequence[Tender]:
    """Load what was paid for a sale, or down for an order; of a void or refund nothing was."""
    if kept := find_sale(tx, number):
        return kept.sale.tenders if kept.sale.kind is SaleKind.SALE else ()
    if taken := find_order(tx, number):
        return taken.order.tenders
    raise UnknownNumber(number)


def _mark(
    tx: Transaction, number: str, n: int, tenders: Sequence[Tender], cashier: str, at: datetime
) -> None:
    _check_place(number, n, tenders)
    if (number, n) not in list_checked(tx, number):
        append(tx, FactKind.CHECK, at, _check_body(number, n, cashier, at))


def _check_place(number: str, n: int, tenders: Sequence[Tender]) -> None:
    if not 0 < n <= len(tenders) or tenders[n - 1].kind not in UNCONFIRMED:
        raise NothingToCheck(number)


def _check_body(number: str, n: int, cashier: str, seen_at: datetime) -> Body:
    return {"at": seen_at.isoformat(), "cashier": cashier, "number": number, "n": n}
