"""The strip that says something broke: over the page, calmly, until it is closed."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from batikpos.i18n import N_, Translate
from batikpos.ui.cover import BAR
from batikpos.ui.theme import BOLD, GAP, MARGIN, TARGET, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.words import fill, label

WIDEST = 820
GOODS = "goods"
"""The name of the part of a page that may be covered: a list that goes on."""


class FaultStrip(QFrame):
    """Says what became of the basket, and on request where it was written down; it takes no focus."""

    def __init__(self, window: QWidget, tr: Translate, kind: str, file: Path | None) -> None:
        super().__init__(window)
        self._over = window
        theme = theme_now()
        fill(self, theme.attention)
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(margins(14, 8, 8, 8))
        grid.setHorizontalSpacing(px(GAP))
        said = tr(N_("Something unforeseen happened. The basket is kept; go on."))
        grid.addWidget(label(said, 17, BOLD, theme.on_attention, wraps=True), 0, 0)
        grid.setColumnStretch(0, 1)
        details, close = Button(tr(N_("Details"))), Button(tr(N_("Close")))
        for column, button in enumerate((details, close), 1):
            button.setFixedHeight(tall(TARGET))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            grid.addWidget(button, 0, column, Qt.AlignmentFlag.AlignTop)
        self._details = label(_where(tr, kind, file), 15, colour=theme.on_attention, wraps=True)
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details.hide()
        grid.addWidget(self._details, 1, 0, 1, 3)
        details.clicked.connect(self._show_details)
        close.clicked.connect(self.leave)
        self.setAccessibleName(said)
        window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()

    def leave(self) -> None:
        """Go away."""
        self._over.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay where the page begins, whatever size the window has."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _show_details(self) -> None:
        self._details.setVisible(self._details.isHidden())
        self._place()

    def _place(self) -> None:
        """Lie over the foot of the goods, where they are shown, and else at the head of the page."""
        self._grid.activate()
        goods = self._over.findChild(QWidget, GOODS)
        if goods is not None and goods.isVisible():
            high, corner = self._height(goods.width()), goods.mapTo(self._over, QPoint(0, 0))
            top = corner.y() + goods.height() - high - GAP
            self.setGeometry(corner.x(), max(tall(BAR), top), goods.width(), high)
        else:
            width = min(px(WIDEST), self._over.width() - 2 * MARGIN)
            self.setGeometry((self._over.width() - width) // 2, tall(BAR) + GAP, width, self._height(width))

    def _height(self, width: int) -> int:
        return max(self._grid.totalHeightForWidth(width), self._grid.totalMinimumSize().height())


def _where(tr: Translate, kind: str, file: Path | None) -> str:
    again = tr(N_("If it comes again, close BatikPOS and open it again."))
    if file is None:
        return f"{kind}. {again}"
    kept = tr(N_("It is written down in {file}, without names or PINs: show it to whoever helps you."))
    return f"{again} {kept.format(file=file)} ({kind})"
