"""Paper slips as they are typed in: which number, day and reason may stand, and which are the same slip."""

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

from batikpos.domain.errors import BadValue, PosError
from batikpos.domain.fair import Fair
from batikpos.domain.sale import PaperSlip
from batikpos.domain.typed import holds_control, read_reason
from batikpos.i18n import N_

LONGEST_NUMBER = 40
"""Letters the number of a slip may have."""

DAYS_BEFORE = timedelta(days=30)
"""How long before the fair, or before today where that is earlier, a slip may have been written."""


class NoSlipNumber(PosError):
    """A paper slip without a number: nobody could tell it from another."""

    code: ClassVar[str] = "bad_slip"
    text: ClassVar[str] = N_("The paper slip has no number. Type the number that stands on it.")


class BadSlipNumber(PosError):
    """A slip's number that cannot be kept or printed as it is."""

    code: ClassVar[str] = "bad_slip"
    text: ClassVar[str] = N_(
        "The number of a paper slip is of digits and the letters A to Z, with signs between, {longest} at"
        " most. Type it as it stands on the slip."
    )
    longest: int = LONGEST_NUMBER


class NotADay(PosError):
    """A day that cannot be read."""

    code: ClassVar[str] = "bad_slip"
    text: ClassVar[str] = N_("“{typed}” is no date. Type it like 11/12/2026.")
    typed: str


class BadSlipDay(PosError):
    """A slip of a day to come, or of long before the fair: most likely the date is mistyped."""

    code: ClassVar[str] = "bad_slip"
    text: ClassVar[str] = N_(
        "A paper slip entered here is of {first} to {last}, not of {day}. Look at its date again."
    )
    day: str
    first: str
    last: str


def read_slip(slip: PaperSlip) -> PaperSlip:
    """Read a slip as it was typed, without stray blanks.

    Raises: NoSlipNumber, BadSlipNumber, NoReason, BadReason.
    """
    number = slip.number.strip()
    if not number:
        raise NoSlipNumber
    number = unicodedata.normalize("NFKC", number)
    is_plain = not any(c.isalnum() and not c.isascii() for c in number) and any(map(str.isalnum, number))
    if len(number) > LONGEST_NUMBER or holds_control(number) or not is_plain:
        raise BadSlipNumber
    return replace(slip, number=number, reason=read_reason(slip.reason))


def check_slip_day(day: date, fair: Fair, today: date) -> None:
    """Refuse a day on which no slip of this fair can have been written. Raises: BadSlipDay."""
    first = min(fair.first_day, today) - DAYS_BEFORE
    if not first <= day <= today:
        raise BadSlipDay(write_day(day), write_day(first), write_day(today))


def is_same_number(one: str, other: str) -> bool:
    """Say whether two numbers name one slip, however they were typed.

    Letters large or small, blanks, leading zeros, and signs beside letters or at the ends make no other
    slip, nor does a “no.” before it: A-12, a12 and “No. A/012” are one. Signs between digits count, but
    not which they are: 1-12 is not 11-2, and is 1/12.
    """
    return _plain(one) == _plain(other)


def parse_day(typed: str) -> date:
    """Read a day as it is written in Indonesia: 11/12/2026, also with dots or dashes. Raises: NotADay."""
    found = re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", typed.strip(), re.ASCII)
    try:
        if found is None:
            raise ValueError
        return date(int(found[4]), int(found[3]), int(found[1]))
    except ValueError as error:
        raise NotADay(typed) from error


def read_day(typed: str) -> date:
    """Read a day as it is written in Indonesia. Raises: BadValue."""
    try:
        return datetime.strptime(typed.strip(), "%d/%m/%Y").replace(tzinfo=UTC).date()
    except ValueError as error:
        raise BadValue(N_("a day like 11/12/2026"), typed) from error


def write_day(day: date) -> str:
    """Write a day as it is written in Indonesia: 11/12/2026."""
    return f"{day:%d/%m/%Y}"


def _plain(number: str) -> str:
    letters = "".join(number.casefold().split())
    letters = re.sub(r"^(?:nomor|no|nr)?[^a-z0-9]+(?=[a-z0-9])|^(?:nomor|no|nr)(?=[0-9])", "", letters)
    letters = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    letters = re.sub(r"(?<=[a-z])-|-(?=[a-z])", "", letters)
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", letters)
