"""Exchanging a size: which line, then which size; the tap on a size does it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from batikpos.domain.catalogue import Item
from batikpos.domain.sale import SaleLine
from batikpos.i18n import N_, Translate, language_of
from batikpos.ui.theme import px, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import label

HEIGHT = 60

Choice = tuple[int, SaleLine, tuple[Item, ...]]
"""A line that can be exchanged: its number from 1, what was sold, its other sizes."""


class ExchangeSheet(Sheet):
    """Shows the lines that have other sizes, and of one line the sizes with what is left of them."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        choices: Sequence[Choice],
        sold: Mapping[str, int],
        *,
        exchange: Callable[[int, Item], None],
        choose: Callable[[Choice], None],
    ) -> None:
        super().__init__(window, tr(N_("Exchange size")), confirm=tr(N_("Cancel")), leave="")
        self._tr, self._exchange, self._choose = tr, exchange, choose
        self.confirm_button.set_kind(Kind.PLAIN)
        self.confirmed.connect(self.close_sheet)
        if not choices:
            said = N_("Nothing of this sale comes in another size. Give it back, then sell the other piece.")
            self.add(label(tr(said), 16, wraps=True))
        elif len(choices) == 1:
            self._add_sizes(choices[0], sold)
        else:
            self.add(label(tr(N_("Which piece?")), 16, colour=theme_now().ink_2))
            for choice in choices:
                self._add_button(_name(choice[1], tr), "", partial(self._choose, choice))

    def _add_sizes(self, choice: Choice, sold: Mapping[str, int]) -> None:
        tr, (n, line, items) = self._tr, choice
        said = tr(N_("{item} for which size? One piece, and no money moves.")).format(item=_name(line, tr))
        self.add(label(said, 16, wraps=True))
        alike = Counter(item.size for item in items)
        for item in items:
            size = item.size or item.title(language_of(tr))
            words = size if alike[item.size] == 1 else f"{size} · {item.sku}"
            self._add_button(
                words, _left(item.left(sold.get(item.sku, 0)), tr), partial(self._exchange, n, item)
            )

    def _add_button(self, words: str, caption: str, act: Callable[[], None]) -> None:
        button = Button()
        button.set_words(words, caption)
        button.setFixedHeight(px(HEIGHT))
        button.clicked.connect(partial(self._take, act))
        self.add(button)

    def _take(self, act: Callable[[], None]) -> None:
        self.close_sheet()
        act()


def _left(count: int | None, tr: Translate) -> str:
    if count is None:
        return ""
    return tr(N_("{count} left")).format(count=count) if count > 0 else tr(N_("sold out"))


def _name(line: SaleLine, tr: Translate) -> str:
    return line.name_en if language_of(tr) == "en" and line.name_en else line.name
