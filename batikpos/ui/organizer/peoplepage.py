"""The page of the people: who sells or supervises at the fair, and where."""

from dataclasses import replace
from functools import partial

from batikpos.domain.errors import PosError
from batikpos.domain.fair import Person
from batikpos.i18n import N_
from batikpos.ui.organizer.asks import ROLES, PersonSheet
from batikpos.ui.organizer.office import Office
from batikpos.ui.organizer.planpage import PlanPage, try_change
from batikpos.ui.organizer.rows import Column, Row, Sign, Tone
from batikpos.ui.organizer.table import Table
from batikpos.ui.widgets.buttons import Button


class PeoplePage(PlanPage):
    """Lists the people of the plan; a PIN is typed once, and nobody can read it again."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, office.words(N_("People")))
        tr = self.words
        columns = (
            Column(tr(N_("Name")), is_wide=True),
            Column(tr(N_("Role")), is_wide=True),
            Column(tr(N_("Sells at")), is_wide=True),
            *([Column(tr(N_("PIN")))] if self.can_change else ()),
        )
        empty = tr(N_("Nobody is planned yet. Add who sells and who supervises."))
        self.table = Table(tr, tr(N_("People")), columns, office.tasks, empty=empty)
        self.table.opened.connect(self.open_person)
        self.table.saved.connect(self.tell)
        self.table.refused.connect(self.refuse)
        self.add = Button(tr(N_("Add a person…")))
        self.add.set_icon("add")
        self.edit = Button(tr(N_("Change…")))
        self.remove = Button(tr(N_("Take out of the plan")))
        self.add.clicked.connect(partial(self.open_person, ""))
        self.edit.clicked.connect(self._edit)
        self.remove.clicked.connect(self._remove)
        for button in (self.add, self.edit, self.remove):
            self.tools.addWidget(button)
            self.only_at_desk(button)
        self.box.addWidget(self.table, 1)
        self.put_bar()
        self.show_plan()

    def show_plan(self) -> None:
        """Show the people."""
        plan, tr = self.plan, self.words
        where = {p.name: [booth.code for booth in plan.booths if p.name in booth.people] for p in plan.people}
        self.table.show_rows(
            [
                Row(
                    person.name,
                    (
                        person.name,
                        tr(ROLES[person.role]),
                        ", ".join(where[person.name]) or None,
                        *([self._pin(person)] if self.can_change else ()),
                    ),
                )
                for person in sorted(plan.people, key=lambda person: person.name.casefold())
            ]
        )
        said = tr(N_("{count} people. Of PINs only their hashes are kept."))
        self.said.setText(said.format(count=len(plan.people)))

    def open_person(self, name: str) -> None:
        """Ask for a person: a new one, or one that is there."""
        if self.can_change:
            of = next((person for person in self.plan.people if person.name == name), None)
            PersonSheet(self.window(), self.words, of, partial(self._take, name)).open()

    def _pin(self, person: Person) -> Sign:
        """Say whether somebody can sign in; only the desk knows."""
        if person.pin_hash:
            return Sign(self.words(N_("set")), Tone.GOOD, 1)
        return Sign(self.words(N_("none yet")), Tone.ATTENTION)

    def _edit(self) -> None:
        if self.table.current:
            self.open_person(self.table.current)

    def _take(self, before: str, person: Person) -> PosError | None:
        plan = self.plan
        people = [person if one.name == before else one for one in plan.people]
        if all(one.name != before for one in plan.people):
            people.append(person)
        booths = tuple(
            replace(b, people=tuple(person.name if n == before else n for n in b.people)) for b in plan.booths
        )
        return try_change(self, replace(plan, people=tuple(people), booths=booths))

    def _remove(self) -> None:
        name, plan = self.table.current, self.plan
        people = tuple(person for person in plan.people if person.name != name)
        booths = tuple(replace(b, people=tuple(n for n in b.people if n != name)) for b in plan.booths)
        if refused := try_change(self, replace(plan, people=people, booths=booths)):
            self.refuse(refused)
