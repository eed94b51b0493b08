"""Finding goods: the search line, the chips, and the cards under them."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from batikpos.domain.cart import Cart
from batikpos.domain.catalogue import Catalogue, kinds_of
from batikpos.domain.garment import Garment
from batikpos.domain.search import MOST_SHOWN, Filter, Search
from batikpos.domain.wording import kind_word
from batikpos.i18n import N_, Translate
from batikpos.ui.booth.cardface import CardFace, names_of
from batikpos.ui.booth.cards import CardModel
from batikpos.ui.booth.cardview import CardView
from batikpos.ui.booth.cardwords import CardWords
from batikpos.ui.booth.sizes import SizePanel
from batikpos.ui.pictures import Pictures
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.searchfield import SearchField

CHIPS = 6


class FindPane(QWidget):
    """The left of the sale screen: goods are found by words, by kind, or by eye, and chosen by a tap."""

    item_chosen = Signal(object)
    nothing_found = Signal(str)

    def __init__(
        self, catalogue: Catalogue, search: Search, pictures: Pictures, tr: Translate, language: str
    ) -> None:
        super().__init__()
        self._catalogue, self._search, self._pictures, self._tr = catalogue, search, pictures, tr
        self._only = Filter()
        self._most: int | None = MOST_SHOWN
        self.model = CardModel(CardWords(tr, language, {p.code: p.name for p in catalogue.producers}))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        self.field = SearchField(
            tr(N_("Find goods, motif, or scan a code  (F2)")), tr(N_("Find goods")), tr(N_("Clear"))
        )
        self.field.textChanged.connect(self._look)
        self.field.returnPressed.connect(self._take_typed)
        box.addWidget(self.field)
        self.chips = self._make_chips()
        box.addWidget(self.chips)
        self._cards = self._make_cards()
        box.addWidget(self._cards, 1)
        self._sizes = SizePanel(self, self.model)
        self._sizes.chosen.connect(self.item_chosen)
        self._sizes.closed.connect(self._cards.setFocus)
        self._look()

    def show_cart(self, cart: Cart, _chosen: int) -> None:
        """Show on the cards how many are in the basket."""
        self.model.show_cart(cart)
        self._sizes.refresh()

    def show_left(self, left: Mapping[str, int]) -> None:
        """Show on the cards how many are left."""
        self.model.show_left(left)
        self._sizes.refresh()

    def step_back(self) -> None:
        """Close the sizes; where none are open, forget what was typed."""
        if self._sizes.is_open:
            self._sizes.close_panel()
        else:
            self.field.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go from the search line down into the cards."""
        if event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self._cards.enter()
        else:
            event.ignore()

    def _make_chips(self) -> ChipRow:
        kinds = kinds_of(self._catalogue.items)[:CHIPS]
        chips = ChipRow([(self._tr(N_("All")), ""), *((_chip(kind, self._tr), kind) for kind in kinds)])
        chips.chosen.connect(self._choose_kind)
        return chips

    def _make_cards(self) -> CardView:
        view = CardView(self.model, CardFace(self.model, self._pictures))
        view.setAccessibleName(self._tr(N_("Goods")))
        view.chosen.connect(self._tap)
        view.left_upwards.connect(self.field.setFocus)
        self._pictures.arrived.connect(self._show_picture)
        view.moved.connect(self._drop_unseen)
        return view

    def _look(self) -> None:
        """Look for what is typed."""
        self._most = MOST_SHOWN
        self._show_found()

    def _show_found(self) -> None:
        self._sizes.close_panel()
        self.model.show_found(self._search.find(self.field.text(), self._only, most=self._most))
        self._drop_unseen()

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
        self._sizes.close_panel()
        self._pictures.drop_all_but({names_of(garment)[0] for garment in self._cards.seen()})

    def _choose_kind(self, kind: str) -> None:
        self._only = Filter(kind=kind)
        self._look()

    def _tap(self, index: QModelIndex) -> None:
        garment = self.model.garment(index)
        if garment is None:
            self._show_all()
        elif garment.has_sizes:
            card = self._cards.visualRect(index)
            corner = self._cards.viewport().mapTo(self, QPoint(0, 0))
            self._sizes.open_at(garment, QRect(card.topLeft() + corner, card.size()))
        else:
            self._sizes.close_panel()
            self.item_chosen.emit(garment.first)

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

    def _take(self, garment: Garment) -> None:
        if garment.has_sizes:
            self._tap(self.model.index(0))
        else:
            self.field.clear()
            self.item_chosen.emit(garment.first)


def _chip(kind: str, tr: Translate) -> str:
    word = kind_word(kind, tr)
    return word[:1].upper() + word[1:]
