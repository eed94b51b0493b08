"""The screens of the window by name: what a hand does to come to each."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from batikpos.domain.cart import CartLine, PercentOff
from batikpos.domain.money import Rupiah
from batikpos.domain.outlook import Difference, Outlook
from batikpos.domain.right import Act, Rules
from batikpos.domain.tender import Tender, TenderKind
from batikpos.printing.worked import Worked
from batikpos.services.desk import Desk
from batikpos.services.drawer import open_drawer
from batikpos.services.orders import take_order
from batikpos.services.papers import QueueLook
from batikpos.services.till import move_cash
from batikpos.settings import change_setting
from batikpos.ui.booth.centredesk import CentreSheet
from batikpos.ui.booth.checkpage import CheckPage
from batikpos.ui.booth.closing import ClosedPage
from batikpos.ui.booth.counting import CountedPage, CountPage
from batikpos.ui.booth.exchangesheet import ExchangeSheet
from batikpos.ui.booth.historypage import HistoryPage
from batikpos.ui.booth.menu import MenuPage
from batikpos.ui.booth.ordersheet import OrderSheet
from batikpos.ui.booth.orderspage import OrdersPage
from batikpos.ui.booth.payment import PaymentSheet
from batikpos.ui.booth.printerpage import PrinterPage
from batikpos.ui.booth.promopage import PromoPage
from batikpos.ui.booth.promosheet import PromoSheet
from batikpos.ui.booth.returnsheet import ReturnSheet
from batikpos.ui.booth.rulespart import RulesSheet
from batikpos.ui.booth.settingspage import SettingsPage
from batikpos.ui.booth.sheets import (
    ApprovalSheet,
    KeysSheet,
    NumberSheet,
    PriceSheet,
    QuestionSheet,
    ReasonSheet,
)
from batikpos.ui.booth.signin import OpenTillPage, SignInPage
from batikpos.ui.booth.sizes import SizePanel
from batikpos.ui.booth.slipsheet import SlipSheet
from batikpos.ui.booth.stickerpage import StickerPage
from batikpos.ui.booth.stockpage import StockPage
from batikpos.ui.widgets.codepicture import CodePicture
from batikpos.ui.widgets.guide import Guide
from tests.domain.codes import STATIC, Made
from tests.shop import CLOTH, KEYRING, MANY, RINI, SHIRT, basket, item
from tests.ui.booth import BoothWindow
from tests.ui.screens.basketscreens import BASKET
from tests.ui.screens.beginning import BEGINNING
from tests.ui.screens.customer import CUSTOMER
from tests.ui.screens.organizer import ORGANIZER
from tests.ui.screens.screen import Screen, fill_basket, press, say, type_slowly
from tests.ui.screens.still import MOMENT
from tests.ui.screens.unfinished import UNFINISHED


def _nothing(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()


def _sign_in(booth: BoothWindow) -> None:
    booth.wait_for(SignInPage)


def _open_till(booth: BoothWindow) -> None:
    booth.wait_for(OpenTillPage)


def _full(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    fill_basket(booth)


def _sold(booth: BoothWindow) -> None:
    _full(booth)
    booth.key(Qt.Key.Key_F10)
    booth.wait_for_sales(1)
    booth.wait(lambda: booth.register.papers.last is not None)


def _sizes(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    booth.tap_card(item(SHIRT))
    booth.wait(lambda: booth.page(SizePanel) is not None)


def _history(booth: BoothWindow) -> None:
    _sold(booth)
    _menu(booth)
    press(booth, "History")
    page = booth.wait_for(HistoryPage)
    booth.wait(lambda: not page._paper.is_empty)


def _history_empty(booth: BoothWindow) -> None:
    _menu(booth)
    press(booth, "History")
    booth.wait_for(HistoryPage)


def _returned(booth: BoothWindow) -> None:
    _history(booth)
    press(booth, "Return…")
    booth.wait_for(ReturnSheet)


def _exchanged(booth: BoothWindow) -> None:
    _history(booth)
    press(booth, "Exchange size")
    booth.wait_for(ExchangeSheet)


def _given_back(booth: BoothWindow) -> None:
    _history(booth)
    press(booth, "Void")
    press(booth, "Wrong item")
    press(booth, "Void the sale")
    booth.wait(booth.wait_for(HistoryPage)._given.isVisible)


def _ordering(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    booth.register.add(item(SHIRT))
    booth.wait(lambda: bool(booth.basket))
    booth.sale_page.order_asked.emit()
    booth.wait_for(OrderSheet)


def _orders(booth: BoothWindow) -> None:
    _ordering(booth)
    booth.fill(say(booth, "Customer"), "Ibu Sri, Sanggar Tari Sukowati")
    booth.fill(say(booth, "Phone (optional)"), "0812 3456 7890")
    press(booth, "To the payment")
    booth.wait_for(PaymentSheet)
    press(booth, "Paid")
    booth.wait(lambda: not booth.basket)
    _menu(booth)
    press(booth, "Orders")
    page = booth.wait_for(OrdersPage)
    booth.wait(lambda: not page._paper.is_empty)


def _order_cancelled(booth: BoothWindow) -> None:
    _orders(booth)
    press(booth, "Cancel the order")
    booth.wait_for(ReasonSheet)


def _settings(booth: BoothWindow) -> None:
    _menu(booth)
    press(booth, "Settings")
    booth.wait_for(SettingsPage)


def _rules(booth: BoothWindow) -> None:
    _settings(booth)
    booth.press(say(booth, "Change the rules…"))
    booth.wait_for(RulesSheet)


def _fair_file_part(booth: BoothWindow) -> None:
    """Show the end of the settings, with two files found on a stick."""
    _settings(booth)
    booth.flow.places.rooms.renewing.found.emit((Path("USB/A03.batikfair"), Path("USB/lama/A03-1.batikfair")))
    page = booth.wait_for(SettingsPage)
    page._area.ensureWidgetVisible(booth.button(say(booth, "Change the rules…")))


def _fair_file(booth: BoothWindow) -> None:
    """Ask whether a booth's first fair file is taken in, that changes everything."""
    _fair_file_part(booth)
    outlook = Outlook(
        made_at=MOMENT,
        fingerprint="7C1A-09F3-55E2-D0B8",
        is_first=True,
        changed=("rules", "rounding", "centre", "people", "promotions", "goods"),
        people=Difference(("Ani",), ("Budi Santoso",), ("Rini",)),
        promotions=Difference(("Obral hari terakhir", "Beli dua"), ("Diskon pembukaan",)),
        goods=Difference(("T-1", "T-2"), ("T-9",), ("T-3",)),
        items=214,
        priced=37,
        rules=Rules(frozenset({Act.VOID, Act.REFUND}), 2_000),
        rounding=500,
        central="postgresql://a03@10.0.0.2:5432/pameran?sslmode=require",
    )
    booth.flow.places.rooms.renewing._ask((None, outlook))
    booth.wait_for(QuestionSheet)


