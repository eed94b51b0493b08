"""The paper of an order: what was ordered, what was paid down, what is to pay, and when to come for it."""

from collections.abc import Iterator
from datetime import datetime

from batikpos.domain.money import ZERO
from batikpos.domain.order import CancelledOrder, Order
from batikpos.domain.tender import TenderKind
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate, translator
from batikpos.paper.document import Align, Blank, Block, Document, Pair, Qr, Rule, Text
from batikpos.paper.nota import Stand, dressed_head, finished, goods_blocks, write_time
from batikpos.paper.slips import signatures


def order_note(order: Order, stand: Stand, *, fact_hash: bytes) -> Document:
    """Write the paper that a customer brings along at pick-up."""
    tr = translator(order.language)
    code = f"{order.number} {fact_hash.hex()[:8]}"
    blocks = (
        *_head(order, stand, tr),
        *goods_blocks(order.lines, order.language, stand, tr),
        *_money(order, tr),
        Rule(),
        Text(tr(N_("Bring this paper when you come for it.")), Align.CENTRE),
        Text(tr(N_("Thank you")), Align.CENTRE),
        Blank(),
        Qr(code),
        Text(code, Align.CENTRE),
    )
    return finished(Document(order.number, blocks), stand, tr)


def cancel_note(order: Order, done: CancelledOrder, stand: Stand) -> Document:
    """Write the paper of an order that was cancelled: what went back of its down payment, to be signed."""
    tr = translator(order.language)
    off = N_("Not given back: nobody saw it in the app.")
    blocks = (
        *_head_of(order, stand, tr, N_("ORDER CANCELLED"), done.at, done.cashier, done.approver),
        Rule(),
        Pair(tr(N_("Down payment back")), str(ZERO if done.is_taken_off else done.given_back), bold=True),
        Pair(tr(TENDERS[done.tender]), done.given_back.bare()),
        *((Text(tr(off), hang=2),) if done.is_taken_off else ()),
        Text(tr(N_("Reason: {reason}")).format(reason=done.reason), hang=2),
        *signatures(tr),
    )
    return finished(Document(order.number, blocks), stand, tr)


def _head_of(
    order: Order, stand: Stand, tr: Translate, title: str, at: datetime, cashier: str, approver: str
) -> Iterator[Block]:
    yield from dressed_head(stand, tr, {line.producer: line.producer_name for line in order.lines})
    yield Rule()
    yield Text(tr(title), Align.CENTRE, bold=True)
    yield Pair(tr(N_("No.")), order.number)
    yield Pair(tr(N_("Time")), write_time(at))
    yield Pair(tr(N_("Cashier")), cashier)
    if approver:
        yield Pair(tr(N_("Approved by")), approver)
    yield Pair(tr(N_("Customer")), order.customer)


def _head(order: Order, stand: Stand, tr: Translate) -> Iterator[Block]:
    yield from _head_of(order, stand, tr, N_("ORDER"), order.at, order.cashier, order.approver)
    if order.phone:
        yield Pair(tr(N_("Phone")), order.phone)
    yield Pair(tr(N_("Ready on")), f"{order.due:%d/%m/%Y}", bold=True)
    yield Rule()


def _money(order: Order, tr: Translate) -> Iterator[Block]:
    yield Pair(tr(N_("Total")), str(order.total), bold=True)
    for tender in order.tenders:
        how = tr(TENDERS[tender.kind])
        if tender.kind is TenderKind.QRIS:
            how = tr(N_("QRIS (not checked yet)"))
        yield Pair(tr(N_("Down payment, {how}")).format(how=how), tender.amount.bare())
        if tender.reference:
            yield Text(f"  ref. {tender.reference}", hang=2)
    word = N_("To pay at pick-up") if order.rest > ZERO else N_("Paid in full")
    yield Pair(tr(word), str(order.rest), bold=True, tall=True)
