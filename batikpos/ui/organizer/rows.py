"""What stands in a table: plain values, sorted as what they are, shown and exported as people write them."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum

from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import METRE, Quantity, Unit
from batikpos.domain.sheet import Sheet, SheetRow, Value
from batikpos.sheets.delimited import guarded
from batikpos.values import frozen


class Tone(Enum):
    """What a sign's colour says; its word says the same."""

    GOOD = "good"
    ATTENTION = "attention"
    DANGER = "danger"
    PLAIN = "plain"


@frozen
class Sign:
    """A state: a word with a colour, sorted by `rank`, what needs somebody first."""

    words: str
    tone: Tone
    rank: int = 0


Cell = str | int | Rupiah | Quantity | date | datetime | Sign | None
"""What a cell holds; None is what did not come, or is not known."""


@frozen
class Column:
    """A column: its title, and whether it takes what width is left. Numbers stand at the right.

    Where there is too little width for all, one that `gives_way` is left out, the greatest first, and before
    them those in which nothing stands; it is copied and saved all the same.
    """

    title: str
    is_number: bool = False
    is_wide: bool = False
    gives_way: int = 0


@frozen
class Row:
    """One row; `key` says which it is when the rows come anew."""

    key: str
    cells: tuple[Cell, ...]


NOTHING = "\N{EN DASH}"
"""Shown where nothing is known; it is no zero."""


def shown(cell: Cell) -> str:
    """Write a cell as it is read: rupiah without Rp, days and hours as they are said here."""
    match cell:
        case None:
            return NOTHING
        case Rupiah() | int():
            amount = cell.amount if isinstance(cell, Rupiah) else cell
            return Rupiah(amount).bare().replace("-", "\N{MINUS SIGN}")
        case Quantity():
            return str(cell).replace("-", "\N{MINUS SIGN}")
        case datetime():
            return f"{cell:%d/%m %H.%M}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case _:
            return cell.words if isinstance(cell, Sign) else cell


def sort_key(cell: Cell) -> tuple[int | float, str]:
    """Order cells of one column by what they are."""
    order: int | float = 0
    match cell:
        case Rupiah():
            order = cell.amount
        case Quantity():
            order = cell.size / (METRE if cell.unit is Unit.METRE else 1)
        case int():
            order = cell
        case datetime():
            order = cell.timestamp()
        case date():
            order = cell.toordinal()
        case Sign():
            order = cell.rank
    words = cell.words if isinstance(cell, Sign) else cell
    return order, words.casefold() if isinstance(words, str) else ""


def fits(row: Row, words: Sequence[str]) -> bool:
    """Say whether each of these words stands somewhere in a row, amounts with dots or without."""
    said = "\n".join(f"{shown(cell)}\n{plain(cell)}" for cell in row.cells).casefold()
    return all(word in said for word in words)


def plain(cell: Cell) -> str:
    """Write a cell so that any spreadsheet takes it for what it is: bare digits, days as ISO 8601."""
    match cell:
        case None:
            return ""
        case Rupiah():
            return str(cell.amount)
        case Quantity():
            return cell.plain()
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case _:
            return cell.words if isinstance(cell, Sign) else str(cell)


def to_tsv(columns: Sequence[Column], rows: Sequence[Row]) -> str:
    """Write rows for the clipboard: a spreadsheet puts each into its cells, and finds no formula."""
    lines = [[column.title for column in columns]]
    lines += [[guarded(cell) if isinstance(cell, str) else plain(cell) for cell in row.cells] for row in rows]
    return "\n".join("\t".join(" ".join(text.split()) for text in line) for line in lines) + "\n"


def to_sheet(name: str, columns: Sequence[Column], rows: Sequence[Row]) -> Sheet:
    """Make a sheet of rows, to be written as a file; amounts and counts are its numbers."""
    titles: tuple[Value, ...] = tuple(column.title for column in columns)
    cells = [titles, *(tuple(_value(cell) for cell in row.cells) for row in rows)]
    kept = "".join(" " if letter in "[]:*?/\\" else letter for letter in name).strip("' ")
    return Sheet(kept[:31] or "BatikPOS", tuple(SheetRow(n, row) for n, row in enumerate(cells, 1)))


def _value(cell: Cell) -> Value:
    match cell:
        case Rupiah():
            return float(cell.amount)
        case Quantity():
            return float(cell.plain())
        case int():
            return float(cell)
        case _:
            return plain(cell)


def say_row(columns: Sequence[Column], row: Row) -> str:
    """Say a row in words, for whoever cannot see it."""
    return ", ".join(f"{column.title} {shown(cell)}" for column, cell in zip(columns, row.cells, strict=True))
