"""What was paid at a pick-up that is not done yet: on disk at each payment, and there again after a crash."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from batikpos.domain.draft import Draft
from batikpos.domain.errors import PosError
from batikpos.domain.money import Rupiah
from batikpos.domain.record import tenders_from_body, tenders_to_body
from batikpos.domain.tender import Tender
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.store.baskets import KeptBasket, forget_parked, keep_parked, list_parked
from batikpos.store.engine import Transaction
from batikpos.store.orders import find_order
from batikpos.store.sales import find_sale_by_id


class PickUpBegun(PosError):
    """An order that is to be cancelled while its rest is paid."""

    code: ClassVar[str] = "pick_up_begun"
    text: ClassVar[str] = N_(
        "{amount} was taken for the pick-up of {number} already. Finish the pick-up, or give it back there."
    )
    number: str
    amount: Rupiah


def keep_pick_up(desk: Desk, number: str, tenders: Sequence[Tender], *, cashier: str, now: datetime) -> None:
    """Keep what was taken at the pick-up of an order so far; nothing where it was given back."""
    with desk.writing() as tx:
        kept = find_order(tx, number)
        if kept is None:
            return
        forget_parked(tx, kept.pick_up_id)
        if tenders:
            draft = {"pick_up": number, "taken": tenders_to_body(tenders)}
            keep_parked(tx, KeptBasket(kept.pick_up_id, draft, now, cashier, ""))


def load_pick_ups(desk: Desk) -> dict[str, tuple[Tender, ...]]:
    """Load what was taken for which orders, where they are not handed over."""
    with desk.store.reading() as tx:
        return begun_pick_ups(tx, desk)


def begun_pick_ups(tx: Transaction, desk: Desk) -> dict[str, tuple[Tender, ...]]:
    """List what was taken for which orders, where they are not handed over."""
    fair_id = desk.fair.fair_id
    return {
        kept.draft["pick_up"]: tenders_from_body(kept.draft["taken"])
        for kept in list_parked(tx)
        if is_pick_up(kept.draft) and find_sale_by_id(tx, fair_id, str(kept.sale_id)) is None
    }


def is_pick_up(draft: Draft) -> bool:
    """Tell what is paid at a pick-up from a basket that is parked."""
    return "pick_up" in draft
