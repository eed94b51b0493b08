"""A fair as plain tables for an accountant: a zip of CSV files, and an index that says what each column is.

As in the German DSFinV-K: sales with their lines and tenders, cash moves, closes, and the master data they
point to. Every row of a device's day says whether that day is proven.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from batikpos.domain.catalogue import UNCOUNTED
from batikpos.domain.fair import Booth
from batikpos.domain.fairtakings import DeviceAndDay
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import METRE, Unit
from batikpos.files import replace_file, sync_file, sync_folder
from batikpos.i18n import Translate
from batikpos.services.flat_columns import INDEX, INDEX_HEAD, TABLES
from batikpos.services.wholefair import Progress, WholeFair
from batikpos.sheets.delimited import guarded
from batikpos.store import flat
from batikpos.store.engine import Store, Transaction
from batikpos.targets import check_target
from batikpos.values import frozen

Cells = Sequence[object]


@frozen
class Exported:
    """What was written: how many rows of each table."""

    file: Path
    rows: dict[str, int]


def export_flat(
    centre: Store, of: WholeFair, file: Path, tr: Translate, *, now: datetime, progress: Progress
) -> Exported:
    """Write a fair's tables; `of` knows what is proven. Raises: OSError, BadTarget, StoreUnavailable."""
    check_target(file, _is_export)
    part = file.with_name(f"{file.name}.part")
    rows: dict[str, int] = {}
    with part.open("wb") as to:
        with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as zipped, centre.reading() as tx:
            for place, (name, found) in enumerate(_tables(tx, of).items()):
                progress(place, len(TABLES))
                rows[name] = _write(zipped, name, [c.name for c in TABLES[name]], found, now)
            _write(zipped, INDEX, INDEX_HEAD, _index(tr), now)
            progress(len(TABLES), len(TABLES))
        sync_file(to)
    replace_file(part, file)
    sync_folder(file.parent)
    return Exported(file, rows)


def _is_export(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as zipped:
            return INDEX in zipped.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def _write(
    zipped: zipfile.ZipFile, name: str, head: Sequence[str], rows: Iterable[Cells], now: datetime
) -> int:
    """Write one table row by row; UTF-8 with a mark, and no text that a spreadsheet takes for a formula."""
    count = 0
    info = zipfile.ZipInfo(name, now.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    with zipped.open(info, "w", force_zip64=True) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        writer = csv.writer(text)
        writer.writerow(head)
        for row in rows:
            writer.writerow([_written(value) for value in row])
            count += 1
        text.flush()
    return count


def _written(value: object) -> object:
    match value:
        case None:
            return ""
        case Rupiah():
            return value.amount
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case str():
            return guarded(value)
        case _:
            return int(value) if isinstance(value, bool) else value


def _tables(tx: Transaction, of: WholeFair) -> dict[str, Iterator[Cells]]:
    """Say what each table holds, to be read when it is written."""
    fair_id, state = of.fair.fair_id, _States(of)

    def walk(rows: Iterator[Any], cells: Callable[[Any], Cells]) -> Iterator[Cells]:
        return ((row.booth, row.device, row.journal_id, row.seq, state(row), *cells(row)) for row in rows)

    return {
        "fair.csv": iter([(fair_id, of.fair.name, of.fair.first_day, of.fair.last_day, of.fair.time_zone)]),
        "producers.csv": (
            (p.code, p.name, p.district, p.village, p.booth, p.is_taxable, p.npwp) for p in of.producers
        ),
        "goods.csv": (
            (
                i.sku,
                i.barcode,
                i.producer,
                i.name,
                i.technique.value,
                i.dye.value,
                i.kind,
                i.motif,
                i.size,
                i.unit.value,
                i.price,
                i.floor,
                None if i.stock == UNCOUNTED else _size(i.unit, i.stock),
            )
            for i in of.goods.items
        ),
        "days.csv": (
            (d.booth.code, d.booth.device, d.day, d.state.value, d.total, d.difference) for d in of.devices
        ),
        "tills.csv": walk(flat.each_till(tx, fair_id), _till),
        "sales.csv": walk(flat.each_sale(tx, fair_id), _sale),
        "lines.csv": walk(flat.each_line(tx, fair_id), _line),
        "tenders.csv": walk(
            flat.each_tender(tx, fair_id),
            lambda r: (r.n, r.number, r.business_day, r.kind, r.amount, r.reference, r.worth),
        ),
        "cash_moves.csv": walk(
            flat.each_move(tx, fair_id),
            lambda r: (r.at, r.till_seq, r.business_day, r.cashier, r.amount, r.reason),
        ),
        "drawer_openings.csv": walk(
            flat.each_opening(tx, fair_id),
            lambda r: (r.at, r.till_seq, r.business_day, r.cashier, r.approver, r.reason),
        ),
        "orders.csv": (
            (
                t.of[0].code,
                t.of[0].device,
                state.of(t.of),
                t.order.number,
                t.of[1],
                t.order.at.isoformat(),
                t.order.due,
                t.state,
                t.order.total,
                t.order.deposit,
            )
            for t in of.orders
        ),
        "order_tenders.csv": (
            (t.order.number, n, paid.kind.value, paid.amount, paid.reference)
            for t in of.orders
            for n, paid in enumerate(t.order.tenders, 1)
        ),
    }


class _States:
    """Which days of which devices are proven, by rows."""

    def __init__(self, of: WholeFair) -> None:
        self._proven = of.proven

    def __call__(self, row: Any) -> str:  # noqa: ANN401 - a row of any table
        return self.of((Booth(row.booth, row.device), row.business_day))

    def of(self, day: DeviceAndDay) -> str:
        return "proven" if day in self._proven else "reported"


def _till(r: Any) -> Cells:  # noqa: ANN401 - a row of this table
    difference = None if r.counted is None else r.counted - r.expected
    closed = (r.closed_at, r.closed_by, r.approver, r.number, r.expected, r.counted, difference)
    return r.business_day, r.at, r.cashier, r.float, *closed


def _sale(r: Any) -> Cells:  # noqa: ANN401 - a row of this table
    amounts = (r.gross, r.discount, r.rounding, r.total, r.paid, r.change)
    told = (r.cashier, r.approver, r.reverses, r.reason, r.follows, r.slip)
    return r.number, r.kind, r.business_day, r.at, r.till_seq, *told, *amounts


def _line(r: Any) -> Cells:  # noqa: ANN401 - a row of this table
    what = (r.sku, r.name, r.producer, r.producer_name, r.technique, r.dye, r.kind)
    price = (
        r.unit,
        _size(r.unit, r.size),
        r.unit_price,
        r.agreed,
        r.gross,
        r.discount,
        r.promoted,
        r.promotion,
    )
    return (
        r.n,
        r.number,
        r.business_day,
        *what,
        *price,
        r.net,
        r.given_back,
        bool(r.is_open),
        bool(r.is_part),
        bool(r.is_under),
    )


def _size(unit: str, size: int) -> Decimal:
    """Say how many pieces, or metres: 2.5."""
    return Decimal(size) / METRE if unit == Unit.METRE.value else Decimal(size)


def _index(tr: Translate) -> Iterator[Cells]:
    for name, columns in TABLES.items():
        for column in columns:
            yield name, column.name, column.kind, tr(column.meaning)
