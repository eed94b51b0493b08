"""The page of the drawer: cash in and out with its reason, the drawer opened, what was done today."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from batikpos.domain.errors import PosError
from batikpos.domain.money import ZERO, NotRupiah, parse_rupiah
from batikpos.domain.till import Till
from batikpos.domain.typed import LONGEST
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.drawer import OpenedDrawer
from batikpos.ui.booth.approving import Approval
from batikpos.ui.booth.sheets import ReasonSheet, line_edit
from batikpos.ui.cashday import CashDay, Typed
from batikpos.ui.theme import BLACK, BOLD, GAP, LOW, MARGIN, is_cramped, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import PAY, Button, Kind
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.numberpad import NumberPad
from batikpos.ui.widgets.panel import Panel
from batikpos.ui.widgets.part import Part
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.words import colour_label, label

IN, OUT = "in", "out"
WIDE = 900
"""Pixels at 100 % from which on there are three columns."""

REASONS = {
    IN: (N_("Small change added"), N_("From the organizer")),
    OUT: (N_("Handed to the organizer"), N_("Meals"), N_("Bags and supplies")),
}
"""The usual reasons why cash goes in and out."""

OPENINGS = (N_("Change money"), N_("Check the drawer"), N_("Wrong change put right"))
"""The usual reasons why the drawer is opened without a sale."""


class CashPage(QWidget):
    """Left the amount, in the middle why, right what was done today; what is expected is shown nowhere."""

    left = Signal()

    def __init__(self, day: CashDay, approval: "partial[Approval]", tr: Translate) -> None:
        super().__init__()
        self._day, self._tr, self._language = day, tr, language_of(tr)
        self._approval = approval(parent=self)
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(margins(2 * MARGIN, MARGIN, 2 * MARGIN, MARGIN))
        outer.setSpacing(px(GAP))
        head = QHBoxLayout()
        head.addWidget(label(tr(N_("Cash in and out")), 28, BLACK))
        head.addStretch()
        back = Button(tr(N_("Back to selling")))
        back.set_icon("back")
        back.clicked.connect(self.left)
        head.addWidget(back)
        outer.addLayout(head)
        outer.addLayout(self._parts(), 1)
        self.setFocusProxy(self.field)
        day.shown.connect(self._show_till)
        day.moved.connect(self._moved)
        day.opened.connect(self._opened)
        day.refused.connect(self.refuse)
        self._show_reasons()
        day.look()

    def say(self, text: str) -> None:
        """Say what went wrong."""
        self._tell(text, is_good=False)

    def refuse(self, error: PosError) -> None:
        """Say why something was not done."""
        self.say(error.message(self._language))

    def parts(self) -> tuple[Part, ...]:
        """Name the parts of the page, for the help over it."""
        return (
            Part(N_("Out of the drawer, or into it"), "", (self._way,)),
            Part(N_("How much"), "", (self.field, self._pad)),
            Part(N_("Why: tap a usual reason, or type"), "", (*self._usual, self.why)),
            Part(N_("Then it is written down"), "", (self._go,)),
            Part(N_("What was done today"), "", (self._today,)),
        )

    def typed(self) -> Typed:
        """Say the amount, which way, why, and whether a slip is wanted."""
        return self.field.text(), self._way.value, self.why.text(), self.slip.isChecked()

    def type_again(self, amount: str, way: str, why: str, has_slip: bool) -> None:  # noqa: FBT001 - as typed
        """Go on with what was typed."""
        self.field.setText(amount)
        self._way.choose(way)
        self._show_reasons()
        self.why.setText(why)
        self.slip.setChecked(has_slip)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put what was done today under the rest where there is no room beside it."""
        super().resizeEvent(event)
        if self.width() < px(WIDE):
            self._asked.addWidget(self._today, 1, 0, 1, 2)
        else:
            self._beside.addWidget(self._today, 2)
        around = GAP if is_cramped(self) else MARGIN
        self._outer.setContentsMargins(margins(2 * MARGIN, around, 2 * MARGIN, around))
        self._pad.set_low(is_low=self.height() < px(LOW))
        self._go.setFixedHeight(self._go.least_height if is_cramped(self) else tall(PAY))

    def _parts(self) -> QHBoxLayout:
        """Lay out what is asked, over the one button that stays in sight, and what was done today."""
        inside, asked = QWidget(), QVBoxLayout()
        self._asked = QGridLayout(inside)
        self._asked.setContentsMargins(0, 0, 0, 0)
        self._asked.setHorizontalSpacing(px(2 * MARGIN))
        self._asked.setVerticalSpacing(px(MARGIN))
        for column, part in enumerate((self._amount_part(), self._why_part())):
            self._asked.addLayout(part, 0, column)
            self._asked.setColumnStretch(column, 1)
        asked.setSpacing(px(GAP))
        asked.addWidget(scrolling(inside), 1)
        self._said = label("", 16, BOLD, wraps=True)
        self._said.hide()
        asked.addWidget(self._said)
        self._go = Button("", Kind.PRIMARY)
        self._go.setFixedHeight(tall(PAY))
        self._go.clicked.connect(self._record)
        asked.addWidget(self._go)
        self._today = self._today_part()
        self._beside = QHBoxLayout()
        self._beside.setSpacing(px(2 * MARGIN))
        self._beside.addLayout(asked, 3)
        self._beside.addWidget(self._today, 2)
        return self._beside

    def _amount_part(self) -> QVBoxLayout:
        tr = self._tr
        part = QVBoxLayout()
        part.setSpacing(px(GAP))
        self._way = ChipRow([(tr(N_("Cash out")), OUT), (tr(N_("Cash in")), IN)], is_wrapped=True)
        self._way.chosen.connect(self._show_reasons)
        self.field = line_edit(tr(N_("Amount")), size=32)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.returnPressed.connect(self._go_on)
        pad = self._pad = NumberPad(tr(N_("Erase")), "000", 60)
        pad.typed.connect(self.field.insert)
        pad.erased.connect(self.field.backspace)
        for widget in (self._way, self.field, pad):
            part.addWidget(widget)
        part.addStretch()
        return part

    def _why_part(self) -> QVBoxLayout:
        tr = self._tr
        part = QVBoxLayout()
        part.setSpacing(px(GAP))
        self._usual = [Button() for _ in range(max(map(len, REASONS.values())))]
        for button in self._usual:
            button.clicked.connect(partial(self._take_reason, button))
            part.addWidget(button)
        self.why = line_edit(tr(N_("Reason")), size=18)
        self.why.setMaxLength(LONGEST)
        self.why.returnPressed.connect(self._record)
        part.addWidget(self.why)
        self.slip = Button(tr(N_("With a slip to sign")), Kind.CHIP)
        self.slip.setCheckable(True)
        if not self._day.has_printer:  # one that is shown before it is on the page is a window
            self.slip.hide()
        part.addWidget(self.slip)
        part.addStretch()
        return part

    def _today_part(self) -> QWidget:
        tr = self._tr
        panel = Panel()
        panel.box.addWidget(label(tr(N_("Today")), 20, BOLD))
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(px(12))
        self._rows.setVerticalSpacing(px(6))
        self._rows.setColumnStretch(1, 1)
        inside = QWidget()
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addLayout(self._rows)
        holder.addStretch()
        panel.box.addWidget(scrolling(inside, theme_now().paper), 1)
        self._open = Button(tr(N_("Open the drawer…")))
        self._open.set_icon("drawer")
        self._open.clicked.connect(self._ask_opening)
        x_slip = Button(tr(N_("Print so far (X)")))
        x_slip.setEnabled(self._day.has_printer)
        x_slip.clicked.connect(self._day.print_x)
        panel.box.addWidget(self._open)
        panel.box.addWidget(x_slip)
        return panel

    def _go_on(self) -> None:
        self.why.setFocus()

    def _show_reasons(self) -> None:
        tr, way = self._tr, self._way.value
        words = REASONS[way]
        for n, button in enumerate(self._usual):
            button.setVisible(n < len(words))
            button.set_words(tr(words[n]) if n < len(words) else "")
        self._go.set_words(tr(N_("Put the cash in") if way == IN else N_("Take the cash out")))

    def _take_reason(self, button: Button) -> None:
        self.why.setText(button.text())

    def _record(self) -> None:
        if self._day.moving is not None:
            return
        self._tell("", is_good=True)
        try:
            amount = parse_rupiah(self.field.text())
        except NotRupiah as error:
            self.refuse(error)
            self.field.setFocus()
            return
        signed = amount if self._way.value == IN else ZERO - amount
        act = self._day.move(signed, self.typed())
        self._approval.do(act, done=self._day.have_moved, failed=self.refuse)

    def _moved(self, till: Till, typed: Typed) -> None:
        """Say what was done, and clear what was typed for it; something else that is typed by now stays."""
        if self.typed() == typed:
            self.field.clear()
            self.why.clear()
        self._tell(say_moved(till, self._tr), is_good=True)
        self.field.setFocus()

    def _ask_opening(self) -> None:
        tr = self._tr
        ReasonSheet(
            self.window(),
            tr,
            tr(N_("Open the drawer without a sale")),
            confirm=tr(N_("Open the drawer")),
            answer=self._open_drawer,
            usual=OPENINGS,
        ).open()

    def _open_drawer(self, reason: str) -> None:
        self._approval.do(self._day.opening(reason), done=self._day.have_opened, failed=self.refuse)

    def _opened(self, done: OpenedDrawer) -> None:
        self._tell(say_opened(done, self._tr), is_good=True)

    def _show_till(self, till: Till | None) -> None:
        """List what was done with the drawer in this till, the latest first."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if till is None:
            return
        tr, theme = self._tr, theme_now()
        done = [(m.at, m.amount.bare(), m.reason, m.cashier) for m in till.moves]
        for of in till.openings:
            both = " + ".join(filter(None, (of.cashier, of.approver)))
            done.append((of.at, tr(N_("opened")), of.reason, both))
        top, right = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignRight
        for n, (at, what, why, who) in enumerate(sorted(done, reverse=True)):
            self._rows.addWidget(label(f"{at:%H.%M}", 16, colour=theme.ink_2), n, 0, top)
            self._rows.addWidget(label(f"{why} ({who})", 16, wraps=True), n, 1)
            self._rows.addWidget(label(what, 16, BOLD, align=right), n, 2, top)
        if not done:
            said = tr(N_("No cash went in or out yet beside the sales."))
            self._rows.addWidget(label(said, 16, colour=theme.ink_2, wraps=True), 0, 0, 1, 3)

    def _tell(self, text: str, *, is_good: bool) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))
        colour_label(self._said, theme_now().good if is_good else theme_now().danger)


def say_moved(till: Till, tr: Translate) -> str:
    """Say what cash went in or out last."""
    move = till.moves[-1]
    said = N_("Recorded: {amount} in.") if move.amount > ZERO else N_("Recorded: {amount} out.")
    return tr(said).format(amount=move.amount if move.amount > ZERO else ZERO - move.amount)


def say_opened(done: OpenedDrawer, tr: Translate) -> str:
    """Say how the drawer opens."""
    return tr(N_("The drawer opens.") if done.has_pulse else N_("Recorded. Open the drawer by its key."))
