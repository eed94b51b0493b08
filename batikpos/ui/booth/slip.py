"""The strip that shows which paper slip a basket comes from."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QWidget

from batikpos.domain.sale import PaperSlip
from batikpos.domain.wording import slip_words
from batikpos.i18n import N_, Translate
from batikpos.ui.theme import GAP, MARGIN, TARGET, font, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.words import fill, label


class SlipStrip(QWidget):
    """Says over the total which paper slip the basket comes from, with a cross to take it off."""

    def __init__(self, tr: Translate, drop: Callable[[], None]) -> None:
        super().__init__()
        self._tr = tr
        theme = theme_now()
        self.setFixedHeight(tall(TARGET))
        fill(self, theme.attention)
        row = QHBoxLayout(self)
        row.setContentsMargins(margins(MARGIN, 0, 8, 0))
        self._words = label("", 16, colour=theme.on_attention)
        cross = Button("✕", Kind.SLIM)
        cross.setAccessibleName(tr(N_("Take the paper slip off")))
        cross.setFixedSize(tall(TARGET), tall(TARGET))
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.clicked.connect(drop)
        row.addWidget(self._words, 1)
        row.addWidget(cross)
        self.hide()

    def show_slip(self, slip: PaperSlip | None, width: int) -> None:
        """Show a slip on so many pixels, as much of its number as fits; None hides the strip."""
        self.setVisible(slip is not None)
        if slip is not None:
            room = width - px(MARGIN + 8 + GAP) - tall(TARGET)
            said = slip_words(slip, self._tr)
            self._words.setText(QFontMetrics(font(16)).elidedText(said, Qt.TextElideMode.ElideMiddle, room))
            self._words.setToolTip(said)
