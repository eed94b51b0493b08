"""The sheet that asks for the paper slip of a basket."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from batikpos.domain.errors import PosError
from batikpos.domain.sale import PaperSlip
from batikpos.domain.slip import LONGEST_NUMBER, parse_day, write_day
from batikpos.domain.typed import LONGEST
from batikpos.i18n import N_, Translate, language_of
from batikpos.ui.booth.sheets import line_edit
from batikpos.ui.theme import GAP, px, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.numberpad import NumberPad
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import label

REASONS = (N_("Power cut"), N_("Laptop broken"))
"""Why a till cannot be used, mostly."""


class SlipSheet(Sheet):
    """Asks for the number, day and reason of a paper slip; `start` is what stands in the fields at first."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        start: PaperSlip,
        *,
        answer: Callable[[PaperSlip], None],
    ) -> None:
        super().__init__(
            window, tr(N_("Paper slip")), confirm=tr(N_("Done")), leave=tr(N_("Cancel")), width=760
        )
        self._tr, self._answer = tr, answer
        self._language = language_of(tr)
        self._number = line_edit(tr(N_("Number on the slip")))
        self._number.setText(start.number)
        self._number.setMaxLength(LONGEST_NUMBER)
        self._day = line_edit(tr(N_("Date on the slip")))
        self._day.setText(write_day(start.day))
        self._reason = line_edit(tr(N_("Reason")))
        self._reason.setMaxLength(LONGEST)
        self._reason.setText(start.reason)
        sides = QHBoxLayout()
        sides.setSpacing(px(24))
        sides.addLayout(self._fields(), 1)
        pad = NumberPad(tr(N_("Erase")), "/", 52)
        pad.typed.connect(self._type)
        pad.erased.connect(self._erase)
        sides.addWidget(pad, 0, Qt.AlignmentFlag.AlignTop)
        self.add(sides)
        self.confirmed.connect(self._confirmed)

    def open(self) -> None:
        """Open with the number to type."""
        super().open()
        self._number.setFocus()
        self._number.selectAll()

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(px(2))
        for n, field in enumerate((self._number, self._day, self._reason)):
            grid.addWidget(label(field.accessibleName(), 15, colour=theme_now().ink_2), 3 * n, 0)
            field.setPlaceholderText("")  # its name stands over it
            grid.addWidget(field, 3 * n + 1, 0)
            grid.setRowMinimumHeight(3 * n + 2, px(GAP))
        chips = QHBoxLayout()
        chips.setSpacing(px(GAP))
        for word in REASONS:
            chip = Button(self._tr(word), Kind.CHIP)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.clicked.connect(partial(self._reason.setText, self._tr(word)))
            chips.addWidget(chip)
        chips.addStretch()
        grid.addLayout(chips, grid.rowCount(), 0)
        grid.setRowStretch(grid.rowCount(), 1)
        return grid

    def _type(self, text: str) -> None:
        (self._day if self._day.hasFocus() else self._number).insert(text)

    def _erase(self) -> None:
        (self._day if self._day.hasFocus() else self._number).backspace()

    def _confirmed(self) -> None:
        """Hand the slip over; whoever has looked it up closes the sheet, or says here what is wrong."""
        try:
            day = parse_day(self._day.text())
        except PosError as error:
            self.say_fault(error.message(self._language))
            return
        self.say_fault("")
        self.wait(self._tr(N_("The slip is being looked up…")))
        self._answer(PaperSlip(self._number.text(), day, self._reason.text()))

    def take(self, _slip: PaperSlip) -> None:
        """Go: the slip was looked up, and may be entered."""
        self.close_sheet()

    def refuse(self, error: PosError) -> None:
        """Say what is wrong with the slip that was looked up."""
        self.go_on(error.message(self._language))
