"""The drawer's day on screen: cash in and out, the drawer opened without a sale, X."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from batikpos.domain.errors import PosError
from batikpos.domain.money import Rupiah
from batikpos.domain.till import Till
from batikpos.services.drawer import OpenedDrawer, open_drawer
from batikpos.services.papers import queue_x
from batikpos.services.till import move_cash, show_till
from batikpos.settings import NO_PRINTER
from batikpos.ui.register import Register
from batikpos.ui.tasks import Lane


class CashDay(QObject):
    """Moves the open till's cash; `moved` and `opened` bring the till as it is then."""

    shown = Signal(object)
    moved = Signal(object)
    opened = Signal(object)
    refused = Signal(object)

    def __init__(self, register: Register, parent: QObject) -> None:
        super().__init__(parent)
        self.register = register

    @property
    def has_printer(self) -> bool:
        """Say whether a slip can be printed."""
        return self.register.desk.settings.printer != NO_PRINTER

    def look(self) -> None:
        """Look at the till."""
        work = partial(show_till, self.register.desk)
        self.register.tasks.run(Lane.STORE, work, done=self.shown.emit, failed=self.refused.emit)

    def moving(self, amount: Rupiah, reason: str, *, with_slip: bool) -> Callable[..., Till]:
        """Return the act of putting cash in (positive) or taking it out, which may need a second person."""
        return partial(move_cash, self.register.desk, amount, reason, with_slip=with_slip)

    def have_moved(self, till: Till) -> None:
        """Let a slip be printed, and show what is known now."""
        self.register.papers.print_waiting()
        self.shown.emit(till)
        self.moved.emit(till)

    def opening(self, reason: str) -> Callable[..., OpenedDrawer]:
        """Return the act of opening the drawer, which may need a second person."""
        return partial(open_drawer, self.register.desk, reason)

    def have_opened(self, done: OpenedDrawer) -> None:
        """Let the pulse go out, and show what is known now."""
        self.register.papers.print_waiting()
        self.shown.emit(done.till)
        self.opened.emit(done)

    def refuse(self, error: PosError) -> None:
        """Say why it was not done."""
        self.refused.emit(error)

    def print_x(self) -> None:
        """Print what was sold so far; what should be in the drawer is not on it."""
        work = partial(queue_x, self.register.desk, cashier=self.register.cashier.name, now=datetime.now(UTC))
        printing = self.register.papers.print_waiting
        self.register.tasks.run(Lane.STORE, work, done=lambda _job: printing(), failed=self.refused.emit)
