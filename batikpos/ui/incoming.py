"""What comes in at the till: scans go into the open basket, or wait while it is asked about or being sold."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from batikpos.domain.catalogue import Catalogue, Item
from batikpos.domain.errors import PosError
from batikpos.domain.scanned import unknown
from batikpos.ui.waiting import Waiting


class Incoming(QObject):
    """Gives out what comes as soon as the basket can take it: goods by `added`, pay keys by `paid`.

    Nothing is given out while the register `is_busy`. `scan_waits` says that a scan waits for an answer,
    `goods_wait` that goods wait because the basket was not sold. It is `giving` whenever something may be
    given out, and then has `given` what could be.
    """

    added = Signal(object)
    paid = Signal(int)
    scan_waits = Signal(object)
    goods_wait = Signal()
    refused = Signal(object)
    giving = Signal()
    given = Signal()

    def __init__(self, is_busy: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_busy = is_busy
        self._waiting, self._is_held = Waiting(), False
        self._not_sold: PosError | None = None

    @property
    def waiting(self) -> tuple[Item, ...]:
        """Goods of the next buyer, which wait because the open basket was not sold; none where it is open."""
        return self._waiting.goods if self._not_sold is not None else ()

    @property
    def is_held(self) -> bool:
        """Whether something is asked about the basket as it is."""
        return self._is_held

    @property
    def not_sold(self) -> PosError | None:
        """Why the open basket was not sold, while goods of the next buyer wait for it."""
        return self._not_sold

    def scan(self, code: str, catalogue: Catalogue) -> None:
        """Put what was scanned into the basket; while something is asked about the basket it waits."""
        item = catalogue.find(code)
        if item is None:
            self.refused.emit(unknown(code))
        elif self._is_held:
            self._waiting.add(item)
            self.scan_waits.emit(item)
        elif self._not_sold is not None:
            self._waiting.add(item)
            self.goods_wait.emit()
        else:
            self.added.emit(item)

    def add(self, item: Item) -> None:
        """Let goods wait for the next basket."""
        self._waiting.add(item)

    def pay(self, place: int) -> None:
        """Let a pay key wait behind the goods it is for."""
        self._waiting.pay(place)

    def hold(self) -> None:
        """Let scans wait from here on: something is asked about the basket as it is."""
        self._is_held = True

    def go_on(self) -> None:
        """Give out what waited: to the basket that is open now, but where it was not sold."""
        self._is_held = False
        self.give_out()
        self.tell_waiting()

    def tell_waiting(self) -> None:
        """Say that goods wait, where the basket was not sold."""
        if self._not_sold is not None:
            self.goods_wait.emit()

    def renew(self, catalogue: Catalogue) -> tuple[str, ...]:
        """Let what waits be of another price list; name what is not in it by its code, and waits no more."""
        return self._waiting.renew(catalogue)

    def take_in(self) -> None:
        """Give what waits to the open basket: it was let go, or what waits is the same buyer's."""
        self._not_sold = None
        self.give_out()

    def hold_back(self, error: PosError) -> None:
        """Let the goods that came meanwhile wait: the basket was not sold, and they are the next buyer's."""
        self.forget_payments()
        if self._waiting.goods:
            self._not_sold = error

    def forget_payments(self) -> None:
        """Keep only the goods: nothing may be paid unseen."""
        self._waiting.forget_payments()

    def begin_anew(self) -> None:
        """Hold nothing back: another basket is open."""
        self._not_sold = None

    def give_out(self) -> None:
        """Give out what waits, in its order, as long as the basket can take it."""
        self.giving.emit()
        while self._can_give and (act := self._waiting.take()) is not None:
            if isinstance(act, Item):
                self.added.emit(act)
            else:
                self.paid.emit(act)
        self.given.emit()

    @property
    def _can_give(self) -> bool:
        return not (self._is_busy() or self._is_held or self._not_sold is not None)
