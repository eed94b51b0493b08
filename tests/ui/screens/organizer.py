"""The screens of the organizer's window: what a hand does to come to each."""

from pathlib import Path
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from batikpos.services.price_list import sheet_of_items
from batikpos.services.sample import sample_catalogue
from batikpos.sheets.writing import to_csv
from batikpos.ui.organizer.asks import DeskPersonSheet, TakeOffSheet
from batikpos.ui.organizer.beginning import NewFair
from batikpos.ui.organizer.boardpage import BoardPage
from batikpos.ui.organizer.boothspage import BoothsPage
from batikpos.ui.organizer.columnsheet import ColumnSheet
from batikpos.ui.organizer.daypage import DayPage
from batikpos.ui.organizer.fairpage import FairPage
from batikpos.ui.organizer.goodspage import GoodsPage
from batikpos.ui.organizer.handingout import HandedOutSheet, HandOutSheet
from batikpos.ui.organizer.packing import PackedSheet
from batikpos.ui.organizer.paperssheet import PapersSheet
from batikpos.ui.organizer.peoplepage import PeoplePage
from batikpos.ui.organizer.producerspage import ProducersPage
from batikpos.ui.organizer.reportspage import ReportsPage
from batikpos.ui.organizer.statementpage import StatementPage
from batikpos.ui.organizer.stockpage import StockPage
from batikpos.ui.organizer.takensheet import TakenSheet
from batikpos.ui.organizer.whose import ALL
from tests.shop import KEYRING, SARI_PIN
from tests.ui.booth import BoothWindow
from tests.ui.screens.screen import Screen, press, say
from tests.ui.screens.still import standing_still
from tests.ui.stocked import stock_up

STATEMENT = """Tanggal Transaksi;Nominal;Biaya MDR;RRN
11/12/2026 09:41:00;99999;300;RRN0000000042
11/12/2026 10:02:00;123456;370;RRN0000000043
11/12/2026 10:02:00;123456;370;RRN0000000043
"""
OTHER_SEED = 8
UNKNOWN = STATEMENT.replace("Tanggal Transaksi;Nominal", "Kapan;Uang")


def _board(hand: BoothWindow) -> None:
    page = hand.wait_for(BoardPage)
    hand.wait(lambda: page.board is not None and not page.board.unread)  # all of it is proven by then


def _booth(hand: BoothWindow) -> None:
    _board(hand)
    page = hand.wait_for(BoardPage)
    page.tiles.setCurrentIndex(page.tiles.model().index(2, 0))


def _day(hand: BoothWindow) -> None:
    _board(hand)
    press(hand, "Reconciliation")
    page = hand.wait_for(DayPage)
    hand.wait(lambda: bool(page.table.current))


def _sign(hand: BoothWindow) -> None:
    _day(hand)
    hand.wait_for(DayPage).sign_off()
    hand.wait(lambda: hand.sheet is not None)


def _settlement(hand: BoothWindow) -> None:
    _board(hand)
    press(hand, "Settlement")
    page = hand.wait_for(ProducersPage)
    hand.wait(lambda: page.of is not None)
    page.choose("producer:TOM")
    hand.wait(lambda: not page.paper.view.is_empty)


def _payout(hand: BoothWindow) -> None:
    _settlement(hand)
    press(hand, "Money changed hands…")
    hand.wait(lambda: hand.sheet is not None)


def _whole(hand: BoothWindow) -> None:
    _reports(hand)
    page = hand.wait_for(ReportsPage)
    press(hand, "The whole fair")
    hand.wait(lambda: page.paper.pages > 2)


def _ministry(hand: BoothWindow) -> None:
    _reports(hand)
    page = hand.wait_for(ReportsPage)
    before = page._pdf
    press(hand, "The ministry's page")
    hand.wait(lambda: page._pdf != before and not page.paper.view.is_empty)


def _reports(hand: BoothWindow) -> None:
    _board(hand)
    press(hand, "Reports")
    page = hand.wait_for(ReportsPage)
    hand.wait(lambda: not page.paper.view.is_empty)


