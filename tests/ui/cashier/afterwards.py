"""What a cashier does beside selling: gives back, puts right, hands orders over, puts cash in and out."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from batikpos.store.orders import KeptOrder, OrderState
from batikpos.ui.booth.cash import CashPage
from batikpos.ui.booth.checkpage import CheckPage
from batikpos.ui.booth.exchangesheet import ExchangeSheet
from batikpos.ui.booth.historypage import HistoryPage
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.orderspage import OrdersPage
from batikpos.ui.booth.payment import PaymentSheet
from batikpos.ui.booth.returnsheet import ReturnSheet
from batikpos.ui.booth.sale import SalePage
from tests.ui.cashier.hand import Hand, labels
from tests.ui.cashier.paying import pay_on
from tests.ui.cashier.purse import CASH, WAYS, Moves, amounts, moves_said, rupiah
from tests.ui.cashier.selling import CTRL
from tests.ui.test_history import on_paper

ACTS = ("Void", "Return…", "Correct", "Correct", "Exchange size")


def look_back(hand: Hand) -> None:
    """Do something with a past sale."""
    booth = hand.booth
    booth.key(Qt.Key.Key_H, CTRL)
    page = booth.wait_for(HistoryPage)
    hand.rest()
    if rows := page._model.rows[:5]:
        number = hand.chance.choice(rows).number
        page._list.pick(number)
        booth.wait(lambda: on_paper(page) == number)
        hand.rest()
        _do_with(hand, page, number)
    _back_to_selling(hand)


def _do_with(hand: Hand, page: HistoryPage, number: str) -> None:
    can = {b.text() for b in page._buttons if b.isEnabled()}
    if not (acts := [act for act in ACTS if act in can]):
        return
    act = hand.chance.choice(acts)
    hand.note(f"{act} {number}")
    hand.booth.press(act)
    hand.rest()
    if (sheet := hand.booth.sheet) is None:
        return  # the basket is in use
    if isinstance(sheet, ReturnSheet):
        _give_goods_back(hand, page, sheet)
    elif isinstance(sheet, ExchangeSheet):
        _exchange(hand, page)
    elif act == "Void":
        said = next(text for text in labels(sheet) if text.startswith(("Give back", "Nothing is given")))
        hand.booth.press("Wrong item")
        _confirm(hand, page, "Void the sale", moves_said(said))
    else:
        hand.booth.press("Wrong item")
        hand.booth.press("Open its basket")
        hand.rest()


def _give_goods_back(hand: Hand, page: HistoryPage, sheet: ReturnSheet) -> None:
    for stepper in sheet._steppers.values():
        if hand.likely(0.6):
            stepper.step(1)
    way = hand.chance.choice(("Cash", "Cash", "Transfer", "Card"))
    if sheet._ways.isVisible():
        hand.press(next(b for b in sheet.findChildren(QPushButton) if b.text() == way))
    if not sheet.wanted:
        hand.leave_sheets()
        return
    moves: Moves = Counter()
    moves.subtract(amounts(sheet._back.text(), WAYS[way.lower()]))
    moves.update(moves_said(sheet._warned.text()))
    hand.booth.press("Damaged")
    _confirm(hand, page, sheet.confirm_button.text(), moves)


def _confirm(hand: Hand, page: HistoryPage, words: str, moves: Moves) -> None:
    """Have it written, and see that the same is said afterwards as before."""
    before = hand.written()
    hand.booth.press(words)
    hand.answer_asked()
    assert hand.written() == before + 1, hand.booth.words()
    hand.booth.wait(page._given.isVisible)
    hand.note(page._given.text())
    after = moves_said(page._given.text())
    assert moves == after, f"first {dict(moves)}, then {page._given.text()}"
    hand.purse.move(moves)


def _exchange(hand: Hand, page: HistoryPage) -> None:
    before = hand.written()
    while isinstance(sheet := hand.booth.sheet, ExchangeSheet):
        sizes = [
            b for b in sheet.findChildren(QPushButton) if b.isVisible() and b is not sheet.confirm_button
        ]
        hand.press(hand.chance.choice(sizes or [sheet.confirm_button]))
        hand.wait_for_end(sheet)
        hand.answer_asked()
    if hand.written() > before:
        hand.booth.wait(page._given.isVisible)
        hand.purse.move(moves_said(page._given.text()))


def look_at_orders(hand: Hand) -> None:
    """Hand an order over, or cancel it."""
    booth = hand.booth
    booth.flow.places.open(Place.ORDERS)
    page = booth.wait_for(OrdersPage)
    hand.rest()
    rows = [row for row in page._model.rows if row.state is OrderState.OPEN]
    if rows:
        kept = hand.chance.choice(rows)
        page._list.pick(kept.order.number)
        booth.wait(lambda: isinstance(page._shown, KeptOrder) and page._shown.order == kept.order)
        hand.rest()
        (_pick_up if hand.likely(0.6) else _cancel)(hand, page)
    _back_to_selling(hand)


def _pick_up(hand: Hand, page: OrdersPage) -> None:
    hand.note("pick up")
    hand.booth.press("Pick up")
    hand.rest()
    sheet = hand.booth.sheet
    if isinstance(sheet, PaymentSheet):
        if pay_on(hand, sheet):
            said = page._message._text.text()
            assert rupiah(said.partition("change")[2]) == hand.promised, said
    elif sheet is not None:
        hand.booth.press("Handed over")
        hand.rest()


def _cancel(hand: Hand, page: OrdersPage) -> None:
    hand.note("cancel the order")
    hand.booth.press("Cancel the order")
    hand.rest()
    if (sheet := hand.booth.sheet) is None:
        return  # a part of what was paid down was not seen
    before = next(text for text in labels(sheet) if text.startswith(("Give back", "Nothing is given")))
    if hand.likely(0.3) and (way := [b for b in sheet.findChildren(QPushButton) if b.text() == "Transfer"]):
        hand.press(way[0])
    hand.booth.press("Buyer changed their mind")
    page._message._text.setText("")
    hand.booth.press("Cancel the order")
    hand.answer_asked()
    said = page._message._text.text()
    hand.note(said)
    if "is cancelled" in said:
        moves = moves_said(said.partition("is cancelled. ")[2])
        first = moves_said(before)
        assert sum(first.values()) == sum(moves.values()), f"first {before}, then {said}"
        hand.purse.move(moves)


def check_app(hand: Hand) -> None:
    """See in the app what came in, one payment or all."""
    booth = hand.booth
    booth.flow.places.open(Place.CHECK)
    booth.wait_for(CheckPage)
    hand.rest()
    while (unseen := [b for b in booth._buttons("I saw it come in") if b.isEnabled()]) and hand.likely(0.7):
        hand.note("see it come in")
        hand.press(unseen[0])
        hand.rest()
    _back_to_selling(hand)


def move_cash(hand: Hand) -> None:
    """Put small change in, or take some out."""
    booth = hand.booth
    booth.flow.places.open(Place.CASH)
    page = booth.wait_for(CashPage)
    hand.rest()
    is_in = hand.likely(0.6)
    booth.press("Cash in" if is_in else "Cash out")
    page.field.setText("50000" if is_in else "20000")
    page.why.setText("uang kecil")
    booth.press("Put the cash in" if is_in else "Take the cash out")
    hand.answer_asked()
    said = page._said.text()
    hand.note(said)
    if said.startswith("Recorded"):
        hand.purse.take(CASH, rupiah(said) * (1 if said.endswith("in.") else -1))
    _back_to_selling(hand)


def _back_to_selling(hand: Hand) -> None:
    hand.leave_sheets()
    for _ in range(4):
        if hand.booth.page(SalePage) is not None:
            return
        hand.booth.key(Qt.Key.Key_Escape)
        hand.rest()
    raise AssertionError(hand.booth.words())
