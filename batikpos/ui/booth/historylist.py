"""Past sales as a list: a model over plain rows and a delegate that paints them."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import (
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from batikpos.domain.sale import SaleKind
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate, language_of
from batikpos.store.history import HistoryRow, SaleState
from batikpos.ui.booth.numbered import ROW, Index, NumberedModel, column, paint_ground, paint_lines
from batikpos.ui.theme import BLACK, BOLD, Theme, font, px, theme_now

STATES = {
    SaleState.PAID: N_("PAID"),
    SaleState.VOIDED: N_("VOIDED"),
    SaleState.RETURNED: N_("RETURN"),
}


class HistoryModel(NumberedModel):
    """The sales that are shown."""

    def __init__(self, tr: Translate) -> None:
        super().__init__()
        self._tr = tr
        self.rows: tuple[HistoryRow, ...] = ()

    def show_rows(self, rows: tuple[HistoryRow, ...]) -> None:
        """Show other sales."""
        self.rows = rows
        self.show_numbers([row.number for row in rows])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Say a row in words, for whoever cannot see it."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            row = self.rows[index.row()]
            words = (row.number, f"{row.at:%H.%M}", str(row.total), self._tr(state_of(row)))
            return ", ".join((*words, *(name.say(language_of(self._tr)) for name in row.goods)))
        return None


class HistoryDelegate(QStyledItemDelegate):
    """Paints a sale: its number and hour, what was sold and how it was paid, the total and its state."""

    def __init__(self, model: HistoryModel, tr: Translate, today: date) -> None:
        super().__init__(model)
        self._model, self._tr, self._today = model, tr, today

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002 - Qt's
        """Give every row the same height."""
        return QSize(px(320), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row, theme = self._model.rows[index.row()], theme_now()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = paint_ground(painter, option)
        number, total = column(inside, 112), column(inside, 150)
        self._paint_number(painter, theme, row, QRectF(inside.left(), inside.top(), number, inside.height()))
        right = QRectF(inside.right() - total, inside.top(), total, inside.height())
        self._paint_total(painter, theme, row, right)
        middle = inside.adjusted(number + px(8), 0, -total - px(8), 0)
        self._paint_goods(painter, theme, row, middle)
        painter.restore()

    def _paint_number(self, painter: QPainter, theme: Theme, row: HistoryRow, at: QRectF) -> None:
        number = (row.number.rpartition("-")[2], font(18, BOLD), theme.ink)
        paint_lines(painter, at, number, (moment_of(row, self._today), theme.ink_2))

    def _paint_goods(self, painter: QPainter, theme: Theme, row: HistoryRow, at: QRectF) -> None:
        tr = self._tr
        if row.reverses:
            first = tr(N_("For nota")) + " " + row.reverses.rpartition("-")[2]
        else:
            first = ", ".join(name.say(language_of(tr)) for name in row.goods)
        count = tr(N_("1 item") if row.pieces == 1 else N_("{count} items")).format(count=row.pieces)
        second = " · ".join((count, *(tr(TENDERS[kind]) for kind in row.tenders)))
        paint_lines(painter, at, (first, font(16), theme.ink), (second, theme.ink_2))

    def _paint_total(self, painter: QPainter, theme: Theme, row: HistoryRow, at: QRectF) -> None:
        colour = {SaleState.PAID: theme.good, SaleState.VOIDED: theme.danger}.get(row.state, theme.choice)
        stands = row.state is SaleState.PAID
        total = font(18, BLACK)
        if row.kind is SaleKind.SALE and row.state is SaleState.VOIDED:
            total = QFont(total)
            total.setStrikeOut(True)
        align = Qt.AlignmentFlag.AlignRight
        word = self._tr(state_of(row))
        if row.is_unchecked:
            paint_lines(painter, at, (row.total.bare(), total, theme.ink), ("", theme.ink), align=align)
            self._badge(painter, theme, word, at)
            return
        paint_lines(
            painter,
            at,
            (row.total.bare(), total, theme.ink if stands else theme.ink_2),
            (word, colour),
            align=align,
            second=font(14, BOLD),
        )
        painter.setFont(font(14, BOLD))
        wide = painter.fontMetrics().horizontalAdvance(word)
        side = px(14)
        place = QRectF(at.right() - wide - side - px(6), at.bottom() - px(19), side, side)
        _sign(painter, row.state, place, colour)

    @staticmethod
    def _badge(painter: QPainter, theme: Theme, text: str, at: QRectF) -> None:
        painter.setFont(font(13, BOLD))
        wide = painter.fontMetrics().horizontalAdvance(text) + px(16)
        place = QRectF(at.right() - wide, at.top() + px(27), wide, px(21))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.attention)
        painter.drawRoundedRect(place, px(10), px(10))
        painter.setPen(theme.on_attention)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def moment_of(row: HistoryRow, today: date) -> str:
    """Say when a sale was made by the clock, with its date where that or its till's day is not today's."""
    is_todays = row.at.date() == row.business_day == today
    return f"{row.at:%H.%M}" if is_todays else f"{row.at:%d/%m %H.%M}"


def state_of(row: HistoryRow) -> str:
    """Say in a word what became of a sale: one whose payment nobody saw yet is not called paid."""
    return N_("NOT CHECKED") if row.is_unchecked else STATES[row.state]


def _sign(painter: QPainter, state: SaleState, at: QRectF, colour: QColor) -> None:
    """Draw a state's sign: a tick, a cross, or an arrow that turns back."""
    painter.setPen(QPen(colour, max(2, px(2)), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath()
    points: dict[SaleState, Sequence[Sequence[tuple[float, float]]]] = {
        SaleState.PAID: [[(0.08, 0.55), (0.38, 0.85), (0.92, 0.2)]],
        SaleState.VOIDED: [[(0.15, 0.15), (0.85, 0.85)], [(0.85, 0.15), (0.15, 0.85)]],
        SaleState.RETURNED: [
            [(0.05, 0.35), (0.7, 0.35), (0.92, 0.6), (0.7, 0.85), (0.3, 0.85)],
            [(0.32, 0.08), (0.05, 0.35), (0.32, 0.62)],
        ],
    }
    for line in points[state]:
        for n, (x, y) in enumerate(line):
            place = (at.left() + x * at.width(), at.top() + y * at.height())
            if n:
                path.lineTo(*place)
            else:
                path.moveTo(*place)
    painter.drawPath(path)
