"""The page of the people: who sells or supervises at the fair, and where; who signs in at the desk."""

from dataclasses import replace
from functools import partial

from batikpos.domain.errors import PosError
from batikpos.domain.fair import Person
from batikpos.domain.fairplan import FairPlan
from batikpos.i18n import N_, Translate
from batikpos.ui.organizer.asks import ROLES, PersonSheet
from batikpos.ui.organizer.deskpart import DeskPart
from batikpos.ui.organizer.office import Office
from batikpos.ui.organizer.planlist import put_plan_list
from batikpos.ui.organizer.planpage import PlanPage, try_change
from batikpos.ui.organizer.rows import Column, Row, Sign, Tone


class PeoplePage(PlanPage):
    """Lists the people of the plan; a PIN is typed once, and nobody can read it again."""

    def __init__(self, office: Office) -> None:
        tr = office.words
        title = tr(N_("People"))
        super().__init__(office, title)
        self.table = put_plan_list(
            self,
            title,
            columns(tr, knows_pins=self.can_change),
            add=tr(N_("Add a person…")),
            empty=tr(N_("Nobody is planned yet. Add who sells and who supervises.")),
            open_one=self.open_one,
            without=self.without,
        )
        self._at_desk = DeskPart(office)
        self._at_desk.said.connect(self.tell)
        self._at_desk.refused.connect(self.refuse)
        self._at_desk.changed.connect(self.load)
        self.box.addWidget(self._at_desk)
        self.put_bar()
        self.show_plan()

    def show_plan(self) -> None:
        """Show the people of the plan, and those of the desk."""
        if self.office.overview is not None:
            self.table.show_rows(self._rows())
            self.said.setText(self._say_of_all())
            self._at_desk.show_known()

    def _rows(self) -> list[Row]:
        plan, tr = self.plan, self.words
        where = {p.name: [booth.code for booth in plan.booths if p.name in booth.people] for p in plan.people}
        return [
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

    def _say_of_all(self) -> str:
        said = self.words(N_("{count} people. Of PINs only their hashes are kept."))
        return said.format(count=len(self.plan.people))

    def open_one(self, key: str) -> None:
        """Ask for a person."""
        if self.can_change:
            of = next((person for person in self.plan.people if person.name == key), None)
            PersonSheet(self.window(), self.words, of, partial(self._take, key)).open()

    def without(self, key: str) -> FairPlan:
        """Take a person out, of the booths too."""
        people = tuple(person for person in self.plan.people if person.name != key)
        booths = tuple(
            replace(b, people=tuple(name for name in b.people if name != key)) for b in self.plan.booths
        )
        return replace(self.plan, people=people, booths=booths)

    def _pin(self, person: Person) -> Sign:
        """Say whether somebody can sign in."""
        if person.pin_hash:
            return Sign(self.words(N_("set")), Tone.GOOD, 1)
        return Sign(self.words(N_("none yet")), Tone.ATTENTION)

    def _take(self, before: str, person: Person) -> PosError | None:
        plan = self.plan
        people = [person if one.name == before else one for one in plan.people]
        if all(one.name != before for one in plan.people):
            people.append(person)
        booths = tuple(
            replace(b, people=tuple(person.name if n == before else n for n in b.people)) for b in plan.booths
        )
        return try_change(self, replace(plan, people=tuple(people), booths=booths))


def columns(tr: Translate, *, knows_pins: bool) -> tuple[Column, ...]:
    """Head the people; only the desk knows who has a PIN."""
    return (
        Column(tr(N_("Name")), is_wide=True),
        Column(tr(N_("Role")), is_wide=True),
        Column(tr(N_("Sells at")), is_wide=True),
        *([Column(tr(N_("PIN")))] if knows_pins else ()),
    )
