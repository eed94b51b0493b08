"""Promotions from a sheet, every fault named by row and column; docs/PROMOTIONS.md tells its columns."""

import re
from collections.abc import Callable, Iterable
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, TypeVar

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.errors import PosError
from batikpos.domain.money import WHOLE, Rupiah
from batikpos.domain.promotion import (
    AmountEach,
    Bundle,
    CheapestOff,
    Deal,
    PercentEach,
    Promotion,
    Scope,
    Season,
)
from batikpos.domain.sheet import SheetRow
from batikpos.i18n import N_, translator
from batikpos.sheets.cells import ListRow, doubles_of, percent_of, refuse_faults, rows_of
from batikpos.sheets.columns import Column, ListKind, Table, Tables, find_tables
from batikpos.sheets.faults import Fault
from batikpos.sheets.reader import read_sheets

MOST_PIECES = 20
PROMOTIONS = ListKind(
    "promotions",
    (
        *(Column(key, is_needed=True) for key in ("name", "deal", "value")),
        *(Column(key) for key in ("pieces", "sku", "kind", "producer")),
        *(Column(key) for key in ("from", "until", "from_hour", "until_hour")),
    ),
)

T = TypeVar("T")


class _Kind(StrEnum):
    PERCENT = "percent"
    RUPIAH = "rupiah"
    CHEAPEST = "cheapest"
    BUNDLE = "bundle"


def read_promotions(path: Path, catalogue: Catalogue) -> tuple[Promotion, ...]:
    """Read promotions for goods of a catalogue. Raises: NotAList, NoList, BadList with every fault."""
    return promotions_of(find_tables(path.name, read_sheets(path), PROMOTIONS), catalogue)


def promotions_of(tables: Tables, catalogue: Catalogue) -> tuple[Promotion, ...]:
    """Take the promotions of a list in. Raises: BadList with every fault."""
    rows, faults = rows_of(tables)
    found = [_promotion(row, catalogue) for row in rows]
    doubles_of("name", [p.name.casefold() for p in found], rows)
    refuse_faults(tables.file, faults.values())
    return tuple(found)


class BadPromotion(PosError):
    """A promotion that was typed and cannot be one; its first fault is said."""

    code: ClassVar[str] = "bad_promotion"
    text: ClassVar[str] = N_("{field}: “{value}” {why}.")
    column: str
    value: str
    why: str

    def message(self, language: str) -> str:
        """Name the field as the form does."""
        tr = translator(language)
        field = tr(FIELDS.get(self.column, self.column))
        return tr(self.text).format(field=field, value=self.value, why=tr(self.why))


FIELDS = {
    "name": N_("Name"),
    "value": N_("How much"),
    "pieces": N_("Number of pieces"),
    "from": N_("From the day"),
    "until": N_("Until the day"),
    "from_hour": N_("From the hour"),
    "until_hour": N_("Until the hour"),
}
"""How the columns that are typed into a form are called there."""


def read_promotion(cells: dict[str, str], catalogue: Catalogue) -> Promotion:
    """Read one promotion, typed by column as it would stand in a list. Raises: BadPromotion."""
    faults: dict[tuple[str, int, str], Fault] = {}
    table = Table("", 0, tuple(cells), {key: at for at, key in enumerate(cells)}, ())
    made = _promotion(ListRow(table, SheetRow(1, tuple(cells.values())), faults), catalogue)
    for fault in faults.values():
        raise BadPromotion(fault.column, fault.value, fault.text)
    return made


def _promotion(row: ListRow, catalogue: Catalogue) -> Promotion:
    items = catalogue.items
    return Promotion(
        row.text("name", needed=True, longest=40),
        _deal(row),
        Scope(
            _several(row, "sku", [i.sku for i in items]),
            _several(row, "kind", [i.kind for i in items]),
            _several(row, "producer", [p.code for p in catalogue.producers]),
        ),
        _season(row),
    )


def _deal(row: ListRow) -> Deal:
    kind = row.one_of("deal", _Kind, _Kind.PERCENT, {})
    is_counted = kind in {_Kind.CHEAPEST, _Kind.BUNDLE}
    pieces = _pieces(row, 2 if is_counted else 1)
    match kind:
        case _Kind.PERCENT:
            return PercentEach(_basis_points(row), pieces)
        case _Kind.CHEAPEST:
            return CheapestOff(pieces, _basis_points(row))
        case _Kind.RUPIAH:
            return AmountEach(_rupiah(row), pieces)
        case _Kind.BUNDLE:
            return Bundle(pieces, _rupiah(row))


def _rupiah(row: ListRow) -> Rupiah:
    amount = row.money("value")
    if not amount:
        row.fault("value", N_("is not a whole number of rupiah"))
    return amount


def _basis_points(row: ListRow) -> int:
    return percent_of(row, "value", above_zero=True) or WHOLE


def _pieces(row: ListRow, least: int) -> int:
    typed = row.text("pieces")
    if not typed and least == 1:
        return 1
    if not re.fullmatch(r"\d{1,2}", typed, re.ASCII) or not least <= int(typed) <= MOST_PIECES:
        row.fault("pieces", N_("is not a number of pieces that fits this deal"))
        return least
    return int(typed)


def _several(row: ListRow, column: str, known: Iterable[str]) -> tuple[str, ...]:
    by_name = {name.casefold(): name for name in known}
    typed = [part.strip() for part in row.text(column, longest=2_000).split("|") if part.strip()]
    if any(part.casefold() not in by_name for part in typed):
        row.fault(column, N_("is nothing that this booth sells"))
    return tuple(dict.fromkeys(by_name.get(part.casefold(), part) for part in typed))


def _season(row: ListRow) -> Season:
    season = Season(
        _read(row, "from", date.fromisoformat),
        _read(row, "until", date.fromisoformat),
        _read(row, "from_hour", _hour),
        _read(row, "until_hour", _last_hour),
    )
    days, hours = (season.first_day, season.last_day), (season.from_hour, season.until_hour)
    if days[0] is not None and days[1] is not None and days[1] < days[0]:
        row.fault("until", N_("is before the other end"))
    if hours[0] is not None and hours[1] is not None and hours[1] <= hours[0]:
        row.fault(
            "until_hour",
            N_("is no later hour of the same day; over midnight make two, until 24.00 and from 00.00"),
        )
    return season


def _read(row: ListRow, column: str, read: Callable[[str], T | None]) -> T | None:
    typed = row.written(column)
    if not typed:
        return None
    try:
        return read(typed)
    except ValueError:
        row.fault(column, N_("is not a day like 2026-12-11, or an hour like 15.30"))
        return None


def _last_hour(typed: str) -> time | None:
    """Read when it ends; at 24.00 the day ends by itself."""
    return None if re.fullmatch(r"24[.:]00(?::00)?", typed, re.ASCII) else _hour(typed)


def _hour(typed: str) -> time:
    found = re.fullmatch(r"(\d{1,2})[.:](\d{2})(?::00)?", typed, re.ASCII)
    if found is None:
        raise ValueError(typed)
    return time(int(found[1]), int(found[2]))
