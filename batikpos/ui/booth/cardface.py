"""How a card looks: picture, name on two lines, how it is made, price, and what is left."""

import re

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from batikpos.domain.garment import Garment
from batikpos.i18n import N_
from batikpos.ui.booth.cards import CardModel
from batikpos.ui.pictures import Pictures
from batikpos.ui.theme import BLACK, BOLD, RADIUS, Theme, font, px, theme_now
from batikpos.ui.widgets.motif import bare_cloth
from batikpos.values import frozen

_GAP = 8
"""Between a card and its neighbours, at its right and under it."""

_NAME_SIZES = (16, 15, 14, 13)
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

_WORD = re.compile(r"[^ -]*[ -]|[^ -]+")
"""A word with what parts it from the next: a line may end with a hyphen."""

_KEPT_WORDS = 2_000
_Index = QModelIndex | QPersistentModelIndex


@frozen
class _Written:
    name: list[str]
    name_font: QFont
    small: str
    price: str
    price_font: QFont
    price_width: int
    was: str = ""


class CardFace(QStyledItemDelegate):
    """Paints one card. All cards are `size` large, the gap included."""

    def __init__(self, model: CardModel, pictures: Pictures) -> None:
        super().__init__()
        self._model, self._pictures = model, pictures
        self._name, self._small, self._price = font(16), font(14), font(20, BLACK)
        self._of_name, self._of_small, self._of_price = map(
            QFontMetrics, (self._name, self._small, self._price)
        )
        self._struck = QFont(self._small)
        self._struck.setStrikeOut(True)
        self._words: dict[str, _Written] = {}
        self._frames: dict[tuple[int, int, float, float, float], QPixmap] = {}
        self.shows_ring = False
        self._picture, self._gap, self._radius, self._side, self._badge = map(px, (84, _GAP, RADIUS, 7, 8))
        self.narrowest = px(162)
        lines = 2 * self._of_name.height() + self._of_small.height() + self._of_price.height()
        self.size = QSize(self.narrowest, self._picture + lines + px(16) + self._gap)

    def fit(self, width: int) -> None:
        """Share a width among as many cards as it holds."""
        size = QSize(width // max(1, width // self.narrowest), self.size.height())
        if size != self.size:
            self.size = size
            self._words.clear()
            self._frames.clear()

    def forget(self) -> None:
        """Write the words of all cards anew: prices are others now."""
        self._words.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Make every card as large as the others."""
        return self.size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a card."""
        theme, garment = theme_now(), self._model.garment(index)
        box = _box(option.rect, self._gap)
        has_focus = self.shows_ring and stands_on(option, index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter, option.rect.topLeft(), theme.paper, 0)
        if garment is None:
            self._paint_all(painter, theme, box)
        else:
            picture = QRectF(box.left(), box.top(), box.width(), self._picture)
            paint_picture(painter, self._pictures, garment, picture, round_top=self._radius)
            self._paint_words(painter, theme, garment, box)
        count = self._model.count(garment) if garment else None
        edge = theme.focus if has_focus else theme.choice if count else theme.line
        width = 3 if has_focus or count else 1
        self._paint_frame(painter, option.rect.topLeft(), edge, width)
        if garment is not None:
            self._paint_badges(painter, theme, garment, box)

    def _paint_frame(self, painter: QPainter, at: QPoint, colour: QColor, width: int) -> None:
        """Paint what a card stands on, or with a `width` the line around it.

        Both are drawn once for all cards: a path is dear. Where a place is between two dots of the screen, as
        it may be at 150 per cent, they are drawn for that.
        """
        ratio = painter.device().devicePixelRatioF()
        dots = painter.deviceTransform().map(QPointF(at))
        aside = QPointF(_in_quarters(dots.x()), _in_quarters(dots.y())) / ratio
        key = (colour.rgba(), width, ratio, aside.x(), aside.y())
        if key not in self._frames:
            self._frames[key] = self._draw_frame(colour, width, ratio, aside)
        painter.drawPixmap(QPointF(at) - aside, self._frames[key])

    def _draw_frame(self, colour: QColor, width: int, ratio: float, aside: QPointF) -> QPixmap:
        pixmap = QPixmap(self.size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, width) if width else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if width else colour)
        box = _box(QRect(QPoint(0, 0), self.size), self._gap)
        painter.drawRoundedRect(box.translated(aside), self._radius, self._radius)
        painter.end()
        return pixmap

    def _paint_all(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        said = self._model.words.say(
            N_("Show all {count}"), count=self._model.words.number(self._model.total)
        )
        painter.setPen(theme.ink)
        painter.setFont(font(16, BOLD))
        inside = box.adjusted(self._side, 0, -self._side, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, said)

    def _paint_words(self, painter: QPainter, theme: Theme, garment: Garment, box: QRectF) -> None:
        written = self._written(garment, int(box.width()) - 2 * self._side)
        left, at = box.left() + self._side, box.top() + self._picture + self._side / 2
        painter.setPen(theme.ink)
        painter.setFont(written.name_font)
        for n, line in enumerate(written.name):
            painter.drawText(QPointF(left, at + n * self._of_name.height() + self._of_name.ascent()), line)
        painter.setFont(written.price_font)
        under = box.bottom() - self._side / 2 - self._of_price.descent()
        painter.drawText(QPointF(left, under), written.price)
        painter.setPen(theme.ink_2)
        painter.setFont(self._small)
        at += 2 * self._of_name.height() + self._of_small.ascent()
        painter.drawText(QPointF(left, at), written.small)
        if per := self._model.words.per(garment):
            painter.drawText(QPointF(left + written.price_width, under), per)
        if written.was:
            painter.setFont(self._struck)
            at_right = box.right() - self._side - self._of_small.horizontalAdvance(written.was)
            painter.drawText(QPointF(at_right, under), written.was)

    def _written(self, garment: Garment, width: int) -> "_Written":
        """Fit the words of a card into its width, once."""
        sku = garment.first.sku
        if sku not in self._words:
            if len(self._words) > _KEPT_WORDS:
                self._words.clear()
            self._words[sku] = self._write(garment, width)
        return self._words[sku]

    def _write(self, garment: Garment, width: int) -> "_Written":
        words, elide = self._model.words, Qt.TextElideMode.ElideRight
        size = "" if garment.has_sizes else garment.first.size
        name, name_font = self._fit_name(words.title(garment), width, size)
        smalls = words.smalls(garment)
        small = next((s for s in smalls if self._of_small.horizontalAdvance(s) <= width), smalls[-1])
        price = words.price(garment).removesuffix(words.per(garment))
        for price_font in (self._price, font(17, BLACK)):
            metrics = QFontMetrics(price_font)
            if metrics.horizontalAdvance(price) <= width:
                break
        else:
            price_font, metrics, price = self._price, self._of_price, words.price_from(garment)
        price = metrics.elidedText(price, elide, width)
        price_width = metrics.horizontalAdvance(price)
        was = words.was(garment)
        used = price_width + self._of_small.horizontalAdvance(words.per(garment) + was) + self._side
        return _Written(
            name,
            name_font,
            self._of_small.elidedText(small, elide, width),
            price,
            price_font,
            price_width,
            was if used <= width else "",
        )

    def _fit_name(self, name: str, width: int, size: str) -> tuple[list[str], QFont]:
        """Set a name smaller where its two lines would be cut, and only then cut it."""
        lines: list[str] = []
        for small in _NAME_SIZES:
            lines = two_lines(QFontMetrics(font(small)), name, width, kept=size)
            if _ELLIPSIS not in "".join(lines):
                return lines, font(small)
        return lines, font(_NAME_SIZES[-1])

    def _paint_badges(self, painter: QPainter, theme: Theme, garment: Garment, box: QRectF) -> None:
        model, unit = self._model, garment.first.unit
        top = box.top() + self._badge
        count, left = model.count(garment), model.left(garment)
        if count is not None:
            at = QPointF(box.left() + self._badge, top)
            paint_badge(painter, at, str(count), theme.choice, theme.on_choice)
        if model.words.is_few(left, unit):
            said, is_gone = model.words.left(left, unit), left is not None and left <= 0
            ground, ink = (theme.paper, theme.danger) if is_gone else (theme.attention, theme.on_attention)
            at = QPointF(box.right() - self._badge - badge_width(said), top)
            paint_badge(painter, at, said, ground, ink)


def _box(place: QRect, gap: int) -> QRectF:
    """Say where in its place a card is."""
    return QRectF(place).adjusted(1.5, 1.5, -1.5 - gap, -1.5 - gap)


def _in_quarters(place: float) -> float:
    """Say how far a place is from a whole dot, in quarters: few are kept at whatever scale."""
    return round(place % 1 * 4) / 4


def stands_on(option: QStyleOptionViewItem, index: _Index) -> bool:
    """Say whether the keyboard stands on what is painted.

    The view is asked, and not the style's state: with the first `QStyle` PySide makes six hundred names.
    """
    view = option.widget
    return isinstance(view, QAbstractItemView) and view.hasFocus() and view.currentIndex() == index


def paint_picture(
    painter: QPainter, pictures: Pictures, garment: Garment, box: QRectF, *, round_top: int = 0
) -> None:
    """Paint a garment's picture, or the ground it will stand on, its upper corners rounded."""
    place = box.toAlignedRect()  # on whole pixels nothing has to be smoothed
    ratio = painter.device().devicePixelRatioF()
    picture = pictures.find(names_of(garment), place.size(), ratio=ratio, round_top=round_top)
    if picture is None:
        theme = theme_now()
        colours = (theme.ground.name(), theme.line.name())
        picture = bare_cloth(place.width(), place.height(), ratio, round_top, colours)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(place, picture)


def names_of(garment: Garment) -> tuple[str, ...]:
    """Say which pictures are a garment's: its first size's, its group's, or another size's."""
    first, *others = (item.sku for item in garment.items)
    group = garment.first.group
    return (first, *((group,) if group and group != first else ()), *others)


def badge_width(text: str) -> int:
    """Say how wide a badge is."""
    return max(badge_height(), QFontMetrics(badge_font()).horizontalAdvance(text) + px(18))


def badge_height() -> int:
    """Say how high a badge is."""
    return px(25)


def badge_font() -> QFont:
    """Return what badges are written in."""
    return font(14, BOLD)


def paint_badge(painter: QPainter, at: QPointF, text: str, ground: QColor, ink: QColor) -> None:
    """Paint a few words on a ground of their own."""
    place = QRectF(at.x(), at.y(), badge_width(text), badge_height())
    painter.setPen(QPen(ink if ground == theme_now().paper else ground, 1.5))
    painter.setBrush(ground)
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    painter.setPen(ink)
    painter.setFont(badge_font())
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def two_lines(metrics: QFontMetrics, text: str, width: int, *, kept: str = "") -> list[str]:
    """Break a text into at most two lines; what does not fit is left out visibly, never what is `kept`."""
    first = ""
    for word in _WORD.findall(text):
        if first and metrics.horizontalAdvance((first + word).rstrip()) > width:
            break
        first += word
    first, rest = first.rstrip(), text[len(first) :]
    elide = Qt.TextElideMode.ElideRight
    if not rest:
        return [metrics.elidedText(first, elide, width)]
    if kept and rest.endswith(kept) and metrics.horizontalAdvance(rest) > width:
        head = rest.removesuffix(kept).rstrip()
        room = width - metrics.horizontalAdvance(f" {kept}")
        return [metrics.elidedText(first, elide, width), f"{metrics.elidedText(head, elide, room)} {kept}"]
    return [metrics.elidedText(line, elide, width) for line in (first, rest)]
