"""What the pages of the fair, its booths and its people share: one draft of the plan, and how it is kept."""

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QFrame, QHBoxLayout

from batikpos.domain.errors import PosError
from batikpos.domain.fair import Person
from batikpos.domain.fairplan import FairPlan, check_plan
from batikpos.domain.holders import Planned
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.services.fair_file import load_plan
from batikpos.services.organizer import change_fair, homes_of
from batikpos.ui.organizer.deciding import Deciding
from batikpos.ui.organizer.office import Office
from batikpos.ui.organizer.page import Page
from batikpos.ui.organizer.sincewhen import since_of, warned_of
from batikpos.ui.theme import GAP, margins, px, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.words import fill, label


class PlanChangedMeanwhile(PosError):
    """A draft of a plan that is another by now: as a whole it would take back what was changed."""

    code: ClassVar[str] = "plan_changed_meanwhile"
    text: ClassVar[str] = N_(
        "The plan was changed at this desk meanwhile, by another window or a command. Nothing was written"
        " down. Undo the changes to see what holds now, and make them again."
    )


class PlanPage(Page):
    """Shows the plan, or what it would be; what was changed is kept at once, by a supervisor's PIN."""

    def __init__(self, office: Office, title: str) -> None:
        super().__init__(office, title)
        tr = self.words
        self.deciding = Deciding(office, self)
        self.deciding.written.connect(office.know_plan)
        self.deciding.done.connect(self._have_kept)
        self.deciding.told.connect(self.tell)
        self.deciding.refused.connect(self._have_refused)
        self._bar = QFrame(self)
        fill(self._bar, theme_now().choice_ground)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(margins(14, 4, 6, 4))
        row.setSpacing(px(GAP))
        row.addWidget(label(tr(N_("The plan was changed here, and does not hold yet.")), 16, wraps=True), 1)
        undo = Button(tr(N_("Undo the changes")))
        undo.clicked.connect(self._undo)
        self.keep_button = Button(tr(N_("Put it in force…")), Kind.PRIMARY)
        self.keep_button.clicked.connect(self.keep)
        row.addWidget(undo)
        row.addWidget(self.keep_button)
        self._bar.hide()
        self._office_has_draft()
        office.draft_changed.connect(self._office_has_draft)

    @property
    def can_change(self) -> bool:
        """Say whether this window may change the plan: it has the desk's own home."""
        return self.office.opened.desk is not None

    @property
    def plan(self) -> FairPlan:
        """Return the plan as it would be."""
        return self.office.plan

    def only_at_desk(self, button: Button) -> None:
        """Hide what changes the plan where that cannot be. Call it once the button has its place."""
        if not self.can_change:
            button.hide()

    def put_bar(self) -> None:
        """Put the bar that keeps the changes at the foot, after all else."""
        self.box.addWidget(self._bar)

    def change(self, plan: FairPlan) -> None:
        """Change the draft. Raises: BadPlan."""
        overview = self.office.overview
        check_plan(plan, homes_of(overview.producers if overview else ()))
        self.office.change_draft(plan)

    def keep(self) -> None:
        """Let the draft hold, once a supervisor typed a PIN."""
        why = self.words(N_("The plan of the fair is changed. The journal keeps who did it."))
        overview = self.office.overview
        homes = homes_of(overview.producers if overview else ())
        before, after = Planned(self.office.draft_from, homes), Planned(self.plan, homes)
        warning, days = warned_of(self.office, before, after)
        act = partial(_keep, self.plan, self.office.draft_from, self.office)
        self.deciding.ask(self.window(), why + warning, act, choices=days)

    def show_known(self) -> None:
        """Show the plan."""
        self.show_plan()

    def show_plan(self) -> None:
        """Show the draft on the page."""

    def _undo(self) -> None:
        self.office.change_draft(None)

    def _have_kept(self, plan: FairPlan) -> None:
        if self.office.is_drafted(plan):
            self.office.change_draft(None)
        self.load()

    def _have_refused(self, error: PosError) -> None:
        """Say why it does not hold, and read anew what does: it is there when the changes are undone."""
        self.refuse(error)
        self.load()

    def _office_has_draft(self) -> None:
        self._bar.setVisible(self.office.draft is not None)
        if self.isVisible():
            self.show_plan()


def _keep(
    plan: FairPlan, before: FairPlan, office: Office, desk: Desk, people: tuple[Person, ...], since: str
) -> FairPlan:
    if load_plan(desk) != before:
        raise PlanChangedMeanwhile
    change_fair(desk, people[0], plan=plan, since=since_of(since), now=office.now())
    return load_plan(desk)


def try_change(page: PlanPage, plan: FairPlan) -> PosError | None:
    """Change the draft; return why it cannot be."""
    try:
        page.change(plan)
    except PosError as error:
        return error
    return None
