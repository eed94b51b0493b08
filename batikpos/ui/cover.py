"""The cover: what the window shows before anything else is loaded.

Made of palettes, fonts and labels only: the first pen, brush or alignment makes every enumeration of
the namespace `Qt`, which takes longer than this whole window.
"""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from batikpos.ui.theme import BLACK, MARGIN, font, margins, px, tall, theme_now

BAR = 60
"""Height of the bar at the top of every page, in pixels at 100 %."""


class Cover(QWidget):
    """The bar with the name, and one sentence in the middle under it."""

    painted = Signal()

    def __init__(self, said: str) -> None:
        super().__init__()
        self._line: QWidget | None = None
        self._was_painted = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.painted)
        theme = theme_now()
        bar = self._bar = QWidget()
        bar.setFixedHeight(tall(BAR))
        palette = bar.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.bar)
        bar.setPalette(palette)
        bar.setAutoFillBackground(True)
        name = QHBoxLayout(bar)
        name.setContentsMargins(margins(60, 0, 16, 5))
        name.addWidget(_label("BatikPOS", font(22, BLACK), theme.on_bar))
        name.addStretch()
        self._said = _label(said, font(22, BLACK), theme.ink_2)
        middle = self._middle = QHBoxLayout()
        middle.setContentsMargins(margins(MARGIN, 0, MARGIN, 0))
        middle.addStretch()
        middle.addWidget(self._said)
        middle.addStretch()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(bar)
        box.addLayout(middle, 1)

    def say(self, text: str) -> None:
        """Say another sentence, as long as it may be."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 - slow, as said above

        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setText(text)
        self._said.setWordWrap(True)
        self._said.setFixedWidth(min(px(700), self.width() - px(120)))

    def put(self, page: QWidget) -> None:
        """Show a page under the bar, in place of the sentence."""
        self._said.hide()
        self._adorn()
        self._middle.insertWidget(1, page)
        page.setFocus()

    def _adorn(self) -> None:
        """Give the bar its flower and its line, once they hold up nothing."""
        from batikpos.ui.widgets.ornament import Flower, ParangLine  # noqa: PLC0415 - slow, as said above

        bar = self._bar
        for old in bar.findChildren(QWidget, "ornament"):
            old.deleteLater()
        flower, line = Flower(), ParangLine()
        flower.move(tall(MARGIN), (bar.height() - tall(5) - flower.height()) // 2)
        self._line = line
        self._stretch_line()
        for part in (flower, line):
            part.setObjectName("ornament")
            part.setParent(bar)
            part.show()

    def _stretch_line(self) -> None:
        if self._line is not None:
            self._line.setGeometry(0, self._bar.height() - px(6), self.width(), px(5))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the line go from edge to edge."""
        super().resizeEvent(event)
        self._stretch_line()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Say once, when it is on the screen, that it is."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self._soon.start()


def _label(text: str, of: QFont, colour: QColor) -> QLabel:
    made = QLabel(text)
    made.setFont(of)
    palette = made.palette()
    palette.setColor(QPalette.ColorRole.WindowText, colour)
    made.setPalette(palette)
    return made
