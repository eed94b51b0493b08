"""A few things of which one is chosen, each as a button as wide as the sheet."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QWidget

from batikpos.i18n import N_, Translate
from batikpos.ui.theme import tall
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.sheet import Sheet

TALL = 60

Choice = tuple[str, str, bool, Callable[[], None]]
"""What a button says, and under it smaller; whether it can be pressed now; what it does."""


class ChoiceSheet(Sheet):
    """Offers them; a choice closes it first, so that it may open another sheet."""

    def __init__(self, window: QWidget, tr: Translate, title: str, choices: Sequence[Choice]) -> None:
        super().__init__(window, title, confirm=tr(N_("Back")), leave="")
        for words, caption, is_possible, act in choices:
            button = Button()
            button.set_words(words, caption)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setFixedHeight(tall(TALL))
            button.setEnabled(is_possible)
            button.clicked.connect(partial(self._choose, act))
            self.add(button)
        self.confirmed.connect(self.close_sheet)

    def _choose(self, act: Callable[[], None]) -> None:
        self.close_sheet()
        act()
