"""What the sale screen asks before it goes on: sheets over the page, one at a time."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from batikpos.domain.agreement import Asked
from batikpos.domain.cart import Discount
from batikpos.domain.catalogue import Item
from batikpos.domain.giveback import Back
from batikpos.domain.money import Rupiah
from batikpos.domain.obstacle import SeveralSoldOut, SoldOut
from batikpos.domain.sale import PaperSlip, Sale
from batikpos.domain.tender import Tender, TenderKind
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.desk import Desk
from batikpos.ui.booth.approving import Approval
from batikpos.ui.booth.basketsheets import BasketSheets
from batikpos.ui.register import Register
from batikpos.ui.tasks import Lane
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.sheetpile import SheetPile


class Asking(QObject):
    """Opens the sheets of the sale screen; keys are a sheet's own until it is closed, and scans wait.

    The sheets are loaded right behind the first page (`ahead`), or when the first is asked for.
    """

    closed = Signal()

    def __init__(self, register: Register, page: QWidget, tr: Translate) -> None:
        super().__init__(page)
        self._register, self._page, self._tr = register, page, tr
        self._language = language_of(tr)
        self._sheets = SheetPile(self)
        self._sheets.begun.connect(register.incoming.hold)
        self._sheets.emptied.connect(self._emptied)
        # Behind what was answered: many a sheet closes, and then does it, to the basket as it stands.
        self._sheets.emptied.connect(self._take_waiting, Qt.ConnectionType.QueuedConnection)
        self._is_payment_asked = False
        self._of_basket = BasketSheets(register, self._sheets, self)
        register.incoming.go_on()
        register.incoming.scan_waits.connect(self._say_waits)
        self._approval = Approval(register, tr, page, open_sheet=self.open_sheet)
        self._consent = Approval(register, tr, page, open_sheet=self.open_about_basket)
        register.approval_needed.connect(self._ask_approval)
        register.oversell_asked.connect(self._ask_oversell)
        register.give_back_asked.connect(self._ask_give_back)

    @property
    def is_open(self) -> bool:
        """Say whether something is asked."""
        return self._sheets.top is not None

    @property
    def sheet(self) -> Sheet | None:
        """Return the sheet that is to be answered."""
        return self._sheets.top

    def open_sheet(self, sheet: Sheet) -> None:
        """Open a sheet over the page, or over the one that is open."""
        self._sheets.open(sheet)

    def open_about_basket(self, sheet: Sheet) -> None:
        """Open a sheet that acts on the open basket: none while that is being written; it goes with it."""
        self._of_basket.open(sheet)

    def _emptied(self) -> None:
        self._is_payment_asked = False
        self.closed.emit()

    def _take_waiting(self) -> None:
        if not self.is_open:  # no other question followed
            self._register.incoming.go_on()

    def _say_waits(self, item: Item) -> None:
        """Say on the sheet where a scan goes."""
        if self.sheet is None:
            return
        said = N_("“{item}” goes into the basket when this is answered.")
        if self._register.incoming.waiting:
            said = N_("“{item}” waits for the next basket: this one is not sold yet.")
        elif self._is_payment_asked:
            said = N_("“{item}” goes into the next basket; into this one if you leave the payment.")
        self.sheet.tell(self._tr(said).format(item=item.title(self._language)))

    def show_keys(self) -> None:
        """Show what the keys do."""
        from batikpos.ui.booth.sheets import KeysSheet  # noqa: PLC0415 - see above

        self.open_sheet(KeysSheet(self._window, self._tr))

    @property
    def _window(self) -> QWidget:
        return self._page.window()

    def ask_size(self, index: int) -> None:
        """Ask how many pieces or metres of a line."""
        from batikpos.ui.booth.linesheets import SizeSheet  # noqa: PLC0415 - see above

        line = self._register.cart.lines[index]

        def resize(size: int) -> None:
            index = self._of_basket.place_of(line)
            self._register.cart.with_size(index, size)  # refused here, so that the sheet says it
            self._register.set_size(index, size)

        self._of_basket.open(SizeSheet(self._window, self._tr, line, answer=resize), line)

    def ask_price(self, index: int) -> None:
        """Ask for an agreed price, or a discount, on a line."""
        from batikpos.ui.booth.linesheets import LinePriceSheet  # noqa: PLC0415 - see above

        priced = self._register.cart.priced[index]
        line = self._register.cart.lines[index]
        place_of = self._of_basket.place_of

        def agree(price: Rupiah) -> None:
            index = place_of(line)
            self._register.cart.with_agreed(index, price)  # refused here, so that the sheet says it
            self._register.agree(index, price)

        def discount(value: Discount | None) -> None:
            index = place_of(line)
            self._register.cart.with_line_discount(index, value)
            self._register.discount_line(index, value)

        def reset() -> None:
            self._register.reset_price(place_of(line))

        self._of_basket.open(
            LinePriceSheet(self._window, self._tr, priced, agreed=agree, discount=discount, reset=reset), line
        )

    def ask_price_of_chosen(self) -> None:
        """Ask for the price of the chosen line, or a discount where none is chosen."""
        if self._register.chosen >= 0:
            self.ask_price(self._register.chosen)
        elif self._register.cart.lines:
            self.ask_discount()

    def ask_note(self, index: int) -> None:
        """Ask what is to be noted on a line."""
        from batikpos.ui.booth.notesheet import NoteSheet  # noqa: PLC0415 - see above

        line = self._register.cart.lines[index]

        def note(typed: str) -> None:
            index = self._of_basket.place_of(line)
            self._register.cart.with_note(index, typed)  # refused here, so that the sheet says it
            self._register.note(index, typed)

        title = line.item.title(self._language)
        self._of_basket.open(NoteSheet(self._window, self._tr, title, line.note, answer=note), line)

    def ask_note_on_chosen(self) -> None:
        """Ask for a note on the chosen line."""
        if self._register.chosen >= 0:
            self.ask_note(self._register.chosen)

    def ask_discount(self) -> None:
        """Ask for a discount on the whole basket."""
        from batikpos.ui.booth.sheets import PriceSheet  # noqa: PLC0415 - see above

        def discount(value: Discount | None) -> None:
            self._register.cart.with_discount(value)  # refused here, so that the sheet says it
            self._register.discount_all(value)

        title = self._tr(N_("Discount on the whole basket"))
        self.open_about_basket(PriceSheet(self._window, self._tr, title, agreed=None, discount=discount))

    def ask_payment(self, first: TenderKind) -> None:
        """Ask how the basket is paid; what keeps it from being sold is asked before any money is taken."""
        register = self._register
        if register.correctable.is_to_give_back:
            self._ask_give_back()
            return
        if not register.cart.lines or register.is_paying:
            return
        if register.basket.wish is not None:
            register.order_asked.emit()
            return
        if register.correctable.fault is not None:
            register.refused.emit(register.correctable.fault)
            return
        if register.corrects is not None and not register.correctable.is_possible:
            return  # it is still being looked up what of it was seen
        if (refusal := register.refusal()) is not None:
            register.refused.emit(refusal)
            return
        match register.obstacle():
            case None:
                self._open_payment(first)
            case SoldOut() | SeveralSoldOut() as short:
                allow = partial(register.allow_oversell, short.asks)
                self._ask_short(short, partial(self._go_on_paying, allow, first))
            case error:
                self._consent.ask(
                    error,
                    lambda name: self._go_on_paying(partial(register.agreed_by, name, error.asks), first),
                )

    def ask_other_payment(self) -> None:
        """Ask how it is paid, beginning with what was used last besides cash and QRIS."""
        self.ask_payment(self._register.other_tender)

    def _go_on_paying(self, allow: Callable[[], None], first: TenderKind) -> None:
        allow()
        self.ask_payment(first)

    def _open_payment(self, first: TenderKind) -> None:
        from batikpos.domain.due import Due  # noqa: PLC0415 - see above
        from batikpos.ui.booth.payment import PaymentSheet  # noqa: PLC0415 - see above

        register = self._register
        sheet = PaymentSheet(
            self._window,
            self._tr,
            Due(register.cart.net, register.desk.settings.rounding, register.corrects),
            stand=register.stand_code,
            pay=register.pay,
            ask=self.open_about_basket,
            first=first,
            taken=register.basket.taken,
            keep=register.take_money,
            ask_slip=self._ask_slip_next if register.corrects is None else None,
            seen=lambda: register.correctable.seen or frozenset(),
        )
        sheet.qris_shown.connect(register.show_qris)
        sheet.left_out.connect(register.leave_out)
        register.payment_begun.connect(sheet.save)
        register.payment_failed.connect(sheet.go_on)
        self._is_payment_asked = True
        self.open_about_basket(sheet)

    def _ask_slip_next(self) -> None:
        """Ask for the paper slip when the sheet that is open has gone: one at a time."""
        if self.sheet is not None:
            self.sheet.destroyed.connect(self._ask_slip)

    def _ask_slip(self) -> None:
        from batikpos.ui.booth.slipsheet import SlipSheet  # noqa: PLC0415 - see above

        register = self._register
        last = register.papers.last.done.kept.sale.slip if register.papers.last is not None else None
        today = register.desk.fair.local(datetime.now(UTC)).date()
        blank = replace(last, number="") if last is not None else PaperSlip("", today, "")
        sheet = SlipSheet(self._window, self._tr, register.slip or blank, answer=register.enter_slip)
        register.slip_check.passed.connect(sheet.take)
        register.slip_check.refused.connect(sheet.refuse)
        self.open_about_basket(sheet)

    def _ask_give_back(self) -> None:
        """Ask that money goes back which was taken for nothing that can be sold."""
        from batikpos.ui.booth.moneyback import say_only_back  # noqa: PLC0415 - see above
        from batikpos.ui.booth.sheets import QuestionSheet  # noqa: PLC0415 - see above

        register, tr = self._register, self._tr
        self.open_about_basket(
            QuestionSheet(
                self._window,
                tr,
                tr(N_("Give the money back?")),
                say_only_back(register.correctable.fault, register.basket.taken, tr),
                confirm=tr(N_("It was given back")),
                answer=register.give_back,
            )
        )

    def _ask_approval(self, asked: tuple[Asked, Sequence[Tender]]) -> None:
        error, tenders = asked
        self._is_payment_asked = True
        self._consent.ask(error, partial(self._register.pay_approved, tenders, error.asks))

    def _ask_oversell(self, asked: tuple[Asked, Sequence[Tender]]) -> None:
        error, tenders = asked
        self._is_payment_asked = True
        self._ask_short(error, partial(self._register.oversell_and_pay, tenders, error.asks))

    def _ask_short(self, error: Asked, answer: Callable[[], None]) -> None:
        from batikpos.ui.booth.sheets import QuestionSheet  # noqa: PLC0415 - see above

        self.open_about_basket(
            QuestionSheet(
                self._window,
                self._tr,
                self._tr(N_("Not enough in stock by the books")),
                error.message(self._language),
                confirm=self._tr(N_("Sell it all the same")),
                answer=answer,
            )
        )

    def ask_void(self, sale: Sale) -> None:
        """Ask why a sale is voided; what goes back stands with it."""
        register = self._register
        work = partial(_load_past, register.desk, sale.number)
        register.tasks.run(Lane.STORE, work, done=self._ask_void, failed=register.refused.emit)

    def _ask_void(self, past: Any) -> None:  # noqa: ANN401 - of a module that is loaded when it is needed
        from batikpos.ui.booth.moneyback import say_before, say_money_back  # noqa: PLC0415 - see above
        from batikpos.ui.booth.sheets import ReasonSheet  # noqa: PLC0415 - see above

        number = past.kept.sale.number
        self.open_sheet(
            ReasonSheet(
                self._window,
                self._tr,
                self._tr(N_("Void {number}?")).format(number=number),
                confirm=self._tr(N_("Void the sale")),
                answer=partial(self._void, number, past.voided_back),
                said=say_money_back(past.voided_back, self._tr),
                before=say_before(past.voided_back, self._tr),
            )
        )

    def _void(self, number: str, shown: Back, reason: str) -> None:
        from batikpos.services.returns import void_sale  # noqa: PLC0415 - see above

        act = partial(void_sale, self._register.desk, number, reason, shown=shown)
        self._approval.do(act, done=self._register.show_done, failed=self._register.refused.emit)


def _load_past(desk: Desk, number: str) -> Any:  # noqa: ANN401 - of a module that is loaded when it is needed
    from batikpos.services.history import load_past_sale  # noqa: PLC0415 - no first sale needs it

    return load_past_sale(desk, number)
