"""The page of a day: every booth proven, reported or missing, its difference, and what explains it."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.causes.cause import UNEXPLAINED_CODE
from batikpos.domain.causes.papers import Papers
from batikpos.domain.decision import Tally, tally_to_body
from batikpos.domain.differences import add_differences, say_off
from batikpos.domain.errors import PosError
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import Booth, Person
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.reconcile import DayState, DeviceDay, Reconciliation, say_cause
from batikpos.domain.tender import TenderKind
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate
from batikpos.reports.spreadsheet import STATES
from batikpos.services.decisions import decide, load_goods
from batikpos.services.desk import Desk
from batikpos.services.handed_in import HandedIn, keep, keep_file, load_handed_in, papers_of
from batikpos.services.reconcile import FairDay, reconcile_day
from batikpos.services.settling import CameMeanwhile, sign_day
from batikpos.store.engine import Store
from batikpos.ui.organizer.asks import TallySheet
from batikpos.ui.organizer.deciding import Deciding
from batikpos.ui.organizer.office import Office, read_centre
from batikpos.ui.organizer.page import Page
from batikpos.ui.organizer.paperssheet import PapersSheet
from batikpos.ui.organizer.parts import Beside, Figure, Figures, Sentences
from batikpos.ui.organizer.rows import Cell, Column, Row, Sign, Tone, shown
from batikpos.ui.organizer.table import Table
from batikpos.ui.tasks import Lane
from batikpos.ui.widgets.buttons import Button, Kind

TONES = {
    DayState.PROVEN: (Tone.GOOD, 2),
    DayState.REPORTED: (Tone.ATTENTION, 1),
    DayState.MISSING: (Tone.DANGER, 0),
}


_SIDE = 270


class DayPage(Page):
    """Reconciles the chosen day at the centre; a booth that is chosen shows its causes, the largest first."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, office.words(N_("Reconciliation")))
        tr = self.words
        if day := self.choose_day():
            self.tools.addWidget(day)
        self.deciding = Deciding(office, self)
        self.deciding.done.connect(self.load)
        self.deciding.told.connect(self.tell)
        self.deciding.refused.connect(self._have_refused)
        self.visitors = Button(tr(N_("Visitors…")))
        self.visitors.clicked.connect(self.count_visitors)
        self.tools.addWidget(self.visitors)
        self.papers = Button(tr(N_("Papers…")))
        self.papers.clicked.connect(self.ask_papers)
        self.tools.addWidget(self.papers)
        if office.opened.desk is None:
            self.visitors.hide()
            self.papers.hide()
        self.sign = Button(tr(N_("Sign the day off…")), Kind.PRIMARY)
        self.sign.clicked.connect(self.sign_off)
        self.tools.addWidget(self.sign)
        self.sign.hide()
        self._of: FairDay | None = None
        self._wanted = ""
        self.proven = Figure(tr(N_("Proven")))
        self.reported = Figure(tr(N_("Reported, not proven")))
        self.difference = Figure(tr(N_("Cash difference")))
        self.unexplained = Figure(tr(N_("Not explained")))
        self.box.addWidget(Figures(self.proven, self.reported, self.difference, self.unexplained))
        self.table = Table(
            tr,
            tr(N_("Reconciliation")),
            columns(tr),
            office.tasks,
            empty=tr(N_("The fair has no booths yet.")),
        )
        self.table.chosen.connect(self._show_causes)
        self.table.saved.connect(self.tell)
        self.table.refused.connect(self.refuse)
        self.causes = Sentences(tr(N_("Causes")), tr(N_("Choose a booth: its causes stand here.")))
        self.box.addWidget(Beside(self.table, self.causes, _SIDE), 1)
        office.day_changed.connect(self.look)

    def look(self) -> None:
        """Reconcile the day that is chosen."""
        day = self.office.day
        if day is not None and self.isVisible():
            self.read(partial(_reconcile, self.office, day), self._show)

    def sign_off(self) -> None:
        """Let two supervisors put their names to the day, with a note where not all of it is proven."""
        if self._of is None:
            return
        tr, devices = self.words, self._of.reconciliation.devices
        open_ = [d.booth.prefix for d in devices if d.state is not DayState.PROVEN]
        why = tr(N_("Two people sign {day} off: {proven} proven, {reported} only reported.")).format(
            day=f"{self._of.reconciliation.day:%d/%m/%Y}",
            proven=sold([d for d in devices if d.state is DayState.PROVEN]),
            reported=sold([d for d in devices if d.state is DayState.REPORTED]),
        )
        note = ""
        if open_:
            said = tr(N_("Not proven: {booths}. Say why it is signed so."))
            why, note = f"{why} {said.format(booths=', '.join(open_))}", tr(N_("Why it is signed so"))
        act = partial(_sign, self._of.reconciliation, self.office)
        self.deciding.ask(self.window(), why, act, people=2, note=note)

    def count_visitors(self) -> None:
        """Write down how many visitors the day had, and what was aimed at."""
        overview, day = self.office.overview, self.office.day
        if overview is None or day is None:
            return
        title = self.words(N_("Visitors of {day}")).format(day=f"{day:%d/%m/%Y}")
        known = overview.decisions.tallies.get(day)
        TallySheet(self.window(), self.words, title, known, self._ask_who_counted).open()

    def _ask_who_counted(self, visitors: int, target: Rupiah) -> None:
        day = self.office.day
        if day is not None:
            why = self.words(N_("{count} visitors on {day}.")).format(
                count=shown(visitors), day=f"{day:%d/%m/%Y}"
            )
            self.deciding.ask(self.window(), why, partial(_tally, day, visitors, target, self.office))

    def _have_refused(self, error: PosError) -> None:
        self.refuse(error)
        if isinstance(error, CameMeanwhile):
            self.look()  # what it is now is to be seen before it is signed

    def ask_papers(self) -> None:
        """Ask what the booth that is chosen handed in of the day."""
        day, booth = self.office.day, self._booth()
        if day is None or booth is None:
            self.say(self.words(N_("Choose a booth first: papers are of one booth and day.")))
            return
        work, done = partial(_papers_known, self.office), partial(self._have_papers, day, booth)
        self.office.tasks.run(Lane.STORE, work, done=done, failed=self.refuse)

    def ask_file(self) -> str:
        """Let a file of papers be chosen; "" for none."""
        words = self.words(N_("Take the papers of all booths from a file…"))
        chosen, _ = QFileDialog.getOpenFileName(self, words, "", "JSON (*.json)")
        return chosen

    def _have_papers(self, day: date, booth: Booth, known: tuple[HandedIn, Catalogue]) -> None:
        kept, goods = known
        title = self.words(N_("Papers of {booth}, {day}")).format(booth=booth.prefix, day=f"{day:%d/%m/%Y}")
        take = partial(self._keep_papers, day, booth)
        sheet = PapersSheet(self.window(), self.words, title, kept.get((day, booth), Papers()), goods, take)
        sheet.file_asked.connect(self.take_file)
        sheet.open()

    def _keep_papers(self, day: date, booth: Booth, papers: Papers) -> None:
        work = partial(keep, self.office.opened.home, day, booth, papers)
        self.office.tasks.run(Lane.STORE, work, done=self._have_kept, failed=self.refuse)

    def take_file(self) -> None:
        """Let a file be chosen, and keep all papers that it holds."""
        if chosen := self.ask_file():
            work = partial(keep_file, self.office.opened.home, Path(chosen))
            self.office.tasks.run(Lane.STORE, work, done=self._have_kept, failed=self.refuse)

    def _have_kept(self, _done: object) -> None:
        self.tell(self.words(N_("The papers are kept at this desk, and used for the causes and reports.")))
        self.look()

    def _booth(self) -> Booth | None:
        """Say which booth is chosen."""
        devices = self._of.reconciliation.devices if self._of else ()
        return next((d.booth for d in devices if d.booth.prefix == self.table.current), None)

    def choose(self, key: str) -> None:
        """Choose a booth, now or as soon as the booths are there."""
        self._wanted = key
        self.table.choose(key)

    def _show(self, of: FairDay) -> None:
        self._of = of
        tr, devices = self.words, of.reconciliation.devices
        self.table.show_rows(
            [row_of(device, self.office.name_of(device.booth.code), tr) for device in devices]
        )
        by_state = {state: [d for d in devices if d.state is state] for state in DayState}
        proven, reported = by_state[DayState.PROVEN], by_state[DayState.REPORTED]
        missing = len(by_state[DayState.MISSING])
        self.proven.show_figure(
            sold(proven), tr(N_("{count} of {all} devices")).format(count=len(proven), all=len(devices))
        )
        more = tr(N_("devices {count}, missing {missing}")).format(count=len(reported), missing=missing)
        self.reported.show_figure(sold(reported), more, Tone.ATTENTION if reported or missing else None)
        off = {d.booth.prefix: d.figures.difference for d in devices if d.figures and d.figures.difference}
        differences = add_differences(off.values())
        self.difference.show_figure(
            differences.headline, say_off(differences, tr), Tone.DANGER if differences.short else None
        )
        rest = add_differences(map(unexplained, devices))
        self.unexplained.show_figure(
            rest.headline, say_off(rest, tr), Tone.DANGER if rest.drawers else Tone.GOOD
        )
        self.said.setText(self._say_signed())
        can_sign = self.office.opened.desk is not None and of.signing.sign_off is None
        self.sign.setVisible(can_sign and any(d.state is not DayState.MISSING for d in devices))
        if self._wanted:
            self.table.choose(self._wanted)
            self._wanted = ""
        if self.table.current:
            self._show_causes(self.table.current)
        elif off:
            self.table.choose(max(off, key=lambda key: abs((off[key] or ZERO).amount)))

    def _say_signed(self) -> str:
        if self._of is None:
            return ""
        tr, signing, fair = self.words, self._of.signing, self._of.fair
        overview = self.office.overview
        tally = overview.decisions.tallies.get(self._of.reconciliation.day) if overview else None
        came = [tr(N_("{count} visitors")).format(count=shown(tally.visitors))] if tally else []
        if signing.sign_off is None:
            return " · ".join((fair.name, *came, tr(N_("not signed off yet"))))
        signed, at = signing.sign_off, f"{fair.local(signing.sign_off.at):%d/%m %H.%M}"
        said = tr(N_("signed off by {by} and {witness}, {at}"))
        parts = [fair.name, *came, said.format(by=signed.by, witness=signed.witness, at=at)]
        if signed.not_proven:
            left = ", ".join(dict.fromkeys(one.booth for one in signed.not_proven))
            parts.append(tr(N_("not proven then: {booths}")).format(booths=left))
        if signing.came:
            more = tr(N_("since then {amount} from {booths}"))
            booths = ", ".join(dict.fromkeys(one.booth for one in signing.came))
            parts.append(more.format(amount=signing.amount, booths=booths))
        if signing.corrections:
            parts.append(tr(N_("{count} corrections")).format(count=len(signing.corrections)))
        return " · ".join(parts)

    def _show_causes(self, key: str) -> None:
        if self._of is None:
            return
        device = next((d for d in self._of.reconciliation.devices if d.booth.prefix == key), None)
        if device is None:
            self.causes.empty()
            return
        show_causes(self.causes, device, self.words)


