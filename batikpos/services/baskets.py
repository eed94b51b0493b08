"""The open basket: kept at each change, and there again after a crash."""

from dataclasses import dataclass

from batikpos.domain.cart import Cart
from batikpos.domain.draft import cart_from_draft, cart_to_draft, slip_from_draft, slip_to_draft
from batikpos.domain.errors import PosError
from batikpos.domain.sale import PaperSlip
from batikpos.services.desk import Desk
from batikpos.store.baskets import find_basket, forget_baskets, keep_basket
from batikpos.store.sales import find_sale_by_id


@dataclass(frozen=True, slots=True)
class OpenBasket:
    """A basket that is not sold yet, and the paper slip it comes from."""

    cart: Cart
    slip: PaperSlip | None = None


def keep_open_basket(desk: Desk, cart: Cart, slip: PaperSlip | None = None) -> None:
    """Keep the open basket as it is now, with the paper slip it comes from."""
    with desk.writing() as tx:
        if cart.lines:
            keep_basket(tx, cart.sale_id, cart_to_draft(cart) | slip_to_draft(slip))
        else:
            forget_baskets(tx)


def find_open_basket(desk: Desk) -> OpenBasket | None:
    """Find the basket that was open when the program ended; None where there was none.

    Nor is there one where its sale was committed, or where its goods are in no price list any more.
    """
    with desk.store.reading() as tx:
        found = find_basket(tx)
        if found is None or find_sale_by_id(tx, desk.fair.fair_id, str(found[0])) is not None:
            return None
    try:
        return OpenBasket(cart_from_draft(*found, desk.catalogue), slip_from_draft(found[1]))
    except PosError:
        return None
