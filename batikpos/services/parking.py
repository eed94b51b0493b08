"""Parked baskets: put aside while another buyer is served, taken up again, over a restart too."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from batikpos.domain.errors import PosError
from batikpos.domain.typed import read_note
from batikpos.i18n import N_
from batikpos.services.baskets import OpenBasket, basket_to_draft, read_draft
from batikpos.services.desk import Desk
from batikpos.services.listing import is_listing
from batikpos.services.pickups import is_pick_up
from batikpos.store.baskets import (
    KeptBasket,
    forget_baskets,
    forget_parked,
    keep_basket,
    keep_parked,
    label_parked,
    list_parked,
)
from batikpos.store.engine import Transaction
from batikpos.store.sales import find_sale_by_id
from batikpos.values import frozen


class BasketSold(PosError):
    """A basket that was sold already, whoever did it."""

    code: ClassVar[str] = "basket_sold"
    text: ClassVar[str] = N_("This basket was sold as {number} already. Look at the sales.")
    number: str


@frozen
class ParkedBasket:
    """A basket that waits: since when, who parked it, and what it was called."""

    basket: OpenBasket
    at: datetime
    cashier: str
    label: str = ""

    @property
    def sale_id(self) -> UUID:
        """Say under which id it is to be sold."""
        return self.basket.cart.sale_id


def change_baskets(
    desk: Desk, before: OpenBasket, after: OpenBasket, *, cashier: str, now: datetime, label: str = ""
) -> tuple[ParkedBasket, ...]:
    """Go on with another basket; the one before is parked where something is in it. Say which are parked.

    To park is to go on with an empty one, to recall to go on with a parked one. All in one transaction:
    a basket is open or parked, never both and never neither. Raises: BasketSold, BadNote.
    """
    called = read_note(label)
    with desk.writing() as tx:
        for cart in (before.cart, after.cart):
            if done := find_sale_by_id(tx, desk.fair.fair_id, str(cart.sale_id)):
                raise BasketSold(done.sale.number)
        if before.is_begun:
            kept = KeptBasket(before.cart.sale_id, basket_to_draft(before), now, cashier, called)
            keep_parked(tx, kept)
        if after.is_begun:
            keep_basket(tx, after.cart.sale_id, basket_to_draft(after))
        else:
            forget_baskets(tx)
            forget_parked(tx, after.cart.sale_id)
        return _parked(tx, desk)


def name_parked(desk: Desk, sale_id: UUID, label: str) -> tuple[ParkedBasket, ...]:
    """Call a parked basket something a cashier knows it by. Raises: BadNote."""
    called = read_note(label)
    with desk.writing() as tx:
        label_parked(tx, sale_id, called)
        return _parked(tx, desk)


def drop_parked(desk: Desk, sale_id: UUID) -> tuple[ParkedBasket, ...]:
    """Throw a parked basket away: its buyer does not come back."""
    with desk.writing() as tx:
        forget_parked(tx, sale_id)
        return _parked(tx, desk)


def parked_baskets(desk: Desk) -> tuple[ParkedBasket, ...]:
    """List the parked baskets, the longest waiting first, at today's prices."""
    with desk.store.reading() as tx:
        return _parked(tx, desk)


def _parked(tx: Transaction, desk: Desk) -> tuple[ParkedBasket, ...]:
    return tuple(
        ParkedBasket(read_draft(kept.sale_id, kept.draft, desk.catalogue), kept.at, kept.cashier, kept.label)
        for kept in list_parked(tx)
        if not (is_pick_up(kept.draft) or is_listing(kept.draft))
    )
