"""A device's payments by QRIS that the acquirer's statement does not have, and what it has too many.

What is one payment and what is none says `domain/statement.py` alone, whose match this is a reading of.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from batikpos.domain.causes.drawer import DrawerDay
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.qrispayment import TakenPayment, WentBack, payments_of
from batikpos.domain.sale import Sale, SaleKind
from batikpos.domain.statement import (
    Ambiguity,
    Near,
    Payment,
    StatementLine,
    StatementMatch,
    Unlike,
    match_statement,
)
from batikpos.domain.tender import Tender, TenderKind
from batikpos.values import frozen

APART = timedelta(hours=2)
"""How far the acquirer's clock and the booth's may be apart, and a payment from its being keyed."""

HERE = "here"
"""The booth of payments and lines that are one device's own."""


@frozen
class Missing:
    """A payment that the statement does not have: one of `payments`, and nobody knows which of several."""

    payments: tuple[Payment, ...]
    place: int = 0

    @property
    def numbers(self) -> tuple[str, ...]:
        """Name the notas it may be of."""
        return tuple(dict.fromkeys(payment.number for payment in self.payments))

    @property
    def amount(self) -> Rupiah:
        """Say how much it is; those it may be are all of the same amount."""
        return self.payments[0].amount

    @property
    def key(self) -> str:
        """Name it, for what rests on it."""
        return f"booked {' '.join(f'{p.number} {p.n}' for p in self.payments)} {self.place}"


@frozen
class Stranger:
    """A line of the statement that no payment has: one of `lines`; `is_own` where it names this booth."""

    lines: tuple[StatementLine, ...]
    place: int = 0
    is_own: bool = True

    @property
    def amount(self) -> Rupiah:
        """Say how much it is."""
        return self.lines[0].gross

    @property
    def key(self) -> str:
        """Name it, for what rests on it."""
        return f"paid {say_lines(self.lines)} {self.place}"

    def apart(self, sale: Sale) -> timedelta:
        """Say how far it is from a sale."""
        return min(abs(sale.at - line.at) for line in self.lines)


@frozen
class Matched:
    """What has no other half: booked and not in the statement, and in the statement and not booked.

    `voided` was paid, though its sale was voided or it was taken off: it has to go back. What was `taken_off`
    never came: nobody asks for it, but it may have been paid in cash when it was keyed. Of those that are
    `unclear` some are missing, and they are not all this device's. What is `near` is as much money at
    another time.
    """

    missing: tuple[Missing, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    voided: tuple[Payment, ...] = ()
    taken_off: tuple[Missing, ...] = ()
    unclear: tuple[Ambiguity, ...] = ()
    near: tuple[Near, ...] = ()


def match(day: DrawerDay) -> Matched:
    """Set a day's payments against the statement; where there is none, nothing is known to be missing.

    What a booth hands in is of its day alone: a paper slip of an earlier one is not asked for in it.
    """
    own = _own_payments(day)
    if day.papers.payments is not None:
        zone = own[0].at.tzinfo if own else None
        lines = (
            StatementLine(n, p.at.astimezone(zone), p.amount, reference=p.reference, booth=HERE)
            for n, p in enumerate(day.papers.payments, 1)
        )
        that_day = [p for p in own if p.since is None or p.at.date() >= day.tills[0].business_day]
        return _reading(match_statement(that_day, lines, APART), that_day)
    if day.papers.statement is not None:
        return _reading(day.papers.statement, own)
    return Matched()


def qris_of(tenders: Iterable[Tender]) -> tuple[tuple[int, Tender], ...]:
    """List what was paid by QRIS, with its place from 1."""
    return tuple((n, tender) for n, tender in enumerate(tenders, 1) if tender.kind is TenderKind.QRIS)


def say_lines(lines: Iterable[StatementLine]) -> str:
    """Write lines of the statement down as evidence."""
    return " / ".join(
        " ".join(filter(None, (f"{line.at:%H.%M} {line.gross}", line.reference))) for line in lines
    )


def _own_payments(day: DrawerDay) -> tuple[Payment, ...]:
    """List what this device took, of sales and as down payments."""
    sold = {sale.number: sale for sale in day.sales if sale.kind is SaleKind.SALE}
    taken = [
        TakenPayment(of.number, n, of.at, HERE, tender.amount, tender.reference, of.follows, since, slip_day)
        for of, since, slip_day in (_begun(of, sold) for of in sold.values())
        for n, tender in qris_of(of.tenders)
    ]
    taken += [
        TakenPayment(order.number, n, order.at, HERE, tender.amount, tender.reference)
        for till in day.tills
        for order in till.orders
        for n, tender in qris_of(order.tenders)
    ]
    voided = {
        sale.reverses: [-tender.amount for _, tender in qris_of(sale.tenders)]
        for sale in day.sales
        if sale.kind is SaleKind.VOID
    }
    off: Counter[str] = Counter()
    for sale in day.sales:
        if sale.kind is SaleKind.REFUND:
            off[sale.reverses] -= sum(tender.amount.amount for _, tender in qris_of(sale.tenders))
    gone = {number: Rupiah(amount) for number, amount in off.items() if amount}
    return payments_of(sorted(taken, key=lambda one: one.at), WentBack(voided, gone))


def _begun(sale: Sale, sold: Mapping[str, Sale]) -> tuple[Sale, datetime | None, date | None]:
    """Say since when a sale may have been paid that stands for another one, and the day on its paper slip."""
    first, gone = sale, {sale.number}
    while (before := sold.get(first.follows)) is not None and before.number not in gone:
        first = before
        gone.add(before.number)
    return sale, first.at if first is not sale else None, first.slip.day if first.slip else None


def _reading(found: StatementMatch, own: Iterable[Payment]) -> Matched:
    """Read of a match what is this device's; a line at another time explains its payment, and is no match."""
    ours = {payment.key for payment in own}

    def is_ours(payment: Payment) -> bool:
        return payment.key in ours

    late = [
        one for one in found.near if one.unlike is Unlike.TIME and abs(one.payment.at - one.line.at) <= APART
    ]
    explained = {one.payment.key for one in late}
    beside = {replace(one.line, booth="") for one in late}
    groups = [group for group in found.ambiguous if any(map(is_ours, group.payments))]
    whole = [group for group in groups if all(map(is_ours, group.payments))]
    return Matched(
        missing=(
            *(Missing((p,)) for p in found.missing if is_ours(p) and p.key not in explained),
            *(
                Missing(tuple(p for p in group.payments if not p.is_voided), place)
                for group in whole
                for place in range(group.missing)
            ),
        ),
        strangers=(
            *(
                Stranger((line,), is_own=bool(line.booth))
                for line in found.strangers
                if replace(line, booth="") not in beside
            ),
            *(
                Stranger(group.lines, place, is_own=all(line.booth for line in group.lines))
                for group in whole
                for place in range(group.strangers)
            ),
        ),
        voided=(
            *(m.payment for m in found.matches if m.payment.has_gone and is_ours(m.payment)),
            *(
                payment
                for group in whole
                if len(group.lines) >= len(group.payments)
                for payment in group.payments
                if payment.has_gone
            ),
        ),
        taken_off=tuple(Missing((p,)) for p in found.voided if p.off > ZERO and is_ours(p)),
        unclear=tuple(group for group in groups if group not in whole and group.missing),
        near=tuple(one for one in late if is_ours(one.payment)),
    )
