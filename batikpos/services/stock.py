"""Stock: writing down what is done with goods at a booth, and adding it up at the centre."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from batikpos.domain.catalogue import Item
from batikpos.domain.errors import PosError
from batikpos.domain.fact import FactKind, canonical
from batikpos.domain.quantity import Quantity, Unit
from batikpos.domain.stock import (
    DatedMove,
    FairStock,
    GoodsStock,
    KeptMove,
    StockAct,
    StockLine,
    StockMove,
    dated,
    goods_to_count,
    in_order,
    stock_of_booth,
    stock_to_body,
)
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.store.baskets import forget_parked
from batikpos.store.engine import Transaction
from batikpos.store.journal import append
from batikpos.store.stock import (
    find_move,
    list_cuts,
    list_moves,
    list_selling_days,
    list_sold,
    list_till_spans,
)
from batikpos.store.tills import find_open_day
from batikpos.values import frozen


class NoGoods(PosError):
    """A list of goods that names none."""

    code: ClassVar[str] = "no_goods"
    text: ClassVar[str] = N_("The list names no goods. Scan or write at least one.")


class OtherGoods(PosError):
    """The id of a list that named other goods."""

    code: ClassVar[str] = "id_reused"
    text: ClassVar[str] = N_("The list {name} is written down already, with other goods. Begin a new one.")
    name: str


class TooLong(PosError):
    """A list of more goods than one fact holds that every centre takes."""

    code: ClassVar[str] = "too_long"
    text: ClassVar[str] = N_("{count} kinds of goods are too many for one list. Write them down in parts.")
    count: int


MOST_BYTES = 900_000
"""So long may a list be, written down: no centre that keeps people apart takes a fact of a mebibyte."""


@frozen
class Written:
    """A move that is written down; `is_repeat` says it had been before."""

    move: StockMove
    is_repeat: bool = False


def write_move(
    desk: Desk,
    act: StockAct,
    goods: Sequence[tuple[Item, int]],
    *,
    move_id: UUID,
    cashier: str,
    now: datetime,
    is_whole: bool = False,
) -> Written:
    """Write down what is done with goods, in pieces or millimetres each; asking twice writes once.

    The same goods named several times add up. Only a whole count may name none. A list that was kept under
    this id is kept no more. Raises: NoGoods, TooLong, OtherGoods, StoreUnavailable.
    """
    at = desk.fair.local(now)
    sizes: dict[str, int] = {}
    for item, size in goods:
        sizes[item.sku] = sizes.get(item.sku, 0) + size
    named = {item.sku: item for item, _ in goods}
    lines = tuple(
        StockLine(sku, named[sku].names.id, named[sku].producer, Quantity(size, named[sku].unit))
        for sku, size in sizes.items()
    )
    if not lines and not is_whole:
        raise NoGoods
    move = StockMove(str(move_id), act, at, cashier, lines, is_whole)
    body = stock_to_body(move)
    if len(canonical(body).encode()) > MOST_BYTES:
        raise TooLong(len(lines))
    with desk.writing() as tx:
        earlier = find_move(tx, move.move_id)
        if earlier is not None and replace(move, at=earlier.at, cashier=earlier.cashier) != earlier:
            raise OtherGoods(move.move_id)
        forget_parked(tx, move_id)
        if earlier is None:
            append(tx, FactKind.STOCK, at, body)
            return Written(move)
    return Written(earlier, is_repeat=True)


def awaits_count(desk: Desk) -> bool:
    """Say whether this device took goods to its booth that its open till's day has not seen counted yet.

    The organizer asks the same of all booths (`FairStock.not_counted`).
    """
    with desk.store.reading() as tx:
        till = find_open_day(tx)
        if till is None:
            return False
        kept = list_moves(tx, desk.fair.fair_id).get(desk.booth.code, ())
        moves = _dated(kept, list_till_spans(tx, desk.fair.fair_id))
    return bool(goods_to_count(moves, till.business_day))


def stock_of_fair(tx: Transaction, fair_id: str) -> FairStock:
    """Say of each booth and its goods what was taken, sold, brought home, counted, is left and missing."""
    kept = {booth: in_order(moves) for booth, moves in list_moves(tx, fair_id).items()}
    counts = {
        booth: tuple(one for one in moves if one.move.act is StockAct.COUNT) for booth, moves in kept.items()
    }
    tills = list_till_spans(tx, fair_id)
    sold, days = list_sold(tx, fair_id, counts), list_selling_days(tx, fair_id)
    return FairStock(
        tuple(
            row
            for booth in sorted(kept.keys() | sold.keys())
            for row in stock_of_booth(
                booth, [one.move for one in kept.get(booth, ())], sold.get(booth, {}), days.get(booth, 0)
            )
        ),
        tuple((booth, _dated(kept[booth], tills)) for booth in sorted(kept)),
    )


def _dated(
    kept: Iterable[KeptMove], tills: Mapping[str, Sequence[tuple[int, int | None, date]]]
) -> tuple[DatedMove, ...]:
    """Put a booth's moves in order, each with the days that it speaks for by the tills of its journal."""
    found: list[DatedMove] = []
    for one in in_order(kept):
        before = [till for till in tills.get(one.journal_id, ()) if till[0] < one.seq]
        _, closed, day = before[-1] if before else (0, None, None)
        found.append(dated(one.move, day, is_open=closed is None or closed > one.seq))
    return tuple(found)


@frozen
class Roll:
    """Cloth sold by length at one booth: of what was taken, the cuts and the remnant are the whole.

    `cuts` are (nota, millimetres) in their order, below zero where one was given back. What they and the
    remnant do not come to is `goods.missing`.
    """

    goods: GoodsStock
    cuts: tuple[tuple[str, int], ...]


def rolls_of_fair(tx: Transaction, fair_id: str) -> tuple[Roll, ...]:
    """List the cloth of a fair that is sold by length, by booth."""
    cuts = list_cuts(tx, fair_id)
    return tuple(
        Roll(row, tuple(cuts.get((row.booth, row.sku), ())))
        for row in stock_of_fair(tx, fair_id).rows
        if row.unit is Unit.METRE
    )
