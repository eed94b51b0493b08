"""The window itself, painted before anything slow is loaded."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from batikpos.ui.cover import Cover
from batikpos.ui.theme import dress


class Shell(QWidget):
    """A cover at first; then a bar, and one page under it."""

    closing = Signal()

    def __init__(self, said: str) -> None:
        super().__init__()
        self.setWindowTitle("BatikPOS")
        dress(self)
        self.resize(1366, 768)
        self.setMinimumSize(1024, 520)
        self.keepers: dict[str, Callable[[], bool]] = {}
        """Asked before the window closes, by what they look after: who says yes asks about it, or waits."""
        self.cover = Cover(said)
        self.pages = QStackedWidget()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self.cover)
        self._keeps_taps = False
        self.cover.painted.connect(self._keep_taps)

    def open_under(self, bar: QWidget) -> None:
        """Put a bar at the top in place of the cover or the bar before, and room for pages under it."""
        self.open_whole(bar)
        self._box.addWidget(self.pages, 1)

    def open_whole(self, part: QWidget) -> None:
        """Put something in the place of the cover, or of what was put there before."""
        self._keep_taps()
        before = self._box.takeAt(0)
        if before is not None and (widget := before.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        self._box.insertWidget(0, part)

    def show_page(self, page: QWidget) -> None:
        """Show another page, and forget the one before."""
        before = self.pages.currentWidget()
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.setFocus()
        if before is not None:
            self.pages.removeWidget(before)
            before.deleteLater()

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What stands in the window, the bar and the pages; sheets lie over that."""
        items = (self._box.itemAt(n) for n in range(self._box.count()))
        return tuple(part for item in items if (part := item.widget() if item is not None else None))

    def come_forward(self) -> None:
        """Come before all other windows, and up again from the task bar."""
        if self.isMinimized():
            self.showMaximized()
        self.raise_()
        self.activateWindow()

    def wear_icon(self) -> None:
        """Wear the icon of the theme, for the system's bar."""
        from batikpos.ui.widgets.ornament import flower_icon  # noqa: PLC0415 - not before the first page

        self.setWindowIcon(flower_icon())

    def event(self, event: QEvent) -> bool:
        """Keep the interpreter for all of an event: a paint comes back to Python hundreds of times.

        Entered from Qt each time, it would wait each time for a lane that is reckoning.
        """
        return super().event(event)

    def _keep_taps(self) -> None:
        """Look at quick taps from the first paint on: on the cover there is nothing to tap."""
        if not self._keeps_taps:
            from batikpos.ui.taps import Taps  # noqa: PLC0415 - it makes all of `Qt`, see the cover

            self._keeps_taps = True
            Taps(self)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Let what was begun come to its end; where something would be lost, it is asked about first."""
        if any(keeps_open() for keeps_open in self.keepers.values()):
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)
