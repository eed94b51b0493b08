"""A strip that says a mishap where the eye is, and goes by itself."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from batikpos.ui.theme import TARGET, margins, px, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.words import fill, label

MESSAGE_MS = 6_000


class MessageStrip(QFrame):
    """Lies over another widget, at its head or `at_foot`, while it is shown: nothing moves under a hand."""

    def __init__(self, parent: QWidget, over: QWidget, close_name: str, *, at_foot: bool = False) -> None:
        super().__init__(parent)
        self._over, self._is_at_foot = over, at_foot
        theme = theme_now()
        fill(self, theme.attention)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(margins(14, 4, 4, 4))
        self._text = label("", 16, colour=theme.on_attention, wraps=True)
        close = Button("✕")
        close.setAccessibleName(close_name)
        close.setFixedSize(px(TARGET), px(TARGET))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.hide)
        inside.addWidget(self._text, 1)
        inside.addWidget(close)
        self.hide()
        self._timer = QTimer(self, interval=MESSAGE_MS, singleShot=True)
        self._timer.timeout.connect(self.hide)

    def say(self, text: str) -> None:
        """Say a text for a while."""
        self._text.setText(text)
        at = self._over.geometry()
        high = self.heightForWidth(at.width())
        y = at.y() + at.height() - high if self._is_at_foot else at.y()
        self.setGeometry(at.x(), y, at.width(), high)
        self.show()
        self.raise_()
        self._timer.start()
