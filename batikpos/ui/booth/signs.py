"""What a pill of the bar leads to: one sentence, and the one thing to do about it."""

from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from batikpos.domain.errors import PosError
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.clockcheck import ClockDoubt
from batikpos.services.desk import Desk
from batikpos.services.disk import DiskFull, LittleRoom, Room
from batikpos.sync.mark import Synced
from batikpos.ui.booth.sheets import QuestionSheet
from batikpos.ui.booth.statusbar import Sign, StatusPills, look_of_sign
from batikpos.ui.sending import Sending, say_sent
from batikpos.ui.status import Signs, Status
from batikpos.ui.tasks import Tasks
from batikpos.ui.widgets.buttons import Button


class SignDesk(QObject):
    """Keeps the pills of the bar true, and answers those that are tapped; sending goes on behind selling."""

    told = Signal(str)
    warned = Signal(str)
    stick_asked = Signal()
    sheet_opened = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks, sending: Sending, window: QWidget) -> None:
        super().__init__(window)
        self._sending, self._window = sending, window
        self._bar: StatusPills | None = None
        self._tr: Translate = str
        self._signs = Signs()
        self._taken: ClockDoubt | None = None
        self._is_asked = False
        self.status = Status(desk, tasks, self)
        self.status.looked.connect(self._show)
        sending.sent.connect(self._sent)
        sending.failed.connect(self._not_sent)

    def begin(self, desk: Desk, tr: Translate, bar: StatusPills) -> None:
        """Go by these settings, speak this language, and show it in this bar."""
        self.status.desk, self._tr = desk, tr
        if bar is not self._bar:
            self._bar = bar
            bar.asked.connect(self._ask)
        self._show(self._signs)
        self.status.look_soon()

    def _show(self, signs: Signs) -> None:
        self._signs = signs
        shown = signs
        if signs.doubt is not None and self._is_taken(signs.doubt):
            shown = Signs(signs.unsent, signs.is_late, None, signs.room)
        if self._bar is not None:
            self._bar.show_signs(shown, self._tr, is_sending=self._sending.is_running)

    def _is_taken(self, doubt: ClockDoubt) -> bool:
        """Say whether somebody looked, and found the clock right; being far from the fair has no moment."""
        return self._taken is not None and self._taken.is_as(doubt)

    def _ask(self, sign: Sign) -> None:
        match sign:
            case Sign.UNSENT:
                said, act, answer = self._unsent_said(), N_("Send now"), self._send
            case Sign.CLOCK:
                said, act, answer = self._clock_said(), N_("The clock is right"), self._take_clock
            case Sign.DISK:
                said, act, answer = self._disk_said(), N_("Look again"), self.status.look
        if sign is not Sign.UNSENT or not self._sending.is_running:
            title = look_of_sign(sign, self._signs, self._tr).words
            confirm = self._tr(act)
            sheet = QuestionSheet(self._window, self._tr, title, said, confirm=confirm, answer=answer)
            if sign is Sign.UNSENT:
                stick = Button(self._tr(N_("Save to a stick…")))
                stick.clicked.connect(partial(self._ask_stick, sheet))
                sheet.add(stick)
            self.sheet_opened.emit(sheet)

    def _ask_stick(self, sheet: QuestionSheet) -> None:
        sheet.close_sheet()
        self.stick_asked.emit()

    def _unsent_said(self) -> str:
        said = self._tr(
            N_(
                "They are safe here. The organizer counts them only once they are sent; selling goes on"
                " meanwhile."
            )
        )
        if self._signs.unsent.handed_over:
            said = self._tr(
                N_(
                    "They are in the file that was written for the organizer. Whether it arrived is not known"
                    " here until this booth sends: that proves it, and sends nothing twice."
                )
            )
        if self._signs.is_late and self._signs.unsent.since is not None:
            since = self._tr(N_("The first is of {day}.")).format(day=f"{self._signs.unsent.since:%d/%m/%Y}")
            return f"{since} {said}"
        return said

    def _clock_said(self) -> str:
        doubt, tr = self._signs.doubt, self._tr
        if doubt is None:
            return ""
        if doubt.was is not None:
            said = tr(
                N_("The laptop's clock was set from {was} to {says}. Notas carry its time: is it right?")
            )
            said = said.format(was=f"{doubt.was:%d/%m %H.%M}", says=f"{doubt.says:%d/%m %H.%M}")
            if doubt.till is None:
                return said
            anew = tr(
                N_("The till is of {day}: close it and open it anew, and what is sold is of the right day.")
            )
            return f"{said} {anew.format(day=f'{doubt.till:%d/%m}')}"
        fair = self.status.desk.fair
        said = tr(
            N_(
                "The laptop says {says}, but {fair} is from {first} to {last}. Set the laptop's clock if it"
                " is wrong: notas carry its time."
            )
        )
        days = {"first": f"{fair.first_day:%d/%m/%Y}", "last": f"{fair.last_day:%d/%m/%Y}"}
        return said.format(says=f"{doubt.says:%d/%m/%Y %H.%M}", fair=fair.name, **days)

    def _disk_said(self) -> str:
        home, language = str(self.status.desk.home), language_of(self._tr)
        error = DiskFull(home) if self._signs.room is Room.NONE else LittleRoom(home)
        return error.message(language)

    def _take_clock(self) -> None:
        self._taken = self._signs.doubt
        self._show(self._signs)

    def _send(self) -> None:
        if not self._sending.is_running:
            self._is_asked = True
            self._sending.start(self.status.desk)
            self._show(self._signs)

    def _sent(self, done: Synced) -> None:
        self._end(say_sent(done, self._tr), self.told if done.is_equal else self.warned)

    def _not_sent(self, error: PosError) -> None:
        self._end(error.message(language_of(self._tr)), self.warned)

    def _end(self, said: str, saying: SignalInstance) -> None:
        if self._is_asked:
            saying.emit(said)
        self._is_asked = False
        self._show(self._signs)
        self.status.look()
