"""The drawer's day on screen: cash in and out, the drawer opened without a sale, X."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

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

Typed = tuple[str, str, str, bool]
"""The amount as it was typed, which way, why, and whether a slip is wanted."""


class CashDay(QObject):
    """Moves the open till's cash; `moved` and `opened` bring the till as it is then, and what was typed."""

    shown = Signal(object)
    moved = Signal(object, object)
    opened = Signal(object)
    refused = Signal(object)

    def __init__(self, register: Register, parent: QObject) -> None:
        super().__init__(parent)
        self.register = register
        self.moving: Typed | None = None
        """What was typed for the cash that is being moved just now; no other is to be begun meanwhile."""

    @property
    def has_printer(self) -> bool:
        """Say whether a slip can be printed."""
        return self.register.desk.settings.printer != NO_PRINTER

    def look(self) -> None:
        """Look at the till."""
        work = partial(show_till, self.register.desk)
        self.register.tasks.run(Lane.STORE, work, done=self.shown.emit, failed=self.refused.emit)

    def move(self, amount: Rupiah, typed: Typed) -> Callable[..., Till]:
        """Return the act of putting cash in (positive) or taking it out, which may need a second person.

        It is `moving` until it is done, or refused: whoever typed it may have left the page by then.
        """
        _, _, reason, with_slip = self.moving = typed
        desk = self.register.desk

        def act(**by: Any) -> Till:  # noqa: ANN401 - who, when, and who agreed
            self.moving = typed  # again, where a second person was asked meanwhile
            try:
                return move_cash(desk, amount, reason, with_slip=with_slip, **by)
            except PosError:
                self.moving = None
                raise

        return act

    def have_moved(self, till: Till) -> None:
        """Let a slip be printed, and show what is known now."""
        typed, self.moving = self.moving, None
        self.register.papers.print_waiting()
        self.shown.emit(till)
        self.moved.emit(till, typed)

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
