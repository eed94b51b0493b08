"""The booths as tiles, all on one screen: what wants somebody first, each by colour, sign and word."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from batikpos.domain.board import BoothRow
from batikpos.domain.money import Rupiah
from batikpos.domain.reconcile import DayState
from batikpos.i18n import N_, Translate
from batikpos.reports.spreadsheet import STATES
from batikpos.ui.organizer.rows import NOTHING, shown
from batikpos.ui.organizer.tablemodel import Index
from batikpos.ui.theme import BLACK, BOLD, font, px, theme_now
from batikpos.ui.widgets.scrolling import scroll_by_finger
from batikpos.values import frozen

GAP = 6


class Size(Enum):
    """How large a tile is, in pixels at 100 %: with all words, with the amount, or with its code alone."""

    FULL = (184, 100)
    SHORT = (118, 66)
    DENSE = (60, 38)


def size_for(count: int, width: int, height: int) -> tuple[Size, int]:
    """Choose the largest tiles of which so many fit into a place, and say how wide each then is.

    All in pixels at 100 %. Where none fit, the smallest: they scroll.
    """
    for size in Size:
        wide, high = size.value
        columns = max(1, width // (wide + GAP))
        if columns * (height // (high + GAP)) >= count or size is Size.DENSE:
            return size, width // columns - GAP
    raise AssertionError


@frozen
class Tile:
    """A device on the board, with the name of its booth."""

    row: BoothRow
    name: str


class TileModel(QAbstractListModel):
    """The tiles in their order."""

    def __init__(self, tr: Translate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self.tiles: tuple[Tile, ...] = ()

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show other tiles; where the same devices stand in the same order, nothing moves."""
        before = [tile.row.booth for tile in self.tiles]
        if before == [tile.row.booth for tile in tiles]:
            self.tiles = tuple(tiles)
            if tiles:
                self.dataChanged.emit(self.index(0), self.index(len(tiles) - 1))
            return
        self.beginResetModel()
        self.tiles = tuple(tiles)
        self.endResetModel()

    def rowCount(self, _parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Count the tiles."""
        return len(self.tiles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Say a tile in words."""
        if role in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        }:
            return say_tile(self.tiles[index.row()], self._tr)
        return None


class TileView(QListView):
    """Shows the tiles as large as all of them fit; `chosen` carries the prefix of a device."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, tr: Translate, name: str) -> None:
        super().__init__()
        scroll_by_finger(self)
        self._model = TileModel(tr, self)
        self.size_shown = Size.FULL
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, theme_now().ground)
        self.setPalette(palette)
        self.setModel(self._model)
        self.setItemDelegate(_Faces(self._model, self, tr))
        self.selectionModel().currentChanged.connect(self._choose)
        self.activated.connect(self._open)

    @property
    def current(self) -> str:
        """Say which device is chosen."""
        place = self.currentIndex().row()
        tiles = self._model.tiles
        return tiles[place].row.booth.prefix if 0 <= place < len(tiles) else ""

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show other tiles; whichever was chosen stays so."""
        before = self.current
        self._model.show_tiles(tiles)
        self._fit()
        if before and self.current != before:
            for place, tile in enumerate(tiles):
                if tile.row.booth.prefix == before:
                    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
                    self.selectionModel().setCurrentIndex(self._model.index(place), flag)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the size anew."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        scale = px(1000) / 1000
        bar = self.verticalScrollBar().sizeHint().width()  # Qt keeps room for it whether it is there or not
        wide, high = int((self.width() - bar - 2) / scale), int(self.height() / scale)
        size, width = size_for(len(self._model.tiles), wide, high)
        self.size_shown = size
        self.setGridSize(QSize(px(width + GAP), px(size.value[1] + GAP)))

    def _choose(self, index: Index) -> None:
        if index.isValid():
            self.chosen.emit(self.current)

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(self.current)


