"""The customer's screen: it comes with a second monitor, goes with its cable, and takes no key."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QScreen

from batikpos.domain.fair import Books
from batikpos.ui.register import Register
from batikpos.ui.shell import Shell

if TYPE_CHECKING:  # many a till has one monitor: the page is loaded where there is a second one
    from batikpos.ui.customer.page import CustomerPage


class CustomerScreen(QObject):
    """Keeps one page on whichever monitor the till's own window is not on."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._register: Register | None = None
        self.page: CustomerPage | None = None
        self._is_watching = False
        shell.closing.connect(self._close)

    def serve(self, register: Register) -> None:
        """Show what a register does, from now on."""
        self._register = register
        self._close()
        if not self._is_watching:
            self._watch()
        self.look()

    def look(self) -> None:
        """Show the page where there is a second monitor and it is wanted; else take it away."""
        self._place(self._free_screen())

    def _watch(self) -> None:
        self._is_watching = True
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self.look)
            application.screenRemoved.connect(self._lose)
        if handle := self._shell.windowHandle():
            handle.screenChanged.connect(self.look)

    def _lose(self, gone: QScreen) -> None:
        """Leave a monitor whose cable was pulled, before the system moves the page over the till's window."""
        if self.page is not None and self.page.at is gone:
            self._close()
        self._place(self._free_screen(but=gone))

    def _free_screen(self, but: QScreen | None = None) -> QScreen | None:
        """Find a monitor for the buyer; a practice till has none, whatever it shows could be believed."""
        register = self._register
        if register is None or not register.desk.settings.customer_screen:
            return None
        if register.desk.books is Books.TRAINING:
            return None
        taken = {self._shell.screen(), but}
        return next((screen for screen in QGuiApplication.screens() if screen not in taken), None)

    def _place(self, screen: QScreen | None) -> None:
        if self.page is not None and self.page.at is not screen:
            self._close()
        if screen is not None and self._register is not None and self.page is None:
            from batikpos.ui.customer.page import CustomerPage  # noqa: PLC0415 - see above

            had_keyboard = self._shell.isActiveWindow()
            self.page = CustomerPage(self._register, screen)
            self.page.setWindowState(Qt.WindowState.WindowFullScreen)
            self.page.show()  # showFullScreen would ask for the keyboard
            if had_keyboard:  # there are systems that give it to every new window
                self._shell.activateWindow()

    def _close(self) -> None:
        if self.page is not None:
            self.page.hide()
            self.page.deleteLater()
            self.page = None
