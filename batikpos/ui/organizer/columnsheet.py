"""The sheet on which somebody says which column of a file is what, once for each kind of file."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from batikpos.i18n import N_, Translate
from batikpos.sheets.columns import ListKind
from batikpos.sheets.preview import Preview, SheetPreview
from batikpos.ui.organizer.columnwords import column_word
from batikpos.ui.theme import BOLD, px, theme_now
from batikpos.ui.widgets.choicebox import ChoiceBox
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import ElidedLabel, label


class ColumnSheet(Sheet):
    """Offers the headings of a file for each column; `answer` gets what was chosen, by key."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        preview: Preview,
        kind: ListKind,
        answer: Callable[[dict[str, str]], None],
        why: str = "",
    ) -> None:
        super().__init__(
            window,
            tr(N_("Which column is what?")),
            confirm=tr(N_("Use these columns")),
            leave=tr(N_("Cancel")),
            width=760,
        )
        self._answer = answer
        self.boxes: dict[str, ChoiceBox] = {}
        sheet = preview.sheets[0]
        said = tr(N_("{file}: {rows} rows. What is chosen is remembered for files with this heading."))
        self.add(label(said.format(file=preview.file, rows=sheet.rows), 16, wraps=True))
        if why:
            self.say_fault(why)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 2)
        known = {taken.key: taken.heading or taken.letter for taken in sheet.columns}
        examples = {taken.key: n for n, taken in enumerate(sheet.columns)}
        choices = [(tr(N_("none of them")), ""), *((name, name) for name in headings_of(sheet))]
        needed = {column.key for column in kind.columns if column.is_needed}
        for n, column in enumerate(kind.columns):
            words = column_word(column.key, tr)
            box = self.boxes[column.key] = ChoiceBox(choices, words)
            box.setCurrentIndex(max(0, box.findData(known.get(column.key, ""))))
            grid.addWidget(label(f"{words} *" if column.key in needed else words, 16, BOLD), n, 0)
            grid.addWidget(box, n, 1)
            example = ElidedLabel(15, colour=theme_now().ink_2)
            at = examples.get(column.key)
            example.setText(next((row[at] for row in sheet.first if at is not None and row[at]), ""))
            grid.addWidget(example, n, 2)
        self.add(grid)
        self._known = known
        self.confirmed.connect(self._confirmed)

    def _confirmed(self) -> None:
        given = {
            key: box.value
            for key, box in self.boxes.items()
            if box.value and box.value != self._known.get(key)
        }
        self.close_sheet()
        self._answer(given)


def headings_of(sheet: SheetPreview) -> list[str]:
    """List the headings of a file, each once."""
    named = [taken.heading or taken.letter for taken in sheet.columns]
    named += [taken.heading or taken.letter for _, several in sheet.unclear for taken in several]
    return list(dict.fromkeys([*named, *sheet.other]))
