"""What each way of paying needs on the payment sheet: notes to tap, a code to show, words to heed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from batikpos.domain.money import ZERO, Rupiah, parse_rupiah
from batikpos.domain.tender import QRIS_LIMIT, TenderKind, suggest_notes
from batikpos.i18n import N_, Translate
from batikpos.ui.booth.stickerpage import describe_code
from batikpos.ui.standcode import Modules, StandCode
from batikpos.ui.theme import BLACK, BOLD, GAP, is_cramped, px, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.codepicture import CodePicture
from batikpos.ui.widgets.words import label

SIDE, PART = 320, 376
SIDE_CRAMPED, PART_CRAMPED = 256, 320
"""Pixels of the code, and of the room it has, at any text scale: a phone reads it, no eye.

The smaller ones are as large on a screen that is set to 125 %, where a window is cramped.
"""

NOTES = 4

WORDS = {
    TenderKind.CARD: N_(
        "Take the card at the EDC machine.\nThe number on its slip as reference finds it again later."
    ),
    TenderKind.TRANSFER: N_(
        "Confirm only when your bank's app shows the money, not the buyer's screen.\n"
        "A reference finds it again later."
    ),
    TenderKind.VOUCHER: N_(
        "Type what the voucher of the fair is worth; its number goes where the reference goes.\n"
        "It gives no change: what is over the total lapses."
    ),
}


class KindPart(QStackedWidget):
    """Shows the part of the way of paying that is chosen, and no other."""

    amount_chosen = Signal(object)

    def __init__(self, tr: Translate, stand: StandCode) -> None:
        super().__init__()
        self.wide = PART
        self.setFixedWidth(self.wide)
        self._words = label("", 18, wraps=True, align=Qt.AlignmentFlag.AlignHCenter)
        self._notes = _NotesPart(tr)
        self.code = CodePart(tr, stand)
        for part in (self._words, self._notes, self.code):
            self.addWidget(part)
        self._tr = tr
        self._notes.chosen.connect(self.amount_chosen)

    def fit(self) -> None:
        """Take as much room as there is in the window."""
        is_close = is_cramped(self)
        self.wide = PART_CRAMPED if is_close else PART
        self.setFixedWidth(self.wide)
        self.code.set_side(SIDE_CRAMPED if is_close else SIDE)

    def show_kind(self, kind: TenderKind, rest: Rupiah) -> None:
        """Show what is needed to take what is still due in one way."""
        if kind is TenderKind.QRIS and rest > ZERO:
            self.setCurrentWidget(self.code)
        elif kind is TenderKind.QRIS:
            self._words.setText(self._tr(N_("Nothing is left to pay by QRIS.")))
            self.setCurrentWidget(self._words)
        elif kind is TenderKind.CASH:
            self._notes.show_due(rest)
            self.setCurrentWidget(self._notes)
        else:
            self._words.setText(self._tr(WORDS[kind]))
            self.setCurrentWidget(self._words)

    def ask_by_qris(self, amount: Rupiah) -> None:
        """Show the code for an amount."""
        self.code.show_amount(amount)
        self.setCurrentWidget(self.code)


class _NotesPart(QWidget):
    """The exact amount, and the notes a buyer is likely to hand over; the places never move."""

    chosen = Signal(object)

    def __init__(self, tr: Translate) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(GAP))
        box.addWidget(label(tr(N_("Cash that was handed over")), 16, colour=theme_now().ink_2))
        self._buttons = [Button(kind=Kind.PAY) for _ in range(NOTES)]
        for button in self._buttons:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(self._choose)
            box.addWidget(button)
        box.addStretch()

    def show_due(self, due: Rupiah) -> None:
        """Offer what may be handed over for an amount."""
        amounts: Sequence[Rupiah] = (due, *suggest_notes(due, NOTES - 1)) if due > ZERO else ()
        for n, button in enumerate(self._buttons):
            button.setEnabled(n < len(amounts))
            button.set_words(amounts[n].bare() if n < len(amounts) else "\N{EN DASH}")

    def _choose(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.chosen.emit(parse_rupiah(sender.text()))


class CodePart(QWidget):
    """The stand's code, whose it is, and the amount in big figures; or how to set one."""

    def __init__(self, tr: Translate, stand: StandCode) -> None:
        super().__init__()
        self._tr, self._stand, self._shown = tr, stand, ""
        self._picture: CodePicture | None = None
        code = stand.code
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        centre = Qt.AlignmentFlag.AlignHCenter
        self._amount = label("", 28, BLACK, align=centre)
        if code is None:
            box.addStretch()
            box.addWidget(label(tr(N_("The buyer scans the sticker on the table.")), 20, BOLD, wraps=True))
            said = N_("For the code to show here: Menu, then “{place}”.")
            said_where = tr(said).format(place=tr(N_("QRIS sticker")))
            box.addWidget(label(said_where, 16, colour=theme_now().ink_2, wraps=True))
            box.addSpacing(px(3 * GAP))
            box.addWidget(self._amount)
        else:
            box.addWidget(self._amount)
            self._picture = CodePicture(SIDE, tr(N_("The stand's QRIS code")))
            box.addWidget(self._picture, 0, centre)
            stand.drawn.connect(self._show_modules)
            box.addWidget(label(code.merchant, 16, BOLD, align=centre))
            self._facts = label("", 14, colour=theme_now().ink_2, align=centre, wraps=True)
            box.addWidget(self._facts)
        box.addStretch()

    def set_side(self, side: int) -> None:
        """Show the code so many pixels wide at least."""
        if self._picture is not None:
            self._picture.set_side(side)

    def show_amount(self, amount: Rupiah) -> None:
        """Show the code for an amount."""
        self._amount.setText(str(amount))
        code = self._stand.code_for(amount)
        if code is not None:
            facts = describe_code(code, self._tr)
            if code.amount is not None:
                facts += " · " + self._tr(N_("amount inside"))
            self._facts.setText(facts)
            self._shown = code.payload
            self._stand.draw(code.payload)

    def _show_modules(self, payload: str, modules: Modules) -> None:
        if payload == self._shown and self._picture is not None:
            self._picture.show_modules(modules)


def split_by_limit(amount: Rupiah) -> tuple[Rupiah, ...]:
    """Split what is to be paid by QRIS into payments that QRIS takes."""
    whole, rest = divmod(amount.amount, QRIS_LIMIT.amount)
    return (QRIS_LIMIT,) * whole + ((Rupiah(rest),) if rest > 0 else ())
