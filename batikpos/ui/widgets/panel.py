"""A panel: a piece of paper with round corners on a page's ground."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from batikpos.ui.theme import MARGIN, RADIUS, px, theme_now


class Panel(QFrame):
    """Holds parts one under the other, in `box`."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(px(MARGIN), px(MARGIN), px(MARGIN), px(MARGIN))
        self.box.setSpacing(px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the paper and its edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme_now().line)
        painter.setBrush(theme_now().paper)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), px(RADIUS + 4), px(RADIUS + 4))
        painter.end()


def in_the_middle(part: QWidget) -> QWidget:
    """Keep a part that grows to a width and no further in the middle of the page."""
    middle = QWidget()
    row = QHBoxLayout()
    row.addStretch()
    row.addWidget(part, 1000)
    row.addStretch()
    column = QVBoxLayout(middle)
    column.setContentsMargins(0, 0, 0, 0)
    column.addStretch()
    column.addLayout(row)
    column.addStretch()
    return middle
