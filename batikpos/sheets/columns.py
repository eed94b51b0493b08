"""Which column of a sheet is what: known by the names people give columns, or chosen, and never guessed."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import cache, lru_cache
from itertools import zip_longest

from batikpos.domain.sheet import Sheet, SheetRow, letter_of, write_value
from batikpos.i18n import N_
from batikpos.sheets.faults import Fault, NotAList
from batikpos.values import frozen

_TOP = 30
"""In so many rows the columns' names are looked for: above them stand titles and addresses."""

_MEASURES = {"rp", "idr", "rupiah", "pcs", "pc", "m", "meter"}
"""What people write behind a column's name and is no part of it."""


_SUMS = {"total", "jumlah", "subtotal", "sub total", "grand total", "total jumlah", "jumlah total"}
"""What stands first in a row that adds others up, and is no code and no name."""


@frozen
class Column:
    """A column we know: our own `key`, the usual `names`, and `others` where none of those is there.

    Several names have commas between them.
    """

    key: str
    names: str = ""
    others: str = ""
    is_needed: bool = False


@frozen
class ListKind:
    """A kind of list: its columns, and what a column is called that shows another kind of list.

    Where it `has_sums`, rows that add others up belong there; everywhere else they are a fault.
    """

    code: str
    columns: tuple[Column, ...]
    never: Column | None = None
    has_sums: bool = False


@frozen
class Choice:
    """Which columns somebody chose: in this file by key, and before by all the names of a heading."""

    given: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[tuple[str, ...], Mapping[str, str]] = field(default_factory=dict)


NO_CHOICE = Choice()


@frozen
class Table:
    """A sheet of which the columns are known: `columns` gives places from 0 by key; `rows` stand below.

    `heading` is the number of the last row of the heading, `names` what stands there. `faults` are those
    of the sheet's own making: cells under no heading, merged ones, and rows that add others up.
    """

    sheet: str
    heading: int
    names: tuple[str, ...]
    columns: Mapping[str, int]
    rows: tuple[SheetRow, ...]
    faults: tuple[Fault, ...] = ()

    def name_of(self, key: str) -> str:
        """Name a column as the sheet does: by its heading, or else its letter."""
        at = self.columns.get(key)
        return key if at is None else _name_at(self.names, at)


@frozen
class Tables:
    """What of a file is a list of the kind asked for, and the names of its sheets that are none."""

    file: str
    kind: ListKind
    tables: tuple[Table, ...]
    left_out: tuple[str, ...]


@frozen
class Heading:
    """A row, or two, taken for the columns' names: which are known, missing, or may be more than one."""

    row: int
    names: tuple[str, ...]
    columns: Mapping[str, int]
    missing: tuple[Column, ...]
    doubled: Mapping[str, tuple[int, ...]]
    is_single: bool = True

    @property
    def is_whole(self) -> bool:
        """Say whether every column that is needed is there, and once."""
        return not self.missing and not self.doubled

    @property
    def rank(self) -> tuple[bool, int, bool]:
        """Say how good a heading it is beside others."""
        return self.is_whole, len(self.columns) + len(self.doubled), self.is_single


def find_tables(
    file: str,
    sheets: Sequence[Sheet],
    kind: ListKind,
    choice: Choice = NO_CHOICE,
    *,
    may_be_empty: bool = False,
) -> Tables:
    """Find every sheet that is a list of a kind; one that nearly is, is refused and not left out.

    Raises: NotAList, also where there is a heading and nothing below, unless that says something.
    """
    headings = [(sheet, find_heading(sheet, kind, choice)) for sheet in sheets]
    tables = tuple(_table(sheet, found, kind) for sheet, found in headings if found and found.is_whole)
    partly = [found for _, found in headings if found and not found.is_whole]
    nearly = [found for found in partly if is_nearly(found, kind)]
    if (not tables and partly) or nearly:
        raise _refusal(file, max(nearly or partly, key=lambda found: found.rank))
    if not tables:
        raise NotAList(file, N_("none of its rows names the columns"))
    if not may_be_empty and not any(table.rows for table in tables):
        raise NotAList(file, N_("it has no rows"))
    left_out = [
        sheet.name
        for sheet, found in headings
        if not (found and found.is_whole) and not all(row.is_empty for row in sheet.rows)
    ]
    return Tables(file, kind, tables, tuple(left_out))


