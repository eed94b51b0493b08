"""How a row of the list looks: small picture, name, how it is made and by whom, what is left, price."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from batikpos.domain.garment import Garment
from batikpos.i18n import N_
from batikpos.ui.booth.cardface import badge_height, paint_badge, paint_picture, stands_on
from batikpos.ui.booth.cards import CardModel
from batikpos.ui.pictures import Pictures
from batikpos.ui.theme import BLACK, BOLD, RADIUS, Theme, font, px, theme_now

_GAP = 4
_NARROW = 480
"""Where words have less room than this, what is left is said in the second line."""

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


class RowFace(QStyledItemDelegate):
    """Paints one row. All rows are `size` large, the gap included."""

    def __init__(self, model: CardModel, pictures: Pictures) -> None:
        super().__init__()
        self._model, self._pictures = model, pictures
        self._name, self._small, self._price = font(17, BOLD), font(14), font(18, BLACK)
        self._of_name, self._of_small, self._of_price = map(
            QFontMetrics, (self._name, self._small, self._price)
        )
        self.shows_ring = False
        height = max(px(52), self._of_name.height() + self._of_small.height() + px(10))
        self.size = QSize(px(300), height + px(_GAP))

    def fit(self, width: int) -> None:
        """Take the whole width."""
        self.size = QSize(width, self.size.height())

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Make every row as large as the others."""
        return self.size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a row."""
        theme, garment = theme_now(), self._model.garment(index)
        box = QRectF(option.rect).adjusted(1.5, 1.5, -1.5 - px(8), -1.5 - px(_GAP))
        has_focus = self.shows_ring and stands_on(option, index)
        count = self._model.count(garment) if garment else None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.focus if has_focus else theme.choice if count else theme.line
        painter.setPen(QPen(edge, 3 if has_focus or count else 1))
        painter.setBrush(theme.paper)
        painter.drawRoundedRect(box, px(RADIUS), px(RADIUS))
        if garment is None:
            words = self._model.words
            painter.setPen(theme.ink)
            painter.setFont(font(16, BOLD))
            said = words.say(N_("Show all {count}"), count=words.number(self._model.total))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)
            return
        side = box.height() - 6
        picture = QRectF(box.left() + px(6), box.top() + 3, side * 1.4, side)
        paint_picture(painter, self._pictures, garment, picture)
        self._paint_words(painter, theme, garment, box.adjusted(picture.width() + px(16), 0, -px(12), 0))
        if count is not None:
            at = QPointF(picture.left() + px(3), picture.center().y() - badge_height() / 2)
            paint_badge(painter, at, str(count), theme.choice, theme.on_choice)

    def _paint_words(self, painter: QPainter, theme: Theme, garment: Garment, box: QRectF) -> None:
        words, unit = self._model.words, garment.first.unit
        left, elide = self._model.left(garment), Qt.TextElideMode.ElideRight
        price, said, detail = words.price(garment), words.left(left, unit), words.detail(garment)
        is_narrow = box.width() < px(_NARROW)
        if is_narrow and garment.lowest != garment.highest:
            price = words.price_from(garment)
        was = "" if is_narrow else words.was(garment)
        painter.setPen(theme.ink)
        painter.setFont(self._price)
        painter.drawText(box, _RIGHT, price)
        box = box.adjusted(0, 0, -max(self._of_price.horizontalAdvance(price), px(90)) - px(16), 0)
        if was:
            struck = QFont(font(14))
            struck.setStrikeOut(True)
            painter.setFont(struck)
            painter.setPen(theme.ink_2)
            painter.drawText(box, _RIGHT, was)
            box = box.adjusted(0, 0, -self._of_small.horizontalAdvance(was) - px(16), 0)
        if is_narrow:
            detail = " · ".join(filter(None, (said, detail)))
        else:
            is_gone, is_few = left is not None and left <= 0, words.is_few(left, unit)
            painter.setFont(font(14, BOLD) if is_few else self._small)
            painter.setPen(theme.danger if is_gone else theme.ink if is_few else theme.ink_2)
            painter.drawText(box, _RIGHT, said)
            box = box.adjusted(0, 0, -max(self._of_small.horizontalAdvance(said), px(72)) - px(16), 0)
        room = int(box.width())
        top = box.top() + (box.height() - self._of_name.height() - self._of_small.height()) / 2
        name_box = QRectF(box.left(), top, room, self._of_name.height())
        painter.setPen(theme.ink)
        painter.setFont(self._name)
        painter.drawText(name_box, _LEFT, self._of_name.elidedText(words.title(garment), elide, room))
        detail_box = QRectF(box.left(), name_box.bottom(), room, self._of_small.height())
        painter.setPen(theme.ink_2)
        painter.setFont(self._small)
        painter.drawText(detail_box, _LEFT, self._of_small.elidedText(detail, elide, room))
