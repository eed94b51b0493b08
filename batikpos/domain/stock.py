"""Stock: what a booth took to its stand, sold, brought home and counted, and what is missing of it.

Everything is in whole pieces, or in millimetres of cloth. Of each kind of goods what was taken and given
back is what was sold, brought home, is left and is missing: a count says what is left, and what it does not
find is missing (below zero: more was there than anybody wrote down). Of a roll the cuts are what was sold,
and the remnant is what is left.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby

from batikpos.domain.fact import Body, moment_of, text_of
from batikpos.domain.quantity import Quantity, Unit
from batikpos.values import frozen

MORNING = time(6)
"""Until then what is counted or brought home behind a closed till belongs to the evening before."""


class StockAct(StrEnum):
    """What is done with goods beside selling them."""

    TAKE = "take"
    HOME = "home"
    COUNT = "count"


@frozen
class StockLine:
    """So much of one kind of goods; nothing is a quantity too where it was counted."""

    sku: str
    name: str
    producer: str
    quantity: Quantity


@frozen
class StockMove:
    """Goods taken to the stand, brought home, or counted there.

    A count that `is_whole` found nothing of all that it does not name.
    """

    move_id: str
    act: StockAct
    at: datetime
    cashier: str
    lines: tuple[StockLine, ...]
    is_whole: bool = False


@frozen
class KeptMove:
    """A move with the number of its fact."""

    move: StockMove
    journal_id: str
    seq: int


@frozen
class DatedMove:
    """A move with the business days it speaks for, `first` to `last`.

    In an open till both are its day. Between two tills what is taken is of its own day; what is counted or
    brought home is of the day that ended before, up to its own.
    """

    move: StockMove
    first: date
    last: date


@frozen
class Sold:
    """What was sold, voids taken off, and what was given back afterwards."""

    sold: int = 0
    returned: int = 0


@frozen
class SoldGoods:
    """What was sold of one kind of goods: `since[n]` after the first n counts of the booth."""

    name: str
    producer: str
    unit: Unit
    since: Mapping[int, Sold]


@frozen
class GoodsStock:
    """One kind of goods at one booth: taken + returned = sold + home + left + missing.

    `counted` is what the last count found. Of goods that `is_written` nowhere nobody knows what was there:
    what is left of them is no more than what was sold, below zero. `days` is on how many days the booth sold.
    """

    booth: str
    sku: str
    name: str
    producer: str
    unit: Unit
    taken: int = 0
    sold: int = 0
    returned: int = 0
    home: int = 0
    left: int = 0
    missing: int = 0
    counted: int | None = None
    counted_at: datetime | None = None
    is_written: bool = False
    days: int = 0

    @property
    def days_left(self) -> float | None:
        """Say how many days more it lasts at the pace it was sold; None where nothing was, or nobody knows.

        To a tenth of a day, and never below zero.
        """
        net = self.sold - self.returned
        if not self.is_written or net <= 0 or not self.days:
            return None
        return max(0, self.left) * self.days * 10 // net / 10

    def quantity(self, size: int) -> Quantity:
        """Write so much of it."""
        return Quantity(size, self.unit)


def in_order(kept: Iterable[KeptMove]) -> tuple[KeptMove, ...]:
    """Put the moves of a booth in order: a journal's by their numbers, several journals' by the clock.

    A clock that was set back moves nothing before what its journal had written already.
    """
    timed: list[tuple[datetime, str, int, KeptMove]] = []
    by_journal = sorted(kept, key=lambda one: (one.journal_id, one.seq))
    for journal_id, theirs in groupby(by_journal, key=lambda one: one.journal_id):
        latest: datetime | None = None
        for one in theirs:
            latest = one.move.at if latest is None else max(latest, one.move.at)
            timed.append((latest, journal_id, one.seq, one))
    return tuple(one for *_, one in sorted(timed, key=lambda of: of[:3]))


def dated(move: StockMove, till_day: date | None, *, is_open: bool) -> DatedMove:
    """Say which business days a move speaks for.

    `till_day` is the day of the till that its device opened last before it, None where there was none, and
    `is_open` says whether that was still open. A count of the small hours is none of the day that begins.
    """
    first = last = move.at.date()
    if till_day is not None:
        if is_open:
            first = last = till_day
        elif move.act is not StockAct.TAKE:
            first = min(first, till_day)
            if first < last and move.at.time() < MORNING:
                last -= timedelta(days=1)
    return DatedMove(move, first, last)


def evening_of(at: datetime) -> date:
    """Say which day's goods are counted at a time: those of the small hours are of the evening before."""
    return at.date() - timedelta(days=1) if at.time() < MORNING else at.date()


