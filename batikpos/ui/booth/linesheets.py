"""The sheets for one line: how much of it, the usual by a tap; and its price, with how low it may go."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from batikpos.domain.cart import CartLine, Discount, PricedLine
from batikpos.domain.money import ZERO, NotRupiah, Rupiah, parse_rupiah
from batikpos.domain.quantity import METRE, Unit, parse_metres, parse_pieces
from batikpos.i18n import N_, Translate, language_of
from batikpos.ui.booth.sheets import NumberSheet, PriceSheet
from batikpos.ui.theme import GAP, px, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.words import label

USUAL_PIECES = (1, 2, 3, 5, 6, 12)
USUAL_LENGTHS = (500, METRE, 1_500, 2_000, 2_500, 3_000)
"""Millimetres: from half a metre to what a long shirt takes."""


class SizeSheet(NumberSheet):
    """Asks how many pieces or metres; a usual one is the answer at once."""

    def __init__(
        self, window: QWidget, tr: Translate, line: CartLine, *, answer: Callable[[int], None]
    ) -> None:
        item, is_length = line.item, line.item.unit is Unit.METRE
        parse = parse_metres if is_length else parse_pieces

        def read(typed: str) -> None:
            answer(item.quantity(parse(typed).size).size)

        super().__init__(
            window,
            tr,
            tr(N_("How many metres?") if is_length else N_("How many pieces?")),
            answer=read,
            value=line.quantity.plain().replace(".", ","),
            extra="," if is_length else "00",
        )
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        for size in USUAL_LENGTHS if is_length else USUAL_PIECES:
            if size % item.step:
                continue
            button = Button(_half(size) if is_length else str(size))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(px(48))
            button.setAccessibleName(str(item.quantity(size)))
            button.clicked.connect(partial(self._take, size, answer))
            row.addWidget(button)
        self._body.insertLayout(0, row)

    def _take(self, size: int, answer: Callable[[int], None]) -> None:
        answer(size)
        self.close_sheet()


class LinePriceSheet(PriceSheet):
    """Asks for the price of a line, and says what it costs by the list and what it may go down to.

    Of more than one piece it says as it is typed what the line comes to: what was agreed on is often that.
    """

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        priced: PricedLine,
        *,
        agreed: Callable[[Rupiah], None],
        discount: Callable[[Discount | None], None],
        reset: Callable[[], None],
    ) -> None:
        title = priced.line.item.title(language_of(tr))
        super().__init__(window, tr, title, agreed=agreed, discount=discount)
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        self._tr, self._priced = tr, priced
        self._known = label("", 16, colour=theme_now().ink_2, wraps=True)
        row.addWidget(self._known, 1)
        if priced.line.agreed is not None or priced.line.discount is not None:
            back = Button(tr(N_("List price")))
            back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            back.clicked.connect(reset)
            back.clicked.connect(self.close_sheet)
            row.addWidget(back)
        self._body.insertLayout(0, row)
        self.field.textChanged.connect(self._show_known)
        for mode in self._modes:
            mode.toggled.connect(self._show_known)
        self._show_known()

    def _show_known(self) -> None:
        """Say what is known of the price, and what it comes to as it is typed."""
        self._known.setText("\n".join(filter(None, (_said(self._priced, self._tr), self._comes_to()))))

    def _comes_to(self) -> str:
        """Say what the line comes to by an agreed price: of one piece only where that is above the list's."""
        line, tr = self._priced.line, self._tr
        try:
            typed = parse_rupiah(self.field.text())
        except NotRupiah:
            typed = ZERO
        price = typed if typed and self._modes[0].isChecked() else line.agreed or line.item.price
        above = tr(N_("more than the list price")) if price > line.item.price else ""
        if line.quantity == line.item.quantity(1) and line.item.unit is Unit.PIECE:
            return above
        comes = f"{line.quantity} x {price.bare()} = {line.quantity.of(price)}"
        return f"{comes} · {above}" if above else comes


def _said(priced: PricedLine, tr: Translate) -> str:
    """Say the price by the list, the lowest, and which promotion an agreed price ends."""
    item = priced.line.item
    words = [tr(N_("List price {amount}")).format(amount=item.price.bare())]
    if item.floor and not item.is_open:
        words.append(tr(N_("lowest {amount}")).format(amount=item.floor.bare()))
    said = " · ".join(words)
    if priced.promotion:
        said += "\n" + tr(N_("Another price ends “{promotion}” on this line.")).format(
            promotion=priced.promotion
        )
    return said


def _half(size: int) -> str:
    """Write metres as they are called: ½, 1, 1½."""
    whole, rest = divmod(size, METRE)
    return f"{whole or ''}{'½' if rest else ''}"
