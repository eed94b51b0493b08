"""Payments by QRIS as booths took them, once each: what a sale took over was paid with the one before."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime, time, timedelta

from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.statement import Payment
from batikpos.values import frozen


@frozen
class TakenPayment:
    """A payment as it was keyed; `follows` is the number of the sale in whose place its own was made.

    What is keyed in the place of something else may have been paid `since` that was. Of a paper slip the day
    on it is when it was paid, `slip_day`: when on it nobody knows.
    """

    number: str
    n: int
    at: datetime
    booth: str
    amount: Rupiah
    reference: str
    follows: str = ""
    since: datetime | None = None
    slip_day: date | None = None

    @property
    def span(self) -> tuple[datetime, datetime | None]:
        """Say when it was paid at the latest, and, where that is not the same, from when on."""
        if self.slip_day is None:
            return self.at, self.since
        first = datetime.combine(self.slip_day, time.min, self.at.tzinfo)
        return min(self.at, first + _LAST), first


_LAST = timedelta(days=1) - timedelta(seconds=1)


@frozen
class WentBack:
    """What went back by QRIS: by a void what the sale had of it, and by returns and cancelled orders.

    `voided` are the voided sales by their numbers, each with the payments by QRIS that its void names: where
    a sale was put right with less, what was seen to come and went back in cash is none of these. `off` is
    what was taken off later, by the nota or order it was paid for: nobody saw it come.
    """

    voided: Mapping[str, Collection[Rupiah]] = field(default_factory=dict)
    off: Mapping[str, Rupiah] = field(default_factory=dict)


def payments_of(taken: Iterable[TakenPayment], back: WentBack) -> tuple[Payment, ...]:
    """Say what was paid, once each, in the order it was keyed."""
    before: dict[str, list[Payment]] = {}
    taken_over: set[tuple[str, int]] = set()
    lessened: set[tuple[str, int]] = set()
    payments: list[Payment] = []
    for one in taken:
        (at, since), amount = one.span, one.amount
        left = [p for p in before.get(one.follows, ()) if p.key not in taken_over]
        first = next((p for p in left if p.amount == amount), None)
        if first is None and amount in back.voided.get(one.follows, ()):
            first = next((p for p in left if p.amount > amount), None)  # of which the rest went back in cash
        more = [p for p in left if p.amount > amount and p.amount in back.voided.get(one.follows, ())]
        less_of = more[0].key if first is None and more and more[0].key not in lessened else None
        if less_of is not None:
            lessened.add(less_of)
        if one.follows and first is not None:
            taken_over.add(first.key)
            at, since, amount = first.at, first.since, first.amount
        is_voided = one.number in back.voided
        said = (one.number, one.n, at, one.booth, amount, one.reference)
        payment = Payment(*said, is_voided=is_voided, since=since, less_of=less_of)
        before.setdefault(one.number, []).append(payment)
        payments.append(payment)
    return _less_off([p for p in payments if p.key not in taken_over], back.off)


def _less_off(payments: Sequence[Payment], off: Mapping[str, Rupiah]) -> tuple[Payment, ...]:
    """Say of what was taken off which payments it was: the last first, as it goes back."""
    left = dict(off)
    found: list[Payment] = []
    for payment in reversed(payments):
        gone = ZERO if payment.is_voided else min(payment.amount, left.get(payment.number, ZERO))
        if gone > ZERO:
            left[payment.number] -= gone
            payment = replace(payment, off=gone, is_voided=gone == payment.amount)  # noqa: PLW2901
        found.append(payment)
    return tuple(reversed(found))
