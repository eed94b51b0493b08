"""What keeps a basket from being sold until somebody agrees: low prices, and goods that are short."""

from collections.abc import Sequence
from typing import ClassVar

from batikpos.domain.agreement import Asked, Reason
from batikpos.domain.cart import Cart
from batikpos.domain.catalogue import Item
from batikpos.domain.errors import Name, PosError
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Quantity
from batikpos.domain.right import much_of
from batikpos.i18n import N_, translator


class BelowFloor(Asked):
    """A price under the producer's lowest, which a second person must agree to; both are of a whole line."""

    code: ClassVar[str] = "below_floor"
    text: ClassVar[str] = N_(
        "{item} may not go under {floor}. {asked} is asked: a second person's PIN can allow it."
    )
    what: ClassVar[str] = N_("{item} for {asked}, under its lowest price, {floor}")
    item: Name
    floor: Rupiah
    asked: Rupiah
    sku: str


class SoldOut(Asked):
    """More than there is: one-off pieces exist once."""

    code: ClassVar[str] = "sold_out"
    text: ClassVar[str] = N_(
        "Not enough of {item} here: {left} left, {asked} asked. Check the label, or sell it all the same."
    )
    item: Name
    left: Quantity
    asked: Quantity
    sku: str


class KeptForOrder(PosError):
    """Goods of which an order that is not handed over yet has the last."""

    code: ClassVar[str] = "kept_for_order"
    text: ClassVar[str] = N_("{item} is kept for order {number}: sell it only if there is another.")
    item: Name
    number: str


class SeveralSoldOut(Asked):
    """More than there is of several goods."""

    code: ClassVar[str] = "sold_out"
    short: tuple[SoldOut, ...]

    def message(self, language: str) -> str:
        """Say of each what is left and asked, on a line of its own."""
        tr = translator(language)
        said = [one.in_words(N_("{item}: {left} left, {asked} asked"), language) for one in self.short]
        last = tr(N_("Check the labels, or sell them all the same."))
        return "\n".join((tr(N_("Not enough here:")), *said, last))

    @property
    def asks(self) -> tuple[Reason, ...]:
        """Say what is to be agreed to: each of them."""
        return tuple(reason for one in self.short for reason in one.asks)


def below_floor(item: Item, quantity: Quantity, asked: Rupiah) -> BelowFloor:
    """Say that so much of an item may not go for what is asked for it."""
    return BelowFloor(much_of(item.names, quantity), quantity.of(item.floor), asked, item.sku)


def short_of(cart: Cart, item: Item, left: Quantity) -> SoldOut:
    """Say that a basket asks for more of an item than is left."""
    return SoldOut(item.names, left, Quantity(cart.quantity_of(item.sku), item.unit), item.sku)


def sold_out(short: Sequence[SoldOut]) -> SoldOut | SeveralSoldOut:
    """Say all that is short at once."""
    return short[0] if len(short) == 1 else SeveralSoldOut(tuple(short))
