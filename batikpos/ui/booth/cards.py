"""The cards of the catalogue: a model over a plain list and a delegate that paints."""

from collections.abc import Mapping

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from batikpos.domain.cart import Cart
from batikpos.domain.catalogue import Item, Technique
from batikpos.domain.quantity import Quantity, Unit
from batikpos.domain.wording import DYES_SHORT, TECHNIQUES_SHORT
from batikpos.i18n import N_, Translate
from batikpos.ui.pictures import Pictures
from batikpos.ui.theme import BLACK, BOLD, Theme, font, theme_now
from batikpos.ui.widgets.scrolling import scroll_by_finger

CARD = QSize(178, 194)
"""A card with the gap to its neighbours at its right and under it."""

GAP = 8
NARROWEST = 162
PICTURE_HEIGHT = 84
FEW = 3
ItemRole = Qt.ItemDataRole.UserRole + 1


class CardModel(QAbstractListModel):
    """The items that are shown, how many are left, and how many are in the basket."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[Item] = []
        self._places: dict[str, int] = {}
        self.left: Mapping[str, int] = {}
        self.cart: Cart | None = None

    def show_items(self, items: list[Item]) -> None:
        """Show other items."""
        if items == self._items:
            return
        self.beginResetModel()
        self._items = items
        self._places = {item.sku: n for n, item in enumerate(items)}
        self.endResetModel()

    def show_cart(self, cart: Cart) -> None:
        """Show what is in the basket, redrawing only the cards it touches."""
        before = {line.item.sku for line in self.cart.lines} if self.cart else set()
        self.cart = cart
        for sku in before | {line.item.sku for line in cart.lines}:
            if sku in self._places:
                index = self.index(self._places[sku])
                self.dataChanged.emit(index, index)

    def show_left(self, left: Mapping[str, int]) -> None:
        """Show how many are left."""
        self.left = left
        if self._items:
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))

    def item(self, index: QModelIndex | QPersistentModelIndex) -> Item:
        """Return the item on a card."""
        return self._items[index.row()]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        """Count the cards."""
        return 0 if parent.isValid() else len(self._items)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give a card's item, and the words a screen reader says."""
        item = self._items[index.row()]
        if role == ItemRole:
            return item
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{item.name}, {item.price}"
        return None