def is_list(sheets: Sequence[Sheet], kind: ListKind, choice: Choice = NO_CHOICE) -> bool:
    """Say whether any sheet is a list of a kind, or nearly one: more than half of what it needs is there."""
    headings = (find_heading(sheet, kind, choice) for sheet in sheets)
    return any(found is not None and is_nearly(found, kind) for found in headings)


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Write a column's name so that the usual ways of writing it are one: "Harga (Rp)" is "harga"."""
    words = re.findall(r"[^\W_]+|%", unicodedata.normalize("NFKC", name).casefold())
    while len(words) > 1 and words[-1] in _MEASURES:
        words.pop()
    return " ".join(words)


def is_nearly(heading: Heading, kind: ListKind) -> bool:
    """Say whether more than half of the columns that are needed are there."""
    return 2 * len(heading.missing) < sum(column.is_needed for column in kind.columns)


def find_heading(sheet: Sheet, kind: ListKind, choice: Choice) -> Heading | None:
    """Find the row, or the two, that name the most of the columns; None where it is no such list."""
    best: Heading | None = None
    top = [row for row in sheet.rows[:_TOP] if not row.is_empty]
    for n, row in enumerate(top):
        names = _texts(row)
        found = [_known(row.number, names, [{plain_name(name)} for name in names], kind, choice)]
        if n + 1 < len(top) and top[n + 1].number == row.number + 1:
            below = _texts(top[n + 1])
            both = _joined(_spread(sheet, row.number, names, below), below)
            spelt = [
                {plain_name(name), plain_name(low)} for name, low in zip_longest(both, below, fillvalue="")
            ]
            two = _known(top[n + 1].number, both, spelt, kind, choice)
            found.append(replace(two, is_single=False))
        for heading in found:
            if heading.columns and (best is None or heading.rank > best.rank):
                best = heading
    others = _spellings(kind.never)[:2] if kind.never else ()
    if best is None or any(plain_name(name) in other for name in best.names for other in others):
        return None
    return best


def likely_heading(sheet: Sheet, kind: ListKind, choice: Choice) -> Heading | None:
    """Find the row that may name the columns though hardly one is known, for somebody to say which is which.

    It is the first that holds nothing but words, and half as many as the fullest; None where there is none.
    """
    known = find_heading(sheet, kind, choice)
    if known is not None:
        return known
    top = [(row, _texts(row)) for row in sheet.rows[:_TOP]]
    most = max((sum(map(bool, names)) for _, names in top), default=0)
    for row, names in top:
        is_of_words = all(isinstance(cell, str) for cell in row.cells)
        if is_of_words and most > 1 and 2 * sum(map(bool, names)) >= most:
            return _known(row.number, names, [set() for _ in names], kind, choice)
    return None


@cache
def _spellings(column: Column) -> tuple[frozenset[str], ...]:
    """Give what a column may be called, what counts most first."""
    each = (column.key, column.names, column.others)
    return tuple(frozenset(plain_name(name) for name in names.split(",") if name) for names in each)


def _refusal(file: str, heading: Heading) -> NotAList:
    if heading.doubled:
        named = (
            f"{key} ({', '.join(f'{letter_of(at + 1)} “{heading.names[at]}”' for at in places)})"
            for key, places in heading.doubled.items()
        )
        return NotAList(file, N_("more than one column may be {name}: say which"), "; ".join(named))
    named = (f"“{c.names.split(',')[0]}” ({c.key})" if c.names else c.key for c in heading.missing)
    return NotAList(file, N_("the column {name} is missing"), ", ".join(named))


