"""Change that was given wrong: a note too many or too few, one taken for another, none, or twice."""

from batikpos.domain.causes.cause import Cause, Grade
from batikpos.domain.causes.drawer import DrawerDay
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.sale import Sale
from batikpos.domain.till import DENOMINATIONS
from batikpos.i18n import N_

TOO_MUCH = N_("Too much change was given: {count} sales with change fit.")
TOO_LITTLE = N_("Too little change was given: {count} sales with change fit.")

MOST = 50_000
"""More than this is no slip of the hand, unless it is just all the change of a sale, which was forgotten."""

SHOWN = 5


def wrong_change(day: DrawerDay, rest: Rupiah) -> tuple[Cause, ...]:
    """Find the sales whose change may have been given so much wrong; nothing but the amount shows it."""
    if not rest:
        return ()
    fitting = tuple(sale.number for sale in day.standing if _fits(sale, -rest.amount))
    if not fitting:
        return ()
    text = TOO_MUCH if rest < ZERO else TOO_LITTLE
    values = {"count": len(fitting)}
    return (Cause("change", rest, text, fitting[:SHOWN], values, grade=Grade.LIKELY),)


def _fits(sale: Sale, more: int) -> bool:
    """Say whether so much more than the change may have been given (less, where it is below zero)."""
    if sale.change <= ZERO:
        return False
    if abs(more) == sale.change.amount and (more < 0 or more <= MOST):
        return True
    notes = set(notes_of(sale.change))
    swapped = {other - note for note in notes for other in DENOMINATIONS if other != note}
    return abs(more) <= MOST and more in {*notes, *(-note for note in notes), *swapped}


def notes_of(amount: Rupiah) -> tuple[int, ...]:
    """Lay an amount out in the fewest notes and coins; what no coin makes is left out."""
    notes: list[int] = []
    rest = amount.amount
    for note in DENOMINATIONS:
        pieces, rest = divmod(rest, note)
        notes += [note] * pieces
    return tuple(notes)
