"""A row of choices of which one holds; those that do not fit are left out, the first stay."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from batikpos.ui.theme import GAP, px
from batikpos.ui.widgets.buttons import Button, Kind


class ChipRow(QWidget):
    """Offers (words, value) pairs; `chosen` carries the value."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._values: dict[Button, str] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(GAP))
        for n, (words, value) in enumerate(choices):
            chip = Button(words, Kind.CHIP)
            chip.setCheckable(True)
            chip.setChecked(n == 0)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.clicked.connect(partial(self.chosen.emit, value))
            self._group.addButton(chip)
            self._values[chip] = value
            row.addWidget(chip)
        row.addStretch()

    def choose(self, value: str) -> None:
        """Show another choice as the one that holds, without a signal; where there is no such, none."""
        self._group.setExclusive(False)
        for chip, its in self._values.items():
            chip.setChecked(its == value)
        self._group.setExclusive(True)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as many as fit."""
        used = 0
        for chip in self._group.buttons():
            used += chip.sizeHint().width() + px(GAP)
            chip.setVisible(used - px(GAP) <= self.width())
        super().resizeEvent(event)
