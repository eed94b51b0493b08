"""The basket before it is paid: lines, agreed prices, discounts, and what they come to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar
from uuid import UUID

from batikpos.domain.catalogue import Item
from batikpos.domain.errors import PosError
from batikpos.domain.money import LARGEST, WHOLE, ZERO, Rupiah, apportion, total
from batikpos.domain.promotion import Promotion
from batikpos.domain.quantity import Quantity
from batikpos.domain.saving import save
from batikpos.domain.sharing import Goods
from batikpos.domain.typed import read_note
from batikpos.i18n import N_
from batikpos.values import frozen


@frozen
class PercentOff:
    """A discount in basis points of what is left (1000 = 10 %)."""

    basis_points: int


@frozen
class AmountOff:
    """A discount of a fixed amount, for the whole line or basket."""

    amount: Rupiah


Discount = PercentOff | AmountOff


class NotPercent(PosError):
    """A typed discount that cannot be read as per cent."""

    code: ClassVar[str] = "bad_percent"
    text: ClassVar[str] = N_("“{typed}” is no per cent. Type it like 10 or 7,5; rupiah have a button beside.")
    typed: str


class DiscountTooLarge(PosError):
    """A discount over what it is taken from, or below nothing."""

    code: ClassVar[str] = "discount_too_large"
    text: ClassVar[str] = N_("A discount of {discount} does not fit {left}. Change it.")
    discount: str
    left: Rupiah


class BadPrice(PosError):
    """An agreed price, or what it comes to, outside what a till can hold."""

    code: ClassVar[str] = "bad_price"
    text: ClassVar[str] = N_("{price} is not a price for {item}. Check the amount.")
    item: str
    price: Rupiah


class DiscountGone(PosError):
    """A basket's discount that what is left of it has no room for."""

    code: ClassVar[str] = "discount_gone"
    text: ClassVar[str] = N_(
        "The basket's discount of {discount} is more than what is left in it, and was taken off. Give another"
        " one, or undo."
    )
    discount: Rupiah


@frozen
class CartLine:
    """One item in the basket; `agreed` is the bargained price for one piece or metre (harga jadi).

    The `note` says what is to be done with it, or for whom it is: it goes onto the nota.
    """

    item: Item
    quantity: Quantity
    agreed: Rupiah | None = None
    discount: Discount | None = None
    note: str = ""


@frozen
class PricedLine:
    """What a line comes to: `net` = `gross` - `discount`, all discounts together.

    `promoted` is what the `promotion` took off, a part of the discount.
    """

    line: CartLine
    unit_price: Rupiah
    gross: Rupiah
    discount: Rupiah
    promotion: str = ""
    promoted: Rupiah = ZERO

    @property
    def net(self) -> Rupiah:
        """Say what is paid for the line."""
        return self.gross - self.discount

    @property
    def is_below_floor(self) -> bool:
        """Say whether less is paid than the producer's lowest price, by whatever way it got there."""
        return self.net < self.line.quantity.of(self.line.item.floor)

    @property
    def is_given_below_floor(self) -> bool:
        """Say whether it is so by what the cashier gives: an agreed price or a discount, and no promotion."""
        agreed = self.line.agreed is not None and self.line.agreed < self.line.item.floor
        return agreed or (self.is_below_floor and self.discount > self.promoted)