class CardView(QListView):
    """Cards side by side, widened so that they fill the row."""

    def __init__(self, model: CardModel, delegate: "CardDelegate") -> None:
        super().__init__()
        self._delegate = delegate
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        scroll_by_finger(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the width among as many cards as fit."""
        width = self.viewport().width() - 2
        columns = max(1, width // NARROWEST)
        self._delegate.size = QSize(width // columns, CARD.height())
        self.setGridSize(self._delegate.size)
        super().resizeEvent(event)


class CardDelegate(QStyledItemDelegate):
    """Paints one card: picture, name on two lines, technique and dye, price, what is left."""

    def __init__(self, model: CardModel, tr: Translate, language: str, pictures: Pictures) -> None:
        super().__init__()
        self._model, self._tr, self._language, self._pictures = model, tr, language, pictures
        self._lines: dict[tuple[str, int], list[str]] = {}
        self.size = CARD

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's
        """Make every card as large as the others."""
        return self.size

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a card."""
        theme, item = theme_now(), self._model.item(index)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        box = QRectF(rect).adjusted(1.5, 1.5, -1.5 - GAP, -1.5 - GAP)
        count = self._model.cart.quantity_of(item.sku) if self._model.cart else 0
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(box, 10, 10)
        painter.fillPath(path, theme.paper)
        painter.setClipPath(path)
        self._paint_picture(painter, item, QRectF(box.left(), box.top(), box.width(), PICTURE_HEIGHT))
        painter.setClipping(False)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        edge = theme.focus if has_focus else theme.choice if count else theme.line
        painter.setPen(QPen(edge, 3 if has_focus or count else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        self._paint_words(painter, theme, item, box)
        self._paint_badges(painter, theme, item, box, count)
        painter.restore()

    def _paint_picture(self, painter: QPainter, item: Item, box: QRectF) -> None:
        picture = self._pictures.find(item.sku)
        if picture is None:
            painter.fillRect(box, theme_now().line)
            return
        source = QRectF(picture.rect())
        wanted = source.width() * box.height() / box.width()
        source.adjust(0, (source.height() - wanted) / 2, 0, -(source.height() - wanted) / 2)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(box, picture, source)

    def _paint_words(self, painter: QPainter, theme: Theme, item: Item, box: QRectF) -> None:
        left, width = box.left() + 10, box.width() - 18
        painter.setPen(theme.ink)
        painter.setFont(font(16))
        top = box.top() + PICTURE_HEIGHT + 6
        for n, line in enumerate(self._two_lines(painter, item, int(width))):
            painter.drawText(QPointF(left, top + 15 + n * 19), line)
        painter.setPen(theme.ink_2)
        painter.setFont(font(14))
        painter.drawText(QPointF(left, box.bottom() - 33), self._said(item))
        painter.setPen(theme.ink)
        painter.setFont(font(20, BLACK))
        price = item.price.bare()
        painter.drawText(QPointF(left, box.bottom() - 10), price)
        if item.unit is Unit.METRE:
            at = left + painter.fontMetrics().horizontalAdvance(price) + 6
            painter.setPen(theme.ink_2)
            painter.setFont(font(14))
            painter.drawText(QPointF(at, box.bottom() - 10), "/m")

    def _two_lines(self, painter: QPainter, item: Item, width: int) -> list[str]:
        if (item.sku, width) not in self._lines:
            name = item.title(self._language)
            if item.size and len(item.size) <= 4:  # noqa: PLR2004 - S to XXXL, not centimetres
                name = f"{name} {item.size}" if not name.endswith(f" {item.size}") else name
            metrics, lines = painter.fontMetrics(), [""]
            for word in name.split():
                longer = f"{lines[-1]} {word}".strip()
                if metrics.horizontalAdvance(longer) <= width or len(lines) == 2:  # noqa: PLR2004
                    lines[-1] = longer
                else:
                    lines.append(word)
            lines[-1] = metrics.elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)
            self._lines[item.sku, width] = lines
        return self._lines[item.sku, width]

    def _said(self, item: Item) -> str:
        is_batik = item.technique not in {Technique.NOT_BATIK, Technique.PRINTING}
        words = [TECHNIQUES_SHORT[item.technique], DYES_SHORT[item.dye] if is_batik else ""]
        return " · ".join(self._tr(word) for word in words if word)

    def _paint_badges(self, painter: QPainter, theme: Theme, item: Item, box: QRectF, count: int) -> None:
        if count:
            self._badge(
                painter, box, str(Quantity(count, item.unit)), theme.choice, theme.on_choice, left=True
            )
        left = self._model.left.get(item.sku, item.stock) - count
        if left <= 0:
            self._badge(painter, box, self._tr(N_("sold out")), theme.paper, theme.danger)
        elif item.unit is Unit.PIECE and left <= FEW:
            said = self._tr(N_("{count} left")).format(count=left)
            self._badge(painter, box, said, theme.attention, theme.on_attention)

    @staticmethod
    def _badge(
        painter: QPainter, box: QRectF, text: str, ground: QColor, ink: QColor, *, left: bool = False
    ) -> None:
        painter.setFont(font(14, BOLD))
        width = max(26, painter.fontMetrics().horizontalAdvance(text) + 18)
        at = box.left() + 8 if left else box.right() - 8 - width
        place = QRectF(at, box.top() + 8, width, 25)
        painter.setPen(QPen(ink if ground == theme_now().paper else ground, 1.5))
        painter.setBrush(ground)
        painter.drawRoundedRect(place, 12.5, 12.5)
        painter.setPen(ink)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
