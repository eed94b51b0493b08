"""How a table is drawn, and what its keys do."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from batikpos.domain.money import Rupiah
from batikpos.ui.organizer.rows import Cell, Sign, Tone, shown
from batikpos.ui.organizer.tablemodel import Index, TableModel
from batikpos.ui.theme import BOLD, font, px, tall, theme_now
from batikpos.ui.widgets.scrolling import scroll_by_finger

ROW = 40
"""Pixels at 100 % of a row: it is read, and chosen by a mouse or the keyboard."""

_AIR = 10
_SQUARE = 11
_NARROWEST = 56
_DIGITS = "123456789"
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_LEAST_WIDE = 100
_READ_WIDE = 240
"""Pixels at 100 % in which most names are read whole."""

_MOST_ROWS = 200
"""So many rows are measured to say how wide a column is."""


def colour_of(tone: Tone) -> QColor:
    """Say which colour a sign has."""
    theme = theme_now()
    return {
        Tone.GOOD: theme.good,
        Tone.ATTENTION: theme.attention,
        Tone.DANGER: theme.danger,
        Tone.PLAIN: theme.border,
    }[tone]


def ink_of(tone: Tone) -> QColor:
    """Say in which colour a sign's words are written: some colours would be too pale on paper."""
    theme = theme_now()
    return {Tone.ATTENTION: theme.ink, Tone.PLAIN: theme.ink_2}.get(tone) or colour_of(tone)


