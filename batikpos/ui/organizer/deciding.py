"""Deciding something at the organizer's desk: who decides types a PIN, it is written down, and then sent."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from batikpos.domain.errors import PosError
from batikpos.domain.fair import Person, Role
from batikpos.i18n import N_
from batikpos.services.clock import since_boot
from batikpos.services.desk import Desk
from batikpos.services.deskpeople import with_people_now
from batikpos.services.people import NeedsApprover, sign_in
from batikpos.sync.centre import NoCentre, open_centre
from batikpos.sync.push import DeskReplaced, push_decisions
from batikpos.sync.sent import note_sent
from batikpos.ui.organizer.office import Office
from batikpos.ui.organizer.pinsheet import PinSheet
from batikpos.ui.tasks import Lane
from batikpos.values import frozen

Act = Callable[[Desk, tuple[Person, ...], str], object]
"""Does something at a desk, in the name of people, with what the first noted or chose; gives what came."""


@frozen
class _Asked:
    """What is asked of how many people, who agreed so far, and what came of it."""

    window: QWidget
    why: str
    act: Act
    people: int
    note: str
    choices: Sequence[tuple[str, str]]
    desk: Desk
    persons: tuple[Person, ...] = ()
    said: str = ""
    came: object = None


class OnlyLooking(PosError):
    """Something is to be decided where there is no desk of the organizer's."""

    code: ClassVar[str] = "only_looking"
    text: ClassVar[str] = N_(
        "This window only looks: what is decided is written at the organizer's desk. Open it on its home."
    )


class NotSentYet(PosError):
    """A decision that is kept at the desk, and that the centre has not got yet."""

    code: ClassVar[str] = "not_sent_yet"
    text: ClassVar[str] = N_(
        "It is written down at this desk, but not sent yet: {said} It goes with the next."
    )
    said: str


class Deciding(QObject):
    """Does an act in the name of supervisors of the desk; `told` says what became of it, and of sending.

    `written` comes with what came of this act once it is written down, and `done` once sending was tried
    too; that not where the centre put it aside: it counts nowhere.
    """

    written = Signal(object)
    done = Signal(object)
    told = Signal(str)
    refused = Signal(object)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.sheet: PinSheet | None = None

    def ask(
        self,
        window: QWidget,
        why: str,
        act: Act,
        *,
        people: int = 1,
        note: str = "",
        choices: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Ask so many supervisors for their PINs over a window; the act is done once all are right.

        Where a `note` is asked for in words, the first may write one; of `choices`, words and values, the
        first takes one.
        """
        desk = self._office.opened.desk
        if desk is None:
            self.refused.emit(OnlyLooking())
            return
        self._next(_Asked(window, why, act, people, note, choices, desk))

    def _next(self, asked: _Asked) -> None:
        """Ask the next person, who is none of those before."""
        others = {person.name for person in asked.persons}
        names = [p.name for p in asked.desk.people if p.role is Role.SUPERVISOR and p.name not in others]
        note = "" if asked.persons else asked.note
        choices = () if asked.persons else asked.choices
        sheet = PinSheet(asked.window, self._office.words, asked.why, names, note=note, choices=choices)
        self.sheet = sheet
        sheet.typed.connect(partial(self._try, asked))
        sheet.open()

    def _try(self, asked: _Asked, name: str, pin: str) -> None:
        if self.sheet is not None and not asked.persons:
            asked = replace(asked, said=self.sheet.said)
        work = partial(_decide, asked, name, pin)
        self._office.tasks.run(Lane.STORE, work, done=self._have_tried, failed=self._have_failed)

    def _have_tried(self, asked: _Asked) -> None:
        self._close_sheet()
        if len(asked.persons) < asked.people:
            self._next(asked)
            return
        self.written.emit(asked.came)
        self.told.emit(self._office.words(N_("Written down. It is being sent to the centre…")))
        work = partial(send, asked.desk, self._office.opened.central)
        self._office.tasks.run(
            Lane.SYNC,
            work,
            done=partial(self._have_sent, asked.came),
            failed=partial(self._have_not_sent, asked.came),
        )

    def _have_failed(self, error: PosError) -> None:
        if self.sheet is not None and error.code in {"wrong_pin", "pin_slowed"}:
            self.sheet.refuse(error)
            return
        self._close_sheet()
        self.refused.emit(error)

    def _close_sheet(self) -> None:
        if self.sheet is not None:
            self.sheet.close_sheet()
            self.sheet = None

    def _have_sent(self, came: object, _done: object) -> None:
        self.done.emit(came)
        self.told.emit(self._office.words(N_("Written down, and the centre has it.")))

    def _have_not_sent(self, came: object, error: PosError) -> None:
        if isinstance(error, DeskReplaced):
            self.refused.emit(error)
            return
        self.done.emit(came)
        self.refused.emit(NotSentYet(error.message(self._office.opened.settings.language)))


def _decide(asked: _Asked, name: str, pin: str) -> _Asked:
    """Let one more person in; the last one's PIN does the act."""
    desk = with_people_now(asked.desk)
    person = sign_in(desk, name, pin, beat=since_boot())
    if gone := next((one for one in asked.persons if one not in desk.people), None):
        raise NeedsApprover(gone.name)  # taken off, or by another PIN, since it was typed
    asked = replace(asked, desk=desk, persons=(*asked.persons, person))
    if len(asked.persons) == asked.people:
        return replace(asked, came=asked.act(asked.desk, asked.persons, asked.said))
    return asked


def send(desk: Desk, central: str) -> None:
    """Send what the desk has written down. Raises: NoCentre, DeskReplaced, CentreBehind, StoreUnavailable."""
    if not central:
        raise NoCentre
    with closing(open_centre(central, create=True)) as centre:
        note_sent(desk.home, central, push_decisions(desk.store, centre))
