"""The bar at the top, told what it says: whose booth, the printer, the sticker, who is at the till."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from batikpos.domain.fair import Books
from batikpos.i18n import N_
from batikpos.printing.worked import Worked
from batikpos.services.sticker import Sticker
from batikpos.settings import NO_PRINTER
from batikpos.store.printjobs import JobState, PrintJob
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.places import Places
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.signs import SignDesk
from batikpos.ui.booth.stage import Stage
from batikpos.ui.booth.statusbar import look_of_printer
from batikpos.ui.booth.topbar import TopBar
from batikpos.ui.practice import PracticeFrame
from batikpos.ui.register import Register
from batikpos.ui.theme import px, theme_now

CAME_OUT = {JobState.PRINTED, JobState.SENT}
"""What became of papers that are as good as seen."""

ROOMY = 1250
"""Pixels from which on the bar has room for everything at once."""


class Headline(QObject):
    """Keeps the bar true; it is made anew where words, colours or sizes change."""

    language_asked = Signal()
    close_asked = Signal()
    practice_ended = Signal()

    def __init__(self, stage: Stage, places: Places, signs: SignDesk) -> None:
        super().__init__(stage)
        self._stage, self._places, self._signs = stage, places, signs
        self._has_printed = False
        self._worked = Worked()
        self._printer = stage.desk.settings.printer
        stage.page_changed.connect(self._page_changed)
        places.printer_tried.connect(self._show_tried)
        self.bar = self._make()

    def open_anew(self) -> None:
        """Put a new bar in the place of the one before."""
        self.bar = self._make()
        self.open()
        self._stage.shell.wear_icon()

    def open(self) -> None:
        """Put the bar at the head of the window."""
        self._stage.shell.open_under(self.bar)
        self.tell()

    def follow(self, register: Register) -> None:
        """Say what becomes of somebody's papers, and of the sticker on the table."""
        register.papers.worked_off.connect(self._show_round)
        register.stand_code.compared.connect(self._show_sticker)
        register.sale_completed.connect(self._signs.status.look)

    def tell(self) -> None:
        """Say everything as it is now."""
        desk, tr, bar = self._stage.desk, self._stage.words, self.bar
        mine = next((p.name for p in desk.catalogue.producers if p.booth == desk.booth.code), "")
        booth = tr(N_("Booth {booth}")).format(booth=desk.booth.prefix)
        if desk.books is Books.TRAINING:
            self._mark_practice(tr(N_("PRACTICE: nothing counts")))
        bar.show_place(f"{booth} · {mine}" if mine else booth, self._fair_said())
        bar.close_till.set_words(tr(N_("Close the till")))
        bar.menu.set_words(tr(N_("Menu")))
        bar.language.set_words("EN" if desk.settings.language == "id" else "ID")
        bar.language.setAccessibleName(tr(N_("Change the language")))
        bar.language.show()
        register = self._stage.register
        if register is not None:
            bar.cashier.set_words(register.cashier.name)
            bar.cashier.setAccessibleName(f"{tr(N_('Change the cashier'))}: {register.cashier.name}")
        bar.cashier.setVisible(register is not None)
        if desk.settings.printer != self._printer:  # nobody knows yet what this one does
            self._printer, self._has_printed, self._worked = desk.settings.printer, False, Worked()
        self._show_paper(self._worked)
        bar.printer.show()
        self._signs.begin(desk, tr, bar.status)

    def _fair_said(self) -> str:
        """Say which day of the fair it is: an open till's own, named first where today is another."""
        fair, till, tr = self._stage.desk.fair, self._stage.till, self._stage.words
        today = fair.local(datetime.now(UTC)).date()
        day = till.business_day if till is not None else today
        said = [fair.name]
        if fair.has(day):
            said.append(tr(N_("day {n}")).format(n=fair.day_number(day)))
        if day != today:
            said = [tr(N_("till of {day}")).format(day=f"{day:%d/%m}"), *reversed(said)]
        return " · ".join(said)

    def _make(self) -> TopBar:
        bar = TopBar(lambda: self._stage.desk.fair.local(datetime.now(UTC)))
        bar.language_asked.connect(self.language_asked)
        bar.close_asked.connect(self.close_asked)
        bar.practice_ended.connect(self.practice_ended)
        bar.printer_asked.connect(self._places.open_printer)
        bar.sticker_asked.connect(partial(self._places.open, Place.QRIS))
        bar.menu_asked.connect(self._places.open_menu)
        bar.cashier_asked.connect(partial(self._places.open, Place.CASHIER))
        return bar

    def _page_changed(self, page: QWidget) -> None:
        self.bar.close_till.setVisible(isinstance(page, SalePage))
        self.bar.menu.setVisible(isinstance(page, SalePage))
        self._show_sticker()

    def _mark_practice(self, said: str) -> None:
        word, shell = said.partition(":")[0], self._stage.shell
        self.bar.show_practice(said, self._stage.words(N_("End practice")))
        shell.setWindowTitle(f"{word} - BatikPOS")
        for before in shell.findChildren(PracticeFrame):
            before.leave()
        PracticeFrame(shell, word)

    def _show_tried(self, job: PrintJob) -> None:
        """Say what a test page showed: one that failed says more than all notas before it."""
        self._has_printed = job.state in CAME_OUT
        self._show_paper(Worked(done=(job,)) if self._has_printed else Worked(stuck=(job,)))

    def _show_round(self, worked: Worked) -> None:
        """Say what a round at the queue showed; one with nothing to print showed nothing new."""
        if worked.done or worked.stuck:
            self._show_paper(worked)

    def _show_paper(self, worked: Worked) -> None:
        self._worked = worked
        self._has_printed = self._has_printed or any(job.state in CAME_OUT for job in worked.done)
        has_printer = self._stage.desk.settings.printer != NO_PRINTER
        words = self._stage.words
        look = look_of_printer(worked, has_printer=has_printer, has_printed=self._has_printed, tr=words)
        self.bar.printer.set_words(look.words)
        self.bar.printer.set_dot(look.colour)

    def _show_sticker(self) -> None:
        """Say what is still to be done about the sticker, while something is sold."""
        register, bar = self._stage.register, self.bar
        stand = register.stand_code if register is not None else None
        words = {
            Sticker.LATER: N_("Check the QRIS sticker"),
            Sticker.OTHER: N_("Wrong QRIS sticker"),
        }
        word = words.get(stand.sticker) if stand is not None and stand.code is not None else None
        bar.sticker.setVisible(word is not None and isinstance(self._stage.page, SalePage))
        if bar.sticker.isVisible() and bar.width() < px(ROOMY):
            bar.close_till.hide()  # the menu has it too
        bar.sticker.set_words(self._stage.words(word or ""))
        bar.sticker.set_dot(theme_now().attention)
