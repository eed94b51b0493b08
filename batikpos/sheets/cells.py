"""Reading the cells of a list: what cannot be read becomes a fault, named by row and column."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from batikpos.domain.money import LARGEST, SCALES, Rupiah
from batikpos.domain.quantity import LARGEST as MOST
from batikpos.domain.quantity import METRE, Unit
from batikpos.domain.sheet import DIGITS, Flaw, SheetRow, Value, write_value
from batikpos.domain.typed import LONGEST, holds_control
from batikpos.i18n import N_
from batikpos.sheets.columns import Table, Tables, plain_name
from batikpos.sheets.faults import BadList, Fault
from batikpos.values import frozen

E = TypeVar("E", bound=StrEnum)

_GROUPED = re.compile(
    r"(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+)|"
    r"(?P<part>(?:\d+|\d{1,3}(?:\.\d{3})+),\d{1,2}|(?:\d+|\d{1,3}(?:,\d{3})+)\.\d{1,2})",
    re.ASCII,
)
"""Thousands in groups of three, then at most two digits behind another sign: no rupiah has three."""

_SCALED = re.compile(r"\d+|(?P<part>\d+[.,]\d{1,2})", re.ASCII)
"""What may stand before "rb" or "jt": three digits behind a sign may be thousands or a part there."""

_MONTH = "(jan|feb|mar|apr|ma[iy]|jun|jul|agu|agt|aug|sep|o[ck]t|nov|de[cs])"
_DAY_MADE_OF_TEXT = re.compile(
    rf"\d{{4}}-\d\d-\d\d( 00:00:00)?|\d{{1,2}}/\d{{1,2}}/\d{{4}}"
    rf"|\d{{1,2}}-{_MONTH}(-\d{{2,4}})?|{_MONTH}-\d{{2,4}}",
    re.IGNORECASE | re.ASCII,
)
"""How a spreadsheet writes "10-12" into a CSV once it has taken it for a day."""


@frozen
class ListRow:
    """One row of a list being read; what cannot be read becomes a fault and its default."""

    table: Table
    row: SheetRow
    faults: dict[tuple[str, int, str], Fault]

    @property
    def number(self) -> int:
        """Say which row it is, as a spreadsheet counts."""
        return self.row.number

    def cell(self, key: str) -> Value:
        """Give what stands in a column; "" where there is no such column."""
        at = self.table.columns.get(key)
        return self.row.cells[at] if at is not None and at < len(self.row.cells) else ""

    def text(self, key: str, *, needed: bool = False, longest: int = LONGEST) -> str:
        """Read words; what no paper can show is a fault, and nothing where something is needed."""
        value = self.cell(key)
        if value == "" and not needed:
            return ""
        if isinstance(value, Flaw):
            self.fault(key, value)
        elif isinstance(value, date | time) or _DAY_MADE_OF_TEXT.fullmatch(str(value).strip()):
            self.fault(
                key, N_("was turned into a day by the spreadsheet: make the cell text, and type it again")
            )
        elif isinstance(value, float) and abs(value) >= 10**DIGITS:
            self.fault(key, N_("has lost digits as a number: make the cell text, and type it again"))
        written = write_value(value)
        if holds_control(written):
            self.fault(key, N_("holds a control character"))
        elif len(written) > longest:
            self.fault(key, N_("is too long"))
        elif needed and not written.strip():
            self.fault(key, N_("is empty"))
        return written.strip()

    def written(self, key: str) -> str:
        """Read what stands in a cell as it is written plainly, a day or an hour too."""
        value = self.cell(key)
        if isinstance(value, Flaw):
            self.fault(key, value)
        return write_value(value).strip()

    def one_of(self, key: str, kind: type[E], default: E, words: Mapping[str, E]) -> E:
        """Read one of some words, in our own spelling or a usual one."""
        typed = self.text(key)
        known = {**words, **{plain_name(value): value for value in kind}}
        found = known.get(plain_name(typed))
        if found is None:
            self.fault(key, N_("is none of the words allowed here"))
        return default if found is None else found

    def money(self, key: str) -> Rupiah:
        """Read whole rupiah, none below zero; an empty cell is nothing."""
        amount = self.exact(key)
        if amount is None:
            return Rupiah(0)
        if amount < 0 or amount != amount.to_integral_value():
            self.fault(key, N_("is not a whole number of rupiah"))
            return Rupiah(0)
        return Rupiah(int(amount))

    def exact(self, key: str) -> Decimal | None:
        """Read an amount as it stands, with its sign and parts of a rupiah; None where there is none."""
        value = self.cell(key)
        if isinstance(value, Flaw):
            self.fault(key, value)
            return None
        typed = write_value(value).strip() if isinstance(value, str | float) else "?"
        if not typed:
            return None
        amount = Decimal(typed) if isinstance(value, float) and abs(value) <= LARGEST else _amount(typed)
        if amount is None or abs(amount) > LARGEST:
            self.fault(key, N_("is not a whole number of rupiah"))
            return None
        return amount

    def size(self, key: str, unit: Unit, default: int) -> int:
        """Read pieces or metres; an empty cell is the default.

        "1.000" pieces may be one or a thousand, and is a fault; metres have up to three digits behind.
        """
        value = self.cell(key)
        typed = write_value(value).strip() if isinstance(value, str | float) else "?"
        if not typed and not isinstance(value, Flaw):
            return default
        behind = r"[.,]\d{1,3}" if unit is Unit.METRE or isinstance(value, float) else r"[.,]\d{1,2}"
        size = Decimal(-1)
        if re.fullmatch(rf"\d{{1,8}}({behind})?", typed, re.ASCII):
            size = Decimal(typed.replace(",", ".")) * (METRE if unit is Unit.METRE else 1)
        if size != size.to_integral_value() or not 0 <= size <= MOST:
            self.fault(key, value if isinstance(value, Flaw) else N_("is not a quantity"))
            return default
        return int(size)

    def fault(self, key: str, text: str) -> None:
        """Note what is wrong with a cell, once for each."""
        sheet, number, column = place = (self.table.sheet, self.number, self.table.name_of(key))
        self.faults.setdefault(place, Fault(number, column, text, write_value(self.cell(key)), sheet))


def rows_of(tables: Tables) -> tuple[list[ListRow], dict[tuple[str, int, str], Fault]]:
    """Give the rows of all tables of a file, with the faults that are found in them."""
    faults = {(f.sheet, f.row, f.column): f for table in tables.tables for f in table.faults}
    return [ListRow(table, row, faults) for table in tables.tables for row in table.rows], faults


def percent_of(row: "ListRow", key: str, *, above_zero: bool = False) -> int | None:
    """Read a per cent as basis points; None where it is none, and that is a fault.

    A spreadsheet makes 0.05 of 5 %, and 1 of 100 %: what may be a hundred times more is refused too.
    """
    why = N_("is not per cent from 0,01 to 100") if above_zero else N_("is not per cent from 0 to 100")
    typed, cell = row.text(key), row.cell(key)
    digits = typed.removesuffix("%").strip().replace(",", ".")
    if not re.fullmatch(r"\d{1,3}(\.\d{1,4})?", digits, re.ASCII):
        row.fault(key, why)
        return None
    value = Decimal(digits)
    if (0 < value < 1 and not typed.endswith("%")) or (isinstance(cell, float) and value == 1):
        row.fault(key, N_("may be a hundred times more: write it as text, like 5 %"))
        return None
    if value > 100 or (above_zero and not value) or value * 100 != int(value * 100):  # noqa: PLR2004 - per cent
        row.fault(key, why)
        return None
    return int(value * 100)


def doubles_of(key: str, codes: Sequence[str], rows: Sequence[ListRow]) -> None:
    """Name the rows that say again what must stand there once."""
    seen: set[str] = set()
    for code, row in zip(codes, rows, strict=True):
        if code and code in seen:
            row.fault(key, N_("stands twice in this list"))
        seen.add(code)


def refuse_faults(file: str, faults: Iterable[Fault]) -> None:
    """Refuse a list with faults, all of them named in their order. Raises: BadList."""
    if found := sorted(faults, key=lambda f: (f.sheet, f.row)):
        raise BadList(file, tuple(found))


def _amount(typed: str) -> Decimal | None:
    """Read an amount as Indonesians or programs write it, or say that it is none."""
    text = typed.replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")
    found = re.fullmatch(
        r"(?P<minus>-?)\s*(?:(?:rp|idr)\.?\s*)?(?P<second>-?)(?P<digits>[\d.,]+)"
        r"(?:\s*(?P<scale>rb|ribu|k|jt|juta)\.?)?(?:,-)?",
        text,
        re.IGNORECASE,
    )
    if found is None or (found["minus"] and found["second"]):
        return None
    digits, scale = found["digits"], (found["scale"] or "").lower()
    match = (_SCALED if scale else _GROUPED).fullmatch(digits)
    if match is None:
        return None
    whole, part = digits, "0"
    if match["part"]:
        whole, part = re.split(r"[.,](?=\d{1,2}$)", digits)
    number = Decimal(f"{re.sub('[.,]', '', whole)}.{part}") * SCALES[scale]
    return -number if found["minus"] or found["second"] else number