def _known(
    row: int, names: tuple[str, ...], spelt: Sequence[set[str]], kind: ListKind, choice: Choice
) -> Heading:
    """Say which columns these names are; `spelt` holds, for each, the ways it may be read."""
    chosen = {**choice.remembered.get(names, {}), **choice.given}
    columns = {key: at for key, name in chosen.items() if (at := _place_of(name, names)) is not None}
    doubled: dict[str, tuple[int, ...]] = {}
    for column in kind.columns:
        if column.key in chosen:
            continue
        for spellings in _spellings(column):
            hits = tuple(
                at for at, ways in enumerate(spelt) if ways & spellings and at not in columns.values()
            )
            if len(hits) > 1:
                doubled[column.key] = hits
            elif hits:
                columns[column.key] = hits[0]
            if hits:
                break
    missing = tuple(
        c for c in kind.columns if (c.is_needed or c.key in chosen) and c.key not in {*columns, *doubled}
    )
    return Heading(row, names, columns, missing, doubled)


def _place_of(name: str, names: Sequence[str]) -> int | None:
    """Find a column that somebody named, by its heading or, where no heading says so, by its letter."""
    said = [at for at, known in enumerate(names) if known and plain_name(known) == plain_name(name)]
    if len(said) == 1:
        return said[0]
    letters = [at for at in range(len(names)) if letter_of(at + 1) == name.strip().upper()]
    return letters[0] if letters else None


def _spread(sheet: Sheet, number: int, names: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    """Let a name above several columns stand above each: as far as it is merged, or its next neighbour."""
    spread = [*names, *("",) * (len(below) - len(names))]
    for at in range(1, len(spread)):
        is_merged = any(
            top <= number <= bottom and left < at + 1 <= right
            for (top, left), (bottom, right) in sheet.merged
        )
        if not spread[at] and at < len(below) and below[at] and (is_merged or not sheet.merged):
            spread[at] = spread[at - 1]
    return tuple(spread)


def _joined(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{high} {low}".strip() for high, low in zip_longest(above, below, fillvalue=""))


def _table(sheet: Sheet, heading: Heading, kind: ListKind) -> Table:
    rows = tuple(
        row
        for row in sheet.rows
        if row.number > heading.row and not row.is_empty and _texts(row) != heading.names
    )
    sums = {row.number: found for row in rows if not kind.has_sums and (found := _sum_of(row))}
    rows = tuple(row for row in rows if row.number not in sums)
    faults = [
        Fault(
            number,
            _name_at(heading.names, at),
            N_("begins a row that adds others up: delete that row"),
            word,
            sheet.name,
        )
        for number, (at, word) in sums.items()
    ]
    faults += [
        Fault(
            row.number,
            letter_of(at + 1),
            N_("stands beyond the header's last column"),
            write_value(cell),
            sheet.name,
        )
        for row in rows
        for at, cell in enumerate(row.cells[len(heading.names) :], len(heading.names))
        if write_value(cell).strip()
    ]
    used = set(heading.columns.values())
    cells = {row.number: row.cells for row in rows}
    for (top, left), (bottom, right) in sheet.merged:
        covered = used & set(range(left - 1, right))
        if top in cells and top > heading.row and covered and (top, left) != (bottom, right):
            name, value = _name_at(heading.names, min(covered)), write_value(cells[top][left - 1])
            faults.append(
                Fault(top, name, N_("is merged with other cells: write each cell by itself"), value)
            )
    return Table(sheet.name, heading.row, heading.names, heading.columns, rows, tuple(faults))


def _sum_of(row: SheetRow) -> tuple[int, str] | None:
    """Find the word with which a row begins that adds others up, and its place; None where it is no such."""
    at, first = next(((at, text) for at, text in enumerate(_texts(row)) if text), (0, ""))
    return (at, first) if plain_name(first) in _SUMS else None


def _texts(row: SheetRow) -> tuple[str, ...]:
    """Write a row's cells as names, as far as the last that says something."""
    texts = [" ".join(write_value(cell).split()) for cell in row.cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _name_at(names: Sequence[str], at: int) -> str:
    return (names[at] if at < len(names) else "") or letter_of(at + 1)