def _promotions(booth: BoothWindow) -> None:
    _menu(booth)
    press(booth, "Promotions")
    booth.wait_for(PromoPage)


def _new_promotion(booth: BoothWindow) -> None:
    _promotions(booth)
    press(booth, "New promotion…")
    booth.wait_for(PromoSheet)
    press(booth, "A kind")


def _stock(booth: BoothWindow) -> None:
    _menu(booth)
    press(booth, "Stock")
    page = booth.wait_for(StockPage)
    for code in (SHIRT, KEYRING, KEYRING):
        booth.scan(code)
    page._stock.set_size(item(CLOTH), 17_500)
    booth.fill(say(booth, "Find goods"), "kemeja")


def _stock_counted(booth: BoothWindow) -> None:
    _stock(booth)
    press(booth, "Write it down")
    press(booth, "Counted")
    booth.scan(SHIRT)
    press(booth, "Everything was counted")
    press(booth, "Write it down")
    booth.wait_for_words(say(booth, "counted today at {time}").partition("{")[0])


def _count_reminded(booth: BoothWindow) -> None:
    """Count the drawer where goods were taken to the booth, and nobody counted them."""
    _stock(booth)
    press(booth, "Write it down")
    press(booth, "Back")
    press(booth, "Close the till")
    page = booth.wait_for(CountPage)
    booth.wait(page._uncounted.isVisible)


def _sticker(booth: BoothWindow) -> None:
    _menu(booth)
    press(booth, "QRIS sticker")
    booth.wait_for(StickerPage)


