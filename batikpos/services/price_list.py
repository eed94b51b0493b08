"""Taking price lists in: CSV files of items and producers, every fault named by row and column."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, DecimalException
from enum import StrEnum
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from typing import ClassVar, TypeVar

from batikpos.domain.barcode import ean13_holds, looks_like_ean13
from batikpos.domain.catalogue import UNCOUNTED, Dye, Item, Producer, Technique
from batikpos.domain.errors import PosError
from batikpos.domain.money import LARGEST, Rupiah
from batikpos.domain.quantity import LARGEST as MOST
from batikpos.domain.quantity import METRE, Unit
from batikpos.domain.typed import LONGEST, holds_control
from batikpos.i18n import N_, translator

MAX_BYTES = 32 * 1024 * 1024

_ITEM_COLUMNS = ("sku", "barcode", "ikm_code", "name_id", "technique", "dye_class", "unit", "price_idr")
_PRODUCER_COLUMNS = ("ikm_code", "ikm_name")

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell; `row` counts as a spreadsheet does, the header being 1."""

    row: int
    column: str
    text: str
    value: str


@dataclass(eq=False)
class BadList(PosError):
    """A price list that cannot be taken in; nothing of it was."""

    code: ClassVar[str] = "bad_list"
    text: ClassVar[str] = N_("{file} cannot be taken in. Put these places right and try again:")
    file: str
    faults: tuple[Fault, ...] = field(default=())

    def message(self, language: str) -> str:
        """Name every fault on a line of its own."""
        tr = translator(language)
        where = tr(N_("{file}, row {row}, column {column}: {text} (“{value}”)"))
        lines = [
            where.format(
                file=self.file, row=f.row, column=f.column, text=tr(f.text), value=_printable(f.value)
            )
            for f in self.faults
        ]
        return "\n".join([tr(self.text).format(file=self.file), *lines])


@dataclass(eq=False)
class NotAList(PosError):
    """A file that is no CSV with the columns we need."""

    code: ClassVar[str] = "bad_list"
    text: ClassVar[str] = N_("{file} is not a price list: {why}. Save it as CSV (UTF-8) with a header row.")
    file: str
    why: str
    name: str = ""

    def message(self, language: str) -> str:
        """Say why it is none, with the name of what is missing or too much."""
        tr = translator(language)
        return tr(self.text).format(file=self.file, why=tr(self.why).format(name=self.name))


@dataclass(eq=False)
class NoList(PosError):
    """A file that is not there, or may not be read."""

    code: ClassVar[str] = "no_list"
    text: ClassVar[str] = N_("{file} cannot be read ({why}). Check its name and place.")
    file: str
    why: str


def read_items(path: Path, producers: Iterable[Producer]) -> tuple[Item, ...]:
    """Read a catalogue. Raises: NotAList, BadList with every fault."""
    rows, faults = list_rows(path, _ITEM_COLUMNS)
    known = {p.code for p in producers}
    items = [_item(ListRow(n, row, faults), known) for n, row in rows]
    for column, codes in (("sku", [i.sku for i in items]), ("barcode", [i.barcode for i in items])):
        faults += doubles_of(column, codes, [n for n, _ in rows])
    if faults:
        raise BadList(path.name, tuple(sorted(faults, key=lambda f: f.row)))
    return tuple(items)


def read_producers(path: Path) -> tuple[Producer, ...]:
    """Read the producers. Raises: NotAList, BadList with every fault."""
    rows, faults = list_rows(path, _PRODUCER_COLUMNS)
    producers = [_producer(ListRow(n, row, faults)) for n, row in rows]
    faults += doubles_of("ikm_code", [p.code for p in producers], [n for n, _ in rows])
    if faults:
        raise BadList(path.name, tuple(sorted(faults, key=lambda f: f.row)))
    return tuple(producers)


