"""The page of the booths: which there are, who sells there, and whose the QRIS money is."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from batikpos.domain.errors import PosError
from batikpos.domain.fairplan import BoothPlan, FairPlan
from batikpos.i18n import N_, Translate
from batikpos.ui.organizer.asks import BoothSheet
from batikpos.ui.organizer.handingout import HandedOut, HandedOutSheet, HandOutSheet, write_fair_files
from batikpos.ui.organizer.longwork import LongWork, Running
from batikpos.ui.organizer.office import Office
from batikpos.ui.organizer.planlist import put_plan_list
from batikpos.ui.organizer.planpage import PlanPage, try_change
from batikpos.ui.organizer.rows import Column, Row
from batikpos.ui.widgets.buttons import Button


class BoothsPage(PlanPage):
    """Lists the booths of the plan, and those that the centre knows beside it."""

    def __init__(self, office: Office) -> None:
        tr = office.words
        title = tr(N_("Booths"))
        super().__init__(office, title)
        self.table = put_plan_list(
            self,
            title,
            columns(tr),
            add=tr(N_("Add a booth…")),
            empty=tr(N_("No booths are planned yet. Add the first one, or take the plan in from a sheet.")),
            open_one=self.open_one,
            without=self.without,
        )
        self._offer_files()
        self.put_bar()
        self.show_plan()

    def show_plan(self) -> None:
        """Show the booths of the plan."""
        if self.office.overview is not None:
            self.table.show_rows(self._rows())
            self.said.setText(self._say_of_all())

    def _offer_files(self) -> None:
        tr = self.words
        self.handing_out = LongWork(self.office.tasks, self)
        self.handing_out.done.connect(self._have_handed_out)
        self.handing_out.failed.connect(self._have_failed)
        self.files = Button(tr(N_("Fair files…")))
        self.files.set_icon("send")
        self.files.clicked.connect(self.hand_out)
        self.tools.insertWidget(0, self.files)
        self.only_at_desk(self.files)
        self.progress = Running(tr, self.handing_out, tr(N_("{done} of {all} fair files")))
        self.box.addWidget(self.progress)

    def hand_out(self) -> None:
        """Give out what holds, to the booths of the plan that holds."""
        desk, overview = self.office.opened.desk, self.office.overview
        if desk is None or overview is None:
            return
        tr, count = self.words, len(overview.decisions.plan.booths)
        if self.office.draft is not None:
            self.say(
                tr(N_("The plan was changed here. Put it in force, or undo it, before it is given out."))
            )
        elif not count:
            self.say(tr(N_("There are no booths in the plan yet: there is nothing to give out.")))
        else:
            central = desk.settings.central
            HandOutSheet(self.window(), tr, count, central=central, go=self._choose_folder).open()

    def ask_folder(self) -> str:
        """Let a folder be chosen; "" for none."""
        return QFileDialog.getExistingDirectory(self, self.words(N_("Choose the folder…")))

    def _choose_folder(self, logins: Path | None) -> None:
        desk = self.office.opened.desk
        if desk is not None and (chosen := self.ask_folder()):
            work = partial(write_fair_files, desk, Path(chosen), logins, self.office.now())
            self.files.setEnabled(False)
            self.progress.begin(len(self.plan.booths))
            self.handing_out.start(work)

    def _have_handed_out(self, done: HandedOut) -> None:
        self.files.setEnabled(True)
        HandedOutSheet(self.window(), self.words, done).open()

    def _have_failed(self, error: PosError) -> None:
        self.files.setEnabled(True)
        self.refuse(error)

    def _rows(self) -> list[Row]:
        at: dict[str, list[str]] = {}
        for producer in self.office.overview.producers if self.office.overview else ():
            at.setdefault(producer.booth, []).append(producer.name)
        return [
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
            for booth in sorted((*self.plan.booths, *self._unplanned()), key=lambda booth: booth.code)
        ]

    def _say_of_all(self) -> str:
        name = self.office.overview.fair.name if self.office.overview else ""
        said = self.words(N_("{count} booths planned, {more} more known at the centre"))
        return f"{name} · {said.format(count=len(self.plan.booths), more=len(self._unplanned()))}"

    def open_one(self, key: str) -> None:
        """Ask for a booth."""
        overview = self.office.overview
        if not self.can_change or overview is None:
            return
        of = self.plan.booth(key) or BoothPlan(key)
        people = [person.name for person in self.plan.people]
        producers = [(producer.name, producer.code) for producer in overview.producers]
        BoothSheet(self.window(), self.words, of, people, producers, partial(self._take, key)).open()

    def without(self, key: str) -> FairPlan:
        """Take a booth out."""
        return replace(self.plan, booths=tuple(booth for booth in self.plan.booths if booth.code != key))

    def _unplanned(self) -> list[BoothPlan]:
        known = self.office.overview.booths if self.office.overview else ()
        return [BoothPlan(code, devices=0) for code in known if self.plan.booth(code) is None]

    def _take(self, before: str, booth: BoothPlan) -> PosError | None:
        booths = [booth if one.code == before else one for one in self.plan.booths]
        if all(one.code != before for one in self.plan.booths):
            booths.append(booth)
        return try_change(self, replace(self.plan, booths=tuple(booths)))

    def _payee(self, qris: str) -> str | None:
        if not qris:
            return None
        if qris == "organizer":
            return self.words(N_("The organizer"))
        producers = self.office.overview.producers if self.office.overview else ()
        return next((producer.name for producer in producers if producer.code == qris), qris)


def columns(tr: Translate) -> tuple[Column, ...]:
    """Head the booths."""
    return (
        Column(tr(N_("Booth"))),
        Column(tr(N_("Name")), is_wide=True),
        Column(tr(N_("Producers")), is_wide=True),
        Column(tr(N_("Laptops")), is_number=True),
        Column(tr(N_("Who sells there")), is_wide=True),
        Column(tr(N_("QRIS money to"))),
    )