def _reconcile(office: Office, day: date, centre: Store) -> FairDay:
    return reconcile_day(centre, day, papers_of(load_handed_in(office.opened.home), day), fair=office.fair)


def _tally(
    day: date,
    visitors: int,
    target: Rupiah,
    office: Office,
    desk: Desk,
    people: tuple[Person, ...],
    _note: str,
) -> None:
    at = desk.fair.local(office.now())
    tally = Tally(day, at, people[0].name, visitors, target)
    decide(desk, FactKind.TALLY, tally_to_body(tally), now=office.now())


def _papers_known(office: Office) -> tuple[HandedIn, Catalogue]:
    """Load what was handed in, and the goods by which it may say what left a table."""
    kept, desk = load_handed_in(office.opened.home), office.opened.desk
    if desk is None:
        return kept, Catalogue()
    with desk.store.reading() as tx:
        return kept, load_goods(tx, desk.fair.fair_id)


def _sign(seen: Reconciliation, office: Office, desk: Desk, people: tuple[Person, ...], note: str) -> None:
    by, witness = (person.name for person in people)
    who: dict[str, Any] = {"by": by, "witness": witness, "now": office.now(), "note": note}
    read_centre(office.opened, lambda centre: sign_day(desk, centre, seen.day, seen=seen, **who))


