"""Reading facts into the tables: the same at the booth, at the centre and when rebuilding."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Integer, Table, Text, insert, select, type_coerce
from sqlalchemy.exc import IntegrityError

from batikpos.domain.change import change_from_body
from batikpos.domain.fact import DESK_KINDS, Body, Fact, FactKind, canonical, moment_of
from batikpos.domain.fair import Books
from batikpos.domain.handed import handed_from_body
from batikpos.domain.money import HELD, Rupiah
from batikpos.domain.order import cancel_from_body, order_from_body
from batikpos.domain.record import item_from_body, sale_from_body
from batikpos.domain.sale import Sale
from batikpos.domain.till import counted_cash
from batikpos.store.catalogue import item_rows
from batikpos.store.columns import Day, Moment, Money
from batikpos.store.schema import (
    READINGS,
    added_item,
    booth,
    cancelled_order,
    carried_till,
    cash_count,
    cash_move,
    checked_tender,
    clock_step,
    drawer_opening,
    fair,
    opening,
    paper_slip,
    producer,
    sale,
    sale_line,
    seal,
    taken_order,
    tender,
    till_close,
    till_open,
    unread,
)
from batikpos.store.statement import insert_into, insert_unless_there

Rows = list[tuple[Table, list[dict[str, Any]]]]

Readings = dict[tuple[str, tuple[Any, ...]], list[dict[str, Any]]]
"""Rows by table and key: what the tables hold, or the versions of each that facts told."""

_SHARED = {fair, booth, producer}
"""What several booths say alike: the first word stays."""


def read_fact(of: Fact) -> Rows:
    """Say which rows a fact stands for. Raises ValueError, KeyError or TypeError for nonsense.

    Every value must fit its column as it is, on either engine: what one database would refuse, or
    turn into something else, is nonsense here already.
    """
    rows = _READERS[FactKind(of.kind)](_key(of), of.body)
    for table, some in rows:
        for row in some:
            for column in table.columns:
                if not _fits(column, row[column.name]):
                    message = f"{table.name}.{column.name} cannot hold {row[column.name]!r:.40}"
                    raise ValueError(message)
    return rows


def insert_readings(tx: Connection, facts: Sequence[Fact]) -> None:
    """Insert the rows of facts made here. What cannot be read is our own bug, and flies."""
    for table, rows in _gathered(map(read_fact, facts)):
        _insert(tx, table, rows)


def insert_sale(tx: Connection, of: Fact, what: Sale, till_seq: int) -> None:
    """Insert the rows of a sale made here: those its fact reads as, without reading it again."""
    for table, rows in _rows_of_sale(_key(of), what, till_seq):
        _insert(tx, table, rows)


def insert_foreign_readings(tx: Connection, facts: Sequence[Fact]) -> tuple[int, ...]:
    """Insert the rows of facts from elsewhere; return the numbers of those that make no sense.

    A fact that cannot be read is kept raw and noted in `unread`: it never blocks the ones after it.
    """
    readable: list[Fact] = []
    refused: list[dict[str, Any]] = []
    for of in facts:
        try:
            read_fact(of)
            readable.append(of)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            refused.append(_unread(of, error))
    try:
        with tx.begin_nested():
            insert_readings(tx, readable)
    except (IntegrityError, sqlite3.IntegrityError):
        for of in readable:
            try:
                with tx.begin_nested():
                    insert_readings(tx, [of])
            except (IntegrityError, sqlite3.IntegrityError) as error:
                refused.append(_unread(of, getattr(error, "orig", error)))
    if refused:
        tx.execute(insert(unread), refused)
    return tuple(sorted(row["seq"] for row in refused))


def list_unread(tx: Connection, fair_id: str, journal_id: str) -> tuple[int, ...]:
    """List the numbers of a journal's facts that are kept but could not be read."""
    query = select(unread.c.seq).where(unread.c.fair_id == fair_id, unread.c.journal_id == journal_id)
    return tuple(tx.execute(query.order_by(unread.c.seq)).scalars())


def list_unread_journals(tx: Connection, fair_id: str) -> frozenset[str]:
    """List the journals of a fair that have such facts."""
    return frozenset(tx.execute(select(unread.c.journal_id).where(unread.c.fair_id == fair_id)).scalars())


def load_readings(tx: Connection) -> Readings:
    """Load every row that is a reading of the journal, days and times as they are written there."""
    found: Readings = {}
    for table in READINGS:
        columns = [type_coerce(c, Text).label(c.name) if _is_time(c) else c for c in table.columns]
        rows = [dict(row) for row in tx.execute(select(*columns)).mappings()]
        collect(found, [(table, rows)])
    return found


