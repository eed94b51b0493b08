"""The paper of an order: what was ordered, what was paid down, what is to pay, and when to come for it."""

from collections.abc import Iterator

from batikpos.domain.money import ZERO
from batikpos.domain.order import Order
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate, translator
from batikpos.paper.document import Align, Blank, Block, Document, Pair, Qr, Rule, Text
from batikpos.paper.nota import Stand, dressed_head, finished, goods_blocks, write_time


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


def _head(order: Order, stand: Stand, tr: Translate) -> Iterator[Block]:
    yield from dressed_head(stand, tr, {line.producer: line.producer_name for line in order.lines})
    yield Rule()
    yield Text(tr(N_("ORDER")), Align.CENTRE, bold=True)
    yield Pair(tr(N_("No.")), order.number)
    yield Pair(tr(N_("Time")), write_time(order.at))
    yield Pair(tr(N_("Cashier")), order.cashier)
    if order.approver:
        yield Pair(tr(N_("Approved by")), order.approver)
    yield Pair(tr(N_("Customer")), order.customer)
    if order.phone:
        yield Pair(tr(N_("Phone")), order.phone)
    yield Pair(tr(N_("Ready on")), f"{order.due:%d/%m/%Y}", bold=True)
    yield Rule()


def _money(order: Order, tr: Translate) -> Iterator[Block]:
    yield Pair(tr(N_("Total")), str(order.total), bold=True)
    for tender in order.tenders:
        yield Pair(tr(N_("Down payment, {how}")).format(how=tr(TENDERS[tender.kind])), tender.amount.bare())
        if tender.reference:
            yield Text(f"  ref. {tender.reference}", hang=2)
    word = N_("To pay at pick-up") if order.rest > ZERO else N_("Paid in full")
    yield Pair(tr(word), str(order.rest), bold=True, tall=True)
