"""Payments that a till cannot confirm by itself: unchecked until somebody saw them in the app."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime

from batikpos.domain.money import Rupiah
from batikpos.domain.order import Order
from batikpos.domain.sale import Sale, SaleKind
from batikpos.domain.tender import UNCONFIRMED, TenderKind

TenderKey = tuple[str, int]
"""A payment: the number of its sale or order, and its place (from 1) among the payments there."""


@dataclass(frozen=True, slots=True)
class Check:
    """Somebody saw payment `n` of a sale in the app."""

    n: int
    at: datetime
    cashier: str


@dataclass(frozen=True, slots=True)
class UncheckedTender:
    """A payment by QRIS or transfer, to be looked for in the merchant's or the bank's app.

    It `is_deposit` where it was paid down for an order.
    """

    number: str
    n: int
    at: datetime
    cashier: str
    kind: TenderKind
    amount: Rupiah
    reference: str
    is_deposit: bool


def unchecked_of(
    sales: Iterable[Sale], orders: Iterable[Order], checked: Container[TenderKey]
) -> tuple[UncheckedTender, ...]:
    """List what is still to be checked of a till's sales and orders, the oldest first.

    A voided sale's is not: its payment was taken back as it came. What was paid down for an order that was
    cancelled is, for that was given back otherwise.
    """
    listed = tuple(sales)
    voided = {sale.reverses for sale in listed if sale.kind is SaleKind.VOID}
    standing = (sale for sale in listed if sale.kind is SaleKind.SALE and sale.number not in voided)
    paid: tuple[Sale | Order, ...] = (*standing, *orders)
    unchecked = (
        UncheckedTender(of.number, n, of.at, of.cashier, t.kind, t.amount, t.reference, isinstance(of, Order))
        for of in paid
        for n, t in enumerate(of.tenders, 1)
        if t.kind in UNCONFIRMED and (of.number, n) not in checked
    )
    return tuple(sorted(unchecked, key=lambda one: one.at))
