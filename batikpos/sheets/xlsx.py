"""Reading XLSX: measured before it is opened, so that none, by malice or mistake, fills the memory."""

import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree as ET
from xml.parsers import expat

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from batikpos.domain.sheet import Flaw, Place, Sheet, SheetRow, Value, column_of
from batikpos.i18n import N_
from batikpos.sheets.delimited import MOST_ROWS
from batikpos.sheets.faults import NotAList

MOST_BYTES = 512 * 1024 * 1024
"""What all parts of a workbook may come to, unpacked."""

MOST_CELLS = 6_000_000
"""Rows times columns: 200.000 rows of 30."""

_Cell = str | float | bool | date | datetime | time | timedelta

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ID = re.compile(r"\{http://(schemas\.openxmlformats\.org|purl\.oclc\.org)/.*[rR]elationships\}id")


def read_xlsx(file: str, content: bytes) -> tuple[Sheet, ...]:
    """Read the visible sheets of a workbook, formulas by their results. Raises: NotAList."""
    try:
        parts = _parts(file, content)
        visible = _visible_sheets(parts)
        measured = {name: _measure(file, parts[part]) for name, part in visible.items()}
        book = CalamineWorkbook.from_filelike(BytesIO(_packed(parts)))
        return tuple(_sheet(book.get_sheet_by_name(name), measured[name]) for name in visible)
    except (
        *(zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError),
        *(zlib.error, expat.ExpatError, ET.ParseError, LookupError, ValueError),
        CalamineError,
    ) as error:
        raise NotAList(file, N_("it is no whole workbook, or has a password")) from error


@dataclass(slots=True)
class _Measure:
    """How far a sheet goes, and which cells hold an error or a formula: calamine gives both as empty ones."""

    last: int = 0
    columns: set[int] = field(default_factory=set)
    errors: set[Place] = field(default_factory=set)
    formulas: set[Place] = field(default_factory=set)
    row: int = 0
    column: int = 0
    kind: str = ""

    def begun(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element's beginning in; a cell that says no place stands beside the one before."""
        name = tag.rpartition(":")[2]
        if name == "c":
            self.kind = attributes.get("t", "n")
            self.column += 1
            if place := attributes.get("r"):
                letters = place.rstrip("0123456789")
                self.row, self.column = int(place[len(letters) :]), column_of(letters)
        elif name in {"v", "is", "f"}:
            self.last = max(self.last, self.row)
            self.columns.add(self.column)
            if self.kind == "e":
                self.errors.add((self.row, self.column))
            elif name == "f" and self.kind != "str":  # a formula may well come to no words
                self.formulas.add((self.row, self.column))
        elif name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0


def _parts(file: str, content: bytes) -> dict[str, bytes]:
    """Unpack what tells cells, and nothing else: no pictures, no macros, no links."""
    with zipfile.ZipFile(BytesIO(content)) as packed:
        wanted = [i for i in packed.infolist() if i.filename.endswith((".xml", ".rels"))]
        if sum(i.file_size for i in wanted) > MOST_BYTES:
            raise NotAList(file, N_("it unpacks to more than {name} MiB"), str(MOST_BYTES // 2**20))
        parts = {i.filename: packed.read(i) for i in wanted}
    if any(b"<!DOCTYPE" in part for part in parts.values()):
        raise NotAList(file, N_("it is no whole workbook, or has a password"))
    return parts


def _packed(parts: dict[str, bytes]) -> bytes:
    """Pack the parts that were measured again: what reads them sees nothing that was not."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, part in parts.items():
            book.writestr(name, part)
    return out.getvalue()


def _visible_sheets(parts: dict[str, bytes]) -> dict[str, str]:
    """Say which part holds which sheet, in the workbook's order, without those that are hidden."""
    targets = {
        rel.get("Id"): normpath(join("/xl", rel.get("Target", ""))).removeprefix("/")
        for rel in _read(parts["xl/_rels/workbook.xml.rels"])
        if rel.tag == f"{_REL}Relationship" and rel.get("Type", "").endswith("/worksheet")
    }
    found = {}
    for sheet in _read(parts["xl/workbook.xml"]).iter():
        if sheet.tag.endswith("}sheet") and sheet.get("state", "visible") == "visible":
            target = targets.get(next((v for k, v in sheet.items() if _ID.fullmatch(k)), None))
            if target is not None:  # a sheet of a chart alone has no cells
                found[sheet.attrib["name"]] = target
    return found


def _read(part: bytes) -> ET.Element:
    return ET.fromstring(part)  # noqa: S314 - it declares no entities, and was measured


def _measure(file: str, part: bytes) -> _Measure:
    """Go over a sheet's cells once. Raises: NotAList where it is larger than what we read."""
    measure = _Measure()
    parser = expat.ParserCreate()
    parser.StartElementHandler = measure.begun
    parser.Parse(part, True)  # noqa: FBT003 - the parser's own way
    if measure.last > MOST_ROWS:
        raise NotAList(file, N_("it has more than {name} rows"), str(MOST_ROWS))
    if measure.last * max(measure.columns, default=0) > MOST_CELLS:
        raise NotAList(file, N_("it has more than {name} cells"), str(MOST_CELLS))
    return measure


def _sheet(sheet: CalamineSheet, measure: _Measure) -> Sheet:
    rows = [
        SheetRow(number, tuple(map(_value, cells)))
        for number, cells in enumerate(sheet.to_python(skip_empty_area=False), 1)
    ]
    empty = {place for place in measure.formulas if _stands_at(rows, place) == ""}
    flawed: dict[int, dict[int, Flaw]] = {}
    for places, flaw in ((empty, Flaw.NO_RESULT), (measure.errors, Flaw.ERROR)):
        for row, column in places:
            flawed.setdefault(row, {})[column] = flaw
    for number, flaws in flawed.items():
        rows += [SheetRow(n, ()) for n in range(len(rows) + 1, number + 1)]
        cells = [*rows[number - 1].cells]
        cells += [""] * (max(flaws) - len(cells))
        for column, flaw in flaws.items():
            cells[column - 1] = flaw
        rows[number - 1] = SheetRow(number, tuple(cells))
    merged = tuple(
        ((top + 1, left + 1), (bottom + 1, right + 1))
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return Sheet(sheet.name, tuple(rows), merged)


def _stands_at(rows: Sequence[SheetRow], place: Place) -> Value:
    row, column = place
    cells = rows[row - 1].cells if row <= len(rows) else ()
    return cells[column - 1] if column <= len(cells) else ""


def _value(cell: _Cell) -> Value:
    if isinstance(cell, timedelta):
        return str(cell)
    return float(cell) if type(cell) is int else cell
