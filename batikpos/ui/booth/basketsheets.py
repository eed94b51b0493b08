"""The sheets that ask about the open basket: each is about that basket, and goes with it."""

from uuid import UUID

from PySide6.QtCore import QObject

from batikpos.domain.cart import CartLine
from batikpos.ui.register import Register
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.sheetpile import SheetPile


class BasketSheets(QObject):
    """Opens sheets about the open basket, or about a line of it, over a page.

    While that basket is being sold, parked or taken up none is opened: its answer would be for the next one.
    One that is open closes by itself as soon as another basket is open, or its line is gone from it, or
    was changed. So what a sheet answers is always for the basket and the line that it was opened on.
    """

    def __init__(self, register: Register, sheets: SheetPile, parent: QObject) -> None:
        super().__init__(parent)
        self._register, self._sheets = register, sheets
        self._about: dict[Sheet, tuple[UUID, CartLine | None]] = {}
        register.cart_changed.connect(self._look)

    def open(self, sheet: Sheet, line: CartLine | None = None) -> None:
        """Open a sheet about the open basket, or about one of its lines."""
        if self._register.is_paying:
            sheet.close_sheet()
            return
        self._about[sheet] = (self._register.cart.sale_id, line)
        sheet.closed.connect(self._closed)
        self._sheets.open(sheet)

    def place_of(self, line: CartLine) -> int:
        """Say where a line is that a sheet is open about: in a basket each line is there once."""
        return next(n for n, other in enumerate(self._register.cart.lines) if other is line)

    def _look(self) -> None:
        """Close what is about another basket or line, the uppermost first."""
        cart = self._register.cart
        for sheet, (sale_id, line) in reversed(self._about.copy().items()):
            is_there = line is None or any(other is line for other in cart.lines)
            if sale_id != cart.sale_id or not is_there:
                sheet.close_sheet()

    def _closed(self, sheet: Sheet) -> None:
        self._about.pop(sheet, None)
