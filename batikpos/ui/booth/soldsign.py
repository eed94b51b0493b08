"""The sale just made, large, until the next first item: the change, or how it was paid and if it was seen."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from batikpos.domain.checking import UncheckedTender
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.sale import Sale
from batikpos.domain.tender import UNCONFIRMED, Tender, TenderKind
from batikpos.domain.wording import TENDERS, tenders_words
from batikpos.i18n import N_, Translate
from batikpos.services.checkout import CompletedSale
from batikpos.ui.booth.moneyback import money_out, say_money_back
from batikpos.ui.checking import Checking
from batikpos.ui.theme import BLACK, BOLD, GAP, font, margins, px, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.words import colour_label, fill, label, stand_beside

if TYPE_CHECKING:  # no first sale needs it
    from batikpos.services.orders import TakenOrder

BIG, BIG_CLOSE = 52, 32
"""Pixels at 100 % of the figure, and where there is little room."""


class SoldSign(QWidget):
    """Says what goes back; of a payment that only an app can confirm, that nobody saw it yet."""

    unseen_changed = Signal(object)

    def __init__(self, checking: Checking, tr: Translate) -> None:
        super().__init__()
        self._checking, self._tr = checking, tr
        self._unseen: tuple[UncheckedTender, ...] = ()
        self._sign: CompletedSale | TakenOrder | None = None
        self._number = ""
        self._figure_of: Rupiah | None = None
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._word = label("", 18, colour=theme_now().ink_2, align=centre, wraps=True)
        self._big = label("", BIG, BLACK, align=centre)
        self._state = label("", 18, BOLD, align=centre, wraps=True)
        self._state.setContentsMargins(margins(12, 6, 12, 6))
        self._seen, self._undo = Button(tr(N_("I saw it come in"))), Button(tr(N_("Undo")))
        self._seen.clicked.connect(self._mark)
        self._undo.clicked.connect(self._take_back)
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        row.addStretch()
        for part in (self._state, self._seen, self._undo):
            row.addWidget(part)
        row.addStretch()
        self._figure = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        for said in (self._word, self._big):
            self._figure.addWidget(said)
        box.addLayout(self._figure)
        box.addLayout(row)
        for button in (self._seen, self._undo):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        checking.listed.connect(self._show_listed)
        checking.marked.connect(self._undo.hide)
        self.hide()

    def set_close(self, *, is_close: bool) -> None:
        """Say how it was paid beside the figure, which is smaller then, or above it."""
        way = QBoxLayout.Direction.LeftToRight if is_close else QBoxLayout.Direction.TopToBottom
        self._figure.setDirection(way)
        self._big.setFont(font(BIG_CLOSE if is_close else BIG, BLACK))
        self._word.setContentsMargins(0, 0, 0, 0)
        if is_close:
            stand_beside(self._big, self._word)
        self._box.setSpacing(GAP // 2 if is_close else self._figure.spacing())

    def show_sign(self, sign: "CompletedSale | TakenOrder | None") -> None:
        """Show what was sold, given back or ordered, or nothing."""
        if sign is self._sign:
            return
        self._sign = sign
        if sign is None:
            self.hide()
        elif isinstance(sign, CompletedSale):
            self._show_done(sign)
        else:
            self._show_order(sign)

    def _show_order(self, taken: "TakenOrder") -> None:
        """Show the change of a down payment, or how much was paid down."""
        order = taken.order
        self._number, self._figure_of = order.number, None if taken.change else order.deposit
        self._word.setText(self._tr(N_("Change") if taken.change else N_("Down payment")))
        self._big.setText(str(taken.change or order.deposit))
        colour_label(self._big, theme_now().good if taken.change else theme_now().ink)
        self._show_unseen(())
        self.show()
        if is_to_be_seen(order.tenders):
            self._checking.load()

    def _show_done(self, done: CompletedSale) -> None:
        sale, theme = done.kept.sale, theme_now()
        self._number = sale.number
        back = sale.change + done.also_back
        has_change = back > ZERO or any(t.kind is TenderKind.CASH for t in sale.tenders)
        if not done.is_sale:
            word, amount = say_money_back(done.back, self._tr), money_out(done)
        elif has_change:
            word, amount = self._tr(N_("Change")), back
        else:
            word, amount = say_ways(sale, self._tr), sale.total
        self._figure_of = None if has_change else amount
        given = tenders_words(done.also_given, self._tr)
        given = self._tr(N_("Give back {what}")).format(what=given) if given else ""
        self._word.setText("\n".join(filter(None, (given, word))))
        self._big.setText(str(amount))
        colour_label(self._big, theme.good if has_change or not done.is_sale else theme.ink)
        self._show_unseen(())
        self.show()
        if done.is_sale and is_to_be_seen(sale.tenders):
            self._checking.load()

    def _show_listed(self, unchecked: tuple[UncheckedTender, ...]) -> None:
        self._show_unseen(tuple(one for one in unchecked if one.number == self._number))

    def _show_unseen(self, unseen: tuple[UncheckedTender, ...]) -> None:
        self._unseen = unseen
        ways = " + ".join(f"{self._tr(TENDERS[one.kind])} {one.amount}" for one in unseen)
        said = self._tr(N_("{ways}: not checked")).format(ways=ways)
        is_all = self._figure_of == total(one.amount for one in unseen)  # of the figure that stands large
        self._state.setText(self._tr(N_("NOT CHECKED")) if is_all else said)
        colour_label(self._state, theme_now().on_attention)
        fill(self._state, theme_now().attention)
        self._state.setVisible(bool(unseen))
        self._seen.setVisible(bool(unseen))
        self._undo.hide()
        self.unseen_changed.emit(unseen)

    def _mark(self) -> None:
        for one in self._unseen:
            self._checking.mark(one.number, one.n)
        self._state.setText(self._tr(N_("✓ Checked")))
        colour_label(self._state, theme_now().good)
        fill(self._state, theme_now().paper)
        self._seen.hide()
        self._undo.show()
        self.unseen_changed.emit(())

    def _take_back(self) -> None:
        if back := tuple(one for one in self._unseen if self._checking.take_back(one.number, one.n)):
            self._show_unseen(back)


def is_to_be_seen(tenders: Iterable[Tender]) -> bool:
    """Say whether only an app can confirm one of some payments."""
    return any(tender.kind in UNCONFIRMED for tender in tenders)


def say_ways(sale: Sale, tr: Translate) -> str:
    """Say how a sale was paid, each way once; one of nothing by no way."""
    if not sale.tenders:
        return tr(N_("Given for free"))
    return " + ".join(dict.fromkeys(tr(TENDERS[t.kind]) for t in sale.tenders))
