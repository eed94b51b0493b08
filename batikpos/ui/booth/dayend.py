"""The end of the day: a blind count, what it came to, the close, and the sending."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from batikpos.domain.agreement import Reason
from batikpos.domain.errors import PosError
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.till import DrawerCount, counted_cash
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.services.papers import queue_x
from batikpos.services.stock import awaits_count
from batikpos.services.till import ClosedTill, DrawerMoved, close_till, count_drawer
from batikpos.settings import Settings, load_settings
from batikpos.sync.mark import Exported, Synced
from batikpos.ui.booth.approving import Approval
from batikpos.ui.booth.centredesk import CentreDesk, say_written
from batikpos.ui.booth.closing import ClosedPage
from batikpos.ui.booth.counting import CountedPage, CountPage
from batikpos.ui.booth.leaving import OpenBasket
from batikpos.ui.booth.places import Places
from batikpos.ui.booth.sheets import QuestionSheet
from batikpos.ui.booth.stage import Stage
from batikpos.ui.register import Register
from batikpos.ui.sending import Sending, say_sent
from batikpos.ui.tasks import Lane

FAR = Rupiah(100_000)
"""Two counts that are so far apart, or farther, are asked about."""

Counts = Mapping[int, int]

UNCONFIRMED = N_("What was counted so far is not confirmed, and would be lost.")


class DayEnd(QObject):
    """Leads from the count to the close; nobody learns what is expected before the till is closed."""

    closed = Signal()
    reopened = Signal()

    def __init__(self, stage: Stage, places: Places, sending: Sending) -> None:
        super().__init__(stage)
        self._stage, self._places = stage, places
        self._count: DrawerCount | None = None
        self._typed: Counts = {}
        self._is_let_go = self._is_sending = False
        self.is_counting = False
        stage.left.connect(self.stop)
        stage.shell.keepers["count"] = self._keeps_open
        self._central = stage.desk.settings.central
        self._centre: CentreDesk = places.rooms.centre
        self._centre.settings_changed.connect(self._take_centre)
        self._centre.writing.connect(self._show_writing)
        self._centre.written.connect(self._show_written)
        self._centre.failed.connect(self._show_not_written)
        self._sending = sending
        self._sending.progressed.connect(self._show_progress)
        self._sending.sent.connect(self._sent)
        self._sending.failed.connect(self._not_sent)

    @property
    def sent(self) -> Synced | None:
        """What the last sending came to."""
        return self._sending.result

    def begin(self) -> None:
        """Begin to count; until somebody goes back to selling, or the till is closed, nothing is sold."""
        self.stop()
        self._count, self._typed, self.is_counting = None, {}, True
        self._show_count({})

    def stop(self) -> None:
        """Count no more."""
        self.is_counting = False

    def _show_count(self, counts: Counts) -> None:
        page = CountPage(self._stage.words, counts)
        page.counting.connect(self._keep_typed)
        page.confirmed.connect(self._check)
        page.x_asked.connect(self._print_x)
        page.left.connect(partial(self._leave, page))
        self._stage.show(page, partial(self._show_count, counts))
        register = self._stage.register
        if register is not None:
            page.check_asked.connect(partial(self._show_unchecked, register))
            checking = self._places.rooms.checking(register)
            checking.listed.connect(page.show_unchecked)
            checking.load()
            page.stock_asked.connect(partial(self._show_stock, register))
            work = partial(awaits_count, self._stage.desk)
            self._stage.tasks.run(Lane.STORE, work, done=self._remind_of_stock, failed=self._stage.say)

    def _keep_typed(self, counts: Counts) -> None:
        self._typed = counts

    def _leave(self, page: CountPage) -> None:
        """Go back to selling; where something was counted it is asked first."""
        if counted_cash(page.counts()) == ZERO:
            self._stage.left.emit()
            return
        shell, tr = self._stage.shell, self._stage.words
        said, title = tr(UNCONFIRMED), tr(N_("The drawer is being counted"))
        back, stay = tr(N_("Back to selling")), tr(N_("Go on counting"))
        QuestionSheet(shell, tr, title, said, confirm=back, answer=self._stage.left.emit, leave=stay).open()

    def _remind_of_stock(self, is_awaited: bool) -> None:  # noqa: FBT001 - what the work found
        if isinstance(self._stage.page, CountPage):
            self._stage.page.remind_of_stock(is_awaited=is_awaited)

    def _show_stock(self, register: Register) -> None:
        """Show the stock to be counted, and come back to the drawer's count as it was."""
        self._places.rooms.open_stock(register, self._stage.way_back())

    def _show_unchecked(self, register: Register) -> None:
        """Show what nobody has seen in the app yet, and come back to the count as it was."""
        self._places.rooms.open_check(register, self._stage.way_back())

    def _check(self, counts: Counts) -> None:
        """Ask once about a count that is hardly meant: of nothing, or far from the one before."""
        tr, counted = self._stage.words, counted_cash(counts)
        write = partial(self._write, counts)
        if counted == ZERO:
            said = tr(N_("Not a single note was counted. Is the drawer really empty?"))
            self._ask(tr(N_("Nothing counted")), said, tr(N_("Yes, it is empty")), write)
        elif self._count is not None and abs(counted.amount - self._count.counted.amount) >= FAR.amount:
            said = tr(N_("First {before}, now {counted}. Is this count the right one?"))
            said = said.format(before=self._count.counted, counted=counted)
            self._ask(tr(N_("The counts are far apart")), said, tr(N_("Yes, this one")), write)
        else:
            write()

    def _keeps_open(self) -> bool:
        """Keep the window open over a count that nobody confirmed, and ask."""
        shell, tr = self._stage.shell, self._stage.words
        if self._is_let_go or self._stage.is_waiting or not self.is_counting:
            return False
        if counted_cash(self._typed) == ZERO:
            return False
        if not any(sheet.isVisible() for sheet in shell.findChildren(QuestionSheet)):
            said = tr(UNCONFIRMED)
            close, stay = tr(N_("Close the window")), tr(N_("Go on counting"))
            title = tr(N_("The drawer is being counted"))
            QuestionSheet(shell, tr, title, said, confirm=close, answer=self._close_window, leave=stay).open()
        return True

    def _close_window(self) -> None:
        self._is_let_go = True
        self._stage.shell.close()

    def _ask(self, title: str, said: str, confirm: str, answer: "partial[None]") -> None:
        shell, tr = self._stage.shell, self._stage.words
        QuestionSheet(shell, tr, title, said, confirm=confirm, answer=answer).open()

    def _write(self, counts: Counts) -> None:
        """Write a count down, once: each is kept."""
        register = self._stage.register
        if register is None:
            return
        self._stage.wait(self._stage.words(N_("The count is being written down…")))
        cashier, now = register.cashier.name, datetime.now(UTC)
        work = partial(count_drawer, self._stage.desk, dict(counts), cashier=cashier, now=now)
        done = partial(self._written, counts)
        self._stage.tasks.run(Lane.STORE, work, done=done, failed=self._not_written)

    def _not_written(self, error: PosError) -> None:
        self._stage.go_on()
        self._stage.say(error)

    def _written(self, counts: Counts, count: DrawerCount) -> None:
        self._stage.go_on()
        self._count, self._typed = count, {}  # it is kept by now
        self._show_counted(counts, count)

    def _show_counted(self, counts: Counts, count: DrawerCount) -> None:
        page = CountedPage(self._stage.words, counts)
        page.again_asked.connect(partial(self._show_count, counts))
        page.confirmed.connect(partial(self._close, counts, count))
        self._stage.show(page, partial(self._show_counted, counts, count))

    def _close(self, counts: Counts, count: DrawerCount) -> None:
        register, page = self._stage.register, self._stage.page
        if register is not None and page is not None:
            if register.basket.is_begun:
                self._stage.say(OpenBasket())
                return
            approval = Approval(register, self._stage.words, page)
            said = self._stage.words(N_("The till is being closed…"))
            approval.begun.connect(partial(self._stage.wait, said))
            approval.asked.connect(self._stage.go_on)
            approval.do(
                partial(_close, self._stage.desk, counts, count),
                done=partial(self._have_closed, register),
                failed=partial(self._not_closed, counts),
            )

    def _not_closed(self, counts: Counts, error: PosError) -> None:
        self._stage.go_on()
        if isinstance(error, DrawerMoved):
            self._count = None
            self._show_count(counts)
        self._stage.say(error)

    def _have_closed(self, register: Register, done: tuple[ClosedTill, str]) -> None:
        self._stage.go_on()
        self.stop()
        closed, self._central = done
        self._sending.forget()
        self._centre.forget()
        self._show_closed(closed)
        register.papers.print_waiting()
        self.closed.emit()

    def _show_closed(self, closed: ClosedTill) -> None:
        tr, centre = self._stage.words, self._centre
        page = ClosedPage(
            tr, closed.till, closed.hash, has_centre=bool(self._central), is_real=centre.is_real
        )
        page.send_asked.connect(self._send)
        page.stick_asked.connect(centre.save_to_stick)
        page.centre_asked.connect(centre.set_centre)
        page.reopened.connect(self.reopened)
        self._stage.show(page, partial(self._show_closed, closed))
        if centre.is_writing:
            page.show_writing()
        elif centre.handed_over is not None:
            page.show_written(say_written(centre.handed_over, tr))
        if self._sending.is_running:
            self._show_progress(0, 1)
        elif self._sending.result is not None:
            page.show_sent(self._sending.result)

    def _send(self) -> None:
        self._show_progress(0, 1)
        self._is_sending = True
        self._sending.start(self._stage.desk)

    def _show_progress(self, done: int, whole: int) -> None:
        if isinstance(self._stage.page, ClosedPage):
            self._stage.page.show_progress(done, whole)

    def _sent(self, done: Synced) -> None:
        if isinstance(self._stage.page, ClosedPage):
            self._stage.page.show_sent(done)
        elif self._is_sending:
            self._places.told.emit(say_sent(done, self._stage.words))
        self._is_sending = False

    def _not_sent(self, error: PosError) -> None:
        said = error.message(self._stage.desk.settings.language)
        if isinstance(self._stage.page, ClosedPage):
            self._stage.page.show_failed(said)
        elif self._is_sending:
            self._places.told.emit(said)
        self._is_sending = False

    def _take_centre(self, settings: Settings) -> None:
        """Offer to send where a centre is set now."""
        self._central = settings.central
        if isinstance(self._stage.page, ClosedPage):
            self._stage.show_again()

    def _show_writing(self) -> None:
        if isinstance(self._stage.page, ClosedPage):
            self._stage.page.show_writing()

    def _show_written(self, done: Exported) -> None:
        if isinstance(self._stage.page, ClosedPage):
            self._stage.page.show_written(say_written(done, self._stage.words))

    def _show_not_written(self, error: PosError) -> None:
        if isinstance(self._stage.page, ClosedPage):
            self._stage.page.show_not_written(error.message(self._stage.desk.settings.language))

    def _print_x(self) -> None:
        register = self._stage.register
        if register is not None:
            work = partial(queue_x, self._stage.desk, cashier=register.cashier.name, now=datetime.now(UTC))
            self._stage.tasks.run(
                Lane.STORE, work, done=lambda _job: register.papers.print_waiting(), failed=self._stage.say
            )


def _close(
    desk: Desk,
    counts: Counts,
    count: DrawerCount,
    *,
    cashier: str,
    now: datetime,
    approver: str,
    agreed: tuple[Reason, ...],
) -> tuple[ClosedTill, str]:
    """Close the till by a count; say also which centre is set by now."""
    closed = close_till(desk, counts, cashier=cashier, now=now, approver=approver, agreed=agreed, count=count)
    return closed, load_settings(desk.home).central
