"""Giving back what was sold: asked on sheets over the history, done in the store's lane."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from batikpos.domain.errors import PosError
from batikpos.domain.fair import Person, Role
from batikpos.domain.right import ApprovalNeeded
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.checkout import BelowFloor, CompletedSale
from batikpos.services.desk import Desk
from batikpos.services.history import PastSale
from batikpos.services.people import approve
from batikpos.services.returns import void_sale
from batikpos.ui.booth.moneyback import say_money_back
from batikpos.ui.booth.sheets import ApprovalSheet, ReasonSheet
from batikpos.ui.register import Register
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.widgets.sheet import Sheet

Act = Callable[..., CompletedSale]
"""An act of a service that still lacks `cashier`, `now` and `approver`."""


class GivingBack(QObject):
    """Asks what is needed to give a sale back, and a second person where the fair's rules say so."""

    refused = Signal(object)
    done = Signal(object)

    def __init__(
        self,
        register: Register,
        tasks: Tasks,
        tr: Translate,
        open_sheet: Callable[[Sheet], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._register, self._tasks, self._tr = register, tasks, tr
        self._open, self._page = open_sheet, parent

    def ask_void(self, past: PastSale) -> None:
        """Ask why a sale is voided; what goes back stands with it."""
        sale = past.kept.sale
        sheet = ReasonSheet(
            self._window,
            self._tr,
            self._tr(N_("Void {number}?")).format(number=sale.number),
            confirm=self._tr(N_("Void the sale")),
            answer=lambda reason: self.do(partial(void_sale, self._desk, sale.number, reason)),
            said=say_money_back(sale, self._tr),
        )
        self._open(sheet)

    def do(self, act: Act, approver: str = "") -> None:
        """Do an act in the store's lane; where it needs a second person, ask for one and do it then."""
        work = partial(act, cashier=self._register.cashier.name, now=datetime.now(UTC), approver=approver)
        self._tasks.run(Lane.STORE, work, done=self._done, failed=partial(self._failed, act))

    def _done(self, done: CompletedSale) -> None:
        self._register.show_done(done)
        self.done.emit(done)

    def _failed(self, act: Act, error: PosError) -> None:
        if isinstance(error, ApprovalNeeded | BelowFloor):
            self._ask_second(act, error)
        else:
            self.refused.emit(error)

    def _ask_second(self, act: Act, error: PosError) -> None:
        people, cashier = self._desk.people, self._register.cashier.name
        supervisors = [p.name for p in people if p.role is Role.SUPERVISOR]
        names = supervisors or [p.name for p in people if p.name != cashier]

        def agree(name: str, pin: str) -> None:
            work = partial(approve, self._desk, name, pin, cashier=cashier, now=datetime.now(UTC))
            self._tasks.run(Lane.STORE, work, done=agreed, failed=self.refused.emit)

        def agreed(person: Person) -> None:
            self.do(act, person.name)

        why = error.message(language_of(self._tr))
        self._open(ApprovalSheet(self._window, self._tr, why, names, approve=agree))

    @property
    def _desk(self) -> Desk:
        return self._register.desk

    @property
    def _window(self) -> QWidget:
        return self._page.window()
