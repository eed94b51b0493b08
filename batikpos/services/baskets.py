"""The open basket: kept at each change, and there again after a crash."""

from batikpos.domain.cart import Cart
from batikpos.domain.draft import cart_from_draft, cart_to_draft
from batikpos.domain.errors import PosError
from batikpos.services.desk import Desk
from batikpos.store.baskets import find_basket, forget_baskets, keep_basket
from batikpos.store.sales import find_sale_by_id


def keep_open_basket(desk: Desk, cart: Cart) -> None:
    """Keep the open basket as it is now."""
    with desk.writing() as tx:
        if cart.lines:
            keep_basket(tx, cart.sale_id, cart_to_draft(cart))
        else:
            forget_baskets(tx)


def find_open_basket(desk: Desk) -> Cart | None:
    """Find the basket that was open when the program ended; None where there was none.

    Nor is there one where its sale was committed, or where its goods are in no price list any more.
    """
    with desk.store.reading() as tx:
        found = find_basket(tx)
        if found is None:
            return None
        sale_id, draft = found
        if find_sale_by_id(tx, desk.fair.fair_id, str(sale_id)) is not None:
            return None
    try:
        return cart_from_draft(sale_id, draft, desk.catalogue)
    except PosError:
        return None
