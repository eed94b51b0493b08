"""A row of choices of which one holds."""

from collections.abc import Container, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from batikpos.ui.theme import GAP, px
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.wrapping import WrappingLayout


class ChipRow(QWidget):
    """Offers (words, value) pairs; `chosen` carries the value.

    Choices that do not fit are left out, the first stay; a row that `is_wrapped` goes on under itself
    instead, and its choices are reached by the keyboard too.
    """

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], *, is_wrapped: bool = False) -> None:
        super().__init__()
        self._is_wrapped = is_wrapped
        self._group = QButtonGroup(self)
        self._values: dict[Button, str] = {}
        row: QHBoxLayout | WrappingLayout
        if is_wrapped:
            row = WrappingLayout(px(GAP))
        else:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            row = QHBoxLayout()
            row.setSpacing(px(GAP))
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)
        for n, (words, value) in enumerate(choices):
            chip = Button(words, Kind.CHIP)
            chip.setCheckable(True)
            chip.setChecked(n == 0)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_wrapped else Qt.FocusPolicy.NoFocus)
            chip.clicked.connect(partial(self.chosen.emit, value))
            self._group.addButton(chip)
            self._values[chip] = value
            row.addWidget(chip)
        if isinstance(row, QHBoxLayout):
            row.addStretch()

    @property
    def value(self) -> str:
        """Say which choice holds; "" where none does."""
        return next((value for chip, value in self._values.items() if chip.isChecked()), "")

    def choose(self, value: str) -> None:
        """Show another choice as the one that holds, without a signal; where there is no such, none."""
        self._group.setExclusive(False)
        for chip, its in self._values.items():
            chip.setChecked(its == value)
            if self._is_wrapped:  # Qt lets the keyboard reach the one that was checked first
                chip.setFocusPolicy(Qt.FocusPolicy.TabFocus if its == value else Qt.FocusPolicy.NoFocus)
        self._group.setExclusive(True)

    def offer(self, values: Container[str]) -> None:
        """Show the choices of these values, and the one that holds; the others are not there now."""
        for chip, its in self._values.items():
            chip.setVisible(its in values or chip.isChecked())

    def focus(self) -> None:
        """Put the keyboard on the choice that holds."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as many as fit."""
        used = 0
        for chip in () if self._is_wrapped else self._group.buttons():
            used += chip.sizeHint().width() + px(GAP)
            chip.setVisible(used - px(GAP) <= self.width())
        super().resizeEvent(event)
