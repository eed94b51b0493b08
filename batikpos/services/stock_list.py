"""Lists of goods taken, brought home or counted: a sheet, or what was scanned; faults named by row."""

from collections.abc import Iterable
from pathlib import Path

from batikpos.domain.catalogue import Catalogue, Item
from batikpos.domain.quantity import Unit
from batikpos.domain.sheet import Sheet, SheetRow, Value
from batikpos.i18n import N_
from batikpos.sheets.cells import ListRow, refuse_faults, rows_of
from batikpos.sheets.columns import NO_CHOICE, Choice, Column, ListKind, Tables, find_tables
from batikpos.sheets.reader import read_sheets

STOCK = ListKind(
    "stock",
    (
        Column(
            "sku",
            "kode barang,kode produk,kode item,item code,product code,barcode,kode batang,ean",
            "kode,code",
            is_needed=True,
        ),
        Column("qty", "jumlah,kuantitas,banyaknya,quantity,pieces", "stok,stock,hitungan,count"),
        Column("metres", "panjang,meter,metre,length"),
    ),
)

Goods = tuple[tuple[Item, int], ...]
"""Items with so many pieces or millimetres each; the same item may stand there again."""


def read_stock_file(
    path: Path, catalogue: Catalogue, choice: Choice = NO_CHOICE, *, is_count: bool = False
) -> tuple[Tables, Goods]:
    """Read a sheet of goods. Raises: NoList, NotAList, BadList with every fault."""
    tables = find_tables(path.name, read_sheets(path), STOCK, choice)
    return tables, _goods_of(tables, catalogue, is_count=is_count)


def read_goods(
    name: str, rows: Iterable[tuple[int, str, str, str]], catalogue: Catalogue, *, is_count: bool = False
) -> Goods:
    """Read goods from rows of (number, code, pieces, metres) as they were scanned or typed.

    Faults say `name` for the file. Raises: BadList with every fault.
    """
    listed = tuple(SheetRow(number, (code, pieces, metres)) for number, code, pieces, metres in rows)
    if not listed:
        return ()
    heading: tuple[Value, ...] = ("sku", "qty", "metres")
    tables = find_tables(name, (Sheet("", (SheetRow(0, heading), *listed)),), STOCK)
    return _goods_of(tables, catalogue, is_count=is_count)


def _goods_of(tables: Tables, catalogue: Catalogue, *, is_count: bool) -> Goods:
    rows, faults = rows_of(tables)
    goods = [found for row in rows if (found := _read(row, catalogue, is_count=is_count)) is not None]
    refuse_faults(tables.file, faults.values())
    return tuple(goods)


def _read(row: ListRow, catalogue: Catalogue, *, is_count: bool) -> tuple[Item, int] | None:
    """Read one row: a piece without a number is one; cloth by length is asked for its metres."""
    code = row.text("sku", needed=True)
    item = catalogue.find(code) if code else None
    if item is None:
        row.fault("sku", N_("is not in the catalogue of this booth"))
        return None
    is_cloth = item.unit is Unit.METRE
    if not is_cloth and row.written("metres"):
        row.fault("metres", N_("is for cloth sold by length"))
    key = "metres" if is_cloth and row.written("metres") else "qty"
    if is_cloth and not row.written(key):
        row.fault(key, N_("is empty: how many metres?"))
    size = row.size(key, item.unit, 0 if is_cloth else 1)
    if not size and not is_count:
        row.fault(key, N_("is not a quantity"))
    return item, size
