"""The window itself, painted before anything slow is loaded."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from batikpos.ui.booth.topbar import TopBar
from batikpos.ui.theme import BLACK, theme_now
from batikpos.ui.widgets.words import fill, label


class Shell(QMainWindow):
    """A top bar and one page under it; the first page says that it is coming."""

    closing = Signal()

    def __init__(self, said: str) -> None:
        super().__init__()
        self.setWindowTitle("BatikPOS")
        self.resize(1366, 768)
        self.setMinimumSize(1024, 600)
        centre = QWidget()
        fill(centre, theme_now().ground)
        box = QVBoxLayout(centre)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.bar = TopBar()
        self._pages = QStackedWidget()
        box.addWidget(self.bar)
        box.addWidget(self._pages, 1)
        self.setCentralWidget(centre)
        self.say(said)

    def say(self, text: str) -> None:
        """Show nothing but a sentence."""
        self.show_page(
            label(text, 22, BLACK, theme_now().ink_2, align=Qt.AlignmentFlag.AlignHCenter, wraps=True)
        )

    def show_page(self, page: QWidget) -> None:
        """Show another page, and forget the one before."""
        before = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.setFocus()
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Let what was begun come to its end."""
        self.closing.emit()
        super().closeEvent(event)
