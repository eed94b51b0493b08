"""One line of the basket, as a row that can be pressed."""

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from batikpos.domain.cart import PricedLine
from batikpos.domain.quantity import Quantity, Unit
from batikpos.domain.wording import DYES, TECHNIQUES
from batikpos.i18n import N_, Translate
from batikpos.ui.theme import BLACK, BOLD, GAP, MARGIN, TARGET, font, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button, Side
from batikpos.ui.widgets.words import fill, label


class LineRow(QWidget):
    """One line of the basket; the chosen one shows its quantity to change."""

    pressed = Signal()
    stepped = Signal(int)
    size_asked = Signal()
    price_asked = Signal()
    note_asked = Signal()

    def __init__(self, tr: Translate, language: str) -> None:
        super().__init__()
        self._tr, self._language = tr, language
        self._is_chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._name = label(size=18, weight=BOLD, wraps=True)
        self._said = label(size=14, colour=theme_now().ink_2, wraps=True)
        self._net = label(size=20, weight=BLACK, align=Qt.AlignmentFlag.AlignRight)
        self._list = label(size=14, colour=theme_now().ink_2, align=Qt.AlignmentFlag.AlignRight)
        struck = QFont(font(14))
        struck.setStrikeOut(True)
        self._list.setFont(struck)
        self._why = label(size=14, weight=BOLD, colour=theme_now().choice, wraps=True)
        self._sign = label(size=14, weight=BOLD, colour=theme_now().on_attention, wraps=True)
        self._sign.setContentsMargins(margins(8, 2, 8, 2))
        fill(self._sign, theme_now().attention)
        self._note = label(size=14, wraps=True)
        self._make_buttons()
        grid = self._grid = QGridLayout(self)
        grid.setHorizontalSpacing(px(GAP))
        grid.setVerticalSpacing(px(2))
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self._net, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._said, 1, 0)
        grid.addWidget(self._list, 1, 1)
        grid.addWidget(self._why, 2, 0, 1, 2)
        grid.addWidget(self._sign, 3, 0, 1, 2)
        grid.addWidget(self._note, 4, 0, 1, 2)
        grid.addWidget(self._make_tools(), 5, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self._is_low: bool | None = None
        self.set_low(is_low=False)

    def set_low(self, *, is_low: bool) -> None:
        """Take little height, or all that it likes."""
        if is_low is self._is_low:
            return
        self._is_low = is_low
        air = 3 if is_low else 8
        self._name.setFont(font(16 if is_low else 18, BOLD))
        self._net.setFont(font(18 if is_low else 20, BLACK))
        self._grid.setContentsMargins(margins(MARGIN, air, MARGIN, air))
        self._tool_row.setContentsMargins(margins(0, 0 if is_low else 6, 0, 0))
        for button in (self._minus, self._count, self._plus, self._price, self._noted):
            button.setFixedHeight(button.least_height if is_low else tall(TARGET))

    def _make_buttons(self) -> None:
        tr = self._tr
        self._minus, self._count, self._plus = Button(), Button("1"), Button()
        self._minus.set_icon("less")
        self._plus.set_icon("add")
        for button, side in ((self._minus, Side.LEFT), (self._count, Side.MIDDLE), (self._plus, Side.RIGHT)):
            button.join(side)
        self._minus.setAccessibleName(tr(N_("less")))
        self._plus.setAccessibleName(tr(N_("more")))
        for button in (self._minus, self._count, self._plus):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._minus.setFixedWidth(tall(52))
        self._plus.setFixedWidth(tall(52))
        self._count.setMinimumWidth(tall(64))
        self._price, self._noted = Button(tr(N_("Price"))), Button(tr(N_("Note")))
        for button in (self._price, self._noted):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._minus.clicked.connect(partial(self.stepped.emit, -1))
        self._plus.clicked.connect(partial(self.stepped.emit, 1))
        self._count.clicked.connect(self.size_asked)
        self._price.clicked.connect(self.price_asked)
        self._noted.clicked.connect(self.note_asked)

    def _make_tools(self) -> QWidget:
        """Put the buttons under the chosen line: its price and note, then its quantity."""
        self._tools = QWidget()
        tools = self._tool_row = QHBoxLayout(self._tools)
        tools.setSpacing(px(GAP))
        tools.addWidget(self._price)
        tools.addWidget(self._noted)
        tools.addStretch()
        joined = QHBoxLayout()
        joined.setSpacing(0)
        for button in (self._minus, self._count, self._plus):
            joined.addWidget(button)
        tools.addLayout(joined)
        return self._tools

    def show_line(self, priced: PricedLine, *, is_chosen: bool, left: Quantity | None) -> None:
        """Show a line as it is now; `left` says how many there are by the books, where these are too few."""
        item, quantity = priced.line.item, priced.line.quantity
        self._is_chosen = is_chosen
        self._name.setText(item.title(self._language))
        words = []
        if item.unit is Unit.METRE:
            per = self._tr(N_("{price} per m")).format(price=priced.unit_price.bare())
            words.append(f"{quantity} \N{MULTIPLICATION SIGN} {per}")
        elif quantity.size > 1:
            words.append(f"{quantity} \N{MULTIPLICATION SIGN} {priced.unit_price.bare()}")
        words.append(self._tr(TECHNIQUES[item.technique]))
        if DYES[item.dye] and len(words) < 3:  # noqa: PLR2004 - one line
            words.append(self._tr(DYES[item.dye]))
        self._said.setText(" · ".join(words))
        self._net.setText(priced.net.bare())
        self.setAccessibleName(f"{item.title(self._language)}, {priced.net.bare()}")
        self._list.setText(priced.gross.bare() if priced.discount else "")
        self._why.setText(self._reason(priced))
        self._why.setVisible(bool(self._why.text()))
        self._sign.setText("\n".join(self._signs(priced, left)))
        self._sign.setVisible(bool(self._sign.text()))
        self._note.setText(self._tr(N_("Note: {note}")).format(note=priced.line.note))
        self._note.setVisible(bool(priced.line.note))
        self._count.set_words(str(quantity))
        self._tools.setVisible(is_chosen)
        fill(self, theme_now().choice_ground if is_chosen else theme_now().paper)

    def put_by(self) -> None:
        """Hide, and let go whatever a finger still holds: the next line is another buyer's."""
        for button in (self._minus, self._count, self._plus, self._price, self._noted):
            button.setDown(False)
        self.hide()

    def stops(self) -> tuple[QWidget, ...]:
        """List where the keyboard comes to, in its order."""
        return (self, self._price, self._noted, self._minus, self._count, self._plus)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the line by the space bar or Enter."""
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the line."""
        self.pressed.emit()
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the edge of the chosen line, and a hairline under each."""
        super().paintEvent(event)
        painter, theme = QPainter(self), theme_now()
        if self._is_chosen:
            painter.fillRect(QRectF(0, 0, px(5), self.height()), theme.choice)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.line)
        if self.hasFocus():
            painter.setPen(QPen(theme.focus, 3))
            painter.drawRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -2.5))
        painter.end()

    def _signs(self, priced: PricedLine, left: Quantity | None) -> list[str]:
        """Say what will be asked before it is paid."""
        tr, signs = self._tr, []
        if priced.is_given_below_floor:
            floor = priced.line.quantity.of(priced.line.item.floor)
            signs.append(tr(N_("Under the lowest price {floor}: needs a second person")).format(floor=floor))
        if left is not None:
            said = N_("Only {left} here by the books") if left.size else N_("None here by the books")
            signs.append(tr(said).format(left=left))
        return signs

    def _reason(self, priced: PricedLine) -> str:
        """Say why it costs what it costs: each saving by its name; "" where it is the list price.

        A price that was agreed saves nothing sometimes, but it is why no promotion counts.
        """
        if priced.promotion:
            said = f"{priced.promotion}: \N{MINUS SIGN}{priced.promoted.bare()}"
            rest = priced.discount - priced.promoted
            more = self._tr(N_("Discount {amount}")).format(amount=rest.bare())
            return f"{said} · {more}" if rest else said
        agreed = priced.line.agreed
        if agreed is not None and agreed < priced.unit_price:
            return self._tr(N_("Agreed price, saves {amount}")).format(amount=priced.discount.bare())
        less = self._tr(N_("Discount {amount}")).format(amount=priced.discount.bare())
        words = (self._tr(N_("Agreed price")) if agreed is not None else "", less if priced.discount else "")
        return " · ".join(filter(None, words))
