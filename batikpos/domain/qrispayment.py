"""Payments by QRIS as booths took them, once each: what a sale took over was paid with the one before."""

from collections.abc import Collection, Iterable
from datetime import datetime

from batikpos.domain.money import Rupiah
from batikpos.domain.statement import Payment
from batikpos.values import frozen


@frozen
class TakenPayment:
    """A payment as it was keyed; `follows` is the number of the sale in whose place its own was made."""

    number: str
    n: int
    at: datetime
    booth: str
    amount: Rupiah
    reference: str
    follows: str = ""


def payments_of(taken: Iterable[TakenPayment], voided: Collection[str]) -> tuple[Payment, ...]:
    """Say what was paid, once each, in the order it was keyed: `voided` are the numbers of voided sales."""
    before: dict[str, list[Payment]] = {}
    taken_over: set[tuple[str, int]] = set()
    payments: list[Payment] = []
    for one in taken:
        at = one.at
        same = (p for p in before.get(one.follows, ()) if p.amount == one.amount)
        first = next((p for p in same if (p.number, p.n) not in taken_over), None)
        if one.follows and first is not None:
            taken_over.add((first.number, first.n))
            at = first.at
        payment = Payment(
            one.number, one.n, at, one.booth, one.amount, one.reference, is_voided=one.number in voided
        )
        before.setdefault(one.number, []).append(payment)
        payments.append(payment)
    return tuple(p for p in payments if (p.number, p.n) not in taken_over)
