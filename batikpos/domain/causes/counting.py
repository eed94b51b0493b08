"""Counts that are wrong: against the organizer's, against each other, against one note more or less."""

from batikpos.domain.causes.cause import Cause, Grade
from batikpos.domain.causes.drawer import DrawerDay
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.till import DENOMINATIONS, Till
from batikpos.i18n import N_

MISCOUNTED = N_("The booth counted {booth}, the organizer {handed_in}.")
BY_NOTE = N_("The booth counted {booth}, the organizer {handed_in}; the booth's notes are off by {notes}.")
EARLIER = N_("It was counted more than once, and the close was made by the wrong count: {first} came first.")
ONE_NOTE = N_("One note of {note} may have been counted too often, or not at all.")

COUNTED_AGAIN = frozenset({"counted again"})
"""What the organizer's count shows, shows one thing."""


def recounted(day: DrawerDay) -> tuple[Cause, ...]:
    """Set the booth's count against the organizer's: what they differ by is no money.

    Cash that was given back after the close left after the count, and is told apart.
    """
    off, notes = day.count_off, _by_note(day)
    if day.handed_in is None or not off:
        return ()
    values = {"handed_in": day.handed_in, "booth": day.counted_once, "first": day.handed_in, "notes": notes}
    code, text, papers = "note_miscounted", BY_NOTE if notes else MISCOUNTED, day.closes
    if first := _first_as(day, day.handed_in):
        code, text, papers = "counts", EARLIER, first
    return (Cause(code, off, text, papers, values, grade=Grade.CERTAIN, about=COUNTED_AGAIN),)


def counts_disagree(day: DrawerDay) -> tuple[Cause, ...]:
    """Find an earlier count by which the drawer would have been right, where nobody counted again."""
    if day.handed_in is not None or not day.difference:
        return ()
    right = day.counted - day.difference
    first = _first_as(day, right)
    if not first:
        return ()
    return (Cause("counts", day.difference, EARLIER, first, {"first": right}, grade=Grade.LIKELY),)


def one_note(day: DrawerDay, rest: Rupiah) -> tuple[Cause, ...]:
    """Say that one note may have been counted wrong where the rest is just one that was counted.

    Where the organizer counted again, it is known: then it is not only possible.
    """
    size = abs(rest.amount)
    counted = {note for till in day.tills for note, pieces in till.notes.items() if pieces}
    is_known = day.handed_in is not None
    if is_known or size not in DENOMINATIONS or (rest > ZERO and size not in counted):
        return ()
    values = {"note": Rupiah(size)}
    return (Cause("note_miscounted", rest, ONE_NOTE, day.closes, values, grade=Grade.POSSIBLE),)


def _first_as(day: DrawerDay, amount: Rupiah) -> tuple[str, ...]:
    """List the counts of a day whose last till was once counted so that all came to an amount."""
    last: Till = day.tills[-1]
    others = day.counted_once - (last.counted or ZERO)
    if not any(others + count.counted == amount for count in last.counts):
        return ()
    return tuple(f"{count.at:%H.%M} {count.cashier}: {count.counted}" for count in last.counts)


def _by_note(day: DrawerDay) -> str:
    """Say of which notes there were more or fewer than were counted; "" where nobody counted by notes."""
    if not any(till.notes for till in day.tills):
        return ""
    handed_in = day.papers.handed_in or {}
    tills = [till for till in day.tills if till not in day.left_in]
    off = {
        note: sum(till.notes.get(note, 0) for till in tills) - handed_in.get(note, 0)
        for note in DENOMINATIONS
    }
    return ", ".join(f"{pieces:+} x {Rupiah(note)}" for note, pieces in off.items() if pieces)
