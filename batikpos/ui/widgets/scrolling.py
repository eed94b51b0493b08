"""Scrolling by a finger."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QScroller, QWidget

from batikpos.ui.theme import px, theme_now
from batikpos.ui.widgets.words import fill


def scroll_by_finger(area: QAbstractScrollArea) -> None:
    """Let a finger push what an area shows. Call it before there is something in the area.

    The area gets a viewport of ours: to hand out Qt's own, PySide first makes every kind of widget
    there is, on the GUI thread.
    """
    viewport = QWidget()
    area.setViewport(viewport)
    QScroller.grabGesture(viewport, QScroller.ScrollerGestureType.TouchGesture)


def scrolling(part: QWidget, ground: QColor | None = None) -> QScrollArea:
    """Let a part of a page scroll where the window is too low for it."""
    area = _Area()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll_by_finger(area)
    fill(part, ground or theme_now().ground)
    area.setWidget(part)
    return area


def reveal(part: QWidget) -> None:
    """Scroll to a part of what scrolls, once it is laid out."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        QTimer.singleShot(0, above, partial(above.ensureWidgetVisible, part))


class _Area(QScrollArea):
    """Asks for as much height as it takes to scroll nothing; Qt's own asks for some lines."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        part = self.widget()
        if part is None:
            return super().sizeHint()
        width = self.minimumWidth() if self.minimumWidth() == self.maximumWidth() else part.sizeHint().width()
        high = part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
        return QSize(width, max(high, part.minimumSizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Ask again when the part does: Qt's own keeps the height it had."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        part = self.widget()
        return QSize(part.minimumSizeHint().width() if part is not None else 0, px(64))
