"""A list of goods that is not written down yet: kept at each change, and there again after a crash."""

from datetime import datetime
from uuid import UUID

from batikpos.domain.catalogue import Item
from batikpos.domain.draft import Draft
from batikpos.domain.record import item_from_body, item_to_body
from batikpos.domain.stock import StockAct
from batikpos.services.desk import Desk
from batikpos.store.baskets import KeptBasket, forget_parked, keep_parked, list_parked
from batikpos.values import frozen


@frozen
class Listing:
    """What is done with which goods, in pieces or millimetres each, the last that was touched first.

    It is to be written down under its id (`write_move`). The goods are as they were sold when they were
    listed; `cashier` changed it last, at that time.
    """

    move_id: UUID
    act: StockAct
    goods: tuple[tuple[Item, int], ...]
    is_whole: bool
    cashier: str
    at: datetime

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to write down: a whole count may have found nothing."""
        return not self.goods and not (self.act is StockAct.COUNT and self.is_whole)


def keep_listing(desk: Desk, listing: Listing) -> None:
    """Keep a list as it is now; one in which nothing is left is kept no more."""
    with desk.writing() as tx:
        if listing.is_empty:
            forget_parked(tx, listing.move_id)
            return
        draft = {
            "stock": listing.act.value,
            "is_whole": listing.is_whole,
            "goods": [[item_to_body(item), size] for item, size in listing.goods],
        }
        keep_parked(tx, KeptBasket(listing.move_id, draft, listing.at, listing.cashier, ""))


def find_listing(desk: Desk) -> Listing | None:
    """Find the list that was begun last and is not written down; None where there is none."""
    with desk.store.reading() as tx:
        begun = [kept for kept in list_parked(tx) if is_listing(kept.draft)]
    if not begun:
        return None
    kept = begun[-1]
    goods = tuple((item_from_body(body), size) for body, size in kept.draft["goods"])
    act, is_whole = StockAct(kept.draft["stock"]), kept.draft["is_whole"]
    return Listing(kept.sale_id, act, goods, is_whole, kept.cashier, kept.at)


def is_listing(draft: Draft) -> bool:
    """Tell a list of goods from a basket that is parked."""
    return "stock" in draft
