"""A sheet as a value: rows of cells with their places, before anybody knows what they mean."""

from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cache
from string import ascii_uppercase

from batikpos.i18n import N_
from batikpos.values import frozen

DIGITS = 15
"""A spreadsheet keeps so many digits of a number, and makes zeros of the others."""


class Flaw(StrEnum):
    """Why a cell has no value that could be taken; said in the language of the screen."""

    ERROR = N_("holds an error of the spreadsheet, like #REF!")
    NO_RESULT = N_(
        "is a formula whose result is not in the file: open it in a spreadsheet, save it, and try again"
    )


Value = str | float | bool | date | datetime | time | Flaw
"""What stands in a cell; an empty one is "". All numbers of a spreadsheet are floats."""

Place = tuple[int, int]
"""A row and a column, both counted from 1."""


@frozen
class SheetRow:
    """One row; `number` counts from 1, as a spreadsheet does, its cells from the first column on."""

    number: int
    cells: tuple[Value, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether nothing stands in it."""
        return all(isinstance(cell, str) and not cell.strip() for cell in self.cells)


@frozen
class Sheet:
    """One sheet of a file; `merged` names the first and last cell of what was merged."""

    name: str
    rows: tuple[SheetRow, ...]
    merged: tuple[tuple[Place, Place], ...] = ()


def letter_of(column: int) -> str:
    """Name a column as a spreadsheet does: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, len(ascii_uppercase))
        letters = ascii_uppercase[rest] + letters
    return letters


@cache
def column_of(letters: str) -> int:
    """Read what `letter_of` writes. Raises: ValueError."""
    column = 0
    for letter in letters:
        column = column * len(ascii_uppercase) + ascii_uppercase.index(letter) + 1
    return column


def write_value(value: Value) -> str:
    """Write a cell the plain way: numbers as the spreadsheet shows them, days and times as ISO 8601."""
    match value:
        case Flaw():
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return write_number(value)
        case date() | time():
            return value.isoformat()
        case _:
            return value


def write_number(number: float) -> str:
    """Write a number to the digits a spreadsheet shows, so that 0,1 + 0,2 is 0.3."""
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124 - not a number
        return str(number)
    decimal = Decimal(format(number, f".{DIGITS}g"))
    written = format(decimal, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written
