"""Type on the customer's screen: its sizes go by the monitor, not by the till's text scale."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QLabel

from batikpos.ui.theme import BOLD, LIGHT
from batikpos.ui.widgets.words import colour_label, label

_WIDE, _HIGH = 1366, 768


def unit_of(size: QSize) -> float:
    """Say how large a monitor is beside one of 1366 by 768."""
    return min(size.width() / _WIDE, size.height() / _HIGH)


def sized(size: int, unit: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return Lato in so many pixels of a monitor of 1366 by 768."""
    made = QFont("Lato")
    made.setPixelSize(max(1, round(size * unit)))
    made.setWeight(weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def words(
    unit: float,
    size: int,
    weight: QFont.Weight = BOLD,
    colour: QColor | None = None,
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
) -> QLabel:
    """Make a label for the buyer: dark on light whatever the till wears."""
    made = label("", align=align, wraps=True)
    made.setFont(sized(size, unit, weight))
    colour_label(made, colour or LIGHT.ink)
    return made
