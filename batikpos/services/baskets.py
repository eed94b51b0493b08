"""The open basket: kept at each change, and there again after a crash."""

from uuid import UUID

from batikpos.domain.cart import Cart
from batikpos.domain.draft import Draft, cart_from_draft, cart_to_draft, slip_from_draft, slip_to_draft
from batikpos.domain.errors import PosError
from batikpos.domain.sale import PaperSlip
from batikpos.services.desk import Desk
from batikpos.store.baskets import find_basket, forget_baskets, keep_basket
from batikpos.store.engine import Transaction
from batikpos.store.sales import find_sale_by_id


def keep_open_basket(desk: Desk, cart: Cart, slip: PaperSlip | None = None) -> None:
    """Keep the open basket as it is now, with the paper slip it comes from."""
    with desk.writing() as tx:
        if cart.lines:
            keep_basket(tx, cart.sale_id, cart_to_draft(cart) | slip_to_draft(slip))
        else:
            forget_baskets(tx)


def find_open_basket(desk: Desk) -> Cart | None:
    """Find the basket that was open when the program ended; None where there was none.

    Nor is there one where its sale was committed, or where its goods are in no price list any more.
    """
    with desk.store.reading() as tx:
        found = _find_unsold(tx, desk)
    try:
        return cart_from_draft(*found, desk.catalogue) if found else None
    except PosError:
        return None


def find_open_slip(desk: Desk) -> PaperSlip | None:
    """Find the paper slip that the basket of `find_open_basket` comes from; None where it is of none."""
    with desk.store.reading() as tx:
        found = _find_unsold(tx, desk)
    return slip_from_draft(found[1]) if found else None


def _find_unsold(tx: Transaction, desk: Desk) -> tuple[UUID, Draft] | None:
    found = find_basket(tx)
    if found is None or find_sale_by_id(tx, desk.fair.fair_id, str(found[0])) is not None:
        return None
    return found
