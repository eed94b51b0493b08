"""The strip that shows which paper slip a basket comes from."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QWidget

from batikpos.domain.sale import PaperSlip
from batikpos.domain.wording import slip_words
from batikpos.i18n import N_, Translate
from batikpos.ui.theme import GAP, MARGIN, font, margins, px, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.words import fill, label

STRIP = 44


class SlipStrip(QWidget):
    """Says over the total which paper slip the basket comes from, with a cross to take it off."""

    def __init__(self, tr: Translate, drop: Callable[[], None]) -> None:
        super().__init__()
        self._tr = tr
        theme = theme_now()
        self.setFixedHeight(px(STRIP))
        fill(self, theme.attention)
        row = QHBoxLayout(self)
        row.setContentsMargins(margins(MARGIN, 2, 8, 2))
        self._words = label("", 16, colour=theme.on_attention)
        cross = Button("✕")
        cross.setAccessibleName(tr(N_("Take the paper slip off")))
        cross.setFixedSize(px(40), px(40))
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.clicked.connect(drop)
        row.addWidget(self._words, 1)
        row.addWidget(cross)
        self.hide()

    def show_slip(self, slip: PaperSlip | None, width: int) -> None:
        """Show a slip on so many pixels, as much of its number as fits; None hides the strip."""
        self.setVisible(slip is not None)
        if slip is not None:
            room = width - px(MARGIN + 8 + 40 + GAP)
            said = slip_words(slip, self._tr)
            self._words.setText(QFontMetrics(font(16)).elidedText(said, Qt.TextElideMode.ElideMiddle, room))
            self._words.setToolTip(said)
