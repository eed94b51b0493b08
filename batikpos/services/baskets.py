"""The open basket: kept at each change, and there again after a crash."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import ClassVar
from uuid import UUID

from batikpos.domain.cart import Cart
from batikpos.domain.catalogue import Catalogue, Item
from batikpos.domain.correction import Correction, correction_from_body, correction_to_body
from batikpos.domain.draft import (
    Draft,
    slip_from_draft,
    slip_to_draft,
    told_to_draft,
    units_to_draft,
    what_is_left,
)
from batikpos.domain.errors import PosError
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.order import Wish, wish_from_body, wish_to_body
from batikpos.domain.quantity import Quantity
from batikpos.domain.record import tenders_from_body, tenders_to_body
from batikpos.domain.sale import PaperSlip
from batikpos.domain.tender import Tender, TenderKind, cash_rounding, less_lapsed
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.store.baskets import find_basket, forget_baskets, keep_basket
from batikpos.store.engine import Transaction
from batikpos.store.orders import find_order_by_id
from batikpos.store.sales import find_sale_by_id
from batikpos.values import frozen


class MoneyTaken(PosError):
    """A basket that was paid for in part, and is to be emptied, thrown away or ordered."""

    code: ClassVar[str] = "money_taken"
    text: ClassVar[str] = N_(
        "{amount} was taken for this basket already. Go on with its payment, and give it back there or"
        " finish."
    )
    amount: Rupiah


@frozen
class OpenBasket:
    """A basket that is not sold yet, and the paper slip it comes from, or the sale that it `corrects`.

    `taken` is what was handed over for it already, a voucher with all that it is worth; the rest is still to
    come. Where it is being ordered, `taken` is of the down payment on that `wish`, and it is not to be sold.
    Its `nota` is in a language of its own where the buyer asked for that; "" for the screen's.
    `lost` names what was in it when it was written down and cannot be sold so any more.
    """

    cart: Cart
    slip: PaperSlip | None = None
    lost: tuple[str, ...] = ()
    corrects: Correction | None = None
    taken: tuple[Tender, ...] = ()
    wish: Wish | None = None
    nota: str = ""

    @property
    def is_begun(self) -> bool:
        """Say whether it is more than an empty basket: it is kept, and asked about before a close."""
        return bool(self.cart.lines or self.slip or self.corrects or self.taken)

    @property
    def counted(self) -> tuple[Tender, ...]:
        """Say what counts of what was taken: a voucher gives no change."""
        return tuple(tender for tender in less_lapsed(self.taken, self.cart.net) if tender.amount)

    def due_in_cash(self, step: int) -> Rupiah:
        """Say what is due where all is paid in cash now: rounded to `step` rupiah, less what was paid."""
        net = self.cart.net
        if self.corrects is not None:
            return self.corrects.more(net, step, self.taken)
        if self.taken:
            due = net + cash_rounding(net, (*self.taken, Tender(TenderKind.CASH, net)), step)
            return max(ZERO, due - total(tender.amount for tender in self.counted))
        return net + cash_rounding(net, (Tender(TenderKind.CASH, net),), step)

    def too_few(self, sold: Mapping[str, int]) -> tuple[tuple[Item, Quantity], ...]:
        """Say of which goods fewer are left than it holds (pieces or millimetres), and how many.

        Of a sale that is put right nothing is said: what it took comes back with it.
        """
        if self.corrects is not None:
            return ()
        items = {line.item.sku: line.item for line in self.cart.lines}
        left = ((item, item.left(sold.get(sku, 0))) for sku, item in items.items())
        return tuple(
            (item, Quantity(max(0, size), item.unit))
            for item, size in left
            if size is not None and self.cart.quantity_of(item.sku) > size
        )

    def settle(self, cash: Rupiah) -> tuple[Tender, ...]:
        """Say how it is paid with so much cash, beside what was paid already; for nothing by nothing."""
        if self.corrects is not None:
            added = (Tender(TenderKind.CASH, cash),) if cash else ()
            return self.corrects.pay(self.cart.net, (*self.taken, *added))
        return (*self.counted, Tender(TenderKind.CASH, cash)) if cash else self.counted


def keep_open_basket(
    desk: Desk,
    cart: Cart,
    slip: PaperSlip | None = None,
    corrects: Correction | None = None,
    taken: tuple[Tender, ...] = (),
    wish: Wish | None = None,
    nota: str = "",
) -> None:
    """Keep the open basket as it is now, with the paper slip it comes from, or the sale it puts right.

    With it is kept what was `taken` for it, and on which `wish` it was paid down: no money that lies in the
    drawer is forgotten over a crash, nor what it is.
    """
    basket = OpenBasket(cart, slip, corrects=corrects, taken=taken, wish=wish, nota=nota)
    with desk.writing() as tx:
        if basket.is_begun:
            keep_basket(tx, cart.sale_id, basket_to_draft(basket))
        else:
            forget_baskets(tx)


def find_open_basket(desk: Desk) -> OpenBasket | None:
    """Find the basket that was open when the program ended; None where there was none.

    Nor is there one where its sale or its order was committed. What is in no price list any more is named in
    it.
    """
    with desk.store.reading() as tx:
        found = find_basket(tx)
        if found is None or is_ended(tx, desk.fair.fair_id, found[0]):
            return None
    return read_draft(*found, desk.catalogue)


def is_basket_open(tx: Transaction, fair_id: str) -> bool:
    """Say whether something is in the open basket, which a window keeps here at each change."""
    found = find_basket(tx)
    return found is not None and not is_ended(tx, fair_id, found[0])


def is_ended(tx: Transaction, fair_id: str, sale_id: UUID) -> bool:
    """Say whether a basket was sold or ordered: whatever was still kept of it afterwards is not open."""
    own = str(sale_id)
    return find_sale_by_id(tx, fair_id, own) is not None or find_order_by_id(tx, own) is not None


def check_nothing_taken(tx: Transaction, sale_id: UUID, counted: Iterable[Tender] = ()) -> None:
    """Refuse to make something else of the open basket while it holds money, but what is `counted` there.

    Raises: MoneyTaken.
    """
    found = find_basket(tx)
    if found is not None and found[0] == sale_id and "taken" in found[1]:
        taken = tenders_from_body(found[1]["taken"])
        if Counter(taken) - Counter(counted):
            raise MoneyTaken(total(tender.amount for tender in taken))


def basket_to_draft(basket: OpenBasket) -> Draft:
    """Write a basket down with all that belongs to it."""
    draft = told_to_draft(basket.cart) | units_to_draft(basket.cart) | slip_to_draft(basket.slip)
    if basket.corrects is not None:
        draft["corrects"] = correction_to_body(basket.corrects)
    if basket.taken:
        draft["taken"] = tenders_to_body(basket.taken)
    if basket.wish is not None:
        draft["wish"] = wish_to_body(basket.wish)
    if basket.nota:
        draft["nota"] = basket.nota
    return draft


def read_draft(sale_id: UUID, draft: Draft, catalogue: Catalogue) -> OpenBasket:
    """Read a basket that was written down, at today's prices."""
    cart, lost = what_is_left(sale_id, draft, catalogue)
    corrects = correction_from_body(draft["corrects"]) if "corrects" in draft else None
    taken = tenders_from_body(draft["taken"]) if "taken" in draft else ()
    wish = wish_from_body(draft["wish"]) if "wish" in draft else None
    return OpenBasket(cart, slip_from_draft(draft), lost, corrects, taken, wish, draft.get("nota", ""))
