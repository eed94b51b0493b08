"""The promotions of a booth: added, taken off, switched, and those that hold now."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from batikpos.domain.agreement import Agreed, agreed_to_body
from batikpos.domain.cart import Cart
from batikpos.domain.change import promotions_to_body
from batikpos.domain.draft import promotions_from_draft
from batikpos.domain.errors import PosError
from batikpos.domain.fact import FactKind
from batikpos.domain.promotion import Promotion
from batikpos.i18n import N_
from batikpos.services.checkout import basket_of
from batikpos.services.desk import Desk
from batikpos.services.papers import UnknownNumber
from batikpos.store.promotions import list_promotions, replace_promotions
from batikpos.store.sales import find_sale

Promotions = tuple[Promotion, ...]


class UnknownPromotion(PosError):
    """A promotion that is not in this booth's list."""

    code: ClassVar[str] = "unknown_promotion"
    text: ClassVar[str] = N_("There is no promotion “{name}” here. Look at the list of promotions.")
    name: str


def load_promotions(desk: Desk) -> Promotions:
    """List all promotions, whether they hold or not."""
    with desk.store.reading() as tx:
        return list_promotions(tx)


def promotions_at(desk: Desk, now: datetime) -> Promotions:
    """List the promotions that hold now, by the fair's clock."""
    at = desk.fair.local(now)
    return tuple(p for p in load_promotions(desk) if p.holds_at(at))


def under_promotions(desk: Desk, cart: Cart, now: datetime, *, instead_of: str = "") -> Cart:
    """Let the promotions hold under which a basket is sold: those of now.

    Where it is sold `instead_of` another sale, those hold under which that one was. Raises: UnknownNumber.
    """
    if not instead_of:
        return cart.with_promotions(promotions_at(desk, now))
    with desk.store.reading() as tx:
        kept = find_sale(tx, instead_of)
        if kept is None:
            raise UnknownNumber(instead_of)
        draft = basket_of(tx, kept, desk.fair.fair_id) or {}
    return cart.with_promotions(promotions_from_draft(draft))


def add_promotions(
    desk: Desk,
    new: Iterable[Promotion],
    *,
    now: datetime,
    cashier: str = "",
    approver: str = "",
    agreed: Agreed = None,
) -> Promotions:
    """Put promotions behind the others; one of the same name takes the other's place.

    Raises: ChangeNeeded, AllNeeded.
    """
    by_name = {p.name: p for p in new}

    def put(old: Promotions) -> Promotions:
        known = {p.name for p in old}
        behind = [p for p in by_name.values() if p.name not in known]
        return (*(by_name.get(p.name, p) for p in old), *behind)

    return _change(desk, put, now, cashier=cashier, approver=approver, agreed=agreed)


def remove_promotion(
    desk: Desk, name: str, *, now: datetime, cashier: str = "", approver: str = ""
) -> Promotions:
    """Take a promotion off the list. Raises: UnknownPromotion, ChangeNeeded."""

    def take_off(old: Promotions) -> Promotions:
        found = _named(old, name)
        return tuple(p for p in old if p is not found)

    return _change(desk, take_off, now, cashier=cashier, approver=approver)


def switch_promotion(
    desk: Desk,
    name: str,
    *,
    is_on: bool,
    now: datetime,
    cashier: str = "",
    approver: str = "",
    agreed: Agreed = None,
) -> Promotions:
    """Let a promotion hold, or not, whatever its days. Raises: UnknownPromotion, ChangeNeeded, AllNeeded."""

    def switch(old: Promotions) -> Promotions:
        found = _named(old, name)
        return tuple(replace(p, is_on=is_on) if p is found else p for p in old)

    return _change(desk, switch, now, cashier=cashier, approver=approver, agreed=agreed)


def _change(
    desk: Desk,
    change: Callable[[Promotions], Promotions],
    now: datetime,
    *,
    cashier: str,
    approver: str,
    agreed: Agreed = None,
) -> Promotions:
    """Change the list as a supervisor agreed; what is on it from then on is a fact."""
    from batikpos.services.changing import check_supervisor, promotion_reasons  # noqa: PLC0415 - see below
    from batikpos.services.rules import append_change  # noqa: PLC0415 - a sale only reads promotions

    with desk.writing() as tx:
        old = list_promotions(tx)
        new = change(old)
        reasons = promotion_reasons(desk, old, new)
        check_supervisor(desk, reasons, approver, agreed)
        if new != old:
            replace_promotions(tx, new)
            told = agreed_to_body([reason.agreed_to(desk.settings.language) for reason in reasons])
            body = promotions_to_body(new) | told
            append_change(tx, desk, FactKind.PROMOTIONS, body, now, cashier=cashier, approver=approver)
    return new


def _named(promotions: Promotions, name: str) -> Promotion:
    found = next((p for p in promotions if p.name.casefold() == name.strip().casefold()), None)
    if found is None:
        raise UnknownPromotion(name)
    return found
