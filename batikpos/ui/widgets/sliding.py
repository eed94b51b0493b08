"""A row wider than its place: pushed by finger, wheel or the arrow at its end, never wrapped or cut."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QScrollBar, QSizePolicy, QWidget

from batikpos.ui.theme import GAP, TARGET, px, tall
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.scrolling import scroll_by_finger

BACK, ON = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"


class SlidingRow(QWidget):
    """Shows those parts of a row that fit whole; an arrow goes on to the next, and at the end back again."""

    def __init__(self, arrow_name: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._area = _Area()
        self._area.resized.connect(self._show_whole)
        self._bar.valueChanged.connect(self._show_whole)
        self._arrow = Button(ON)
        self._arrow.setAccessibleName(arrow_name)
        self._arrow.setFixedSize(tall(TARGET), tall(TARGET))
        self._arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._arrow.hide()
        self._arrow.clicked.connect(self._go_on)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(GAP))
        box.addWidget(self._area, 1)
        box.addWidget(self._arrow)

    @property
    def _bar(self) -> QScrollBar:
        """Ask for it each time: the area may have put another in its place."""
        return self._area.horizontalScrollBar()

    def show_row(self, row: QWidget) -> None:
        """Show another row, from its beginning."""
        self._area.setWidget(row)
        self._area.setFixedHeight(row.sizeHint().height())
        self._bar.setValue(0)
        row.show()
        for part in self._parts():
            part.installEventFilter(self)
        self._show_whole()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Bring into sight what the keyboard comes to."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._area.ensureWidgetVisible(watched, 0, 0)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show what fits now."""
        super().resizeEvent(event)
        self._show_whole()

    def _parts(self) -> list[QWidget]:
        row = self._area.widget()
        parts = row.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly) if row else []
        return [part for part in parts if isinstance(part, QWidget)]

    def _go_on(self) -> None:
        """Begin with the first part that is not shown whole; behind the last one begin anew."""
        if self._bar.value() >= self._bar.maximum():
            self._bar.setValue(0)
            return
        end = self._bar.value() + self._area.viewport().width()
        first = next((p.x() for p in self._parts() if p.geometry().right() >= end), self._bar.maximum())
        self._bar.setValue(first)

    def _show_whole(self) -> None:
        """Hide what would be cut at either edge, and the arrow where all is shown."""
        row = self._area.widget()
        if row is None:
            return
        self._arrow.setVisible(row.sizeHint().width() > self.width())
        is_end = 0 < self._bar.maximum() <= self._bar.value()
        self._arrow.setText(BACK if is_end else ON)
        seen = QRect(self._bar.value(), 0, self._area.viewport().width(), row.height())
        whole = QRegion()
        for part in self._parts():
            if seen.contains(part.geometry()):
                whole += part.geometry()
        if whole.isEmpty():  # one part is wider than the place
            row.clearMask()
        else:
            row.setMask(whole)


class _Area(QScrollArea):
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        scroll_by_finger(self)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Say that there is more room, or less."""
        super().resizeEvent(event)
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Push sideways, whichever way the wheel turns."""
        turned = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (turned.x() or turned.y()))
        event.accept()
