"""Payments by QRIS set against the acquirer's: one to one, by amount, reference and time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from batikpos.domain.causes.drawer import DrawerDay
from batikpos.domain.causes.papers import Payment
from batikpos.domain.money import Rupiah
from batikpos.domain.sale import Sale, SaleKind
from batikpos.domain.tender import TenderKind

APART = timedelta(hours=2)
"""How far the acquirer's clock and the booth's may be apart, and a payment from its being keyed."""


@dataclass(frozen=True, slots=True)
class Booked:
    """A payment by QRIS as the booth keyed it."""

    number: str
    n: int
    at: datetime
    amount: Rupiah
    reference: str

    @property
    def key(self) -> str:
        """Name it, for what rests on it."""
        return f"booked {self.number} {self.n}"


@dataclass(frozen=True, slots=True)
class Matched:
    """What has no other half: booked and not in the statement, and in the statement and not booked.

    `voided` was paid, though its sale was voided: the acquirer has to send it back.
    """

    missing: tuple[Booked, ...] = ()
    strangers: tuple[Payment, ...] = ()
    voided: tuple[Booked, ...] = ()


def match(day: DrawerDay) -> Matched:
    """Set a day's payments against the statement; where there is none, nothing is known to be missing."""
    if day.papers.payments is None:
        return Matched()
    standing = {sale.number for sale in day.standing}
    booked = [b for sale in day.sales if sale.kind is SaleKind.SALE for b in booked_of(sale)]
    held = [b for b in booked if b.number in standing]
    missing, left = _pair(held, day.papers.payments)
    gone = [b for b in booked if b.number not in standing]
    unpaid, strangers = _pair(gone, left)
    return Matched(missing, strangers, tuple(b for b in gone if b not in unpaid))


def booked_of(sale: Sale) -> tuple[Booked, ...]:
    """List what of a sale was paid by QRIS."""
    return tuple(
        Booked(sale.number, n, sale.at, tender.amount, tender.reference)
        for n, tender in enumerate(sale.tenders, 1)
        if tender.kind is TenderKind.QRIS
    )


def key_of(payment: Payment) -> str:
    """Name a payment of the statement, for what rests on it."""
    return f"paid {payment.at.isoformat()} {payment.amount.amount} {payment.reference}"


def say_payment(payment: Payment) -> str:
    """Write a payment of the statement down as evidence."""
    return " ".join(filter(None, (f"{payment.at:%H.%M} {payment.amount}", payment.reference)))


def _pair(
    booked: Sequence[Booked], payments: Sequence[Payment]
) -> tuple[tuple[Booked, ...], tuple[Payment, ...]]:
    """Pair what fits, the same reference first, then the nearest in time; return what is left of both."""
    fitting = sorted(
        (not _is_same_reference(b, p), abs(b.at - p.at), m, n)
        for (m, b), (n, p) in product(enumerate(booked), enumerate(payments))
        if b.amount == p.amount and _may_be(b, p)
    )
    taken_b: set[int] = set()
    taken_p: set[int] = set()
    for _, _, m, n in fitting:
        if m not in taken_b and n not in taken_p:
            taken_b.add(m)
            taken_p.add(n)
    return (
        tuple(b for m, b in enumerate(booked) if m not in taken_b),
        tuple(p for n, p in enumerate(payments) if n not in taken_p),
    )


def _is_same_reference(booked: Booked, payment: Payment) -> bool:
    return bool(booked.reference) and payment.reference.endswith(booked.reference)


def _may_be(booked: Booked, payment: Payment) -> bool:
    is_other = bool(booked.reference and payment.reference) and not _is_same_reference(booked, payment)
    return not is_other and abs(booked.at - payment.at) <= APART
