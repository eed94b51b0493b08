"""The sheets of the sale screen: a number, a price or discount, other payments, a second person, a reason."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from batikpos.domain.cart import AmountOff, Discount, PercentOff
from batikpos.domain.errors import PosError
from batikpos.domain.money import ZERO, NotRupiah, Rupiah, parse_rupiah, total
from batikpos.domain.tender import QRIS_LIMIT, Tender, TenderKind, change_due
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate
from batikpos.ui.theme import BLACK, BOLD, GAP, TARGET, font, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.numberpad import NumberPad
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import label


def line_edit(placeholder: str, *, is_secret: bool = False, size: int = 22) -> QLineEdit:
    """Make a field to type into, as large as a finger."""
    made = QLineEdit()
    made.setFont(font(size))
    made.setPlaceholderText(placeholder)
    made.setAccessibleName(placeholder)
    made.setMinimumHeight(TARGET + 4)
    if is_secret:
        made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


class NumberSheet(Sheet):
    """Asks for one number with the pad; `answer` reads it, and may refuse it."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        title: str,
        *,
        answer: Callable[[str], None],
        value: str = "",
        extra: str = "000",
        confirm: str = "",
    ) -> None:
        super().__init__(window, title, confirm=confirm or tr(N_("Done")), leave=tr(N_("Cancel")))
        self._answer = answer
        self._language = "en" if tr is N_ else "id"
        self.field = line_edit(title, size=32)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setText(value)
        pad = NumberPad(tr(N_("Erase")), extra)
        pad.typed.connect(self._type)
        pad.erased.connect(self.field.backspace)
        self.add(self.field)
        self.add(pad)
        self.confirmed.connect(self._confirmed)

    def open(self) -> None:
        """Open with the number chosen, so that typing replaces it."""
        super().open()
        self.field.setFocus()
        self.field.selectAll()

    def _type(self, text: str) -> None:
        self.field.insert(text)
        self.field.setFocus()

    def _confirmed(self) -> None:
        try:
            self._answer(self.field.text())
        except PosError as error:
            self.say_fault(error.message(self._language))
            return
        self.close_sheet()


