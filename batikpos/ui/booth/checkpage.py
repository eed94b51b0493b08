"""The page of payments to look up in the merchant's or the bank's app: one tap marks one as seen."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from batikpos.domain.checking import TenderKey, UncheckedTender
from batikpos.domain.errors import PosError
from batikpos.domain.money import Rupiah, total
from batikpos.domain.wording import payment_words
from batikpos.i18n import N_, Translate, language_of
from batikpos.ui.booth.menu import Place
from batikpos.ui.checking import Checking
from batikpos.ui.theme import BLACK, BOLD, GAP, MARGIN, margins, px, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.panel import Panel
from batikpos.ui.widgets.scrolling import scroll_by_finger
from batikpos.ui.widgets.words import colour_label, fill, label


class CheckPage(QWidget):
    """Rows of what nobody has seen yet; a row that is marked stays where it is until the page is left."""

    left = Signal()

    def __init__(self, checking: Checking, tr: Translate) -> None:
        super().__init__()
        self._checking, self._tr = checking, tr
        self._waiting: dict[TenderKey, Rupiah] = {}
        self._buttons: dict[TenderKey, Button] = {}
        self._done: dict[TenderKey, QLabel] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(margins(2 * MARGIN, MARGIN, 2 * MARGIN, MARGIN))
        outer.setSpacing(px(GAP))
        head = QHBoxLayout()
        head.addWidget(label(tr(Place.CHECK.value[0]), 28, BLACK))
        head.addStretch()
        back = Button(tr(N_("Back")))
        back.set_icon("back")
        back.clicked.connect(self.left)
        head.addWidget(back)
        outer.addLayout(head)
        self._sum = label("", 20, BOLD)
        outer.addWidget(self._sum)
        said = N_(
            "Open the merchant's or the bank's app, find amount and time, then press. Not the buyer's screen."
        )
        outer.addWidget(label(tr(said), 16, colour=theme_now().ink_2, wraps=True))
        self._fault = label("", 16, colour=theme_now().danger, wraps=True)
        self._fault.hide()
        outer.addWidget(self._fault)
        outer.addWidget(self._list(), 1)
        checking.listed.connect(self._show)
        checking.marked.connect(self._show_marked)
        checking.refused.connect(self._refuse)
        checking.load()

    def say(self, text: str) -> None:
        """Say what went wrong."""
        self._fault.setText(text)
        self._fault.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _list(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll_by_finger(area)
        inside = QWidget()
        fill(inside, theme_now().ground)
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(margins(0, 4, 8, 4))
        self._rows.setSpacing(px(GAP))
        self._rows.addStretch()
        area.setWidget(inside)
        return area

    def _show(self, unchecked: Sequence[UncheckedTender]) -> None:
        for one in unchecked:
            key = (one.number, one.n)
            if key not in self._buttons:
                self._waiting[key] = one.amount
                self._rows.insertWidget(self._rows.count() - 1, self._row(key, one))
        self._show_sum()

    def _row(self, key: TenderKey, one: UncheckedTender) -> Panel:
        """Lay out one payment: when, how much, which, and the button that marks it."""
        tr, theme = self._tr, theme_now()
        panel, row = Panel(), QHBoxLayout()
        row.setSpacing(px(MARGIN))
        row.addWidget(label(f"{one.at:%H.%M}", 24, BOLD))
        amount = label(str(one.amount), 28, BLACK, align=Qt.AlignmentFlag.AlignRight)
        amount.setMinimumWidth(px(210))
        row.addWidget(amount)
        words = QVBoxLayout()
        words.setSpacing(0)
        kind = payment_words(one.kind, tr, is_deposit=one.is_deposit)
        words.addWidget(label(f"{kind} · ref. {one.reference}" if one.reference else kind, 16, BOLD))
        words.addWidget(label(f"{one.number} · {one.cashier}", 15, colour=theme.ink_2))
        row.addLayout(words, 1)
        button = Button(tr(N_("I saw it come in")))
        button.setAccessibleName(f"{button.text()}, {one.amount}, {one.at:%H.%M}")
        button.setFixedHeight(px(56))
        button.clicked.connect(partial(self._mark, key))
        self._buttons[key] = button
        button.setMinimumWidth(px(160))
        row.addWidget(button)
        done = label(tr(N_("✓ Checked")), 18, BOLD, theme.good, align=Qt.AlignmentFlag.AlignHCenter)
        done.setFixedSize(px(160), px(56))
        row.addWidget(done)
        done.hide()
        self._done[key] = done
        panel.box.addLayout(row)
        return panel

    def _mark(self, key: TenderKey) -> None:
        self._buttons[key].setEnabled(False)
        self._checking.mark(*key)

    def _show_marked(self, number: str, n: int) -> None:
        self._waiting.pop((number, n), None)
        if button := self._buttons.get((number, n)):
            button.hide()
            self._done[number, n].show()
        self._show_sum()

    def _show_sum(self) -> None:
        self._sum.setText(say_unchecked(tuple(self._waiting.values()), self._tr))
        colour_label(self._sum, theme_now().ink if self._waiting else theme_now().good)

    def _refuse(self, error: PosError) -> None:
        self.say(error.message(language_of(self._tr)))
        for key in self._waiting:
            self._buttons[key].setEnabled(True)


def say_unchecked(amounts: Sequence[Rupiah], tr: Translate) -> str:
    """Say how many payments are still to be checked, and what they come to."""
    if not amounts:
        return tr(N_("✓ Every payment by QRIS and transfer is checked."))
    said = N_("1 payment, {amount}, is not checked yet")
    if len(amounts) > 1:
        said = N_("{count} payments, {amount}, are not checked yet")
    return tr(said).format(count=len(amounts), amount=total(amounts))
