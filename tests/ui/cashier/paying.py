"""Any mix of payments on the payment's sheet: taken in parts, taken off, given back, cut off by a restart."""

from collections import Counter

from PySide6.QtWidgets import QPushButton

from batikpos.domain.tender import TenderKind
from batikpos.ui.booth.payment import PaymentSheet
from tests.ui.cashier.hand import Hand, labels
from tests.ui.cashier.purse import CASH, Moves, cash_said, moves_said, rupiah

PARTS = 3
EXTRA = {CASH: (0, 0, 5_000, 150_000), TenderKind.VOUCHER: (0, 0, 20_000)}


def pay_on(hand: Hand, sheet: PaymentSheet) -> bool:
    """Pay on a sheet, or leave it, or have the window closed over it; say whether it was paid."""
    for _ in range(PARTS):
        if hand.likely(0.08):
            hand.note("leave the payment")
            hand.leave_sheets()
            return False
        _strike(hand, sheet)
        kind = hand.chance.choice(list(sheet._kinds))
        hand.press(sheet._kinds[kind])
        rest = _rest(sheet)
        is_more = sheet._rest_word.text() == "Still to pay" and sheet.confirm_button.text() == "Paid"
        if not (is_more and rest > 20_000 and hand.likely(0.4)):
            break
        _add(hand, sheet, kind, rest // 3_000 * 1_000)
        if hand.likely(0.35):
            restart(hand)
            return False
        if hand.likely(0.2):
            _take_one_off(hand, sheet)
    return _finish(hand, sheet)


def restart(hand: Hand) -> None:
    """Close the window, whatever was taken, and open it again."""
    hand.note("restart")
    booth = hand.booth
    hand.rest()
    booth.shell.close()
    if booth.shell.isVisible():
        booth.press("Close all the same")
        booth.wait(lambda: not booth.shell.isVisible())
    hand.booth = hand.reopen()
    hand.rest()


def _finish(hand: Hand, sheet: PaymentSheet) -> bool:
    """Confirm, with what is still to pay typed; what is taken and given is what stands there then."""
    kind, typed = sheet._kind, 0
    if sheet._rest_word.text() == "Still to pay" and sheet.confirm_button.text() == "Paid":
        typed = _rest(sheet) + hand.chance.choice(EXTRA.get(kind, (0,)))
        sheet.field.setText(str(typed))
    moves: Moves = Counter({kind: typed})
    hint = sheet._hint.text()
    if "of the voucher lapses" in hint:
        moves[kind] -= rupiah(hint)
    back = _rest(sheet) if sheet._rest_word.text() in {"Change", "Give back in cash"} else 0
    moves[CASH] -= back
    moves.update(moves_said(hint))
    promised = back + cash_said("Give back ", hint)
    hand.note(f"pay {typed} {kind}: {sheet._rest_word.text()} {sheet._rest.text()}; {hint!r}; {dict(moves)}")
    before = hand.written()
    hand.press(sheet.confirm_button)
    hand.answer_asked()
    if (asked := hand.booth.sheet) is not None and asked.confirm_button.text().startswith("Yes, give"):
        if hand.likely(0.3):
            hand.note("so much change? no")
            asked.leave()
            hand.leave_sheets()
            return False
        hand.booth.press(asked.confirm_button.text())
        hand.answer_asked()
    if hand.written() == before:
        hand.note(f"not paid: {hand.booth.sheet and labels(hand.booth.sheet)}")
        hand.leave_sheets()
        return False
    hand.purse.move(moves)
    hand.promised = promised
    return True


def _add(hand: Hand, sheet: PaymentSheet, kind: TenderKind, amount: int) -> None:
    """Take a part."""
    hand.note(f"take {amount} {kind}")
    sheet.field.setText(str(amount))
    hand.booth.press("Add another payment")
    hand.purse.take(kind, amount)
    hand.rest()


def _take_one_off(hand: Hand, sheet: PaymentSheet) -> None:
    """Give one payment back, as it stands there."""
    row = hand.chance.choice([b for b in sheet.findChildren(QPushButton) if b.text().endswith("✕")])
    said = row.text()
    hand.note(f"take off {said}")
    ways = {button.text(): kind for kind, button in sheet._kinds.items()}
    hand.press(row)
    hand.purse.take(ways[said.partition("  ")[0]], -rupiah(said))
    hand.rest()


def _strike(hand: Hand, sheet: PaymentSheet) -> None:
    """Strike off what was not paid so, where a sale is put right, or let it count again."""
    rows = [b for b in sheet.findChildren(QPushButton) if b.text()[:1] in {"✓", "✕"}]
    if rows and hand.likely(0.4):
        row = hand.chance.choice(rows)
        hand.note(f"tap {row.text()}")
        hand.press(row)
        hand.rest()


def _rest(sheet: PaymentSheet) -> int:
    return rupiah(sheet._rest.text())