def collect(into: Readings, rows: Rows) -> None:
    """Put rows by table and key, days and times as they are written: each is one of the told versions.

    Only of what several booths say alike may there be more than one: whose word came first stays.
    """
    for table, some in rows:
        for row in some:
            written = {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()}
            key = (table.name, tuple(written[c.name] for c in table.primary_key.columns))
            versions = into.setdefault(key, [])
            if written not in versions and (not versions or table in _SHARED):
                versions.append(written)


def _is_time(column: Column[Any]) -> bool:
    return isinstance(column.type, Day | Moment)


def _gathered(readings: Iterable[Rows]) -> Rows:
    """Put the rows of one table together, tables in the order of their first row's dependence."""
    by_table: dict[Table, list[dict[str, Any]]] = {}
    for rows in readings:
        for table, some in rows:
            by_table.setdefault(table, []).extend(some)
    return list(by_table.items())


def _insert(tx: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if table in _SHARED:
        insert_unless_there(table).run_many(tx, rows)
    else:
        insert_into(table).copy_many(tx, table, rows)


def _fits(column: Column[Any], value: Any) -> bool:  # noqa: ANN401 - whatever a fact says
    """Say whether a column holds a value exactly. A text that is no Unicode raises ValueError."""
    match column.type:
        case Text():
            return type(value) is str and "\0" not in value and value.encode() is not None
        case Integer():
            return type(value) is int and -(2**31) <= value < 2**31
        case Money():
            is_null = value is None and bool(column.nullable)
            return is_null or (type(value) is Rupiah and -HELD <= value.amount <= HELD)
        case _:
            return isinstance(value, date)


def _unread(of: Fact, error: object) -> dict[str, Any]:
    why = f"{type(error).__name__}: {error}"[:300]
    return {"fair_id": of.fair_id, "journal_id": of.journal_id, "seq": of.seq, "why": why}


def _key(of: Fact) -> dict[str, Any]:
    return {"fair_id": of.fair_id, "journal_id": of.journal_id, "seq": of.seq}


def _opening_rows(key: dict[str, Any], body: Body) -> Rows:
    fair_id = {"fair_id": key["fair_id"]}
    told = body["fair"]
    return [
        (
            fair,
            [
                fair_id
                | {
                    "name": told["name"],
                    "first_day": date.fromisoformat(told["first_day"]),
                    "last_day": date.fromisoformat(told["last_day"]),
                    "time_zone": told["time_zone"],
                    "books": Books(body.get("books", Books.REAL)).value,
                }
            ],
        ),
        (booth, [fair_id | {"booth": str(code)} for code in body["booths"]]),
        (producer, [fair_id | _read_producer(p) for p in body["producers"]]),
        (opening, [key | _begun(body)]),
    ]


def _begun(body: Body) -> dict[str, Any]:
    """Say how a journal began: whose key seals it, and which other journal it goes on from, if any."""
    origin = body.get("origin")
    return {
        "public_key": body.get("public_key", ""),
        "lineage": origin["lineage"] if origin else 0,
        "from_journal_id": origin["journal"] if origin else "",
        "from_seq": origin["seq"] if origin else 0,
        "from_hash": origin["hash"] if origin else "",
        "why": origin["why"] if origin else "",
    }


def _clock_rows(key: dict[str, Any], body: Body) -> Rows:
    row = {name: moment_of(body[name]) for name in ("at", "was")}
    return [(clock_step, [key | row])]


def _seal_rows(key: dict[str, Any], body: Body) -> Rows:
    row = {
        "close_seq": body["close"],
        "sold": Rupiah(body["sold"]),
        "returned": Rupiah(body["returned"]),
        "statement": body["statement"],
        "signature": body["signature"],
    }
    return [(seal, [key | row])]


_PRODUCER = ("producer", "name", "district", "village", "booth", "is_taxable")
_PRODUCER_LATER = ("address", "npwp")
"""What facts of earlier versions do not say of a producer."""


def _read_producer(said: Body) -> dict[str, Any]:
    return {name: said[name] for name in _PRODUCER} | {name: said.get(name, "") for name in _PRODUCER_LATER}


def _till_open_rows(key: dict[str, Any], body: Body) -> Rows:
    row = {
        "business_day": date.fromisoformat(body["business_day"]),
        "at": moment_of(body["at"]),
        "cashier": body["cashier"],
        "float": Rupiah(body["float"]),
    }
    if "counts" in body and _added_up(body["counts"]) != row["float"]:
        message = "the float does not add up"
        raise ValueError(message)
    if "carries" not in body:
        return [(till_open, [key | row])]
    before = {"from_journal_id": body["carries"]["journal"], "from_seq": body["carries"]["till"]}
    return [(till_open, [key | row]), (carried_till, [key | before])]


def _cash_move_rows(key: dict[str, Any], body: Body) -> Rows:
    row = {
        "till_seq": body["till"],
        "at": moment_of(body["at"]),
        "cashier": body["cashier"],
        "amount": Rupiah(body["amount"]),
        "reason": body["reason"],
    }
    return [(cash_move, [key | row])]


def _till_close_rows(key: dict[str, Any], body: Body) -> Rows:
    row = {
        "till_seq": body["till"],
        "at": moment_of(body["at"]),
        "cashier": body["cashier"],
        "number": body["number"],
        "counts": canonical(body["counts"]),
        "counted": _counted(body),
        "expected": Rupiah(body["expected"]),
        "approver": body.get("approver", ""),
    }
    return [(till_close, [key | row])]


def _count_rows(key: dict[str, Any], body: Body) -> Rows:
    row = {
        "till_seq": body["till"],
        "at": moment_of(body["at"]),
        "cashier": body["cashier"],
        "counts": canonical(body["counts"]),
        "counted": _counted(body),
    }
    return [(cash_count, [key | row])]


def _counted(body: Body) -> Rupiah:
    """Read what a count came to. Raises ValueError where it does not add up."""
    counted = Rupiah(body["counted"])
    if _added_up(body["counts"]) != counted:
        message = "the count does not add up"
        raise ValueError(message)
    return counted


def _added_up(counts: dict[str, int]) -> Rupiah:
    if any(pieces < 0 for pieces in counts.values()):
        message = "less than no notes were counted"
        raise ValueError(message)
    return counted_cash({int(note): pieces for note, pieces in counts.items()})


def _drawer_rows(key: dict[str, Any], body: Body) -> Rows:
    row = {
        "till_seq": body["till"],
        "at": moment_of(body["at"]),
        "cashier": body["cashier"],
        "approver": body["approver"],
        "reason": body["reason"],
    }
    return [(drawer_opening, [key | row])]


def _check_rows(key: dict[str, Any], body: Body) -> Rows:
    row = {
        "at": moment_of(body["at"]),
        "cashier": body["cashier"],
        "number": body["number"],
        "n": body["n"],
    }
    return [(checked_tender, [key | row])]


def _look_rows(_key: dict[str, Any], body: Body) -> Rows:
    """Read that somebody looked for a payment in vain: it stays as unchecked as it was, so no row is made."""
    moment_of(body["at"])
    _ = body["cashier"], body["number"], body["n"]
    return []


def _item_rows(key: dict[str, Any], body: Body) -> Rows:
    (row,) = item_rows([item_from_body(body["item"])])
    del row["place"]
    said = {"at": moment_of(body["at"]), "cashier": body["cashier"]}
    return [(added_item, [key | row | said])]


def _sale_rows(key: dict[str, Any], body: Body) -> Rows:
    return _rows_of_sale(key, sale_from_body(body), body["till"])


def _rows_of_sale(key: dict[str, Any], of: Sale, till_seq: int) -> Rows:
    head = {
        "till_seq": till_seq,
        "sale_id": of.sale_id,
        "kind": of.kind.value,
        "number": of.number,
        "running": of.running,
        "business_day": of.business_day,
        "at": of.at,
        "cashier": of.cashier,
        "approver": of.approver,
        "reverses": of.reverses,
        "reason": of.reason,
        "language": of.language,
        "content": of.content,
        "gross": of.gross,
        "discount": of.discount,
        "rounding": of.rounding,
        "total": of.total,
        "paid": of.paid,
        "change": of.change,
        "follows": of.follows,
        "followed_by": of.followed_by,
    }
    lines = [
        key
        | {
            "n": n,
            "sku": line.sku,
            "name": line.name,
            "name_en": line.name_en,
            "producer": line.producer,
            "producer_name": line.producer_name,
            "technique": line.technique.value,
            "dye": line.dye.value,
            "kind": line.kind,
            "unit": line.quantity.unit.value,
            "size": line.quantity.size,
            "unit_price": line.unit_price,
            "agreed": line.agreed,
            "gross": line.gross,
            "discount": line.discount,
            "net": line.net,
            "given_back": line.given_back,
            "note": line.note,
            "promotion": line.promotion,
            "promoted": line.promoted,
            "is_open": int(line.is_open),
        }
        for n, line in enumerate(of.lines, 1)
    ]
    tenders = [
        key | {"n": n, "kind": t.kind.value, "amount": t.amount, "reference": t.reference}
        for n, t in enumerate(of.tenders, 1)
    ]
    rows: Rows = [(sale, [key | head]), (sale_line, lines), (tender, tenders)]
    if of.slip is not None:
        slip = {"slip": of.slip.number, "day": of.slip.day, "reason": of.slip.reason}
        rows.append((paper_slip, [key | slip]))
    return rows


def _order_rows(key: dict[str, Any], body: Body) -> Rows:
    of = order_from_body(body)
    row = {
        "till_seq": body["till"],
        "order_id": of.order_id,
        "number": of.number,
        "running": of.running,
        "business_day": of.business_day,
        "at": of.at,
        "cashier": of.cashier,
        "customer": of.customer,
        "phone": of.phone,
        "due": of.due,
        "total": of.total,
        "deposit": of.deposit,
    }
    return [(taken_order, [key | row])]


def _order_cancel_rows(key: dict[str, Any], body: Body) -> Rows:
    of = cancel_from_body(body)
    row = {
        "till_seq": body["till"],
        "number": of.number,
        "at": of.at,
        "cashier": of.cashier,
        "reason": of.reason,
        "tender": of.tender.value,
        "given_back": of.given_back,
    }
    return [(cancelled_order, [key | row])]


def _no_rows(read: Callable[[FactKind, Body], object], kind: FactKind) -> Callable[[Any, Body], Rows]:
    """Read a fact that stands for no rows, only to see that it can be read."""

    def rows(_key: dict[str, Any], body: Body) -> Rows:
        read(kind, body)
        return []

    return rows


def _stock(_kind: FactKind, body: Body) -> None:
    """Read what was done with goods; nothing is sold by it, so that a start need not load what it is."""
    from batikpos.domain.stock import stock_from_body  # noqa: PLC0415

    stock_from_body(body)


def _decision(kind: FactKind, body: Body) -> None:
    """Read a fact of the organizer's desk; a booth has none, and need not load what they are."""
    from batikpos.domain.decisions import DECISIONS  # noqa: PLC0415

    DECISIONS[kind](body)


def _renewal_rows(key: dict[str, Any], body: Body) -> Rows:
    """Read that a booth took a later fair file, for the producers that are new in it."""
    handed_from_body(body["organizer"])
    return [(producer, [{"fair_id": key["fair_id"]} | _read_producer(p) for p in body["producers"]])]


def _fair_rows(key: dict[str, Any], body: Body) -> Rows:
    """Read a fair's plan, for the booths that its desk knows before they send anything."""
    _decision(FactKind.FAIR, body)
    return [(booth, [{"fair_id": key["fair_id"], "booth": planned["code"]} for planned in body["booths"]])]


def _goods_rows(key: dict[str, Any], body: Body) -> Rows:
    """Read a part of the fair's price list, for the producers that its desk knows."""
    _decision(FactKind.GOODS, body)
    return [(producer, [{"fair_id": key["fair_id"]} | _read_producer(p) for p in body["producers"]])]


_READERS: dict[FactKind, Callable[[dict[str, Any], Body], Rows]] = {
    FactKind.OPENING: _opening_rows,
    FactKind.TILL_OPEN: _till_open_rows,
    FactKind.CASH_MOVE: _cash_move_rows,
    FactKind.SALE: _sale_rows,
    FactKind.VOID: _sale_rows,
    FactKind.REFUND: _sale_rows,
    FactKind.TILL_CLOSE: _till_close_rows,
    FactKind.SEAL: _seal_rows,
    FactKind.CLOCK: _clock_rows,
    FactKind.ORDER: _order_rows,
    FactKind.ORDER_CANCEL: _order_cancel_rows,
    FactKind.COUNT: _count_rows,
    FactKind.DRAWER: _drawer_rows,
    FactKind.CHECK: _check_rows,
    FactKind.LOOK: _look_rows,
    FactKind.ITEM: _item_rows,
    FactKind.RULES: _no_rows(change_from_body, FactKind.RULES),
    FactKind.PROMOTIONS: _no_rows(change_from_body, FactKind.PROMOTIONS),
    FactKind.STOCK: _no_rows(_stock, FactKind.STOCK),
} | {kind: _no_rows(_decision, kind) for kind in DESK_KINDS}
_READERS |= {
    FactKind.FAIR: _fair_rows,
    FactKind.GOODS: _goods_rows,
    FactKind.RENEWAL: _renewal_rows,
}
