"""The drawer opened without a sale: what is missing may have gone out then."""

from batikpos.domain.causes.cause import Cause, Grade
from batikpos.domain.causes.drawer import DrawerDay
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.till import DrawerOpening
from batikpos.i18n import N_

TAKEN = N_("The drawer was opened {count} times without a sale, and whole notes are missing.")

NOTE = 10_000
"""What goes out by hand is whole notes; what is less round is no reason to look here."""


def opened_drawer(day: DrawerDay, rest: Rupiah) -> tuple[Cause, ...]:
    """Name the openings where notes are missing."""
    openings = tuple(say_opening(o) for till in day.tills for o in till.openings)
    if not openings or rest >= ZERO or rest.amount % NOTE:
        return ()
    return (Cause("drawer_opened", rest, TAKEN, openings, {"count": len(openings)}, grade=Grade.LIKELY),)


def say_opening(opening: DrawerOpening) -> str:
    """Write an opening down as evidence."""
    people = " + ".join(filter(None, (opening.cashier, opening.approver)))
    return f"{opening.at:%H.%M} {people}: {opening.reason}"
