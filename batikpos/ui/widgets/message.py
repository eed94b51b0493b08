"""A strip that says what was done or went wrong: good news goes by itself, a warning is closed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QWidget

from batikpos.ui.theme import GAP, MARGIN, RADIUS, TARGET, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.words import colour_label, label

MESSAGE_MS = 6_000


class MessageStrip(QFrame):
    """Lies over the foot of another widget while it is shown: nothing moves under a hand.

    The foot is where a list goes on: what is typed into, what is chosen by, and the buttons stay in sight.
    A page that ends with its buttons has it `at_head`, in the middle, where it hides nothing to press; else
    at the left, over its title.
    """

    def __init__(self, parent: QWidget, over: QWidget, close_name: str, *, at_head: bool = False) -> None:
        super().__init__(parent)
        self._page, self._over, self._is_at_head = parent, over, at_head
        self._inside = QGridLayout(self)
        self._inside.setContentsMargins(margins(14, 4, 4, 4))
        self._inside.setColumnStretch(0, 1)
        self._text = label("", 16, wraps=True)
        self._act: Callable[[], None] | None = None
        self._button = Button("")
        self._button.setFixedHeight(tall(TARGET))
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._do)
        close = Button("✕")
        close.setAccessibleName(close_name)
        close.setFixedSize(tall(TARGET), tall(TARGET))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.hide)
        self._inside.addWidget(self._text, 0, 0)
        self._inside.addWidget(self._button, 0, 1)
        self._inside.addWidget(close, 0, 2)
        self.hide()
        self._timer = QTimer(self, interval=MESSAGE_MS, singleShot=True)
        self._timer.timeout.connect(self.hide)
        over.installEventFilter(self)

    def say(
        self, text: str, offer: str = "", act: Callable[[], None] | None = None, *, is_good: bool = False
    ) -> None:
        """Say a text, with one thing to do about it where one is offered.

        Good news is said for a while, else until it is closed or something else is said.
        """
        theme = theme_now()
        self._text.setText(text)
        self._act = act
        self._button.set_words(offer)
        self._button.setVisible(act is not None)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.good_ground if is_good else theme.attention)
        self.setPalette(palette)
        colour_label(self._text, theme.good if is_good else theme.on_attention)
        self._place()
        self.show()
        self.raise_()
        if is_good:
            self._timer.start()
        else:
            self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Go with what it lies over: a page may say something before it is laid out."""
        if watched is self._over and event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw its ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().window())
        painter.drawRoundedRect(self.rect(), px(RADIUS), px(RADIUS))
        painter.end()

    def _place(self) -> None:
        at = QRect(self._over.mapTo(self._page, QPoint(0, 0)), self._over.size())
        if self._is_at_head:
            at.adjust(px(MARGIN), px(GAP), 0, 0)
            at.setWidth(at.width() // 2)
        is_narrow = self._button.sizeHint().width() > at.width() // 2
        self._inside.addWidget(self._button, *((1, 0, 1, 3) if is_narrow else (0, 1, 1, 1)))
        high = self.heightForWidth(at.width())
        y = at.top() if self._is_at_head else at.bottom() - high - px(GAP)
        place = QRect(at.left(), y, at.width(), high)
        middle = place.translated(at.width() // 2 - px(MARGIN) // 2, 0)
        self.setGeometry(middle if self._is_at_head and not self._hides_buttons(middle) else place)

    def _hides_buttons(self, place: QRect) -> bool:
        """Say whether something to press would lie under a place on the page."""
        buttons = (b for b in self._over.findChildren(QAbstractButton) if b.isVisible())
        return any(place.intersects(QRect(b.mapTo(self._page, QPoint(0, 0)), b.size())) for b in buttons)

    def _do(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()
