"""A nota to look at while its head, foot and logo are being written: nothing was sold."""

from datetime import datetime
from uuid import UUID

from batikpos.domain.cart import Cart
from batikpos.domain.sale import Sale, SaleKind, sold_lines
from batikpos.domain.tender import Tender, TenderKind
from batikpos.paper.document import Document
from batikpos.paper.nota import nota
from batikpos.services.desk import Desk

_PIECES = 2


def preview_nota(desk: Desk, *, cashier: str, now: datetime) -> Document:
    """Write the nota that the first two pieces of the booth's own producer would give."""
    at = desk.fair.local(now)
    own = {p.code for p in desk.catalogue.producers if p.booth == desk.booth.code}
    items = [item for item in desk.catalogue.items if item.producer in own] or desk.catalogue.items
    cart = Cart(UUID(int=0))
    for item in list({item.name: item for item in items}.values())[:_PIECES]:
        cart = cart.add(item)
    sale = Sale(
        sale_id=str(cart.sale_id),
        kind=SaleKind.SALE,
        number=desk.booth.number(at.date(), 1),
        running=1,
        business_day=at.date(),
        at=at,
        cashier=cashier,
        lines=sold_lines(cart, desk.catalogue),
        tenders=(Tender(TenderKind.CASH, cart.net),),
        language=desk.settings.language,
    )
    return nota(sale, desk.stand, fact_hash=bytes(32))
