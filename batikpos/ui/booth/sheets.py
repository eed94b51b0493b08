"""The small sheets of the sale screen: a number, a price or discount, a second person, a reason."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollBar, QVBoxLayout, QWidget

from batikpos.domain.cart import AmountOff, Discount, NotPercent, PercentOff
from batikpos.domain.errors import PosError
from batikpos.domain.money import Rupiah, parse_rupiah
from batikpos.domain.typed import LONGEST, NoReason
from batikpos.i18n import N_, Translate, language_of
from batikpos.ui.booth.namechoice import NameChoice
from batikpos.ui.theme import BOLD, GAP, TARGET, font, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.numberpad import NumberPad
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import label

KEYS = (
    ("F2", N_("Find goods")),
    ("*", N_("Quantity of the chosen line")),
    ("F4", N_("Park the basket")),
    ("Shift+F4", N_("More for this basket")),
    ("F5", N_("Parked baskets")),
    ("F6", N_("Agreed price or discount")),
    ("Shift+F6", N_("Note on the line")),
    ("Del", N_("Take the line off")),
    ("Ctrl+Z", N_("Undo")),
    ("F7", N_("Print the last nota again")),
    ("Shift+F7", N_("For the buyer")),
    ("F8", N_("Pay by QRIS")),
    ("Shift+F8", N_("Other payment…")),
    ("F9", N_("Pay the exact amount in cash")),
    ("F10, F11, F12", N_("Pay with a suggested note")),
    ("Ctrl+H", N_("History")),
    ("Ctrl+M", N_("Menu")),
    ("Tab", N_("From one thing to the next; space presses it")),
    ("Esc", N_("Go back; empty the search")),
)
"""What the keys of the sale screen do; a scan needs none."""


def line_edit(placeholder: str, *, is_secret: bool = False, size: int = 22) -> QLineEdit:
    """Make a field to type into, as large as a finger."""
    made = QLineEdit()
    made.setFont(font(size))
    made.setPlaceholderText(placeholder)
    made.setAccessibleName(placeholder)
    made.setMinimumHeight(tall(TARGET + 4))
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
        self._language = language_of(tr)
        self.field = line_edit("0", size=32)
        self.field.setAccessibleName(title)
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
        row.setSpacing(px(GAP))
        for n, button in enumerate(self._modes):
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            if n > 0 or agreed is not None:  # one that is shown before it is on the sheet is a window
                row.addWidget(button)
        row.addStretch()
        self._modes[0 if agreed is not None else 1].setChecked(True)
        self._body.insertLayout(0, row)

    def _read(self, typed: str) -> None:
        if self._modes[1].isChecked():
            basis_points = _basis_points(typed)
            self._discount(PercentOff(basis_points) if basis_points else None)
            return
        amount = parse_rupiah(typed)
        if self._modes[0].isChecked() and self._agreed is not None:
            self._agreed(amount)
        else:
            self._discount(AmountOff(amount) if amount else None)


FEW = 2
"""As many names stand beside the pad without a wider sheet."""


MOST_READ = 0.28
"""So much of the window's height what a second person agrees to may take."""


