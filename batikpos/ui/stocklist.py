"""The goods that are just being written down: what is done with them, and how much of each."""

from datetime import UTC, datetime
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from batikpos.domain.catalogue import Item
from batikpos.domain.errors import PosError
from batikpos.domain.quantity import METRE, Quantity, Unit
from batikpos.domain.stock import GoodsStock, StockAct
from batikpos.services.desk import Desk
from batikpos.services.listing import Listing, find_listing, keep_listing
from batikpos.services.stock import Written, stock_of_fair, write_move
from batikpos.ui.keeping import Keeping
from batikpos.ui.register import Register
from batikpos.ui.tasks import Lane
from batikpos.values import frozen


@frozen
class WrittenStock:
    """What was written down, and what of it is missing by all that this laptop knows."""

    written: Written
    missing: tuple[GoodsStock, ...]


class StockList(QObject):
    """A list that stays while other pages are looked at; the same list is written down once only.

    It is kept at each change, and what was begun before a crash is taken up (`begun` says so).
    What is on it stays on it where a later fair file knows the goods no more: they still lie at the booth.
    Where one sells them in another unit, what was said in the old one means nothing: it is asked for anew.
    """

    begun = Signal(object)
    changed = Signal()
    written = Signal(object)
    refused = Signal(object)
    looked = Signal(object)

    def __init__(self, register: Register, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.register = register
        self.act = StockAct.TAKE
        self.is_whole = False
        self.sizes: dict[str, int] = {}
        self._items: dict[str, Item] = {}
        self._move_id = uuid4()
        self.is_writing = False
        self._sent: tuple[dict[Item, int], bool] = ({}, False)
        self._is_kept = False
        """Whether it is known what was begun before: until then nothing is kept over it."""
        self._keeping = Keeping(register.tasks, self)
        self._keeping.refused.connect(self.refused)

    @property
    def desk(self) -> Desk:
        """The booth."""
        return self.register.desk

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to write down: a whole count may have found nothing."""
        return self._listing().is_empty

    def take_up(self) -> None:
        """Go on with a list that was begun and not written down when the program ended."""
        work = partial(find_listing, self.desk)
        self.register.tasks.run(Lane.STORE, work, done=self._taken_up, failed=self._not_taken_up)

    def begin_anew(self) -> None:
        """Take everything off the list, which is kept no more."""
        self.sizes, self.is_whole = {}, False
        self._changed()

    def choose(self, act: StockAct) -> None:
        """Say what is done with the goods."""
        self.act = act
        self._changed()

    def count_all(self, *, is_whole: bool) -> None:
        """Say whether everything is counted: what is not named is not there."""
        self.is_whole = is_whole
        self._changed()

    def set_size(self, item: Item, size: int) -> None:
        """Say how much there is of it; the last that was touched stands first."""
        self._put(item, size)
        self._changed()

    def take_off(self, item: Item) -> None:
        """Take goods off the list."""
        self.sizes = {sku: size for sku, size in self.sizes.items() if sku != item.sku}
        self._changed()

    def goods(self) -> list[tuple[Item, int]]:
        """List the goods as they were put on the list, and how much of each."""
        return [(self._items[sku], size) for sku, size in self.sizes.items()]

    def as_sold(self, item: Item) -> Item:
        """Return goods as they are sold now; such as are in no list any more as they were."""
        return self.desk.catalogue.find(item.sku) or item

    def listed_otherwise(self, item: Item) -> Quantity | None:
        """Say how much of goods was listed in a unit that is not theirs; None where nothing was."""
        listed = self._items[item.sku] if item.sku in self.sizes else item
        return None if listed.unit is item.unit else Quantity(self.sizes[item.sku], listed.unit)

    def size_of(self, item: Item) -> int:
        """Say how much of goods is listed in their unit: pieces or millimetres."""
        return self.sizes.get(item.sku, 0) if self.listed_otherwise(item) is None else 0

    def totals(self) -> tuple[int, int, Quantity]:
        """Count the kinds, the pieces and the metres."""
        goods = self.goods()
        pieces = sum(size for item, size in goods if item.unit is Unit.PIECE)
        metres = sum(size for item, size in goods if item.unit is Unit.METRE)
        return len(self.sizes), pieces, Quantity(metres, Unit.METRE)

    def unsized(self) -> Item | None:
        """Find goods of which nobody said how much, in their unit of now: only a count may find none."""
        goods = [(self.as_sold(item), size) for item, size in self.goods()]
        is_count = self.act is StockAct.COUNT
        unsaid = (item for item, size in goods if self.listed_otherwise(item) or not (size or is_count))
        return next(unsaid, None)

    def look(self) -> None:
        """Look which days were counted."""
        work = partial(_last_count, self.desk)
        self.register.tasks.run(Lane.STORE, work, done=self.looked.emit, failed=self.refused.emit)

    def write(self) -> None:
        """Write it down; while that is done, not once more, nor before it is known what was begun before."""
        if self.is_writing or self.is_empty or not self._is_kept:
            return
        self.is_writing = True
        self._keeping.forget()
        self._sent = (dict(self.goods()), self.is_whole)
        work = partial(
            _write,
            self.desk,
            partial(
                write_move,
                self.desk,
                self.act,
                self.goods(),
                move_id=self._move_id,
                cashier=self.register.cashier.name,
                now=datetime.now(UTC),
                is_whole=self.is_whole and self.act is StockAct.COUNT,
            ),
        )
        self.register.tasks.run(Lane.STORE, work, done=self._have_written, failed=self._have_failed)

    def _have_written(self, done: WrittenStock) -> None:
        """Begin a new list with what was scanned or tapped while the one before was being written."""
        sent, was_whole = self._sent
        sizes = {item.sku: size for item, size in sent.items() if item.unit is self._items[item.sku].unit}
        since = {sku: size - sizes.get(sku, 0) for sku, size in self.sizes.items()}
        self.sizes = {sku: size for sku, size in since.items() if size > 0 or sku not in sizes}
        self.is_writing, self.is_whole, self._move_id = False, self.is_whole and not was_whole, uuid4()
        self._changed()
        self.written.emit(done)

    def _have_failed(self, error: PosError) -> None:
        self.is_writing = False
        self._keep()
        self.refused.emit(error)

    def _taken_up(self, listing: Listing | None) -> None:
        """Put what was scanned or tapped meanwhile to what was begun before."""
        self._is_kept = True
        if listing is None:
            self._keep()
            return
        since, self.sizes = self.goods(), {}
        for item, size in reversed(listing.goods):
            self._put(item, size)
        for item, size in reversed(since):
            self._put(item, size + self.size_of(item))
        self._move_id, self.act, self.is_whole = listing.move_id, listing.act, listing.is_whole
        self._changed()
        self.begun.emit(listing)

    def _not_taken_up(self, error: PosError) -> None:
        """Keep this list beside that one, which has another id."""
        self._is_kept = True
        self.refused.emit(error)

    def _put(self, item: Item, size: int) -> None:
        self._items[item.sku] = item
        self.sizes = {item.sku: max(0, size)} | {k: v for k, v in self.sizes.items() if k != item.sku}

    def _changed(self) -> None:
        self._keep()
        self.changed.emit()

    def _keep(self) -> None:
        """Keep it as it is now; while it is being written down that is not to be kept once more."""
        if self._is_kept and not self.is_writing:
            self._keeping.keep(partial(keep_listing, self.desk, self._listing()))

    def _listing(self) -> Listing:
        return Listing(
            move_id=self._move_id,
            act=self.act,
            goods=tuple(self.goods()),
            is_whole=self.is_whole,
            cashier=self.register.cashier.name,
            at=datetime.now(UTC),
        )


def usual_size(item: Item) -> str:
    """Write what is asked for first: a whole metre, or one piece."""
    return Quantity(METRE if item.unit is Unit.METRE else 1, item.unit).plain()


def _write(desk: Desk, act: "partial[Written]") -> WrittenStock:
    done = act()
    named = {line.sku for line in done.move.lines}
    if done.move.act is not StockAct.COUNT:
        return WrittenStock(done, ())
    with desk.store.reading() as tx:
        rows = stock_of_fair(tx, desk.fair.fair_id).missing
    found = [row for row in rows if done.move.is_whole or row.sku in named]
    return WrittenStock(done, tuple(found))


def _last_count(desk: Desk) -> datetime | None:
    """Say when goods were counted here for the last time."""
    with desk.store.reading() as tx:
        times = [row.counted_at for row in stock_of_fair(tx, desk.fair.fair_id).rows if row.counted_at]
    return max(times, default=None)
