"""Giving back what was sold: asked on sheets over the history, done in the store's lane."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from batikpos.domain.agreement import Reason
from batikpos.domain.catalogue import Item
from batikpos.domain.errors import PosError
from batikpos.domain.obstacle import SoldOut
from batikpos.domain.sale import item_of
from batikpos.domain.tender import TenderKind
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.baskets import OpenBasket
from batikpos.services.checkout import CompletedSale
from batikpos.services.correcting import begin_correction
from batikpos.services.desk import Desk
from batikpos.services.exchanging import exchange_size, sizes_of
from batikpos.services.following import Followed
from batikpos.services.history import PastSale
from batikpos.services.returns import OtherBack, refund_sale, void_sale
from batikpos.ui.booth.approving import Approval
from batikpos.ui.booth.exchangesheet import Choice, ExchangeSheet
from batikpos.ui.booth.moneyback import say_before, say_money_back
from batikpos.ui.booth.returnsheet import ReturnSheet, Wanted
from batikpos.ui.booth.sheets import QuestionSheet, ReasonSheet
from batikpos.ui.register import BasketInUse, Register
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.widgets.sheet import Sheet

Act = Callable[..., CompletedSale]
"""An act of a service that still lacks `cashier`, `now`, `approver` and `agreed`."""


class GivingBack(QObject):
    """Asks what is needed to give a sale back, and a second person where the fair's rules say so."""

    refused = Signal(object)
    outdated = Signal()
    done = Signal(object)
    correcting = Signal()
    exchanged = Signal(object)

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
        self._approval = Approval(register, tr, parent, open_sheet=open_sheet)

    def ask_void(self, past: PastSale) -> None:
        """Ask why a sale is voided; what goes back stands with it."""
        sale = past.kept.sale
        sheet = ReasonSheet(
            self._window,
            self._tr,
            self._tr(N_("Void {number}?")).format(number=sale.number),
            confirm=self._tr(N_("Void the sale")),
            answer=lambda reason: self.do(
                partial(void_sale, self._desk, sale.number, reason, shown=past.voided_back)
            ),
            said=say_money_back(past.voided_back, self._tr),
            before=say_before(past.voided_back, self._tr),
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

    def _correct(self, begun: OpenBasket) -> None:
        self._register.correct(begun)
        self.correcting.emit()

    def ask_return(self, past: PastSale) -> None:
        """Ask what of a sale goes back, why, and how."""
        number, catalogue = past.kept.sale.number, self._desk.catalogue
        lines = past.kept.sale.lines
        found = [catalogue.find(line.sku) for line in lines]
        steps = [(item or item_of(line)).step for item, line in zip(found, lines, strict=True)]

        def give(wanted: Wanted, reason: str, tender: TenderKind) -> None:
            shown = past.returned_back(wanted, tender)
            act = partial(refund_sale, self._desk, number, wanted, reason, tender=tender, shown=shown)
            said = self._tr(N_("The return is being written down…"))
            approval = Approval(self._register, self._tr, sheet, open_sheet=self._open)
            approval.do_for(sheet, act, done=self._telling(), failed=self._not_done, said=said)

        sheet = ReturnSheet(self._window, self._tr, past, steps, answer=give)
        self._open(sheet)

    def ask_exchange(self, past: PastSale) -> None:
        """Ask which line is exchanged, and for which size."""
        catalogue = self._desk.catalogue
        lines = zip(past.kept.sale.lines, past.left, strict=True)
        choices = [
            (n, line, sizes)
            for n, (line, left) in enumerate(lines, 1)
            if left and (sizes := sizes_of(line, catalogue))
        ]
        self._ask_size(past.kept.sale.number, choices)

    def _ask_size(self, number: str, choices: Sequence[Choice]) -> None:
        self._open(
            ExchangeSheet(
                self._window,
                self._tr,
                choices,
                self._register.sold,
                exchange=partial(self._exchange, number, uuid4()),
                choose=lambda choice: self._ask_size(number, [choice]),
            )
        )

    def _exchange(
        self, number: str, exchange_id: UUID, line: int, item: Item, short: tuple[Reason, ...] = ()
    ) -> None:
        act = partial(
            exchange_size,
            self._desk,
            number,
            line,
            item,
            exchange_id=exchange_id,
            size=1,
            oversell=bool(short),
            told_in=language_of(self._tr),
        )
        again = partial(self._exchange, number, exchange_id, line, item)
        failed = partial(self._not_exchanged, again)
        register = self._register

        def exchanged(done: Followed) -> None:  # also where the page is left by then
            register.take_back(done.given_back)
            register.show_done(done.sale)
            if isValid(self):
                self.exchanged.emit(done)

        self._approval.do(act, done=exchanged, failed=failed, allowed=short)

    def _not_exchanged(self, again: Callable[[tuple[Reason, ...]], None], error: PosError) -> None:
        if not isinstance(error, SoldOut):
            self.refused.emit(error)
            return
        tr = self._tr
        title, why = tr(N_("Not enough in stock by the books")), error.message(language_of(tr))
        confirm = tr(N_("Exchange it all the same"))
        answer = partial(again, error.asks)
        self._open(QuestionSheet(self._window, tr, title, why, confirm=confirm, answer=answer))

    def do(self, act: Act) -> None:
        """Do an act in the store's lane; where it needs a second person, ask for one and do it then."""
        self._approval.do(act, done=self._telling(), failed=self._not_done)

    def _telling(self) -> Callable[[CompletedSale], None]:
        """Give what tells that money goes back, also where the page is left by then."""
        register = self._register

        def done(completed: CompletedSale) -> None:
            register.show_done(completed)
            if isValid(self):
                self.done.emit(completed)

        return done

    def _not_done(self, error: PosError) -> None:
        if isinstance(error, OtherBack):
            self.outdated.emit()
        self.refused.emit(error)

    @property
    def _desk(self) -> Desk:
        return self._register.desk

    @property
    def _window(self) -> QWidget:
        return self._page.window()
