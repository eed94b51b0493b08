"""The first run: three short steps to a booth; the fourth, its printer, is asked once the booth is open."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from batikpos.domain.errors import PosError
from batikpos.i18n import N_, Translate, translator
from batikpos.services.fair_file import read_fair_file
from batikpos.services.fair_files import read_fair_files
from batikpos.ui.setup.draft import Draft, begin_draft, is_whole, make_home, take_sample
from batikpos.ui.setup.steps import FairStep, LookStep, PeopleStep, Step
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.theme import BLACK, GAP, MARGIN, apply_theme, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import PAY, Button, Kind
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.words import label, say_in
from batikpos.ui.widgets.writing import Writing

STEPS = 4
WIDTH, HEIGHT = 760, 600


class Welcome(QWidget):
    """Shows one step after the other; nothing is on the disk before the last is answered."""

    made = Signal(object)
    language_switched = Signal(str)

    def __init__(self, home: Path, language: str, tasks: Tasks) -> None:
        super().__init__()
        self._home, self._tasks = home, tasks
        self._draft = begin_draft(language, today=datetime.now(UTC).astimezone().date())
        self._at = 0
        self._step: Step = Step()
        self._inside: QWidget | None = None
        self._writing = Writing(self)
        self._writing.takes_long.connect(self._tell)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._show()

    @property
    def draft(self) -> Draft:
        """What was answered so far."""
        return self._draft

    @property
    def _tr(self) -> Translate:
        return translator(self._draft.language)

    def _show(self) -> None:
        """Build the step that is due, in the words and sizes of now."""
        if self._inside is not None:
            self._box.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._step = self._make_step()
        self._inside = self._frame(self._step)
        self._inside.setMaximumHeight(px(HEIGHT))
        self._box.addWidget(self._inside)
        self._fit()
        self._forward.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Take as much of the window as there is."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.isVisible():
            self.setFixedWidth(min(px(WIDTH), self.window().width() - 4 * MARGIN))

    def _make_step(self) -> Step:
        match self._at:
            case 0:
                look = LookStep(self._draft, self._tr)
                look.worn.connect(self.wear)
                return look
            case 1:
                fair = FairStep(self._draft, self._tr)
                fair.files_given.connect(self._read_files)
                fair.fair_file_given.connect(self._read_fair_file)
                fair.way_changed.connect(self._say_forward)
                return fair
            case _:
                return PeopleStep(self._draft, self._tr)

    def _frame(self, step: Step) -> QWidget:
        tr, frame = self._tr, QWidget()
        box = QVBoxLayout(frame)
        box.setContentsMargins(margins(0, MARGIN, 0, MARGIN))
        box.setSpacing(px(GAP))
        count = tr(N_("Step {n} of {all}")).format(n=self._at + 1, all=STEPS)
        box.addWidget(label(count, 15, colour=theme_now().ink_2))
        box.addWidget(label(tr(step.title), 28, BLACK, wraps=True))
        box.addWidget(label(tr(step.said), 16, colour=theme_now().ink_2, wraps=True))
        box.addSpacing(px(GAP))
        box.addWidget(scrolling(step), 1)
        self._fault = label("", 16, colour=theme_now().danger, wraps=True)
        self._fault.hide()
        box.addWidget(self._fault)
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        if self._at:
            back = Button(tr(N_("Back")))
            back.clicked.connect(self._back)
            row.addWidget(back)
        if isinstance(step, FairStep):
            sample = Button(tr(N_("Use the sample fair")))
            sample.clicked.connect(self._take_sample)
            row.addWidget(sample)
        self._forward = Button(tr(step.go_on), Kind.PRIMARY)
        self._forward.clicked.connect(self._go_on)
        row.addWidget(self._forward, 1)
        for n in range(row.count()):
            if (item := row.itemAt(n)) is not None and (widget := item.widget()) is not None:
                widget.setFixedHeight(tall(PAY))
        box.addLayout(row)
        return frame

    def wear(self, key: str, value: object) -> None:
        """Speak and look as was just chosen."""
        if key == "language":
            self._draft = replace(self._draft, language=str(value))
            self.language_switched.emit(self._draft.language)
        else:
            self._draft = replace(self._draft, text_scale=int(str(value)))
            application = QApplication.instance()
            if isinstance(application, QApplication):
                apply_theme(application, "light", self._draft.text_scale)
        self._show()

    def _go_on(self) -> None:
        try:
            self._draft = self._step.read(self._draft)
        except PosError as error:
            self._say(error)
            return
        is_last = isinstance(self._step, PeopleStep)
        if is_last or (isinstance(self._step, FairStep) and is_whole(self._draft)):
            self._make()
        else:
            self._at += 1
            self._show()

    def _back(self) -> None:
        if isinstance(self._step, FairStep):
            self._draft = self._step.typed(self._draft)
        elif isinstance(self._step, PeopleStep):
            self._draft = self._step.read(self._draft)
        self._at -= 1
        self._show()

    def _take_sample(self) -> None:
        if isinstance(self._step, FairStep):
            self._draft = take_sample(self._step.typed(self._draft))
            self._at += 1
            self._show()

    def _read_files(self, paths: list[Path]) -> None:
        step = self._step
        if isinstance(step, FairStep):
            self._tasks.run(
                Lane.FINDER,
                partial(read_fair_files, paths),
                done=step.show_catalogue,
                failed=step.show_faults,
            )

    def _read_fair_file(self, path: Path) -> None:
        step = self._step
        if isinstance(step, FairStep):
            self._tasks.run(
                Lane.FINDER,
                partial(read_fair_file, path),
                done=step.show_fair_file,
                failed=step.show_faults,
            )

    def _say_forward(self) -> None:
        """Name what comes next, which the chosen way decides."""
        self._forward.setText(self._tr(self._step.go_on))
        self._fault.hide()

    def _make(self) -> None:
        self._writing.begin(self._tr(N_("The booth is being set up…")), self)
        work = partial(make_home, self._home, self._draft)
        self._tasks.run(Lane.STORE, work, done=self._have_made, failed=self._say)

    def _have_made(self, _done: None) -> None:
        done = self._draft
        if is_whole(done):  # the people of a fair file sign in themselves
            done = replace(done, cashier="", cashier_pin="")
        self.made.emit(done)

    def _say(self, error: PosError) -> None:
        """Say what is wrong; it can be put right here."""
        self._writing.end()
        say_in(self._fault, error.message(self._draft.language), theme_now().danger)

    def _tell(self, said: str) -> None:
        """Say what is waited for."""
        say_in(self._fault, said, theme_now().ink)
