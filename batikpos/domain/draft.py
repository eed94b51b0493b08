"""An open basket written down, so that it is there again after a crash."""

from typing import Any
from uuid import UUID

from batikpos.domain.cart import AmountOff, Cart, CartLine, Discount, PercentOff
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.money import Rupiah

Draft = dict[str, Any]
"""What a basket holds, as plain JSON: codes, sizes, agreed prices and discounts."""


def cart_to_draft(cart: Cart) -> Draft:
    """Write down what was chosen, not what it comes to."""
    return {
        "lines": [
            [
                line.item.sku,
                line.quantity.size,
                None if line.agreed is None else line.agreed.amount,
                _discount_to_draft(line.discount),
            ]
            for line in cart.lines
        ],
        "discount": _discount_to_draft(cart.discount),
    }


def cart_from_draft(sale_id: UUID, draft: Draft, catalogue: Catalogue) -> Cart:
    """Read a basket again, at today's prices. Raises: PosError where it can no longer be sold so."""
    lines = tuple(
        CartLine(
            item := catalogue.load(sku),
            item.quantity(size),
            None if agreed is None else Rupiah(agreed),
            _discount_from_draft(discount),
        )
        for sku, size, agreed, discount in draft["lines"]
    )
    return Cart(sale_id, lines).with_discount(_discount_from_draft(draft["discount"]))


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
