"""A booth's day on screen: sign in, open the till, sell, count, close, send."""

import importlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from batikpos.domain.errors import PosError
from batikpos.domain.fair import Books, Person
from batikpos.domain.tender import Tender
from batikpos.i18n import N_, Translate
from batikpos.services.clock import since_boot
from batikpos.services.desk import Desk
from batikpos.services.opening import OpenedBooth
from batikpos.services.people import sign_in
from batikpos.services.pickups import load_pick_ups
from batikpos.services.till import find_day
from batikpos.settings import Settings, change_setting, with_setting
from batikpos.store.tills import OpenDay
from batikpos.ui.backups import Backups
from batikpos.ui.booth.ahead import Ahead
from batikpos.ui.booth.announcing import Announcer
from batikpos.ui.booth.headline import Headline
from batikpos.ui.booth.helping import HelpDesk
from batikpos.ui.booth.leaving import Leaving, OpenBasket
from batikpos.ui.booth.menu import MenuPage, Place
from batikpos.ui.booth.places import Places
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.saledesk import SaleDesk
from batikpos.ui.booth.scans import ScanDesk
from batikpos.ui.booth.signin import OpenTillPage, SignInPage
from batikpos.ui.booth.signs import SignDesk
from batikpos.ui.booth.stage import Stage
from batikpos.ui.booth.tillnews import TillNews
from batikpos.ui.booth.tillopening import TillOpening
from batikpos.ui.booth.tillwatch import TillWatch
from batikpos.ui.booth.topbar import TopBar
from batikpos.ui.customer.screen import CustomerScreen
from batikpos.ui.register import Register
from batikpos.ui.scanner import Scanner
from batikpos.ui.sending import Sending
from batikpos.ui.settingswatch import SettingsWatch
from batikpos.ui.shell import Shell
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.theme import apply_theme
from batikpos.ui.widgets.sheet import Sheet


class CountGoesOn(PosError):
    """Another cashier is to sign in while the drawer is counted."""

    code: ClassVar[str] = "count_goes_on"
    text: ClassVar[str] = N_("The drawer is being counted. Go back to selling, then change the cashier.")


