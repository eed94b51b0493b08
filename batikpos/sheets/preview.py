"""What a file will be taken for, before it is: which column is what, what is missing, the first rows."""

from collections.abc import Sequence

from batikpos.domain.sheet import Sheet, letter_of, write_value
from batikpos.sheets.columns import (
    NO_CHOICE,
    Choice,
    Heading,
    ListKind,
    find_heading,
    is_nearly,
    likely_heading,
)
from batikpos.values import frozen

FIRST = 5
"""So many rows are shown."""


@frozen
class Taken:
    """A column that is known: our key, its letter and its heading."""

    key: str
    letter: str
    heading: str


@frozen
class SheetPreview:
    """One sheet: `columns` are known; `missing` are needed; `unclear` may be several; `other` mean nothing.

    `rows` counts the rows below the heading, which ends in row `heading`; `first` shows them as far as known.
    """

    sheet: str
    heading: int
    columns: tuple[Taken, ...]
    missing: tuple[str, ...]
    unclear: tuple[tuple[str, tuple[Taken, ...]], ...]
    absent: tuple[str, ...]
    other: tuple[str, ...]
    rows: int
    first: tuple[tuple[str, ...], ...]


@frozen
class Preview:
    """A file: the sheets that are, or nearly are, the list asked for, and the names of the others."""

    file: str
    kind: str
    sheets: tuple[SheetPreview, ...]
    left_out: tuple[str, ...]


def preview_of(file: str, sheets: Sequence[Sheet], kind: ListKind, choice: Choice = NO_CHOICE) -> Preview:
    """Show what a file would be taken for; nothing is refused here."""
    found = [(sheet, find_heading(sheet, kind, choice)) for sheet in sheets]
    best = max((h.rank for _, h in found if h), default=None)
    shown, left_out = [], []
    for sheet, heading in found:
        if heading and (heading.is_whole or is_nearly(heading, kind) or heading.rank == best):
            shown.append(_shown(sheet, heading, kind))
        elif not all(row.is_empty for row in sheet.rows):
            left_out.append(sheet.name)
    return Preview(file, kind.code, tuple(shown), tuple(left_out))


def preview_by_hand(file: str, sheets: Sequence[Sheet], kind: ListKind, choice: Choice) -> Preview | None:
    """Show the first sheet that has a row of names, where nothing of it is known; None where none has."""
    for sheet in sheets:
        if heading := likely_heading(sheet, kind, choice):
            others = (other.name for other in sheets if other is not sheet)
            return Preview(file, kind.code, (_shown(sheet, heading, kind),), tuple(others))
    return None


def _shown(sheet: Sheet, heading: Heading, kind: ListKind) -> SheetPreview:
    rows = [row for row in sheet.rows if row.number > heading.row and not row.is_empty]
    places = sorted(heading.columns.items(), key=lambda known: known[1])
    known = {*heading.columns.values(), *(at for hits in heading.doubled.values() for at in hits)}
    named = {*heading.columns, *heading.doubled, *(c.key for c in heading.missing)}
    return SheetPreview(
        sheet.name,
        heading.row,
        tuple(_taken(key, at, heading) for key, at in places),
        tuple(column.key for column in heading.missing),
        tuple((key, tuple(_taken(key, at, heading) for at in hits)) for key, hits in heading.doubled.items()),
        tuple(column.key for column in kind.columns if column.key not in named),
        tuple(name for at, name in enumerate(heading.names) if name and at not in known),
        len(rows),
        tuple(
            tuple(write_value(row.cells[at]) if at < len(row.cells) else "" for _, at in places)
            for row in rows[:FIRST]
        ),
    )


def _taken(key: str, at: int, heading: Heading) -> Taken:
    return Taken(key, letter_of(at + 1), heading.names[at])