def _with_code(booth: BoothWindow) -> None:
    """Let the stand have a code of its own."""
    booth.wait_for_sale_screen()
    booth.flow._take_settings(change_setting(booth.desk.home, "qris", STATIC))


def _sticker_read(booth: BoothWindow) -> None:
    _with_code(booth)
    _sticker(booth)
    booth.scan(Made(merchant="BATIK TETANGGA SRAGEN", nmid="ID1099000000099").payload)
    booth.wait_for_words("BATIK TETANGGA SRAGEN")


def _check(booth: BoothWindow) -> None:
    _full(booth)
    booth.register.pay((Tender(TenderKind.QRIS, booth.cart.net),))
    booth.wait_for_sales(1)
    shirt, now = item(SHIRT), MOMENT
    down, due = (Tender(TenderKind.QRIS, Rupiah(100_000), "4821"),), now.date() + timedelta(days=30)
    order = basket(CartLine(shirt, shirt.quantity(1)))
    take_order(booth.desk, order, down, customer="Bu Tejo", due=due, cashier=RINI, now=now)
    _menu(booth)
    press(booth, "Check QRIS and transfers")
    page = booth.wait_for(CheckPage)
    booth.wait(lambda: bool(page._rows_of))


def _qris_sold(booth: BoothWindow) -> None:
    _full(booth)
    booth.press("QRIS  (F8)")
    press(booth, "Paid")
    booth.wait_for_words(say(booth, "I saw it come in"))


def _unchecked(booth: BoothWindow) -> None:
    _qris_sold(booth)
    _menu(booth)
    press(booth, "History")
    page = booth.wait_for(HistoryPage)
    booth.wait(lambda: not page._paper.is_empty)


def _signs(booth: BoothWindow) -> None:
    _full(booth)
    booth.register.set_size(0, 500)
    booth.register.discount_line(0, PercentOff(9_000))


def _slip_entered(booth: BoothWindow) -> None:
    """Have a basket that comes from a paper slip."""
    _slip(booth)
    booth.fill(say(booth, "Number on the slip"), "17")
    press(booth, "Power cut")
    press(booth, "Done")


def _not_printed(booth: BoothWindow) -> None:
    """Have a nota of which nobody knows whether it came out."""
    _full(booth)
    booth.register.papers.queue_changed.emit(Worked(), QueueLook(1, 0, "A03-20261211-0001"))


def _change(booth: BoothWindow) -> None:
    _full(booth)
    press(booth, "Other payment…")
    press(booth, "Cash")
    booth.fill(say(booth, "Amount"), "14500000")


def _change_asked(booth: BoothWindow) -> None:
    _change(booth)
    press(booth, "Paid")


def _scan_waits(booth: BoothWindow) -> None:
    _full(booth)
    booth.press("QRIS  (F8)")
    booth.scan(KEYRING)


def _scan_elsewhere(booth: BoothWindow) -> None:
    _menu(booth)
    booth.scan(KEYRING)


def _missing(booth: BoothWindow) -> None:
    _check(booth)
    press(booth, "I saw it come in")
    press(booth, "Not there yet")
    booth.wait_for_words(say(booth, "Looked for at {time}, not there").partition("{")[0])


