"""What a buyer pays where it is not the open basket: an order's down payment, or its rest at the pick-up."""

from batikpos.domain.cart import Cart
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.tender import TenderKind
from batikpos.services.checkout import CompletedSale
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


def thanks_for(done: CompletedSale) -> Thanks | None:
    """Say what a buyer is thanked for; None for what was given back, and for what was paid down before."""
    sale = done.kept.sale
    paid = sale.total - total(t.amount for t in sale.tenders if t.kind is TenderKind.DEPOSIT)
    if not done.is_sale or (sale.is_pick_up and not paid):
        return None
    return Thanks(paid, sale.change + done.also_back, sale.language, bool(sale.follows))
