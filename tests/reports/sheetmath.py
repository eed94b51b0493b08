"""A workbook read by its XML, and its formulas computed anew, as a program does that trusts no value."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree as ET

_NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_SUM = re.compile(r"SUM\(([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?\)")
_SUMIF = re.compile(r"SUMIF\('(.+)'!\$B\$(\d+):\$B\$(\d+),\"(.+)\",'\1'!\$D\$\2:\$D\$\3\)")
_SHARE = re.compile(r'IF\(([A-Z]+\d+)>0,([A-Z]+\d+)/([A-Z]+\d+),""\)')


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell with a formula: where it is, what it says, and what its writer says it comes to."""

    sheet: str
    cell: str
    text: str
    cached: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's numbers and texts by cell, and its formulas."""

    numbers: dict[str, float]
    texts: dict[str, str]
    formulas: tuple[Formula, ...]
    is_frozen: bool
    charts: int


def read_book(data: bytes) -> dict[str, Sheet]:
    """Read every sheet, by its name."""
    with zipfile.ZipFile(BytesIO(data)) as zipped:
        book = ET.fromstring(zipped.read("xl/workbook.xml"))
        names = [str(sheet.get("name")) for sheet in book.iterfind("m:sheets/m:sheet", _NS)]
        words = ET.fromstring(zipped.read("xl/sharedStrings.xml"))
        shared = ["".join(of.itertext()) for of in words.iterfind("m:si", _NS)]
        found = {}
        for n, name in enumerate(names, 1):
            root = ET.fromstring(zipped.read(f"xl/worksheets/sheet{n}.xml"))
            found[name] = _read(name, root, shared)
        return found


def _read(name: str, root: ET.Element, shared: list[str]) -> Sheet:
    numbers: dict[str, float] = {}
    texts: dict[str, str] = {}
    formulas = []
    for cell in root.iterfind(".//m:c", _NS):
        where, value, formula = str(cell.get("r")), cell.find("m:v", _NS), cell.find("m:f", _NS)
        text = (value.text or "") if value is not None else ""
        if formula is not None:
            formulas.append(Formula(name, where, formula.text or "", text))
        if value is not None and cell.get("t") in {None, "n"} and text:
            numbers[where] = float(text)
        elif cell.get("t") == "s":
            texts[where] = shared[int(text)]
    is_frozen = root.find(".//m:pane[@state='frozen']", _NS) is not None
    return Sheet(numbers, texts, tuple(formulas), is_frozen, len(root.findall("m:drawing", _NS)))


def compute(book: dict[str, Sheet], formula: Formula) -> float | str:
    """Compute a formula from the cells it names."""
    sheet = book[formula.sheet]
    if found := _SUMIF.fullmatch(formula.text):
        of, state = book[found[1]], found[4]
        asked = [row for row in range(int(found[2]), int(found[3]) + 1) if of.texts.get(f"B{row}") == state]
        return sum(of.numbers.get(f"D{row}", 0.0) for row in asked)
    if found := _SUM.fullmatch(formula.text):
        column, first, other, last = found.groups()
        assert column == (other or column)
        rows = range(int(first), int(last or first) + 1)
        return sum(sheet.numbers.get(f"{column}{row}", 0.0) for row in rows)
    found = _SHARE.fullmatch(formula.text)
    assert found, formula.text
    whole, part, again = found.groups()
    assert whole == again
    below = sheet.numbers.get(whole, 0.0)
    return sheet.numbers.get(part, 0.0) / below if below > 0 else ""


def without_cached(data: bytes) -> bytes:
    """Take away what every formula is said to come to, so that whoever opens it has to compute."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            new.writestr(name, content)
    return out.getvalue()
