"""Sharing a nota with the buyer's phone."""

from batikpos.domain.sale import SaleKind
from batikpos.paper.message import link_of, link_of_order, nota_message, order_message, read_phone
from batikpos.services.desk import Desk
from batikpos.services.papers import UnknownNumber
from batikpos.store.orders import find_order
from batikpos.store.sales import find_sale
from batikpos.values import frozen


@frozen
class Shared:
    """A nota as a message, and the link that opens WhatsApp with it."""

    text: str
    link: str


def share_nota(desk: Desk, number: str, phone: str = "") -> Shared:
    """Write a sale's nota as a message. Raises: UnknownNumber, BadPhone."""
    to = read_phone(phone) if phone.strip() else ""
    with desk.store.reading() as tx:
        kept = find_sale(tx, number)
    if kept is None or kept.sale.kind is not SaleKind.SALE:
        raise UnknownNumber(number)
    return Shared(nota_message(kept.sale, desk.stand), link_of(kept.sale, desk.stand, to))


def share_order(desk: Desk, number: str) -> Shared:
    """Write an order's paper as a message. Raises: UnknownNumber."""
    with desk.store.reading() as tx:
        kept = find_order(tx, number)
    if kept is None:
        raise UnknownNumber(number)
    return Shared(order_message(kept.order, desk.stand), link_of_order(kept.order, desk.stand))
