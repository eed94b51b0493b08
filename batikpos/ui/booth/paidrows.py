"""What was paid already for a sale that is put right, each to be struck off where it was paid otherwise."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from batikpos.domain.tender import Tender
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate
from batikpos.ui.theme import TARGET, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.words import label


class PaidRows(QWidget):
    """One button for each payment; `left_out` carries the places (from 1) of those that do not count.

    Those `struck` off before it was opened do not.
    """

    left_out = Signal(object)

    def __init__(self, tr: Translate, paid: Sequence[Tender], struck: frozenset[int]) -> None:
        super().__init__()
        self._tr, self._paid = tr, paid
        self._struck = struck
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        said = tr(N_("Paid already, and counts. Tap what was not paid so."))
        box.addWidget(label(said, 15, colour=theme_now().ink_2, wraps=True))
        self._rows = [Button() for _ in paid]
        for n, row in enumerate(self._rows, 1):
            row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.clicked.connect(partial(self._switch, n))
            box.addWidget(row)
        if not paid:  # one that is shown before it is on the sheet is a window
            self.hide()
        self._show()

    def _switch(self, place: int) -> None:
        self._struck ^= {place}
        self._show()
        self.left_out.emit(self._struck)

    def _show(self) -> None:
        """Show which count; one that was struck off counts again by the next tap."""
        for n, (row, tender) in enumerate(zip(self._rows, self._paid, strict=True), 1):
            said = f"{self._tr(TENDERS[tender.kind])}  {tender.amount.bare()}"
            sign, counts = ("✕", N_("does not count")) if n in self._struck else ("✓", N_("counts"))
            row.set_words(f"{sign}  {said}", self._tr(counts))
            row.setFixedHeight(max(tall(TARGET), row.least_height))
