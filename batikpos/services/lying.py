"""Cash that was taken for baskets and pick-ups, and is in no sale yet: it lies in the drawer all the same."""

from batikpos.domain.money import Rupiah, total
from batikpos.domain.record import tenders_from_body
from batikpos.domain.tender import TenderKind
from batikpos.services.baskets import is_ended
from batikpos.services.desk import Desk
from batikpos.store.baskets import find_basket, list_parked
from batikpos.store.engine import Transaction


def cash_not_sold(tx: Transaction, desk: Desk) -> Rupiah:
    """Add up the cash taken for open and parked baskets and pick-ups, neither sold nor ordered."""
    open_ = find_basket(tx)
    drafts = [(kept.sale_id, kept.draft) for kept in list_parked(tx)]
    drafts += [open_] if open_ is not None else []
    return total(
        tender.amount
        for sale_id, draft in drafts
        if "taken" in draft and not is_ended(tx, desk.fair.fair_id, sale_id)
        for tender in tenders_from_body(draft["taken"])
        if tender.kind is TenderKind.CASH
    )
