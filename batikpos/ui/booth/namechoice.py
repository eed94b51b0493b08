"""Choosing who it is: names in two columns, that scroll where they are many."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from batikpos.ui.theme import GAP, px, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.scrolling import scrolling

ACROSS = 2
BETWEEN = 4
"""Pixels between two rows: a chip is drawn lower than the finger's room it has."""

MOST_ROWS = 4
"""As many rows of names stand there at once; more of them scroll."""


class NameChoice(QWidget):
    """Offers names, the first of them chosen, on a `width` of so many pixels.

    What lies beside or under them is never pushed away: each has the column's width, with an icon where
    that leaves room for all names, and one that is longer is shortened. `chosen` says that one was tapped.
    """

    chosen = Signal()

    def __init__(self, names: Sequence[str], width: int, icon: str = "") -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(GAP))
        grid.setVerticalSpacing(px(BETWEEN))
        each = (width - (ACROSS - 1) * px(GAP)) // ACROSS
        chips = [Button(name, Kind.CHIP) for name in names]
        for n, chip in enumerate(chips):
            chip.setCheckable(True)
            chip.setChecked(n == 0)
            chip.setMinimumWidth(min(px(60), each))
            chip.set_icon(icon)
            chip.clicked.connect(self.chosen)
            self._group.addButton(chip)
            grid.addWidget(chip, n // ACROSS, n % ACROSS)
        if any(chip.sizeHint().width() > each for chip in chips):
            for chip in chips:
                chip.set_icon("")
        for column in range(ACROSS):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, px(60))
        self._row = chips[0].sizeHint().height() if chips else 0
        further = max(0, min(-(-len(chips) // ACROSS), MOST_ROWS) - 1)
        self._full = self._row + further * (self._row + px(BETWEEN))
        self._area = scrolling(inside, theme_now().paper)
        self._area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._area.setFixedHeight(self._full)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._area)

    @property
    def name(self) -> str:
        """Say who is chosen; "" where there is nobody."""
        chip = self._group.checkedButton()
        return "" if chip is None else chip.text()

    @property
    def further_rows(self) -> int:
        """Say how many pixels the rows under the first one take."""
        return self._full - self._row

    def give_way(self, over: int) -> None:
        """Be lower by so many pixels, or higher where they are less than none; a row stays."""
        self._area.setFixedHeight(max(self._row, min(self._full, self._area.height() - over)))
