"""The page of payments to look up in the merchant's or the bank's app: one tap marks one as seen."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

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
from batikpos.ui.widgets.words import colour_label, fill, label, stand_beside

BESIDE = 140
"""Per cent of text size up to which a row's buttons find room beside its words."""


class CheckPage(QWidget):
    """Rows of what nobody has seen yet; a row that is marked stays where it is until the page is left."""

    left = Signal()

    def __init__(self, checking: Checking, tr: Translate) -> None:
        super().__init__()
        self._checking, self._tr = checking, tr
        self._waiting: dict[TenderKey, Rupiah] = {}
        self._rows_of: dict[TenderKey, _Row] = {}
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
        checking.missed.connect(self._show_missed)
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
            self._waiting[key] = one.amount
            if row := self._rows_of.get(key):
                row.show_seen(is_seen=False)
            else:
                row = self._rows_of[key] = _Row(one, self._tr)
                row.seen.clicked.connect(partial(self._mark, key))
                row.undo.clicked.connect(partial(self._take_back, key))
                row.missing.clicked.connect(partial(self._checking.miss, *key))
                self._rows.insertWidget(self._rows.count() - 1, row)
        self._show_sum()

    def _mark(self, key: TenderKey) -> None:
        self._checking.mark(*key)
        self._waiting.pop(key, None)
        self.setFocus()  # the button that has the keyboard goes
        self._rows_of[key].show_seen(is_seen=True)
        self._show_sum()

    def _take_back(self, key: TenderKey) -> None:
        if not self._checking.take_back(*key):
            return
        row = self._rows_of[key]
        self._waiting[key] = row.one.amount
        row.show_seen(is_seen=False)
        self._show_sum()

    def _show_marked(self, number: str, n: int) -> None:
        if row := self._rows_of.get((number, n)):
            if row.undo.hasFocus():
                self.setFocus()
            row.undo.hide()

    def _show_missed(self, number: str, n: int) -> None:
        if row := self._rows_of.get((number, n)):
            desk = self._checking.register.desk
            row.show_looked(desk.fair.local(datetime.now(UTC)))

    def _show_sum(self) -> None:
        self._sum.setText(say_unchecked(tuple(self._waiting.values()), self._tr))
        colour_label(self._sum, theme_now().ink if self._waiting else theme_now().good)

    def _refuse(self, error: PosError) -> None:
        self.say(error.message(language_of(self._tr)))


class _Row(Panel):
    """One payment: when, how much, which; the buttons that say what was found, and what somebody found."""

    def __init__(self, one: UncheckedTender, tr: Translate) -> None:
        super().__init__()
        self.one, self._tr = one, tr
        theme, row = theme_now(), QHBoxLayout()
        row.setSpacing(px(GAP))
        hour = label(f"{one.at:%H.%M}", 24, BOLD)
        row.addWidget(hour)
        amount = label(str(one.amount), 28, BLACK, align=Qt.AlignmentFlag.AlignRight)
        amount.setMinimumWidth(px(200))
        row.addWidget(amount)
        row.addSpacing(px(GAP))
        words = QVBoxLayout()
        words.setSpacing(0)
        kind = payment_words(one.kind, tr, is_deposit=one.is_deposit)
        words.addWidget(label(f"{kind} · ref. {one.reference}" if one.reference else kind, 16, BOLD))
        words.addWidget(label(f"{one.number} · {one.cashier}", 15, colour=theme.ink_2))
        self._looked = label("", 15, BOLD, theme.danger, wraps=True)
        self._looked.hide()
        words.addWidget(self._looked)
        row.addLayout(words, 1)
        self._done = label(tr(N_("✓ Checked")), 18, BOLD, theme.good)
        stand_beside(amount, hour, self._done)
        self.missing, self.seen, self.undo = (
            Button(tr(word)) for word in (N_("Not there yet"), N_("I saw it come in"), N_("Undo"))
        )
        for button in (self.missing, self.seen, self.undo):
            button.setAccessibleName(f"{button.text()}, {one.amount}, {one.at:%H.%M}")
            button.setFixedHeight(px(56))
        acts = QHBoxLayout() if px(100) > BESIDE else row
        acts.setSpacing(px(GAP))
        if acts is not row:
            acts.addStretch()
        for part in (self.missing, self.seen, self._done, self.undo):
            acts.addWidget(part)
        self.box.addLayout(row)
        if acts is not row:
            self.box.addLayout(acts)
        self.show_seen(is_seen=False)
        if one.looked is not None:
            self.show_looked(one.looked.at)

    def show_seen(self, *, is_seen: bool) -> None:
        """Show that it was seen, which can be taken back for a while; or that it is to be looked for."""
        for part in (self.missing, self.seen):
            part.setVisible(not is_seen)
        self._done.setVisible(is_seen)
        self.undo.setVisible(is_seen)
        self._looked.setVisible(not is_seen and bool(self._looked.text()))

    def show_looked(self, at: datetime) -> None:
        """Say that it was looked for in vain; it stays in the list."""
        self._looked.setText(self._tr(N_("Looked for at {time}, not there")).format(time=f"{at:%H.%M}"))
        self._looked.show()


def say_unchecked(amounts: Sequence[Rupiah], tr: Translate) -> str:
    """Say how many payments are still to be checked, and what they come to."""
    if not amounts:
        return tr(N_("✓ No payment by QRIS or transfer is left to check."))
    said = N_("1 payment, {amount}, is not checked yet")
    if len(amounts) > 1:
        said = N_("{count} payments, {amount}, are not checked yet")
    return tr(said).format(count=len(amounts), amount=total(amounts))
