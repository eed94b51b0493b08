"""The menu: what a till does besides selling, each as a tile to press."""

from collections.abc import Sequence
from enum import Enum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from batikpos.domain.fair import Books
from batikpos.i18n import N_, Translate
from batikpos.ui.theme import BLACK, GAP, MARGIN, margins, px
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.words import label

COLUMNS, TILE, HEAD = 3, 330, 96


class Place(Enum):
    """Where the menu leads: its title, and what it is for."""

    HISTORY = N_("History"), N_("find a sale, print again, give back")
    CASH = N_("Cash in and out"), N_("with its reason; open the drawer, print X")
    ORDERS = N_("Orders"), N_("what was ordered, pick-up, down payments")
    CHECK = N_("Check QRIS and transfers"), N_("look them up in the app, mark what came in")
    STOCK = N_("Stock"), N_("what came to the booth, was counted, went home")
    PROMOTIONS = N_("Promotions"), N_("what is cheaper today, on and off")
    PRINTER = N_("Printer"), N_("connect it, try it, what stands on the nota")
    QRIS = N_("QRIS sticker"), N_("whose it is, scan it, put the amount into it")
    CASHIER = N_("Change the cashier"), N_("the till stays open, the basket stays")
    SETTINGS = N_("Settings"), N_("language, text size, centre, rules")
    PRACTISE = N_("Practise without counting"), N_("a window of its own; nothing in it counts")
    END_PRACTICE = N_("End practice"), N_("close this window; nothing of it counts")
    HELP = N_("Help"), N_("what the parts of the screen are for, and all keys")
    CLOSE = N_("Close the till"), N_("count the drawer, send the day")


ICONS = {
    "HISTORY": "history",
    "ORDERS": "order",
    "PROMOTIONS": "promo",
    "CHECK": "qris",
    "STOCK": "basket",
    "CASH": "cash_in",
    "PRINTER": "printer",
    "QRIS": "scan",
    "SETTINGS": "settings",
    "CASHIER": "cashier",
    "PRACTISE": "practice",
    "END_PRACTICE": "practice",
    "HELP": "help",
    "CLOSE": "lock",
}
"""The icon of each place."""


def places_of(books: Books) -> tuple[Place, ...]:
    """List where a menu leads: into practice from real books, and out of it from those for practice."""
    other = Place.END_PRACTICE if books is Books.REAL else Place.PRACTISE
    return tuple(place for place in Place if place is not other)


class MenuPage(QWidget):
    """Tiles of all places, in one order that does not change."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, tr: Translate, places: Sequence[Place]) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(margins(3 * MARGIN, MARGIN, 3 * MARGIN, MARGIN))
        outer.setSpacing(px(2 * GAP))
        head = QHBoxLayout()
        head.addWidget(label(tr(N_("Menu")), 28, BLACK))
        head.addStretch()
        back = Button(tr(N_("Back to selling")))
        back.set_icon("back")
        back.clicked.connect(self.left)
        head.addWidget(back)
        outer.addLayout(head)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(2 * GAP))
        self._tiles: list[Button] = []
        for place in places:
            title, said = place.value
            tile = Button(kind=Kind.TILE)
            tile.set_words(tr(title), tr(said))
            tile.set_icon(ICONS[place.name])
            tile.clicked.connect(partial(self.chosen.emit, place))
            self._tiles.append(tile)
        outer.addWidget(scrolling(inside))
        outer.addStretch()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put as many tiles side by side as have room for their words."""
        super().resizeEvent(event)
        columns = max(1, min(COLUMNS, self.width() // px(TILE)))
        rows = -(-len(self._tiles) // columns)
        high = rows * (max(tile.sizeHint().height() for tile in self._tiles) + px(2 * GAP))
        self._grid.setVerticalSpacing(px(2 * GAP if high < self.height() - px(HEAD) else GAP))
        for n, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, n // columns, n % columns)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
