"""Sheets over a page: the one opened last is answered first, and the one under it is there again."""

from PySide6.QtCore import QObject, Signal

from batikpos.ui.widgets.sheet import Sheet


class SheetPile(QObject):
    """Knows which sheets are open over a page; `emptied` says that the page is uncovered again."""

    begun = Signal()
    emptied = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sheets: list[Sheet] = []

    @property
    def top(self) -> Sheet | None:
        """Return the sheet that is to be answered; None where nothing is asked."""
        return self._sheets[-1] if self._sheets else None

    def open(self, sheet: Sheet) -> None:
        """Open a sheet over whatever is open already."""
        self._sheets.append(sheet)
        sheet.closed.connect(self._closed)
        if len(self._sheets) == 1:
            self.begun.emit()
        sheet.open()

    def _closed(self, sheet: Sheet) -> None:
        if sheet not in self._sheets:
            return  # its own answer took away what it was about, which closed it before
        was_top = self.top is sheet
        self._sheets.remove(sheet)
        if self.top is None:
            self.emptied.emit()
        elif was_top:
            self.top.open()
