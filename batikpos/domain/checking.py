"""Payments that a till cannot confirm by itself: unchecked until somebody saw them in the app."""

from collections.abc import Container, Iterable, Mapping
from datetime import datetime

from batikpos.domain.giveback import same_payments
from batikpos.domain.money import Rupiah
from batikpos.domain.order import Order
from batikpos.domain.sale import Sale, SaleKind
from batikpos.domain.tender import UNCONFIRMED, TenderKind
from batikpos.values import frozen

TenderKey = tuple[str, int]
"""A payment: the number of its sale or order, and its place (from 1) among the payments there."""


@frozen
class Check:
    """Somebody saw payment `n` of a sale in the app, or looked for it there."""

    n: int
    at: datetime
    cashier: str


@frozen
class UncheckedTender:
    """A payment by QRIS or transfer, to be looked for in the merchant's or the bank's app.

    It `is_deposit` where it was paid down for an order. `looked` says who looked for it last, in vain.
    """

    number: str
    n: int
    at: datetime
    cashier: str
    kind: TenderKind
    amount: Rupiah
    reference: str
    is_deposit: bool
    looked: Check | None = None


def unchecked_of(
    sales: Iterable[Sale],
    orders: Iterable[Order],
    checked: Container[TenderKey],
    looked: Mapping[TenderKey, Check],
) -> tuple[UncheckedTender, ...]:
    """List what is still to be checked of a till's sales and orders, the oldest first: as it is in the app.

    What a void took back as it came is not. What was given back otherwise is: in cash where a sale was put
    right, so that less of the payment stands in the new one, or where an order was cancelled.
    """
    listed = tuple(sales)
    tills = _Tills(
        {sale.number: sale for sale in listed},
        {sale.reverses: sale for sale in listed if sale.kind is SaleKind.VOID},
    )
    paid: tuple[Sale | Order, ...] = (*(sale for sale in listed if sale.kind is SaleKind.SALE), *orders)
    unchecked = (
        UncheckedTender(
            of.number,
            n,
            of.at,
            of.cashier,
            t.kind,
            tills.came_as(of, n),
            t.reference,
            isinstance(of, Order),
            looked.get((of.number, n)),
        )
        for of in paid
        for n, t in enumerate(of.tenders, 1)
        if t.kind in UNCONFIRMED and (of.number, n) not in checked
        if not tills.is_gone(of, n)
    )
    return tuple(sorted(unchecked, key=lambda one: one.at))


@frozen
class _Tills:
    """Sales by their numbers, and what voided them."""

    sales: Mapping[str, Sale]
    voids: Mapping[str, Sale]

    def is_gone(self, sale: Sale | Order, n: int) -> bool:
        """Say whether a void took a payment back as it came, or let it stand in the sale that follows."""
        void = self.voids.get(sale.number)
        if void is None:
            return False
        *others, same = [(t.kind, t.reference) for t in sale.tenders[:n]]
        return [(t.kind, t.reference) for t in void.tenders].count(same) > others.count(same)

    def came_as(self, sale: Sale | Order, n: int) -> Rupiah:
        """Say as how much a payment came in: what of it went back in cash is in the app all the same."""
        tender = sale.tenders[n - 1]
        if isinstance(sale, Order):
            return tender.amount
        old, void = self.sales.get(sale.follows), self.voids.get(sale.follows)
        if old is None or void is None:
            return tender.amount
        pairs = same_payments(old.tenders, sale.tenders, is_settled=True)
        was = next((before for before, now in pairs if now == n), 0)
        stayed = tender.turned in void.tenders
        return self.came_as(old, was) if was and stayed else tender.amount
