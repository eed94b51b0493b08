"""Payments that a till cannot confirm by itself: unchecked until somebody saw them in the app."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from batikpos.domain.money import Rupiah
from batikpos.domain.order import Order
from batikpos.domain.sale import Sale, SaleKind
from batikpos.domain.tender import UNCONFIRMED, Tender, TenderKind

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


def same_payments(
    before: Sequence[Tender], now: Sequence[Tender], *, is_settled: bool
) -> tuple[tuple[int, int], ...]:
    """Say which payments of a sale are those of the one in its place: pairs of places (from 1), each once.

    The same payment has the same kind, reference and amount. Where the difference `is_settled` in cash, less
    of it may stand in the new sale: the rest of what came in went back out of the drawer.
    """
    pairs: list[tuple[int, int]] = []
    taken: set[int] = set()
    for old, was in enumerate(before, 1):
        for new, tender in enumerate(now, 1):
            is_same = (was.kind, was.reference) == (tender.kind, tender.reference) and (
                tender.amount == was.amount or (is_settled and tender.amount < was.amount)
            )
            if was.kind in UNCONFIRMED and is_same and new not in taken:
                pairs.append((old, new))
                taken.add(new)
                break
    return tuple(pairs)
