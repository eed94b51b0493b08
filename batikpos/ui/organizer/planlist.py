"""A page that lists one kind of thing of the plan: its table, and what adds, changes and takes out."""

from collections.abc import Sequence

from batikpos.domain.errors import PosError
from batikpos.domain.fairplan import FairPlan
from batikpos.i18n import N_
from batikpos.ui.organizer.office import Office
from batikpos.ui.organizer.planpage import PlanPage, try_change
from batikpos.ui.organizer.rows import Column, Row
from batikpos.ui.organizer.table import Table
from batikpos.ui.widgets.buttons import Button


class PlanListPage(PlanPage):
    """Shows a table of the plan; whoever has the desk adds to it, and changes what is in it.

    A page says its `columns`, its `rows` and what is `said` over them, asks by `open_one`, and gives the plan
    `without` what is chosen.
    """

    def __init__(self, office: Office, title: str, *, add: str, empty: str) -> None:
        super().__init__(office, title)
        tr = self.words
        self.table = Table(tr, title, self.columns(), office.tasks, empty=empty)
        self.table.opened.connect(self.open_one)
        self.table.saved.connect(self.tell)
        self.table.refused.connect(self.refuse)
        self.add = Button(add)
        self.add.set_icon("add")
        self.edit = Button(tr(N_("Change…")))
        self.remove = Button(tr(N_("Take out of the plan")))
        self.add.clicked.connect(lambda: self.open_one(""))
        self.edit.clicked.connect(self._edit)
        self.remove.clicked.connect(self._remove)
        for button in (self.add, self.edit, self.remove):
            self.tools.addWidget(button)
            self.only_at_desk(button)
        self.box.addWidget(self.table, 1)
        self.put_more()
        self.put_bar()
        self.show_plan()

    def put_more(self) -> None:
        """Put more into the page, under the table and into the head."""

    def columns(self) -> Sequence[Column]:
        """Head the table."""
        raise NotImplementedError

    def rows(self) -> Sequence[Row]:
        """Write what is listed."""
        raise NotImplementedError

    def say_of_all(self) -> str:
        """Say how many there are."""
        raise NotImplementedError

    def open_one(self, key: str) -> None:
        """Ask for a new one, or for another form of one that is there."""
        raise NotImplementedError

    def without(self, key: str) -> FairPlan:
        """Return the plan without one."""
        raise NotImplementedError

    def show_plan(self) -> None:
        """Show the list."""
        if self.office.overview is not None:
            self.table.show_rows(self.rows())
            self.said.setText(self.say_of_all())

    def take(self, plan: FairPlan) -> PosError | None:
        """Change the draft; return why it cannot be."""
        return try_change(self, plan)

    def _edit(self) -> None:
        if self.table.current:
            self.open_one(self.table.current)

    def _remove(self) -> None:
        if self.table.current and (refused := self.take(self.without(self.table.current))):
            self.refuse(refused)
