"""Orders taken, picked up, cancelled and shared: asked on sheets, done in the store's lane."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from batikpos.domain.agreement import Reason
from batikpos.domain.due import Due
from batikpos.domain.errors import PosError
from batikpos.domain.giveback import Back
from batikpos.domain.money import ZERO, total
from batikpos.domain.order import CancelledOrder, Order, Wish, ordered_cart
from batikpos.domain.sale import Sale
from batikpos.domain.tender import MONEY, Tender, TenderKind
from batikpos.domain.wording import TENDERS, tender_words, tenders_words
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.checkout import CompletedSale
from batikpos.services.desk import Desk
from batikpos.services.orders import (
    BegunPickUp,
    DepositUnseen,
    PaidDownUnseen,
    TakenOrder,
    begin_pick_up,
    cancel_order,
    check_order,
    deposit_back,
    deposit_seen,
    deposit_whole,
    pick_up,
    take_order,
)
from batikpos.services.pickups import keep_pick_up
from batikpos.services.sharing import Shared, share_order
from batikpos.store.orders import KeptOrder
from batikpos.ui.booth.aftersale import CodeSheet
from batikpos.ui.booth.approving import Approval, needs_second
from batikpos.ui.booth.moneyback import say_look_first, say_money_back
from batikpos.ui.booth.ordersheet import OrderSheet
from batikpos.ui.booth.payment import PaymentSheet
from batikpos.ui.booth.sheets import QuestionSheet, ReasonSheet
from batikpos.ui.customer.bill import Bill, Thanks
from batikpos.ui.register import Register
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.sheet import Sheet


class OrderDesk(QObject):
    """Asks what an order needs, one sheet at a time, and says what became of it."""

    refused = Signal(object)
    said = Signal(str)
    handed_over = Signal(object, str)
    changed = Signal()

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
        self._paying: PaymentSheet | None = None
        self._is_loading = False

    def ask_order(self) -> None:
        """Make an order of the open basket; one that was being paid down goes on at its payment."""
        today = self._desk.fair.local(datetime.now(UTC)).date()
        net, begun = self._register.cart.net, self._register.basket.wish
        sheet = OrderSheet(
            self._window, self._tr, net, today, answer=lambda wish: self._check(sheet, wish), wish=begun
        )
        sheet.left.connect(self._ask_back)
        self._open(sheet)
        if begun is not None:
            self._check(sheet, begun)

    def _ask_back(self) -> None:
        """Ask, where an order is left that cannot be taken as it was wished, what of its money."""
        if not self._paid_down:
            return
        tr = self._tr
        said = N_("{taken} was paid down already: it stays with the basket until it is given back.")
        sheet = QuestionSheet(
            self._window,
            tr,
            tr(N_("Leave the order?")),
            tr(said).format(taken=tenders_words(self._paid_down, tr)),
            confirm=tr(N_("It was given back")),
            answer=partial(self._register.take_money, ()),
            leave=tr(N_("Keep it")),
        )
        self._open(sheet)

    def _check(
        self, sheet: OrderSheet, wish: Wish, agreed: tuple[Reason, ...] = (), approver: str = ""
    ) -> None:
        """See that the order can be taken, before any money is."""
        sheet.wait(self._tr(N_("The order is being looked at…")))
        work = partial(
            check_order,
            self._desk,
            self._register.cart,
            due=wish.due,
            deposit=wish.deposit,
            now=datetime.now(UTC),
            approver=approver,
            taken=self._paid_down,
            agreed=agreed,
        )
        done = partial(self._ask_down_payment, sheet, wish, agreed, approver)
        self._tasks.run(Lane.STORE, work, done=done, failed=partial(self._not_orderable, sheet, wish))

    def _not_orderable(self, sheet: OrderSheet, wish: Wish, error: PosError) -> None:
        if needs_second(error):
            sheet.go_on()
            self._approval.ask(error, partial(self._check, sheet, wish, error.asks))
        else:
            sheet.go_on(error.message(language_of(self._tr)))

    def _ask_down_payment(
        self, sheet: OrderSheet, wish: Wish, agreed: tuple[Reason, ...], approver: str, _checked: None
    ) -> None:
        """Ask how it is paid down, as any payment; no voucher, which could not be given back as money."""
        register, taken = self._register, self._paid_down
        if taken:
            register.take_money(taken, wish)  # which may be another one by now
        payment = PaymentSheet(
            self._window,
            self._tr,
            Due(wish.deposit),
            stand=register.stand_code,
            pay=partial(self._take, sheet, wish, agreed, approver),
            ask=self._open,
            first=TenderKind.CASH,
            kinds=MONEY,
            taken=taken,
            keep=partial(register.take_money, wish=wish),
        )
        payment.left.connect(sheet.go_on)
        self._open_payment(payment, Bill(register.cart, wish.deposit, register.nota_language))

    def _take(
        self,
        sheet: OrderSheet,
        wish: Wish,
        agreed: tuple[Reason, ...],
        approver: str,
        tenders: Sequence[Tender],
    ) -> None:
        self._save()
        work = partial(
            take_order,
            self._desk,
            self._register.cart,
            tuple(tenders),
            customer=wish.customer,
            phone=wish.phone,
            due=wish.due,
            deposit=wish.deposit,
            language=self._register.nota_language,
            cashier=self._register.cashier.name,
            now=datetime.now(UTC),
            approver=approver,
            agreed=agreed,
        )
        done, failed = partial(self._taken, sheet), partial(self._not_taken, sheet, wish, tenders)
        self._tasks.run(Lane.STORE, work, done=done, failed=failed)

    def _not_taken(self, sheet: OrderSheet, wish: Wish, tenders: Sequence[Tender], error: PosError) -> None:
        """Ask a second person where the prices need one by now; what was paid stays on its sheet."""
        if self._paying is None or not needs_second(error):
            self._not_paid(error)
            return
        self._paying.go_on()
        self._approval.ask(error, lambda name: self._take(sheet, wish, error.asks, name, tenders))

    def _taken(self, sheet: OrderSheet, taken: TakenOrder) -> None:
        self._settle()
        sheet.close_sheet()
        order, change = taken.order, taken.change
        self._register.take_ordered(taken)
        self._register.tell_buyer(Thanks(order.deposit, change, order.language))
        said = self._tr(N_("{number}: {deposit} paid down, {rest} to pay at pick-up"))
        if change:
            said = self._tr(N_("{number}: {deposit} paid down, change {change}, {rest} to pay at pick-up"))
        self.said.emit(
            said.format(number=order.number, deposit=order.deposit, change=change, rest=order.rest)
        )
        self.changed.emit()

    def ask_pick_up(self, kept: KeptOrder) -> None:
        """Take the rest, and hand the goods over; what keeps it from that is said before money is taken."""
        if self._is_loading:
            return
        self._is_loading = True
        work = partial(begin_pick_up, self._desk, kept.order.number)
        done = partial(self._ask_hand_over, kept.order)
        self._tasks.run(Lane.STORE, work, done=done, failed=self._not_loaded)

    def _ask_hand_over(self, order: Order, begun: BegunPickUp) -> None:
        self._is_loading = False
        unseen = total(tender.amount for tender in begun.unseen)
        look = PaidDownUnseen(unseen).message(language_of(self._tr)) if unseen else ""
        if order.rest == ZERO:
            title = self._tr(N_("Pick up {number}?")).format(number=order.number)
            said = self._tr(N_("Paid in full: hand the goods over."))
            said = "\n".join(filter(None, (look, said)))
            answer = partial(self._pick_up, order.number, ())
            confirm = self._tr(N_("Handed over"))
            self._open(QuestionSheet(self._window, self._tr, title, said, confirm=confirm, answer=answer))
        else:
            self._ask_rest(order, begun.taken)
            if look and self._paying is not None:
                self._paying.tell(look)

    def _not_loaded(self, error: PosError) -> None:
        self._is_loading = False
        self.refused.emit(error)

    def _ask_rest(self, order: Order, taken: tuple[Tender, ...]) -> None:
        """Ask how the rest is paid; what was `taken` of it before the program was ended is there."""
        step = self._desk.settings.rounding
        sheet = PaymentSheet(
            self._window,
            self._tr,
            Due(order.rest, step if order.rest.amount >= step else 0),
            stand=self._register.stand_code,
            pay=partial(self._pick_up, order.number),
            ask=self._open,
            first=TenderKind.CASH,
            taken=taken,
            keep=partial(self._keep, order.number),
        )
        goods = ordered_cart(order, UUID(order.order_id), self._desk.catalogue)
        self._open_payment(sheet, Bill(goods, order.rest, order.language, paid_down=order.deposit))

    def _open_payment(self, sheet: PaymentSheet, bill: Bill) -> None:
        """Take money on a sheet, and show the buyer for what."""
        self._paying = sheet
        sheet.closed.connect(self._closed)
        sheet.qris_shown.connect(self._register.show_qris)
        self._register.tell_buyer(bill)
        self._open(sheet)

    def _save(self) -> None:
        if self._paying is not None:
            self._paying.save()

    def _settle(self) -> None:
        sheet, self._paying = self._paying, None
        if sheet is not None:
            sheet.settle()

    def _closed(self, _sheet: Sheet) -> None:
        """Let the buyer see the basket again: nothing is paid now."""
        self._paying = None
        self._register.tell_buyer(None)

    def _keep(self, number: str, tenders: Sequence[Tender]) -> None:
        """Keep on disk what was taken at a pick-up so far."""
        work = partial(
            keep_pick_up,
            self._desk,
            number,
            tuple(tenders),
            cashier=self._register.cashier.name,
            now=datetime.now(UTC),
        )
        self._tasks.run(Lane.STORE, work, failed=self.refused.emit)

    def _pick_up(self, number: str, tenders: Sequence[Tender]) -> None:
        self._save()
        work = partial(
            pick_up,
            self._desk,
            number,
            tuple(tenders),
            cashier=self._register.cashier.name,
            now=datetime.now(UTC),
            told_in=language_of(self._tr),
        )
        self._tasks.run(Lane.STORE, work, done=self._picked_up, failed=self._not_paid)

    def _not_paid(self, error: PosError) -> None:
        """Say why what was paid is not written: on its sheet where one is open, and to the till's watch."""
        if self._paying is None:
            self.refused.emit(error)
        else:
            self._paying.go_on(error.message(language_of(self._tr)))
        self._register.refused.emit(error)

    def _picked_up(self, done: CompletedSale) -> None:
        self._settle()
        self._register.show_done(done)
        sale = done.kept.sale
        paid = total(t.amount for t in sale.tenders if t.kind is not TenderKind.DEPOSIT)
        if paid:
            self._register.tell_buyer(Thanks(paid - sale.change, sale.change, sale.language))
        self.handed_over.emit(
            partial(_say_handed_over, sale), "\n".join(warned.text for warned in done.warnings)
        )
        self.changed.emit()

    def ask_cancel(self, kept: KeptOrder) -> None:
        """Ask why an order is cancelled, and how its down payment goes back, where it was seen to come."""
        work = partial(deposit_seen, self._desk, kept.order.number)
        ask = partial(self._ask_cancel, kept.order)
        self._tasks.run(Lane.STORE, work, done=ask, failed=self.refused.emit)

    def _ask_cancel(self, order: Order, seen: frozenset[int]) -> None:
        tr, way = self._tr, [TenderKind.CASH]
        try:
            kind, is_taken_off = deposit_back(order, seen, way[0])
        except DepositUnseen as error:
            self.refused.emit(error)
            return
        said = tr(N_("Give back the down payment of {amount}")).format(amount=order.deposit)
        if is_taken_off:
            said = say_money_back(deposit_whole(order, kind, is_taken_off=True), tr)

        def cancel(reason: str) -> None:
            back = deposit_whole(order, kind if is_taken_off else way[0], is_taken_off=is_taken_off)
            self._cancel(order.number, reason, way[0], back)

        sheet = ReasonSheet(
            self._window,
            tr,
            tr(N_("Cancel {number}?")).format(number=order.number),
            confirm=tr(N_("Cancel the order")),
            answer=cancel,
            said=said,
            before=say_look_first(tr) if is_taken_off else "",
        )
        ways = ChipRow([(tr(TENDERS[kind]), kind.value) for kind in (TenderKind.CASH, TenderKind.TRANSFER)])
        ways.chosen.connect(lambda value: way.__setitem__(0, TenderKind(value)))
        if not is_taken_off:
            sheet.add(ways)
        self._open(sheet)

    def _cancel(self, number: str, reason: str, tender: TenderKind, shown: Back) -> None:
        act = partial(cancel_order, self._desk, number, reason, tender=tender, shown=shown)
        register = self._register

        def cancelled(done: CancelledOrder) -> None:  # also where the page is left by then: money goes back
            said = self._say_cancelled(done)
            register.papers.print_waiting()
            register.count_stock()
            if isValid(self):
                self.said.emit(said)
                self.changed.emit()
            else:
                register.told.emit(said)

        self._approval.do(act, done=cancelled, failed=self.refused.emit)

    def _say_cancelled(self, done: CancelledOrder) -> str:
        back = Tender(done.tender, done.given_back)
        said = self._tr(N_("{number} is cancelled. Give back {what}."))
        if done.is_taken_off:
            said = self._tr(N_("{number} is cancelled. {what}"))
            what = say_money_back(Back((), (back,)), self._tr)
        else:
            what = tender_words(back, self._tr)
        return said.format(number=done.number, what=what)

    def share(self, kept: KeptOrder) -> None:
        """Show the code that opens WhatsApp with the order."""
        work = partial(_shared_code, self._desk, kept.order.number)
        self._tasks.run(Lane.PICTURE, work, done=self._show_code, failed=self.refused.emit)

    def _show_code(self, made: tuple[Shared, bytes]) -> None:
        self._open(CodeSheet(self._window, self._tr, *made))

    @property
    def _paid_down(self) -> tuple[Tender, ...]:
        """Say what was paid down for the open basket already."""
        basket = self._register.basket
        return basket.taken if basket.wish is not None else ()

    @property
    def _desk(self) -> Desk:
        return self._register.desk

    @property
    def _window(self) -> QWidget:
        return self._page.window()


def _say_handed_over(sale: Sale, tr: Translate) -> str:
    if sale.change:
        return tr(N_("Change {amount}")).format(amount=sale.change)
    return tr(N_("{number} is handed over.")).format(number=sale.number)


def _shared_code(desk: Desk, number: str) -> tuple[Shared, bytes]:
    from batikpos.printing.image import code_png  # noqa: PLC0415 - a lane, and once in a while

    shared = share_order(desk, number)
    return shared, code_png(shared.link, module=1)
