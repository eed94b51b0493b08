"""Making an order of the open basket: for whom, for when, and how much is paid down now."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from batikpos.domain.errors import PosError
from batikpos.domain.money import Rupiah, parse_rupiah
from batikpos.domain.order import Wish, read_customer
from batikpos.domain.slip import parse_day, write_day
from batikpos.domain.typed import LONGEST
from batikpos.i18n import N_, Translate, language_of
from batikpos.paper.message import read_phone
from batikpos.ui.booth.sheets import line_edit
from batikpos.ui.theme import BOLD, px, theme_now
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.numberpad import NumberPad
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import label

WIDTH = 860
PAD = 300
DAYS = (1, 3, 7)
HALF = 2


class OrderSheet(Sheet):
    """Asks for the customer and the day on the left, for the amount paid down by the pad on the right.

    Once it was answered it waits, under the payment, until whoever takes the order closes it, or lets it go
    on. What was wished before the program was ended is there.
    """

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        total: Rupiah,
        today: date,
        *,
        answer: Callable[[Wish], None],
        wish: Wish | None = None,
    ) -> None:
        super().__init__(
            window,
            tr(N_("New order")),
            confirm=tr(N_("To the payment")),
            leave=tr(N_("Cancel")),
            width=WIDTH,
        )
        self._tr, self._total, self._today, self._answer = tr, total, today, answer
        sides = QHBoxLayout()
        sides.setSpacing(px(20))
        sides.addLayout(self._who_and_when(), 1)
        sides.addLayout(self._down_payment())
        self.add(sides)
        self.confirmed.connect(self._confirmed)
        self._choose_day(str(DAYS[1]))
        if wish is not None:
            self._fill_in(wish)

    def open(self) -> None:
        """Open with the customer to type."""
        super().open()
        self.customer.setFocus()

    def enter(self) -> None:
        """Go on to the next field; a scanner's Enter takes no order."""
        self.focusNextPrevChild(True)  # noqa: FBT003 - Qt's

    def _who_and_when(self) -> QVBoxLayout:
        tr = self._tr
        side = QVBoxLayout()
        side.setSpacing(px(8))
        self.customer = line_edit(tr(N_("Customer")), size=18)
        self.customer.setMaxLength(LONGEST)
        self.phone = line_edit(tr(N_("Phone (optional)")), size=18)
        days = [(tr(N_("+{n} days") if n > 1 else N_("Tomorrow")).format(n=n), str(n)) for n in DAYS]
        self._days = ChipRow(days)
        self._days.chosen.connect(self._choose_day)
        self.due = line_edit(tr(N_("Ready on")), size=18)
        self.due.textEdited.connect(lambda _text: self._days.choose(""))
        when = label(tr(N_("Ready on")), 16)
        for part in (self.customer, self.phone, when, self._days, self.due):
            side.addWidget(part)
        side.addStretch()
        return side

    def _down_payment(self) -> QVBoxLayout:
        tr = self._tr
        side = QVBoxLayout()
        side.setSpacing(px(8))
        side.addWidget(label(tr(N_("Total {amount}")).format(amount=self._total), 18, BOLD))
        self.amount = line_edit(tr(N_("Down payment")), size=24)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.amount.setText(self._total.times(1, HALF).bare())
        pad = NumberPad(tr(N_("Erase")), "000", 52)
        pad.setFixedWidth(px(PAD))
        pad.typed.connect(self._type)
        pad.erased.connect(self.amount.backspace)
        side.addWidget(label(tr(N_("Down payment")), 16, colour=theme_now().ink_2))
        for part in (self.amount, pad):
            side.addWidget(part)
        return side

    def _type(self, text: str) -> None:
        if not self.amount.isModified():
            self.amount.clear()  # half of the total was a suggestion
        self.amount.insert(text)
        self.amount.setModified(True)

    def _choose_day(self, days: str) -> None:
        self._days.choose(days)
        self.due.setText(write_day(self._today + timedelta(days=int(days))))

    def _fill_in(self, wish: Wish) -> None:
        self.customer.setText(wish.customer)
        self.phone.setText(wish.phone)
        self._days.choose("")
        self.due.setText(write_day(wish.due))
        self.amount.setText(wish.deposit.bare())
        self.amount.setModified(True)

    def _confirmed(self) -> None:
        try:
            wish = Wish(
                customer=read_customer(self.customer.text()),
                phone=read_phone(self.phone.text()) if self.phone.text().strip() else "",
                due=parse_day(self.due.text()),
                deposit=parse_rupiah(self.amount.text()),
            )
        except PosError as error:
            self.say_fault(error.message(language_of(self._tr)))
            return
        self.say_fault("")
        self._answer(wish)
