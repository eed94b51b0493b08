"""What the pages share: the centre, which is read in lanes, the fair as it is known, the day looked at."""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from batikpos.domain.errors import PosError
from batikpos.domain.fair import USUAL_ZONE, Fair
from batikpos.domain.fairplan import FairPlan
from batikpos.i18n import Translate, translator
from batikpos.services.desk import Desk
from batikpos.services.deskpeople import with_people_now
from batikpos.services.fair_file import load_plan
from batikpos.services.reading_up import read_up
from batikpos.store.engine import Store
from batikpos.sync.centre import NoCentre, open_centre
from batikpos.ui.organizer.opening import OpenedOrganizer
from batikpos.ui.organizer.overview import Overview, read_overview, read_own, with_hashes
from batikpos.ui.tasks import Lane, Tasks

T = TypeVar("T")

PackReports = Callable[[str, Store], Iterable[tuple[str, bytes]]]
"""Writes the reports of an evidence pack, in a language and of a centre, as (name, content)."""


class Office(QObject):
    """Reads the centre for whoever asks; nothing of it is kept open, so a centre that went is no trouble.

    `asked_for` carries the name of a page that another leads to, and what is to be chosen there.
    """

    overview_changed = Signal()
    asked_for = Signal(str, str)
    day_changed = Signal()
    draft_changed = Signal()
    fair_changed = Signal()

    def __init__(
        self,
        opened: OpenedOrganizer,
        tasks: Tasks,
        pack_reports: PackReports,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.opened, self.tasks, self.pack_reports = opened, tasks, pack_reports
        self.overview: Overview | None = None
        self._chosen: Fair | None = None
        self.day: date | None = None
        self.draft: FairPlan | None = None
        self.draft_from = FairPlan()  # what the desk had when the draft was begun

    @property
    def words(self) -> Translate:
        """Translate into the window's language."""
        return translator(self.opened.settings.language)

    @property
    def plan(self) -> FairPlan:
        """Return the fair's plan, as it was changed here where it was."""
        if self.draft is not None:
            return self.draft
        return self.overview.decisions.plan if self.overview else FairPlan()

    @property
    def fair(self) -> Fair | None:
        """Return the fair that is looked at; None as long as nothing is known of it."""
        return self.overview.fair if self.overview else None

    def change_draft(self, plan: FairPlan | None) -> None:
        """Keep a changed plan for all pages, that does not hold yet; None forgets it."""
        if self.draft is None and self.overview is not None:
            self.draft_from = self.overview.at_desk
        self.draft = plan
        if self.overview is not None and self.is_drafted(self.overview.decisions.plan):
            self.draft = None
        self.draft_changed.emit()

    def is_drafted(self, plan: FairPlan) -> bool:
        """Say whether the draft is as a plan that holds; who held the money before stands in none."""
        return self.draft is not None and replace(self.draft, held=plan.held) == plan

    def know_plan(self, plan: FairPlan) -> None:
        """Know of a plan that it was written down here: what is changed from now on is changed of it."""
        if self.overview is not None:
            decisions = replace(self.overview.decisions, plan=plan)
            self.overview = replace(self.overview, decisions=decisions, at_desk=plan)
        self.draft_from = plan

    def know_desk(self, desk: Desk) -> None:
        """Know who signs in at the desk now."""
        self.opened = replace(self.opened, desk=desk)

    def name_of(self, booth: str) -> str:
        """Name a booth as its organizer did, or else by the producers who stand there."""
        if self.overview is None:
            return ""
        planned = self.overview.decisions.plan.booth(booth)
        named = ", ".join(p.name for p in self.overview.producers if p.booth == booth)
        return planned.name if planned and planned.name else named

    def now(self) -> datetime:
        """Say what time it is."""
        return datetime.now(UTC)

    def read(
        self,
        work: Callable[[Store], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[PosError], None],
        lane: Lane = Lane.SYNC,
    ) -> None:
        """Do `work` on the centre in a lane; what booths handed to it is read into its tables first."""
        self.tasks.run(lane, partial(read_centre, self.opened, work), done=done, failed=failed)

    def load(self, *, done: Callable[[], None], failed: Callable[[PosError], None]) -> None:
        """Read the fair anew. Where no centre answers, what the desk itself holds is shown."""

        def take(found: tuple[Overview, PosError | None, Desk | None]) -> None:
            self.overview, trouble, desk = found
            self.opened = replace(self.opened, desk=desk)
            if self.is_drafted(self.overview.decisions.plan):
                self.change_draft(None)  # it was kept by a page that is no more
            if self.day is None:
                self.day = self.overview.day_near(self.overview.fair.local(self.now()).date())
            self.overview_changed.emit()
            if trouble is None:
                done()
            else:
                failed(trouble)

        self.tasks.run(
            Lane.SYNC,
            partial(_overview, self.opened, self._chosen, self.now().astimezone(ZoneInfo(USUAL_ZONE)).date()),
            done=take,
            failed=failed,
        )

    def show_fair(self, fair: Fair) -> None:
        """Look at another fair of the centre; a desk looks at its own."""
        if self.opened.desk is None and fair != self.fair:
            self._chosen, self.day = fair, None
            self.load(done=self.fair_changed.emit, failed=lambda _error: self.fair_changed.emit())

    def show_day(self, day: date) -> None:
        """Look at another day."""
        if day != self.day:
            self.day = day
            self.day_changed.emit()


def read_centre(opened: OpenedOrganizer, work: Callable[[Store], T]) -> T:
    """Open the centre, let it read what waits there, do the work, close it.

    Raises: NoCentre, StoreMissing, StoreUnavailable, and what the work raises.
    """
    if not opened.central:
        raise NoCentre
    with closing(open_centre(opened.central)) as centre:
        centre.know_desks(opened.keys)
        read_up(centre)
        return work(centre)


def _overview(
    opened: OpenedOrganizer, chosen: Fair | None, today: date
) -> tuple[Overview, PosError | None, Desk | None]:
    """Read the fair; who signs in at the desk may have been changed by a command."""
    desk = opened.desk and with_people_now(opened.desk)
    own, fair = (desk.store, desk.fair) if desk else (None, chosen)
    trouble: PosError | None = None
    at_desk = load_plan(desk) if desk else FairPlan()
    try:
        found = read_centre(opened, lambda centre: read_overview(centre, own, fair, today))
    except PosError as error:
        if desk is None:
            raise
        found, trouble = read_own(desk.store, desk.fair), error
    return (replace(with_hashes(found, desk.home), at_desk=at_desk) if desk else found), trouble, desk
