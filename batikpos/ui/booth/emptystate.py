"""What stands in the place of the cards where there are none, and what to do then."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from batikpos.i18n import N_, Translate
from batikpos.ui.theme import BOLD, GAP, px, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.words import label


class EmptyState(QWidget):
    """Says that nothing was found, or that there is nothing yet, and offers the ways on."""

    clear_asked = Signal()
    open_item_asked = Signal()

    def __init__(self, tr: Translate) -> None:
        super().__init__()
        self._tr = tr
        self._said = label("", 20, BOLD, align=Qt.AlignmentFlag.AlignHCenter, wraps=True)
        self._hint = label("", 16, colour=theme_now().ink_2, align=Qt.AlignmentFlag.AlignHCenter, wraps=True)
        self._clear = Button(tr(N_("Clear the search")))
        self._clear.clicked.connect(self.clear_asked)
        open_item = Button(tr(N_("Sell without a code")))
        open_item.clicked.connect(self.open_item_asked)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(GAP))
        buttons.addStretch()
        buttons.addWidget(self._clear)
        buttons.addWidget(open_item)
        buttons.addStretch()
        box = QVBoxLayout(self)
        box.setSpacing(px(12))
        box.addStretch(1)
        box.addWidget(self._said)
        box.addWidget(self._hint)
        box.addLayout(buttons)
        box.addStretch(2)

    def say_not_found(self, typed: str) -> None:
        """Say that nothing is called so."""
        if typed:
            self._said.setText(self._tr(N_("Nothing found for “{typed}”")).format(typed=typed))
        else:
            self._said.setText(self._tr(N_("Nothing of this choice")))
        self._hint.setText(self._tr(N_("Try fewer letters, or take a choice off.")))
        self._clear.show()

    def say_empty(self) -> None:
        """Say that the booth has no goods yet."""
        self._said.setText(self._tr(N_("No goods yet")))
        self._hint.setText(
            self._tr(N_("Read in the price list of the fair, or sell without a code and name the piece."))
        )
        self._clear.hide()
