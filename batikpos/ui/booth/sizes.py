"""The sizes of one garment, opened at its card: one more tap puts one into the basket."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from batikpos.domain.catalogue import Item
from batikpos.domain.garment import Garment
from batikpos.i18n import N_
from batikpos.ui.booth.cardface import badge_width, paint_badge
from batikpos.ui.booth.cards import CardModel
from batikpos.ui.theme import BLACK, BOLD, GAP, RADIUS, font, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.scrolling import scroll_by_finger
from batikpos.ui.widgets.words import label

STAYS_MS = 900
"""How long the sizes stay open after one was taken: a second of the same is a tap more."""

_MOST_COLUMNS = 6
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class SizePanel(QFrame):
    """Lies over the cards, at the one it belongs to; it asks nothing, and goes with the next act."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, over: QWidget, model: CardModel) -> None:
        super().__init__(over)
        self._over, self._model = over, model
        self._is_choosing = False
        self._columns = 1
        self._buttons: list[_SizeButton] = []
        self._name = label("", 16, BOLD)
        close = Button("✕")
        close.setAccessibleName(model.words.say(N_("Close")))
        close.setFixedSize(tall(48), tall(48))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.close_panel)
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(close)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(GAP))
        self._area = QScrollArea()  # for large letters on a small screen: there it is higher than the cards
        scroll_by_finger(self._area)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)  # the panel's own paper is under it
        box = QVBoxLayout(self)
        box.setContentsMargins(px(12), px(8), px(12), px(12))
        box.setSpacing(px(4))
        box.addLayout(top)
        box.addWidget(self._area)
        self.hide()
        self._stays = QTimer(self, interval=STAYS_MS, singleShot=True)
        self._stays.timeout.connect(self.close_panel)

    @property
    def is_open(self) -> bool:
        """Say whether sizes are shown."""
        return not self.isHidden()

    def open_at(self, garment: Garment, card: QRect) -> None:
        """Show a garment's sizes over its card, within the parent's edges."""
        self._stays.stop()
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.deleteLater()
        self._buttons = [_SizeButton(item, self._model) for item in garment.items]
        widest = max(button.sizeHint().width() for button in self._buttons)
        limits, sides, top = self._over.rect(), px(24), px(8 + 48 + 4 + 12)
        self._columns = max(
            1, min(len(self._buttons), _MOST_COLUMNS, (limits.width() - sides) // (widest + px(GAP)))
        )
        for n, button in enumerate(self._buttons):
            button.clicked.connect(partial(self._choose, button.item))
            button.installEventFilter(self)
            self._grid.addWidget(button, n // self._columns, n % self._columns)
        rows = -(-len(self._buttons) // self._columns)
        high = rows * (self._buttons[0].sizeHint().height() + px(GAP)) - px(GAP)
        high = min(high, limits.height() - top)
        self._area.setFixedHeight(high)
        wide = max(self._columns * (widest + px(GAP)) - px(GAP) + sides, card.width())
        self._say_name(self._model.words.title(garment), wide - sides - px(48 + GAP))
        self.setGeometry(
            max(limits.left(), min(card.left(), limits.right() + 1 - wide)),
            max(limits.top(), min(card.top(), limits.bottom() + 1 - high - top)),
            wide,
            high + top,
        )
        self.show()
        self.raise_()
        self._buttons[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def refresh(self) -> None:
        """Show what is left now; what was done elsewhere closes the sizes."""
        if self.is_open and not self._is_choosing:
            self.close_panel()
        for button in self._buttons:
            button.refresh()

    def close_panel(self) -> None:
        """Go away."""
        if self.is_open:
            self._stays.stop()
            had_focus = self.isAncestorOf(self.focusWidget() or self)
            self.hide()
            if had_focus:
                self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the keys."""
        if watched not in self._buttons:
            return False
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._take(event)

    def _take(self, event: QKeyEvent) -> bool:
        """Choose by arrows and Enter, leave by Esc; all other keys are the page's."""
        at = next((n for n, button in enumerate(self._buttons) if button.hasFocus()), 0)
        steps = _STEPS | {Qt.Key.Key_Up: -self._columns, Qt.Key.Key_Down: self._columns}
        key = Qt.Key(event.key())
        if key in steps:
            to = at + steps[key]
            if 0 <= to < len(self._buttons):
                self._buttons[to].setFocus(Qt.FocusReason.TabFocusReason)
                self._area.ensureWidgetVisible(self._buttons[to], 0, 0)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if not event.isAutoRepeat():
                self._buttons[at].click()
        elif key == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            return False
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw a sheet of paper with an edge."""
        painter, theme = QPainter(self), theme_now()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.choice, 3))
        painter.setBrush(theme.paper)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), px(RADIUS), px(RADIUS))
        painter.end()

    def _say_name(self, name: str, room: int) -> None:
        metrics = QFontMetrics(self._name.font())
        self._name.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, room))
        self._name.setToolTip(name)
        self.setAccessibleName(name)

    def _choose(self, item: Item) -> None:
        self._is_choosing = True
        self.chosen.emit(item)
        self._is_choosing = False
        self._stays.start()


class _SizeButton(QPushButton):
    """One size: how large, what it costs, what is left, and how many are in the basket."""

    def __init__(self, item: Item, model: CardModel) -> None:
        super().__init__()
        self.item, self._model = item, model
        self._size, self._price, self._small = font(22, BLACK), font(16, BOLD), font(14)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.refresh()

    def refresh(self) -> None:
        """Say what is left now."""
        words, item = self._model.words, self.item
        left, count = self._model.left_of(item), self._model.count_of(item)
        self._left = words.left(left, item.unit)
        self._is_gone = left is not None and left <= 0
        self._count = "" if count is None else str(count)
        self._costs = words.cost(item).bare()
        said = [item.size, self._costs, self._left]
        if count is not None:
            said.append(words.say(N_("{count} in the basket"), count=count))
        self.setAccessibleName(", ".join(filter(None, said)))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Leave room for the three lines, and a thumb."""
        of_size, of_price, of_small = map(QFontMetrics, (self._size, self._price, self._small))
        width = max(
            of_size.horizontalAdvance(self.item.size) + px(32),
            of_price.horizontalAdvance(self._costs),
            of_small.horizontalAdvance(self._left),
        )
        height = of_size.height() + of_price.height() + of_small.height() + px(14)
        return QSize(max(px(96), width + px(24)), height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        theme, painter = theme_now(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(QPen(theme.focus, 3) if self.hasFocus() else QPen(theme.border, 1.5))
        painter.setBrush(theme.choice_ground if self.isDown() or self._count else theme.paper)
        painter.drawRoundedRect(box, px(RADIUS), px(RADIUS))
        at = box.top() + px(5)
        for text, written, ink in (
            (self.item.size, self._size, theme.ink),
            (self._costs, self._price, theme.ink),
            (self._left, self._small, theme.danger if self._is_gone else theme.ink_2),
        ):
            height = QFontMetrics(written).height()
            painter.setFont(written)
            painter.setPen(ink)
            painter.drawText(QRectF(box.left(), at, box.width(), height), Qt.AlignmentFlag.AlignCenter, text)
            at += height + px(1)
        if self._count:
            place = QPointF(box.right() - badge_width(self._count) - px(5), box.top() + px(5))
            paint_badge(painter, place, self._count, theme.choice, theme.on_choice)
        painter.end()
