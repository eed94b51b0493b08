"""A field to search in, with a cross that empties it."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from batikpos.ui.icons import icon
from batikpos.ui.theme import TARGET, font, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button, Kind

_GLASS = 22


class SearchField(QLineEdit):
    """One line to type in; `key` is the one that leads here.

    The cross is our own: Qt's looks through every icon theme of the system for one, which takes
    longer than to build the rest of the page.
    """

    def __init__(self, placeholder: str, name: str, clear_name: str, *, key: str = "") -> None:
        super().__init__()
        self._key = key
        self.setFont(font(18))
        self.setMinimumHeight(tall(TARGET + 4))
        self.setTextMargins(margins(38, 0, TARGET, 0))
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self._cross = Button(kind=Kind.BARE, parent=self)
        self._cross.set_icon("close")
        self._cross.setAccessibleName(clear_name)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.clicked.connect(self.clear)
        self._cross.hide()
        self.textChanged.connect(self._show_cross)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the cross at the end of the line."""
        super().resizeEvent(event)
        self._cross.setGeometry(self.width() - self.height() - 2, 0, self.height(), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw a glass before the words, and in the empty field the key that leads to it."""
        super().paintEvent(event)
        theme, painter = theme_now(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.drawPixmap(QPointF(px(15), middle - px(_GLASS) / 2), icon("search", _GLASS, theme.ink_2))
        if self._key and not self.text():
            box = QRectF(self.width() - px(14 + 28), middle - px(12), px(28), px(24))
            painter.setPen(QPen(theme.border, 1))
            painter.drawRoundedRect(box, px(4), px(4))
            painter.setPen(theme.ink_2)
            painter.setFont(font(13))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Leave the keys that change words to the page where there are none: what is undone is done there."""
        if isinstance(event, QKeyEvent) and not self.text():
            is_star = event.text() == "*" and event.type() == QEvent.Type.KeyPress
            if is_star or event.key() == Qt.Key.Key_Delete or event.matches(QKeySequence.StandardKey.Undo):
                event.ignore()
                return False
        return super().event(event)

    def _show_cross(self, text: str) -> None:
        self._cross.setVisible(bool(text))
