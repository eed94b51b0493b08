"""A booth on a machine with two monitors, played in a process of its own; what was seen comes out as JSON."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from batikpos.domain.money import Rupiah
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.opening import open_booth
from batikpos.settings import Settings, change_setting, load_settings
from batikpos.ui.booth.flow import BoothFlow
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.customer.page import CustomerPage
from batikpos.ui.shell import Shell
from batikpos.ui.tasks import Tasks
from batikpos.ui.theme import apply_theme

PATIENCE = 20


class Scene:
    """The booth's window on the first monitor, and whatever the second shows."""

    def __init__(self, home: Path) -> None:
        self.application = QApplication([])
        apply_theme(self.application, "dark")
        self.shell = Shell("")
        self.tasks = Tasks(self.shell)
        self.shell.closing.connect(self.tasks.close)
        self.shell.show()
        self.shell.activateWindow()
        opened = open_booth(home, load_settings(home).language, cashier="Rini", pin="1234")
        self.flow = BoothFlow(self.shell, opened, self.tasks)
        self.now = 1_000
        self.flow.scanner._clock = lambda: self.now
        self.wait(self.shell.isActiveWindow)  # as the window is when a start has come so far
        self.flow.begin()
        self.wait(lambda: self.flow._register is not None and bool(self.flow._register.left))

    @property
    def page(self) -> CustomerPage | None:
        """Return what the buyer sees."""
        return self.flow.customer.page

    @property
    def register(self) -> Any:
        """Return who holds the basket."""
        return self.flow._register

    def wait(self, until: Callable[[], bool]) -> None:
        """Let things happen until something holds."""
        end = time.monotonic() + PATIENCE
        while not until():
            if time.monotonic() > end:
                raise TimeoutError
            self.application.processEvents()
            self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            time.sleep(0.005)

    def scan(self, code: str) -> None:
        """Scan at the till."""
        for letter in code:
            self.now += 5
            QTest.keyClick(self.shell.windowHandle(), letter)  # type: ignore[call-overload]
        self.now += 5
        QTest.keyClick(self.shell.windowHandle(), Qt.Key.Key_Return)

    def read(self) -> list[str]:
        """Read what stands on the buyer's screen."""
        if self.page is None:
            return []
        return [at.text() for at in self.page.findChildren(QLabel) if at.isVisible() and at.text()]

    def has_keyboard(self) -> bool:
        """Say whether keys go to the till."""
        return QGuiApplication.focusWindow() is self.shell.windowHandle()


def play(home: Path, picture: Path | None) -> dict[str, Any]:
    """Sell a piece by QRIS and one in cash before a buyer, pull the cable, plug it in again."""
    scene = Scene(home)
    first, second = QGuiApplication.screens()
    seen: dict[str, Any] = {}
    scene.wait(lambda: scene.page is not None and scene.page.isVisible())
    assert scene.page is not None
    seen["at"] = scene.page.geometry().getRect()
    seen["flags"] = bool(scene.page.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus)
    seen["idle"] = scene.read()
    item = next(i for i in scene.register.desk.catalogue.items if i.stock > 2 and i.barcode)
    scene.scan(item.barcode)
    scene.wait(lambda: bool(scene.register.cart.lines))
    scene.wait(lambda: str(item.price) in scene.read())
    seen["keyboard"] = scene.has_keyboard()
    scene.register.agree(0, item.price - Rupiah(5_000))
    seen["basket"] = scene.read()
    seen["line"] = scene.page._lines.accessibleName() == item.title("id")
    sale_page = scene.flow._page
    assert isinstance(sale_page, SalePage)
    sale_page.asking.ask_payment(TenderKind.QRIS)
    scene.wait(lambda: bool(scene.page and scene.page._code._modules))
    seen["paying"] = scene.read()
    if picture is not None:
        scene.page.grab().save(str(picture))
    assert sale_page.asking.sheet is not None
    sale_page.asking.sheet.leave()
    seen["left"] = scene.read()
    scene.register.pay((Tender(TenderKind.CASH, item.price),))
    scene.wait(lambda: scene.register.papers.last is not None)
    seen["thanks"] = scene.read()
    seen["keyboard_after"] = scene.has_keyboard()

    gone = second if scene.page.at is second else first
    scene.application.screenRemoved.emit(gone)
    seen["unplugged"] = scene.page is None
    scene.scan(item.barcode)
    scene.wait(lambda: bool(scene.register.cart.lines))
    scene.application.screenAdded.emit(gone)
    scene.wait(lambda: scene.page is not None and scene.page.isVisible())
    seen["again"] = str(item.price) in scene.read()
    take: Callable[[Settings], None] = scene.flow._take_settings
    take(change_setting(home, "customer_screen", "no"))
    seen["switched_off"] = scene.page is None
    take(change_setting(home, "customer_screen", "yes"))
    scene.wait(lambda: scene.page is not None)
    scene.shell.close()
    seen["closed"] = scene.page is None
    return seen


if __name__ == "__main__":
    told = play(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    sys.stdout.write(json.dumps(told) + "\n")
