"""A booth on a machine with two monitors, played in a process of its own; what was seen comes out as JSON."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from batikpos.domain.cart import Cart
from batikpos.domain.catalogue import Item
from batikpos.domain.money import Rupiah
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.opening import open_booth
from batikpos.services.orders import take_order
from batikpos.services.returns import void_sale
from batikpos.settings import Settings, change_setting, load_settings
from batikpos.store.orders import find_order
from batikpos.ui.booth.flow import BoothFlow
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.orderspage import OrdersPage
from batikpos.ui.booth.payment import PaymentSheet
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.customer.bill import thanks_for
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
        self.wait(lambda: self.flow._register is not None and self.flow._register._stock.is_counted)

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
    play_put_right(scene, seen)
    play_after(scene, seen)
    play_order(scene, seen, item)

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


def play_put_right(scene: Scene, seen: dict[str, Any]) -> None:
    """Put goods right for as much money, and for less."""
    assert scene.page is not None
    done = scene.register.papers.last.done
    for name, back in (("exchanged", 0), ("put_right", 7_000)):
        later = replace(done.kept.sale, change=Rupiah(0), follows=done.kept.sale.number)
        kept = replace(done.kept, sale=later)
        changed = replace(done, kept=kept, also_back=Rupiah(back))
        scene.register.shown_thanks = thanks_for(changed)
        scene.page._show_done(changed)
        seen[name] = scene.read()
    seen["total"] = str(done.kept.sale.total)


def play_after(scene: Scene, seen: dict[str, Any]) -> None:
    """Void what was sold, and sell again before the cashier signs out: the next buyer sees neither."""
    number = scene.register.papers.last.done.kept.sale.number
    now, desk = datetime.now(UTC), scene.register.desk
    scene.register.show_done(void_sale(desk, number, "salah", cashier="Rini", now=now))
    seen["voided"] = scene.read()
    scene.scan(desk.catalogue.items[0].sku)
    scene.wait(lambda: bool(scene.register.cart.lines))
    scene.register.pay((Tender(TenderKind.CASH, scene.register.cart.net),))
    scene.wait(lambda: any("Terima kasih" in said for said in scene.read()))
    person = scene.register.cashier
    scene.flow._change_cashier()
    seen["signed_out"] = scene.read()
    scene.flow._signed_in(person)
    scene.wait(lambda: isinstance(scene.flow._page, SalePage))


def play_order(scene: Scene, seen: dict[str, Any], item: Item) -> None:
    """Hand an order over by QRIS, while goods of somebody else come into the basket."""
    now, desk = datetime.now(UTC), scene.register.desk
    cart = Cart(uuid4()).add(item)
    asked = {"customer": "Bu Ani", "due": desk.fair.local(now).date(), "cashier": "Rini", "now": now}
    taken = take_order(desk, cart, (Tender(TenderKind.CASH, Rupiah(5_000)),), **asked)
    scene.flow.places.open(Place.ORDERS)
    scene.wait(lambda: isinstance(scene.flow._page, OrdersPage))
    page = scene.flow._page
    assert isinstance(page, OrdersPage)
    with desk.store.reading() as tx:
        kept = find_order(tx, taken.order.number)
    page.pick_up_asked.emit(kept)
    scene.wait(lambda: bool(scene.shell.findChildren(PaymentSheet)))
    (sheet,) = scene.shell.findChildren(PaymentSheet)
    seen["bill"] = scene.read()
    seen["bill_line"] = scene.page is not None and scene.page._lines.accessibleName() == item.title("id")
    sheet._choose(TenderKind.QRIS)
    scene.register.add(desk.catalogue.items[0])
    scene.wait(lambda: "Pindai untuk membayar" in scene.read())
    seen["bill_qris"] = scene.read()
    seen["rest"] = str(item.price - Rupiah(5_000))
    sheet.confirm()
    scene.wait(lambda: any("Terima kasih" in said for said in scene.read()))
    seen["bill_thanks"] = scene.read()
    scene.register.clear()
    scene.flow.stage.left.emit()
    scene.wait(lambda: isinstance(scene.flow._page, SalePage))


if __name__ == "__main__":
    told = play(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    sys.stdout.write(json.dumps(told) + "\n")