class PriceSheet(NumberSheet):
    """Asks for an agreed price, or a discount in per cent or rupiah, for a line or the basket."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        title: str,
        *,
        agreed: Callable[[Rupiah], None] | None,
        discount: Callable[[Discount | None], None],
    ) -> None:
        super().__init__(window, tr, title, answer=self._read)
        self._agreed, self._discount = agreed, discount
        words = [N_("Agreed price"), N_("Discount %"), N_("Discount Rp")]
        self._modes = [Button(tr(word), Kind.CHIP) for word in words]
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for n, button in enumerate(self._modes):
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setVisible(n > 0 or agreed is not None)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        row.addStretch()
        self._modes[0 if agreed is not None else 1].setChecked(True)
        self._body.insertLayout(0, row)

    def _read(self, typed: str) -> None:
        if self._modes[1].isChecked():
            self._discount(PercentOff(_basis_points(typed)))
            return
        amount = parse_rupiah(typed)
        if self._modes[0].isChecked() and self._agreed is not None:
            self._agreed(amount)
        else:
            self._discount(AmountOff(amount) if amount else None)


class PaymentSheet(Sheet):
    """Takes any mix of payments: what is still due stands large, and confirms when it is covered."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        due: Rupiah,
        *,
        pay: Callable[[Sequence[Tender]], None],
        first: TenderKind,
    ) -> None:
        super().__init__(window, tr(N_("Payment")), confirm=tr(N_("Paid")), leave=tr(N_("Cancel")), width=760)
        self._tr, self._due, self._pay = tr, due, pay
        self._language = "en" if tr is N_ else "id"
        self._tenders: list[Tender] = []
        self._kind = first
        sides = QHBoxLayout()
        sides.setSpacing(24)
        sides.addLayout(self._left(), 1)
        sides.addLayout(self._right())
        self.add(sides)
        self.confirmed.connect(self._confirmed)
        self._choose(first)

    def open(self) -> None:
        """Open with the amount chosen, so that typing replaces it."""
        super().open()
        self.field.setFocus()
        self.field.selectAll()

    def _left(self) -> QVBoxLayout:
        tr = self._tr
        side = QVBoxLayout()
        side.setSpacing(10)
        side.addWidget(label(tr(N_("Total {amount}")).format(amount=self._due), 18, BOLD))
        self._rest_word = label(tr(N_("Still to pay")), 16, colour=theme_now().ink_2)
        self._rest = label(str(self._due), 32, BLACK)
        side.addWidget(self._rest_word)
        side.addWidget(self._rest)
        kinds = QGridLayout()
        kinds.setSpacing(GAP)
        self._kinds: dict[TenderKind, Button] = {}
        for n, (kind, word) in enumerate(TENDERS.items()):
            button = Button(tr(word), Kind.CHIP)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._choose, kind))
            self._kinds[kind] = button
            kinds.addWidget(button, n // 2, n % 2)
        side.addLayout(kinds)
        self._reference = line_edit(tr(N_("Reference (optional)")), size=18)
        side.addWidget(self._reference)
        self._hint = label("", 14, colour=theme_now().ink_2, wraps=True)
        side.addWidget(self._hint)
        self._given = QVBoxLayout()
        self._given.setSpacing(4)
        side.addLayout(self._given)
        side.addStretch()
        return side

    def _right(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(10)
        self.field = line_edit(self._tr(N_("Amount")), size=28)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        pad = NumberPad(self._tr(N_("Erase")), height=52)
        pad.typed.connect(self._type)
        pad.erased.connect(self.field.backspace)
        add = Button(self._tr(N_("Add another payment")))
        add.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        add.clicked.connect(self._add)
        for part in (self.field, pad, add):
            side.addWidget(part)
        return side

    def _type(self, text: str) -> None:
        self.field.insert(text)
        self.field.setFocus()

    def _choose(self, kind: TenderKind) -> None:
        self._kind = kind
        self._kinds[kind].setChecked(True)
        self._reference.setVisible(kind is not TenderKind.CASH)
        rest = self._due - total(t.amount for t in self._tenders)
        amount = min(rest, QRIS_LIMIT) if kind is TenderKind.QRIS else rest
        self.field.setText(amount.bare() if amount > ZERO else "")
        self.field.selectAll()
        said = ""
        if kind is TenderKind.QRIS:
            said = self._tr(
                N_("Confirm only when the merchant's app shows the money, not the buyer's screen.")
            )
            if rest > QRIS_LIMIT:
                limit = self._tr(N_("QRIS takes at most {limit} at once: split the rest."))
                said = limit.format(limit=QRIS_LIMIT)
        self._hint.setText(said)
        self.field.setFocus()

    def _add(self) -> bool:
        """Take one payment; say whether it could be read."""
        try:
            amount = parse_rupiah(self.field.text())
        except NotRupiah as error:
            self.say_fault(error.message(self._language))
            return False
        if amount:
            self._tenders.append(Tender(self._kind, amount, self._reference.text().strip()))
            self._reference.clear()
        self.say_fault("")
        self._show_tenders()
        return True

    def _show_tenders(self) -> None:
        while (old := self._given.takeAt(0)) is not None:
            if (row := old.widget()) is not None:
                row.deleteLater()
        for n, tender in enumerate(self._tenders):
            row = Button(f"{self._tr(TENDERS[tender.kind])}  {tender.amount.bare()}  ✕")
            row.setFixedHeight(40)
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.setAccessibleName(self._tr(N_("Take off")))
            row.clicked.connect(partial(self._take_off, n))
            self._given.addWidget(row)
        rest = self._due - total(t.amount for t in self._tenders)
        self._rest_word.setText(self._tr(N_("Still to pay") if rest >= ZERO else N_("Change")))
        self._rest.setText(str(rest if rest >= ZERO else -rest))
        self._choose(self._kind if rest <= ZERO else TenderKind.CASH)

    def _take_off(self, place: int) -> None:
        del self._tenders[place]
        self._show_tenders()

    def _confirmed(self) -> None:
        """Count the typed amount in where something is still due, and pay."""
        is_covered = total(t.amount for t in self._tenders) >= self._due
        if not is_covered and not self._add():
            return
        try:
            change_due(self._due, self._tenders)
        except PosError as error:
            self.say_fault(error.message(self._language))
            return
        self._pay(tuple(self._tenders))
        self.close_sheet()


class ApprovalSheet(Sheet):
    """Asks for a second person's PIN, over the sale screen, never losing the basket."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        why: str,
        names: Sequence[str],
        *,
        approve: Callable[[str, str], None],
    ) -> None:
        super().__init__(
            window, tr(N_("A second person must agree")), confirm=tr(N_("Agree")), leave=tr(N_("Cancel"))
        )
        self._approve = approve
        self.add(label(why, 16, wraps=True))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self._names = [Button(name, Kind.CHIP) for name in names]
        for n, button in enumerate(self._names):
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setChecked(n == 0)
            row.addWidget(button)
        row.addStretch()
        self.add(row)
        self.pin = line_edit("PIN", is_secret=True, size=28)
        pad = NumberPad(tr(N_("Erase")), "", 52)
        pad.typed.connect(self.pin.insert)
        pad.erased.connect(self.pin.backspace)
        self.add(self.pin)
        self.add(pad)
        self.confirmed.connect(self._confirmed)

    def open(self) -> None:
        """Open with the PIN to type."""
        super().open()
        self.pin.setFocus()

    def _confirmed(self) -> None:
        chosen = next((b.text() for b in self._names if b.isChecked()), "")
        if chosen and self.pin.text():
            self._approve(chosen, self.pin.text())
            self.close_sheet()


class ReasonSheet(Sheet):
    """Asks why, in a few words or by one of the usual reasons."""

    def __init__(
        self, window: QWidget, tr: Translate, title: str, *, confirm: str, answer: Callable[[str], None]
    ) -> None:
        super().__init__(window, title, confirm=confirm, leave=tr(N_("Cancel")))
        self._answer = answer
        for word in (N_("Wrong item"), N_("Wrong amount"), N_("Buyer changed their mind")):
            button = Button(tr(word))
            button.clicked.connect(partial(self._set, tr(word)))
            self.add(button)
        self.field = line_edit(tr(N_("Reason")), size=18)
        self.add(self.field)
        self.confirmed.connect(self._confirmed)

    def open(self) -> None:
        """Open with the reason to type."""
        super().open()
        self.field.setFocus()

    def _set(self, reason: str) -> None:
        self.field.setText(reason)

    def _confirmed(self) -> None:
        if self.field.text().strip():
            self._answer(self.field.text().strip())
            self.close_sheet()


class QuestionSheet(Sheet):
    """Asks one thing that has a yes."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        title: str,
        text: str,
        *,
        confirm: str,
        answer: Callable[[], None],
    ) -> None:
        super().__init__(window, title, confirm=confirm, leave=tr(N_("Cancel")))
        self._answer = answer
        self.add(label(text, 16, wraps=True))
        self.confirmed.connect(self._confirmed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave on Esc; Enter alone never confirms, scanners send it."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()

    def _confirmed(self) -> None:
        self._answer()
        self.close_sheet()


def _basis_points(typed: str) -> int:
    """Read per cent with up to two decimals as basis points. Raises: NotRupiah."""
    whole, _, part = typed.strip().removesuffix("%").strip().replace(".", ",").partition(",")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 3 and len(part) <= 2):  # noqa: PLR2004
        raise NotRupiah(typed)
    if part and not (part.isascii() and part.isdigit()):
        raise NotRupiah(typed)
    return int(whole) * 100 + int(part.ljust(2, "0") or "0")
