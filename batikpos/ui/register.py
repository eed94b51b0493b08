"""The till's state on screen: one open basket, changed by intents, shown by whoever listens."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal

from batikpos.domain.agreement import Asked, Reason
from batikpos.domain.cart import AmountOff, Cart, CartLine, Discount, DiscountGone
from batikpos.domain.catalogue import Item
from batikpos.domain.correction import Correction, SeenMeanwhile
from batikpos.domain.errors import PosError
from batikpos.domain.fair import Person
from batikpos.domain.money import Rupiah, total
from batikpos.domain.obstacle import KeptForOrder
from batikpos.domain.order import Order, Wish
from batikpos.domain.quantity import Quantity
from batikpos.domain.right import check_printing
from batikpos.domain.sale import PaperSlip
from batikpos.domain.tender import Tender, TenderKind, suggest_notes
from batikpos.i18n import N_
from batikpos.services.baskets import (
    MoneyTaken,
    OpenBasket,
    basket_to_draft,
    keep_open_basket,
    read_draft,
)
from batikpos.services.checkout import CompletedSale
from batikpos.services.desk import Desk
from batikpos.services.disk import make_reserve
from batikpos.services.opening import LastSale
from batikpos.services.parking import ParkedBasket
from batikpos.store.printjobs import JobState
from batikpos.ui.correctable import Correctable
from batikpos.ui.customer.bill import Bill, Thanks, thanks_for
from batikpos.ui.editing import Editing
from batikpos.ui.incoming import Incoming
from batikpos.ui.keeping import Keeping
from batikpos.ui.paperqueue import PaperQueue
from batikpos.ui.parking import Parking
from batikpos.ui.paying import Paying
from batikpos.ui.promotions import Promotions
from batikpos.ui.room import RoomWatch
from batikpos.ui.slipcheck import SlipCheck
from batikpos.ui.standcode import StandCode
from batikpos.ui.stock import Stock
from batikpos.ui.tasks import Lane, Tasks

if TYPE_CHECKING:  # no first sale needs it
    from batikpos.services.orders import TakenOrder

LEFT_PAPERS_MS = 500


class BasketInUse(PosError):
    """A sale is to be put right while something else is in the basket."""

    code: ClassVar[str] = "basket_in_use"
    text: ClassVar[str] = N_("There is something in the basket. Park it or sell it first.")


class Register(QObject):
    """Holds the immutable cart; widgets send intents here and redraw from the signals."""

    cart_changed = Signal(object, int)
    refused = Signal(object)
    told = Signal(str)
    undone = Signal(object)
    give_back_asked = Signal()
    order_asked = Signal()
    payment_begun = Signal()
    payment_failed = Signal()
    approval_needed = Signal(object)
    oversell_asked = Signal(object)
    sale_completed = Signal(object)
    order_taken = Signal(object)
    stock_changed = Signal(object)
    sold_today_changed = Signal(object)
    qris_shown = Signal(object)
    buyer_told = Signal(object)
    price_free = Signal()

    def __init__(self, desk: Desk, cashier: Person, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = self._desk_of_now = desk
        self.cashier, self._is_switched = cashier, False
        self._tasks = tasks
        self._editing = Editing()
        self.incoming = Incoming(lambda: self.is_paying, self)
        self.incoming.added.connect(self.add)
        self.incoming.paid.connect(self.pay_key)
        self.incoming.refused.connect(self.refused)
        self.incoming.giving.connect(self._take_late)
        self.incoming.given.connect(self._tell_free)
        self._paying = Paying(tasks, cashier, self)
        self._paying.begun.connect(self.payment_begun)
        self._paying.voided.connect(self.take_back)
        self._paying.completed.connect(self._completed)
        self._paying.failed.connect(self._not_paid)
        self._paying.ended.connect(self.incoming.give_out)
        self._paying.refused.connect(self.refused)
        self._paying.approval_needed.connect(self.approval_needed)
        self._paying.oversell_asked.connect(self.oversell_asked)
        self.parking = Parking(tasks, self)
        self.parking.went_over.connect(self._go_over)
        self.parking.failed.connect(self._not_gone_over)
        self.promotions = Promotions(desk, tasks, self)
        self.promotions.changed.connect(self._take_promotions)
        self.promotions.switched.connect(partial(self._take_promotions, is_asked=True))
        self.promotions.refused.connect(self.refused)
        self._keeping = Keeping(tasks, self)
        self._keeping.refused.connect(self.refused)
        self.slip_check = SlipCheck(tasks, self)
        self.slip_check.passed.connect(self._set_slip)
        self._room = RoomWatch(self)
        self._room.refused.connect(self.refused)
        self.sign: CompletedSale | TakenOrder | None = None
        """What was done last, until the next first item: it is said large."""
        self._stock = Stock(tasks, self)
        self._stock.changed.connect(self.stock_changed)
        self._stock.sold_today_changed.connect(self.sold_today_changed)
        self.papers = PaperQueue(desk, tasks, self)
        self.papers.refused.connect(self.refused)
        self.correctable = Correctable(self._editing, tasks, self)
        self.correctable.known.connect(self._correction_known)
        self.shown_qris: Rupiah | None = None
        self.shown_bill: Bill | None = None
        self.shown_thanks: Thanks | None = None
        self.other_tender = TenderKind.CARD
        self.stand_code = StandCode(desk, cashier, tasks, self)

    @property
    def cart(self) -> Cart:
        """The open basket."""
        return self._editing.basket.cart

    @property
    def slip(self) -> PaperSlip | None:
        """The paper slip the open basket comes from."""
        return self._editing.basket.slip

    @property
    def corrects(self) -> Correction | None:
        """The sale that the open basket puts right."""
        return self._editing.basket.corrects

    @property
    def chosen(self) -> int:
        """Which line is open for changing; -1 for none."""
        return self._editing.chosen

    @property
    def is_paying(self) -> bool:
        """Whether a sale is being saved, or baskets change: what comes now goes into the next one."""
        return self._paying.is_busy or self.parking.is_busy

    @property
    def is_price_told(self) -> bool:
        """Whether the basket costs what it did, until `price_free`: it is asked about or money comes."""
        return self.is_paying or self.incoming.is_held or bool(self.basket.taken)

    @property
    def basket(self) -> OpenBasket:
        """The open basket with the paper slip it comes from."""
        return self._editing.basket

    @property
    def nota_language(self) -> str:
        """In which language the nota of the open basket is."""
        return self.basket.nota or self.desk.settings.language

    @property
    def sold(self) -> Mapping[str, int]:
        """What was sold of each item by the books: pieces or millimetres."""
        return self._stock.sold

    @property
    def can_undo(self) -> bool:
        """Whether something in the open basket can be taken back."""
        return self._editing.before is not None

    @property
    def tasks(self) -> Tasks:
        """The lanes in which slow work is done."""
        return self._tasks

    def take_cashier(self, cashier: Person) -> None:
        """Go on with somebody else at the till; the basket stays, what was agreed to is asked anew."""
        self.cashier = cashier
        self._paying.take_cashier(cashier)
        self.stand_code.take_cashier(cashier)

    def take_up(self, basket: OpenBasket | None, last: LastSale | None, ordered: Order | None) -> None:
        """Go on where the program was ended: with the open basket and its slip, and what was done last."""
        if basket is not None:
            self._editing.begin(replace(basket, lost=()))
            self._editing.chosen = len(basket.cart.lines) - 1
        self.papers.last, self.papers.ordered = last, ordered

    def take_settings(self, desk: Desk) -> None:
        """Go on with other settings: another printer, another rounding."""
        self._desk_of_now, rounding = desk, self.desk.settings.rounding
        is_told = self.is_price_told
        self.desk = desk.with_settings(replace(desk.settings, rounding=rounding)) if is_told else desk
        self.papers.take_settings(desk)
        self.stand_code.take_settings(desk)
        self._tell()

    def renew(self, desk: Desk) -> tuple[str, ...]:
        """Go on with other goods, people and promotions, in a basket that leads back to none of before.

        What came into it meanwhile is there again as after a start, at the prices of now, and so is what
        waits; say what is not. None is renewed under a buyer who was told its price: `is_price_told`.
        """
        came = read_draft(self.cart.sale_id, basket_to_draft(self.basket), desk.catalogue)
        was_begun = self.basket.is_begun
        self.take_settings(desk)
        self._begin_next()
        if was_begun:
            self.take_up(came, self.papers.last, self.papers.ordered)
            self._keep()
            self._tell()
        self.promotions.look()
        return (*came.lost, *self.incoming.renew(desk.catalogue))

    def count_stock(self) -> None:
        """Count anew what was sold, and what orders hold."""
        self._stock.count(self.desk)

    def start(self) -> None:
        """Load what is left of each item, and print what still waits."""
        self.count_stock()
        self._tasks.run(Lane.PICTURE, partial(make_reserve, self.desk.home))
        # Papers left from before can wait until the screen is there; loading what prints takes a moment.
        self.papers.wait(LEFT_PAPERS_MS)
        self.parking.look(self.desk)
        self.promotions.look()
        self._tell()
        self.look_at_correction()
        self.incoming.tell_waiting()

    @contextmanager
    def refusals(self) -> Iterator[list[PosError]]:
        """Collect what is refused meanwhile, for who asks to say it where it was asked."""
        found: list[PosError] = []
        self.refused.connect(found.append)
        try:
            yield found
        finally:
            self.refused.disconnect(found.append)

    def scan(self, code: str) -> None:
        """Take a scan of the goods that are sold here."""
        try:
            self.incoming.scan(code, self.desk.catalogue)
        except PosError as error:  # very many goods are read with the first scan, where nobody did before
            self.refused.emit(error)

    def add(self, item: Item) -> None:
        """Put one more of an item into the basket; while a sale is being saved, into the next one."""
        if self.is_paying:
            self.incoming.add(item)
            return
        if not self.cart.lines and not self._room.has_room(self.desk.home):
            return
        try:
            check_printing(self.desk.settings.rules, (item,))
            cart = self.cart.add(item)
        except PosError as error:
            self.refused.emit(error)
            return
        place = next(i for i, line in enumerate(cart.lines) if line.item.sku == item.sku)
        self._set(cart, place)
        if number := self._stock.order_of_last(item, cart.quantity_of(item.sku)):
            self.refused.emit(KeptForOrder(item.names, number))

    def put(self, line: CartLine) -> None:
        """Put goods of no catalogue into the basket, on a line of their own."""
        if self.cart.lines or self._room.has_room(self.desk.home):
            self._change(lambda cart: cart.put(line), len(self.cart.lines))

    def choose(self, index: int) -> None:
        """Open a line for changing."""
        self._editing.chosen = index
        self._tell()

    def step(self, index: int, steps: int) -> None:
        """Change a line by so many of its item's steps; to nothing takes it off."""
        line = self.cart.lines[index]
        size = max(0, line.quantity.size + steps * line.item.step)
        self._change(lambda cart: cart.with_size(index, size), index)

    def set_size(self, index: int, size: int) -> None:
        """Change a line to so many pieces or millimetres."""
        self._change(lambda cart: cart.with_size(index, size), index)

    def agree(self, index: int, price: Rupiah | None) -> None:
        """Agree a price for one piece or metre of a line."""
        self._change(lambda cart: cart.with_agreed(index, price), index)

    def discount_line(self, index: int, discount: Discount | None) -> None:
        """Give a discount on a line."""
        self._change(lambda cart: cart.with_line_discount(index, discount), index)

    def reset_price(self, index: int) -> None:
        """Go back to the list price of a line, and to its promotion."""
        self._change(lambda cart: cart.with_agreed(index, None).with_line_discount(index, None), index)

    def note(self, index: int, note: str) -> None:
        """Note something on a line."""
        self._change(lambda cart: cart.with_note(index, note), index)

    def discount_all(self, discount: Discount | None) -> None:
        """Give a discount on the whole basket."""
        self._change(lambda cart: cart.with_discount(discount), self.chosen)

    def remove(self, index: int) -> None:
        """Take a line off."""
        if 0 <= index < len(self.cart.lines):
            self._change(lambda cart: cart.remove(index), min(index, len(self.cart.lines) - 2))

    def undo(self) -> None:
        """Take the last change of the open basket back."""
        before = self._editing.before
        if before is None or self.is_paying:
            return
        if before.cart.sale_id != self.cart.sale_id:
            self._change_baskets(self._as_it_is_now(before))
            return
        if before.cart.lines or not self.refuse_taken(self.basket):
            self._editing.undo()
            self._changed()

    def clear(self) -> None:
        """Empty the basket; undo fills it again."""
        if self.cart.lines:
            self._change(lambda cart: replace(cart, lines=(), discount=None), -1)

    def park(self) -> None:
        """Put the open basket aside and begin another one; undo takes it up again."""
        if self.cart.lines:
            self._change_baskets(OpenBasket(self._new_cart()))

    def recall(self, sale_id: UUID) -> None:
        """Take a parked basket up again; the open one is parked where something is in it."""
        found = self.parking.find(sale_id)
        if found is not None:
            self._change_baskets(self._of_today(found))

    def drop_parked(self, sale_id: UUID) -> None:
        """Throw a parked basket away; undo takes it up."""
        found = self.parking.find(sale_id)
        if found is not None and not self.refuse_taken(found.basket):
            self._editing.remember(found.basket)
            self.parking.drop(self.desk, sale_id)

    def _as_it_is_now(self, before: OpenBasket) -> OpenBasket:
        """Say what a basket of before is by now: no step back takes money again, or gives any back."""
        parked = self.parking.find(before.cart.sale_id)
        if parked is not None:
            return self._of_today(parked)
        cart = (
            before.cart if before.corrects is not None else before.cart.with_promotions(self.promotions.held)
        )
        return replace(before, cart=cart, taken=(), wish=None)

    def _change_baskets(self, after: OpenBasket) -> None:
        if not self.is_paying:
            self._keeping.forget()
            self.parking.go_over(self.desk, self.basket, after, cashier=self.cashier.name)

    def _go_over(self, before: OpenBasket, after: OpenBasket) -> None:
        self._editing.go_over(before, after)
        self._is_switched = False  # that was for the basket before
        self._paying.begin_anew()
        if not after.is_begun:
            self.incoming.begin_anew()
        self._tell()
        self.incoming.give_out()
        self.look_at_correction()

    def _not_gone_over(self, error: PosError) -> None:
        self.incoming.forget_payments()
        self._keep()
        self.incoming.give_out()
        self.refused.emit(error)

    def enter_slip(self, slip: PaperSlip) -> None:
        """Hold a paper slip with the open basket, where it may be entered."""
        self.slip_check.check(self.desk, slip)

    def switch_nota(self) -> None:
        """Let this sale's nota be in the other language."""
        self._editing.basket = replace(self.basket, nota="id" if self.nota_language == "en" else "en")
        self._keep()
        self._tell()

    def take_money(self, tenders: Sequence[Tender], wish: Wish | None = None) -> None:
        """Keep with the open basket what was taken for it, until it is sold or the money was given back.

        Where it is paid down on a `wish` that is kept too.
        """
        self._editing.basket = replace(self.basket, taken=tuple(tenders), wish=wish if tenders else None)
        self._keep()
        self._tell()

    def leave_out(self, places: frozenset[int]) -> None:
        """Keep with the open basket what of the sale it puts right is struck off: places from 1."""
        if self.corrects is not None:
            self._editing.basket = replace(self.basket, corrects=replace(self.corrects, left_out=places))
            self._keep()
            self._tell()

    def refuse_taken(self, basket: OpenBasket) -> bool:
        """Refuse to let a basket go that money was taken for; say whether that is so."""
        if basket.taken:
            self.refused.emit(MoneyTaken(total(tender.amount for tender in basket.taken)))
        return bool(basket.taken)

    def drop_slip(self) -> None:
        """Take the paper slip off the basket, which stays."""
        if not self.is_paying:
            self._set_slip(None)

    def correct(self, basket: OpenBasket) -> None:
        """Open the basket of a sale again, to put it right; what is in the open one goes first."""
        if self.cart.lines or self.slip is not None or self.basket.taken or self.is_paying:
            self.refused.emit(BasketInUse())
            return
        self._editing.begin(basket)
        self._changed()
        self.look_at_correction()

    def drop_correction(self) -> None:
        """Leave the sale as it is: its basket goes, for those goods are sold; undo takes it up again."""
        if self.correctable.is_to_give_back:
            self.give_back_asked.emit()
            return
        if self.corrects is not None and not self.is_paying and not self.refuse_taken(self.basket):
            self._editing.leave(self._new_cart())
            self._changed()

    def give_back(self) -> None:
        """Forget what was taken, for it was given back; a sale that can be put right no more stays."""
        if self.correctable.is_to_give_back and not self.is_paying:
            self.take_money(())
            if self.correctable.fault is not None:
                self.drop_correction()

    def look_at_correction(self) -> None:
        """Look whether the sale that is put right still can be, and which of its payments were seen."""
        self.correctable.look(self.desk)

    def _correction_known(self) -> None:
        self._tell()
        if self.correctable.fault is not None:
            self.refused.emit(self.correctable.fault)

    def take_ordered(self, taken: "TakenOrder") -> None:
        """Begin the next basket: the open one became an order, and its paper is due."""
        self._begin_next()
        self.count_stock()
        self.sign = taken
        self.papers.ordered = taken.order
        self.order_taken.emit(taken.order)
        self._tell()
        self._keep()
        self.papers.print_waiting()

    def notes(self) -> tuple[Rupiah, ...]:
        """Suggest what the buyer may hand over beside the exact amount."""
        return suggest_notes(self.due_in_cash) if self.cart.lines and self.due_in_cash else ()

    @property
    def due_in_cash(self) -> Rupiah:
        """What is due where all is paid in cash: rounded, where that is set, less what was paid."""
        return self.basket.due_in_cash(self.desk.settings.rounding)

    def pay_key(self, place: int) -> None:
        """Pay with the exact amount (0) or a suggested note (1 to 3); behind goods that wait it waits too."""
        if self.is_paying:
            self.incoming.pay(place)
            return
        if self.basket.wish is not None and self.cart.lines:
            self.order_asked.emit()
            return
        if self.corrects is not None and not self.correctable.is_possible:
            if self.correctable.is_to_give_back:
                self.give_back_asked.emit()
            elif self.correctable.fault is not None:
                self.refused.emit(self.correctable.fault)
            return
        amounts = (self.due_in_cash, *self.notes()) if self.cart.lines else ()
        if place < len(amounts):
            self.pay(self.basket.settle(amounts[place]))

    def pay(self, tenders: Sequence[Tender]) -> None:
        """Complete the sale; its id was minted with the basket, so twice is once."""
        if not self.parking.is_busy:
            self._paying.pay(
                self.desk, self.basket, tenders, language=self.nota_language, shown=self.correctable.seen
            )

    def show_qris(self, amount: Rupiah | None) -> None:
        """Show the buyer that so much is paid by QRIS now, or that nothing is."""
        self.shown_qris = amount
        self.qris_shown.emit(amount)

    def tell_buyer(self, what: Bill | Thanks | None) -> None:
        """Show the buyer what is to pay where it is not the open basket, or thanks; None for the basket."""
        self.shown_bill = what if isinstance(what, Bill) else None
        self.shown_thanks = what if isinstance(what, Thanks) else None
        self.buyer_told.emit(what)

    def too_few(self) -> tuple[tuple[Item, Quantity], ...]:
        """Say of which goods in the open basket the books have less."""
        return self.basket.too_few(self.sold)

    def obstacle(self) -> Asked | None:
        """Say what would keep the open basket from being sold: a price for two to give, too few goods."""
        return self._paying.obstacle(self.desk, self.basket, self.too_few())

    def refusal(self) -> PosError | None:
        """Say what keeps the open basket from being sold, whoever agrees to it; None where nothing does."""
        return self._paying.refusal(self.desk, self.basket)

    def agreed_by(self, approver: str, prices: tuple[Reason, ...]) -> None:
        """Keep who agreed to which prices of the open basket."""
        self._paying.agree(approver, prices)

    def allow_oversell(self, short: tuple[Reason, ...]) -> None:
        """Let the open basket be sold though the books say there is less of these goods."""
        self._paying.allow_oversell(short)

    def pay_approved(self, tenders: Sequence[Tender], prices: tuple[Reason, ...], approver: str) -> None:
        """Pay, where a second person agreed to these prices."""
        self.agreed_by(approver, prices)
        self.pay(tenders)

    def oversell_and_pay(self, tenders: Sequence[Tender], short: tuple[Reason, ...]) -> None:
        """Sell what the books say is gone: the pieces are in the buyer's hand."""
        self.allow_oversell(short)
        self.pay(tenders)

    def _change(self, change: Callable[[Cart], Cart], chosen: int) -> None:
        if self.is_paying:
            return
        try:
            cart = change(self.cart)
        except PosError as error:
            self.refused.emit(error)
            return
        if cart.lines or not self.refuse_taken(self.basket):
            before = self.cart
            self._set(cart, chosen)
            self._tell_discount(before)

    def _tell_discount(self, before: Cart) -> None:
        """Say so where a discount in rupiah went with the goods that were taken off."""
        is_less = 0 < len(self.cart.lines) < len(before.lines)
        if is_less and isinstance(before.discount, AmountOff) and self.cart.discount is None:
            self.refused.emit(DiscountGone(before.discount.amount))

    def _set(self, cart: Cart, chosen: int) -> None:
        if not self.cart.lines:
            self.promotions.look_anew(partial(self._begun, cart.sale_id))
            if self.corrects is None:
                cart = cart.with_promotions(self.promotions.held)
        self._editing.change(cart, chosen)
        self._changed()

    def _changed(self) -> None:
        self._paying.begin_anew()
        self._keep()
        self._tell()
        if self.incoming.not_sold is not None and not self.cart.lines:
            self.incoming.take_in()  # it was let go: what waits comes now

    def _tell(self) -> None:
        if self.cart.lines:
            self.sign = self.shown_thanks = None
        self.cart_changed.emit(self.cart, self.chosen)

    def _set_slip(self, slip: PaperSlip | None) -> None:
        self._editing.basket = replace(self.basket, slip=slip)
        self._keep()
        self._tell()

    @property
    def is_unkept(self) -> bool:
        """Say whether what is in the basket could not be written down, and is tried again."""
        return self._keeping.is_unkept

    def _keep(self) -> None:
        if not self.parking.is_busy:  # which keeps what is in the basket itself
            basket = self.basket
            work = partial(
                keep_open_basket,
                self.desk,
                basket.cart,
                basket.slip,
                basket.corrects,
                basket.taken,
                basket.wish,
                basket.nota,
            )
            self._keeping.keep(work)

    def _completed(self, done: CompletedSale) -> None:
        self._begin_next()
        for tender in done.kept.sale.tenders:
            if tender.kind in {TenderKind.CARD, TenderKind.TRANSFER}:
                self.other_tender = tender.kind
        self.show_done(done)
        self.incoming.give_out()

    def take_back(self, given_back: CompletedSale) -> None:
        """Take in goods that came back, for a sale that follows in the same act."""
        self._stock.take(given_back.kept.sale)

    def _not_paid(self, error: PosError) -> None:
        self.incoming.hold_back(error)
        if isinstance(error, SeenMeanwhile):
            self.correctable.know(error.number, error.seen)
            self._tell()
        self.payment_failed.emit()

    def _take_late(self) -> None:
        """Let the rounding and the promotions hold that came while the basket cost what was said."""
        if self.is_price_told:
            return
        if self.desk is not self._desk_of_now:
            self.take_settings(self._desk_of_now)
        if self.cart.promotions != self.promotions.held:
            self._take_promotions()
        self._is_switched = False

    def _tell_free(self) -> None:
        if not self.is_price_told:
            self.price_free.emit()

    def _new_cart(self) -> Cart:
        return Cart(uuid4(), promotions=self.promotions.held)

    def _begun(self, sale_id: UUID) -> None:
        """Let the promotions that hold as a basket begins hold for it, and for no other."""
        if self.cart.sale_id == sale_id and self.cart.promotions != self.promotions.held:
            self._take_promotions(is_asked=True)

    def _take_promotions(self, *, is_asked: bool = False) -> None:
        """Let the promotions of now hold; where that is not asked, not for what a buyer was told."""
        self._is_switched |= is_asked
        if not self.is_price_told:
            asks_anew = self.corrects is None and (self._is_switched or not self.cart.lines)
            self._is_switched = False
            cart = (
                self.cart.with_promotions(self.promotions.held) if asks_anew else self._told(self.basket).cart
            )
            self._editing.put(cart, self.chosen)
            self._tell()

    def _told(self, basket: OpenBasket) -> OpenBasket:
        """Let a basket keep the promotions it was begun under; where none held then, those of now hold.

        What puts a sale right stays under those of that sale.
        """
        if basket.cart.promotions or basket.corrects is not None:
            return basket
        return replace(basket, cart=basket.cart.with_promotions(self.promotions.held))

    def _of_today(self, parked: ParkedBasket) -> OpenBasket:
        """Let the promotions of today hold in a basket of an earlier day, whatever was told then.

        Not in one that money was taken for, or that puts a sale right.
        """
        basket, day = parked.basket, self.desk.fair.local(parked.at).date()
        is_kept = bool(basket.taken) or basket.corrects is not None
        if is_kept or day == self.desk.fair.local(datetime.now(UTC)).date():
            return self._told(basket)
        return replace(basket, cart=basket.cart.with_promotions(self.promotions.held))

    def _begin_next(self) -> None:
        self._editing.begin(OpenBasket(self._new_cart()))
        self._paying.begin_anew()
        self.incoming.begin_anew()
        self._is_switched = False
        self._tell()

    def show_done(self, done: CompletedSale) -> None:
        """Take in what was sold or given back: its stock, its banner, its paper."""
        self.papers.last, self.papers.ordered = LastSale(done, JobState.QUEUED, is_now=True), None
        self.sign = None if self.cart.lines else done  # nothing of it comes back for whoever is next
        if self.shown_bill is None:  # else thanks are told with it
            self.shown_thanks = None if self.cart.lines else thanks_for(done)
        self.sale_completed.emit(done)
        self._stock.take(done.kept.sale)
        if done.kept.sale.is_pick_up:
            self.count_stock()
        self.papers.print_waiting()
