"""The page of the stand's QRIS sticker: scan it, see whose it is, keep it by a supervisor's PIN."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from batikpos.domain.errors import PosError
from batikpos.domain.money import Rupiah
from batikpos.domain.qris import QrisCode, Reading, load_stand_code, read_code
from batikpos.domain.right import AllNeeded
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.sticker import Sticker
from batikpos.ui.booth.sheets import ApprovalSheet, line_edit
from batikpos.ui.standcode import CodeChange, Modules, StandCode
from batikpos.ui.theme import BLACK, BOLD, GAP, MARGIN, px, tall, theme_now
from batikpos.ui.widgets.buttons import PAY, Button, Kind
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.codepicture import CodePicture
from batikpos.ui.widgets.panel import Panel
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.words import colour_label, label

SIDE, LEAST = 320, 180
"""Pixels of the code at any text scale, and where the window is low: a phone reads it, no eye."""

TRIAL = Rupiah(1_000)
"""What a code with an amount in it is tried with, before buyers get to see one."""


class StickerPage(QWidget):
    """Left the sticker that was just read, or how to read one; right the code that is set."""

    left = Signal()

    def __init__(self, code: StandCode, tr: Translate) -> None:
        super().__init__()
        self._code, self._tr = code, tr
        self._language = language_of(tr)
        self._read: QrisCode | None = None
        self._shown = ""
        self._sheet: ApprovalSheet | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(2 * MARGIN), px(MARGIN), px(2 * MARGIN), px(MARGIN))
        outer.setSpacing(px(GAP))
        head = self._head = QHBoxLayout()
        head.addWidget(label(tr(N_("QRIS sticker")), 28, BLACK))
        head.addStretch()
        back = Button(tr(N_("Back to selling")))
        back.clicked.connect(self.left)
        head.addWidget(back)
        outer.addLayout(head)
        sides = QHBoxLayout()
        sides.setSpacing(px(3 * MARGIN))
        asking = QWidget()
        self._ask_in(asking)
        sides.addWidget(scrolling(asking), 1)
        self._beside = self._own()
        sides.addLayout(self._beside)
        outer.addLayout(sides, 1)
        self.setFocusProxy(self.field)
        code.changed.connect(self._changed)
        code.refused.connect(self._refused)
        code.drawn.connect(self._show_modules)
        self._show_own()

    def scan(self, typed: str) -> None:
        """Read a sticker; while the PIN is asked for, that comes first."""
        if self._sheet is not None:
            QApplication.beep()
            return
        reading = read_code(typed)
        if reading.faults:
            self._say(reading.faults[0].message(self._language), is_good=False)
            self._propose(None)
            return
        try:
            read = load_stand_code(typed)
        except PosError as error:
            self._say(error.message(self._language), is_good=False)
            self._propose(None)
            return
        self.field.clear()
        if self._code.code is not None and self._code.compare(typed) is Sticker.OURS:
            self._say(self._tr(N_("✓ This sticker is the stand's own.")), is_good=True)
            self._propose(None)
        else:
            self._say("", is_good=True)
            self._propose(read, reading)

    def typed(self) -> tuple[str]:
        """Say which code was typed, and not read yet."""
        return (self.field.text(),)

    def type_again(self, code: str) -> None:
        """Go on with what was typed."""
        self.field.setText(code)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show the code whole: one that is cut cannot be scanned."""
        super().resizeEvent(event)
        self._fit_code()

    def _fit_code(self) -> None:
        used = self._beside.sizeHint().height() - self._picture.sizeHint().height()
        room = self.height() - self._head.sizeHint().height() - 2 * px(MARGIN) - px(GAP) - used
        self._picture.fit(max(LEAST, min(SIDE, room)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _ask_in(self, part: QWidget) -> None:
        """Lay out how a sticker is read, what was read, and whether amounts go into the code."""
        tr = self._tr
        side = QVBoxLayout(part)
        side.setContentsMargins(0, 0, px(GAP), 0)
        side.setSpacing(px(10))
        said = N_("Scan the stand's QRIS sticker, or paste what its code says here.")
        side.addWidget(label(tr(said), 16, colour=theme_now().ink_2, wraps=True))
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        self.field = line_edit(tr(N_("What the code says")), size=16)
        self.field.returnPressed.connect(self._scan_typed)
        read = Button(tr(N_("Read it")))
        read.setFixedHeight(self.field.minimumHeight())
        read.clicked.connect(self._scan_typed)
        row.addWidget(self.field, 1)
        row.addWidget(read)
        side.addLayout(row)
        self._said = label("", 17, BOLD, wraps=True)
        self._said.hide()
        side.addWidget(self._said)
        side.addWidget(self._proposal())
        side.addStretch()
        side.addWidget(self._amounts())

    def _proposal(self) -> QWidget:
        """Lay out whose sticker was read, and the question."""
        tr, theme = self._tr, theme_now()
        self._card = Panel()
        box = self._card.box
        self._merchant = label("", 28, BLACK, wraps=True)
        self._facts = label("", 18, wraps=True)
        self._remarks = label("", 16, colour=theme.danger, wraps=True)
        box.addWidget(label(tr(N_("Money paid with this code goes to")), 16, colour=theme.ink_2))
        for part in (self._merchant, self._facts, self._remarks):
            box.addWidget(part)
        box.addSpacing(px(GAP))
        box.addWidget(label(tr(N_("Is it really yours?")), 20, BOLD))
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        no, yes = Button(tr(N_("No"))), Button(tr(N_("Yes, keep it…")), Kind.PRIMARY)
        no.clicked.connect(self._reject)
        yes.clicked.connect(self._ask_pin)
        for button in (no, yes):
            button.setFixedHeight(tall(PAY))
        row.addWidget(no)
        row.addWidget(yes, 1)
        box.addLayout(row)
        self._card.hide()
        return self._card

    def _amounts(self) -> QWidget:
        """Lay out whether the amount goes into the code, and how to try it."""
        tr = self._tr
        part = QWidget()
        box = QVBoxLayout(part)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        row.addWidget(label(tr(N_("Put the amount into the code")), 17, BOLD))
        self._switch = ChipRow([(tr(N_("No")), "no"), (tr(N_("Yes")), "yes")])
        self._switch.chosen.connect(self._ask_switch)
        row.addWidget(self._switch, 1)
        box.addLayout(row)
        said = N_(
            "Only after a trial payment, and after asking whoever issued the QRIS. Else buyers type it."
        )
        box.addWidget(label(tr(said), 15, colour=theme_now().ink_2, wraps=True))
        self._trial = Button(tr(N_("Show a trial of {amount}")).format(amount=TRIAL))
        self._trial.setCheckable(True)
        self._trial.toggled.connect(self._show_picture)
        box.addWidget(self._trial, 0, Qt.AlignmentFlag.AlignLeft)
        self._switching = part
        return part

    def _own(self) -> QVBoxLayout:
        tr = self._tr
        side = QVBoxLayout()
        side.setSpacing(px(6))
        self._picture = CodePicture(SIDE, tr(N_("The stand's QRIS code")))
        side.addWidget(label(tr(N_("The stand's QRIS code")), 16, colour=theme_now().ink_2))
        side.addWidget(self._picture)
        self._own_merchant = label("", 20, BOLD, wraps=True)
        self._own_facts = label("", 16, colour=theme_now().ink_2, wraps=True)
        for part in (self._own_merchant, self._own_facts):
            part.setFixedWidth(SIDE)
            side.addWidget(part)
        side.addStretch()
        return side

    def _show_own(self) -> None:
        tr, code = self._tr, self._code.code
        self._picture.setVisible(code is not None)
        self._switching.setVisible(code is not None)
        self._switch.choose("yes" if self._code.holds_amounts else "no")
        if code is None:
            self._own_merchant.setText(tr(N_("No code is set yet")))
            said = N_("Until then buyers scan the sticker on the table, and you look at the merchant's app.")
            self._own_facts.setText(tr(said))
            return
        self._own_merchant.setText(code.merchant)
        self._own_facts.setText(describe_code(code, tr))
        self._show_picture()

    def _show_picture(self) -> None:
        code = self._code.code
        if code is not None:
            trial = self._code.trial(TRIAL)
            self._trial.setEnabled(trial is not None)
            self._shown = (trial if trial is not None and self._trial.isChecked() else code).payload
            self._code.draw(self._shown)

    def _show_modules(self, payload: str, modules: Modules) -> None:
        if payload == self._shown:
            self._picture.show_modules(modules)
            self._fit_code()

    def _scan_typed(self) -> None:
        self.scan(self.field.text())

    def _propose(self, read: QrisCode | None, reading: Reading | None = None) -> None:
        self._read = read
        self._card.setVisible(read is not None)
        if read is not None and reading is not None:
            self._merchant.setText(read.merchant or "\N{EN DASH}")
            self._facts.setText(describe_code(read, self._tr))
            remarks = [self._tr(remark.text) for remark in reading.remarks]
            if self._code.code is not None:
                remarks.insert(0, self._tr(N_("It is another one than the code that is set.")))
            self._remarks.setText("\n".join(remarks))
            self._remarks.setVisible(bool(remarks))

    def _reject(self) -> None:
        self._propose(None)
        said = N_("Take the sticker off the table, and call the organizer: its money goes to somebody else.")
        self._say(self._tr(said), is_good=False)

    def _ask_pin(self) -> None:
        if self._read is not None:
            why = self._tr(N_("Buyers will pay {merchant} from now on.")).format(merchant=self._read.merchant)
            self._ask(why, self._code.keep(self._read.payload))

    def _ask_switch(self, value: str) -> None:
        if (value == "yes") == self._code.holds_amounts:
            return
        self._switch.choose("yes" if self._code.holds_amounts else "no")
        why = N_("The code that buyers scan will hold the amount.")
        if value == "no":
            why = N_("Buyers will type the amount themselves.")
        self._ask(self._tr(why), self._code.put_amounts_in(value))

    def _ask(self, why: str, what: CodeChange) -> None:
        """Ask for the PIN, with what comes of it and what is changed, from what to what."""
        approve = partial(self._code.change, what)
        said = f"{why}\n{what.say(self._tr)}"
        self._sheet = ApprovalSheet(self.window(), self._tr, said, self._code.approvers, approve=approve)
        self._sheet.closed.connect(self._asked)
        self._sheet.open()

    def _asked(self) -> None:
        self._sheet = None
        self.setFocus()

    def _changed(self) -> None:
        if self._sheet is not None:
            self._sheet.close_sheet()
        self._propose(None)
        self._trial.setChecked(False)
        self._say(self._tr(N_("✓ Kept.")), is_good=True)
        self._show_own()

    def _refused(self, error: PosError) -> None:
        if self._sheet is not None and isinstance(error, AllNeeded):
            self._sheet.close_sheet()  # something else is set by now: what stands on it is so no longer
        if self._sheet is not None:
            self._sheet.refuse(error)
        else:
            self._say(error.message(self._language), is_good=False)

    def _say(self, text: str, *, is_good: bool) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))
        colour_label(self._said, theme_now().good if is_good else theme_now().danger)


def describe_code(code: QrisCode, tr: Translate) -> str:
    """Say a code's number and city, as they stand under an official sign."""
    nmid = f"NMID {code.nmid}" if code.nmid else tr(N_("no NMID"))
    return f"{nmid} · {code.city}" if code.city else nmid
