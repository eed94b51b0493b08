"""Opening the till on screen: its day is named and doubted, the float is asked for, the sticker looked at."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from batikpos.domain.errors import PosError
from batikpos.domain.money import Rupiah
from batikpos.domain.till import Till
from batikpos.i18n import N_
from batikpos.services.clockcheck import doubt_day
from batikpos.services.till import open_till
from batikpos.settings import NO_PRINTER
from batikpos.store.tills import OpenDay
from batikpos.ui.booth.signin import OpenTillPage
from batikpos.ui.booth.stage import Stage
from batikpos.ui.tasks import Lane

if TYPE_CHECKING:
    from batikpos.ui.booth.stickercheck import StickerCheck


class TillOpening(QObject):
    """Leads to an open till of the day that was named, and of no other."""

    opened = Signal(object)

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._day = self._today()

    def show(self) -> None:
        """Show the page, for the day it is now."""
        stage = self._stage
        self._day = self._today()
        page = OpenTillPage(
            stage.words,
            stage.desk.settings.language,
            self._day_said(),
            offers_slip=stage.desk.settings.printer != NO_PRINTER,
            check=self._sticker_check(),
        )
        page.answered.connect(self._open)
        stage.show(page, self.show)
        self.look()

    def look(self) -> None:
        """Look again what day it is, and whether that can be: the clock may have been put right."""
        page = self._stage.page
        if not isinstance(page, OpenTillPage):
            return
        if self._today() != self._day:
            self._stage.show_again()
            return
        work = partial(doubt_day, self._stage.desk, now=datetime.now(UTC))
        self._stage.tasks.run(Lane.STORE, work, done=self._show_doubt, failed=self._stage.say)

    def _show_doubt(self, doubt: PosError | None) -> None:
        if isinstance(self._stage.page, OpenTillPage):
            language = self._stage.desk.settings.language
            self._stage.page.show_doubt(doubt.message(language) if doubt is not None else "")

    def _today(self) -> date:
        return self._stage.desk.fair.local(datetime.now(UTC)).date()

    def _day_said(self) -> str:
        fair, tr = self._stage.desk.fair, self._stage.words
        said = tr(N_("For {day}")).format(day=f"{self._day:%d/%m/%Y}")
        if fair.has(self._day):
            said += " · " + tr(N_("day {n}")).format(n=fair.day_number(self._day))
        return said

    def _sticker_check(self) -> "StickerCheck | None":
        """Ask for the sticker on the table anew, where the stand has a code of its own."""
        stand = self._stage.register.stand_code if self._stage.register is not None else None
        code = stand.code if stand is not None else None
        if stand is None or code is None:
            return None
        from batikpos.ui.booth.stickercheck import StickerCheck  # noqa: PLC0415 - many a stand has no code

        return StickerCheck(stand, code, self._stage.words)

    def _open(
        self,
        amount: Rupiah,
        counts: Mapping[int, int],
        with_slip: bool,  # noqa: FBT001 - a signal's
    ) -> None:
        stage, now = self._stage, datetime.now(UTC)
        if stage.register is None:
            return
        if stage.desk.fair.local(now).date() != self._day:
            self.look()
            if isinstance(stage.page, OpenTillPage):
                stage.page.say(stage.words(N_("It is another day now. Look at it, then open the till.")))
            return
        stage.wait(stage.words(N_("The till is being opened…")))
        work = partial(
            open_till,
            stage.desk,
            amount,
            cashier=stage.register.cashier.name,
            now=now,
            with_slip=with_slip,
            counts=counts,
        )
        stage.tasks.run(Lane.STORE, work, done=self._opened, failed=self._not_opened)

    def _not_opened(self, error: PosError) -> None:
        self._stage.go_on()
        self._stage.say(error)

    def _opened(self, till: Till) -> None:
        self.opened.emit(OpenDay(till.opened_seq, till.business_day, till.carries))
