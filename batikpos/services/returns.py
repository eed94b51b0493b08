"""Giving back: a void reverses a whole sale of the open till, a refund some lines of any sale."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar
from uuid import uuid4

from batikpos.domain.agreement import Agreed, Asked, agreed_to_body
from batikpos.domain.errors import PosError
from batikpos.domain.giveback import Back, Kept, kept_of, unseen_of, whole_back
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.right import Act, act_reasons, check_all, void_reasons
from batikpos.domain.sale import Sale, SaleKind, SaleLine, returned_lines, voided_lines
from batikpos.domain.tender import Tender, TenderKind, cash_in
from batikpos.domain.typed import read_reason
from batikpos.i18n import N_
from batikpos.paper.nota import nota
from batikpos.services.checkout import CompletedSale, Warned
from batikpos.services.desk import Desk
from batikpos.services.papers import UnknownNumber, open_for_cash, queue_paper
from batikpos.services.till import TillClosed
from batikpos.store.checks import list_checked
from batikpos.store.engine import Transaction
from batikpos.store.journal import append_sale, load_head
from batikpos.store.orders import find_order
from batikpos.store.printjobs import JobKind
from batikpos.store.sales import KeptSale, find_sale, list_reversals, next_running
from batikpos.store.tills import find_open_day


class AlreadyReversed(PosError):
    """A sale that was given back before, whole or in part."""

    code: ClassVar[str] = "already_reversed"
    text: ClassVar[str] = N_("{number} was already given back with {by}. Look at that nota.")
    number: str
    by: str


class NotOfThisTill(PosError):
    """A sale of an earlier till, which can be refunded but not voided."""

    code: ClassVar[str] = "not_of_this_till"
    text: ClassVar[str] = N_("{number} is not a sale of the open till. Give it back as a return.")
    number: str


class NotASale(PosError):
    """The number of a void or a return, which cannot be given back again."""

    code: ClassVar[str] = "not_a_sale"
    text: ClassVar[str] = N_("{number} itself gives {reverses} back. Name the nota of the sale.")
    number: str
    reverses: str


class TakenOff(PosError):
    """A warning: a QRIS payment that nobody saw in the app is given back, so in no money."""

    code: ClassVar[str] = "qris_taken_off"
    text: ClassVar[str] = N_(
        "Nobody saw the QRIS payment of {amount}: it is taken off, and not given back in cash. If it is in"
        " the app after all, transfer it back."
    )
    amount: Rupiah


class TransferTakenOff(TakenOff):
    """A warning: the same of a transfer."""

    code: ClassVar[str] = "transfer_taken_off"
    text: ClassVar[str] = N_(
        "Nobody saw the transfer of {amount}: it is taken off, and not given back. If it is in the account"
        " after all, transfer it back."
    )


class VoucherBack(PosError):
    """A warning: a voucher goes back, which may have been handed in meanwhile; the till cannot know."""

    code: ClassVar[str] = "voucher_back"
    text: ClassVar[str] = N_(
        "A voucher of {amount} goes back as a voucher, never as money. If none is in the drawer any more, ask"
        " the organizer for one."
    )
    amount: Rupiah


class OtherBack(PosError):
    """Something else goes back than was said before: a payment was marked as seen, or goods went back."""

    code: ClassVar[str] = "other_back"
    text: ClassVar[str] = N_(
        "By now something else goes back for {number} than was shown: nothing is done yet. Begin again, and"
        " look at the amount."
    )
    number: str


def check_shown(number: str, back: Back, shown: Back | None) -> None:
    """Refuse to give anything `back` but what was `shown`; None where nothing was. Raises: OtherBack."""
    if shown is not None and back != shown:
        raise OtherBack(number)


class PaidByExchange(PosError):
    """A sale that was paid with goods: to void it would leave the goods that were given for it nowhere."""

    code: ClassVar[str] = "paid_by_exchange"
    text: ClassVar[str] = N_("{number} was an exchange. Exchange it again, or give it back as a return.")
    number: str


def void_sale(
    desk: Desk,
    number: str,
    reason: str,
    *,
    cashier: str,
    now: datetime,
    approver: str = "",
    agreed: Agreed = None,
    shown: Back | None = None,
    told_in: str = "",
) -> CompletedSale:
    """Reverse a whole sale of the open till: its payments go back as `domain/giveback.py` says.

    A QRIS payment that was seen in the app is given back in cash; where it is to go back by transfer, the
    sale is given back as a return. One that nobody saw is taken off the books, and warned of: it is looked
    for, and sent back by transfer where it came after all. Where cash is rounded, what goes back of another
    way is rounded down to it. What was `shown` to go back does, or nothing.

    Raises: NoReason, BadReason, UnknownNumber, NotASale, NotOfThisTill, AlreadyReversed, PaidByExchange,
    TillClosed, ApprovalNeeded, OtherBack. Of what the drawer holds by the books nothing is said.
    """
    why = read_reason(reason)
    with desk.writing() as tx:
        kept = load_voidable(tx, number)
        reasons = check_all(void_reasons(desk.settings.rules, number, kept.sale.total), approver, agreed)
        seen = seen_of(tx, number)
        back = whole_back(kept.sale.tenders, kept.sale.change, seen, desk.settings.rounding)
        check_shown(number, back, shown)
        reversal = reversal_of(kept.sale, back.tenders, why, cashier=cashier, approver=approver)
        return record_reversal(
            tx, desk, reversal, now, taken_off=back.taken_off, reasons=reasons, told_in=told_in
        )


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
    if _is_exchange(kept.sale):
        raise PaidByExchange(number)
    return kept


def reversal_of(sale: Sale, back: Sequence[Tender], reason: str, *, cashier: str, approver: str = "") -> Sale:
    """Reverse a sale whole, what was paid for it going `back` so."""
    return replace(
        sale,
        kind=SaleKind.VOID,
        lines=voided_lines(sale.lines),
        tenders=_turned(back),
        rounding=total(line.net for line in sale.lines) - total(tender.amount for tender in back),
        change=ZERO,
        cashier=cashier,
        approver=approver,
        reverses=sale.number,
        reason=reason,
        content="",
        follows="",
    )


def _turned(back: Sequence[Tender]) -> tuple[Tender, ...]:
    return tuple(tender.turned for tender in back)


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
    agreed: Agreed = None,
    shown: Back | None = None,
    told_in: str = "",
) -> CompletedSale:
    """Give lines of a sale back: (line from 1, pieces or millimetres, or None for all that is left).

    Money goes back by `tender`, as far as money was paid that somebody saw: what nobody saw in the app is
    taken off the books, and warned of. A voucher goes back as a voucher. No more goes back than was kept for
    the sale. Where cash is rounded, cash goes back in such multiples too, up as long as so much was kept: the
    difference is the return's own rounding. What was `shown` to go back does, or nothing.

    Raises: NoReason, BadReason, UnknownNumber, NotASale, AlreadyReversed, BadReturn, NoWayBack,
    TillClosed, ApprovalNeeded, OtherBack. Of what the drawer holds by the books nothing is said.
    """
    why = read_reason(reason)
    with desk.writing() as tx:
        kept = load_sale(tx, number)
        lines = lines_back(tx, kept.sale, wanted)
        net = -total(line.net for line in lines)
        reasons = check_all(act_reasons(desk.settings.rules, Act.REFUND, number, net), approver, agreed)
        back = kept_for(tx, kept.sale).back(net, tender, desk.settings.rounding)
        check_shown(number, back, shown)
        reversal = replace(
            kept.sale,
            kind=SaleKind.REFUND,
            lines=lines,
            tenders=_turned(back.tenders),
            rounding=net - total(part.amount for part in back.tenders),
            change=ZERO,
            cashier=cashier,
            approver=approver,
            reverses=number,
            reason=why,
            content="",
            follows="",
        )
        return record_reversal(
            tx, desk, reversal, now, taken_off=back.taken_off, reasons=reasons, told_in=told_in
        )


def lines_back(tx: Transaction, sale: Sale, wanted: Sequence[tuple[int, int | None]]) -> tuple[SaleLine, ...]:
    """Say which lines give back what is wanted of a sale.

    Raises: AlreadyReversed, NoSuchLine, BadReturn.
    """
    before = list_reversals(tx, sale.number)
    if voided := next((k for k in before if k.sale.kind is SaleKind.VOID), None):
        raise AlreadyReversed(sale.number, voided.sale.number)
    gone = [line for k in before for line in k.sale.lines]
    return returned_lines(sale.lines, gone, wanted)


def seen_of(tx: Transaction, number: str) -> frozenset[int]:
    """Say which payments of a sale or order (places from 1) somebody saw in the app."""
    return frozenset(n for _, n in list_checked(tx, number))


def kept_for(tx: Transaction, sale: Sale) -> Kept:
    """Say what is left of what was paid for a sale, or for the one that its goods were exchanged for.

    Goods that were exchanged were paid for with others: what was paid for the first of them counts once, for
    all that followed.
    """
    first = sale
    while _is_exchange(first):
        first = load_sale(tx, first.follows).sale
    family: list[Sale] = []
    unseen: list[Tender] = []
    waiting = [first]
    while waiting:
        one = waiting.pop()
        backs = [k.sale for k in list_reversals(tx, one.number)]
        family += [one, *backs]
        unseen += _unseen_for(tx, one)
        exchanged = (back for back in backs if _is_exchange(back))
        waiting += [load_sale(tx, back.followed_by).sale for back in exchanged]
    return kept_of(family, unseen)


def _unseen_for(tx: Transaction, sale: Sale) -> tuple[Tender, ...]:
    """List what paid for a sale, or was paid down for it before, and nobody saw in the app."""
    unseen = unseen_of(sale.tenders, seen_of(tx, sale.number))
    for tender in sale.tenders:
        if tender.kind is TenderKind.DEPOSIT and (kept := find_order(tx, tender.reference)):
            unseen += unseen_of(kept.order.tenders, seen_of(tx, tender.reference))
    return unseen


def _is_exchange(sale: Sale) -> bool:
    """Say whether a sale was paid with goods, or a return with them."""
    return any(t.kind is TenderKind.EXCHANGE for t in sale.tenders)


def warnings_of(taken_off: Sequence[Tender], vouchers: Rupiah = ZERO) -> list[PosError]:
    """Warn of what nobody saw come and is taken off the books, and of `vouchers` that the buyer gets back."""
    ways = ((TenderKind.QRIS, TakenOff), (TenderKind.TRANSFER, TransferTakenOff))
    sums = [(mishap, total(t.amount for t in taken_off if t.kind is kind)) for kind, mishap in ways]
    warned: list[PosError] = [mishap(amount) for mishap, amount in sums if amount]
    return [*warned, VoucherBack(vouchers)] if vouchers else warned


def load_sale(tx: Transaction, number: str) -> KeptSale:
    """Load what can be given back. Raises: UnknownNumber, NotASale."""
    kept = find_sale(tx, number)
    if kept is None:
        raise UnknownNumber(number)
    if kept.sale.kind is not SaleKind.SALE:
        raise NotASale(number, kept.sale.reverses)
    return kept


def record_reversal(
    tx: Transaction,
    desk: Desk,
    reversal: Sale,
    now: datetime,
    *,
    taken_off: Sequence[Tender] = (),
    reasons: Sequence[Asked] = (),
    told_in: str = "",
) -> CompletedSale:
    """Write a void or refund down: its fact, its rows, its paper; `taken_off` is what nobody saw come.

    For which `reasons` a second person agreed is written with the name, as what is warned of in the language
    that it is `told_in`, "" for the booth's.

    Raises: TillClosed.
    """
    given = () if reversal.followed_by else reversal.tenders  # else the sale that follows settles both
    mishaps = warnings_of(taken_off, total(-t.on_paper for t in given if t.kind is TenderKind.VOUCHER))
    language = told_in or desk.settings.language
    warnings = tuple(Warned(mishap.code, mishap.message(language)) for mishap in mishaps)
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
        slip=None,
    )
    agreed = tuple(reason.agreed_to(language) for reason in reasons)
    fact = append_sale(tx, numbered, till_seq=till.opened_seq, also=agreed_to_body(agreed))
    kept = KeptSale(numbered, desk.booth, fact.journal_id, fact.seq, fact.hash, till.opened_seq)
    if not reversal.followed_by:  # as above; it opens the drawer
        open_for_cash(tx, desk, cash_in(numbered.tenders), sale=numbered.number, now=at)
    paper = nota(numbered, desk.stand, fact_hash=fact.hash, taken_off=taken_off)
    job = queue_paper(tx, desk, paper, kind=JobKind.ORIGINAL, sale=numbered.number, now=at)
    return CompletedSale(kept, job, warnings, agreed=agreed, taken_off=tuple(taken_off))
