"""Exchanging a size without money: one line given back, another size sold for what was paid, at once."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import ClassVar
from uuid import UUID

from batikpos.domain.agreement import Agreed, Asked
from batikpos.domain.cart import AmountOff, Cart, CartLine
from batikpos.domain.catalogue import Catalogue, Item
from batikpos.domain.errors import Name, PosError
from batikpos.domain.fact import canonical
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.obstacle import below_floor
from batikpos.domain.quantity import Unit
from batikpos.domain.right import Cut, check_all, discount_reasons
from batikpos.domain.sale import Sale, SaleKind, SaleLine
from batikpos.domain.tender import Tender, TenderKind
from batikpos.i18n import N_, translator
from batikpos.services.checkout import IdReused, check_stock, sell_in
from batikpos.services.desk import Desk
from batikpos.services.following import Followed, find_followed, number_after
from batikpos.services.returns import lines_back, load_sale, record_reversal


class OtherGarment(PosError):
    """Something that is no other size of what was sold."""

    code: ClassVar[str] = "other_garment"
    text: ClassVar[str] = N_("{item} is no other size of it. Give the one back, and sell the other.")
    item: Name


def sizes_of(line: SaleLine, catalogue: Catalogue) -> tuple[Item, ...]:
    """List the other sizes of what was sold, in the order of the price list; none where there are none."""
    sold = catalogue.find(line.sku)
    if sold is None or not sold.group or sold.unit is not Unit.PIECE:
        return ()
    return tuple(
        item
        for item in catalogue.items
        if item.group == sold.group and item.producer == sold.producer and item.sku != sold.sku
    )


def exchange_size(
    desk: Desk,
    number: str,
    line: int,
    item: Item,
    *,
    exchange_id: UUID,
    cashier: str,
    now: datetime,
    size: int | None = None,
    approver: str = "",
    oversell: bool = False,
    agreed: Agreed = None,
    told_in: str = "",
) -> Followed:
    """Give a line of a sale back (number from 1; `size` pieces, or all that is left) for another size of it.

    The other size costs what was paid for the line, whatever its own price: no money moves. A size that is
    dearer is as good as agreed upon at that price: a second person is asked where one would be for that.
    Asking twice under one `exchange_id` exchanges once.

    Raises: UnknownNumber, NotASale, AlreadyReversed, NoSuchLine, BadReturn, OtherGarment, SoldOut,
    TillClosed, IdReused, BelowFloor, ApprovalNeeded, AllNeeded.
    """
    content = _digest(number, line, item, size)
    with desk.writing() as tx:
        if done := find_followed(tx, desk, number, exchange_id):
            if done.given_back.kept.sale.content != content:
                raise IdReused(done.sale.kept.sale.number)
            return done
        sale = load_sale(tx, number).sale
        back = lines_back(tx, sale, [(line, size)])
        (given,) = back
        if item not in sizes_of(given, desk.catalogue):
            raise OtherGarment(item.names)
        worth = ZERO - given.net
        cart = Cart(exchange_id, (_line_for(item, given, worth),))
        check_stock(
            tx, cart, oversell=oversell, agreed=agreed
        )  # first: then a PIN is typed once, to all of it
        reasons = check_all(_price_reasons(desk, item, given, worth), approver, agreed)
        refund = replace(
            _refund(sale, back, worth),
            cashier=cashier,
            approver=approver,
            content=content,
            followed_by=number_after(tx, desk),
        )
        refunded = record_reversal(tx, desk, refund, now, reasons=reasons, told_in=told_in)
        sold = sell_in(
            tx,
            desk,
            cart,
            (Tender(TenderKind.EXCHANGE, worth),) if worth else (),
            cashier=cashier,
            now=now,
            approver=approver,
            oversell=oversell,
            agreed=agreed,
            language=sale.language,
            told_in=told_in,
            follows=number,
            prices_stand=True,
        )
        return Followed(refunded, sold)


def _price_reasons(desk: Desk, item: Item, given: SaleLine, worth: Rupiah) -> tuple[Asked, ...]:
    """Say why only two may give a dearer size for what was paid; () where one may.

    Dearer is what costs more by the list, or may not go as low: a price that was agreed upwards, and taken
    off again by a discount, makes no size cheap.
    """
    sold = desk.catalogue.load(given.sku)
    was_listed = min(given.unit_price, sold.price) if given.agreed == given.unit_price else given.unit_price
    if item.price <= was_listed and item.floor <= sold.floor:
        return ()
    quantity = item.quantity(-given.quantity.size)
    price = quantity.of(item.price)
    cut = Cut(item.sku, item.names, quantity, price, price - worth)
    discounts = discount_reasons(desk.settings.rules, [cut])
    return (below_floor(item, quantity, worth), *discounts) if worth < quantity.of(item.floor) else discounts


def _digest(number: str, line: int, item: Item, size: int | None) -> str:
    """Digest what was asked for, so that a repeat is told from another exchange under the same id."""
    return sha256(canonical([number, line, item.sku, size]).encode()).hexdigest()


def _line_for(item: Item, given: SaleLine, worth: Rupiah) -> CartLine:
    """Price another size at what was paid: by what was agreed, or by a discount that leaves exactly that."""
    quantity = item.quantity(-given.quantity.size)
    agreed = given.agreed
    if agreed is not None and not item.floor <= agreed < item.price:
        agreed = None
    plain = quantity.of(item.price if agreed is None else agreed)
    if plain < worth:
        agreed = Rupiah(-(-worth.amount // quantity.size))
        plain = quantity.of(agreed)
    off = plain - worth
    return CartLine(item, quantity, agreed, AmountOff(off) if off > ZERO else None, given.note)


def _refund(sale: Sale, lines: tuple[SaleLine, ...], worth: Rupiah) -> Sale:
    """Write the return down: paid back in goods, so that cash rounding stays as it was."""
    return replace(
        sale,
        kind=SaleKind.REFUND,
        lines=lines,
        tenders=(Tender(TenderKind.EXCHANGE, -worth),) if worth else (),
        rounding=ZERO,
        change=ZERO,
        reverses=sale.number,
        reason=translator(sale.language)(N_("Size exchanged")),
        follows="",
    )
