"""Which rows each kind of fact stands for."""

from collections.abc import Callable
from datetime import date
from typing import Any

from batikpos.domain.change import change_from_body
from batikpos.domain.fact import DESK_KINDS, Body, FactKind, moment_of
from batikpos.domain.fair import Books, Fair, check_time_zone
from batikpos.domain.handed import handed_from_body
from batikpos.domain.money import Rupiah
from batikpos.domain.record import item_from_body
from batikpos.domain.stamp import stamp_from_body
from batikpos.store.catalogue import item_rows
from batikpos.store.drawerrows import (
    cash_move_rows,
    count_rows,
    drawer_rows,
    till_close_rows,
    till_open_rows,
)
from batikpos.store.rows import Key, Rows
from batikpos.store.salerows import order_cancel_rows, order_rows, sale_rows
from batikpos.store.schema import added_item, booth, checked_tender, clock_step, fair, opening, producer, seal


def _opening_rows(key: Key, body: Body) -> Rows:
    """Read what a journal begins with. Raises ValueError where its fair is not the one it stands at."""
    fair_id, told = {"fair_id": key["fair_id"]}, body["fair"]
    first, last = date.fromisoformat(told["first_day"]), date.fromisoformat(told["last_day"])
    of = Fair(told["name"], first, last, check_time_zone(told["time_zone"]))
    if of.fair_id != key["fair_id"]:
        message = "another fair's name or days"
        raise ValueError(message)
    row = {
        "name": of.name,
        "first_day": of.first_day,
        "last_day": of.last_day,
        "time_zone": of.time_zone,
        "books": Books(body.get("books", Books.REAL)).value,
    }
    return [
        (fair, [fair_id | row]),
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


def _clock_rows(key: Key, body: Body) -> Rows:
    row = {name: moment_of(body[name]) for name in ("at", "was")}
    return [(clock_step, [key | row])]


def _seal_rows(key: Key, body: Body) -> Rows:
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


def _check_rows(key: Key, body: Body) -> Rows:
    row = {
        "at": moment_of(body["at"]),
        "cashier": body["cashier"],
        "number": body["number"],
        "n": body["n"],
    }
    return [(checked_tender, [key | row])]


def _look_rows(_key: Key, body: Body) -> Rows:
    """Read that somebody looked for a payment in vain: it stays as unchecked as it was, so no row is made."""
    moment_of(body["at"])
    _ = body["cashier"], body["number"], body["n"]
    return []


def _item_rows(key: Key, body: Body) -> Rows:
    (row,) = item_rows([item_from_body(body["item"])])
    del row["place"]
    said = {"at": moment_of(body["at"]), "cashier": body["cashier"]}
    return [(added_item, [key | row | said])]


def _no_rows(read: Callable[[FactKind, Body], object], kind: FactKind) -> Callable[[Any, Body], Rows]:
    """Read a fact that stands for no rows, only to see that it can be read."""

    def rows(_key: Key, body: Body) -> Rows:
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


def _renewal_rows(key: Key, body: Body) -> Rows:
    """Read that a booth took a later fair file, for the producers that are new in it."""
    handed_from_body(body["organizer"])
    return [(producer, [{"fair_id": key["fair_id"]} | _read_producer(p) for p in body["producers"]])]


def _fair_rows(key: Key, body: Body) -> Rows:
    """Read a fair's plan, for the booths that its desk knows before they send anything."""
    _decision(FactKind.FAIR, body)
    return [(booth, [{"fair_id": key["fair_id"], "booth": planned["code"]} for planned in body["booths"]])]


def _goods_rows(key: Key, body: Body) -> Rows:
    """Read a part of the fair's price list, for the producers that its desk knows."""
    _decision(FactKind.GOODS, body)
    return [(producer, [{"fair_id": key["fair_id"]} | _read_producer(p) for p in body["producers"]])]


READERS: dict[FactKind, Callable[[Key, Body], Rows]] = {
    FactKind.OPENING: _opening_rows,
    FactKind.TILL_OPEN: till_open_rows,
    FactKind.CASH_MOVE: cash_move_rows,
    FactKind.SALE: sale_rows,
    FactKind.VOID: sale_rows,
    FactKind.REFUND: sale_rows,
    FactKind.TILL_CLOSE: till_close_rows,
    FactKind.SEAL: _seal_rows,
    FactKind.CLOCK: _clock_rows,
    FactKind.ORDER: order_rows,
    FactKind.ORDER_CANCEL: order_cancel_rows,
    FactKind.COUNT: count_rows,
    FactKind.DRAWER: drawer_rows,
    FactKind.CHECK: _check_rows,
    FactKind.LOOK: _look_rows,
    FactKind.ITEM: _item_rows,
    FactKind.RULES: _no_rows(change_from_body, FactKind.RULES),
    FactKind.PROMOTIONS: _no_rows(change_from_body, FactKind.PROMOTIONS),
    FactKind.STOCK: _no_rows(_stock, FactKind.STOCK),
    FactKind.STAMP: _no_rows(stamp_from_body, FactKind.STAMP),
} | {kind: _no_rows(_decision, kind) for kind in DESK_KINDS}
READERS |= {
    FactKind.FAIR: _fair_rows,
    FactKind.GOODS: _goods_rows,
    FactKind.RENEWAL: _renewal_rows,
}
