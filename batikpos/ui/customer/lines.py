"""The lines of a basket for the buyer: name, how many, what they come to."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from batikpos.domain.cart import Cart, PricedLine
from batikpos.domain.quantity import Unit
from batikpos.i18n import N_, Translate, language_of
from batikpos.ui.customer.type import sized
from batikpos.ui.theme import BOLD, LIGHT

ROW = 74


class BuyersLines(QWidget):
    """Shows as many lines as fit, the one that was just changed among them."""

    def __init__(self, unit: float) -> None:
        super().__init__()
        self._unit = unit
        self._lines: tuple[PricedLine, ...] = ()
        self._chosen = -1
        self._tr: Translate = N_
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_cart(self, cart: Cart, chosen: int, tr: Translate) -> None:
        """Show a basket in the words of its nota."""
        self._lines, self._chosen, self._tr = cart.priced, chosen, tr
        self.setAccessibleName("\n".join(self._words(line)[0] for line in self._lines))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the lines, the newest lowest; where there is no room for all, say how many more there are."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = ROW * self._unit
        chosen = self._chosen if self._chosen >= 0 else len(self._lines) - 1
        part = shown_part(len(self._lines), chosen, max(1, int(self.height() // high)))
        for n, line in enumerate(self._lines[part.start : part.stop]):
            self._draw(painter, QRectF(0, n * high, self.width(), high), line, is_first=n == 0)
        if hidden := len(self._lines) - len(part):
            painter.setFont(sized(19, self._unit))
            said = self._tr(N_("and {count} more")).format(count=hidden)
            below = QRectF(0, len(part) * high, self.width(), 34 * self._unit)
            self._write(painter, below, Qt.AlignmentFlag.AlignLeft, said, LIGHT.ink_2)
        painter.end()

    def _draw(self, painter: QPainter, box: QRectF, line: PricedLine, *, is_first: bool) -> None:
        unit, theme = self._unit, LIGHT
        if not is_first:
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1), theme.line)
        name, said = self._words(line)
        net = line.net.bare()
        painter.setFont(sized(28, unit, BOLD))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(net) + 24 * unit
        upper = QRectF(box.left(), box.top() + 8 * unit, box.width(), 34 * unit)
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        self._write(painter, upper, right, net, theme.ink)
        painter.setFont(sized(24, unit, BOLD))
        upper.setRight(box.right() - wide)
        elided = QFontMetricsF(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, upper.width())
        self._write(painter, upper, left, elided, theme.ink)
        painter.setFont(sized(19, unit))
        lower = QRectF(box.left(), box.top() + 42 * unit, box.width(), 26 * unit)
        self._write(painter, lower, left, said, theme.ink_2)
        if line.discount:
            saved = self._tr(N_("You save {amount}")).format(amount=line.discount.bare())
            self._write(painter, lower, right, saved, theme.choice)

    def _write(
        self, painter: QPainter, box: QRectF, side: Qt.AlignmentFlag, text: str, colour: QColor
    ) -> None:
        painter.setPen(colour)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _words(self, line: PricedLine) -> tuple[str, str]:
        """Say what a line is, and how many at which price."""
        item, quantity = line.line.item, line.line.quantity
        price = line.unit_price.bare()
        if item.unit is Unit.METRE:
            price = self._tr(N_("{price} per m")).format(price=price)
        return item.title(language_of(self._tr)), f"{quantity} \N{MULTIPLICATION SIGN} {price}"


def shown_part(count: int, chosen: int, room: int) -> range:
    """Say which of so many lines are shown where there is room for some: the newest, and the chosen one.

    Where not all are, one line's room is left to say how many more there are.
    """
    if count > room:
        room = max(1, room - 1)
    last = min(count, max(room, chosen + 1))
    return range(max(0, last - room), last)