def _searched(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    booth.fill(say(booth, "Find goods"), "kemeja")
    view = booth.shell.findChild(QListView)
    booth.wait(lambda: view is not None and view.model().rowCount() < len(booth.desk.catalogue.items))


def _listed(booth: BoothWindow) -> None:
    _full(booth)
    press(booth, "List")


def _not_found(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    booth.fill(say(booth, "Find goods"), "tas rotan")
    booth.wait_for_words("tas rotan")


def _unknown(booth: BoothWindow) -> None:
    _full(booth)
    booth.scan("8991234567890")


def _metres(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    booth.scan(CLOTH)
    booth.key(Qt.Key.Key_Asterisk)
    booth.wait_for(NumberSheet)


def _price(booth: BoothWindow) -> None:
    _full(booth)
    booth.key(Qt.Key.Key_F6)
    booth.wait_for(PriceSheet)


def _qris(booth: BoothWindow) -> None:
    _full(booth)
    booth.key(Qt.Key.Key_F8)
    booth.wait_for(PaymentSheet)


def _code(booth: BoothWindow) -> None:
    _with_code(booth)
    _qris(booth)
    picture = booth.shell.findChild(CodePicture)
    booth.wait(lambda: picture is not None and bool(picture._modules))


def _mixed(booth: BoothWindow) -> None:
    _full(booth)
    press(booth, "Other payment…")
    booth.wait_for(PaymentSheet)
    booth.fill(say(booth, "Amount"), "250000")
    press(booth, "Add another payment")


def _slip(booth: BoothWindow) -> None:
    _full(booth)
    press(booth, "Other payment…")
    booth.wait_for(PaymentSheet)
    press(booth, "Paper slip…")
    booth.wait_for(SlipSheet)


def _approval(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    booth.scan(SHIRT)
    booth.key(Qt.Key.Key_F6)
    booth.wait_for(PriceSheet)
    type_slowly(booth, "300000")
    booth.key(Qt.Key.Key_Return)
    booth.wait(lambda: booth.sheet is None)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for(ApprovalSheet)


def _peopled(booth: BoothWindow) -> Desk:
    """Have as many people at the booth as a large stand has."""
    desk = booth.flow.stage.desk
    cashier, second = desk.people
    return replace(desk, people=(cashier, *(replace(second, name=name) for name in MANY)))


def _sign_in_many(booth: BoothWindow) -> None:
    _sign_in(booth)
    booth.flow.stage.desk = _peopled(booth)
    booth.flow._show_sign_in()
    _sign_in(booth)


def _approval_many(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    booth.register.take_settings(_peopled(booth))
    _approval(booth)


def _void(booth: BoothWindow) -> None:
    _sold(booth)
    press(booth, "Void")
    booth.wait_for(ReasonSheet)


def _keys(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    booth.key(Qt.Key.Key_F1)
    booth.wait_for(Guide)
    booth.key(Qt.Key.Key_F1)
    booth.wait_for(KeysSheet)


def _buyer(booth: BoothWindow) -> None:
    _sold(booth)
    press(booth, "For the buyer")
    booth.wait(lambda: booth.sheet is not None)


def _menu(booth: BoothWindow) -> None:
    booth.wait_for_sale_screen()
    press(booth, "Menu")
    booth.wait_for(MenuPage)


def _printer(booth: BoothWindow) -> None:
    _menu(booth)
    press(booth, "Printer")
    booth.wait_for(PrinterPage)


def _nota(booth: BoothWindow) -> None:
    _printer(booth)
    press(booth, "What the nota says")


def _count(booth: BoothWindow) -> None:
    _sold(booth)
    press(booth, "Close the till")
    booth.wait_for(CountPage)
    for note, pieces in (("100.000", "9"), ("50.000", "4"), ("10.000", "12")):
        booth.fill(note, pieces)


def _counted(booth: BoothWindow) -> None:
    _count(booth)
    press(booth, "Confirm the count")
    booth.wait_for(CountedPage)


def _closed(booth: BoothWindow) -> None:
    _counted(booth)
    press(booth, "Close the till")
    booth.wait_for(ClosedPage)


def _closed_full(booth: BoothWindow) -> None:
    """Close a day that had everything: each way of paying, orders, cash in and out, an opened drawer."""
    now, due = MOMENT, MOMENT.date() + timedelta(days=30)
    kinds = (TenderKind.CASH, TenderKind.QRIS, TenderKind.CARD, TenderKind.TRANSFER)
    down = tuple(Tender(kind, Rupiah(60_000), "") for kind in kinds)
    shirt = item(SHIRT)
    order = basket(CartLine(shirt, shirt.quantity(1)))
    take_order(booth.desk, order, down, customer="Bu Tejo", due=due, cashier=RINI, now=now)
    for amount, reason in ((200_000, "Tambah uang kecil"), (-50_000, "Makan siang")):
        move_cash(booth.desk, Rupiah(amount), reason, cashier=RINI, now=now)
    open_drawer(booth.desk, "Tukar uang", cashier=RINI, now=now, approver="Sari")
    _closed(booth)


def _closed_alone(booth: BoothWindow) -> None:
    """Close a day that has no centre, and save it to a stick."""
    booth.wait_for_sale_screen()
    booth.flow._take_settings(change_setting(booth.desk.home, "central", ""))
    _closed(booth)


def _centre(booth: BoothWindow) -> None:
    _settings(booth)
    booth.press(say(booth, "Another centre…"))
    booth.wait_for(CentreSheet)


def _cash(booth: BoothWindow) -> None:
    move_cash(booth.desk, Rupiah(200_000), "Tambah uang kecil", cashier="Rini", now=MOMENT)
    why = "Makan siang tiga orang di kantin sebelah"
    move_cash(booth.desk, Rupiah(-50_000), why, cashier="Rini", now=MOMENT)
    open_drawer(booth.desk, "Tukar uang", cashier="Rini", now=MOMENT, approver="Sari")
    press(booth, "Menu")
    press(booth, "Cash in and out")
    booth.wait_for_words("Tukar uang (Rini + Sari)")


def _drawer(booth: BoothWindow) -> None:
    _cash(booth)
    press(booth, "Open the drawer…")


def _float(booth: BoothWindow) -> None:
    _open_till(booth)
    press(booth, "By notes…")
    booth.fill("100.000", "3")
    booth.fill("20.000", "10")


SCREENS = (
    Screen("sign-in", _sign_in, signed_in=False, is_golden=True),
    Screen("sign-in-many", _sign_in_many, signed_in=False),
    Screen("open-till", _open_till, till=False, is_golden=True),
    Screen("sale-empty", _nothing, is_golden=True),
    Screen("sale-full", _full, is_golden=True),
    Screen("sale-pictures", _full, has_pictures=True),
    Screen("sale-sold", _sold),
    Screen("sale-qris", _qris_sold),
    Screen("sale-signs", _signs),
    Screen("sale-slip", _slip_entered),
    Screen("sale-printer", _not_printed),
    Screen("sale-searched", _searched),
    Screen("sale-list", _listed),
    Screen("sale-not-found", _not_found),
    Screen("sale-unknown", _unknown),
    Screen("practice", _full, is_practice=True, is_golden=True),
    Screen("sizes", _sizes, is_golden=True),
    Screen("metres", _metres),
    Screen("price", _price),
    Screen("payment-qris", _qris, is_golden=True),
    Screen("payment-code", _code),
    Screen("payment-mixed", _mixed),
    Screen("payment-change", _change),
    Screen("payment-change-asked", _change_asked),
    Screen("payment-scan", _scan_waits),
    Screen("slip", _slip),
    Screen("approval", _approval, is_golden=True),
    Screen("approval-many", _approval_many),
    Screen("void", _void),
    Screen("buyer", _buyer),
    Screen("keys", _keys),
    Screen("menu", _menu),
    Screen("menu-scan", _scan_elsewhere),
    Screen("history", _history, is_golden=True),
    Screen("history-unchecked", _unchecked),
    Screen("history-empty", _history_empty),
    Screen("return", _returned),
    Screen("exchange", _exchanged),
    Screen("given-back", _given_back),
    Screen("ordering", _ordering),
    Screen("orders", _orders),
    Screen("order-cancel", _order_cancelled),
    Screen("printer", _printer, is_golden=True),
    Screen("nota", _nota),
    Screen("sticker", _sticker),
    Screen("sticker-read", _sticker_read),
    Screen("check", _check),
    Screen("check-missing", _missing),
    Screen("settings", _settings, is_golden=True),
    Screen("count", _count, is_golden=True),
    Screen("count-reminded", _count_reminded),
    Screen("counted", _counted),
    Screen("cash", _cash),
    Screen("drawer", _drawer),
    Screen("float", _float, till=False),
    Screen("closed", _closed, is_golden=True),
    Screen("closed-full", _closed_full),
    Screen("closed-alone", _closed_alone),
    Screen("centre", _centre),
    Screen("rules", _rules),
    Screen("fair-file-part", _fair_file_part),
    Screen("fair-file", _fair_file),
    Screen("stock", _stock),
    Screen("stock-counted", _stock_counted),
    Screen("promotions", _promotions),
    Screen("promotion-new", _new_promotion),
    *BEGINNING,
    *BASKET,
    *UNFINISHED,
    *CUSTOMER,
    *ORGANIZER,
)
