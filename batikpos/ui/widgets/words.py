"""Words on screen: labels in the theme's sizes and colours."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from batikpos.ui.theme import SMALLEST, font, theme_now


def label(
    text: str = "",
    size: int = 16,
    weight: QFont.Weight = QFont.Weight.Normal,
    colour: QColor | None = None,
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    wraps: bool = False,
) -> QLabel:
    """Make a label."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(font(size, weight))
    made.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
    made.setWordWrap(wraps)
    colour_label(made, colour or theme_now().ink)
    return made


def colour_label(of: QWidget, colour: QColor) -> None:
    """Change the colour of a label's words."""
    palette = of.palette()
    palette.setColor(QPalette.ColorRole.WindowText, colour)
    palette.setColor(QPalette.ColorRole.Text, colour)
    of.setPalette(palette)


def say_in(of: QLabel, text: str, colour: QColor) -> None:
    """Say something in a label that is there only while it says anything."""
    of.setText(text)
    colour_label(of, colour)
    of.setVisible(bool(text))


def fill(of: QWidget, colour: QColor) -> None:
    """Give a widget a ground of its own."""
    palette = of.palette()
    palette.setColor(QPalette.ColorRole.Window, colour)
    of.setPalette(palette)
    of.setAutoFillBackground(True)


def stand_beside(large: QLabel, *smaller: QLabel) -> None:
    """Let words stand on the line of larger ones in the same row, where all lie in its middle."""

    def below_middle(of: QLabel) -> float:
        return of.fontMetrics().ascent() - of.fontMetrics().height() / 2

    for of in smaller:
        at = of.contentsMargins()
        at.setTop(round(2 * (below_middle(large) - below_middle(of))))
        of.setContentsMargins(at)


def rule() -> QFrame:
    """Make a hairline."""
    made = QFrame()
    made.setFixedHeight(1)
    fill(made, theme_now().line)
    return made


class ElidedLabel(QLabel):
    """One line that gives way: what has no room is left off at its end, and told by the tool tip."""

    def __init__(
        self, size: int = 16, weight: QFont.Weight = QFont.Weight.Normal, colour: QColor | None = None
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(size, weight))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        colour_label(self, colour or theme_now().ink)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw as much as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip("" if shown == self.text() else self.text())
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


class FittedLabel(QLabel):
    """One line, at the right, that is set smaller where it has too little room: a sum is never cut."""

    def __init__(
        self, size: int, weight: QFont.Weight = QFont.Weight.Normal, colour: QColor | None = None
    ) -> None:
        super().__init__()
        self._size, self._weight = size, weight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        colour_label(self, colour or theme_now().ink)
        self.set_size(size)

    def set_size(self, size: int) -> None:
        """Change the size it has where there is room."""
        self._size = size
        self.setFont(font(size, self._weight))
        self.setFixedHeight(self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it as large as it fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.setFont(self.fitted())
        painter.drawText(self.rect(), self.alignment(), self.text())
        painter.end()

    def fitted(self) -> QFont:
        """Return the largest font that its words fit in."""
        size = self._size
        while size > SMALLEST and self._width(size) > self.width():
            size -= 1
        return font(size, self._weight)

    def _width(self, size: int) -> int:
        return QFontMetrics(font(size, self._weight)).horizontalAdvance(self.text())
