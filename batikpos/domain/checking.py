"""Payments that a till cannot confirm by itself: unchecked until somebody saw them in the app."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime

from batikpos.domain.money import Rupiah
from batikpos.domain.sale import Sale, SaleKind
from batikpos.domain.tender import UNCONFIRMED, TenderKind

TenderKey = tuple[str, int]
"""A payment: the number of its sale, and its place (from 1) among the sale's payments."""


@dataclass(frozen=True, slots=True)
class UncheckedTender:
    """A payment by QRIS or transfer, to be looked for in the merchant's or the bank's app."""

    number: str
    n: int
    at: datetime
    cashier: str
    kind: TenderKind
    amount: Rupiah
    reference: str


def unchecked_of(sales: Iterable[Sale], checked: Container[TenderKey]) -> tuple[UncheckedTender, ...]:
    """List what is still to be checked of a till's sales, the oldest first; a voided sale's is not."""
    listed = tuple(sales)
    voided = {sale.reverses for sale in listed if sale.kind is SaleKind.VOID}
    return tuple(
        UncheckedTender(sale.number, n, sale.at, sale.cashier, tender.kind, tender.amount, tender.reference)
        for sale in listed
        if sale.kind is SaleKind.SALE and sale.number not in voided
        for n, tender in enumerate(sale.tenders, 1)
        if tender.kind in UNCONFIRMED and (sale.number, n) not in checked
    )
