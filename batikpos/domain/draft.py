"""An open basket written down, so that it is there again after a crash."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from batikpos.domain.cart import (
    AmountOff,
    Cart,
    CartLine,
    Discount,
    DiscountTooLarge,
    PercentOff,
)
from batikpos.domain.catalogue import Catalogue, Item
from batikpos.domain.errors import PosError
from batikpos.domain.money import Rupiah
from batikpos.domain.promotion import Promotion, promotion_from_body, promotion_to_body
from batikpos.domain.quantity import Unit
from batikpos.domain.record import item_from_body, item_to_body, slip_from_body, slip_to_body
from batikpos.domain.sale import PaperSlip

Draft = dict[str, Any]
"""What a basket holds, as plain JSON: codes, sizes, agreed prices and discounts; perhaps a paper slip.

What few lines have follows in an object of its own, so that a line without it is written as ever.
"""


def cart_to_draft(cart: Cart) -> Draft:
    """Write down what was chosen, not what it comes to."""
    return {
        "lines": [
            [
                line.item.sku,
                line.quantity.size,
                None if line.agreed is None else line.agreed.amount,
                _discount_to_draft(line.discount),
                *_more_to_draft(line),
            ]
            for line in cart.lines
        ],
        "discount": _discount_to_draft(cart.discount),
    }


def told_to_draft(cart: Cart) -> Draft:
    """Write down what was chosen, and the promotions under which: what the buyer was told holds later too."""
    promotions = [[p.name, promotion_to_body(p)] for p in cart.promotions]
    return cart_to_draft(cart) | ({"promotions": promotions} if promotions else {})


def units_to_draft(cart: Cart) -> Draft:
    """Write down which goods were sold by the metre: their sizes are millimetres, those of others pieces."""
    return {"metres": sorted({line.item.sku for line in cart.lines if line.item.unit is Unit.METRE})}


def cart_from_draft(sale_id: UUID, draft: Draft, catalogue: Catalogue) -> Cart:
    """Read a basket again, at today's prices. Raises: PosError where it can no longer be sold so."""
    return cart_of_goods(sale_id, draft, [_item_from_draft(line, catalogue) for line in draft["lines"]])


def cart_of_goods(sale_id: UUID, draft: Draft, items: Iterable[Item]) -> Cart:
    """Read a basket again, of these goods: an item for each line. Raises: PosError where it cannot be."""
    lines = tuple(_line_of(item, line) for item, line in zip(items, draft["lines"], strict=True))
    cart = Cart(sale_id, lines, promotions=promotions_from_draft(draft))
    return cart.with_discount(_discount_from_draft(draft["discount"]))


def what_is_left(sale_id: UUID, draft: Draft, catalogue: Catalogue) -> tuple[Cart, tuple[str, ...]]:
    """Read as much of a basket as can still be sold so, and name the rest: by code, or by its amount.

    Goods that are sold in another unit by now are of the rest, where it was written down which they had.
    """
    cart, lost = Cart(sale_id, promotions=promotions_from_draft(draft)), []
    for line in draft["lines"]:
        try:
            now = _line_of(_item_from_draft(line, catalogue), line)
        except PosError:
            lost.append(str(line[0]))
            continue
        if "metres" in draft and (now.item.unit is Unit.METRE) != (now.item.sku in draft["metres"]):
            lost.append(now.item.sku)
            continue
        try:
            cart = cart.put(now)
        except DiscountTooLarge as error:  # they are cheaper by now than what was to be taken off
            cart = cart.put(replace(now, discount=None))
            lost.append(f"-{error.discount}")
    try:
        return cart.with_discount(_discount_from_draft(draft["discount"])), tuple(lost)
    except DiscountTooLarge as error:  # goods that are gone, or cheaper, leave less than it takes off
        return cart, (*lost, f"-{error.discount}")


def promotions_from_draft(draft: Draft) -> tuple[Promotion, ...]:
    """Read the promotions under which a basket was filled; none where none held."""
    return tuple(promotion_from_body(*one) for one in draft.get("promotions", ()))


def _item_from_draft(line: list[Any], catalogue: Catalogue) -> Item:
    sku, _size, _agreed, _discount, *more = line
    if more and "item" in more[0]:
        return replace(item_from_body(more[0]["item"]), is_open=True)
    return catalogue.load(sku)


def _line_of(item: Item, line: list[Any]) -> CartLine:
    _sku, size, agreed, discount, *rest = line
    more: dict[str, Any] = rest[0] if rest else {}
    return CartLine(
        item,
        item.quantity(size),
        None if agreed is None else Rupiah(agreed),
        _discount_from_draft(discount),
        more.get("note", ""),
    )


def _more_to_draft(line: CartLine) -> list[dict[str, Any]]:
    """Write down what few lines have: a note, or goods that stand in no catalogue."""
    more: dict[str, Any] = {"note": line.note} if line.note else {}
    if line.item.is_open:
        more["item"] = item_to_body(line.item)
    return [more] if more else []


def slip_to_draft(slip: PaperSlip | None) -> Draft:
    """Write down the paper slip a basket comes from; nothing where it is of none."""
    return {} if slip is None else {"slip": slip_to_body(slip)}


def slip_from_draft(draft: Draft) -> PaperSlip | None:
    """Read the paper slip a basket comes from."""
    return slip_from_body(draft["slip"]) if "slip" in draft else None


def _discount_to_draft(discount: Discount | None) -> list[object] | None:
    match discount:
        case None:
            return None
        case PercentOff(basis_points):
            return ["percent", basis_points]
        case AmountOff(amount):
            return ["amount", amount.amount]


def _discount_from_draft(draft: list[Any] | None) -> Discount | None:
    if draft is None:
        return None
    kind, value = draft
    return PercentOff(value) if kind == "percent" else AmountOff(Rupiah(value))
