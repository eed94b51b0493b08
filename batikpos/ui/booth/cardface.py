"""How a card looks: picture, name on two lines, how it is made, price, and what is left."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import (
    QLineF,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QStaticText
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from batikpos.domain.garment import Garment
from batikpos.i18n import N_
from batikpos.ui.booth.cards import CardModel
from batikpos.ui.pictures import Pictures
from batikpos.ui.theme import BLACK, BOLD, RADIUS, Theme, font, px, theme_now
from batikpos.ui.widgets.kept import beside_dot, draw_kept
from batikpos.ui.widgets.lettering import ELLIPSIS, Lettering, two_lines, width_of
from batikpos.ui.widgets.motif import bare_cloth
from batikpos.values import frozen

_GAP = 8
"""Between a card and its neighbours, at its right and under it."""

_NAME_SIZES = (16, 15, 14, 13)

_MIDDLE = 0.32
"""So much of a line's ascent the middle of its figures is above the baseline."""

_KEPT_WORDS = 500
_Index = QModelIndex | QPersistentModelIndex


@frozen
class _Line:
    """Words that are set once: where they stand on a card, in pixels from its corner, and in what.

    What holds no more is struck out by a `stroke`: that of a font is drawn beside words that are set.
    """

    at: QPointF
    said: QStaticText
    face: QFont
    is_small: bool
    stroke: QLineF | None = None


@frozen
class _Frame:
    """What all cards of an edge share: where it goes beside their place, and what is drawn once."""

    aside: QPointF
    whole: QPixmap
    over_picture: QPixmap


