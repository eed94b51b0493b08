"""Giving back: a void reverses a whole sale of the open till, a refund some lines of any sale."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar
from uuid import uuid4

from batikpos.domain.errors import PosError
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.right import Act, check_second
from batikpos.domain.sale import Sale, SaleKind, SaleLine, returned_lines, voided_lines
from batikpos.domain.tender import Tender, TenderKind, check_given_back, less_change
from batikpos.domain.typed import read_reason
from batikpos.i18n import N_
from batikpos.paper.nota import nota
from batikpos.services.checkout import CompletedSale, Warned
from batikpos.services.desk import Desk
from batikpos.services.papers import UnknownNumber, queue_paper
from batikpos.services.till import NotInDrawer, TillClosed, can_give, load_open_till
from batikpos.store.engine import Transaction
from batikpos.store.journal import append_sale, load_head
from batikpos.store.printjobs import JobKind
from batikpos.store.sales import KeptSale, find_sale, list_reversals, next_running
from batikpos.store.tills import find_open_day


@dataclass(eq=False)
class AlreadyReversed(PosError):
    """A sale that was given back before, whole or in part."""

    code: ClassVar[str] = "already_reversed"
    text: ClassVar[str] = N_("{number} was already given back with {by}. Look at that nota.")
    number: str
    by: str


@dataclass(eq=False)
class NotOfThisTill(PosError):
    """A sale of an earlier till, which can be refunded but not voided."""

    code: ClassVar[str] = "not_of_this_till"
    text: ClassVar[str] = N_("{number} is not a sale of the open till. Give it back as a return.")
    number: str


@dataclass(eq=False)
class NotASale(PosError):
    """The number of a void or a return, which cannot be given back again."""

    code: ClassVar[str] = "not_a_sale"
    text: ClassVar[str] = N_("{number} itself gives {reverses} back. Name the nota of the sale.")
    number: str
    reverses: str


@dataclass(eq=False)
class PaidByExchange(PosError):
    """A sale that was paid with goods: to void it would leave the goods that were given for it nowhere."""

    code: ClassVar[str] = "paid_by_exchange"
    text: ClassVar[str] = N_("{number} was an exchange. Exchange it again, or give it back as a return.")
    number: str


def void_sale(
    desk: Desk, number: str, reason: str, *, cashier: str, now: datetime, approver: str = ""
) -> CompletedSale:
    """Reverse a whole sale of the open till.

    Raises: NoReason, BadReason, UnknownNumber, NotASale, NotOfThisTill, AlreadyReversed, PaidByExchange,
    TillClosed, ApprovalNeeded. More cash than the drawer holds by the books is warned of: the buyer stands
    there.
    """
    why = read_reason(reason)
    with desk.writing() as tx:
        kept = load_voidable(tx, number)
        check_second(desk.settings.rules, Act.VOID, approver)
        reversal = reversal_of(kept.sale, why, cashier=cashier, approver=approver)
        return record_reversal(tx, desk, reversal, now)


def load_voidable(tx: Transaction, number: str) -> KeptSale:
    """Load a sale that may be voided. Raises: as `void_sale`."""
    kept = load_sale(tx, number)
    till = find_open_day(tx)
    if till is None:
        raise TillClosed
    here = {(load_head(tx).journal_id, till.opened_seq), till.carries}
    if (kept.journal_id, kept.till_seq) not in here:
        raise NotOfThisTill(number)
    if before := list_reversals(tx, kept.sale.number):
        raise AlreadyReversed(number, before[0].sale.number)
    if any(t.kind is TenderKind.EXCHANGE for t in kept.sale.tenders):
        raise PaidByExchange(number)
    return kept


def reversal_of(sale: Sale, reason: str, *, cashier: str, approver: str = "") -> Sale:
    """Reverse a sale whole, each tender as it was kept."""
    kept = less_change(sale.tenders, sale.change)
    return replace(
        sale,
        kind=SaleKind.VOID,
        lines=voided_lines(sale.lines),
        tenders=tuple(Tender(t.kind, -t.amount, t.reference) for t in kept),
        rounding=-sale.rounding,
        change=ZERO,
        cashier=cashier,
        approver=approver,
        reverses=sale.number,
        reason=reason,
        follows="",
    )


def refund_sale(
    desk: Desk,
    number: str,
    wanted: Sequence[tuple[int, int | None]],
    reason: str,
    *,
    cashier: str,
    now: datetime,
    tender: TenderKind = TenderKind.CASH,
    approver: str = "",
) -> CompletedSale:
    """Give lines of a sale back: (line from 1, pieces or millimetres, or None for all that is left).

    Raises: NoReason, BadReason, UnknownNumber, NotASale, AlreadyReversed, BadReturn, NotGivenBack,
    TillClosed, ApprovalNeeded. More cash than the drawer holds by the books is warned of: the buyer stands
    there.
    """
    why = read_reason(reason)
    check_given_back(tender)
    with desk.writing() as tx:
        kept = load_sale(tx, number)
        gone, lines = lines_back(tx, kept.sale, wanted)
        check_second(desk.settings.rules, Act.REFUND, approver)
        net = -total(line.net for line in lines)
        rounding = _rounding_back(kept.sale, [*gone, *lines], net)
        reversal = replace(
            kept.sale,
            kind=SaleKind.REFUND,
            lines=lines,
            tenders=(Tender(tender, rounding - net),) if rounding != net else (),
            rounding=rounding,
            change=ZERO,
            cashier=cashier,
            approver=approver,
            reverses=number,
            reason=why,
            follows="",
        )
        return record_reversal(tx, desk, reversal, now)


def lines_back(
    tx: Transaction, sale: Sale, wanted: Sequence[tuple[int, int | None]]
) -> tuple[list[SaleLine], tuple[SaleLine, ...]]:
    """Say what of a sale was given back before, and the lines that give back what is wanted.

    Raises: AlreadyReversed, NoSuchLine, BadReturn.
    """
    before = list_reversals(tx, sale.number)
    if voided := next((k for k in before if k.sale.kind is SaleKind.VOID), None):
        raise AlreadyReversed(sale.number, voided.sale.number)
    gone = [line for k in before for line in k.sale.lines]
    return gone, returned_lines(sale.lines, gone, wanted)


def _drawer_warnings(tx: Transaction, desk: Desk, reversal: Sale) -> tuple[Warned, ...]:
    """Say where more cash goes back than the drawer holds by the books. Raises: TillClosed."""
    cash = ZERO - total(t.amount for t in reversal.tenders if t.kind is TenderKind.CASH)
    if can_give(load_open_till(tx), cash):
        return ()
    mishap = NotInDrawer(cash)
    return (Warned(mishap.code, mishap.message(desk.settings.language)),)


def amount_back(sale: Sale, gone: Sequence[SaleLine], wanted: Sequence[tuple[int, int | None]]) -> Rupiah:
    """Say what a return would give back, of a sale of which `gone` was given back before.

    Raises: NoSuchLine, BadReturn.
    """
    lines = returned_lines(sale.lines, gone, wanted)
    net = -total(line.net for line in lines)
    return net - _rounding_back(sale, [*gone, *lines], net)


def _rounding_back(sale: Sale, given_back: Sequence[SaleLine], net: Rupiah) -> Rupiah:
    """Give the cash rounding back with the last of the goods: never more than was paid."""
    left = sum(line.quantity.size for line in (*sale.lines, *given_back))
    return min(-sale.rounding, net) if left == 0 else ZERO


def load_sale(tx: Transaction, number: str) -> KeptSale:
    """Load what can be given back. Raises: UnknownNumber, NotASale."""
    kept = find_sale(tx, number)
    if kept is None:
        raise UnknownNumber(number)
    if kept.sale.kind is not SaleKind.SALE:
        raise NotASale(number, kept.sale.reverses)
    return kept


def record_reversal(tx: Transaction, desk: Desk, reversal: Sale, now: datetime) -> CompletedSale:
    """Write a void or refund down: its fact, its rows, its paper. Raises: TillClosed."""
    warnings = _drawer_warnings(tx, desk, reversal)
    till = find_open_day(tx)
    if till is None:
        raise TillClosed
    at = desk.fair.local(now)
    running = next_running(tx, desk.fair.fair_id, till.business_day)
    numbered = replace(
        reversal,
        sale_id=str(uuid4()),
        number=desk.booth.number(till.business_day, running),
        running=running,
        business_day=till.business_day,
        at=at,
        content="",
        slip=None,
    )
    fact = append_sale(tx, numbered, till_seq=till.opened_seq)
    kept = KeptSale(numbered, desk.booth, fact.journal_id, fact.seq, fact.hash, till.opened_seq)
    paper = nota(numbered, desk.stand, fact_hash=fact.hash)
    job = queue_paper(tx, desk, paper, kind=JobKind.ORIGINAL, sale=numbered.number, now=at)
    return CompletedSale(kept, job, warnings)
