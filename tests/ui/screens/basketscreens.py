"""The screens of what is done with a basket besides selling it, and of promotions."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt

from batikpos.domain.money import Rupiah
from batikpos.domain.promotion import Bundle, PercentEach, Promotion, Scope
from batikpos.services.promotions import add_promotions
from batikpos.ui.booth.choicesheet import ChoiceSheet
from batikpos.ui.booth.historypage import HistoryPage
from batikpos.ui.booth.linesheets import LinePriceSheet
from batikpos.ui.booth.notesheet import NoteSheet
from batikpos.ui.booth.opensheet import OpenSheet, StockSheet
from batikpos.ui.booth.parkedsheet import ParkedSheet
from batikpos.ui.booth.promopage import PromoPage
from batikpos.ui.booth.sheets import ApprovalSheet, PriceSheet, QuestionSheet, ReasonSheet
from batikpos.ui.widgets.guide import Guide
from tests.shop import CLOTH, KEYRING, SARI, SHIRT, TUNIC
from tests.ui.booth import BoothWindow
from tests.ui.screens.screen import Screen, fill_basket, press, say

PROMOTIONS = (
    Promotion("Great Sale 20 %", PercentEach(2_000), Scope(skus=(SHIRT, TUNIC))),
    Promotion("3 untuk 25.000", Bundle(3, Rupiah(25_000)), Scope(skus=(KEYRING,))),
)


def _menu(booth: BoothWindow) -> None:
    fill_basket(booth)
    press(booth, "More for this basket")
    booth.wait_for(ChoiceSheet)


def _park(booth: BoothWindow, *skus: str) -> None:
    for sku in skus:
        booth.scan(sku)
    booth.key(Qt.Key.Key_F4)
    booth.wait(lambda: not booth.basket and not booth.register.is_paying)


def _parked(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    _park(booth, SHIRT, TUNIC)
    _park(booth, CLOTH)
    booth.key(Qt.Key.Key_F5)
    booth.wait_for(ParkedSheet)


def _before_close(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    _park(booth, SHIRT, TUNIC)
    press(booth, "Close the till")
    booth.wait_for(ParkedSheet)


def _named(booth: BoothWindow) -> None:
    _parked(booth)
    press(booth, "Name")
    booth.wait_for(NoteSheet)


def _open_goods(booth: BoothWindow) -> None:
    _menu(booth)
    press(booth, "Sell goods without a code")
    booth.wait_for(OpenSheet)
    booth.fill(say(booth, "What is it?"), "Bros kayu ukir")
    booth.fill(say(booth, "Price"), "15000")


def _stock(booth: BoothWindow) -> None:
    _open_goods(booth)
    press(booth, "Take it into the catalogue…")
    booth.wait_for(StockSheet)


def _taken_in(booth: BoothWindow) -> None:
    _stock(booth)
    press(booth, "Take it into the catalogue")
    booth.wait_for(QuestionSheet)


def _note(booth: BoothWindow) -> None:
    fill_basket(booth)
    booth.key(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    booth.wait_for(NoteSheet)


def _discount(booth: BoothWindow) -> None:
    fill_basket(booth)
    press(booth, "Discount")
    booth.wait_for(PriceSheet)


def _promoted(booth: BoothWindow) -> None:
    """Let promotions hold, and sell what they are for beside a line with an agreed price."""
    booth.wait_for_sale_screen()
    add_promotions(booth.desk, PROMOTIONS, now=datetime.now(UTC), approver=SARI)
    booth.register.promotions.look()
    booth.wait(lambda: len(booth.register.promotions.held) == len(PROMOTIONS))
    for sku in (SHIRT, KEYRING, KEYRING, KEYRING, TUNIC, CLOTH):
        booth.scan(sku)
    booth.wait(lambda: len(booth.basket) == 4)
    booth.register.agree(2, Rupiah(300_000))
    booth.register.choose(0)


def _promoted_price(booth: BoothWindow) -> None:
    _promoted(booth)
    booth.key(Qt.Key.Key_F6)
    booth.wait_for(LinePriceSheet)


def _promotions(booth: BoothWindow) -> None:
    _promoted(booth)
    press(booth, "Menu")
    press(booth, "Promotions")
    booth.wait_for(PromoPage)


def _promotion_asked(booth: BoothWindow) -> None:
    _promotions(booth)
    press(booth, "Switch off")
    booth.wait_for(ApprovalSheet)


def _no_promotions(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    press(booth, "Menu")
    press(booth, "Promotions")
    booth.wait_for(PromoPage)


def _guide(booth: BoothWindow) -> None:
    fill_basket(booth)
    booth.key(Qt.Key.Key_F1)
    booth.wait_for(Guide)


def _looked_back(booth: BoothWindow) -> HistoryPage:
    fill_basket(booth)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    booth.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    page = booth.wait_for(HistoryPage)
    booth.wait(lambda: not page._paper.is_empty)
    return page


def _correcting(booth: BoothWindow) -> None:
    _looked_back(booth)
    press(booth, "Correct")
    booth.wait_for(ReasonSheet)
    press(booth, "Wrong item")
    press(booth, "Open its basket")
    booth.wait_for_sale_screen()
    booth.wait(lambda: bool(booth.basket) and booth.register.correctable.is_possible)


def _exchanged(booth: BoothWindow) -> None:
    page = _looked_back(booth)
    press(booth, "Exchange size")
    booth.wait(lambda: booth.sheet is not None)
    booth.button("L").click()
    booth.wait(page._given.isVisible)


BASKET = (
    Screen("basket-menu", _menu),
    Screen("parked", _parked),
    Screen("parked-close", _before_close),
    Screen("parked-name", _named),
    Screen("open-price", _open_goods),
    Screen("open-stock", _stock),
    Screen("open-taken", _taken_in),
    Screen("note", _note),
    Screen("discount", _discount),
    Screen("promoted", _promoted),
    Screen("promoted-price", _promoted_price),
    Screen("promotions", _promotions),
    Screen("approval-promotion", _promotion_asked),
    Screen("promotions-none", _no_promotions),
    Screen("guide", _guide),
    Screen("correcting", _correcting),
    Screen("exchanged", _exchanged),
)