def _statement(hand: BoothWindow, content: str = STATEMENT) -> StatementPage:
    _board(hand)
    press(hand, "QRIS")
    page = hand.wait_for(StatementPage)
    file = Path("mutasi.csv")
    file.write_text(content, encoding="utf-8")
    hand.wait(lambda: page.whose.count() > 0)
    page.whose.setCurrentIndex(page.whose.findData(ALL))
    page.take(file, {})
    hand.wait(lambda: page.taken is not None)
    return page


def _matched(hand: BoothWindow) -> None:
    _statement(hand)


def _counted(hand: BoothWindow) -> None:
    """Take one in, and look at what counts."""
    _statement(hand)
    press(hand, "Count it…")
    hand.wait(lambda: hand.sheet is not None)
    hand.fill("PIN", SARI_PIN)
    press(hand, "Confirm")
    hand.wait_for_words(say(hand, "Written down, and the centre has it."))
    press(hand, "Close this message")
    press(hand, "Taken in…")
    hand.wait_for(TakenSheet)


def _columns(hand: BoothWindow) -> None:
    _statement(hand, UNKNOWN)
    hand.wait_for(ColumnSheet)


def _stock(hand: BoothWindow, kind: str = "All goods") -> None:
    _board(hand)
    with standing_still(Random(OTHER_SEED)):  # the fair was played by the chances of this one
        stock_up(Path())
    press(hand, "Stock")
    page = hand.wait_for(StockPage)
    hand.wait(lambda: page.of is not None)
    press(hand, kind)
    page.table.view.selectRow(0)


def _cloth(hand: BoothWindow) -> None:
    _stock(hand, "Cloth by the roll")


def _twice(hand: BoothWindow) -> None:
    _stock(hand, "Sold twice")


def _booths(hand: BoothWindow) -> None:
    _board(hand)
    press(hand, "Booths")
    hand.wait_for(BoothsPage)


def _giving(hand: BoothWindow) -> None:
    _booths(hand)
    press(hand, "Fair files…")
    hand.wait_for(HandOutSheet)


def _given(hand: BoothWindow) -> None:
    _giving(hand)
    Path("stik").mkdir()
    page = hand.wait_for(BoothsPage)
    page.ask_folder = lambda: "stik"  # type: ignore[method-assign]  # no dialog of the system is pictured
    press(hand, "Choose the folder…")
    hand.wait_for(HandedOutSheet)


def _papers(hand: BoothWindow) -> None:
    _day(hand)
    press(hand, "Papers…")
    hand.wait_for(PapersSheet)


def _packed(hand: BoothWindow) -> None:
    _reports(hand)
    page = hand.wait_for(ReportsPage)
    page.ask_pack = lambda: "bukti.zip"  # type: ignore[method-assign]  # as above
    press(hand, "Pack the evidence…")
    hand.wait_for(PackedSheet)


def _goods(hand: BoothWindow) -> GoodsPage:
    _board(hand)
    press(hand, "Goods")
    page = hand.wait_for(GoodsPage)
    hand.wait(lambda: bool(page.table.model.shown))
    return page


def _goods_listed(hand: BoothWindow) -> None:
    _goods(hand)


def _taken_in(hand: BoothWindow, wrong: str = "") -> None:
    page, file = _goods(hand), Path("barang.csv")
    sample = sample_catalogue()
    text = to_csv(sheet_of_items(sample.items, sample.producers)).decode("utf-8-sig")
    price = str(sample.load(KEYRING).price.amount)
    file.write_text(text.replace(price, wrong) if wrong else text, encoding="utf-8")
    page.check([file], {})
    hand.wait(lambda: page.checked is not None)


def _faults(hand: BoothWindow) -> None:
    _taken_in(hand, "murah")


