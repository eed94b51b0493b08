"""Finding goods: the search line, the chips, and the cards under them."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from batikpos.domain.cart import Cart
from batikpos.domain.catalogue import Catalogue, kinds_of
from batikpos.domain.search import Search
from batikpos.domain.wording import kind_word
from batikpos.i18n import N_, Translate
from batikpos.ui.booth.cards import CardDelegate, CardModel, CardView
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
        self._catalogue, self._search, self._tr = catalogue, search, tr
        self._kind = ""
        self.model = CardModel()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        self.field = SearchField(
            tr(N_("Find goods, motif, or scan a code  (F2)")), tr(N_("Find goods")), tr(N_("Clear"))
        )
        self.field.textChanged.connect(self._show_items)
        self.field.returnPressed.connect(self._take_typed)
        box.addWidget(self.field)
        self.chips = self._make_chips()
        box.addWidget(self.chips)
        box.addWidget(self._make_cards(pictures, language), 1)
        self._show_items()

    def show_cart(self, cart: Cart, _chosen: int) -> None:
        """Show on the cards how many are in the basket."""
        self.model.show_cart(cart)

    def _make_chips(self) -> ChipRow:
        kinds = kinds_of(self._catalogue.items)[:CHIPS]
        chips = ChipRow([(self._tr(N_("All")), ""), *((_chip(kind, self._tr), kind) for kind in kinds)])
        chips.chosen.connect(self._choose_kind)
        return chips

    def _make_cards(self, pictures: Pictures, language: str) -> CardView:
        delegate = CardDelegate(self.model, self._tr, language, pictures)
        view = self._cards = CardView(self.model, delegate)
        pictures.arrived.connect(view.viewport().update)
        view.setAccessibleName(self._tr(N_("Goods")))
        # Every second of two quick taps comes as a double click only.
        view.clicked.connect(self._tap)
        view.doubleClicked.connect(self._tap)
        return view

    def _show_items(self) -> None:
        self.model.show_items(self._search.find(self.field.text(), self._kind))

    def _choose_kind(self, kind: str) -> None:
        self._kind = kind
        self._show_items()

    def _tap(self, index: QModelIndex) -> None:
        self.item_chosen.emit(self.model.item(index))

    def _take_typed(self) -> None:
        """Take what was typed, where it is a code or leaves one item; Enter alone never pays."""
        typed = self.field.text().strip()
        if not typed:
            return
        item = self._catalogue.find(typed)
        found = self._search.find(typed, self._kind)
        if item is None and len(found) == 1:
            item = found[0]
        if item is not None:
            self.field.clear()
            self.item_chosen.emit(item)
        elif not found:
            self.nothing_found.emit(typed)


def _chip(kind: str, tr: Translate) -> str:
    word = kind_word(kind, tr)
    return word[:1].upper() + word[1:]
