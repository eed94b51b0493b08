"""The head of the basket: how many, undo, discount, what is parked, and what else can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from batikpos.domain.cart import Cart
from batikpos.i18n import N_, Translate
from batikpos.services.parking import ParkedBasket
from batikpos.ui.theme import BOLD, TARGET, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button, Kind, leave_off
from batikpos.ui.widgets.words import label

_MANY, _FEW = 99, 9
"""So many things in a basket, and so many parked ones, have room beside every title."""

_SIDE, _SPACING, _DOT = 10, 4, 18


class BasketHead(QWidget):
    """Its park button says how many baskets wait, and then shows them; else it parks the open one."""

    undo_asked = Signal()
    discount_asked = Signal()
    park_asked = Signal()
    parked_asked = Signal()
    more_asked = Signal()

    def __init__(self, tr: Translate) -> None:
        super().__init__()
        self._tr = tr
        self._parked = 0
        self._has_lines = False
        self._count = label("", 18, BOLD)
        self._title = label(tr(N_("Basket")), 18, BOLD)
        self._undo, self._discount = Button(tr(N_("Undo")), Kind.SLIM), Button(tr(N_("Discount")), Kind.SLIM)
        self._park, self._more = Button(kind=Kind.SLIM), Button(kind=Kind.SLIM)
        self._undo.set_stand_in("undo")
        self._discount.set_stand_in("discount")
        self._park.set_stand_in("park")
        self._more.setAccessibleName(tr(N_("More for this basket")))
        self._more.setToolTip(tr(N_("More for this basket")))
        self._undo.clicked.connect(self.undo_asked)
        self._discount.clicked.connect(self.discount_asked)
        self._park.clicked.connect(self._press_park)
        self._more.clicked.connect(self.more_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(margins(_SIDE, 4, _SIDE, 4))
        row.setSpacing(px(_SPACING))
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch()
        for button in (self._undo, self._discount, self._park, self._more):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self._show_park()

    def stops(self) -> tuple[QWidget, ...]:
        """List where the keyboard comes to, in its order."""
        return (self._undo, self._discount, self._park, self._more)

    def show_cart(self, cart: Cart, *, can_undo: bool, nota: str = "") -> None:
        """Say how many things are in the basket, and which language its nota has where it is another one."""
        self._has_lines = bool(cart.lines)
        self._title.setVisible(not cart.lines)  # how many there are says it
        pieces = sum(line.quantity.pieces for line in cart.lines)
        said = self._tr(N_("1 item") if pieces == 1 else N_("{count} items"))
        self._count.setText(said.format(count=pieces) if pieces else "")
        self._undo.setEnabled(can_undo)
        self._discount.setEnabled(self._has_lines)
        self._more.setText(nota.upper())
        self._more.set_icon("" if nota else "more")
        self._show_park()

    def show_parked(self, parked: tuple[ParkedBasket, ...]) -> None:
        """Say how many baskets wait."""
        self._parked = len(parked)
        self._show_park()

    def _show_park(self) -> None:
        waiting = self._tr(N_("{count} parked")).format(count=self._parked)
        self._park.set_words(waiting if self._parked else self._tr(N_("Park")))
        self._park.set_dot(theme_now().attention if self._parked else None)
        self._park.setEnabled(bool(self._parked) or self._has_lines)
        self._fit()

    def set_low(self, *, is_low: bool) -> None:
        """Take little height, or all that it likes."""
        for button in (self._undo, self._discount, self._park, self._more):
            button.setFixedHeight(button.least_height if is_low else tall(TARGET))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave titles off that there is no room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave titles off as if many things and baskets were there: none comes and goes with what is."""
        tr, spacing = self._tr, px(_SPACING)
        many = QFontMetrics(self._count.font()).horizontalAdvance(tr(N_("{count} items")).format(count=_MANY))
        wide = 2 * tall(_SIDE) + max(many, self._title.sizeHint().width())
        dot = self._park.text_width(tr(N_("{count} parked")).format(count=_FEW)) + px(_DOT)
        park = max(dot, self._park.text_width(tr(N_("Park"))))
        for width in (self._undo.text_width(), self._discount.text_width(), park, px(TARGET)):
            wide += width + spacing
        leave_off((self._discount, self._undo, self._park), wide - self.width())

    def _press_park(self) -> None:
        if self._parked:
            self.parked_asked.emit()
        else:
            self.park_asked.emit()
