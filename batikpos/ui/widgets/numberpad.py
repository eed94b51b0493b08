"""A number pad for fingers, and for the number keys of a keyboard."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from batikpos.ui.theme import GAP, TARGET, px
from batikpos.ui.widgets.buttons import Button, Kind

_KEYS = ("7", "8", "9", "4", "5", "6", "1", "2", "3")


class NumberPad(QWidget):
    """Digits, a key of the caller's choice, and one that takes the last digit back.

    Its keys are `height` pixels high at 100 %, and less where the screen is short, down to a finger's
    breadth.
    """

    typed = Signal(str)
    erased = Signal()

    def __init__(self, erase: str, extra: str = "000", height: int = 60) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(GAP))
        for place, key in enumerate((*_KEYS, extra, "0", erase)):
            if not key:
                continue
            button = Button(key, Kind.PAY)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            button.setMinimumHeight(px(min(TARGET, height)))
            button.setMaximumHeight(px(height))
            button.setMinimumWidth(px(84))
            if place == len(_KEYS) + 2:
                button.clicked.connect(self.erased)
            else:
                button.clicked.connect(self._press)
            grid.addWidget(button, place // 3, place % 3)

    def _press(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.typed.emit(sender.text())
