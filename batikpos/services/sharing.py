"""Sharing a nota with the buyer's phone."""

from dataclasses import dataclass

from batikpos.domain.sale import SaleKind
from batikpos.paper.message import link_of, nota_message, read_phone
from batikpos.services.desk import Desk
from batikpos.services.papers import UnknownNumber
from batikpos.store.sales import find_sale


@dataclass(frozen=True, slots=True)
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
