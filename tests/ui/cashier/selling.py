"""What a cashier does at the sale screen: fills baskets, parks them, goes back, and is paid by one key."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from batikpos.domain.money import Rupiah
from batikpos.domain.tender import TenderKind
from batikpos.ui.booth.ordersheet import OrderSheet
from batikpos.ui.booth.parkedsheet import ParkedSheet
from batikpos.ui.booth.payment import PaymentSheet
from tests.shop import CLOTH, KEYRING, SHIRT, TUNIC
from tests.ui.cashier.hand import Hand, labels
from tests.ui.cashier.paying import pay_on
from tests.ui.cashier.purse import CASH, cash_said, moves_said, rupiah

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PAY_KEYS = (Qt.Key.Key_F9, Qt.Key.Key_F10, Qt.Key.Key_F11, Qt.Key.Key_F12)
GOODS = (SHIRT, TUNIC, KEYRING, CLOTH)


def fill(hand: Hand) -> None:
    """Scan a thing or two, and sometimes agree on an odd price."""
    register = hand.booth.register
    for sku in hand.chance.sample(GOODS, hand.chance.choice((1, 1, 2))):
        hand.note(f"scan {sku}")
        hand.booth.scan(sku)
        hand.rest()
    if register.cart.lines and hand.likely(0.3):
        line = register.cart.lines[-1]
        hand.note("agree a price")
        register.agree(len(register.cart.lines) - 1, line.item.price - Rupiah(300))
        hand.rest()


def take_off(hand: Hand) -> None:
    """Take the chosen line off."""
    hand.note("take a line off")
    hand.booth.key(Qt.Key.Key_Delete)
    hand.rest()


def pay_by_key(hand: Hand) -> None:
    """Be paid in cash by one key: what it says is what is taken and given."""
    basket = hand.booth.sale_page.basket
    place = hand.chance.choice([n for n, b in enumerate(basket._cash) if b.isEnabled()] or [0])
    button = basket._cash[place]
    if not button.isEnabled():
        return
    said = basket._correction._money.text() if basket._correction.isVisible() else ""
    words, moves = button.accessibleName(), moves_said(said)
    if place:
        hand.promised = rupiah(words.partition("change")[2])
        moves[CASH] += rupiah(button.text()) - hand.promised
    elif said:
        hand.promised = cash_said("Give back ", said)
        moves[CASH] += cash_said("Add ", said)
    else:
        hand.promised = 0
        moves[CASH] += rupiah(words.partition("·")[2] or basket._total.text())
    hand.note(f"key {place}: {words!r}, {said!r}, {dict(moves)}")
    before = hand.written()
    hand.booth.key(PAY_KEYS[place])
    hand.answer_asked()
    if hand.written() == before:
        hand.note(f"not sold: {hand.booth.words()[-300:]}")
        hand.leave_sheets()
        return
    hand.purse.move(moves)
    hand.check_change()


def pay_on_sheet(hand: Hand) -> None:
    """Be paid in any way, or go on with what was begun; only money that is to go back is given back."""
    basket = hand.booth.sale_page.basket
    if basket._taken.isVisible() and hand.likely(0.5):
        hand.press(basket._taken._button)
    elif basket._others[1].isEnabled():
        hand.press(hand.chance.choice(basket._others))
    hand.answer_asked()
    _pay_what_is_asked(hand)


def order(hand: Hand) -> None:
    """Make an order of the basket, and be paid down for it."""
    booth = hand.booth
    booth.key(Qt.Key.Key_F4, SHIFT)
    if not booth.button("Make it an order…").isEnabled():
        hand.leave_sheets()
        return
    hand.note("order")
    booth.press("Make it an order…")
    hand.rest()
    if isinstance(booth.sheet, OrderSheet):
        booth.sheet.customer.setText("Bu Tejo")
        if hand.likely(0.4):
            booth.sheet.amount.setText("100000")
        booth.press("To the payment")
    hand.answer_asked()
    _pay_what_is_asked(hand)


def park(hand: Hand) -> None:
    """Put the basket aside."""
    hand.note("park")
    hand.booth.key(Qt.Key.Key_F4)
    hand.rest()


def take_up(hand: Hand) -> None:
    """Take a parked basket up, or throw it away; one with money is not."""
    hand.booth.key(Qt.Key.Key_F5)
    hand.rest()
    sheet = hand.booth.sheet
    if not isinstance(sheet, ParkedSheet):
        return
    drops = [b for b in sheet.findChildren(QPushButton) if b.text() == "Throw away"]
    places = [b for b in sheet.findChildren(QPushButton) if "·" in b.accessibleName()]
    button = hand.chance.choice(places * 4 + drops)
    hand.note(f"parked: {button.accessibleName() or button.text()}")
    hand.press(button)
    hand.rest()
    if (asked := hand.booth.sheet) is not None and asked.confirm_button.text() == "Take it up":
        hand.booth.press("Take it up")
        hand.rest()


def go_back(hand: Hand) -> None:
    """Undo a step or several."""
    for _ in range(hand.chance.choice((1, 1, 2, 4))):
        hand.note("undo")
        hand.booth.key(Qt.Key.Key_Z, CTRL)
        hand.rest()


def leave_correction(hand: Hand) -> None:
    """Leave the sale that is being put right as it is."""
    if hand.booth.sale_page.basket._correction.isVisible():
        hand.note("leave the correction")
        hand.booth.press("Leave it")
        hand.leave_sheets()


def see_payment(hand: Hand) -> None:
    """See in the app what was paid last."""
    seen = hand.booth.sale_page.basket._sold._seen
    if seen.isVisible():
        hand.note("see it come in")
        hand.press(seen)
        hand.booth.qtbot.wait(20)
        hand.rest()


def _pay_what_is_asked(hand: Hand) -> None:
    """Go on with the sheet that came: a payment, or money that can only go back."""
    sheet = hand.booth.sheet
    if not isinstance(sheet, PaymentSheet):
        if sheet is not None:
            hand.note(f"asked instead: {labels(sheet)[:4]}")
        hand.leave_sheets()
        return
    is_order = TenderKind.VOUCHER not in sheet._kinds
    if pay_on(hand, sheet):
        if is_order:
            said = hand.booth.sale_page._message._text.text()
            assert rupiah(said.partition("change")[2]) == hand.promised, said
        else:
            hand.check_change()