class _Faces(QStyledItemDelegate):
    def __init__(self, model: TileModel, view: TileView, tr: Translate) -> None:
        super().__init__(view)
        self._model, self._view, self._tr = model, view, tr

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        return self._view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tile = self._model.tiles[index.row()]
        theme, row = theme_now(), tile.row
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        box = QRectF(option.rect).adjusted(1, 1, -px(GAP) + 1, -px(GAP) + 1)
        painter.setPen(QPen(theme.choice if is_chosen else theme.line, px(2) if is_chosen else 1))
        painter.setBrush(theme.choice_ground if is_chosen else theme.paper)
        painter.drawRoundedRect(box, px(7), px(7))
        self._paint_edge(painter, box, row)
        if self._view.hasFocus() and index == self._view.currentIndex():
            painter.setPen(QPen(theme.focus, 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(7), px(7))
        inside = box.adjusted(px(10), px(4), -px(5), -px(3))
        {Size.FULL: self._full, Size.SHORT: self._short, Size.DENSE: self._dense}[self._view.size_shown](
            painter, inside, tile
        )
        painter.restore()

    @staticmethod
    def _paint_edge(painter: QPainter, box: QRectF, row: BoothRow) -> None:
        """Paint the state's colour along the left edge."""
        painter.save()
        shape = QPainterPath()
        shape.addRoundedRect(box, px(7), px(7))
        painter.setClipPath(shape)
        painter.fillRect(QRectF(box.left(), box.top(), px(5), box.height()), state_colour(row.state))
        painter.restore()

    def _full(self, painter: QPainter, box: QRectF, tile: Tile) -> None:
        theme, row, line = theme_now(), tile.row, box.height() / 4
        self._head(painter, QRectF(box.left(), box.top(), box.width(), line), row, with_word=True)
        rest = [QRectF(box.left(), box.top() + n * line, box.width(), line) for n in range(4)]
        _write(painter, rest[1], tile.name, 14, theme.ink_2)
        _write(painter, rest[2], _takings(row), 17, theme.ink, bold=True)
        said, colour = self._below(row)
        _write(painter, rest[3], said, 14, colour, bold=row.is_short_or_over)

    def _short(self, painter: QPainter, box: QRectF, tile: Tile) -> None:
        row, line = tile.row, box.height() / 3
        self._head(painter, QRectF(box.left(), box.top(), box.width(), line), row)
        _write(
            painter,
            QRectF(box.left(), box.top() + line, box.width(), line),
            _takings(row),
            15,
            theme_now().ink,
        )
        said, colour = self._below(row)
        place = QRectF(box.left(), box.top() + 2 * line, box.width(), line)
        _write(painter, place, said, 13, colour, bold=row.is_short_or_over)

    def _dense(self, painter: QPainter, box: QRectF, tile: Tile) -> None:
        row, line = tile.row, box.height() / 2
        self._head(painter, QRectF(box.left(), box.top(), box.width(), line), row)
        place = QRectF(box.left(), box.top() + line, box.width() + px(4), line)
        if row.is_short_or_over and row.figures and row.figures.difference:
            said = _with_sign(brief(row.figures.difference, self._tr), row.figures.difference)
            _write(painter, place, said, 13, _difference_colour(row), bold=True)
        elif row.figures:
            _write(painter, place, brief(row.figures.total, self._tr), 13, theme_now().ink_2)

    def _head(self, painter: QPainter, at: QRectF, row: BoothRow, *, with_word: bool = False) -> None:
        """Write the code at the left, and at the right the state's sign, with its word where it fits."""
        is_dense = self._view.size_shown is Size.DENSE
        side = float(px(10 if is_dense else 12))
        room = at.adjusted(0, 0, -side - px(2), 0)
        sizes = (14, 13, 12, 11) if is_dense else (16, 14)
        fitting = (size for size in sizes if _width(row.booth.prefix, size) <= room.width())
        size = next(fitting, sizes[-1])
        _write(painter, room, row.booth.prefix, size, theme_now().ink, bold=True)
        place = QRectF(at.right() - side, at.center().y() - side / 2, side, side)
        draw_sign(painter, row.state, place)
        if with_word:
            words = at.adjusted(0, 0, -side - px(6), 0)
            colour = state_ink(row.state)
            word = self._tr(STATES[row.state.value])
            _write(painter, words, word, 14, colour, bold=True, align=Qt.AlignmentFlag.AlignRight)

    def _below(self, row: BoothRow) -> tuple[str, QColor]:
        """Say the difference of a drawer that was counted, or else when something came last."""
        figures = row.figures
        if figures is not None and figures.difference:
            said = _with_sign(shown(figures.difference), figures.difference)
            return f"{self._tr(N_('Cash'))} {said}", _difference_colour(row)
        if row.last is None:
            return NOTHING, theme_now().ink_2
        return f"{row.last:%d/%m %H.%M}", theme_now().ink_2


def say_tile(tile: Tile, tr: Translate) -> str:
    """Say all of a tile, for whoever cannot see it."""
    row = tile.row
    parts = [row.booth.prefix, tile.name, tr(STATES[row.state.value])]
    if row.figures is not None:
        parts.append(f"{tr(N_('Total'))} {row.figures.total}")
        if row.figures.difference is not None:
            parts.append(f"{tr(N_('Difference'))} {row.figures.difference}")
    return ", ".join(part for part in parts if part)


def brief(amount: Rupiah, tr: Translate) -> str:
    """Write an amount in few letters: 14,3 jt or 250 rb."""
    sign, size = "\N{MINUS SIGN}" if amount.amount < 0 else "", abs(amount.amount)
    million, thousand = 1_000_000, 1_000
    if size >= million:
        figure = f"{round(size / million)}" if size >= 100 * million else f"{size / million:.1f}"
        return sign + tr(N_("{figure} m")).format(figure=figure.replace(".", ","))
    if size >= thousand:
        return sign + tr(N_("{figure} k")).format(figure=round(size / thousand))
    return f"{sign}{size}"


def state_colour(state: DayState) -> QColor:
    """Say which colour a state has."""
    theme = theme_now()
    colours = {
        DayState.PROVEN: theme.good,
        DayState.REPORTED: theme.attention,
        DayState.MISSING: theme.danger,
    }
    return colours[state]


def state_ink(state: DayState) -> QColor:
    """Say in which colour a state's word is written: amber would be too pale on paper."""
    return theme_now().ink if state is DayState.REPORTED else state_colour(state)


def draw_sign(painter: QPainter, state: DayState, at: QRectF) -> None:
    """Draw a state's sign: a tick, a half-filled ring, or a cross."""
    pen = QPen(state_ink(state), max(2, px(2)), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    left, top, side = at.left(), at.top(), at.width()
    if state is DayState.PROVEN:
        ticks = [(0.05, 0.55), (0.38, 0.85), (0.95, 0.15)]
        painter.drawPolyline([QPointF(left + x * side, top + y * side) for x, y in ticks])
    elif state is DayState.REPORTED:
        painter.drawEllipse(at)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(state_ink(state))
        painter.drawPie(at, 90 * 16, 180 * 16)
    else:
        painter.drawLine(at.topLeft(), at.bottomRight())
        painter.drawLine(at.topRight(), at.bottomLeft())


def _takings(row: BoothRow) -> str:
    return NOTHING if row.figures is None else row.figures.total.bare()


def _with_sign(said: str, difference: Rupiah) -> str:
    """Put a plus before what is too much: it is no takings."""
    return f"+{said}" if difference.amount > 0 else said


def _difference_colour(row: BoothRow) -> QColor:
    difference = row.figures.difference if row.figures else None
    return theme_now().danger if difference and difference.amount < 0 else theme_now().ink


def _width(code: str, size: int) -> int:
    """Say how wide a code is in bold letters of a size."""
    return QFontMetrics(font(size, BOLD)).horizontalAdvance(code)


def _write(
    painter: QPainter,
    at: QRectF,
    text: str,
    size: int,
    colour: QColor,
    *,
    bold: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setPen(colour)
    painter.setFont(font(size, BLACK if size > 16 else BOLD) if bold else font(size))  # noqa: PLR2004 - figures
    fitted = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(at.width()) + 1)
    painter.drawText(at, align | Qt.AlignmentFlag.AlignVCenter, fitted)
