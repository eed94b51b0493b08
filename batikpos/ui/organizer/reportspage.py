"""The page of reports: a day as PDF to look at, to print and to save, and all days at once into a folder."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.services.pack import Packed
from batikpos.ui.organizer.longwork import LongWork, Running, Stopped
from batikpos.ui.organizer.making import Kind, Made, Source, Wanted, make_reports
from batikpos.ui.organizer.office import Office
from batikpos.ui.organizer.packing import PackedSheet, pack_evidence
from batikpos.ui.organizer.page import Page
from batikpos.ui.organizer.paper import Paper, new_printer, print_pdf
from batikpos.ui.organizer.parts import Beside
from batikpos.ui.tasks import Lane
from batikpos.ui.theme import BOLD, GAP, px, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.buttons import Kind as ButtonKind
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.panel import Panel
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.words import label

_PLACE, _LEAST = 300, 480
_WHOLE = (Kind.FAIR, Kind.MINISTRY)


class ReportsPage(Page):
    """Shows the chosen day's report as it will be on paper; what takes long shows how far it is."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, office.words(N_("Reports")))
        tr = self.words
        if day := self.choose_day():
            self.tools.addWidget(day)
        self._pdf = b""
        self.making, self.packing = LongWork(office.tasks, self), LongWork(office.tasks, self)
        self.making.done.connect(self._have_made)
        self.packing.done.connect(self._have_packed)
        for work in (self.making, self.packing):
            work.failed.connect(self._have_failed)
        self.packing.failed.connect(self.look)  # another report may have been chosen meanwhile
        self.kind = Kind.DAY
        self.kinds = ChipRow([(tr(kind.value), kind.name) for kind in Kind], is_wrapped=True)
        self.kinds.chosen.connect(self._choose_kind)
        self.paper = Paper(tr, office.tasks)
        self._buttons: list[Button] = []
        self._of_form: dict[str, Button] = {}
        self.box.addWidget(self.kinds)
        self.box.addWidget(Beside(self.paper, scrolling(self._acts()), _PLACE, least=_LEAST), 1)
        office.day_changed.connect(self.look)

    def look(self) -> None:
        """Make the report of the chosen day, to look at."""
        day = self.office.day
        if day is not None and self.isVisible() and self._is_free:
            self._begin([Wanted(self.kind, day, "pdf")])

    def save(self, form: str) -> None:
        """Ask where to, and write the day's report there."""
        if (day := self.office.day) and (chosen := self.ask_file(day, form)):
            file = Path(chosen)
            file = file if file.suffix.lower() == f".{form}" else file.with_name(f"{file.name}.{form}")
            self._begin([Wanted(self.kind, day, form, file)])

    def save_all(self) -> None:
        """Ask for a folder, and write every day in every form there."""
        if (overview := self.office.overview) and (chosen := self.ask_folder()):
            folder = Path(chosen)
            wanted = [
                Wanted(kind, day, form, folder / f"{day if kind is Kind.DAY else kind.name.lower()}.{form}")
                for kind, days in ((Kind.DAY, overview.days), *((k, overview.days[-1:]) for k in _WHOLE))
                for day in days
                for form in kind.forms
            ]
            self._begin(wanted)

    def print_paper(self) -> None:
        """Print what is shown, on a printer of the system."""
        printer = self.ask_printer()
        if printer is not None and self._pdf:
            work = partial(print_pdf, self._pdf, printer)
            self.office.tasks.run(Lane.REPORT, work, done=self._have_printed, failed=self.refuse)

    def ask_file(self, day: date, form: str) -> str:
        """Let a file be chosen; "" for none."""
        name = f"{day if self.kind is Kind.DAY else self.kind.name.lower()}.{form}"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.words(N_("Save as…")), name, f"{form.upper()} (*.{form})"
        )
        return chosen

    def ask_folder(self) -> str:
        """Let a folder be chosen; "" for none."""
        return QFileDialog.getExistingDirectory(self, self.words(N_("Save all reports…")))

    def ask_printer(self) -> QPrinter | None:
        """Let a printer be chosen; None for none."""
        printer = new_printer()
        return printer if QPrintDialog(printer, self).exec() else None

    def _acts(self) -> QWidget:
        tr, panel = self.words, Panel()
        panel.box.addWidget(label(tr(N_("This report")), 17, BOLD))
        for form, words in (
            ("pdf", N_("Save as PDF…")),
            ("xlsx", N_("Save as XLSX…")),
            ("csv", N_("Save as CSV…")),
        ):
            self._of_form[form] = Button(tr(words))
            self._add(panel, self._of_form[form], partial(self.save, form))
        printing = Button(tr(N_("Print…")), ButtonKind.PRIMARY)
        printing.set_icon("printer")
        self._add(panel, printing, self.print_paper)
        panel.box.addSpacing(px(2 * GAP))
        panel.box.addWidget(label(tr(N_("All reports")), 17, BOLD))
        self._add(panel, Button(tr(N_("Save all reports…"))), self.save_all)
        said = tr(N_("Each day, the fair and the ministry's page, into one folder."))
        panel.box.addWidget(label(said, 15, colour=theme_now().ink_2, wraps=True))
        self.progress = Running(tr, self.making, tr(N_("{done} of {all} reports")))
        panel.box.addWidget(self.progress)
        panel.box.addSpacing(px(2 * GAP))
        panel.box.addWidget(label(tr(N_("Evidence")), 17, BOLD))
        self._add(panel, Button(tr(N_("Pack the evidence…"))), self.pack)
        said = tr(N_("All facts, keys and reports in one zip, which anybody can check without this program."))
        panel.box.addWidget(label(said, 15, colour=theme_now().ink_2, wraps=True))
        self.pack_progress = Running(tr, self.packing, tr(N_("{done} of {all} devices")))
        panel.box.addWidget(self.pack_progress)
        panel.box.addStretch()
        return panel

    def _add(self, panel: Panel, button: Button, act: Callable[[], None]) -> None:
        button.clicked.connect(act)
        self._buttons.append(button)
        panel.box.addWidget(button)

    def pack(self) -> None:
        """Ask where to, and pack the evidence there."""
        overview = self.office.overview
        if overview is None or not (chosen := self.ask_pack()):
            return
        file, of = Path(chosen), self.office
        file = file if file.suffix.lower() == ".zip" else file.with_name(f"{file.name}.zip")
        reports = partial(of.pack_reports, self.language)
        work = partial(pack_evidence, of.opened, file, reports, of.now())
        self.pack_progress.begin(0)
        self.packing.start(work)
        self._offer()

    def ask_pack(self) -> str:
        """Let a file be chosen for the evidence; "" for none."""
        name = self.words(N_("evidence")) + ".zip"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.words(N_("Pack the evidence…")), name, "ZIP (*.zip)"
        )
        return chosen

    def _begin(self, wanted: list[Wanted]) -> None:
        of = self.office
        if of.fair is not None:
            self.progress.begin(len(wanted))
            source = Source(of.opened, of.fair)
            self.making.start(partial(make_reports, source, wanted, of.words))
            self._offer()

    def _choose_kind(self, name: str) -> None:
        self.kind = Kind[name]
        self._offer()
        self.look()

    @property
    def _is_free(self) -> bool:
        return not (self.making.is_running or self.packing.is_running)

    def _offer(self) -> None:
        """Let be pressed what this report is written as, while nothing is being made."""
        for button in self._buttons:
            button.setEnabled(self._is_free)
        for form, button in self._of_form.items():
            button.setEnabled(form in self.kind.forms and self._is_free)

    def _have_packed(self, done: Packed) -> None:
        self._offer()
        PackedSheet(self.window(), self.words, done).open()
        self.look()

    def _have_made(self, made: tuple[Made, ...]) -> None:
        self._offer()
        files = [one.wanted.file for one in made if one.wanted.file is not None]
        if len(files) == 1:
            self.tell(self.words(N_("Saved: {file}")).format(file=files[0]))
        elif files:
            said = self.words(N_("{count} reports saved in {folder}."))
            self.tell(said.format(count=len(files), folder=files[0].parent))
        to_look_at = next((one for one in made if one.wanted.file is None), None)
        wanted = Wanted(self.kind, self.office.day or date.min, "pdf")
        if to_look_at is not None and to_look_at.wanted != wanted:
            self.look()  # another was chosen meanwhile
        elif to_look_at is not None:
            self.trouble_over()
            self._pdf = to_look_at.content
            self.paper.show_pdf(self._pdf)

    def _have_failed(self, error: PosError) -> None:
        self._offer()
        if isinstance(error, Stopped):
            self.tell(error.message(self.language))
        else:
            self.say_trouble(error)

    def _have_printed(self, pages: int) -> None:
        self.tell(self.words(N_("{pages} pages were given to the printer.")).format(pages=pages))
