"""The pills in the bar at the top: only what needs attention, each a word, a colour and one thing to do."""

from enum import Enum
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from batikpos.i18n import N_, Translate
from batikpos.printing.outcome import COVER_OPEN, PAPER_OUT
from batikpos.printing.worked import Worked
from batikpos.services.disk import Room
from batikpos.store.printjobs import JobState
from batikpos.ui.status import Signs
from batikpos.ui.theme import theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.values import frozen


class Sign(Enum):
    """What a pill is about, the worst first: its icon."""

    DISK = "disk"
    CLOCK = "clock"
    UNSENT = "unsent"


@frozen
class Look:
    """How a pill looks."""

    words: str
    colour: QColor


def look_of_printer(worked: Worked, *, has_printer: bool, has_printed: bool, tr: Translate) -> Look:
    """Say how the printer's pill looks after a round at its queue."""
    theme = theme_now()
    if not has_printer:
        return Look(tr(N_("No printer")), theme.attention)
    if worked.stuck and worked.stuck[0].state is JobState.UNCERTAIN:
        return Look(tr(N_("Look at the printer")), theme.attention)
    if worked.stuck:
        return Look(tr(_STUCK.get(worked.stuck[0].reason, N_("Printer off"))), theme.attention)
    if has_printed:
        return Look(tr(N_("Printer ready")), theme.bar_good)
    return Look(tr(N_("Printer not tried yet")), theme.on_bar_2)


_STUCK = {PAPER_OUT: N_("Paper out"), COVER_OPEN: N_("Cover open")}


def look_of_sign(sign: Sign, signs: Signs, tr: Translate, *, is_sending: bool = False) -> Look:
    """Say how the pill of a sign looks."""
    theme = theme_now()
    match sign:
        case Sign.DISK:
            return Look(
                tr(N_("Disk full") if signs.room is Room.NONE else N_("Disk nearly full")), theme.attention
            )
        case Sign.CLOCK:
            return Look(tr(N_("Look at the clock")), theme.attention)
        case Sign.UNSENT if is_sending:
            return Look(tr(N_("Sending…")), theme.bar_good)
        case Sign.UNSENT:
            said = N_("{count} not sent yet")
            if signs.unsent.handed_over:
                said = N_("{count} handed over")
            return Look(
                tr(said).format(count=signs.unsent.sales),
                theme.attention if signs.is_late else theme.on_bar_2,
            )


class StatusPills(QObject):
    """One pill for each sign, shown while it is due; all hidden while all is well."""

    asked = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pills: dict[Sign, Button] = {}
        for sign in Sign:
            pill = self._pills[sign] = Button(kind=Kind.BAR)
            pill.set_icon(sign.value)
            pill.clicked.connect(partial(self.asked.emit, sign))

    @property
    def pills(self) -> tuple[Button, ...]:
        """List the pills, to be put into the bar."""
        return tuple(self._pills.values())

    def show_signs(self, signs: Signs, tr: Translate, *, is_sending: bool) -> None:
        """Show what there is to say."""
        due = {
            Sign.DISK: signs.room is not Room.ENOUGH,
            Sign.CLOCK: signs.doubt is not None,
            Sign.UNSENT: bool(signs.unsent.sales),
        }
        for sign, pill in self._pills.items():
            if due[sign]:
                look = look_of_sign(sign, signs, tr, is_sending=is_sending)
                pill.set_words(look.words)
                pill.set_dot(look.colour)
            pill.setVisible(due[sign])
