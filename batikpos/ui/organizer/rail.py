"""The navigation at the left: one line for each page, and below them how the window looks."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from batikpos.ui.icons import icon
from batikpos.ui.theme import BLACK, BOLD, RADIUS, font, margins, px, tall, theme_now
from batikpos.ui.widgets.ornament import Flower
from batikpos.ui.widgets.words import fill, label

_ICON = 22
_LINE, _LOW_LINE = 44, 32
_MOST = 0.19
"""The share of the window that words may take here; where they need more, icons stand for them."""


class RailButton(QPushButton):
    """A line of the rail: an icon and words; the page that is shown has a lighter ground and a bar."""

    def __init__(self, words: str, icon_name: str, key: str = "") -> None:
        super().__init__(words)
        self._icon, self._key, self._is_brief = icon_name, key, False
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.set_brief(is_brief=False)

    def set_brief(self, *, is_brief: bool) -> None:
        """Leave the words off, or say them."""
        self._is_brief = is_brief
        said = f"{self.text()} ({self._key})" if self._key else self.text()
        self.setToolTip(said if is_brief or self._key else "")
        self.updateGeometry()
        self.update()

    @property
    def wide(self) -> int:
        """Say how wide it is with its words."""
        return QFontMetrics(font(17, BOLD)).horizontalAdvance(self.text()) + px(_ICON + 12 + 28)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Leave room for the words, and for a finger."""
        return QSize(px(_ICON + 28) if self._is_brief else self.wide, tall(_LINE))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never cut the words; where the window is low the lines are closer together."""
        return QSize(self.sizeHint().width(), tall(_LOW_LINE))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        theme, painter = theme_now(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.bar_pill)
            painter.drawRoundedRect(box, px(RADIUS), px(RADIUS))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.attention)
            bar = QRectF(box.left(), box.top() + px(8), px(4), box.height() - 2 * px(8))
            painter.drawRoundedRect(bar, px(2), px(2))
        ink = theme.on_bar if self.isChecked() else theme.on_bar_2
        x = box.left() + px(13) if not self._is_brief else box.center().x() - px(_ICON) / 2
        painter.drawPixmap(
            QRectF(x, box.center().y() - px(_ICON) / 2, px(_ICON), px(_ICON)).topLeft(),
            icon(self._icon, _ICON, ink),
        )
        if not self._is_brief:
            painter.setPen(ink)
            painter.setFont(font(17, BOLD if self.isChecked() else font(17).weight()))
            words = box.adjusted(px(13 + _ICON + 11), 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme.attention, 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(RADIUS), px(RADIUS))
        painter.end()


class Rail(QWidget):
    """Offers pages as (words, icon, key, name); `chosen` carries the name. Arrows go up and down."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[tuple[str, str, str, str]], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        fill(self, theme_now().bar)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(margins(8, 12, 8, 12))
        self._box.setSpacing(px(2))
        head = QHBoxLayout()
        head.setContentsMargins(margins(6, 0, 6, 8))
        head.setSpacing(px(10))
        head.addWidget(Flower())
        self._name = label("BatikPOS", 21, BLACK, theme_now().on_bar)
        head.addWidget(self._name, 1)
        self._box.addLayout(head)
        self._pages: dict[str, RailButton] = {}
        self._others: list[RailButton] = []
        for words, icon_name, key, page in pages:
            button = RailButton(words, icon_name, key)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.clicked.connect(lambda _=False, page=page: self.chosen.emit(page))
            self._pages[page] = button
            self._box.addWidget(button)
        self._box.addStretch()

    def add(self, button: RailButton) -> None:
        """Put a button at the foot."""
        self._others.append(button)
        self._box.addWidget(button)

    def show_chosen(self, page: str) -> None:
        """Show which page is there."""
        self._pages[page].setChecked(True)

    def fit(self, window: int) -> None:
        """Say all in words where the window is wide enough for them, or else by icons."""
        buttons = [*self._pages.values(), *self._others]
        wide = max(*(button.wide for button in buttons), self._name.sizeHint().width() + px(56)) + 2 * tall(8)
        is_brief = wide > window * _MOST
        for button in buttons:
            button.set_brief(is_brief=is_brief)
        self._name.setHidden(is_brief)
        self.setFixedWidth(px(_ICON + 28) + 2 * tall(8) if is_brief else wide)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the line above or below by the arrows."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)
