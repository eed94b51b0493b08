"""What was done last, a sale or an order: what the buyer got, what became of its paper, what can follow."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.order import Order
from batikpos.domain.tender import TenderKind
from batikpos.i18n import N_, Translate
from batikpos.printing.worked import Worked
from batikpos.services.checkout import CompletedSale
from batikpos.services.opening import LastSale
from batikpos.store.printjobs import JobState
from batikpos.ui.booth.moneyback import money_out
from batikpos.ui.booth.soldsign import say_ways
from batikpos.ui.paperqueue import PaperQueue
from batikpos.ui.theme import BLACK, GAP, MARGIN, TARGET, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button, Kind, leave_off, saved_by
from batikpos.ui.widgets.words import FittedLabel, colour_label, fill

_PAPER = {
    JobState.QUEUED: N_("nota not printed yet"),
    JobState.SENDING: N_("not sure it printed"),
    JobState.FAILED: N_("nota not printed yet"),
    JobState.PRINTED: N_("printed"),
    JobState.SENT: N_("sent to the printer"),
    JobState.UNCERTAIN: N_("not sure it printed"),
    JobState.CANCELLED: N_("no printer set"),
}

WORDS = 132
"""Pixels at 100 % that the words about the sale have: the number of a nota on one line."""


class LastSaleStrip(QWidget):
    """However much it says, it is as high: the cash buttons above it never move."""

    void_asked = Signal(object)
    more_asked = Signal(object)

    def __init__(self, papers: PaperQueue, tr: Translate) -> None:
        super().__init__()
        self._papers, self._tr = papers, tr
        self._last: CompletedSale | None = None
        self._shown = ""
        self._figure: Rupiah | None = None
        self._is_low = False
        fill(self, theme_now().good_ground)
        row = QHBoxLayout(self)
        row.setContentsMargins(margins(MARGIN, 5, 12, 5))
        row.setSpacing(px(GAP))
        self._change = FittedLabel(18, BLACK, theme_now().good)
        self._change.setText(tr(N_("Ready to sell")))
        self._number = FittedLabel(14, colour=theme_now().ink_2)
        self._paper = FittedLabel(14, colour=theme_now().ink_2)
        for part in (self._change, self._number, self._paper):
            part.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            part.setMinimumWidth(px(WORDS))
        self._said = self._words()
        row.addLayout(self._said, 1)
        self._again = Button(tr(N_("Print again")), Kind.SLIM)
        self._again.set_stand_in("reprint")
        self._void = Button(tr(N_("Void")), Kind.DANGER)
        self._void.set_stand_in("void")
        self._more = Button()
        self._more.set_icon("more")
        self._more.setAccessibleName(tr(N_("For the buyer")))
        self._more.setToolTip(tr(N_("For the buyer")))
        self._more.clicked.connect(lambda: self.more_asked.emit(self._last))
        self._again.clicked.connect(self.print_again)
        self._void.clicked.connect(self._ask_void)
        for button in (self._more, self._again, self._void):
            button.setEnabled(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        papers.worked_off.connect(self._show_paper)
        if papers.ordered is not None:
            self.show_ordered(papers.ordered)
        elif papers.last is not None:
            self._show_last(papers.last)

    def stops(self) -> tuple[QWidget, ...]:
        """List where the keyboard comes to, in its order."""
        return (self._more, self._again, self._void)

    def ask_more(self) -> None:
        """Offer what a buyer may want of the last sale."""
        if self._more.isEnabled():
            self._more.click()

    def show_done(self, done: CompletedSale) -> None:
        """Say what the buyer got back."""
        self._remember(done, self._say_done(done), self._tr(N_("printing")))

    def show_ordered(self, order: Order) -> None:
        """Say what was paid down for the order that was taken last: its paper is the last one."""
        self._last, self._figure = None, order.deposit
        said = self._tr(N_("Paid down {amount}")).format(amount=order.deposit.bare())
        self._show(order.number, said, "")
        for button in (self._void, self._more):
            button.setEnabled(False)

    def _say_done(self, done: CompletedSale) -> str:
        sale, back = done.kept.sale, done.kept.sale.change + done.also_back
        if done.also_given:  # in which way stands large beside it
            amounts = [*([back] if back else ()), *(tender.amount for tender in done.also_given)]
            said = " + ".join(amount.bare() for amount in amounts)
            return self._tr(N_("Returned {amount}")).format(amount=said)
        if done.is_sale and back == ZERO and not any(t.kind is TenderKind.CASH for t in sale.tenders):
            return f"{say_ways(sale, self._tr)} {sale.total.bare() if sale.tenders else ''}".strip()
        if done.is_sale:
            return self._tr(N_("Change {amount}")).format(amount=back.bare())
        return self._tr(N_("Returned {amount}")).format(amount=money_out(done).bare())

    def show_unseen(self, unseen: Rupiah) -> None:
        """Say with its number that nobody saw its payment in the app yet, and how much of it; or no more."""
        if self._shown:
            word = self._tr(N_("not checked"))
            more = f" · {self._shown.rpartition('-')[2]}" if unseen == self._figure else f" {unseen.bare()}"
            self._number.setText(word + more if unseen else self._shown)

    def print_again(self) -> None:
        """Print the last nota again, as a copy."""
        if self._shown:
            self._papers.print_again(self._shown)

    def fit(self, width: int, *, is_low: bool) -> None:
        """Give its words the room that is there: where it is little, icons stand for titles.

        The words have as much of the width whatever they say, so that no title comes and goes with them.
        """
        self._is_low = is_low
        self._number.setVisible(bool(self._shown) and not is_low)
        shown = (self._change, self._paper) if is_low else (self._change, self._number, self._paper)
        lines = sum(part.sizeHint().height() for part in shown)
        self.setFixedHeight(max(lines + px(10), TARGET + 2 * tall(5)))
        titles = (self._again, self._void)
        if (row := self.layout()) is not None:
            self._said.invalidate()  # by itself it is only when the row is laid out: too late to look
            row.invalidate()
            leave_off(titles, row.minimumSize().width() + saved_by(titles) - width)

    def _words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        for part in (self._change, self._number, self._paper):
            words.addWidget(part)
        words.addStretch()
        self._number.hide()
        self._paper.hide()
        return words

    def _show_last(self, last: LastSale) -> None:
        """Show what was done before: as it was said then, or in few words where another window did it."""
        total = last.done.kept.sale.total
        said = self._tr(N_("Last {amount}")).format(amount=total.bare())
        if last.is_now:
            said = self._say_done(last.done)
        self._remember(last.done, said, self._tr(_PAPER[last.paper]))

    def _remember(self, done: CompletedSale, said: str, paper: str) -> None:
        self._last, self._figure = done, done.kept.sale.total
        self._show(done.kept.sale.number, said, paper)
        self._void.setEnabled(done.is_sale)
        self._more.setEnabled(done.is_sale)

    def _show(self, number: str, said: str, paper: str) -> None:
        self._shown = number
        self._change.setText(said)
        self._number.setText(number)
        self._number.setVisible(not self._is_low)
        self._paper.show()
        self._say_paper(paper, theme_now().ink_2)
        self._again.setEnabled(True)

    def _show_paper(self, worked: Worked) -> None:
        """Say what became of the last paper, whoever printed it."""
        if not self._shown:
            return
        state = self._papers.last.paper if self._last is not None and self._papers.last else None
        if any(job.sale == self._shown for job in worked.stuck):
            self._say_paper(self._tr(N_("waits for the printer")), theme_now().danger)
        elif state is None:  # of an order's paper nobody says more than that it waits
            self._say_paper("", theme_now().ink_2)
        elif state is not JobState.QUEUED:
            self._say_paper(self._tr(_PAPER[state]), theme_now().ink_2)

    def _say_paper(self, text: str, colour: QColor) -> None:
        self._paper.setText(text)
        colour_label(self._paper, colour)

    def _ask_void(self) -> None:
        if self._last is not None and self._last.is_sale:
            self.void_asked.emit(self._last.kept.sale)
