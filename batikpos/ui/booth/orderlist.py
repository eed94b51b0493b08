"""Orders as a list: a model over plain rows and a delegate that paints them."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from batikpos.domain.money import ZERO
from batikpos.i18n import N_, Translate
from batikpos.store.orders import KeptOrder, OrderState
from batikpos.ui.booth.numbered import ROW, Index, NumberedModel, column, paint_ground, paint_lines
from batikpos.ui.theme import BLACK, BOLD, font, px, theme_now

STATES = {
    OrderState.OPEN: N_("waits"),
    OrderState.PICKED_UP: N_("picked up"),
    OrderState.CANCELLED: N_("cancelled"),
}


class OrderModel(NumberedModel):
    """The orders that are shown."""

    def __init__(self, tr: Translate) -> None:
        super().__init__()
        self._tr = tr
        self.rows: tuple[KeptOrder, ...] = ()

    def show_rows(self, rows: tuple[KeptOrder, ...]) -> None:
        """Show other orders."""
        self.rows = rows
        self.show_numbers([row.order.number for row in rows])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Say a row in words, for whoever cannot see it."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            kept = self.rows[index.row()]
            order = kept.order
            words = (order.customer, order.number, f"{order.due:%d/%m/%Y}", str(order.rest))
            return ", ".join((*words, self._tr(STATES[kept.state])))
        return None


class OrderDelegate(QStyledItemDelegate):
    """Paints an order: the day it is due, who ordered, the total, and what is still to pay."""

    def __init__(self, model: OrderModel, tr: Translate, today: date) -> None:
        super().__init__(model)
        self._model, self._tr, self._today = model, tr, today

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002 - Qt's
        """Give every row the same height."""
        return QSize(px(320), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        kept, theme, tr = self._model.rows[index.row()], theme_now(), self._tr
        order, is_open = kept.order, kept.state is OrderState.OPEN
        painter.save()
        inside = paint_ground(painter, option)
        day, money = column(inside, 112), column(inside, 170)
        is_late = is_open and order.due <= self._today
        state = tr(N_("due today")) if is_open and order.due == self._today else tr(STATES[kept.state])
        if is_open and order.due < self._today:
            state = tr(N_("overdue"))
        ink = theme.ink if is_open else theme.ink_2
        at = QRectF(inside.left(), inside.top(), day, inside.height())
        paint_lines(
            painter,
            at,
            (f"{order.due:%d/%m/%Y}", font(16, BOLD), ink),
            (state, theme.danger if is_late else theme.ink_2),
        )
        at = inside.adjusted(day + px(8), 0, -money - px(8), 0)
        under = " · ".join(filter(None, (order.number, order.phone and f"+{order.phone}")))
        paint_lines(painter, at, (order.customer, font(18, BOLD), ink), (under, theme.ink_2))
        at = QRectF(inside.right() - money, inside.top(), money, inside.height())
        rest = tr(N_("{amount} to pay")).format(amount=order.rest.bare())
        if order.rest == ZERO:
            rest = tr(N_("Paid in full"))
        paint_lines(
            painter,
            at,
            (order.total.bare(), font(18, BLACK), ink),
            (rest if is_open else tr(STATES[kept.state]), theme.choice if is_open else theme.ink_2),
            align=Qt.AlignmentFlag.AlignRight,
            second=font(14, BOLD),
        )
        painter.restore()
