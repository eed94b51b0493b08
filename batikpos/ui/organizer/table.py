"""A table of the organizer's window: sorted by its heads, filtered by a word, copied, and saved as a file."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from batikpos.domain.sheet import Sheet
from batikpos.i18n import N_, Translate
from batikpos.sheets.writing import to_csv, to_xlsx
from batikpos.ui.organizer.rows import Column, Row, to_sheet, to_tsv
from batikpos.ui.organizer.saving import save_file
from batikpos.ui.organizer.tablemodel import Index, TableModel
from batikpos.ui.organizer.tableview import RowsView
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.theme import GAP, RADIUS, margins, px, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.searchfield import SearchField
from batikpos.ui.widgets.words import fill, label


class Table(QFrame):
    """Rows with what can be done to all of them; `chosen` carries the key of the one that is chosen."""

    chosen = Signal(str)
    opened = Signal(str)
    saved = Signal(str)
    refused = Signal(object)

    def __init__(
        self, tr: Translate, name: str, columns: Sequence[Column], tasks: Tasks, *, empty: str
    ) -> None:
        super().__init__()
        self._tr, self._name, self._tasks, self._empty = tr, name, tasks, empty
        self._is_read = False
        self.ask_where: Callable[[str], str] = self._ask_where
        self.model = TableModel(columns, self)
        self.view = RowsView(self.model, name)
        self.search = SearchField(tr(N_("Filter")), f"{tr(N_('Filter'))}: {name}", tr(N_("Show all")))
        self.search.setMinimumWidth(px(160))
        self._count = label("", 15, colour=theme_now().ink_2)
        self._copy = Button(tr(N_("Copy")), Kind.SLIM)
        self._save = Button(tr(N_("Save as…")), Kind.SLIM)
        self._copy.setAccessibleName(f"{tr(N_('Copy'))}: {name}")
        self._save.setAccessibleName(f"{tr(N_('Save as…'))}: {name}")
        self._none = label("", 16, colour=theme_now().ink_2, align=Qt.AlignmentFlag.AlignHCenter, wraps=True)
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self._copy.clicked.connect(self.copy)
        self._save.clicked.connect(self.save)
        self.view.selectionModel().currentRowChanged.connect(self._choose)
        self.view.activated.connect(self._open)
        self.view.copied.connect(self.copy)
        self.model.modelReset.connect(self._show_count)
        self._show_count()

    @property
    def current(self) -> str:
        """Say which row is chosen; "" for none."""
        row = self.model.row_at(self.view.currentIndex().row())
        return row.key if row else ""

    def show_rows(self, rows: Sequence[Row], columns: Sequence[Column] = ()) -> None:
        """Show other rows; whichever was chosen stays so, where it is still there."""
        before, at = self.current, self.view.verticalScrollBar().value()
        self._is_read = True
        self.model.show_rows(rows, columns)
        self.view.fit()
        if before:
            self.choose(before)
        self.view.verticalScrollBar().setValue(at)

    def choose(self, key: str) -> None:
        """Choose a row."""
        place = self.model.place_of(key)
        if place is not None:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.view.selectionModel().setCurrentIndex(self.model.index(place, 0), flags)

    def copy(self) -> None:
        """Put the rows that are chosen on the clipboard, or all that are shown where none, or one, is."""
        places = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        chosen = [row for place in places if (row := self.model.row_at(place))]
        rows = chosen if len(chosen) > 1 else self.model.shown
        QGuiApplication.clipboard().setText(to_tsv(self.model.columns, rows))
        said = self._tr(N_("{count} rows copied: they can be put into any spreadsheet."))
        self.saved.emit(said.format(count=len(rows)))

    def save(self) -> None:
        """Ask where to, and write what is shown there as XLSX or CSV, by the name's ending."""
        chosen = self.ask_where(self._name)
        if not chosen:
            return
        file = Path(chosen)
        if file.suffix.lower() not in {".xlsx", ".csv"}:
            file = file.with_name(f"{file.name}.xlsx")
        sheet = to_sheet(self._name, self.model.columns, self.model.shown)
        self._tasks.run(
            Lane.BACKUP, partial(_write, file, sheet), done=self._have_saved, failed=self.refused.emit
        )

    def _ask_where(self, name: str) -> str:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self._tr(N_("Save as…")), f"{name}.xlsx", "Excel (*.xlsx);;CSV (*.csv)"
        )
        return chosen

    def _have_saved(self, file: Path) -> None:
        self.saved.emit(self._tr(N_("Saved: {file}")).format(file=file))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(margins(12, 10, 12, 8))
        head.setSpacing(px(GAP))
        head.addWidget(self.search, 1)
        head.addWidget(self._count)
        head.addWidget(self._copy)
        head.addWidget(self._save)
        none = QWidget()
        fill(none, theme_now().paper)
        inside = QVBoxLayout(none)
        inside.setContentsMargins(margins(24, 24, 24, 24))
        inside.addStretch(1)
        inside.addWidget(self._none)
        inside.addStretch(2)
        self._stack = QStackedWidget()  # a layout would show the first before it has a place: as a window
        self._stack.addWidget(self.view)
        self._stack.addWidget(none)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, px(6))
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self._stack, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the paper and its edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme_now().line)
        painter.setBrush(theme_now().paper)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), px(RADIUS + 2), px(RADIUS + 2))
        painter.end()

    def _filter(self, typed: str) -> None:
        before = self.current
        self.model.filter(typed)
        if before:
            self.choose(before)

    def _choose(self, index: Index) -> None:
        if row := self.model.row_at(index.row()):
            self.chosen.emit(row.key)

    def _open(self, index: Index) -> None:
        if row := self.model.row_at(index.row()):
            self.opened.emit(row.key)

    def _show_count(self) -> None:
        shown_, all_ = len(self.model.shown), self.model.count
        tr = self._tr
        said = tr(N_("1 row") if all_ == 1 else N_("{count} rows"))
        if shown_ != all_:
            said = tr(N_("{count} of {all} rows"))
        self._count.setText(said.format(count=shown_, all=all_) if all_ else "")
        typed = self.search.text().strip()
        empty = self._empty if self._is_read else tr(N_("Reading…"))
        self._none.setText(tr(N_("Nothing found for “{typed}”")).format(typed=typed) if all_ else empty)
        self._stack.setCurrentIndex(0 if shown_ else 1)
        self._copy.setEnabled(shown_ > 0)
        self._save.setEnabled(shown_ > 0)


def _write(file: Path, sheet: Sheet) -> Path:
    return save_file(file, to_csv(sheet) if file.suffix.lower() == ".csv" else to_xlsx([sheet]))
