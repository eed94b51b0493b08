"""Practice, so that nobody takes it for the real thing: a frame and a word over the whole window."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from batikpos.ui.theme import BLACK, font, px, theme_now

FRAME = 6
_FAINT = 24
"""Of 255: to be seen everywhere, and in nobody's way."""


class PracticeFrame(QWidget):
    """Lies over all pages and sheets of a window; no tap and no key ever notices it."""

    def __init__(self, window: QWidget, word: str) -> None:
        super().__init__(window)
        self._over, self.word = window, word
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def leave(self) -> None:
        """Go away."""
        self._over.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay as large as the window, and above whatever is opened in it."""
        if watched is self._over:
            if event.type() == QEvent.Type.Resize:
                self.setGeometry(self._over.rect())
            elif event.type() == QEvent.Type.ChildPolished and (child := _child_of(event)) is not None:
                child.installEventFilter(self)
                self._come_up()
        elif event.type() == QEvent.Type.ZOrderChange:
            self._come_up()
        return False

    def _come_up(self) -> None:
        """Lie above all again, where something else came up."""
        if self.isVisible() and self._over.children()[-1] is not self:
            self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the frame, and the word faintly from corner to corner."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme_now().attention
        wide = px(FRAME)
        painter.setPen(QPen(colour, 2 * wide))
        painter.drawRect(self.rect())
        faint = QColor(theme_now().ink)
        faint.setAlpha(_FAINT)
        painter.setPen(faint)
        painter.setFont(font(110, BLACK))
        painter.translate(self.rect().center())
        painter.rotate(-24)
        for row in (-1, 1):
            box = QRectF(-self.width() / 2, row * self.height() / 4 - px(80), self.width(), px(160))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.word)
        painter.end()


def _child_of(event: QEvent) -> QWidget | None:
    child = event.child() if hasattr(event, "child") else None
    return child if isinstance(child, QWidget) and not isinstance(child, PracticeFrame) else None
