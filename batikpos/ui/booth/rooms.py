"""The pages that the menu leads to; loaded when the first of them is opened, for no sale needs them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.sync.mark import Exported
from batikpos.ui.booth.approving import Approval
from batikpos.ui.booth.cash import CashPage, say_moved, say_opened
from batikpos.ui.booth.centredesk import CentreDesk, say_written
from batikpos.ui.booth.centrepart import CentrePart
from batikpos.ui.booth.checkpage import CheckPage
from batikpos.ui.booth.closing import ClosedPage
from batikpos.ui.booth.fairfilepart import FairFilePart
from batikpos.ui.booth.historypage import HistoryPage
from batikpos.ui.booth.lookingback import make_history_page
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.orderspage import OrdersPage
from batikpos.ui.booth.printerpage import PrinterPage
from batikpos.ui.booth.printersetup import PrinterSetup
from batikpos.ui.booth.promopage import PromoPage
from batikpos.ui.booth.renewing import RenewDesk
from batikpos.ui.booth.rulespart import RulesPart
from batikpos.ui.booth.settingspage import SettingsPage
from batikpos.ui.booth.stage import Stage
from batikpos.ui.booth.stickerpage import StickerPage
from batikpos.ui.booth.stockpage import StockPage
from batikpos.ui.cashday import CashDay
from batikpos.ui.checking import Checking
from batikpos.ui.register import Register
from batikpos.ui.stocklist import StockList

STEPS = 4
"""Of the first run; the last is asked once the booth is open."""


class Rooms(QObject):
    """Builds each page and shows it over the sale screen; the basket stays as it is."""

    worn = Signal(str, str)
    settings_changed = Signal(object)
    told = Signal(str)
    printer_tried = Signal(object)
    renewed = Signal(object, object)

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._printer_setup = PrinterSetup(stage.desk, stage.tasks, self)
        self._printer_setup.changed.connect(self.settings_changed)
        self._printer_setup.tried.connect(self.printer_tried)
        self.centre = CentreDesk(stage)
        self.centre.settings_changed.connect(self.settings_changed)
        self.centre.written.connect(self._tell_written)
        self.centre.failed.connect(self._tell_failed)
        self.renewing = RenewDesk(stage)
        self.renewing.renewed.connect(self.renewed)
        self._checking: Checking | None = None
        self._stock: StockList | None = None
        self._cash: CashDay | None = None
        self._pages: dict[Place, Callable[[Register], None]] = {
            Place.HISTORY: self._open_history,
            Place.CASH: self._open_cash,
            Place.ORDERS: self._open_orders,
            Place.CHECK: self.open_check,
            Place.STOCK: self.open_stock,
            Place.PROMOTIONS: self._open_promotions,
            Place.PRINTER: self.open_printer,
            Place.QRIS: self._open_sticker,
            Place.SETTINGS: self._open_settings,
        }

    def open(self, place: Place, register: Register) -> None:
        """Show the page of a place."""
        self._pages[place](register)

    def is_of_till(self, page: QWidget | None) -> bool:
        """Say whether a page shows, or changes, what is in the open till."""
        return isinstance(page, CashPage | HistoryPage | OrdersPage)

    def _tell_written(self, done: Exported) -> None:
        if not self._shows_centre:
            self.told.emit(say_written(done, self._stage.words))

    def _tell_failed(self, error: PosError) -> None:
        if not self._shows_centre:
            self.told.emit(error.message(self._stage.desk.settings.language))

    @property
    def _shows_centre(self) -> bool:
        """Say whether the page that is shown says by itself what becomes of a day that is sent."""
        return isinstance(self._stage.page, ClosedPage | SettingsPage)

    def _open_orders(self, register: Register) -> None:
        page = OrdersPage(register, self._stage.tasks, self._stage.words, self._stage.fault)
        page.left.connect(self._stage.left)
        self._stage.show(page, lambda: self._open_orders(register))
        page.field.setFocus()

    def _open_history(self, register: Register) -> None:
        page = make_history_page(register, self._stage.tasks, self._stage.words)
        page.left.connect(self._stage.left)
        self._stage.show(page, lambda: self._open_history(register))
        page.field.setFocus()

    def checking(self, register: Register) -> Checking:
        """Return who looks payments up for whoever is signed in."""
        if self._checking is None or self._checking.register is not register:
            self._checking = Checking(register, self._stage.tasks, register)
        return self._checking

    def open_check(self, register: Register, back: Callable[[], None] | None = None) -> None:
        """Show what is to be looked up in the app, and go back to selling, or where it was asked for."""
        page = CheckPage(self.checking(register), self._stage.words)
        page.left.connect(back or self._stage.left)
        self._stage.show(page, lambda: self.open_check(register, back))

    def _open_cash(self, register: Register) -> None:
        tr = self._stage.words
        page = CashPage(self._cash_day(register), partial(Approval, register, tr), tr)
        page.left.connect(self._stage.left)
        self._stage.show(page, lambda: self._open_cash(register))
        page.field.setFocus()

    def _cash_day(self, register: Register) -> CashDay:
        """Return who moves the till's cash; what is written behind a page that was left is said elsewhere."""
        if self._cash is None or self._cash.register is not register:
            self._cash = CashDay(register, register)
            self._cash.moved.connect(
                lambda till, _typed: self._tell_behind(say_moved(till, self._stage.words))
            )
            self._cash.opened.connect(lambda done: self._tell_behind(say_opened(done, self._stage.words)))
        return self._cash

    def _tell_behind(self, said: str) -> None:
        if not isinstance(self._stage.page, CashPage):
            self.told.emit(said)

    def open_stock(self, register: Register, back: Callable[[], None] | None = None) -> None:
        """Show the stock; a list that was begun goes on. Go back to selling, or where it was asked for."""
        if self._stock is None or self._stock.register is not register:
            self._stock = StockList(register, register)
            self._stock.take_up()
        page = StockPage(self._stock, self._stage.words)
        page.left.connect(back or self._stage.left)
        self._stage.show(page, lambda: self.open_stock(register, back))
        page.field.setFocus()

    def _open_promotions(self, register: Register) -> None:
        tr = self._stage.words
        page = PromoPage(register.promotions, self._stage.desk, self._supervised(register), tr)
        page.left.connect(self._stage.left)
        self._stage.show(page, lambda: self._open_promotions(register))

    def begin_with_printer(self, register: Register) -> None:
        """Show the printer as the last step of the first run."""
        step = self._stage.words(N_("Step {n} of {all}")).format(n=STEPS, all=STEPS)
        self.open_printer(register, step)

    def open_printer(
        self, register: Register, step: str = "", *, back: Callable[[], None] | None = None
    ) -> None:
        """Show the printer, and go back to selling, or where it was asked for."""
        stage = self._stage
        if isinstance(stage.page, PrinterPage):
            return
        self._printer_setup.begin(stage.desk, register.cashier.name)
        page = PrinterPage(self._printer_setup, stage.words, step=step)
        page.left.connect(back or stage.left)
        stage.show(page, page.leave)

    def _open_sticker(self, register: Register) -> None:
        page = StickerPage(register.stand_code, self._stage.words)
        page.left.connect(self._stage.left)
        self._stage.show(page, lambda: self._open_sticker(register))

    def _supervised(self, register: Register) -> "partial[Approval]":
        """Make what has a supervisor agree, whoever is at the till."""
        return partial(Approval, register, self._stage.words, is_for_supervisor=True)

    def _open_settings(self, register: Register, at: str = "") -> None:
        tr = self._stage.words
        page = SettingsPage(tr, self._stage.desk.settings)
        # When it has spoken: it is replaced, and still has a key to end and a focus to move.
        page.chosen.connect(self.worn, Qt.ConnectionType.QueuedConnection)
        page.left.connect(self._stage.left)
        if self.centre.is_real:
            title, said = N_("Centre and sending"), N_("where the organizer gets this booth's days from")
            page.add_section(tr(title), tr(said), CentrePart(self.centre, tr))
            title, said = N_("Fair file"), N_("a later one renews goods, people, rules and promotions")
            page.add_section(tr(title), tr(said), FairFilePart(self.renewing, tr))
        rules = RulesPart(self._stage.desk, self._supervised(register), tr)
        rules.changed.connect(self.settings_changed)
        page.add_section(tr(N_("Rules")), tr(N_("what two people do only; set by a supervisor")), rules)
        self._stage.show(page, lambda: self._open_settings(register, page.last))
        page.go_on_at(at)
