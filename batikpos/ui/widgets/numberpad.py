"""A number pad for fingers, and for the number keys of a keyboard."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from batikpos.ui.theme import GAP, is_cramped, px, tall
from batikpos.ui.widgets.buttons import Button, Kind

_KEYS = ("7", "8", "9", "4", "5", "6", "1", "2", "3")


class NumberPad(QWidget):
    """Digits, a key of the caller's choice, and one that takes the last digit back.

    Its keys are `height` pixels high at 100 %, or where there is little room as high as a finger is broad.
    """

    typed = Signal(str)
    erased = Signal()

    def __init__(self, erase: str, extra: str = "000", height: int = 60) -> None:
        super().__init__()
        self._height = height
        self._buttons: list[Button] = []
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(GAP))
        for place, key in enumerate((*_KEYS, extra, "0", erase)):
            if not key:
                continue
            button = Button(key, Kind.KEY)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(tall(84))
            self._buttons.append(button)
            if place == len(_KEYS) + 2:
                button.set_icon("erase")
                button.setAccessibleName(erase)
                button.set_brief(True)
                button.clicked.connect(self.erased)
            else:
                button.clicked.connect(self._press)
            grid.addWidget(button, place // 3, place % 3)
        self.set_low(is_low=False)

    def set_low(self, *, is_low: bool) -> None:
        """Take little room, or all that it likes."""
        self._grid.setVerticalSpacing(GAP // 2 if is_cramped(self) else px(GAP))
        for button in self._buttons:
            button.setFixedHeight(button.least_height if is_low else tall(self._height))

    def _press(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.typed.emit(sender.text())
