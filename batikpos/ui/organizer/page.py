"""What every page of the organizer's window has: its head, what is told over it, and reading the centre."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from batikpos.domain.errors import PosError, Unavailable
from batikpos.i18n import N_, Translate, language_of
from batikpos.store.engine import Store
from batikpos.sync.centre import NoCentre
from batikpos.ui.organizer.office import Office
from batikpos.ui.tasks import Lane
from batikpos.ui.theme import BLACK, GAP, MARGIN, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.choicebox import ChoiceBox
from batikpos.ui.widgets.message import MessageStrip
from batikpos.ui.widgets.searchfield import SearchField
from batikpos.ui.widgets.words import ElidedLabel, fill, label
from batikpos.ui.widgets.wrapping import WrappingLayout

RETRY_MS = 5_000
"""After so long a centre that did not answer is asked again."""

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)

T = TypeVar("T")


class Page(QWidget):
    """A page: parts go into `box`, buttons into `tools`. `load` reads what it shows when it comes into sight.

    What cannot be read is said over the page; what was there before stays, and it goes on trying.
    """

    def __init__(self, office: Office, title: str) -> None:
        super().__init__()
        self.office = office
        self._turn = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(margins(MARGIN, 12, MARGIN, 12))
        outer.setSpacing(px(GAP))
        self._title = label(title, 26, BLACK)
        self.said = ElidedLabel(15, colour=theme_now().ink_2)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self.said)
        self.tools = WrappingLayout(tall(GAP))
        head = self._head = QHBoxLayout()
        head.setSpacing(tall(GAP))
        head.addLayout(words, 1)
        head.addLayout(self.tools)
        self._head = head
        outer.addLayout(head)
        self._trouble = _Trouble(self.words)
        self._trouble.again.clicked.connect(self.load)
        outer.addWidget(self._trouble)
        self._inside = QWidget()
        self.box = QVBoxLayout(self._inside)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(px(GAP))
        outer.addWidget(self._inside, 1)
        self._strip = MessageStrip(self, self, self.words(N_("Close this message")), at_head=True)
        self._retry = QTimer(self, interval=RETRY_MS, singleShot=True)
        self._retry.timeout.connect(self.load)

    @property
    def words(self) -> Translate:
        """Translate into the window's language."""
        return self.office.words

    @property
    def language(self) -> str:
        """Say which language it is."""
        return language_of(self.words)

    @property
    def is_trying(self) -> bool:
        """Say whether a centre that did not answer will be asked again by itself."""
        return self._retry.isActive()

    def load(self) -> None:
        """Read the fair anew, and then what this page shows of it."""
        self.office.load(done=self._look_again, failed=self._missed_fair)

    def look(self) -> None:
        """Read what this page shows. One that shows what is known of the fair only, reads nothing."""

    def show_known(self) -> None:
        """Show what is known of the fair, whether or not a centre answers."""

    def choose(self, key: str) -> None:
        """Choose what another page leads to."""

    def read(self, work: Callable[[Store], T], done: Callable[[T], None], lane: Lane = Lane.SYNC) -> None:
        """Read something of the centre; what was asked before and comes later is dropped."""
        self._turn += 1
        self.office.read(
            work,
            done=partial(self._have, self._turn, done),
            failed=partial(self._missed, self._turn),
            lane=lane,
        )

    def tell(self, text: str) -> None:
        """Say what was done."""
        self._over_head(text, is_good=True)

    def say(self, text: str) -> None:
        """Say what went wrong, until it is closed."""
        self._over_head(text, is_good=False)

    def _over_head(self, text: str, *, is_good: bool) -> None:
        """Say it over all of the title's height: half a line of words under it would look torn."""
        self._strip.setMinimumHeight(self._head.sizeHint().height())
        self._strip.say(text, is_good=is_good)

    def refuse(self, error: PosError) -> None:
        """Say why something was not done."""
        self.say(error.message(self.language))

    def say_trouble(self, error: PosError) -> None:
        """Say over the page what cannot be read; the world outside is tried again by itself."""
        is_outside = isinstance(error, Unavailable)
        said = error.message(self.language)
        if isinstance(error, NoCentre) and self.office.opened.desk is not None:
            said = self.words(N_("This desk has no centre yet. Name it on the page of the fair."))
        self._trouble.say(said, is_tried_again=is_outside)
        if is_outside and self.isVisible():
            self._retry.start()

    def choose_fair(self) -> ChoiceBox | None:
        """Make a choice among the centre's fairs, where it has several and no desk is of one of them."""
        overview = self.office.overview
        if overview is None or self.office.opened.desk is not None or len(overview.fairs) < 2:  # noqa: PLR2004
            return None
        fairs = {fair.fair_id: fair for fair in overview.fairs}
        choices = [(f"{fair.name}, {fair.first_day:%d/%m/%Y}", fair_id) for fair_id, fair in fairs.items()]
        box = ChoiceBox(choices, self.words(N_("Fair")))
        box.setCurrentIndex(max(0, box.findData(overview.fair.fair_id)))
        box.activated.connect(lambda _n: self.office.show_fair(fairs[box.value]))
        return box

    def choose_day(self) -> ChoiceBox | None:
        """Make a choice among the fair's days, that holds for all pages."""
        overview, day = self.office.overview, self.office.day
        if overview is None or day is None:
            return None
        choices = [
            (say_day(one, overview.fair.day_number(one), self.words), one.isoformat())
            for one in overview.days
        ]
        box = ChoiceBox(choices, self.words(N_("Day")))
        box.setCurrentIndex(max(0, box.findData(day.isoformat())))
        box.currentIndexChanged.connect(lambda _n: self.office.show_day(date.fromisoformat(box.value)))
        return box

    def event(self, event: QEvent) -> bool:
        """Put the buttons under the title where there is no room beside it."""
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            wide = self._title.sizeHint().width() + self._head.spacing() + self.tools.sizeHint().width()
            way = QBoxLayout.Direction
            wanted = way.TopToBottom if wide > self._head.geometry().width() else way.LeftToRight
            if self._head.direction() != wanted:
                self._head.setDirection(wanted)
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read what is to be seen."""
        super().showEvent(event)
        self.load()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for nothing more."""
        self._retry.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Read again on F5; go to the filter on Ctrl+F."""
        if event.key() == Qt.Key.Key_F5:
            self.load()
        elif event.matches(QKeySequence.StandardKey.Find) and (field := self.findChild(SearchField)):
            field.setFocus()
            field.selectAll()
        else:
            super().keyPressEvent(event)

    def trouble_over(self) -> None:
        """Say no more that something cannot be read."""
        self._trouble.hide()
        self._retry.stop()

    def _look_again(self) -> None:
        self.trouble_over()
        self.show_known()
        if self.isVisible():
            self.look()

    def _missed_fair(self, error: PosError) -> None:
        if self.office.overview is not None:
            self.show_known()
        self.say_trouble(error)

    def _have(self, turn: int, done: Callable[[T], None], found: T) -> None:
        if turn == self._turn:
            self.trouble_over()
            done(found)

    def _missed(self, turn: int, error: PosError) -> None:
        if turn == self._turn:
            self.say_trouble(error)


class _Trouble(QFrame):
    """A strip under a page's head that stays while something cannot be read."""

    def __init__(self, tr: Translate) -> None:
        super().__init__()
        self._tr = tr
        theme = theme_now()
        fill(self, theme.attention)
        row = QHBoxLayout(self)
        row.setContentsMargins(margins(14, 4, 6, 4))
        self._text = label("", 16, wraps=True, colour=theme.on_attention)
        self.again = Button(tr(N_("Try again")))
        row.addWidget(self._text, 1)
        row.addWidget(self.again)
        self.hide()

    def say(self, text: str, *, is_tried_again: bool) -> None:
        """Say it."""
        more = (
            self._tr(N_("It is tried again by itself; what is shown is from before."))
            if is_tried_again
            else ""
        )
        self._text.setText(f"{text} {more}".strip())
        self.show()


def say_day(day: date, number: int, tr: Translate) -> str:
    """Say a day of the fair: "Day 2, Saturday 12/12"."""
    said = tr(N_("Day {number}, {weekday} {day}"))
    return said.format(number=number, weekday=tr(WEEKDAYS[day.weekday()]), day=f"{day:%d/%m}")