def goods_to_count(moves: Iterable[DatedMove], day: date) -> frozenset[str]:
    """Name the goods that were taken by a day, and neither counted on it nor brought home, by their codes.

    `moves` are a booth's, in their order. What was brought home counts as looked through, and what an earlier
    count found none of is there no more.
    """
    waiting: frozenset[str] = frozenset()
    for dated in moves:
        if dated.first > day:
            continue
        move = dated.move
        named = {line.sku for line in move.lines}
        none_left = {line.sku for line in move.lines if not line.quantity.size}
        match move.act:
            case StockAct.TAKE:
                waiting |= named
            case StockAct.HOME:
                waiting -= named
            case StockAct.COUNT if dated.last >= day:
                waiting = frozenset() if move.is_whole else waiting - named
            case StockAct.COUNT:
                waiting = (waiting & named if move.is_whole else waiting) - none_left
    return waiting


def stock_of_booth(
    booth: str, moves: Sequence[StockMove], sold: Mapping[str, SoldGoods], days: int
) -> tuple[GoodsStock, ...]:
    """Add a booth's stock up from its moves, in their order, and what it sold between its counts."""
    rows = {
        sku: GoodsStock(booth, sku, goods.name, goods.producer, goods.unit, days=days)
        for sku, goods in sold.items()
    }
    counts = 0
    _sell(rows, sold, counts)
    for move in moves:
        for line in move.lines:
            known = rows.get(line.sku)
            if known is None:
                known = GoodsStock(booth, line.sku, line.name, line.producer, line.quantity.unit, days=days)
            rows[line.sku] = _moved(known, move, line.quantity.size)
        if move.act is StockAct.COUNT:
            if move.is_whole:
                named = {line.sku for line in move.lines}
                rows |= {sku: _moved(row, move, 0) for sku, row in rows.items() if sku not in named}
            counts += 1
            _sell(rows, sold, counts)
    return tuple(rows[sku] for sku in sorted(rows))


def _sell(rows: dict[str, GoodsStock], sold: Mapping[str, SoldGoods], counts: int) -> None:
    for sku, goods in sold.items():
        if now := goods.since.get(counts):
            row = rows[sku]
            rows[sku] = replace(
                row,
                sold=row.sold + now.sold,
                returned=row.returned + now.returned,
                left=row.left - now.sold + now.returned,
            )


def _moved(row: GoodsStock, move: StockMove, size: int) -> GoodsStock:
    match move.act:
        case StockAct.TAKE:
            return replace(row, taken=row.taken + size, left=row.left + size, is_written=True)
        case StockAct.HOME:
            return replace(row, home=row.home + size, left=row.left - size, is_written=True)
        case StockAct.COUNT:
            return replace(
                row,
                missing=row.missing + row.left - size,
                left=size,
                counted=size,
                counted_at=move.at,
                is_written=True,
            )


@frozen
class FairStock:
    """The stock of a whole fair, by booth and goods; `moves` are what each booth wrote down, in order."""

    rows: tuple[GoodsStock, ...] = ()
    moves: tuple[tuple[str, tuple[DatedMove, ...]], ...] = ()

    @property
    def written(self) -> tuple[GoodsStock, ...]:
        """List what somebody wrote down that it was there."""
        return tuple(row for row in self.rows if row.is_written)

    @property
    def missing(self) -> tuple[GoodsStock, ...]:
        """List what counts did not find, or found too much of, the most missing first."""
        return tuple(sorted((r for r in self.rows if r.missing), key=lambda r: (-r.missing, r.booth, r.sku)))

    def not_counted(self, day: date) -> tuple[str, ...]:
        """List the booths with goods that were neither counted on a business day nor brought home."""
        return tuple(booth for booth, moves in self.moves if goods_to_count(moves, day))

    def running_out(self, within: float) -> tuple[GoodsStock, ...]:
        """List what runs out within so many days at the pace it was sold, the soonest first."""
        lasting = [(row.days_left, row) for row in self.rows]
        found = [(days, row) for days, row in lasting if days is not None and days < within]
        return tuple(row for _, row in sorted(found, key=lambda of: (of[0], of[1].booth, of[1].sku)))


def stock_to_body(move: StockMove) -> Body:
    """Write a move down."""
    return {
        "move_id": move.move_id,
        "act": move.act.value,
        "at": move.at.isoformat(),
        "cashier": move.cashier,
        "whole": int(move.is_whole),
        "lines": [
            {
                "sku": line.sku,
                "name": line.name,
                "producer": line.producer,
                "unit": line.quantity.unit.value,
                "size": line.quantity.size,
            }
            for line in move.lines
        ],
    }


def stock_from_body(body: Body) -> StockMove:
    """Read a move. Raises ValueError, KeyError or TypeError where it is none."""
    lines = tuple(
        StockLine(
            text_of(line["sku"]),
            text_of(line["name"]),
            text_of(line["producer"]),
            Quantity(_size(line["size"]), Unit(line["unit"])),
        )
        for line in body["lines"]
    )
    if len({line.sku for line in lines}) != len(lines):
        message = "the same goods stand there twice"
        raise ValueError(message)
    return StockMove(
        text_of(body["move_id"]),
        StockAct(body["act"]),
        moment_of(body["at"]),
        text_of(body["cashier"]),
        lines,
        bool(_size(body["whole"])),
    )


def _size(value: object) -> int:
    if type(value) is not int or value < 0:
        message = f"{value!r:.40} is no quantity"
        raise ValueError(message)
    return value
