"""Giving back what was sold: asked on sheets over the history, done in the store's lane."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from batikpos.domain.cart import Cart
from batikpos.domain.correction import Correction
from batikpos.i18n import N_, Translate
from batikpos.services.checkout import CompletedSale
from batikpos.services.correcting import begin_correction
from batikpos.services.desk import Desk
from batikpos.services.history import PastSale
from batikpos.services.returns import void_sale
from batikpos.ui.booth.approving import Approval
from batikpos.ui.booth.moneyback import say_money_back
from batikpos.ui.booth.sheets import ReasonSheet
from batikpos.ui.register import BasketInUse, Register
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.widgets.sheet import Sheet

Act = Callable[..., CompletedSale]
"""An act of a service that still lacks `cashier`, `now` and `approver`."""


class GivingBack(QObject):
    """Asks what is needed to give a sale back, and a second person where the fair's rules say so."""

    refused = Signal(object)
    done = Signal(object)
    correcting = Signal()

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
        self._approval = Approval(register, tr, open_sheet, parent)

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

    def ask_correct(self, past: PastSale) -> None:
        """Ask why a sale is put right, and open its basket again; nothing is written before it is paid."""
        if self._register.cart.lines or self._register.slip is not None:
            self.refused.emit(BasketInUse())
            return
        number = past.kept.sale.number
        sheet = ReasonSheet(
            self._window,
            self._tr,
            self._tr(N_("Correct {number}?")).format(number=number),
            confirm=self._tr(N_("Open its basket")),
            answer=lambda reason: self._begin_correction(number, reason),
            said=self._tr(
                N_("Its basket opens again. Pay it, and the old nota is voided in the same moment.")
            ),
        )
        self._open(sheet)

    def _begin_correction(self, number: str, reason: str) -> None:
        work = partial(begin_correction, self._desk, number, reason)
        self._tasks.run(Lane.STORE, work, done=self._correct, failed=self.refused.emit)

    def _correct(self, begun: tuple[Cart, Correction]) -> None:
        self._register.correct(*begun)
        self.correcting.emit()

    def do(self, act: Act) -> None:
        """Do an act in the store's lane; where it needs a second person, ask for one and do it then."""
        self._approval.do(act, done=self._done, failed=self.refused.emit)

    def _done(self, done: CompletedSale) -> None:
        self._register.show_done(done)
        self.done.emit(done)

    @property
    def _desk(self) -> Desk:
        return self._register.desk

    @property
    def _window(self) -> QWidget:
        return self._page.window()