def list_rows(path: Path, needed: Sequence[str]) -> tuple[list[tuple[int, dict[str, str]]], list[Fault]]:
    """Read a file's rows by column; cells beyond the header's last are faults, not left out."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise NotAList(path.name, N_("it is larger than {name} MiB"), str(MAX_BYTES // 2**20))
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise NoList(path.name, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise NotAList(path.name, N_("its letters are not UTF-8")) from error
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    try:
        table = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise NotAList(path.name, N_("its cells cannot be told apart")) from error
    names, cells = (table[0], table[1:]) if table else ([], [])
    missing = [column for column in needed if column not in names]
    if missing:
        raise NotAList(path.name, N_("the column {name} is missing"), ", ".join(missing))
    rows = [(n, dict(zip_longest(names, row[: len(names)], fillvalue=""))) for n, row in enumerate(cells, 2)]
    rows = [(n, row) for n, row in rows if any(value.strip() for value in row.values())]
    if not rows:
        raise NotAList(path.name, N_("it has no rows"))
    beyond = [
        Fault(n, f"{len(names)}+", N_("stands beyond the header's last column"), over[0])
        for n, row in enumerate(cells, 2)
        if (over := [value for value in row[len(names) :] if value.strip()])
    ]
    return rows, beyond


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list being read; what cannot be read becomes a fault and its default."""

    number: int
    cells: dict[str, str]
    faults: list[Fault]

    def text(self, column: str, *, needed: bool = False, longest: int = LONGEST) -> str:
        """Read words; what no paper can show is a fault, and nothing where something is needed."""
        value = self.cells.get(column, "")
        if holds_control(value):
            self.fault(column, N_("holds a control character"))
        elif len(value) > longest:
            self.fault(column, N_("is too long"))
        elif needed and not value.strip():
            self.fault(column, N_("is empty"))
        return value.strip()

    def one_of(self, column: str, kind: type[E], default: E) -> E:
        """Read one of some words."""
        try:
            return kind(self.text(column))
        except ValueError:
            self.fault(column, N_("is none of the words allowed here"))
            return default

    def money(self, column: str) -> Rupiah:
        """Read whole rupiah; an empty cell is nothing."""
        typed = self.text(column)
        if not (typed.isascii() and typed.isdigit()) or len(typed) > len(str(LARGEST)):
            if typed:
                self.fault(column, N_("is not a whole number of rupiah"))
            return Rupiah(0)
        return Rupiah(int(typed))

    def size(self, column: str, unit: Unit, default: int) -> int:
        """Read pieces or metres; an empty cell is the default."""
        typed = self.text(column)
        if not typed:
            return default
        scale = METRE if unit is Unit.METRE else 1
        try:
            size = Decimal(typed) * scale
            is_whole = size == size.to_integral_value()
        except DecimalException:
            size, is_whole = Decimal(0), False
        if not is_whole or not 0 <= size <= MOST:
            self.fault(column, N_("is not a quantity"))
            return default
        return int(size)

    def fault(self, column: str, text: str) -> None:
        """Note what is wrong with a cell, once for each."""
        if not any((f.row, f.column) == (self.number, column) for f in self.faults):
            self.faults.append(Fault(self.number, column, text, self.cells.get(column, "")))


def _item(row: ListRow, producers: set[str]) -> Item:
    unit = row.one_of("unit", Unit, Unit.PIECE)
    producer = row.text("ikm_code", needed=True)
    if producer and producer not in producers:
        row.fault("ikm_code", N_("is no producer in the producers' list"))
    barcode = row.text("barcode", longest=48)
    if not (barcode.isascii() and barcode.isalnum()) and barcode:
        row.fault("barcode", N_("is not a barcode"))
    if looks_like_ean13(barcode) and not ean13_holds(barcode):
        row.fault("barcode", N_("has a wrong check digit"))
    price, floor = row.money("price_idr"), row.money("min_price_idr")
    if not price:
        row.fault("price_idr", N_("is not a price"))
    elif floor > price:
        row.fault("min_price_idr", N_("is over the price"))
    step = row.size("qty_step", unit, METRE if unit is Unit.METRE else 1)
    if not step:
        row.fault("qty_step", N_("is not a quantity"))
    return Item(
        sku=row.text("sku", needed=True, longest=48),
        barcode=barcode,
        producer=producer,
        name=row.text("name_id", needed=True),
        name_en=row.text("name_en"),
        technique=row.one_of("technique", Technique, Technique.NOT_BATIK),
        dye=row.one_of("dye_class", Dye, Dye.NONE),
        kind=row.text("kind"),
        unit=unit,
        step=step or 1,
        price=price,
        floor=floor,
        stock=row.size("stock_qty", unit, UNCOUNTED),
        size=row.text("size").strip("-"),
        motif=row.text("motif"),
        fabric=row.text("fabric"),
        group=row.text("variant_group"),
        dye_detail=row.text("dye_detail"),
    )


def _producer(row: ListRow) -> Producer:
    taxable = row.text("pkp").lower()
    if taxable not in {"", "true", "false", "ya", "tidak"}:
        row.fault("pkp", N_("is none of the words allowed here"))
    return Producer(
        code=row.text("ikm_code", needed=True, longest=16),
        name=row.text("merek") or row.text("ikm_name", needed=True),
        district=row.text("kecamatan"),
        village=row.text("sentra"),
        booth=row.text("stan_no", longest=12),
        is_taxable=taxable in {"true", "ya"},
        address=row.text("alamat"),
        npwp=row.text("npwp", longest=32),
    )


def doubles_of(column: str, codes: Sequence[str], numbers: Sequence[int]) -> list[Fault]:
    """Name the rows that say again what must stand there once."""
    seen: set[str] = set()
    faults = []
    for code, number in zip(codes, numbers, strict=True):
        if code and code in seen:
            faults.append(Fault(number, column, N_("stands twice in this list"), code))
        seen.add(code)
    return faults


def _printable(value: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in value)[:60]
