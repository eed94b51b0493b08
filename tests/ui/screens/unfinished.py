"""The screens of what is not finished: money that was taken, goods that wait, what nobody saw come."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from batikpos.domain import whys
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Unit
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.returns import void_sale
from batikpos.store.engine import StoreUnavailable
from batikpos.ui import paying
from batikpos.ui.booth.historypage import HistoryPage
from batikpos.ui.booth.payment import PaymentSheet
from batikpos.ui.booth.returnsheet import ReturnSheet
from batikpos.ui.booth.sheets import ApprovalSheet, QuestionSheet
from tests.shop import KEYRING, RINI, SHIRT, TUNIC
from tests.ui.booth import BoothWindow
from tests.ui.screens.screen import Screen, fill_basket, press

PART = Tender(TenderKind.QRIS, Rupiah(200_000))


def _taken(booth: BoothWindow) -> None:
    fill_basket(booth)
    booth.register.take_money((PART,))


def _closing(booth: BoothWindow) -> None:
    _taken(booth)
    booth.key(Qt.Key.Key_F8)
    booth.wait_for(PaymentSheet)
    booth.shell.close()


def _not_sold(booth: BoothWindow) -> None:
    def fail(*_args: object, **_how: object) -> None:
        raise StoreUnavailable("store.db", whys.IN_USE)

    booth.wait_for_sale_screen()
    booth.scan(SHIRT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paying, "complete_sale", fail)
        with booth.busy_store():
            booth.register.pay_key(0)
            booth.scan(KEYRING)
            booth.scan(TUNIC)
        booth.wait(lambda: bool(booth.register.incoming.waiting))


def _sold_by_qris(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    booth.scan(SHIRT)
    booth.register.pay((Tender(TenderKind.QRIS, booth.cart.net),))
    booth.wait_for_sales(1)
    booth.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    page = booth.wait_for(HistoryPage)
    booth.wait(lambda: not page._paper.is_empty)


def _unseen(booth: BoothWindow) -> None:
    _sold_by_qris(booth)
    press(booth, "Return…")
    booth.wait_for(ReturnSheet)


def _unseen_void(booth: BoothWindow) -> None:
    _sold_by_qris(booth)
    press(booth, "Void")
    booth.wait(lambda: booth.sheet is not None)


def _voided_meanwhile(booth: BoothWindow) -> None:
    _sold_by_qris(booth)
    press(booth, "Correct")
    press(booth, "Wrong item")
    press(booth, "Open its basket")
    booth.wait_for_sale_screen()
    booth.wait(lambda: bool(booth.basket))
    parked = booth.cart.sale_id
    booth.register.park()
    booth.wait(lambda: not booth.basket)
    number = booth.sales()[0].sale.number
    void_sale(booth.desk, number, "batal", cashier=RINI, now=datetime.now(UTC))
    booth.register.recall(parked)
    booth.wait(lambda: booth.register.correctable.fault is not None)


def _corrected_unseen(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    booth.scan(SHIRT)
    booth.scan(KEYRING)
    booth.register.pay((Tender(TenderKind.QRIS, booth.cart.net),))
    booth.wait_for_sales(1)
    booth.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    page = booth.wait_for(HistoryPage)
    booth.wait(lambda: not page._paper.is_empty)
    press(booth, "Correct")
    press(booth, "Wrong item")
    press(booth, "Open its basket")
    booth.wait_for_sale_screen()
    booth.wait(lambda: bool(booth.basket) and booth.register.correctable.is_possible)
    booth.register.remove(1)


def _correction_paid(booth: BoothWindow) -> None:
    _corrected_unseen(booth)
    booth.scan(TUNIC)
    booth.wait(lambda: len(booth.basket) > 1)
    press(booth, "Other payment…")
    booth.wait_for(PaymentSheet)


def _half_corrected(booth: BoothWindow) -> None:
    _sold_by_qris(booth)
    press(booth, "Correct")
    press(booth, "Wrong item")
    press(booth, "Open its basket")
    booth.wait_for_sale_screen()
    booth.wait(lambda: bool(booth.basket))
    booth.register.clear()
    press(booth, "Close the till")
    booth.wait(lambda: booth.sheet is not None)


def _free(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    booth.scan(KEYRING)
    booth.register.agree(0, Rupiah(0))
    obstacle = booth.register.obstacle()
    assert obstacle is not None
    booth.register.agreed_by("Sari", obstacle.asks)
    booth.register.pay_key(0)
    booth.wait_for_sales(1)


def _short(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    for place, item in enumerate(booth.items(lambda item: item.unit is Unit.PIECE)[:8]):
        booth.scan(item.barcode)
        booth.register.set_size(place, item.stock + 1)
    booth.key(Qt.Key.Key_F8)
    booth.wait_for(QuestionSheet)


def _agreed_to_other(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    booth.scan(SHIRT)
    booth.register.agree(0, Rupiah(300_000))
    obstacle = booth.register.obstacle()
    assert obstacle is not None
    booth.register.agreed_by("Sari", obstacle.asks)
    desk = booth.register.desk
    booth.register.take_settings(desk.with_settings(replace(desk.settings, discount_limit=5)))
    booth.key(Qt.Key.Key_F9)
    booth.wait_for(ApprovalSheet)


UNFINISHED = (
    Screen("taken", _taken),
    Screen("taken-close", _closing),
    Screen("not-sold", _not_sold),
    Screen("return-unseen", _unseen),
    Screen("void-unseen", _unseen_void),
    Screen("correcting-voided", _voided_meanwhile),
    Screen("correcting-unseen", _corrected_unseen),
    Screen("correcting-payment", _correction_paid),
    Screen("correcting-close", _half_corrected),
    Screen("given-free", _free),
    Screen("short", _short),
    Screen("approval-changed", _agreed_to_other),
)
