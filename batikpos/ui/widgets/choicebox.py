"""One of many, chosen from a list that opens under it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox

from batikpos.ui.theme import TARGET, font, px, tall, theme_now


class ChoiceBox(QComboBox):
    """Offers (words, value) pairs; the first holds."""

    def __init__(self, choices: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self.setFont(font(17))
        self.setMinimumHeight(tall(TARGET))
        self.setAccessibleName(name)
        for words, value in choices:
            self.addItem(words, value)

    @property
    def value(self) -> str:
        """Say which choice holds; "" where there is none."""
        return str(self.currentData() or "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it, with an arrow that says that there is more."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme_now().ink_2, px(2)))
        x, y, side = self.width() - px(24), self.height() / 2, px(6)
        painter.drawPolyline(
            [QPointF(x - side, y - side / 2), QPointF(x, y + side / 2), QPointF(x + side, y - side / 2)]
        )
        painter.end()
