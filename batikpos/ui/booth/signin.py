"""Signing in with a PIN, and opening the till with its float."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from batikpos.domain.errors import PosError
from batikpos.domain.fair import Person
from batikpos.domain.money import NotRupiah, Rupiah, parse_rupiah
from batikpos.domain.till import counted_cash
from batikpos.i18n import N_, Translate
from batikpos.services.till import TillClosed
from batikpos.ui.booth.namechoice import NameChoice
from batikpos.ui.booth.sheets import line_edit
from batikpos.ui.theme import BLACK, BOLD, GAP, LOW, MARGIN, is_cramped, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import PAY, Button, Kind
from batikpos.ui.widgets.motif import Cloth
from batikpos.ui.widgets.numberpad import NumberPad
from batikpos.ui.widgets.panel import Panel
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.words import label, say_in

if TYPE_CHECKING:
    from batikpos.ui.booth.stickercheck import StickerCheck

COLUMN, CLOTH = 460, 126
EDGE = 2
"""Pixels kept free at the right of the column, where a scroll bar's area would cut a frame in focus."""


class FormPage(QWidget):
    """A page with one column on paper: a title, a field, a pad, one button; a cloth beside it."""

    def __init__(self, title: str, said: str) -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(margins(MARGIN, GAP, MARGIN, GAP))
        outer.addStretch()
        paper = Panel()
        paper.box.setContentsMargins(0, 0, 0, 0)
        sides = QHBoxLayout()
        sides.setSpacing(0)
        paper.box.addLayout(sides)
        self._cloth = Cloth()
        self._cloth.setFixedWidth(px(CLOTH))
        sides.addWidget(self._cloth)
        self._column = QVBoxLayout()
        self._column.setSpacing(px(GAP))
        sides.addLayout(self._column)
        inside = QWidget()
        self.box = QVBoxLayout(inside)
        self.box.setContentsMargins(margins(0, 0, EDGE, EDGE))
        self.box.setSpacing(px(GAP))
        self.box.addWidget(label(title, 28, BLACK, wraps=True))
        self._said = label(said, 16, colour=theme_now().ink_2, wraps=True)
        if not said:  # one that is shown before it is on the page is a window
            self._said.hide()
        self.box.addWidget(self._said)
        self._area = scrolling(inside, theme_now().paper)
        self._area.setFixedWidth(px(COLUMN))
        self._area.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self._column.addWidget(self._area)
        outer.addWidget(paper, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addStretch()
        self._outer = outer
        self._more = 0  # pixels that a page needs beyond one that is not low at LOW
        self._buttons: list[Button] = []
        self._fault = label("", 16, colour=theme_now().danger, wraps=True)
        self._fault.hide()

    def put_beside(self, part: QWidget) -> None:
        """Put something at the right of the paper, in place of the cloth at its left."""
        self._cloth.hide()
        self._outer.insertSpacing(2, px(2 * MARGIN))
        self._outer.insertWidget(3, part, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep closer together where the window is low."""
        super().resizeEvent(event)
        is_low = self.height() < px(LOW) + self._more
        around = px(GAP) if is_low else px(2 * MARGIN)
        between = GAP // 2 if is_cramped(self) else px(GAP)
        above = min(around, between) if is_low else around
        self.box.setSpacing(between)
        self._column.setContentsMargins(2 * around, above, 2 * around if is_low else around, above)
        for pad in self.findChildren(NumberPad):
            pad.set_low(is_low=is_low)
        for button in self._buttons:
            button.setFixedHeight(button.least_height if is_low else tall(PAY))

    def say(self, text: str) -> None:
        """Say what is wrong, under the field."""
        say_in(self._fault, text, theme_now().danger)

    def tell(self, text: str) -> None:
        """Say what is waited for."""
        say_in(self._fault, text, theme_now().ink)

    def finish(self, button: Button, beside: Button | None = None) -> None:
        """End the column with what is wrong and the one button, and what may be done instead."""
        self._column.addWidget(self._fault)
        row = QHBoxLayout()
        row.setContentsMargins(margins(0, 0, EDGE, 0))  # ends where what is above it ends
        row.setSpacing(px(GAP))
        for part in (beside, button):
            if part is not None:
                self._buttons.append(part)
                row.addWidget(part, 1 if part is button else 0)
        self._column.addLayout(row)


class SignInPage(FormPage):
    """Asks who is at the till, and for the PIN."""

    answered = Signal(str, str)
    practice_asked = Signal()

    def __init__(
        self, tr: Translate, people: Sequence[Person], hint: str, *, offers_practice: bool = False
    ) -> None:
        super().__init__(tr(N_("Who is at the till?")), hint)
        self._names = NameChoice([person.name for person in people], px(COLUMN) - EDGE, "customer")
        self._names.chosen.connect(self._focus)
        self._more = self._names.further_rows
        self.box.addWidget(self._names)
        self.pin = line_edit("PIN", is_secret=True, size=28)
        self.pin.setMaxLength(12)
        self.pin.returnPressed.connect(self._answer)
        self.setFocusProxy(self.pin)
        pad = NumberPad(tr(N_("Erase")), "")
        pad.typed.connect(self.pin.insert)
        pad.erased.connect(self.pin.backspace)
        self.box.addWidget(self.pin)
        self.box.addWidget(pad)
        go = Button(tr(N_("Sign in")), Kind.PRIMARY)
        go.clicked.connect(self._answer)
        practice = None
        if offers_practice:
            practice = Button(tr(N_("Practise without counting…")))
            practice.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            practice.clicked.connect(self.practice_asked)
        self.finish(go, practice)

    def refuse(self, error: PosError, language: str) -> None:
        """Say that it was not right, and ask again."""
        self.pin.clear()
        self.say(error.message(language))
        self.pin.setFocus()

    def event(self, event: QEvent) -> bool:
        """Let the names scroll before the pad has to."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._names.give_way(self._outer.totalSizeHint().height() - self.height())
        return super().event(event)

    def _focus(self) -> None:
        self.pin.setFocus()

    def _answer(self) -> None:
        if self._names.name and self.pin.text():
            self.answered.emit(self._names.name, self.pin.text())


class OpenTillPage(FormPage):
    """Asks for the float that lies in the drawer, and whether a slip is to be signed for it."""

    answered = Signal(object, object, bool)

    def __init__(
        self,
        tr: Translate,
        language: str,
        day: str,
        *,
        offers_slip: bool,
        check: "StickerCheck | None" = None,
    ) -> None:
        """Ask for the till of a `day`, which is said as it is given."""
        super().__init__(
            tr(N_("Open the till")), tr(N_("Count the cash that lies in the drawer now, and type it here."))
        )
        self._tr, self._language = tr, language
        self.box.insertWidget(1, label(day, 18, BOLD, wraps=True))
        self._doubt = label("", 16, BOLD, theme_now().danger, wraps=True)
        self._doubt.hide()
        self.box.insertWidget(2, self._doubt)
        self.counts: Mapping[int, int] = {}
        self.field = line_edit(tr(N_("Float")), size=32)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.returnPressed.connect(self._answer)
        self.setFocusProxy(self.field)
        pad = NumberPad(tr(N_("Erase")))
        pad.typed.connect(self.field.insert)
        pad.erased.connect(self.field.backspace)
        self.field.textEdited.connect(self._drop_counts)
        pad.typed.connect(self._drop_counts)
        pad.erased.connect(self._drop_counts)
        notes = Button(tr(N_("By notes…")))
        notes.setFixedHeight(self.field.minimumHeight())
        notes.clicked.connect(self._ask_counts)
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        row.addWidget(self.field, 1)
        row.addWidget(notes)
        self.box.addLayout(row)
        self._counted = label("", 15, colour=theme_now().ink_2, wraps=True)
        self._counted.hide()
        self.box.addWidget(self._counted)
        quick = QVBoxLayout()  # a fourth column beside the pad: a low screen has no room for a row of it
        quick.setSpacing(px(GAP))
        for amount in ("0", "200.000", "500.000", "1.000.000"):
            button = Button(amount)
            button.clicked.connect(partial(self.take, amount, {}))
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            quick.addWidget(button, 1)
        keys = QHBoxLayout()
        keys.setSpacing(px(GAP))
        keys.addWidget(pad, 1)
        keys.addLayout(quick)
        self.box.addLayout(keys)
        go = Button(tr(N_("Open the till")), Kind.PRIMARY)
        go.clicked.connect(self._answer)
        self.slip = Button(tr(N_("With a slip to sign")), Kind.CHIP)
        self.slip.setCheckable(True)
        self.slip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.finish(go, self.slip if offers_slip else None)
        self._check = check
        if check is not None:
            self.put_beside(check)

    def typed(self) -> tuple[str, Mapping[int, int], bool]:
        """Say the amount, what it was counted by, and whether a slip is wanted."""
        return self.field.text(), self.counts, self.slip.isChecked()

    def type_again(self, amount: str, counts: Mapping[int, int], has_slip: bool) -> None:  # noqa: FBT001 - as typed
        """Go on with what was typed."""
        self.take(amount, counts)
        self.slip.setChecked(has_slip)

    def take(self, typed: str, counts: Mapping[int, int]) -> None:
        """Take an amount, and what it was counted by."""
        self.field.setText(typed)
        self.counts = {note: pieces for note, pieces in counts.items() if pieces}
        said = " · ".join(f"{pieces} x {Rupiah(note).bare()}" for note, pieces in self.counts.items())
        self._counted.setText(said)
        self._counted.setVisible(bool(said))
        self._said.setVisible(not said)

    def show_doubt(self, text: str) -> None:
        """Say why the day may be wrong, under it; nothing where it is as it should be."""
        self._doubt.setText(text)
        self._doubt.setVisible(bool(text))

    def scan(self, code: str) -> None:
        """Take a scan of the sticker on the table; goods are for an open till."""
        if self._check is not None:
            self._check.scan(code)
        else:
            QApplication.beep()
            self.say(TillClosed().message(self._language))

    def _ask_counts(self) -> None:
        from batikpos.ui.booth.countgrid import CountSheet  # noqa: PLC0415 - many a float is typed at once

        CountSheet(self.window(), self._tr, self.counts, answer=self._take_counts).open()

    def _take_counts(self, counts: Mapping[int, int]) -> None:
        self.take(counted_cash(counts).bare(), counts)
        self.field.setFocus()

    def _drop_counts(self) -> None:
        """Forget the notes: another amount was typed."""
        if self.counts:
            self.take(self.field.text(), {})

    def _answer(self) -> None:
        if self._check is not None and not self._check.is_answered:
            self._check.insist()
            return
        try:
            amount = parse_rupiah(self.field.text())
        except NotRupiah as error:
            self.say(error.message(self._language))
            return
        self.answered.emit(amount, self.counts, self.slip.isChecked())