class ApprovalSheet(Sheet):
    """Asks for a second person's PIN over what is shown, and stays until it is right or left.

    `approve` gets the name and the PIN; whoever checks them closes the sheet, or lets it refuse. What there
    is to agree to and does not fit is read to its end first: until then the button reads on.
    """

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
            window,
            tr(N_("A second person must agree")),
            confirm=tr(N_("Agree")),
            leave=tr(N_("Cancel")),
            width=680 if len(names) <= FEW else 880,
        )
        self._approve, self._tr, self._language = approve, tr, language_of(tr)
        self.pin = line_edit("PIN", is_secret=True, size=28)
        self.pin.setMaxLength(12)
        pad = NumberPad(tr(N_("Erase")), "", 52)
        pad.typed.connect(self.pin.insert)
        pad.erased.connect(self.pin.backspace)
        room = self._card.width() - 2 * px(24) - px(24) - pad.sizeHint().width()
        self._names = NameChoice(names, room)
        self._names.chosen.connect(self._focus)
        self._pad = pad
        self._to_read: QScrollBar | None = None
        self._is_read = False
        left = QVBoxLayout()
        left.setSpacing(px(12))
        said = label(why, 16, wraps=True)
        if "\n" in why:  # all of it is to be read: across both sides, and scrolled only where it is very long
            area = scrolling(said, theme_now().paper)
            tall_enough = said.heightForWidth(self._card.width() - 2 * px(24))
            area.setMinimumHeight(min(tall_enough, int(window.height() * MOST_READ)))
            self.add(area)
            self._to_read = area.verticalScrollBar()
            self._to_read.rangeChanged.connect(self._look_read)
            self._to_read.valueChanged.connect(self._look_read)
        else:
            left.addWidget(said)
        left.addStretch()
        left.addWidget(self._names)
        left.addWidget(self.pin)
        left.addWidget(self._fault)
        both = QHBoxLayout()
        both.setSpacing(px(24))
        both.addLayout(left, 1)
        both.addWidget(pad)
        self.add(both)
        self.confirmed.connect(self._confirmed)

    def open(self) -> None:
        """Open with the PIN to type."""
        super().open()
        self._look_read()
        self.pin.setFocus()
        if not self._names.name:
            self.confirm_button.setEnabled(False)
            said = N_(
                "Nobody who could agree is enrolled here. Go back and leave it out, or ask the organizer for"
                " a fair file with a second person."
            )
            self.say_fault(self._tr(said))

    def confirm(self) -> None:
        """Agree; or read on, where not all was seen yet."""
        if self._to_read is not None and self._is_unread:
            self._to_read.setValue(self._to_read.value() + self._to_read.pageStep() - px(24))
        else:
            super().confirm()

    @property
    def _is_unread(self) -> bool:
        bar = self._to_read
        return bar is not None and not self._is_read and bar.value() < bar.maximum()

    def _look_read(self) -> None:
        """Take a PIN once the end was seen, or is in sight."""
        bar = self._to_read
        self._is_read = self._is_read or (bar is not None and bar.value() == bar.maximum() > 0)
        is_unread = self._is_unread
        if is_unread == self.pin.isEnabled():
            for part in (self.pin, self._pad):
                part.setDisabled(is_unread)
            self.confirm_button.set_words(self._tr(N_("Read on") if is_unread else N_("Agree")))
            (self if is_unread else self.pin).setFocus()

    def refuse(self, error: PosError) -> None:
        """Say that it was not right, and ask again."""
        self.pin.clear()
        self.go_on(error.message(self._language))
        self.pin.setFocus()

    def _focus(self) -> None:
        self.pin.setFocus()

    def _confirmed(self) -> None:
        chosen = self._names.name
        if chosen and self.pin.text():
            self.say_fault("")
            self.wait(self._tr(N_("The PIN is being looked at…")))
            self._approve(chosen, self.pin.text())


VOIDS = (N_("Wrong item"), N_("Wrong amount"), N_("Buyer changed their mind"))
"""The usual reasons of a void."""


class ReasonSheet(Sheet):
    """Asks why, in a few words or by one of the usual reasons; `before` is to be thought of first."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        title: str,
        *,
        confirm: str,
        answer: Callable[[str], None],
        said: str = "",
        before: str = "",
        usual: Sequence[str] = VOIDS,
    ) -> None:
        super().__init__(window, title, confirm=confirm, leave=tr(N_("Leave it as it is")))
        self._answer, self._language = answer, language_of(tr)
        if said:
            self.add(label(said, 18, BOLD, wraps=True))
        if before:
            self.add(label(before, 16, colour=theme_now().danger, wraps=True))
        for word in usual:
            button = Button(tr(word))
            button.clicked.connect(partial(self._set, tr(word)))
            self.add(button)
        self.field = line_edit(tr(N_("Reason")), size=18)
        self.field.setMaxLength(LONGEST)
        self.add(self.field)
        self.confirmed.connect(self._confirmed)

    def open(self) -> None:
        """Open with the reason to type."""
        super().open()
        self.field.setFocus()

    def _set(self, reason: str) -> None:
        self.field.setText(reason)

    def _confirmed(self) -> None:
        if not self.field.text().strip():
            self.say_fault(NoReason().message(self._language))
            return
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
        leave: str = "",
    ) -> None:
        super().__init__(window, title, confirm=confirm, leave=leave or tr(N_("Cancel")))
        self._answer = answer
        self.add(label(text, 16, wraps=True))
        self.confirmed.connect(self._confirmed)

    def enter(self) -> None:
        """Do nothing: a scanner's Enter is no answer."""

    def _confirmed(self) -> None:
        self._answer()
        self.close_sheet()


class KeysSheet(Sheet):
    """Shows what the keys of the sale screen do."""

    def __init__(self, window: QWidget, tr: Translate) -> None:
        super().__init__(window, tr(N_("Keys")), confirm=tr(N_("Done")), leave="")
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(2 * GAP))
        grid.setVerticalSpacing(px(6))
        for n, (key, word) in enumerate(KEYS):
            grid.addWidget(label(key, 17, BOLD), n, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(tr(word), 17, wraps=True), n, 1)
        grid.setColumnStretch(1, 1)
        self.add(grid)
        self.confirmed.connect(self.close_sheet)


def _basis_points(typed: str) -> int:
    """Read per cent with up to two decimals as basis points. Raises: NotPercent."""
    whole, _, part = typed.strip().removesuffix("%").strip().replace(".", ",").partition(",")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 3 and len(part) <= 2):  # noqa: PLR2004
        raise NotPercent(typed)
    if part and not (part.isascii() and part.isdigit()):
        raise NotPercent(typed)
    return int(whole) * 100 + int(part.ljust(2, "0") or "0")
