"""The page of the booths: which there are, who sells there, and whose the QRIS money is."""

from dataclasses import replace
from functools import partial

from batikpos.domain.errors import PosError
from batikpos.domain.fairplan import BoothPlan
from batikpos.i18n import N_
from batikpos.ui.organizer.asks import BoothSheet
from batikpos.ui.organizer.office import Office
from batikpos.ui.organizer.planpage import PlanPage, try_change
from batikpos.ui.organizer.rows import Column, Row
from batikpos.ui.organizer.table import Table
from batikpos.ui.widgets.buttons import Button


class BoothsPage(PlanPage):
    """Lists the booths of the plan, and those that the centre knows beside it."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, office.words(N_("Booths")))
        tr = self.words
        columns = (
            Column(tr(N_("Booth"))),
            Column(tr(N_("Name")), is_wide=True),
            Column(tr(N_("Producers")), is_wide=True),
            Column(tr(N_("Laptops")), is_number=True),
            Column(tr(N_("Who sells there")), is_wide=True),
            Column(tr(N_("QRIS money to"))),
        )
        empty = tr(N_("No booths are planned yet. Add the first one, or take the plan in from a sheet."))
        self.table = Table(tr, tr(N_("Booths")), columns, office.tasks, empty=empty)
        self.table.opened.connect(self.open_booth)
        self.table.saved.connect(self.tell)
        self.table.refused.connect(self.refuse)
        self.add = Button(tr(N_("Add a booth…")))
        self.add.set_icon("add")
        self.edit = Button(tr(N_("Change…")))
        self.remove = Button(tr(N_("Take out of the plan")))
        self.add.clicked.connect(partial(self.open_booth, ""))
        self.edit.clicked.connect(self._edit)
        self.remove.clicked.connect(self._remove)
        for button in (self.add, self.edit, self.remove):
            self.tools.addWidget(button)
            self.only_at_desk(button)
        self.box.addWidget(self.table, 1)
        self.put_bar()
        self.show_plan()

    def show_plan(self) -> None:
        """Show the booths."""
        overview, plan = self.office.overview, self.plan
        if overview is None:
            return
        planned = [*plan.booths]
        planned += [BoothPlan(code, devices=0) for code in overview.booths if plan.booth(code) is None]
        at = {code: [p.name for p in overview.producers if p.booth == code] for code in overview.booths}
        self.table.show_rows(
            [
                Row(
                    booth.code,
                    (
                        booth.code,
                        booth.name or None,
                        ", ".join(at.get(booth.code, [])) or None,
                        booth.devices or None,
                        ", ".join(booth.people) or None,
                        self._payee(booth.qris),
                    ),
                )
                for booth in sorted(planned, key=lambda booth: booth.code)
            ]
        )
        count, more = len(plan.booths), len(planned) - len(plan.booths)
        said = self.words(N_("{count} booths planned, {more} more known at the centre"))
        self.said.setText(f"{overview.fair.name} · {said.format(count=count, more=more)}")

    def open_booth(self, code: str) -> None:
        """Ask for a booth: a new one, or another form of one that is there."""
        overview = self.office.overview
        if not self.can_change or overview is None:
            return
        of = self.plan.booth(code) or BoothPlan(code)
        people = [person.name for person in self.plan.people]
        producers = [(producer.name, producer.code) for producer in overview.producers]
        sheet = BoothSheet(self.window(), self.words, of, people, producers, partial(self._take, code))
        sheet.open()

    def _edit(self) -> None:
        if self.table.current:
            self.open_booth(self.table.current)

    def _take(self, before: str, booth: BoothPlan) -> PosError | None:
        booths = [booth if one.code == before else one for one in self.plan.booths]
        if all(one.code != before for one in self.plan.booths):
            booths.append(booth)
        return try_change(self, replace(self.plan, booths=tuple(booths)))

    def _remove(self) -> None:
        kept = tuple(booth for booth in self.plan.booths if booth.code != self.table.current)
        if refused := try_change(self, replace(self.plan, booths=kept)):
            self.refuse(refused)

    def _payee(self, qris: str) -> str | None:
        if not qris:
            return None
        if qris == "organizer":
            return self.words(N_("The organizer"))
        producers = self.office.overview.producers if self.office.overview else ()
        return next((producer.name for producer in producers if producer.code == qris), qris)
