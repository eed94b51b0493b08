"""Putting a sale right: what was paid for it counts for the one in its place, the difference is cash.

But for vouchers, which give none: what is left of one goes back as it is. Nor does a payment that nobody saw
come: it stands for less, and what is left of it is taken off.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import field, replace
from typing import ClassVar
from uuid import UUID

from batikpos.domain.cart import AmountOff, Cart, CartLine, DiscountTooLarge
from batikpos.domain.catalogue import Catalogue, Item
from batikpos.domain.draft import Draft, cart_from_draft
from batikpos.domain.errors import Name, PosError
from batikpos.domain.fact import Body
from batikpos.domain.giveback import balance, goes_back, no_more_paid
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.record import tenders_from_body, tenders_to_body
from batikpos.domain.sale import Sale, SaleLine, item_of, sizes_of_goods
from batikpos.domain.tender import (
    UNCONFIRMED,
    Tender,
    TenderKind,
    cash_in,
    cash_rounding,
    less_change,
    less_lapsed,
)
from batikpos.i18n import N_
from batikpos.values import frozen


class SeenMeanwhile(PosError):
    """A payment was marked as seen after it was said what goes back: now it is another amount.

    `seen` are the payments that somebody saw by now, by their places in what was paid.
    """

    code: ClassVar[str] = "seen_meanwhile"
    text: ClassVar[str] = N_(
        "A payment of {number} was marked as checked in the meantime. Look at what goes back now, and press"
        " again."
    )
    number: str
    seen: frozenset[int]


class OtherUnit(PosError):
    """Goods that were sold by the piece and are sold by the metre by now, or the other way round."""

    code: ClassVar[str] = "other_unit"
    text: ClassVar[str] = N_(
        "{item} is sold in another unit by now. Void the nota and ring the goods up anew, or take them back"
        " as a return."
    )
    item: Name


@frozen
class Correction:
    """Which sale an open basket puts right, and why; `paid` is what was kept for it, by its tenders.

    What is at the places `left_out` (from 1) is struck off: it was not paid so, and pays for nothing. So many
    pieces or millimetres of each SKU it `sold`.
    """

    number: str
    reason: str
    paid: tuple[Tender, ...]
    left_out: frozenset[int] = frozenset()
    sold: Mapping[str, int] = field(default_factory=dict, hash=False)

    @property
    def stands(self) -> tuple[Tender, ...]:
        """List what was paid and is not struck off."""
        return tuple(tender for n, tender in enumerate(self.paid, 1) if n not in self.left_out)

    @property
    def struck(self) -> tuple[Tender, ...]:
        """List what was paid and is struck off."""
        return tuple(tender for n, tender in enumerate(self.paid, 1) if n in self.left_out)

    @property
    def paid_otherwise(self) -> tuple[Tender, ...]:
        """List what is struck off and goes back in the books only: no such money ever came, mostly.

        What an app confirms is none of it: where somebody saw it, it goes back.
        """
        return tuple(tender for tender in self.struck if tender.kind not in UNCONFIRMED)

    def more(self, net: Rupiah, step: int = 0, taken: Sequence[Tender] = ()) -> Rupiah:
        """Say what the buyer has to add in cash to what was paid, and was `taken` for the difference.

        What cash pays of it is rounded.
        """
        tenders = self.pay(net, taken)
        due = net + cash_rounding(net, (*tenders, Tender(TenderKind.CASH, net)), step)
        return max(ZERO, due - total(t.amount for t in tenders))

    def balance(
        self,
        net: Rupiah,
        step: int = 0,
        seen: Container[int] = frozenset(),
        taken: Sequence[Tender] = (),
    ) -> dict[TenderKind, Rupiah]:
        """Say what moves where it is settled: cash that is added, or what goes back, less than nothing.

        Of what was paid somebody saw what is at the places `seen` (from 1). What is `taken_off` is left out,
        and so is what was `taken` before.
        """
        tenders = self._settled(net, step, taken)
        return self.moves(net, tenders, step, seen, self.counted(net, taken))

    def taken_off(
        self,
        net: Rupiah,
        step: int = 0,
        seen: Container[int] = frozenset(),
        taken: Sequence[Tender] = (),
    ) -> tuple[Tender, ...]:
        """Say what nobody saw and stands in the new sale no more, where it is settled."""
        return self.back(net, self._settled(net, step, taken), seen)[1]

    def moves(
        self,
        net: Rupiah,
        tenders: Sequence[Tender],
        step: int,
        seen: Container[int],
        taken: Sequence[Tender] = (),
    ) -> dict[TenderKind, Rupiah]:
        """Say what moves where `tenders` pay a basket and, as far as it counts, this was `taken` already.

        What was `paid_otherwise` is left out: only the books give it back.
        """
        back, taken_off = self.back(net, tenders, seen)
        change = total(t.amount for t in tenders) - net - cash_rounding(net, tenders, step)
        return balance((*back, *taken), (*tenders, *taken_off, *self.paid_otherwise), change)

    def back(
        self, net: Rupiah, tenders: Sequence[Tender], seen: Container[int]
    ) -> tuple[tuple[Tender, ...], tuple[Tender, ...]]:
        """Say how what was paid goes back where `tenders` pay a basket, and what of it is taken off."""
        is_settled = self.is_settled_by(net, tenders)
        return (
            goes_back(self.paid, seen=seen, instead=tenders, is_settled=is_settled),
            no_more_paid(self.paid, tenders, seen=seen, is_settled=is_settled),
        )

    def settle(self, net: Rupiah, cash: Rupiah = ZERO) -> tuple[Tender, ...]:
        """Pay a basket of so much with what was paid already, and `cash` that is added to it."""
        return self.pay(net, (Tender(TenderKind.CASH, cash),) if cash > ZERO else ())

    def pay(self, net: Rupiah, taken: Sequence[Tender]) -> tuple[Tender, ...]:
        """Pay a basket of so much with what was paid already, and what was `taken` for the difference.

        Of what was paid without cash no more than is needed counts, and of cash where it is needed; what is
        struck off does not.
        """
        counted = (*self._stays(net), *self.counted(net, taken))
        cashless = tuple(t for t in counted if t.kind is not TenderKind.CASH and t.amount)
        is_short = total(t.amount for t in cashless) < net
        cash = cash_in(counted)
        if cash > ZERO and (is_short or cash_in(taken) > ZERO):
            return (*cashless, Tender(TenderKind.CASH, cash))
        return cashless

    def counted(self, net: Rupiah, taken: Sequence[Tender]) -> tuple[Tender, ...]:
        """Say what counts of each that was `taken` for the difference: a voucher gives no change."""
        stays = self._stays(net)
        return less_lapsed((*stays, *taken), net)[len(stays) :]

    def _stays(self, net: Rupiah) -> tuple[Tender, ...]:
        """Say what of what was paid counts for a basket of so much: what is no cash first.

        What lapsed of a voucher counts for nothing that was paid otherwise: no cash goes back for it.
        """
        stays: list[Tender] = []
        left, uncovered = net, max(ZERO, net - total(tender.amount for tender in self.stands))
        for tender in self.stands:
            lapsed = min(tender.on_paper - tender.amount, uncovered)
            uncovered -= lapsed
            takes = min(tender.amount + lapsed, left)
            if tender.kind is not TenderKind.CASH and takes > ZERO:
                stays.append(_part_of(tender, takes))
                left -= takes
        return (*stays, *(tender for tender in self.stands if tender.kind is TenderKind.CASH))

    def _settled(self, net: Rupiah, step: int, taken: Sequence[Tender]) -> tuple[Tender, ...]:
        """Pay a basket with what was paid, what was taken, and the rest in cash."""
        more = self.more(net, step, taken)
        return self.pay(net, (*taken, Tender(TenderKind.CASH, more)) if more else taken)

    def is_settled_by(self, net: Rupiah, tenders: Sequence[Tender]) -> bool:
        """Say whether a basket is paid with what was paid already, and the difference in cash.

        That is of the books, where nothing is struck off.
        """
        given = cash_in(tenders)
        before = cash_in(self.paid)
        as_written = replace(self, left_out=frozenset())
        return tuple(tenders) == as_written.settle(net, max(ZERO, given - before))


def _part_of(paid: Tender, takes: Rupiah) -> Tender:
    """Take some of what was paid: a voucher stays worth what it is where more of it was."""
    worth = paid.on_paper if paid.worth > takes else ZERO
    return replace(paid, amount=takes, worth=worth)


def correction_of(sale: Sale, reason: str) -> Correction:
    """Begin to put a sale right."""
    paid = less_change(sale.tenders, sale.change)
    return Correction(sale.number, reason, paid, sold=sizes_of_goods(sale.lines))


def seen_in_paid(sale: Sale, seen: Container[int]) -> frozenset[int]:
    """Say at which places in what was paid for a sale the payments `seen` stand: cash may be all change."""
    places = [
        [n for n, t in enumerate(tenders, 1) if t.amount and t.kind is not TenderKind.CASH]
        for tenders in (sale.tenders, less_change(sale.tenders, sale.change))
    ]
    return frozenset(now for was, now in zip(*places, strict=True) if was in seen)


def cart_again(sale: Sale, sale_id: UUID, catalogue: Catalogue, draft: Draft | None = None) -> Cart:
    """Open the basket of a sale again: it comes to what was paid, until something in it is changed.

    A `draft` holds what the lines do not say: the basket's own discount, the promotions it was filled under.
    Where it comes to something else by now, for the price list changed, each line is opened at what was paid
    for it, whatever made it cost so. Raises: UnknownItem, NotInStep, OtherUnit.
    """
    for line in sale.lines:
        if _item_now(line, catalogue).unit is not line.quantity.unit:
            raise OtherUnit(Name(line.name, line.name_en))
    if draft is not None:
        try:
            cart = cart_from_draft(sale_id, draft, catalogue)
        except DiscountTooLarge:  # goods that are cheaper now leave less than it takes off
            cart = Cart(sale_id)
        if [p.net for p in cart.priced] == [line.net for line in sale.lines]:
            return cart
    return Cart(sale_id, tuple(_line_again(line, catalogue) for line in sale.lines))


def _item_now(line: SaleLine, catalogue: Catalogue) -> Item:
    """Load what a line sold; what was sold by a typed price may stand in no catalogue."""
    known = catalogue.find(line.sku) if line.is_open else catalogue.load(line.sku)
    return item_of(line) if known is None else known


def _line_again(line: SaleLine, catalogue: Catalogue) -> CartLine:
    """Put a line into a basket at what was paid; what else lowered its price is the line's discount now."""
    item = _item_now(line, catalogue)
    quantity = item.quantity(line.quantity.size)
    agreed = line.agreed
    if agreed is None and item.price != line.unit_price:
        agreed = line.unit_price  # today's price list is another one
    now = Cart(UUID(int=0), (CartLine(item, quantity, agreed),)).net
    off = now - line.net
    return CartLine(item, quantity, agreed, AmountOff(off) if off > ZERO else None, line.note)


def correction_to_body(correction: Correction) -> Body:
    """Write a correction down, for the open basket."""
    body: Body = {
        "number": correction.number,
        "reason": correction.reason,
        "paid": tenders_to_body(correction.paid),
    }
    if correction.left_out:
        body["left_out"] = sorted(correction.left_out)
    if correction.sold:
        body["sold"] = dict(correction.sold)
    return body


def correction_from_body(body: Body) -> Correction:
    """Read a correction; in one that an older program wrote down nothing is struck off."""
    left_out = frozenset(body.get("left_out", ()))
    paid = tenders_from_body(body["paid"])
    return Correction(body["number"], body["reason"], paid, left_out, body.get("sold", {}))
