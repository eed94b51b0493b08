"""Scrolling by a finger."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QScroller, QWidget

from batikpos.ui.theme import theme_now
from batikpos.ui.widgets.words import fill


def scroll_by_finger(area: QAbstractScrollArea) -> None:
    """Let a finger push what an area shows. Call it before there is something in the area.

    The area gets a viewport of ours: to hand out Qt's own, PySide first makes every kind of widget
    there is, on the GUI thread.
    """
    viewport = QWidget()
    area.setViewport(viewport)
    QScroller.grabGesture(viewport, QScroller.ScrollerGestureType.TouchGesture)


def scrolling(part: QWidget) -> QScrollArea:
    """Let a part of a page scroll where the window is too low for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll_by_finger(area)
    fill(part, theme_now().ground)
    area.setWidget(part)
    return area