def show_causes(on: Sentences, device: DeviceDay, tr: Translate) -> None:
    """Show why a device's drawer differs: the causes as they are ranked, the unexplained rest at the end."""
    figures = device.figures
    difference = figures.difference if figures else None
    on.begin(f"{device.booth.prefix} · {tr(STATES[device.state.value])}", difference)
    for cause in device.causes:
        if cause.code == UNEXPLAINED_CODE:
            continue
        papers = ", ".join(cause.evidence)
        on.add(say_cause(cause, figures, tr), cause.amount or None, papers)
    if not device.causes:
        on.add(tr(N_("Nothing to explain: the drawer holds what it should.")))
    if difference is not None:
        on.add(tr(N_("Not explained")), unexplained(device), is_head=True)


def unexplained(device: DeviceDay) -> Rupiah:
    """Say what of a device's difference no cause explains."""
    return total(cause.amount for cause in device.causes if cause.code == UNEXPLAINED_CODE)


def sold(devices: list[DeviceDay]) -> Rupiah:
    """Add up what devices sold."""
    return total(d.figures.total for d in devices if d.figures)


def columns(tr: Translate) -> tuple[Column, ...]:
    """Head the reconciliation."""
    return (
        Column(tr(N_("Booth"))),
        Column(tr(N_("Name")), is_wide=True, gives_way=1),
        Column(tr(N_("State"))),
        Column(tr(N_("Total")), is_number=True),
        Column(tr(TENDERS[TenderKind.CASH]), is_number=True, gives_way=3),
        Column(tr(TENDERS[TenderKind.QRIS]), is_number=True, gives_way=2),
        Column(tr(N_("Difference")), is_number=True),
        Column(tr(N_("Not explained")), is_number=True),
    )


def row_of(device: DeviceDay, name: str, tr: Translate) -> Row:
    """Write a device's row; what did not come is not known, and is no zero."""
    tone, rank = TONES[device.state]
    sign = Sign(tr(STATES[device.state.value]), tone, rank)
    figures = device.figures
    cells: tuple[Cell, ...] = (None,) * 5
    if figures is not None:
        cells = (
            figures.total,
            figures.by_tender[TenderKind.CASH],
            figures.by_tender[TenderKind.QRIS],
            figures.difference,
            None if figures.difference is None else unexplained(device),
        )
    return Row(device.booth.prefix, (device.booth.prefix, name, sign, *cells))
