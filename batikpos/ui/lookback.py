"""Looking back on screen: what was sold is searched and drawn in lanes, the last question's answer counts."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from batikpos.services.desk import Desk
from batikpos.services.history import SHOWN, PastSale, list_ways_paid, load_past_sale, search_history
from batikpos.store.history import History, Which
from batikpos.ui.register import Register
from batikpos.ui.tasks import Lane, Tasks


class LookBack(QObject):
    """Finds sales by what is typed, shows one as it was printed, and says in which ways they were paid."""

    found = Signal(object)
    shown = Signal(object, bytes)
    ways_found = Signal(object)
    refused = Signal(object)

    def __init__(self, register: Register, tasks: Tasks) -> None:
        super().__init__()
        self._register, self._tasks = register, tasks
        self._typed, self._which = "", Which.ALL
        self._limit: int | None = SHOWN
        self._asked = 0
        self._number = ""

    @property
    def number(self) -> str:
        """The sale that is looked at."""
        return self._number

    def search(self, typed: str) -> None:
        """Look for other words."""
        self._typed, self._limit = typed, SHOWN
        self.refresh()

    def choose(self, which: Which) -> None:
        """Look at another part of the sales."""
        self._which, self._limit = which, SHOWN
        self.refresh()

    def show_all(self) -> None:
        """Look at everything that was found, however much it is."""
        self._limit = None
        self.refresh()

    def refresh(self) -> None:
        """Look again; what was asked before and comes later is dropped."""
        self._asked += 1
        work = partial(search_history, self._desk, self._typed, self._which, limit=self._limit)
        self._tasks.run(
            Lane.STORE, work, done=partial(self._have_found, self._asked), failed=self.refused.emit
        )

    def look_at_ways(self) -> None:
        """Look in which ways was paid."""
        work = partial(list_ways_paid, self._desk)
        self._tasks.run(Lane.STORE, work, done=self.ways_found.emit, failed=self.refused.emit)

    def show(self, number: str) -> None:
        """Show one sale."""
        self._number = number
        self._tasks.run(
            Lane.PICTURE, partial(_draw, self._desk, number), done=self._have_drawn, failed=self.refused.emit
        )

    def forget(self) -> None:
        """Look at no sale any more."""
        self._number = ""

    @property
    def _desk(self) -> Desk:
        return self._register.desk

    def _have_found(self, asked: int, history: History) -> None:
        if asked == self._asked:
            self.found.emit(history)

    def _have_drawn(self, drawn: tuple[PastSale, bytes]) -> None:
        past, png = drawn
        if past.kept.sale.number == self._number:
            self.shown.emit(past, png)


def _draw(desk: Desk, number: str) -> tuple[PastSale, bytes]:
    from batikpos.printing.rendering import render  # noqa: PLC0415 - Pillow, and this is a lane

    past = load_past_sale(desk, number)
    return past, render(past.document, "png", desk.settings.columns, has_cutter=False)
