"""Says over the basket which sale it puts right, and what money moves."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from batikpos.domain.correction import Correction
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.tender import Tender, TenderKind
from batikpos.domain.wording import taken_off_words, tenders_words
from batikpos.i18n import N_, Translate
from batikpos.ui.booth.moneyback import say_counts_no_more, say_going_out, say_taken_off
from batikpos.ui.theme import BOLD, GAP, MARGIN, TARGET, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.words import fill, label


class CorrectionStrip(QWidget):
    """Names the sale, what was paid for it, and what is to be added or goes back; one button leaves it."""

    def __init__(self, tr: Translate, drop: Callable[[], None]) -> None:
        super().__init__()
        self._tr = tr
        theme = theme_now()
        fill(self, theme.attention)
        grid = QGridLayout(self)
        grid.setContentsMargins(margins(MARGIN, 6, 8, 6))
        grid.setHorizontalSpacing(px(GAP))
        grid.setVerticalSpacing(0)
        self._number = label("", 16, BOLD, theme.on_attention, wraps=True)
        self._money = label("", 16, colour=theme.on_attention, wraps=True)
        leave = Button(tr(N_("Leave it")))
        leave.setAccessibleName(tr(N_("Leave the sale as it is")))
        leave.setFixedHeight(tall(TARGET))
        leave.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        leave.clicked.connect(drop)
        grid.addWidget(self._number, 0, 0)
        grid.addWidget(self._money, 1, 0)
        grid.addWidget(leave, 0, 1, 2, 1)
        grid.setColumnStretch(0, 1)
        self.hide()

    def show_correction(
        self,
        correction: Correction | None,
        balance: Mapping[TenderKind, Rupiah] | None,
        taken_off: Sequence[Tender] = (),
        fault: str = "",
    ) -> None:
        """Show which sale is put right, and what moves: cash to be added, or what goes back.

        What nobody saw is `taken_off` and goes not back: that is said, and where it is marked if it did come.
        Where a payment was struck off, that is said too. Where it cannot be put right any more, the `fault`
        is said, and no amount, nor while that is unknown.
        """
        self.setVisible(correction is not None)
        if correction is None:
            return
        tr = self._tr
        self._number.setText(tr(N_("Correcting {number}")).format(number=correction.number))
        if balance is None:
            self._money.setText(fault)
            return
        if correction.struck:
            self._money.setText(self._say_struck(correction.struck, balance, taken_off))
            return
        if taken_off:
            self._money.setText(self._say_taken_off(balance, taken_off))
            return
        paid = tenders_words(correction.paid, tr)
        said, amount = N_("Paid already: {paid}. Nothing moves."), say_going_out(balance, tr)
        if (more := balance.get(TenderKind.CASH, ZERO)) > ZERO:
            said, amount = N_("Paid already: {paid}. Add {amount}."), str(more)
        elif amount:
            said = N_("Paid already: {paid}. Give back {amount}.")
        self._money.setText(tr(said).format(paid=paid, amount=amount))

    def _say_struck(
        self,
        struck: Sequence[Tender],
        balance: Mapping[TenderKind, Rupiah],
        taken_off: Sequence[Tender],
    ) -> str:
        """Say what is added or goes back where what was paid counts in part or not at all."""
        tr, moves = self._tr, ""
        if (more := balance.get(TenderKind.CASH, ZERO)) > ZERO:
            moves = tr(N_("Add {amount}")).format(amount=more) + "."
        elif back := say_going_out(balance, tr):
            moves = tr(N_("Give back {what}")).format(what=back) + "."
        said = (moves, say_taken_off(taken_off, tr), say_counts_no_more(struck, tr))
        return " ".join(filter(None, said))

    def _say_taken_off(self, balance: Mapping[TenderKind, Rupiah], taken_off: Sequence[Tender]) -> str:
        """Say what is taken off, in few words: the basket's lines lie under them."""
        tr = self._tr
        said = taken_off_words(taken_off, tr)
        if back := say_going_out(balance, tr):
            given = tr(N_("Give back {what}")).format(what=back)
            said = f"{given}. {say_taken_off(taken_off, tr)}"
        mark = tr(N_("Did it come? Mark it first: Menu, “{place}”."))
        return f"{said}\n{mark.format(place=tr(N_('Check QRIS and transfers')))}"
