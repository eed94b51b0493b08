"""Words on screen: labels in the theme's sizes and colours."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from batikpos.ui.theme import font, theme_now


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


def fill(of: QWidget, colour: QColor) -> None:
    """Give a widget a ground of its own."""
    palette = of.palette()
    palette.setColor(QPalette.ColorRole.Window, colour)
    of.setPalette(palette)
    of.setAutoFillBackground(True)


def rule() -> QFrame:
    """Make a hairline."""
    made = QFrame()
    made.setFixedHeight(1)
    fill(made, theme_now().line)
    return made
