"""The goods that are shown: a model over a plain list, with what is left and what is in the basket."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from batikpos.domain.cart import Cart
from batikpos.domain.catalogue import Item
from batikpos.domain.garment import Garment
from batikpos.domain.quantity import Quantity
from batikpos.domain.search import Found
from batikpos.i18n import N_
from batikpos.ui.booth.cardwords import CardWords

_NOTHING = Found((), 0)


class CardModel(QAbstractListModel):
    """The garments that are shown, and after them, where there are more, one card that shows all."""

    def __init__(self, words: CardWords) -> None:
        super().__init__()
        self.words = words
        self._found = _NOTHING
        self._count = 0
        self._places: dict[str, int] | None = {}
        self._gone: Mapping[str, int] = {}
        self._basket: dict[str, int] = {}

    @property
    def total(self) -> int:
        """Say how many garments there are, shown or not."""
        return self._found.total

    @property
    def has_more(self) -> bool:
        """Say whether there are more than are shown."""
        return self._found.total > len(self._found.garments)

    def show_found(self, found: Found) -> None:
        """Show other garments."""
        if found == self._found:
            return
        before, count = self._found.garments, len(found.garments) + (found.total > len(found.garments))
        if 0 < self._count == len(before) < count and found.garments[: len(before)] == before:
            self.beginInsertRows(QModelIndex(), len(before), count - 1)  # what is shown stays where it is
            self._take(found, count)
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._take(found, count)
            self.endResetModel()

    def _take(self, found: Found, count: int) -> None:
        self._found, self._count = found, count
        self._places = None  # made when it is asked for: a list of everything is long

    def show_cart(self, cart: Cart) -> None:
        """Show what is in the basket, redrawing only the cards it touches."""
        before, self._basket = self._basket, {}
        for line in cart.lines:
            self._basket[line.item.sku] = self._basket.get(line.item.sku, 0) + line.quantity.size
        changed = before.items() ^ self._basket.items()
        self._redraw(sku for sku, _size in changed)

    def show_gone(self, gone: Mapping[str, int]) -> None:
        """Show how many are left, for so many are gone, redrawing only the cards it touches."""
        before, self._gone = self._gone, dict(gone)
        self._redraw(sku for sku, _size in before.items() ^ self._gone.items())

    def garment(self, index: QModelIndex | QPersistentModelIndex) -> Garment | None:
        """Return what is on a card; None on the card that shows all."""
        row = index.row()
        return self._found.garments[row] if row < len(self._found.garments) else None

    def place(self, sku: str) -> QModelIndex:
        """Return the card that an item is on; one that is not valid where it is on none."""
        if self._places is None:
            self._places = {i.sku: n for n, g in enumerate(self._found.garments) for i in g.items}
        return self.index(self._places[sku]) if sku in self._places else QModelIndex()

    def left_of(self, item: Item) -> int | None:
        """Say how many pieces or millimetres are left beside the basket; None where nobody counted."""
        return item.left(self._gone.get(item.sku, 0) + self._basket.get(item.sku, 0))

    def left(self, garment: Garment) -> int | None:
        """Say how much is left of a garment in all its sizes; None where nobody counted one of them."""
        lefts = [self.left_of(item) for item in garment.items]
        return None if None in lefts else sum(max(0, left) for left in lefts if left is not None)

    def count(self, garment: Garment) -> Quantity | None:
        """Say how much of a garment is in the basket, in whatever size; None for nothing."""
        if not self._basket:
            return None
        size = sum(self._basket.get(item.sku, 0) for item in garment.items)
        return Quantity(size, garment.first.unit) if size else None

    def count_of(self, item: Item) -> Quantity | None:
        """Say how much of one item is in the basket; None for nothing."""
        size = self._basket.get(item.sku, 0)
        return Quantity(size, item.unit) if size else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        """Count the cards."""
        return 0 if parent.isValid() else self._count

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the words that a screen reader says, and the whole name for a hand that rests on a card."""
        if role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        }:
            return None
        garment, words = self.garment(index), self.words
        if garment is None:
            return words.say(N_("Show all {count}"), count=words.number(self.total))
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{words.title(garment)}\n{words.detail(garment)}"
        count, left = self.count(garment), words.left(self.left(garment), garment.first.unit)
        said = [words.title(garment), words.price(garment), left]
        if count is not None:
            said.append(words.say(N_("{count} in the basket"), count=count))
        return ", ".join(filter(None, said))

    def _redraw(self, skus: Iterable[str]) -> None:
        for sku in skus:
            index = self.place(sku)
            if index.isValid():
                self.dataChanged.emit(index, index)
