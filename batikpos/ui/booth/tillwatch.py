"""The open till held against the store and the day: others open and close it too, and nights go by."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.services.till import TillClosed, TillOpen, find_day
from batikpos.store.tills import OpenDay
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.stage import Stage
from batikpos.ui.register import Register
from batikpos.ui.tasks import Lane
from batikpos.ui.widgets.sheet import Sheet


class TillWatch(QObject):
    """Tells of a till that was `opened` or `closed` elsewhere, and of each day that has `begun`.

    One that was `replaced` was closed and another opened between two looks: both are open, each by a fact of
    its own.
    """

    opened = Signal(object)
    closed = Signal()
    replaced = Signal(object)
    day_begun = Signal()

    def __init__(self, stage: Stage, close: Callable[[], None]) -> None:
        super().__init__(stage)
        self._stage, self._close = stage, close
        self.is_on = False
        """Whether it is known here if the till is open: before, nothing can be told of it."""
        self._is_looking = self._is_urgent = False
        self._today = self._now()
        self._told: tuple[OpenDay, date] | None = None
        stage.refused.connect(self._hear)

    def follow(self, register: Register) -> None:
        """Look at the till when something is refused because of it."""
        register.refused.connect(self._hear)

    def look(self) -> None:
        """Look at the till and the day."""
        if self.is_on and not self._is_looking:
            self._is_looking = True
            work = partial(find_day, self._stage.desk)
            self._stage.tasks.run(Lane.STORE, work, done=self._seen, failed=self._not_seen, is_asked=False)

    def _hear(self, error: PosError) -> None:
        if isinstance(error, TillClosed | TillOpen):
            self._is_urgent = True
            self.look()

    def _not_seen(self, _error: PosError) -> None:
        """Say nothing more: whoever sells is told of a store that cannot be read."""
        self._is_looking = False

    def _seen(self, till: OpenDay | None) -> None:
        self._is_looking = False
        is_urgent, self._is_urgent = self._is_urgent, False
        if self._stage.register is None or (self._is_asked() and not is_urgent):
            return  # nobody is here, or a question is open: it is looked again soon
        if self._today != self._now():
            self._today = self._now()
            self.day_begun.emit()
        known = self._stage.till
        if till is None:
            if known is not None:
                self.closed.emit()
        elif known is None:
            self.opened.emit(till)
        elif till.opened_seq != known.opened_seq:
            self.replaced.emit(till)
        else:
            self._tell_day(till)

    def _tell_day(self, till: OpenDay) -> None:
        """Say once a day that the till is another day's; never over something else that is said."""
        page, tr, today = self._stage.page, self._stage.words, self._today
        if till.business_day == today or self._told == (till, today):
            return
        if not isinstance(page, SalePage) or page.is_saying:
            return
        self._told = (till, today)
        said = tr(N_("Still the till of {day}: close it, or go on."))
        if till.business_day > today:
            said = tr(
                N_(
                    "The till is of {day}, but the laptop says {today}. Close it and open it anew: what is"
                    " sold counts for the till's day."
                )
            )
        said = said.format(day=f"{till.business_day:%d/%m}", today=f"{today:%d/%m}")
        page.say(said, offer=tr(N_("Close the till")), act=self._close)

    def _is_asked(self) -> bool:
        return any(sheet.isVisible() for sheet in self._stage.shell.findChildren(Sheet))

    def _now(self) -> date:
        return self._stage.desk.fair.local(datetime.now(UTC)).date()
