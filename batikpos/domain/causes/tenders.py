"""Payments keyed as what they were not, or that never came."""

from batikpos.domain.causes.cause import Cause, Grade
from batikpos.domain.causes.drawer import DrawerDay, cash_of
from batikpos.domain.causes.payments import APART, match, qris_of, say_lines
from batikpos.domain.money import ZERO, Rupiah
from batikpos.i18n import N_

KEYED_QRIS = N_("{number} was keyed as QRIS and paid in cash: the acquirer has no such payment.")
KEYED_CASH = N_("{number} was keyed as cash and paid by QRIS: the acquirer has that payment.")
NOT_THERE = N_("{amount} by QRIS for {number} is not in the acquirer's statement.")
STRANGER = N_("The acquirer has a payment of {amount} that no sale has.")
VOIDED = N_("{amount} by QRIS came for {number}, which was voided: the acquirer has to send it back.")
TAKEN_OFF = N_(
    "{amount} by QRIS came for {number}, and was taken off because nobody had seen it: it has to go back to"
    " the buyer."
)
MAY_BE = N_("A payment may have been keyed wrong, as QRIS or as cash. Sales of this amount: {count}.")
NEAR = N_("{amount} by QRIS for {number}: the acquirer has as much at {at}. It may be the same payment.")
UNCLEAR = N_("Of these {amount} each by QRIS, {count} are not in the acquirer's statement: {numbers}.")

SHOWN = 5


def keyed_wrong(day: DrawerDay) -> tuple[Cause, ...]:
    """Find what was keyed as QRIS and is not in the statement, and what is there and was keyed as cash."""
    matched = match(day)
    as_qris = tuple(
        Cause(
            "tender",
            missing.amount,
            KEYED_QRIS,
            missing.numbers,
            {"number": _one_of(missing.numbers)},
            grade=Grade.CERTAIN,
            qris=-missing.amount,
            about=frozenset({missing.key}),
        )
        for missing in (*matched.missing, *matched.taken_off)
    )
    as_cash = tuple(
        Cause(
            "tender",
            -stranger.amount,
            KEYED_CASH,
            (sale.number, say_lines(stranger.lines)),
            {"number": sale.number},
            grade=Grade.CERTAIN if stranger.is_own else Grade.LIKELY,
            qris=stranger.amount,
            about=frozenset({stranger.key, f"sale {sale.number}"}),
        )
        for stranger in matched.strangers
        for sale in sorted(day.standing, key=stranger.apart)
        if cash_of(sale) == stranger.amount and stranger.apart(sale) <= APART
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
            missing.numbers,
            {"amount": missing.amount, "number": _one_of(missing.numbers)},
            grade=Grade.CERTAIN,
            qris=-missing.amount,
            about=frozenset({missing.key}),
        )
        for missing in matched.missing
    )
    strangers = tuple(
        Cause(
            "qris_stranger",
            ZERO,
            STRANGER,
            (say_lines(stranger.lines),),
            {"amount": stranger.amount},
            grade=Grade.CERTAIN,
            qris=stranger.amount,
            about=frozenset({stranger.key}),
        )
        for stranger in matched.strangers
        if stranger.is_own  # where the statement names no booth, nobody knows whose it is
    )
    return (*missing, *strangers)


def paid_and_voided(day: DrawerDay) -> tuple[Cause, ...]:
    """Note payments that came and are in the books no more: no till can send them back."""
    return tuple(
        Cause(
            "qris_voided",
            ZERO,
            TAKEN_OFF if payment.off else VOIDED,
            (payment.number,),
            {"amount": payment.off or payment.amount, "number": payment.number},
            qris=payment.off or payment.amount,
            about=frozenset({f"booked {payment.number} {payment.n}"}),
        )
        for payment in match(day).voided
    )


def qris_notes(day: DrawerDay) -> tuple[Cause, ...]:
    """Note what the statement has at another time, and what it lacks of several booths' together."""
    matched = match(day)
    near = tuple(
        Cause(
            "qris_near",
            ZERO,
            NEAR,
            (one.payment.number, say_lines((one.line,))),
            {"number": one.payment.number, "amount": one.payment.amount, "at": f"{one.line.at:%H.%M}"},
        )
        for one in matched.near
    )
    unclear = tuple(
        Cause(
            "qris_unclear",
            ZERO,
            UNCLEAR,
            numbers := tuple(dict.fromkeys(p.number for p in group.payments)),
            {"count": group.missing, "amount": group.payments[0].amount, "numbers": ", ".join(numbers)},
        )
        for group in matched.unclear
    )
    return (*near, *unclear)


def may_be_keyed_wrong(day: DrawerDay, rest: Rupiah) -> tuple[Cause, ...]:
    """Say, without a statement, which sales are just of the amount that is too much or missing."""
    if day.papers.tells_payments or not rest:
        return ()
    numbers = tuple(
        sale.number
        for sale in day.standing
        if (rest > ZERO and any(tender.amount == rest for _, tender in qris_of(sale.tenders)))
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


def _one_of(numbers: tuple[str, ...]) -> str:
    return " / ".join(numbers)
