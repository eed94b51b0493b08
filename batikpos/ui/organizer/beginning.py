"""Making a fair from nothing: what the organizer's window shows in a folder where there is none yet."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.errors import PosError
from batikpos.domain.fair import Fair, Role
from batikpos.domain.fairplan import FairPlan
from batikpos.domain.slip import read_day, write_day
from batikpos.domain.typed import LONGEST
from batikpos.i18n import N_, Translate, translator
from batikpos.services.organizer import make_fair
from batikpos.services.people import enrol
from batikpos.settings import Settings
from batikpos.store.engine import whole_address
from batikpos.ui.booth.sheets import line_edit
from batikpos.ui.organizer.opening import OpenedOrganizer, open_organizer
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.theme import BLACK, BOLD, GAP, MARGIN, margins, px, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.words import label, say_in
from batikpos.ui.widgets.writing import Writing

WIDTH = 860
_FIELDS = (
    ("name", N_("Fair"), N_("the fair's name"), 0, 0, 2),
    ("first_day", N_("First day"), "11/12/2026", 1, 0, 1),
    ("last_day", N_("Last day"), "15/12/2026", 1, 1, 1),
    ("venue", N_("Venue"), N_("hall and town"), 2, 0, 2),
    ("by", N_("Who answers for the fair"), N_("name"), 3, 0, 1),
    ("by_pin", N_("That person's PIN"), N_("4 to 12 digits"), 3, 1, 1),
    ("witness", N_("Who signs days off with them (may come later)"), N_("name"), 4, 0, 1),
    ("witness_pin", N_("The second person's PIN"), N_("4 to 12 digits"), 4, 1, 1),
    (
        "central",
        N_("The centre's address (may come later)"),
        N_("a server, or a file that all reach"),
        5,
        0,
        2,
    ),
)
"""What is asked: a key, its words, an example, and where it stands: row, column, columns."""


class NewFair(QWidget):
    """Asks for the little that a fair begins with; nothing is on the disk before all of it is right.

    `made` carries the desk that was opened; what was `typed` may come from a page in another language.
    """

    made = Signal(object)
    language_asked = Signal()

    def __init__(self, opened: OpenedOrganizer, tasks: Tasks, typed: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._opened, self._tasks = opened, tasks
        self._writing = Writing(self)
        self._writing.takes_long.connect(self._tell)
        tr = self._tr
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addStretch()
        self._inside = QWidget()
        self._inside.setMaximumWidth(px(WIDTH))
        row.addWidget(self._inside, 100)
        row.addStretch()
        outer.addLayout(row)
        box = QVBoxLayout(self._inside)
        box.setContentsMargins(margins(MARGIN, MARGIN, MARGIN, MARGIN))
        box.setSpacing(px(GAP))
        head = QHBoxLayout()
        head.addWidget(label(tr(N_("A new fair")), 28, BLACK), 1)
        other = Button("English" if opened.settings.language == "id" else "Bahasa Indonesia")
        other.set_icon("language")
        other.clicked.connect(self.language_asked)
        head.addWidget(other)
        box.addLayout(head)
        said = tr(
            N_(
                "There is no fair in this folder yet. Say what it is; booths, people and goods come next,"
                " typed or from your sheets, and then each booth gets its fair file."
            )
        )
        box.addWidget(label(said, 16, wraps=True, colour=theme_now().ink_2))
        box.addWidget(scrolling(self._ask(typed or {})), 1)
        self._fault = label("", 16, colour=theme_now().danger, wraps=True)
        self._fault.hide()
        box.addWidget(self._fault)
        self.make_button = Button(tr(N_("Make the fair")), Kind.PRIMARY)
        self.make_button.clicked.connect(self.make)
        box.addWidget(self.make_button)

    @property
    def typed(self) -> dict[str, str]:
        """Say what was typed so far."""
        return {key: field.text() for key, field in self.fields.items()}

    @property
    def _tr(self) -> Translate:
        return translator(self._opened.settings.language)

    def make(self) -> None:
        """Make it; where anything is not right, nothing is made, and it is said."""
        self._fault.hide()
        self._writing.begin(self._tr(N_("The fair is being made…")), self)
        work = partial(make_desk, self._opened.home, self._opened.settings, self.typed)
        self._tasks.run(Lane.STORE, work, done=self.made.emit, failed=self._refuse)

    def _ask(self, typed: Mapping[str, str]) -> QWidget:
        tr, made = self._tr, QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, px(GAP), 0)
        grid.setHorizontalSpacing(px(2 * GAP))
        grid.setVerticalSpacing(px(2))
        self.fields: dict[str, QLineEdit] = {}
        today = datetime.now(UTC).astimezone().date()
        known = {"first_day": write_day(today), "last_day": write_day(today)} | dict(typed)
        for key, words, example, row, column, columns in _FIELDS:
            field = line_edit(tr(example), is_secret=key.endswith("_pin"), size=18)
            field.setAccessibleName(tr(words))
            field.setMaxLength(LONGEST)
            field.setText(known.get(key, ""))
            above = label(tr(words), 15, BOLD)
            above.setBuddy(field)
            grid.addWidget(above, 3 * row, column, 1, columns)
            grid.addWidget(field, 3 * row + 1, column, 1, columns)
            grid.setRowMinimumHeight(3 * row + 2, px(GAP))
            self.fields[key] = field
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setRowStretch(3 * len(_FIELDS), 1)
        return made

    def _refuse(self, error: PosError) -> None:
        self._writing.end()
        say_in(self._fault, error.message(self._opened.settings.language), theme_now().danger)

    def _tell(self, said: str) -> None:
        """Say what is waited for."""
        say_in(self._fault, said, theme_now().ink)


def make_desk(home: Path, settings: Settings, typed: Mapping[str, str]) -> OpenedOrganizer:
    """Make the desk of a fair out of what was typed, and open it.

    Raises: BadValue, BadFair, BadPin, NoPeople, NoSupervisor, HomeExists, BadStoreUrl, StoreUnavailable.
    """
    said = {key: value.strip() for key, value in typed.items()}
    fair = Fair(said["name"], read_day(said["first_day"]), read_day(said["last_day"]))
    named = [(said["by"], said["by_pin"])]
    if said["witness"]:
        named.append((said["witness"], said["witness_pin"]))
    people = tuple(enrol(name, Role.SUPERVISOR, pin) for name, pin in named)
    central = whole_address(said["central"]) if said["central"] else ""
    kept = replace(settings, central=central)
    plan = FairPlan(said["venue"])
    make_fair(home, fair, plan, Catalogue(), people, kept, now=datetime.now(UTC))
    return open_organizer(home, settings.language)
