"""Says over the total what was taken for a basket that is not sold yet, after the program was ended."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from batikpos.domain.order import Wish
from batikpos.domain.tender import Tender
from batikpos.domain.wording import tenders_words
from batikpos.i18n import N_, Translate
from batikpos.ui.theme import BOLD, GAP, MARGIN, TARGET, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.words import fill, label


class TakenStrip(QWidget):
    """Names the money that lies there already; one button goes on with the payment, or gives it back."""

    def __init__(self, tr: Translate, go_on: Callable[[], None]) -> None:
        super().__init__()
        self._tr = tr
        theme = theme_now()
        fill(self, theme.attention)
        row = QHBoxLayout(self)
        row.setContentsMargins(margins(MARGIN, 6, 8, 6))
        row.setSpacing(px(GAP))
        self._words = label("", 16, BOLD, theme.on_attention, wraps=True)
        button = self._button = Button()
        button.setFixedHeight(tall(TARGET))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(go_on)
        row.addWidget(self._words, 1)
        row.addWidget(button)
        self.hide()

    def show_taken(self, taken: Sequence[Tender], wish: Wish | None, *, is_to_give_back: bool) -> None:
        """Show what was taken, on which wish, and whether it can only go back; nothing hides the strip."""
        self.setVisible(bool(taken))
        self._button.setText(self._tr(N_("Give it back…") if is_to_give_back else N_("Go on paying")))
        if taken:
            said, customer = self._tr(N_("Taken already: {taken}")), ""
            if wish is not None:
                said, customer = self._tr(N_("Paid down for the order of {customer}: {taken}")), wish.customer
            self._words.setText(said.format(customer=customer, taken=tenders_words(taken, self._tr)))