class BoothFlow(QObject):
    """A booth's day: who is at the till, the float, the sale screen, the count, the close, the sending."""

    language_switched = Signal(str)

    def __init__(self, shell: Shell, opened: OpenedBooth, tasks: Tasks, *, hint: str = "") -> None:
        super().__init__(shell)
        self._tasks, self._hint, self._opened = tasks, hint, opened
        self.stage = Stage(shell, opened.desk, tasks)
        self.stage.left.connect(self._come_back)
        self._announcer = Announcer(self.stage)
        self._is_looking = False
        self._away: Register | None = None
        self._is_new = False
        self.places = Places(self.stage)
        self.places.settings_changed.connect(self._take_settings)
        self.sale_desk = SaleDesk(self.stage, self.places, opened)
        self._sending = Sending(tasks, self)
        self._signs = SignDesk(opened.desk, tasks, self._sending, shell)
        self._signs.told.connect(self._announcer.tell)
        self._signs.warned.connect(self._announcer.say)
        self._signs.sheet_opened.connect(self._open_sheet)
        self._signs.stick_asked.connect(self._save_to_stick)
        self.places.told.connect(self._announcer.say)
        self.places.handed_over.connect(self._signs.status.look)
        self._headline = Headline(self.stage, self.places, self._signs)
        self._headline.language_asked.connect(self._switch_language)
        self._headline.close_asked.connect(self._begin_close)
        self._headline.practice_ended.connect(shell.close)
        self._opening = TillOpening(self.stage)
        self._opening.opened.connect(self._till_opened)
        self._news = TillNews(self.stage)
        self._watch = TillWatch(self.stage, self._begin_close)
        self._watch.opened.connect(self._learn_opened)
        self._watch.closed.connect(self._learn_closed)
        self._watch.replaced.connect(self._learn_replaced)
        self._watch.day_begun.connect(self._begin_day)
        self._signs.status.looked.connect(self._watch.look)
        self._signs.status.looked.connect(self._opening.look)
        self._day_end: Any = None
        self.places.close_asked.connect(self._begin_close)
        self.places.help_asked.connect(self._show_help)
        self.places.change_asked.connect(self._change_cashier)
        self.places.worn.connect(self._wear)
        self.places.practice_asked.connect(self._practise)
        self.places.practice_ended.connect(shell.close)
        self._scans = ScanDesk(
            self.stage,
            self._announcer,
            is_till_open=lambda: self.stage.till is not None,
            is_counting=lambda: self.day_end.is_counting,
        )
        self.scanner = Scanner(shell)
        self.scanner.scanned.connect(self._scans.take)
        self.scanner.pay_pressed.connect(self.stage.take_pay_key)
        shell.closing.connect(opened.desk.store.close)
        self._leaving = Leaving(self.stage)
        HelpDesk(self.stage)
        self.customer = CustomerScreen(shell)

    def begin(self, *, is_new: bool = False) -> None:
        """Go on for who was signed in at the opening, or ask who is at the till.

        A booth that `is_new` begins with its printer.
        """
        self._is_new = is_new
        self._furnish()
        if self._opened.person is not None:
            self._take_place(self._opened.person)
            self._till_known(self._opened.till)
        else:
            self._show_sign_in()
            if self._opened.refusal is not None:
                self._not_signed_in(self._opened.refusal)
        Ahead(self).begin()

    @property
    def day_end(self) -> Any:  # noqa: ANN401 - of a module that is loaded only now
        """Who leads from the count to the close, from the first close on."""
        if self._day_end is None:
            module = importlib.import_module("batikpos.ui.booth.dayend")
            self._day_end = module.DayEnd(self.stage, self.places, self._sending)
            self._day_end.closed.connect(self._till_closed)
            self._day_end.reopened.connect(self._come_back)
        return self._day_end

    @property
    def bar(self) -> TopBar:
        """The bar at the top."""
        return self._headline.bar

    @property
    def _desk(self) -> Desk:
        return self.stage.desk

    @property
    def _register(self) -> Register | None:
        return self.stage.register

    @property
    def _page(self) -> QWidget | None:
        return self.stage.page

    @property
    def _words(self) -> Translate:
        return self.stage.words

    def _furnish(self) -> None:
        self._headline.open()
        watch = SettingsWatch(self._desk.home, self._tasks, lambda: self._desk.settings, self)
        watch.changed.connect(self._take_settings)
        watch.mended.connect(self.sale_desk.tell_mended)
        self._backups = Backups(self._tasks, self)
        self._backups.due.connect(self._back_up)
        self._backups.failed.connect(self.stage.say)

    def _come_back(self) -> None:
        """Come back from a place: to selling, or to the float that is still to be counted."""
        if self.stage.till is not None:
            self.sale_desk.show()
        else:
            self._opening.show()

    def _show_help(self) -> None:
        """Show the sale screen with its parts named."""
        self._come_back()
        if isinstance(self._page, SalePage):
            self._page.show_guide()

    def _show_sign_in(self) -> None:
        hint = self._words(self._hint)
        page = SignInPage(
            self._words, self._desk.people, hint, offers_practice=self._desk.books is Books.REAL
        )
        page.answered.connect(self._sign_in)
        page.practice_asked.connect(self._practise)
        self.stage.show(page, self._show_sign_in)

    def _sign_in(self, name: str, pin: str) -> None:
        self.stage.wait(self._words(N_("The PIN is being looked at…")))
        work = partial(sign_in, self._desk, name, pin, beat=since_boot())
        self._tasks.run(Lane.STORE, work, done=self._signed_in, failed=self._not_signed_in)

    def _practise(self) -> None:
        """Open the books for practice in a window of their own: this one stays what it is."""
        from PySide6.QtCore import QProcess  # noqa: PLC0415 - a large class, and no sale needs it

        if not QProcess.startDetached(sys.executable, practice_command(self._desk)):
            QApplication.beep()

    def _not_signed_in(self, error: PosError) -> None:
        self.stage.go_on()
        if isinstance(self._page, SignInPage):
            self._page.refuse(error, self._desk.settings.language)

    def _signed_in(self, person: Person) -> None:
        self._take_place(person)
        work = partial(find_day, self._desk)
        self._tasks.run(Lane.STORE, work, done=self._till_known, failed=self._not_signed_in)

    def _change_cashier(self) -> None:
        """Let somebody else sign in: till and basket stay, and nobody gets at them without a PIN."""
        if self._day_end is not None and self._day_end.is_counting:
            self.stage.say(CountGoesOn())
            return
        if self._register is not None:
            self._register.tell_buyer(None)
        self._away, self.stage.register = self._register, None
        self._headline.tell()
        self._show_sign_in()

    def _take_place(self, person: Person) -> None:
        if self._away is not None:
            register, self._away = self._away, None
            self.stage.register = register
            register.take_cashier(person)
            register.take_settings(self._desk)
            self._headline.tell()
            return
        register = self.stage.register = Register(self._desk, person, self._tasks, self)
        register.take_up(self._opened.basket, self._opened.last, self._opened.ordered)
        register.stand_code.take_up(self._opened.sticker)
        self._headline.follow(register)
        self._watch.follow(register)
        register.told.connect(self._announcer.tell)
        register.undone.connect(self._announcer.refuse)
        register.stand_code.changed.connect(self._take_settings)
        self.customer.serve(register)
        self._headline.tell()

    def _till_opened(self, till: OpenDay) -> None:
        self._till_known(till)
        self.sale_desk.look_at_pick_ups()
        if self._register is not None:
            self._register.stand_code.note()  # it was looked at before there was a till to keep it for

    def _till_known(self, till: OpenDay | None) -> None:
        self.stage.go_on()
        self.stage.till, self._watch.is_on = till, True
        self._headline.tell()
        if self._is_new and till is None:
            self.places.begin_with_printer()
        else:
            self._come_back()
        self._is_new = False

    def _begin_close(self) -> None:
        if self._register is None or self._is_looking:
            return
        if self._leaving.ask_unfinished(self._register, self._begin_close):
            return
        if self._refuse_open_basket(self._register):
            return
        self._is_looking = True
        work = partial(load_pick_ups, self._desk)
        self._tasks.run(Lane.STORE, work, done=self._close_over, failed=self._not_looked)

    def _refuse_open_basket(self, register: Register) -> bool:
        """Refuse to close over what is in the basket; say whether something is."""
        if register.basket.is_begun:
            self.stage.say(OpenBasket())
        return register.basket.is_begun

    def _not_looked(self, error: PosError) -> None:
        self._is_looking = False
        self.stage.say(error)

    def _close_over(self, begun: Mapping[str, Sequence[Tender]]) -> None:
        """Go on closing, over pick-ups that were `begun` and what is parked: each is asked about."""
        self._is_looking = False
        if self._register is None or self._refuse_open_basket(self._register):
            return  # also what was scanned meanwhile
        if begun:
            close, go_on = partial(self._close_over, {}), partial(self.places.open, Place.ORDERS)
            self._leaving.ask_pick_ups(begun, close=close, go_on=go_on)
        elif self._register.parking.parked:
            self._ask_before_close()
        else:
            self.day_end.begin()

    def _ask_before_close(self) -> None:
        """Say that baskets are still parked, on the sale screen: one may be taken up there."""
        if not isinstance(self.stage.page, SalePage):
            self.sale_desk.show()
        if isinstance(self.stage.page, SalePage):
            self.stage.page.parked.ask_before_close(self.day_end.begin)

    def _till_closed(self) -> None:
        self.stage.till = None
        self._headline.tell()
        if self._register is not None:
            self._register.stand_code.forget()
            self._register.papers.ordered = None
            self._register.papers.last = None  # the next till has none yet, and may void none of this one
        self._back_up()

    def _learn_closed(self) -> None:
        """Go where the till is opened anew: somebody closed it elsewhere; the basket stays."""
        self._till_closed()
        if self._leave_till():
            self._opening.show()
        said = N_(
            "The till was closed elsewhere. Count the cash in the drawer and open it again; what is in"
            " the basket stays."
        )
        self._news.tell(said)

    def _learn_opened(self, till: OpenDay) -> None:
        """Go on selling: somebody opened the till elsewhere."""
        self.stage.till = till
        self._news.end()
        self._headline.tell()
        if isinstance(self._page, OpenTillPage):
            self.sale_desk.show()
            self._announcer.say(
                self._words(
                    N_("The till was opened elsewhere: what was typed here was not taken as its float.")
                )
            )

    def _learn_replaced(self, till: OpenDay) -> None:
        """Go on from the till that was opened elsewhere, once the one known here was closed there."""
        self._till_closed()
        self.stage.till = till
        self._headline.tell()
        if self._leave_till():
            if self.places.is_of_till(self._page):
                self.stage.show_again()
            else:
                self.sale_desk.show()
        said = N_(
            "The till was closed and opened again elsewhere. What is sold now counts in the new"
            " one; what is in the basket stays."
        )
        self._news.tell(said)

    def _leave_till(self) -> bool:
        """End what is asked and counted of a till that is none any more; say whether that was shown."""
        is_shown = isinstance(self._page, SalePage | MenuPage) or self.places.is_of_till(self._page)
        if not is_shown and not self.day_end.is_counting:
            return False
        self.day_end.stop()
        self.stage.go_on()  # what a count or a close of it waits for is nobody's any more
        for sheet in self.stage.shell.findChildren(Sheet):
            if sheet.isVisible():
                sheet.close_sheet()
        return True

    def _begin_day(self) -> None:
        """Say that it is another day, wherever one is named."""
        self._headline.tell()
        self._opening.look()

    def _back_up(self) -> None:
        self._backups.copy(self._desk)

    def _save_to_stick(self) -> None:
        self.places.rooms.centre.save_to_stick()

    def _open_sheet(self, sheet: Sheet) -> None:
        """Open a sheet over whatever page is shown; one question at a time."""
        if not isinstance(self._page, SalePage):
            sheet.open()
        elif not self._page.asking.is_open:
            self._page.asking.open_sheet(sheet)
        else:
            sheet.close_sheet()

    def _take_settings(self, settings: Settings) -> None:
        """Use new settings; the language and how the window looks are what it shows already."""
        shown = self._desk.settings
        worn = {key: getattr(shown, key) for key in ("language", "theme", "text_scale", "hand", "view")}
        settings = replace(settings, **worn)
        if settings == shown:
            return
        self.stage.desk = self._desk.with_settings(settings)
        self._headline.tell()
        if self._register is not None:
            self._register.take_settings(self._desk)
        self.customer.look()

    def _switch_language(self) -> None:
        """Speak the other language from here on."""
        self._wear("language", "en" if self._desk.settings.language == "id" else "id")

    def _wear(self, key: str, value: str) -> None:
        """Look or speak otherwise from here on; basket, search and an open count stay as they are."""
        self.stage.desk = self._desk.with_settings(with_setting(self._desk.settings, key, value))
        keeping = partial(change_setting, self._desk.home, key, value)
        self._tasks.run(Lane.STORE, keeping, failed=self.stage.say)
        if key in {"theme", "text_scale"}:
            settings, application = self._desk.settings, QApplication.instance()
            if isinstance(application, QApplication):
                apply_theme(application, settings.theme, settings.text_scale)
        self._headline.open_anew()
        if key == "language":
            self.language_switched.emit(value)
        if self._register is not None:
            self._register.take_settings(self._desk)
        self.customer.look()
        self.stage.show_again()


def practice_command(desk: Desk) -> list[str]:
    """Say how this program is told to practise; one that was frozen into a file takes no module."""
    module = [] if getattr(sys, "frozen", False) else ["-m", "batikpos"]
    return [*module, "--home", str(desk.home), "--lang", desk.settings.language, "booth", "--training"]
