"""Putting a sale right: what was paid for it counts for the one in its place, the difference is cash.

But for vouchers, which give none: what is left of one goes back as it is.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from batikpos.domain.cart import AmountOff, Cart, CartLine, DiscountTooLarge
from batikpos.domain.catalogue import Catalogue, Item
from batikpos.domain.draft import Draft, cart_from_draft
from batikpos.domain.fact import Body
from batikpos.domain.giveback import balance, goes_back
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.record import tenders_from_body, tenders_to_body
from batikpos.domain.sale import Sale, SaleLine
from batikpos.domain.tender import Tender, TenderKind, cash_rounding, less_change
from batikpos.values import frozen


@frozen
class Correction:
    """Which sale an open basket puts right, and why; `paid` is what was kept for it, by its tenders."""

    number: str
    reason: str
    paid: tuple[Tender, ...]

    def due(self, net: Rupiah, step: int = 0) -> Rupiah:
        """Say what a basket comes to: rounded as cash, where nothing but cash was paid."""
        return net + cash_rounding(net, self.paid, step)

    def more(self, net: Rupiah, step: int = 0) -> Rupiah:
        """Say what the buyer has to add in cash."""
        return max(ZERO, self.due(net, step) - total(t.amount for t in self.paid))

    def balance(self, net: Rupiah, step: int = 0) -> dict[TenderKind, Rupiah]:
        """Say what moves where it is settled: cash that is added, or what goes back, less than nothing."""
        tenders = self.settle(net, self.more(net, step))
        back = goes_back(self.paid, instead=tenders, is_settled=True)
        return balance(back, tenders, total(t.amount for t in tenders) - self.due(net, step))

    def settle(self, net: Rupiah, cash: Rupiah = ZERO) -> tuple[Tender, ...]:
        """Pay a basket of so much with what was paid already, and `cash` that is added to it."""
        tenders: list[Tender] = []
        left = net
        for tender in self.paid:
            if tender.kind is TenderKind.CASH:
                continue
            takes = min(tender.amount, left)
            if takes > ZERO:
                tenders.append(replace(tender, amount=takes))
                left -= takes
        given = cash + total(t.amount for t in self.paid if t.kind is TenderKind.CASH)
        if left > ZERO and given > ZERO:
            tenders.append(Tender(TenderKind.CASH, given))
        return tuple(tenders)

    def is_settled_by(self, net: Rupiah, tenders: Sequence[Tender]) -> bool:
        """Say whether a basket is paid with what was paid already, and the difference in cash."""
        given = total(t.amount for t in tenders if t.kind is TenderKind.CASH)
        before = total(t.amount for t in self.paid if t.kind is TenderKind.CASH)
        return tuple(tenders) == self.settle(net, max(ZERO, given - before))


def correction_of(sale: Sale, reason: str) -> Correction:
    """Begin to put a sale right."""
    return Correction(sale.number, reason, less_change(sale.tenders, sale.change))


def cart_again(sale: Sale, sale_id: UUID, catalogue: Catalogue, draft: Draft | None = None) -> Cart:
    """Open the basket of a sale again: it comes to what was paid, until something in it is changed.

    A `draft` holds what the lines do not say: the basket's own discount, the promotions it was filled under.
    Where it comes to something else by now, for the price list changed, each line is opened at what was paid
    for it, whatever made it cost so. Raises: UnknownItem, NotInStep.
    """
    if draft is not None:
        try:
            cart = cart_from_draft(sale_id, draft, catalogue)
        except DiscountTooLarge:  # goods that are cheaper now leave less than it takes off
            cart = Cart(sale_id)
        if [p.net for p in cart.priced] == [line.net for line in sale.lines]:
            return cart
    return Cart(sale_id, tuple(_line_again(line, catalogue) for line in sale.lines))


def _line_again(line: SaleLine, catalogue: Catalogue) -> CartLine:
    """Put a line into a basket at what was paid; what else lowered its price is the line's discount now."""
    item = _open_item(line) if line.is_open else catalogue.load(line.sku)
    quantity = item.quantity(line.quantity.size)
    agreed = line.agreed
    if agreed is None and item.price != line.unit_price:
        agreed = line.unit_price  # today's price list is another one
    now = Cart(UUID(int=0), (CartLine(item, quantity, agreed),)).net
    off = now - line.net
    return CartLine(item, quantity, agreed, AmountOff(off) if off > ZERO else None, line.note)


def _open_item(line: SaleLine) -> Item:
    """Make goods of no catalogue again, as they were typed."""
    return Item(
        sku=line.sku,
        barcode="",
        producer=line.producer,
        name=line.name,
        name_en=line.name_en,
        technique=line.technique,
        dye=line.dye,
        kind=line.kind,
        unit=line.quantity.unit,
        step=1,
        price=line.unit_price,
        is_open=True,
    )


def correction_to_body(correction: Correction) -> Body:
    """Write a correction down, for the open basket."""
    return {
        "number": correction.number,
        "reason": correction.reason,
        "paid": tenders_to_body(correction.paid),
    }


def correction_from_body(body: Body) -> Correction:
    """Read a correction."""
    return Correction(body["number"], body["reason"], tenders_from_body(body["paid"]))
