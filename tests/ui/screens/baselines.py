"""Whether words side by side stand on one line: the baselines of labels in a row, from the live widgets."""

from collections.abc import Iterator
from itertools import groupby
from typing import cast

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QLayout, QWidget

from batikpos.ui.widgets.words import FittedLabel
from tests.ui.screens.layer import place_of, seen

MOST = 2
"""Pixels that the eye does not see between two baselines: half of each lies in rounding."""


def uneven(layer: QWidget) -> Iterator[str]:
    """Find words in a row of a layout that do not stand on one line with the others of the row."""
    for parent in (layer, *seen(layer, QWidget)):
        layout = parent.layout()
        for row in _rows(layout) if layout is not None else ():
            lines = {label.text(): line for label in row if (line := _baseline(label)) is not None}
            if lines and max(lines.values()) - min(lines.values()) > MOST:
                yield ", ".join(f"“{words}” at {line}" for words, line in lines.items())


def _rows(layout: QLayout) -> Iterator[list[QLabel]]:
    """Yield the labels of each row of a layout, and of those that lie in it."""
    placed: list[tuple[int, QLabel]] = []
    for n in range(layout.count()):
        item = layout.itemAt(n)
        inner = item.layout() if item is not None else None
        if isinstance(inner, QLayout):
            yield from _rows(inner)
        widget = item.widget() if item is not None else None
        if isinstance(widget, QLabel) and (row := _row_of(layout, n)) is not None:
            placed.append((row, widget))
    for _, found in groupby(sorted(placed, key=lambda one: one[0]), key=lambda one: one[0]):
        yield [label for _, label in found]


def _row_of(layout: QLayout, n: int) -> int | None:
    """Say in which row a part lies; None where it lies in more than one, or in a column."""
    if isinstance(layout, QGridLayout):
        at = cast("tuple[int, int, int, int]", layout.getItemPosition(n))  # row, column, rows, columns
        return at[0] if at[2] == 1 else None
    sideways = (QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.RightToLeft)
    return 0 if isinstance(layout, QBoxLayout) and layout.direction() in sideways else None


def _baseline(label: QLabel) -> int | None:
    """Say at which pixel of the window the first line of a label stands; None where no words are seen."""
    if not label.text() or label.visibleRegion().isEmpty():
        return None
    metrics = QFontMetrics(label.fitted()) if isinstance(label, FittedLabel) else label.fontMetrics()
    room = label.contentsRect()
    how = label.alignment().value | (Qt.TextFlag.TextWordWrap.value if label.wordWrap() else 0)
    words: QRect = metrics.boundingRect(room, how, label.text())
    return place_of(label).top() + words.top() + metrics.ascent()
