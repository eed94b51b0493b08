"""What of the window can be touched now: the sheet where one is open, else the bar and the page."""

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractItemView, QScrollBar, QWidget

from batikpos.ui.widgets.guide import Guide
from batikpos.ui.widgets.sheet import Sheet

W = TypeVar("W", bound=QWidget)


def layer_of(window: QWidget) -> QWidget:
    """Return the help or the sheet that covers the window, or the window."""
    if guides := [guide for guide in window.findChildren(Guide) if guide.isVisible()]:
        return guides[-1]
    sheets = [sheet for sheet in window.findChildren(Sheet) if sheet.isVisible()]
    return sheets[-1] if sheets else window


def seen(layer: QWidget, kind: type[W]) -> Iterator[W]:
    """Yield the widgets of a kind that can be seen, even a little; scroll bars are no concern of hands."""
    for widget in layer.findChildren(kind):
        is_of_a_bar = isinstance(widget, QScrollBar) or isinstance(widget.parentWidget(), QScrollBar)
        if widget.isVisible() and not is_of_a_bar and not widget.visibleRegion().isEmpty():
            yield widget


def place_of(widget: QWidget) -> QRect:
    """Say where a widget lies in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def seen_place_of(widget: QWidget) -> QRect:
    """Say where the part of a widget lies that is not scrolled away."""
    part = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(widget.window(), part.topLeft()), part.size())


def cards_of(view: QAbstractItemView) -> Iterator[tuple[str, QRect]]:
    """Yield the words and the place of each whole card of a list that can be seen."""
    corner = view.viewport().mapTo(view.window(), QPoint(0, 0))
    for row in range(view.model().rowCount()):
        index = view.model().index(row, 0)
        place = view.visualRect(index)
        if place.isEmpty() or not view.viewport().rect().contains(place):
            if place.top() > view.viewport().height():
                break
            continue
        yield str(index.data() or ""), place.translated(corner)
