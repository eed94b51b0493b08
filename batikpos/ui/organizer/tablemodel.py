"""The model of a table: plain rows, filtered by typed words and sorted by what their cells are."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from batikpos.ui.organizer.rows import Column, Row, fits, say_row, shown, sort_key

Index = QModelIndex | QPersistentModelIndex


class TableModel(QAbstractTableModel):
    """Shows rows in columns. `row_at` gives what is shown at a place."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.shown: tuple[Row, ...] = ()
        self._all: tuple[Row, ...] = ()
        self._words: tuple[str, ...] = ()
        self._sorted_by: int | None = None
        self._is_falling = False

    @property
    def count(self) -> int:
        """Count all rows, those that are not shown too."""
        return len(self._all)

    @property
    def sorted_by(self) -> tuple[int | None, bool]:
        """Say by which column the rows are sorted, and whether falling."""
        return self._sorted_by, self._is_falling

    def show_rows(self, rows: Sequence[Row], columns: Sequence[Column] = ()) -> None:
        """Show other rows, in other columns where some are given; filter and order stay."""
        self.beginResetModel()
        self._all = tuple(rows)
        if columns:
            self.columns = tuple(columns)
            if self._sorted_by is not None and self._sorted_by >= len(self.columns):
                self._sorted_by = None
        self._choose()
        self.endResetModel()

    def filter(self, typed: str) -> None:
        """Show only the rows in which each typed word stands."""
        self.beginResetModel()
        self._words = tuple(typed.casefold().split())
        self._choose()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; what is not known stays at the end either way."""
        self.beginResetModel()
        self._sorted_by = column if 0 <= column < len(self.columns) else None
        self._is_falling = order == Qt.SortOrder.DescendingOrder
        self._choose()
        self.endResetModel()

    def row_at(self, place: int) -> Row | None:
        """Return the row that is shown at a place."""
        return self.shown[place] if 0 <= place < len(self.shown) else None

    def place_of(self, key: str) -> int | None:
        """Say where the row of a key is shown."""
        return next((n for n, row in enumerate(self.shown) if row.key == key), None)

    def rowCount(self, _parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Count the rows that are shown."""
        return len(self.shown)

    def columnCount(self, _parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Count the columns."""
        return len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell as it is read; to whoever cannot see it the first cell of a row says all of it."""
        row = self.row_at(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return say_row(self.columns, row)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return shown(row.cells[index.column()])
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give a column's title."""
        is_title = orientation == Qt.Orientation.Horizontal and section < len(self.columns)
        return self.columns[section].title if is_title and role == Qt.ItemDataRole.DisplayRole else None

    def _choose(self) -> None:
        kept = [row for row in self._all if not self._words or fits(row, self._words)]
        if self._sorted_by is not None:
            at = self._sorted_by
            known = [row for row in kept if row.cells[at] is not None]
            known.sort(key=lambda row: sort_key(row.cells[at]), reverse=self._is_falling)
            kept = [*known, *(row for row in kept if row.cells[at] is None)]
        self.shown = tuple(kept)
