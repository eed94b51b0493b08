"""Which payments somebody saw in the merchant's or the bank's app."""

from sqlalchemy import Connection, select

from batikpos.domain.checking import Check, TenderKey
from batikpos.store.schema import checked_tender


def list_checked(tx: Connection, number: str = "") -> frozenset[TenderKey]:
    """List the payments that were checked, of one sale or of all."""
    query = select(checked_tender.c.number, checked_tender.c.n)
    if number:
        query = query.where(checked_tender.c.number == number)
    return frozenset((row.number, row.n) for row in tx.execute(query))


def list_checks(tx: Connection, number: str) -> tuple[Check, ...]:
    """List who saw which payment of a sale, and when."""
    of = checked_tender.c
    query = select(of.n, of.at, of.cashier).where(of.number == number).order_by(of.seq)
    return tuple(Check(row.n, row.at, row.cashier) for row in tx.execute(query))