class CardFace(QStyledItemDelegate):
    """Paints one card. All cards are `size` large, the gap included; `forgot` says that they look other."""

    forgot = Signal()

    def __init__(self, model: CardModel, pictures: Pictures) -> None:
        super().__init__()
        self._model, self._pictures = model, pictures
        self._names = [Lettering(font(size)) for size in _NAME_SIZES]
        self._small, self._price = Lettering(font(14)), Lettering(font(20, BLACK))
        self._tight_price = Lettering(font(17, BLACK))
        self._words: dict[str, tuple[_Line, ...]] = {}
        self._foreseen: dict[str, tuple[_Line, ...]] = {}
        self._frames: dict[tuple[int, int, float, float, float], _Frame] = {}
        self.shows_ring = False
        self._picture, self._gap, self._radius, self._side, self._badge = map(px, (84, _GAP, RADIUS, 7, 8))
        self.narrowest = px(162)
        self._name_height = self._names[0].height
        lines = 2 * self._name_height + self._small.height + self._price.height
        self.size = QSize(self.narrowest, self._picture + lines + px(16) + self._gap)

    def fit(self, width: int) -> None:
        """Share a width among as many cards as it holds."""
        size = QSize(width // max(1, width // self.narrowest), self.size.height())
        if size != self.size:
            self.size = size
            self._frames.clear()
            self.forget()

    def forget(self) -> None:
        """Write the words of all cards anew: prices are others now."""
        self._words.clear()
        self._foreseen.clear()
        self.forgot.emit()

    def foresee(self, garment: Garment) -> bool:
        """Write the words of a card that will be asked for, and keep them; say whether they were not yet."""
        sku = garment.first.sku
        if sku in self._foreseen:
            return False
        lines = self._foreseen[sku] = self._write(garment, self._box())
        for line in lines:
            line.said.prepare(font=line.face)
        return True

    def _box(self) -> QRectF:
        """Say how large a card is without its gap, wherever it stands."""
        return _box(QRect(QPoint(0, 0), self.size), self._gap)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Make every card as large as the others."""
        return self.size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a card."""
        theme, garment = theme_now(), self._model.garment(index)
        box = _box(option.rect, self._gap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = self._model.count(garment) if garment else None
        has_focus = self.shows_ring and stands_on(option, index)
        edge = theme.focus if has_focus else theme.choice if count else theme.line
        frame = self._frame(painter, option.rect.topLeft(), edge, 3 if has_focus or count else 1)
        at = QPointF(option.rect.topLeft()) + frame.aside
        painter.drawPixmap(at, frame.whole)
        if garment is not None:
            picture = QRectF(box.left(), box.top(), box.width(), self._picture)
            paint_picture(painter, self._pictures, garment, picture, round_top=self._radius)
        painter.drawPixmap(at, frame.over_picture)
        if garment is None:
            self._paint_all(painter, theme, box)
        else:
            self._paint_words(painter, theme, garment, box)
            self._paint_badges(painter, theme, garment, box)

    def _frame(self, painter: QPainter, at: QPoint, edge: QColor, width: int) -> _Frame:
        """Give what a card stands on with the line around it, and the line over its picture.

        Both are drawn once for all cards: a path is dear, and so is what can be seen through. Where a place
        is between two dots of the screen, as it may be at 150 per cent, they are drawn for that.
        """
        ratio, aside = painter.deviceTransform().m11(), beside_dot(painter, QPointF(at))
        key = (edge.rgba(), width, ratio, aside.x(), aside.y())
        if key not in self._frames:
            self._frames[key] = self._draw_frame(QPen(edge, width), ratio, aside)
        return self._frames[key]

    def _draw_frame(self, line: QPen, ratio: float, aside: QPointF) -> _Frame:
        theme, whole = theme_now(), QRectF(QRect(QPoint(0, 0), self.size))
        box = self._box().translated(aside)
        upper = round((self._picture + self._side) * ratio) / ratio  # on a whole dot

        def draw(part: QRectF, ground: QColor | Qt.GlobalColor, paper: QColor | Qt.BrushStyle) -> QPixmap:
            pixmap = QPixmap((part.size() * ratio).toSize())
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(ground)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(paper)
            painter.drawRoundedRect(box, self._radius, self._radius)
            painter.setPen(line)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setClipRect(part if part.bottom() <= upper else part.adjusted(0, upper, 0, 0))
            painter.drawRoundedRect(box, self._radius, self._radius)
            painter.end()
            return pixmap

        over = QRectF(0, 0, whole.width(), upper)
        return _Frame(
            -aside,
            draw(whole, theme.ground, theme.paper),
            draw(over, Qt.GlobalColor.transparent, Qt.BrushStyle.NoBrush),
        )

    def _paint_all(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        said = self._model.words.say(
            N_("Show all {count}"), count=self._model.words.number(self._model.total)
        )
        painter.setPen(theme.ink)
        painter.setFont(font(16, BOLD))
        inside = box.adjusted(self._side, 0, -self._side, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, said)

    def _paint_words(self, painter: QPainter, theme: Theme, garment: Garment, box: QRectF) -> None:
        for line in self._written(garment, box):
            painter.setPen(theme.ink_2 if line.is_small else theme.ink)
            painter.setFont(line.face)
            painter.drawStaticText(box.topLeft() + line.at, line.said)
            if line.stroke is not None:
                painter.drawLine(line.stroke.translated(box.topLeft()))

    def _written(self, garment: Garment, box: QRectF) -> tuple[_Line, ...]:
        """Fit the words of a card into it, once."""
        sku = garment.first.sku
        if sku in self._foreseen:
            return self._foreseen[sku]
        if sku not in self._words:
            if len(self._words) >= _KEPT_WORDS:
                self._words.clear()
            self._words[sku] = self._write(garment, box)
        return self._words[sku]

    def _write(self, garment: Garment, box: QRectF) -> tuple[_Line, ...]:
        width = int(box.width()) - 2 * self._side
        return *self._write_name(garment, width), *self._write_price(garment, box, width)

    def _write_name(self, garment: Garment, width: int) -> Iterator[_Line]:
        """Write the name on two lines, and how it is made under them."""
        words = self._model.words
        size = "" if garment.has_sizes else garment.first.size
        lines, of = self._fit_name(words.title(garment), width, size)
        at = self._picture + self._side / 2
        for n, line in enumerate(lines):
            yield _set_line(of, line, self._side, at + n * self._name_height + self._names[0].ascent)
        smalls = words.smalls(garment)
        small = next((s for s in smalls if self._small.width(s) <= width), smalls[-1])
        at += 2 * self._name_height + self._small.ascent
        yield _set_line(self._small, self._small.cut(small, width), self._side, at, is_small=True)

    def _write_price(self, garment: Garment, box: QRectF, width: int) -> Iterator[_Line]:
        """Write what it costs, for how much, and what it costs by the list where there is room."""
        words = self._model.words
        per, was = words.per(garment), words.was(garment)
        price = words.price(garment).removesuffix(per)
        of = self._price if self._price.width(price) <= width else self._tight_price
        if of.width(price) > width:
            of, price = self._price, words.price_from(garment)
        price = of.cut(price, width)
        under = box.height() - self._side / 2 - self._price.descent
        yield _set_line(of, price, self._side, under)
        used = of.width(price)
        if per:
            yield _set_line(self._small, per, self._side + used, under, is_small=True)
        wide = self._small.width(was)
        if was and used + self._small.width(per + was) + self._side <= width:
            left, middle = box.width() - self._side - wide, under - self._small.ascent * _MIDDLE
            stroke = QLineF(left, middle, left + wide, middle)
            yield replace(_set_line(self._small, was, left, under, is_small=True), stroke=stroke)

    def _fit_name(self, name: str, width: int, size: str) -> tuple[list[str], Lettering]:
        """Set a name smaller where its two lines would be cut, and only then cut it."""
        lines: list[str] = []
        for of in self._names:
            lines = two_lines(of, name, width, kept=size)
            if ELLIPSIS not in "".join(lines):
                return lines, of
        return lines, self._names[-1]

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


def _set_line(of: Lettering, said: str, left: float, baseline: float, *, is_small: bool = False) -> _Line:
    return _Line(QPointF(left, baseline - of.ascent), of.set(said), of.face, is_small)


def _box(place: QRect, gap: int) -> QRectF:
    """Say where in its place a card is."""
    return QRectF(place).adjusted(1.5, 1.5, -1.5 - gap, -1.5 - gap)


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
    return max(badge_height(), width_of(text, badge_font()) + px(18))


def badge_height() -> int:
    """Say how high a badge is."""
    return px(25)


def badge_font() -> QFont:
    """Return what badges are written in."""
    return font(14, BOLD)


def paint_badge(painter: QPainter, at: QPointF, text: str, ground: QColor, ink: QColor) -> None:
    """Paint a few words on a ground of their own."""
    edge, size = ink if ground == theme_now().paper else ground, QSize(badge_width(text), badge_height())

    def draw(on: QPainter) -> None:
        on.setPen(QPen(edge, 1.5))
        on.setBrush(ground)
        box = QRectF(QPointF(1, 1), size)  # its edge stands out
        on.drawRoundedRect(box, size.height() / 2, size.height() / 2)

    name = ("badge", ground.rgba(), edge.rgba())
    draw_kept(painter, at - QPointF(1, 1), size + QSize(2, 2), name, draw)
    painter.setPen(ink)
    painter.setFont(badge_font())
    painter.drawText(QRectF(at, size), Qt.AlignmentFlag.AlignCenter, text)
