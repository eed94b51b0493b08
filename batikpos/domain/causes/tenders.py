"""Payments keyed as what they were not, or that never came."""

from batikpos.domain.causes.cause import Cause, Grade
from batikpos.domain.causes.drawer import DrawerDay, cash_of
from batikpos.domain.causes.payments import APART, booked_of, key_of, match, say_payment
from batikpos.domain.money import ZERO, Rupiah
from batikpos.i18n import N_

KEYED_QRIS = N_("{number} was keyed as QRIS and paid in cash: the acquirer has no such payment.")
KEYED_CASH = N_("{number} was keyed as cash and paid by QRIS: the acquirer has that payment.")
NOT_THERE = N_("{amount} by QRIS for {number} is not in the acquirer's statement.")
STRANGER = N_("The acquirer has a payment of {amount} that no sale has.")
VOIDED = N_("{amount} by QRIS came for {number}, which was voided: the acquirer has to send it back.")
MAY_BE = N_("A payment may have been keyed wrong, as QRIS or as cash: {count} sales are of this amount.")

SHOWN = 5


def keyed_wrong(day: DrawerDay) -> tuple[Cause, ...]:
    """Find what was keyed as QRIS and is not in the statement, and what is there and was keyed as cash."""
    matched = match(day)
    as_qris = tuple(
        Cause(
            "tender",
            booked.amount,
            KEYED_QRIS,
            (booked.number,),
            {"number": booked.number},
            grade=Grade.CERTAIN,
            qris=-booked.amount,
            about=frozenset({booked.key}),
        )
        for booked in matched.missing
    )
    as_cash = tuple(
        Cause(
            "tender",
            -payment.amount,
            KEYED_CASH,
            (sale.number, say_payment(payment)),
            {"number": sale.number},
            grade=Grade.CERTAIN,
            qris=payment.amount,
            about=frozenset({key_of(payment), f"sale {sale.number}"}),
        )
        for payment in matched.strangers
        for sale in sorted(day.standing, key=lambda s: abs(s.at - payment.at))
        if cash_of(sale) == payment.amount and abs(sale.at - payment.at) <= APART
    )
    return (*as_qris, *_first_of_each(as_cash))


def not_in_statement(day: DrawerDay) -> tuple[Cause, ...]:
    """Name each payment that has no other half; none of it is in the drawer's difference."""
    matched = match(day)
    missing = tuple(
        Cause(
            "qris_missing",
            ZERO,
            NOT_THERE,
            (booked.number,),
            {"amount": booked.amount, "number": booked.number},
            grade=Grade.CERTAIN,
            qris=-booked.amount,
            about=frozenset({booked.key}),
        )
        for booked in matched.missing
    )
    strangers = tuple(
        Cause(
            "qris_stranger",
            ZERO,
            STRANGER,
            (say_payment(payment),),
            {"amount": payment.amount},
            grade=Grade.CERTAIN,
            qris=payment.amount,
            about=frozenset({key_of(payment)}),
        )
        for payment in matched.strangers
    )
    return (*missing, *strangers)


def paid_and_voided(day: DrawerDay) -> tuple[Cause, ...]:
    """Note payments whose sale was voided: no till can send them back."""
    return tuple(
        Cause(
            "qris_voided",
            ZERO,
            VOIDED,
            (booked.number,),
            {"amount": booked.amount, "number": booked.number},
            qris=booked.amount,
            about=frozenset({booked.key}),
        )
        for booked in match(day).voided
    )


def may_be_keyed_wrong(day: DrawerDay, rest: Rupiah) -> tuple[Cause, ...]:
    """Say, without a statement, which sales are just of the amount that is too much or missing."""
    if day.papers.payments is not None or not rest:
        return ()
    numbers = tuple(
        sale.number
        for sale in day.standing
        if (rest > ZERO and any(b.amount == rest for b in booked_of(sale)))
        or (rest < ZERO and cash_of(sale) == -rest)
    )
    if not numbers:
        return ()
    values = {"count": len(numbers)}
    return (Cause("tender", rest, MAY_BE, numbers[:SHOWN], values, grade=Grade.POSSIBLE),)


def _first_of_each(causes: tuple[Cause, ...]) -> tuple[Cause, ...]:
    """Keep one sale for each payment, the nearest in time: any other would explain the same money."""
    kept: dict[str, Cause] = {}
    for cause in causes:
        kept.setdefault(cause.evidence[1], cause)
    return tuple(kept.values())
