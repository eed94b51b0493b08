"""Scrolling by a finger."""

from PySide6.QtWidgets import QAbstractScrollArea, QScroller, QWidget


def scroll_by_finger(area: QAbstractScrollArea) -> None:
    """Let a finger push what an area shows. Call it before there is something in the area.

    The area gets a viewport of ours: to hand out Qt's own, PySide first makes every kind of widget
    there is, on the GUI thread.
    """
    viewport = QWidget()
    area.setViewport(viewport)
    QScroller.grabGesture(viewport, QScroller.ScrollerGestureType.TouchGesture)