class RowsView(QTableView):
    """A table of whole rows: arrows go from row to row, Ctrl+C copies, Enter opens.

    The heads sort, and so do the digits: 1 by the first column, once more the other way.
    """

    copied = Signal()

    def __init__(self, model: TableModel, name: str) -> None:
        super().__init__()
        self._model = model
        scroll_by_finger(self)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(font(16))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalHeader(_Head(model, self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(tall(ROW))
        self.verticalHeader().setMinimumSectionSize(tall(ROW))
        self.setItemDelegate(_Cells(model, self))
        self.setModel(model)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def fit(self) -> None:
        """Give each column the width of what stands in it; the wide ones take what is left, and give way."""
        columns, head = self._model.columns, self.horizontalHeader()
        wanted = [self._width_of(n) for n in range(len(columns))]
        shown_ = self._fitting(wanted)
        wide = [n for n in shown_ if columns[n].is_wide] or shown_[-1:]
        spare = self.viewport().width() - sum(wanted[n] for n in shown_)
        for n in wide:
            wanted[n] = max(min(wanted[n], px(_LEAST_WIDE)), wanted[n] + spare // len(wide))
        for n, width in enumerate(wanted):
            head.setSectionHidden(n, n not in shown_)
            if n in shown_:
                head.resizeSection(n, width)

    def _fitting(self, wanted: list[int]) -> list[int]:
        """Say which columns there is width for: what is wide may be read in less than it wants."""
        columns, room = self._model.columns, self.viewport().width()
        least = [min(w, px(_READ_WIDE)) if c.is_wide else w for c, w in zip(columns, wanted, strict=True)]
        kept = list(range(len(columns)))
        going = sorted((n for n in kept if columns[n].gives_way), key=lambda n: -columns[n].gives_way)
        for n in sorted(going, key=self._says_anything):
            if sum(least[n] for n in kept) <= room:
                break
            kept.remove(n)
        return kept

    def _says_anything(self, n: int) -> bool:
        cells = (row.cells[n] for row in self._model.shown[:_MOST_ROWS])
        return any(shown(cell) not in {"", "0", "Rp0"} for cell in cells)

    def resizeEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Share the width out anew."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # as it came
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy, open the row on Enter; Esc goes on to the page."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.text() in _DIGITS and event.text() and not event.modifiers() & _HELD:
            self._sort_by(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)

    def _sort_by(self, column: int) -> None:
        if column < len(self._model.columns):
            by, is_falling = self._model.sorted_by
            falls = by == column and not is_falling
            self.sortByColumn(column, Qt.SortOrder.DescendingOrder if falls else Qt.SortOrder.AscendingOrder)

    def _width_of(self, n: int) -> int:
        column = self._model.columns[n]
        wide = QFontMetrics(font(14, BOLD)).horizontalAdvance(column.title) + px(14)
        for row in self._model.shown[:_MOST_ROWS]:
            cell = row.cells[n]
            of = QFontMetrics(_font_of(cell, is_first=n == 0))
            beside = px(_SQUARE + 7) if isinstance(cell, Sign) else 0
            wide = max(wide, of.horizontalAdvance(shown(cell)) + beside)
        most = px(420) if column.is_wide else px(320)
        return max(px(_NARROWEST), min(wide + 2 * px(_AIR), most))


class _Cells(QStyledItemDelegate):
    """Draws a cell: numbers at the right, states with a square in their colour beside their word."""

    def __init__(self, model: TableModel, view: RowsView) -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        row, theme = self._model.row_at(index.row()), theme_now()
        if row is None:
            return
        painter.save()
        box: QRect = option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.choice_ground)
        painter.setPen(theme.line)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        self._paint_cell(painter, box, row.cells[index.column()], index.column())
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            self._paint_focus(painter, box, index.column())
        painter.restore()

    def _paint_cell(self, painter: QPainter, box: QRect, cell: Cell, n: int) -> None:
        inside = box.adjusted(px(_AIR), 0, -px(_AIR), 0)
        if isinstance(cell, Sign):
            side = px(_SQUARE)
            square = QRectF(inside.left(), box.center().y() - side / 2, side, side)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour_of(cell.tone))
            painter.drawRoundedRect(square, px(3), px(3))
            inside.adjust(side + px(7), 0, 0, 0)
        painter.setPen(_colour_of(cell))
        painter.setFont(_font_of(cell, is_first=n == 0))
        column = self._model.columns[n]
        align = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
        # What a name ends with, its size or code, tells it from its neighbours.
        elide = Qt.TextElideMode.ElideMiddle if column.is_wide else Qt.TextElideMode.ElideRight
        fitted = painter.fontMetrics().elidedText(shown(cell), elide, inside.width() + 1)
        painter.drawText(inside, align | Qt.AlignmentFlag.AlignVCenter, fitted)

    def _paint_focus(self, painter: QPainter, box: QRect, n: int) -> None:
        """Draw a ring round the whole row."""
        painter.setPen(QPen(theme_now().focus, 3))
        top, bottom = box.top() + 1, box.bottom() - 1
        painter.drawLine(box.left(), top, box.right(), top)
        painter.drawLine(box.left(), bottom, box.right(), bottom)
        if n == 0:
            painter.drawLine(box.left() + 1, top, box.left() + 1, bottom)
        if n == len(self._model.columns) - 1:
            painter.drawLine(box.right() - 1, top, box.right() - 1, bottom)


class _Head(QHeaderView):
    """The titles of the columns; a triangle says by which one the rows are sorted, and which way."""

    def __init__(self, model: TableModel, parent: RowsView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(px(_NARROWEST))
        self.setFixedHeight(tall(36))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for a row of its own."""
        return QSize(super().sizeHint().width(), tall(36))

    def paintSection(self, painter: QPainter, box: QRect, n: int) -> None:  # noqa: N802 - Qt's name
        """Draw one title."""
        theme, column = theme_now(), self._model.columns[n]
        painter.save()
        painter.fillRect(box, theme.paper)
        painter.setPen(theme.border)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inside = box.adjusted(px(_AIR), 0, -px(_AIR), 0)
        by, is_falling = self._model.sorted_by
        if by == n:
            self._paint_triangle(painter, inside, is_falling=is_falling, is_left=column.is_number)
            inside = inside.adjusted(*((px(14), 0, 0, 0) if column.is_number else (0, 0, -px(14), 0)))
        painter.setPen(theme.ink if by == n else theme.ink_2)
        painter.setFont(font(14, BOLD))
        align = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
        fitted = painter.fontMetrics().elidedText(
            column.title, Qt.TextElideMode.ElideRight, inside.width() + 1
        )
        painter.drawText(inside, align | Qt.AlignmentFlag.AlignVCenter, fitted)
        painter.restore()

    def _paint_triangle(self, painter: QPainter, box: QRect, *, is_falling: bool, is_left: bool) -> None:
        half, middle = px(4), box.center().y()
        x = box.left() + half if is_left else box.right() - half
        tip, foot = (middle + half, middle - half + 1) if is_falling else (middle - half + 1, middle + half)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme_now().choice)
        painter.drawPolygon(QPolygonF([QPointF(x - half, foot), QPointF(x + half, foot), QPointF(x, tip)]))


def _font_of(cell: Cell, *, is_first: bool) -> QFont:
    is_bold = is_first or isinstance(cell, Sign) or (isinstance(cell, Rupiah) and cell.amount < 0)
    return font(16, BOLD) if is_bold else font(16)


def _colour_of(cell: Cell) -> QColor:
    if isinstance(cell, Sign):
        return ink_of(cell.tone)
    if isinstance(cell, Rupiah) and cell.amount < 0:
        return theme_now().danger
    return theme_now().ink_2 if cell is None else theme_now().ink
