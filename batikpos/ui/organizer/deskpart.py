"""Who signs in at the organizer's desk, on the page of the people: letting in, taking off, and who did it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from batikpos.domain.decision import LetIn
from batikpos.domain.fair import Person, Role
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.services.deskpeople import let_in, take_off
from batikpos.ui.organizer.asks import DeskPersonSheet, TakeOffSheet
from batikpos.ui.organizer.deciding import Deciding
from batikpos.ui.organizer.office import Office
from batikpos.ui.theme import BOLD, GAP, margins, px, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.panel import Panel
from batikpos.ui.widgets.words import label

LATEST = 3
"""So many of those who were let in or taken off last are named; the journal keeps them all."""


class DeskPart(Panel):
    """Names who signs in at the desk, and changes that by the PINs of two who do."""

    said = Signal(str)
    refused = Signal(object)
    changed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office, tr = office, office.words
        self._deciding = Deciding(office, self)
        self._deciding.written.connect(office.know_desk)
        self._deciding.done.connect(self.changed)
        self._deciding.told.connect(self.said)
        self._deciding.refused.connect(self.refused)
        self.box.setContentsMargins(margins(14, 6, 6, 6))
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        self.box.addLayout(row)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._here = label("", 16, BOLD, wraps=True)
        self._lately = label("", 14, colour=theme_now().ink_2, wraps=True)
        words.addWidget(self._here)
        words.addWidget(self._lately)
        row.addLayout(words, 1)
        self.in_button, self.off_button = Button(tr(N_("Let somebody in…"))), Button(tr(N_("Take off…")))
        self.in_button.clicked.connect(self.ask_in)
        self.off_button.clicked.connect(self.ask_off)
        row.addWidget(self.in_button)
        row.addWidget(self.off_button)
        if office.opened.desk is None:
            self.hide()

    def show_known(self) -> None:
        """Name who signs in now, and who was let in or taken off last."""
        overview, names = self._office.overview, self._names()
        self._here.setText(self._office.words(N_("At the desk: {names}")).format(names=", ".join(names)))
        lately = overview.decisions.let_in[-LATEST:] if overview else ()
        self._lately.setText("\n".join(self._say(one) for one in reversed(lately)))
        self._lately.setVisible(bool(lately))
        self.off_button.setEnabled(len(names) > 1)

    def ask_in(self) -> None:
        """Ask whom to let in, and then who agrees."""
        DeskPersonSheet(self.window(), self._office.words, self._let_in).open()

    def ask_off(self) -> None:
        """Ask whom to take off, and then who agrees."""
        TakeOffSheet(self.window(), self._office.words, self._names(), self._take_off).open()

    def _let_in(self, new: Person) -> None:
        why = self._office.words(N_("{name} signs in at the desk from now on, and may sign days off."))
        act = partial(_let_in, new, self._office)
        self._deciding.ask(self.window(), why.format(name=new.name), act, people=min(2, len(self._names())))

    def _take_off(self, name: str) -> None:
        why = self._office.words(N_("{name} signs in at the desk no more. What was signed stays."))
        act = partial(_take_off, name, self._office)
        self._deciding.ask(self.window(), why.format(name=name), act, people=2)

    def _names(self) -> list[str]:
        desk = self._office.opened.desk
        return [person.name for person in desk.people if person.role is Role.SUPERVISOR] if desk else []

    def _say(self, one: LetIn) -> str:
        tr = self._office.words
        who = " + ".join(name for name in (one.by, one.agreed) if name)
        said = N_("{at}: {name} taken off by {who}") if one.is_off else N_("{at}: {name} let in by {who}")
        return tr(said).format(at=f"{one.at:%d/%m/%Y %H.%M}", name=one.name, who=who)


def _let_in(new: Person, office: Office, desk: Desk, people: tuple[Person, ...], _said: str) -> Desk:
    agreed = people[1].name if people[1:] else ""
    return let_in(desk, people[0], new, now=office.now(), approver=agreed)


def _take_off(name: str, office: Office, desk: Desk, people: tuple[Person, ...], _said: str) -> Desk:
    return take_off(desk, people[0], name, now=office.now(), approver=people[1].name)
