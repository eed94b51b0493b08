"""What the buyer sees on a monitor of their own, in each of its states."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from batikpos.settings import change_setting
from batikpos.ui.booth.payment import PaymentSheet
from batikpos.ui.customer.page import CustomerPage
from tests.domain.codes import STATIC
from tests.ui.booth import BoothWindow
from tests.ui.screens.screen import Screen, fill_basket


def _page(booth: BoothWindow) -> CustomerPage:
    booth.wait(lambda: booth.flow.customer.page is not None)
    page = booth.flow.customer.page
    assert page is not None
    return page


def _seen(booth: BoothWindow) -> QWidget:
    return _page(booth)


def _idle(booth: BoothWindow) -> None:
    """Show the page on the only monitor there is here, as on a second one."""
    booth.wait_for_sale_screen()
    customer = booth.flow.customer
    customer._place(booth.shell.screen())
    _page(booth)


def _basket(booth: BoothWindow) -> None:
    _idle(booth)
    fill_basket(booth)
    booth.register.agree(0, booth.cart.lines[0].item.floor)


def _code(booth: BoothWindow) -> None:
    _idle(booth)
    booth.flow._take_settings(change_setting(booth.desk.home, "qris", STATIC))
    customer = booth.flow.customer
    customer._place(booth.shell.screen())
    fill_basket(booth)
    booth.key(Qt.Key.Key_F8)
    booth.wait_for(PaymentSheet)
    booth.wait(lambda: bool(_page(booth)._code._modules))


def _sticker(booth: BoothWindow) -> None:
    _basket(booth)
    booth.key(Qt.Key.Key_F8)
    booth.wait_for(PaymentSheet)


def _change(booth: BoothWindow) -> None:
    _basket(booth)
    booth.key(Qt.Key.Key_F10)
    booth.wait_for_sales(1)


def _paid(booth: BoothWindow) -> None:
    _basket(booth)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)


CUSTOMER = (
    Screen("customer-idle", _idle, seen=_seen, is_always_light=True),
    Screen("customer-basket", _basket, seen=_seen, is_always_light=True, is_golden=True),
    Screen("customer-code", _code, seen=_seen, is_always_light=True),
    Screen("customer-sticker", _sticker, seen=_seen, is_always_light=True),
    Screen("customer-change", _change, seen=_seen, is_always_light=True),
    Screen("customer-paid", _paid, seen=_seen, is_always_light=True),
)
