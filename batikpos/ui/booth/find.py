"""Finding goods: the search line, the chips, and the cards under them."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from batikpos.domain.cart import Cart
from batikpos.domain.catalogue import Catalogue, Item
from batikpos.domain.errors import PosError
from batikpos.domain.garment import Garment
from batikpos.domain.money import Rupiah
from batikpos.domain.search import ALL, MOST_SHOWN, Filter, Search
from batikpos.i18n import N_, Translate
from batikpos.ui.booth.cardface import CardFace, names_of
from batikpos.ui.booth.cards import CardModel
from batikpos.ui.booth.cardview import CardView
from batikpos.ui.booth.cardwords import CardWords
from batikpos.ui.booth.emptystate import EmptyState
from batikpos.ui.booth.filters import Filters
from batikpos.ui.booth.foreseen import CARDS, Foreseen
from batikpos.ui.booth.rowface import RowFace
from batikpos.ui.pictures import Pictures
from batikpos.ui.theme import px
from batikpos.ui.widgets.faultstrip import GOODS
from batikpos.ui.widgets.part import Part
from batikpos.ui.widgets.searchfield import SearchField

if TYPE_CHECKING:  # loaded right behind the first page (`ahead`), or with the first that is opened
    from batikpos.ui.booth.sizes import SizePanel


class FindPane(QWidget):
    """The left of the sale screen: goods are found by words, by kind, or by eye, and chosen by a tap."""

    item_chosen = Signal(object)
    nothing_found = Signal(str)
    many_found = Signal(int)
    open_item_asked = Signal(str)
    view_chosen = Signal(str)
    refused = Signal(object)

    def __init__(
        self,
        catalogue: Catalogue,
        search: Search,
        pictures: Pictures,
        tr: Translate,
        language: str,
        *,
        view: str = "pictures",
    ) -> None:
        super().__init__()
        self.setObjectName(GOODS)
        self._catalogue, self._search, self._pictures, self._tr = catalogue, search, pictures, tr
        self._only = ALL
        self._sold: Mapping[str, int] = {}
        self._most: int | None = MOST_SHOWN
        producers = {p.code: p.name for p in catalogue.producers}
        self.model = CardModel(CardWords(tr, language, producers))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        self.field = SearchField(
            tr(N_("Find goods, motif, or scan a code")), tr(N_("Find goods")), tr(N_("Clear")), key="F2"
        )
        self.field.textChanged.connect(self._look)
        self.field.returnPressed.connect(self._take_typed)
        box.addWidget(self.field)
        self.chips = Filters(search.choices, producers, tr, view)
        self.chips.chosen.connect(self._choose)
        self.chips.view_chosen.connect(self._show_view)
        self.chips.view_chosen.connect(self.view_chosen)
        box.addWidget(self.chips)
        face = CardFace(self.model, pictures)
        self._faces: dict[str, CardFace | RowFace] = {
            "pictures": face,
            "list": RowFace(self.model, pictures),
        }
        self.foreseen = Foreseen(face, self._first_of, self)
        self._cards = self._make_cards(view)
        self._empty = EmptyState(tr)
        self._empty.clear_asked.connect(self._clear)
        self._empty.open_item_asked.connect(self._ask_open_item)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._cards)
        self._stack.addWidget(self._empty)
        box.addWidget(self._stack, 1)
        self._sizes: SizePanel | None = None
        self._look()

    def show_cart(self, cart: Cart, _chosen: int) -> None:
        """Show on the cards how many are in the basket."""
        self.model.show_cart(cart)
        self._refresh_sizes()

    def parts(self) -> tuple[Part, ...]:
        """Name the parts of this pane, for the help over the screen."""
        first = self._cards.visualRect(self._cards.model().index(0, 0)) & self._cards.viewport().rect()
        return (
            Part(N_("Find goods by words; scan anywhere"), "F2", (self.field,)),
            Part(N_("Show only one kind"), "", (self.chips,)),
            Part(N_("Tap: one into the basket"), "", (self._cards.viewport(),), first),
        )

    def show_gone(self, gone: Mapping[str, int]) -> None:
        """Show on the cards how many are left, for so many are gone by the books."""
        self.model.show_gone(gone)
        self._refresh_sizes()

    def show_prices(self, price_of: Callable[[Item], Rupiah | None]) -> None:
        """Show what costs less now, beside what it costs by the list."""
        self.model.words.price_of = price_of
        for face in self._faces.values():
            if isinstance(face, CardFace):  # which keeps the words it has fitted
                face.forget()
        self._refresh_sizes()
        self._cards.viewport().update()

    def show_rest(self) -> None:
        """Show the rest of very many goods behind those that were shown first."""
        if not self.field.text().strip() and self._only == ALL:
            self.model.show_found(self._search.find("", ALL, self._sold, self._most))

    def show_sold(self, sold: Mapping[str, int]) -> None:
        """Let what sold most often today come first in what is looked for next."""
        self._sold = sold

    def step_back(self) -> bool:
        """Close the sizes; where none are open, forget what was typed. Say whether there was any of it."""
        if self._sizes is not None and self._sizes.is_open:
            self._sizes.close_panel()
            return True
        was_typed = bool(self.field.text())
        self.field.clear()
        return was_typed

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go from the search line down into the cards."""
        if event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self._cards.enter()
        else:
            event.ignore()

    def _make_cards(self, shown: str) -> CardView:
        view = CardView(self.model, self._faces[shown])
        view.setAccessibleName(self._tr(N_("Goods")))
        view.chosen.connect(self._tap)
        view.left_upwards.connect(self.field.setFocus)
        self._pictures.arrived.connect(self._show_picture)
        view.moved.connect(self._drop_unseen)
        view.moved.connect(self.foreseen.rest)
        return view

    def _first_of(self, letter: str) -> Sequence[Garment]:
        """Say what is seen of what a letter finds."""
        return self._search.find(letter, ALL, self._sold, CARDS).garments

    def _look(self) -> None:
        """Look for what is typed."""
        self.foreseen.rest()
        self._most = MOST_SHOWN
        self._show_found()

    def _show_found(self) -> None:
        self._close_sizes()
        typed = self.field.text()
        try:
            found = self._search.find(typed, self._only, self._sold, self._most)
        except PosError as error:  # of very many goods the rest is read with the first words
            self.refused.emit(error)
            return
        self.model.show_found(found)
        if self.model.total:
            self._stack.setCurrentWidget(self._cards)
            self._drop_unseen()
            return
        if self._catalogue.items:
            self._empty.say_not_found(typed.strip())
        else:
            self._empty.say_empty()
        self._stack.setCurrentWidget(self._empty)

    def _show_all(self) -> None:
        """Show all that was found, where the eye is."""
        at = self._cards.verticalScrollBar().value()
        self._most = None
        self._show_found()
        self._cards.doItemsLayout()
        self._cards.verticalScrollBar().setValue(at)

    def _show_picture(self, sku: str) -> None:
        index = self.model.place(sku)
        if index.isValid():
            self._cards.update(index)

    def _drop_unseen(self) -> None:
        self._close_sizes()
        self._pictures.drop_all_but({names_of(garment)[0] for garment in self._cards.seen()})

    def _choose(self, only: Filter) -> None:
        self._only = only
        self._look()

    def _clear(self) -> None:
        """Show everything again, and let the next word be typed."""
        self._only = ALL
        self.chips.clear()
        self.field.clear()
        self._look()
        self.field.setFocus()

    def _ask_open_item(self) -> None:
        self.open_item_asked.emit(self.field.text().strip())

    def _show_view(self, view: str) -> None:
        self._close_sizes()
        self._cards.show_face(self._faces[view])

    def _tap(self, index: QModelIndex) -> None:
        garment = self.model.garment(index)
        if garment is None:
            self._show_all()
        elif garment.has_sizes:
            self._open_sizes(garment, self._cards.visualRect(index))
        else:
            self._close_sizes()
            self.item_chosen.emit(garment.first)

    def _open_sizes(self, garment: Garment, card: QRect) -> None:
        """Open the sizes of a garment at its card, which is where the list has it."""
        if self._sizes is None:
            from batikpos.ui.booth.sizes import SizePanel  # noqa: PLC0415 - see above

            self._sizes = SizePanel(self, self.model)
            self._sizes.chosen.connect(self.item_chosen)
            self._sizes.closed.connect(self._cards.setFocus)
        corner = self._cards.viewport().mapTo(self, QPoint(0, 0))
        self._sizes.open_at(garment, QRect(card.topLeft() + corner, card.size()))

    def _refresh_sizes(self) -> None:
        if self._sizes is not None:
            self._sizes.refresh()

    def _close_sizes(self) -> None:
        if self._sizes is not None:
            self._sizes.close_panel()

    def _take_typed(self) -> None:
        """Take what was typed, where it is a code or leaves one item; Enter alone never pays."""
        typed = self.field.text().strip()
        if not typed:
            return
        item = self._catalogue.find(typed)
        found = self._search.find(typed, self._only, most=2)
        if item is not None:
            self.field.clear()
            self.item_chosen.emit(item)
        elif found.total == 1:
            self._take(found.garments[0])
        elif not found.total:
            self.nothing_found.emit(typed)
        else:
            self.many_found.emit(found.total)

    def _take(self, garment: Garment) -> None:
        if garment.has_sizes:
            self._tap(self.model.index(0))
        else:
            self.field.clear()
            self.item_chosen.emit(garment.first)
