"""The question from which day on others hold the money, where a change gives it to others."""

from datetime import date

from batikpos.domain.holders import Planned, held_by_others
from batikpos.i18n import N_
from batikpos.services.organizer import (
    FEES_OF_SIGNED,
    are_fees_others,
    has_money,
    next_to_change,
    signed_days,
)
from batikpos.ui.organizer.office import Office
from batikpos.ui.organizer.page import say_day

Choice = tuple[str, str]
"""Words, and the value they stand for."""


def warned_of(office: Office, before: Planned, after: Planned) -> tuple[str, list[Choice]]:
    """Name the booths whose money others hold by a change, in a line of its own, and the days to choose from.

    The first choice is what holds where nothing is said. Nothing where nobody else holds anything. Other fees
    of days that were signed off are warned of too.
    """
    overview, fair, now = office.overview, office.fair, office.now()
    if overview is None or fair is None or not has_money(fair, now, overview.decisions):
        return "", []
    signed = signed_days(fair, overview.decisions)
    warned = ""
    if signed and are_fees_others(before, after):
        named = ", ".join(f"{day:%d/%m}" for day in signed)
        warned = "\n" + office.words(FEES_OF_SIGNED).format(days=named)
    if not (moved := held_by_others(before, after)):
        return warned, []
    usual = next_to_change(signed, fair.local(now).date())
    days = [day for day in overview.days if day > max(signed, default=date.min) and day != usual]
    said = office.words(
        N_(
            "By this change others hold what is paid at {booths}. What was paid on days before stays with"
            " whom it is."
        )
    )
    choices = [_choice(office, day) for day in (usual, *days)]
    return warned + "\n" + said.format(booths=", ".join(moved)), choices


def _choice(office: Office, day: date) -> Choice:
    tr, fair = office.words, office.fair
    if fair is None or not fair.has(day):
        return tr(N_("From {day} on")).format(day=f"{day:%d/%m/%Y}"), day.isoformat()
    return tr(N_("From {day} on")).format(day=say_day(day, fair.day_number(day), tr)), day.isoformat()


def since_of(chosen: str) -> date | None:
    """Read what was chosen; None where there was nothing to choose."""
    return date.fromisoformat(chosen) if chosen else None
