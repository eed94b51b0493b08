"""The steps of the first run: how it looks, which fair, who sells. Each reads itself into the draft."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from batikpos.domain.catalogue import Catalogue, Technique
from batikpos.domain.errors import PosError
from batikpos.domain.handed import ENDING
from batikpos.domain.typed import LONGEST
from batikpos.domain.wording import TECHNIQUES_SHORT
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.fair_file import OpenedFairFile
from batikpos.ui.booth.opensheet import TECHNIQUES
from batikpos.ui.booth.settingspage import sample_line
from batikpos.ui.booth.sheets import line_edit
from batikpos.ui.setup.draft import ALONE_AT, Draft, Way, fair_of, leave_sample, with_usual
from batikpos.ui.setup.fairfilebox import FairFileBox
from batikpos.ui.theme import BOLD, GAP, TARGET, px, scale_now, scales_that_fit, tall, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.scrolling import reveal, scrolling
from batikpos.ui.widgets.words import colour_label, fill, label

SAME = N_("It is the same: open the booth")
"""What is pressed once the fingerprint was compared."""


class Step(QWidget):
    """One step: a title, a sentence, something to choose or type."""

    title = ""
    said = ""
    go_on = N_("Continue")

    def __init__(self) -> None:
        super().__init__()
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(px(GAP))

    def read(self, draft: Draft) -> Draft:
        """Take what stands here into the draft. Raises: PosError where it cannot be."""
        return draft


class LookStep(Step):
    """Language and text size; what is chosen holds at once."""

    title = N_("Welcome")
    said = N_("Choose the language, and how large you read with ease. Both can be changed any time.")
    worn = Signal(str, object)

    def __init__(self, draft: Draft, tr: Translate) -> None:
        super().__init__()
        languages = ChipRow([("Bahasa Indonesia", "id"), ("English", "en")], is_wrapped=True)
        languages.choose(draft.language)
        languages.chosen.connect(lambda value: self.worn.emit("language", value))
        sizes = ChipRow([(f"{scale} %", str(scale)) for scale in scales_that_fit()], is_wrapped=True)
        sizes.choose(str(scale_now()))
        sizes.chosen.connect(lambda value: self.worn.emit("text_scale", int(value)))
        for word, row in ((N_("Language"), languages), (N_("Text size"), sizes)):
            self.box.addWidget(label(tr(word), 16, BOLD))
            self.box.addWidget(row)
            self.box.addSpacing(px(GAP))
        self.box.addWidget(sample_line(tr))
        self.box.addStretch()


class FairStep(Step):
    """Which booth of which fair, and its goods: its fair file, the organizer's sheets, or a first item."""

    title = N_("Which booth is this?")
    said = N_("The organizer gives you a fair file, often on a stick. Without one, choose another way.")
    files_given = Signal(list)
    fair_file_given = Signal(object)
    way_changed = Signal()

    def __init__(self, draft: Draft, tr: Translate) -> None:
        super().__init__()
        self._tr, self._catalogue, self._fair_file = tr, draft.catalogue, draft.fair_file
        self.setAcceptDrops(True)
        ways = [
            (tr(N_("The fair file")), Way.FILE.value),
            (tr(N_("The organizer's sheets")), Way.SHEETS.value),
            (tr(N_("Begin with the first item")), Way.ALONE.value),
        ]
        self._way = ChipRow(ways, is_wrapped=True)
        self._way.chosen.connect(self._show_way)
        self.box.addWidget(self._way)
        self._box_of_file = FairFileBox(tr)
        self._box_of_file.file_given.connect(self._take_fair_file)
        self.box.addWidget(self._box_of_file)
        self._typed = QWidget()
        grid = QGridLayout(self._typed)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(2 * GAP))
        grid.setVerticalSpacing(px(2))
        fields = (
            (N_("Booth's code"), "A03", draft.booth, 0, 0),
            (N_("Fair"), tr(N_("the fair's name")), draft.fair, 0, 1),
            (N_("First day"), "11/12/2026", draft.first_day, 3, 0),
            (N_("Last day"), "15/12/2026", draft.last_day, 3, 1),
        )
        self._fields: dict[str, QLineEdit] = {}
        for word, example, value, row, column in fields:
            self._fields[word] = _field(tr(word), example, value)
            grid.addWidget(label(tr(word), 15, BOLD), row, column)
            grid.addWidget(self._fields[word], row + 1, column)
            grid.setRowMinimumHeight(row + 2, px(GAP))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.box.addWidget(self._typed)
        self._box_of_files, self._box_of_item = self._files(), self._first_item(draft)
        self.box.addWidget(self._box_of_files)
        self.box.addWidget(self._box_of_item)
        self._faults = label("", 15, colour=theme_now().danger, wraps=True)
        self._faults.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area = scrolling(self._faults)
        self._area.setMinimumHeight(px(96))
        self._area.hide()
        self.box.addWidget(self._area, 1)
        self.box.addStretch()
        self.show_catalogue(draft.catalogue)
        self._box_of_file.show_opened(draft.fair_file, draft.device)
        self._way.choose(draft.way.value)
        self._show_way()

    def read(self, draft: Draft) -> Draft:
        """Take the fair file; or booth, fair, days and goods.

        Raises: NoFairFileYet, NoBoothCode, BadBooth, BadFair, BadValue, FilesMissing.
        """
        made = with_usual(leave_sample(self.typed(draft)))
        fair_of(made)
        return made

    def typed(self, draft: Draft) -> Draft:
        """Take what stands here, good or not."""
        booth, fair, first, last = (field.text().strip() for field in self._fields.values())
        return replace(
            draft,
            booth=booth,
            fair=fair,
            first_day=first,
            last_day=last,
            catalogue=self._catalogue,
            way=Way(self._way.value),
            fair_file=self._fair_file,
            device=self._box_of_file.device,
            producer=self._producer.text().strip(),
            item=self._item.text().strip(),
            price=self._price.text().strip(),
            technique=Technique(self._technique.value),
        )

    def show_catalogue(self, catalogue: Catalogue | None) -> None:
        """Say what was read."""
        self._catalogue = catalogue
        self._area.hide()
        if catalogue is None:
            self._read.setText(self._tr(N_("Drop the two sheets here (XLSX or CSV), or their folder")))
            colour_label(self._read, theme_now().ink_2)
            return
        said = self._tr(N_("{items} items of {producers} producers"))
        self._read.setText(
            "✓  " + said.format(items=len(catalogue.items), producers=len(catalogue.producers))
        )
        colour_label(self._read, theme_now().good)

    def show_fair_file(self, opened: OpenedFairFile | None) -> None:
        """Say what the fair file says."""
        self._fair_file = opened
        self._area.hide()
        self._box_of_file.show_opened(opened, 1)
        self._show_way()

    def show_faults(self, error: PosError) -> None:
        """Name what is wrong with the files, row by row."""
        if self._way.value == Way.FILE.value:
            self.show_fair_file(None)
        else:
            self.show_catalogue(None)
        self._faults.setText(error.message(language_of(self._tr)))
        self._area.show()
        reveal(self._area)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files and folders."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Have them read."""
        self._take([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def _first_item(self, draft: Draft) -> QFrame:
        """Ask for what no booth can be without: one producer, and one thing at its price."""
        tr, box = self._tr, QFrame()
        fill(box, theme_now().paper)
        column = QVBoxLayout(box)
        column.setSpacing(px(GAP))
        self._producer = _field(tr(N_("Producer")), tr(N_("Producer")), draft.producer)
        self._item = _field(tr(N_("First item")), tr(N_("What is it?")), draft.item)
        self._price = _field(tr(N_("Price")), tr(N_("Price")), draft.price)
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        for field, stretch in ((self._producer, 2), (self._item, 2), (self._price, 1)):
            row.addWidget(field, stretch)
        column.addLayout(row)
        self._technique = ChipRow([(tr(TECHNIQUES_SHORT[t]), t.value) for t in TECHNIQUES], is_wrapped=True)
        self._technique.choose(draft.technique)
        column.addWidget(self._technique)
        said = tr(N_("The others are added while you sell: “Sell goods without a code”."))
        column.addWidget(label(said, 15, colour=theme_now().ink_2, wraps=True))
        return box

    def _show_way(self) -> None:
        way = Way(self._way.value)
        self.go_on = SAME if way is Way.FILE and self._fair_file else Step.go_on
        self._box_of_file.setVisible(way is Way.FILE)
        self._typed.setVisible(way is not Way.FILE)
        self._box_of_files.setVisible(way is Way.SHEETS)
        self._box_of_item.setVisible(way is Way.ALONE)
        tr, is_alone = self._tr, way is Way.ALONE
        booth, fair = (self._fields[word] for word in (N_("Booth's code"), N_("Fair")))
        booth.setPlaceholderText(tr(N_("empty: {code}")).format(code=ALONE_AT) if is_alone else "A03")
        fair.setPlaceholderText(tr(N_("empty: the producer's name") if is_alone else N_("the fair's name")))
        self._area.hide()
        self.way_changed.emit()

    def _take_fair_file(self, path: Path) -> None:
        self._way.choose(Way.FILE.value)
        self._show_way()
        self._box_of_file.show_reading()
        self.fair_file_given.emit(path)

    def _files(self) -> QFrame:
        box = QFrame()
        fill(box, theme_now().paper)
        row = QHBoxLayout(box)
        self._read = label("", 16, wraps=True)
        choose, folder = Button(self._tr(N_("Choose files…"))), Button(self._tr(N_("Choose a folder…")))
        choose.clicked.connect(self._choose_files)
        folder.clicked.connect(self._choose_folder)
        row.addWidget(self._read, 1)
        for button in (choose, folder):
            button.setFixedHeight(tall(TARGET))
            row.addWidget(button)
        return box

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self, self._tr(N_("Choose files…")), "", "XLSX, CSV (*.xlsx *.csv)"
        )
        self._take(names)

    def _choose_folder(self) -> None:
        self._take([QFileDialog.getExistingDirectory(self, self._tr(N_("Choose a folder…")))])

    def _take(self, names: list[str]) -> None:
        paths = [Path(name) for name in names if name]
        if len(paths) == 1 and paths[0].suffix.lower() == ENDING:
            self._take_fair_file(paths[0])
        elif paths:
            if self._way.value != Way.SHEETS.value:
                self._way.choose(Way.SHEETS.value)
                self._show_way()
            self._read.setText(self._tr(N_("Reading…")))
            self.files_given.emit(paths)


class PeopleStep(Step):
    """Who sells, and who may agree to a lower price or a void."""

    title = N_("Who sells here?")
    said = N_("Each signs in with a PIN of 4 to 12 digits. A supervisor agrees to voids and low prices.")
    go_on = N_("Open the booth")

    def __init__(self, draft: Draft, tr: Translate) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(2 * GAP))
        grid.setVerticalSpacing(px(2))
        cells = (
            (N_("Cashier"), N_("name"), draft.cashier),
            (N_("PIN of the cashier"), N_("4 digits or more"), draft.cashier_pin),
            (N_("Supervisor (may be left empty)"), N_("name"), draft.supervisor),
            (N_("PIN of the supervisor"), N_("4 digits or more"), draft.supervisor_pin),
        )
        self._fields: list[QLineEdit] = []
        for n, (word, example, value) in enumerate(cells):
            field = _field(tr(word), tr(example), value, is_secret=bool(n % 2))
            if n % 2:
                field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
                field.setMaxLength(12)
            self._fields.append(field)
            row = 3 * (n // 2)
            grid.addWidget(label(tr(word), 15, BOLD), row, n % 2)
            grid.addWidget(field, row + 1, n % 2)
            grid.setRowMinimumHeight(row + 2, px(GAP))
        self.box.addLayout(grid)
        look = Button(tr(N_("Show the PINs")), Kind.CHIP)
        look.setCheckable(True)
        look.setFixedHeight(tall(TARGET))
        look.toggled.connect(self._show_pins)
        look.setChecked(draft.is_sample)  # whose PINs are no secret, and must be known
        self.box.addWidget(look, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addStretch()

    def _show_pins(self, is_shown: bool) -> None:  # noqa: FBT001 - a signal's
        """Let the PINs be read, or hide them from whoever looks over the shoulder."""
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        for field in self._fields[1::2]:
            field.setEchoMode(mode)

    def read(self, draft: Draft) -> Draft:
        """Take names and PINs; they are looked at when the booth is made."""
        cashier, cashier_pin, supervisor, supervisor_pin = (f.text().strip() for f in self._fields)
        return replace(
            draft,
            cashier=cashier,
            cashier_pin=cashier_pin,
            supervisor=supervisor,
            supervisor_pin=supervisor_pin,
        )


def _field(name: str, example: str, value: str, *, is_secret: bool = False) -> QLineEdit:
    made = line_edit(example, is_secret=is_secret, size=18)
    made.setAccessibleName(name)
    made.setMaxLength(LONGEST)
    made.setText(value)
    return made
