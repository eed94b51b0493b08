"""What a buyer pays where it is not the open basket: an order's down payment, or its rest at the pick-up."""

from batikpos.domain.cart import Cart
from batikpos.domain.money import ZERO, Rupiah
from batikpos.values import frozen


@frozen
class Bill:
    """An order with its goods, what is to pay of it now, and what was `paid_down` before."""

    goods: Cart
    due: Rupiah
    language: str
    paid_down: Rupiah = ZERO


@frozen
class Thanks:
    """What was paid by a bill, and the change for it.

    Where goods or a sale were put right it `follows` one that was paid before.
    """

    paid: Rupiah
    change: Rupiah
    language: str
    follows: bool = False