def _by_hand(hand: BoothWindow) -> None:
    page, file = _goods(hand), Path("daftar.csv")
    sample = sample_catalogue()
    head, *rows = to_csv(sheet_of_items(sample.items, sample.producers)).decode("utf-8-sig").splitlines()
    named = ",".join(f"Lajur {n}" for n, _ in enumerate(head.split(","), 1))
    file.write_text("\n".join((named, *rows)), encoding="utf-8")
    page.check([file], {})
    hand.wait(lambda: page.checked is not None)
    page.ask_columns()
    hand.wait_for(ColumnSheet)


def _planned(hand: BoothWindow) -> None:
    _booths(hand)
    hand.wait_for(BoothsPage).open_one("A03")
    hand.wait(lambda: hand.sheet is not None)


def _people(hand: BoothWindow) -> None:
    _board(hand)
    press(hand, "People")
    hand.wait_for(PeoplePage)


def _let_in(hand: BoothWindow) -> None:
    _people(hand)
    press(hand, "Let somebody in…")
    hand.wait_for(DeskPersonSheet)


def _take_off(hand: BoothWindow) -> None:
    _people(hand)
    press(hand, "Take off…")
    hand.wait_for(TakeOffSheet)


def _fair(hand: BoothWindow) -> None:
    _board(hand)
    press(hand, "Fair")
    hand.wait_for(FairPage)


def _decided(hand: BoothWindow) -> None:
    _fair(hand)
    hand.fill(say(hand, "Venue"), "Balai Kota, Solo")
    page = hand.wait_for(FairPage)
    QTest.keyClick(page.venue, Qt.Key.Key_Return)
    hand.wait(page.keep_button.isVisible)
    page.keep()


def _new(hand: BoothWindow) -> None:
    asking = hand.wait_for(NewFair)
    for key, typed in (("name", "Pameran Batik Solo"), ("venue", "Balai Kota, Solo"), ("by", "Wati")):
        asking.fields[key].setText(typed)
    asking.make()
    hand.wait(asking.make_button.isEnabled)


ORGANIZER = (
    Screen("organizer-new", _new, is_organizer=True, has_fair=False),
    Screen("organizer-board", _board, is_organizer=True, is_golden=True),
    Screen("organizer-booth", _booth, is_organizer=True),
    Screen("organizer-day", _day, is_organizer=True, is_golden=True),
    Screen("organizer-statement", _matched, is_organizer=True),
    Screen("organizer-statements", _counted, is_organizer=True),
    Screen("organizer-columns", _columns, is_organizer=True),
    Screen("organizer-sign", _sign, is_organizer=True),
    Screen("organizer-settlement", _settlement, is_organizer=True),
    Screen("organizer-payout", _payout, is_organizer=True),
    Screen("organizer-whole", _whole, is_organizer=True),
    Screen("organizer-stock", _stock, is_organizer=True),
    Screen("organizer-cloth", _cloth, is_organizer=True),
    Screen("organizer-twice", _twice, is_organizer=True),
    Screen("organizer-ministry", _ministry, is_organizer=True),
    Screen("organizer-reports", _reports, is_organizer=True),
    Screen("organizer-booths", _booths, is_organizer=True, is_golden=True),
    Screen("organizer-goods", _goods_listed, is_organizer=True),
    Screen("organizer-taking", _taken_in, is_organizer=True),
    Screen("organizer-faults", _faults, is_organizer=True),
    Screen("organizer-by-hand", _by_hand, is_organizer=True),
    Screen("organizer-papers", _papers, is_organizer=True),
    Screen("organizer-packed", _packed, is_organizer=True),
    Screen("organizer-giving", _giving, is_organizer=True),
    Screen("organizer-given", _given, is_organizer=True),
    Screen("organizer-planned", _planned, is_organizer=True),
    Screen("organizer-people", _people, is_organizer=True),
    Screen("organizer-let-in", _let_in, is_organizer=True),
    Screen("organizer-take-off", _take_off, is_organizer=True),
    Screen("organizer-fair", _fair, is_organizer=True),
    Screen("organizer-decided", _decided, is_organizer=True),
)