@dataclass(frozen=True)
class Cart:
    """An immutable basket: every change returns a new cart. `sale_id` is minted with it.

    `promotions` are those that hold while it is filled: what the screen shows is what is sold.
    """

    sale_id: UUID
    lines: tuple[CartLine, ...] = ()
    discount: Discount | None = None
    promotions: tuple[Promotion, ...] = ()

    def add(self, item: Item) -> "Cart":
        """Scan or tap an item: one more of it, on its own line the first time."""
        for i, line in enumerate(self.lines):
            if line.item.sku == item.sku and not item.is_open:
                return self.with_size(i, line.quantity.size + item.first_quantity().size)
        return _checked(replace(self, lines=(*self.lines, CartLine(item, item.first_quantity()))))

    def put(self, line: CartLine) -> "Cart":
        """Put something on a line of its own, as goods of no catalogue are. Raises: BadPrice."""
        return _checked(replace(self, lines=(*self.lines, line)))

    def with_size(self, index: int, size: int) -> "Cart":
        """Change a line to `size` pieces or millimetres; none takes it off. Raises: NotInStep."""
        if size == 0:
            return self.remove(index)
        return self._with(index, replace(self.lines[index], quantity=self.lines[index].item.quantity(size)))

    def with_agreed(self, index: int, price: Rupiah | None) -> "Cart":
        """Agree a price for one piece or metre of a line, or go back to the list price."""
        return self._with(index, replace(self.lines[index], agreed=price))

    def with_line_discount(self, index: int, discount: Discount | None) -> "Cart":
        """Give a discount on one line, or take it back. Raises: DiscountTooLarge."""
        return self._with(index, replace(self.lines[index], discount=discount))

    def with_promotions(self, promotions: tuple[Promotion, ...]) -> "Cart":
        """Let other promotions hold; a basket discount in rupiah that no longer fits goes."""
        cart = replace(self, promotions=promotions)
        try:
            return _checked(cart)
        except DiscountTooLarge:
            return replace(cart, discount=None)

    def with_note(self, index: int, note: str) -> "Cart":
        """Note something on a line, or nothing any more. Raises: BadNote."""
        return self._with(index, replace(self.lines[index], note=read_note(note)))

    def with_discount(self, discount: Discount | None) -> "Cart":
        """Give a discount on the whole basket, or take it back. Raises: DiscountTooLarge."""
        return _checked(replace(self, discount=discount))

    def remove(self, index: int) -> "Cart":
        """Take one line off; a basket discount in rupiah that no longer fits goes with it."""
        cart = replace(self, lines=self.lines[:index] + self.lines[index + 1 :])
        try:
            return _checked(cart)
        except DiscountTooLarge:
            return replace(cart, discount=None)

    @cached_property
    def priced(self) -> tuple[PricedLine, ...]:
        """Price every line: list or agreed price, promotion or line discount, its part of the basket's.

        What was agreed or discounted gets no promotion: a buyer who has both would be given one too many.
        """
        plain = [_price_line(line) for line in self.lines]
        gross = total(p.gross for p in plain)
        if gross > Rupiah(LARGEST):
            raise BadPrice(plain[-1].line.item.name, gross)
        savings = save([_goods(line) for line in self.lines], self.promotions)
        before = [
            replace(p, discount=p.discount + s.amount, promotion=s.promotion, promoted=s.amount)
            for p, s in zip(plain, savings, strict=True)
        ]
        parts = apportion(_taken(self.discount, total(p.net for p in before)), [p.net for p in before])
        return tuple(replace(p, discount=p.discount + part) for p, part in zip(before, parts, strict=True))

    @cached_property
    def gross(self) -> Rupiah:
        """Add up the lines before any discount."""
        return total(p.gross for p in self.priced)

    @cached_property
    def discounted(self) -> Rupiah:
        """Add up all discounts."""
        return total(p.discount for p in self.priced)

    @cached_property
    def net(self) -> Rupiah:
        """Say what the basket comes to before cash rounding."""
        return self.gross - self.discounted

    def beyond(self, sold: Mapping[str, int]) -> tuple[Item, ...]:
        """List the goods of which it holds more than was sold before, by SKU in pieces or millimetres."""
        items = {line.item.sku: line.item for line in self.lines}
        return tuple(item for sku, item in items.items() if self.quantity_of(sku) > sold.get(sku, 0))

    def quantity_of(self, sku: str) -> int:
        """Count pieces or millimetres of one item over all lines."""
        return sum(line.quantity.size for line in self.lines if line.item.sku == sku)

    def _with(self, index: int, line: CartLine) -> "Cart":
        return _checked(replace(self, lines=(*self.lines[:index], line, *self.lines[index + 1 :])))


def _goods(line: CartLine) -> Goods | None:
    has_own = line.discount not in {None, PercentOff(0), AmountOff(ZERO)}
    return None if has_own or line.agreed is not None else (line.item, line.quantity)


def _checked(cart: Cart) -> Cart:
    """Price it once, so that a cart that cannot be priced never exists."""
    _ = cart.priced
    return cart


def _price_line(line: CartLine) -> PricedLine:
    item, quantity, agreed = line.item, line.quantity, line.agreed
    if agreed is not None and not ZERO <= agreed <= Rupiah(LARGEST):
        raise BadPrice(item.name, agreed)
    unit_price = item.price if agreed is None else max(item.price, agreed)
    gross = quantity.of(unit_price)
    if gross > Rupiah(LARGEST):
        raise BadPrice(item.name, gross)
    bargained = gross - quantity.of(agreed) if agreed is not None else ZERO
    return PricedLine(line, unit_price, gross, bargained + _taken(line.discount, gross - bargained))


def _taken(discount: Discount | None, left: Rupiah) -> Rupiah:
    match discount:
        case None:
            return ZERO
        case PercentOff(basis_points):
            if not 0 <= basis_points <= WHOLE:
                raise DiscountTooLarge(write_percent(basis_points), left)
            return left.share(basis_points)
        case AmountOff(amount):
            if not ZERO <= amount <= left:
                raise DiscountTooLarge(str(amount), left)
            return amount


def write_percent(basis_points: int) -> str:
    """Write basis points as per cent: 1000 is "10%", 70 is "0,7%"."""
    whole, part = divmod(abs(basis_points), 100)
    fraction = f"{part:02}".rstrip("0")
    return f"{'-' if basis_points < 0 else ''}{whole}{',' + fraction if fraction else ''}%"
